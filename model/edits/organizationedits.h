// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edits/edits.h"

/// Edits of the organization: its tree and its service and resource control policies.
namespace rolewright::edits {

/// An organization with all accounts of the workspace below its root, the first one managing it. FullAWSAccess is attached at
/// every level, as AWS does, so nothing is denied by it. Refused ("organizationExists") when there is one.
Result createOrganization(const World &world);
/// Attached nowhere at first. `document` null: a Deny to begin with.
Result createOrganizationPolicy(const World &world, OrganizationPolicy::Type type, const std::string &name, DocumentPtr document = nullptr);

/// `node`: the id of root, unit or account ("noSuchNode"); `policy`: an SCP or RCP of the workspace ("noSuchPolicy",
/// "alreadyAttached", "notAttached").
Result attachToNode(const World &world, const std::string &node, EntityId policy);
Result detachFromNode(const World &world, const std::string &node, EntityId policy);

/// Ids of the nodes that the policy is attached to, parents first.
std::vector<std::string> nodesWith(const World &world, const std::string &policyId);
/// Root, unit or account of the organization by its id; null when there is none.
const OrganizationNode *findNode(const World &world, const std::string &id);

} // namespace rolewright::edits
