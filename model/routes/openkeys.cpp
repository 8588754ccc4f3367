// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/openkeys.h"

#include "evaluate/candidatevalues.h"
#include "evaluate/claims.h"
#include "policy/policykeys.h"
#include "policy/values.h"
#include "routes/pattern.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace rolewright {
namespace {

constexpr std::array worldKeys{"aws:sourceip", "aws:vpcsourceip", "aws:sourcevpc", "aws:sourcevpce", "aws:sourcevpcarn", "aws:vpceaccount",
    "aws:vpceorgid", "aws:vpceorgpaths", "aws:useragent", "aws:referer", "aws:securetransport", "aws:requestedregion",
    "aws:principalorgid", "aws:principalorgpaths", "aws:resourceorgid", "aws:resourceorgpaths"};

bool covers(const Statement &statement, const std::vector<std::string> &actions)
{
    return std::any_of(actions.begin(), actions.end(), [&](const std::string &action) { return mayCoverAction(statement, action); });
}

/// Whether a date condition on the way names a moment after now.
bool namesTheFuture(const Layers &layers, const std::vector<std::string> &actions)
{
    using namespace std::chrono;
    const auto now = duration_cast<seconds>(system_clock::now().time_since_epoch()).count();
    for (const Policy *policy : policiesOf(layers)) {
        for (const Statement &statement : policy->statements) {
            for (const ConditionEntry &entry : statement.conditions) {
                if (entry.op.family != ConditionFamily::Date || !covers(statement, actions))
                    continue;
                for (const PolicyString &value : entry.values) {
                    if (const std::optional<Moment> moment = parseMoment(value.text); moment && moment->seconds > now)
                        return true;
                }
            }
        }
    }
    return false;
}

bool isProvider(const Principal &principal)
{
    return principal.kind == PrincipalKind::OidcProvider || principal.kind == PrincipalKind::SamlProvider;
}

} // namespace

std::vector<std::string> keysLookedAt(const Layers &layers, const std::vector<std::string> &loweredActions)
{
    std::vector<std::string> seen, found;
    for (const Policy *policy : policiesOf(layers)) {
        if (policy->keys.empty())
            continue;
        for (const Statement &statement : policy->statements) {
            if (!covers(statement, loweredActions))
                continue;
            forEachKey(statement, policy->version, [&](std::string_view key) {
                std::string low = lowered(key);
                if (std::find(seen.begin(), seen.end(), low) != seen.end())
                    return;
                seen.push_back(std::move(low));
                found.emplace_back(key);
            });
        }
    }
    return found;
}

bool openWorldKeys(Gathered &gathered, const std::vector<std::string> &loweredActions)
{
    Context &context = gathered.request.context;
    const Principal &principal = gathered.request.principal;
    const bool claimsGiven = !isProvider(principal) || givesClaims(gathered.request);
    const auto isTime = [](std::string_view key) { return key == "aws:currenttime" || key == "aws:epochtime"; };
    const auto mayOpen = [&](const std::string &key) {
        if (isTime(key)) {
            const ContextValue *time = context.find(key);
            return time && time->provenance == Provenance::Derived;
        }
        if (isProvider(principal) && key.starts_with("aws:principalorg"))
            return false; // an outside identity is of no organization
        const bool world = std::find(worldKeys.begin(), worldKeys.end(), key) != worldKeys.end();
        return (world || (!claimsGiven && (isClaimOf(principal, key) || comesWithToken(key)))) && !context.find(key);
    };
    const std::vector<const Policy *> policies = policiesOf(gathered.layers);
    if (std::none_of(policies.begin(), policies.end(),
            [&](const Policy *policy) { return std::any_of(policy->keys.begin(), policy->keys.end(), mayOpen); }))
        return false;
    bool opened = false;
    for (const std::string &key : keysLookedAt(gathered.layers, loweredActions)) {
        const std::string low = lowered(key);
        if (!mayOpen(low) || (isTime(low) && !namesTheFuture(gathered.layers, loweredActions)))
            continue;
        context.setUnknown(isTime(low) ? "aws:CurrentTime" : key);
        if (isTime(low))
            context.setUnknown("aws:EpochTime");
        opened = true;
    }
    return opened;
}

} // namespace rolewright
