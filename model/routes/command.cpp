// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/command.h"

#include "routes/passrole.h"

#include "evaluate/sessionpolicies.h"

#include <algorithm>

namespace rolewright {

std::string shellQuoted(const std::string &text)
{
    const bool plain = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || std::string_view("_-./:=@%+,").find(c) != std::string_view::npos;
    });
    if (plain)
        return text;
    std::string result = "'";
    for (const char c : text) {
        if (c == '\'')
            result += "'\\''";
        else
            result += c;
    }
    return result + '\'';
}

namespace {

std::string mfaOptions(const Principal &user)
{
    const std::string device = "arn:" + user.partition + ":iam::" + user.account + ":mfa/" + user.name;
    return " --serial-number " + shellQuoted(device) + " --token-code CODE";
}

std::string tagOptions(const std::vector<SessionTag> &tags)
{
    std::string passed, transitive;
    for (const SessionTag &tag : tags) {
        // The shorthand has no quotes of its own for these.
        const bool plain = (tag.key + tag.value).find_first_of(",='\"[]{}") == std::string::npos;
        passed += ' ' + shellQuoted(plain ? "Key=" + tag.key + ",Value=" + tag.value : "Key=\"" + tag.key + "\",Value=\"" + tag.value + '"');
        if (tag.transitive)
            transitive += ' ' + shellQuoted(tag.key);
    }
    std::string options = passed.empty() ? passed : " --tags" + passed;
    if (!transitive.empty())
        options += " --transitive-tag-keys" + transitive;
    return options;
}

std::string policyOptions(const HopNeeds &needs)
{
    std::string options;
    if (!needs.sessionPolicies)
        return options;
    if (needs.sessionPolicies->inlinePolicy)
        options += " --policy file://" + std::string(sessionPolicyFile);
    if (!needs.sessionPolicies->managed.empty())
        options += " --policy-arns";
    for (const std::string &arn : needs.sessionPolicies->managed)
        options += " arn=" + shellQuoted(arn);
    return options;
}

std::string assumeRole(const Session &from, const Hop &hop)
{
    if (from.principal.kind == PrincipalKind::Service)
        return {};
    const HopNeeds &needs = hop.needs;
    std::string command = "aws sts assume-role --role-arn " + shellQuoted(hop.to) + " --role-session-name "
        + shellQuoted(hop.session.principal.session);
    if (needs.externalId)
        command += " --external-id " + shellQuoted(*needs.externalId);
    if (needs.sourceIdentity)
        command += " --source-identity " + shellQuoted(*needs.sourceIdentity);
    // A code of now is of no use where MFA has to be older: the credentials of a session token bring it then.
    if (needs.mfa && !needs.mfaMinAgeSeconds && from.principal.kind == PrincipalKind::User)
        command += mfaOptions(from.principal);
    if (needs.durationSeconds)
        command += " --duration-seconds " + std::to_string(*needs.durationSeconds);
    return command + policyOptions(needs) + tagOptions(needs.sessionTags);
}

/// What the service's new thing is called: a Lambda function gives its name to the session; NAME where any will do.
std::string nameToGive(const Hop &hop)
{
    if (hop.service == "lambda.amazonaws.com" && hop.needs.roleSessionName)
        return *hop.needs.roleSessionName;
    for (const ComputeService &service : computeServices()) {
        if (service.principal == hop.service && hop.needs.resource)
            return createdName(service, *hop.needs.resource);
    }
    return "NAME";
}

/// One command that starts the service with the role; what it is to run is the caller's.
std::string startCommand(const Hop &hop, const Role &role)
{
    const std::string arn = shellQuoted(hop.to);
    const std::string &service = hop.service;
    const std::string name = shellQuoted(nameToGive(hop));
    if (service == "ec2.amazonaws.com") {
        const std::string profile = role.instanceProfiles.empty() ? role.name : role.instanceProfiles.front().name;
        return "aws ec2 run-instances --image-id AMI --iam-instance-profile Name=" + shellQuoted(profile) + " --user-data file://script";
    }
    if (service == "lambda.amazonaws.com")
        return "aws lambda create-function --function-name " + name + " --role " + arn
            + " --runtime python3.12 --handler index.handler --zip-file fileb://function.zip";
    if (service == "ecs-tasks.amazonaws.com")
        return "aws ecs register-task-definition --family " + name + " --task-role-arn " + arn + " --container-definitions file://containers.json";
    if (service == "cloudformation.amazonaws.com")
        return "aws cloudformation create-stack --stack-name " + name + " --role-arn " + arn + " --template-body file://template.yaml";
    if (service == "codebuild.amazonaws.com")
        return "aws codebuild create-project --name " + name + " --service-role " + arn + " --cli-input-json file://project.json";
    if (service == "glue.amazonaws.com")
        return "aws glue create-job --name " + name + " --role " + arn + " --command file://command.json";
    if (service == "sagemaker.amazonaws.com")
        return "aws sagemaker create-notebook-instance --notebook-instance-name " + name + " --instance-type ml.t3.medium --role-arn " + arn;
    if (service == "states.amazonaws.com")
        return "aws stepfunctions create-state-machine --name " + name + " --role-arn " + arn + " --definition file://definition.json";
    if (service == "scheduler.amazonaws.com")
        return "aws scheduler create-schedule --name " + name + " --schedule-expression 'rate(1 minute)' --flexible-time-window Mode=OFF --target "
               "file://target.json # RoleArn: "
            + arn;
    if (service == "ssm.amazonaws.com")
        return "aws ssm start-automation-execution --document-name " + name + " --parameters AutomationAssumeRole=" + arn;
    if (service == "tasks.apprunner.amazonaws.com")
        return "aws apprunner create-service --service-name " + name + " --source-configuration file://source.json --instance-configuration "
               "InstanceRoleArn="
            + arn;
    return {};
}

} // namespace

std::string signInProfile(const PermissionSetRole &role)
{
    return role.permissionSet + '-' + role.account;
}

std::string sessionTokenCommand(const Principal &user)
{
    return "aws sts get-session-token" + mfaOptions(user);
}

std::string hopCommand(const Session &from, const Hop &hop, const Role *role)
{
    const Principal &principal = hop.session.principal;
    switch (hop.kind) {
    case HopKind::AssumeRole:
        break;
    case HopKind::WebIdentity:
        return "aws sts assume-role-with-web-identity --role-arn " + shellQuoted(hop.to) + " --role-session-name "
            + shellQuoted(principal.session) + " --web-identity-token file://token" + policyOptions(hop.needs);
    case HopKind::Saml:
        // Nobody has the assertion in hand: Identity Center's own sign-in makes it.
        if (const auto reserved = permissionSetRole(hop.to))
            return "aws sso login --profile " + shellQuoted(signInProfile(*reserved));
        return "aws sts assume-role-with-saml --role-arn " + shellQuoted(hop.to) + " --principal-arn " + shellQuoted(from.principal.arn)
            + " --saml-assertion file://assertion" + policyOptions(hop.needs);
    case HopKind::SessionToken:
        return hop.session.mfa ? sessionTokenCommand(from.principal) : "aws sts get-session-token";
    case HopKind::FederationToken:
        return "aws sts get-federation-token --name " + shellQuoted(principal.name) + tagOptions(hop.needs.sessionTags)
            + (hop.needs.sessionPolicies ? policyOptions(hop.needs) : " --policy file://" + std::string(sessionPolicyFile));
    case HopKind::PassRole:
        return role ? startCommand(hop, *role) + (hop.needs.region ? " --region " + shellQuoted(*hop.needs.region) : std::string()) : std::string();
    }
    return assumeRole(from, hop);
}

} // namespace rolewright
