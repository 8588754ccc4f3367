// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/matcher.h"

#include "evaluate/actiontraits.h"
#include "evaluate/truth.h"
#include "evaluate/untold.h"
#include "policy/arn.h"
#include "policy/glob.h"
#include "text/utf8.h"

namespace rolewright {

namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

} // namespace

bool actionMatches(std::string_view pattern, std::string_view action)
{
    std::size_t p = 0;
    std::size_t a = 0;
    std::size_t retryPattern = std::string_view::npos;
    std::size_t retryAction = 0;
    while (a < action.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            retryPattern = ++p;
            retryAction = a;
        } else if (p < pattern.size() && (pattern[p] == '?' || lower(pattern[p]) == lower(action[a]))) {
            ++p;
            ++a;
        } else if (retryPattern != std::string_view::npos) {
            p = retryPattern;
            a = ++retryAction;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

bool coversWholeService(std::string_view pattern, std::string_view action)
{
    if (pattern == "*")
        return true;
    const std::optional<Arn> arn = parseArn(pattern);
    return arn && arn->service == "s3" && arn->resource == "*" && arn->region.empty() && arn->account.empty()
        && equalsIgnoringCase(action.substr(0, action.find(':')), "s3");
}

void UnknownCauses::merge(const UnknownCauses &other)
{
    keys.insert(other.keys.begin(), other.keys.end());
    notModelled.insert(other.notModelled.begin(), other.notModelled.end());
}

Matcher::Matcher(const Request &request, UnknownKeys unknownKeys, const Untold &untold, std::string_view callerRole)
    : m_request(request)
    , m_unknownKeys(unknownKeys)
    , m_untold(untold)
    , m_callerRole(callerRole)
{
    m_actionHasNoResource = traitsOf(request.action).hasNoResource;
}

const ContextValue *Matcher::open(std::string_view key)
{
    const auto [opened, isNew] = m_opened.try_emplace(std::string(key));
    opened->second.name = opened->first;
    opened->second.provenance = Provenance::Unknown;
    return &opened->second;
}

const ContextValue *Matcher::find(std::string_view key)
{
    const ContextValue *value = m_request.context.find(key);
    if (!value && beginningOf(key, m_untold))
        return open(key);
    if (!value && isUntold(key, m_untold)) {
        m_metUntold = true;
        if (m_unknownKeys == UnknownKeys::AlsoUntold)
            return open(key);
    }
    return value && value->provenance == Provenance::Unknown && m_unknownKeys == UnknownKeys::Absent ? nullptr : value;
}

VariableValue Matcher::lookUp(std::string_view key)
{
    const ContextValue *value = find(key);
    if (!value)
        return {};
    if (value->provenance == Provenance::Unknown) {
        m_pending.keys.insert(value->name);
        return {VariableState::Unknown, {}};
    }
    // reference_policies_variables: multivalued keys can't be used as variables.
    if (value->list || value->values.size() != 1)
        return {};
    return {VariableState::Value, value->values.front()};
}

Truth Matcher::dependOn(const ContextValue &unknown)
{
    if (m_unknownKeys == UnknownKeys::Absent)
        return Truth::False;
    m_causes.keys.insert(unknown.name);
    return Truth::Unknown;
}

Truth Matcher::matchAction(const Element<PolicyString> &element, ElementTrace *trace)
{
    bool any = false;
    for (const PolicyString &value : element.values) {
        const bool matched = actionMatches(value.text, m_request.action);
        any = any || matched;
        if (trace)
            trace->values.push_back({value.span, value.text, toTruth(matched)});
        else if (any)
            break;
    }
    if (trace) {
        trace->requestValues = {m_request.action};
        trace->reason = element.negated ? (any ? MatchReason::ExcludedByList : MatchReason::Matched)
                                        : (any ? MatchReason::Matched : MatchReason::NoPatternMatched);
    }
    return toTruth(any != element.negated);
}

/// Whether some value of the unknown keys lets a Resource pattern match: none does when the pattern around the variables
/// doesn't fit.
bool Matcher::mayMatch(std::string_view pattern, PolicyVersion version)
{
    const Expanded widest = expandVariables(pattern, version, PatternUse::ResourceArn, [this](std::string_view key) {
        VariableValue value = lookUp(key);
        if (value.state == VariableState::Unknown)
            value = {VariableState::Value, std::string(1, glob::anyText)};
        return value;
    });
    return !widest.pattern || glob::matches(*widest.pattern, m_request.resource);
}

Truth Matcher::matchResource(const Element<PolicyString> &element, PolicyVersion version, ElementTrace *trace)
{
    Truth any = Truth::False;
    bool unresolved = false;
    bool unknown = false;
    for (const PolicyString &value : element.values) {
        Truth matched = Truth::False;
        std::string shown = value.text;
        if (m_actionHasNoResource || m_request.resource == "*") {
            matched = toTruth(coversWholeService(value.text, m_request.action));
        } else {
            const Expanded expanded = expandVariables(value.text, version, PatternUse::ResourceArn,
                                                      [this](std::string_view key) { return lookUp(key); });
            if (expanded.pattern) {
                matched = toTruth(glob::matches(*expanded.pattern, m_request.resource));
                if (trace)
                    shown = glob::toText(*expanded.pattern);
            } else if (expanded.unknown && mayMatch(value.text, version)) {
                matched = Truth::Unknown;
                unknown = true;
            } else if (!expanded.unknown) {
                unresolved = true; // matches nothing: reference_policies_variables
            }
        }
        any = any || matched;
        if (trace)
            trace->values.push_back({value.span, shown, matched});
        else if (any == Truth::True)
            break;
    }
    Truth result = element.negated ? !any : any;
    if (element.negated && unresolved && any == Truth::False) {
        // A variable without a value "might cause the entire statement to be invalid": what a NotResource then covers
        // isn't documented.
        result = Truth::Unknown;
        m_pending.notModelled.insert("variableInNotResource");
    }
    if (trace) {
        trace->requestValues = {m_actionHasNoResource ? std::string("*") : m_request.resource};
        trace->reason = result == Truth::True ? MatchReason::Matched
            : unknown                         ? MatchReason::KeyUnknown
            : result == Truth::Unknown        ? MatchReason::VariableUnresolved
            : element.negated                 ? MatchReason::ExcludedByList
            : unresolved                      ? MatchReason::VariableUnresolved
                                              : MatchReason::NoPatternMatched;
    }
    return result;
}

Truth Matcher::matchStatement(const Statement &statement, PolicyVersion version, bool callerHasBoundary,
                              PrincipalMatch *principalMatch, StatementTrace *trace)
{
    Truth result = Truth::True;
    m_pending = {};
    // Adds one element's result; false when the rest needn't be looked at.
    const auto element = [&](ElementKind kind, Span span, auto match) {
        ElementTrace elementTrace;
        elementTrace.kind = kind;
        elementTrace.span = span;
        const Truth matched = match(trace ? &elementTrace : nullptr);
        result = result && matched;
        if (trace) {
            elementTrace.matched = matched;
            trace->elements.push_back(std::move(elementTrace));
        }
        return trace || result != Truth::False;
    };
    if (trace) {
        trace->index = statement.index;
        trace->sid = statement.sid ? statement.sid->text : std::string();
        trace->effect = statement.effect;
        trace->span = statement.span;
    }
    const auto run = [&] {
        if (statement.action
            && !element(statement.action->negated ? ElementKind::NotAction : ElementKind::Action, statement.action->span,
                        [&](ElementTrace *t) { return matchAction(*statement.action, t); }))
            return;
        if (statement.principal
            && !element(statement.principal->negated ? ElementKind::NotPrincipal : ElementKind::Principal, statement.principal->span,
                        [&](ElementTrace *t) {
                            return matchPrincipal(*statement.principal, statement.effect, callerHasBoundary, principalMatch, t);
                        }))
            return;
        if (statement.resource
            && !element(statement.resource->negated ? ElementKind::NotResource : ElementKind::Resource, statement.resource->span,
                        [&](ElementTrace *t) { return matchResource(*statement.resource, version, t); }))
            return;
        for (const ConditionEntry &entry : statement.conditions) {
            if (!element(ElementKind::Condition, entry.span, [&](ElementTrace *t) { return matchCondition(entry, version, t); }))
                return;
        }
    };
    run();
    if (result == Truth::Unknown) {
        m_causes.merge(m_pending);
        if (statement.effect == Effect::Deny)
            m_denyCauses.merge(m_pending);
    }
    if (trace) {
        trace->matched = result;
        trace->principalMatch = *principalMatch;
    }
    return result;
}

} // namespace rolewright
