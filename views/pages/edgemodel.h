// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes/routes.h"
#include "world/world.h"

#include <QAbstractTableModel>

#include <vector>

namespace rolewright {

/// One line of "who can assume this" or "what this can become": an evaluated edge, or a principal that the trust
/// policy names and that isn't an entity of the workspace (a service, a provider, another account).
struct EdgeRow {
    QString name;
    QString detail; ///< another account's name or id, or what kind of principal it is
    QString standing; ///< "can assume", "identity side missing" …
    QString needs; ///< what the caller must bring
    Verdict verdict = Verdict::Denied;
    std::optional<EntityKind> kind; ///< none: a service or account
    bool account = false;
    EntityId entity; ///< to jump to
    Span span; ///< in the trust policy, of a named principal

    bool operator==(const EdgeRow &) const = default;
};

/// Allowed first, then what depends, then near misses.
std::vector<EdgeRow> edgeRows(const World &world, const std::vector<TrustEdge> &edges, bool incoming);
/// Services, providers, accounts and everyone, as the trust policy's Allow statements name them.
std::vector<EdgeRow> namedPrincipals(const World &world, const PolicyDocument &trust);

class EdgeModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Columns { NameColumn, StandingColumn, NeedsColumn, ColumnCount };
    enum Roles { NameRole = Qt::UserRole + 1, MoreRole }; ///< the first line without its standing, and what stands below it

    explicit EdgeModel(const QString &nameTitle, QObject *parent = nullptr);

    void show(std::vector<EdgeRow> rows);
    const std::vector<EdgeRow> &rows() const { return m_rows; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString m_nameTitle;
    std::vector<EdgeRow> m_rows;
};

} // namespace rolewright
