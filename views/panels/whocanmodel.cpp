// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/whocanmodel.h"

#include "policy/principal.h"
#include "theme/theme.h"
#include "words/words.h"

#include <algorithm>

namespace rolewright {
namespace {

using Kind = WhoCanPerson::Kind;

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

void WhoCanModel::show(const World &world, const WhoCanRows &rows)
{
    m_world = world;
    const bool same = rows.people().sameAs(m_rows.people())
        || (rows.size() == m_rows.size() && std::equal(rows.begin(), rows.end(), m_rows.begin(), [](const WhoCanRow &left, const WhoCanRow &right) {
               return left.person.arn == right.person.arn;
           }));
    if (!same) {
        beginResetModel();
        m_rows = rows;
        endResetModel();
        return;
    }
    // Who is denied now and before hasn't changed.
    std::size_t first = rows.size(), end = 0;
    for (const std::vector<std::size_t> &looked : {rows.notDenied(), m_rows.notDenied()}) {
        for (const std::size_t row : looked) {
            if (rows[row].verdict == m_rows[row].verdict && rows[row].finding == m_rows[row].finding)
                continue;
            first = std::min(first, row);
            end = std::max(end, row + 1);
        }
    }
    m_rows = rows;
    if (first < end)
        emit dataChanged(index(static_cast<int>(first), 0), index(static_cast<int>(end) - 1, ColumnCount - 1));
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
        switch (row.person.kind) {
        case Kind::Root: return tr("root user");
        case Kind::OutsideAccount: return tr("whole account: its policies decide who");
        case Kind::AnyAccount: return tr("any account: its policies decide who");
        case Kind::Session: return tr("only the session %1").arg(QString::fromStdString(row.person.arn.substr(row.person.arn.find('/') + 1)));
        case Kind::Anyone: return tr("anyone, unsigned");
        case Kind::Provider: return tr("whoever %1 vouches for").arg(shortName(row.person.arn));
        default: return shortName(row.person.arn);
        }
    case AccountColumn: {
        const AccountInfo *account = m_world.account(row.person.account);
        return QString::fromStdString(account && !account->name.empty() ? account->name + ' ' + row.person.account : row.person.account);
    }
    case HowColumn: {
        if (row.verdict == Verdict::Denied)
            return {};
        if (row.finding.direct)
            return tr("directly");
        QStringList names;
        for (const std::string &role : row.finding.via)
            names += shortName(role);
        return tr("via %1").arg(names.join(QStringLiteral(" → ")));
    }
    case NeedsColumn: {
        QStringList needs;
        for (const HopNeeds &each : row.finding.needs)
            needs += words::needsList(each);
        if (!row.finding.assumedAccount.empty())
            needs.prepend(tr("if the resource is in account %1").arg(QString::fromStdString(row.finding.assumedAccount)));
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
    const WhoCanRow row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::DecorationRole:
        if (index.column() == VerdictColumn)
            return theme::verdictIcon(row.verdict);
        return index.column() == WhoColumn ? QVariant(iconOf(row.person.kind)) : QVariant();
    case Qt::ForegroundRole:
        if (index.column() == VerdictColumn)
            return theme::verdictColour(row.verdict);
        return index.column() == AccountColumn ? QVariant(theme::colours().mutedText) : QVariant();
    case Qt::ToolTipRole:
        if (row.person.kind == Kind::Anyone)
            return tr("A request without any signature: what this row may, the whole internet may.");
        return index.column() == WhoColumn ? QString::fromStdString(row.person.arn) : text(row, index.column());
    case SortRole:
        // Allowed first, then what is nearest.
        if (index.column() == VerdictColumn)
            return ((row.verdict == Verdict::Allowed ? 0 : row.verdict == Verdict::Depends ? 1 : 2) * 100 + static_cast<int>(row.finding.via.size())) * 10
                + static_cast<int>(row.person.kind);
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
