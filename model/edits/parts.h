// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/world.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

/// What kinds of entities have in common, whatever the kind; null where a kind lacks it.
namespace rolewright::edits {

IamName *iamName(Entity &entity);
const IamName *iamName(const Entity &entity);
std::vector<AttachedPolicy> *attachedPolicies(Entity &entity);
const std::vector<AttachedPolicy> *attachedPolicies(const Entity &entity);
std::vector<InlinePolicy> *inlinePolicies(Entity &entity);
const std::vector<InlinePolicy> *inlinePolicies(const Entity &entity);
std::optional<std::string> *boundary(Entity &entity);
const std::optional<std::string> *boundary(const Entity &entity);
/// For an entity of a kind that has tags. They are known from then on.
void setTags(Entity &entity, std::vector<Tag> tags);
const std::vector<Tag> *tags(const Entity &entity);

bool isAwsManaged(const Entity &entity);

/// Every user, group and role of every account.
void forEachPrincipal(const World &world, const std::function<void(const EntityPtr &)> &visit);

} // namespace rolewright::edits
