// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/jsonreader.h"

#include "text/utf8.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstring>

namespace rolewright::json {

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isStructural(char c)
{
    return c == '{' || c == '}' || c == '[' || c == ']' || c == ',' || c == ':';
}

/// Past the closing quote of the string that begins at `begin`, or nothing when it has none.
std::optional<std::size_t> endOfString(std::string_view text, std::size_t begin)
{
    std::size_t offset = begin + 1;
    while (offset < text.size()) {
        if (text[offset] == '"')
            return offset + 1;
        offset += text[offset] == '\\' ? 2 : 1;
    }
    return std::nullopt;
}

/// Past the last byte of what looks like one token: a bracket, a comma, a string or a run of other characters.
std::size_t endOfToken(std::string_view text, std::size_t begin)
{
    if (isStructural(text[begin]))
        return begin + 1;
    if (text[begin] == '"')
        return endOfString(text, begin).value_or(text.size());
    std::size_t end = begin + 1;
    while (end < text.size() && !isSpace(text[end]) && !isStructural(text[end]) && text[end] != '"')
        ++end;
    return end;
}

/// What stands in a span, short enough for a message.
std::string excerpt(std::string_view text, Span span)
{
    constexpr std::size_t longest = 40;
    std::string_view shown = text.substr(span.begin, span.end - span.begin);
    if (shown.size() > longest) {
        std::size_t length = longest;
        while (length > 0 && (static_cast<unsigned char>(shown[length]) & 0xC0) == 0x80)
            --length;
        shown = shown.substr(0, length);
    }
    std::string result;
    char before = '\0';
    for (const char c : shown) {
        // One of a run of control characters says as much.
        const bool isRun = !result.empty() && c == before;
        before = c;
        if (static_cast<unsigned char>(c) < 0x20 && isRun)
            continue;
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
            constexpr char digits[] = "0123456789ABCDEF";
            result += "U+00";
            result += digits[static_cast<unsigned char>(c) >> 4];
            result += digits[c & 0xF];
        } else {
            result += c;
        }
    }
    return result;
}

/// Turns nlohmann's events into ours. It passes no positions; but between two events only white space,
/// commas and colons can stand, so each token is found again in the text.
class Adapter final : public nlohmann::json_sax<nlohmann::json>
{
public:
    Adapter(std::string_view text, Handler &handler, std::size_t base)
        : m_text(text)
        , m_handler(handler)
        , m_base(base)
    {
    }

    bool null() override { return scalar(Kind::Null, {}); }
    bool boolean(bool value) override
    {
        Value result;
        result.boolean = value;
        return scalar(Kind::Boolean, std::move(result));
    }
    bool number_integer(number_integer_t) override { return number(); }
    bool number_unsigned(number_unsigned_t) override { return number(); }
    bool number_float(number_float_t, const string_t &) override { return number(); }
    bool string(string_t &text) override
    {
        Value result;
        result.text = std::move(text);
        return scalar(Kind::String, std::move(result));
    }
    bool binary(binary_t &) override { return false; }
    bool key(string_t &text) override
    {
        const Span span = next();
        m_state = State::AfterKey;
        return m_handler.key(std::move(text), shifted(span));
    }
    bool start_object(std::size_t) override { return open(true); }
    bool start_array(std::size_t) override { return open(false); }
    bool end_object() override { return close(true); }
    bool end_array() override { return close(false); }

    bool parse_error(std::size_t position, const std::string &, const nlohmann::detail::exception &) override
    {
        fail(position);
        return false;
    }

    /// nlohmann takes a NUL byte for the end of its input.
    void expectEnd()
    {
        while (m_cursor < m_text.size() && isSpace(m_text[m_cursor]))
            ++m_cursor;
        if (m_cursor < m_text.size())
            fail(m_cursor + 1);
    }

    std::optional<Diagnostic> error;

private:
    enum class State { Start, AfterOpen, AfterKey, AfterValue };

    Span shifted(Span span) const { return {span.begin + m_base, span.end + m_base}; }

    Span next()
    {
        while (isSpace(m_text[m_cursor]) || m_text[m_cursor] == ',' || m_text[m_cursor] == ':')
            ++m_cursor;
        m_last = m_cursor;
        m_cursor = endOfToken(m_text, m_last);
        return {m_last, m_cursor};
    }

    bool scalar(Kind kind, Value &&value)
    {
        const Span span = next();
        m_state = State::AfterValue;
        value.kind = kind;
        value.span = shifted(span);
        return m_handler.scalar(std::move(value));
    }

    bool number()
    {
        const Span span = next();
        m_state = State::AfterValue;
        Value value;
        value.kind = Kind::Number;
        value.span = shifted(span);
        value.text = m_text.substr(span.begin, span.end - span.begin);
        return m_handler.scalar(std::move(value));
    }

    bool open(bool object)
    {
        const Span span = next();
        if (m_objects.size() >= m_handler.depthLimit) {
            error = Diagnostic{Severity::Error, "tooDeep", {std::to_string(m_handler.depthLimit)}, shifted(span)};
            return false;
        }
        m_objects.push_back(object);
        m_state = State::AfterOpen;
        return object ? m_handler.startObject(shifted(span)) : m_handler.startArray(shifted(span));
    }

    bool close(bool object)
    {
        const Span span = next();
        m_objects.pop_back();
        m_state = State::AfterValue;
        return object ? m_handler.endObject(shifted(span)) : m_handler.endArray(shifted(span));
    }

    /// `position`: how many bytes had been read when the parser gave up, the end counted as one.
    void fail(std::size_t position)
    {
        const std::size_t offending = position > 0 ? position - 1 : 0;
        bool comma = false;
        bool colon = false;
        Span found{m_text.size(), m_text.size()};
        // "01" is a number and then something else for the parser, one thing for people.
        std::size_t offset = offending < m_cursor ? m_last : m_cursor;
        while (offset < m_text.size()) {
            if (isSpace(m_text[offset])) {
                ++offset;
                continue;
            }
            const std::size_t end = endOfToken(m_text, offset);
            const bool isOpenString = m_text[offset] == '"' && !endOfString(m_text, offset);
            if (end > offending || isOpenString) {
                found = {offset, end};
                break;
            }
            comma |= m_text[offset] == ',';
            colon |= m_text[offset] == ':';
            offset = end;
        }

        std::string expected = expectation(comma, colon);
        // A complete string that is refused at its end: its last escape is the first half of a pair.
        if (!found.empty() && m_text[found.begin] == '"' && wants(expected) && offending + 1 == found.end && endOfString(m_text, found.begin)) {
            const std::size_t begin = m_text.substr(0, offending).rfind('\\');
            if (begin != std::string_view::npos && begin > found.begin) {
                error = Diagnostic{Severity::Error, "loneSurrogate", {excerpt(m_text, {begin, offending})}, shifted({begin, offending})};
                return;
            }
        }
        const bool brokenString = !found.empty() && m_text[found.begin] == '"' && wants(expected)
            && (offending + 1 != found.end || !endOfString(m_text, found.begin));
        if (brokenString) {
            const std::size_t at = std::min(offending, m_text.size());
            const std::size_t backslash = m_text.substr(0, at).rfind('\\');
            const bool control = at >= m_text.size() || static_cast<unsigned char>(m_text[at]) < 0x20;
            const bool inEscape = !control && backslash != std::string_view::npos && backslash > found.begin;
            expected = inEscape ? "escape" : "closingQuote";
            found = {at, std::min(at + 1, m_text.size())};
            while (found.end < m_text.size() && (static_cast<unsigned char>(m_text[found.end]) & 0xC0) == 0x80)
                ++found.end;
        }
        error = Diagnostic{Severity::Error, "jsonSyntax", {excerpt(m_text, found), expected}, shifted(found)};
    }

    /// Whether a string may stand where that is expected.
    static bool wants(std::string_view expected)
    {
        return expected == "value" || expected == "name" || expected == "nameOrBrace" || expected == "valueOrBracket";
    }

    std::string expectation(bool comma, bool colon) const
    {
        if (m_objects.empty())
            return m_state == State::Start ? "value" : "endOfText";
        const bool object = m_objects.back();
        switch (m_state) {
        case State::AfterOpen:
            return object ? "nameOrBrace" : "valueOrBracket";
        case State::AfterKey:
            return colon ? "value" : "colon";
        default:
            if (object)
                return comma ? "name" : "commaOrBrace";
            return comma ? "value" : "commaOrBracket";
        }
    }

    std::string_view m_text;
    Handler &m_handler;
    std::size_t m_base;
    std::size_t m_cursor = 0; ///< past the last token that was passed on
    std::size_t m_last = 0; ///< where that begins
    State m_state = State::Start;
    std::vector<bool> m_objects; ///< the open containers; true: an object
};

} // namespace

std::optional<Diagnostic> read(std::string_view text, Handler &handler, std::size_t base)
{
    if (text.starts_with("\xEF\xBB\xBF")) {
        text.remove_prefix(3);
        base += 3;
    }
    // The parser skips one as well: a second one would go by unseen, and every span would be three bytes off.
    if (text.starts_with("\xEF\xBB\xBF"))
        return Diagnostic{Severity::Error, "jsonSyntax", {excerpt(text, {0, 3}), "value"}, {base, base + 3}};
    if (const std::optional<std::size_t> invalid = firstInvalidUtf8(text))
        return Diagnostic{Severity::Error, "invalidUtf8", {}, {base + *invalid, base + *invalid + 1}};
    if (std::all_of(text.begin(), text.end(), isSpace))
        return Diagnostic{Severity::Error, "emptyText", {}, {base, base + text.size()}};

    Adapter adapter(text, handler, base);
    if (nlohmann::json::sax_parse(text.data(), text.data() + text.size(), &adapter))
        adapter.expectEnd();
    return adapter.error;
}

} // namespace rolewright::json
