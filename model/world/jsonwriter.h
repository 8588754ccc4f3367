// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/policy.h"
#include "world/entity.h"

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rolewright {

/// Writes JSON with two spaces a level and one value a line, keys in the order of the calls.
class JsonWriter
{
public:
    using Sink = std::function<void(std::string_view)>;

    /// `sink` gets the text in pieces of about a megabyte.
    explicit JsonWriter(Sink sink)
        : m_sink(std::move(sink))
    {
    }
    JsonWriter(const JsonWriter &) = delete;
    JsonWriter &operator=(const JsonWriter &) = delete;

    void beginObject();
    void endObject();
    void beginArray();
    void endArray();
    void key(std::string_view key);

    void text(std::string_view value);
    /// A value's JSON, laid out anew.
    void json(std::string_view value);
    /// A value's JSON exactly as it is given.
    void verbatim(std::string_view value);
    /// A policy: its text itself where that reads back as it is, else a string holding it.
    void document(const PolicyDocument &document);

    void field(std::string_view key, std::string_view value);
    /// Leaves empty ones out.
    void optionalField(std::string_view key, std::string_view value);
    /// Leaves null out.
    void optionalField(std::string_view key, const DocumentPtr &document);
    void list(std::string_view key, const std::vector<std::string> &values);
    void extra(const ExtraFields &fields);

    /// Nothing more follows.
    void finish();

private:
    void beginValue();
    void open(char bracket);
    void close(char bracket);
    void newLine();

    Sink m_sink;
    std::string m_text; ///< what the sink hasn't got yet
    std::vector<bool> m_isEmpty; ///< of the open objects and lists
    std::unordered_map<const PolicyDocument *, bool> m_standAsObject; ///< the same policy stands in many places
    bool m_afterKey = false;
};

} // namespace rolewright
