// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/diagnostic.h"
#include "text/json.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

/// Reading JSON event by event, for texts too large for one tree of values.
namespace rolewright::json {

/// Hears what stands in a text, in its order. Spans count from the start of the text, or from `base`.
/// Returning false stops reading.
class Handler
{
public:
    virtual ~Handler() = default;

    virtual bool startObject(Span bracket) = 0;
    virtual bool endObject(Span bracket) = 0;
    virtual bool startArray(Span bracket) = 0;
    virtual bool endArray(Span bracket) = 0;
    /// Texts are there for the time of the call.
    virtual bool key(std::string_view text, Span span) = 0;
    /// Anything but objects and arrays; `items` and `members` are empty.
    virtual bool scalar(const Value &value) = 0;

    /// Brackets that may be open at once; looked at whenever one opens.
    std::size_t depthLimit = maximumDepth;
};

/// The Error that ended the reading ("jsonSyntax", "loneSurrogate", "invalidUtf8", "tooDeep", "emptyText"), or nothing when all
/// of the text was read or the handler stopped it.
///
/// "jsonSyntax" has two arguments: what stands there (at most 40 bytes; empty at the end of the text) and what was
/// expected: "value", "name", "colon", "commaOrBrace", "commaOrBracket", "nameOrBrace", "valueOrBracket",
/// "endOfText", "closingQuote" or "escape" (a string that is cut off or has a wrong backslash).
/// "tooDeep" has the limit as its argument.
std::optional<Diagnostic> read(std::string_view text, Handler &handler, std::size_t base = 0);

/// Where the texts of values are: in the values' memory, or, where they have no escapes, in what is read, which has to live as long.
enum class Texts { Copied, Viewed };

/// Makes values from events, in the memory that it is given. Feed it one value; then take() it.
class ValueBuilder final : public Handler
{
public:
    explicit ValueBuilder(Arena &memory, Texts texts = Texts::Copied)
        : m_memory(&memory)
        , m_texts(texts)
    {
    }

    bool startObject(Span bracket) override;
    bool endObject(Span bracket) override;
    bool startArray(Span bracket) override;
    bool endArray(Span bracket) override;
    bool key(std::string_view text, Span span) override;
    bool scalar(const Value &value) override;

    /// Whether one whole value has been fed since the last take().
    bool isComplete() const { return m_complete; }
    Value take();
    /// Forgets what has been fed.
    void clear();
    /// "duplicateKey" for every second key of an object; the argument is the key.
    Diagnostics duplicates;

private:
    struct Open {
        bool object;
        Span bracket;
        std::size_t first; ///< of its own in m_items or m_members
        std::unique_ptr<std::unordered_set<std::string_view>> names; ///< only for objects with many members
    };
    void start(bool object, Span bracket);
    Value &place();
    std::string_view kept(std::string_view text, std::size_t written);

    Arena *m_memory;
    Texts m_texts;
    Value m_root;
    std::vector<Open> m_open;
    // Of all that are open; what an object or array has of its own is kept together once it is closed.
    std::vector<Value> m_items;
    std::vector<Member> m_members;
    bool m_complete = false;
};

/// Parses one text after another in the same memory.
class Parser
{
public:
    explicit Parser(Texts texts = Texts::Copied)
        : m_builder(m_parsed.memory, texts)
    {
    }
    Parser(const Parser &) = delete;
    Parser &operator=(const Parser &) = delete;

    /// As json::parse(); there until the next call.
    const Parsed &parse(std::string_view text, std::size_t base = 0);
    Parsed take() { return std::move(m_parsed); }

private:
    Parsed m_parsed;
    ValueBuilder m_builder;
};

} // namespace rolewright::json
