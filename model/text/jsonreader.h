// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/diagnostic.h"
#include "text/json.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
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
    virtual bool key(std::string &&text, Span span) = 0;
    /// Anything but objects and arrays; `items` and `members` are empty.
    virtual bool scalar(Value &&value) = 0;

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

/// Makes values from events. Feed it one value; then take() it.
class ValueBuilder final : public Handler
{
public:
    bool startObject(Span bracket) override;
    bool endObject(Span bracket) override;
    bool startArray(Span bracket) override;
    bool endArray(Span bracket) override;
    bool key(std::string &&text, Span span) override;
    bool scalar(Value &&value) override;

    /// Whether one whole value has been fed since the last take().
    bool isComplete() const { return m_complete; }
    Value take();
    /// "duplicateKey" for every second key of an object; the argument is the key.
    Diagnostics duplicates;

private:
    struct Open {
        Value *value; ///< stays where it is while it is open: only the innermost container grows
        std::unique_ptr<std::unordered_set<std::string>> names; ///< only for objects with many members
    };
    Value *place(Value &&value);
    bool close(Span bracket);

    Value m_root;
    std::vector<Open> m_open;
    bool m_complete = false;
};

} // namespace rolewright::json
