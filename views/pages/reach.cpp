// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/reach.h"

#include <algorithm>
#include <set>

namespace rolewright {
namespace {

std::function<bool()> asked(const CancelFlag &cancel)
{
    return [cancel] { return cancel->load(); };
}

bool goesAlong(const HopNeeds &needs)
{
    return needs.sourceIdentity || !needs.sessionTags.empty();
}

Verdict weaker(Verdict left, Verdict right)
{
    if (left == Verdict::Denied || right == Verdict::Denied)
        return Verdict::Denied;
    return left == Verdict::Depends || right == Verdict::Depends ? Verdict::Depends : Verdict::Allowed;
}

/// Allowed before undecided, so that a role reached both ways counts as allowed.
void sortEdges(std::vector<TrustEdge> &edges)
{
    std::stable_partition(edges.begin(), edges.end(), [](const TrustEdge &edge) { return edge.answer.verdict == Verdict::Allowed; });
}

void order(ReachList &list)
{
    std::stable_sort(list.rows.begin(), list.rows.end(), [](const Reach &left, const Reach &right) {
        if ((left.verdict == Verdict::Allowed) != (right.verdict == Verdict::Allowed))
            return left.verdict == Verdict::Allowed;
        return left.path.size() < right.path.size();
    });
}

} // namespace

ReachList reachableRoles(const World &world, const std::string &principal, int maximumHops, const CancelFlag &cancel)
{
    ReachList list;
    list.rows.push_back({{principal}, {}, Verdict::Allowed});
    const std::optional<Principal> from = parsePrincipal(principal);
    if (!from)
        return list;
    Request asking;
    asking.principal = *from;
    RouteOptions options;
    options.maximumHops = maximumHops;
    options.passRole = false; // a service's session isn't worn by anybody
    options.explain = false;
    options.cancelled = asked(cancel);
    const Reachable reachable = RouteFinder(world).reachable(asking, options);
    list.cut = reachable.limitReached;
    for (const Reachable::Role &role : reachable.roles) {
        Reach further{{principal}, {}, role.verdict};
        for (const Hop &hop : role.hops) {
            further.path.push_back(hop.to);
            further.needs.push_back(hop.needs);
        }
        list.rows.push_back(std::move(further));
    }
    order(list);
    return list;
}

ReachList whoReaches(const World &world, const std::string &role, int maximumHops, const CancelFlag &cancel)
{
    ReachList list;
    std::vector<Reach> rows{{{role}, {}, Verdict::Allowed}};
    std::set<std::string> seen{role};
    for (std::size_t next = 0; next < rows.size(); ++next) {
        const Reach here = rows[next];
        const EntityPtr entity = world.findByArn(here.path.front());
        if (!entity || entity->kind() != EntityKind::Role)
            continue;
        if (cancel->load())
            break;
        if (static_cast<int>(here.needs.size()) >= maximumHops || next >= followedRoles) {
            list.cut = true;
            continue;
        }
        std::vector<TrustEdge> edges = whoCanAssume(world, here.path.front(), asked(cancel));
        sortEdges(edges);
        for (const TrustEdge &edge : edges) {
            if (edge.answer.verdict == Verdict::Denied || !seen.insert(edge.from).second)
                continue;
            Reach further = here;
            further.path.insert(further.path.begin(), edge.from);
            further.needs.insert(further.needs.begin(), edge.needs);
            const bool carries = goesAlong(edge.needs) && !here.needs.empty();
            further.verdict = weaker(here.verdict, carries ? Verdict::Depends : edge.answer.verdict);
            rows.push_back(std::move(further));
        }
    }
    rows.erase(rows.begin());
    list.rows = std::move(rows);
    order(list);
    return list;
}

} // namespace rolewright
