// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/graphpanel.h"

#include "analyse/problems.h"
#include "graph/graphlegend.h"
#include "graph/graphmodel.h"
#include "graph/graphscene.h"
#include "graph/graphstyle.h"
#include "graph/graphview.h"
#include "graph/graphwords.h"
#include "graph/nodeitem.h"
#include "theme/theme.h"

#include <QActionGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

namespace rolewright {

namespace {

constexpr int editDelay = 120; ///< milliseconds of quiet after an edit
constexpr int busyDelay = 300; ///< milliseconds before work is announced
constexpr int mostDepth = 3;
constexpr std::size_t unfoldStep = 12; ///< nodes that one click on a fold shows

} // namespace

GraphPanel::GraphPanel(WorkspaceDocument *document, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_scene(new GraphScene(this))
    , m_view(new GraphView(m_scene, this))
    , m_tools(new QWidget(this))
    , m_legend(new GraphLegend(this))
    , m_busy(new QLabel(tr("laying out…"), this))
    , m_heldNote(new QLabel(tr("The draft can't be used yet: this is how it was before"), this))
    , m_empty(new QLabel(this))
    , m_truncated(new QLabel(tr("more than fits; open what you look for"), this))
    , m_evaluation(this, [this](Graph graph) { layOut(std::move(graph)); }, &workers(Urgency::Patient))
    , m_layout(this, [this](const LayoutResult &result) { present(result); }, &m_layoutThread)
{
    m_layoutThread.setMaxThreadCount(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    setFocusProxy(m_view);
    m_view->setAccessibleName(tr("Graph"));
    m_view->setAccessibleDescription(tr("What surrounds the selected entity. Arrow keys move along the edges, Enter opens, Space grows."));
    setMinimumSize(200, 120);

    for (QLabel *label : {m_busy, m_heldNote, m_truncated}) {
        label->setForegroundRole(QPalette::PlaceholderText);
        label->setFont(graphstyle::smallFont());
        label->setAutoFillBackground(true);
        label->setContentsMargins(theme::tightSpacing, 0, theme::tightSpacing, 0);
        label->setAttribute(Qt::WA_TransparentForMouseEvents);
        label->hide();
    }
    m_heldNote->setObjectName(QStringLiteral("graphHeld"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_empty->setText(tr("Nothing to draw yet.\nOpen an account's export, or create a user and a role: who can become whom shows here."));
    m_empty->hide();
    m_legend->hide();
    buildToolBar();

    m_delay.setSingleShot(true);
    m_delay.setInterval(editDelay);
    connect(&m_delay, &QTimer::timeout, this, &GraphPanel::start);
    m_busyTimer.setSingleShot(true);
    m_busyTimer.setInterval(busyDelay);
    connect(&m_busyTimer, &QTimer::timeout, m_busy, &QWidget::show);

    connect(m_document, &WorkspaceDocument::changed, this, &GraphPanel::documentChanged);
    connect(m_scene, &GraphScene::nodeClicked, this, [this](const QString &key) { selectNode(key.toStdString()); });
    connect(m_scene, &GraphScene::nodeActivated, this, [this](const QString &key) { openNode(key.toStdString()); });
    connect(m_scene, &GraphScene::growRequested, this, [this](const QString &key) { growNode(key.toStdString()); });
    connect(m_scene, &GraphScene::menuRequested, this, [this](const QString &key, QPoint screen) { showMenu(key.toStdString(), screen); });
    connect(m_view, &GraphView::moveRequested, this, [this](QPointF direction) {
        const std::string key = m_scene->nodeTowards(direction);
        if (const NodeItem *item = m_scene->item(key); item && item->node().kind == GraphNodeKind::Fold) {
            m_scene->select(key); // moving over a fold doesn't open it
            m_view->reveal(key);
        } else if (item) {
            selectNode(key);
        }
    });
    connect(m_view, &GraphView::openRequested, this, [this] { openNode(m_scene->selected()); });
    connect(m_view, &GraphView::growRequested, this, [this] { growNode(m_scene->selected()); });
    connect(m_view, &GraphView::menuRequested, this, [this] {
        const std::string key = m_scene->selected();
        showMenu(key, m_view->viewport()->mapToGlobal(m_view->mapFromScene(m_scene->place(key))));
    });
}

GraphPanel::~GraphPanel() = default;

void GraphPanel::buildToolBar()
{
    m_tools->setAutoFillBackground(true);
    auto *layout = new QHBoxLayout(m_tools);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    const auto button = [&](const QString &icon, const QString &tip) {
        auto *result = new QToolButton(m_tools);
        result->setIcon(theme::icon(icon));
        result->setProperty("iconName", icon);
        result->setToolTip(tip);
        result->setAccessibleName(tip);
        result->setAutoRaise(true);
        result->setFocusPolicy(Qt::TabFocus);
        layout->addWidget(result);
        return result;
    };
    constexpr double step = 1.2;
    connect(button(QStringLiteral("zoomOut"), tr("Zoom out (-)")), &QToolButton::clicked, this, [this] { m_view->zoomBy(1 / step); });
    connect(button(QStringLiteral("zoomIn"), tr("Zoom in (+)")), &QToolButton::clicked, this, [this] { m_view->zoomBy(step); });
    connect(button(QStringLiteral("fit"), tr("Fit everything (F)")), &QToolButton::clicked, m_view, &GraphView::fit);
    m_legendButton = button(QStringLiteral("info"), tr("Legend"));
    m_legendButton->setCheckable(true);
    connect(m_legendButton, &QToolButton::toggled, this, &GraphPanel::setLegendVisible);

    m_depthButton = new QToolButton(m_tools);
    m_depthButton->setAutoRaise(true);
    m_depthButton->setPopupMode(QToolButton::InstantPopup);
    m_depthButton->setToolTip(tr("How far around the selected entity"));
    auto *menu = new QMenu(m_depthButton);
    auto *group = new QActionGroup(menu);
    for (int depth = 1; depth <= mostDepth; ++depth) {
        QAction *action = menu->addAction(tr("%n step(s) around", nullptr, depth));
        action->setCheckable(true);
        action->setChecked(depth == 1);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, depth] { setDepth(depth); });
    }
    m_depthButton->setMenu(menu);
    m_depthButton->setText(tr("Depth %1 ▾").arg(1));
    m_depthButton->setStyleSheet(QStringLiteral("QToolButton::menu-indicator { image: none; }")); // the text has one
    m_depthButton->setFont(graphstyle::smallFont());
    layout->addWidget(m_depthButton);
}

void GraphPanel::placeOverlays()
{
    const int margin = theme::spacing;
    m_tools->adjustSize();
    m_tools->move(width() - m_tools->width() - margin, margin);
    if (!m_legend->isHidden()) {
        m_legend->resize(m_legend->sizeHint());
        m_legend->move(margin, height() - m_legend->height() - margin);
    }
    m_truncated->adjustSize();
    m_truncated->move(width() - m_truncated->width() - margin, height() - m_truncated->height() - margin);
    m_busy->adjustSize();
    m_busy->move(margin + theme::tightSpacing, margin);
    m_heldNote->adjustSize();
    m_heldNote->move(margin + theme::tightSpacing, margin);
    m_empty->setGeometry(rect().adjusted(margin, margin, -margin, -margin));
}

void GraphPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    placeOverlays();
    if (m_dirty)
        start();
}

void GraphPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeOverlays();
}

void GraphPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        for (QToolButton *button : m_tools->findChildren<QToolButton *>()) {
            if (const QString name = button->property("iconName").toString(); !name.isEmpty())
                button->setIcon(theme::icon(name));
        }
        m_view->viewport()->update();
    }
    if (event->type() == QEvent::FontChange)
        refresh(Fit::WhenUntouched, m_anchor);
}

void GraphPanel::setFocusEntity(EntityId id)
{
    if (id == m_query.focus && !m_dirty)
        return;
    m_query.focus = id;
    m_query.grown.clear();
    m_query.unfolded.clear();
    const EntityPtr entity = m_document->world().find(id);
    m_scene->select(entity ? entity->arn() : std::string());
    refresh(Fit::Always, {});
}

void GraphPanel::setRoute(const std::vector<std::string> &arns, Verdict verdict)
{
    if (arns == m_query.route && verdict == m_query.routeVerdict)
        return;
    m_query.route = arns;
    m_query.routeVerdict = verdict;
    m_showRoute = true;
    // What the draft does to the answer isn't drawn either.
    if (m_held)
        return;
    // An edit's picture is still to come, and will show the route.
    if (m_delay.isActive())
        m_fit = std::max(m_fit, Fit::WhenUntouched);
    else
        refresh(Fit::WhenUntouched, m_scene->selected());
}

void GraphPanel::setDepth(int depth)
{
    m_query.depth = std::clamp(depth, 1, mostDepth);
    m_depthButton->setText(tr("Depth %1 ▾").arg(m_query.depth));
    m_depthButton->menu()->actions().at(m_query.depth - 1)->setChecked(true);
    placeOverlays();
    refresh(Fit::WhenUntouched, m_scene->selected());
}

void GraphPanel::setLegendVisible(bool visible)
{
    m_legendButton->setChecked(visible);
    m_legend->setVisible(visible);
    placeOverlays();
}

bool GraphPanel::isIdle() const
{
    return !m_delay.isActive() && !m_evaluation.isBusy() && !m_layout.isBusy() && !m_scene->isAnimating();
}

void GraphPanel::documentChanged(const DocumentChange &change)
{
    if (change.everything) {
        setHeld(false);
        const int depth = m_query.depth;
        m_query = {};
        m_query.depth = depth;
        m_scene->select({});
        refresh(Fit::Always, {});
        return;
    }
    if (!matters(change))
        return;
    if (breaksDraft(change)) {
        m_delay.stop();
        setHeld(true);
        return;
    }
    setHeld(false);
    if (m_query.focus && !m_document->world().find(m_query.focus))
        m_query.focus = {};
    std::string anchor = m_scene->selected();
    if (const EntityPtr focus = m_document->world().find(m_query.focus))
        anchor = focus->arn();
    m_anchor = anchor;
    m_fit = std::max(m_fit, Fit::WhenHidden);
    m_dirty = true;
    if (isVisible())
        m_delay.start();
}

bool GraphPanel::matters(const DocumentChange &change) const
{
    if (change.names || change.header)
        return true;
    for (EntityId id : change.entities) {
        const EntityPtr entity = m_document->world().find(id);
        // Whoever acts, and what allows it, may make or break any edge; other things only where they are shown.
        if (!entity || (entity->kind() != EntityKind::Resource && entity->kind() != EntityKind::Provider))
            return true;
        if (m_scene->item(entity->arn()))
            return true;
    }
    return false;
}

bool GraphPanel::breaksDraft(const DocumentChange &change) const
{
    // A hidden picture is drawn anew anyway.
    if (change.names || change.header || change.entities.size() != 1 || !isVisible())
        return false;
    const auto broken = [](const EntityPtr &entity) {
        const std::vector<DocumentUse> documents = entity ? documentsOf(*entity) : std::vector<DocumentUse>();
        return std::count_if(documents.begin(), documents.end(), [](const DocumentUse &use) { return !use.document || !use.document->usableAs(use.kind); });
    };
    const EntityId id = change.entities.front();
    return m_drawn.find(id) && broken(m_document->world().find(id)) > broken(m_drawn.find(id));
}

void GraphPanel::setHeld(bool held)
{
    m_held = held;
    m_heldNote->setVisible(held);
    placeOverlays();
}

void GraphPanel::refresh(Fit fit, const std::string &anchor)
{
    m_fit = std::max(m_fit, fit);
    m_anchor = anchor;
    m_dirty = true;
    if (isVisible())
        start();
}

void GraphPanel::start()
{
    m_delay.stop();
    m_dirty = false;
    m_layout.cancel();
    if (!m_busyTimer.isActive() && !m_busy->isVisible())
        m_busyTimer.start();
    if (!m_held)
        m_drawn = m_document->world();
    m_evaluation.start([world = m_drawn, query = m_query](const CancelFlag &flag) {
        return buildGraph(world, query, [flag] { return flag->load(); });
    });
}

void GraphPanel::layOut(Graph graph)
{
    m_pending = std::move(graph);
    m_layout.start([input = graphstyle::layoutInput(m_pending)](const CancelFlag &) { return layoutGraph(input); });
}

void GraphPanel::present(const LayoutResult &layout)
{
    m_busyTimer.stop();
    m_busy->hide();
    if (!layout.ok)
        return;
    const bool first = m_scene->graph().nodes.empty();
    m_scene->show(m_pending, layout, m_anchor, m_query.routeVerdict);
    // An edit moves the picture only where some of it would be out of sight.
    const bool fit = first || m_fit == Fit::Always || (m_view->isFitted() && (m_fit == Fit::WhenUntouched || (m_fit == Fit::WhenHidden && !m_view->showsAll())));
    m_fit = Fit::Keep;
    showEmptyState();
    m_truncated->setVisible(m_pending.truncated);
    const bool showRoute = std::exchange(m_showRoute, false);
    if (m_pending.nodes.empty())
        return;
    if (!fit) {
        if (showRoute)
            m_view->showTogether(m_query.route);
        return;
    }
    std::string around = m_pending.nodes.front().key;
    for (const GraphNode &node : m_pending.nodes) {
        if (node.focus)
            around = node.key;
    }
    m_view->fitReadably(around, m_query.route);
}

void GraphPanel::showEmptyState()
{
    m_empty->setVisible(m_pending.nodes.empty());
    m_tools->setVisible(!m_pending.nodes.empty());
}

void GraphPanel::selectNode(const std::string &key)
{
    const NodeItem *item = m_scene->item(key);
    if (!item)
        return;
    if (item->node().kind == GraphNodeKind::Fold)
        return unfold(key);
    m_scene->select(key);
    m_view->reveal(key);
    m_view->setAccessibleDescription(graphwords::accessibleName(item->node()));
    if (const EntityId id = item->node().entity; m_document->world().find(id))
        emit entitySelected(id);
}

void GraphPanel::openNode(const std::string &key)
{
    const NodeItem *item = m_scene->item(key);
    if (!item)
        return;
    if (item->node().kind == GraphNodeKind::Fold)
        return unfold(key);
    if (const EntityId id = item->node().entity; m_document->world().find(id))
        emit entityOpened(id);
}

void GraphPanel::growNode(const std::string &key)
{
    const NodeItem *item = m_scene->item(key);
    if (!item)
        return;
    if (item->node().kind == GraphNodeKind::Fold)
        return unfold(key);
    if (!item->node().canGrow)
        return;
    m_query.grown.insert(key);
    refresh(Fit::WhenUntouched, key);
}

void GraphPanel::unfold(const std::string &key)
{
    m_query.unfolded[key] += unfoldStep;
    std::string anchor = key;
    for (const GraphEdge &edge : m_scene->graph().edges) {
        if (edge.from == key || edge.to == key)
            anchor = edge.from == key ? edge.to : edge.from;
    }
    refresh(Fit::WhenUntouched, anchor);
}

} // namespace rolewright
