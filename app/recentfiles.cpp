// SPDX-License-Identifier: GPL-3.0-or-later
#include "recentfiles.h"

#include <QDir>
#include <QFileInfo>
#include <QMenu>
#include <QSettings>

namespace rolewright {

namespace {

const QString settingsKey = QStringLiteral("recentFiles");

} // namespace

RecentFiles::RecentFiles(bool kept, QObject *parent)
    : QObject(parent)
    , m_kept(kept)
{
}

QStringList RecentFiles::paths() const
{
    return m_kept ? QSettings().value(settingsKey).toStringList() : m_own;
}

void RecentFiles::add(const QString &path)
{
    const QString whole = QFileInfo(path).absoluteFilePath();
    QStringList all = paths();
    all.removeAll(whole);
    all.prepend(whole);
    store(all.mid(0, maximum));
}

void RecentFiles::remove(const QString &path)
{
    QStringList all = paths();
    if (all.removeAll(QFileInfo(path).absoluteFilePath()) > 0)
        store(all);
}

void RecentFiles::clear()
{
    store({});
}

void RecentFiles::store(const QStringList &paths)
{
    if (m_kept)
        QSettings().setValue(settingsKey, paths);
    m_own = paths;
    emit changed();
}

void RecentFiles::attachTo(QMenu *menu)
{
    const auto fill = [this, menu] {
        menu->clear();
        const QStringList all = paths();
        for (const QString &path : all)
            menu->addAction(QDir::toNativeSeparators(path).replace(u'&', QStringLiteral("&&")), this, [this, path] { emit chosen(path); });
        menu->setEnabled(!all.isEmpty());
        if (!all.isEmpty()) {
            menu->addSeparator();
            menu->addAction(tr("&Clear this list"), this, &RecentFiles::clear);
        }
    };
    fill();
    connect(this, &RecentFiles::changed, menu, fill, Qt::QueuedConnection);
}

} // namespace rolewright
