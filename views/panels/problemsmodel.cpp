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

ProblemRows::Row rowOf(const Problem &problem, const World &world)
{
    const EntityPtr entity = world.find(problem.entity);
    const std::optional<TextFix> fix = fixFor(problem);
    return {problem, words::problem(problem), whereText(problem, entity, world), fix ? words::fix(*fix) : QString(), entity ? entity->kind() : EntityKind::User};
}

} // namespace

ProblemRows::ProblemRows(const std::vector<Problem> &problems, const World &world)
{
    m_rows.reserve(problems.size());
    for (const Problem &problem : problems)
        m_rows.push_back(rowOf(problem, world));
}

ProblemRows::ProblemRows(const ProblemRows &before, const std::set<EntityId> &entities, const std::vector<Problem> &found, const World &world)
{
    std::set<EntityId> left = entities;
    const auto take = [&](EntityId entity) {
        for (const Problem &problem : found) {
            if (problem.entity == entity)
                m_rows.push_back(rowOf(problem, world));
        }
    };
    for (const Row &row : before.m_rows) {
        if (!entities.contains(row.problem.entity))
            m_rows.push_back(row);
        else if (left.erase(row.problem.entity) > 0)
            take(row.problem.entity);
    }
    for (const EntityId entity : left)
        take(entity);
}

int ProblemRows::count(Severity severity) const
{
    return static_cast<int>(std::count_if(m_rows.begin(), m_rows.end(), [&](const Row &row) { return row.problem.severity == severity; }));
}

bool ProblemRows::hasFixes() const
{
    return std::any_of(m_rows.begin(), m_rows.end(), [](const Row &row) { return !row.fix.isEmpty(); });
}

TableRows::Key ProblemRows::key(std::size_t row, int column) const
{
    const Row &each = m_rows[row];
    switch (column) {
    case ProblemsModel::SeverityColumn:
        return {static_cast<int>(each.problem.severity)};
    case ProblemsModel::ProblemColumn:
        return textKey(each.text);
    case ProblemsModel::WhereColumn:
        return textKey(each.where);
    default:
        return textKey(each.fix);
    }
}

bool ProblemRows::contains(std::size_t row, const QString &text) const
{
    return m_rows[row].text.contains(text, Qt::CaseInsensitive) || m_rows[row].where.contains(text, Qt::CaseInsensitive);
}

/// Typing moves what stands below: of problems that are the same but for their places, each stays the first, second … of them.
std::size_t ProblemRows::find(const TableRows &before, std::size_t row) const
{
    const std::vector<Row> &old = static_cast<const ProblemRows &>(before).m_rows;
    const Problem &sought = old[row].problem;
    const auto same = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &each) { return each.problem == sought; });
    if (same != m_rows.end())
        return static_cast<std::size_t>(same - m_rows.begin());
    const auto alike = [&](const Row &each) {
        return each.problem.entity == sought.entity && each.problem.where == sought.where && each.problem.code == sought.code && each.problem.arguments == sought.arguments;
    };
    auto left = std::count_if(old.begin(), old.begin() + static_cast<std::ptrdiff_t>(row), alike);
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &each) { return alike(each) && left-- == 0; });
    return static_cast<std::size_t>(found - m_rows.begin());
}

int ProblemsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant ProblemsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ProblemRows::Row &row = at(index.row());
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
