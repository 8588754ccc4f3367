// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/documentsmet.h"

#include "analyse/problems.h"
#include "compiled/worlddata.h"

#include <unordered_set>

namespace rolewright {

void forEachDocument(const CompiledWorld &compiled, const std::function<void(const DocumentPtr &)> &visit)
{
    std::unordered_set<const PolicyDocument *> seen;
    const auto visitOnce = [&](const DocumentPtr &document) {
        if (document && seen.insert(document.get()).second)
            visit(document);
    };
    const auto visitAll = [&](const std::vector<EntityPtr> &entities) {
        for (const EntityPtr &entity : entities) {
            for (const DocumentUse &use : documentsOf(*entity))
                visitOnce(use.document);
        }
    };
    const World &world = compiled.world();
    for (const AccountInfo &account : world.header().accounts) {
        for (const EntityKind kind : {EntityKind::User, EntityKind::Group, EntityKind::Role, EntityKind::Policy, EntityKind::Resource})
            visitAll(world.entities(account.id, kind));
    }
    visitAll(world.organizationPolicies());
    for (const CompiledPrincipal *principal : compiled.data().principals) {
        if (principal)
            forEachDocument(*principal, visitOnce);
    }
}

void forEachDocument(const CompiledPrincipal &principal, const std::function<void(const DocumentPtr &)> &visit)
{
    const auto visitList = [&](const PolicyList &policies) {
        for (const PolicyList::Use &use : policies.uses()) {
            if (use.document)
                visit(use.document->document());
        }
    };
    visitList(principal.identity);
    if (principal.boundary)
        visitList(*principal.boundary);
}

} // namespace rolewright
