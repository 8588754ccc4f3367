// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/scenariomodel.h"

#include "simulator/resourcesuggestions.h"
#include "theme/theme.h"

#include <QBrush>

#include <algorithm>

namespace rolewright {
namespace {

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

QString shortPrincipal(const std::string &arn)
{
    const std::optional<Principal> principal = parsePrincipal(arn);
    return text(principal && !principal->name.empty() ? principal->name : arn);
}

QString verdictWord(const std::string &name)
{
    if (name == "allowed")
        return ScenarioModel::tr("allowed");
    if (name == "denied")
        return ScenarioModel::tr("denied");
    if (name == "depends")
        return ScenarioModel::tr("depends");
    return text(name);
}

/// "allowed via ParkingAccess (directly denied)"; the direct verdict only where it differs.
QString outcomeText(const std::string &direct, const std::string &verdict, const std::vector<std::string> &via)
{
    QString result = verdictWord(verdict.empty() ? direct : verdict);
    QStringList roles;
    for (const std::string &role : via)
        roles += shortPrincipal(role);
    if (!roles.isEmpty())
        result += u' ' + ScenarioModel::tr("via %1").arg(roles.join(QStringLiteral(", ")));
    if (!direct.empty() && !verdict.empty() && direct != verdict)
        result += u' ' + ScenarioModel::tr("(directly %1)").arg(verdictWord(direct));
    return result;
}

bool sameQuestion(const Scenario &a, const Scenario &b)
{
    return a.principal == b.principal && a.action == b.action && a.resource == b.resource && a.context == b.context
        && a.unknown == b.unknown && a.expectDirect == b.expectDirect && a.expectVerdict == b.expectVerdict && a.expectVia == b.expectVia;
}

} // namespace

QString scenarioQuestion(const Scenario &scenario)
{
    QString result = ScenarioModel::tr("%1: %2 on %3").arg(shortPrincipal(scenario.principal), text(scenario.action),
                                                           shortResource(text(scenario.resource)));
    QStringList given;
    for (const auto &[key, values] : scenario.context) {
        QStringList all;
        for (const std::string &value : values)
            all += text(value);
        given += text(key) + u'=' + all.join(u',');
    }
    for (const std::string &key : scenario.unknown)
        given += ScenarioModel::tr("%1 unknown").arg(text(key));
    if (!given.isEmpty())
        result += QStringLiteral(" · ") + given.join(QStringLiteral(" · "));
    return result;
}

/// Inserts, removes and updates rows rather than starting again, so that selection and editing stay.
void ScenarioModel::setScenarios(const std::vector<Scenario> &scenarios)
{
    const int common = static_cast<int>(std::min(scenarios.size(), m_scenarios.size()));
    int head = 0, tail = 0;
    const auto same = [&](std::size_t old, std::size_t now) { return m_scenarios[old].name == scenarios[now].name && sameQuestion(m_scenarios[old], scenarios[now]); };
    while (head < common && same(static_cast<std::size_t>(head), static_cast<std::size_t>(head)))
        ++head;
    while (tail < common - head && same(m_scenarios.size() - 1 - static_cast<std::size_t>(tail), scenarios.size() - 1 - static_cast<std::size_t>(tail)))
        ++tail;
    const int oldCount = static_cast<int>(m_scenarios.size()) - head - tail;
    const int newCount = static_cast<int>(scenarios.size()) - head - tail;
    const int changed = std::min(oldCount, newCount);
    if (oldCount > changed) {
        beginRemoveRows({}, head + changed, head + oldCount - 1);
        m_scenarios.erase(m_scenarios.begin() + head + changed, m_scenarios.begin() + head + oldCount);
        m_results.erase(m_results.begin() + head + changed, m_results.begin() + head + oldCount);
        endRemoveRows();
    } else if (newCount > changed) {
        beginInsertRows({}, head + changed, head + newCount - 1);
        m_scenarios.insert(m_scenarios.begin() + head + changed, scenarios.begin() + head + changed, scenarios.begin() + head + newCount);
        m_results.insert(m_results.begin() + head + changed, static_cast<std::size_t>(newCount - changed), std::nullopt);
        endInsertRows();
    }
    m_scenarios = scenarios;
    m_results.resize(scenarios.size());
    for (int row = head; row < head + changed; ++row)
        m_results[static_cast<std::size_t>(row)].reset();
    if (!m_scenarios.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCountValue - 1));
}

void ScenarioModel::setResults(std::vector<ScenarioResult> results)
{
    if (results.size() != m_scenarios.size())
        return; // of an older list; the newer run is on its way
    m_results.assign(std::make_move_iterator(results.begin()), std::make_move_iterator(results.end()));
    if (!m_scenarios.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCountValue - 1));
}

const ScenarioResult *ScenarioModel::result(int row) const
{
    if (row < 0 || row >= rowCount())
        return nullptr;
    const std::optional<ScenarioResult> &result = m_results[static_cast<std::size_t>(row)];
    return result ? &*result : nullptr;
}

int ScenarioModel::passedCount() const
{
    return static_cast<int>(std::count_if(m_results.begin(), m_results.end(), [](const auto &result) { return result && result->passed(); }));
}

int ScenarioModel::failedCount() const
{
    return static_cast<int>(std::count_if(m_results.begin(), m_results.end(), [](const auto &result) { return result && !result->passed(); }));
}

int ScenarioModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_scenarios.size());
}

int ScenarioModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columnCountValue;
}

QString ScenarioModel::stateText(int row) const
{
    const ScenarioResult *now = result(row);
    if (!now)
        return tr("…");
    switch (now->state) {
    case ScenarioResult::State::Passed: return tr("passes");
    case ScenarioResult::State::Failed: return tr("fails");
    case ScenarioResult::State::Unusable: return tr("can't be asked");
    }
    return {};
}

QVariant ScenarioModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Scenario &scenario = m_scenarios[static_cast<std::size_t>(index.row())];
    const ScenarioResult *now = result(index.row());
    if (role == Qt::ToolTipRole) {
        const QString question = scenarioQuestion(scenario);
        return scenario.note.empty() ? question : text(scenario.note) + QStringLiteral("\n\n") + question;
    }
    if (role == Qt::DecorationRole && index.column() == StateColumn && now)
        return theme::truthIcon(now->passed() ? Truth::True : now->state == ScenarioResult::State::Failed ? Truth::False : Truth::Unknown);
    if (role == Qt::ForegroundRole && now && (index.column() == StateColumn || index.column() == GotColumn) && !now->passed())
        return QBrush(theme::verdictColour(Verdict::Denied));
    if (role == Qt::ForegroundRole && now && index.column() == StateColumn)
        return QBrush(theme::verdictColour(Verdict::Allowed));
    if (role != Qt::DisplayRole && role != Qt::EditRole)
        return {};
    switch (index.column()) {
    case StateColumn: return stateText(index.row());
    case NameColumn: return text(scenario.name);
    case QuestionColumn: return scenarioQuestion(scenario);
    case ExpectedColumn: {
        if (scenario.expectDirect.empty() && scenario.expectVerdict.empty() && scenario.expectVia.empty())
            return tr("nothing yet");
        return outcomeText(scenario.expectDirect, scenario.expectVerdict, scenario.expectVia);
    }
    case GotColumn:
        if (!now || now->state == ScenarioResult::State::Unusable)
            return now ? tr("“%1” isn't a principal").arg(text(scenario.principal)) : QString();
        return outcomeText(now->direct, now->verdict, now->via);
    }
    return {};
}

QVariant ScenarioModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StateColumn: return tr("State");
    case NameColumn: return tr("Name");
    case QuestionColumn: return tr("Question");
    case ExpectedColumn: return tr("Expected");
    case GotColumn: return tr("Got");
    }
    return {};
}

bool ScenarioModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const QString name = value.toString().trimmed();
    if (!index.isValid() || index.row() >= rowCount() || index.column() != NameColumn || role != Qt::EditRole || name.isEmpty()
        || name == text(m_scenarios[static_cast<std::size_t>(index.row())].name))
        return false;
    emit renameRequested(index.row(), name);
    return true;
}

Qt::ItemFlags ScenarioModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags shown = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    return index.column() == NameColumn ? shown | Qt::ItemIsEditable : shown;
}

} // namespace rolewright
