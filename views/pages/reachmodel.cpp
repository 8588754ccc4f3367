// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/reachmodel.h"

#include "theme/theme.h"
#include "words/words.h"

#include <algorithm>

namespace rolewright {
namespace {

QString shortName(const World &world, const std::string &arn)
{
    if (const EntityPtr entity = world.findByArn(arn))
        return QString::fromStdString(entity->name());
    if (arn == "*")
        return ReachModel::tr("anyone with an AWS account");
    const std::optional<Principal> principal = parsePrincipal(arn);
    if (principal && principal->kind == PrincipalKind::Root)
        return ReachModel::tr("account %1, outside").arg(QString::fromStdString(principal->account));
    return QString::fromStdString(arn);
}

QIcon iconOf(const World &world, const std::string &arn)
{
    if (const EntityPtr entity = world.findByArn(arn))
        return theme::entityIcon(entity->kind());
    const std::optional<Principal> principal = parsePrincipal(arn);
    switch (principal ? principal->kind : PrincipalKind::Anonymous) {
    case PrincipalKind::Service: return theme::serviceIcon();
    case PrincipalKind::OidcProvider:
    case PrincipalKind::SamlProvider: return theme::entityIcon(EntityKind::Provider);
    case PrincipalKind::User:
    case PrincipalKind::FederatedUser: return theme::entityIcon(EntityKind::User);
    case PrincipalKind::Role:
    case PrincipalKind::RoleSession: return theme::entityIcon(EntityKind::Role);
    case PrincipalKind::Root:
    case PrincipalKind::Anonymous: break;
    }
    return theme::accountIcon();
}

/// Names of the policies that somebody may use, groups' too; a boundary is told as what limits them.
QString policiesOf(const World &world, const Entity &entity)
{
    QStringList names;
    const auto add = [&names](const std::vector<AttachedPolicy> &attached, const std::vector<InlinePolicy> &inlined) {
        for (const AttachedPolicy &policy : attached)
            names += QString::fromStdString(policy.name.empty() ? policy.arn.substr(policy.arn.rfind('/') + 1) : policy.name);
        for (const InlinePolicy &policy : inlined)
            names += QString::fromStdString(policy.name);
    };
    const std::optional<std::string> *boundary = nullptr;
    if (const User *user = entity.as<User>()) {
        add(user->attachedPolicies, user->inlinePolicies);
        for (const std::string &name : user->groups) {
            if (const EntityPtr group = world.findByName(entity.account, EntityKind::Group, name))
                add(group->as<Group>()->attachedPolicies, group->as<Group>()->inlinePolicies);
        }
        boundary = &user->boundary;
    } else if (const Role *role = entity.as<Role>()) {
        add(role->attachedPolicies, role->inlinePolicies);
        boundary = &role->boundary;
    }
    names.removeDuplicates();
    if (names.isEmpty())
        return ReachModel::tr("no policies");
    const QString all = names.join(QStringLiteral(", "));
    return boundary && *boundary ? ReachModel::tr("%1, within a boundary").arg(all) : all;
}

} // namespace

ReachModel::ReachModel(Side side, QObject *parent)
    : QAbstractTableModel(parent)
    , m_side(side)
{
}

void ReachModel::show(const World &world, std::vector<Reach> rows)
{
    m_world = world;
    const bool sameEnds = !rows.empty() && std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(), [this](const Reach &left, const Reach &right) {
        return endOf(left) == endOf(right);
    });
    if (sameEnds) {
        m_rows = std::move(rows);
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

EntityId ReachModel::entity(int row) const
{
    const EntityPtr found = m_world.findByArn(endOf(reach(row)));
    return found ? found->id : EntityId{};
}

int ReachModel::allowedCount() const
{
    return static_cast<int>(std::count_if(m_rows.begin(), m_rows.end(), [](const Reach &reach) {
        return reach.verdict == Verdict::Allowed && !reach.needs.empty();
    }));
}

int ReachModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ReachModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QString ReachModel::text(const Reach &reach, int column) const
{
    const EntityPtr end = m_world.findByArn(endOf(reach));
    const EntityPtr first = m_world.findByArn(reach.path.front());
    switch (column) {
    case NameColumn: {
        const QString name = shortName(m_world, endOf(reach));
        const EntityPtr other = m_world.findByArn(m_side == Side::Principal ? reach.path.front() : reach.path.back());
        if (!end || !other || end->account == other->account)
            return name;
        const AccountInfo *account = m_world.account(end->account);
        return name + QStringLiteral("  ·  ") + QString::fromStdString(account && !account->name.empty() ? account->name : end->account);
    }
    case StandingColumn:
        if (reach.needs.empty())
            return tr("now");
        return reach.verdict == Verdict::Allowed ? tr("reachable") : tr("depends");
    case PathColumn: {
        QStringList between;
        for (std::size_t i = 1; i + 1 < reach.path.size(); ++i)
            between += shortName(m_world, reach.path[i]);
        if (!between.isEmpty())
            return between.join(QStringLiteral(" → "));
        return reach.needs.empty() ? QString() : tr("directly");
    }
    case NeedsColumn: {
        QStringList needs;
        for (const HopNeeds &each : reach.needs)
            needs += words::needsList(each);
        return needs.join(QStringLiteral(", "));
    }
    case KeyColumn: {
        if (!first || first->kind() != EntityKind::User)
            return {};
        const bool mfa = std::any_of(reach.needs.begin(), reach.needs.end(), [](const HopNeeds &needs) { return needs.mfa || needs.mfaMaxAgeSeconds; });
        return mfa ? tr("no, needs MFA") : tr("yes");
    }
    case PoliciesColumn:
        return end ? policiesOf(m_world, *end) : QString();
    default:
        return {};
    }
}

QVariant ReachModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Reach &row = reach(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::DecorationRole:
        if (index.column() == NameColumn)
            return iconOf(m_world, endOf(row));
        return index.column() == StandingColumn ? QVariant(theme::verdictIcon(row.verdict)) : QVariant();
    case Qt::ForegroundRole:
        return index.column() == StandingColumn ? QVariant(theme::verdictColour(row.verdict)) : QVariant();
    case Qt::ToolTipRole:
        return index.column() == NameColumn ? QString::fromStdString(endOf(row)) : text(row, index.column());
    default:
        return {};
    }
}

QVariant ReachModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::ToolTipRole && section == KeyColumn)
        return tr("Whether somebody who has only the user's access key gets there");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn: return m_side == Side::Principal ? tr("As") : tr("Who");
    case StandingColumn: return tr("Standing");
    case PathColumn: return tr("Through");
    case NeedsColumn: return tr("Must bring");
    case KeyColumn: return tr("Key alone");
    case PoliciesColumn: return tr("May use");
    default: return {};
    }
}

} // namespace rolewright
