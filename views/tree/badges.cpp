// SPDX-License-Identifier: GPL-3.0-or-later
#include "tree/badges.h"

#include "analyse/problems.h"
#include "text/utf8.h"

#include <QCoreApplication>

namespace rolewright {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Badges)
};

QString serviceName(const std::string &principal)
{
    return QString::fromStdString(principal.substr(0, principal.find('.')));
}

int broken(const DocumentPtr &document, PolicyKind kind)
{
    return document && !document->usableAs(kind) ? 1 : 0;
}

int broken(const std::vector<InlinePolicy> &policies)
{
    int count = 0;
    for (const InlinePolicy &policy : policies)
        count += broken(policy.document, PolicyKind::Identity);
    return count;
}

} // namespace

QStringList trustBadges(const Entity &entity)
{
    const Role *role = entity.as<Role>();
    if (!role || !role->trust || !role->trust->policy())
        return {};
    QStringList badges;
    const auto add = [&badges](const QString &badge) {
        if (!badges.contains(badge))
            badges.append(badge);
    };
    for (const Statement &statement : role->trust->policy()->statements) {
        if (statement.effect != Effect::Allow)
            continue;
        for (const ConditionEntry &condition : statement.conditions) {
            if (equalsIgnoringCase(condition.key.text, "sts:ExternalId"))
                add(Text::tr("External ID"));
            else if (equalsIgnoringCase(condition.key.text, "aws:MultiFactorAuthPresent")
                     || equalsIgnoringCase(condition.key.text, "aws:MultiFactorAuthAge"))
                add(Text::tr("MFA"));
        }
        if (!statement.principal)
            continue;
        for (const PrincipalEntry &principal : statement.principal->values) {
            if (principal.type == PrincipalType::Service)
                add(serviceName(principal.value.text));
            else if (principal.type == PrincipalType::Federated)
                add(principal.value.text.find(":saml-provider/") != std::string::npos ? Text::tr("SAML") : Text::tr("OIDC"));
            else if (principal.type == PrincipalType::Everyone)
                add(Text::tr("anyone"));
        }
    }
    return badges;
}

int brokenDocumentCount(const Entity &entity)
{
    switch (entity.kind()) {
    case EntityKind::User:
        return broken(entity.as<User>()->inlinePolicies);
    case EntityKind::Group:
        return broken(entity.as<Group>()->inlinePolicies);
    case EntityKind::Role:
        return broken(entity.as<Role>()->inlinePolicies) + broken(entity.as<Role>()->trust, PolicyKind::Trust);
    case EntityKind::Policy: {
        const PolicyVersionEntry *version = entity.as<ManagedPolicy>()->defaultVersion();
        return version ? broken(version->document, PolicyKind::Identity) : 0;
    }
    case EntityKind::Provider:
        return 0;
    case EntityKind::Resource:
        return broken(entity.as<Resource>()->policy, policyKindOf(entity, DocumentSlot::ResourcePolicy));
    case EntityKind::OrganizationPolicy: {
        const auto *policy = entity.as<OrganizationPolicy>();
        return broken(policy->document, policy->type == OrganizationPolicy::Type::ServiceControl ? PolicyKind::Scp : PolicyKind::Rcp);
    }
    }
    return 0;
}

} // namespace rolewright
