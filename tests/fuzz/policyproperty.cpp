// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/properties.h"

#include "policy/policy.h"
#include "text/json.h"
#include "text/lineindex.h"
#include "text/rawjson.h"

#include <algorithm>

namespace rolewright::fuzz {

namespace {

bool isIn(Span inner, Span outer)
{
    return inner.begin <= inner.end && inner.begin >= outer.begin && inner.end <= outer.end;
}

std::string diagnosticsFault(const Diagnostics &diagnostics, std::string_view text)
{
    LineIndex lines(text);
    for (const Diagnostic &diagnostic : diagnostics) {
        if (diagnostic.code.empty())
            return "a diagnostic without a code";
        if (!isIn(diagnostic.span, {0, text.size()}))
            return diagnostic.code + " lies outside of the text";
        if (lines.locate(diagnostic.span.begin) != locate(text, diagnostic.span.begin))
            return diagnostic.code + " has two places";
    }
    return {};
}

/// A string of a policy spans its quotes; numbers and booleans (as condition values) span themselves.
std::string stringFault(const PolicyString &string, Span within, std::string_view text)
{
    if (!isIn(string.span, within))
        return "a string outside of its statement";
    const json::Parsed parsed = json::parse(text.substr(string.span.begin, string.span.end - string.span.begin));
    if (!parsed.value || (parsed.value->isString() && parsed.value->text != string.text))
        return "a string's span holds something else: " + string.text;
    return {};
}

std::string statementFault(const Statement &statement, std::string_view text)
{
    if (!isIn(statement.span, {0, text.size()}))
        return "a statement outside of the text";
    std::vector<PolicyString> strings;
    if (statement.sid)
        strings.push_back(*statement.sid);
    if (statement.principal) {
        for (const PrincipalEntry &entry : statement.principal->values)
            strings.push_back(entry.value);
    }
    for (const auto &element : {statement.action, statement.resource}) {
        if (element)
            strings.insert(strings.end(), element->values.begin(), element->values.end());
    }
    for (const ConditionEntry &entry : statement.conditions) {
        strings.push_back(entry.operatorText);
        strings.push_back(entry.key);
        strings.insert(strings.end(), entry.values.begin(), entry.values.end());
    }
    for (const PolicyString &string : strings) {
        if (std::string fault = stringFault(string, statement.span, text); !fault.empty())
            return fault;
    }
    return {};
}

std::vector<std::string> codes(const Diagnostics &diagnostics)
{
    std::vector<std::string> result;
    for (const Diagnostic &diagnostic : diagnostics)
        result.push_back(diagnostic.code);
    return result;
}

std::string whiteSpaceFault(const PolicyDocument &document)
{
    constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
    std::string_view text = document.text();
    if (text.starts_with(byteOrderMark))
        text.remove_prefix(byteOrderMark.size());
    const std::string compact = json::compacted(text);
    const std::string wide = json::indented(text);
    if (json::compacted(wide) != compact)
        return "indenting changed more than white space";
    if (json::indented(wide) != wide)
        return "indenting twice differs from once";
    for (const std::string &same : {compact, wide}) {
        const auto other = PolicyDocument::parse(same);
        for (std::size_t kind = 0; kind < policyKindCount; ++kind) {
            if (codes(other->diagnosticsAs(PolicyKind(kind))) != codes(document.diagnosticsAs(PolicyKind(kind))))
                return "white space changed the diagnostics";
        }
        if (other->policy() && other->policy()->statements.size() != document.policy()->statements.size())
            return "white space changed the statements";
    }
    return {};
}

std::string valueFault(std::string_view text)
{
    const json::Parsed parsed = json::parse(text);
    if (!parsed.value)
        return hasErrors(parsed.diagnostics) ? "" : "no value and no error";
    const std::string written = json::toText(*parsed.value);
    const json::Parsed again = json::parse(written);
    if (!again.value || json::toText(*again.value) != written)
        return "a value isn't read back as it was written";
    return {};
}

} // namespace

std::string policyFault(std::string_view text)
{
    const auto document = PolicyDocument::parse(std::string(text));
    if (document->text() != text)
        return "the text wasn't kept";
    if ((document->policy() == nullptr) != hasErrors(document->diagnostics()))
        return "a policy and an error, or neither";
    for (std::size_t kind = 0; kind < policyKindCount; ++kind) {
        const Diagnostics diagnostics = document->diagnosticsAs(PolicyKind(kind));
        if (std::string fault = diagnosticsFault(diagnostics, text); !fault.empty())
            return fault;
        if (document->usableAs(PolicyKind(kind)) == hasErrors(diagnostics))
            return "usable in spite of an error, or unusable without one";
    }
    if (document->policy()) {
        for (const Statement &statement : document->policy()->statements) {
            if (std::string fault = statementFault(statement, text); !fault.empty())
                return fault;
        }
        if (std::string fault = whiteSpaceFault(*document); !fault.empty())
            return fault;
    }
    return valueFault(text);
}

} // namespace rolewright::fuzz
