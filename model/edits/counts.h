// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edits/draft.h"

#include <string>

/// An export tells for a policy how often it is used. The program doesn't need the numbers, but a file
/// that keeps them must not say something wrong.
namespace rolewright::edits {

/// Changes "AttachmentCount" of the policy when the account holds the policy and the number.
void countAttachment(Draft &draft, const World &world, const std::string &account, const std::string &policyArn, int difference);
/// The same for "PermissionsBoundaryUsageCount".
void countBoundary(Draft &draft, const World &world, const std::string &account, const std::string &policyArn, int difference);

} // namespace rolewright::edits
