// SPDX-License-Identifier: GPL-3.0-or-later
#include "organization/accountmaker.h"

#include "catalog/managedpolicies.h"
#include "organization/words.h"

#include <algorithm>

namespace rolewright::organization {

namespace {

Json trust(Json principal, Json action = "sts:AssumeRole", Json condition = {})
{
    Json statement{{"Effect", "Allow"}, {"Principal", std::move(principal)}, {"Action", std::move(action)}};
    if (!condition.is_null())
        statement["Condition"] = std::move(condition);
    return policy(Json::array({std::move(statement)}));
}

/// Attachable AWS managed policies: the popular ones first, then the others in the library's order.
const std::vector<const LibraryPolicy *> &attachable()
{
    static const std::vector<const LibraryPolicy *> policies = [] {
        std::vector<const LibraryPolicy *> result;
        const std::vector<LibraryPolicy> &all = ManagedPolicyLibrary::builtIn().policies();
        for (const std::string &name : popularPolicies()) {
            for (const LibraryPolicy &policy : all) {
                if (policy.name == name && !policy.deprecated)
                    result.push_back(&policy);
            }
        }
        for (const LibraryPolicy &policy : all) {
            if (!policy.deprecated && policy.arn.find("/aws-service-role/") == std::string::npos
                && std::find(result.begin(), result.end(), &policy) == result.end())
                result.push_back(&policy);
        }
        return result;
    }();
    return policies;
}

/// Few policies are attached often and many seldom.
const LibraryPolicy &drawn(reference::Random &random)
{
    std::size_t limit = attachable().size();
    while (limit > 8 && random.chance(62))
        limit /= 3;
    return *attachable()[random.below(limit)];
}

} // namespace

AccountMaker::AccountMaker(std::string id, std::size_t principals, std::uint64_t seed)
    : m_id(std::move(id))
    , m_principals(principals)
    , r(seed)
    , m_statements(r, m_id)
{
}

std::string AccountMaker::uniqueId(const char *prefix)
{
    std::string id = prefix;
    for (int i = 0; i < 17; ++i)
        id += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[r.below(32)];
    return id;
}

std::string AccountMaker::date()
{
    const auto two = [&](std::size_t from, std::size_t count) {
        const std::string text = std::to_string(from + r.below(count));
        return text.size() == 1 ? '0' + text : text;
    };
    return "20" + two(18, 8) + '-' + two(1, 12) + '-' + two(1, 28) + 'T' + two(0, 24) + ':' + two(0, 60) + ':' + two(0, 60) + "+00:00";
}

std::string AccountMaker::unused(const std::string &name)
{
    std::string result = name;
    for (int i = 2; !m_names.insert(result).second; ++i)
        result = name + '-' + std::to_string(i);
    return result;
}

Json AccountMaker::tags(int percent)
{
    Json result = Json::array();
    if (!r.chance(percent))
        return result;
    result.push_back({{"Key", "Team"}, {"Value", r.pick(teams())}});
    if (r.chance(60))
        result.push_back({{"Key", "Env"}, {"Value", r.pick(stages())}});
    return result;
}

Json AccountMaker::attachedByName(const std::vector<std::string> &names)
{
    Json result = Json::array();
    for (const LibraryPolicy *policy : attachable()) {
        if (std::find(names.begin(), names.end(), policy->name) != names.end()) {
            m_attachedPolicies.insert(policy->arn);
            result.push_back({{"PolicyName", policy->name}, {"PolicyArn", policy->arn}});
        }
    }
    return result;
}

Json AccountMaker::attached(std::size_t awsManaged, std::size_t own)
{
    Json result = Json::array();
    std::set<std::string> seen;
    const auto add = [&](const std::string &name, const std::string &arn) {
        if (seen.insert(arn).second)
            result.push_back({{"PolicyName", name}, {"PolicyArn", arn}});
    };
    for (std::size_t i = 0; i < awsManaged; ++i) {
        const LibraryPolicy &policy = drawn(r);
        m_attachedPolicies.insert(policy.arn);
        add(policy.name, policy.arn);
    }
    for (std::size_t i = 0; i < own; ++i) {
        std::size_t limit = m_policies.size();
        while (limit > 8 && r.chance(50))
            limit /= 2;
        const Json &policy = m_policies[r.below(limit)];
        add(policy["PolicyName"], policy["Arn"]);
    }
    return result;
}

void AccountMaker::makePolicies()
{
    const std::size_t count = std::max<std::size_t>(8, m_principals / 5);
    for (std::size_t i = 0; i < count; ++i) {
        static const std::vector<Purpose> mix{Purpose::Boundary, Purpose::SelfService, Purpose::Guard, Purpose::Tags, Purpose::Deployment,
            Purpose::Broad, Purpose::Operations, Purpose::Operations, Purpose::Application, Purpose::Application, Purpose::Application,
            Purpose::Application, Purpose::Application, Purpose::Application};
        // One of each first, so that every account has boundaries and self service.
        const Purpose purpose = i < 8 ? mix[i] : mix[2 + r.below(mix.size() - 2)];
        const std::string name = unused(m_statements.word() + '-' + m_statements.word() + "-policy");
        const std::string path = r.chance(85) ? "/" : "/app/";
        const std::string arn = "arn:aws:iam::" + m_id + ":policy" + path + name;
        const std::size_t versions = r.chance(60) ? 1 : 1 + r.below(5);
        Json list = Json::array();
        for (std::size_t version = versions; version > 0; --version) {
            list.push_back({{"Document", m_statements.document(purpose)}, {"VersionId", 'v' + std::to_string(version)},
                            {"IsDefaultVersion", version == versions}, {"CreateDate", date()}});
        }
        m_policies.push_back({{"PolicyName", name}, {"PolicyId", uniqueId("ANPA")}, {"Arn", arn}, {"Path", path},
                              {"DefaultVersionId", 'v' + std::to_string(versions)}, {"AttachmentCount", 1}, {"IsAttachable", true},
                              {"CreateDate", date()}, {"UpdateDate", date()}, {"PolicyVersionList", std::move(list)}});
        if (purpose == Purpose::Boundary)
            m_boundaries.push_back(arn);
    }
}

void AccountMaker::makeGroups()
{
    const auto add = [&](const std::string &name, Json policies) {
        Json inlinePolicies = Json::array();
        if (r.chance(25))
            inlinePolicies.push_back({{"PolicyName", "more"}, {"PolicyDocument", m_statements.application()}});
        m_groups.push_back({{"Path", "/"}, {"GroupName", name}, {"GroupId", uniqueId("AGPA")}, {"Arn", "arn:aws:iam::" + m_id + ":group/" + name},
                            {"CreateDate", date()}, {"GroupPolicyList", std::move(inlinePolicies)}, {"AttachedManagedPolicies", std::move(policies)}});
    };
    add("Administrators", attachedByName({"AdministratorAccess"}));
    add("Auditors", attachedByName({"SecurityAudit", "ViewOnlyAccess"}));
    add("Developers", attachedByName({"PowerUserAccess"}));
    Json everyone = attachedByName({"IAMUserChangePassword"});
    everyone.push_back({{"PolicyName", m_policies[1]["PolicyName"]}, {"PolicyArn", m_policies[1]["Arn"]}});
    add("Everyone", std::move(everyone));
    for (std::size_t i = 0; i < 3 + m_principals / 60; ++i)
        add(unused("team-" + r.pick(teams()) + '-' + m_statements.word()), attached(r.below(3), r.below(4)));
}

void AccountMaker::limit(Json &principal, int percent)
{
    if (r.chance(percent) && !m_boundaries.empty())
        principal["PermissionsBoundary"] = {{"PermissionsBoundaryType", "Policy"}, {"PermissionsBoundaryArn", r.pick(m_boundaries)}};
}

void AccountMaker::makeUser()
{
    const std::string name = unused(m_statements.word() + '.' + m_statements.word());
    const std::string path = r.chance(80) ? "/" : "/staff/";
    Json groups = Json::array();
    if (r.chance(70))
        groups.push_back("Everyone");
    for (std::size_t i = r.below(3); i > 0; --i) {
        const Json &group = m_groups[r.chance(10) ? r.below(4) : 4 + r.below(m_groups.size() - 4)]["GroupName"];
        if (std::find(groups.begin(), groups.end(), group) == groups.end())
            groups.push_back(group);
    }
    Json user{{"Path", path}, {"UserName", name}, {"UserId", uniqueId("AIDA")}, {"Arn", "arn:aws:iam::" + m_id + ":user" + path + name}, {"CreateDate", date()}};
    if (r.chance(14))
        user["UserPolicyList"] = Json::array({{{"PolicyName", "own"}, {"PolicyDocument", m_statements.application()}}});
    user["GroupList"] = std::move(groups);
    user["AttachedManagedPolicies"] = r.chance(45) ? attached(r.below(3), r.below(3)) : Json::array();
    limit(user, 8);
    user["Tags"] = tags(60);
    m_users.push_back(std::move(user));
}

Json &AccountMaker::addRole(const std::string &wanted, Json document, const std::string &path)
{
    const std::string name = unused(wanted);
    Json role{{"Path", path}, {"RoleName", name}, {"RoleId", uniqueId("AROA")}, {"Arn", "arn:aws:iam::" + m_id + ":role" + path + name},
              {"CreateDate", date()}, {"AssumeRolePolicyDocument", std::move(document)}, {"InstanceProfileList", Json::array()},
              {"RolePolicyList", Json::array()}, {"AttachedManagedPolicies", Json::array()}, {"Tags", tags(55)}};
    role["RoleLastUsed"] = r.chance(70) ? Json{{"LastUsedDate", date()}, {"Region", r.pick(regions())}} : Json::object();
    m_roles.push_back(std::move(role));
    return m_roles.back();
}

void AccountMaker::makeServiceRole()
{
    const std::string &service = r.pick(trustedServices());
    Json condition;
    if (r.chance(15))
        condition = {{"StringEquals", {{"aws:SourceAccount", m_id}}}};
    Json &role = addRole("app-" + m_statements.word() + '-' + service.substr(0, service.find('.')) + '-' + r.pick(stages()),
                         trust({{"Service", service}}, "sts:AssumeRole", condition), r.chance(85) ? "/" : "/service-role/");
    if (r.chance(75))
        role["RolePolicyList"].push_back({{"PolicyName", "use"}, {"PolicyDocument", m_statements.application()}});
    role["AttachedManagedPolicies"] = attached(r.below(3), r.below(3));
    limit(role, 3);
}

void AccountMaker::makeServiceLinkedRole()
{
    const std::string word = m_statements.word();
    addRole("AWSServiceRoleFor" + word, trust({{"Service", word + ".amazonaws.com"}}), "/aws-service-role/" + word + ".amazonaws.com/")["AttachedManagedPolicies"]
        = attached(1, 0);
}

void AccountMaker::makeSamlRole()
{
    Json &role = addRole("staff-" + r.pick(teams()), trust({{"Federated", "arn:aws:iam::" + m_id + ":saml-provider/staff"}}, {"sts:AssumeRoleWithSAML", "sts:TagSession"},
                                                           {{"StringEquals", {{"SAML:aud", "https://signin.aws.amazon.com/saml"}}}}));
    role["AttachedManagedPolicies"] = attached(1 + r.below(2), r.below(2));
    limit(role, 4);
}

void AccountMaker::makeOidcRole()
{
    const std::string issuer = "token.actions.githubusercontent.com";
    const std::string repository = m_statements.word() + '-' + m_statements.word();
    Json &role = addRole("deploy-" + repository, trust({{"Federated", "arn:aws:iam::" + m_id + ":oidc-provider/" + issuer}}, "sts:AssumeRoleWithWebIdentity",
                                                       {{"StringEquals", {{issuer + ":aud", "sts.amazonaws.com"}}},
                                                        {"StringLike", {{issuer + ":sub", "repo:example/" + repository + ":*"}}}}));
    role["RolePolicyList"].push_back({{"PolicyName", "deploy"}, {"PolicyDocument", m_statements.document(Purpose::Deployment)}});
    limit(role, 5);
}

void AccountMaker::grantAssume(Json &principal, const std::string &role)
{
    const char *key = principal.contains("UserName") ? "UserPolicyList" : "RolePolicyList";
    principal[key].push_back({{"PolicyName", "assume-" + std::to_string(++m_inlinePolicies)}, {"PolicyDocument", m_statements.assume(role)}});
}

std::size_t AccountMaker::makeChain(std::size_t longest)
{
    std::size_t length = 1;
    while (length < longest && length < 5 && r.chance(45))
        ++length;
    bool isUser = r.chance(60);
    std::size_t from = r.below(isUser ? m_users.size() : m_roles.size());
    for (std::size_t hop = 0; hop < length; ++hop) {
        const std::string arn = isUser ? m_users[from]["Arn"] : m_roles[from]["Arn"];
        Json principal{{"AWS", arn}};
        Json condition;
        const std::size_t chance = r.below(100);
        if (chance < 30)
            principal["AWS"] = "arn:aws:iam::" + m_id + ":root";
        else if (chance < 34)
            condition = {{"ArnEquals", {{"aws:PrincipalArn", arn}}}};
        if (chance >= 30 && chance < 34)
            principal = "*";
        if (isUser && r.chance(35))
            condition["Bool"] = {{"aws:MultiFactorAuthPresent", "true"}};
        Json &role = addRole("hop" + std::to_string(hop + 1) + '-' + m_statements.word() + '-' + r.pick(stages()), trust(principal, "sts:AssumeRole", condition));
        role["AttachedManagedPolicies"] = attached(r.below(2), r.below(3));
        if (r.chance(40))
            role["RolePolicyList"].push_back({{"PolicyName", "use"}, {"PolicyDocument", m_statements.application()}});
        grantAssume(isUser ? m_users[from] : m_roles[from], r.chance(85) ? std::string(role["Arn"]) : std::string(role["Arn"]) + '*');
        isUser = false;
        from = m_roles.size() - 1;
    }
    return length;
}

void AccountMaker::openTo(AccountMaker &other)
{
    Json condition;
    if (r.chance(70))
        condition = {{"StringEquals", {{"sts:ExternalId", "customer-" + std::to_string(r.below(10'000))}}}};
    Json &from = r.chance(50) ? other.m_users[r.below(other.m_users.size())] : other.m_roles[r.below(other.m_roles.size())];
    const bool isNamed = r.chance(60);
    Json &role = addRole("shared-" + m_statements.word(), trust({{"AWS", isNamed ? std::string(from["Arn"]) : "arn:aws:iam::" + other.m_id + ":root"}}, "sts:AssumeRole", condition));
    role["AttachedManagedPolicies"] = attached(1, r.below(2));
    other.grantAssume(from, role["Arn"]);
}

void AccountMaker::make()
{
    makePolicies();
    makeGroups();
    const std::size_t users = std::max<std::size_t>(1, m_principals / 4);
    const std::size_t roles = m_principals - users;
    for (std::size_t i = 0; i < users; ++i)
        makeUser();
    const auto share = [&](std::size_t percent) { return roles * percent / 100; };
    const std::size_t shared = share(5);
    const std::size_t others = share(5) + share(6) + share(11) + share(22);
    for (std::size_t i = 0; i < roles - others - shared; ++i)
        makeServiceRole();
    for (std::size_t i = 0; i < share(5); ++i)
        makeServiceLinkedRole();
    for (std::size_t i = 0; i < share(6); ++i)
        makeSamlRole();
    for (std::size_t i = 0; i < share(11); ++i)
        makeOidcRole();
    for (std::size_t made = 0; made < share(22);)
        made += makeChain(share(22) - made);
}

std::string AccountMaker::exportText() const
{
    Json policies = m_policies;
    for (const std::string &arn : m_attachedPolicies) {
        const LibraryPolicy &known = *ManagedPolicyLibrary::builtIn().find(arn);
        policies.push_back({{"PolicyName", known.name}, {"Arn", arn}, {"Path", "/"}, {"DefaultVersionId", known.versionId}, {"AttachmentCount", 1}, {"IsAttachable", true},
                            {"PolicyVersionList", Json::array({{{"Document", Json::parse(ManagedPolicyLibrary::builtIn().document(arn)->text())},
                                                                {"VersionId", known.versionId}, {"IsDefaultVersion", true}}})}});
    }
    const Json all{{"UserDetailList", m_users}, {"GroupDetailList", m_groups}, {"RoleDetailList", m_roles}, {"Policies", std::move(policies)}};
    return all.dump(4) + '\n';
}

} // namespace rolewright::organization
