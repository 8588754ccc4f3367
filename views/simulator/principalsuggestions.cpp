// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/principalsuggestions.h"

#include "policy/principal.h"
#include "theme/theme.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <set>

namespace rolewright {
namespace {

constexpr std::size_t mostRows = 100;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(PrincipalSuggestions)
};

/// Services that people most often give a role to; those named in the workspace's trust policies come on top.
constexpr std::array commonServices = {
    "apigateway.amazonaws.com", "batch.amazonaws.com", "cloudformation.amazonaws.com", "cloudtrail.amazonaws.com",
    "codebuild.amazonaws.com", "codepipeline.amazonaws.com", "config.amazonaws.com", "ec2.amazonaws.com",
    "ecs-tasks.amazonaws.com", "eks.amazonaws.com", "events.amazonaws.com", "firehose.amazonaws.com", "glue.amazonaws.com",
    "lambda.amazonaws.com", "logs.amazonaws.com", "opsworks.amazonaws.com", "rds.amazonaws.com", "s3.amazonaws.com",
    "sagemaker.amazonaws.com", "scheduler.amazonaws.com", "sns.amazonaws.com", "ssm.amazonaws.com", "states.amazonaws.com",
};

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

QString accountDetail(const AccountInfo &account)
{
    return account.name.empty() ? text(account.id) : text(account.name) + u' ' + text(account.id);
}

} // namespace

QString accountLabel(const World &world, const std::string &account)
{
    const AccountInfo *info = world.account(account);
    return text(info && !info->name.empty() ? info->name : account);
}

void PrincipalSuggestions::setWorld(const World &world, bool sameNames)
{
    m_world = world;
    if (!sameNames)
        m_names.reset();
    m_services.reset();
}

PrincipalSuggestions::Entry PrincipalSuggestions::entry(Kind kind, const QString &value, const QString &label, const QString &detail)
{
    return {kind, value, label, detail, label.toLower(), value.toLower()};
}

const std::vector<PrincipalSuggestions::Entry> &PrincipalSuggestions::names() const
{
    if (m_names)
        return *m_names;
    std::vector<Entry> &names = m_names.emplace();
    for (const AccountInfo &account : m_world.header().accounts) {
        const QString detail = accountDetail(account);
        for (const EntityPtr &user : m_world.entities(account.id, EntityKind::User))
            names.push_back(entry(Kind::User, text(user->arn()), text(user->name()), detail));
        for (const EntityPtr &role : m_world.entities(account.id, EntityKind::Role))
            names.push_back(entry(Kind::Role, text(role->arn()), text(role->name()), detail));
        for (const EntityPtr &provider : m_world.entities(account.id, EntityKind::Provider))
            names.push_back(entry(Kind::Provider, text(provider->arn()), text(provider->name()), detail));
        names.push_back(entry(Kind::Root, QStringLiteral("arn:%1:iam::%2:root").arg(text(m_world.partitionOf(account.id)), text(account.id)),
            Text::tr("root user of %1").arg(accountLabel(m_world, account.id)), text(account.id)));
    }
    return names;
}

const std::vector<PrincipalSuggestions::Entry> &PrincipalSuggestions::services() const
{
    if (m_services)
        return *m_services;
    std::set<std::string> found(commonServices.begin(), commonServices.end());
    for (const AccountInfo &account : m_world.header().accounts) {
        for (const EntityPtr &entity : m_world.entities(account.id, EntityKind::Role)) {
            const Role *role = entity->as<Role>();
            const Policy *policy = role && role->trust ? role->trust->policy() : nullptr;
            if (!policy)
                continue;
            for (const Statement &statement : policy->statements) {
                if (!statement.principal)
                    continue;
                for (const PrincipalEntry &trusted : statement.principal->values) {
                    if (trusted.type == PrincipalType::Service)
                        found.insert(trusted.value.text);
                }
            }
        }
    }
    std::vector<Entry> &services = m_services.emplace();
    for (const std::string &service : found)
        services.push_back(entry(Kind::Service, text(service), text(service), Text::tr("AWS service")));
    return services;
}

Suggestion PrincipalSuggestions::toSuggestion(const Entry &entry)
{
    QIcon icon;
    switch (entry.kind) {
    case Kind::User: icon = theme::entityIcon(EntityKind::User); break;
    case Kind::Role: icon = theme::entityIcon(EntityKind::Role); break;
    case Kind::Provider: icon = theme::entityIcon(EntityKind::Provider); break;
    case Kind::Root: icon = theme::accountIcon(); break;
    case Kind::Service: icon = theme::serviceIcon(); break;
    }
    return {entry.value, entry.label, entry.detail, icon};
}

Suggestions PrincipalSuggestions::suggest(const QString &typed) const
{
    const QString query = typed.toLower();
    std::vector<std::pair<int, const Entry *>> found;
    for (const std::vector<Entry> *entries : {&names(), &services()}) {
        for (const Entry &entry : *entries) {
            int rank = matchRank(entry.lowered, query);
            // An ARN or account id typed or pasted; its letters in any order would suit everything.
            if (rank < 0 && entry.loweredValue.contains(query))
                rank = 3;
            if (rank >= 0)
                found.emplace_back(rank * 8 + static_cast<int>(entry.kind), &entry);
        }
    }
    const auto better = [](const auto &left, const auto &right) {
        if (left.first != right.first)
            return left.first < right.first;
        if (left.second->label.size() != right.second->label.size())
            return left.second->label.size() < right.second->label.size();
        return left.second->lowered < right.second->lowered;
    };
    const std::size_t shown = std::min(found.size(), mostRows);
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(shown), found.end(), better);

    Suggestions suggestions;
    for (std::size_t i = 0; i < shown; ++i)
        suggestions += toSuggestion(*found[i].second);
    const std::optional<Principal> principal = parsePrincipal(typed.toStdString());
    const bool session = principal
        && (principal->kind == PrincipalKind::RoleSession || principal->kind == PrincipalKind::FederatedUser);
    if (session || typed == QStringLiteral("*"))
        suggestions.prepend({typed, typed, typed == QStringLiteral("*") ? Text::tr("anyone, unsigned") : Text::tr("session"), {}});
    return suggestions;
}

std::optional<Suggestion> PrincipalSuggestions::describe(const QString &wanted) const
{
    // By far the most: no list has to be made for them.
    if (const EntityPtr entity = m_world.findByArn(wanted.toStdString())) {
        const AccountInfo *account = m_world.account(entity->account);
        const bool acts = entity->kind() == EntityKind::User || entity->kind() == EntityKind::Role || entity->kind() == EntityKind::Provider;
        if (account && acts)
            return Suggestion{wanted, text(entity->name()), accountDetail(*account), theme::entityIcon(entity->kind())};
    }
    const Entry *named = nullptr;
    bool several = false;
    for (const Entry &entry : names()) {
        if (entry.value == wanted)
            return toSuggestion(entry);
        if (entry.lowered.compare(wanted, Qt::CaseInsensitive) == 0) {
            several = several || named != nullptr;
            named = &entry;
        }
    }
    for (const Entry &entry : services()) {
        if (entry.value == wanted)
            return toSuggestion(entry);
    }
    if (!named || several)
        return std::nullopt;
    return toSuggestion(*named);
}

} // namespace rolewright
