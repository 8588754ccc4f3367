// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/sessionpolicies.h"

#include "policy/arn.h"

#include <algorithm>

namespace rolewright {
namespace {

// AWS STS API Reference, AssumeRole: Policy, PolicyArns.
constexpr std::size_t longestInline = 2048;
constexpr std::size_t mostManaged = 10;

std::size_t characters(const std::string &text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool isManagedPolicy(const std::string &text)
{
    const std::optional<Arn> arn = parseArn(text);
    return arn && arn->service == "iam" && !arn->account.empty() && arn->resource.starts_with("policy/");
}

} // namespace

std::optional<SessionPolicyError> errorOf(const SessionPolicies &policies)
{
    using Code = SessionPolicyError::Code;
    if (policies.inlinePolicy && characters(policies.inlinePolicy->text()) > longestInline)
        return SessionPolicyError{Code::InlineTooLong, std::to_string(characters(policies.inlinePolicy->text()))};
    if (policies.managed.size() > mostManaged)
        return SessionPolicyError{Code::TooManyManaged, std::to_string(policies.managed.size())};
    for (auto it = policies.managed.begin(); it != policies.managed.end(); ++it) {
        if (!isManagedPolicy(*it))
            return SessionPolicyError{Code::NotAManagedPolicy, *it};
        if (std::find(policies.managed.begin(), it, *it) != it)
            return SessionPolicyError{Code::PassedTwice, *it};
    }
    return std::nullopt;
}

bool canPass(const std::string &policyArn, const std::string &account)
{
    const std::optional<Arn> arn = parseArn(policyArn);
    return arn && (arn->account == "aws" || arn->account == account);
}

} // namespace rolewright
