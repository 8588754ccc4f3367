// SPDX-License-Identifier: GPL-3.0-or-later
#include "world/policiesaside.h"

#include <algorithm>

namespace rolewright {

bool onlyPoliciesDiffer(const Entity &left, const Entity &right)
{
    if (left.data.index() != right.data.index() || left.arn() != right.arn())
        return false;
    const auto same = [](const auto &one, const auto &other) {
        const auto isEqual = [](const Tag &tag, const Tag &second) { return tag.key == second.key && tag.value == second.value; };
        return one.tagsKnown == other.tagsKnown && one.name == other.name && one.path == other.path && one.uniqueId == other.uniqueId
            && std::equal(one.tags.begin(), one.tags.end(), other.tags.begin(), other.tags.end(), isEqual);
    };
    if (const User *user = left.as<User>())
        return same(*user, *right.as<User>());
    if (const Role *role = left.as<Role>()) {
        const Role &other = *right.as<Role>();
        return same(*role, other) && role->trust == other.trust && role->maximumSessionSeconds == other.maximumSessionSeconds
            && role->instanceProfiles.size() == other.instanceProfiles.size();
    }
    return left.as<Group>() || left.as<ManagedPolicy>();
}

} // namespace rolewright
