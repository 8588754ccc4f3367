// SPDX-License-Identifier: GPL-3.0-or-later
#include "world/entityreader.h"

namespace rolewright {

std::optional<Entity> EntityReader::policy(const json::Value &value)
{
    Fields fields = fieldsOf(value);
    ManagedPolicy policy;
    const bool named = readName(fields, "PolicyName", "PolicyId", policy);
    policy.defaultVersionId = fields.takeText("DefaultVersionId");
    for (const json::Value *element : elements(fields, "PolicyVersionList")) {
        PolicyVersionEntry &version = policy.versions.emplace_back();
        if (!element->isObject()) {
            wrongShape("PolicyVersionList", "object", *element);
            version.document = m_documents.shared(rawText(*element, m_text));
            continue;
        }
        Fields members = fieldsOf(*element);
        version.document = document(members.takeMember("Document"), policy.name);
        version.versionId = text(members, "VersionId");
        const bool isMarked = element->find("IsDefaultVersion") != nullptr;
        version.isDefault = isMarked ? boolean(members, "IsDefaultVersion")
                                     : !version.versionId.empty() && version.versionId == policy.defaultVersionId;
        version.createDate = members.takeText("CreateDate");
        version.extra = rest(members);
        if (!version.document)
            warn("missingDocument", {version.versionId}, element->span.begin);
    }
    if (named && !policy.defaultVersion())
        warn("noDefaultVersion", {policy.defaultVersionId}, m_offset);
    readTags(fields, policy.tags, policy.tagsKnown);
    policy.extra = rest(fields);
    if (!named)
        return std::nullopt;
    return Entity{{}, {}, std::move(policy)};
}

std::optional<Entity> EntityReader::provider(const json::Value &value)
{
    Fields fields = fieldsOf(value);
    IdentityProvider provider;
    provider.arn = text(fields, "Arn");
    const std::string type = text(fields, "Type");
    if (type == "saml" || (type.empty() && provider.arn.find(":saml-provider/") != std::string::npos))
        provider.providerKind = ProviderKind::Saml;
    else if (type != "oidc" && !type.empty())
        wrongShape("Type", "oidc, saml", *value.find("Type"));
    provider.name = text(fields, "Name");
    if (provider.name.empty())
        provider.name = nameFromArn(provider.arn, EntityKind::Provider);
    provider.clientIds = texts(fields, "ClientIDList");
    readTags(fields, provider.tags, provider.tagsKnown);
    provider.extra = rest(fields);
    if (!hasArn(provider.arn))
        return std::nullopt;
    return Entity{{}, {}, std::move(provider)};
}

std::optional<Entity> EntityReader::resource(const json::Value &value)
{
    Fields fields = fieldsOf(value);
    Resource resource;
    resource.arn = text(fields, "Arn");
    resource.name = text(fields, "Name");
    if (resource.name.empty())
        resource.name = nameFromArn(resource.arn, EntityKind::Resource);
    resource.policy = document(fields.takeMember("Policy"), resource.name);
    resource.blockPublicAccess = boolean(fields, "BlockPublicAccess");
    resource.serviceName = text(fields, "ServiceName");
    readTags(fields, resource.tags, resource.tagsKnown);
    resource.extra = rest(fields);
    if (!hasArn(resource.arn))
        return std::nullopt;
    return Entity{{}, {}, std::move(resource)};
}

std::optional<Entity> EntityReader::organizationPolicy(const json::Value &value, const Diagnostics &duplicates)
{
    setEntity("organizationPolicies", value.span.begin);
    if (!value.isObject()) {
        wrongShape("organizationPolicies", "object", value);
        return std::nullopt;
    }
    Fields fields = fieldsOf(value);
    OrganizationPolicy policy;
    policy.policyId = text(fields, "Id");
    m_entity = policy.policyId;
    policy.name = text(fields, "Name");
    const std::string type = text(fields, "Type");
    if (type == "RESOURCE_CONTROL_POLICY")
        policy.type = OrganizationPolicy::Type::ResourceControl;
    else if (type != "SERVICE_CONTROL_POLICY")
        wrongShape("Type", "SERVICE_CONTROL_POLICY, RESOURCE_CONTROL_POLICY", value);
    policy.document = document(fields.takeMember("Content"), policy.name);
    if (!policy.document)
        warn("missingDocument", {policy.name}, m_offset);
    policy.extra = rest(fields);
    const bool whole = reportDuplicates(duplicates, value.span);
    if (!whole || !hasArn(policy.policyId))
        return std::nullopt;
    return Entity{{}, {}, std::move(policy)};
}

} // namespace rolewright
