// SPDX-License-Identifier: GPL-3.0-or-later
#include "world/documentreader.h"

#include "text/rawjson.h"
#include "text/utf8.h"

namespace rolewright {

namespace {

/// The white space at the start of the line that holds `offset`. A line longer than any editor shows has none.
std::string_view indentationAt(std::string_view text, std::size_t offset)
{
    constexpr std::size_t longestLine = 65536;
    std::size_t begin = offset;
    while (begin > 0 && text[begin - 1] != '\n') {
        if (offset - begin > longestLine)
            return {};
        --begin;
    }
    std::size_t end = begin;
    while (end < offset && (text[end] == ' ' || text[end] == '\t'))
        ++end;
    return text.substr(begin, end - begin);
}

bool isEmptyLine(std::string_view line)
{
    return line.empty() || line == "\r";
}

/// `text` without `indentation` at the start of its continuation lines; as it is when one lacks it.
std::string dedented(std::string_view text, std::string_view indentation)
{
    std::string result;
    std::size_t begin = 0;
    while (true) {
        const std::size_t end = text.find('\n', begin);
        std::string_view line = text.substr(begin, end - begin);
        if (begin > 0 && !isEmptyLine(line)) {
            if (!line.starts_with(indentation))
                return std::string(text);
            line.remove_prefix(indentation.size());
        }
        result += line;
        if (end == std::string_view::npos)
            return result;
        result += '\n';
        begin = end + 1;
    }
}

bool isUsableJson(const json::Parsed &parsed)
{
    return parsed.value && !hasErrors(parsed.diagnostics);
}

/// A minified document laid out for reading; any other text as it is.
std::string laidOut(std::string text)
{
    if (text.find('\n') != std::string::npos)
        return text;
    const json::Parsed parsed = json::parse(text);
    if (!isUsableJson(parsed) || !parsed.value->isObject())
        return text;
    return json::indented(text);
}

/// The document that a string of an export stands for: JSON, URL-encoded JSON, or JSON in a string once more.
std::string unpacked(std::string text)
{
    for (int layer = 0; layer < 3; ++layer) {
        const json::Parsed parsed = json::parse(text);
        if (parsed.value && parsed.value->isString()) {
            text = parsed.value->text;
            continue;
        }
        if (parsed.value || text.find('%') == std::string::npos)
            break;
        std::optional<std::string> decoded = urlDecoded(text);
        if (!decoded || firstInvalidUtf8(*decoded))
            break;
        text = std::move(*decoded);
    }
    return text;
}

} // namespace

DocumentPtr DocumentReader::read(std::string_view text, const json::Member &member, FileFormat format)
{
    const json::Value &value = member.value;
    if (value.kind == json::Kind::Null)
        return nullptr;
    if (value.isString())
        return shared(format == FileFormat::Workspace ? std::string(value.text) : laidOut(unpacked(std::string(value.text))));

    const std::string_view written = text.substr(value.span.begin, value.span.end - value.span.begin);
    if (written.find('\n') == std::string_view::npos)
        return shared(format == FileFormat::Workspace ? std::string(written) : laidOut(std::string(written)));
    return shared(dedented(written, indentationAt(text, member.keySpan.begin)));
}

DocumentPtr DocumentReader::shared(std::string text)
{
    {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_documents.find(text); found != m_documents.end())
            return found->second;
    }
    DocumentPtr document = PolicyDocument::parse(std::move(text));
    const std::lock_guard lock(m_mutex);
    return m_documents.emplace(document->text(), document).first->second; // the other thread may have been first
}

} // namespace rolewright
