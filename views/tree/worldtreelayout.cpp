// SPDX-License-Identifier: GPL-3.0-or-later
// How the tree panel is put together; what it does is in worldtree.cpp.
#include "theme/theme.h"
#include "tree/labeldragtree.h"
#include "tree/treeactions.h"
#include "tree/treedelegate.h"
#include "tree/worldtree.h"
#include "tree/worldtreemodel.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QStackedLayout>
#include <QToolButton>
#include <QTreeView>

#include <utility>

namespace rolewright {

WorldTree::WorldTree(WorkspaceDocument *document, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_model(new WorldTreeModel(document, this))
    , m_filter(new QLineEdit)
    , m_view(new LabelDragTree)
    , m_empty(new QLabel)
    , m_stack(new QStackedLayout)
{
    setObjectName(QStringLiteral("worldTree"));
    m_filter->setObjectName(QStringLiteral("worldFilter"));
    m_filter->setPlaceholderText(tr("Filter by name or ARN"));
    m_filter->setClearButtonEnabled(true);
    m_filter->installEventFilter(this);

    m_view->setObjectName(QStringLiteral("worldView"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(new TreeDelegate(m_view));
    m_view->setHeaderHidden(true);
    m_view->setUniformRowHeights(true);
    m_view->setIndentation(16);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setExpandsOnDoubleClick(true);
    m_view->setDragEnabled(true);
    m_view->setAcceptDrops(true);
    m_view->setDropIndicatorShown(true);
    m_view->setDragDropMode(QAbstractItemView::DragDrop);
    m_view->setDefaultDropAction(Qt::CopyAction);
    m_view->setAutoExpandDelay(500);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->installEventFilter(this);
    m_actions = new TreeActions(m_view);

    m_empty->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_empty->setWordWrap(true);
    m_empty->setMargin(theme::panelMargin * 2);
    m_empty->setProperty("look", QStringLiteral("muted"));

    auto *header = new QWidget;
    buildHeader(header);
    auto *filterRow = new QHBoxLayout;
    filterRow->setContentsMargins(theme::spacing + 2, theme::spacing, theme::spacing + 2, theme::spacing);
    filterRow->addWidget(m_filter);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(header);
    layout->addLayout(filterRow);
    layout->addLayout(m_stack, 1);

    connect(m_filter, &QLineEdit::textChanged, this, &WorldTree::onFilterEdited);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &WorldTree::onCurrentChanged);
    connect(m_view, &QTreeView::activated, this, &WorldTree::onActivated);
    connect(m_view, &QTreeView::customContextMenuRequested, this, &WorldTree::onContextMenu);
    connect(m_view, &QTreeView::expanded, this, [this](const QModelIndex &index) { rememberExpanded(index, true); });
    connect(m_view, &QTreeView::collapsed, this, [this](const QModelIndex &index) { rememberExpanded(index, false); });
    connect(m_model, &QAbstractItemModel::modelReset, this, &WorldTree::onModelReset);
    connect(m_document, &WorkspaceDocument::changed, this, &WorldTree::noteComingBack);
    for (const auto change : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) {
        connect(m_model, change, this, &WorldTree::updateEmptyState);
        connect(m_model, change, this, &WorldTree::hideEmptyRows);
    }
    connect(m_model, &WorldTreeModel::refused, this, [this](const QString &why) { emit message(why, false); });
    connect(m_model, &WorldTreeModel::edited, this, [this](const QString &what) { emit message(what, true); });

    connect(m_actions->open, &QAction::triggered, this, [this] { emit opened(currentEntity()); });
    connect(m_actions->rename, &QAction::triggered, this, &WorldTree::renameCurrent);
    connect(m_actions->remove, &QAction::triggered, this, &WorldTree::removeCurrent);
    connect(m_actions->copyArn, &QAction::triggered, this, &WorldTree::copyArn);
    connect(m_actions->attach, &QAction::triggered, this, [this] {
        const QString node = m_view->currentIndex().data(WorldTreeModel::NodeRole).toString();
        if (node.isEmpty())
            emit attachRequested(currentEntity());
        else
            emit nodeAttachRequested(node);
    });
    connect(m_actions->notes, &QAction::triggered, this, [this] { emit notesRequested(currentAccount()); });
    connect(m_actions->addToGroup, &QAction::triggered, this, [this] { emit groupRequested(currentEntity()); });
    using treeedits::New;
    const std::pair<QAction *, New> creating[] = {
        {m_actions->createUser, New::User},
        {m_actions->createGroup, New::Group},
        {m_actions->createRole, New::Role},
        {m_actions->createPolicy, New::Policy},
        {m_actions->createResource, New::Resource},
        {m_actions->createOidcProvider, New::OidcProvider},
        {m_actions->createSamlProvider, New::SamlProvider},
        {m_actions->createScp, New::ServiceControlPolicy},
        {m_actions->createRcp, New::ResourceControlPolicy},
    };
    for (const auto &[action, kind] : creating)
        connect(action, &QAction::triggered, this, [this, made = kind] { create(made); });
    connect(m_actions->ask, &QAction::triggered, this, [this] {
        if (const EntityPtr entity = m_document->world().find(currentEntity()))
            emit askRequested(QString::fromStdString(entity->arn()));
    });
    onModelReset();
}

void WorldTree::buildHeader(QWidget *header)
{
    header->setProperty("look", QStringLiteral("header"));
    header->setAttribute(Qt::WA_StyledBackground);
    auto *title = new QLabel(tr("WORLD"));
    title->setProperty("look", QStringLiteral("panelTitle"));
    auto *notes = new QToolButton;
    notes->setObjectName(QStringLiteral("treeNotes"));
    notes->setIcon(theme::icon(QStringLiteral("file")));
    notes->setProperty("look", QStringLiteral("flat"));
    notes->setToolTip(tr("Notes on this workspace"));
    notes->setAccessibleName(tr("Notes"));
    notes->setFocusPolicy(Qt::TabFocus);
    connect(notes, &QToolButton::clicked, this, [this] { emit notesRequested({}); });
    auto *more = new QToolButton;
    more->setIcon(theme::icon(QStringLiteral("more")));
    more->setProperty("look", QStringLiteral("flat"));
    more->setToolTip(tr("More"));
    more->setAccessibleName(tr("More"));
    more->setFocusPolicy(Qt::TabFocus);
    connect(more, &QToolButton::clicked, this, [this, more] {
        QMenu menu;
        m_actions->fillMenu(&menu);
        menu.addSeparator();
        menu.addAction(tr("&Expand all"), m_view, &QTreeView::expandAll);
        menu.addAction(tr("&Collapse all"), m_view, &QTreeView::collapseAll);
        menu.exec(more->mapToGlobal(QPoint(0, more->height())));
    });
    auto *layout = new QHBoxLayout(header);
    layout->setContentsMargins(theme::panelMargin, theme::tightSpacing, theme::spacing, theme::tightSpacing);
    layout->addWidget(title);
    layout->addStretch();
    layout->addWidget(notes);
    layout->addWidget(more);
    header->setFixedHeight(31);
}

} // namespace rolewright
