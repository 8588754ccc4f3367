// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "reference/draft.h"

#include <cstdint>
#include <string_view>

namespace rolewright::reference {

enum class Family {
    Patterns, ///< Action, NotAction, Resource, NotResource
    Conditions, ///< every operator with every modifier
    Variables, ///< policy variables and versions
    Principals, ///< Principal and NotPrincipal against every kind of caller, derived keys
    SameAccount, ///< identity and resource policies
    Limits, ///< boundary, session and VPC endpoint policies beside resource policies
    CrossAccount,
    Trust,
    Keys, ///< KMS key policies
    Organization, ///< SCPs and RCPs
    Buckets, ///< S3 with Block Public Access
};
inline constexpr Family families[]{Family::Patterns, Family::Conditions, Family::Variables, Family::Principals,
                                   Family::SameAccount, Family::Limits, Family::CrossAccount, Family::Trust,
                                   Family::Keys, Family::Organization, Family::Buckets};

std::string_view familyName(Family family);

/// The family's case of that seed; over small alphabets, so that things match by chance, and leaning to each of the
/// three outcomes in turn. Leaves out what the documentation doesn't define and what can't be told for certain.
DraftCase generate(Family family, std::uint64_t seed);

/// A Deny statement about the case's request, fit for a policy with (or without) Principal.
DraftStatement denyStatement(const DraftCase &draft, std::uint64_t seed, bool withPrincipal);

/// Values that could decide when that context key's value isn't known: what the policies ask it for, and others.
std::vector<DraftValue> valuesToTry(const DraftCase &draft, const std::string &key);

} // namespace rolewright::reference
