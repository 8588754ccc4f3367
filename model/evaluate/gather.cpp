// SPDX-License-Identifier: GPL-3.0-or-later
// What a workspace knows about a request: the policies of each layer and the context keys that follow from it.
#include "evaluate/assumptions.h"
#include "evaluate/claims.h"
#include "evaluate/derive.h"
#include "evaluate/evaluate.h"
#include "evaluate/keypolicy.h"
#include "evaluate/policyholder.h"
#include "evaluate/resourcefit.h"
#include "evaluate/sessionpolicies.h"
#include "evaluate/untold.h"
#include "policy/arn.h"
#include "text/utf8.h"

#include <algorithm>
#include <utility>

namespace rolewright {

namespace {

/// Whether another tag's key is the same but for case, and its value isn't.
bool hasOtherByCase(const std::vector<Tag> &tags, const Tag &tag)
{
    return std::any_of(tags.begin(), tags.end(), [&](const Tag &other) { return other.value != tag.value && equalsIgnoringCase(other.key, tag.key); });
}

class Gatherer
{
public:
    Gatherer(const World &world, Request request)
        : m_world(world)
    {
        m_result.request = std::move(request);
    }

    Gathered run()
    {
        gatherPrincipal();
        gatherResource();
        gatherOrganization();
        assumeCompleteExports();
        gatherEndpoint();
        if (derives()) {
            openClaims(layers(), request());
            openServiceSource(layers(), request());
        }
        return std::move(m_result);
    }

private:
    Layers &layers() { return m_result.layers; }
    Request &request() { return m_result.request; }
    bool derives() const { return m_result.request.deriveContext; }

    void addInline(const std::vector<InlinePolicy> &policies, EntityId owner, const std::string &via)
    {
        for (const InlinePolicy &policy : policies)
            layers().identity.push_back({policy.name, policy.document, {owner, DocumentSlot::Inline, policy.name}, via});
    }

    LayerPolicy managed(const std::string &arn, const std::string &name, const std::string &via)
    {
        if (auto text = m_world.policyText(arn, request().principal.account)) {
            const EntityPtr entity = m_world.find(text->where.owner);
            return {text->name.empty() ? name : text->name, text->document, text->where, via,
                    entity && isContradicted(*entity) ? entity->arn() : std::string()};
        }
        return {name, nullptr, {}, via};
    }

    void addAttached(const std::vector<AttachedPolicy> &policies, const std::string &via)
    {
        for (const AttachedPolicy &policy : policies)
            layers().identity.push_back(managed(policy.arn, policy.name, via));
    }

    void setBoundary(const std::optional<std::string> &arn)
    {
        if (arn)
            layers().boundary = {managed(*arn, arn->substr(arn->rfind('/') + 1), {})};
    }

    /// What another entry of the entity says instead isn't modelled: everything that came from it from `first` on may be wrong.
    void doubtIdentity(const Entity &entity, std::size_t first)
    {
        if (!isContradicted(entity))
            return;
        layers().identity.push_back({entity.name(), nullptr, {}, {}});
        for (std::size_t i = first; i < layers().identity.size(); ++i)
            layers().identity[i].contradicted = entity.arn();
    }

    void derive(const std::string &key, const std::string &value)
    {
        if (derives())
            request().context.derive(key, value);
    }

    /// Of tags whose keys differ only by case a condition matches "either …, but not both", which of them isn't said:
    /// reference_policies_condition-keys, aws:ResourceTag/tag-key. See tellTagsThatDiffer().
    void deriveTags(const std::vector<Tag> &tags, const std::vector<std::string> &prefixes)
    {
        for (const Tag &tag : tags) {
            const bool isOneOfSeveral = hasOtherByCase(tags, tag);
            for (const std::string &prefix : prefixes) {
                const std::string key = prefix + '/' + tag.key;
                if (!isOneOfSeveral)
                    derive(key, tag.value);
                else if (derives() && !request().context.find(key))
                    request().context.setUnknown(key);
            }
        }
    }

    void gatherPrincipal()
    {
        const Principal &principal = request().principal;
        switch (principal.kind) {
        case PrincipalKind::User: {
            const EntityPtr entity = m_world.findByArn(principal.arn);
            if (const User *user = entity ? entity->as<User>() : nullptr)
                gatherUser(*entity, *user);
            else
                setPrincipalUnknown();
            return;
        }
        case PrincipalKind::Role:
        case PrincipalKind::RoleSession: {
            layers().untold.mfa = true;
            layers().untold.issueTime = true;
            layers().untold.userId.emplace();
            EntityPtr entity = m_world.findByArn(principal.arn);
            if (!entity && principal.kind == PrincipalKind::RoleSession)
                entity = m_world.findByName(principal.account, EntityKind::Role, principal.name);
            // The index of names ignores case, as IAM does for new names; ARNs don't.
            const Role *role = entity ? entity->as<Role>() : nullptr;
            if (role && (principal.kind == PrincipalKind::Role || role->name == principal.name))
                gatherRole(*entity, *role);
            else
                setPrincipalUnknown();
            gatherSessionPolicies();
            return;
        }
        case PrincipalKind::FederatedUser:
            gatherFederatedUser();
            return;
        case PrincipalKind::OidcProvider:
        case PrincipalKind::SamlProvider:
            gatherProvider();
            return;
        case PrincipalKind::Root:
        case PrincipalKind::Service:
        case PrincipalKind::Anonymous:
            return;
        }
    }

    void gatherProvider()
    {
        layers().tokenTold = givesClaims(request());
        layers().providerMissing = isMissingProvider(m_world, request().principal);
        if (const IdentityProvider *provider = providerOf(m_world, request().principal))
            layers().clientIds = provider->clientIds;
    }

    /// Its policies are those of the user who called GetFederationToken, within the session policy that was passed. The user
    /// isn't part of a request; where it is known and no session policy is, that counts as the widest:
    /// id_credentials_temp_control-access_getfederationtoken.
    void gatherFederatedUser()
    {
        static const DocumentPtr everything = PolicyDocument::parse(
            R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]})");
        const EntityPtr entity = request().federatedBy.empty() ? nullptr : m_world.findByArn(request().federatedBy);
        const User *user = entity ? entity->as<User>() : nullptr;
        if (!user) {
            setPrincipalUnknown();
            gatherSessionPolicies();
            return;
        }
        const bool derives = std::exchange(request().deriveContext, false); // its keys aren't the user's
        gatherUser(*entity, *user);
        request().deriveContext = derives;
        derive("aws:userid", request().principal.account + ':' + request().principal.name);
        layers().untold.principalTags = false; // the user's tags aren't its own
        layers().untold.issueTime = true;
        layers().session = {{"", everything, {}, {}}};
        gatherSessionPolicies();
    }

    void gatherSessionPolicies()
    {
        const auto &passed = request().sessionPolicies;
        if (!passed)
            return;
        layers().session.emplace();
        if (passed->inlinePolicy)
            layers().session->push_back({"session-policy.json", passed->inlinePolicy, {}, {}});
        for (const std::string &arn : passed->managed)
            layers().session->push_back(managed(arn, arn.substr(arn.rfind('/') + 1), {}));
    }

    void setPrincipalUnknown()
    {
        layers().principalUnknown = true;
        layers().untold.principalTags = true;
    }

    void gatherUser(const Entity &entity, const User &user)
    {
        addInline(user.inlinePolicies, entity.id, {});
        addAttached(user.attachedPolicies, {});
        for (const std::string &name : user.groups) {
            const EntityPtr groupEntity = m_world.findByName(entity.account, EntityKind::Group, name);
            const Group *group = groupEntity ? groupEntity->as<Group>() : nullptr;
            if (!group) {
                layers().identity.push_back({name, nullptr, {}, name}); // a group whose policies aren't known
                continue;
            }
            const std::size_t first = layers().identity.size();
            addInline(group->inlinePolicies, groupEntity->id, group->arn);
            addAttached(group->attachedPolicies, group->arn);
            doubtIdentity(*groupEntity, first);
        }
        setBoundary(user.boundary);
        doubtIdentity(entity, 0);
        layers().untold.principalTags = !user.tagsKnown;
        if (!user.uniqueId.empty())
            derive("aws:userid", user.uniqueId);
        deriveTags(user.tags, {"aws:PrincipalTag"});
    }

    void gatherRole(const Entity &entity, const Role &role)
    {
        addInline(role.inlinePolicies, entity.id, {});
        addAttached(role.attachedPolicies, {});
        setBoundary(role.boundary);
        doubtIdentity(entity, 0);
        layers().untold.principalTags = !role.tagsKnown;
        layers().serviceLinkedRole = role.isServiceLinked();
        layers().callerRole = role.arn;
        derive("aws:PrincipalArn", role.arn);
        const Principal &principal = request().principal;
        if (!role.uniqueId.empty() && principal.kind == PrincipalKind::RoleSession)
            derive("aws:userid", role.uniqueId + ':' + principal.session);
        else if (!role.uniqueId.empty())
            layers().untold.userId = role.uniqueId + ':';
        deriveTags(role.tags, {"aws:PrincipalTag"});
    }

    void gatherResource()
    {
        const EntityPtr entity = listedResource(m_world, request().resource);
        if (entity && !entity->account.empty() && request().resourceAccount.empty())
            request().resourceAccount = entity->account;
        const std::string service = lowered(request().action.substr(0, request().action.find(':')));
        const std::vector<Tag> *tags = nullptr;
        if (const Resource *resource = entity ? entity->as<Resource>() : nullptr) {
            if (resource->policy && !resource->isVpcEndpoint()) {
                layers().resourceState = ResourcePolicyState::Known;
                layers().resource = LayerPolicy{resource->name, resource->policy, {entity->id, DocumentSlot::ResourcePolicy, {}}, {}};
            }
            layers().s3BlockPublicAccess = resource->blockPublicAccess;
            // Tags of the bucket aren't tags of its objects.
            if (resource->arn == request().resource)
                tags = knownTags(*resource);
        } else if (const Role *role = entity ? entity->as<Role>() : nullptr) {
            gatherTrust(*entity, *role);
            tags = knownTags(*role);
        } else if (const User *user = entity ? entity->as<User>() : nullptr) {
            tags = knownTags(*user);
        } else if (const ManagedPolicy *policy = entity ? entity->as<ManagedPolicy>() : nullptr) {
            tags = knownTags(*policy);
        } else if (const IdentityProvider *provider = entity ? entity->as<IdentityProvider>() : nullptr) {
            tags = knownTags(*provider);
        }
        gatherResourceTags(tags, entity && !entity->as<Resource>() ? "iam" : service, entity && entity->as<Group>());
        if (entity && isContradicted(*entity)) {
            layers().resourceState = ResourcePolicyState::Known;
            if (!layers().resource)
                layers().resource = LayerPolicy{entity->name(), nullptr, {}, {}};
            layers().resource->contradicted = entity->arn();
        }
        if (needsUnknownPolicy(entity))
            layers().resourceState = ResourcePolicyState::Unknown;
        else if (const std::optional<ArnView> arn = viewArn(request().resource); !entity && mayHavePolicy(arn))
            assumeNoPolicy(*arn, !request().resourceAccount.empty(), layers().assumptions);
        if (layers().resourceState != ResourcePolicyState::Unknown)
            assumeFittingResource();
    }

    template <typename T>
    static const std::vector<Tag> *knownTags(const T &entity)
    {
        return entity.tagsKnown ? &entity.tags : nullptr;
    }

    /// id_roles_use_passrole: permissions to pass a role can't be limited by the role's tags.
    void gatherResourceTags(const std::vector<Tag> *tags, const std::string &service, bool hasNone)
    {
        if (hasNone || !canHaveResource(request().action) || equalsIgnoringCase(request().action, "iam:PassRole"))
            return;
        layers().untold.resourceTags = !tags;
        layers().untold.otherTagsOf = request().action;
        if (tags)
            deriveTags(*tags, {"aws:ResourceTag", service + ":ResourceTag"});
    }

    /// What isn't the resource of the action has no policy of that kind, and what isn't named isn't known.
    void assumeFittingResource()
    {
        switch (resourceFit(request())) {
        case ResourceFit::Fits: return;
        case ResourceFit::NotNamed: layers().assumptions.push_back(Assumption::ResourceNotNamed); return;
        case ResourceFit::OtherType: layers().assumptions.push_back(Assumption::ResourceOfOtherType); return;
        }
    }

    void gatherTrust(const Entity &entity, const Role &role)
    {
        // Only STS requests are decided by the trust policy; iam:GetRole and the like see no resource policy.
        if (!lowered(request().action).starts_with("sts:"))
            return;
        if (!role.trust)
            return;
        layers().resourceState = ResourcePolicyState::Known;
        layers().resource = LayerPolicy{role.name, role.trust, {entity.id, DocumentSlot::Trust, {}}, {}};
        layers().maximumSessionSeconds = role.maximumSessionSeconds;
    }

    /// Whether the resource has, or may have, a policy that the workspace doesn't hold.
    bool needsUnknownPolicy(const EntityPtr &entity)
    {
        if (layers().resourceState != ResourcePolicyState::None)
            return false;
        const std::optional<Arn> arn = parseArn(request().resource);
        const std::string action = lowered(request().action);
        // Roles and keys always have one, also when the request doesn't say, or says wrongly, which it is about.
        const bool role = arn && arn->service == "iam" && arn->resource.starts_with("role/") && action.starts_with("sts:");
        const bool needed = action.starts_with("sts:assumerole") || action.starts_with("kms:");
        if (role || asksKeyPolicy(request()) || (needed && resourceFit(request()) != ResourceFit::Fits))
            return true;
        if (!arn)
            return false;
        if (entity)
            return false;
        const std::string account = resourceAccountOf(request());
        return !account.empty() && account != request().principal.account && !m_world.account(account);
    }

    /// The endpoint that aws:SourceVpce names: its policy must allow the request as well. VPC User Guide, vpc-endpoints-access. An
    /// endpoint belongs to one service; of one whose service the workspace doesn't say it isn't taken to be STS, or every hop of
    /// a route would be asked of the endpoint of the resource's service.
    void gatherEndpoint()
    {
        const ContextValue *value = request().context.find("aws:SourceVpce");
        if (!value)
            return;
        const bool isKnown = value->provenance != Provenance::Unknown && value->values.size() == 1;
        const std::string service = lowered(request().action.substr(0, request().action.find(':')));
        for (const AccountInfo &account : m_world.header().accounts) {
            for (const EntityPtr &entity : m_world.entities(account.id, EntityKind::Resource)) {
                const Resource &endpoint = *entity->as<Resource>();
                if (!isKnown || !endpoint.arn.ends_with(":vpc-endpoint/" + value->values.front()) || !endpoint.isVpcEndpoint())
                    continue;
                const std::string its = endpoint.serviceName.substr(endpoint.serviceName.rfind('.') + 1);
                if (its.empty() ? service == "sts" : its != service)
                    return;
                // Without a policy of its own it has the default, which allows everything.
                if (endpoint.policy)
                    layers().vpcEndpoint = {{endpoint.name, endpoint.policy, {entity->id, DocumentSlot::ResourcePolicy, {}}, {}}};
                return;
            }
        }
        layers().assumptions.push_back(Assumption::EndpointAllows);
    }

    std::vector<LayerPolicy> organizationPolicies(const std::vector<std::string> &ids)
    {
        std::vector<LayerPolicy> result;
        for (const std::string &id : ids) {
            const EntityPtr entity = m_world.organizationPolicy(id);
            const OrganizationPolicy *policy = entity ? entity->as<OrganizationPolicy>() : nullptr;
            if (policy)
                result.push_back({policy->name, policy->document, {entity->id, DocumentSlot::OrganizationPolicy, {}}, {}});
            else
                result.push_back({id, nullptr, {}, {}});
        }
        return result;
    }

    void deriveOrganization(const std::vector<const OrganizationNode *> &path, const char *idKey, const char *pathsKey)
    {
        if (path.empty() || !derives())
            return;
        std::string text = m_world.header().organization->id + '/';
        for (const OrganizationNode *node : path) {
            if (node->kind != OrganizationNode::Kind::Account)
                text += node->id + '/';
        }
        request().context.derive(idKey, m_world.header().organization->id);
        request().context.derive(pathsKey, std::vector{text});
    }

    /// reference_policies_condition-keys, aws:PrincipalOrgID: there only when the principal is a member of an organization, which whoever
    /// brings a provider's token or assertion isn't, whatever the provider's account.
    bool isOutside()
    {
        const PrincipalKind kind = request().principal.kind;
        return kind == PrincipalKind::OidcProvider || kind == PrincipalKind::SamlProvider;
    }

    void gatherOrganization()
    {
        const std::optional<Organization> &organization = m_world.header().organization;
        if (!organization) {
            layers().untold.principalOrganization = !request().principal.account.empty() && !isOutside();
            layers().untold.resourceOrganization = request().resource != "*";
            return;
        }
        const auto callerPath = organization->pathTo(request().principal.account);
        if (!isOutside())
            deriveOrganization(callerPath, "aws:PrincipalOrgID", "aws:PrincipalOrgPaths");
        layers().managementAccount = !callerPath.empty() && organization->managementAccount == request().principal.account;
        if (!layers().managementAccount && organization->attachesServiceControlPolicies()) {
            for (const OrganizationNode *node : callerPath)
                layers().scp.push_back({node->name.empty() ? node->id : node->name, organizationPolicies(node->serviceControlPolicies)});
        }
        const std::string resourceAccount = resourceAccountOf(request());
        const auto resourcePath = organization->pathTo(resourceAccount);
        if (request().resource != "*")
            deriveOrganization(resourcePath, "aws:ResourceOrgID", "aws:ResourceOrgPaths");
        if (organization->managementAccount == resourceAccount)
            return;
        for (const OrganizationNode *node : resourcePath)
            layers().rcp.push_back({node->name.empty() ? node->id : node->name, organizationPolicies(node->resourceControlPolicies)});
    }

    /// IsTruncated of an export whose next page isn't there stays with its account.
    void assumeCompleteExports()
    {
        for (const std::string &id : {request().principal.account, resourceAccountOf(request())}) {
            const AccountInfo *account = m_world.account(id);
            if (!account || !isTruncated(*account))
                continue;
            layers().assumptions.push_back(Assumption::CompleteExport);
            return;
        }
    }

    const World &m_world;
    Gathered m_result;
};

} // namespace

Gathered gather(const World &world, Request request)
{
    return Gatherer(world, std::move(request)).run();
}

} // namespace rolewright
