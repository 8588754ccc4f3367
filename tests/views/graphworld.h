// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/world.h"

#include <string>
#include <vector>

/// Small worlds for the graph's tests.
namespace rolewright::graphworld {

inline const std::string provider = "444455556666";
inline const std::string customer = "111122223333";

inline std::string arn(const std::string &account, const std::string &rest)
{
    return "arn:aws:iam::" + account + ':' + rest;
}

inline DocumentPtr document(const std::string &statements)
{
    return PolicyDocument::parse(R"({"Version": "2012-10-17", "Statement": [)" + statements + "]}");
}

inline EntityId addUser(WorldBuilder &builder, const std::string &account, const std::string &name, const std::string &statements = {},
                        const std::vector<std::string> &groups = {})
{
    User user;
    user.name = name;
    user.arn = arn(account, "user/" + name);
    user.groups = groups;
    if (!statements.empty())
        user.inlinePolicies.push_back({"own", document(statements), {}});
    return builder.add({{}, account, user});
}

inline EntityId addGroup(WorldBuilder &builder, const std::string &account, const std::string &name, const std::string &statements = {})
{
    Group group;
    group.name = name;
    group.arn = arn(account, "group/" + name);
    if (!statements.empty())
        group.inlinePolicies.push_back({"shared", document(statements), {}});
    return builder.add({{}, account, group});
}

inline EntityId addRole(WorldBuilder &builder, const std::string &account, const std::string &name, const std::string &trust,
                        const std::string &statements = {})
{
    Role role;
    role.name = name;
    role.arn = arn(account, "role/" + name);
    role.trust = document(trust);
    if (!statements.empty())
        role.inlinePolicies.push_back({"does", document(statements), {}});
    return builder.add({{}, account, role});
}

inline EntityId addBucket(WorldBuilder &builder, const std::string &account, const std::string &name)
{
    Resource bucket;
    bucket.arn = "arn:aws:s3:::" + name;
    bucket.name = name;
    return builder.add({{}, account, bucket});
}

inline std::string trusts(const std::string &principal, const std::string &condition = {})
{
    return R"({"Effect": "Allow", "Principal": {"AWS": ")" + principal + R"("}, "Action": "sts:AssumeRole")"
        + (condition.empty() ? std::string() : R"(, "Condition": )" + condition) + "}";
}

inline std::string assumes(const std::string &role)
{
    return R"({"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": ")" + role + "\"}";
}

/// The provider's scheduler reaches the customer's role with an External ID; support-anna is trusted (the
/// whole account is) but may not assume.
struct Delegation {
    World world;
    EntityId scheduler, anna, parking, deleter;
};

inline Delegation delegation()
{
    WorldBuilder builder;
    builder.account(provider).name = "Provider";
    builder.account(customer).name = "Customer";
    Delegation result;
    const std::string role = arn(customer, "role/ParkingAccess");
    result.scheduler = addUser(builder, provider, "scheduler", assumes(role));
    result.anna = addUser(builder, provider, "support-anna");
    result.parking = addRole(builder, customer, "ParkingAccess",
                             trusts(arn(provider, "root"), R"({"StringEquals": {"sts:ExternalId": "cust-7f21"}})"),
                             R"({"Effect": "Allow", "Action": ["ec2:StartInstances", "ec2:StopInstances"], "Resource": "arn:aws:ec2:*:*:instance/*"},
                                {"Effect": "Allow", "Action": "rds:DescribeDBInstances", "Resource": "*"})");
    result.deleter = addRole(builder, customer, "EC2DeleteRole", trusts(role, R"({"Bool": {"aws:MultiFactorAuthPresent": "true"}})"),
                             R"({"Effect": "Allow", "Action": "ec2:TerminateInstances", "Resource": "arn:aws:ec2:*:*:instance/*"})");
    result.world = builder.build();
    return result;
}

} // namespace rolewright::graphworld
