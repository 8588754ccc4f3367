// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/resourcesuggestions.h"

#include "catalog/catalog.h"
#include "policy/arn.h"
#include "policy/principal.h"
#include "simulator/principalsuggestions.h"
#include "theme/theme.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>

namespace rolewright {
namespace {

constexpr int mostRows = 80;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ResourceSuggestions)
};

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

/// The action's templates, required resource types first.
std::vector<const CatalogResourceType *> typesOf(const CatalogAction &action)
{
    std::vector<const CatalogResourceType *> types;
    for (const bool required : {true, false}) {
        for (const CatalogResourceUse &use : action.resources) {
            const CatalogResourceType *type = Catalog::builtIn().resourceType(action.service, use.type);
            if (use.required == required && type && std::find(types.begin(), types.end(), type) == types.end())
                types.push_back(type);
        }
    }
    return types;
}

/// Partition, region and account filled in from what the workspace uses; names stay to be typed.
QString filledTemplate(const std::string &arnTemplate, const World &world, const QString &principal)
{
    std::string account, partition = "aws", region = "us-east-1";
    if (const std::optional<Principal> caller = parsePrincipal(principal.toStdString())) {
        account = caller->account;
        if (!caller->partition.empty())
            partition = caller->partition;
    }
    for (const AccountInfo &info : world.header().accounts) {
        if (account.empty())
            account = info.id;
        for (const EntityPtr &resource : world.entities(info.id, EntityKind::Resource)) {
            const std::optional<Arn> arn = parseArn(resource->arn());
            if (arn && !arn->region.empty() && arn->region != "*")
                region = arn->region;
        }
    }
    QString result = text(arnTemplate);
    result.replace(QStringLiteral("${Partition}"), text(partition));
    result.replace(QStringLiteral("${Region}"), text(region));
    if (!account.empty())
        result.replace(QStringLiteral("${Account}"), text(account));
    return result;
}

QIcon iconOf(EntityKind kind)
{
    return theme::entityIcon(kind);
}

class Collector
{
public:
    Collector(const World &world, const QString &typed)
        : m_world(world)
        , m_query(typed.toLower())
    {
    }

    void entity(const Entity &entity)
    {
        const QString arn = text(entity.arn());
        const QString name = entity.kind() == EntityKind::Resource ? shortResource(arn) : text(entity.name());
        row(arn, name, accountLabel(m_world, entity.account), iconOf(entity.kind()), name);
    }

    void row(const QString &value, const QString &label, const QString &detail, const QIcon &icon, const QString &searched)
    {
        if (m_seen.contains(value))
            return;
        int rank = matchRank(searched.toLower(), m_query);
        if (rank < 0 && value.toLower().contains(m_query))
            rank = 3;
        if (rank < 0)
            return;
        m_seen.insert(value);
        m_section.emplace_back(rank, Suggestion{value, label, detail, icon});
    }

    void finishSection(const QString &heading)
    {
        std::stable_sort(m_section.begin(), m_section.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
        if (!m_section.empty() && m_result.size() < mostRows)
            m_result += {QString(), heading, QString(), QIcon()};
        for (const auto &[rank, suggestion] : m_section) {
            if (m_result.size() < mostRows)
                m_result += suggestion;
        }
        m_section.clear();
    }

    Suggestions result() const { return m_result; }

private:
    const World &m_world;
    QString m_query;
    std::set<QString> m_seen;
    std::vector<std::pair<int, Suggestion>> m_section;
    Suggestions m_result;
};

} // namespace

bool arnFits(std::string_view arn, std::string_view arnTemplate)
{
    // A placeholder stands for anything, nothing included; the rest is literal. Greedy with backtracking
    // to the last placeholder, as for globs.
    std::size_t a = 0, t = 0, retryArn = 0, retryTemplate = std::string_view::npos;
    while (a < arn.size()) {
        if (t + 1 < arnTemplate.size() && arnTemplate[t] == '$' && arnTemplate[t + 1] == '{') {
            const std::size_t close = arnTemplate.find('}', t);
            if (close == std::string_view::npos)
                return false;
            retryTemplate = t;
            retryArn = a;
            t = close + 1;
        } else if (t < arnTemplate.size() && (arnTemplate[t] == '*' || arn[a] == arnTemplate[t])) {
            if (arnTemplate[t] == '*') {
                retryTemplate = t;
                retryArn = a;
                ++t;
            } else {
                ++a;
                ++t;
            }
        } else if (retryTemplate != std::string_view::npos) {
            a = ++retryArn;
            const std::size_t close = arnTemplate[retryTemplate] == '*' ? retryTemplate : arnTemplate.find('}', retryTemplate);
            t = close + 1;
        } else {
            return false;
        }
    }
    while (t < arnTemplate.size()) {
        const std::size_t close = arnTemplate[t] == '$' ? arnTemplate.find('}', t) : (arnTemplate[t] == '*' ? t : std::string_view::npos);
        if (close == std::string_view::npos)
            return false;
        t = close + 1;
    }
    return true;
}

QString shortResource(const QString &arn)
{
    const std::optional<Arn> parsed = parseArn(arn.toStdString());
    return parsed ? text(parsed->resource) : arn;
}

Suggestions suggestResources(const World &world, const QString &action, const QString &principal, const QString &typed)
{
    const CatalogAction *known = Catalog::builtIn().action(action.toStdString());
    if (known && known->resources.empty())
        return {{QStringLiteral("*"), QStringLiteral("*"), Text::tr("the action has no resource types"), {}}};

    const std::vector<const CatalogResourceType *> types = known ? typesOf(*known) : std::vector<const CatalogResourceType *>{};
    const auto suits = [&](const std::string &arn) {
        return std::any_of(types.begin(), types.end(), [&](const CatalogResourceType *type) { return arnFits(arn, type->arn); });
    };
    Collector collector(world, typed);
    for (const AccountInfo &account : world.header().accounts) {
        for (const EntityKind kind : {EntityKind::Resource, EntityKind::Role, EntityKind::User, EntityKind::Group,
                                      EntityKind::Policy, EntityKind::Provider}) {
            for (const EntityPtr &entity : world.entities(account.id, kind)) {
                if (suits(entity->arn()))
                    collector.entity(*entity);
            }
        }
    }
    collector.finishSection(Text::tr("In this workspace"));
    // "reports/${ObjectName}": what stands inside a resource that the workspace lists.
    for (const CatalogResourceType *type : types) {
        const std::size_t inner = type->arn.rfind("/${");
        for (const AccountInfo &account : world.header().accounts) {
            for (const EntityPtr &entity : world.entities(account.id, EntityKind::Resource)) {
                if (inner == std::string::npos || !arnFits(entity->arn(), std::string_view(type->arn).substr(0, inner))
                    || entity->arn().find('/') != std::string::npos)
                    continue;
                const QString value = text(entity->arn() + type->arn.substr(inner));
                collector.row(value, shortResource(value), text(type->name), iconOf(EntityKind::Resource), shortResource(value));
            }
        }
    }
    for (const CatalogResourceType *type : types) {
        const QString filled = filledTemplate(type->arn, world, principal);
        collector.row(filled, shortResource(filled), text(type->name), iconOf(EntityKind::Resource), text(type->name));
    }
    collector.finishSection(Text::tr("ARN to fill in"));
    for (const AccountInfo &account : world.header().accounts) {
        for (const EntityPtr &entity : world.entities(account.id, EntityKind::Resource))
            collector.entity(*entity);
    }
    collector.finishSection(known ? Text::tr("Other resources") : Text::tr("Resources"));
    return collector.result();
}

std::optional<Suggestion> describeResource(const World &world, const QString &value)
{
    const std::string arnText = value.toStdString();
    if (const EntityPtr entity = world.findByArn(arnText)) {
        const QString name = entity->kind() == EntityKind::Resource ? shortResource(value) : text(entity->name());
        return Suggestion{value, name, accountLabel(world, entity->account), iconOf(entity->kind())};
    }
    const std::optional<Arn> arn = parseArn(arnText);
    if (!arn || value.contains(QStringLiteral("${")))
        return std::nullopt;
    QStringList details{text(arn->service)};
    if (!arn->region.empty())
        details += text(arn->region);
    if (!arn->account.empty())
        details += accountLabel(world, arn->account);
    return Suggestion{value, text(arn->resource), details.join(QStringLiteral(" · ")), iconOf(EntityKind::Resource)};
}

} // namespace rolewright
