// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/reach.h"

#include <QAbstractTableModel>

namespace rolewright {

/// Chains of roles, a row each: from the principal's side its "now" and what it reaches, from a role's side who gets there.
class ReachModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Columns {
        NameColumn, ///< the other end
        StandingColumn,
        PathColumn, ///< the roles between
        NeedsColumn, ///< what must be brought, with the MFA's seconds
        KeyColumn, ///< whether an access key alone, as somebody may steal it, suffices
        PoliciesColumn, ///< what stands at the end of the chain to be used
        ColumnCount
    };
    enum class Side { Principal, Role };

    explicit ReachModel(Side side, QObject *parent = nullptr);

    void show(const World &world, std::vector<Reach> rows);
    const Reach &reach(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    EntityId entity(int row) const; ///< of the other end
    int allowedCount() const; ///< without the principal itself

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const std::string &endOf(const Reach &reach) const { return m_side == Side::Principal ? reach.path.back() : reach.path.front(); }
    QString text(const Reach &reach, int column) const;

    Side m_side;
    World m_world;
    std::vector<Reach> m_rows;
};

} // namespace rolewright
