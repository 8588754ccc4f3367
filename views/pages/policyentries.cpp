// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/policyentries.h"

#include "catalog/managedpolicies.h"
#include "theme/theme.h"

#include <QCoreApplication>

#include <algorithm>

namespace rolewright {

std::vector<PickerEntry> policyEntries(const World &world, const std::string &account, const std::set<std::string> &without)
{
    std::vector<PickerEntry> entries;
    const QIcon icon = theme::entityIcon(EntityKind::Policy);
    std::set<std::string> seen = without;
    for (const EntityPtr &entity : world.entities(account, EntityKind::Policy)) {
        if (seen.insert(entity->arn()).second)
            entries.push_back({icon, QString::fromStdString(entity->name()), {}, QString::fromStdString(entity->arn())});
    }
    const QString managed = QCoreApplication::translate("EntryPicker", "AWS managed");
    const QString retired = QCoreApplication::translate("EntryPicker", "AWS managed, retired");
    for (const LibraryPolicy &policy : ManagedPolicyLibrary::builtIn().policies()) {
        if (seen.insert(policy.arn).second)
            entries.push_back({icon, QString::fromStdString(policy.name), policy.deprecated ? retired : managed, QString::fromStdString(policy.arn)});
    }
    return entries;
}

std::vector<PickerEntry> groupEntries(const World &world, const std::string &account, const std::vector<std::string> &without)
{
    std::vector<PickerEntry> entries;
    for (const EntityPtr &entity : world.entities(account, EntityKind::Group)) {
        const QString name = QString::fromStdString(entity->name());
        if (std::find(without.begin(), without.end(), entity->name()) == without.end())
            entries.push_back({theme::entityIcon(EntityKind::Group), name, {}, name});
    }
    return entries;
}

std::vector<PickerEntry> userEntries(const World &world, const std::string &account, const std::string &group)
{
    std::vector<PickerEntry> entries;
    for (const EntityPtr &entity : world.entities(account, EntityKind::User)) {
        const std::vector<std::string> &groups = entity->as<User>()->groups;
        if (std::find(groups.begin(), groups.end(), group) == groups.end())
            entries.push_back({theme::entityIcon(EntityKind::User), QString::fromStdString(entity->name()), {}, QString::fromStdString(entity->arn())});
    }
    return entries;
}

} // namespace rolewright
