// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/policy.h"

#include <string>

/// What stands in a document that a page begins.
namespace rolewright::startdocuments {

/// Trusts the account itself.
DocumentPtr trust(const std::string &account);
/// Lets the account do everything with the resource, which its owner can do anyway.
DocumentPtr resourcePolicy(const std::string &account, const std::string &arn);

} // namespace rolewright::startdocuments
