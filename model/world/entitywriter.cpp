// SPDX-License-Identifier: GPL-3.0-or-later
#include "world/entitywriter.h"

#include "world/entityreader.h"

#include <algorithm>

namespace rolewright {

namespace {

/// Fields of an inner object, kept by the entity as "inner/key".
struct SplitFields {
    ExtraFields inner;
    ExtraFields others;
};

SplitFields split(const ExtraFields &fields, std::string_view inner)
{
    const std::string prefix = std::string(inner) + '/';
    SplitFields result;
    for (const ExtraField &field : fields) {
        if (field.key.starts_with(prefix))
            result.inner.push_back({field.key.substr(prefix.size()), field.json});
        else
            result.others.push_back(field);
    }
    return result;
}

void writeTags(JsonWriter &out, const std::vector<Tag> &tags)
{
    out.key("Tags");
    out.beginArray();
    for (const Tag &tag : tags) {
        out.beginObject();
        out.field("Key", tag.key);
        out.field("Value", tag.value);
        out.extra(tag.extra);
        out.endObject();
    }
    out.endArray();
}

void writeInlinePolicies(JsonWriter &out, std::string_view key, const std::vector<InlinePolicy> &policies)
{
    out.key(key);
    out.beginArray();
    for (const InlinePolicy &policy : policies) {
        out.beginObject();
        out.field("PolicyName", policy.name);
        out.optionalField("PolicyDocument", policy.document);
        out.extra(policy.extra);
        out.endObject();
    }
    out.endArray();
}

void writeAttachedPolicies(JsonWriter &out, const std::vector<AttachedPolicy> &policies)
{
    out.key("AttachedManagedPolicies");
    out.beginArray();
    for (const AttachedPolicy &policy : policies) {
        out.beginObject();
        out.field("PolicyName", policy.name);
        out.field("PolicyArn", policy.arn);
        out.extra(policy.extra);
        out.endObject();
    }
    out.endArray();
}

void writeBoundary(JsonWriter &out, const std::optional<std::string> &boundary, const ExtraFields &extra)
{
    if (!boundary)
        return;
    const bool hasType = std::any_of(extra.begin(), extra.end(), [](const ExtraField &field) { return field.key == "PermissionsBoundaryType"; });
    out.key("PermissionsBoundary");
    out.beginObject();
    if (!hasType)
        out.field("PermissionsBoundaryType", "Policy");
    out.field("PermissionsBoundaryArn", *boundary);
    out.extra(extra);
    out.endObject();
}

void writeName(JsonWriter &out, const IamName &name, std::string_view nameKey, std::string_view idKey)
{
    out.field("Path", name.path);
    out.field(nameKey, name.name);
    out.optionalField(idKey, name.uniqueId);
    out.field("Arn", name.arn);
    out.optionalField("CreateDate", name.createDate);
}

void write(JsonWriter &out, const User &user)
{
    const SplitFields fields = split(user.extra, "PermissionsBoundary");
    writeName(out, user, "UserName", "UserId");
    if (!user.inlinePolicies.empty())
        writeInlinePolicies(out, "UserPolicyList", user.inlinePolicies);
    out.list("GroupList", user.groups);
    writeAttachedPolicies(out, user.attachedPolicies);
    writeBoundary(out, user.boundary, fields.inner);
    if (user.tagsKnown)
        writeTags(out, user.tags);
    out.extra(fields.others);
}

void write(JsonWriter &out, const Group &group)
{
    writeName(out, group, "GroupName", "GroupId");
    writeInlinePolicies(out, "GroupPolicyList", group.inlinePolicies);
    writeAttachedPolicies(out, group.attachedPolicies);
    out.extra(group.extra);
}

void writeInstanceProfiles(JsonWriter &out, const Role &role)
{
    out.key("InstanceProfileList");
    out.beginArray();
    for (const InstanceProfile &profile : role.instanceProfiles) {
        if (!profile.json.empty()) {
            out.json(profile.json);
            continue;
        }
        out.beginObject();
        out.field("Path", "/");
        out.field("InstanceProfileName", profile.name);
        out.field("Arn", profile.arn);
        out.endObject();
    }
    out.endArray();
}

void write(JsonWriter &out, const Role &role)
{
    const SplitFields boundary = split(role.extra, "PermissionsBoundary");
    const SplitFields lastUsed = split(boundary.others, "RoleLastUsed");
    writeName(out, role, "RoleName", "RoleId");
    out.optionalField("AssumeRolePolicyDocument", role.trust);
    writeInstanceProfiles(out, role);
    writeInlinePolicies(out, "RolePolicyList", role.inlinePolicies);
    writeAttachedPolicies(out, role.attachedPolicies);
    writeBoundary(out, role.boundary, boundary.inner);
    if (role.maximumSessionSeconds) {
        out.key("MaxSessionDuration");
        out.verbatim(std::to_string(*role.maximumSessionSeconds));
    }
    if (role.tagsKnown)
        writeTags(out, role.tags);
    out.key("RoleLastUsed");
    out.beginObject();
    out.optionalField("LastUsedDate", role.lastUsedDate);
    out.optionalField("Region", role.lastUsedRegion);
    out.extra(lastUsed.inner);
    out.endObject();
    out.extra(lastUsed.others);
}

void write(JsonWriter &out, const ManagedPolicy &policy)
{
    out.field("PolicyName", policy.name);
    out.optionalField("PolicyId", policy.uniqueId);
    out.field("Arn", policy.arn);
    out.field("Path", policy.path);
    out.optionalField("DefaultVersionId", policy.defaultVersionId);
    out.optionalField("CreateDate", policy.createDate);
    out.key("PolicyVersionList");
    out.beginArray();
    for (const PolicyVersionEntry &version : policy.versions) {
        out.beginObject();
        out.optionalField("Document", version.document);
        out.field("VersionId", version.versionId);
        out.key("IsDefaultVersion");
        out.verbatim(version.isDefault ? "true" : "false");
        out.optionalField("CreateDate", version.createDate);
        out.extra(version.extra);
        out.endObject();
    }
    out.endArray();
    if (policy.tagsKnown)
        writeTags(out, policy.tags);
    out.extra(policy.extra);
}

void write(JsonWriter &out, const IdentityProvider &provider)
{
    out.field("Type", provider.providerKind == ProviderKind::Saml ? "saml" : "oidc");
    out.field("Arn", provider.arn);
    if (provider.name != nameFromArn(provider.arn, EntityKind::Provider))
        out.field("Name", provider.name);
    if (!provider.clientIds.empty())
        out.list("ClientIDList", provider.clientIds);
    if (provider.tagsKnown)
        writeTags(out, provider.tags);
    out.extra(provider.extra);
}

void write(JsonWriter &out, const Resource &resource)
{
    out.field("Arn", resource.arn);
    if (resource.name != nameFromArn(resource.arn, EntityKind::Resource))
        out.field("Name", resource.name);
    out.optionalField("Policy", resource.policy);
    if (resource.blockPublicAccess) {
        out.key("BlockPublicAccess");
        out.verbatim("true");
    }
    if (!resource.serviceName.empty())
        out.field("ServiceName", resource.serviceName);
    if (resource.tagsKnown)
        writeTags(out, resource.tags);
    out.extra(resource.extra);
}

void write(JsonWriter &out, const OrganizationPolicy &policy)
{
    const bool isServiceControl = policy.type == OrganizationPolicy::Type::ServiceControl;
    out.field("Id", policy.policyId);
    out.field("Name", policy.name);
    out.field("Type", isServiceControl ? "SERVICE_CONTROL_POLICY" : "RESOURCE_CONTROL_POLICY");
    out.optionalField("Content", policy.document);
    out.extra(policy.extra);
}

} // namespace

void writeEntity(JsonWriter &out, const Entity &entity)
{
    out.beginObject();
    std::visit([&](const auto &value) { write(out, value); }, entity.data);
    out.endObject();
}

} // namespace rolewright
