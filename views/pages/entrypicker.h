// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QIcon>
#include <QString>

#include <vector>

class QLabel;
class QLineEdit;
class QListView;
class QSortFilterProxyModel;
class QStandardItemModel;

namespace rolewright {

/// One thing to pick: its name is searched, its detail shown after it, its key handed back.
struct PickerEntry {
    QIcon icon;
    QString name;
    QString detail;
    QString key;
};

/// A popup that picks one of many by typing part of its name: policies to attach (1,700 with AWS's), groups.
/// Enter takes the first match; Escape or a click elsewhere closes.
class EntryPicker : public QFrame
{
    Q_OBJECT
public:
    EntryPicker(const QString &placeholder, std::vector<PickerEntry> entries, QWidget *parent);

    /// Below the widget, within the screen. Deletes itself when closed.
    void popUpAt(QWidget *anchor);

signals:
    void picked(const QString &key);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void filter(const QString &text);
    void take(const QModelIndex &index);

    QLineEdit *m_text;
    QListView *m_list;
    QLabel *m_nothing;
    QStandardItemModel *m_model;
    QSortFilterProxyModel *m_proxy;
};

} // namespace rolewright
