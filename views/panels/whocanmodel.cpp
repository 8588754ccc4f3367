// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/whocanmodel.h"

#include "policy/principal.h"
#include "theme/theme.h"
#include "words/words.h"

#include <utility>

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

WhoCanTableRows::WhoCanTableRows(World world, WhoCanRows rows)
    : m_world(std::move(world))
    , m_rows(std::move(rows))
{
}

QString WhoCanTableRows::text(const WhoCanRow &row, int column) const
{
    switch (column) {
    case WhoCanModel::VerdictColumn:
        return words::verdict(row.verdict);
    case WhoCanModel::WhoColumn:
        switch (row.person.kind) {
        case Kind::Root: return WhoCanModel::tr("root user");
        case Kind::OutsideAccount: return WhoCanModel::tr("whole account: its policies decide who");
        case Kind::AnyAccount: return WhoCanModel::tr("any account: its policies decide who");
        case Kind::Session: return WhoCanModel::tr("only the session %1").arg(QString::fromStdString(row.person.arn.substr(row.person.arn.find('/') + 1)));
        case Kind::Anyone: return WhoCanModel::tr("anyone, unsigned");
        case Kind::Provider: return WhoCanModel::tr("whoever %1 vouches for").arg(shortName(row.person.arn));
        default: return shortName(row.person.arn);
        }
    case WhoCanModel::AccountColumn: {
        const AccountInfo *account = m_world.account(row.person.account);
        return QString::fromStdString(account && !account->name.empty() ? account->name + ' ' + row.person.account : row.person.account);
    }
    case WhoCanModel::HowColumn: {
        if (row.verdict == Verdict::Denied)
            return {};
        if (row.finding.direct)
            return WhoCanModel::tr("directly");
        QStringList names;
        for (const std::string &role : row.finding.via)
            names += shortName(role);
        return WhoCanModel::tr("via %1").arg(names.join(QStringLiteral(" → ")));
    }
    case WhoCanModel::NeedsColumn: {
        QStringList needs;
        for (const HopNeeds &each : row.finding.needs)
            needs += words::needsList(each);
        if (!row.finding.assumedAccount.empty())
            needs.prepend(WhoCanModel::tr("if the resource is in account %1").arg(QString::fromStdString(row.finding.assumedAccount)));
        return needs.join(QStringLiteral(", "));
    }
    default:
        return {};
    }
}

TableRows::Key WhoCanTableRows::key(std::size_t row, int column) const
{
    const WhoCanRow each = m_rows[row];
    if (column != WhoCanModel::VerdictColumn)
        return textKey(text(each, column));
    // Allowed first, then what is nearest.
    return {((each.verdict == Verdict::Allowed ? 0 : each.verdict == Verdict::Depends ? 1 : 2) * 100 + static_cast<int>(each.finding.via.size())) * 10
            + static_cast<int>(each.person.kind)};
}

bool WhoCanTableRows::contains(std::size_t row, const QString &sought) const
{
    for (int column = 0; column < WhoCanModel::ColumnCount; ++column) {
        if (text(m_rows[row], column).contains(sought, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

std::size_t WhoCanTableRows::find(const TableRows &before, std::size_t row) const
{
    const WhoCanRows &old = static_cast<const WhoCanTableRows &>(before).m_rows;
    if (old.people().sameAs(m_rows.people()))
        return row;
    const std::string &arn = old[row].person.arn;
    std::size_t place = 0;
    while (place < m_rows.size() && m_rows[place].person.arn != arn)
        ++place;
    return place;
}

int WhoCanModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant WhoCanModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const WhoCanRow row = this->row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return at().text(row, index.column());
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
        return index.column() == WhoColumn ? QString::fromStdString(row.person.arn) : at().text(row, index.column());
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
