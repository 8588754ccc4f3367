// SPDX-License-Identifier: GPL-3.0-or-later
#include "edits/editsdetails.h"

#include <algorithm>
#include <utility>

namespace rolewright::edits {
namespace {

Result refused(std::string code, std::vector<std::string> arguments = {})
{
    Result result;
    result.refused = {std::move(code), std::move(arguments)};
    return result;
}

/// Changes the data of the entity with that id; `change` returns a refusal or nothing.
template <typename T, typename Change>
Result changed(const World &world, EntityId id, Change change)
{
    const EntityPtr before = world.find(id);
    if (!before || !before->as<T>())
        return refused("noSuchEntity");
    const std::shared_ptr<Entity> after = std::make_shared<Entity>(*before);
    const std::optional<Refused> refusal = change(std::get<T>(after->data));
    if (refusal)
        return refused(refusal->code, refusal->arguments);
    Result result;
    result.patch = Patch{{EntityChange{before, after, std::nullopt}}, nullptr, nullptr};
    return result;
}

} // namespace

Result setResourcePolicy(const World &world, EntityId resource, DocumentPtr policy)
{
    return changed<Resource>(world, resource, [&](Resource &data) -> std::optional<Refused> {
        data.policy = std::move(policy);
        return {};
    });
}

Result setBlockPublicAccess(const World &world, EntityId resource, bool inForce)
{
    return changed<Resource>(world, resource, [&](Resource &data) -> std::optional<Refused> {
        data.blockPublicAccess = inForce;
        return {};
    });
}

Result setMaximumSession(const World &world, EntityId role, std::int64_t seconds)
{
    return changed<Role>(world, role, [&](Role &data) -> std::optional<Refused> {
        if (seconds < 3600 || seconds > 43200)
            return Refused{"sessionDurationRange", {std::to_string(seconds)}};
        data.maximumSessionSeconds = seconds;
        return {};
    });
}

Result setTrust(const World &world, EntityId role, DocumentPtr trust)
{
    return changed<Role>(world, role, [&](Role &data) -> std::optional<Refused> {
        data.trust = std::move(trust);
        return {};
    });
}

Result setClientIds(const World &world, EntityId provider, std::vector<std::string> clientIds)
{
    return changed<IdentityProvider>(world, provider, [&](IdentityProvider &data) -> std::optional<Refused> {
        data.clientIds = std::move(clientIds);
        return {};
    });
}

Result setDefaultVersion(const World &world, EntityId policy, const std::string &versionId)
{
    return changed<ManagedPolicy>(world, policy, [&](ManagedPolicy &data) -> std::optional<Refused> {
        const auto has = [&](const PolicyVersionEntry &version) { return version.versionId == versionId; };
        if (std::none_of(data.versions.begin(), data.versions.end(), has))
            return Refused{"noSuchVersion", {versionId, data.name}};
        for (PolicyVersionEntry &version : data.versions)
            version.isDefault = version.versionId == versionId;
        data.defaultVersionId = versionId;
        return {};
    });
}

} // namespace rolewright::edits
