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
    std::set<std::string> seen{principal};
    // Breadth first: the list grows while it is walked.
    for (std::size_t next = 0; next < list.rows.size(); ++next) {
        const Reach here = list.rows[next];
        const std::optional<Principal> from = parsePrincipal(here.path.back());
        if (!from || cancel->load())
            break;
        if (static_cast<int>(here.needs.size()) >= maximumHops || next >= followedRoles) {
            list.cut = true;
            continue;
        }
        std::vector<TrustEdge> edges = assumableRoles(world, *from, asked(cancel));
        sortEdges(edges);
        const bool carries = std::any_of(here.needs.begin(), here.needs.end(), goesAlong);
        for (const TrustEdge &edge : edges) {
            if (edge.answer.verdict == Verdict::Denied || !seen.insert(edge.to).second)
                continue;
            Reach further = here;
            further.path.push_back(edge.to);
            further.needs.push_back(edge.needs);
            further.verdict = weaker(here.verdict, carries ? Verdict::Depends : edge.answer.verdict);
            list.rows.push_back(std::move(further));
        }
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
