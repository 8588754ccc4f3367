// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

class QMenu;

namespace rolewright {

/// Workspace files opened or saved lately, newest first, remembered between runs.
class RecentFiles : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype maximum = 10;

    /// `kept` false: an own empty list that goes with the object.
    explicit RecentFiles(bool kept, QObject *parent = nullptr);

    QStringList paths() const;
    void add(const QString &path);
    void remove(const QString &path);
    void clear();
    /// Keeps the menu filled.
    void attachTo(QMenu *menu);

signals:
    void changed();
    void chosen(const QString &path);

private:
    void store(const QStringList &paths);

    bool m_kept;
    QStringList m_own; ///< when it isn't kept
};

} // namespace rolewright
