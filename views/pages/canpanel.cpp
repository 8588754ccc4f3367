// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/canpanel.h"

#include "pages/pagewidgets.h"
#include "pages/permitmodel.h"
#include "theme/theme.h"
#include "words/words.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSignalBlocker>
#include <QTreeView>

namespace rolewright {
namespace {

constexpr int afterEdit = 80; ///< milliseconds: several edits in a row are one question

} // namespace

CanPanel::CanPanel(WorkspaceDocument *document, EntityId entity, QWidget *parent)
    : PagePanel(document, entity, parent)
    , m_model(new PermitModel(this))
    , m_view(new QTreeView(this))
    , m_as(new QComboBox(this))
    , m_hint(pagewidgets::hint(tr("Looking…"), this))
    , m_runner(this, [this](Found found) { present(std::move(found)); })
{
    m_view->setObjectName(QStringLiteral("canView"));
    m_view->setModel(m_model);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setTextElideMode(Qt::ElideMiddle);
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(PermitModel::WhatColumn, QHeaderView::Stretch);
    m_view->header()->resizeSection(PermitModel::StandingColumn, 150);
    m_view->header()->resizeSection(PermitModel::ConditionsColumn, 190);
    m_view->header()->resizeSection(PermitModel::PolicyColumn, 220);
    m_view->hide();
    m_as->setObjectName(QStringLiteral("canAs"));
    m_as->setAccessibleName(tr("As whom"));
    m_as->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    auto *note = new QLabel(tr("by its own policies; one role at a time"), this);
    note->setProperty("look", QStringLiteral("muted"));

    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(theme::spacing, theme::tightSpacing, theme::spacing, theme::tightSpacing);
    bar->setSpacing(theme::spacing);
    bar->addWidget(m_as);
    bar->addStretch();
    bar->addWidget(note);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_hint, 1);
    layout->addWidget(m_view, 1);

    m_soon.setSingleShot(true);
    m_soon.setInterval(afterEdit);
    connect(&m_soon, &QTimer::timeout, this, &CanPanel::ask);
    connect(m_as, &QComboBox::currentIndexChanged, this, &CanPanel::ask);
    connect(m_view, &QTreeView::activated, this, [this](const QModelIndex &index) { emit documentRequested(m_model->row(index.row()).where); });
}

void CanPanel::refresh(const DocumentChange &, bool)
{
    m_stale = true;
    if (isVisible())
        m_soon.start();
}

void CanPanel::showEvent(QShowEvent *event)
{
    PagePanel::showEvent(event);
    if (m_stale)
        m_soon.start();
}

void CanPanel::ask()
{
    const EntityPtr current = entity();
    if (!current)
        return;
    m_stale = false;
    const std::string chosen = m_as->currentData().toString().toStdString();
    m_runner.start([world = world(), own = current->arn(), chosen](const CancelFlag &cancel) {
        Found found{world, reachableRoles(world, own, RouteOptions().maximumHops, cancel), own, {}};
        for (const Reach &reach : found.reach.rows) {
            if (reach.path.back() == chosen)
                found.as = chosen;
        }
        if (const EntityPtr subject = world.findByArn(found.as))
            found.rows = permitRows(world, *subject, cancel);
        return found;
    });
}

void CanPanel::present(Found found)
{
    {
        const QSignalBlocker blocker(m_as);
        m_as->clear();
        for (const Reach &reach : found.reach.rows) {
            const EntityPtr entity = found.world.findByArn(reach.path.back());
            const QString name = QString::fromStdString(entity ? entity->name() : reach.path.back());
            QStringList needs;
            for (const HopNeeds &each : reach.needs)
                needs += words::needsList(each);
            const QString text = reach.needs.empty() ? tr("now, as %1").arg(name) : tr("after becoming %1").arg(name);
            m_as->addItem(theme::entityIcon(entity ? entity->kind() : EntityKind::Role),
                          needs.isEmpty() ? text : tr("%1 with %2").arg(text, needs.join(QStringLiteral(", "))), QString::fromStdString(reach.path.back()));
        }
        m_as->setCurrentIndex(std::max(0, m_as->findData(QString::fromStdString(found.as))));
    }
    m_model->show(std::move(found.rows));
    const bool empty = m_model->rowCount() == 0;
    // Assuming roles isn't listed: that is what the choice above is for.
    m_hint->setText(m_as->count() > 1 && m_as->currentIndex() == 0 ? tr("Nothing but becoming roles. Choose one above to see what it may do.")
                                                                   : tr("No policy grants anything here."));
    m_hint->setVisible(empty);
    m_view->setVisible(!empty);
}

bool CanPanel::isIdle() const
{
    return !m_runner.isBusy() && !m_soon.isActive();
}

} // namespace rolewright
