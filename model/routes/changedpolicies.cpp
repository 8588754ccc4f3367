// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/changedpolicies.h"

#include "evaluate/actionids.h"
#include "routes/passrole.h"

#include <algorithm>
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

/// What a statement says of hops: which it is about, and everything beside its actions, as it is written.
struct HopStatement {
    std::vector<bool> actions; ///< of hopActions()
    std::vector<std::string_view> rest;

    bool operator==(const HopStatement &) const = default;
};

std::vector<HopStatement> hopStatements(const CompiledDocument &document)
{
    std::vector<HopStatement> result;
    const std::string_view text = document.document()->text();
    for (const CompiledStatement &compiled : document.statements()) {
        HopStatement statement;
        for (const ActionId action : hopActions())
            statement.actions.push_back(!action.isKnown() || compiled.coversKnown(action));
        if (std::find(statement.actions.begin(), statement.actions.end(), true) == statement.actions.end())
            continue;
        const Statement &source = compiled.source();
        const auto add = [&](const Span &span) { statement.rest.push_back(text.substr(span.begin, span.end - span.begin)); };
        statement.rest.push_back(source.effect == Effect::Deny ? "Deny" : "Allow");
        if (source.principal) {
            statement.rest.push_back(source.principal->negated ? "NotPrincipal" : "Principal");
            add(source.principal->span);
        }
        if (source.resource) {
            statement.rest.push_back(source.resource->negated ? "NotResource" : "Resource");
            add(source.resource->span);
        }
        for (const ConditionEntry &condition : source.conditions) {
            statement.rest.push_back(condition.operatorText.text);
            add(condition.span);
        }
        result.push_back(std::move(statement));
    }
    return result;
}

bool saySameOfHops(const PolicyList &before, const PolicyList &after)
{
    return before.looksAtToken() == after.looksAtToken()
        && std::equal(before.uses().begin(), before.uses().end(), after.uses().begin(), after.uses().end(), [](const PolicyList::Use &left, const PolicyList::Use &right) {
               if (left.document == right.document || !left.document || !right.document)
                   return left.document == right.document;
               const auto version = [](const PolicyList::Use &use) { return use.document->document()->policy() ? use.document->document()->policy()->version : PolicyVersion(); };
               return left.usable == right.usable && version(left) == version(right) && hopStatements(*left.document) == hopStatements(*right.document);
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
