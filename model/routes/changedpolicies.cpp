// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/changedpolicies.h"

#include "evaluate/actionids.h"
#include "routes/passrole.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

namespace rolewright {

namespace {

const std::vector<ActionId> &hopActions()
{
    static const std::vector<ActionId> actions = [] {
        const ActionIds &ids = ActionIds::builtIn();
        std::vector<ActionId> result{ids.find("iam:PassRole")};
        for (const ComputeService &service : computeServices()) {
            for (const std::string_view action : service.actions)
                result.push_back(ids.find(action));
        }
        for (std::size_t service = 0; service < ids.serviceCount(); ++service) {
            if (ids.service(service).prefix != "sts")
                continue;
            for (const CatalogAction &action : ids.service(service).actions)
                result.push_back(ids.find(action.text()));
        }
        return result;
    }();
    return actions;
}

/// Everything beside a statement's actions, as it is written.
using Rest = std::vector<std::string_view>;

Rest restOf(const Statement &statement, std::string_view text)
{
    Rest rest{statement.effect == Effect::Deny ? "Deny" : "Allow"};
    const auto add = [&](const Span &span) { rest.push_back(text.substr(span.begin, span.end - span.begin)); };
    if (statement.principal) {
        rest.push_back(statement.principal->negated ? "NotPrincipal" : "Principal");
        add(statement.principal->span);
    }
    if (statement.resource) {
        rest.push_back(statement.resource->negated ? "NotResource" : "Resource");
        add(statement.resource->span);
    }
    for (const ConditionEntry &condition : statement.conditions) {
        rest.push_back(condition.operatorText.text);
        add(condition.span);
    }
    return rest;
}

/// What hops are worked out from: the statements about them; and of all others which values their resources and conditions name, as these
/// are tried where a hop leaves something open (regions, names of sessions, whatever a key may be).
struct HopTexts {
    std::vector<std::pair<std::vector<bool>, Rest>> statements; ///< which of hopActions() each is about
    std::set<Rest> others;

    explicit HopTexts(const CompiledDocument &document)
    {
        for (const CompiledStatement &statement : document.statements()) {
            std::vector<bool> actions;
            for (const ActionId action : hopActions())
                actions.push_back(!action.isKnown() || statement.coversKnown(action));
            Rest rest = restOf(statement.source(), document.document()->text());
            if (std::find(actions.begin(), actions.end(), true) != actions.end())
                statements.emplace_back(std::move(actions), std::move(rest));
            else
                others.insert(std::move(rest));
        }
    }

    bool operator==(const HopTexts &) const = default;
};

bool saySameOfHops(const PolicyList &before, const PolicyList &after)
{
    return before.looksAtToken() == after.looksAtToken()
        && std::equal(before.uses().begin(), before.uses().end(), after.uses().begin(), after.uses().end(), [](const PolicyList::Use &left, const PolicyList::Use &right) {
               if (left.document == right.document || !left.document || !right.document)
                   return left.document == right.document;
               const auto version = [](const PolicyList::Use &use) { return use.document->document()->policy() ? use.document->document()->policy()->version : PolicyVersion(); };
               return left.usable == right.usable && version(left) == version(right) && HopTexts(*left.document) == HopTexts(*right.document);
           });
}

} // namespace

bool mayHopOtherwise(const CompiledPrincipal &before, const CompiledPrincipal &after)
{
    return !saySameOfHops(before.identity, after.identity) || !before.boundary != !after.boundary
        || (before.boundary && !saySameOfHops(*before.boundary, *after.boundary));
}

ChangedPolicies::ChangedPolicies(const CompiledWorld::Data &before, const CompiledWorld::Data &after, const std::vector<std::uint32_t> &changed)
{
    for (const std::uint32_t slot : changed) {
        const std::string &arn = after.principals[slot]->entity->arn();
        all.insert(arn);
        if (mayHopOtherwise(*before.principals[slot], *after.principals[slot]))
            ofHops.insert(arn);
    }
    for (std::size_t slot = 0; slot < after.targets.size(); ++slot)
        ofResources = ofResources || (before.targets[slot] != after.targets[slot] && after.targets[slot]->isResource);
}

} // namespace rolewright
