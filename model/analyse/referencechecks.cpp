// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/documentchecks.h"
#include "text/utf8.h"

#include <algorithm>

namespace rolewright::checks {
namespace {

std::size_t charactersWithoutSpace(const DocumentPtr &document)
{
    if (!document)
        return 0;
    // Code points: continuation bytes don't count.
    return static_cast<std::size_t>(std::count_if(document->text().begin(), document->text().end(), [](char c) {
        return c != ' ' && c != '\n' && c != '\r' && c != '\t' && (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

/// IAM User Guide, reference_iam-quotas "IAM and STS character limits": the sum of an entity's inline policies.
void checkInlineSize(const std::vector<InlinePolicy> &policies, std::size_t limit, Diagnostics &found)
{
    std::size_t size = 0;
    for (const InlinePolicy &policy : policies)
        size += charactersWithoutSpace(policy.document);
    if (size > limit)
        found.push_back({Severity::Warning, "inlinePoliciesTooLong", {std::to_string(size), std::to_string(limit)}, {}});
}

void checkAttached(const std::vector<AttachedPolicy> &policies, const World &world, Diagnostics &found)
{
    for (const AttachedPolicy &policy : policies) {
        const std::optional<World::PolicyText> text = world.policyText(policy.arn);
        if (!text || !text->document)
            found.push_back({Severity::Warning, "attachedPolicyMissing", {policy.arn}, {}});
    }
}

void checkBoundary(const std::optional<std::string> &boundary, const World &world, Diagnostics &found)
{
    if (!boundary)
        return;
    const std::optional<World::PolicyText> text = world.policyText(*boundary);
    if (!text || !text->document)
        found.push_back({Severity::Warning, "boundaryMissing", {*boundary}, {}});
}

/// IAM User Guide, id_tags, "Case sensitivity": users and roles can't have two tags whose keys differ only by case; other resources can.
void checkTags(const std::vector<Tag> &tags, Diagnostics &found)
{
    for (std::size_t i = 0; i < tags.size(); ++i) {
        const auto same = std::find_if(tags.begin(), tags.begin() + static_cast<std::ptrdiff_t>(i), [&](const Tag &other) { return equalsIgnoringCase(other.key, tags[i].key); });
        if (same != tags.begin() + static_cast<std::ptrdiff_t>(i))
            found.push_back({Severity::Warning, "tagTwice", {tags[i].key, same->key}, {}});
    }
}

void check(const User &user, const Entity &entity, const World &world, Diagnostics &found)
{
    for (const std::string &group : user.groups) {
        if (!world.findByName(entity.account, EntityKind::Group, group))
            found.push_back({Severity::Warning, "groupMissing", {group}, {}});
    }
    checkAttached(user.attachedPolicies, world, found);
    checkBoundary(user.boundary, world, found);
    checkInlineSize(user.inlinePolicies, 2048, found);
    checkTags(user.tags, found);
}

void check(const Group &group, const Entity &, const World &world, Diagnostics &found)
{
    checkAttached(group.attachedPolicies, world, found);
    checkInlineSize(group.inlinePolicies, 5120, found);
}

void check(const Role &role, const Entity &, const World &world, Diagnostics &found)
{
    if (!role.trust)
        found.push_back({Severity::Warning, "trustMissing", {}, {}});
    checkAttached(role.attachedPolicies, world, found);
    checkBoundary(role.boundary, world, found);
    checkInlineSize(role.inlinePolicies, 10240, found);
    checkTags(role.tags, found);
}

void check(const ManagedPolicy &policy, const Entity &, const World &, Diagnostics &found)
{
    const PolicyVersionEntry *version = policy.defaultVersion();
    if (!version || !version->document) {
        found.push_back({Severity::Warning, "defaultVersionMissing", {policy.defaultVersionId}, {}});
        return;
    }
    const std::size_t size = charactersWithoutSpace(version->document);
    if (!policy.isAwsManaged() && size > 6144)
        found.push_back({Severity::Warning, "policyTooLong", {std::to_string(size), "6144"}, {}});
}

void check(const IdentityProvider &, const Entity &, const World &, Diagnostics &) { }
void check(const Resource &, const Entity &, const World &, Diagnostics &) { }
void check(const OrganizationPolicy &, const Entity &, const World &, Diagnostics &) { }

} // namespace

void references(const Entity &entity, const World &world, Diagnostics &found)
{
    std::visit([&](const auto &data) { check(data, entity, world, found); }, entity.data);
}

} // namespace rolewright::checks
