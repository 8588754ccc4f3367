// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/wishes.h"

#include "evaluate/candidatevalues.h"
#include "evaluate/derive.h"
#include "evaluate/facts.h"
#include "routes/openkeys.h"
#include "text/utf8.h"

#include <algorithm>
#include <optional>

namespace rolewright {
namespace {

constexpr std::size_t maximumWishes = 4;
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
        if (const std::string low = lowered(fact.key); low.starts_with(tagPrefix))
            passed.tags.push_back({fact.key.substr(tagPrefix.size()), values.front(), false});
        else if (isSessionName(values.front()))
            passed.sourceIdentity = values.front();
        else
            return std::nullopt;
    }
    return passed.empty() ? std::nullopt : std::optional(passed);
}

/// Names of sessions of the asking role that the resource's policy lets in by name.
void addNames(const Gathered &gathered, std::vector<Passed> &wishes)
{
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
            if (same && isSessionName(named->session) && wishes.size() < maximumWishes)
                wishes.push_back({{}, {}, named->session});
        }
    }
}

/// At a glance, so that nothing is worked out for policies that look at no session.
bool mayWish(const Layers &layers)
{
    const auto ofSession = [](const std::string &key) { return key.starts_with(tagPrefix) || key == "aws:sourceidentity"; };
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
