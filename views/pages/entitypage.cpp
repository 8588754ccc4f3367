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
#include <utility>

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
    , m_counter(this, [this](const std::vector<std::optional<int>> &counts) { takeCounts(counts); })
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
    if (const EntityPtr current = entity())
        addParts(current->kind());
    connect(m_tabs, &QTabBar::currentChanged, this, &EntityPage::showPanel);
    updateHeader();
}

void EntityPage::addParts(EntityKind kind)
{
    using Side = ReachModel::Side;
    switch (kind) {
    case EntityKind::User:
        addCountedPart<PermissionsPanel>(tr("Permissions"));
        addPart<ReachPanel>(tr("What this can become"), Side::Principal);
        addPart<CanPanel>(tr("What this can do"));
        break;
    case EntityKind::Group:
        addCountedPart<PermissionsPanel>(tr("Permissions"));
        addCountedPart<UsersPanel>(tr("Members"));
        break;
    case EntityKind::Role:
        addCountedPart<PermissionsPanel>(tr("Permissions"));
        addPart<TrustPanel>(tr("Trust"));
        addPart<ReachPanel>(tr("Who can become this"), Side::Role);
        addPart<ReachPanel>(tr("What this can become"), Side::Principal);
        addPart<CanPanel>(tr("What this can do"));
        break;
    case EntityKind::Policy:
        addPart<DocumentPanel>(tr("Policy"));
        addCountedPart<UsersPanel>(tr("Attached to"));
        break;
    case EntityKind::Resource:
        addPart<DocumentPanel>(tr("Resource policy"));
        break;
    case EntityKind::OrganizationPolicy:
        addPart<DocumentPanel>(tr("Policy"));
        addCountedPart<TargetsPanel>(tr("Attached to"));
        break;
    case EntityKind::Provider:
        addPart<ReachPanel>(tr("What this can become"), Side::Principal);
        addPart<CanPanel>(tr("What this can do"));
        break;
    }
    addPart<DetailsPanel>(tr("Details"));
}

template <typename Panel, typename... More>
void EntityPage::addPart(const QString &title, const More &...more)
{
    Part &part = m_parts.emplace_back();
    part.make = [this, more...] { return new Panel(m_document, m_entity, more..., m_stack); };
    part.title = title;
    m_tabs->addTab(title);
}

template <typename Panel>
void EntityPage::addCountedPart(const QString &title)
{
    addPart<Panel>(title);
    m_parts.back().count = &Panel::countOf;
}

PagePanel *EntityPage::panel(int index)
{
    Part &part = m_parts[static_cast<std::size_t>(index)];
    if (part.panel)
        return part.panel;
    part.panel = part.make();
    part.panel->hide();
    connect(part.panel, &PagePanel::entityRequested, this, &Page::entityRequested);
    connect(part.panel, &PagePanel::cursorMoved, this, &Page::cursorMoved);
    connect(part.panel, &PagePanel::documentRequested, this, &Page::documentRequested);
    connect(part.panel, &PagePanel::routeChosen, this, &Page::routeChosen);
    connect(part.panel, &PagePanel::askRequested, this, &Page::askRequested);
    connect(part.panel, &PagePanel::titleChanged, this, &EntityPage::updateTitles);
    return part.panel;
}

bool EntityPage::isFilled() const
{
    const int current = m_tabs->currentIndex();
    const PagePanel *wanted = current < 0 ? nullptr : m_parts[static_cast<std::size_t>(current)].panel;
    return current < 0 || (wanted && m_stack->currentWidget() == wanted);
}

void EntityPage::fill()
{
    const int current = m_tabs->currentIndex();
    // Its first showing, which styles and lays it out, takes as long as making it.
    if (current >= 0 && !m_parts[static_cast<std::size_t>(current)].panel)
        panel(current);
    else
        showPanel();
}

void EntityPage::showPanel()
{
    const int current = m_tabs->currentIndex();
    // Behind another tab nothing is made for nobody to see.
    if (current < 0 || (!isVisible() && !m_parts[static_cast<std::size_t>(current)].panel))
        return;
    PagePanel *wanted = panel(current);
    if (m_stack->indexOf(wanted) < 0)
        m_stack->addWidget(wanted);
    m_stack->setCurrentWidget(wanted);
}

void EntityPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    updateTitles();
    countParts();
}

QString EntityPage::titleOf(const Part &part) const
{
    const std::optional<int> count = part.count ? part.counted : part.panel ? part.panel->count() : std::nullopt;
    return count && *count > 0 ? QStringLiteral("%1  %2").arg(part.title).arg(*count) : part.title;
}

void EntityPage::countParts()
{
    std::vector<Count> wanted;
    for (const Part &part : m_parts)
        wanted.push_back(part.count);
    m_counter.start([world = m_document->world(), id = m_entity, wanted = std::move(wanted)](const CancelFlag &cancelled) {
        std::vector<std::optional<int>> counts(wanted.size());
        const EntityPtr entity = world.find(id);
        for (std::size_t i = 0; i < wanted.size() && entity && !cancelled->load(); ++i) {
            if (wanted[i])
                counts[i] = wanted[i](world, *entity);
        }
        return counts;
    });
}

void EntityPage::takeCounts(const std::vector<std::optional<int>> &counts)
{
    for (std::size_t i = 0; i < m_parts.size(); ++i)
        m_parts[i].counted = counts[i];
    updateTitles();
}

void EntityPage::updateTitles()
{
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        // A tab bar measures all tabs for each text, the same one, too.
        if (const QString title = titleOf(m_parts[i]); title != m_tabs->tabText(static_cast<int>(i)))
            m_tabs->setTabText(static_cast<int>(i), title);
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
    for (const Part &part : m_parts) {
        if (part.panel)
            part.panel->refresh(change, mine);
    }
    if (mine)
        updateHeader();
    if (isVisible() && (change.header || pagewidgets::touchesPrincipals(change, m_document->world())))
        countParts();
}

bool EntityPage::showDocument(const DocumentRef &where, Span span, std::optional<Verdict> decided)
{
    // The right tab comes first: an editor scrolls only to what it has room for.
    for (int i = 0; i < m_tabs->count(); ++i) {
        const int before = m_tabs->currentIndex();
        m_tabs->setCurrentIndex(i);
        showPanel();
        if (panel(i)->showDocument(where, span, decided))
            return true;
        m_tabs->setCurrentIndex(before);
    }
    return false;
}

bool EntityPage::isIdle() const
{
    return (!isVisible() || isFilled()) && !m_counter.isBusy() && std::all_of(m_parts.begin(), m_parts.end(), [](const Part &part) { return !part.panel || part.panel->isIdle(); });
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
