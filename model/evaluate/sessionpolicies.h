// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/policy.h"

#include <optional>
#include <string>
#include <vector>

namespace rolewright {

/// Policies that are passed with a request for the credentials of a role or a federated user: the session may do what both they and
/// the policies of the role or user allow. IAM User Guide, access_policies, "Session policies"; AWS STS API Reference, AssumeRole,
/// Policy and PolicyArns.
struct SessionPolicies {
    DocumentPtr inlinePolicy; ///< null: none
    std::vector<std::string> managed; ///< ARNs: AWS's own, or of the account of the role or user

    bool empty() const { return !inlinePolicy && managed.empty(); }
};

/// What STS refuses before any policy is looked at.
struct SessionPolicyError {
    enum class Code {
        InlineTooLong, ///< over 2,048 characters
        TooManyManaged, ///< over 10
        NotAManagedPolicy, ///< `subject` isn't the ARN of a managed policy
        PassedTwice,
    };
    Code code = Code::InlineTooLong;
    std::string subject;
};
std::optional<SessionPolicyError> errorOf(const SessionPolicies &policies);

/// False when the policy is another account's: those can't be passed.
bool canPass(const std::string &policyArn, const std::string &account);

} // namespace rolewright
