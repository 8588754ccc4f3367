// SPDX-License-Identifier: GPL-3.0-or-later
// What exports of accounts don't hold: the organization's tree with its policies, and resources.
#include "organization/organization.h"
#include "organization/statements.h"
#include "organization/words.h"

namespace rolewright::organization {

namespace {

DocumentPtr document(const Json &value)
{
    return PolicyDocument::parse(value.dump(4));
}

void addPolicy(WorldBuilder &builder, OrganizationPolicy::Type type, const std::string &id, const Json &statements)
{
    OrganizationPolicy added;
    added.type = type;
    added.policyId = id;
    added.name = id;
    added.document = document(policy(statements));
    builder.add({{}, {}, std::move(added)});
}

Organization tree(const World &world)
{
    Organization result;
    result.id = "o-example1234";
    result.root.id = "r-exam";
    result.root.serviceControlPolicies = {"p-full"};
    result.root.resourceControlPolicies = {"p-rcpown"};
    for (const char *unit : {"ou-exam-1", "ou-exam-2", "ou-exam-3"}) {
        OrganizationNode node;
        node.kind = OrganizationNode::Kind::Unit;
        node.id = unit;
        node.serviceControlPolicies = {"p-full"};
        if (result.root.children.size() == 1)
            node.serviceControlPolicies.push_back("p-regions");
        if (result.root.children.size() == 2)
            node.serviceControlPolicies = {"p-services"};
        result.root.children.push_back(std::move(node));
    }
    std::size_t index = 0;
    for (const AccountInfo &account : world.header().accounts) {
        OrganizationNode node;
        node.kind = OrganizationNode::Kind::Account;
        node.id = account.id;
        node.serviceControlPolicies = {"p-full"};
        if (result.managementAccount.empty()) {
            result.managementAccount = account.id;
            result.root.children.insert(result.root.children.begin(), std::move(node));
        } else {
            result.root.children[1 + index++ % 3].children.push_back(std::move(node));
        }
    }
    return result;
}

void addResource(WorldBuilder &builder, const std::string &account, const std::string &arn, Random &random, Json principal, Json actions)
{
    Resource resource;
    resource.arn = arn;
    resource.name = arn.substr(arn.rfind(':') + 1);
    resource.blockPublicAccess = random.chance(20);
    resource.tags = {{"Team", random.pick(teams())}};
    const bool isKey = arn.find(":kms:") != std::string::npos;
    Json statements = Json::array({{{"Effect", "Allow"}, {"Principal", std::move(principal)}, {"Action", std::move(actions)},
                                    {"Resource", isKey ? Json("*") : arn.find(":s3:") != std::string::npos ? Json({arn, arn + "/*"}) : Json(arn)}}});
    if (random.chance(30)) {
        statements.push_back({{"Effect", "Deny"}, {"Principal", "*"}, {"Action", "*"}, {"Resource", isKey ? "*" : arn + '*'},
                              {"Condition", {{"Bool", {{"aws:SecureTransport", "false"}}}}}});
    }
    resource.policy = document(policy(std::move(statements)));
    builder.add({{}, account, std::move(resource)});
}

} // namespace

World withOrganization(const World &world, std::uint64_t seed)
{
    WorldBuilder builder(world);
    Random random(seed);
    builder.header().organization = tree(world);
    using Type = OrganizationPolicy::Type;
    addPolicy(builder, Type::ServiceControl, "p-full", {{{"Effect", "Allow"}, {"Action", "*"}, {"Resource", "*"}}});
    addPolicy(builder, Type::ServiceControl, "p-services", {{{"Effect", "Allow"}, {"NotAction", {"glue:*", "kinesis:*"}}, {"Resource", "*"}}});
    addPolicy(builder, Type::ServiceControl, "p-regions",
              {{{"Effect", "Deny"}, {"NotAction", {"iam:*", "sts:*", "s3:*"}}, {"Resource", "*"},
                {"Condition", {{"StringNotEquals", {{"aws:RequestedRegion", {"eu-west-1", "us-east-1"}}}}}}}});
    addPolicy(builder, Type::ResourceControl, "p-rcpown",
              {{{"Effect", "Deny"}, {"Principal", "*"}, {"Action", {"s3:*", "sqs:*", "kms:*", "sts:*"}}, {"Resource", "*"},
                {"Condition", {{"StringNotEqualsIfExists", {{"aws:PrincipalOrgID", "o-example1234"}}}, {"BoolIfExists", {{"aws:PrincipalIsAWSService", "false"}}}}}}});

    for (const AccountInfo &account : world.header().accounts) {
        StatementMaker names(random, account.id);
        const std::vector<EntityPtr> &users = world.entities(account.id, EntityKind::User);
        const std::vector<EntityPtr> &roles = world.entities(account.id, EntityKind::Role);
        const std::size_t count = 4 + (users.size() + roles.size()) / 25;
        for (std::size_t i = 0; i < count; ++i) {
            const std::string &role = roles.empty() ? std::string() : random.pick(roles)->arn();
            const std::string &user = users.empty() ? std::string() : random.pick(users)->arn();
            const std::string root = "arn:aws:iam::" + random.pick(world.header().accounts).id + ":root";
            const std::vector<Json> principals{"*", {{"AWS", role}}, {{"AWS", {user, role}}}, {{"AWS", root}}, {{"AWS", account.id}}, {{"Service", "events.amazonaws.com"}}};
            const std::string region = random.pick(regions());
            addResource(builder, account.id, "arn:aws:s3:::" + names.name(), random, random.pick(principals), {"s3:GetObject", "s3:ListBucket"});
            addResource(builder, account.id, filled("arn:aws:sqs:R:A:N", region, account.id, names.name()), random, random.pick(principals), "sqs:*");
            addResource(builder, account.id, filled("arn:aws:kms:R:A:key/N", region, account.id, names.name()), random,
                        random.chance(60) ? Json({{"AWS", "arn:aws:iam::" + account.id + ":root"}}) : random.pick(principals), "kms:*");
        }
    }
    return builder.build();
}

} // namespace rolewright::organization
