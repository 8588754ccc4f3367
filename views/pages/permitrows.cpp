// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/permitrows.h"

#include "evaluate/evaluate.h"
#include "graph/permits.h"
#include "graph/sampleanswer.h"
#include "policy/glob.h"

#include <algorithm>

namespace rolewright {
namespace {

/// evaluatePermit() asks no more than so many actions of one line.
constexpr std::size_t actionsWorkedOut = 12;

/// Whether asking for each action tells all that the line says.
bool canBeWorkedOut(const Permit &permit)
{
    return !permit.exceptActions && !permit.exceptResources && !permit.actions.empty() && permit.actions.size() <= actionsWorkedOut
        && std::none_of(permit.actions.begin(), permit.actions.end(), glob::hasWildcard);
}

PermitRow::Standing standingOf(const GraphEdge &edge)
{
    switch (edge.state) {
    case GraphEdgeState::Allowed: return PermitRow::Standing::Allowed;
    case GraphEdgeState::Depends: return PermitRow::Standing::Depends;
    case GraphEdgeState::Missing:
    case GraphEdgeState::Denied: return PermitRow::Standing::Blocked;
    case GraphEdgeState::Plain:
    case GraphEdgeState::Delegated: break;
    }
    return PermitRow::Standing::Granted;
}

} // namespace

std::vector<PermitRow> permitRows(const World &world, const Entity &subject, const CancelFlag &cancel)
{
    std::vector<PermitRow> rows;
    const std::optional<Principal> principal = parsePrincipal(subject.arn());
    if (!principal)
        return rows;
    Request any;
    any.principal = *principal;
    any.action = "sts:GetCallerIdentity";
    for (const LayerPolicy &policy : gather(world, any).layers.identity) {
        if (!policy.document || !policy.document->policy())
            continue;
        for (Permit &permit : permitsOf(*policy.document->policy(), world)) {
            if (cancel->load())
                return rows;
            PermitRow row;
            row.policy = policy.name;
            row.via = policy.via;
            row.where = policy.where;
            if (permit.effect == Effect::Deny) {
                row.standing = PermitRow::Standing::Denied;
            } else if (canBeWorkedOut(permit)) {
                GraphEdge edge;
                evaluatePermit(edge, world, subject, permit);
                row.standing = standingOf(edge);
                row.missing = edge.missing;
                row.byExample = std::any_of(permit.resources.begin(), permit.resources.end(), glob::hasWildcard);
            }
            row.permit = std::move(permit);
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

} // namespace rolewright
