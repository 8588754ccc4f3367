// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/candidates.h"

#include "evaluate/stsvalues.h"
#include "policy/glob.h"
#include "policy/values.h"
#include "policy/variables.h"
#include "routes/pattern.h"
#include "text/utf8.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <functional>

namespace rolewright {
namespace {

/// Enough for every policy that AWS's size limits admit in practice; more values would only repeat a pattern.
constexpr std::size_t maximumValues = 24;

/// The value with its variables replaced, wildcards as in policy/glob.h; nothing when a variable has no value.
std::optional<std::string> expandedText(const PolicyString &value, PolicyVersion version, bool wildcards, const Context &context)
{
    const auto lookup = [&](std::string_view key) -> VariableValue {
        const ContextValue *found = context.find(key);
        if (!found || found->list || found->values.size() != 1)
            return {};
        return {VariableState::Value, found->values.front()};
    };
    const PatternUse use = wildcards ? PatternUse::Wildcards : PatternUse::Literal;
    return expandVariables(value.text, version, use, lookup).pattern;
}

/// The shortest text that fits the value in this request; nothing when a variable has none.
std::optional<std::string> concreteText(const PolicyString &value, PolicyVersion version, bool wildcards, const Context &context)
{
    const std::optional<std::string> expanded = expandedText(value, version, wildcards, context);
    if (!expanded || !wildcards)
        return expanded;
    std::string result;
    for (const char c : *expanded) {
        if (c == glob::anyCharacter)
            result += 'x';
        else if (c != glob::anyText)
            result += c;
    }
    return result;
}

using IsAccepted = std::function<bool(std::string_view)>;

/// What AWS wouldn't accept as that parameter can't be brought by anybody.
void addValue(std::vector<std::string> &values, std::string value, bool mayGrow, const IsAccepted &isAccepted)
{
    while (mayGrow && value.size() < 2)
        value += 'x';
    if (values.size() < maximumValues && isAccepted(value) && std::find(values.begin(), values.end(), value) == values.end())
        values.push_back(std::move(value));
}

/// A shortest text that fits both patterns; nothing when there is none.
std::optional<std::string> commonText(const std::string &left, const std::string &right)
{
    // Breadth first over how much of each is used up; a letter is added for both, or one of them goes on past its "any text".
    const std::size_t width = right.size() + 1;
    struct Came {
        std::size_t from = std::string::npos;
        char added = 0;
    };
    std::vector<Came> came((left.size() + 1) * width);
    std::deque<std::size_t> open{0};
    came[0].from = 0;
    const auto visit = [&](std::size_t l, std::size_t r, std::size_t from, char added) {
        Came &there = came[l * width + r];
        if (there.from != std::string::npos)
            return;
        there = {from, added};
        added ? open.push_back(l * width + r) : open.push_front(l * width + r);
    };
    while (!open.empty()) {
        const std::size_t at = open.front();
        open.pop_front();
        const std::size_t l = at / width, r = at % width;
        if (l == left.size() && r == right.size())
            break;
        const bool leftAny = l < left.size() && left[l] == glob::anyText;
        const bool rightAny = r < right.size() && right[r] == glob::anyText;
        if (leftAny)
            visit(l + 1, r, at, 0);
        if (rightAny)
            visit(l, r + 1, at, 0);
        if (l == left.size() || r == right.size())
            continue;
        const auto isWild = [](char c) { return c == glob::anyText || c == glob::anyCharacter; };
        if (!isWild(left[l]) && !isWild(right[r]) && left[l] != right[r])
            continue;
        const char letter = !isWild(left[l]) ? left[l] : !isWild(right[r]) ? right[r] : 'x';
        visit(leftAny ? l : l + 1, rightAny ? r : r + 1, at, letter);
    }
    std::string text;
    for (std::size_t at = came.size() - 1; at != 0; at = came[at].from) {
        if (came[at].from == std::string::npos)
            return std::nullopt;
        if (came[at].added)
            text.insert(text.begin(), came[at].added);
    }
    return text;
}

/// The patterns of one key, and texts that fit two of them: either side of a hop may have one.
class Patterns
{
public:
    void add(std::vector<std::string> &values, const ConditionEntry &entry, PolicyVersion version, const Context &context, const IsAccepted &isAccepted)
    {
        const bool wildcards = entry.op.family == ConditionFamily::StringLike || entry.op.family == ConditionFamily::Arn;
        if (!wildcards || entry.op.negated)
            return;
        for (const PolicyString &value : entry.values) {
            const std::optional<std::string> pattern = expandedText(value, version, true, context);
            if (!pattern || pattern->size() > longest || m_patterns.size() == maximumValues)
                continue;
            for (const std::string &other : m_patterns) {
                if (std::optional<std::string> common = commonText(*pattern, other))
                    addValue(values, std::move(*common), true, isAccepted);
            }
            m_patterns.push_back(*pattern);
        }
    }

private:
    static constexpr std::size_t longest = 256; ///< of patterns that are compared
    std::vector<std::string> m_patterns;
};

void addValues(std::vector<std::string> &values, const ConditionEntry &entry, PolicyVersion version, const Context &context,
    const IsAccepted &isAccepted)
{
    // Any value will do where the key only has to be there, and most likely where an Allow excludes some; a Deny that excludes
    // some asks for one of them.
    if (entry.op.family == ConditionFamily::Null || entry.op.negated)
        addValue(values, "rolewright", false, isAccepted);
    if (entry.op.family == ConditionFamily::Null)
        return;
    const bool wildcards = entry.op.family == ConditionFamily::StringLike || entry.op.family == ConditionFamily::Arn;
    for (const PolicyString &value : entry.values) {
        if (std::optional<std::string> text = concreteText(value, version, wildcards, context))
            addValue(values, std::move(*text), wildcards, isAccepted);
    }
}

void addAges(std::vector<std::int64_t> &ages, const ConditionEntry &entry)
{
    for (const PolicyString &value : entry.values) {
        const std::optional<long double> bound = parseNumber(value.text);
        if (!bound || *bound < 0 || *bound > 1e9)
            continue;
        const auto whole = static_cast<std::int64_t>(std::floor(*bound));
        for (const std::int64_t age : {whole + 1, whole, whole - 1}) {
            if (age >= 0)
                ages.push_back(age);
        }
    }
}

struct HopPatterns {
    Patterns externalIds;
    Patterns sessionNames;
    Patterns sourceIdentities;
};

void look(HopConditions &conditions, HopPatterns &patterns, const ConditionEntry &entry, PolicyVersion version, const Context &context)
{
    const std::string key = lowered(entry.key.text);
    if (key == "sts:externalid") {
        conditions.externalId = true;
        addValues(conditions.externalIds, entry, version, context, isExternalId);
        patterns.externalIds.add(conditions.externalIds, entry, version, context, isExternalId);
    } else if (key == "sts:rolesessionname") {
        conditions.sessionName = true;
        addValues(conditions.sessionNames, entry, version, context, isSessionName);
        patterns.sessionNames.add(conditions.sessionNames, entry, version, context, isSessionName);
    } else if (key == "sts:sourceidentity") {
        conditions.sourceIdentity = true;
        addValues(conditions.sourceIdentities, entry, version, context, isSessionName);
        patterns.sourceIdentities.add(conditions.sourceIdentities, entry, version, context, isSessionName);
    } else if (key == "aws:multifactorauthpresent") {
        conditions.mfa = true;
    } else if (key == "aws:multifactorauthage") {
        conditions.mfa = true;
        addAges(conditions.mfaAges, entry);
    }
}

constexpr std::string_view tagPrefix = "aws:requesttag/";
constexpr std::size_t maximumTagValues = 4;
constexpr std::size_t maximumTagSets = 12;

/// What conditions on session tags name: the values for each key.
class TagValues
{
public:
    void look(const ConditionEntry &entry, PolicyVersion version, const Context &context)
    {
        const std::string key = lowered(entry.key.text);
        if (key == "sts:transitivetagkeys") {
            m_transitive = true;
            addKeys(entry, version, context);
        } else if (key == "aws:tagkeys") {
            addKeys(entry, version, context);
        } else if (key.starts_with(tagPrefix)) {
            const std::string tag = entry.key.text.substr(tagPrefix.size());
            std::vector<std::string> &values = valuesOf(tag);
            addValues(values, entry, version, context, [&tag](std::string_view value) { return isSessionTag(tag, value); });
            values.resize(std::min(values.size(), maximumTagValues));
        }
    }

    /// All the keys together, and each alone; transitive ones as well where a condition looks at that.
    std::vector<std::vector<SessionTag>> sets() const
    {
        std::vector<std::vector<SessionTag>> result;
        std::vector<std::vector<SessionTag>> together{{}};
        for (const auto &[key, values] : m_values) {
            std::vector<std::vector<SessionTag>> longer;
            for (const std::string &value : values) {
                result.push_back({{key, value, false}});
                for (std::vector<SessionTag> set : together) {
                    set.push_back({key, value, false});
                    longer.push_back(std::move(set));
                }
            }
            longer.resize(std::min(longer.size(), maximumTagSets));
            if (!longer.empty())
                together = std::move(longer);
        }
        if (m_values.size() > 1)
            result.insert(result.end(), together.begin(), together.end());
        result.resize(std::min(result.size(), maximumTagSets));
        if (m_transitive) {
            std::vector<std::vector<SessionTag>> transitive = result;
            for (std::vector<SessionTag> &set : transitive) {
                for (SessionTag &tag : set)
                    tag.transitive = true;
            }
            result.insert(result.end(), transitive.begin(), transitive.end());
        }
        return result;
    }

private:
    std::vector<std::string> &valuesOf(const std::string &key)
    {
        const auto known = std::find_if(
            m_values.begin(), m_values.end(), [&](const auto &entry) { return equalsIgnoringCase(entry.first, key); });
        return known != m_values.end() ? known->second : m_values.emplace_back(key, std::vector<std::string>()).second;
    }

    /// Keys that a condition lists need some value.
    void addKeys(const ConditionEntry &entry, PolicyVersion version, const Context &context)
    {
        if (entry.op.negated || entry.op.family == ConditionFamily::Null)
            return;
        for (const PolicyString &value : entry.values) {
            const bool wildcards = entry.op.family == ConditionFamily::StringLike;
            const std::optional<std::string> key = concreteText(value, version, wildcards, context);
            if (!key || !isSessionTag(*key, {}))
                continue;
            if (std::vector<std::string> &values = valuesOf(*key); values.empty())
                values.push_back("rolewright");
        }
    }

    std::vector<std::pair<std::string, std::vector<std::string>>> m_values;
    bool m_transitive = false;
};

void forEachPolicy(const Layers &layers, const std::function<void(const LayerPolicy &)> &visit)
{
    const auto visitAll = [&](const std::vector<LayerPolicy> &policies) {
        std::for_each(policies.begin(), policies.end(), visit);
    };
    if (layers.resource)
        visit(*layers.resource);
    visitAll(layers.identity);
    if (layers.boundary)
        visitAll(*layers.boundary);
    if (layers.session)
        visitAll(*layers.session);
    for (const LayerLevel &level : layers.scp)
        visitAll(level.policies);
    for (const LayerLevel &level : layers.rcp)
        visitAll(level.policies);
}

} // namespace

std::vector<std::string> hopActions(const std::string &action)
{
    return {lowered(action), "sts:setsourceidentity", "sts:tagsession"};
}

HopConditions conditionsOf(const Gathered &gathered)
{
    HopConditions conditions;
    HopPatterns patterns;
    TagValues tags;
    const std::vector<std::string> actions = hopActions(gathered.request.action);
    forEachPolicy(gathered.layers, [&](const LayerPolicy &policy) {
        if (!policy.document || !policy.document->policy())
            return;
        for (const Statement &statement : policy.document->policy()->statements) {
            if (statement.conditions.empty())
                continue;
            const bool aboutHop = std::any_of(
                actions.begin(), actions.end(), [&](const std::string &action) { return mayCoverAction(statement, action); });
            if (!aboutHop)
                continue;
            for (const ConditionEntry &entry : statement.conditions) {
                look(conditions, patterns, entry, policy.document->policy()->version, gathered.request.context);
                tags.look(entry, policy.document->policy()->version, gathered.request.context);
            }
        }
    });
    conditions.tags = tags.sets();
    // A name that a Deny doesn't mean.
    if (conditions.sessionName)
        addValue(conditions.sessionNames, "rolewright", false, isSessionName);
    auto &ages = conditions.mfaAges;
    std::sort(ages.begin(), ages.end(), std::greater<>());
    ages.erase(std::unique(ages.begin(), ages.end()), ages.end());
    return conditions;
}

} // namespace rolewright
