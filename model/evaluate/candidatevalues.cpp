// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/candidatevalues.h"

#include "evaluate/claims.h"
#include "evaluate/matcher.h"
#include "evaluate/stsvalues.h"
#include "policy/glob.h"
#include "policy/values.h"
#include "policy/variables.h"
#include "text/utf8.h"

#include <algorithm>
#include <cmath>

namespace rolewright {

namespace {

/// Texts that no policy has a reason to name.
constexpr std::string_view freshText = "rolewright-other-value";
constexpr std::string_view freshIpv4 = "198.51.100.77";
constexpr std::string_view freshIpv6 = "2001:db8:ffff::77";

class Candidates
{
public:
    void add(std::string value)
    {
        if (std::find(m_singles.begin(), m_singles.end(), value) == m_singles.end() && m_singles.size() < maximumCandidateValues)
            m_singles.push_back(std::move(value));
    }

    void addFor(const ConditionEntry &entry, PolicyVersion version, const Context &context)
    {
        m_multivalued = m_multivalued || entry.op.set != SetOperator::None;
        for (const PolicyString &value : entry.values)
            addFor(entry.op.family, expanded(entry, value, version, context));
        switch (entry.op.family) {
        case ConditionFamily::Numeric:
        case ConditionFamily::Date:
            break;
        case ConditionFamily::Bool:
            add("true");
            add("false");
            break;
        case ConditionFamily::IpAddress:
            add(std::string(freshIpv4));
            add(std::string(freshIpv6));
            break;
        case ConditionFamily::Arn:
            add("arn:aws:rolewright:::other");
            break;
        case ConditionFamily::Binary:
            add("b3RoZXI=");
            break;
        case ConditionFamily::String:
        case ConditionFamily::StringIgnoreCase:
        case ConditionFamily::StringLike:
        case ConditionFamily::Null:
            add(std::string(freshText));
            break;
        }
    }

    std::vector<CandidateValue> take()
    {
        std::vector<CandidateValue> result{CandidateValue{}};
        for (const std::string &value : m_singles)
            result.push_back({std::vector{value}, m_multivalued});
        if (m_multivalued) {
            result.push_back({std::vector<std::string>{}, true});
            if (m_singles.size() > 1)
                result.push_back({m_singles, true});
            for (std::size_t i = 0; i + 1 < m_singles.size(); ++i)
                result.push_back({std::vector{m_singles[i], m_singles.back()}, true});
        }
        return result;
    }

private:
    static std::string expanded(const ConditionEntry &entry, const PolicyString &value, PolicyVersion version, const Context &context)
    {
        const bool wildcards = entry.op.family == ConditionFamily::StringLike || entry.op.family == ConditionFamily::Arn;
        const Expanded text = expandVariables(value.text, version, wildcards ? PatternUse::Wildcards : PatternUse::Literal,
                                              [&](std::string_view key) -> VariableValue {
                                                  const ContextValue *found = context.find(key);
                                                  if (!found || found->list || found->values.size() != 1)
                                                      return {};
                                                  return {VariableState::Value, found->values.front()};
                                              });
        return text.pattern.value_or(value.text);
    }

    void addFor(ConditionFamily family, const std::string &value)
    {
        switch (family) {
        case ConditionFamily::String:
        case ConditionFamily::StringIgnoreCase:
        case ConditionFamily::Bool:
        case ConditionFamily::Binary:
            add(value);
            break;
        case ConditionFamily::StringLike:
        case ConditionFamily::Arn:
            add(concrete(value, {}));
            add(concrete(value, "x"));
            add(concrete(value, freshText));
            break;
        case ConditionFamily::Numeric:
            if (const auto number = parseNumber(value); number && std::abs(*number) < 1e15) {
                const auto whole = static_cast<long long>(std::floor(*number));
                add(value);
                add(std::to_string(whole - 1));
                add(std::to_string(whole + 1));
            }
            break;
        case ConditionFamily::Date:
            if (const auto moment = parseMoment(value)) {
                add(value);
                add(std::to_string(moment->seconds - 1));
                add(std::to_string(moment->seconds + 1));
            }
            break;
        case ConditionFamily::IpAddress:
            add(value.substr(0, value.find('/')));
            break;
        case ConditionFamily::Null:
            break;
        }
    }

    /// The pattern with its wildcards filled: `*` as `any`, `?` as one letter.
    static std::string concrete(const std::string &pattern, std::string_view any)
    {
        std::string text;
        for (const char c : pattern) {
            if (c == glob::anyText)
                text += any;
            else if (c == glob::anyCharacter)
                text += 'x';
            else
                text += c;
        }
        return text;
    }

    std::vector<std::string> m_singles;
    bool m_multivalued = false;
};

/// What `${key}` would have to be for a Resource pattern to fit the request's resource: the text between what stands
/// before and after the variable.
std::optional<std::string> variableFor(const std::string &pattern, const std::string &resource, const std::string &key)
{
    const std::string lower = lowered(pattern);
    const std::size_t open = lower.find("${" + lowered(key));
    if (open == std::string::npos)
        return std::nullopt;
    const std::size_t close = pattern.find('}', open);
    if (close == std::string::npos)
        return std::nullopt;
    const std::string before = glob::fromArnWildcards(pattern.substr(0, open));
    const std::string after = glob::fromWildcards(pattern.substr(close + 1));
    for (std::size_t begin = 0; begin <= resource.size(); ++begin) {
        if (!glob::matches(before, std::string_view(resource).substr(0, begin)))
            continue;
        for (std::size_t end = begin + 1; end <= resource.size(); ++end) {
            if (glob::matches(after, std::string_view(resource).substr(end)))
                return resource.substr(begin, end - begin);
        }
    }
    return std::nullopt;
}

} // namespace

std::vector<const Policy *> policiesOf(const Layers &layers)
{
    std::vector<const Policy *> result;
    const auto add = [&](const LayerPolicy &policy) {
        if (policy.document && policy.document->policy())
            result.push_back(policy.document->policy());
    };
    const auto addAll = [&](const std::vector<LayerPolicy> &policies) { std::for_each(policies.begin(), policies.end(), add); };
    addAll(layers.identity);
    for (const auto *list : {&layers.boundary, &layers.session, &layers.vpcEndpoint}) {
        if (*list)
            addAll(**list);
    }
    if (layers.resource)
        add(*layers.resource);
    for (const auto *levels : {&layers.scp, &layers.rcp}) {
        for (const LayerLevel &level : *levels)
            addAll(level.policies);
    }
    return result;
}

std::vector<KeyCondition> conditionsOn(const Layers &layers, const std::string &key)
{
    std::vector<KeyCondition> result;
    const auto same = [](const KeyCondition &left, const ConditionEntry &right, PolicyVersion version) {
        return left.version == version && left.entry.op == right.op
            && std::equal(left.entry.values.begin(), left.entry.values.end(), right.values.begin(), right.values.end(),
                          [](const PolicyString &a, const PolicyString &b) { return a.text == b.text; });
    };
    for (const Policy *policy : policiesOf(layers)) {
        for (const Statement &statement : policy->statements) {
            for (const ConditionEntry &entry : statement.conditions) {
                if (!equalsIgnoringCase(entry.key.text, key))
                    continue;
                const bool known = std::any_of(result.begin(), result.end(),
                                               [&](const KeyCondition &condition) { return same(condition, entry, policy->version); });
                if (!known)
                    result.push_back({entry, policy->version});
            }
        }
    }
    return result;
}

std::vector<CandidateValue> candidateValues(const Layers &layers, const Request &request, const std::string &key,
                                            const std::vector<KeyCondition> &conditions)
{
    Candidates candidates;
    for (const KeyCondition &condition : conditions)
        candidates.addFor(condition.entry, condition.version, request.context);
    // Evaluation::lastsTooLong().
    if (equalsIgnoringCase(key, "sts:DurationSeconds")) {
        candidates.add("3600");
        candidates.add("3601");
        if (layers.maximumSessionSeconds)
            candidates.add(std::to_string(*layers.maximumSessionSeconds + 1));
    }
    // Evaluation::changesWhatAwsManages().
    if (equalsIgnoringCase(key, "aws:ViaAWSService")) {
        candidates.add("true");
        candidates.add("false");
    }
    // Evaluation::lacksProvider().
    if (equalsIgnoringCase(key, audienceKeyOf(request.principal))) {
        for (const std::string &clientId : layers.clientIds)
            candidates.add(clientId);
    }
    for (const Policy *policy : policiesOf(layers)) {
        for (const Statement &statement : policy->statements) {
            if (!statement.resource || policy->version != PolicyVersion::V2012)
                continue;
            for (const PolicyString &pattern : statement.resource->values) {
                if (auto value = variableFor(pattern.text, request.resource, key)) {
                    candidates.add(std::move(*value));
                    candidates.add(std::string(freshText));
                }
            }
        }
    }
    std::vector<CandidateValue> values = candidates.take();
    // Nobody can ask with such a value.
    std::erase_if(values, [&](const CandidateValue &value) { return isRefused(request, key, value); });
    return values;
}

bool isRefused(const Request &request, const std::string &key, const CandidateValue &value)
{
    const bool isParameter = equalsIgnoringCase(key.substr(0, 4), "sts:") || equalsIgnoringCase(key.substr(0, 15), "aws:RequestTag/");
    if (!isParameter || !value.values)
        return false;
    Request asked;
    asked.action = request.action;
    assign(asked.context, key, value);
    return refusedValue(asked).has_value();
}

void assign(Context &context, const std::string &key, const CandidateValue &value)
{
    if (value.values)
        context.set(key, *value.values, Provenance::Given, value.list);
    else
        context.remove(key);
}

bool holds(const KeyCondition &condition, const Request &request, const std::string &key, const CandidateValue &value)
{
    Request asked = request;
    assign(asked.context, key, value);
    Statement statement;
    statement.conditions.push_back(condition.entry);
    Matcher matcher(asked, UnknownKeys::Absent);
    PrincipalMatch ignored = PrincipalMatch::None;
    return matcher.matchStatement(statement, condition.version, false, &ignored, nullptr) == Truth::True;
}

} // namespace rolewright
