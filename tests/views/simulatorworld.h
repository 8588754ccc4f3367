// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/world.h"

#include <string>

/// Two accounts: the provider's user scheduler may assume the customer's role ParkingAccess, which asks for
/// an External ID; the customer's user alice reads one bucket herself.
namespace simulatorworld {

using namespace rolewright;

inline constexpr const char *provider = "444455556666";
inline constexpr const char *customer = "111122223333";
inline constexpr const char *scheduler = "arn:aws:iam::444455556666:user/scheduler";
inline constexpr const char *alice = "arn:aws:iam::111122223333:user/alice";
inline constexpr const char *parkingAccess = "arn:aws:iam::111122223333:role/ParkingAccess";
inline constexpr const char *bucket = "arn:aws:s3:::reports";

inline constexpr const char *assumeText = R"({
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "Assume", "Effect": "Allow", "Action": "sts:AssumeRole",
      "Resource": "arn:aws:iam::111122223333:role/ParkingAccess" }
  ]
})";
inline constexpr const char *trustText = R"({
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::444455556666:root" },
      "Action": "sts:AssumeRole",
      "Condition": { "StringEquals": { "sts:ExternalId": "cust-7f21" } } }
  ]
})";
inline constexpr const char *instancesText = R"({
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "Look", "Effect": "Allow", "Action": "ec2:Describe*", "Resource": "*" },
    { "Sid": "StartStop", "Effect": "Allow", "Action": ["ec2:StartInstances", "ec2:StopInstances"],
      "Resource": "arn:aws:ec2:*:111122223333:instance/*" }
  ]
})";
inline constexpr const char *readText = R"({
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }
  ]
})";
inline constexpr const char *nothingText = R"({
  "Version": "2012-10-17",
  "Statement": []
})";

template <typename T>
T named(const char *account, const char *type, const char *name)
{
    T entity;
    entity.name = name;
    entity.arn = std::string("arn:aws:iam::") + account + ':' + type + '/' + name;
    return entity;
}

inline World make()
{
    WorldBuilder builder;
    builder.account(provider).name = "Provider";
    builder.account(customer).name = "Customer";

    User user = named<User>(provider, "user", "scheduler");
    user.inlinePolicies.push_back({"parking-schedule", PolicyDocument::parse(assumeText), {}});
    builder.add({{}, provider, user});
    builder.add({{}, provider, named<User>(provider, "user", "support-anna")});

    User reader = named<User>(customer, "user", "alice");
    reader.inlinePolicies.push_back({"read-one-bucket", PolicyDocument::parse(readText), {}});
    builder.add({{}, customer, reader});

    Role role = named<Role>(customer, "role", "ParkingAccess");
    role.trust = PolicyDocument::parse(trustText);
    role.inlinePolicies.push_back({"start-stop", PolicyDocument::parse(instancesText), {}});
    builder.add({{}, customer, role});

    Resource resource;
    resource.arn = bucket;
    resource.name = "reports";
    builder.add({{}, customer, resource});
    return builder.build();
}

} // namespace simulatorworld
