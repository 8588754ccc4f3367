// SPDX-License-Identifier: GPL-3.0-or-later
#include "world/jsonwriter.h"

#include "text/json.h"
#include "text/rawjson.h"

#include <algorithm>

namespace rolewright {

namespace {

/// A document nested deeper stands as a string, so that the file stays within what its reader allows.
constexpr std::size_t deepestDocument = 64;

std::size_t depthOf(const json::Value &value)
{
    std::size_t deepest = 0;
    for (const json::Value &item : value.items)
        deepest = std::max(deepest, depthOf(item));
    for (const json::Member &member : value.members)
        deepest = std::max(deepest, depthOf(member.value));
    return value.isArray() || value.isObject() ? deepest + 1 : 0;
}

bool canStandAsObject(const std::string &text)
{
    const json::Parsed parsed = json::parse(text);
    return parsed.value && parsed.value->isObject() && !hasErrors(parsed.diagnostics)
        && parsed.value->span == Span{0, text.size()} && depthOf(*parsed.value) <= deepestDocument;
}

} // namespace

void JsonWriter::newLine()
{
    constexpr std::size_t piece = std::size_t{1} << 20;
    if (m_text.size() >= piece) {
        m_sink(m_text);
        m_text.clear();
    }
    m_text += '\n';
    m_text.append(2 * m_isEmpty.size(), ' ');
}

void JsonWriter::beginValue()
{
    if (m_afterKey) {
        m_afterKey = false;
        return;
    }
    if (m_isEmpty.empty())
        return;
    if (!m_isEmpty.back())
        m_text += ',';
    m_isEmpty.back() = false;
    newLine();
}

void JsonWriter::open(char bracket)
{
    beginValue();
    m_text += bracket;
    m_isEmpty.push_back(true);
}

void JsonWriter::close(char bracket)
{
    const bool isEmpty = m_isEmpty.back();
    m_isEmpty.pop_back();
    if (!isEmpty)
        newLine();
    m_text += bracket;
}

void JsonWriter::beginObject()
{
    open('{');
}

void JsonWriter::endObject()
{
    close('}');
}

void JsonWriter::beginArray()
{
    open('[');
}

void JsonWriter::endArray()
{
    close(']');
}

void JsonWriter::key(std::string_view key)
{
    beginValue();
    m_text += json::quoted(key);
    m_text += ": ";
    m_afterKey = true;
}

void JsonWriter::text(std::string_view value)
{
    beginValue();
    m_text += json::quoted(value);
}

void JsonWriter::json(std::string_view value)
{
    beginValue();
    m_text += json::indented(value, 2 * m_isEmpty.size());
}

void JsonWriter::verbatim(std::string_view value)
{
    beginValue();
    m_text += value;
}

void JsonWriter::document(const PolicyDocument &document)
{
    const std::string &text = document.text();
    const auto [known, isNew] = m_standAsObject.try_emplace(&document);
    if (isNew)
        known->second = canStandAsObject(text);
    if (!known->second) {
        this->text(text);
        return;
    }
    beginValue();
    const std::string indentation(2 * m_isEmpty.size(), ' ');
    std::size_t begin = 0;
    while (true) {
        const std::size_t end = text.find('\n', begin);
        const std::string_view line = std::string_view(text).substr(begin, end - begin);
        const bool isEmpty = line.empty() || line == "\r";
        if (begin > 0 && !isEmpty)
            m_text += indentation;
        m_text += line;
        if (end == std::string::npos)
            return;
        m_text += '\n';
        begin = end + 1;
    }
}

void JsonWriter::field(std::string_view key, std::string_view value)
{
    this->key(key);
    text(value);
}

void JsonWriter::optionalField(std::string_view key, std::string_view value)
{
    if (!value.empty())
        field(key, value);
}

void JsonWriter::optionalField(std::string_view key, const DocumentPtr &document)
{
    if (!document)
        return;
    this->key(key);
    this->document(*document);
}

void JsonWriter::list(std::string_view key, const std::vector<std::string> &values)
{
    this->key(key);
    beginArray();
    for (const std::string &value : values)
        text(value);
    endArray();
}

void JsonWriter::extra(const ExtraFields &fields)
{
    for (const ExtraField &field : fields) {
        key(field.key);
        json(field.json);
    }
}

void JsonWriter::finish()
{
    m_text += '\n';
    m_sink(m_text);
    m_text.clear();
}

} // namespace rolewright
