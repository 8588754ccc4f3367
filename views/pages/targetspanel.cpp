// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/targetspanel.h"

#include "edits/organizationedits.h"
#include "pages/buttonrow.h"
#include "pages/entrypicker.h"
#include "pages/pagewidgets.h"
#include "theme/theme.h"

#include <QAction>
#include <QLabel>
#include <QListWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace rolewright {
namespace {

QString nameOf(const OrganizationNode &node)
{
    return QString::fromStdString(node.name.empty() ? node.id : node.name);
}

QIcon iconOf(const OrganizationNode &node)
{
    return node.kind == OrganizationNode::Kind::Account ? theme::accountIcon() : theme::organizationIcon();
}

void addEntries(const OrganizationNode &node, const std::vector<std::string> &without, std::vector<PickerEntry> &entries)
{
    if (std::find(without.begin(), without.end(), node.id) == without.end())
        entries.push_back({iconOf(node), nameOf(node), QString::fromStdString(node.id), QString::fromStdString(node.id)});
    for (const OrganizationNode &child : node.children)
        addEntries(child, without, entries);
}

} // namespace

TargetsPanel::TargetsPanel(WorkspaceDocument *document, EntityId policy, QWidget *parent)
    : PagePanel(document, policy, parent)
    , m_list(new QListWidget(this))
    , m_hint(pagewidgets::hint({}, this))
{
    m_list->setObjectName(QStringLiteral("targetsList"));
    m_list->setUniformItemSizes(true);
    auto *row = new ButtonRow(this);
    m_add = pagewidgets::button(QStringLiteral("add"), tr("Attach to"), tr("Attach this policy to the root, a unit or an account"), row);
    m_add->setObjectName(QStringLiteral("addTarget"));
    m_remove = pagewidgets::button(QStringLiteral("remove"), {}, tr("Detach"), row);
    m_remove->setObjectName(QStringLiteral("removeTarget"));
    row->setButtons({m_add}, {m_remove});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(row);
    layout->addWidget(m_hint, 1);
    layout->addWidget(m_list, 1);
    auto *remove = new QAction(this);
    remove->setShortcut(QKeySequence::Delete);
    remove->setShortcutContext(Qt::WidgetShortcut);
    m_list->addAction(remove);
    connect(remove, &QAction::triggered, this, &TargetsPanel::removeSelected);
    connect(m_add, &QToolButton::clicked, this, &TargetsPanel::add);
    connect(m_remove, &QToolButton::clicked, this, &TargetsPanel::removeSelected);
    fill();
}

int TargetsPanel::countOf(const World &world, const Entity &policy)
{
    return static_cast<int>(edits::nodesWith(world, policy.arn()).size());
}

void TargetsPanel::fill()
{
    const EntityPtr current = entity();
    if (!current)
        return;
    const int row = m_list->currentRow();
    m_list->clear();
    for (const std::string &id : edits::nodesWith(world(), current->arn())) {
        const OrganizationNode &node = *edits::findNode(world(), id);
        auto *item = new QListWidgetItem(iconOf(node), QStringLiteral("%1  ·  %2").arg(nameOf(node), QString::fromStdString(id)), m_list);
        item->setData(Qt::UserRole, QString::fromStdString(id));
    }
    m_list->setCurrentRow(std::clamp(row, 0, std::max(0, m_list->count() - 1)));
    const bool hasOrganization = world().header().organization.has_value();
    const bool empty = m_list->count() == 0;
    m_hint->setText(hasOrganization ? tr("This policy is attached to nothing, so it changes nothing.\nAttach it to the root, a unit or an account.")
                                    : tr("The workspace has no organization to attach this to.\nEdit › New organization makes one of its accounts."));
    m_hint->setVisible(empty);
    m_list->setVisible(!empty);
    m_add->setEnabled(hasOrganization);
    m_remove->setEnabled(!empty);
}

void TargetsPanel::refresh(const DocumentChange &change, bool mine)
{
    if (change.header || mine)
        fill();
}

void TargetsPanel::add()
{
    const EntityPtr current = entity();
    const std::optional<Organization> &organization = world().header().organization;
    if (!current || !organization)
        return;
    std::vector<PickerEntry> entries;
    addEntries(organization->root, edits::nodesWith(world(), current->arn()), entries);
    auto *picker = new EntryPicker(tr("Root, unit or account"), std::move(entries), this);
    connect(picker, &EntryPicker::picked, this, [this](const QString &id) {
        if (const OrganizationNode *node = edits::findNode(world(), id.toStdString()))
            push(tr("Attach to %1").arg(nameOf(*node)), edits::attachToNode(world(), node->id, entityId()), m_add);
    });
    picker->popUpAt(m_add);
}

void TargetsPanel::removeSelected()
{
    const QListWidgetItem *item = m_list->currentItem();
    const OrganizationNode *node = item ? edits::findNode(world(), item->data(Qt::UserRole).toString().toStdString()) : nullptr;
    if (node)
        push(tr("Detach from %1").arg(nameOf(*node)), edits::detachFromNode(world(), node->id, entityId()), m_remove);
}

} // namespace rolewright
