// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edits/edits.h"

#include <QtGlobal>

#include <string>

/// A small workspace in which every edit has something to change.
namespace rolewright::editsfixture {

inline const std::string account = "111122223333";
inline const std::string otherAccount = "444455556666";
inline const std::string readPolicy = "arn:aws:iam::111122223333:policy/team/Read";
inline const std::string limitPolicy = "arn:aws:iam::111122223333:policy/Limit";
inline const std::string readOnlyAccess = "arn:aws:iam::aws:policy/ReadOnlyAccess";

inline DocumentPtr document(const std::string &action)
{
    return PolicyDocument::parse(R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":")" + action
        + R"(","Resource":"*"}})");
}

template <typename T>
T named(const std::string &word, const std::string &path, const std::string &name)
{
    T data;
    data.name = name;
    data.path = path;
    data.arn = "arn:aws:iam::" + account + ':' + word + path + name;
    data.uniqueId = "ID" + word + name;
    return data;
}

inline ManagedPolicy policy(const std::string &path, const std::string &name)
{
    auto data = named<ManagedPolicy>("policy", path, name);
    data.defaultVersionId = "v2";
    data.versions = {{"v2", true, {}, document("s3:GetObject"), {}}, {"v1", false, {}, document("s3:*"), {}}};
    data.extra = {{"AttachmentCount", "3"}, {"PermissionsBoundaryUsageCount", "1"}};
    return data;
}

/// alice (in Developers, has Read, bounded by Limit), bob; Developers has Read; role Deploy has Read and an
/// instance profile; a bucket; an SCP attached to the account.
struct Fixture {
    World world;
    EntityId alice, bob, developers, testers, deploy, read, limit, stranger, bucket, scp;
};

inline Fixture makeFixture()
{
    Fixture fixture;
    WorldBuilder builder;
    builder.account(account).name = "Workloads";
    builder.account(otherAccount);

    auto alice = named<User>("user", "/division/", "alice");
    alice.groups = {"Testers", "Developers"};
    alice.attachedPolicies = {{"Read", readPolicy, {}}};
    alice.inlinePolicies = {{"own", document("sqs:SendMessage"), {}}};
    alice.boundary = limitPolicy;
    alice.tags = {{"team", "blue"}};
    fixture.alice = builder.add({{}, account, alice});
    fixture.bob = builder.add({{}, account, named<User>("user", "/", "bob")});

    auto developers = named<Group>("group", "/", "Developers");
    developers.attachedPolicies = {{"Read", readPolicy, {}}};
    fixture.developers = builder.add({{}, account, developers});
    fixture.testers = builder.add({{}, account, named<Group>("group", "/", "Testers")});

    auto deploy = named<Role>("role", "/ci/", "Deploy");
    deploy.trust = PolicyDocument::parse("{}");
    deploy.attachedPolicies = {{"Read", readPolicy, {}}, {"ReadOnlyAccess", readOnlyAccess, {}}};
    deploy.instanceProfiles = {{"Deploy", "arn:aws:iam::111122223333:instance-profile/Deploy",
        R"({"InstanceProfileName":"Deploy","Arn":"arn:aws:iam::111122223333:instance-profile/Deploy","Roles":[{"RoleName":"Deploy","Arn":"arn:aws:iam::111122223333:role/ci/Deploy"}]})"}};
    fixture.deploy = builder.add({{}, account, deploy});

    fixture.read = builder.add({{}, account, policy("/team/", "Read")});
    fixture.limit = builder.add({{}, account, policy("/", "Limit")});
    auto foreign = named<ManagedPolicy>("policy", "/", "Foreign");
    foreign.arn = "arn:aws:iam::444455556666:policy/Foreign";
    fixture.stranger = builder.add({{}, otherAccount, foreign});

    Resource bucket;
    bucket.arn = "arn:aws:s3:::reports";
    bucket.name = "reports";
    fixture.bucket = builder.add({{}, account, bucket});

    OrganizationPolicy scp;
    scp.policyId = "p-guard";
    scp.name = "Guard";
    scp.document = document("*");
    fixture.scp = builder.add({{}, {}, scp});
    Organization organization;
    organization.id = "o-1";
    organization.root = {OrganizationNode::Kind::Root, "r-1", "Root", {"p-guard"}, {},
        {{OrganizationNode::Kind::Account, account, "Workloads", {"p-guard", "p-FullAWSAccess"}, {}, {}, {}}}, {}};
    builder.header().organization = organization;

    Scenario scenario;
    scenario.name = "deploys";
    scenario.principal = "arn:aws:sts::111122223333:assumed-role/Deploy/run-7";
    scenario.action = "s3:GetObject";
    scenario.resource = "arn:aws:s3:::reports/x";
    scenario.expectVia = {"arn:aws:iam::111122223333:role/ci/Deploy"};
    Scenario second;
    second.name = "alice";
    second.principal = "arn:aws:iam::111122223333:user/division/alice";
    second.action = "sts:AssumeRole";
    second.resource = "arn:aws:iam::111122223333:role/ci/Deploy";
    second.context = {{"aws:PrincipalArn", {"arn:aws:iam::111122223333:user/division/alice"}}};
    builder.header().scenarios = {scenario, second};
    builder.header().graphPositions = {{"arn:aws:iam::111122223333:user/division/alice", {1, 2}},
        {"arn:aws:iam::111122223333:role/ci/Deploy", {3, 4}}, {"arn:aws:s3:::reports", {5, 6}}};
    fixture.world = builder.build();
    return fixture;
}

template <typename T>
const T &dataOf(const World &world, EntityId id)
{
    return *world.find(id)->as<T>();
}

inline std::string extra(const ManagedPolicy &data, const std::string &key)
{
    for (const ExtraField &field : data.extra) {
        if (field.key == key)
            return field.json;
    }
    return {};
}

/// The world after an edit that isn't refused.
inline World applied(const World &world, const edits::Result &result)
{
    if (!result.patch)
        qFatal("refused: %s", result.refused.code.c_str());
    return world.applied(*result.patch);
}

} // namespace rolewright::editsfixture
