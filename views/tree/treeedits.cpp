// SPDX-License-Identifier: GPL-3.0-or-later
#include "tree/treeedits.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace rolewright::treeedits {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(TreeEdits)
};

QString nameOf(const Entity &entity)
{
    return QString::fromStdString(entity.name());
}

bool takesPolicies(const Entity &entity)
{
    const EntityKind kind = entity.kind();
    return kind == EntityKind::User || kind == EntityKind::Group || kind == EntityKind::Role;
}

/// Names of the nodes that the SCP or RCP is attached to.
void addPlaces(const OrganizationNode &node, const std::string &policyId, QStringList &places)
{
    for (const auto *list : {&node.serviceControlPolicies, &node.resourceControlPolicies}) {
        if (std::find(list->begin(), list->end(), policyId) != list->end())
            places += QString::fromStdString(node.name.empty() ? node.id : node.name);
    }
    for (const OrganizationNode &child : node.children)
        addPlaces(child, policyId, places);
}

QString freeName(const World &world, const std::string &account, EntityKind kind, const QString &base)
{
    QString name = base;
    for (int number = 2; world.findByName(account, kind, name.toStdString()); ++number)
        name = QStringLiteral("%1-%2").arg(base).arg(number);
    return name;
}

} // namespace

std::optional<Named> dropped(const World &world, EntityId what, EntityId onto)
{
    const EntityPtr source = world.find(what);
    const EntityPtr target = world.find(onto);
    if (!source || !target)
        return std::nullopt;
    if (source->kind() == EntityKind::Policy && takesPolicies(*target)) {
        return Named{edits::attach(world, onto, source->arn()),
                     Text::tr("Attach “%1” to “%2”").arg(nameOf(*source), nameOf(*target)),
                     Text::tr("Attached “%1” to “%2”").arg(nameOf(*source), nameOf(*target))};
    }
    const bool userOnGroup = source->kind() == EntityKind::User && target->kind() == EntityKind::Group;
    const bool groupOnUser = source->kind() == EntityKind::Group && target->kind() == EntityKind::User;
    if (userOnGroup || groupOnUser) {
        const Entity &user = userOnGroup ? *source : *target;
        const Entity &group = userOnGroup ? *target : *source;
        return Named{edits::addToGroup(world, user.id, group.id),
                     Text::tr("Add “%1” to group “%2”").arg(nameOf(user), nameOf(group)),
                     Text::tr("“%1” is in group “%2” now").arg(nameOf(user), nameOf(group))};
    }
    return std::nullopt;
}

Named renamed(const World &world, EntityId id, const QString &name)
{
    const EntityPtr entity = world.find(id);
    return {edits::rename(world, id, name.toStdString()),
            entity ? Text::tr("Rename “%1” to “%2”").arg(nameOf(*entity), name) : QString()};
}

Named accountRenamed(const World &world, const std::string &account, const QString &name)
{
    WorldHeader header = world.header();
    for (AccountInfo &info : header.accounts) {
        if (info.id == account)
            info.name = name.toStdString();
    }
    return {edits::setHeader(world, std::move(header)), Text::tr("Rename account to “%1”").arg(name)};
}

Named removed(const World &world, EntityId id)
{
    const EntityPtr entity = world.find(id);
    if (!entity)
        return {edits::remove(world, id), {}};
    QStringList places;
    if (const std::optional<Organization> &organization = world.header().organization; organization && entity->kind() == EntityKind::OrganizationPolicy)
        addPlaces(organization->root, entity->arn(), places);
    const QString name = nameOf(*entity);
    return {edits::remove(world, id), Text::tr("Delete “%1”").arg(name),
            places.isEmpty() ? Text::tr("Deleted “%1”").arg(name)
                             : Text::tr("Deleted “%1”, which was attached to %2").arg(name, places.join(QStringLiteral(", ")))};
}

Named created(const World &world, const QString &account, EntityKind kind)
{
    const std::string id = account.toStdString();
    switch (kind) {
    case EntityKind::User:
        return {edits::createUser(world, id, freeName(world, id, kind, QStringLiteral("new-user")).toStdString()), Text::tr("Create user")};
    case EntityKind::Group:
        return {edits::createGroup(world, id, freeName(world, id, kind, QStringLiteral("new-group")).toStdString()), Text::tr("Create group")};
    case EntityKind::Role:
        return {edits::createRole(world, id, freeName(world, id, kind, QStringLiteral("new-role")).toStdString()), Text::tr("Create role")};
    default:
        return {edits::createPolicy(world, id, freeName(world, id, EntityKind::Policy, QStringLiteral("new-policy")).toStdString()),
                Text::tr("Create policy")};
    }
}

bool isRenamable(const Entity &entity)
{
    switch (entity.kind()) {
    case EntityKind::User:
    case EntityKind::Group:
    case EntityKind::Role:
        return true;
    case EntityKind::Policy:
        return !entity.as<ManagedPolicy>()->isAwsManaged();
    default:
        return false;
    }
}

} // namespace rolewright::treeedits
