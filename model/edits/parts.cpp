// SPDX-License-Identifier: GPL-3.0-or-later
#include "edits/parts.h"

#include <type_traits>
#include <variant>

namespace rolewright::edits {

namespace {

/// `get` of the data of the entity's kind, null when it doesn't take that kind. Part is const when the
/// entity is.
template <typename Part, typename EntityType, typename Get>
Part *part(EntityType &entity, Get get)
{
    return std::visit(
        [&](auto &data) -> Part * {
            if constexpr (std::is_invocable_v<Get, decltype(data)>)
                return get(data);
            else
                return nullptr;
        },
        entity.data);
}

constexpr auto getIamName = []<typename T>(T &data)
    requires std::is_base_of_v<IamName, T>
{ return &data; };
constexpr auto getAttachedPolicies = [](auto &data)
    requires requires { data.attachedPolicies; }
{ return &data.attachedPolicies; };
constexpr auto getInlinePolicies = [](auto &data)
    requires requires { data.inlinePolicies; }
{ return &data.inlinePolicies; };
constexpr auto getBoundary = [](auto &data)
    requires requires { data.boundary; }
{ return &data.boundary; };
constexpr auto getTags = [](auto &data)
    requires requires { data.tags; }
{ return &data.tags; };
constexpr auto getTagsKnown = [](auto &data)
    requires requires { data.tagsKnown; }
{ return &data.tagsKnown; };

} // namespace

IamName *iamName(Entity &entity)
{
    return part<IamName>(entity, getIamName);
}

const IamName *iamName(const Entity &entity)
{
    return part<const IamName>(entity, getIamName);
}

std::vector<AttachedPolicy> *attachedPolicies(Entity &entity)
{
    return part<std::vector<AttachedPolicy>>(entity, getAttachedPolicies);
}

const std::vector<AttachedPolicy> *attachedPolicies(const Entity &entity)
{
    return part<const std::vector<AttachedPolicy>>(entity, getAttachedPolicies);
}

std::vector<InlinePolicy> *inlinePolicies(Entity &entity)
{
    return part<std::vector<InlinePolicy>>(entity, getInlinePolicies);
}

const std::vector<InlinePolicy> *inlinePolicies(const Entity &entity)
{
    return part<const std::vector<InlinePolicy>>(entity, getInlinePolicies);
}

std::optional<std::string> *boundary(Entity &entity)
{
    return part<std::optional<std::string>>(entity, getBoundary);
}

const std::optional<std::string> *boundary(const Entity &entity)
{
    return part<const std::optional<std::string>>(entity, getBoundary);
}

void setTags(Entity &entity, std::vector<Tag> tags)
{
    *part<std::vector<Tag>>(entity, getTags) = std::move(tags);
    *part<bool>(entity, getTagsKnown) = true;
}

const std::vector<Tag> *tags(const Entity &entity)
{
    return part<const std::vector<Tag>>(entity, getTags);
}

bool isAwsManaged(const Entity &entity)
{
    const auto *policy = entity.as<ManagedPolicy>();
    return policy && policy->isAwsManaged();
}

void forEachPrincipal(const World &world, const std::function<void(const EntityPtr &)> &visit)
{
    for (const AccountInfo &account : world.header().accounts) {
        for (const EntityKind kind : {EntityKind::User, EntityKind::Group, EntityKind::Role}) {
            for (const EntityPtr &entity : world.entities(account.id, kind))
                visit(entity);
        }
    }
}

} // namespace rolewright::edits
