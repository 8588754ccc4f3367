// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/whocanwork.h"

#include "evaluate/evaluate.h"
#include "policy/arn.h"

#include <algorithm>
#include <set>

namespace rolewright {
namespace {

using Kind = WhoCanRow::Kind;

std::string partitionOf(const World &world, const std::string &account)
{
    for (EntityKind kind : {EntityKind::Role, EntityKind::User}) {
        const std::vector<EntityPtr> &entities = world.entities(account, kind);
        const std::optional<Arn> arn = entities.empty() ? std::nullopt : parseArn(entities.front()->arn());
        if (arn)
            return arn->partition;
    }
    return "aws";
}

/// Whom the resource's own policy lets in, beside the workspace's users and roles.
void addOutside(const World &world, const Request &question, std::vector<WhoCanRow> &rows)
{
    const Gathered gathered = gather(world, question);
    std::set<std::string> seen;
    const auto look = [&](const DocumentPtr &document) {
        const Policy *policy = document ? document->policy() : nullptr;
        if (!policy)
            return;
        for (const Statement &statement : policy->statements) {
            if (statement.effect != Effect::Allow || !statement.principal || statement.principal->negated)
                continue;
            for (const PrincipalEntry &entry : statement.principal->values) {
                const std::string text = entry.value.text;
                const std::string arn = isAccountId(text) ? "arn:aws:iam::" + text + ":root" : text;
                const std::optional<Principal> principal = entry.type == PrincipalType::Aws ? parsePrincipal(arn) : std::nullopt;
                if (!principal || principal->account.empty() || world.account(principal->account) || !seen.insert(arn).second)
                    continue;
                rows.push_back({principal->kind == PrincipalKind::Root ? Kind::OutsideAccount : Kind::Outside, arn, {}, principal->account,
                                Verdict::Denied, true, {}, {}});
            }
        }
    };
    if (gathered.layers.resource)
        look(gathered.layers.resource->document);
}

std::vector<WhoCanRow> everyone(const World &world, const Request &question)
{
    std::vector<WhoCanRow> rows;
    for (const AccountInfo &account : world.header().accounts) {
        for (const EntityPtr &user : world.entities(account.id, EntityKind::User))
            rows.push_back({Kind::User, user->arn(), user->id, account.id, Verdict::Denied, true, {}, {}});
        for (const EntityPtr &role : world.entities(account.id, EntityKind::Role))
            rows.push_back({Kind::Role, role->arn(), role->id, account.id, Verdict::Denied, true, {}, {}});
        rows.push_back({Kind::Root, "arn:" + partitionOf(world, account.id) + ":iam::" + account.id + ":root", {}, account.id, Verdict::Denied, true, {}, {}});
    }
    addOutside(world, question, rows);
    rows.push_back({Kind::Anyone, "*", {}, {}, Verdict::Denied, true, {}, {}});
    return rows;
}

int rank(Verdict verdict)
{
    return verdict == Verdict::Allowed ? 0 : verdict == Verdict::Depends ? 1 : 2;
}

void take(WhoCanRow &row, const Simulation &simulation)
{
    row.verdict = simulation.verdict;
    if (simulation.direct.verdict == Verdict::Allowed || simulation.routes.empty())
        return;
    row.direct = false;
    for (const Hop &hop : simulation.routes.front().hops) {
        row.via.push_back(hop.to);
        row.needs.push_back(hop.needs);
    }
}

} // namespace

WhoCanAnswer whoCan(const World &world, const Request &question, int maximumHops, const CancelFlag &cancel,
                    const std::shared_ptr<WhoCanProgress> &progress)
{
    WhoCanAnswer answer;
    const RouteFinder finder(world);
    RouteOptions options;
    options.maximumHops = maximumHops;
    options.nearMisses = false;
    options.explain = false;
    options.cancelled = [cancel] { return cancel->load(); };
    answer.rows = everyone(world, question);
    progress->total = answer.rows.size();
    for (WhoCanRow &row : answer.rows) {
        if (cancel->load())
            return answer;
        const std::optional<Principal> principal = parsePrincipal(row.arn);
        if (principal) {
            Request request = question;
            request.principal = *principal;
            const Simulation simulation = finder.simulate(request, options);
            take(row, simulation);
            answer.limitReached = answer.limitReached || (simulation.limitReached && simulation.verdict != Verdict::Allowed);
        }
        ++progress->done;
    }
    std::stable_sort(answer.rows.begin(), answer.rows.end(), [](const WhoCanRow &left, const WhoCanRow &right) {
        return std::tuple(rank(left.verdict), left.via.size(), left.kind) < std::tuple(rank(right.verdict), right.via.size(), right.kind);
    });
    return answer;
}

} // namespace rolewright
