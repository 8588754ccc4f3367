// SPDX-License-Identifier: GPL-3.0-or-later
#include "edits/draft.h"
#include "edits/edits.h"
#include "edits/naming.h"
#include "edits/startingtexts.h"
#include "policy/arn.h"

#include <utility>

namespace rolewright::edits {

namespace {

/// Fills what users, groups, roles, policies have in common and creates the entity.
template <typename T>
Result create(const World &world, const std::string &account, const std::string &name, EntityKind kind, T data)
{
    if (!world.account(account))
        return refuse("noSuchAccount", {account});
    if (const std::optional<Refused> problem = nameProblem(kind, name))
        return refuse(problem->code, problem->arguments);
    data.name = name;
    data.arn = arnOf(world, account, kind, data.path, name);
    if (namesake(world, account, kind, name) || world.findByArn(data.arn))
        return refuse("nameTaken", {name});
    data.uniqueId = newUniqueId(kind);
    data.createDate = currentDate();
    Draft draft(world);
    draft.create(Entity{{}, account, std::move(data)});
    return draft.finish();
}

/// What a tree shows for an ARN: "my-bucket/key", "orders" of "table/orders", "i-0abc" of "instance/i-0abc".
std::string shownName(const Arn &arn)
{
    if (arn.service == "s3")
        return arn.resource;
    const std::size_t cut = arn.resource.find_last_of("/:");
    return cut == std::string::npos || cut + 1 == arn.resource.size() ? arn.resource : arn.resource.substr(cut + 1);
}

} // namespace

Result createUser(const World &world, const std::string &account, const std::string &name)
{
    return create(world, account, name, EntityKind::User, User());
}

Result createGroup(const World &world, const std::string &account, const std::string &name)
{
    return create(world, account, name, EntityKind::Group, Group());
}

Result createRole(const World &world, const std::string &account, const std::string &name, DocumentPtr trust)
{
    Role role;
    role.trust = trust ? std::move(trust) : startingTrust(partitionOf(world, account), account);
    return create(world, account, name, EntityKind::Role, std::move(role));
}

Result createPolicy(const World &world, const std::string &account, const std::string &name, DocumentPtr document)
{
    ManagedPolicy policy;
    policy.defaultVersionId = "v1";
    policy.versions.push_back({"v1", true, currentDate(), document ? std::move(document) : startingPolicy(), {}});
    return create(world, account, name, EntityKind::Policy, std::move(policy));
}

Result createResource(const World &world, const std::string &account, const std::string &arn)
{
    if (!world.account(account))
        return refuse("noSuchAccount", {account});
    const std::optional<Arn> parts = parseArn(arn);
    if (!parts || parts->partition.empty() || parts->service.empty() || parts->resource.empty()
        || arn.find_first_of("*?") != std::string::npos)
        return refuse("arnInvalid", {arn});
    if (isAccountId(parts->account) && parts->account != account)
        return refuse("otherAccount", {arn, account});
    if (world.findByArn(arn))
        return refuse("arnTaken", {arn});
    Resource resource;
    resource.arn = arn;
    resource.name = shownName(*parts);
    Draft draft(world);
    draft.create(Entity{{}, account, std::move(resource)});
    return draft.finish();
}

Result createAccount(const World &world, const std::string &id, const std::string &name)
{
    if (!isAccountId(id))
        return refuse("accountInvalid", {id});
    if (world.account(id))
        return refuse("accountTaken", {id});
    Draft draft(world);
    draft.header().accounts.push_back({id, name, {}, {}});
    return draft.finish();
}

} // namespace rolewright::edits
