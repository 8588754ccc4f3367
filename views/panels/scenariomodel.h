// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analyse/scenarios.h"
#include "world/world.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace rolewright {

/// The workspace's scenarios and what they answer now. Names can be edited in place.
class ScenarioModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Columns { StateColumn, NameColumn, QuestionColumn, ExpectedColumn, GotColumn, columnCountValue };

    using QAbstractTableModel::QAbstractTableModel;

    void setScenarios(const std::vector<Scenario> &scenarios);
    /// One per scenario, in their order.
    void setResults(std::vector<ScenarioResult> results);

    const std::vector<Scenario> &scenarios() const { return m_scenarios; }
    const ScenarioResult *result(int row) const; ///< null while it isn't known
    int passedCount() const;
    int failedCount() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

signals:
    void renameRequested(int row, const QString &name);

private:
    QString stateText(int row) const;

    std::vector<Scenario> m_scenarios;
    std::vector<std::optional<ScenarioResult>> m_results;
};

/// "scheduler: ec2:StopInstances on instance/i-0abc".
QString scenarioQuestion(const Scenario &scenario);

} // namespace rolewright
