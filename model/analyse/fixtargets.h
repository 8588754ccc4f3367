// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analyse/answerfixes.h"

#include <optional>

/// The places that fixes may write to.
namespace rolewright::fixtargets {

/// The user or role whose policies decide for a principal; null when the workspace doesn't hold it or it has none.
EntityPtr entityOf(const World &world, const Principal &principal);

/// The resource or role of a request whose own policy can be written; null when the workspace doesn't hold it.
EntityPtr policyHolderOf(const World &world, const Request &request);

/// Whether a resource that the workspace holds without a policy really has none and could be given one. Roles and KMS keys
/// always have one: it just isn't known. IAM User Guide, reference_aws-services-that-work-with-iam.
bool canBeWithoutPolicy(const Entity &holder);

/// How many users and roles beside `principal` the document decides about: members of a group, those a managed policy is
/// attached to or bounds, everybody in the accounts below an SCP or RCP. Nobody for trust and resource policies: their
/// statements name whom they are about.
std::size_t othersOf(const World &world, const DocumentRef &where, EntityId principal);

/// Why the document can't be edited; nothing when it can.
std::optional<FixObstacle> obstacleOf(const World &world, const LayerPolicy &policy);

/// A free name for an inline policy that allows or denies the action: "AllowS3GetObject".
std::string inlineName(const Entity &entity, Effect effect, const std::string &action);

} // namespace rolewright::fixtargets
