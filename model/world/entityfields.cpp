// SPDX-License-Identifier: GPL-3.0-or-later
#include "world/entityreader.h"

#include <charconv>

namespace rolewright {

namespace {

void append(ExtraFields &fields, const ExtraFields &more)
{
    fields.insert(fields.end(), more.begin(), more.end());
}

} // namespace

ExtraFields EntityReader::rest(const Fields &fields)
{
    ExtraFields result;
    for (const Fields::OtherCase &one : fields.otherCase())
        warn("otherCase", {std::string(one.member->key), one.name}, one.member->keySpan.begin);
    for (const json::Member *member : fields.rest()) {
        m_keptSpans.push_back(member->value.span);
        result.push_back({std::string(member->key), rawText(member->value, m_text)});
    }
    return result;
}

bool EntityReader::readName(Fields &fields, const std::string &nameKey, const std::string &idKey, IamName &name)
{
    name.path = text(fields, "Path");
    name.name = text(fields, nameKey);
    name.arn = text(fields, "Arn");
    name.uniqueId = fields.takeText(idKey);
    name.createDate = fields.takeText("CreateDate");
    if (name.path.empty())
        name.path = "/";
    if (name.name.empty() && !name.arn.empty()) {
        name.name = nameFromArn(name.arn, EntityKind::User);
        warn("missingName", {name.name}, m_offset);
    }
    if (name.name.empty())
        m_remarks.add(Severity::Error, "unnamedEntity", {}, {m_file, m_offset}, m_entity);
    return !name.name.empty();
}

std::vector<InlinePolicy> EntityReader::inlinePolicies(Fields &fields, const std::string &key)
{
    std::vector<InlinePolicy> result;
    for (const json::Value *element : elements(fields, key)) {
        InlinePolicy &policy = result.emplace_back();
        if (!element->isObject()) {
            wrongShape(key, "object", *element);
            policy.document = m_documents.shared(rawText(*element, m_text));
            continue;
        }
        Fields member = fieldsOf(*element);
        policy.name = text(member, "PolicyName");
        const json::Member *written = member.takeMember("PolicyDocument");
        policy.document = document(written, policy.name);
        if (!policy.document)
            warn("missingDocument", {policy.name}, element->span.begin);
        policy.extra = rest(member);
    }
    return result;
}

std::vector<AttachedPolicy> EntityReader::attachedPolicies(Fields &fields)
{
    std::vector<AttachedPolicy> result;
    for (const json::Value *element : elements(fields, "AttachedManagedPolicies")) {
        AttachedPolicy &policy = result.emplace_back();
        if (!element->isObject()) {
            wrongShape("AttachedManagedPolicies", "object", *element);
            policy.name = element->isString() ? element->text : rawText(*element, m_text);
            continue;
        }
        Fields member = fieldsOf(*element);
        policy.name = text(member, "PolicyName");
        policy.arn = text(member, "PolicyArn");
        policy.extra = rest(member);
    }
    return result;
}

std::optional<std::string> EntityReader::boundary(Fields &fields, ExtraFields &extra)
{
    const json::Value *value = fields.take("PermissionsBoundary");
    if (!value)
        return std::nullopt;
    if (value->isString())
        return std::string(value->text);
    const json::Value *arn = value->find("PermissionsBoundaryArn");
    if (!arn || !arn->isString()) {
        if (value->isObject())
            lacks("PermissionsBoundary", "PermissionsBoundaryArn", *value);
        else
            wrongShape("PermissionsBoundary", "object", *value);
        return rawText(*value, m_text);
    }
    Fields members = fieldsOf(*value);
    members.take("PermissionsBoundaryArn");
    // The type that is written by default; another one is kept.
    const json::Value *type = value->find("PermissionsBoundaryType");
    if (type && type->isString() && type->text == "Policy")
        members.take("PermissionsBoundaryType");
    for (const ExtraField &field : rest(members))
        extra.push_back({"PermissionsBoundary/" + field.key, field.json});
    return std::string(arn->text);
}

std::vector<InstanceProfile> EntityReader::instanceProfiles(Fields &fields)
{
    std::vector<InstanceProfile> result;
    for (const json::Value *element : elements(fields, "InstanceProfileList")) {
        InstanceProfile &profile = result.emplace_back();
        profile.json = rawText(*element, m_text);
        m_keptSpans.push_back(element->span);
        const json::Value *name = element->find("InstanceProfileName");
        const json::Value *arn = element->find("Arn");
        if (!name || !name->isString() || !arn || !arn->isString()) {
            // Kept whole all the same.
            warn("wrongShape", {"InstanceProfileList", "object", kindName(element->kind)}, element->span.begin);
            continue;
        }
        profile.name = name->text;
        profile.arn = arn->text;
    }
    return result;
}

void EntityReader::lastUsed(Fields &fields, Role &role)
{
    const json::Value *value = fields.take("RoleLastUsed");
    if (!value)
        return;
    if (!value->isObject()) {
        wrongShape("RoleLastUsed", "object", *value);
        return;
    }
    Fields members = fieldsOf(*value);
    role.lastUsedDate = members.takeText("LastUsedDate");
    role.lastUsedRegion = members.takeText("Region");
    for (const ExtraField &field : rest(members))
        role.extra.push_back({"RoleLastUsed/" + field.key, field.json});
}

std::optional<Entity> EntityReader::user(const json::Value &value)
{
    Fields fields = fieldsOf(value);
    User user;
    const bool named = readName(fields, "UserName", "UserId", user);
    user.inlinePolicies = inlinePolicies(fields, "UserPolicyList");
    user.groups = texts(fields, "GroupList");
    user.attachedPolicies = attachedPolicies(fields);
    user.boundary = boundary(fields, user.extra);
    readTags(fields, user.tags, user.tagsKnown);
    append(user.extra, rest(fields));
    if (!named)
        return std::nullopt;
    return Entity{{}, {}, std::move(user)};
}

std::optional<Entity> EntityReader::group(const json::Value &value)
{
    Fields fields = fieldsOf(value);
    Group group;
    const bool named = readName(fields, "GroupName", "GroupId", group);
    group.inlinePolicies = inlinePolicies(fields, "GroupPolicyList");
    group.attachedPolicies = attachedPolicies(fields);
    group.extra = rest(fields);
    if (!named)
        return std::nullopt;
    return Entity{{}, {}, std::move(group)};
}

std::optional<Entity> EntityReader::role(const json::Value &value)
{
    Fields fields = fieldsOf(value);
    Role role;
    const bool named = readName(fields, "RoleName", "RoleId", role);
    role.trust = document(fields.takeMember("AssumeRolePolicyDocument"), "AssumeRolePolicyDocument");
    if (!role.trust)
        warn("missingTrust", {}, m_offset);
    role.instanceProfiles = instanceProfiles(fields);
    role.inlinePolicies = inlinePolicies(fields, "RolePolicyList");
    role.attachedPolicies = attachedPolicies(fields);
    role.boundary = boundary(fields, role.extra);
    readTags(fields, role.tags, role.tagsKnown);
    lastUsed(fields, role);
    if (const json::Value *duration = fields.take("MaxSessionDuration")) {
        std::int64_t seconds = 0;
        const std::string_view digits = duration->text;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
        if (error == std::errc{} && end == digits.data() + digits.size() && seconds > 0)
            role.maximumSessionSeconds = seconds;
        else
            wrongShape("MaxSessionDuration", "number", *duration);
    }
    append(role.extra, rest(fields));
    if (!named)
        return std::nullopt;
    return Entity{{}, {}, std::move(role)};
}

} // namespace rolewright
