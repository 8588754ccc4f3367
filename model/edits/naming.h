// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edits/edits.h"

#include <optional>
#include <string>
#include <string_view>

/// Names, ARNs and unique ids as IAM gives them.
/// Source: IAM User Guide, reference_iam-quotas "IAM name requirements", reference_identifiers.
namespace rolewright::edits {

/// Whether IAM would take the name for a user, group, role or policy; the refusal otherwise.
std::optional<Refused> nameProblem(EntityKind kind, const std::string &name);
/// The same for an inline policy.
std::optional<Refused> inlineNameProblem(const std::string &name);

/// Another entity of the account that has the name, ignoring case; AWS managed policies have names of
/// their own.
EntityPtr namesake(const World &world, const std::string &account, EntityKind kind, const std::string &name);

/// "arn:aws:iam::111122223333:user/division/alice"; the partition is the one that the account's other
/// entities are in.
std::string arnOf(const World &world, const std::string &account, EntityKind kind, const std::string &path,
    const std::string &name);
std::string partitionOf(const World &world, const std::string &account);

/// "AIDA" and 17 random characters, as IAM makes them for the kind.
std::string newUniqueId(EntityKind kind);

/// Now, in the form of authorization details: "2026-01-31T08:15:00+00:00".
std::string currentDate();

} // namespace rolewright::edits
