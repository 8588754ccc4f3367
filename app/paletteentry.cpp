// SPDX-License-Identifier: GPL-3.0-or-later
#include "paletteentry.h"

#include "catalog/catalog.h"
#include "catalog/managedpolicies.h"

#include <QAction>
#include <QMenu>

#include <iterator>

namespace rolewright {

namespace {

QString withoutMnemonic(const QString &text)
{
    QString plain;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at] == u'&' && at + 1 < text.size())
            ++at;
        plain += text[at];
    }
    return plain;
}

} // namespace

std::vector<PaletteEntry> entityEntries(const World &world, const std::vector<EntityKind> &kinds)
{
    const std::vector<EntityKind> wanted = kinds.empty()
        ? std::vector<EntityKind>{EntityKind::User, EntityKind::Role, EntityKind::Group, EntityKind::Policy, EntityKind::Resource, EntityKind::Provider}
        : kinds;
    std::vector<PaletteEntry> entries;
    entries.reserve(world.entityCount());
    for (const AccountInfo &account : world.header().accounts) {
        const QString place = QString::fromStdString(account.name.empty() ? account.id : account.name);
        for (const EntityKind kind : wanted) {
            for (const EntityPtr &entity : world.entities(account.id, kind)) {
                PaletteEntry entry;
                entry.kind = PaletteEntry::Kind::Entity;
                entry.entityKind = kind;
                entry.entity = entity->id;
                entry.text = QString::fromStdString(entity->name());
                entry.detail = place;
                entry.value = QString::fromStdString(entity->arn());
                entry.key = entry.text.toLower();
                entries.push_back(std::move(entry));
            }
        }
    }
    if (kinds.empty()) {
        for (const EntityPtr &entity : world.organizationPolicies()) {
            PaletteEntry entry;
            entry.kind = PaletteEntry::Kind::Entity;
            entry.entityKind = EntityKind::OrganizationPolicy;
            entry.entity = entity->id;
            entry.text = QString::fromStdString(entity->name());
            entry.value = QString::fromStdString(entity->arn());
            entry.detail = entry.value;
            entry.key = entry.text.toLower();
            entries.push_back(std::move(entry));
        }
    }
    return entries;
}

std::vector<PaletteEntry> awsActionEntries()
{
    std::vector<PaletteEntry> entries;
    for (const CatalogService &service : Catalog::builtIn().services()) {
        const QString prefix = QString::fromStdString(service.prefix);
        const QString name = QString::fromStdString(service.name);
        for (const CatalogAction &action : service.actions) {
            PaletteEntry entry;
            entry.kind = PaletteEntry::Kind::AwsAction;
            entry.text = prefix + u':' + QString::fromStdString(action.name);
            entry.detail = name;
            entry.value = entry.text;
            entry.key = entry.text.toLower();
            entries.push_back(std::move(entry));
        }
    }
    return entries;
}

std::vector<PaletteEntry> libraryPolicyEntries()
{
    std::vector<PaletteEntry> entries;
    for (const LibraryPolicy &policy : ManagedPolicyLibrary::builtIn().policies()) {
        PaletteEntry entry;
        entry.kind = PaletteEntry::Kind::LibraryPolicy;
        entry.entityKind = EntityKind::Policy;
        entry.text = QString::fromStdString(policy.name);
        entry.detail = PaletteEntry::tr("AWS managed");
        entry.value = QString::fromStdString(policy.arn);
        entry.key = entry.text.toLower();
        entries.push_back(std::move(entry));
    }
    return entries;
}

std::vector<PaletteEntry> commandEntries(const QList<QAction *> &menus)
{
    std::vector<PaletteEntry> entries;
    for (QAction *action : menus) {
        if (QMenu *menu = action->menu()) {
            std::vector<PaletteEntry> below = commandEntries(menu->actions());
            std::move(below.begin(), below.end(), std::back_inserter(entries));
            continue;
        }
        if (action->isSeparator() || !action->isEnabled() || action->text().isEmpty())
            continue;
        PaletteEntry entry;
        entry.text = withoutMnemonic(action->text());
        entry.detail = action->shortcut().toString(QKeySequence::NativeText);
        entry.key = entry.text.toLower();
        entry.command = action;
        entries.push_back(std::move(entry));
    }
    return entries;
}

} // namespace rolewright
