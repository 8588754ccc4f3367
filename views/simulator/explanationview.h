// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/explanationmodel.h"

#include <QHash>
#include <QTimer>
#include <QTreeView>

namespace rolewright {

/// The explanation tree. It is as tall as its rows: the panel around it scrolls. Its text wraps.
class ExplanationView : public QTreeView
{
    Q_OBJECT
public:
    explicit ExplanationView(QWidget *parent = nullptr);

    void setAnswer(const Answer &answer, const std::vector<Answer> &further = {});
    void clear();
    ExplanationModel *explanation() const { return m_model; }

signals:
    void documentRequested(const rolewright::DocumentRef &where, rolewright::Span span, std::optional<rolewright::Verdict> decided);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const override;

private:
    void open(const QModelIndex &index);
    void restoreExpansion(const QModelIndex &parent);
    void noteExpansion(const QModelIndex &index, bool expanded);
    void fitHeight();

    ExplanationModel *m_model;
    QTimer m_fitTimer;
    QHash<QString, bool> m_expansion; ///< by node key; only what the user changed
    bool m_restoring = false;
};

} // namespace rolewright
