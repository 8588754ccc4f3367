// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/whocanindex.h"

#include "analyse/documentsmet.h"
#include "compiled/changes.h"
#include "compiled/decision.h"
#include "compiled/document.h"
#include "compiled/openquestion.h"
#include "compiled/question.h"
#include "policy/arn.h"
#include "policy/policykeys.h"
#include "policy/values.h"
#include "routes/changedpolicies.h"
#include "routes/passrole.h"
#include "routes/pattern.h"
#include "routes/trustindex.h"
#include "text/utf8.h"
#include "world/policiesaside.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <unordered_map>

namespace rolewright {

namespace {

/// By a condition key or a policy variable that holds the name, or as a principal.
bool looksAtSessionNames(const Statement &statement, PolicyVersion version)
{
    bool looks = statement.principal && std::any_of(statement.principal->values.begin(), statement.principal->values.end(), [](const PrincipalEntry &entry) {
        return entry.value.text.find("assumed-role") != std::string::npos;
    });
    forEachKey(statement, version, [&](std::string_view key) {
        looks = looks || equalsIgnoringCase(key, "sts:RoleSessionName") || equalsIgnoringCase(key, "aws:userid");
    });
    return looks;
}

/// Whether a resource's policy may have a say in starting a service, or its endpoint in any hop.
bool mayBeStarted(std::string_view resource)
{
    const std::optional<ArnView> arn = viewArn(resource);
    return !arn || arn->service == "ec2" || std::any_of(computeServices().begin(), computeServices().end(), [&](const ComputeService &service) {
        return std::any_of(service.actions.begin(), service.actions.end(), [&](std::string_view action) { return action.substr(0, action.find(':')) == arn->service; });
    });
}

void sortOnce(std::vector<std::uint32_t> &slots)
{
    std::sort(slots.begin(), slots.end());
    slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
}

} // namespace

/// Of trust policies that may be for another operation, or not usable as one: they are named all the same.
TrustedOutside trustedOutside(const World &world)
{
    TrustedOutside result;
    const auto add = [&](const PrincipalEntry &entry, const std::string &role) {
        const std::string &text = entry.value.text;
        if (entry.type == PrincipalType::Everyone || (entry.type == PrincipalType::Aws && text == "*")) {
            result.outsiders[TrustedOutside::anyAccount].push_back(role);
            return;
        }
        const std::string arn = entry.type == PrincipalType::Aws && isAccountId(text) ? "arn:aws:iam::" + text + ":root" : text;
        const std::optional<Principal> principal = parsePrincipal(arn);
        if (!principal)
            return;
        if (entry.type == PrincipalType::Service)
            result.services.insert(text);
        else if (entry.type == PrincipalType::Federated)
            result.providers.insert(text);
        else if (entry.type == PrincipalType::Aws && !principal->account.empty() && !world.account(principal->account))
            result.outsiders[arn].push_back(role);
    };
    for (const AccountInfo &account : world.header().accounts) {
        for (const EntityPtr &entity : world.entities(account.id, EntityKind::Role)) {
            const DocumentPtr &trust = entity->as<Role>()->trust;
            const Policy *policy = trust ? trust->policy() : nullptr;
            for (std::size_t i = 0; policy && i < policy->statements.size(); ++i) {
                if (policy->statements[i].effect != Effect::Allow || !policy->statements[i].principal)
                    continue;
                for (const PrincipalEntry &entry : policy->statements[i].principal->values)
                    add(entry, entity->arn());
            }
        }
    }
    return result;
}

WhoCanIndex::WhoCanIndex(CompiledWorld world)
    : m_world(std::move(world))
    , m_assuming(0)
    , m_passing(0)
{
    classify();
    indexDocuments();
    indexRoles();
    m_trusted = trustedOutside(m_world.data().world);
    forEachDocument(m_world, [this](const DocumentPtr &document) { addNames(document); });
    m_namesAtFirst = m_naming.size();
    m_groupsAtFirst = m_assuming.groups().size() + m_passing.groups().size();
}

bool WhoCanIndex::sessionNamesMatter(std::string_view action) const
{
    std::vector<std::string> actions{"sts:assumerole", "sts:tagsession", "sts:setsourceidentity", "iam:passrole", lowered(action)};
    for (const ComputeService &service : computeServices()) {
        for (const std::string_view start : service.actions)
            actions.push_back(lowered(start));
    }
    return std::any_of(m_naming.begin(), m_naming.end(), [&](const auto &naming) {
        return std::any_of(actions.begin(), actions.end(), [&](const std::string &one) { return mayCoverAction(*naming.second, one); });
    });
}

void WhoCanIndex::addNames(const DocumentPtr &document)
{
    const Policy *policy = document->policy();
    for (std::size_t i = 0; policy && i < policy->statements.size(); ++i) {
        if (looksAtSessionNames(policy->statements[i], policy->version))
            m_naming.push_back({document, &policy->statements[i]});
        m_times.add(policy->statements[i], policy->version);
    }
}

std::uint32_t WhoCanIndex::accountOf(Slot principal) const
{
    return m_world.data().principals[principal]->accountNumber;
}

/// Principals of one kind in one account with the same policies.
void WhoCanIndex::classify()
{
    const CompiledWorld::Data &data = m_world.data();
    std::map<std::vector<std::uintptr_t>, Slot> known;
    std::map<std::string, std::uintptr_t> accounts; // with their partitions
    m_classes.policies.resize(data.principals.size());
    m_classes.kinds.assign(data.principals.size(), OpenQuestion::open);
    for (Slot slot = 0; slot < data.principals.size(); ++slot) {
        const CompiledPrincipal *principal = data.principals[slot];
        if (!principal)
            continue;
        const std::string account = principal->account + (principal->caller ? principal->caller->partition : std::string());
        std::vector<std::uintptr_t> key{accounts.emplace(account, accounts.size()).first->second, principal->role != nullptr, principal->isServiceLinked};
        const auto add = [&key](const PolicyList &policies) {
            for (const PolicyList::Use &use : policies.uses())
                key.push_back(reinterpret_cast<std::uintptr_t>(use.document));
        };
        add(principal->identity);
        if (principal->boundary) {
            key.push_back(1); // no document's address
            add(*principal->boundary);
        }
        m_classes.policies[slot] = known.emplace(std::move(key), static_cast<Slot>(known.size())).first->second;
        m_classes.kinds[slot] = OpenQuestion::kindOf(principal);
    }
    m_classCount = static_cast<Slot>(known.size());
}

void WhoCanIndex::indexDocuments()
{
    const CompiledWorld::Data &data = m_world.data();
    m_byAccount.resize(data.world.header().accounts.size());
    for (Slot slot = 0; slot < data.principals.size(); ++slot) {
        if (!data.principals[slot])
            continue;
        m_byAccount[accountOf(slot)].push_back(slot);
        addDocuments(slot);
    }
    sortOnce(m_uncertain);
    const std::vector<OrganizationPlace> &places = data.places->places;
    m_isOrganizationUsable = std::all_of(places.begin(), places.end(), [](const OrganizationPlace &place) { return place.isUsable; });
}

void WhoCanIndex::addDocuments(Slot principal)
{
    const CompiledPrincipal &compiled = *m_world.data().principals[principal];
    if (!compiled.isAsNamed || (compiled.boundary && !compiled.boundary->usableAs(PolicyKind::Boundary)))
        m_uncertain.push_back(principal);
    for (const PolicyList::Use &use : compiled.identity.uses()) {
        if (!use.usableAs(PolicyKind::Identity)) {
            m_uncertain.push_back(principal);
            continue;
        }
        const auto [place, isNew] = m_places.emplace(use.document, m_documents.size());
        if (isNew)
            m_documents.push_back({use.document, {}});
        m_documents[place->second].principals.push_back(principal);
    }
}

std::optional<ChangedPolicies> WhoCanIndex::update(CompiledWorld world)
{
    const CompiledWorld::Data &before = m_world.data();
    const CompiledWorld::Data &after = world.data();
    std::vector<DocumentPtr> policies; // of resources
    const auto changed = changedPrincipals(before, after, [&](const Entity &left, const Entity &right) {
        const Resource *resource = right.as<Resource>();
        if (!resource)
            return onlyPoliciesDiffer(left, right);
        if (resource->policy)
            policies.push_back(resource->policy);
        return left.as<Resource>() && left.arn() == right.arn() && !mayBeStarted(left.arn());
    });
    // What was edited away still makes names matter and tells roles apart; not for ever.
    const bool isWorn = m_naming.size() > 2 * m_namesAtFirst + 100 || m_assuming.groups().size() + m_passing.groups().size() > 2 * m_groupsAtFirst + 100;
    if (!changed || changed->size() > after.targets.size() / 8 || isWorn)
        return std::nullopt;
    m_allowing.clear();
    const CompiledWorld kept = std::exchange(m_world, std::move(world)); // its documents are still referred to
    ChangedPolicies edited(before, after, *changed);
    bool isGrouped = true;
    std::vector<Slot> hopping;
    const auto take = [&](const CompiledDocument *document) {
        addNames(document->document());
        isGrouped = tellRolesApart(*document, false) && isGrouped;
    };
    for (const Slot slot : *changed) {
        const bool hops = edited.ofHops.contains(after.principals[slot]->entity->arn());
        if (hops)
            hopping.push_back(slot);
        forget(slot, *before.principals[slot], hops);
        m_classes.policies[slot] = m_classCount++;
        m_classes.kinds[slot] = OpenQuestion::kindOf(after.principals[slot]);
        const std::size_t known = m_documents.size();
        addDocuments(slot);
        for (std::size_t i = known; i < m_documents.size(); ++i)
            take(m_documents[i].document);
        if (const auto &boundary = after.principals[slot]->boundary; boundary && boundary->source(0).document)
            take(boundary->source(0).document.get());
    }
    if (!isGrouped)
        return std::nullopt;
    for (const DocumentPtr &policy : policies)
        addNames(policy);
    for (const Slot slot : *changed)
        findVarying(slot);
    sortOnce(m_varying);
    sortOnce(m_uncertain);
    addHops(hopping);
    return edited;
}

void WhoCanIndex::forget(Slot principal, const CompiledPrincipal &before, bool hopsToo)
{
    for (const PolicyList::Use &use : before.identity.uses()) {
        const auto place = m_places.find(use.document);
        if (place == m_places.end())
            continue;
        Document &document = m_documents[place->second];
        std::erase(document.principals, principal);
        if (!document.principals.empty())
            continue;
        const std::size_t freed = place->second;
        m_places.erase(place);
        if (freed + 1 < m_documents.size()) {
            document = std::move(m_documents.back());
            m_places[document.document] = freed;
        }
        m_documents.pop_back();
    }
    std::erase(m_uncertain, principal);
    std::erase(m_varying, principal);
    if (!hopsToo)
        return;
    m_assuming.forget(principal);
    m_passing.forget(principal);
}

} // namespace rolewright
