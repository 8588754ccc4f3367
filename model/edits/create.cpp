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
    role.trust = trust ? std::move(trust) : startingTrust(world.partitionOf(account), account);
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
    if (const std::optional<Refused> problem = resourceArnProblem(world, account, arn))
        return refuse(problem->code, problem->arguments);
    Resource resource;
    resource.arn = arn;
    resource.name = shownResourceName(arn);
    Draft draft(world);
    draft.create(Entity{{}, account, std::move(resource)});
    return draft.finish();
}

Result createProvider(const World &world, const std::string &account, ProviderKind kind, const std::string &name)
{
    if (!world.account(account))
        return refuse("noSuchAccount", {account});
    if (const std::optional<Refused> problem = providerNameProblem(kind, name))
        return refuse(problem->code, problem->arguments);
    IdentityProvider provider;
    provider.providerKind = kind;
    provider.name = name;
    provider.arn = providerArnOf(world, account, kind, name);
    if (world.findByArn(provider.arn))
        return refuse("nameTaken", {name});
    if (kind == ProviderKind::Oidc)
        provider.clientIds = {"sts.amazonaws.com"};
    Draft draft(world);
    draft.create(Entity{{}, account, std::move(provider)});
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
