// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "paletteentry.h"

#include <QAbstractListModel>

namespace rolewright {

/// The entries that match what was typed, best first, not more than anybody reads.
class PaletteModel : public QAbstractListModel
{
    Q_OBJECT
public:
    static constexpr std::size_t maximumShown = 200;
    enum Role { DetailRole = Qt::UserRole + 1 };

    using QAbstractListModel::QAbstractListModel;

    void setEntries(std::vector<PaletteEntry> entries);
    /// Words apart are each looked for.
    void setQuery(const QString &query);
    const PaletteEntry *entryAt(const QModelIndex &index) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    std::vector<PaletteEntry> m_entries;
    std::vector<std::size_t> m_shown; ///< places in m_entries
};

} // namespace rolewright
