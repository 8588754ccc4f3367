// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/sampleanswer.h"

#include "graph/neighbours.h"
#include "policy/arn.h"
#include "policy/glob.h"

#include <algorithm>

namespace rolewright {

namespace {

constexpr std::size_t actionsAsked = 12; ///< and resources for each

/// Something that the pattern matches, as an example: an account of the workspace, a region, a name.
std::string example(const std::string &pattern, const std::string &account)
{
    std::optional<Arn> arn = parseArn(pattern);
    if (!arn)
        return pattern;
    if (arn->account.find('*') != std::string::npos)
        arn->account = account;
    std::string text = arn->text();
    std::string result;
    for (char c : text)
        result += c == '*' ? std::string("example") : c == '?' ? std::string("x") : std::string(1, c);
    return result;
}

std::string actionOf(const Statement &statement)
{
    if (statement.action && !statement.action->negated) {
        for (const PolicyString &action : statement.action->values) {
            if (!glob::hasWildcard(action.text) && action.text != "sts:TagSession" && action.text != "sts:SetSourceIdentity")
                return action.text;
        }
    }
    return "sts:AssumeRole";
}

/// How much an answer allows, to compare two of the same edge.
int worth(const Answer &answer)
{
    switch (answer.verdict) {
    case Verdict::Allowed:
        return 3;
    case Verdict::Depends:
        return 2;
    case Verdict::Denied:
        return answer.decision == Decision::ExplicitDeny ? 1 : 0;
    }
    return 0;
}

} // namespace

std::vector<std::string> keysOf(const std::vector<ConditionEntry> &conditions)
{
    std::vector<std::string> keys;
    for (const ConditionEntry &condition : conditions) {
        if (std::find(keys.begin(), keys.end(), condition.key.text) == keys.end())
            keys.push_back(condition.key.text);
    }
    std::sort(keys.begin(), keys.end());
    return keys;
}

void evaluateTrust(GraphEdge &edge, const World &world, const Entity &role, const Statement &statement)
{
    edge.conditionKeys = keysOf(statement.conditions);
    const std::optional<Principal> caller = parsePrincipal(edge.subject);
    if (!caller) {
        edge.state = GraphEdgeState::Depends;
        return;
    }
    Request request;
    request.principal = *caller;
    request.action = actionOf(statement);
    request.resource = role.arn();
    for (const std::string &key : edge.conditionKeys)
        request.context.setUnknown(key);
    setAnswer(edge, evaluate(world, request, {.explain = false}));
}

std::optional<GraphEdge> openNearMiss(const World &world, const Entity &caller, const Entity &role)
{
    const DocumentPtr &trust = role.as<Role>()->trust;
    const std::optional<Principal> principal = parsePrincipal(caller.arn());
    if (!principal || !trust || !trust->policy() || !trust->usableAs(PolicyKind::Trust))
        return {};
    Request request;
    request.principal = *principal;
    request.action = "sts:AssumeRole";
    request.resource = role.arn();
    std::vector<std::string> keys;
    for (const Statement &statement : trust->policy()->statements) {
        for (const std::string &key : keysOf(statement.conditions)) {
            const bool mfa = key.starts_with("aws:MultiFactorAuth");
            if (mfa && caller.kind() == EntityKind::Role)
                continue; // a role's session has none
            request.context.setUnknown(key);
            keys.push_back(key);
        }
    }
    if (keys.empty())
        return {};
    GraphEdge edge;
    edge.from = caller.arn();
    edge.to = role.arn();
    edge.subject = caller.arn();
    edge.conditionKeys = keys;
    const Answer answer = evaluate(world, request);
    const bool trustMay = std::any_of(answer.layers.begin(), answer.layers.end(), [](const LayerTrace &layer) {
        return layer.layer == Layer::Trust && (layer.outcome == LayerOutcome::Unknown || layer.outcome == LayerOutcome::Allowed);
    });
    setAnswer(edge, answer);
    std::erase(edge.missing, Layer::Trust); // listed for the case that the keys are absent
    if (!trustMay || edge.state != GraphEdgeState::Missing || edge.missing.empty())
        return {};
    return edge;
}

void evaluatePermit(GraphEdge &edge, const World &world, const Entity &subject, const Permit &permit)
{
    const std::optional<Principal> caller = parsePrincipal(subject.arn());
    if (!caller || permit.effect == Effect::Deny || permit.exceptActions || permit.exceptResources || permit.resources.empty())
        return;
    std::optional<Answer> worst;
    std::size_t asked = 0;
    for (const std::string &action : permit.actions) {
        if (glob::hasWildcard(action) || asked == actionsAsked)
            continue;
        ++asked;
        std::optional<Answer> best;
        // A bucket's actions and its objects' are listed together: any of the resources may be the fitting one.
        for (std::size_t i = 0; i < std::min(permit.resources.size(), actionsAsked); ++i) {
            Request request;
            request.principal = *caller;
            request.action = action;
            request.resource = permit.resources[i] == "*" ? "*" : example(permit.resources[i], subject.account);
            if (request.resource == "*")
                request.resourceAccount = subject.account;
            for (const std::string &key : permit.conditionKeys)
                request.context.setUnknown(key);
            request.context.setUnknown("aws:RequestedRegion");
            Answer answer = evaluate(world, request, {.explain = false});
            if (!best || worth(answer) > worth(*best))
                best = std::move(answer);
        }
        // One action that isn't allowed is enough not to draw the whole as allowed.
        if (best && (!worst || worth(*best) < worth(*worst)))
            worst = std::move(best);
    }
    if (worst) {
        setAnswer(edge, *worst);
        edge.subject = subject.arn();
    }
}

} // namespace rolewright
