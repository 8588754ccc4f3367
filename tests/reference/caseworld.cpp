// SPDX-License-Identifier: GPL-3.0-or-later
#include "reference/caseworld.h"

#include "policy/arn.h"

#include <algorithm>

namespace rolewright::reference {

namespace {

class CaseWorld
{
public:
    explicit CaseWorld(const Case &asked)
        : m_case(asked)
    {
    }

    World run()
    {
        addCaller();
        addResource();
        addOrganization();
        return m_builder.build();
    }

private:
    const Principal &caller() const { return m_case.request.principal; }

    std::optional<std::string> boundary()
    {
        if (!m_case.layers.boundary || m_case.layers.boundary->empty())
            return std::nullopt;
        ManagedPolicy policy;
        policy.name = "boundary";
        policy.arn = "arn:aws:iam::" + caller().account + ":policy/boundary";
        policy.defaultVersionId = "v1";
        policy.versions.push_back({"v1", true, {}, m_case.layers.boundary->front().document, {}});
        const std::string arn = policy.arn;
        m_builder.add({{}, caller().account, std::move(policy)});
        return arn;
    }

    template <typename T>
    void fill(T &entity)
    {
        entity.name = caller().name;
        std::size_t number = 0;
        for (const LayerPolicy &policy : m_case.layers.identity)
            entity.inlinePolicies.push_back({"p" + std::to_string(++number), policy.document, {}});
        entity.boundary = boundary();
        entity.tags = {{"Team", "core"}, {"team", "other"}};
        entity.uniqueId = "AIDAEXAMPLE";
    }

    void addCaller()
    {
        if (caller().account.empty())
            return;
        m_builder.account(caller().account);
        if (caller().kind == PrincipalKind::User) {
            User user;
            fill(user);
            user.arn = caller().arn;
            user.path = caller().path;
            m_builder.add({{}, caller().account, std::move(user)});
        } else if (caller().isSession()) {
            Role role;
            fill(role);
            role.path = caller().path.empty() ? "/" : caller().path;
            role.arn = "arn:" + caller().partition + ":iam::" + caller().account + ":role" + role.path + caller().name;
            if (m_case.request.resource == role.arn && m_case.layers.resource)
                role.trust = m_case.layers.resource->document;
            m_builder.add({{}, caller().account, std::move(role)});
        }
    }

    void addResource()
    {
        std::string arn = m_case.request.resource;
        const std::optional<Arn> parsed = parseArn(arn);
        if (!parsed || !m_case.layers.resource)
            return;
        m_resourceAccount = !m_case.request.resourceAccount.empty() ? m_case.request.resourceAccount
            : isAccountId(parsed->account)                         ? parsed->account
            : !caller().account.empty()                            ? caller().account
                                                                   : "111122223333";
        m_builder.account(m_resourceAccount);
        if (parsed->service == "iam" && parsed->resource.starts_with("role/")) {
            Role role;
            role.arn = arn;
            role.name = arn.substr(arn.rfind('/') + 1);
            role.trust = m_case.layers.resource->document;
            m_builder.add({{}, m_resourceAccount, std::move(role)});
            return;
        }
        const std::size_t slash = parsed->resource.find('/');
        if (parsed->service == "s3" && slash != std::string::npos)
            arn = arn.substr(0, arn.size() - parsed->resource.size() + slash);
        Resource resource;
        resource.arn = arn;
        resource.name = "resource";
        resource.policy = m_case.layers.resource->document;
        resource.blockPublicAccess = m_case.layers.s3BlockPublicAccess;
        resource.tags = {{"Team", "core"}};
        m_builder.add({{}, m_resourceAccount, std::move(resource)});
    }

    std::vector<std::string> policies(OrganizationPolicy::Type type, const std::vector<LayerPolicy> &list)
    {
        std::vector<std::string> ids;
        for (const LayerPolicy &policy : list) {
            OrganizationPolicy added;
            added.type = type;
            added.policyId = "p-" + std::to_string(++m_policies);
            added.name = policy.name;
            added.document = policy.document;
            ids.push_back(added.policyId);
            m_builder.add({{}, {}, std::move(added)});
        }
        return ids;
    }

    void addOrganization()
    {
        const std::size_t levels = std::max(m_case.layers.scp.size(), m_case.layers.rcp.size());
        const std::string account = !caller().account.empty() ? caller().account : m_resourceAccount;
        if (levels == 0 || account.empty())
            return;
        Organization organization;
        organization.id = "o-example1234";
        organization.managementAccount = "999999999999";
        OrganizationNode *node = &organization.root;
        for (std::size_t level = 0; level < levels; ++level) {
            if (level > 0)
                node = &node->children.emplace_back();
            node->id = level == 0 ? "r-exam" : "ou-exam-" + std::to_string(level);
            node->kind = level == 0 ? OrganizationNode::Kind::Root : OrganizationNode::Kind::Unit;
            if (level + 1 == levels && level > 0) {
                node->kind = OrganizationNode::Kind::Account;
                node->id = account;
            }
            if (level < m_case.layers.scp.size())
                node->serviceControlPolicies = policies(OrganizationPolicy::Type::ServiceControl, m_case.layers.scp[level].policies);
            if (level < m_case.layers.rcp.size())
                node->resourceControlPolicies = policies(OrganizationPolicy::Type::ResourceControl, m_case.layers.rcp[level].policies);
        }
        for (const std::string &other : {account, m_resourceAccount}) {
            if (other.empty() || !organization.pathTo(other).empty())
                continue;
            OrganizationNode &added = organization.root.children.emplace_back();
            added.kind = OrganizationNode::Kind::Account;
            added.id = other;
        }
        m_builder.header().organization = std::move(organization);
    }

    const Case &m_case;
    WorldBuilder m_builder;
    std::string m_resourceAccount;
    std::size_t m_policies = 0;
};

} // namespace

World worldOf(const Case &asked)
{
    return CaseWorld(asked).run();
}

} // namespace rolewright::reference
