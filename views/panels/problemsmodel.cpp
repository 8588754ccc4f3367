// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/problemsmodel.h"

#include "theme/theme.h"
#include "words/accountwords.h"
#include "words/problemwords.h"

#include <QStringList>

#include <algorithm>

namespace rolewright {
namespace {

/// Another account has one of that kind and name.
bool isNamedTwice(const Entity &entity, const World &world)
{
    const std::vector<AccountInfo> &accounts = world.header().accounts;
    return !entity.account.empty() && std::any_of(accounts.begin(), accounts.end(), [&](const AccountInfo &account) {
        return account.id != entity.account && world.findByName(account.id, entity.kind(), entity.name());
    });
}

QString whereText(const Problem &problem, const EntityPtr &entity, const World &world)
{
    QStringList parts;
    if (entity)
        parts << QString::fromStdString(entity->name());
    if (entity && isNamedTwice(*entity, world))
        parts << words::accountName(world, entity->account);
    // A policy with its one text in force needs no version to be told.
    if (problem.where.slot != DocumentSlot::Version) {
        const QString document = words::documentName(problem.where);
        if (!document.isEmpty())
            parts << document;
    }
    const bool hasText = problem.where.slot != DocumentSlot::Inline || !problem.where.name.empty();
    if (hasText)
        parts << ProblemsModel::tr("line %1").arg(problem.position.line);
    return parts.join(QStringLiteral(" · "));
}

QString severityText(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return ProblemsModel::tr("Error");
    case Severity::Warning:
        return ProblemsModel::tr("Warning");
    case Severity::Info:
        break;
    }
    return ProblemsModel::tr("Hint");
}

QString severityIcon(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return QStringLiteral("error");
    case Severity::Warning:
        return QStringLiteral("warning");
    case Severity::Info:
        break;
    }
    return QStringLiteral("info");
}

} // namespace

ProblemsModel::ProblemsModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

ProblemsModel::Row ProblemsModel::rowOf(const Problem &problem, const World &world)
{
    const EntityPtr entity = world.find(problem.entity);
    const std::optional<TextFix> fix = fixFor(problem);
    return {problem, words::problem(problem), whereText(problem, entity, world), fix ? words::fix(*fix) : QString(), entity ? entity->kind() : EntityKind::User};
}

void ProblemsModel::show(const std::vector<Problem> &problems, const World &world)
{
    beginResetModel();
    m_rows.clear();
    m_rows.reserve(problems.size());
    for (const Problem &problem : problems)
        m_rows.push_back(rowOf(problem, world));
    endResetModel();
}

void ProblemsModel::update(const std::set<EntityId> &entities, const std::vector<Problem> &problems, const World &world)
{
    for (const EntityId entity : entities) {
        std::vector<Problem> wanted;
        std::copy_if(problems.begin(), problems.end(), std::back_inserter(wanted), [&](const Problem &problem) { return problem.entity == entity; });
        replaceRowsOf(entity, wanted, world);
    }
}

/// Replaces the entity's rows, keeping those at its beginning and end that are the same.
void ProblemsModel::replaceRowsOf(EntityId entity, const std::vector<Problem> &wanted, const World &world)
{
    const auto mine = [&](const Row &row) { return row.problem.entity == entity; };
    const auto first = std::find_if(m_rows.begin(), m_rows.end(), mine);
    const auto last = std::find_if_not(first, m_rows.end(), mine);
    std::size_t begin = static_cast<std::size_t>(first - m_rows.begin());
    std::size_t end = static_cast<std::size_t>(last - m_rows.begin());

    std::size_t from = 0;
    while (begin < end && from < wanted.size() && m_rows[begin].problem == wanted[from]) {
        ++begin;
        ++from;
    }
    std::size_t to = wanted.size();
    while (end > begin && to > from && m_rows[end - 1].problem == wanted[to - 1]) {
        --end;
        --to;
    }
    // Typing moves what stands below: same problems in the same order are rows that changed.
    const std::size_t same = std::min(end - begin, to - from);
    for (std::size_t i = 0; i < same; ++i)
        m_rows[begin + i] = rowOf(wanted[from + i], world);
    if (same > 0)
        emit dataChanged(index(static_cast<int>(begin), 0), index(static_cast<int>(begin + same) - 1, ColumnCount - 1));
    begin += same;
    from += same;
    if (begin < end) {
        beginRemoveRows({}, static_cast<int>(begin), static_cast<int>(end) - 1);
        m_rows.erase(m_rows.begin() + static_cast<std::ptrdiff_t>(begin), m_rows.begin() + static_cast<std::ptrdiff_t>(end));
        endRemoveRows();
    }
    if (from < to) {
        std::vector<Row> added;
        for (std::size_t i = from; i < to; ++i)
            added.push_back(rowOf(wanted[i], world));
        beginInsertRows({}, static_cast<int>(begin), static_cast<int>(begin + added.size()) - 1);
        m_rows.insert(m_rows.begin() + static_cast<std::ptrdiff_t>(begin), added.begin(), added.end());
        endInsertRows();
    }
}

int ProblemsModel::count(Severity severity) const
{
    return static_cast<int>(std::count_if(m_rows.begin(), m_rows.end(), [&](const Row &row) { return row.problem.severity == severity; }));
}

bool ProblemsModel::hasFixes() const
{
    return std::any_of(m_rows.begin(), m_rows.end(), [](const Row &row) { return !row.fix.isEmpty(); });
}

int ProblemsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ProblemsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant ProblemsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    const QString texts[] = {QString(), row.text, row.where, row.fix};
    switch (role) {
    case Qt::DisplayRole:
        return texts[index.column()];
    case Qt::DecorationRole:
        if (index.column() == SeverityColumn)
            return theme::icon(severityIcon(row.problem.severity));
        return index.column() == WhereColumn ? QVariant(theme::entityIcon(row.kind)) : QVariant();
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return index.column() == SeverityColumn ? severityText(row.problem.severity) : texts[index.column()];
    case Qt::ForegroundRole:
        return index.column() == FixColumn ? QVariant(theme::colours().accent) : QVariant();
    case SortRole:
        return index.column() == SeverityColumn ? QVariant(static_cast<int>(row.problem.severity)) : QVariant(texts[index.column()]);
    case FilterRole:
        return QString(row.text + QLatin1Char(' ') + row.where);
    default:
        return {};
    }
}

QVariant ProblemsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case ProblemColumn:
        return tr("Problem");
    case WhereColumn:
        return tr("Where");
    case FixColumn:
        return tr("Fix");
    default:
        return {};
    }
}

} // namespace rolewright
