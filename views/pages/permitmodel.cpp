// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/permitmodel.h"

#include "graph/graphwords.h"
#include "theme/theme.h"
#include "words/words.h"

namespace rolewright {
namespace {

using Standing = PermitRow::Standing;

QStringList texts(const std::vector<std::string> &list)
{
    QStringList result;
    for (const std::string &each : list)
        result += QString::fromStdString(each);
    return result;
}

std::optional<Verdict> verdictOf(Standing standing)
{
    switch (standing) {
    case Standing::Allowed: return Verdict::Allowed;
    case Standing::Depends: return Verdict::Depends;
    case Standing::Blocked:
    case Standing::Denied: return Verdict::Denied;
    case Standing::Granted: break;
    }
    return std::nullopt;
}

} // namespace

void PermitModel::show(std::vector<PermitRow> rows)
{
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int PermitModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PermitModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QString PermitModel::text(const PermitRow &row, int column) const
{
    switch (column) {
    case StandingColumn:
        switch (row.standing) {
        case Standing::Allowed: return row.byExample ? tr("allowed, as tried") : tr("allowed");
        case Standing::Depends: return tr("depends");
        case Standing::Granted: return tr("granted");
        case Standing::Denied: return tr("denies");
        case Standing::Blocked: {
            QStringList layers;
            for (Layer layer : row.missing)
                layers += words::layer(layer).toLower();
            return layers.isEmpty() ? tr("blocked") : tr("blocked: %1").arg(layers.join(QStringLiteral(", ")));
        }
        }
        return {};
    case WhatColumn: {
        GraphNode node;
        node.kind = GraphNodeKind::Permission;
        node.permit = row.permit;
        return graphwords::nodeLabel(node);
    }
    case ConditionsColumn:
        return texts(row.permit.conditionKeys).join(QStringLiteral(", "));
    case PolicyColumn: {
        const QString policy = QString::fromStdString(row.policy);
        return row.via.empty() ? policy : tr("%1, group %2").arg(policy, QString::fromStdString(row.via.substr(row.via.rfind('/') + 1)));
    }
    default:
        return {};
    }
}

QString PermitModel::toolTip(const PermitRow &row) const
{
    constexpr qsizetype shown = 12;
    QStringList actions = texts(row.permit.actions);
    const qsizetype more = actions.size() - shown;
    actions = actions.mid(0, shown);
    if (more > 0)
        actions += tr("%1 more").arg(more);
    QString tip = (row.permit.exceptActions ? tr("Every action but: %1") : tr("Actions: %1")).arg(actions.join(QStringLiteral(", "))) + u'\n'
        + (row.permit.exceptResources ? tr("Every resource but: %1") : tr("Resources: %1")).arg(texts(row.permit.resources).mid(0, shown).join(QStringLiteral(", ")));
    if (row.standing == Standing::Granted)
        tip += u'\n' + tr("The policy grants it so. Deny statements, a boundary or the organization may take parts of it away: ask the simulator about an action.");
    if (row.byExample)
        tip += u'\n' + tr("Tried on one thing that the pattern names; for others a Deny may stand in the way.");
    return tip;
}

QVariant PermitModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PermitRow &shown = row(index.row());
    const std::optional<Verdict> verdict = verdictOf(shown.standing);
    switch (role) {
    case Qt::DisplayRole:
        return text(shown, index.column());
    case Qt::DecorationRole:
        return index.column() == StandingColumn ? (verdict ? theme::verdictIcon(*verdict) : theme::icon(QStringLiteral("policy"))) : QVariant();
    case Qt::ForegroundRole:
        if (index.column() == StandingColumn)
            return verdict ? theme::verdictColour(*verdict) : theme::colours().mutedText;
        return index.column() == WhatColumn ? QVariant() : QVariant(theme::colours().mutedText);
    case Qt::ToolTipRole:
        return toolTip(shown);
    default:
        return {};
    }
}

QVariant PermitModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StandingColumn: return tr("Standing");
    case WhatColumn: return tr("What");
    case ConditionsColumn: return tr("If");
    case PolicyColumn: return tr("By");
    default: return {};
    }
}

} // namespace rolewright
