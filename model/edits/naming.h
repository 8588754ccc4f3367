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
/// The same for an identity provider: an issuer without https:// (OIDC), or a name.
std::optional<Refused> providerNameProblem(ProviderKind kind, const std::string &name);
/// The same for an inline policy.
std::optional<Refused> inlineNameProblem(const std::string &name);

/// Whether a resource of the account can have the ARN; one that has it already is a refusal too.
std::optional<Refused> resourceArnProblem(const World &world, const std::string &account, const std::string &arn);
/// What a tree shows for an ARN: "my-bucket/key", "orders" of "table/orders", "i-0abc" of "instance/i-0abc".
std::string shownResourceName(const std::string &arn);

/// Another entity of the account that has the name, ignoring case; AWS managed policies have names of
/// their own.
EntityPtr namesake(const World &world, const std::string &account, EntityKind kind, const std::string &name);

/// "arn:aws:iam::111122223333:user/division/alice"; the partition is the one that the account's other
/// entities are in.
std::string arnOf(const World &world, const std::string &account, EntityKind kind, const std::string &path,
    const std::string &name);
std::string providerArnOf(const World &world, const std::string &account, ProviderKind kind, const std::string &name);

/// "AIDA" and 17 random characters, as IAM makes them for the kind.
std::string newUniqueId(EntityKind kind);

/// "p-" and so many random lower-case letters and digits, as AWS Organizations makes ids.
std::string newOrganizationId(const std::string &prefix, std::size_t letters);

/// Now, in the form of authorization details: "2026-01-31T08:15:00+00:00".
std::string currentDate();

} // namespace rolewright::edits
