// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/answertext.h"

#include "evaluate/answerjson.h"
#include "text/json.h"

#include <array>
#include <charconv>
#include <cstring>
#include <memory>

namespace rolewright {

namespace {

/// Writes JSON into room that was made before, which is quicker than making room for each piece; appended to a text at the end.
class Pen
{
public:
    Pen(std::string &text, std::size_t room)
        : m_text(text)
        , m_further(room > m_near.size() ? std::make_unique_for_overwrite<char[]>(room) : nullptr)
        , m_begin(m_further ? m_further.get() : m_near.data())
        , m_at(m_begin)
    {
    }
    ~Pen() { m_text.append(m_begin, m_at); }
    Pen(const Pen &) = delete;
    Pen &operator=(const Pen &) = delete;

    void put(std::string_view text)
    {
        std::memcpy(m_at, text.data(), text.size());
        m_at += text.size();
    }
    template <std::size_t size>
    void put(const char (&literal)[size])
    {
        std::memcpy(m_at, literal, size - 1);
        m_at += size - 1;
    }
    void put(char c) { *m_at++ = c; }

    /// A name of the contract: nothing in it needs a backslash.
    void name(std::string_view word)
    {
        put('"');
        put(word);
        put('"');
    }

    void quoted(std::string_view text)
    {
        unsigned char special = 0;
        for (const char c : text)
            special |= static_cast<unsigned char>((c == '"') | (c == '\\') | (static_cast<unsigned char>(c) < 0x20));
        if (special)
            put(json::quoted(text));
        else
            name(text);
    }

    template <typename List, typename Write>
    void list(const List &list, const Write &write)
    {
        put('[');
        bool first = true;
        for (const auto &one : list) {
            if (!first)
                put(',');
            first = false;
            write(one);
        }
        put(']');
    }

private:
    std::string &m_text;
    std::array<char, 8192> m_near; ///< not cleared: few answers fill it
    std::unique_ptr<char[]> m_further;
    char *m_begin;
    char *m_at;
};

/// No name of the contract is longer, with what stands around it.
constexpr std::size_t roomOfName = 64;

/// As JSON at most.
std::size_t roomOf(std::string_view text)
{
    return 6 * text.size() + 2;
}

/// Room for all that appendShared() writes.
template <typename Answer, typename Keys>
std::size_t roomOf(const Answer &answer, const Keys &dependsOn)
{
    std::size_t room = 8 * roomOfName + roomOfName * (answer.blockedBy.size() + answer.rules.size() + answer.assumptions.size());
    for (const auto &statement : answer.statements)
        room += 3 * roomOfName + roomOf(statement.policy) + roomOf(statement.sid);
    for (const std::string &key : dependsOn)
        room += 1 + roomOf(key);
    for (const Inconclusive &inconclusive : answer.inconclusive)
        room += 3 * roomOfName + roomOf(inconclusive.subject);
    return room;
}

/// What every answer has. `statements`: of anything with a StatementName's members.
template <typename Answer, typename Keys>
void appendShared(const Answer &answer, const Keys &dependsOn, std::string &text)
{
    Pen pen(text, roomOf(answer, dependsOn));
    pen.put("\"decision\":");
    pen.name(name(answer.decision));
    pen.put(",\"verdict\":");
    pen.name(name(answer.verdict));
    pen.put(",\"blockedBy\":");
    pen.list(answer.blockedBy, [&](Layer layer) { pen.name(name(layer)); });
    pen.put(",\"statements\":");
    pen.list(answer.statements, [&](const auto &statement) {
        pen.put("{\"layer\":");
        pen.name(name(statement.layer));
        pen.put(",\"policy\":");
        pen.quoted(statement.policy);
        pen.put(",\"index\":");
        char digits[20];
        pen.put(std::string_view(digits, static_cast<std::size_t>(std::to_chars(digits, digits + sizeof digits, statement.index).ptr - digits)));
        pen.put(",\"sid\":");
        pen.quoted(statement.sid);
        if (statement.effect == Effect::Allow)
            pen.put(",\"effect\":\"Allow\"}");
        else
            pen.put(",\"effect\":\"Deny\"}");
    });
    pen.put(",\"dependsOn\":");
    pen.list(dependsOn, [&](const std::string &key) { pen.quoted(key); });
    pen.put(",\"rules\":");
    pen.list(answer.rules, [&](RuleId rule) { pen.name(ruleName(rule)); });
    if (!answer.inconclusive.empty()) {
        pen.put(",\"inconclusive\":");
        pen.list(answer.inconclusive, [&](const Inconclusive &inconclusive) {
            pen.put("{\"reason\":");
            pen.name(inconclusiveName(inconclusive.reason));
            pen.put(",\"layer\":");
            pen.name(name(inconclusive.layer));
            pen.put(",\"subject\":");
            pen.quoted(inconclusive.subject);
            pen.put('}');
        });
    }
    if (!answer.assumptions.empty()) {
        pen.put(",\"assumed\":");
        pen.list(answer.assumptions, [&](Assumption assumption) { pen.name(name(assumption)); });
    }
}

} // namespace

void appendMembers(const AnswerNames &answer, std::string &text)
{
    appendShared(answer, std::array<std::string, 0>(), text);
}

void appendMembers(const Answer &answer, std::string &text)
{
    appendShared(answer, answer.dependsOn, text);
    if (answer.each.empty())
        return;
    text += ",\"resources\":[";
    for (const Answer &one : answer.each) {
        text += &one == &answer.each.front() ? "{\"resource\":" : ",{\"resource\":";
        json::appendQuoted(one.request.resource, text);
        text += ',';
        appendMembers(one, text);
        text += '}';
    }
    text += ']';
}

} // namespace rolewright
