// SPDX-License-Identifier: GPL-3.0-or-later
#include "paletteactions.h"

#include "commandpalette.h"
#include "document/workspacedocument.h"
#include "edits/organizationedits.h"
#include "paletteentry.h"
#include "simulator/simulatorpanel.h"
#include "words/words.h"
#include "workbench.h"

#include <QAction>
#include <QMenuBar>

#include <iterator>
#include <utility>

namespace rolewright {

PaletteActions::PaletteActions(WorkspaceDocument *document, Workbench *workbench, QMenuBar *menus, QWidget *window)
    : QObject(window)
    , m_document(document)
    , m_workbench(workbench)
    , m_menus(menus)
    , m_palette(new CommandPalette(window))
{
}

void PaletteActions::open(bool workspaceShown)
{
    static const std::vector<PaletteEntry> awsActions = awsActionEntries();
    std::vector<PaletteEntry> entries;
    if (workspaceShown)
        entries = entityEntries(m_document->world());
    std::vector<PaletteEntry> commands = commandEntries(m_menus->actions());
    std::move(commands.begin(), commands.end(), std::back_inserter(entries));
    if (workspaceShown)
        entries.insert(entries.end(), awsActions.begin(), awsActions.end());
    m_palette->open(tr("Go to a principal, policy, resource, action, command"),
        tr("Enter opens · Ctrl+Enter asks about it · Esc leaves"), std::move(entries),
        [this](const PaletteEntry &entry, bool otherWay) { choose(entry, otherWay); });
}

void PaletteActions::choose(const PaletteEntry &entry, bool otherWay)
{
    switch (entry.kind) {
    case PaletteEntry::Kind::Command:
        if (entry.command)
            entry.command->trigger();
        break;
    case PaletteEntry::Kind::AwsAction:
        ask({}, entry.value, {});
        break;
    case PaletteEntry::Kind::LibraryPolicy:
        break;
    case PaletteEntry::Kind::Entity:
        if (otherWay && (entry.entityKind == EntityKind::User || entry.entityKind == EntityKind::Role))
            ask(entry.value, {}, {});
        else if (otherWay && entry.entityKind == EntityKind::Resource)
            ask({}, {}, entry.value);
        else
            m_workbench->openEntity(entry.entity);
        break;
    }
}

/// The keys that follow belong to the rest of the question.
void PaletteActions::ask(const QString &principal, const QString &action, const QString &resource)
{
    m_workbench->ask(principal, action, resource);
    m_workbench->simulator()->focusOpenField();
}

void PaletteActions::pickPolicyFor(EntityId principal)
{
    const EntityPtr entity = m_document->world().find(principal);
    if (!entity)
        return;
    std::vector<PaletteEntry> entries;
    for (PaletteEntry &entry : entityEntries(m_document->world(), {EntityKind::Policy})) {
        const EntityPtr policy = m_document->world().find(entry.entity);
        if (policy && policy->account == entity->account)
            entries.push_back(std::move(entry));
    }
    std::vector<PaletteEntry> library = libraryPolicyEntries();
    std::move(library.begin(), library.end(), std::back_inserter(entries));
    const QString name = QString::fromStdString(entity->name());
    m_palette->open(tr("Attach which policy to “%1”?").arg(name), tr("Enter attaches · Esc leaves"), std::move(entries),
        [this, principal, name](const PaletteEntry &entry, bool) {
            apply(tr("Attach “%1” to “%2”").arg(entry.text, name), tr("Attached “%1” to “%2”").arg(entry.text, name),
                edits::attach(m_document->world(), principal, entry.value.toStdString()));
        });
}

void PaletteActions::pickControlPolicyFor(const QString &node)
{
    const OrganizationNode *place = edits::findNode(m_document->world(), node.toStdString());
    if (!place)
        return;
    const QString name = QString::fromStdString(place->name.empty() ? place->id : place->name);
    std::vector<PaletteEntry> entries = entityEntries(m_document->world());
    std::erase_if(entries, [](const PaletteEntry &entry) { return entry.entityKind != EntityKind::OrganizationPolicy; });
    m_palette->open(tr("Attach which service or resource control policy to “%1”?").arg(name), tr("Enter attaches · Esc leaves"), std::move(entries),
        [this, node, name](const PaletteEntry &entry, bool) {
            apply(tr("Attach “%1” to “%2”").arg(entry.text, name), tr("Attached “%1” to “%2”").arg(entry.text, name),
                edits::attachToNode(m_document->world(), node.toStdString(), entry.entity));
        });
}

void PaletteActions::pickGroupFor(EntityId user)
{
    const EntityPtr entity = m_document->world().find(user);
    if (!entity)
        return;
    std::vector<PaletteEntry> entries;
    for (PaletteEntry &entry : entityEntries(m_document->world(), {EntityKind::Group})) {
        const EntityPtr group = m_document->world().find(entry.entity);
        if (group && group->account == entity->account)
            entries.push_back(std::move(entry));
    }
    const QString name = QString::fromStdString(entity->name());
    m_palette->open(tr("Add “%1” to which group?").arg(name), tr("Enter adds · Esc leaves"), std::move(entries),
        [this, user, name](const PaletteEntry &entry, bool) {
            apply(tr("Add “%1” to group “%2”").arg(name, entry.text), tr("“%1” is in group “%2” now").arg(name, entry.text),
                edits::addToGroup(m_document->world(), user, entry.entity));
        });
}

void PaletteActions::apply(const QString &text, const QString &doneText, edits::Result result)
{
    if (!result.patch) {
        emit refused(words::refused(result.refused));
        return;
    }
    m_document->apply(text, std::move(*result.patch));
    emit done(doneText);
}

} // namespace rolewright
