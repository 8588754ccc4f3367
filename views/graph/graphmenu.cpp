// SPDX-License-Identifier: GPL-3.0-or-later
// The context menu of GraphPanel and what it offers beyond the keys and clicks.
#include "graph/graphexport.h"
#include "graph/graphpanel.h"
#include "graph/graphscene.h"
#include "graph/graphview.h"
#include "graph/nodeitem.h"
#include "theme/theme.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMenu>
#include <QMessageBox>

namespace rolewright {

void GraphPanel::showMenu(const std::string &key, QPoint screen)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (const NodeItem *item = m_scene->item(key)) {
        const GraphNode node = item->node();
        if (node.kind == GraphNodeKind::Fold) {
            connect(menu->addAction(tr("Show more of them")), &QAction::triggered, this, [this, key] { unfold(key); });
        } else {
            m_scene->select(key);
            if (node.entity) {
                connect(menu->addAction(theme::icon(QStringLiteral("open")), tr("Open")), &QAction::triggered, this, [this, key] { openNode(key); });
                connect(menu->addAction(tr("Center the Graph Here")), &QAction::triggered, this, [this, node] { setFocusEntity(node.entity); });
            }
            if (node.canGrow)
                connect(menu->addAction(theme::icon(QStringLiteral("add")), tr("Grow")), &QAction::triggered, this, [this, key] { growNode(key); });
            if (!node.arn.empty()) {
                connect(menu->addAction(theme::icon(QStringLiteral("copy")), tr("Copy ARN")), &QAction::triggered, this,
                        [node] { QGuiApplication::clipboard()->setText(QString::fromStdString(node.arn)); });
            }
        }
        menu->addSeparator();
    }
    if (m_query.focus)
        connect(menu->addAction(tr("Overview of Accounts")), &QAction::triggered, this, [this] { setFocusEntity({}); });
    connect(menu->addAction(theme::icon(QStringLiteral("fit")), tr("Fit")), &QAction::triggered, m_view, &GraphView::fit);
    connect(menu->addAction(tr("Export as SVG…")), &QAction::triggered, this, [this] { exportPicture(true); });
    connect(menu->addAction(tr("Export as PNG…")), &QAction::triggered, this, [this] { exportPicture(false); });
    menu->popup(screen);
}

void GraphPanel::exportPicture(bool svg)
{
    const QString filter = svg ? tr("SVG pictures (*.svg)") : tr("PNG pictures (*.png)");
    const QString suffix = svg ? QStringLiteral("svg") : QStringLiteral("png");
    auto *dialog = new QFileDialog(this, tr("Export the Graph"), QString(), filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->selectFile(QStringLiteral("graph.") + suffix);
    connect(dialog, &QFileDialog::fileSelected, this, [this, svg](const QString &path) {
        if (svg ? exportSvg(*m_scene, path) : exportPng(*m_scene, path))
            return;
        auto *box = new QMessageBox(QMessageBox::Warning, tr("Export the Graph"),
                                    tr("“%1” couldn't be written. Choose another folder or check its permissions.").arg(path), QMessageBox::Ok, this);
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->open();
    });
    dialog->open();
}

} // namespace rolewright
