// SPDX-License-Identifier: GPL-3.0-or-later
#include "edits/counts.h"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace rolewright::edits {

namespace {

/// Each account's export has AWS's policies of its own.
EntityPtr policyOf(const World &world, const std::string &account, const std::string &arn)
{
    const std::vector<EntityPtr> &policies = world.entities(account, EntityKind::Policy);
    const auto it = std::find_if(
        policies.begin(), policies.end(), [&](const EntityPtr &policy) { return policy->arn() == arn; });
    return it != policies.end() ? *it : nullptr;
}

void count(Draft &draft, const World &world, const std::string &account, const std::string &policyArn,
    std::string_view field, int difference)
{
    const EntityPtr entity = policyOf(world, account, policyArn);
    if (!entity)
        return;
    const ExtraFields &before = entity->as<ManagedPolicy>()->extra;
    const auto it
        = std::find_if(before.begin(), before.end(), [&](const ExtraField &extra) { return extra.key == field; });
    if (it == before.end())
        return;
    // The draft may have counted already.
    std::string &text = std::get<ManagedPolicy>(draft.edit(entity).data)
                            .extra[static_cast<std::size_t>(it - before.begin())]
                            .json;
    long number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc() && end == text.data() + text.size() && number + difference >= 0)
        text = std::to_string(number + difference);
}

} // namespace

void countAttachment(Draft &draft, const World &world, const std::string &account, const std::string &policyArn, int difference)
{
    count(draft, world, account, policyArn, "AttachmentCount", difference);
}

void countBoundary(Draft &draft, const World &world, const std::string &account, const std::string &policyArn, int difference)
{
    count(draft, world, account, policyArn, "PermissionsBoundaryUsageCount", difference);
}

} // namespace rolewright::edits
