// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/userspanel.h"

#include "pages/buttonrow.h"
#include "pages/entrypicker.h"
#include "pages/pagewidgets.h"
#include "pages/policyentries.h"
#include "theme/theme.h"

#include <QAction>
#include <QLabel>
#include <QListView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace rolewright {
namespace {

using Row = EntityListModel::Row;

bool attaches(const Entity &entity, const std::string &arn)
{
    const auto names = [&](const AttachedPolicy &policy) { return policy.arn == arn; };
    const auto any = [&](const std::vector<AttachedPolicy> &policies) { return std::any_of(policies.begin(), policies.end(), names); };
    if (const User *user = entity.as<User>())
        return any(user->attachedPolicies);
    if (const Group *group = entity.as<Group>())
        return any(group->attachedPolicies);
    if (const Role *role = entity.as<Role>())
        return any(role->attachedPolicies);
    return false;
}

bool isBoundedBy(const Entity &entity, const std::string &arn)
{
    if (const User *user = entity.as<User>())
        return user->boundary == arn;
    if (const Role *role = entity.as<Role>())
        return role->boundary == arn;
    return false;
}

std::vector<Row> membersOf(const World &world, const Entity &group)
{
    std::vector<Row> rows;
    for (const EntityPtr &user : world.entities(group.account, EntityKind::User)) {
        const std::vector<std::string> &groups = user->as<User>()->groups;
        if (std::find(groups.begin(), groups.end(), group.name()) != groups.end())
            rows.push_back({user->id, EntityKind::User, QString::fromStdString(user->name()), {}});
    }
    return rows;
}

/// AWS's own policies are the same in every account; anybody else's belongs to its account alone.
std::vector<AccountInfo> accountsOf(const World &world, const Entity &policy)
{
    const ManagedPolicy *managed = policy.as<ManagedPolicy>();
    if (managed && managed->isAwsManaged())
        return world.header().accounts;
    const AccountInfo *own = world.account(policy.account);
    return own ? std::vector{*own} : std::vector<AccountInfo>();
}

QString nameOf(const AccountInfo &account)
{
    return QString::fromStdString(account.name.empty() ? account.id : account.name);
}

std::vector<Row> usersOf(const World &world, const Entity &policy)
{
    std::vector<Row> rows;
    const std::vector<AccountInfo> accounts = accountsOf(world, policy);
    const std::string arn = policy.arn();
    for (const AccountInfo &account : accounts) {
        const QString place = accounts.size() > 1 ? nameOf(account) : QString();
        for (EntityKind kind : {EntityKind::User, EntityKind::Group, EntityKind::Role}) {
            for (const EntityPtr &entity : world.entities(account.id, kind)) {
                if (attaches(*entity, arn))
                    rows.push_back({entity->id, kind, QString::fromStdString(entity->name()), place});
                if (isBoundedBy(*entity, arn))
                    rows.push_back({entity->id, kind, QString::fromStdString(entity->name()), place.isEmpty() ? UsersPanel::tr("as boundary") : UsersPanel::tr("%1, as boundary").arg(place), true});
            }
        }
    }
    return rows;
}

std::vector<Row> rowsOf(const World &world, const Entity &entity)
{
    return entity.kind() == EntityKind::Group ? membersOf(world, entity) : usersOf(world, entity);
}

} // namespace

UsersPanel::UsersPanel(WorkspaceDocument *document, EntityId entity, QWidget *parent)
    : PagePanel(document, entity, parent)
    , m_model(new EntityListModel(this))
    , m_list(new QListView(this))
    , m_hint(pagewidgets::hint({}, this))
    , m_runner(this, [this](std::vector<Row> rows) { present(std::move(rows)); })
{
    m_list->setObjectName(QStringLiteral("usersList"));
    m_list->setModel(m_model);
    m_list->setUniformItemSizes(true);
    auto *row = new ButtonRow(this);
    m_add = pagewidgets::button(QStringLiteral("add"), isGroup() ? tr("Member") : tr("Attach to"), isGroup() ? tr("Add a user to this group") : tr("Attach this policy to a user, group or role"), row);
    m_add->setObjectName(QStringLiteral("addUser"));
    m_remove = pagewidgets::button(QStringLiteral("remove"), {}, isGroup() ? tr("Remove from this group") : tr("Detach"), row);
    m_remove->setObjectName(QStringLiteral("removeUser"));
    row->setButtons({m_add}, {m_remove});
    m_hint->hide();
    m_remove->setEnabled(false);
    m_hint->setText(isGroup() ? tr("Nobody is in this group yet.\nAdd a member, and the group's policies apply to that user.")
                              : tr("This policy is attached to nothing, so it changes nothing.\nAttach it to a user, group or role."));
    QVBoxLayout *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(row);
    layout->addWidget(m_hint, 1);
    layout->addWidget(m_list, 1);

    QAction *remove = new QAction(this);
    remove->setShortcut(QKeySequence::Delete);
    remove->setShortcutContext(Qt::WidgetShortcut);
    m_list->addAction(remove);
    connect(remove, &QAction::triggered, this, &UsersPanel::removeSelected);
    connect(m_add, &QToolButton::clicked, this, &UsersPanel::add);
    connect(m_remove, &QToolButton::clicked, this, &UsersPanel::removeSelected);
    connect(m_list, &QListView::activated, this, [this](const QModelIndex &index) {
        emit entityRequested(m_model->rows()[static_cast<std::size_t>(index.row())].id);
    });
    fill();
}

bool UsersPanel::isGroup() const
{
    const EntityPtr current = entity();
    return current && current->kind() == EntityKind::Group;
}

int UsersPanel::countOf(const World &world, const Entity &entity)
{
    return static_cast<int>(rowsOf(world, entity).size());
}

void UsersPanel::fill()
{
    const EntityPtr current = entity();
    if (!current)
        return;
    m_runner.start([world = world(), current](const CancelFlag &) { return rowsOf(world, *current); });
}

void UsersPanel::present(std::vector<Row> rows)
{
    const int row = m_list->currentIndex().row();
    m_model->show(std::move(rows));
    const bool empty = m_model->rowCount() == 0;
    if (!empty && !m_list->currentIndex().isValid())
        m_list->setCurrentIndex(m_model->index(std::clamp(row, 0, m_model->rowCount() - 1)));
    m_hint->setVisible(empty);
    m_list->setVisible(!empty);
    m_remove->setEnabled(!empty);
}

void UsersPanel::refresh(const DocumentChange &change, bool)
{
    // Of a large organization everybody is looked through.
    if (pagewidgets::touchesPrincipals(change, world()))
        fill();
}

void UsersPanel::add()
{
    const EntityPtr current = entity();
    if (!current)
        return;
    std::vector<PickerEntry> entries;
    if (isGroup()) {
        entries = userEntries(world(), current->account, current->name());
    } else {
        const std::vector<AccountInfo> accounts = accountsOf(world(), *current);
        for (const AccountInfo &account : accounts) {
            for (EntityKind kind : {EntityKind::User, EntityKind::Group, EntityKind::Role}) {
                for (const EntityPtr &other : world().entities(account.id, kind)) {
                    if (!attaches(*other, current->arn()))
                        entries.push_back({theme::entityIcon(kind), QString::fromStdString(other->name()), accounts.size() > 1 ? nameOf(account) : QString(),
                                           QString::fromStdString(other->arn())});
                }
            }
        }
    }
    EntryPicker *picker = new EntryPicker(isGroup() ? tr("User to add") : tr("User, group or role"), std::move(entries), this);
    connect(picker, &EntryPicker::picked, this, &UsersPanel::take);
    picker->popUpAt(m_add);
}

void UsersPanel::take(const QString &arn)
{
    const EntityPtr other = world().findByArn(arn.toStdString());
    const EntityPtr current = entity();
    if (!other || !current)
        return;
    if (isGroup())
        push(tr("Add %1 to group").arg(QString::fromStdString(other->name())), edits::addToGroup(world(), other->id, entityId()), m_add);
    else
        push(tr("Attach to %1").arg(QString::fromStdString(other->name())), edits::attach(world(), other->id, current->arn()), m_add);
}

void UsersPanel::removeSelected()
{
    const QModelIndex index = m_list->currentIndex();
    const EntityPtr current = entity();
    // The rows before are no longer what there is.
    if (!index.isValid() || !current || m_runner.isBusy())
        return;
    const Row row = m_model->rows()[static_cast<std::size_t>(index.row())];
    if (isGroup())
        push(tr("Remove %1 from group").arg(row.name), edits::removeFromGroup(world(), row.id, entityId()), m_remove);
    else if (row.asBoundary)
        push(tr("Remove boundary of %1").arg(row.name), edits::setBoundary(world(), row.id, std::nullopt), m_remove);
    else
        push(tr("Detach from %1").arg(row.name), edits::detach(world(), row.id, current->arn()), m_remove);
}

} // namespace rolewright
