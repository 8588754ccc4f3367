// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/claimsmodel.h"

#include "theme/theme.h"

#include <algorithm>

namespace rolewright {

void ClaimsModel::show(std::vector<Claim> claims)
{
    std::stable_partition(claims.begin(), claims.end(), [](const Claim &claim) { return !claim.key.isEmpty(); });
    if (claims == m_claims)
        return;
    beginResetModel();
    m_claims = std::move(claims);
    endResetModel();
}

int ClaimsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_claims.size());
}

int ClaimsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant ClaimsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Claim &claim = m_claims[static_cast<std::size_t>(index.row())];
    const QString values = claim.values.join(QStringLiteral(", "));
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == ClaimColumn)
            return claim.name.section(u'/', -1);
        if (index.column() == ValueColumn)
            return values;
        if (claim.key.isEmpty())
            return tr("no key");
        return claim.undecided ? tr("%1, unknown").arg(claim.key) : claim.key;
    case Qt::ToolTipRole:
        if (claim.key.isEmpty())
            return tr("%1: %2\nAWS makes no condition key of it.").arg(claim.name, values);
        if (claim.undecided)
            return tr("%1: %2\nWhich value AWS takes for %3 depends on the provider.").arg(claim.name, values, claim.key);
        return tr("%1: %2").arg(claim.name, values);
    case Qt::ForegroundRole:
        return claim.key.isEmpty() ? QVariant(theme::colours().mutedText) : QVariant();
    default:
        return {};
    }
}

QVariant ClaimsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case ClaimColumn: return tr("Claim");
    case ValueColumn: return tr("Value");
    case KeyColumn: return tr("Condition key");
    default: return {};
    }
}

} // namespace rolewright
