// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/reachpanel.h"

#include "pages/pagewidgets.h"
#include "theme/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QSlider>
#include <QTreeView>

namespace rolewright {
namespace {

constexpr int afterEdit = 60; ///< milliseconds: several edits in a row are one question
constexpr int mostHops = 6;

/// With which action somebody becomes a role.
QString becomingAction(const QString &principal)
{
    const std::optional<Principal> parsed = parsePrincipal(principal.toStdString());
    switch (parsed ? parsed->kind : PrincipalKind::User) {
    case PrincipalKind::OidcProvider: return QStringLiteral("sts:AssumeRoleWithWebIdentity");
    case PrincipalKind::SamlProvider: return QStringLiteral("sts:AssumeRoleWithSAML");
    default: return QStringLiteral("sts:AssumeRole");
    }
}

} // namespace

ReachPanel::ReachPanel(WorkspaceDocument *document, EntityId entity, ReachModel::Side side, QWidget *parent)
    : PagePanel(document, entity, parent)
    , m_side(side)
    , m_model(new ReachModel(side, this))
    , m_view(new QTreeView(this))
    , m_hops(new QSlider(Qt::Horizontal, this))
    , m_hopsText(new QLabel(this))
    , m_note(new QLabel(this))
    , m_hint(pagewidgets::hint(tr("Looking…"), this))
    , m_runner(this, [this](Found found) { present(std::move(found)); })
{
    m_view->setObjectName(QStringLiteral("reachView"));
    m_view->setModel(m_model);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setTextElideMode(Qt::ElideMiddle);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setColumnHidden(ReachModel::PoliciesColumn, side == ReachModel::Side::Role);
    m_view->header()->setStretchLastSection(side == ReachModel::Side::Principal);
    if (side == ReachModel::Side::Role)
        m_view->header()->setSectionResizeMode(ReachModel::NeedsColumn, QHeaderView::Stretch);
    const std::pair<int, int> widths[] = {{ReachModel::NameColumn, 190}, {ReachModel::StandingColumn, 95}, {ReachModel::PathColumn, 110},
                                          {ReachModel::NeedsColumn, 170}, {ReachModel::KeyColumn, 100}};
    for (const auto &[column, width] : widths)
        m_view->header()->resizeSection(column, width);
    m_hops->setObjectName(QStringLiteral("reachHops"));
    m_hops->setRange(1, mostHops);
    m_hops->setValue(RouteOptions().maximumHops);
    m_hops->setPageStep(1);
    m_hops->setFixedWidth(110);
    m_hops->setAccessibleName(tr("Most roles in a row"));
    m_hops->setToolTip(tr("How many roles may be put on, one after another"));
    m_note->setProperty("look", QStringLiteral("muted"));

    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(theme::spacing, theme::tightSpacing, theme::spacing, theme::tightSpacing);
    row->setSpacing(theme::spacing);
    row->addWidget(m_hops);
    row->addWidget(m_hopsText);
    row->addStretch();
    row->addWidget(m_note);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(bar);
    layout->addWidget(m_hint, 1);
    layout->addWidget(m_view, 1);
    m_view->hide();

    m_soon.setSingleShot(true);
    m_soon.setInterval(afterEdit);
    connect(&m_soon, &QTimer::timeout, this, &ReachPanel::ask);
    connect(m_hops, &QSlider::valueChanged, this, [this] {
        updateHops();
        m_soon.start();
    });
    connect(m_view, &QTreeView::activated, this, [this](const QModelIndex &index) {
        if (const EntityId entityId = m_model->entity(index.row()))
            emit entityRequested(entityId);
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &current) {
        if (current.isValid() && m_view->hasFocus())
            emit routeChosen(m_model->reach(current.row()).path, m_model->reach(current.row()).verdict);
    });
    connect(m_view, &QTreeView::customContextMenuRequested, this, &ReachPanel::showMenu);
    updateHops();
}

std::optional<int> ReachPanel::count() const
{
    return m_known ? std::optional(m_model->allowedCount()) : std::nullopt;
}

void ReachPanel::updateHops()
{
    m_hopsText->setText(m_hops->value() == 1 ? tr("one role") : tr("up to %n roles in a row", nullptr, m_hops->value()));
}

void ReachPanel::refresh(const DocumentChange &, bool)
{
    // Anybody's policy may make or break a hop.
    m_stale = true;
    if (isVisible()) {
        m_soon.start();
    } else if (m_known) {
        m_known = false;
        emit titleChanged();
    }
}

void ReachPanel::showEvent(QShowEvent *event)
{
    PagePanel::showEvent(event);
    if (m_stale)
        m_soon.start();
}

void ReachPanel::ask()
{
    m_stale = false;
    // What is one hop away is known soon even in a large workspace; what is known already stays until all is known anew.
    look(m_known ? m_hops->value() : 1);
}

void ReachPanel::look(int hops)
{
    const EntityPtr current = entity();
    if (!current)
        return;
    m_note->setText(hops == 1 ? QString() : tr("looking for chains…"));
    m_runner.start([world = world(), arn = current->arn(), hops, side = m_side](const CancelFlag &cancel) {
        return Found{world, side == ReachModel::Side::Principal ? reachableRoles(world, arn, hops, cancel) : whoReaches(world, arn, hops, cancel), hops};
    });
}

void ReachPanel::present(Found found)
{
    m_known = true;
    m_model->show(found.world, std::move(found.list.rows));
    const bool empty = m_model->rowCount() == 0;
    m_hint->setText(tr("Nobody can become this.\nIts trust policy has to let somebody in, and a user's or role's own policies allow sts:AssumeRole."));
    m_hint->setVisible(empty);
    m_view->setVisible(!empty);
    const bool alone = m_side == ReachModel::Side::Principal && m_model->rowCount() == 1;
    m_note->setText(alone             ? tr("There is no role that this can become.")
                    : found.list.cut  ? tr("Longer chains may lead further.")
                    : m_side == ReachModel::Side::Principal ? tr("“now” always, then one role at a time") : QString());
    if (found.hops < m_hops->value() && found.list.cut)
        look(m_hops->value());
    emit titleChanged();
}

bool ReachPanel::isIdle() const
{
    return !m_runner.isBusy() && !m_soon.isActive();
}

void ReachPanel::showMenu(const QPoint &position)
{
    const QModelIndex index = m_view->indexAt(position);
    if (!index.isValid())
        return;
    const Reach reach = m_model->reach(index.row());
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const EntityId other = m_model->entity(index.row());
    QAction *open = menu->addAction(theme::icon(QStringLiteral("jump")), tr("Open"), this, [this, other] { emit entityRequested(other); });
    open->setEnabled(static_cast<bool>(other));
    menu->addSeparator();
    for (std::size_t i = 0; i + 1 < reach.path.size(); ++i) {
        const QString from = QString::fromStdString(reach.path[i]), to = QString::fromStdString(reach.path[i + 1]);
        menu->addAction(theme::icon(QStringLiteral("ask")), tr("Explain %1 → %2").arg(from.section(u'/', -1), to.section(u'/', -1)), this,
                        [this, from, to] { emit askRequested(from, becomingAction(from), to); });
    }
    menu->popup(m_view->viewport()->mapToGlobal(position));
}

} // namespace rolewright
