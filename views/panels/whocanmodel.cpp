// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/whocanmodel.h"

#include "policy/principal.h"
#include "theme/theme.h"
#include "words/words.h"

#include <algorithm>

namespace rolewright {
namespace {

using Kind = WhoCanRow::Kind;

QString shortName(const std::string &arn)
{
    const std::optional<Principal> principal = parsePrincipal(arn);
    return QString::fromStdString(principal && !principal->name.empty() ? principal->name : arn);
}

QIcon iconOf(Kind kind)
{
    switch (kind) {
    case Kind::User: return theme::entityIcon(EntityKind::User);
    case Kind::Role: return theme::entityIcon(EntityKind::Role);
    case Kind::Root:
    case Kind::OutsideAccount:
    case Kind::AnyAccount: return theme::accountIcon();
    case Kind::Session: return theme::entityIcon(EntityKind::Role);
    case Kind::Outside: return theme::entityIcon(EntityKind::User);
    case Kind::Service: return theme::serviceIcon();
    case Kind::Provider: return theme::entityIcon(EntityKind::Provider);
    case Kind::Anyone: return theme::icon(QStringLiteral("warning"));
    }
    return {};
}

} // namespace

void WhoCanModel::show(const World &world, const std::vector<WhoCanRow> &rows)
{
    m_world = world;
    const bool same = std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
                                 [](const WhoCanRow &left, const WhoCanRow &right) { return left.arn == right.arn; });
    if (!same) {
        beginResetModel();
        m_rows = rows;
        endResetModel();
        return;
    }
    std::size_t first = 0, end = rows.size();
    while (first < end && rows[first] == m_rows[first])
        ++first;
    while (end > first && rows[end - 1] == m_rows[end - 1])
        --end;
    if (first == end)
        return;
    std::copy(rows.begin() + static_cast<std::ptrdiff_t>(first), rows.begin() + static_cast<std::ptrdiff_t>(end),
              m_rows.begin() + static_cast<std::ptrdiff_t>(first));
    emit dataChanged(index(static_cast<int>(first), 0), index(static_cast<int>(end) - 1, ColumnCount - 1));
}

int WhoCanModel::count(Verdict verdict) const
{
    return static_cast<int>(std::count_if(m_rows.begin(), m_rows.end(), [verdict](const WhoCanRow &row) { return row.verdict == verdict; }));
}

int WhoCanModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int WhoCanModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QString WhoCanModel::text(const WhoCanRow &row, int column) const
{
    switch (column) {
    case VerdictColumn:
        return words::verdict(row.verdict);
    case WhoColumn:
        switch (row.kind) {
        case Kind::Root: return tr("root user");
        case Kind::OutsideAccount: return tr("whole account: its policies decide who");
        case Kind::AnyAccount: return tr("any account: its policies decide who");
        case Kind::Session: return tr("only the session %1").arg(QString::fromStdString(row.arn.substr(row.arn.find('/') + 1)));
        case Kind::Anyone: return tr("anyone, unsigned");
        case Kind::Provider: return tr("whoever %1 vouches for").arg(shortName(row.arn));
        default: return shortName(row.arn);
        }
    case AccountColumn: {
        const AccountInfo *account = m_world.account(row.account);
        return QString::fromStdString(account && !account->name.empty() ? account->name + ' ' + row.account : row.account);
    }
    case HowColumn: {
        if (row.verdict == Verdict::Denied)
            return {};
        if (row.direct)
            return tr("directly");
        QStringList names;
        for (const std::string &role : row.via)
            names += shortName(role);
        return tr("via %1").arg(names.join(QStringLiteral(" → ")));
    }
    case NeedsColumn: {
        QStringList needs;
        for (const HopNeeds &each : row.needs)
            needs += words::needsList(each);
        if (!row.assumedAccount.empty())
            needs.prepend(tr("if the resource is in account %1").arg(QString::fromStdString(row.assumedAccount)));
        return needs.join(QStringLiteral(", "));
    }
    default:
        return {};
    }
}

QVariant WhoCanModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const WhoCanRow &row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::DecorationRole:
        if (index.column() == VerdictColumn)
            return theme::verdictIcon(row.verdict);
        return index.column() == WhoColumn ? QVariant(iconOf(row.kind)) : QVariant();
    case Qt::ForegroundRole:
        if (index.column() == VerdictColumn)
            return theme::verdictColour(row.verdict);
        return index.column() == AccountColumn ? QVariant(theme::colours().mutedText) : QVariant();
    case Qt::ToolTipRole:
        if (row.kind == Kind::Anyone)
            return tr("A request without any signature: what this row may, the whole internet may.");
        return index.column() == WhoColumn ? QString::fromStdString(row.arn) : text(row, index.column());
    case SortRole:
        // Allowed first, then what is nearest.
        if (index.column() == VerdictColumn)
            return ((row.verdict == Verdict::Allowed ? 0 : row.verdict == Verdict::Depends ? 1 : 2) * 100 + static_cast<int>(row.via.size())) * 10
                + static_cast<int>(row.kind);
        return text(row, index.column()).toLower();
    case VerdictRole:
        return static_cast<int>(row.verdict);
    default:
        return {};
    }
}

QVariant WhoCanModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case VerdictColumn: return tr("Verdict");
    case WhoColumn: return tr("Who");
    case AccountColumn: return tr("Account");
    case HowColumn: return tr("How");
    case NeedsColumn: return tr("What it takes");
    default: return {};
    }
}

} // namespace rolewright
