// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/documentchecks.h"
#include "analyse/glob.h"
#include "policy/glob.h"

#include <algorithm>
#include <optional>
#include <set>

namespace rolewright::checks {
namespace {

/// The ARN templates that some actions act on, variables open.
struct Templates {
    std::set<std::string> patterns;
    std::string example; ///< one of them as AWS writes it
    bool unknown = false; ///< a type without template: no statement is certain
};

void addTemplates(const CatalogAction &action, Templates &templates)
{
    for (const CatalogResourceUse &use : action.resources) {
        const CatalogResourceType *type = Catalog::builtIn().resourceType(action.service, use.type);
        if (!type || type->arn.empty()) {
            templates.unknown = true;
            continue;
        }
        templates.patterns.insert(withOpenVariables(type->arn));
        // A required type says best what is meant, then the plainest: S3's object, not its access point's.
        if (templates.example.empty() || use.required || type->arn.size() < templates.example.size())
            templates.example = type->arn;
    }
}

/// "arn:aws:s3:" of a pattern that names its partition and service plainly, else "". A wildcard there could
/// reach over colons (reference_policies_elements_resource), so nothing is certain then.
std::string_view plainService(std::string_view pattern)
{
    std::size_t colon = 0;
    for (int segment = 0; segment < 3; ++segment) {
        colon = pattern.find(':', colon);
        if (colon == std::string_view::npos)
            return {};
        ++colon;
    }
    const std::string_view head = pattern.substr(0, colon);
    return glob::hasWildcard(head) ? std::string_view() : head;
}

bool meets(std::string_view pattern, std::string_view arnTemplate)
{
    const std::string_view head = plainService(pattern);
    if (head.empty())
        return globsMeet(pattern, arnTemplate);
    // The template's partition is a variable, its service hardly ever: "arn:*:s3:…".
    const std::string_view service = head.substr(head.find(':', 4));
    const std::string_view rest = arnTemplate.substr(std::min(arnTemplate.size(), std::size_t{5}));
    if (!arnTemplate.starts_with("arn:*:") || rest.starts_with(":*"))
        return globsMeet(pattern, arnTemplate);
    return rest.starts_with(service) && globsMeet(pattern.substr(head.size()), rest.substr(service.size()));
}

bool meetsAny(const std::string &pattern, const std::set<std::string> &templates)
{
    return std::any_of(templates.begin(), templates.end(), [&](const std::string &one) { return meets(pattern, one); });
}

/// A pattern whose meaning is known here: API Gateway's own policies also take "execute-api:/stage/…".
bool isArnPattern(std::string_view text)
{
    return text.starts_with("arn:");
}

void checkResource(const PolicyString &value, const MatchedActions &matched, const Templates &templates, Diagnostics &found)
{
    const std::string pattern = withOpenVariables(value.text);
    if (!isArnPattern(pattern) || meetsAny(pattern, templates.patterns))
        return;
    const CatalogAction &action = *matched.actions.front();
    if (templates.patterns.empty()) {
        found.push_back({Severity::Warning, "resourceMustBeStar", {value.text, action.text()}, value.span});
        return;
    }
    if (meetsAny(pattern + "/*", templates.patterns)) {
        found.push_back({Severity::Warning, "resourceNeedsSlashStar", {value.text, action.text()}, value.span});
        return;
    }
    const std::string several = matched.actions.size() > 1 ? "several" : "one";
    found.push_back({Severity::Warning, "resourceNeverMatches", {value.text, action.text(), templates.example, several}, value.span});
}

void checkAction(const PolicyString &value, const std::vector<PolicyString> &resources, Diagnostics &found)
{
    const CatalogAction *action = Catalog::builtIn().action(value.text);
    if (!action)
        return;
    Templates templates;
    addTemplates(*action, templates);
    if (templates.unknown)
        return;
    for (const PolicyString &resource : resources) {
        const std::string pattern = withOpenVariables(resource.text);
        if (!isArnPattern(pattern) || meetsAny(pattern, templates.patterns))
            return;
    }
    if (templates.patterns.empty())
        found.push_back({Severity::Warning, "actionNeedsStar", {value.text}, value.span});
    else
        found.push_back({Severity::Warning, "actionMatchesNoResource", {value.text, templates.example}, value.span});
}

void checkStatement(const Statement &statement, Diagnostics &found)
{
    if (!statement.resource || statement.resource->negated || statement.resource->values.empty())
        return;
    const MatchedActions matched = matchedActions(statement);
    if (matched.everything || matched.actions.empty())
        return;
    Templates templates;
    for (const CatalogAction *action : matched.actions)
        addTemplates(*action, templates);
    if (templates.unknown)
        return;

    const std::size_t before = found.size();
    for (const PolicyString &value : statement.resource->values)
        checkResource(value, matched, templates, found);
    // What is told about a resource needn't be told again about the actions.
    if (found.size() != before)
        return;
    for (const PolicyString &value : statement.action->values)
        checkAction(value, statement.resource->values, found);
}

} // namespace

void resources(const Policy &policy, Diagnostics &found)
{
    for (const Statement &statement : policy.statements)
        checkStatement(statement, found);
}

} // namespace rolewright::checks
