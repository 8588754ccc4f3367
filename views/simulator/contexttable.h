// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/contextmodel.h"

#include <QFrame>

class QLabel;
class QTableView;
class QToolButton;

namespace rolewright {

class CompletionField;

/// The context as a table in a frame, with "+ add a key" as its last row.
class ContextTable : public QFrame
{
    Q_OBJECT
public:
    explicit ContextTable(QWidget *parent = nullptr);

    ContextModel *model() const { return m_model; }
    QTableView *view() const { return m_view; }
    CompletionField *keyField() const { return m_keyField; }
    /// The action whose keys are offered first.
    void setAction(const QString &action) { m_action = action; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void addKey();
    void showStateMenu(int row);
    void toggleDerived();
    void refresh();
    void shareWidth(); ///< keys are read whole as long as a value still has some room

    ContextModel *m_model;
    QTableView *m_view;
    CompletionField *m_keyField;
    QToolButton *m_derivedButton;
    QLabel *m_hint;
    QString m_action;
};

} // namespace rolewright
