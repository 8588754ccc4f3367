// SPDX-License-Identifier: GPL-3.0-or-later
#include "reference/reference.h"

#include "catalog/catalog.h"
#include "reference/conditions.h"
#include "reference/pattern.h"
#include "reference/principals.h"

#include <set>

namespace rolewright::reference {

namespace {

bool isInAccount(const Principal &caller)
{
    return !caller.account.empty() && caller.kind != PrincipalKind::OidcProvider && caller.kind != PrincipalKind::SamlProvider;
}

bool isServiceLinkedRole(const Layers &layers, const Principal &caller)
{
    return layers.serviceLinkedRole || (caller.kind == PrincipalKind::Role && caller.path.starts_with("/aws-service-role/"));
}

/// reference_policies_condition-keys: the keys that say who calls and whose resource it is.
Context withDerivedKeys(const Request &request, const std::string &resourceAccount)
{
    Context context = request.context;
    if (!request.deriveContext)
        return context;
    const Principal &caller = request.principal;
    const auto add = [&](const char *key, const std::string &value) {
        if (!context.find(key))
            context.set(key, value, Provenance::Derived);
    };
    if (isInAccount(caller)) {
        add("aws:PrincipalAccount", caller.account);
        add("aws:PrincipalArn", caller.isSession() ? roleArn(caller) : caller.arn);
    }
    if (caller.kind == PrincipalKind::User) {
        add("aws:PrincipalType", "User");
        add("aws:username", caller.name);
    } else if (caller.isSession()) {
        add("aws:PrincipalType", "AssumedRole");
    } else if (caller.kind == PrincipalKind::FederatedUser) {
        add("aws:PrincipalType", "FederatedUser");
    } else if (caller.kind == PrincipalKind::Root) {
        add("aws:PrincipalType", "Account");
    } else if (caller.kind == PrincipalKind::Anonymous) {
        add("aws:PrincipalType", "Anonymous");
    }
    if (caller.kind == PrincipalKind::Service) {
        add("aws:PrincipalIsAWSService", "true");
        add("aws:PrincipalServiceName", caller.name);
    } else if (caller.kind != PrincipalKind::Anonymous) {
        add("aws:PrincipalIsAWSService", "false");
    }
    if (!resourceAccount.empty())
        add("aws:ResourceAccount", resourceAccount);
    const std::string service = lowerCase(split(request.action, ':').front());
    if (service == "kms" && !caller.account.empty())
        add("kms:CallerAccount", caller.account);
    if (service == "s3" && !resourceAccount.empty() && request.resource != "*")
        add("s3:ResourceAccount", resourceAccount);
    return context;
}

struct Result {
    bool denies = false;
    std::set<Reach> allows; ///< Reach::Itself for policies without Principal

    bool allowsAnyone() const { return !allows.empty(); }
    bool by(Reach reach) const { return allows.contains(reach); }
};

class Flow
{
public:
    Flow(const Layers &layers, const Request &request)
        : m_layers(layers)
        , m_caller(request.principal)
        , m_action(request.action)
        , m_resource(request.resource)
    {
        const std::vector<std::string> parts = split(request.resource, ':');
        m_resourceAccount = request.resourceAccount;
        if (m_resourceAccount.empty() && parts.size() >= 6)
            m_resourceAccount = parts[4];
        if (m_resourceAccount.empty())
            m_resourceAccount = m_caller.account;
        m_context = withDerivedKeys(request, m_resourceAccount);
        // reference_policies_elements_resource: actions that can't be limited to a resource are asked on "*".
        const CatalogAction *action = Catalog::builtIn().action(m_action);
        if (action && action->resources.empty())
            m_resource = "*";
        m_service = lowerCase(split(m_action, ':').front());
    }

    Decision decide();

private:
    bool statementMatches(const Statement &statement, PolicyVersion version, Reach &how) const;
    Result look(const std::vector<LayerPolicy> &policies) const;
    bool allowedByOrganization();
    bool callerMay() const;
    bool limitsPermit() const;
    bool sameAccount(const Result &resource) const;
    bool crossAccount(const Result &resource) const;
    bool isPublicBucketPolicy() const;

    bool isTrust() const
    {
        const std::string action = lowerCase(m_action);
        return action.starts_with("sts:assumerole") || action == "sts:tagsession" || action == "sts:setsourceidentity";
    }
    bool isKey() const
    {
        const std::vector<std::string> parts = split(m_resource, ':');
        if (m_service != "kms" || parts.size() < 6 || parts[2] != "kms")
            return false;
        // kms/latest/developerguide/alias-authorization: an alias stands for its key, but where the alias itself is managed.
        static const std::set<std::string> ofAlias{"kms:createalias", "kms:updatealias", "kms:deletealias"};
        return parts[5].starts_with("key/") || (parts[5].starts_with("alias/") && !ofAlias.contains(lowerCase(m_action)));
    }

    const Layers &m_layers;
    const Principal &m_caller;
    std::string m_action;
    std::string m_service;
    std::string m_resource;
    std::string m_resourceAccount;
    Context m_context;
    bool m_anyDeny = false;
    Result m_identity;
    Result m_boundary;
    Result m_session;
};

bool Flow::statementMatches(const Statement &statement, PolicyVersion version, Reach &how) const
{
    how = Reach::Itself;
    if (statement.principal && !statement.principal->negated) {
        std::set<Reach> found;
        for (const PrincipalEntry &entry : statement.principal->values)
            found.insert(reach(entry, m_caller));
        // The most direct way counts: it is limited by the fewest other policies.
        how = found.contains(Reach::Itself) ? Reach::Itself
            : found.contains(Reach::Everyone) ? Reach::Everyone
            : found.contains(Reach::Role) ? Reach::Role
            : found.contains(Reach::Account) ? Reach::Account : Reach::None;
        if (how == Reach::None)
            return false;
    } else if (statement.principal && statement.effect == Effect::Deny) {
        if (sparedByNotPrincipal(statement.principal->values, m_caller, m_layers.boundary.has_value()))
            return false;
    } else if (statement.principal) {
        for (const PrincipalEntry &entry : statement.principal->values) {
            if (reach(entry, m_caller) != Reach::None)
                return false;
        }
        how = Reach::Everyone;
    }
    bool action = false;
    for (const PolicyString &pattern : statement.action->values)
        action = action || matchesAction(pattern.text, m_action);
    if (action == statement.action->negated)
        return false;
    if (statement.resource) {
        bool resource = false;
        for (const PolicyString &pattern : statement.resource->values) {
            const auto tokens = compile(pattern.text, version, PatternKind::Resource, m_context);
            resource = resource || (tokens && matches(*tokens, m_resource));
            // s3:ListAllMyBuckets on "arn:aws:s3:::*", as the examples of reference_policies_evaluation-logic write it.
            resource = resource || (m_resource == "*" && m_service == "s3" && pattern.text == "arn:aws:s3:::*");
        }
        if (resource == statement.resource->negated)
            return false;
    }
    for (const ConditionEntry &condition : statement.conditions) {
        if (!holds(condition, version, m_context))
            return false;
    }
    return true;
}

Result Flow::look(const std::vector<LayerPolicy> &policies) const
{
    Result result;
    for (const LayerPolicy &policy : policies) {
        for (const Statement &statement : policy.document->policy()->statements) {
            Reach how = Reach::None;
            if (!statementMatches(statement, policy.document->policy()->version, how))
                continue;
            if (statement.effect == Effect::Deny)
                result.denies = true;
            else
                result.allows.insert(how);
        }
    }
    return result;
}

/// orgs_manage_policies_scps, orgs_manage_policies_rcps: each level of SCPs must allow; RCPs only deny.
bool Flow::allowedByOrganization()
{
    bool allowed = true;
    const bool linked = isServiceLinkedRole(m_layers, m_caller);
    if (isInAccount(m_caller) && !linked && !m_layers.managementAccount) {
        for (const LayerLevel &level : m_layers.scp) {
            const Result result = look(level.policies);
            m_anyDeny = m_anyDeny || result.denies;
            allowed = allowed && result.allowsAnyone();
        }
    }
    const CatalogService *service = Catalog::builtIn().service(m_service);
    const bool awsKey = m_resource.find(":alias/aws/") != std::string::npos && m_service == "kms";
    const bool covered = service && service->honoursRcp && lowerCase(m_action) != "kms:retiregrant" && !awsKey;
    if (covered && !linked) {
        for (const LayerLevel &level : m_layers.rcp)
            m_anyDeny = m_anyDeny || look(level.policies).denies;
    }
    return allowed;
}

/// Boundary and session policy: what limits permissions granted to a role's ARN.
bool Flow::limitsPermit() const
{
    const bool boundary = !m_layers.boundary || m_boundary.allowsAnyone();
    const bool session = m_layers.session ? m_session.allowsAnyone() : m_caller.kind != PrincipalKind::FederatedUser;
    return boundary && session;
}

/// The caller's own side: identity, boundary and session policies; root needs none.
bool Flow::callerMay() const
{
    if (m_caller.kind == PrincipalKind::Root)
        return true;
    return m_identity.allowsAnyone() && limitsPermit();
}

bool Flow::sameAccount(const Result &resource) const
{
    // The table of step 3: who is named decides what still limits.
    const bool granted = resource.by(Reach::Itself) || resource.by(Reach::Everyone) || (resource.by(Reach::Role) && limitsPermit());
    if (isTrust() || isKey())
        return granted || (resource.allowsAnyone() && callerMay());
    return granted || callerMay();
}

bool Flow::crossAccount(const Result &resource) const
{
    const std::string action = lowerCase(m_action);
    if (action == "iam:passrole")
        return false;
    if (m_service == "kms") {
        // KMS Developer Guide, key-policy-modifying-external-accounts.
        static const std::set<std::string> operations{
            "kms:decrypt", "kms:derivesharedsecret", "kms:encrypt", "kms:generatedatakey", "kms:generatedatakeypair",
            "kms:generatedatakeypairwithoutplaintext", "kms:generatedatakeywithoutplaintext", "kms:generatemac", "kms:reencryptfrom",
            "kms:reencryptto", "kms:sign", "kms:verify", "kms:verifymac", "kms:creategrant", "kms:describekey",
            "kms:getkeyrotationstatus", "kms:getpublickey", "kms:listgrants", "kms:retiregrant", "kms:revokegrant"};
        if (!operations.contains(action))
            return false;
    }
    return resource.allowsAnyone() && callerMay();
}

/// S3 User Guide, access-control-block-public-access: an Allow for everyone without a condition of fixed values on
/// one of the listed keys.
bool Flow::isPublicBucketPolicy() const
{
    static const std::set<std::string> narrowing{"aws:sourceip", "aws:principalorgid", "aws:sourcevpce", "aws:sourceaccount"};
    for (const Statement &statement : m_layers.resource->document->policy()->statements) {
        if (statement.effect == Effect::Deny)
            continue;
        bool everyone = false;
        for (const PrincipalEntry &entry : statement.principal->values)
            everyone = everyone || entry.type == PrincipalType::Everyone;
        bool narrowed = false;
        for (const ConditionEntry &condition : statement.conditions)
            narrowed = narrowed || narrowing.contains(lowerCase(condition.key.text));
        if (everyone && !narrowed)
            return true;
    }
    return false;
}

Decision Flow::decide()
{
    const bool organization = allowedByOrganization();
    Result resource;
    // S3 API Reference, DeleteBucketPolicy: the bucket owner's root user isn't bound by the bucket's policy there.
    static const std::set<std::string> ofBucketPolicy{"s3:getbucketpolicy", "s3:putbucketpolicy", "s3:deletebucketpolicy"};
    const bool ownersRoot = m_caller.kind == PrincipalKind::Root && m_resourceAccount == m_caller.account
        && ofBucketPolicy.contains(lowerCase(m_action));
    if (m_layers.resource && !ownersRoot)
        resource = look({*m_layers.resource});
    m_identity = look(m_layers.identity);
    if (m_layers.boundary)
        m_boundary = look(*m_layers.boundary);
    if (m_layers.session)
        m_session = look(*m_layers.session);
    Result endpoint;
    if (m_layers.vpcEndpoint)
        endpoint = look(*m_layers.vpcEndpoint);
    for (const Result *result : {&resource, &m_identity, &m_boundary, &m_session, &endpoint})
        m_anyDeny = m_anyDeny || result->denies;
    if (m_anyDeny)
        return Decision::ExplicitDeny;
    if (!organization || (m_layers.vpcEndpoint && !endpoint.allowsAnyone()))
        return Decision::ImplicitDeny;
    // STS API Reference, AssumeRole: not with root's credentials.
    if (m_caller.kind == PrincipalKind::Root && lowerCase(m_action) == "sts:assumerole")
        return Decision::ImplicitDeny;

    const bool foreign = isInAccount(m_caller) && m_resourceAccount != m_caller.account;
    if (m_layers.s3BlockPublicAccess && m_service == "s3" && m_layers.resource && isPublicBucketPolicy()
        && (foreign || m_caller.kind == PrincipalKind::Anonymous))
        return Decision::ImplicitDeny;
    bool allowed = resource.by(Reach::Itself) || resource.by(Reach::Everyone); // services, providers, anonymous
    if (isInAccount(m_caller))
        allowed = foreign ? crossAccount(resource) : sameAccount(resource);
    return allowed ? Decision::Allowed : Decision::ImplicitDeny;
}

} // namespace

namespace {

/// id_credentials_sts-comparison: who can call what; services that take signed requests only.
bool canCall(const Principal &caller, const std::string &action)
{
    const bool oidc = caller.kind == PrincipalKind::OidcProvider;
    const bool saml = caller.kind == PrincipalKind::SamlProvider;
    const bool anonymous = caller.kind == PrincipalKind::Anonymous;
    if (action == "sts:assumerolewithwebidentity")
        return oidc;
    if (action == "sts:assumerolewithsaml")
        return saml;
    if (oidc || saml)
        return action == "sts:tagsession" || action == "sts:setsourceidentity";
    if (caller.kind == PrincipalKind::FederatedUser)
        return !action.starts_with("sts:") && !action.starts_with("iam:");
    for (const char *service : {"kms:", "iam:", "sts:", "dynamodb:", "secretsmanager:"}) {
        if (anonymous && action.starts_with(service))
            return false;
    }
    return true;
}

Decision decideAction(const Layers &layers, const Request &request)
{
    const Decision decision = Flow(layers, request).decide();
    return decision == Decision::Allowed && !canCall(request.principal, lowerCase(request.action)) ? Decision::ImplicitDeny : decision;
}

} // namespace

Decision decide(const Layers &layers, const Request &request)
{
    Decision decision = decideAction(layers, request);
    if (!lowerCase(request.action).starts_with("sts:assumerole"))
        return decision;
    // id_session-tags and id_credentials_temp_control-access_monitor: passing tags or a source identity needs a permission
    // of its own, or the request fails.
    std::set<std::string> also;
    for (const auto &[key, value] : request.context.entries()) {
        if (value.values.empty())
            continue;
        if (key == "aws:tagkeys" || key == "sts:transitivetagkeys" || key.starts_with("aws:requesttag/"))
            also.insert("sts:TagSession");
        if (key == "sts:sourceidentity")
            also.insert("sts:SetSourceIdentity");
    }
    for (const char *action : {"sts:TagSession", "sts:SetSourceIdentity"}) {
        if (decision != Decision::Allowed || !also.contains(action))
            continue;
        Request second = request;
        second.action = action;
        decision = decideAction(layers, second);
    }
    return decision;
}

} // namespace rolewright::reference
