// SPDX-License-Identifier: GPL-3.0-or-later
#include "organization/statements.h"

#include "organization/words.h"

namespace rolewright::organization {

namespace {

Json statement(const char *effect, Json actions, Json resources)
{
    return {{"Effect", effect}, {"Action", std::move(actions)}, {"Resource", std::move(resources)}};
}

const ServiceUse &weighted(reference::Random &random)
{
    std::size_t total = 0;
    for (const ServiceUse &use : serviceUses())
        total += static_cast<std::size_t>(use.weight);
    std::size_t at = random.below(total);
    for (const ServiceUse &use : serviceUses()) {
        if (at < static_cast<std::size_t>(use.weight))
            return use;
        at -= static_cast<std::size_t>(use.weight);
    }
    return serviceUses().front();
}

} // namespace

Json policy(Json statements)
{
    return {{"Version", "2012-10-17"}, {"Statement", std::move(statements)}};
}

std::string filled(std::string shape, const std::string &region, const std::string &account, const std::string &name)
{
    const auto put = [&](const std::string &placeholder, const std::string &text) {
        if (const std::size_t at = shape.find(placeholder); at != std::string::npos)
            shape.replace(at + placeholder.size() - 1, 1, text);
    };
    put(":N", name);
    put("/N", name);
    put(":R", region);
    put(":A", account);
    return shape;
}

StatementMaker::StatementMaker(reference::Random &random, std::string account)
    : r(random)
    , m_account(std::move(account))
{
    for (int i = 0; i < 200; ++i)
        m_names.push_back(r.pick(subjects()) + '-' + r.pick(subjects()) + '-' + r.pick(stages()));
}

std::string StatementMaker::word()
{
    return r.pick(subjects());
}

std::string StatementMaker::name()
{
    return r.pick(m_names);
}

std::string StatementMaker::resource(const std::string &shape)
{
    std::string known = name();
    if (r.chance(30))
        known = known.substr(0, known.rfind('-')) + (r.chance(70) ? "-*" : "-????");
    if (shape.find(":s3:::N/") != std::string::npos && r.chance(15))
        known += "/${aws:username}";
    return filled(shape, r.chance(10) ? "*" : r.pick(regions()), m_account, known);
}

Json StatementMaker::use()
{
    const ServiceUse &service = weighted(r);
    Json actions = Json::array();
    const std::size_t chance = r.below(100);
    if (chance < 75) {
        const std::size_t first = r.below(service.actions.size());
        const std::size_t count = 1 + r.below(std::min<std::size_t>(4, service.actions.size()));
        for (std::size_t i = 0; i < count; ++i)
            actions.push_back(service.service + ':' + service.actions[(first + i) % service.actions.size()]);
    } else if (chance < 90) {
        for (const char *stem : {"Get*", "List*", "Describe*", "Put*"}) {
            if (r.chance(50) || actions.empty())
                actions.push_back(service.service + ':' + stem);
        }
    } else {
        actions = service.service + ":*";
    }
    Json resources = Json::array();
    const std::size_t count = r.chance(65) ? 1 : 2 + r.below(3);
    for (std::size_t i = 0; i < count; ++i)
        resources.push_back(resource(service.resource));
    if (r.chance(12))
        resources = "*";
    Json result{{"Sid", "Allow" + std::to_string(r.below(1000))}, {"Effect", "Allow"}, {"Action", std::move(actions)}, {"Resource", std::move(resources)}};
    if (r.chance(30))
        result["Condition"] = condition(service.service);
    return result;
}

Json StatementMaker::condition(const std::string &service)
{
    switch (r.below(service == "s3" || service == "dynamodb" ? 12 : 10)) {
    case 0: return {{"StringEquals", {{"aws:RequestedRegion", {r.pick(regions()), r.pick(regions())}}}}};
    case 1: return {{"Bool", {{"aws:SecureTransport", "true"}}}};
    case 2: return {{"IpAddress", {{"aws:SourceIp", {"10." + std::to_string(r.below(60)) + ".0.0/16", "203.0.113.0/24"}}}}};
    case 3: return {{"StringEquals", {{"aws:PrincipalOrgID", "o-example1234"}}}};
    case 4: return {{"StringEquals", {{"aws:ResourceTag/Team", "${aws:PrincipalTag/Team}"}}}};
    case 5: return {{"StringLike", {{"aws:PrincipalArn", {"arn:aws:iam::*:role/" + word() + "-*", "arn:aws:iam::" + m_account + ":user/*"}}}}};
    case 6: return {{"Bool", {{"aws:MultiFactorAuthPresent", "true"}}}};
    case 7: return {{"NumericLessThan", {{"aws:MultiFactorAuthAge", "3600"}}}};
    case 8: return {{"DateLessThan", {{"aws:CurrentTime", r.chance(70) ? "2030-01-01T00:00:00Z" : "2024-01-01T00:00:00Z"}}}};
    case 9: return {{"StringEqualsIfExists", {{"aws:SourceVpc", "vpc-0a1b2c3d"}}}};
    case 10: return {{"StringLike", {{"s3:prefix", {word() + "/*", "${aws:username}/*"}}}}};
    default: return {{"ForAllValues:StringEquals", {{"dynamodb:Attributes", {"id", "name", "price"}}}}};
    }
}

Json StatementMaker::guard()
{
    switch (r.below(4)) {
    case 0:
        return {{"Sid", "OtherRegions"}, {"Effect", "Deny"}, {"NotAction", {"iam:*", "organizations:*", "sts:*", "s3:*", "support:*"}},
                {"Resource", "*"}, {"Condition", {{"StringNotEquals", {{"aws:RequestedRegion", regions()}}}}}};
    case 1:
        return {{"Sid", "NoMfa"}, {"Effect", "Deny"}, {"NotAction", {"iam:GetUser", "iam:ListMFADevices", "iam:EnableMFADevice", "sts:GetSessionToken"}},
                {"Resource", "*"}, {"Condition", {{"BoolIfExists", {{"aws:MultiFactorAuthPresent", "false"}}}}}};
    case 2:
        return {{"Sid", "Insecure"}, {"Effect", "Deny"}, {"Action", "s3:*"}, {"Resource", "*"},
                {"Condition", {{"Bool", {{"aws:SecureTransport", "false"}}}}}};
    default:
        return {{"Sid", "KeepLogs"}, {"Effect", "Deny"}, {"Action", {"s3:Delete*", "logs:Delete*"}},
                {"NotResource", {"arn:aws:s3:::" + name() + "*", "arn:aws:logs:*:" + m_account + ":log-group:/app/*"}}};
    }
}

Json StatementMaker::assume(const std::string &role) const
{
    return policy(Json::array({statement("Allow", "sts:AssumeRole", role)}));
}

Json StatementMaker::document(Purpose purpose)
{
    const std::string roles = "arn:aws:iam::" + m_account + ":role/";
    Json statements = Json::array();
    std::size_t uses = 1;
    switch (purpose) {
    case Purpose::Application:
        uses = 1 + r.below(4);
        break;
    case Purpose::Operations: {
        Json actions = Json::array();
        for (const std::string &action : listingActions()) {
            if (r.chance(40) || actions.empty())
                actions.push_back(action);
        }
        statements.push_back(statement("Allow", std::move(actions), "*"));
        uses = 2;
        break;
    }
    case Purpose::Broad: {
        Json actions = Json::array();
        for (const char *service : {"ec2", "s3", "dynamodb", "lambda", "logs", "cloudwatch", "sqs", "rds", "ecs", "ssm", "glue", "states"}) {
            if (r.chance(45) || actions.empty())
                actions.push_back(service + std::string(r.chance(50) ? ":*" : ":Describe*"));
        }
        statements.push_back(statement("Allow", std::move(actions), "*"));
        if (r.chance(50))
            statements.push_back(statement("Deny", {"iam:*", "organizations:*"}, "*"));
        break;
    }
    case Purpose::Guard:
        statements.push_back(guard());
        break;
    case Purpose::SelfService:
        statements.push_back(statement("Allow", {"iam:ChangePassword", "iam:GetUser", "iam:CreateAccessKey", "iam:ListAccessKeys"},
                                       "arn:aws:iam::" + m_account + ":user/${aws:username}"));
        statements.push_back(statement("Allow", {"iam:ListUsers", "iam:GetAccountPasswordPolicy"}, "*"));
        uses = 0;
        break;
    case Purpose::Tags:
        statements.push_back(statement("Allow", {"ec2:StartInstances", "ec2:StopInstances"}, "arn:aws:ec2:*:" + m_account + ":instance/*"));
        statements.back()["Condition"] = {{"StringEquals", {{"aws:ResourceTag/Team", "${aws:PrincipalTag/Team}"}}}};
        break;
    case Purpose::Deployment:
        statements.push_back(statement("Allow", {"cloudformation:CreateStack", "cloudformation:UpdateStack"},
                                       "arn:aws:cloudformation:*:" + m_account + ":stack/" + word() + "-*"));
        statements.push_back(statement("Allow", "iam:PassRole", roles + (r.chance(50) ? "app-*" : "*")));
        statements.back()["Condition"] = {{"StringEquals", {{"iam:PassedToService", {"lambda.amazonaws.com", "ec2.amazonaws.com"}}}}};
        break;
    case Purpose::Boundary:
        statements.push_back(statement("Allow", {"s3:*", "dynamodb:*", "sqs:*", "sns:*", "logs:*", "lambda:*", "kms:*", "ec2:Describe*",
                                                 "ec2:*Instances", "ssm:*", "ecr:*", "iam:Get*", "iam:List*", "sts:AssumeRole"}, "*"));
        statements.push_back(statement("Deny", {"iam:DeleteRolePermissionsBoundary", "iam:DeleteUserPermissionsBoundary"}, "*"));
        uses = 0;
        break;
    }
    for (std::size_t i = 0; i < uses; ++i)
        statements.push_back(use());
    return policy(std::move(statements));
}

} // namespace rolewright::organization
