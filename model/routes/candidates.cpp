// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/candidates.h"

#include "policy/glob.h"
#include "policy/values.h"
#include "policy/variables.h"
#include "routes/hoprequest.h"
#include "routes/pattern.h"
#include "text/utf8.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace rolewright {
namespace {

/// Enough for every policy that AWS's size limits admit in practice; more values would only repeat a pattern.
constexpr std::size_t maximumValues = 24;

/// The shortest text that fits the value in this request; nothing when a variable has none.
std::optional<std::string> concreteText(const PolicyString &value, PolicyVersion version, bool wildcards, const Context &context)
{
    const auto lookup = [&](std::string_view key) -> VariableValue {
        const ContextValue *found = context.find(key);
        if (!found || found->list || found->values.size() != 1)
            return {};
        return {VariableState::Value, found->values.front()};
    };
    const PatternUse use = wildcards ? PatternUse::Wildcards : PatternUse::Literal;
    const Expanded expanded = expandVariables(value.text, version, use, lookup);
    if (!expanded.pattern)
        return std::nullopt;
    if (!wildcards)
        return expanded.pattern;
    std::string result;
    for (const char c : *expanded.pattern) {
        if (c == glob::anyCharacter)
            result += 'x';
        else if (c != glob::anyText)
            result += c;
    }
    return result;
}

using IsAccepted = bool (*)(std::string_view);

/// What AWS wouldn't accept as that parameter can't be brought by anybody.
void addValue(std::vector<std::string> &values, std::string value, bool mayGrow, IsAccepted isAccepted)
{
    while (mayGrow && value.size() < 2)
        value += 'x';
    if (values.size() < maximumValues && isAccepted(value) && std::find(values.begin(), values.end(), value) == values.end())
        values.push_back(std::move(value));
}

void addValues(std::vector<std::string> &values, const ConditionEntry &entry, PolicyVersion version, const Context &context,
    IsAccepted isAccepted)
{
    // Any value will do where the key only has to be there, and most likely where a condition excludes some.
    if (entry.op.family == ConditionFamily::Null || entry.op.negated) {
        addValue(values, "rolewright", false, isAccepted);
        return;
    }
    const bool wildcards = entry.op.family == ConditionFamily::StringLike || entry.op.family == ConditionFamily::Arn;
    for (const PolicyString &value : entry.values) {
        if (std::optional<std::string> text = concreteText(value, version, wildcards, context))
            addValue(values, std::move(*text), wildcards, isAccepted);
    }
}

void addAges(std::vector<std::int64_t> &ages, const ConditionEntry &entry)
{
    for (const PolicyString &value : entry.values) {
        const std::optional<double> bound = parseNumber(value.text);
        if (!bound || *bound < 0 || *bound > 1e9)
            continue;
        const auto whole = static_cast<std::int64_t>(std::floor(*bound));
        for (const std::int64_t age : {whole + 1, whole, whole - 1}) {
            if (age >= 0)
                ages.push_back(age);
        }
    }
}

void look(HopConditions &conditions, const ConditionEntry &entry, PolicyVersion version, const Context &context)
{
    const std::string key = lowered(entry.key.text);
    if (key == "sts:externalid") {
        conditions.externalId = true;
        addValues(conditions.externalIds, entry, version, context, isExternalId);
    } else if (key == "sts:rolesessionname") {
        conditions.sessionName = true;
        addValues(conditions.sessionNames, entry, version, context, isSessionName);
    } else if (key == "sts:sourceidentity") {
        conditions.sourceIdentity = true;
        addValues(conditions.sourceIdentities, entry, version, context, isSessionName);
    } else if (key == "aws:multifactorauthpresent") {
        conditions.mfa = true;
    } else if (key == "aws:multifactorauthage") {
        conditions.mfa = true;
        addAges(conditions.mfaAges, entry);
    }
}

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

HopConditions conditionsOf(const Gathered &gathered)
{
    HopConditions conditions;
    forEachPolicy(gathered.layers, [&](const LayerPolicy &policy) {
        if (!policy.document || !policy.document->policy())
            return;
        for (const Statement &statement : policy.document->policy()->statements) {
            if (statement.conditions.empty())
                continue;
            const bool aboutHop =
                mayCoverAction(statement, "sts:assumerole") || mayCoverAction(statement, "sts:setsourceidentity");
            if (!aboutHop)
                continue;
            for (const ConditionEntry &entry : statement.conditions)
                look(conditions, entry, policy.document->policy()->version, gathered.request.context);
        }
    });
    auto &ages = conditions.mfaAges;
    std::sort(ages.begin(), ages.end(), std::greater<>());
    ages.erase(std::unique(ages.begin(), ages.end()), ages.end());
    return conditions;
}

} // namespace rolewright
