// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/policyreader.h"

#include "policy/arn.h"
#include "policy/glob.h"
#include "policy/values.h"
#include "policy/variables.h"
#include "text/utf8.h"

#include <algorithm>

namespace rolewright {

namespace {

PolicyString toString(const json::Value &value)
{
    return {std::string(value.text), value.span};
}

bool isWordCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// "*" (also written "*:*"), or a service prefix and a colon; no wildcard in the prefix.
bool isActionPattern(std::string_view text)
{
    if (text == "*:*" || (!text.empty() && text.find_first_not_of('*') == std::string_view::npos))
        return true;
    const std::size_t colon = text.find(':');
    if (colon == 0 || colon == std::string_view::npos)
        return false;
    const auto inService = [](char c) { return isWordCharacter(c) || c == '-'; };
    return std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colon), inService);
}

/// Whether an action pattern can be the name of an action: "s3:GetObject,PutObject", "s3: Get*" and "s3:" can't.
bool canNameAction(std::string_view pattern)
{
    const std::size_t colon = pattern.find(':');
    if (colon == std::string_view::npos || pattern == "*:*")
        return true;
    const std::string_view name = pattern.substr(colon + 1);
    const auto inName = [](char c) { return isWordCharacter(c) || c == '*' || c == '?' || c == '-' || c == '_' || c == '.'; };
    return !name.empty() && std::all_of(name.begin(), name.end(), inName);
}

/// "*", or an ARN pattern. Fewer than six segments only when a final `*` can stand for the rest; no wildcard in the
/// service segment: reference_policies_elements_resource.
bool isResourcePattern(std::string_view text)
{
    if (text == "*")
        return true;
    const std::size_t service = text.find(':', 4);
    if (!text.starts_with("arn:") || service == std::string_view::npos)
        return false;
    const std::size_t end = text.find(':', service + 1);
    if (end == std::string_view::npos || glob::hasWildcard(text.substr(service, end - service)))
        return false;
    return std::count(text.begin(), text.end(), ':') >= 5 || text.back() == '*';
}

} // namespace

void PolicyReader::report(Severity severity, std::string code, Span span, std::vector<std::string> arguments)
{
    m_diagnostics.push_back({severity, std::move(code), std::move(arguments), span});
}

Policy PolicyReader::read(const json::Value &value)
{
    Policy policy;
    if (!value.isObject()) {
        report(Severity::Error, "policyNotObject", value.span);
        return policy;
    }
    // The version first: it tells whether ${…} is a variable, wherever it stands.
    if (const json::Value *version = value.find("Version"))
        readVersion(*version, policy);
    m_version = policy.version;
    for (const json::Member &member : value.members) {
        if (member.key == "Version")
            continue;
        if (member.key == "Id") {
            if (member.value.isString())
                policy.id = toString(member.value);
            else
                report(Severity::Error, "notString", member.value.span, {"Id"});
        } else if (member.key == "Statement") {
            readStatements(member.value, policy);
        } else {
            report(Severity::Error, "unknownElement", member.keySpan, {std::string(member.key)});
        }
    }
    if (!value.find("Statement"))
        report(Severity::Error, "missingStatement", value.span);
    return policy;
}

void PolicyReader::readVersion(const json::Value &value, Policy &policy)
{
    if (value.isString() && value.text == "2012-10-17")
        policy.version = PolicyVersion::V2012;
    else if (value.isString() && value.text == "2008-10-17")
        policy.version = PolicyVersion::V2008;
    else
        report(Severity::Error, "unknownVersion", value.span, {std::string(value.text)});
}

void PolicyReader::readStatements(const json::Value &value, Policy &policy)
{
    if (value.isObject()) {
        policy.statements.push_back(readStatement(value, 0));
        return;
    }
    if (!value.isArray()) {
        report(Severity::Error, "statementNotObject", value.span);
        return;
    }
    if (value.items.empty())
        report(Severity::Warning, "noStatements", value.span);
    for (const json::Value &item : value.items)
        policy.statements.push_back(readStatement(item, policy.statements.size()));
}

Statement PolicyReader::readStatement(const json::Value &value, std::size_t index)
{
    Statement statement;
    statement.index = index;
    statement.span = value.span;
    if (!value.isObject()) {
        report(Severity::Error, "statementNotObject", value.span);
        return statement;
    }
    bool hasEffect = false;
    for (const json::Member &member : value.members) {
        if (member.key == "Sid") {
            if (member.value.isString())
                statement.sid = toString(member.value);
            else
                report(Severity::Error, "notString", member.value.span, {"Sid"});
        } else if (member.key == "Effect") {
            readEffect(member.value, statement);
            hasEffect = true;
        } else if (member.key == "Principal" || member.key == "NotPrincipal") {
            readPrincipal(member, member.key.starts_with("Not"), statement);
        } else if (member.key == "Action" || member.key == "NotAction") {
            readStrings(member, member.key.starts_with("Not"), statement.action);
        } else if (member.key == "Resource" || member.key == "NotResource") {
            readStrings(member, member.key.starts_with("Not"), statement.resource);
        } else if (member.key == "Condition") {
            readConditions(member.value, statement);
        } else {
            report(Severity::Error, "unknownElement", member.keySpan, {std::string(member.key)});
        }
    }
    if (!hasEffect)
        report(Severity::Error, "missingEffect", value.span);
    if (!statement.action)
        report(Severity::Error, "missingAction", value.span);
    else
        checkActions(*statement.action);
    if (statement.resource)
        checkResources(*statement.resource);
    if (statement.effect == Effect::Deny)
        checkSpellings(statement.conditions);
    return statement;
}

void PolicyReader::readEffect(const json::Value &value, Statement &statement)
{
    // Case-sensitive: reference_policies_elements_effect.
    if (value.isString() && value.text == "Allow")
        statement.effect = Effect::Allow;
    else if (value.isString() && value.text == "Deny")
        statement.effect = Effect::Deny;
    else
        report(Severity::Error, "unknownEffect", value.span, {std::string(value.text)});
}

std::vector<PolicyString> PolicyReader::strings(const json::Value &value, std::string_view element)
{
    std::vector<PolicyString> result;
    if (value.isString()) {
        result.push_back(toString(value));
    } else if (value.isArray()) {
        for (const json::Value &item : value.items) {
            if (item.isString())
                result.push_back(toString(item));
            else
                report(Severity::Error, "notString", item.span, {std::string(element)});
        }
    } else {
        report(Severity::Error, "notString", value.span, {std::string(element)});
    }
    return result;
}

void PolicyReader::readStrings(const json::Member &member, bool negated, std::optional<Element<PolicyString>> &element)
{
    if (element) {
        report(Severity::Error, "bothElements", member.keySpan, {std::string(member.key)});
        return;
    }
    element = Element<PolicyString>{negated, member.value.span, strings(member.value, member.key)};
    if (element->values.empty() && member.value.isArray()) {
        // An empty positive list matches nothing (access-analyzer-reference-policy-checks, "Empty array action");
        // what an empty Not… list means isn't documented.
        report(negated ? Severity::Error : Severity::Warning, "emptyElement", member.value.span, {std::string(member.key)});
    }
}

void PolicyReader::checkActions(const Element<PolicyString> &element)
{
    for (const PolicyString &action : element.values) {
        if (!isActionPattern(action.text))
            report(Severity::Error, "badAction", action.span, {action.text});
        else if (!canNameAction(action.text))
            report(Severity::Warning, "actionNeverMatches", action.span, {action.text});
    }
}

void PolicyReader::checkResources(const Element<PolicyString> &element)
{
    for (const PolicyString &resource : element.values) {
        if (!isResourcePattern(resource.text))
            report(Severity::Error, "badResource", resource.span, {resource.text});
        else if (m_version == PolicyVersion::V2012 && !variablesAreClosed(resource.text))
            report(Severity::Error, "badVariable", resource.span, {resource.text});
    }
}

void PolicyReader::readPrincipal(const json::Member &member, bool negated, Statement &statement)
{
    if (statement.principal) {
        report(Severity::Error, "bothElements", member.keySpan, {std::string(member.key)});
        return;
    }
    Element<PrincipalEntry> element{negated, member.value.span, {}};
    if (member.value.isString() && member.value.text == "*") {
        element.values.push_back({PrincipalType::Everyone, toString(member.value)});
    } else if (member.value.isObject()) {
        for (const json::Member &type : member.value.members)
            readPrincipalType(type, element);
        if (element.values.empty())
            report(negated ? Severity::Error : Severity::Warning, "emptyElement", member.value.span, {std::string(member.key)});
    } else {
        report(Severity::Error, "badPrincipal", member.value.span, {std::string(member.value.text)});
    }
    statement.principal = std::move(element);
}

void PolicyReader::readPrincipalType(const json::Member &member, Element<PrincipalEntry> &element)
{
    PrincipalType type = PrincipalType::Aws;
    if (member.key == "Service")
        type = PrincipalType::Service;
    else if (member.key == "Federated")
        type = PrincipalType::Federated;
    else if (member.key == "CanonicalUser")
        type = PrincipalType::CanonicalUser;
    else if (member.key != "AWS") {
        report(Severity::Error, "unknownPrincipalType", member.keySpan, {std::string(member.key)});
        return;
    }
    for (PolicyString &value : strings(member.value, member.key)) {
        // reference_policies_elements_principal: a wildcard stands for everyone, never for a part of a name or ARN.
        if (value.text != "*" && glob::hasWildcard(value.text))
            report(Severity::Error, "wildcardInPrincipal", value.span, {std::string(value.text)});
        else if (type == PrincipalType::Aws && value.text.find(":group/") != std::string::npos)
            report(Severity::Error, "groupAsPrincipal", value.span, {std::string(value.text)});
        const bool everyone = type == PrincipalType::Aws && value.text == "*";
        element.values.push_back({everyone ? PrincipalType::Everyone : type, std::move(value)});
    }
}

void PolicyReader::readConditions(const json::Value &value, Statement &statement)
{
    if (!value.isObject()) {
        report(Severity::Error, "conditionNotObject", value.span);
        return;
    }
    for (const json::Member &block : value.members) {
        const std::optional<ConditionOperator> op = parseConditionOperator(block.key);
        if (!op) {
            report(Severity::Error, "unknownOperator", block.keySpan, {std::string(block.key)});
            continue;
        }
        if (!block.value.isObject()) {
            report(Severity::Error, "conditionNotObject", block.value.span);
            continue;
        }
        const PolicyString operatorText{std::string(block.key), block.keySpan};
        for (const json::Member &member : block.value.members)
            readCondition(member, operatorText, *op, statement);
    }
}

void PolicyReader::readCondition(const json::Member &member, const PolicyString &operatorText, ConditionOperator op,
                                 Statement &statement)
{
    ConditionEntry entry;
    entry.op = op;
    entry.operatorText = operatorText;
    entry.key = {std::string(member.key), member.keySpan};
    entry.span = {member.keySpan.begin, member.value.span.end};
    const auto add = [&](const json::Value &value) {
        if (value.isString() || value.kind == json::Kind::Number)
            entry.values.push_back(toString(value));
        else if (value.kind == json::Kind::Boolean)
            entry.values.push_back({value.boolean ? "true" : "false", value.span});
        else
            report(Severity::Error, "badConditionValue", value.span, {std::string(member.key)});
    };
    if (member.key.empty())
        report(Severity::Error, "emptyConditionKey", member.keySpan);
    if (member.value.isArray())
        std::for_each(member.value.items.begin(), member.value.items.end(), add);
    else
        add(member.value);
    checkConditionValues(entry);
    statement.conditions.push_back(std::move(entry));
}

/// Keys ignore case (reference_policies_elements_condition); whether two spellings of one under one operator must both hold, isn't
/// documented. Taking it so never allows too much in an Allow, but it would lose a Deny.
void PolicyReader::checkSpellings(const std::vector<ConditionEntry> &conditions)
{
    for (auto entry = conditions.begin(); entry != conditions.end(); ++entry) {
        const bool isRepeated = std::any_of(conditions.begin(), entry, [&](const ConditionEntry &other) {
            return other.operatorText.span.begin == entry->operatorText.span.begin && equalsIgnoringCase(other.key.text, entry->key.text);
        });
        if (isRepeated)
            report(Severity::Error, "repeatedConditionKey", entry->key.span, {entry->key.text});
    }
}

void PolicyReader::checkConditionValues(const ConditionEntry &entry)
{
    for (const PolicyString &value : entry.values) {
        const auto wrong = [&](const char *code) { report(Severity::Error, code, value.span, {std::string(value.text)}); };
        const bool hasVariable = hasVariables(value.text, m_version);
        switch (entry.op.family) {
        case ConditionFamily::Numeric:
            if (!parseNumber(value.text))
                wrong("badNumber");
            break;
        case ConditionFamily::Date:
            if (!parseMoment(value.text))
                wrong("badDate");
            break;
        case ConditionFamily::Bool:
            if (!hasVariable && !parseBoolean(value.text))
                wrong("badBoolean");
            break;
        case ConditionFamily::Null:
            if (!parseBoolean(value.text))
                wrong("badBoolean");
            break;
        case ConditionFamily::Binary:
            if (!parseBase64(value.text))
                wrong("badBase64");
            break;
        case ConditionFamily::IpAddress:
            if (!parseIpRange(value.text))
                wrong("badIpRange");
            break;
        case ConditionFamily::String:
        case ConditionFamily::StringIgnoreCase:
        case ConditionFamily::StringLike:
        case ConditionFamily::Arn:
            break;
        }
        if (hasVariable && !variablesAreClosed(value.text))
            wrong("badVariable");
    }
}

} // namespace rolewright
