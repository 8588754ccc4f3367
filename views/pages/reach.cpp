// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/reach.h"

#include <algorithm>
#include <map>
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

/// A principal that a trust policy names, and the hop from it.
struct Outsider {
    std::string arn;
    HopNeeds needs;
    Verdict verdict = Verdict::Depends;
};

/// Whom trust policies let in beside the users and roles of the workspace.
class Outsiders
{
public:
    Outsiders(const World &world, const CancelFlag &cancel)
        : m_world(world)
        , m_cancel(cancel)
    {
    }

    std::vector<Outsider> of(const Entity &role)
    {
        std::vector<Outsider> found;
        const DocumentPtr &trust = role.as<Role>()->trust;
        if (!trust || !trust->policy())
            return found;
        for (const Statement &statement : trust->policy()->statements) {
            if (statement.effect != Effect::Allow || !statement.principal || statement.principal->negated)
                continue;
            for (const PrincipalEntry &entry : statement.principal->values) {
                if (std::optional<Outsider> one = outsider(entry, role.arn()))
                    found.push_back(std::move(*one));
            }
        }
        return found;
    }

private:
    std::optional<Outsider> outsider(const PrincipalEntry &entry, const std::string &role)
    {
        const std::string &text = entry.value.text;
        if (entry.type == PrincipalType::Service || entry.type == PrincipalType::Federated)
            return throughFinder(text, role);
        // Everybody's own account decides as well; what isn't in the workspace isn't known.
        if (text == "*")
            return Outsider{text, {}, Verdict::Depends};
        const bool account = text.size() == 12 && text.find_first_not_of("0123456789") == std::string::npos;
        const std::optional<Principal> principal = parsePrincipal(account ? role.substr(0, role.find(":iam::")) + ":iam::" + text + ":root" : text);
        if (!principal || principal->account.empty() || m_world.account(principal->account))
            return std::nullopt;
        const TrustEdge edge = trustEdge(m_world, *principal, role);
        if (edge.answer.decision == Decision::ExplicitDeny)
            return std::nullopt;
        return Outsider{principal->arn, edge.needs, Verdict::Depends};
    }

    std::optional<Outsider> throughFinder(const std::string &name, const std::string &role)
    {
        const std::optional<Principal> principal = parsePrincipal(name);
        if (!principal || m_cancel->load())
            return std::nullopt;
        const auto [known, isNew] = m_reachable.try_emplace(name);
        if (isNew) {
            if (!m_finder)
                m_finder = std::make_unique<const RouteFinder>(m_world);
            Request asking;
            asking.principal = *principal;
            RouteOptions options;
            options.maximumHops = 1;
            options.passRole = false;
            options.explain = false;
            options.cancelled = asked(m_cancel);
            known->second = m_finder->reachable(asking, options);
        }
        for (const Reachable::Role &each : known->second.roles) {
            if (each.hops.back().to == role)
                return Outsider{name, each.hops.back().needs, each.verdict};
        }
        return std::nullopt;
    }

    const World &m_world;
    CancelFlag m_cancel;
    std::unique_ptr<const RouteFinder> m_finder;
    std::map<std::string, Reachable> m_reachable; ///< one hop far, by principal
};

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
    Outsiders outsiders(world, cancel);
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
        const auto add = [&](const std::string &from, const HopNeeds &needs, Verdict verdict) {
            if (verdict == Verdict::Denied || !seen.insert(from).second)
                return;
            Reach further = here;
            further.path.insert(further.path.begin(), from);
            further.needs.insert(further.needs.begin(), needs);
            const bool carries = goesAlong(needs) && !here.needs.empty();
            further.verdict = weaker(here.verdict, carries ? Verdict::Depends : verdict);
            rows.push_back(std::move(further));
        };
        std::vector<TrustEdge> edges = whoCanAssume(world, here.path.front(), asked(cancel));
        sortEdges(edges);
        for (const TrustEdge &edge : edges)
            add(edge.from, edge.needs, edge.answer.verdict);
        for (const Outsider &outsider : outsiders.of(*entity))
            add(outsider.arn, outsider.needs, outsider.verdict);
    }
    rows.erase(rows.begin());
    list.rows = std::move(rows);
    order(list);
    return list;
}

} // namespace rolewright
