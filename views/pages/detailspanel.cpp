// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/detailspanel.h"

#include "edits/editsdetails.h"
#include "pages/pagewidgets.h"
#include "pages/rowsmodel.h"
#include "theme/theme.h"
#include "words/permissionsetwords.h"
#include "words/words.h"

#include <QAction>
#include <QCheckBox>
#include <QDateTime>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QTableView>
#include <QVBoxLayout>

namespace rolewright {
namespace {

const IamName *iamName(const Entity &entity)
{
    if (const User *user = entity.as<User>())
        return user;
    if (const Group *group = entity.as<Group>())
        return group;
    if (const Role *role = entity.as<Role>())
        return role;
    return entity.as<ManagedPolicy>();
}

/// Null for entities that AWS doesn't tag (groups, organization policies here).
const std::vector<Tag> *tagsOf(const Entity &entity)
{
    if (const User *user = entity.as<User>())
        return &user->tags;
    if (const Role *role = entity.as<Role>())
        return &role->tags;
    if (const ManagedPolicy *policy = entity.as<ManagedPolicy>())
        return &policy->tags;
    if (const IdentityProvider *provider = entity.as<IdentityProvider>())
        return &provider->tags;
    if (const Resource *resource = entity.as<Resource>())
        return &resource->tags;
    return nullptr;
}

QString dateText(const std::string &written)
{
    const QString text = QString::fromStdString(written);
    const QDateTime date = QDateTime::fromString(text, Qt::ISODate);
    return date.isValid() ? QLocale().toString(date.date(), QLocale::LongFormat) : text;
}

QString orDash(const QString &text)
{
    return text.isEmpty() ? QStringLiteral("–") : text;
}

} // namespace

DetailsPanel::DetailsPanel(WorkspaceDocument *document, EntityId entityId, QWidget *parent)
    : PagePanel(document, entityId, parent)
{
    QScrollArea *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    QWidget *content = new QWidget(scroll);
    m_form = new QFormLayout(content);
    m_form->setContentsMargins(theme::panelMargin, theme::panelMargin, theme::panelMargin, theme::panelMargin);
    m_form->setHorizontalSpacing(2 * theme::panelMargin);
    m_form->setVerticalSpacing(theme::spacing);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    scroll->setWidget(content);
    QVBoxLayout *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);

    const EntityPtr current = entity();
    if (!current)
        return;
    m_name = addLine(tr("Name"));
    if (iamName(*current)) {
        m_path = addLine(tr("Path"));
        m_id = addLine(tr("Unique id"));
        m_created = addLine(tr("Created"));
    }
    if (current->kind() == EntityKind::Role) {
        m_session = new QSpinBox(content);
        m_session->setObjectName(QStringLiteral("maximumSession"));
        m_session->setRange(60, 720);
        m_session->setSingleStep(30);
        m_session->setSuffix(tr(" minutes"));
        m_session->setKeyboardTracking(false);
        m_session->setMaximumWidth(160);
        m_form->addRow(tr("Maximum session"), m_session);
        connect(m_session, &QSpinBox::valueChanged, this, &DetailsPanel::setSession);
        if (const auto reserved = permissionSetRole(current->arn())) {
            QLabel *note = addLine(tr("IAM Identity Center"));
            note->setObjectName(QStringLiteral("permissionSet"));
            note->setText(words::permissionSetNote(*reserved));
        }
        m_lastUsed = addLine(tr("Last used"));
        m_profiles = addLine(tr("Instance profiles"));
    }
    if (current->kind() == EntityKind::Resource && current->arn().find(":s3:::") != std::string::npos) {
        m_block = new QCheckBox(tr("S3 Block Public Access is in force"), content);
        m_block->setObjectName(QStringLiteral("blockPublicAccess"));
        m_block->setToolTip(tr("Statements that would make the bucket public then allow nobody outside its account."));
        m_form->addRow(tr("Public access"), m_block);
        connect(m_block, &QCheckBox::toggled, this, &DetailsPanel::setBlockPublicAccess);
    }
    const IdentityProvider *provider = current->as<IdentityProvider>();
    if (provider && provider->providerKind == ProviderKind::Oidc) {
        m_audiences = new RowsModel({tr("Audience")}, tr("Add a client id…"), this);
        m_form->addRow(tr("Audiences"), addTable(m_audiences, "audiences"));
        connect(m_audiences, &RowsModel::edited, this, &DetailsPanel::setAudiences);
    }
    if (tagsOf(*current)) {
        m_tags = new RowsModel({tr("Key"), tr("Value")}, tr("Add a tag…"), this);
        m_form->addRow(tr("Tags"), addTable(m_tags, "tags"));
        connect(m_tags, &RowsModel::edited, this, &DetailsPanel::setTags);
    }
    fill();
}

QLabel *DetailsPanel::addLine(const QString &label)
{
    QLabel *value = new QLabel(this);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    value->setWordWrap(true);
    m_form->addRow(label, value);
    return value;
}

QTableView *DetailsPanel::addTable(RowsModel *model, const char *name)
{
    QTableView *table = new QTableView(this);
    table->setObjectName(QString::fromLatin1(name));
    table->setModel(model);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(28);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    table->setEditTriggers(QAbstractItemView::AllEditTriggers);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setMinimumHeight(140);
    table->setMaximumWidth(640);
    QAction *remove = new QAction(table);
    remove->setShortcut(QKeySequence::Delete);
    remove->setShortcutContext(Qt::WidgetShortcut);
    table->addAction(remove);
    connect(remove, &QAction::triggered, table, [table, model] { model->removeRow(table->currentIndex().row()); });
    return table;
}

void DetailsPanel::fillRole(const Role &role)
{
    const QSignalBlocker blocker(m_session);
    m_session->setValue(static_cast<int>(role.maximumSessionSeconds.value_or(3600) / 60));
    QString used = dateText(role.lastUsedDate);
    if (!role.lastUsedRegion.empty())
        used += QStringLiteral(" · ") + QString::fromStdString(role.lastUsedRegion);
    m_lastUsed->setText(used.isEmpty() ? tr("never, or not in the export") : used);
    QStringList profiles;
    for (const InstanceProfile &profile : role.instanceProfiles)
        profiles << QString::fromStdString(profile.name);
    m_profiles->setText(profiles.isEmpty() ? tr("none: no EC2 instance can have this role") : profiles.join(QStringLiteral(", ")));
}

void DetailsPanel::fill()
{
    const EntityPtr current = entity();
    if (!current || !m_name)
        return;
    m_name->setText(QString::fromStdString(current->name()) + QStringLiteral("  ·  ") + words::entityKind(current->kind()));
    if (const IamName *name = iamName(*current)) {
        m_path->setText(QString::fromStdString(name->path));
        m_id->setText(orDash(QString::fromStdString(name->uniqueId)));
        m_created->setText(orDash(dateText(name->createDate)));
    }
    if (const Role *role = current->as<Role>())
        fillRole(*role);
    if (m_block) {
        const QSignalBlocker blocker(m_block);
        m_block->setChecked(current->as<Resource>()->blockPublicAccess);
    }
    if (m_audiences) {
        std::vector<QStringList> rows;
        for (const std::string &id : current->as<IdentityProvider>()->clientIds)
            rows.push_back({QString::fromStdString(id)});
        m_audiences->show(std::move(rows));
    }
    if (m_tags) {
        std::vector<QStringList> rows;
        for (const Tag &tag : *tagsOf(*current))
            rows.push_back({QString::fromStdString(tag.key), QString::fromStdString(tag.value)});
        m_tags->show(std::move(rows));
    }
}

void DetailsPanel::refresh(const DocumentChange &, bool mine)
{
    if (mine)
        fill();
}

void DetailsPanel::setTags(const std::vector<QStringList> &rows)
{
    std::vector<Tag> tags;
    for (const QStringList &row : rows)
        tags.push_back({row.value(0).toStdString(), row.value(1).toStdString()});
    push(tr("Edit tags"), edits::setTags(world(), entityId(), std::move(tags)));
}

void DetailsPanel::setAudiences(const std::vector<QStringList> &rows)
{
    std::vector<std::string> ids;
    for (const QStringList &row : rows)
        ids.push_back(row.value(0).toStdString());
    push(tr("Edit audiences"), edits::setClientIds(world(), entityId(), std::move(ids)));
}

void DetailsPanel::setSession()
{
    push(tr("Set maximum session duration"), edits::setMaximumSession(world(), entityId(), std::int64_t{60} * m_session->value()), m_session,
         QStringLiteral("session/%1").arg(entityId().value));
}

void DetailsPanel::setBlockPublicAccess(bool inForce)
{
    push(inForce ? tr("Block public access") : tr("Allow public access"), edits::setBlockPublicAccess(world(), entityId(), inForce), m_block);
}

} // namespace rolewright
