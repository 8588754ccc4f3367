// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/documentchecks.h"
#include "analyse/glob.h"
#include "policy/glob.h"
#include "text/utf8.h"

#include <algorithm>
#include <numeric>

namespace rolewright::checks {
namespace {

/// Adds what "s3:Get*" matches; false when the catalog can't tell (unknown service, wildcard service).
bool addMatches(std::string_view pattern, std::vector<const CatalogAction *> &matches)
{
    const Catalog &catalog = Catalog::builtIn();
    const std::size_t colon = pattern.find(':');
    if (colon == std::string_view::npos || glob::hasWildcard(pattern.substr(0, colon)))
        return false;
    const CatalogService *service = catalog.service(pattern.substr(0, colon));
    if (!service)
        return false;
    if (!glob::hasWildcard(pattern)) {
        const CatalogAction *action = catalog.action(pattern);
        if (action)
            matches.push_back(action);
        return action != nullptr;
    }
    const std::string wanted = lowered(pattern.substr(colon + 1));
    for (const CatalogAction &action : service->actions) {
        if (globsMeet(wanted, lowered(action.name)))
            matches.push_back(&action);
    }
    return true;
}

std::size_t editDistance(std::string_view left, std::string_view right)
{
    std::vector<std::size_t> row(right.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < left.size(); ++i) {
        std::size_t diagonal = row[0]++;
        for (std::size_t j = 0; j < right.size(); ++j) {
            const std::size_t above = row[j + 1];
            row[j + 1] = std::min({above + 1, row[j] + 1, diagonal + (left[i] == right[j] ? 0 : 1)});
            diagonal = above;
        }
    }
    return row[right.size()];
}

/// The service's action that was probably meant, "" when nothing is near.
std::string nearest(const CatalogService &service, std::string_view name)
{
    const std::string wanted = lowered(name);
    std::size_t best = std::max<std::size_t>(2, name.size() / 5) + 1;
    const CatalogAction *found = nullptr;
    for (const CatalogAction &action : service.actions) {
        const std::size_t distance = editDistance(wanted, lowered(action.name));
        if (distance < best) {
            best = distance;
            found = &action;
        }
    }
    return found ? found->text() : std::string();
}

void checkAction(const PolicyString &value, Diagnostics &found)
{
    const std::string &text = value.text;
    const std::size_t colon = text.find(':');
    // Without a colon only "*" is an action; the parser tells about anything else.
    if (colon == std::string::npos || colon == 0 || text.find("${") != std::string::npos)
        return;
    const std::string prefix = text.substr(0, colon);
    if (glob::hasWildcard(prefix))
        return;
    const CatalogService *service = Catalog::builtIn().service(prefix);
    if (!service) {
        found.push_back({Severity::Warning, "unknownService", {prefix, text}, value.span});
        return;
    }
    std::vector<const CatalogAction *> matches;
    addMatches(text, matches);
    if (!matches.empty())
        return;
    if (glob::hasWildcard(text))
        found.push_back({Severity::Warning, "actionPatternMatchesNothing", {text, service->name}, value.span});
    else
        found.push_back({Severity::Warning, "unknownAction", {text, service->name, nearest(*service, text.substr(colon + 1))}, value.span});
}

} // namespace

MatchedActions matchedActions(const Statement &statement)
{
    MatchedActions matched;
    if (!statement.action || statement.action->negated) {
        matched.everything = true;
        return matched;
    }
    for (const PolicyString &value : statement.action->values) {
        if (!addMatches(value.text, matched.actions))
            matched.everything = true;
    }
    std::sort(matched.actions.begin(), matched.actions.end());
    matched.actions.erase(std::unique(matched.actions.begin(), matched.actions.end()), matched.actions.end());
    return matched;
}

void actions(const Policy &policy, Diagnostics &found)
{
    for (const Statement &statement : policy.statements) {
        if (!statement.action)
            continue;
        for (const PolicyString &value : statement.action->values)
            checkAction(value, found);
    }
}

} // namespace rolewright::checks
