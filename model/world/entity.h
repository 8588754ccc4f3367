// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/policy.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rolewright {

/// A handle that is assigned once and survives renames and undo. Zero means none.
/// It lives as long as the workspace is open; in files AWS's own unique ids and ARNs stand.
struct EntityId {
    std::uint32_t value = 0;

    explicit operator bool() const { return value != 0; }
    auto operator<=>(const EntityId &) const = default;
};

/// A field that the program doesn't model, kept as it stood in the file. Those inside of PermissionsBoundary and
/// RoleLastUsed are kept as "RoleLastUsed/key".
struct ExtraField {
    std::string key;
    std::string json; ///< the value's text without white space between its parts

    bool operator==(const ExtraField &) const = default;
};
using ExtraFields = std::vector<ExtraField>;

struct Tag {
    std::string key;
    std::string value;
    ExtraFields extra = {};

    bool operator==(const Tag &) const = default;
};

/// Equal when the texts are: the same text is the same policy.
bool sameText(const DocumentPtr &left, const DocumentPtr &right);

struct InlinePolicy {
    std::string name;
    DocumentPtr document;
    ExtraFields extra;
};

struct AttachedPolicy {
    std::string name;
    std::string arn;
    ExtraFields extra;
};

/// What users, groups, roles, policies have in common. Field names follow
/// `aws iam get-account-authorization-details`.
struct IamName {
    std::string name;
    std::string path = "/";
    std::string arn;
    std::string uniqueId; ///< AIDA…, AGPA…, AROA…, ANPA…
    std::string createDate; ///< as written; empty when missing
};

struct User : IamName {
    std::vector<InlinePolicy> inlinePolicies;
    std::vector<std::string> groups; ///< names of groups of the same account
    std::vector<AttachedPolicy> attachedPolicies;
    std::optional<std::string> boundary; ///< policy ARN
    std::vector<Tag> tags;
    bool tagsKnown = true; ///< false: the file says nothing of tags
    ExtraFields extra;
};

struct Group : IamName {
    std::vector<InlinePolicy> inlinePolicies;
    std::vector<AttachedPolicy> attachedPolicies;
    ExtraFields extra;
};

struct InstanceProfile {
    std::string name;
    std::string arn;
    std::string json; ///< the whole element as it stood in the file; empty when made here
};

struct Role : IamName {
    DocumentPtr trust; ///< null when the export had none
    std::vector<InstanceProfile> instanceProfiles;
    std::vector<InlinePolicy> inlinePolicies;
    std::vector<AttachedPolicy> attachedPolicies;
    std::optional<std::string> boundary;
    std::optional<std::int64_t> maximumSessionSeconds; ///< 3,600 to 43,200; AWS's default is 3,600
    std::string lastUsedDate; ///< empty: never, or not in the export
    std::string lastUsedRegion;
    std::vector<Tag> tags;
    bool tagsKnown = true;
    ExtraFields extra;

    /// IAM User Guide, id_roles_create-service-linked-role: SCPs and RCPs don't bind them.
    bool isServiceLinked() const { return path.starts_with("/aws-service-role/"); }
};

struct PolicyVersionEntry {
    std::string versionId; ///< "v3"
    bool isDefault = false;
    std::string createDate;
    DocumentPtr document;
    ExtraFields extra;
};

struct ManagedPolicy : IamName {
    std::string defaultVersionId;
    std::vector<PolicyVersionEntry> versions;
    std::vector<Tag> tags;
    bool tagsKnown = true;
    ExtraFields extra;

    /// The version in force, or null when the export doesn't hold it.
    const PolicyVersionEntry *defaultVersion() const;
    bool isAwsManaged() const; ///< arn:aws:iam::aws:policy/…
};

enum class ProviderKind { Oidc, Saml };

struct IdentityProvider {
    ProviderKind providerKind = ProviderKind::Oidc;
    std::string arn;
    std::string name; ///< the issuer without https:// or the SAML provider's name
    std::vector<std::string> clientIds; ///< audiences (OIDC)
    std::vector<Tag> tags;
    bool tagsKnown = true;
    ExtraFields extra;
};

/// Something with an ARN that requests are made on, with its resource policy when one is known.
struct Resource {
    std::string arn;
    std::string name; ///< shown in trees; the ARN's last part by default
    DocumentPtr policy; ///< null: it has none
    std::vector<Tag> tags;
    bool tagsKnown = true;
    bool blockPublicAccess = false; ///< S3 Block Public Access in force (bucket or account)
    std::string serviceName; ///< of a VPC endpoint: "com.amazonaws.eu-west-1.s3"; empty when not known
    ExtraFields extra;

    /// Its policy limits the requests that come through it (aws:SourceVpce) instead of granting access to it.
    bool isVpcEndpoint() const;
};

/// A service or resource control policy of the organization.
struct OrganizationPolicy {
    enum class Type { ServiceControl, ResourceControl };
    Type type = Type::ServiceControl;
    std::string policyId; ///< "p-…"
    std::string name;
    DocumentPtr document;
    ExtraFields extra;
};

enum class EntityKind { User, Group, Role, Policy, Provider, Resource, OrganizationPolicy };

/// One thing of the workspace. Immutable once in a World: an edit makes another with the same id.
struct Entity {
    EntityId id;
    std::string account; ///< twelve digits; empty for OrganizationPolicy
    std::variant<User, Group, Role, ManagedPolicy, IdentityProvider, Resource, OrganizationPolicy> data;

    EntityKind kind() const { return static_cast<EntityKind>(data.index()); }
    const std::string &name() const;
    const std::string &arn() const; ///< the policy id for OrganizationPolicy
    template <typename T>
    const T *as() const { return std::get_if<T>(&data); }
};
using EntityPtr = std::shared_ptr<const Entity>;

/// The unknown field that holds, as a list, what else a file said of this entity's ARN: two of one ARN and different content
/// can't both be right, so answers that meet the entity are inconclusive as long as the field is there.
inline constexpr std::string_view conflictField = "OtherEntries";
bool isContradicted(const Entity &entity);
/// Whether the file told its tags; true for what has none.
bool hasKnownTags(const Entity &entity);

/// Where a document stands in the workspace, so that an explanation can lead to its text.
enum class DocumentSlot { Inline, Version, Trust, ResourcePolicy, OrganizationPolicy, Library };

struct DocumentRef {
    EntityId owner; ///< none for Library
    DocumentSlot slot = DocumentSlot::Inline;
    std::string name; ///< inline policy's name, version id, or the ARN of a built-in AWS managed policy

    bool operator==(const DocumentRef &) const = default;
};

/// The document there, or null when the place doesn't exist (any more).
DocumentPtr documentAt(const Entity &entity, DocumentSlot slot, const std::string &name);
/// The same entity with that document replaced; null when the place doesn't exist.
EntityPtr withDocument(const Entity &entity, DocumentSlot slot, const std::string &name, DocumentPtr document);

} // namespace rolewright

template <>
struct std::hash<rolewright::EntityId> {
    std::size_t operator()(rolewright::EntityId id) const noexcept { return id.value; }
};
