// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/edgemodel.h"

#include "policy/arn.h"
#include "policy/principal.h"
#include "theme/theme.h"
#include "words/accountwords.h"
#include "words/words.h"

#include <algorithm>

namespace rolewright {
namespace {

QString standingOf(const TrustEdge &edge)
{
    switch (edge.answer.verdict) {
    case Verdict::Allowed:
        return EdgeModel::tr("can assume");
    case Verdict::Depends:
        return EdgeModel::tr("depends");
    case Verdict::Denied:
        break;
    }
    if (edge.answer.decision == Decision::ExplicitDeny)
        return EdgeModel::tr("denied explicitly");
    if (!edge.trustAllows)
        return EdgeModel::tr("trust side missing");
    if (!edge.identityAllows)
        return EdgeModel::tr("identity side missing");
    return EdgeModel::tr("blocked");
}

QString toolTip(const EdgeRow &row)
{
    QStringList lines{row.name, row.detail, row.standing, row.needs};
    lines.removeAll(QString());
    return lines.join(u'\n');
}

int rank(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Allowed:
        return 0;
    case Verdict::Depends:
        return 1;
    case Verdict::Denied:
        break;
    }
    return 2;
}

EdgeRow rowOf(const World &world, const PrincipalEntry &entry, bool conditions)
{
    EdgeRow row;
    row.verdict = conditions ? Verdict::Depends : Verdict::Allowed;
    row.standing = conditions ? EdgeModel::tr("trusted, with conditions") : EdgeModel::tr("trusted");
    row.span = entry.value.span;
    row.name = QString::fromStdString(entry.value.text);
    const std::optional<Principal> principal = parsePrincipal(entry.value.text);
    switch (entry.type) {
    case PrincipalType::Everyone:
        row.name = EdgeModel::tr("Everyone");
        row.detail = EdgeModel::tr("every AWS account");
        row.account = true;
        break;
    case PrincipalType::Service:
        row.detail = EdgeModel::tr("service");
        break;
    case PrincipalType::Federated:
        row.kind = EntityKind::Provider;
        row.detail = EdgeModel::tr("identity provider");
        if (const EntityPtr entity = world.findByArn(entry.value.text)) {
            row.name = QString::fromStdString(entity->name());
            row.entity = entity->id;
        } else if (principal && !principal->name.empty()) {
            row.name = QString::fromStdString(principal->name);
        }
        break;
    case PrincipalType::Aws:
    case PrincipalType::CanonicalUser:
        row.account = true;
        if (entry.value.text == "*") {
            row.name = EdgeModel::tr("Everyone");
            row.detail = EdgeModel::tr("every AWS account");
        } else if (principal && principal->kind == PrincipalKind::Root) {
            row.name = words::accountName(world, principal->account);
            row.detail = EdgeModel::tr("whole account: its policies decide");
        } else if (isAccountId(entry.value.text)) {
            row.name = words::accountName(world, entry.value.text);
            row.detail = EdgeModel::tr("whole account: its policies decide");
        } else {
            row.detail = EdgeModel::tr("not in the workspace");
        }
        break;
    }
    return row;
}

} // namespace

std::vector<EdgeRow> edgeRows(const World &world, const std::vector<TrustEdge> &edges, bool incoming)
{
    std::vector<EdgeRow> rows;
    for (const TrustEdge &edge : edges) {
        const EntityPtr entity = world.findByArn(incoming ? edge.from : edge.to);
        const EntityPtr here = world.findByArn(incoming ? edge.to : edge.from);
        EdgeRow row;
        row.name = QString::fromStdString(entity ? entity->name() : incoming ? edge.from : edge.to);
        row.standing = standingOf(edge);
        row.needs = words::needs(edge.needs);
        row.verdict = edge.answer.verdict;
        if (entity) {
            // Their own account goes without saying.
            if (!here || here->account != entity->account)
                row.detail = words::accountName(world, entity->account);
            row.kind = entity->kind();
            row.entity = entity->id;
        }
        rows.push_back(std::move(row));
    }
    std::stable_sort(rows.begin(), rows.end(), [](const EdgeRow &left, const EdgeRow &right) { return rank(left.verdict) < rank(right.verdict); });
    return rows;
}

std::vector<EdgeRow> namedPrincipals(const World &world, const PolicyDocument &trust)
{
    std::vector<EdgeRow> rows;
    const Policy *policy = trust.policy();
    if (!policy)
        return rows;
    for (const Statement &statement : policy->statements) {
        if (statement.effect != Effect::Allow || !statement.principal || statement.principal->negated)
            continue;
        for (const PrincipalEntry &entry : statement.principal->values) {
            // Users and roles of the workspace are evaluated: they come as edges.
            if (entry.type == PrincipalType::Aws && world.findByArn(entry.value.text))
                continue;
            rows.push_back(rowOf(world, entry, !statement.conditions.empty()));
        }
    }
    return rows;
}

EdgeModel::EdgeModel(const QString &nameTitle, QObject *parent)
    : QAbstractTableModel(parent)
    , m_nameTitle(nameTitle)
{
}

void EdgeModel::show(std::vector<EdgeRow> rows)
{
    if (rows == m_rows)
        return;
    // While one types in a policy the same rows change their standing: the selection then stays.
    const bool sameNames = std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(), [](const EdgeRow &left, const EdgeRow &right) {
        return left.name == right.name && left.entity == right.entity;
    });
    if (sameNames) {
        m_rows = std::move(rows);
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int EdgeModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int EdgeModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant EdgeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const EdgeRow &row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == NameColumn)
            return row.detail.isEmpty() ? row.name : row.name + QStringLiteral("  ·  ") + row.detail;
        return index.column() == StandingColumn ? row.standing : row.needs;
    case Qt::DecorationRole:
        if (index.column() == NameColumn)
            return row.kind ? theme::entityIcon(*row.kind) : row.account ? theme::accountIcon() : theme::serviceIcon();
        return index.column() == StandingColumn ? QVariant(theme::verdictIcon(row.verdict)) : QVariant();
    case Qt::ForegroundRole:
        return index.column() == StandingColumn ? QVariant(theme::verdictColour(row.verdict)) : QVariant();
    case Qt::ToolTipRole:
        return toolTip(row);
    case NameRole:
        return row.name;
    case MoreRole:
        return row.detail.isEmpty() || row.needs.isEmpty() ? row.detail + row.needs : row.detail + QStringLiteral("  ·  ") + row.needs;
    default:
        return {};
    }
}

QVariant EdgeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return m_nameTitle;
    case StandingColumn:
        return tr("Standing");
    case NeedsColumn:
        return tr("Must bring");
    default:
        return {};
    }
}

} // namespace rolewright
