// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/catalog.h"
#include "evaluate/evaluate.h"
#include "organization/organization.h"
#include "organization/statements.h"
#include "organization/words.h"

#include <algorithm>

namespace rolewright::organization {

namespace {

class RequestMaker
{
public:
    RequestMaker(const World &world, std::uint64_t seed)
        : m_world(world)
        , r(seed)
    {
        for (const AccountInfo &account : world.header().accounts) {
            for (const EntityKind kind : {EntityKind::User, EntityKind::Role}) {
                const std::vector<EntityPtr> &entities = world.entities(account.id, kind);
                m_principals.insert(m_principals.end(), entities.begin(), entities.end());
            }
            const std::vector<EntityPtr> &resources = world.entities(account.id, EntityKind::Resource);
            m_resources.insert(m_resources.end(), resources.begin(), resources.end());
        }
    }

    Request next()
    {
        const Entity &entity = *r.pick(m_principals);
        Request request;
        request.principal = *parsePrincipal(entity.arn());
        fillContext(request);
        if (!r.chance(50) || !fromStatement(request))
            anyRequest(request);
        return request;
    }

    Request question()
    {
        Request request;
        request.principal = *parsePrincipal("*");
        anyRequest(request);
        return request;
    }

private:
    std::string word() { return r.pick(subjects()); }

    void fillContext(Request &request)
    {
        Context &context = request.context;
        const bool isUser = request.principal.kind == PrincipalKind::User;
        context.set("aws:CurrentTime", "2026-01-15T12:00:00Z", Provenance::Given);
        context.set("aws:SecureTransport", r.chance(97) ? "true" : "false", Provenance::Given);
        context.set("aws:SourceIp", r.chance(50) ? "203.0.113.9" : "10." + std::to_string(r.below(60)) + ".3.4", Provenance::Given);
        if (isUser && r.chance(60)) {
            context.set("aws:MultiFactorAuthPresent", "true", Provenance::Given);
            context.set("aws:MultiFactorAuthAge", std::to_string(10 + r.below(5000)), Provenance::Given);
        }
        if (r.chance(25))
            context.set("aws:ResourceTag/Team", r.pick(teams()), Provenance::Given);
    }

    /// An action and a resource that some Allow statement of the principal covers.
    bool fromStatement(Request &request)
    {
        const Gathered gathered = gather(m_world, request);
        std::vector<const Statement *> statements;
        for (const LayerPolicy &policy : gathered.layers.identity) {
            if (!policy.document || !policy.document->policy())
                continue;
            for (const Statement &statement : policy.document->policy()->statements) {
                if (statement.effect == Effect::Allow && statement.action && !statement.action->negated && statement.resource && !statement.resource->negated)
                    statements.push_back(&statement);
            }
        }
        if (statements.empty())
            return false;
        const Statement &statement = *r.pick(statements);
        std::string action = r.pick(statement.action->values).text;
        if (action.find('*') != std::string::npos)
            action = someAction(action.substr(0, action.find('*')));
        if (action.empty() || action.starts_with("sts:"))
            return false;
        request.action = action;
        std::string resource = r.pick(statement.resource->values).text;
        if (resource == "*") {
            resourceFor(request);
            return true;
        }
        if (resource.find("${aws:username}") != std::string::npos)
            resource.replace(resource.find("${aws:username}"), 15, request.principal.name);
        for (std::size_t colon = 0, star = resource.find('*'); star != std::string::npos; star = resource.find('*')) {
            colon = static_cast<std::size_t>(std::count(resource.begin(), resource.begin() + static_cast<std::ptrdiff_t>(star), ':'));
            resource.replace(star, 1, colon == 3 ? r.pick(regions()) : colon == 4 ? request.principal.account : word());
        }
        std::replace(resource.begin(), resource.end(), '?', 'q');
        request.resource = resource;
        return resource.starts_with("arn:") && resource.find("${") == std::string::npos;
    }

    std::string someAction(const std::string &prefix)
    {
        static const std::vector<std::string> all = [] {
            std::vector<std::string> actions;
            for (const CatalogService &service : Catalog::builtIn().services()) {
                for (const CatalogAction &action : service.actions)
                    actions.push_back(action.text());
            }
            std::sort(actions.begin(), actions.end());
            return actions;
        }();
        const auto begin = std::lower_bound(all.begin(), all.end(), prefix);
        const auto end = std::partition_point(begin, all.end(), [&](const std::string &action) { return action.starts_with(prefix); });
        return begin == end ? std::string() : begin[static_cast<std::ptrdiff_t>(r.below(static_cast<std::size_t>(end - begin)))];
    }

    void resourceFor(Request &request)
    {
        const CatalogAction *action = Catalog::builtIn().action(request.action);
        if (!action || action->resources.empty())
            return;
        const std::string account = request.principal.account.empty() ? r.pick(m_world.header().accounts).id : request.principal.account;
        for (const ServiceUse &use : serviceUses()) {
            if (use.service == action->service) {
                request.resource = filled(use.resource, r.pick(regions()), account, word() + '-' + word() + '-' + r.pick(stages()));
                if (request.resource.ends_with("/*"))
                    request.resource.replace(request.resource.size() - 1, 1, word());
                return;
            }
        }
        request.resource = "arn:aws:" + action->service + ':' + r.pick(regions()) + ':' + account + ':' + word() + '/' + word();
    }

    void anyRequest(Request &request)
    {
        if (!m_resources.empty() && r.chance(30)) {
            const std::string &arn = r.pick(m_resources)->arn();
            request.resource = arn.starts_with("arn:aws:s3:") && r.chance(60) ? arn + '/' + word() : arn;
            for (const ServiceUse &use : serviceUses()) {
                if (arn.starts_with("arn:aws:" + use.service + ':'))
                    request.action = use.service + ':' + r.pick(use.actions);
            }
            return;
        }
        if (r.chance(20)) {
            request.action = r.pick(listingActions());
            request.resource = "*";
            return;
        }
        const ServiceUse &use = r.pick(serviceUses());
        request.action = use.service + ':' + r.pick(use.actions);
        resourceFor(request);
    }

    const World &m_world;
    Random r;
    std::vector<EntityPtr> m_principals;
    std::vector<EntityPtr> m_resources;
};

} // namespace

std::vector<Request> requests(const World &world, std::size_t count, std::uint64_t seed)
{
    RequestMaker maker(world, seed);
    std::vector<Request> result;
    while (result.size() < count)
        result.push_back(maker.next());
    return result;
}

std::vector<Request> questions(const World &world, std::size_t count, std::uint64_t seed)
{
    RequestMaker maker(world, seed);
    std::vector<Request> result;
    while (result.size() < count)
        result.push_back(maker.question());
    return result;
}

} // namespace rolewright::organization
