// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/permits.h"

#include "policy/arn.h"
#include "policy/glob.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <tuple>

namespace rolewright {

namespace {

constexpr std::size_t servicesShownApart = 3;

void addOnce(std::vector<std::string> &list, const std::string &text)
{
    if (std::find(list.begin(), list.end(), text) == list.end())
        list.push_back(text);
}

std::string lower(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

std::string serviceOf(std::string_view action)
{
    const std::size_t colon = action.find(':');
    return colon == std::string_view::npos ? std::string() : lower(action.substr(0, colon));
}

bool onlyWildcards(std::string_view text)
{
    return text.find_first_not_of("*?") == std::string_view::npos;
}

/// Type and name of the thing that a resource pattern means.
struct Target {
    std::string service;
    std::string type;
    std::string thing;
};

Target targetOf(const std::string &pattern)
{
    const std::optional<Arn> arn = parseArn(pattern);
    if (!arn)
        return {};
    Target target;
    target.service = onlyWildcards(arn->service) ? std::string() : arn->service;
    if (arn->service == "s3") { // arn:aws:s3:::bucket/key: no type, the bucket is the group
        const std::string bucket = arn->resource.substr(0, arn->resource.find('/'));
        target.type = onlyWildcards(bucket) ? "bucket" : std::string();
        target.thing = onlyWildcards(bucket) ? std::string() : bucket;
        return target;
    }
    const std::size_t separator = arn->resource.find_first_of("/:");
    if (separator == std::string::npos) {
        target.thing = onlyWildcards(arn->resource) ? std::string() : arn->resource;
        return target;
    }
    target.type = arn->resource.substr(0, separator);
    if (onlyWildcards(target.type))
        target.type.clear();
    const std::string name = arn->resource.substr(separator + 1);
    if (!onlyWildcards(name))
        target.thing = name;
    return target;
}

bool assumesOnly(const Element<PolicyString> &actions)
{
    return !actions.negated && std::all_of(actions.values.begin(), actions.values.end(), [](const PolicyString &value) {
        return lower(value.text) == "sts:assumerole";
    });
}

bool namesWorkspaceRole(const World &world, const std::string &pattern)
{
    if (!glob::hasWildcard(pattern))
        return world.findByArn(pattern) != nullptr;
    for (const AccountInfo &account : world.header().accounts) {
        for (const EntityPtr &role : world.entities(account.id, EntityKind::Role)) {
            if (globMatches(pattern, role->arn()))
                return true;
        }
    }
    return false;
}

EntityId workspaceResource(const World &world, const std::string &pattern)
{
    if (EntityPtr exact = world.findByArn(pattern); exact && exact->kind() == EntityKind::Resource)
        return exact->id;
    EntityId found;
    for (const AccountInfo &account : world.header().accounts) {
        for (const EntityPtr &resource : world.entities(account.id, EntityKind::Resource)) {
            if (!namesResource(pattern, resource->arn()))
                continue;
            if (found) // several: the pattern is the better name
                return {};
            found = resource->id;
        }
    }
    return found;
}

class Collector
{
public:
    explicit Collector(const World &world)
        : m_world(world)
    {
    }

    void add(const Statement &statement)
    {
        const bool exceptResources = statement.resource && statement.resource->negated;
        if (!statement.action)
            return;
        if (!statement.resource || exceptResources || statement.resource->values.empty()) {
            addServices(statement, statement.resource ? "" : "*", exceptResources);
            return;
        }
        for (const PolicyString &resource : statement.resource->values) {
            if (onlyWildcards(resource.text)) {
                addServices(statement, resource.text, false);
                continue;
            }
            if (statement.effect == Effect::Allow && assumesOnly(*statement.action) && namesWorkspaceRole(m_world, resource.text))
                continue;
            addTarget(statement, resource.text);
        }
    }

    std::vector<Permit> take() { return std::move(m_permits); }

private:
    Permit &permit(const Permit &wanted)
    {
        const auto [place, isNew] = m_places.try_emplace(lineOf(wanted), m_permits.size());
        if (isNew)
            m_permits.push_back(wanted);
        return m_permits[place->second];
    }

    using Line = std::tuple<Effect, std::string, std::string, std::string, std::size_t, bool, bool, EntityId, std::vector<std::string>>;

    /// What is the same stands in one line.
    static Line lineOf(const Permit &permit)
    {
        return {permit.effect,        permit.service,         permit.type,     permit.thing,        permit.services,
                permit.exceptActions, permit.exceptResources, permit.resource, permit.conditionKeys};
    }

    Permit base(const Statement &statement) const
    {
        Permit result;
        result.effect = statement.effect;
        result.exceptActions = statement.action->negated;
        for (const ConditionEntry &condition : statement.conditions)
            addOnce(result.conditionKeys, condition.key.text);
        std::sort(result.conditionKeys.begin(), result.conditionKeys.end());
        return result;
    }

    static void addActions(Permit &permit, const std::vector<std::string> &actions)
    {
        for (const std::string &action : actions) {
            addOnce(permit.verbs, verbOf(action));
            addOnce(permit.actions, action);
        }
    }

    /// Every resource: one line for each service, or one for all when they are many.
    void addServices(const Statement &statement, const std::string &resource, bool exceptResources)
    {
        std::map<std::string, std::vector<std::string>> byService;
        for (const PolicyString &action : statement.action->values)
            byService[serviceOf(action.text)].push_back(action.text);
        Permit wanted = base(statement);
        wanted.exceptResources = exceptResources;
        const bool together = byService.size() > servicesShownApart || wanted.exceptActions;
        if (together) {
            wanted.services = byService.size();
            Permit &line = permit(wanted);
            for (const auto &[service, actions] : byService)
                addActions(line, actions);
            addOnce(line.resources, resource);
            return;
        }
        for (const auto &[service, actions] : byService) {
            Permit one = wanted;
            one.service = service;
            Permit &line = permit(one);
            addActions(line, actions);
            addOnce(line.resources, resource);
        }
    }

    void addTarget(const Statement &statement, const std::string &resource)
    {
        const Target target = targetOf(resource);
        Permit wanted = base(statement);
        wanted.service = target.service;
        wanted.type = target.type;
        wanted.thing = target.thing;
        if (!target.thing.empty())
            wanted.resource = workspaceResource(m_world, resource);
        std::vector<std::string> actions;
        for (const PolicyString &action : statement.action->values) {
            // A statement may mix services; an action of another service does nothing on this thing.
            if (statement.action->negated || target.service.empty() || actionOfService(action.text, target.service)
                || serviceOf(action.text) == "sts")
                actions.push_back(action.text);
        }
        if (actions.empty())
            return;
        Permit &line = permit(wanted);
        addActions(line, actions);
        addOnce(line.resources, resource);
    }

    const World &m_world;
    std::vector<Permit> m_permits;
    std::map<Line, std::size_t> m_places; ///< in m_permits
};

} // namespace

bool globMatches(std::string_view pattern, std::string_view text)
{
    return glob::matches(glob::fromArnWildcards(pattern), text);
}

bool namesResource(std::string_view pattern, std::string_view arn)
{
    if (globMatches(pattern, arn))
        return true;
    return pattern.size() > arn.size() && pattern.starts_with(arn) && (pattern[arn.size()] == '/' || pattern[arn.size()] == ':');
}

bool actionOfService(std::string_view pattern, std::string_view service)
{
    const std::size_t colon = pattern.find(':');
    if (colon == std::string_view::npos)
        return onlyWildcards(pattern);
    return glob::matches(glob::fromWildcards(lower(pattern.substr(0, colon))), lower(service));
}

std::string verbOf(std::string_view action)
{
    const std::size_t colon = action.find(':');
    const std::string_view name = colon == std::string_view::npos ? action : action.substr(colon + 1);
    std::string verb;
    for (char c : name) {
        const bool upper = c >= 'A' && c <= 'Z';
        const bool letter = upper || (c >= 'a' && c <= 'z');
        if (!letter || (upper && !verb.empty()))
            break;
        verb += upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return verb.empty() ? "*" : verb;
}

std::vector<Permit> permitsOf(const Policy &policy, const World &world)
{
    Collector collector(world);
    for (const Statement &statement : policy.statements)
        collector.add(statement);
    return collector.take();
}

} // namespace rolewright
