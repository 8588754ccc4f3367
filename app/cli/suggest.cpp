// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/suggest.h"

#include "catalog/catalog.h"
#include "text/utf8.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <numeric>

namespace rolewright::cli {
namespace {

struct Suggest {
    Q_DECLARE_TR_FUNCTIONS(Suggest)
};

constexpr std::size_t shown = 3;

/// Single-byte insertions, deletions and replacements between the texts.
std::size_t distance(std::string_view left, std::string_view right)
{
    std::vector<std::size_t> row(right.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < left.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < right.size(); ++j) {
            const std::size_t replaced = diagonal + (left[i] == right[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
        }
    }
    return row.back();
}

} // namespace

std::vector<std::string> closest(const std::string &typed, const std::vector<std::string> &names)
{
    const std::string wanted = lowered(typed.substr(0, 512));
    const std::size_t tolerance = std::max<std::size_t>(2, wanted.size() / 6);
    std::vector<std::pair<std::size_t, std::string>> found;
    for (const std::string &name : names) {
        const std::size_t longer = std::max(name.size(), wanted.size());
        if (longer - std::min(name.size(), wanted.size()) > tolerance)
            continue;
        if (const std::size_t apart = distance(wanted, lowered(name)); apart <= tolerance)
            found.emplace_back(apart, name);
    }
    std::sort(found.begin(), found.end());
    std::vector<std::string> result;
    for (std::size_t i = 0; i < found.size() && i < shown; ++i)
        result.push_back(found[i].second);
    return result;
}

std::vector<std::string> closePrincipals(const World &world, const std::string &typed)
{
    std::vector<std::string> arns;
    std::vector<std::string> sameName;
    const std::size_t slash = typed.find_last_of("/:");
    const std::string name = typed.substr(slash == std::string::npos ? 0 : slash + 1);
    for (const AccountInfo &account : world.header().accounts) {
        for (const EntityKind kind : {EntityKind::User, EntityKind::Role}) {
            for (const EntityPtr &entity : world.entities(account.id, kind)) {
                arns.push_back(entity->arn());
                if (equalsIgnoringCase(entity->name(), name) && sameName.size() < shown)
                    sameName.push_back(entity->arn());
            }
        }
    }
    return sameName.empty() ? closest(typed, arns) : sameName;
}

std::vector<std::string> closeActions(const std::string &typed)
{
    const Catalog &catalog = Catalog::builtIn();
    const std::size_t colon = typed.find(':');
    std::vector<std::string> names;
    if (const CatalogService *service = catalog.service(typed.substr(0, colon)); service && colon != std::string::npos) {
        for (const CatalogAction &action : service->actions)
            names.push_back(action.text());
        return closest(typed, names);
    }
    const std::string name = colon == std::string::npos ? typed : typed.substr(colon + 1);
    for (const CatalogService &service : catalog.services()) {
        for (const CatalogAction &action : service.actions) {
            if (equalsIgnoringCase(action.name, name) && names.size() < shown)
                names.push_back(action.text());
        }
    }
    return names;
}

QString didYouMean(const std::vector<std::string> &names)
{
    if (names.empty())
        return {};
    QStringList quoted;
    for (const std::string &name : names)
        quoted += Suggest::tr("“%1”").arg(QString::fromStdString(name));
    return Suggest::tr(" Did you mean %1?").arg(quoted.join(Suggest::tr(" or ")));
}

} // namespace rolewright::cli
