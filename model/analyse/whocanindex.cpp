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

Request requestFor(std::string_view action, std::string_view resource)
{
    Request request;
    request.principal = *parsePrincipal("*");
    request.action = action;
    request.resource = resource;
    return request;
}

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

/// Who may do what a service's start takes; found when first asked.
class WhoCanIndex::Start
{
public:
    Start(const CompiledWorld::Data &data, const OpenQuestion::Classes &classes, const ComputeService &service)
        : m_known(data.principals.size(), Known::No)
    {
        for (const std::string_view action : service.actions)
            m_actions.push_back(std::make_unique<OpenQuestion>(data, &classes, requestFor(action, "*"), OpenQuestion::Resource::Any));
    }

    bool mayStart(Slot slot)
    {
        Known &known = m_known[slot];
        if (known == Known::No) {
            const bool may = std::all_of(m_actions.begin(), m_actions.end(), [slot](const auto &action) { return action->mayBeAllowed(slot); });
            known = may ? Known::May : Known::Never;
        }
        return known == Known::May;
    }

private:
    enum class Known : std::uint8_t { No, May, Never };

    std::vector<std::unique_ptr<OpenQuestion>> m_actions;
    std::vector<Known> m_known; ///< by slot
};

WhoCanIndex::WhoCanIndex(CompiledWorld world)
    : m_world(std::move(world))
{
    classify();
    indexDocuments();
    indexRoles();
    m_trusted = trustedOutside(m_world.data().world);
    forEachDocument(m_world, [this](const DocumentPtr &document) { addNames(document); });
    m_namesAtFirst = m_naming.size();
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
    m_classes.resize(data.principals.size());
    for (Slot slot = 0; slot < data.principals.size(); ++slot) {
        const CompiledPrincipal *principal = data.principals[slot].get();
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
        m_classes[slot] = known.emplace(std::move(key), static_cast<Slot>(known.size())).first->second;
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
    for (const OrganizationPlace &place : data.places->places) {
        for (const OrganizationPlace::Level &level : place.levels)
            m_isOrganizationUsable = m_isOrganizationUsable && level.scp.usableAs(PolicyKind::Scp) && level.rcp.usableAs(PolicyKind::Rcp);
    }
}

void WhoCanIndex::addDocuments(Slot principal)
{
    const CompiledPrincipal &compiled = *m_world.data().principals[principal];
    if (!compiled.isAsNamed() || (compiled.boundary && !compiled.boundary->usableAs(PolicyKind::Boundary)))
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

WhoCanIndex::Granting WhoCanIndex::granting(std::string_view action) const
{
    const Request request = requestFor(action, "*");
    const Question question(request);
    Granting result;
    result.action = action;
    result.wide.resize(m_byAccount.size());
    for (const Document &document : m_documents) {
        if (!(document.document->allows() & question.services))
            continue;
        std::vector<std::string> resources;
        bool isWide = false;
        for (const CompiledStatement &statement : document.document->statements()) {
            if (statement.effect() == Effect::Allow && statement.coversAction(question))
                isWide = !statement.namesResourcesOnly(resources) || isWide;
        }
        for (const std::string &resource : resources)
            result.named[resource].push_back(&document);
        for (std::size_t i = 0; isWide && i < document.principals.size(); ++i) {
            std::vector<Granting::Wide> &wide = result.wide[accountOf(document.principals[i])];
            if (wide.empty() || wide.back().document != &document)
                wide.push_back({&document, {}});
            wide.back().principals.push_back(document.principals[i]);
        }
    }
    return result;
}

/// Principals of these accounts that some policy of their own may allow it.
std::vector<WhoCanIndex::Slot> WhoCanIndex::grantedTo(const Granting &granting, const std::string &resource, const std::vector<std::uint32_t> &accounts) const
{
    const Request request = requestFor(granting.action, resource);
    const Question question(request);
    std::vector<Slot> slots;
    const auto isAsked = [&](Slot slot) { return std::find(accounts.begin(), accounts.end(), accountOf(slot)) != accounts.end(); };
    std::copy_if(m_uncertain.begin(), m_uncertain.end(), std::back_inserter(slots), isAsked);
    for (const std::uint32_t account : accounts) {
        for (const Granting::Wide &wide : granting.wide[account]) {
            if (mayAllow(*wide.document->document, question))
                slots.insert(slots.end(), wide.principals.begin(), wide.principals.end());
        }
    }
    if (const auto named = granting.named.find(resource); named != granting.named.end()) {
        for (const Document *document : named->second)
            std::copy_if(document->principals.begin(), document->principals.end(), std::back_inserter(slots), isAsked);
    }
    sortOnce(slots);
    return slots;
}

void WhoCanIndex::indexRoles()
{
    const CompiledWorld::Data &data = m_world.data();
    const Granting assuming = granting("sts:AssumeRole");
    const Granting passing = granting("iam:PassRole");
    std::vector<Start> starts;
    for (const ComputeService &service : computeServices())
        starts.emplace_back(data, m_classes, service);
    m_intoRole.resize(data.principals.size());
    m_fromPrincipal.resize(data.principals.size());
    m_trusting.resize(data.principals.size());
    for (Slot slot = 0; slot < data.principals.size(); ++slot) {
        const CompiledPrincipal *role = data.principals[slot].get();
        if (!role || !role->role)
            continue;
        const TrustSummary summary = summariseTrust(role->role->trust);
        for (const std::string &provider : summary.providers)
            m_ofProvider[provider].push_back(slot);
        if (summary.anyProvider || summary.unknown)
            m_ofAnyProvider.push_back(slot);
        const Request request = requestFor("sts:AssumeRole", role->role->arn);
        const PolicyList &trust = data.targets[slot]->policy;
        if (trust.uses().empty() || !trust.uses().front().usableAs(PolicyKind::Trust)) {
            m_trusting[slot].anybody = true;
            m_ofAnyService.push_back(slot);
        } else {
            const Question question(request);
            for (const CompiledStatement &statement : trust.uses().front().document->statements()) {
                if (statement.effect() == Effect::Allow && statement.mayConcern(question))
                    addTrusted(slot, statement);
            }
            m_trusting[slot].services = servicesFor(*role->role, summary.names);
        }
        m_intoRole[slot] = trustedBy(slot, assuming);
        if (!m_intoRole[slot].empty()) {
            OpenQuestion open(data, &m_classes, request);
            std::erase_if(m_intoRole[slot], [&](Slot from) { return from == slot || !open.mayBeAllowed(from); });
        }
        if (!m_trusting[slot].services.empty())
            addPassing(slot, grantedTo(passing, request.resource, {accountOf(slot)}), starts);
        sortOnce(m_intoRole[slot]);
        for (const Slot from : m_intoRole[slot])
            m_fromPrincipal[from].push_back(slot);
    }
}

/// Who may become the role by one statement of its trust policy.
void WhoCanIndex::addTrusted(Slot role, const CompiledStatement &statement)
{
    Trusting &trusting = m_trusting[role];
    const auto addEveryone = [&] {
        m_ofAnyService.push_back(role);
        trusting.everyone = true;
    };
    if (!statement.source().principal || statement.source().principal->negated) {
        addEveryone();
        return;
    }
    for (const PrincipalEntry &entry : statement.source().principal->values) {
        const std::string &text = entry.value.text;
        if (entry.type == PrincipalType::Service) {
            m_ofService[text].push_back(role);
            continue;
        }
        if (entry.type == PrincipalType::Everyone || (entry.type == PrincipalType::Aws && text.find('*') != std::string::npos)) {
            addEveryone();
            continue;
        }
        if (entry.type != PrincipalType::Aws)
            continue;
        const CompiledPrincipalEntry named(entry);
        if (!named.account.empty()) {
            if (const std::optional<std::uint32_t> number = m_world.data().accounts->find(named.account))
                trusting.accounts.push_back(*number);
        } else if (const std::optional<Slot> slot = slotNamed(named)) {
            trusting.named.push_back(*slot);
        }
    }
}

/// The user whom a policy names, or the role that it names or of which it names a session: sessions match by their role's name,
/// also where the policy leaves out its path.
std::optional<WhoCanIndex::Slot> WhoCanIndex::slotNamed(const CompiledPrincipalEntry &entry) const
{
    const CompiledWorld::Data &data = m_world.data();
    if (!entry.named)
        return std::nullopt;
    std::optional<Slot> slot = data.byArn->find(entry.named->arn);
    if (!slot && entry.named->isSession()) {
        const EntityPtr role = data.world.findByName(entry.named->account, EntityKind::Role, entry.named->name);
        slot = role ? data.byArn->find(role->arn()) : std::nullopt;
    }
    return slot && data.principals[*slot] ? slot : std::nullopt;
}

/// Who may become the role by its trust policy. `assuming`: whose own policies may allow it. Naming somebody of the role's account is
/// enough; others need a policy of their own as well.
std::vector<WhoCanIndex::Slot> WhoCanIndex::trustedBy(Slot role, const Granting &assuming) const
{
    const Trusting &trusting = m_trusting[role];
    const std::string &arn = m_world.data().principals[role]->role->arn;
    std::vector<Slot> result = trusting.named;
    const auto add = [&result](const std::vector<Slot> &slots) { result.insert(result.end(), slots.begin(), slots.end()); };
    if (trusting.anybody) {
        for (const std::vector<Slot> &principals : m_byAccount)
            add(principals);
    } else if (trusting.everyone) {
        std::vector<std::uint32_t> all(m_byAccount.size());
        std::iota(all.begin(), all.end(), 0);
        add(m_byAccount[accountOf(role)]);
        add(grantedTo(assuming, arn, all));
    } else if (!trusting.accounts.empty()) {
        add(grantedTo(assuming, arn, trusting.accounts));
    }
    sortOnce(result);
    return result;
}

/// Services start with roles that they are given: who may pass the role and start one of its services may use it. Within one account.
void WhoCanIndex::addPassing(Slot role, const std::vector<Slot> &granted, std::vector<Start> &starts)
{
    const CompiledWorld::Data &data = m_world.data();
    const CompiledPrincipal &passed = *data.principals[role];
    for (const ComputeService *service : m_trusting[role].services) {
        Request request = requestFor("iam:PassRole", passed.role->arn);
        request.context.set("iam:PassedToService", std::string(service->principal), Provenance::Derived);
        OpenQuestion pass(data, &m_classes, std::move(request));
        Start &start = starts[static_cast<std::size_t>(service - computeServices().data())];
        for (const Slot slot : granted) {
            if (accountOf(slot) == accountOf(role) && start.mayStart(slot) && pass.mayBeAllowed(slot))
                m_intoRole[role].push_back(slot);
        }
    }
}

std::optional<std::vector<std::uint32_t>> WhoCanIndex::update(CompiledWorld world)
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
    // Names of what was edited away stay, which only makes more of them matter; not for ever.
    if (!changed || changed->size() > after.targets.size() / 8 || m_naming.size() > 2 * m_namesAtFirst + 100)
        return std::nullopt;
    m_allowing.clear();
    const CompiledWorld kept = std::exchange(m_world, std::move(world)); // its documents are still referred to
    for (const Slot slot : *changed) {
        forget(slot, *before.principals[slot]);
        m_classes[slot] = m_classCount++;
        const std::size_t known = m_documents.size();
        addDocuments(slot);
        for (std::size_t i = known; i < m_documents.size(); ++i)
            addNames(m_documents[i].document->document());
        if (const auto &boundary = after.principals[slot]->boundary; boundary && boundary->source(0).document)
            addNames(boundary->source(0).document->document());
    }
    for (const DocumentPtr &policy : policies)
        addNames(policy);
    sortOnce(m_uncertain);
    addHops(*changed);
    return changed;
}

void WhoCanIndex::forget(Slot principal, const CompiledPrincipal &before)
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
    for (const Slot role : m_fromPrincipal[principal])
        std::erase(m_intoRole[role], principal);
    m_fromPrincipal[principal].clear();
}

/// Whether some policy of its own has an Allow for the action, on whatever.
bool WhoCanIndex::mayGrant(Slot principal, std::string_view action) const
{
    const Request request = requestFor(action, "*");
    const Question question(request);
    const auto &uses = m_world.data().principals[principal]->identity.uses();
    return std::any_of(uses.begin(), uses.end(), [&](const PolicyList::Use &use) {
        return !use.usableAs(PolicyKind::Identity) || std::any_of(use.document->statements().begin(), use.document->statements().end(), [&](const CompiledStatement &statement) {
            return statement.effect() == Effect::Allow && statement.coversAction(question);
        });
    });
}

/// The hops of some principals that have none yet.
void WhoCanIndex::addHops(const std::vector<Slot> &principals)
{
    const CompiledWorld::Data &data = m_world.data();
    std::vector<Slot> assuming, passing;
    for (const Slot slot : principals) {
        if (mayGrant(slot, "sts:AssumeRole"))
            assuming.push_back(slot);
        if (mayGrant(slot, "iam:PassRole"))
            passing.push_back(slot);
    }
    std::vector<Start> starts;
    for (const ComputeService &service : computeServices())
        starts.emplace_back(data, m_classes, service);
    for (Slot role = 0; role < m_trusting.size() && !principals.empty(); ++role) {
        if (!data.principals[role] || !data.principals[role]->role)
            continue;
        const Trusting &trusting = m_trusting[role];
        std::vector<Slot> found;
        const auto isTrusted = [&](Slot slot) {
            const std::uint32_t account = accountOf(slot);
            const bool granted = std::binary_search(assuming.begin(), assuming.end(), slot);
            return slot != role
                && (trusting.anybody || std::find(trusting.named.begin(), trusting.named.end(), slot) != trusting.named.end()
                    || (trusting.everyone && (granted || account == accountOf(role)))
                    || (granted && std::find(trusting.accounts.begin(), trusting.accounts.end(), account) != trusting.accounts.end()));
        };
        std::copy_if(principals.begin(), principals.end(), std::back_inserter(found), isTrusted);
        const std::size_t known = m_intoRole[role].size();
        if (!found.empty()) {
            OpenQuestion open(data, &m_classes, requestFor("sts:AssumeRole", data.principals[role]->role->arn));
            std::copy_if(found.begin(), found.end(), std::back_inserter(m_intoRole[role]), [&](Slot from) { return open.mayBeAllowed(from); });
        }
        addPassing(role, passing, starts);
        if (m_intoRole[role].size() == known)
            continue;
        found.assign(m_intoRole[role].begin() + static_cast<std::ptrdiff_t>(known), m_intoRole[role].end());
        sortOnce(found);
        for (const Slot from : found)
            m_fromPrincipal[from].push_back(role);
        sortOnce(m_intoRole[role]);
    }
}

} // namespace rolewright
