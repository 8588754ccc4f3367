// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/publicaccess.h"

#include "policy/arn.h"
#include "policy/glob.h"
#include "policy/values.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>

namespace rolewright {

namespace {

/// The keys that make a grant to everyone non-public when they are given fixed values.
constexpr std::array narrowingKeys = {
    std::string_view("aws:principalarn"), std::string_view("aws:principalaccount"), std::string_view("aws:principalorgid"),
    std::string_view("aws:principalorgpaths"), std::string_view("aws:sourceip"), std::string_view("aws:sourcearn"),
    std::string_view("aws:sourcevpc"), std::string_view("aws:sourcevpce"), std::string_view("aws:sourceowner"),
    std::string_view("aws:sourceaccount"), std::string_view("aws:userid"), std::string_view("s3:x-amz-server-side-encryption-aws-kms-key-id"),
    std::string_view("s3:dataaccesspointarn"), std::string_view("s3:dataaccesspointaccount")};

/// "A fixed value is one without a wildcard or a policy variable"; very wide address ranges count as public.
bool isFixed(const ConditionEntry &entry, const std::string &value)
{
    if (equalsIgnoringCase(entry.key.text, "s3:DataAccessPointArn")) {
        // "Can contain a wildcard for the access point name … as long as the account id is fixed."
        const std::optional<Arn> arn = parseArn(value);
        return arn && isAccountId(arn->account);
    }
    if (entry.op.family == ConditionFamily::IpAddress) {
        const std::optional<IpRange> range = parseIpRange(value);
        return range && range->prefix >= (range->v6 ? 32 : 8);
    }
    return !glob::hasWildcard(value) && value.find("${") == std::string::npos;
}

/// "*", and the public identity providers, where anybody can get an identity ("graph.facebook.com").
bool isEveryone(const PrincipalEntry &entry)
{
    return entry.type == PrincipalType::Everyone || (entry.type == PrincipalType::Federated && !parseArn(entry.value.text));
}

bool narrows(const ConditionEntry &entry)
{
    const std::string key = lowered(entry.key.text);
    if (std::find(narrowingKeys.begin(), narrowingKeys.end(), key) == narrowingKeys.end())
        return false;
    const bool positive = !entry.op.negated && !entry.op.ifExists && entry.op.set != SetOperator::ForAllValues
        && entry.op.family != ConditionFamily::Null;
    return positive && std::all_of(entry.values.begin(), entry.values.end(),
                                   [&](const PolicyString &value) { return isFixed(entry, value.text); });
}

} // namespace

bool isPublicPolicy(const Policy &policy)
{
    for (const Statement &statement : policy.statements) {
        if (statement.effect != Effect::Allow || !statement.principal)
            continue;
        const auto &principals = statement.principal->values;
        const bool everyone = statement.principal->negated || std::any_of(principals.begin(), principals.end(), isEveryone);
        if (everyone && std::none_of(statement.conditions.begin(), statement.conditions.end(), narrows))
            return true;
    }
    return false;
}

} // namespace rolewright
