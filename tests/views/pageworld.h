// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/world.h"

#include <string>

/// A small workspace for window tests: one account with a user, a group, two roles, policies, a bucket, and another
/// account that is trusted.
namespace rolewright::pageworld {

inline const std::string account = "111122223333";

inline std::string iamArn(const std::string &kind, const std::string &name)
{
    return "arn:aws:iam::" + account + ":" + kind + "/" + name;
}

template <typename T>
EntityId add(WorldBuilder &builder, const std::string &owner, T data)
{
    Entity entity;
    entity.account = owner;
    entity.data = std::move(data);
    return builder.add(std::move(entity));
}

template <typename T>
T named(const std::string &kind, const std::string &name)
{
    T data;
    data.name = name;
    data.arn = iamArn(kind, name);
    return data;
}

inline const char *const readText =
    "{\n"
    "  \"Version\": \"2012-10-17\",\n"
    "  \"Statement\": [\n"
    "    {\n"
    "      \"Effect\": \"Allow\",\n"
    "      \"Action\": \"s3:GetObject\",\n"
    "      \"Resource\": \"arn:aws:s3:::reports/*\"\n"
    "    }\n"
    "  ]\n"
    "}\n";

inline const char *const trustText =
    "{\n"
    "  \"Version\": \"2012-10-17\",\n"
    "  \"Statement\": [\n"
    "    {\n"
    "      \"Effect\": \"Allow\",\n"
    "      \"Principal\": { \"AWS\": \"arn:aws:iam::111122223333:user/anna\" },\n"
    "      \"Action\": \"sts:AssumeRole\"\n"
    "    }\n"
    "  ]\n"
    "}\n";

struct Ids {
    EntityId anna, admins, auditor, read, bucket;
};

inline World make(Ids *ids)
{
    WorldBuilder builder;
    builder.account(account).name = "Customer";

    Group admins = named<Group>("group", "admins");
    ids->admins = add(builder, account, admins);

    User anna = named<User>("user", "anna");
    anna.inlinePolicies.push_back({"own", PolicyDocument::parse(readText), {}});
    ids->anna = add(builder, account, anna);

    Role auditor = named<Role>("role", "auditor");
    auditor.trust = PolicyDocument::parse(trustText);
    auditor.maximumSessionSeconds = 3600;
    ids->auditor = add(builder, account, auditor);

    ManagedPolicy read = named<ManagedPolicy>("policy", "read-reports");
    read.defaultVersionId = "v2";
    read.versions.push_back({"v2", true, {}, PolicyDocument::parse(readText), {}});
    read.versions.push_back({"v1", false, {}, PolicyDocument::parse("{}"), {}});
    ids->read = add(builder, account, read);

    Resource bucket;
    bucket.arn = "arn:aws:s3:::reports";
    bucket.name = "reports";
    ids->bucket = add(builder, account, bucket);
    return builder.build();
}

} // namespace rolewright::pageworld
