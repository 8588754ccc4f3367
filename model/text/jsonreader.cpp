// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/jsonreader.h"

#include "text/utf8.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
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

/// Says what is wrong with a text that isn't JSON, in words for people. nlohmann's parser finds the place; it passes no positions
/// of what it understood, but between two events only white space, commas and colons can stand, so each token is found again.
class Explainer final : public nlohmann::json_sax<nlohmann::json>
{
public:
    Explainer(std::string_view text, std::size_t depthLimit, std::size_t base)
        : m_text(text)
        , m_depthLimit(depthLimit)
        , m_base(base)
    {
    }

    bool null() override { return scalar(); }
    bool boolean(bool) override { return scalar(); }
    bool number_integer(number_integer_t) override { return scalar(); }
    bool number_unsigned(number_unsigned_t) override { return scalar(); }
    bool number_float(number_float_t, const string_t &) override { return scalar(); }
    bool string(string_t &) override { return scalar(); }
    bool binary(binary_t &) override { return false; }
    bool key(string_t &) override
    {
        next();
        m_state = State::AfterKey;
        return true;
    }
    bool start_object(std::size_t) override { return open(true); }
    bool start_array(std::size_t) override { return open(false); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

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

    bool scalar()
    {
        next();
        m_state = State::AfterValue;
        return true;
    }

    bool open(bool object)
    {
        const Span span = next();
        if (m_objects.size() >= m_depthLimit) {
            error = Diagnostic{Severity::Error, "tooDeep", {std::to_string(m_depthLimit)}, shifted(span)};
            return false;
        }
        m_objects.push_back(object);
        m_state = State::AfterOpen;
        return true;
    }

    bool close()
    {
        next();
        m_objects.pop_back();
        m_state = State::AfterValue;
        return true;
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
    std::size_t m_depthLimit;
    std::size_t m_base;
    std::size_t m_cursor = 0; ///< past the last token that was passed on
    std::size_t m_last = 0; ///< where that begins
    State m_state = State::Start;
    std::vector<bool> m_objects; ///< the open containers; true: an object
};

/// Reads a text that is well-formed UTF-8, in one pass and without a call for each character.
class TextReader
{
public:
    TextReader(std::string_view text, Handler &handler, std::size_t base)
        : m_text(text)
        , m_handler(handler)
        , m_base(base)
    {
    }

    enum class Result { Done, Stopped, Wrong };

    Result run()
    {
        if (const Result result = value(); result != Result::Done)
            return result;
        while (!m_objects.empty()) {
            if (const Result result = afterValue(); result != Result::Done)
                return result;
        }
        skipSpace();
        return m_at == m_text.size() ? Result::Done : Result::Wrong;
    }

private:
    static Result told(bool goOn) { return goOn ? Result::Done : Result::Stopped; }
    Span span(std::size_t begin) const { return {m_base + begin, m_base + m_at}; }
    char current() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

    void skipSpace()
    {
        while (m_at < m_text.size() && isSpace(m_text[m_at]))
            ++m_at;
    }

    /// A value, or the opening of one: then what comes next in it as well. Calls itself once for each bracket that opens right
    /// after another, at most Handler::depthLimit times.
    Result value()
    {
        skipSpace();
        const std::size_t begin = m_at;
        switch (current()) {
        case '{':
        case '[':
            return open();
        case '"': {
            Value value;
            value.kind = Kind::String;
            if (!string(value.text))
                return Result::Wrong;
            value.span = span(begin);
            return told(m_handler.scalar(value));
        }
        case 't': return literal("true", Kind::Boolean, true);
        case 'f': return literal("false", Kind::Boolean, false);
        case 'n': return literal("null", Kind::Null, false);
        default: return number();
        }
    }

    Result open()
    {
        const bool object = current() == '{';
        const std::size_t begin = m_at++;
        if (m_objects.size() >= m_handler.depthLimit)
            return Result::Wrong;
        m_objects.push_back(object);
        if (const Result result = told(object ? m_handler.startObject(span(begin)) : m_handler.startArray(span(begin))); result != Result::Done)
            return result;
        skipSpace();
        if (current() == (object ? '}' : ']'))
            return close();
        return object ? member() : value();
    }

    Result close()
    {
        const bool object = m_objects.back();
        const std::size_t begin = m_at++;
        m_objects.pop_back();
        return told(object ? m_handler.endObject(span(begin)) : m_handler.endArray(span(begin)));
    }

    Result member()
    {
        skipSpace();
        const std::size_t begin = m_at;
        std::string_view name;
        if (current() != '"' || !string(name))
            return Result::Wrong;
        if (!m_handler.key(name, span(begin)))
            return Result::Stopped;
        skipSpace();
        if (current() != ':')
            return Result::Wrong;
        ++m_at;
        return value();
    }

    Result afterValue()
    {
        skipSpace();
        const bool object = m_objects.back();
        if (current() == (object ? '}' : ']'))
            return close();
        if (current() != ',')
            return Result::Wrong;
        ++m_at;
        return object ? member() : value();
    }

    Result literal(std::string_view word, Kind kind, bool boolean)
    {
        if (!m_text.substr(m_at).starts_with(word))
            return Result::Wrong;
        const std::size_t begin = m_at;
        m_at += word.size();
        Value value;
        value.kind = kind;
        value.boolean = boolean;
        value.span = span(begin);
        return told(m_handler.scalar(value));
    }

    bool digits()
    {
        const std::size_t begin = m_at;
        while (current() >= '0' && current() <= '9')
            ++m_at;
        return m_at > begin;
    }

    Result number()
    {
        const std::size_t begin = m_at;
        if (current() == '-')
            ++m_at;
        if (current() == '0')
            ++m_at;
        else if (!digits())
            return Result::Wrong;
        if (current() == '.') {
            ++m_at;
            if (!digits())
                return Result::Wrong;
        }
        if (current() == 'e' || current() == 'E') {
            ++m_at;
            if (current() == '+' || current() == '-')
                ++m_at;
            if (!digits())
                return Result::Wrong;
        }
        Value value;
        value.kind = Kind::Number;
        value.text = m_text.substr(begin, m_at - begin);
        value.span = span(begin);
        // A number that no double holds isn't taken for one; short ones without an exponent all fit.
        const bool mayOverflow = value.text.size() > 300 || value.text.find_first_of("eE") != std::string::npos;
        if (mayOverflow && !std::isfinite(std::strtod(std::string(value.text).c_str(), nullptr)))
            return Result::Wrong;
        return told(m_handler.scalar(value));
    }

    /// The next byte at or after m_at that isn't plain text of a string: a quote, a backslash or a control character.
    std::size_t endOfPlain() const
    {
        constexpr std::uint64_t ones = 0x0101010101010101U;
        constexpr std::uint64_t high = 0x8080808080808080U;
        std::size_t at = m_at;
        for (; at + 8 <= m_text.size(); at += 8) {
            std::uint64_t block = 0;
            std::memcpy(&block, m_text.data() + at, 8);
            const auto has = [&](unsigned char c) {
                const std::uint64_t other = block ^ (ones * c);
                return (other - ones) & ~other & high;
            };
            // Subtracting borrows from the bytes above only: the lowest one that is found is right.
            if (const std::uint64_t found = has('"') | has('\\') | ((block - ones * 0x20) & ~block & high)) {
                if constexpr (std::endian::native == std::endian::little)
                    return at + static_cast<std::size_t>(std::countr_zero(found)) / 8;
                break;
            }
        }
        while (at < m_text.size() && m_text[at] != '"' && m_text[at] != '\\' && static_cast<unsigned char>(m_text[at]) >= 0x20)
            ++at;
        return at;
    }

    /// From its quote to past the closing one. The text is there until the next string is read.
    bool string(std::string_view &text)
    {
        const std::size_t begin = ++m_at;
        m_at = endOfPlain();
        if (current() == '"') {
            text = m_text.substr(begin, m_at++ - begin);
            return true;
        }
        m_decoded.assign(m_text, begin, m_at - begin);
        while (true) {
            if (current() == '"') {
                ++m_at;
                text = m_decoded;
                return true;
            }
            if (current() != '\\' || !escape(m_decoded))
                return false;
            const std::size_t end = endOfPlain();
            m_decoded.append(m_text, m_at, end - m_at);
            m_at = end;
        }
    }

    bool escape(std::string &text)
    {
        ++m_at;
        const char c = current();
        ++m_at;
        switch (c) {
        case '"':
        case '\\':
        case '/': text += c; return true;
        case 'b': text += '\b'; return true;
        case 'f': text += '\f'; return true;
        case 'n': text += '\n'; return true;
        case 'r': text += '\r'; return true;
        case 't': text += '\t'; return true;
        case 'u': break;
        default: return false;
        }
        std::uint32_t code = 0;
        if (!fourHexDigits(code) || (code >= 0xDC00 && code <= 0xDFFF))
            return false;
        if (code >= 0xD800 && code <= 0xDBFF) {
            std::uint32_t low = 0;
            if (!m_text.substr(std::min(m_at, m_text.size())).starts_with("\\u"))
                return false;
            m_at += 2;
            if (!fourHexDigits(low) || low < 0xDC00 || low > 0xDFFF)
                return false;
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        }
        appendUtf8(code, text);
        return true;
    }

    bool fourHexDigits(std::uint32_t &code)
    {
        for (int i = 0; i < 4; ++i, ++m_at) {
            const char c = current();
            const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
            if (digit < 0)
                return false;
            code = code * 16 + static_cast<std::uint32_t>(digit);
        }
        return true;
    }

    static void appendUtf8(std::uint32_t code, std::string &text)
    {
        const auto byte = [&](std::uint32_t value) { text += static_cast<char>(value); };
        if (code < 0x80) {
            byte(code);
        } else if (code < 0x800) {
            byte(0xC0 | code >> 6);
            byte(0x80 | (code & 0x3F));
        } else if (code < 0x10000) {
            byte(0xE0 | code >> 12);
            byte(0x80 | (code >> 6 & 0x3F));
            byte(0x80 | (code & 0x3F));
        } else {
            byte(0xF0 | code >> 18);
            byte(0x80 | (code >> 12 & 0x3F));
            byte(0x80 | (code >> 6 & 0x3F));
            byte(0x80 | (code & 0x3F));
        }
    }

    std::string_view m_text;
    Handler &m_handler;
    std::size_t m_base;
    std::size_t m_at = 0;
    std::vector<bool> m_objects; ///< the open containers; true: an object
    std::string m_decoded; ///< a string with escapes
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

    if (TextReader(text, handler, base).run() != TextReader::Result::Wrong)
        return std::nullopt;
    Explainer explainer(text, handler.depthLimit, base);
    if (nlohmann::json::sax_parse(text.data(), text.data() + text.size(), &explainer))
        explainer.expectEnd();
    // Never without an error: only part of the text was told.
    return explainer.error ? explainer.error : Diagnostic{Severity::Error, "jsonSyntax", {{}, "value"}, {base, base + text.size()}};
}

} // namespace rolewright::json
