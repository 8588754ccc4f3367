// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/explanationmodel.h"

#include <algorithm>

namespace rolewright {

void ExplanationModel::setAnswer(const Answer &answer, const std::vector<Answer> &further)
{
    beginResetModel();
    m_nodes = explanationNodes(answer, further);
    m_top.clear();
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        if (m_nodes[i].parent < 0)
            m_top.push_back(static_cast<int>(i));
    }
    endResetModel();
}

void ExplanationModel::clear()
{
    beginResetModel();
    m_nodes.clear();
    m_top.clear();
    endResetModel();
}

const ExplanationNode *ExplanationModel::node(const QModelIndex &index) const
{
    return index.isValid() && index.internalId() < m_nodes.size() ? &m_nodes[index.internalId()] : nullptr;
}

const ExplanationNode *ExplanationModel::deciding() const
{
    // What decided stands first.
    const auto found = std::find_if(m_nodes.begin(), m_nodes.end(), [](const ExplanationNode &node) { return node.decided && node.where; });
    return found == m_nodes.end() ? nullptr : &*found;
}

QModelIndex ExplanationModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const std::vector<int> &rows = parent.isValid() ? node(parent)->children : m_top;
    return createIndex(row, column, static_cast<quintptr>(rows[static_cast<std::size_t>(row)]));
}

QModelIndex ExplanationModel::parent(const QModelIndex &child) const
{
    const ExplanationNode *self = node(child);
    if (!self || self->parent < 0)
        return {};
    const ExplanationNode &owner = m_nodes[static_cast<std::size_t>(self->parent)];
    const std::vector<int> &siblings = owner.parent < 0 ? m_top : m_nodes[static_cast<std::size_t>(owner.parent)].children;
    const auto at = std::find(siblings.begin(), siblings.end(), self->parent);
    return createIndex(static_cast<int>(at - siblings.begin()), 0, static_cast<quintptr>(self->parent));
}

int ExplanationModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_top.size());
    // Children hang on the first column, as views expect.
    const ExplanationNode *self = parent.column() == 0 ? node(parent) : nullptr;
    return self ? static_cast<int>(self->children.size()) : 0;
}

int ExplanationModel::columnCount(const QModelIndex &) const
{
    return columnCountValue;
}

QVariant ExplanationModel::data(const QModelIndex &index, int role) const
{
    const ExplanationNode *self = node(index);
    if (!self)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == TextColumn)
            return self->text;
        if (index.column() == LineColumn) {
            if (!self->page.isEmpty())
                return tr("AWS ↗");
            return self->line > 0 ? tr("line %1").arg(self->line) : QString();
        }
        return {};
    case Qt::ToolTipRole:
        return index.column() == LineColumn && !self->page.isEmpty() ? self->page : self->text;
    case Qt::AccessibleTextRole: {
        if (index.column() != MarkColumn)
            return {};
        switch (self->mark) {
        case ExplanationMark::Yes: return tr("yes");
        case ExplanationMark::No: return tr("no");
        case ExplanationMark::Unknown: return tr("not known");
        case ExplanationMark::NotInvolved: return tr("not involved");
        case ExplanationMark::Info: return tr("rule");
        }
        return {};
    }
    case MarkRole: return static_cast<int>(self->mark);
    case StrongRole: return self->strong;
    case PageRole: return self->page;
    default: return {};
    }
}

} // namespace rolewright
