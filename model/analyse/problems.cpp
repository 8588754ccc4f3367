// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/problems.h"

#include "analyse/documentchecks.h"
#include "evaluate/resourceelement.h"

#include <algorithm>
#include <map>
#include <utility>

namespace rolewright {
namespace {

/// The same text in many places is looked at once: an organization repeats its policies thousands of times.
using SharedFindings = std::map<std::pair<const PolicyDocument *, PolicyKind>, Diagnostics>;

Diagnostics ofText(const PolicyDocument &document, PolicyKind kind)
{
    Diagnostics found = document.diagnosticsAs(kind);
    if (const Policy *policy = document.policy()) {
        checks::statements(*policy, kind, found);
        checks::variables(*policy, found);
        checks::actions(*policy, found);
        checks::resources(*policy, found);
        checks::conditions(*policy, found);
        checks::identityProviders(*policy, kind, found);
    }
    return found;
}

Problem problem(const Diagnostic &diagnostic, EntityId entity, DocumentRef where, std::string_view text)
{
    return {diagnostic.severity, diagnostic.code, diagnostic.arguments, std::move(where), entity, diagnostic.span,
            locate(text, diagnostic.span.begin)};
}

void addDocument(const Entity &entity, const World &world, const DocumentUse &use, SharedFindings &shared, std::vector<Problem> &problems)
{
    const auto [place, isNew] = shared.try_emplace({use.document.get(), use.kind});
    if (isNew)
        place->second = ofText(*use.document, use.kind);
    Diagnostics found = place->second;
    if (const Policy *policy = use.document->policy())
        checks::principals(*policy, use.kind, entity, world, found);
    if (const Policy *policy = use.kind == PolicyKind::Resource ? use.document->policy() : nullptr) {
        for (const Statement &statement : policy->statements) {
            if (lacksResource(statement, entity.arn()))
                found.push_back({Severity::Error, "missingResource", {}, statement.span});
        }
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Diagnostic &left, const Diagnostic &right) { return left.span.begin < right.span.begin; });
    for (const Diagnostic &diagnostic : found)
        problems.push_back(problem(diagnostic, entity.id, use.where, use.document->text()));
}

void addEntity(const Entity &entity, const World &world, SharedFindings &shared, std::vector<Problem> &problems)
{
    Diagnostics found;
    checks::references(entity, world, found);
    for (const Diagnostic &diagnostic : found)
        problems.push_back(problem(diagnostic, entity.id, DocumentRef{entity.id, DocumentSlot::Inline, {}}, {}));

    // AWS's own policies are as they are; nothing about them can be mended here.
    const ManagedPolicy *policy = entity.as<ManagedPolicy>();
    if (policy && policy->isAwsManaged())
        return;
    for (const DocumentUse &use : documentsOf(entity)) {
        // A version that isn't in force does nothing; AWS lets nobody edit it either.
        if (policy && use.where.name != policy->defaultVersionId)
            continue;
        addDocument(entity, world, use, shared, problems);
    }
}

void addInline(const Entity &entity, const std::vector<InlinePolicy> &policies, std::vector<DocumentUse> &uses)
{
    for (const InlinePolicy &policy : policies) {
        if (policy.document)
            uses.push_back({{entity.id, DocumentSlot::Inline, policy.name}, policy.document, PolicyKind::Identity});
    }
}

struct Collector {
    const Entity &entity;
    std::vector<DocumentUse> &uses;

    void add(DocumentSlot slot, const std::string &name, const DocumentPtr &document)
    {
        if (document)
            uses.push_back({{entity.id, slot, name}, document, policyKindOf(entity, slot)});
    }
    void operator()(const User &user) { addInline(entity, user.inlinePolicies, uses); }
    void operator()(const Group &group) { addInline(entity, group.inlinePolicies, uses); }
    void operator()(const Role &role)
    {
        add(DocumentSlot::Trust, {}, role.trust);
        addInline(entity, role.inlinePolicies, uses);
    }
    void operator()(const ManagedPolicy &policy)
    {
        for (const PolicyVersionEntry &version : policy.versions)
            add(DocumentSlot::Version, version.versionId, version.document);
    }
    void operator()(const IdentityProvider &) { }
    void operator()(const Resource &resource) { add(DocumentSlot::ResourcePolicy, {}, resource.policy); }
    void operator()(const OrganizationPolicy &policy) { add(DocumentSlot::OrganizationPolicy, {}, policy.document); }
};

} // namespace

PolicyKind policyKindOf(const Entity &entity, DocumentSlot slot)
{
    switch (slot) {
    case DocumentSlot::Trust:
        return PolicyKind::Trust;
    case DocumentSlot::ResourcePolicy:
        return entity.as<Resource>() && entity.as<Resource>()->isVpcEndpoint() ? PolicyKind::VpcEndpoint : PolicyKind::Resource;
    case DocumentSlot::OrganizationPolicy: {
        const OrganizationPolicy *policy = entity.as<OrganizationPolicy>();
        return policy && policy->type == OrganizationPolicy::Type::ResourceControl ? PolicyKind::Rcp : PolicyKind::Scp;
    }
    case DocumentSlot::Inline:
    case DocumentSlot::Version:
    case DocumentSlot::Library:
        break;
    }
    return PolicyKind::Identity;
}

std::vector<DocumentUse> documentsOf(const Entity &entity)
{
    std::vector<DocumentUse> uses;
    std::visit(Collector{entity, uses}, entity.data);
    return uses;
}

std::vector<Problem> findProblems(const Entity &entity, const World &world)
{
    std::vector<Problem> problems;
    SharedFindings shared;
    addEntity(entity, world, shared, problems);
    return problems;
}

std::vector<Problem> findProblems(const World &world, const std::function<bool()> &cancelled)
{
    std::vector<Problem> problems;
    SharedFindings shared;
    const auto addAll = [&](const std::vector<EntityPtr> &entities) {
        for (const EntityPtr &entity : entities) {
            if (cancelled && cancelled())
                return;
            addEntity(*entity, world, shared, problems);
        }
    };
    for (const AccountInfo &account : world.header().accounts) {
        for (EntityKind kind : {EntityKind::User, EntityKind::Group, EntityKind::Role, EntityKind::Policy, EntityKind::Provider, EntityKind::Resource})
            addAll(world.entities(account.id, kind));
    }
    addAll(world.organizationPolicies());
    return problems;
}

} // namespace rolewright
