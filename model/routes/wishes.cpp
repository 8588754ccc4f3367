// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/wishes.h"

#include "evaluate/candidatevalues.h"
#include "evaluate/derive.h"
#include "evaluate/facts.h"
#include "evaluate/stsvalues.h"
#include "policy/glob.h"
#include "routes/openkeys.h"
#include "routes/pattern.h"
#include "text/utf8.h"

#include <algorithm>
#include <optional>

namespace rolewright {
namespace {

constexpr std::size_t maximumWishes = 4;
/// A session name that no policy means.
constexpr auto anotherName = "rolewright";
constexpr std::string_view tagPrefix = "aws:principaltag/";

std::optional<Passed> passedFor(const FactSet &set)
{
    Passed passed;
    for (const Fact &fact : set) {
        if (fact.kind == Fact::Kind::Absent)
            continue;
        const std::vector<std::string> &values = fact.example.empty() ? fact.values : fact.example;
        if (values.size() != 1)
            return std::nullopt;
        if (const std::string low = lowered(fact.key); low.starts_with(tagPrefix)) {
            const std::string key = fact.key.substr(tagPrefix.size());
            if (!isSessionTag(key, values.front()))
                return std::nullopt;
            passed.tags.push_back({key, values.front(), false});
        } else if (isSessionName(values.front()))
            passed.sourceIdentity = values.front();
        else
            return std::nullopt;
    }
    return passed.empty() ? std::nullopt : std::optional(passed);
}

void addName(const std::string &name, std::vector<Passed> &wishes)
{
    const Passed passed{{}, {}, name};
    if (isSessionName(name) && wishes.size() < maximumWishes && std::find(wishes.begin(), wishes.end(), passed) == wishes.end())
        wishes.push_back(passed);
}

/// Names of sessions that a condition on aws:userid asks for, "AROA…:name". reference_policies_variables, "Principal key values".
void addNamesOfIds(const Gathered &gathered, std::vector<Passed> &wishes)
{
    for (const Policy *policy : policiesOf(gathered.layers)) {
        for (const Statement &statement : policy->statements) {
            for (const ConditionEntry &entry : statement.conditions) {
                if (!equalsIgnoringCase(entry.key.text, "aws:userid"))
                    continue;
                // A Deny means whom it names: anybody else will do.
                if (statement.effect == Effect::Deny && !entry.op.negated && gathered.request.principal.session != anotherName)
                    addName(anotherName, wishes);
                for (const PolicyString &value : entry.values)
                    addName(value.text.substr(value.text.rfind(':') + 1), wishes);
            }
        }
    }
}

/// Names of sessions of the asking role that the resource's policy lets in by name.
void addNames(const Gathered &gathered, std::vector<Passed> &wishes)
{
    addNamesOfIds(gathered, wishes);
    const std::optional<LayerPolicy> &resource = gathered.layers.resource;
    if (!resource || !resource->document || !resource->document->policy())
        return;
    const Principal &caller = gathered.request.principal;
    for (const Statement &statement : resource->document->policy()->statements) {
        if (statement.effect != Effect::Allow || !statement.principal || statement.principal->negated)
            continue;
        for (const PrincipalEntry &entry : statement.principal->values) {
            const std::optional<Principal> named = parsePrincipal(entry.value.text);
            const bool same = named && named->kind == PrincipalKind::RoleSession && named->account == caller.account
                && named->name == caller.name && named->session != caller.session;
            if (same)
                addName(named->session, wishes);
        }
    }
}

/// The key of the only variable in a text that is one of aws:PrincipalTag/…, and what stands before and after it.
struct TagVariable {
    std::string key;
    std::string before;
    std::string after;
};
std::optional<TagVariable> tagVariable(const std::string &text)
{
    const std::size_t begin = text.find("${");
    const std::size_t end = begin == std::string::npos ? begin : text.find('}', begin);
    if (end == std::string::npos || text.find("${", end) != std::string::npos)
        return std::nullopt;
    const std::string name = text.substr(begin + 2, end - begin - 2);
    if (!lowered(name).starts_with(tagPrefix) || name.find(',') != std::string::npos)
        return std::nullopt;
    return TagVariable{name.substr(tagPrefix.size()), text.substr(0, begin), text.substr(end + 1)};
}

/// What the variable has to be for the text to fit the pattern around it: up to the next fixed sign after it.
std::optional<std::string> fitting(const TagVariable &variable, const std::string &text)
{
    const std::string &before = variable.before;
    if (glob::hasWildcard(before) || !text.starts_with(before))
        return std::nullopt;
    const std::string fixed = variable.after.substr(0, variable.after.find_first_of("*?"));
    const std::size_t end = fixed.empty() ? (variable.after.empty() ? text.size() : text.find('/', before.size())) : text.find(fixed, before.size());
    return text.substr(before.size(), end == std::string::npos ? end : end - before.size());
}

/// Tags that have to be what the resource, or the request, has: "${aws:PrincipalTag/team}". id_tutorials access-tag-based
/// ("tutorial_attribute-based-access-control"): the same key and value on the session and on the resource.
void addVariables(const Gathered &gathered, const std::vector<std::string> &loweredActions, std::vector<Passed> &wishes)
{
    for (const Policy *policy : policiesOf(gathered.layers)) {
        for (const Statement &statement : policy->statements) {
            const bool covers = std::any_of(loweredActions.begin(), loweredActions.end(), [&](const std::string &action) { return mayCoverAction(statement, action); });
            if (statement.effect != Effect::Allow || policy->version != PolicyVersion::V2012 || !covers)
                continue;
            Passed passed;
            const auto take = [&](const std::string &pattern, const std::string &text) {
                const std::optional<TagVariable> variable = tagVariable(pattern);
                const std::optional<std::string> value = variable ? fitting(*variable, text) : std::nullopt;
                const bool there = value && std::any_of(passed.tags.begin(), passed.tags.end(), [&](const SessionTag &tag) { return equalsIgnoringCase(tag.key, variable->key); });
                if (value && !there && isSessionTag(variable->key, *value))
                    passed.tags.push_back({variable->key, *value, false});
            };
            for (const ConditionEntry &entry : statement.conditions) {
                const ContextValue *given = gathered.request.context.find(entry.key.text);
                if (!given || given->values.size() != 1 || entry.op.negated)
                    continue;
                for (const PolicyString &value : entry.values)
                    take(value.text, given->values.front());
            }
            for (std::size_t i = 0; statement.resource && !statement.resource->negated && i < statement.resource->values.size(); ++i)
                take(statement.resource->values[i].text, gathered.request.resource);
            if (!passed.empty() && wishes.size() < maximumWishes && std::find(wishes.begin(), wishes.end(), passed) == wishes.end())
                wishes.push_back(std::move(passed));
        }
    }
}

/// At a glance, so that nothing is worked out for policies that look at no session.
bool mayWish(const Layers &layers)
{
    const auto ofSession = [](const std::string &key) { return key.starts_with(tagPrefix) || key == "aws:sourceidentity" || key == "aws:userid"; };
    const auto namesSession = [](const Statement &statement) {
        return statement.principal
            && std::any_of(statement.principal->values.begin(), statement.principal->values.end(),
                [](const PrincipalEntry &entry) { return entry.value.text.find(":assumed-role/") != std::string::npos; });
    };
    const std::vector<const Policy *> policies = policiesOf(layers);
    return std::any_of(policies.begin(), policies.end(), [&](const Policy *policy) {
        return std::any_of(policy->keys.begin(), policy->keys.end(), ofSession)
            || std::any_of(policy->statements.begin(), policy->statements.end(), namesSession);
    });
}

} // namespace

std::vector<Passed> wishesOf(Gathered gathered, const std::vector<std::string> &loweredActions)
{
    std::vector<Passed> wishes;
    if (!mayWish(gathered.layers))
        return wishes;
    addNames(gathered, wishes);
    addVariables(gathered, loweredActions, wishes);
    Context &context = gathered.request.context;
    bool opened = false;
    for (const std::string &key : keysLookedAt(gathered.layers, loweredActions)) {
        const std::string low = lowered(key);
        const bool identity = low == "aws:sourceidentity" && !context.find(low);
        if (!identity && !low.starts_with(tagPrefix))
            continue;
        context.setUnknown(key);
        opened = true;
    }
    if (!opened)
        return wishes;
    deriveContext(gathered.request);
    gathered.request.deriveContext = false;
    const Answer answer = evaluate(gathered.layers, gathered.request, {false});
    if (answer.verdict != Verdict::Depends || !answer.inconclusive.empty())
        return wishes;
    for (const FactSet &set : decidingFacts(gathered.layers, gathered.request).allowedIf) {
        if (std::optional<Passed> passed = passedFor(set); passed && wishes.size() < maximumWishes)
            wishes.push_back(std::move(*passed));
    }
    return wishes;
}

} // namespace rolewright
