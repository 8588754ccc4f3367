// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/entitypage.h"

#include "pages/canpanel.h"
#include "pages/detailspanel.h"
#include "pages/documentpanel.h"
#include "pages/elidedlabel.h"
#include "pages/pagewidgets.h"
#include "pages/permissionspanel.h"
#include "pages/reachpanel.h"
#include "pages/targetspanel.h"
#include "pages/trustpanel.h"
#include "pages/userspanel.h"
#include "theme/theme.h"
#include "words/words.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>

namespace rolewright {
namespace {

std::size_t tagCount(const Entity &entity)
{
    if (const User *user = entity.as<User>())
        return user->tags.size();
    if (const Role *role = entity.as<Role>())
        return role->tags.size();
    if (const ManagedPolicy *policy = entity.as<ManagedPolicy>())
        return policy->tags.size();
    if (const Resource *resource = entity.as<Resource>())
        return resource->tags.size();
    return 0;
}

} // namespace

EntityPage::EntityPage(WorkspaceDocument *document, EntityId entityId, QWidget *parent)
    : Page(parent)
    , m_document(document)
    , m_entity(entityId)
    , m_tabs(new QTabBar(this))
    , m_stack(new QStackedWidget(this))
    , m_icon(new QLabel(this))
    , m_tag(new QLabel(this))
    , m_arn(new ElidedLabel(this))
{
    QWidget *header = new QWidget(this);
    header->setProperty("look", QStringLiteral("header"));
    header->setAttribute(Qt::WA_StyledBackground);
    m_tabs->setObjectName(QStringLiteral("subTabs"));
    m_tabs->setProperty("look", QStringLiteral("underline"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_tag->setProperty("look", QStringLiteral("pill"));
    m_tag->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    QToolButton *copy = pagewidgets::button(QStringLiteral("copy"), {}, tr("Copy the ARN"), header);
    copy->setObjectName(QStringLiteral("copyArn"));
    connect(copy, &QToolButton::clicked, this, &EntityPage::copyArn);

    QHBoxLayout *row = new QHBoxLayout(header);
    // The last pixel is the header's line.
    row->setContentsMargins(0, 0, theme::spacing, 1);
    row->setSpacing(theme::spacing);
    row->addWidget(m_tabs);
    row->addStretch(1);
    row->addWidget(m_tag);
    row->addWidget(m_icon);
    row->addWidget(m_arn);
    row->addWidget(copy);

    QVBoxLayout *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(header);
    layout->addWidget(m_stack, 1);
    connect(m_tabs, &QTabBar::currentChanged, m_stack, &QStackedWidget::setCurrentIndex);
    if (const EntityPtr current = entity())
        makePanels(current->kind());
    updateHeader();
}

void EntityPage::makePanels(EntityKind kind)
{
    switch (kind) {
    case EntityKind::User:
        addPanel(new PermissionsPanel(m_document, m_entity, m_stack));
        addPanel(new ReachPanel(m_document, m_entity, ReachModel::Side::Principal, m_stack));
        addPanel(new CanPanel(m_document, m_entity, m_stack));
        break;
    case EntityKind::Group:
        addPanel(new PermissionsPanel(m_document, m_entity, m_stack));
        addPanel(new UsersPanel(m_document, m_entity, m_stack));
        break;
    case EntityKind::Role:
        addPanel(new PermissionsPanel(m_document, m_entity, m_stack));
        addPanel(new TrustPanel(m_document, m_entity, m_stack));
        addPanel(new ReachPanel(m_document, m_entity, ReachModel::Side::Role, m_stack));
        addPanel(new ReachPanel(m_document, m_entity, ReachModel::Side::Principal, m_stack));
        addPanel(new CanPanel(m_document, m_entity, m_stack));
        break;
    case EntityKind::Policy:
        addPanel(new DocumentPanel(m_document, m_entity, m_stack));
        addPanel(new UsersPanel(m_document, m_entity, m_stack));
        break;
    case EntityKind::Resource:
        addPanel(new DocumentPanel(m_document, m_entity, m_stack));
        break;
    case EntityKind::OrganizationPolicy:
        addPanel(new DocumentPanel(m_document, m_entity, m_stack));
        addPanel(new TargetsPanel(m_document, m_entity, m_stack));
        break;
    case EntityKind::Provider:
        addPanel(new ReachPanel(m_document, m_entity, ReachModel::Side::Principal, m_stack));
        addPanel(new CanPanel(m_document, m_entity, m_stack));
        break;
    }
    addPanel(new DetailsPanel(m_document, m_entity, m_stack));
}

void EntityPage::addPanel(PagePanel *panel)
{
    m_panels.push_back(panel);
    m_stack->addWidget(panel);
    m_tabs->addTab(panel->title());
    connect(panel, &PagePanel::entityRequested, this, &Page::entityRequested);
    connect(panel, &PagePanel::cursorMoved, this, &Page::cursorMoved);
    connect(panel, &PagePanel::documentRequested, this, &Page::documentRequested);
    connect(panel, &PagePanel::routeChosen, this, &Page::routeChosen);
    connect(panel, &PagePanel::askRequested, this, &Page::askRequested);
    connect(panel, &PagePanel::titleChanged, this, &EntityPage::updateTitles);
    updateTitles();
}

void EntityPage::updateTitles()
{
    for (std::size_t i = 0; i < m_panels.size(); ++i) {
        const std::optional<int> count = m_panels[i]->count();
        const QString title = m_panels[i]->title();
        m_tabs->setTabText(static_cast<int>(i), count && *count > 0 ? QStringLiteral("%1  %2").arg(title).arg(*count) : title);
    }
    arrangeHeader();
}

void EntityPage::arrangeHeader()
{
    constexpr int arnRoom = 150; // less of it says nothing
    constexpr int tagRoom = 340;
    constexpr int copyRoom = 40;
    const int wanted = m_tabs->sizeHint().width();
    m_tabs->setMinimumWidth(std::clamp(width() - copyRoom, 0, wanted));
    const int left = width() - wanted - copyRoom;
    const EntityPtr current = entity();
    m_icon->setVisible(left >= arnRoom);
    m_arn->setVisible(left >= arnRoom);
    m_tag->setVisible(left >= tagRoom && current && tagCount(*current) > 0);
}

void EntityPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    arrangeHeader();
}

void EntityPage::updateHeader()
{
    const EntityPtr current = entity();
    if (!current)
        return;
    m_icon->setPixmap(theme::entityIcon(current->kind()).pixmap(16, 16));
    m_icon->setToolTip(words::entityKind(current->kind()));
    m_arn->setText(QString::fromStdString(current->arn()));
    const int tags = static_cast<int>(tagCount(*current));
    m_tag->setText(tr("%n tag(s)", nullptr, tags));
    arrangeHeader();
}

void EntityPage::copyArn()
{
    QGuiApplication::clipboard()->setText(m_arn->text());
    QToolTip::showText(QCursor::pos(), tr("Copied"), this);
}

QString EntityPage::title() const
{
    const EntityPtr current = entity();
    return current ? QString::fromStdString(current->name()) : QString();
}

QIcon EntityPage::icon() const
{
    const EntityPtr current = entity();
    return current ? theme::entityIcon(current->kind()) : QIcon();
}

QString EntityPage::stateKey() const
{
    const EntityPtr current = entity();
    return current ? QString::fromStdString(current->arn()) : QString();
}

bool EntityPage::isGone() const
{
    return !entity();
}

void EntityPage::refresh(const DocumentChange &change)
{
    const bool mine = change.everything || std::find(change.entities.begin(), change.entities.end(), m_entity) != change.entities.end();
    for (PagePanel *panel : m_panels)
        panel->refresh(change, mine);
    if (mine)
        updateHeader();
}

bool EntityPage::showDocument(const DocumentRef &where, Span span, std::optional<Verdict> decided)
{
    // The right tab comes first: an editor scrolls only to what it has room for.
    for (std::size_t i = 0; i < m_panels.size(); ++i) {
        const int before = m_tabs->currentIndex();
        m_tabs->setCurrentIndex(static_cast<int>(i));
        if (m_panels[i]->showDocument(where, span, decided))
            return true;
        m_tabs->setCurrentIndex(before);
    }
    return false;
}

bool EntityPage::isIdle() const
{
    return std::all_of(m_panels.begin(), m_panels.end(), [](const PagePanel *panel) { return panel->isIdle(); });
}

int EntityPage::currentPanel() const
{
    return m_tabs->currentIndex();
}

void EntityPage::setCurrentPanel(int index)
{
    if (index >= 0 && index < m_tabs->count())
        m_tabs->setCurrentIndex(index);
}

} // namespace rolewright
