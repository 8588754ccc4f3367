// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/recipes.h"

#include "evaluate/sessionpolicies.h"
#include "policy/principal.h"
#include "routes/command.h"
#include "text/utf8.h"

#include <algorithm>

namespace rolewright {
namespace {

/// A name for a profile that needs no quotes; the name of the role or user has only such characters, but for + = , @. Never that of the
/// profile which is used where none is named.
std::string profileName(const std::string &arn)
{
    const std::optional<Principal> principal = parsePrincipal(arn);
    if (!principal || principal->name.empty())
        return "start";
    return principal->name == "default" ? "default-" + principal->account : principal->name;
}

std::string exported(const std::string &command)
{
    return "export $(printf \"AWS_ACCESS_KEY_ID=%s AWS_SECRET_ACCESS_KEY=%s AWS_SESSION_TOKEN=%s\" \\\n  $(" + command
        + " \\\n    --query \"Credentials.[AccessKeyId,SecretAccessKey,SessionToken]\" --output text))\n";
}

/// Signing in, and the credentials in the environment. AWS CLI User Guide, cli-configure-sso; cli reference, configure export-credentials.
std::string signIn(const PermissionSetRole &role)
{
    const std::string profile = shellQuoted(signInProfile(role));
    return "aws sso login --profile " + profile + "\neval \"$(aws configure export-credentials --profile " + profile + " --format env)\"\n";
}

/// For ~/.aws/config; capitals stand for what only Identity Center knows. `aws configure sso` asks for the same.
std::string signInSection(const PermissionSetRole &role)
{
    return "# 'aws configure sso' writes the same; START is in the URL of your access portal\n[profile " + signInProfile(role)
        + "]\nsso_start_url = https://START.awsapps.com/start\nsso_region = " + (role.region.empty() ? "us-east-1" : role.region)
        + "\nsso_account_id = " + role.account + "\nsso_role_name = " + role.permissionSet + '\n';
}

std::string waiting(const Hop &hop)
{
    return "sleep " + std::to_string(*hop.needs.mfaMinAgeSeconds) + " # MFA has to be that old\n";
}

/// The session policy in its file.
std::string written(const std::string &policy)
{
    return "cat >" + std::string(sessionPolicyFile) + " <<'POLICY'\n" + policy + (policy.ends_with('\n') ? "" : "\n") + "POLICY\n";
}

std::string commands(const std::optional<PermissionSetRole> &signedIn, const std::vector<Hop> &hops)
{
    std::string text = signedIn ? signIn(*signedIn) : std::string();
    for (const Hop &hop : hops) {
        if (const auto &policies = hop.needs.sessionPolicies; policies && policies->inlinePolicy)
            text += written(policies->inlinePolicy->text());
        if (const auto reserved = permissionSetRole(hop.to); reserved && hop.kind == HopKind::Saml) {
            text += signIn(*reserved);
            continue;
        }
        if (const std::optional<Principal> user = parsePrincipal(hop.from); user && hop.kind == HopKind::AssumeRole && hop.needs.mfaMinAgeSeconds)
            text += exported(sessionTokenCommand(*user)) + waiting(hop);
        if (hop.kind == HopKind::PassRole) {
            text += hop.command + "\n# what runs there has the role's permissions" + (&hop == &hops.back() ? "" : "; the rest runs there") + '\n';
            continue;
        }
        text += exported(hop.command);
        if (hop.kind == HopKind::SessionToken && hop.needs.mfaMinAgeSeconds)
            text += waiting(hop);
    }
    return hops.back().kind == HopKind::PassRole ? text : text + "aws sts get-caller-identity\n";
}

std::string mfaSerial(const Principal &user)
{
    return "arn:" + user.partition + ":iam::" + user.account + ":mfa/" + user.name;
}

std::string profiles(const Principal &start, const std::optional<PermissionSetRole> &signedIn, const std::vector<Hop> &hops)
{
    std::string text, source;
    std::vector<std::string> taken;
    if (signedIn) {
        source = signInProfile(*signedIn);
        taken.push_back(source);
        text = signInSection(*signedIn) + '\n';
    } else if (hops.front().kind == HopKind::AssumeRole) {
        source = profileName(start.arn);
        taken.push_back(source);
        text = "# " + source + " itself: its keys stand in ~/.aws/credentials\n[profile " + source + "]\n\n";
    }
    for (const Hop &hop : hops) {
        if (const auto reserved = permissionSetRole(hop.to); reserved && hop.kind == HopKind::Saml) {
            source = signInProfile(*reserved);
            taken.push_back(source);
            text += signInSection(*reserved) + (&hop == &hops.back() ? "" : "\n");
            continue;
        }
        std::string name = profileName(hop.to);
        while (std::find(taken.begin(), taken.end(), name) != taken.end())
            name += "-2";
        taken.push_back(name);
        text += std::string(source.empty() || taken.size() == 2 ? "" : "\n") + "[profile " + name + "]\nrole_arn = " + hop.to + '\n';
        text += hop.kind == HopKind::WebIdentity ? "web_identity_token_file = /path/to/token\n" : "source_profile = " + source + '\n';
        if (hop.needs.externalId)
            text += "external_id = " + *hop.needs.externalId + '\n';
        if (hop.needs.mfa || hop.needs.mfaMaxAgeSeconds)
            text += "mfa_serial = " + mfaSerial(start) + '\n';
        if (hop.needs.roleSessionName)
            text += "role_session_name = " + *hop.needs.roleSessionName + '\n';
        if (hop.needs.durationSeconds)
            text += "duration_seconds = " + std::to_string(*hop.needs.durationSeconds) + '\n';
        source = name;
    }
    return text;
}

/// What a profile has no setting for.
bool fitsProfile(const Hop &hop)
{
    const bool kind = hop.kind == HopKind::AssumeRole || hop.kind == HopKind::WebIdentity || (hop.kind == HopKind::Saml && permissionSetRole(hop.to));
    return kind && !hop.needs.sourceIdentity && hop.needs.sessionTags.empty() && !hop.needs.sessionPolicies && !hop.needs.mfaMinAgeSeconds;
}

std::string percentEncoded(const std::string &text)
{
    constexpr char digits[] = "0123456789ABCDEF";
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '~';
        if (plain) {
            result += c;
        } else {
            result += '%';
            result += digits[byte >> 4];
            result += digits[byte & 15];
        }
    }
    return result;
}

std::string consoleHost(const std::string &partition)
{
    if (partition == "aws-cn")
        return "signin.amazonaws.cn";
    return partition == "aws-us-gov" ? "signin.amazonaws-us-gov.com" : "signin.aws.amazon.com";
}

/// Red for what the name calls production, else green: two of the console's five colours.
std::string colourOf(const std::string &name)
{
    std::string low = name;
    std::transform(low.begin(), low.end(), low.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return low.find("prod") != std::string::npos && low.find("preprod") == std::string::npos && low.find("pre-prod") == std::string::npos ? "F2B0A9" : "B7CA9D";
}

std::string consoleLink(const World &world, const Principal &role)
{
    const std::string path = role.path.size() > 1 ? role.path.substr(1) : std::string();
    const AccountInfo *account = world.account(role.account);
    const std::string where = account && !account->name.empty() ? account->name : role.account;
    std::string display = role.name + " @ " + where;
    constexpr std::size_t longestDisplayName = 64;
    if (display.size() > longestDisplayName)
        display = role.name;
    return "https://" + consoleHost(role.partition) + "/switchrole?account=" + role.account + "&roleName=" + percentEncoded(path + role.name)
        + "&displayName=" + percentEncoded(display) + "&color=" + colourOf(where + ' ' + role.name) + '\n';
}

} // namespace

namespace {

/// The token's claim, or empty.
std::string claimOf(const Context &claims, const std::string &issuer, const char *claim)
{
    const ContextValue *value = claims.find(issuer + ':' + claim);
    return value && value->values.size() == 1 ? value->values.front() : std::string();
}

/// aws-actions/configure-aws-credentials, action.yml: a session's name is "GitHubActions", its token's audience sts.amazonaws.com, and it
/// lasts an hour unless the step says otherwise.
std::string gitHubStep(const std::string &roleArn, const HopNeeds &needs, const std::string &audience)
{
    std::string text = "permissions:\n  id-token: write\n  contents: read\nsteps:\n  - uses: aws-actions/configure-aws-credentials@v4\n    with:\n"
                       "      role-to-assume: " + roleArn + "\n      aws-region: us-east-1 # yours\n";
    if (needs.roleSessionName)
        text += "      role-session-name: " + *needs.roleSessionName + '\n';
    if (!audience.empty() && audience != "sts.amazonaws.com")
        text += "      audience: " + audience + '\n';
    if (needs.durationSeconds)
        text += "      role-duration-seconds: " + std::to_string(*needs.durationSeconds) + '\n';
    return text;
}

} // namespace

std::vector<Recipe> webIdentityRecipes(const Principal &provider, const std::string &roleArn, const HopNeeds &needs, const Context &claims)
{
    std::vector<Recipe> all;
    const std::string marker = ":oidc-provider/";
    const std::size_t at = provider.arn.find(marker);
    const std::string issuer = at == std::string::npos ? std::string() : provider.arn.substr(at + marker.size());
    if (issuer.empty())
        return all;
    if (issuer.starts_with("token.actions.githubusercontent.com"))
        all.push_back({Recipe::Kind::GitHubStep, gitHubStep(roleArn, needs, claimOf(claims, issuer, "aud"))});
    const std::string account = "system:serviceaccount:";
    if (issuer.starts_with("oidc.eks.")) {
        std::string subject = claimOf(claims, issuer, "sub");
        for (const Fact &fact : needs.conditions) {
            if (subject.empty() && equalsIgnoringCase(fact.key, issuer + ":sub") && fact.example.size() == 1)
                subject = fact.example.front();
        }
        std::string space = "NAMESPACE", name = "NAME";
        if (subject.starts_with(account)) {
            const std::size_t colon = subject.find(':', account.size());
            space = subject.substr(account.size(), colon == std::string::npos ? colon : colon - account.size());
            name = colon == std::string::npos ? name : subject.substr(colon + 1);
        }
        std::string text = "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: " + name + "\n  namespace: " + space
            + "\n  annotations:\n    eks.amazonaws.com/role-arn: " + roleArn + '\n';
        if (needs.roleSessionName)
            text += "# its pods need the environment variable AWS_ROLE_SESSION_NAME: " + *needs.roleSessionName + '\n';
        all.push_back({Recipe::Kind::ServiceAccount, std::move(text)});
    }
    std::string profile = "[profile " + profileName(roleArn) + "]\nrole_arn = " + roleArn + "\nweb_identity_token_file = /path/to/token\n";
    if (needs.roleSessionName)
        profile += "role_session_name = " + *needs.roleSessionName + '\n';
    all.push_back({Recipe::Kind::Profiles, std::move(profile)});
    return all;
}

std::vector<Recipe> recipes(const World &world, const Principal &start, const std::vector<Hop> &hops)
{
    std::vector<Recipe> all;
    const bool known = std::all_of(hops.begin(), hops.end(), [](const Hop &hop) { return !hop.command.empty(); });
    if (hops.empty() || !known)
        return all;
    const std::optional<PermissionSetRole> signedIn = permissionSetRole(world, start);
    all.push_back({Recipe::Kind::Commands, commands(signedIn, hops)});
    if (std::all_of(hops.begin(), hops.end(), fitsProfile))
        all.push_back({Recipe::Kind::Profiles, profiles(start, signedIn, hops)});
    const std::optional<Principal> role = parsePrincipal(hops.front().to);
    if (!signedIn && hops.size() == 1 && hops.front().kind == HopKind::AssumeRole && role && !hops.front().needs.externalId && !hops.front().needs.roleSessionName && fitsProfile(hops.front()))
        all.push_back({Recipe::Kind::ConsoleLink, consoleLink(world, *role)});
    if (const Hop &first = hops.front(); first.kind == HopKind::WebIdentity) {
        for (Recipe &recipe : webIdentityRecipes(start, first.to, first.needs, first.answer.request.context)) {
            if (recipe.kind != Recipe::Kind::Profiles) // of the whole route they are there already
                all.push_back(std::move(recipe));
        }
    }
    return all;
}

} // namespace rolewright
