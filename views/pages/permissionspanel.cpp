// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/permissionspanel.h"

#include "editor/codeeditor.h"
#include "editor/policyeditor.h"
#include "pages/buttonrow.h"
#include "pages/nameprompt.h"
#include "pages/namedelegate.h"
#include "pages/pagewidgets.h"
#include "pages/policyentries.h"
#include "theme/theme.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QLabel>
#include <QMimeData>
#include <QSplitter>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace rolewright {
namespace {

const std::vector<AttachedPolicy> &attachedOf(const Entity &entity)
{
    static const std::vector<AttachedPolicy> none;
    if (const User *user = entity.as<User>())
        return user->attachedPolicies;
    if (const Group *group = entity.as<Group>())
        return group->attachedPolicies;
    if (const Role *role = entity.as<Role>())
        return role->attachedPolicies;
    return none;
}

} // namespace

PermissionsPanel::PermissionsPanel(WorkspaceDocument *document, EntityId entity, QWidget *parent)
    : PagePanel(document, entity, parent)
    , m_model(new PermissionsModel(this))
{
    setAcceptDrops(true);
    auto *splitter = new QSplitter(this);
    auto *side = new QWidget(splitter);
    m_list = new QTreeView(side);
    m_hint = pagewidgets::hint(tr("Nothing allowed yet.\nAttach a policy, write an inline one, or drop a policy here from the tree."), side);
    m_editor = new PolicyEditor(document, splitter);
    m_list->setObjectName(QStringLiteral("permissionsList"));
    m_list->setModel(m_model);
    m_list->setHeaderHidden(true);
    m_list->setRootIsDecorated(false);
    m_list->setItemsExpandable(false);
    m_list->setIndentation(10);
    m_list->setUniformRowHeights(true);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setItemDelegate(new NameDelegate(m_list));
    m_editor->setEmptyText(tr("Choose a policy on the left to read and edit its text."));

    QVBoxLayout *sideLayout = new QVBoxLayout(side);
    sideLayout->setContentsMargins(0, 0, 0, 0);
    sideLayout->setSpacing(0);
    sideLayout->addWidget(makeButtons(side));
    sideLayout->addWidget(m_hint, 1);
    sideLayout->addWidget(m_list, 1);

    QVBoxLayout *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);

    QAction *remove = new QAction(this);
    remove->setShortcut(QKeySequence::Delete);
    remove->setShortcutContext(Qt::WidgetShortcut);
    m_list->addAction(remove);
    connect(remove, &QAction::triggered, this, &PermissionsPanel::removeSelected);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &PermissionsPanel::selectionChanged);
    connect(m_list, &QTreeView::activated, this, &PermissionsPanel::activate);
    connect(m_editor, &PolicyEditor::cursorMoved, this, &PagePanel::cursorMoved);
    connect(m_editor, &PolicyEditor::entityRequested, this, &PagePanel::entityRequested);
    fill();
    pagewidgets::shareOut(splitter, 3, 7);
}

QWidget *PermissionsPanel::makeButtons(QWidget *parent)
{
    m_buttons = new ButtonRow(parent);
    ButtonRow *row = m_buttons;
    m_attach = pagewidgets::button(QStringLiteral("attach"), tr("Attach"), tr("Attach a managed policy"), row);
    m_attach->setObjectName(QStringLiteral("attachPolicy"));
    m_inline = pagewidgets::button(QStringLiteral("add"), tr("Inline"), tr("Add an inline policy"), row);
    m_inline->setObjectName(QStringLiteral("addInline"));
    m_group = pagewidgets::button(QStringLiteral("group"), {}, tr("Add to a group"), row);
    m_group->setObjectName(QStringLiteral("addToGroup"));
    m_boundary = pagewidgets::button(QStringLiteral("lock"), {}, tr("Set the permissions boundary"), row);
    m_boundary->setObjectName(QStringLiteral("setBoundary"));
    m_remove = pagewidgets::button(QStringLiteral("remove"), {}, tr("Remove"), row);
    m_remove->setObjectName(QStringLiteral("removePermission"));
    row->setButtons({m_attach, m_inline, m_group, m_boundary}, {m_remove});
    connect(m_attach, &QToolButton::clicked, this, &PermissionsPanel::pickPolicy);
    connect(m_inline, &QToolButton::clicked, this, &PermissionsPanel::nameInline);
    connect(m_group, &QToolButton::clicked, this, &PermissionsPanel::pickGroup);
    connect(m_boundary, &QToolButton::clicked, this, &PermissionsPanel::pickBoundary);
    connect(m_remove, &QToolButton::clicked, this, &PermissionsPanel::removeSelected);
    return row;
}

void PermissionsPanel::fill()
{
    const EntityPtr current = entity();
    if (!current)
        return;
    m_group->setVisible(current->kind() == EntityKind::User);
    m_boundary->setVisible(current->kind() != EntityKind::Group);
    m_buttons->arrange();
    m_editor->setAccount(current->account);
    const std::optional<PermissionsModel::Row> chosen = m_chosen;
    m_model->show(*current, world());
    m_list->expandAll();
    QModelIndex index = chosen ? m_model->indexOf(*chosen) : QModelIndex();
    if (!index.isValid())
        index = m_model->firstRow();
    m_list->setCurrentIndex(index);
    m_hint->setVisible(m_model->rowCount() == 0);
    m_list->setVisible(m_model->rowCount() > 0);
    selectionChanged();
}

void PermissionsPanel::refresh(const DocumentChange &change, bool mine)
{
    // Groups and policies that the list names belong to other entities.
    if (mine || change.everything || change.names || !change.entities.empty())
        fill();
}

const PermissionsModel::Row *PermissionsPanel::selected() const
{
    return m_model->row(m_list->currentIndex());
}

QString PermissionsPanel::removeText(const PermissionsModel::Row &row) const
{
    switch (row.section) {
    case PermissionsModel::Section::Attached:
        return tr("Detach %1").arg(row.name);
    case PermissionsModel::Section::Inline:
        return tr("Remove inline policy %1").arg(row.name);
    case PermissionsModel::Section::Groups:
        return tr("Remove from group %1").arg(QString::fromStdString(row.group));
    case PermissionsModel::Section::Boundary:
        return tr("Remove boundary");
    }
    return {};
}

void PermissionsPanel::selectionChanged()
{
    const PermissionsModel::Row *row = selected();
    m_chosen = row ? std::optional(*row) : std::nullopt;
    m_remove->setEnabled(row);
    m_remove->setToolTip(row ? removeText(*row) : tr("Remove"));
    const bool hasText = row && !row->missing && !(row->where == DocumentRef{});
    m_editor->setDocument(hasText ? std::optional(row->where) : std::nullopt);
    m_editor->setEmptyText(row && row->missing ? tr("The text of this policy isn't in the workspace, so answers depend on it.\nImport the file that holds it, or detach it.")
                                               : tr("Choose a policy on the left to read and edit its text."));
}

void PermissionsPanel::activate(const QModelIndex &index)
{
    const PermissionsModel::Row *row = m_model->row(index);
    if (!row)
        return;
    if (!row->group.empty())
        emit entityRequested(groupId(row->group));
    else if (row->where.owner && row->where.owner != entityId())
        emit entityRequested(row->where.owner);
}

EntityId PermissionsPanel::groupId(const std::string &name) const
{
    const EntityPtr current = entity();
    const EntityPtr group = current ? world().findByName(current->account, EntityKind::Group, name) : nullptr;
    return group ? group->id : EntityId{};
}

void PermissionsPanel::pickPolicy()
{
    const EntityPtr current = entity();
    if (!current)
        return;
    std::set<std::string> attached;
    for (const AttachedPolicy &policy : attachedOf(*current))
        attached.insert(policy.arn);
    EntryPicker *picker = new EntryPicker(tr("Policy to attach"), policyEntries(world(), current->account, attached), this);
    connect(picker, &EntryPicker::picked, this, &PermissionsPanel::attach);
    picker->popUpAt(m_attach);
}

void PermissionsPanel::pickBoundary()
{
    const EntityPtr current = entity();
    if (!current)
        return;
    EntryPicker *picker = new EntryPicker(tr("Policy that limits what it may do"), policyEntries(world(), current->account, {}), this);
    connect(picker, &EntryPicker::picked, this, &PermissionsPanel::setBoundary);
    picker->popUpAt(m_boundary);
}

void PermissionsPanel::pickGroup()
{
    const EntityPtr current = entity();
    const User *user = current ? current->as<User>() : nullptr;
    if (!user)
        return;
    EntryPicker *picker = new EntryPicker(tr("Group to join"), groupEntries(world(), current->account, user->groups), this);
    connect(picker, &EntryPicker::picked, this, &PermissionsPanel::addToGroup);
    picker->popUpAt(m_group);
}

void PermissionsPanel::nameInline()
{
    NamePrompt *prompt = new NamePrompt(tr("Name of the inline policy"), {}, this);
    connect(prompt, &NamePrompt::entered, this, &PermissionsPanel::addInline);
    prompt->popUpAt(m_inline);
}

void PermissionsPanel::attach(const QString &arn)
{
    const std::string policy = arn.toStdString();
    if (push(tr("Attach %1").arg(arn.section(QLatin1Char('/'), -1)), edits::attach(world(), entityId(), policy), m_attach)) {
        if (const std::optional<World::PolicyText> text = world().policyText(policy))
            m_list->setCurrentIndex(m_model->indexOf(text->where));
    }
}

void PermissionsPanel::setBoundary(const QString &arn)
{
    push(tr("Set boundary"), edits::setBoundary(world(), entityId(), arn.toStdString()), m_boundary);
}

void PermissionsPanel::addToGroup(const QString &name)
{
    push(tr("Add to group %1").arg(name), edits::addToGroup(world(), entityId(), groupId(name.toStdString())), m_group);
}

void PermissionsPanel::addInline(const QString &name)
{
    const std::string policy = name.toStdString();
    if (push(tr("Add inline policy %1").arg(name), edits::addInlinePolicy(world(), entityId(), policy), m_inline)) {
        m_list->setCurrentIndex(m_model->indexOf(DocumentRef{entityId(), DocumentSlot::Inline, policy}));
        m_editor->setFocus();
    }
}

void PermissionsPanel::removeSelected()
{
    if (!selected())
        return;
    m_editor->commit();
    const PermissionsModel::Row row = *selected();
    edits::Result result;
    switch (row.section) {
    case PermissionsModel::Section::Attached:
        result = edits::detach(world(), entityId(), row.arn);
        break;
    case PermissionsModel::Section::Inline:
        result = edits::removeInlinePolicy(world(), entityId(), row.where.name);
        break;
    case PermissionsModel::Section::Groups:
        result = edits::removeFromGroup(world(), entityId(), groupId(row.group));
        break;
    case PermissionsModel::Section::Boundary:
        result = edits::setBoundary(world(), entityId(), std::nullopt);
        break;
    }
    push(removeText(row), result, m_remove);
}

bool PermissionsPanel::showDocument(const DocumentRef &where, Span span, std::optional<Verdict> decided)
{
    // A problem of the entity itself: an attachment, a group.
    if (where.owner == entityId() && where.slot == DocumentSlot::Inline && where.name.empty())
        return true;
    const QModelIndex index = m_model->indexOf(where);
    if (!index.isValid())
        return false;
    m_list->setCurrentIndex(index);
    m_editor->showSpan(span, decided);
    return true;
}

bool PermissionsPanel::isIdle() const
{
    return m_editor->isIdle();
}

void PermissionsPanel::dragEnterEvent(QDragEnterEvent *event)
{
    const EntityPtr dragged = pagewidgets::draggedEntity(event->mimeData(), world());
    const EntityPtr current = entity();
    const bool joins = dragged && current && dragged->kind() == EntityKind::Group && current->kind() == EntityKind::User;
    if (dragged && (dragged->kind() == EntityKind::Policy || joins))
        event->acceptProposedAction();
}

void PermissionsPanel::dropEvent(QDropEvent *event)
{
    const EntityPtr dragged = pagewidgets::draggedEntity(event->mimeData(), world());
    if (!dragged)
        return;
    event->acceptProposedAction();
    if (dragged->kind() == EntityKind::Policy)
        attach(QString::fromStdString(dragged->arn()));
    else
        addToGroup(QString::fromStdString(dragged->name()));
}

} // namespace rolewright
