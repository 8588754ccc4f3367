// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/routes.h"

#include "routes/grants.h"
#include "routes/hoprequest.h"
#include "routes/solve.h"
#include "routes/trustindex.h"

#include <algorithm>

namespace rolewright {
namespace {

/// Sides that allow everybody make near edges only up to this number.
constexpr std::size_t fewEdges = 50;

Request assumeRequest(const Principal &from, const std::string &roleArn)
{
    Request question;
    question.principal = from;
    Session session;
    session.principal = from;
    return hopRequest(question, session, HopKind::AssumeRole, roleArn, defaultSessionName(from));
}

/// Whether every layer of the caller's side allows, or isn't needed.
bool callerSideAllows(const Answer &answer)
{
    bool identity = false;
    for (const LayerTrace &layer : answer.layers) {
        if (layer.layer == Layer::Trust || layer.layer == Layer::Rcp)
            continue;
        if (layer.outcome == LayerOutcome::Denied)
            return false;
        if (layer.layer == Layer::Identity)
            identity = layer.outcome == LayerOutcome::Allowed;
        else if (layer.outcome == LayerOutcome::Silent)
            return false;
    }
    return identity;
}

TrustEdge edgeOf(const World &world, const Principal &from, const std::string &roleArn)
{
    SolvedHop solved = solveHop(world, {assumeRequest(from, roleArn), {}}, true);
    TrustEdge edge;
    edge.from = from.arn;
    edge.to = roleArn;
    edge.needs = std::move(solved.needs);
    edge.answer = std::move(solved.answer);
    const bool allowed = edge.answer.verdict == Verdict::Allowed;
    const auto &layers = edge.answer.layers;
    edge.trustAllows = allowed || std::any_of(layers.begin(), layers.end(), [](const LayerTrace &layer) {
        return layer.layer == Layer::Trust && layer.outcome == LayerOutcome::Allowed;
    });
    edge.identityAllows = allowed || callerSideAllows(edge.answer);
    return edge;
}

/// Keeps an edge that is allowed, open, or allowed on one side.
void keepIfNear(std::vector<TrustEdge> &edges, TrustEdge edge)
{
    if (edge.answer.verdict != Verdict::Denied || edge.identityAllows || edge.trustAllows)
        edges.push_back(std::move(edge));
}

/// First what is allowed, then by ARN.
void sortEdges(std::vector<TrustEdge> &edges, std::string TrustEdge::*arn)
{
    std::sort(edges.begin(), edges.end(), [arn](const TrustEdge &left, const TrustEdge &right) {
        const bool leftAllowed = left.answer.verdict == Verdict::Allowed;
        const bool rightAllowed = right.answer.verdict == Verdict::Allowed;
        return leftAllowed != rightAllowed ? leftAllowed : left.*arn < right.*arn;
    });
}

/// Pairs of a principal and a role, sorted by how much speaks for an edge.
template <typename T>
struct Selection {
    std::vector<T> likely; ///< both sides may allow, or one names the other
    std::vector<T> vague; ///< one side allows everybody

    void add(const T &item, TrustReach trust, GrantReach grant, bool sameAccount)
    {
        const bool granted = grant != GrantReach::No;
        const bool bothMay = trust >= TrustReach::Everyone ? granted || sameAccount : trust == TrustReach::Account && granted;
        const bool named = trust == TrustReach::Named || grant == GrantReach::Named || grant == GrantReach::Pattern;
        if (bothMay || named)
            likely.push_back(item);
        else if (trust != TrustReach::No || granted)
            vague.push_back(item);
    }

    const std::vector<T> &all()
    {
        if (vague.size() <= fewEdges)
            likely.insert(likely.end(), vague.begin(), vague.end());
        return likely;
    }
};

} // namespace

TrustEdge trustEdge(const World &world, const Principal &from, const std::string &roleArn)
{
    return edgeOf(world, from, roleArn);
}

std::vector<TrustEdge> assumableRoles(const World &world, const Principal &from, const std::function<bool()> &cancelled)
{
    std::vector<TrustEdge> edges;
    const TrustIndex index(world);
    if (index.roles().empty())
        return edges;
    const std::vector<std::string> names = namesOf(world, from);
    GrantReader reader("sts:assumerole");
    const RoleGrants grants = reader.read(gather(world, assumeRequest(from, index.roles().front().role->arn)).layers);
    Selection<std::string> selection;
    for (const TrustIndex::IndexedRole &role : index.roles()) {
        const std::string &arn = role.role->arn;
        if (std::find(names.begin(), names.end(), arn) != names.end())
            continue; // its own role
        const TrustReach trust = trustReach(role.trust, from, names);
        GrantReach grant = grants.reach(arn);
        if (grants.unknown && grant == GrantReach::No && trust != TrustReach::No)
            grant = GrantReach::Pattern;
        selection.add(arn, trust, grant, role.entity->account == from.account);
    }
    for (const std::string &arn : selection.all()) {
        if (cancelled && cancelled())
            return {};
        keepIfNear(edges, edgeOf(world, from, arn));
    }
    sortEdges(edges, &TrustEdge::to);
    return edges;
}

std::vector<TrustEdge> whoCanAssume(const World &world, const std::string &roleArn, const std::function<bool()> &cancelled)
{
    std::vector<TrustEdge> edges;
    const EntityPtr entity = world.findByArn(roleArn);
    const Role *role = entity ? entity->as<Role>() : nullptr;
    if (!role)
        return edges;
    const TrustSummary trust = summariseTrust(role->trust);
    GrantReader reader("sts:assumerole");
    Selection<Principal> selection;
    for (const AccountInfo &account : world.header().accounts) {
        for (const EntityKind kind : {EntityKind::User, EntityKind::Role}) {
            for (const EntityPtr &candidate : world.entities(account.id, kind)) {
                if (cancelled && cancelled())
                    return {};
                const std::optional<Principal> from = parsePrincipal(candidate->arn());
                if (!from || candidate == entity)
                    continue;
                const RoleGrants grants = reader.read(gather(world, assumeRequest(*from, roleArn)).layers);
                const TrustReach reach = trustReach(trust, *from, namesOf(world, *from));
                GrantReach grant = grants.reach(roleArn);
                if (grants.unknown && grant == GrantReach::No && reach != TrustReach::No)
                    grant = GrantReach::Pattern;
                selection.add(*from, reach, grant, account.id == entity->account);
            }
        }
    }
    for (const Principal &from : selection.all()) {
        if (cancelled && cancelled())
            return {};
        keepIfNear(edges, edgeOf(world, from, roleArn));
    }
    sortEdges(edges, &TrustEdge::from);
    return edges;
}

} // namespace rolewright
