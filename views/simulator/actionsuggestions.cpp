// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/actionsuggestions.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <map>
#include <vector>

namespace rolewright {
namespace {

constexpr std::size_t mostRows = 120;

struct Actions {
    Q_DECLARE_TR_FUNCTIONS(ActionSuggestions)
};

struct Entry {
    const CatalogService *service;
    const CatalogAction *action;
    QString prefix; ///< lower case, as is `name`
    QString name;
    bool core;
};

/// Of equally good matches those of the services that most policies are about come first.
constexpr std::array coreServices = {"s3", "ec2", "iam", "sts", "lambda", "dynamodb", "kms", "rds", "sqs", "sns", "ssm",
                                     "secretsmanager", "cloudformation", "logs", "organizations"};

bool isCore(const CatalogService &service)
{
    return std::find(coreServices.begin(), coreServices.end(), service.prefix) != coreServices.end();
}

const std::vector<Entry> &entries()
{
    static const std::vector<Entry> all = [] {
        std::vector<Entry> result;
        for (const CatalogService &service : Catalog::builtIn().services()) {
            const QString prefix = QString::fromStdString(service.prefix).toLower();
            const bool core = isCore(service);
            for (const CatalogAction &action : service.actions)
                result.push_back({&service, &action, prefix, QString::fromStdString(action.name).toLower(), core});
        }
        return result;
    }();
    return all;
}

/// With a colon the service's prefix must start like that; without one the text may be either.
int rankOf(const Entry &entry, const QString &query, qsizetype colon)
{
    if (colon >= 0) {
        const QStringView prefix = QStringView(query).left(colon);
        if (!entry.prefix.startsWith(prefix))
            return -1;
        const int rank = matchRank(entry.name, QStringView(query).mid(colon + 1));
        return rank < 0 ? -1 : rank + (entry.prefix.size() == prefix.size() ? 0 : 5);
    }
    const int rank = matchRank(entry.name, query);
    if (entry.prefix == query)
        return 1;
    if (entry.prefix.startsWith(query) && (rank < 0 || rank > 2))
        return 2;
    return rank;
}

} // namespace

QString accessLevelName(AccessLevel level)
{
    switch (level) {
    case AccessLevel::List: return Actions::tr("List");
    case AccessLevel::Read: return Actions::tr("Read");
    case AccessLevel::Write: return Actions::tr("Write");
    case AccessLevel::PermissionsManagement: return Actions::tr("Permissions management");
    case AccessLevel::Tagging: return Actions::tr("Tagging");
    case AccessLevel::Unknown: return {};
    }
    return {};
}

Suggestions suggestActions(const QString &typed)
{
    const QString query = typed.toLower();
    const qsizetype colon = query.indexOf(u':');
    std::vector<std::pair<int, const Entry *>> found;
    if (query.isEmpty())
        return {};
    for (const Entry &entry : entries()) {
        const int rank = rankOf(entry, query, colon);
        if (rank >= 0)
            found.emplace_back(rank, &entry);
    }
    std::stable_sort(found.begin(), found.end(), [](const auto &left, const auto &right) {
        if (left.first != right.first)
            return left.first < right.first;
        if (left.second->core != right.second->core)
            return left.second->core;
        return left.second->name.size() < right.second->name.size();
    });
    if (found.size() > mostRows)
        found.resize(mostRows);

    std::vector<const CatalogService *> order;
    std::map<const CatalogService *, std::vector<const Entry *>> groups;
    for (const auto &[rank, entry] : found) {
        auto &group = groups[entry->service];
        if (group.empty())
            order.push_back(entry->service);
        group.push_back(entry);
    }
    Suggestions suggestions;
    for (const CatalogService *service : order) {
        suggestions += {QString(), QString::fromStdString(service->name), QString(), QIcon()};
        for (const Entry *entry : groups[service]) {
            const QString text = QString::fromStdString(entry->action->text());
            suggestions += {text, text, accessLevelName(entry->action->level), QIcon()};
        }
    }
    return suggestions;
}

} // namespace rolewright
