// SPDX-License-Identifier: GPL-3.0-or-later
// Conditions. Sources: IAM User Guide, reference_policies_elements_condition_operators and
// reference_policies_condition-single-vs-multi-valued-context-keys.
#include "evaluate/matcher.h"
#include "evaluate/truth.h"
#include "evaluate/untold.h"
#include "policy/glob.h"
#include "policy/values.h"
#include "text/utf8.h"

#include <algorithm>

namespace rolewright {

namespace {

/// One value of the request against one of the policy, before any negation. `typed` becomes false when the request's
/// value isn't of the operator's type.
bool satisfies(const ConditionOperator &op, const std::string &requestValue, const std::string &pattern, bool *typed)
{
    const auto typedCompare = [&](const auto &left, const auto &right, auto holds) {
        if (!left)
            *typed = false;
        return left && right && holds(*left, *right);
    };
    switch (op.family) {
    case ConditionFamily::String:
        return requestValue == pattern;
    case ConditionFamily::StringIgnoreCase:
        return equalsIgnoringCase(requestValue, pattern);
    case ConditionFamily::StringLike:
        return glob::matches(pattern, requestValue);
    case ConditionFamily::Arn:
        *typed = *typed && glob::hasArnSegments(requestValue);
        return glob::matchesArnSegments(pattern, requestValue);
    case ConditionFamily::Numeric:
        return typedCompare(parseNumber(requestValue), parseNumber(pattern),
                            [&](long double left, long double right) { return compare(op.comparison, left, right); });
    case ConditionFamily::Date:
        return typedCompare(parseMoment(requestValue), parseMoment(pattern),
                            [&](const Moment &left, const Moment &right) { return compare(op.comparison, left, right); });
    case ConditionFamily::Bool:
        return typedCompare(parseBoolean(requestValue), parseBoolean(pattern), [](bool left, bool right) { return left == right; });
    case ConditionFamily::Binary:
        return typedCompare(parseBase64(requestValue), parseBase64(pattern),
                            [](const std::string &left, const std::string &right) { return left == right; });
    case ConditionFamily::IpAddress:
        return typedCompare(parseIpRange(requestValue), parseIpRange(pattern),
                            [](const IpRange &address, const IpRange &range) { return range.contains(address); });
    case ConditionFamily::Null:
        return false;
    }
    return false;
}

/// "No keys in the request, or key values that resolve to a null data set, such as an empty string."
bool isNullDataSet(const ContextValue &value)
{
    return std::all_of(value.values.begin(), value.values.end(), [](const std::string &text) { return text.empty(); });
}

/// Whether all values that begin so match the pattern, or none.
Truth matchesBeginning(ConditionFamily family, std::string_view begins, const std::string &pattern)
{
    constexpr char wildcards[] = {glob::anyText, glob::anyCharacter, glob::anyTextInSegment, glob::anyCharacterInSegment};
    const bool hasWildcards = family == ConditionFamily::StringLike;
    const std::size_t literal = hasWildcards ? std::min(pattern.find_first_of(wildcards, 0, sizeof wildcards), pattern.size()) : pattern.size();
    const std::size_t common = std::min(literal, begins.size());
    const std::string_view head = std::string_view(pattern).substr(0, common);
    const bool fits = family == ConditionFamily::StringIgnoreCase ? equalsIgnoringCase(head, begins.substr(0, common)) : head == begins.substr(0, common);
    if (!fits || (literal == pattern.size() && pattern.size() < begins.size()))
        return Truth::False;
    return hasWildcards && pattern.ends_with(glob::anyText) && glob::matches(pattern, begins) ? Truth::True : Truth::Unknown;
}

} // namespace

/// Of a key with one value, of which only the beginning is known.
Truth Matcher::matchBeginning(const ConditionEntry &entry, PolicyVersion version, std::string_view begins, ElementTrace *trace)
{
    const ConditionFamily family = entry.op.family;
    const bool isText = family == ConditionFamily::String || family == ConditionFamily::StringIgnoreCase || family == ConditionFamily::StringLike;
    Truth any = Truth::False;
    for (const PolicyString &pattern : entry.values) {
        Truth matched = Truth::Unknown;
        if (isText) {
            const Expanded expanded = expandVariables(pattern.text, version, family == ConditionFamily::StringLike ? PatternUse::Wildcards : PatternUse::Literal,
                                                      [this](std::string_view key) { return lookUp(key); });
            matched = expanded.pattern ? matchesBeginning(family, begins, *expanded.pattern) : expanded.unknown ? Truth::Unknown : Truth::False;
        }
        any = any || matched;
        if (trace)
            trace->values.push_back({pattern.span, pattern.text, matched});
    }
    if (any == Truth::Unknown)
        m_pending.keys.insert(entry.key.text);
    const Truth result = entry.op.negated ? !any : any;
    if (trace)
        trace->reason = result == Truth::True ? MatchReason::Matched : result == Truth::Unknown ? MatchReason::KeyUnknown : MatchReason::ValueMismatch;
    return result;
}

Truth Matcher::matchCondition(const ConditionEntry &entry, PolicyVersion version, ElementTrace *trace)
{
    const ConditionOperator &op = entry.op;
    const ContextValue *value = find(entry.key.text);
    const bool isOpen = value && value->provenance == Provenance::Unknown;
    const std::optional<std::string_view> begins = isOpen && !m_request.context.find(entry.key.text) ? beginningOf(entry.key.text, m_untold) : std::nullopt;
    const auto finish = [&](Truth matched, MatchReason reason) {
        if (trace)
            trace->reason = reason;
        return matched;
    };
    if (trace) {
        trace->key = entry.key.text;
        trace->op = entry.operatorText.text;
        if (value)
            trace->requestValues = value->values;
    }
    const auto tracePlain = [&](Truth matched) {
        for (const PolicyString &pattern : entry.values) {
            if (trace)
                trace->values.push_back({pattern.span, pattern.text, matched});
        }
    };

    if (op.family == ConditionFamily::Null) {
        Truth any = Truth::False;
        // A list of nothing but empty texts is there and is null, by the page on multivalued keys: "Null" with "false" keeps ForAllValues
        // from matching it. Whether an empty text alone (a tag without a value) is null isn't documented, nor that "true" means it.
        const bool isEmptyText = value && !isOpen && !value->values.empty() && isNullDataSet(*value);
        for (const PolicyString &pattern : entry.values) {
            const bool wantsMissing = parseBoolean(pattern.text).value_or(false);
            const bool missing = !value || isEmptyText || (value->values.empty() && !begins);
            const bool isUndocumented = isEmptyText && (wantsMissing || !value->list);
            const bool unknown = (isOpen && !begins) || isUndocumented;
            if (isUndocumented)
                m_pending.notModelled.insert("nullOfEmptyText:" + value->name);
            else if (unknown)
                m_pending.keys.insert(value->name);
            const Truth matched = unknown ? Truth::Unknown : toTruth(missing == wantsMissing);
            any = any || matched;
            if (trace)
                trace->values.push_back({pattern.span, pattern.text, matched});
        }
        return finish(any,
                      any == Truth::True      ? MatchReason::Matched
                          : any == Truth::Unknown ? (isEmptyText ? MatchReason::NotModelled : MatchReason::KeyUnknown)
                          : value                 ? MatchReason::ValueMismatch
                                                  : MatchReason::KeyMissing);
    }

    if (begins)
        return matchBeginning(entry, version, *begins, trace);
    if (isOpen) {
        m_pending.keys.insert(value->name);
        tracePlain(Truth::Unknown);
        return finish(Truth::Unknown, MatchReason::KeyUnknown);
    }

    const bool missing = !value || value->values.empty() || (op.set != SetOperator::None && isNullDataSet(*value));
    if (missing) {
        tracePlain(Truth::False);
        if (op.ifExists && (!value || value->values.empty()))
            return finish(Truth::True, MatchReason::Vacuous);
        if (op.set == SetOperator::ForAllValues)
            return finish(Truth::True, MatchReason::Vacuous);
        if (op.set == SetOperator::ForAnyValue)
            return finish(Truth::False, MatchReason::KeyMissing);
        return op.negated ? finish(Truth::True, MatchReason::Vacuous) : finish(Truth::False, MatchReason::KeyMissing);
    }

    if (op.set == SetOperator::None && value->values.size() > 1) {
        // AWS asks for a set operator here and doesn't say what happens without one: not guessed.
        m_pending.notModelled.insert("multivaluedKey:" + value->name);
        tracePlain(Truth::Unknown);
        return finish(Truth::Unknown, MatchReason::MultivaluedKey);
    }

    struct Pattern {
        std::optional<std::string> text;
        Truth state = Truth::True; ///< of the expansion
    };
    std::vector<Pattern> patterns;
    bool unresolved = false;
    std::optional<std::string> notArn; ///< a pattern
    for (const PolicyString &pattern : entry.values) {
        const bool wildcards = op.family == ConditionFamily::StringLike || op.family == ConditionFamily::Arn;
        Expanded expanded;
        if (takesVariables(op.family))
            expanded = expandVariables(pattern.text, version, wildcards ? PatternUse::Wildcards : PatternUse::Literal,
                                       [this](std::string_view key) { return lookUp(key); });
        else
            expanded.pattern = pattern.text;
        unresolved = unresolved || (!expanded.pattern && !expanded.unknown);
        if (op.family == ConditionFamily::Arn && expanded.pattern && glob::mayLackArnSegments(*expanded.pattern)) {
            notArn = glob::toText(*expanded.pattern);
            patterns.push_back({std::nullopt, Truth::Unknown});
            continue;
        }
        patterns.push_back({expanded.pattern, expanded.pattern ? Truth::True : expanded.unknown ? Truth::Unknown : Truth::False});
    }

    bool typed = true;
    const auto matchesAny = [&](const std::string &requestValue) {
        Truth any = Truth::False;
        for (const Pattern &pattern : patterns)
            any = any || (pattern.text ? toTruth(satisfies(op, requestValue, *pattern.text, &typed)) : pattern.state);
        return op.negated ? !any : any;
    };
    Truth result = op.set == SetOperator::ForAnyValue ? Truth::False : Truth::True;
    for (const std::string &requestValue : value->values) {
        const Truth matched = matchesAny(requestValue);
        result = op.set == SetOperator::ForAnyValue ? (result || matched) : (result && matched);
    }

    if (trace) {
        for (std::size_t i = 0; i < patterns.size(); ++i) {
            Truth matched = patterns[i].state;
            if (patterns[i].text) {
                matched = Truth::False;
                bool ignored = true;
                for (const std::string &requestValue : value->values)
                    matched = matched || toTruth(satisfies(op, requestValue, *patterns[i].text, &ignored));
            }
            trace->values.push_back({entry.values[i].span,
                                     patterns[i].text ? glob::toText(*patterns[i].text) : entry.values[i].text, matched});
        }
    }
    if (op.negated && !typed && result == Truth::True) {
        // "Isn't that number" said of something that is no number: not documented.
        m_pending.notModelled.insert("valueNotOfType:" + value->name);
        return finish(Truth::Unknown, MatchReason::ValueNotOfType);
    }
    if (result == Truth::True)
        return finish(result, MatchReason::Matched);
    if (result == Truth::Unknown && notArn) {
        m_pending.notModelled.insert("arnPattern:" + *notArn);
        return finish(result, MatchReason::NotModelled);
    }
    if (result == Truth::Unknown)
        return finish(result, MatchReason::KeyUnknown);
    return finish(result,
                  !typed           ? MatchReason::ValueNotOfType
                      : unresolved ? MatchReason::VariableUnresolved
                                   : MatchReason::ValueMismatch);
}

} // namespace rolewright
