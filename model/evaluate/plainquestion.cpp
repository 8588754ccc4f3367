// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/plainquestion.h"

#include "evaluate/rarekeys.h"
#include "policy/arn.h"
#include "text/utf8.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace rolewright {

namespace {

/// More keys than this are compared with each other elsewhere.
constexpr std::size_t mostKeys = 32;

/// Whether a line is ASCII without control characters and backslashes: then every quote begins or ends a string.
bool isAscii(std::string_view line)
{
    // Without a branch for each byte, so that many are looked at together. What isn't ASCII is negative.
    unsigned char others = 0;
    for (const char c : line)
        others |= static_cast<unsigned char>((static_cast<signed char>(c) < 0x20) | (c == '\\'));
    return others == 0;
}

/// Goes over a line that is ASCII. Every function is false, or nothing, when the line isn't plain.
class Reader
{
public:
    explicit Reader(std::string_view line)
        : m_at(line.data())
        , m_end(line.data() + line.size())
    {
    }

    bool take(char c)
    {
        skipSpace();
        if (m_at == m_end || *m_at != c)
            return false;
        ++m_at;
        return true;
    }

    bool isAtEnd()
    {
        skipSpace();
        return m_at == m_end;
    }

    bool string(std::string_view &text)
    {
        if (!take('"'))
            return false;
        const auto *quote = static_cast<const char *>(std::memchr(m_at, '"', static_cast<std::size_t>(m_end - m_at)));
        if (!quote)
            return false;
        text = {m_at, static_cast<std::size_t>(quote - m_at)};
        m_at = quote + 1;
        return true;
    }

    /// A string or a whole number, as it is written.
    bool id(std::string_view &text)
    {
        skipSpace();
        const char *begin = m_at;
        if (m_at != m_end && *m_at == '"') {
            if (!string(text))
                return false;
        } else {
            while (m_at != m_end && *m_at >= '0' && *m_at <= '9')
                ++m_at;
            // No number begins with a zero but itself; a fraction or an exponent would have to follow.
            if (m_at == begin || m_at - begin > 15 || (*begin == '0' && m_at - begin > 1))
                return false;
        }
        text = {begin, static_cast<std::size_t>(m_at - begin)};
        return true;
    }

private:
    void skipSpace()
    {
        while (m_at != m_end && *m_at == ' ')
            ++m_at;
    }

    const char *m_at;
    const char *m_end;
};

/// The keys of a context, as they come.
class Keys
{
public:
    /// False for one that is there already, ignoring case.
    bool add(const std::vector<PlainQuestion::Key> &before, std::string_view name)
    {
        // Most are told from all others by their length and three of their characters.
        const auto at = [&](std::size_t index) { return static_cast<unsigned>(name[index] | 0x20); };
        const std::uint64_t mark = std::uint64_t{1} << ((name.size() * 7 + at(name.size() - 1) + at(name.size() / 2) * 3 + at(name.size() / 3) * 5) & 63);
        const bool mayBeThere = m_marks & mark;
        m_marks |= mark;
        return !mayBeThere || std::none_of(before.begin(), before.end(), [&](const PlainQuestion::Key &key) { return equalsIgnoringCase(key.name, name); });
    }

private:
    std::uint64_t m_marks = 0;
};

bool readContext(Reader &reader, std::vector<PlainQuestion::Key> &context)
{
    if (!reader.take('{'))
        return false;
    if (reader.take('}'))
        return true;
    Keys keys;
    do {
        PlainQuestion::Key key;
        if (!reader.string(key.name) || !reader.take(':') || !reader.string(key.value))
            return false;
        if (key.name.empty() || context.size() == mostKeys || !keys.add(context, key.name) || isRareKey(key.name))
            return false;
        context.push_back(key);
    } while (reader.take(','));
    return reader.take('}');
}

/// The member of that name, where it hasn't been there before.
std::string_view *memberOf(PlainQuestion &question, std::string_view name)
{
    const auto unused = [](std::string_view &member) { return member.empty() ? &member : nullptr; };
    if (name == "principal")
        return unused(question.principal);
    if (name == "action")
        return unused(question.action);
    if (name == "resource")
        return unused(question.resource);
    return name == "resourceAccount" ? unused(question.resourceAccount) : nullptr;
}

/// What questionFromJson() would say something about, principal and action apart.
bool isSound(const PlainQuestion &question)
{
    const std::optional<ArnView> &arn = question.arn;
    if (question.principal.empty() || question.action.empty() || (question.resource != "*" && !arn))
        return false;
    const std::string_view account = question.resourceAccount;
    return account.empty() || (isAccountId(account) && !(arn && isAccountId(arn->account) && arn->account != account));
}

} // namespace

const std::string_view *PlainQuestion::find(std::string_view lowerName) const
{
    for (const Key &key : context) {
        if (key.name.size() == lowerName.size() && equalsIgnoringCase(key.name, lowerName))
            return &key.value;
    }
    return nullptr;
}

bool readPlainQuestion(std::string_view line, PlainQuestion &question)
{
    question.context.clear();
    question.principal = question.action = question.resource = question.resourceAccount = question.id = {};
    bool hasContext = false;
    Reader reader(line);
    if (!isAscii(line) || !reader.take('{'))
        return false;
    do {
        std::string_view name;
        if (!reader.string(name) || !reader.take(':'))
            return false;
        if (name == "context" && !hasContext) {
            hasContext = true;
            if (!readContext(reader, question.context))
                return false;
        } else if (name == "id" && question.id.empty()) {
            if (!reader.id(question.id))
                return false;
        } else {
            std::string_view *member = memberOf(question, name);
            if (!member || !reader.string(*member) || member->empty())
                return false;
        }
    } while (reader.take(','));
    if (!reader.take('}') || !reader.isAtEnd())
        return false;
    if (question.resource.empty())
        question.resource = "*";
    question.arn = viewArn(question.resource);
    return isSound(question);
}

} // namespace rolewright
