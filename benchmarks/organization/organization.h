// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/request.h"
#include "reference/random.h"
#include "world/import.h"

#include <cstdint>
#include <string>
#include <vector>

/// Organizations made up for benchmarks and comparisons: alike in shape to real ones, the same for a seed everywhere.
namespace rolewright::organization {

using reference::Random;

/// How much there is of everything. A quarter of the principals are users, the rest roles; groups, customer managed policies
/// with their older versions, and the AWS managed policies that are attached come on top.
struct Size {
    std::size_t principals = 100;
    std::size_t accounts = 2; ///< of uneven size

    /// 100 → 2 accounts, 1,000 → 4, 10,000 → 20, 100,000 → 100.
    static Size of(std::size_t principals);
};

/// One file for each account, as `aws iam get-account-authorization-details` writes it (indented by four). Who can become what:
/// services (most roles), identity providers, chains of up to five roles within an account, some with MFA, and roles that
/// another account may assume, most with an External ID.
std::vector<InputFile> generate(const Size &size, std::uint64_t seed);

/// The world of generate()'s files; with an organization (units, SCPs, RCPs) and resources with policies (buckets, keys,
/// queues) when asked for. Throws std::runtime_error when the import refuses what was generated.
World importedWorld(const std::vector<InputFile> &files);
World withOrganization(const World &world, std::uint64_t seed);

/// Questions about a world. Half are made from an Allow statement of the principal, so that most of them are allowed; the others
/// ask for another resource or another action. The context is that of a signed request: source address, MFA, tags.
std::vector<Request> requests(const World &world, std::size_t count, std::uint64_t seed);
/// Actions on resources, for "who can": the request's principal is left out.
std::vector<Request> questions(const World &world, std::size_t count, std::uint64_t seed);

} // namespace rolewright::organization
