// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/fixcandidates.h"

#include "analyse/fixtargets.h"
#include "catalog/catalog.h"
#include "edits/edits.h"
#include "policy/glob.h"
#include "text/joined.h"
#include "text/utf8.h"
#include "world/permissionsetrole.h"

#include <algorithm>

namespace rolewright {

namespace {

bool hasWildcard(const std::string &text)
{
    return glob::hasWildcard(text) || text.find("${") != std::string::npos;
}

/// Whether an element is about more than one thing.
bool isBroad(const std::optional<Element<PolicyString>> &element)
{
    return element && (element->negated || element->values.size() > 1 || hasWildcard(element->values.front().text));
}

std::string label(const StatementTrace &statement)
{
    return statement.sid.empty() ? std::to_string(statement.index + 1) : statement.sid;
}

const Statement *parsed(const LayerPolicy &policy, std::size_t index)
{
    const Policy *read = policy.document ? policy.document->policy() : nullptr;
    return read && index < read->statements.size() ? &read->statements[index] : nullptr;
}

/// The elements that keep a statement from matching.
std::vector<const ElementTrace *> failing(const StatementTrace &statement)
{
    std::vector<const ElementTrace *> result;
    for (const ElementTrace &element : statement.elements) {
        if (element.matched != Truth::True)
            result.push_back(&element);
    }
    return result;
}

/// Statements that allow the request but for their conditions: a plain Allow beside them goes round these.
std::vector<FixNote> skippedConditions(const LayerTrace *layer)
{
    std::vector<FixNote> notes;
    for (const PolicyTrace &policy : layer ? layer->policies : std::vector<PolicyTrace>()) {
        for (const StatementTrace &statement : policy.statements) {
            const std::vector<const ElementTrace *> failed = failing(statement);
            const bool onlyConditions = std::all_of(
                failed.begin(), failed.end(), [](const ElementTrace *element) { return element->kind == ElementKind::Condition; });
            if (statement.effect != Effect::Allow || failed.empty() || !onlyConditions)
                continue;
            std::vector<std::string> keys;
            for (const ElementTrace *element : failed)
                keys.push_back(element->key);
            notes.push_back({"skipsCondition", {label(statement), joined(keys)}});
        }
    }
    return notes;
}

const LayerTrace *layerOf(const Answer &answer, Layer layer)
{
    for (const LayerTrace &trace : answer.layers) {
        if (trace.layer == layer)
            return &trace;
    }
    return nullptr;
}

} // namespace

FixCandidates::FixCandidates(const World &world, const Answer &answer, std::vector<FixObstacle> *obstacles)
    : m_world(world)
    , m_answer(answer)
    , m_obstacles(obstacles)
    , m_principal(fixtargets::entityOf(world, answer.request.principal))
{
}

void FixCandidates::block(FixObstacle obstacle)
{
    if (std::find(m_obstacles->begin(), m_obstacles->end(), obstacle) == m_obstacles->end())
        m_obstacles->push_back(std::move(obstacle));
}

bool FixCandidates::isEditable(const LayerPolicy &policy)
{
    std::optional<FixObstacle> obstacle = fixtargets::obstacleOf(m_world, policy);
    if (obstacle)
        block(std::move(*obstacle));
    return !obstacle;
}

FixPart FixCandidates::partOf(const LayerPolicy &policy, std::string code, std::vector<std::string> arguments) const
{
    FixPart part;
    part.code = std::move(code);
    part.arguments = std::move(arguments);
    part.where = policy.where;
    part.owner = m_world.find(policy.where.owner)->name();
    part.before = policy.document->text();
    return part;
}

void FixCandidates::add(std::vector<FixCandidate> &list, FixPart part, const std::optional<std::string> &text)
{
    if (!text || *text == part.before)
        return;
    edits::Result result = edits::setDocument(m_world, part.where, *text);
    if (!result.patch)
        return;
    part.after = *text;
    push(list, std::move(part), std::move(*result.patch));
}

void FixCandidates::push(std::vector<FixCandidate> &list, FixPart part, Patch patch)
{
    part.others = fixtargets::othersOf(m_world, part.where, m_principal ? m_principal->id : EntityId());
    if (part.others > 0)
        part.notes.push_back({"othersToo", {std::to_string(part.others)}});
    list.push_back({std::move(part), std::move(patch)});
}

std::string FixCandidates::resourceFor(DocumentSlot slot) const
{
    if (slot == DocumentSlot::Trust)
        return {};
    // An SCP only limits: what its statement says of resources would be read as a promise.
    if (slot == DocumentSlot::OrganizationPolicy)
        return "*";
    const CatalogAction *action = Catalog::builtIn().action(m_answer.request.action);
    return action && action->resources.empty() ? "*" : m_answer.request.resource;
}

std::vector<FixCandidate> FixCandidates::unmatching(const PolicyTrace &policy, const StatementTrace &statement)
{
    std::vector<FixCandidate> list;
    const Statement *read = parsed(policy.policy, statement.index);
    if (!isEditable(policy.policy) || !read)
        return list;
    const std::string &text = policy.policy.document->text();
    const std::string name = label(statement);
    const std::string more = statement.effect == Effect::Allow ? "takesMore" : "freesMore";
    const bool actions = isBroad(read->action);
    const bool resources = isBroad(read->resource);
    const bool principals = read->principal
        && (read->principal->values.size() > 1 || statement.principalMatch != PrincipalMatch::Exact);

    for (const ElementTrace &element : statement.elements) {
        const bool isAction = element.kind == ElementKind::Action;
        const bool isResource = element.kind == ElementKind::Resource;
        if (element.kind == ElementKind::NotAction || element.kind == ElementKind::NotResource) {
            const bool action = element.kind == ElementKind::NotAction;
            const std::string value = action ? m_answer.request.action : resourceFor(policy.policy.where.slot);
            FixPart part = partOf(policy.policy, "exclude", {value, name});
            if (principals || (action ? resources : actions))
                part.notes.push_back({more, {name}});
            add(list, std::move(part), policytext::withValue(text, statement.index, action ? "NotAction" : "NotResource", value));
            continue;
        }
        if (!isAction && !isResource && element.kind != ElementKind::Principal)
            continue;
        // From the back, so that the spans in front stay right.
        std::optional<std::string> changed = text;
        std::vector<std::string> removed;
        bool wide = (!isAction && actions) || (!isResource && resources) || ((isAction || isResource) && principals);
        for (auto value = element.values.rbegin(); value != element.values.rend() && changed; ++value) {
            if (value->matched == Truth::False)
                continue;
            changed = policytext::withoutValue(*changed, statement.index, value->span);
            removed.insert(removed.begin(), value->pattern);
            wide = wide || hasWildcard(value->pattern);
        }
        FixPart part = partOf(policy.policy, "removeValues", {joined(removed), name});
        if (wide)
            part.notes.push_back({more, {name}});
        add(list, std::move(part), changed);
    }

    const bool isOnly = parsed(policy.policy, 0) && !parsed(policy.policy, 1);
    FixPart part = isOnly ? partOf(policy.policy, "removePolicy", {policy.policy.name})
                          : partOf(policy.policy, "removeStatement", {name});
    if (actions || resources || principals)
        part.notes.push_back({more, {name}});
    if (isOnly)
        addWithout(list, std::move(part));
    else
        add(list, std::move(part), policytext::withoutStatement(text, statement.index));
    return list;
}

/// AWS takes no policy without statements: an inline policy and a resource's go with their only one. A managed policy would stay, a trust
/// policy or one of the organization has to be replaced: nothing is offered for these.
void FixCandidates::addWithout(std::vector<FixCandidate> &list, FixPart part)
{
    if (part.where.slot == DocumentSlot::ResourcePolicy) {
        add(list, std::move(part), std::string());
        return;
    }
    if (part.where.slot != DocumentSlot::Inline)
        return;
    edits::Result result = edits::removeInlinePolicy(m_world, part.where.owner, part.where.name);
    if (result.patch)
        push(list, std::move(part), std::move(*result.patch));
}

void FixCandidates::addWidened(std::vector<FixCandidate> &list, const PolicyTrace &policy, const StatementTrace &statement,
                               const std::vector<FixNote> &notes)
{
    const std::vector<const ElementTrace *> failed = failing(statement);
    const Statement *read = parsed(policy.policy, statement.index);
    if (statement.effect != Effect::Allow || failed.size() != 1 || !read)
        return;
    const std::string &text = policy.policy.document->text();
    const std::string name = label(statement);
    const bool actions = isBroad(read->action);
    const bool resources = isBroad(read->resource);
    const auto offer = [&](std::string code, std::string value, bool more, const std::optional<std::string> &changed) {
        FixPart part = partOf(policy.policy, std::move(code), {std::move(value), name});
        part.notes = notes;
        if (more)
            part.notes.push_back({"grantsMore", {name}});
        add(list, std::move(part), changed);
    };
    const std::string &action = m_answer.request.action;
    const std::string resource = resourceFor(policy.policy.where.slot);
    switch (failed.front()->kind) {
    case ElementKind::Action:
        offer("addAction", action, resources, policytext::withValue(text, statement.index, "Action", action));
        return;
    case ElementKind::Resource:
        offer("addResource", resource, actions, policytext::withValue(text, statement.index, "Resource", resource));
        return;
    case ElementKind::Principal: {
        const std::optional<policytext::NewPrincipal> principal = namedPrincipal();
        if (principal)
            offer("addPrincipal", principal->value, actions || resources,
                policytext::withPrincipal(text, statement.index, *principal));
        return;
    }
    default:
        return;
    }
}

void FixCandidates::addStatement(
    std::vector<FixCandidate> &list, const LayerPolicy &policy, Effect effect, const std::vector<FixNote> &notes)
{
    const DocumentSlot slot = policy.where.slot;
    policytext::NewStatement statement{effect, {}, m_answer.request.action, resourceFor(slot)};
    if (slot == DocumentSlot::Trust || slot == DocumentSlot::ResourcePolicy) {
        statement.principal = namedPrincipal();
        if (!statement.principal)
            return;
    }
    FixPart part = partOf(policy, effect == Effect::Allow ? "addAllow" : "addDeny", {statement.action, statement.resource});
    part.notes = notes;
    add(list, std::move(part), policytext::withStatement(part.before, statement));
}

void FixCandidates::addInline(std::vector<FixCandidate> &list, Effect effect, const std::vector<FixNote> &notes)
{
    if (const auto reserved = permissionSetRole(m_principal->arn())) {
        block({"identityCenter", {reserved->permissionSet, m_principal->arn()}});
        return;
    }
    const std::string &action = m_answer.request.action;
    FixPart part;
    part.code = effect == Effect::Allow ? "newAllow" : "newDeny";
    part.where = {m_principal->id, DocumentSlot::Inline, fixtargets::inlineName(*m_principal, effect, action)};
    part.arguments = {action, resourceFor(DocumentSlot::Inline)};
    part.owner = m_principal->name();
    part.after = policytext::newDocument({effect, {}, action, part.arguments[1]});
    part.notes = notes;
    edits::Result result
        = edits::addInlinePolicy(m_world, m_principal->id, part.where.name, PolicyDocument::parse(part.after));
    if (result.patch)
        list.push_back({std::move(part), std::move(*result.patch)});
}

std::vector<FixCandidate> FixCandidates::allowing(const LayerTrace &layer)
{
    std::vector<FixCandidate> list;
    const bool identity = layer.layer == Layer::Identity;
    const std::vector<FixNote> notes = skippedConditions(&layer);
    for (const PolicyTrace &policy : layer.policies) {
        if (!isEditable(policy.policy))
            continue;
        for (const StatementTrace &statement : policy.statements)
            addWidened(list, policy, statement, notes);
        // A new statement goes where nobody else gets it, if there is such a place: an own inline policy can always be made.
        const EntityId own = m_principal ? m_principal->id : EntityId();
        if (!identity || fixtargets::othersOf(m_world, policy.policy.where, own) == 0)
            addStatement(list, policy.policy, Effect::Allow, notes);
    }
    if (identity && m_principal)
        addInline(list, Effect::Allow, notes);
    return list;
}

std::vector<FixCandidate> FixCandidates::allowingByResource()
{
    return byResource(Effect::Allow);
}

std::vector<FixCandidate> FixCandidates::byResource(Effect effect)
{
    std::vector<FixCandidate> list;
    const EntityPtr holder = fixtargets::policyHolderOf(m_world, m_answer.request);
    if (!holder) {
        if (m_answer.crossAccount)
            block({"resourceUnknown", {m_answer.request.resource}});
        return list;
    }
    const PrincipalKind kind = m_answer.request.principal.kind;
    if (kind == PrincipalKind::Anonymous) {
        block({"wouldBePublic", {}});
        return list;
    }
    // Without conditions everybody with a token of the provider would be let in.
    if (effect == Effect::Allow && (kind == PrincipalKind::OidcProvider || kind == PrincipalKind::SamlProvider)) {
        block({"providerNeedsCondition", {m_answer.request.principal.arn}});
        return list;
    }
    const Layer layer = holder->as<Role>() ? Layer::Trust : Layer::Resource;
    const LayerTrace *trace = layerOf(m_answer, layer);
    const std::vector<FixNote> notes = effect == Effect::Allow ? skippedConditions(trace) : std::vector<FixNote>();
    const DocumentSlot slot = holder->as<Role>() ? DocumentSlot::Trust : DocumentSlot::ResourcePolicy;
    if (!documentAt(*holder, slot, {})) {
        if (!fixtargets::canBeWithoutPolicy(*holder)) {
            block({"resourceUnknown", {holder->arn()}});
            return list;
        }
        const std::optional<policytext::NewPrincipal> principal = namedPrincipal();
        FixPart part;
        part.code = effect == Effect::Allow ? "newAllow" : "newDeny";
        part.arguments = {m_answer.request.action, resourceFor(slot)};
        part.where = {holder->id, slot, {}};
        part.owner = holder->name();
        if (principal)
            add(list, std::move(part), policytext::newDocument({effect, principal, m_answer.request.action, resourceFor(slot)}));
        return list;
    }
    for (const PolicyTrace &policy : trace ? trace->policies : std::vector<PolicyTrace>()) {
        if (!isEditable(policy.policy))
            continue;
        if (effect == Effect::Allow) {
            for (const StatementTrace &statement : policy.statements)
                addWidened(list, policy, statement, notes);
        }
        addStatement(list, policy.policy, effect, notes);
    }
    return list;
}

std::vector<FixCandidate> FixCandidates::denying()
{
    if (!m_principal)
        return byResource(Effect::Deny);
    std::vector<FixCandidate> list;
    const LayerTrace *identity = layerOf(m_answer, Layer::Identity);
    for (const PolicyTrace &policy : identity ? identity->policies : std::vector<PolicyTrace>()) {
        if (isEditable(policy.policy) && fixtargets::othersOf(m_world, policy.policy.where, m_principal->id) == 0)
            addStatement(list, policy.policy, Effect::Deny, {});
    }
    addInline(list, Effect::Deny, {});
    return list;
}

std::optional<policytext::NewPrincipal> FixCandidates::namedPrincipal() const
{
    const Principal &principal = m_answer.request.principal;
    switch (principal.kind) {
    case PrincipalKind::Anonymous:
        return {};
    case PrincipalKind::Service:
        return policytext::NewPrincipal{PrincipalType::Service, principal.arn};
    case PrincipalKind::OidcProvider:
    case PrincipalKind::SamlProvider:
        return policytext::NewPrincipal{PrincipalType::Federated, principal.arn};
    case PrincipalKind::RoleSession:
        // Session names come and go: policies name the role.
        return policytext::NewPrincipal{PrincipalType::Aws, m_principal ? m_principal->arn() : principal.arn};
    case PrincipalKind::User:
    case PrincipalKind::Role:
    case PrincipalKind::FederatedUser:
    case PrincipalKind::Root:
        break;
    }
    return policytext::NewPrincipal{PrincipalType::Aws, principal.arn};
}

} // namespace rolewright
