// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/changedpolicies.h"

#include "evaluate/actionids.h"
#include "routes/passrole.h"

#include <algorithm>
#include <map>
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

/// Of an edit: documents that many have attached are compared once.
class HopComparison
{
public:
    bool isSame(const CompiledPrincipal &before, const CompiledPrincipal &after)
    {
        return isSame(before.identity, after.identity) && !before.boundary == !after.boundary && (!before.boundary || isSame(*before.boundary, *after.boundary));
    }

private:
    bool isSame(const PolicyList &before, const PolicyList &after)
    {
        return before.looksAtToken() == after.looksAtToken()
            && std::equal(before.uses().begin(), before.uses().end(), after.uses().begin(), after.uses().end(), [this](const PolicyList::Use &left, const PolicyList::Use &right) {
                   if (left.document == right.document || !left.document || !right.document)
                       return left.document == right.document;
                   return left.usable == right.usable && isSame(*left.document, *right.document);
               });
    }

    bool isSame(const CompiledDocument &before, const CompiledDocument &after)
    {
        const auto [known, isNew] = m_known.try_emplace({&before, &after}, false);
        const auto version = [](const CompiledDocument &document) { return document.document()->policy() ? document.document()->policy()->version : PolicyVersion(); };
        if (isNew)
            known->second = version(before) == version(after) && HopTexts(before) == HopTexts(after);
        return known->second;
    }

    std::map<std::pair<const CompiledDocument *, const CompiledDocument *>, bool> m_known;
};

} // namespace

ChangedPolicies::ChangedPolicies(const CompiledWorld::Data &before, const CompiledWorld::Data &after, const std::vector<std::uint32_t> &changed)
{
    HopComparison hops;
    for (const std::uint32_t slot : changed) {
        const std::string &arn = after.principals[slot]->entity->arn();
        all.insert(arn);
        if (!hops.isSame(*before.principals[slot], *after.principals[slot]))
            ofHops.insert(arn);
    }
    for (std::size_t slot = 0; slot < after.targets.size(); ++slot)
        ofResources = ofResources || (before.targets[slot] != after.targets[slot] && after.targets[slot]->isResource);
}

} // namespace rolewright
