// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/explanationnodes.h"

#include <QAbstractItemModel>

namespace rolewright {

/// The explanation of one answer as a tree: mark, text, line.
class ExplanationModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Columns { MarkColumn, TextColumn, LineColumn, columnCountValue };
    enum Roles { MarkRole = Qt::UserRole + 1, StrongRole, PageRole };

    using QAbstractItemModel::QAbstractItemModel;

    void setAnswer(const Answer &answer, const std::vector<Answer> &further = {});
    void clear();
    const ExplanationNode *node(const QModelIndex &index) const;
    const ExplanationNode *deciding() const; ///< the first statement that decided and has a text to be shown; null when none did

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    std::vector<ExplanationNode> m_nodes;
    std::vector<int> m_top;
};

} // namespace rolewright
