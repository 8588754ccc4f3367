// SPDX-License-Identifier: GPL-3.0-or-later
#include "tree/treeedits.h"

#include "edits/organizationedits.h"

#include <QCoreApplication>
#include <QStringList>

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

/// The first of "base", "base-2", … that can be made: `make` gives the edit.
template <typename Make>
edits::Result firstFree(const QString &base, Make make)
{
    for (int number = 1;; ++number) {
        const QString name = number == 1 ? base : QStringLiteral("%1-%2").arg(base).arg(number);
        edits::Result result = make(name.toStdString());
        const bool isTaken = result.refused.code == "nameTaken" || result.refused.code == "arnTaken";
        if (result.patch || !isTaken)
            return result;
    }
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
    for (const std::string &place : edits::nodesWith(world, entity->kind() == EntityKind::OrganizationPolicy ? entity->arn() : std::string())) {
        const OrganizationNode *node = edits::findNode(world, place);
        places += QString::fromStdString(node->name.empty() ? node->id : node->name);
    }
    const QString name = nameOf(*entity);
    return {edits::remove(world, id), Text::tr("Delete “%1”").arg(name),
            places.isEmpty() ? Text::tr("Deleted “%1”").arg(name)
                             : Text::tr("Deleted “%1”, which was attached to %2").arg(name, places.join(QStringLiteral(", ")))};
}

Named accountRemoved(const World &world, const std::string &account)
{
    int entities = 0;
    for (const EntityKind kind : {EntityKind::User, EntityKind::Group, EntityKind::Role, EntityKind::Policy, EntityKind::Resource, EntityKind::Provider})
        entities += static_cast<int>(world.entities(account, kind).size());
    const AccountInfo *info = world.account(account);
    const QString name = QString::fromStdString(info && !info->name.empty() ? info->name : account);
    return {edits::removeAccount(world, account), Text::tr("Delete account “%1”").arg(name),
            entities == 0 ? Text::tr("Deleted account “%1”").arg(name) : Text::tr("Deleted account “%1” and the %n entities in it", nullptr, entities).arg(name)};
}

std::optional<Named> droppedOnNode(const World &world, EntityId what, const std::string &node)
{
    const EntityPtr policy = world.find(what);
    const OrganizationNode *place = edits::findNode(world, node);
    if (!policy || policy->kind() != EntityKind::OrganizationPolicy || !place)
        return std::nullopt;
    const QString to = QString::fromStdString(place->name.empty() ? place->id : place->name);
    return Named{edits::attachToNode(world, node, what), Text::tr("Attach “%1” to “%2”").arg(nameOf(*policy), to),
                 Text::tr("Attached “%1” to “%2”").arg(nameOf(*policy), to)};
}

Named created(const World &world, const QString &account, New kind)
{
    const std::string id = account.toStdString();
    switch (kind) {
    case New::User:
        return {firstFree(QStringLiteral("new-user"), [&](const std::string &name) { return edits::createUser(world, id, name); }), Text::tr("Create user")};
    case New::Group:
        return {firstFree(QStringLiteral("new-group"), [&](const std::string &name) { return edits::createGroup(world, id, name); }), Text::tr("Create group")};
    case New::Role:
        return {firstFree(QStringLiteral("new-role"), [&](const std::string &name) { return edits::createRole(world, id, name); }), Text::tr("Create role")};
    case New::Policy:
        return {firstFree(QStringLiteral("new-policy"), [&](const std::string &name) { return edits::createPolicy(world, id, name); }), Text::tr("Create policy")};
    case New::Resource:
        return {firstFree(QStringLiteral("arn:aws:s3:::new-bucket"), [&](const std::string &arn) { return edits::createResource(world, id, arn); }),
                Text::tr("Create resource")};
    case New::OidcProvider:
        return {firstFree(QStringLiteral("token.actions.githubusercontent.com"),
                          [&](const std::string &name) { return edits::createProvider(world, id, ProviderKind::Oidc, name); }),
                Text::tr("Create OIDC provider")};
    case New::SamlProvider:
        return {firstFree(QStringLiteral("new-directory"), [&](const std::string &name) { return edits::createProvider(world, id, ProviderKind::Saml, name); }),
                Text::tr("Create SAML provider")};
    case New::ServiceControlPolicy:
        return {firstFree(QStringLiteral("new-scp"),
                          [&](const std::string &name) { return edits::createOrganizationPolicy(world, OrganizationPolicy::Type::ServiceControl, name); }),
                Text::tr("Create service control policy")};
    case New::ResourceControlPolicy:
        break;
    }
    return {firstFree(QStringLiteral("new-rcp"),
                      [&](const std::string &name) { return edits::createOrganizationPolicy(world, OrganizationPolicy::Type::ResourceControl, name); }),
            Text::tr("Create resource control policy")};
}

QString editedName(const Entity &entity)
{
    return QString::fromStdString(entity.kind() == EntityKind::Resource ? entity.arn() : entity.name());
}

bool isRenamable(const Entity &entity)
{
    switch (entity.kind()) {
    case EntityKind::Policy:
        return !entity.as<ManagedPolicy>()->isAwsManaged();
    case EntityKind::OrganizationPolicy:
        return entity.arn() != "p-FullAWSAccess" && entity.arn() != "p-RCPFullAWSAccess";
    default:
        return true;
    }
}

} // namespace rolewright::treeedits
