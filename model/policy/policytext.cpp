// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/policytext.h"

#include "text/json.h"

#include <vector>

namespace rolewright::policytext {

namespace {

using json::Value;

/// How the text is written; added parts follow it.
struct Style {
    std::string lineEnd; ///< empty: the text is one line
    std::string unit; ///< of indentation
    std::string colon; ///< between a name and its value
    std::string comma; ///< between values on one line
};


bool hasLineEnd(std::string_view text)
{
    return text.find('\n') != std::string_view::npos;
}

/// The blanks that begin the line of `offset`.
std::string indentAt(std::string_view text, std::size_t offset)
{
    const std::size_t lineEnd = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
    const std::size_t begin = lineEnd == std::string_view::npos ? 0 : lineEnd + 1;
    const std::size_t end = text.find_first_not_of(" \t", begin);
    return std::string(text.substr(begin, (end == std::string_view::npos ? text.size() : end) - begin));
}

std::string_view between(std::string_view text, std::size_t begin, std::size_t end)
{
    return text.substr(begin, end - begin);
}

Style styleOf(std::string_view text, const Value &root)
{
    Style style;
    if (hasLineEnd(text))
        style.lineEnd = text.find("\r\n") == std::string_view::npos ? "\n" : "\r\n";
    style.unit = "  ";
    style.colon = ": ";
    style.comma = ", ";
    if (root.members.empty())
        return style;
    const json::Member &first = root.members.front();
    const std::string_view colon = between(text, first.keySpan.end, first.value.span.begin);
    if (!hasLineEnd(colon))
        style.colon = colon;
    if (!style.colon.ends_with(' '))
        style.comma = ",";
    const std::string outer = indentAt(text, root.span.begin);
    const std::string inner = indentAt(text, first.keySpan.begin);
    if (inner.size() > outer.size() && inner.starts_with(outer))
        style.unit = inner.substr(outer.size());
    return style;
}

std::string_view typeName(PrincipalType type)
{
    switch (type) {
    case PrincipalType::Service:
        return "Service";
    case PrincipalType::Federated:
        return "Federated";
    case PrincipalType::CanonicalUser:
        return "CanonicalUser";
    case PrincipalType::Aws:
    case PrincipalType::Everyone:
        break;
    }
    return "AWS";
}

std::string member(std::string_view name, const std::string &value, const Style &style)
{
    return json::quoted(name) + style.colon + value;
}

std::string principalText(const NewPrincipal &principal, const Style &style)
{
    if (principal.type == PrincipalType::Everyone)
        return json::quoted("*");
    const std::string pad = style.comma.size() > 1 ? " " : "";
    return '{' + pad + member(typeName(principal.type), json::quoted(principal.value), style) + pad + '}';
}

/// On several lines, the braces indented by `indent`; on one line when `lineEnd` is empty.
std::string statementText(const NewStatement &statement, const Style &style, const std::string &lineEnd, const std::string &indent)
{
    std::vector<std::string> members{member("Effect", json::quoted(statement.effect == Effect::Allow ? "Allow" : "Deny"), style)};
    if (statement.principal)
        members.push_back(member("Principal", principalText(*statement.principal, style), style));
    members.push_back(member("Action", json::quoted(statement.action), style));
    if (!statement.resource.empty())
        members.push_back(member("Resource", json::quoted(statement.resource), style));

    const std::string pad = style.comma.size() > 1 ? " " : "";
    std::string text = "{";
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (lineEnd.empty())
            text += i == 0 ? pad : style.comma;
        else
            text += (i == 0 ? "" : ",") + lineEnd + indent + style.unit;
        text += members[i];
    }
    return text + (lineEnd.empty() ? pad : lineEnd + indent) + '}';
}

std::string spliced(std::string_view text, Span span, std::string_view replacement)
{
    std::string result(text.substr(0, span.begin));
    result += replacement;
    return result += text.substr(span.end);
}

/// A text with its parse; the value outlives what is found in it.
class Reader
{
public:
    explicit Reader(std::string_view text)
        : m_text(text)
        , m_parsed(json::parse(text))
    {
        if (!m_parsed.value || hasErrors(m_parsed.diagnostics) || !m_parsed.value->isObject())
            return;
        m_style = styleOf(text, *m_parsed.value);
        m_statements = m_parsed.value->find("Statement");
        if (m_statements && !m_statements->isArray() && !m_statements->isObject())
            m_statements = nullptr;
    }

    const Value *statements() const { return m_statements; }
    const Style &style() const { return m_style; }

    const Value *statement(std::size_t index) const
    {
        if (!m_statements)
            return nullptr;
        if (m_statements->isObject())
            return index == 0 ? m_statements : nullptr;
        return index < m_statements->items.size() ? &m_statements->items[index] : nullptr;
    }

    const Value *element(std::size_t index, std::string_view name) const
    {
        const Value *value = statement(index);
        return value ? value->find(name) : nullptr;
    }

    /// Adds a string to a string or a list of them.
    std::optional<std::string> withString(const Value &value, std::string_view added) const
    {
        const std::string text = json::quoted(added);
        if (value.isString()) {
            const std::string before(between(m_text, value.span.begin, value.span.end));
            return spliced(m_text, value.span, '[' + before + m_style.comma + text + ']');
        }
        if (!value.isArray())
            return {};
        if (value.items.empty())
            return spliced(m_text, value.span, '[' + text + ']');
        return spliced(m_text, {value.items.back().span.end, value.items.back().span.end}, ',' + gapBefore(value) + text);
    }

    /// The blanks in front of a list's last item.
    std::string gapBefore(const Value &list) const
    {
        const std::size_t count = list.items.size();
        if (count == 1) {
            const std::string gap(between(m_text, list.span.begin + 1, list.items[0].span.begin));
            return hasLineEnd(gap) ? gap : m_style.comma.substr(1);
        }
        const std::string_view gap = between(m_text, list.items[count - 2].span.end, list.items[count - 1].span.begin);
        return std::string(gap.substr(gap.find(',') + 1));
    }

private:
    std::string_view m_text;
    json::Parsed m_parsed;
    Style m_style;
    const Value *m_statements = nullptr;
};

const Value *listWith(const Value &value, Span item)
{
    if (value.isArray()) {
        for (const Value &one : value.items) {
            if (one.span == item)
                return &value;
        }
    }
    for (const json::Member &member : value.members) {
        if (const Value *list = listWith(member.value, item))
            return list;
    }
    return nullptr;
}

/// Removes one item of a list and the comma that parts it from its neighbour.
std::string withoutItem(std::string_view text, const Value &list, std::size_t index)
{
    const List<Value> &items = list.items;
    if (items.size() == 1)
        return spliced(text, list.span, "[]");
    if (index == 0)
        return spliced(text, {items[0].span.begin, items[1].span.begin}, {});
    return spliced(text, {items[index - 1].span.end, items[index].span.end}, {});
}

} // namespace

std::optional<std::string> withStatement(std::string_view text, const NewStatement &statement)
{
    const Reader reader(text);
    const Value *statements = reader.statements();
    if (!statements)
        return {};
    const Style &style = reader.style();
    const std::string indent = indentAt(text, statements->span.end - 1);

    if (statements->isArray() && statements->items.empty()) {
        const std::string inner = indent + style.unit;
        const std::string added = statementText(statement, style, style.lineEnd, inner);
        const bool lines = !style.lineEnd.empty();
        return spliced(text, statements->span,
            lines ? '[' + style.lineEnd + inner + added + style.lineEnd + indent + ']' : '[' + added + ']');
    }

    const Value &last = statements->isObject() ? *statements : statements->items.back();
    const bool lines = hasLineEnd(between(text, last.span.begin, last.span.end));
    const std::string added = statementText(statement, style, lines ? style.lineEnd : std::string(), indentAt(text, last.span.end - 1));
    if (statements->isArray())
        return spliced(text, {last.span.end, last.span.end}, ',' + reader.gapBefore(*statements) + added);
    return spliced(text, last.span, '[' + std::string(between(text, last.span.begin, last.span.end)) + style.comma + added + ']');
}

std::optional<std::string> withoutStatement(std::string_view text, std::size_t statement)
{
    const Reader reader(text);
    if (!reader.statement(statement))
        return {};
    if (reader.statements()->isObject())
        return spliced(text, reader.statements()->span, "[]");
    return withoutItem(text, *reader.statements(), statement);
}

std::optional<std::string> withValue(
    std::string_view text, std::size_t statement, std::string_view element, std::string_view value)
{
    const Reader reader(text);
    const Value *found = reader.element(statement, element);
    return found ? reader.withString(*found, value) : std::nullopt;
}

std::optional<std::string> withPrincipal(std::string_view text, std::size_t statement, const NewPrincipal &principal)
{
    const Reader reader(text);
    const Value *element = reader.element(statement, "Principal");
    if (!element || !element->isObject() || principal.type == PrincipalType::Everyone)
        return {};
    const std::string_view type = typeName(principal.type);
    if (const Value *values = element->find(type))
        return reader.withString(*values, principal.value);
    const std::string added = member(type, json::quoted(principal.value), reader.style());
    if (element->members.empty())
        return spliced(text, element->span, '{' + added + '}');
    // In front of the first member: the blanks there are those that belong before a member.
    const std::size_t first = element->members.front().keySpan.begin;
    const std::string gap(between(text, element->span.begin + 1, first));
    const std::size_t end = element->members.back().value.span.end;
    return spliced(text, {end, end}, hasLineEnd(gap) ? ',' + gap + added : reader.style().comma + added);
}

std::optional<std::string> withoutValue(std::string_view text, std::size_t statement, Span value)
{
    const Reader reader(text);
    const Value *found = reader.statement(statement);
    const Value *list = found ? listWith(*found, value) : nullptr;
    if (!list || list->items.size() < 2)
        return {};
    std::size_t index = 0;
    while (!(list->items[index].span == value))
        ++index;
    return withoutItem(text, *list, index);
}

std::string newDocument(const NewStatement &statement)
{
    const Style style{"\n", "  ", ": ", ", "};
    return "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    " + statementText(statement, style, "\n", "    ") + "\n  ]\n}";
}

} // namespace rolewright::policytext
