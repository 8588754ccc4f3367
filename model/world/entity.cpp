// SPDX-License-Identifier: GPL-3.0-or-later
#include "world/entity.h"

#include "policy/arn.h"

#include <algorithm>

namespace rolewright {

bool Resource::isVpcEndpoint() const
{
    const std::optional<Arn> parsed = parseArn(arn);
    return parsed && parsed->service == "ec2" && parsed->resource.starts_with("vpc-endpoint/");
}

bool isContradicted(const Entity &entity)
{
    const ExtraFields &extra = std::visit([](const auto &data) -> const ExtraFields & { return data.extra; }, entity.data);
    return std::any_of(extra.begin(), extra.end(), [](const ExtraField &field) { return field.key == conflictField; });
}

bool hasKnownTags(const Entity &entity)
{
    return std::visit(
        [](const auto &data) {
            if constexpr (requires { data.tagsKnown; })
                return data.tagsKnown;
            else
                return true;
        },
        entity.data);
}

bool sameText(const DocumentPtr &left, const DocumentPtr &right)
{
    if (left == right)
        return true;
    return left && right && left->text() == right->text();
}

const PolicyVersionEntry *ManagedPolicy::defaultVersion() const
{
    const auto named = std::find_if(versions.begin(), versions.end(), [this](const PolicyVersionEntry &version) {
        return !defaultVersionId.empty() && version.versionId == defaultVersionId;
    });
    if (named != versions.end())
        return &*named;
    // A DefaultVersionId that no version has names a version that the export left out: another one isn't in force.
    if (!defaultVersionId.empty())
        return nullptr;
    const auto marked = std::find_if(versions.begin(), versions.end(), [](const PolicyVersionEntry &version) { return version.isDefault; });
    return marked == versions.end() ? nullptr : &*marked;
}

bool ManagedPolicy::isAwsManaged() const
{
    return arn.starts_with("arn:aws") && arn.find(":iam::aws:policy/") != std::string::npos;
}

const std::string &Entity::name() const
{
    return std::visit([](const auto &value) -> const std::string & { return value.name; }, data);
}

const std::string &Entity::arn() const
{
    return std::visit(
        [](const auto &value) -> const std::string & {
            if constexpr (requires { value.arn; })
                return value.arn;
            else
                return value.policyId;
        },
        data);
}

namespace {

/// The place of a document in an entity's data, or nullptr. `Data` may be const.
template <typename Data>
auto findDocument(Data &data, DocumentSlot slot, const std::string &name) -> decltype(&std::get<Role>(data).trust)
{
    using Place = decltype(&std::get<Role>(data).trust);
    switch (slot) {
    case DocumentSlot::Inline:
        return std::visit(
            [&](auto &value) -> Place {
                if constexpr (requires { value.inlinePolicies; }) {
                    for (auto &policy : value.inlinePolicies) {
                        if (policy.name == name)
                            return &policy.document;
                    }
                }
                return nullptr;
            },
            data);
    case DocumentSlot::Version:
        if (auto *policy = std::get_if<ManagedPolicy>(&data)) {
            for (auto &version : policy->versions) {
                if (version.versionId == name)
                    return &version.document;
            }
        }
        return nullptr;
    case DocumentSlot::Trust:
        if (auto *role = std::get_if<Role>(&data))
            return &role->trust;
        return nullptr;
    case DocumentSlot::ResourcePolicy:
        if (auto *resource = std::get_if<Resource>(&data))
            return &resource->policy;
        return nullptr;
    case DocumentSlot::OrganizationPolicy:
        if (auto *policy = std::get_if<OrganizationPolicy>(&data))
            return &policy->document;
        return nullptr;
    case DocumentSlot::Library:
        return nullptr;
    }
    return nullptr;
}

} // namespace

DocumentPtr documentAt(const Entity &entity, DocumentSlot slot, const std::string &name)
{
    const DocumentPtr *place = findDocument(entity.data, slot, name);
    return place ? *place : nullptr;
}

EntityPtr withDocument(const Entity &entity, DocumentSlot slot, const std::string &name, DocumentPtr document)
{
    auto changed = std::make_shared<Entity>(entity);
    DocumentPtr *place = findDocument(changed->data, slot, name);
    if (!place)
        return nullptr;
    *place = std::move(document);
    return changed;
}

} // namespace rolewright
