// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/properties.h"

#include "world/workspaceio.h"

#include <algorithm>
#include <array>

namespace rolewright::fuzz {

namespace {

constexpr std::array kinds{EntityKind::User, EntityKind::Group, EntityKind::Role, EntityKind::Policy,
    EntityKind::Provider, EntityKind::Resource};

void collect(const Entity &entity, std::vector<DocumentPtr> &documents)
{
    const auto inlineOnes = [&](const auto &owner) {
        for (const InlinePolicy &policy : owner.inlinePolicies)
            documents.push_back(policy.document);
    };
    if (const User *user = entity.as<User>()) {
        inlineOnes(*user);
    } else if (const Group *group = entity.as<Group>()) {
        inlineOnes(*group);
    } else if (const Role *role = entity.as<Role>()) {
        documents.push_back(role->trust);
        inlineOnes(*role);
    } else if (const ManagedPolicy *policy = entity.as<ManagedPolicy>()) {
        for (const PolicyVersionEntry &version : policy->versions)
            documents.push_back(version.document);
    } else if (const Resource *resource = entity.as<Resource>()) {
        documents.push_back(resource->policy);
    } else if (const OrganizationPolicy *control = entity.as<OrganizationPolicy>()) {
        documents.push_back(control->document);
    }
}

std::vector<EntityPtr> allEntities(const World &world)
{
    std::vector<EntityPtr> result = world.organizationPolicies();
    for (const AccountInfo &account : world.header().accounts) {
        for (const EntityKind kind : kinds) {
            const std::vector<EntityPtr> &list = world.entities(account.id, kind);
            result.insert(result.end(), list.begin(), list.end());
        }
    }
    return result;
}

std::string indexFault(const World &world, const std::vector<EntityPtr> &entities)
{
    if (entities.size() != world.entityCount())
        return "the accounts' lists don't hold every entity";
    for (const EntityPtr &entity : entities) {
        if (world.find(entity->id) != entity)
            return "an entity isn't found by its id";
        if (!entity->arn().empty() && entity->kind() != EntityKind::OrganizationPolicy && !world.findByArn(entity->arn()))
            return "an entity isn't found by its ARN: " + entity->arn();
    }
    return {};
}

std::string remarksFault(const ImportReport &report, std::string_view text)
{
    const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
    for (const ImportRemark &remark : report.remarks) {
        if (remark.code.empty())
            return "a remark without a code";
        if ((remark.position.line == 0) != (remark.position.column == 0) || remark.position.line > lines)
            return remark.code + " has no such place";
    }
    return {};
}

std::string differenceFault(const std::vector<EntityPtr> &before, const std::vector<EntityPtr> &after)
{
    if (before.size() != after.size())
        return "reading back gives another number of entities";
    for (std::size_t i = 0; i < before.size(); ++i) {
        const Entity &left = *before[i];
        const Entity &right = *after[i];
        if (left.kind() != right.kind() || left.account != right.account || left.name() != right.name() || left.arn() != right.arn())
            return "reading back gives another entity: " + left.arn() + ", " + right.arn();
        std::vector<DocumentPtr> leftDocuments;
        std::vector<DocumentPtr> rightDocuments;
        collect(left, leftDocuments);
        collect(right, rightDocuments);
        if (!std::equal(leftDocuments.begin(), leftDocuments.end(), rightDocuments.begin(), rightDocuments.end(), sameText))
            return "reading back gives another document of " + left.arn();
    }
    return {};
}

std::string fileFault(const std::string &name, std::string_view text)
{
    const ImportResult result = importFiles({{name, std::string(text)}});
    if (std::string fault = remarksFault(result.report, text); !fault.empty())
        return fault;
    if (result.cancelled)
        return "cancelled by nobody";
    if (!result.world)
        return result.report.hasErrors() ? "" : "no world and no error";

    const std::vector<EntityPtr> entities = allEntities(*result.world);
    if (std::string fault = indexFault(*result.world, entities); !fault.empty())
        return fault;
    const std::string written = writeWorkspace(*result.world);
    const ImportResult again = importFiles({{"again.rolewright", written}});
    if (!again.world)
        return "what was written can't be read: " + (again.report.remarks.empty() ? std::string() : again.report.remarks.front().code);
    if (std::string fault = differenceFault(entities, allEntities(*again.world)); !fault.empty())
        return fault;
    return writeWorkspace(*again.world) == written ? "" : "writing again gives other bytes";
}

} // namespace

std::string importFault(std::string_view text)
{
    return fileFault("details.json", text);
}

std::string workspaceFault(std::string_view text)
{
    return fileFault("workspace.rolewright", text);
}

} // namespace rolewright::fuzz
