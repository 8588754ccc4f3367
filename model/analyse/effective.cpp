// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/effective.h"

#include "analyse/glob.h"
#include "catalog/catalog.h"
#include "routes/pattern.h"
#include "routes/trustindex.h"
#include "text/twothreads.h"
#include "text/utf8.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace rolewright {
namespace {

/// Pairs of statements of two layers that are looked at; beyond it what is left counts as an upper bound.
constexpr std::size_t maximumPairs = 2'000;

using Texts = std::vector<std::string>;

Texts textsOf(const Element<PolicyString> &element)
{
    Texts texts;
    for (const PolicyString &value : element.values)
        texts.push_back(value.text);
    return texts;
}

/// Whether `wide` matches everything that `narrow` does: the wildcards of the narrower one are only covered by wildcards.
bool covers(std::string_view wide, std::string_view narrow)
{
    return matchesEverything(wide) || mayMatch(wide, narrow);
}

bool anyCovers(const Texts &wide, std::string_view narrow)
{
    return std::any_of(wide.begin(), wide.end(), [&](const std::string &one) { return covers(one, narrow); });
}

bool anyMeets(const Texts &patterns, std::string_view text)
{
    return std::any_of(patterns.begin(), patterns.end(), [&](const std::string &one) { return globsMeet(one, text); });
}

Texts loweredAll(Texts texts)
{
    for (std::string &text : texts)
        text = lowered(text);
    return texts;
}

void addUnique(Texts &list, std::string text)
{
    if (std::find(list.begin(), list.end(), text) == list.end())
        list.push_back(std::move(text));
}

bool allowsEverything(const Statement &statement)
{
    const auto everything = [](const std::optional<Element<PolicyString>> &element) {
        return element && !element->negated
            && std::any_of(element->values.begin(), element->values.end(), [](const PolicyString &value) { return matchesEverything(value.text); });
    };
    return statement.effect == Effect::Allow && statement.conditions.empty() && everything(statement.action)
        && (!statement.resource || everything(statement.resource));
}

EffectiveStatement statementOf(const Statement &statement, Layer layer, const LayerPolicy &policy)
{
    EffectiveStatement result;
    result.effect = statement.effect;
    if (statement.action) {
        result.notActions = statement.action->negated;
        result.actions = textsOf(*statement.action);
    }
    if (statement.resource) {
        result.notResources = statement.resource->negated;
        result.resources = textsOf(*statement.resource);
    } else {
        result.resources = {"*"};
    }
    result.conditions = statement.conditions;
    result.layer = layer;
    result.policy = policy.name;
    result.via = policy.via;
    result.where = policy.where;
    return result;
}

/// The catalog's actions that a pattern stands for, as patterns again: a whole service is one.
Texts expanded(const std::string &pattern, bool negated, const std::function<bool(const std::string &)> &wanted)
{
    Texts result;
    const std::string low = lowered(pattern);
    for (const CatalogService &service : Catalog::builtIn().services()) {
        if (!negated && !globsMeet(low, service.prefix + ":*"))
            continue;
        Texts ofService;
        for (const CatalogAction &action : service.actions) {
            const std::string text = action.text();
            if (mayMatch(low, lowered(text)) != negated && wanted(lowered(text)))
                ofService.push_back(text);
        }
        if (!service.actions.empty() && ofService.size() == service.actions.size())
            ofService = {service.prefix + ":*"};
        result.insert(result.end(), ofService.begin(), ofService.end());
    }
    return result;
}

/// What one layer's Allow statement leaves of a grant.
class Meeting
{
public:
    Meeting(const EffectiveStatement &grant, const Statement &limit)
        : m_result(grant)
        , m_limit(limit)
    {
    }

    std::optional<EffectiveStatement> run()
    {
        if (!meetActions() || !meetResources())
            return std::nullopt;
        for (const ConditionEntry &entry : m_limit.conditions)
            meetCondition(entry);
        return std::move(m_result);
    }

private:
    bool limitAllows(const std::string &loweredAction) const
    {
        return m_limit.action && anyCovers(m_limitActions, loweredAction) != m_limit.action->negated;
    }

    bool meetActions()
    {
        if (!m_limit.action)
            return false;
        m_limitActions = loweredAll(textsOf(*m_limit.action));
        const bool negated = m_limit.action->negated;
        if (!negated && anyCovers(m_limitActions, "*"))
            return true;
        Texts actions;
        const auto wanted = [this](const std::string &action) { return limitAllows(action); };
        if (m_result.notActions) {
            const Texts excepted = loweredAll(m_result.actions);
            actions = expanded("*", false, [&](const std::string &action) { return !anyCovers(excepted, action) && wanted(action); });
            m_result.notActions = false;
        } else {
            for (const std::string &pattern : m_result.actions) {
                const std::string low = lowered(pattern);
                if (negated ? !anyMeets(m_limitActions, low) : anyCovers(m_limitActions, low)) {
                    addUnique(actions, pattern);
                    continue;
                }
                if (!negated) {
                    for (const PolicyString &narrower : m_limit.action->values) {
                        if (covers(low, lowered(narrower.text)))
                            addUnique(actions, narrower.text);
                    }
                }
                for (std::string &one : expanded(pattern, false, wanted)) {
                    if (!anyCovers(loweredAll(actions), lowered(one)))
                        addUnique(actions, std::move(one));
                }
            }
        }
        m_result.actions = std::move(actions);
        return !m_result.actions.empty();
    }

    bool meetResources()
    {
        if (!m_limit.resource)
            return true;
        const Texts limits = textsOf(*m_limit.resource);
        const bool negated = m_limit.resource->negated;
        if (!negated && anyCovers(limits, "*"))
            return true;
        if (m_result.notResources) {
            if (negated) {
                for (const std::string &one : limits)
                    addUnique(m_result.resources, one);
                return true;
            }
            m_result.exact = false;
            m_result.notResources = false;
            m_result.resources = limits;
            return true;
        }
        Texts resources;
        for (const std::string &pattern : m_result.resources) {
            if (negated) {
                if (anyCovers(limits, pattern))
                    continue;
                m_result.exact = m_result.exact && !anyMeets(limits, withOpenVariables(pattern));
                addUnique(resources, pattern);
                continue;
            }
            for (const std::string &limit : limits) {
                if (covers(limit, pattern)) {
                    addUnique(resources, pattern);
                } else if (covers(pattern, limit)) {
                    addUnique(resources, limit);
                } else if (globsMeet(withOpenVariables(pattern), withOpenVariables(limit))) {
                    m_result.exact = false;
                    addUnique(resources, pattern);
                }
            }
        }
        m_result.resources = std::move(resources);
        return !m_result.resources.empty();
    }

    void meetCondition(const ConditionEntry &entry)
    {
        for (const ConditionEntry &own : m_result.conditions) {
            if (lowered(own.operatorText.text) != lowered(entry.operatorText.text) || lowered(own.key.text) != lowered(entry.key.text))
                continue;
            const auto texts = [](const ConditionEntry &of) {
                Texts list;
                for (const PolicyString &value : of.values)
                    list.push_back(value.text);
                std::sort(list.begin(), list.end());
                return list;
            };
            // One operator and key can stand only once in a statement.
            m_result.exact = m_result.exact && texts(own) == texts(entry);
            return;
        }
        m_result.conditions.push_back(entry);
    }

    EffectiveStatement m_result;
    const Statement &m_limit;
    Texts m_limitActions;
};

class Collector
{
public:
    Collector(const World &world, const Request &asking)
        : m_world(world)
        , m_asking(asking)
    {
    }

    EffectivePolicy run()
    {
        Request any = m_asking;
        any.action = "sts:GetCallerIdentity";
        any.resource = "*";
        any.resources.clear();
        m_layers = gather(m_world, any).layers;
        std::vector<EffectiveStatement> grants;
        forEachStatement(m_layers.identity, PolicyKind::Identity, [&](const Statement &statement, const LayerPolicy &policy) {
            if (statement.effect == Effect::Allow)
                grants.push_back(statementOf(statement, Layer::Identity, policy));
            else
                m_denies.push_back(statementOf(statement, Layer::Identity, policy));
        });
        // reference_policies_evaluation-logic: the root user needs no policy; SCPs and resource policies count all the same.
        if (m_asking.principal.kind == PrincipalKind::Root) {
            EffectiveStatement &everything = grants.emplace_back();
            everything.actions = {"*"};
            everything.resources = {"*"};
        }
        if (m_layers.boundary)
            limit(grants, *m_layers.boundary, PolicyKind::Boundary, Layer::Boundary);
        addResourcePolicies(grants);
        if (!m_layers.serviceLinkedRole) {
            for (const LayerLevel &level : m_layers.scp)
                limit(grants, level.policies, PolicyKind::Scp, Layer::Scp);
        }
        m_result.statements = std::move(grants);
        m_result.statements.insert(m_result.statements.end(), m_denies.begin(), m_denies.end());
        if (m_layers.principalUnknown)
            m_result.unknown.push_back(m_asking.principal.arn);
        return std::move(m_result);
    }

private:
    using Visit = std::function<void(const Statement &, const LayerPolicy &)>;

    void forEachStatement(const std::vector<LayerPolicy> &policies, PolicyKind kind, const Visit &visit)
    {
        for (const LayerPolicy &policy : policies) {
            if (!policy.document || !policy.document->usableAs(kind)) {
                addUnique(m_result.unknown, policy.name);
                continue;
            }
            for (const Statement &statement : policy.document->policy()->statements)
                visit(statement, policy);
        }
    }

    void limit(std::vector<EffectiveStatement> &grants, const std::vector<LayerPolicy> &policies, PolicyKind kind, Layer layer)
    {
        std::vector<const Statement *> allows;
        forEachStatement(policies, kind, [&](const Statement &statement, const LayerPolicy &policy) {
            if (statement.effect == Effect::Allow)
                allows.push_back(&statement);
            else
                m_denies.push_back(statementOf(statement, layer, policy));
        });
        if (std::any_of(allows.begin(), allows.end(), [](const Statement *statement) { return allowsEverything(*statement); }))
            return;
        std::vector<EffectiveStatement> left;
        std::size_t pairs = 0;
        for (const EffectiveStatement &grant : grants) {
            for (const Statement *statement : allows) {
                if (++pairs > maximumPairs) {
                    left.push_back(grant);
                    left.back().exact = false;
                    break;
                }
                if (std::optional<EffectiveStatement> both = Meeting(grant, *statement).run())
                    left.push_back(std::move(*both));
            }
        }
        grants = std::move(left);
    }

    /// Those that name the principal or everyone; what delegates to its account only opens the way for its own policies.
    void addResourcePolicies(std::vector<EffectiveStatement> &grants)
    {
        const Texts names = namesOf(m_world, m_asking.principal);
        for (const AccountInfo &account : m_world.header().accounts) {
            for (const EntityPtr &entity : m_world.entities(account.id, EntityKind::Resource)) {
                const Resource &resource = *entity->as<Resource>();
                if (!resource.policy || !resource.policy->policy() || resource.isVpcEndpoint())
                    continue;
                const LayerPolicy policy{resource.name, resource.policy, {entity->id, DocumentSlot::ResourcePolicy, {}}, {}};
                for (const Statement &statement : resource.policy->policy()->statements) {
                    if (!statement.principal || statement.principal->negated || !namesOne(*statement.principal, names))
                        continue;
                    EffectiveStatement one = statementOf(statement, Layer::Resource, policy);
                    if (statement.effect == Effect::Deny) {
                        m_denies.push_back(std::move(one));
                        continue;
                    }
                    // Whether the caller's own layers limit it, and a foreign account's need for both sides, is asked case by case.
                    one.exact = false;
                    grants.push_back(std::move(one));
                }
            }
        }
    }

    static bool namesOne(const Element<PrincipalEntry> &principal, const Texts &names)
    {
        return std::any_of(principal.values.begin(), principal.values.end(), [&](const PrincipalEntry &entry) {
            return entry.type == PrincipalType::Everyone || entry.value.text == "*"
                || std::find(names.begin(), names.end(), entry.value.text) != names.end();
        });
    }

    const World &m_world;
    const Request &m_asking;
    Layers m_layers;
    EffectivePolicy m_result;
    std::vector<EffectiveStatement> m_denies;
};

nlohmann::ordered_json valuesJson(const Texts &values)
{
    return values.size() == 1 ? nlohmann::ordered_json(values.front()) : nlohmann::ordered_json(values);
}

} // namespace

EffectivePolicy effectivePolicy(const World &world, const Request &asking)
{
    return Collector(world, asking).run();
}

std::string documentText(const EffectivePolicy &policy)
{
    nlohmann::ordered_json document{{"Version", "2012-10-17"}};
    auto statements = nlohmann::ordered_json::array();
    int bounds = 0;
    for (const EffectiveStatement &statement : policy.statements) {
        nlohmann::ordered_json json;
        if (!statement.exact)
            json["Sid"] = "AtMost" + std::to_string(++bounds);
        json["Effect"] = statement.effect == Effect::Allow ? "Allow" : "Deny";
        json[statement.notActions ? "NotAction" : "Action"] = valuesJson(statement.actions);
        json[statement.notResources ? "NotResource" : "Resource"] = valuesJson(statement.resources);
        for (const ConditionEntry &entry : statement.conditions) {
            Texts values;
            for (const PolicyString &value : entry.values)
                values.push_back(value.text);
            json["Condition"][entry.operatorText.text][entry.key.text] = valuesJson(values);
        }
        statements.push_back(std::move(json));
    }
    document["Statement"] = std::move(statements);
    return document.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

CanDoList whatCan(const RouteFinder &finder, const World &world, const Request &asking, const RouteOptions &options)
{
    CanDoList list;
    list.all.push_back({{}, Verdict::Allowed, asking.principal, effectivePolicy(world, asking)});
    Reachable reachable = finder.reachable(asking, options);
    list.limitReached = reachable.limitReached;
    list.all.resize(1 + reachable.roles.size());
    inTwoThreads(reachable.roles.size(), [&](std::size_t i) {
        Reachable::Role &role = reachable.roles[i];
        Request as = asking;
        as.principal = role.hops.back().session.principal;
        EffectivePolicy policy = effectivePolicy(world, as);
        list.all[i + 1] = {std::move(role.hops), role.verdict, as.principal, std::move(policy)};
    });
    return list;
}

} // namespace rolewright
