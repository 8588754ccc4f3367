// SPDX-License-Identifier: GPL-3.0-or-later
// Who may become which roles, as WhoCanIndex knows it.
#include "analyse/whocanindex.h"

#include "compiled/document.h"
#include "compiled/openquestion.h"
#include "compiled/question.h"
#include "policy/arn.h"
#include "policy/policykeys.h"
#include "routes/passrole.h"
#include "routes/pattern.h"
#include "text/utf8.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <unordered_map>
#include <unordered_set>

namespace rolewright {

namespace {

constexpr std::string_view assumeRole = "sts:AssumeRole";
constexpr std::string_view passRole = "iam:PassRole";

Request requestFor(std::string_view action, std::string_view resource)
{
    Request request;
    request.principal = *parsePrincipal("*");
    request.action = action;
    request.resource = resource;
    return request;
}

void sortOnce(std::vector<std::uint32_t> &slots)
{
    std::sort(slots.begin(), slots.end());
    slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
}

bool looksAtResourceTags(const CompiledDocument &document, const CompiledStatement &statement)
{
    bool looks = false;
    forEachKey(statement.source(), document.document()->policy()->version, [&](std::string_view key) { looks = looks || lowered(key).find("resourcetag/") != std::string::npos; });
    return looks;
}

/// What tells roles apart beside their ARNs, for requests to assume or pass them.
std::string keyOf(const CompiledWorld::Data &data, std::uint32_t slot, bool withTags)
{
    const Role &role = *data.principals[slot]->role;
    const std::optional<ArnView> arn = viewArn(role.arn);
    const bool isPlain = arn && arn->service == "iam" && arn->resource.starts_with("role/") && data.byArn->find(role.arn) == slot;
    std::string key = isPlain ? std::string() : std::to_string(slot);
    key += '/' + std::to_string(data.principals[slot]->accountNumber) + (role.isServiceLinked() ? '+' : '-') + (role.arn.find(":role/aws-service-role/") == std::string::npos ? '-' : '+');
    if (withTags) {
        key += role.tagsKnown ? '+' : '-';
        for (const Tag &tag : role.tags)
            key += std::to_string(tag.key.size()) + ' ' + tag.key + std::to_string(tag.value.size()) + ' ' + tag.value;
    }
    return key;
}

} // namespace

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
        const bool isAny = m_withVariables.contains(document.document); // they may stand for another role of the group than the one that is asked for
        for (std::size_t i = 0; isWide && i < document.principals.size(); ++i) {
            std::vector<Granting::Wide> &wide = result.wide[accountOf(document.principals[i])];
            if (wide.empty() || wide.back().document != &document)
                wide.push_back({&document, isAny, {}});
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
    // Where the organization leaves the answer open, the search for routes asks for all roles that the document fits at a glance.
    const auto fits = [&](const CompiledDocument &document) {
        return m_isOrganizationUsable ? mayAllow(document, question) : std::any_of(document.statements().begin(), document.statements().end(), [&](const CompiledStatement &statement) {
            return statement.effect() == Effect::Allow && statement.coversAction(question) && mayCoverResource(statement.source(), resource);
        });
    };
    std::vector<Slot> slots;
    const auto isAsked = [&](Slot slot) { return std::find(accounts.begin(), accounts.end(), accountOf(slot)) != accounts.end(); };
    std::copy_if(m_uncertain.begin(), m_uncertain.end(), std::back_inserter(slots), isAsked);
    for (const std::uint32_t account : accounts) {
        for (const Granting::Wide &wide : granting.wide[account]) {
            if (wide.isAny || fits(*wide.document->document))
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

/// What the policy says of single roles tells these apart from the others; but for variables in policies of single principals. False when it looks at tags of roles, as none did before.
bool WhoCanIndex::tellRolesApart(const CompiledDocument &document, bool isEverybodys)
{
    static const Request assume = requestFor(assumeRole, "*"), pass = requestFor(passRole, "*");
    const Question assuming(assume), passing(pass);
    if (!((document.allows() | document.denies()) & (assuming.services | passing.services)))
        return true;
    bool isNew = false;
    for (const CompiledStatement &statement : document.statements()) {
        const bool assumes = statement.coversAction(assuming), passes = statement.coversAction(passing);
        for (std::size_t i = 0; (assumes || passes) && i < statement.resources().size(); ++i) {
            const ResourcePattern &pattern = statement.resources()[i];
            if (pattern.kind == ResourcePattern::Kind::Variables && !isEverybodys) {
                m_withVariables.insert(&document);
                continue;
            }
            if (assumes)
                m_assuming.tellApart(m_world.data(), pattern);
            if (passes)
                m_passing.tellApart(m_world.data(), pattern);
        }
        isNew = isNew || (assumes && !m_roleTagsMatter && looksAtResourceTags(document, statement));
    }
    return !isNew;
}

void WhoCanIndex::indexRoles()
{
    const CompiledWorld::Data &data = m_world.data();
    std::unordered_map<const CompiledDocument *, std::uint32_t> known;
    m_trustOf.resize(data.principals.size());
    for (Slot slot = 0; slot < data.principals.size(); ++slot) {
        const CompiledPrincipal *role = data.principals[slot];
        if (!role || !role->role)
            continue;
        const PolicyList &policy = data.targets[slot]->policy;
        const CompiledDocument *document = policy.uses().empty() ? nullptr : policy.uses().front().document;
        const auto [place, isNew] = known.emplace(document, static_cast<std::uint32_t>(m_trusts.size()));
        m_trustOf[slot] = place->second;
        if (isNew)
            m_trusts.push_back(readTrust(policy, role->role->trust));
        const Trusting &trust = m_trusts[place->second];
        for (const std::string &provider : trust.summary.providers)
            m_ofProvider[provider].push_back(slot);
        if (trust.summary.anyProvider || trust.summary.unknown)
            m_ofAnyProvider.push_back(slot);
        for (const std::string &service : trust.services)
            m_ofService[service].push_back(slot);
        if (trust.anyService)
            m_ofAnyService.push_back(slot);
    }
    groupRoles();
    for (Slot slot = 0; slot < data.principals.size() && !m_withVariables.empty(); ++slot) {
        if (data.principals[slot])
            findVarying(slot);
    }

    const Granting assuming = granting(assumeRole);
    for (std::uint32_t group = 0; group < m_assuming.groups().size(); ++group) {
        const Slot role = m_assuming.groups()[group].roles.front();
        std::vector<Slot> principals = trustedBy(role, assuming);
        OpenQuestion open(data, &m_classes, requestFor(assumeRole, data.principals[role]->role->arn));
        std::erase_if(principals, [&](Slot from) { return !mayHop(open, from); });
        m_assuming.let(group, std::move(principals));
    }
    const Granting passing = granting(passRole);
    std::vector<Start> starts;
    for (const ComputeService &service : computeServices())
        starts.emplace_back(data, m_classes, service);
    for (std::uint32_t group = 0; group < m_passing.groups().size(); ++group) {
        const Slot role = m_passing.groups()[group].roles.front();
        m_passing.let(group, passedBy(role, grantedTo(passing, data.principals[role]->role->arn, {accountOf(role)}), starts));
    }
}

/// Roles that the same principals may become, as far as no policy tells them apart by their ARNs: of one account, to be assumed those
/// with one trust policy, to be passed those for the same services.
void WhoCanIndex::groupRoles()
{
    const CompiledWorld::Data &data = m_world.data();
    m_assuming = RoleWays(data.principals.size());
    m_passing = RoleWays(data.principals.size());
    for (Slot slot = 0; slot < data.principals.size(); ++slot) {
        const CompiledPrincipal *role = data.principals[slot];
        if (!role || !role->role)
            continue;
        if (trusting(slot).letsPrincipalsIn())
            m_assuming.add(slot, keyOf(data, slot, m_roleTagsMatter) + ' ' + std::to_string(m_trustOf[slot]));
        std::string services;
        for (const ComputeService *service : servicesOf(slot))
            services += ' ' + std::string(service->principal);
        if (!services.empty())
            m_passing.add(slot, keyOf(data, slot, false) + services);
    }

    std::unordered_set<const CompiledDocument *> everybodys, principals;
    const auto add = [](const PolicyList &policies, std::unordered_set<const CompiledDocument *> &documents) {
        for (const PolicyList::Use &use : policies.uses()) {
            if (use.document)
                documents.insert(use.document);
        }
    };
    for (const CompiledTarget *target : data.targets) {
        if (target->isRole)
            add(target->policy, everybodys);
    }
    for (const OrganizationPlace &place : data.places->places) {
        for (const OrganizationPlace::Level &level : place.levels) {
            add(level.scp, everybodys);
            add(level.rcp, everybodys);
        }
    }
    for (const CompiledPrincipal *principal : data.principals) {
        if (principal && principal->boundary)
            add(*principal->boundary, principals);
    }
    for (const Document &document : m_documents)
        principals.insert(document.document);
    bool isComplete = true;
    for (const CompiledDocument *document : everybodys)
        isComplete = tellRolesApart(*document, true) && isComplete;
    for (const CompiledDocument *document : principals)
        isComplete = tellRolesApart(*document, false) && isComplete;
    if (isComplete)
        return;
    m_roleTagsMatter = true;
    groupRoles();
}

/// Adds it to those whose own variables may tell roles apart, where it is one.
void WhoCanIndex::findVarying(Slot principal)
{
    const CompiledPrincipal &compiled = *m_world.data().principals[principal];
    const auto varies = [this](const PolicyList &policies) {
        return std::any_of(policies.uses().begin(), policies.uses().end(), [this](const PolicyList::Use &use) { return m_withVariables.contains(use.document); });
    };
    if (varies(compiled.identity) || (compiled.boundary && varies(*compiled.boundary)))
        m_varying.push_back(principal);
}

WhoCanIndex::Trusting WhoCanIndex::readTrust(const PolicyList &policy, const DocumentPtr &document) const
{
    static const Request assume = requestFor(assumeRole, "*");
    const Question question(assume);
    Trusting trust;
    trust.summary = summariseTrust(document);
    trust.anybody = trust.anyService = policy.uses().empty() || !policy.uses().front().usableAs(PolicyKind::Trust);
    if (trust.anybody)
        return trust;
    for (const CompiledStatement &statement : policy.uses().front().document->statements()) {
        if (statement.effect() == Effect::Allow && statement.coversAction(question))
            addTrusted(trust, statement);
    }
    sortOnce(trust.accounts);
    sortOnce(trust.named);
    std::sort(trust.services.begin(), trust.services.end());
    trust.services.erase(std::unique(trust.services.begin(), trust.services.end()), trust.services.end());
    return trust;
}

/// Whom one statement of a trust policy may let in.
void WhoCanIndex::addTrusted(Trusting &trust, const CompiledStatement &statement) const
{
    const Statement &source = statement.source();
    // Where the organization leaves the answer open, it is so for all whom the statement names, whether they meet its conditions or not.
    const std::optional<std::vector<Slot>> askers = m_isOrganizationUsable ? askersNamed(source) : std::nullopt;
    if (askers)
        trust.named.insert(trust.named.end(), askers->begin(), askers->end());
    const auto addEveryone = [&] {
        trust.anyService = true;
        trust.everyone = trust.everyone || !askers;
    };
    if (!source.principal || source.principal->negated) {
        addEveryone();
        return;
    }
    for (const PrincipalEntry &entry : source.principal->values) {
        const std::string &text = entry.value.text;
        if (entry.type == PrincipalType::Service) {
            trust.services.push_back(text);
            continue;
        }
        if (entry.type == PrincipalType::Everyone || (entry.type == PrincipalType::Aws && text.find('*') != std::string::npos)) {
            addEveryone();
            continue;
        }
        if (entry.type != PrincipalType::Aws || askers)
            continue;
        const CompiledPrincipalEntry named(entry);
        if (!named.account.empty()) {
            if (const std::optional<std::uint32_t> number = m_world.data().accounts->find(named.account))
                trust.accounts.push_back(*number);
        } else if (const std::optional<Slot> slot = slotNamed(named)) {
            trust.named.push_back(*slot);
        }
    }
}

/// Users and roles that a condition on aws:PrincipalArn names one by one: nobody else meets the statement, since everybody has that key.
/// Nothing when there is no such condition.
std::optional<std::vector<WhoCanIndex::Slot>> WhoCanIndex::askersNamed(const Statement &statement) const
{
    const CompiledWorld::Data &data = m_world.data();
    for (const ConditionEntry &condition : statement.conditions) {
        const ConditionFamily family = condition.op.family;
        const bool isText = family == ConditionFamily::String || family == ConditionFamily::StringLike || family == ConditionFamily::Arn;
        const bool isNamed = std::none_of(condition.values.begin(), condition.values.end(), [](const PolicyString &value) { return value.text.find_first_of("*?$") != std::string::npos; });
        if (!isText || !isNamed || condition.op.negated || condition.op.set != SetOperator::None || !equalsIgnoringCase(condition.key.text, "aws:PrincipalArn"))
            continue;
        std::vector<Slot> slots;
        for (const PolicyString &value : condition.values) {
            if (const std::optional<std::uint32_t> slot = data.byArn->find(value.text); slot && data.principals[*slot])
                slots.push_back(*slot);
        }
        return slots;
    }
    return std::nullopt;
}

/// The user whom a policy names, or the role that it names or of which it names a session: a session's ARN lacks its role's path.
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
    const Trusting &trust = trusting(role);
    const std::string &arn = m_world.data().principals[role]->role->arn;
    std::vector<Slot> result = trust.named;
    const auto add = [&result](const std::vector<Slot> &slots) { result.insert(result.end(), slots.begin(), slots.end()); };
    if (trust.anybody) {
        for (const std::vector<Slot> &principals : m_byAccount)
            add(principals);
    } else if (trust.everyone) {
        std::vector<std::uint32_t> all(m_byAccount.size());
        std::iota(all.begin(), all.end(), 0);
        add(m_byAccount[accountOf(role)]);
        add(grantedTo(assuming, arn, all));
    } else if (!trust.accounts.empty()) {
        add(grantedTo(assuming, arn, trust.accounts));
    }
    sortOnce(result);
    return result;
}

std::vector<const ComputeService *> WhoCanIndex::servicesOf(Slot role) const
{
    // A policy that can't be used names nobody.
    const Trusting &trust = trusting(role);
    return trust.anybody ? std::vector<const ComputeService *>() : servicesFor(*m_world.data().principals[role]->role, trust.summary.names);
}

/// Services start with roles that they are given: who may pass the role and start one of its services may use it. Of `granted`, who are
/// of its account.
std::vector<WhoCanIndex::Slot> WhoCanIndex::passedBy(Slot role, const std::vector<Slot> &granted, std::vector<Start> &starts) const
{
    const CompiledWorld::Data &data = m_world.data();
    std::vector<Slot> principals;
    if (std::none_of(granted.begin(), granted.end(), [&](Slot slot) { return accountOf(slot) == accountOf(role); }))
        return principals;
    for (const ComputeService *service : servicesOf(role)) {
        Request request = requestFor(passRole, data.principals[role]->role->arn);
        request.context.set("iam:PassedToService", std::string(service->principal), Provenance::Derived);
        OpenQuestion pass(data, &m_classes, std::move(request));
        Start &start = starts[static_cast<std::size_t>(service - computeServices().data())];
        for (const Slot slot : granted) {
            if (accountOf(slot) == accountOf(role) && start.mayStart(slot) && mayHop(pass, slot))
                principals.push_back(slot);
        }
    }
    return principals;
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
    if (principals.empty())
        return;
    const CompiledWorld::Data &data = m_world.data();
    std::vector<Slot> assuming, passing;
    for (const Slot slot : principals) {
        if (mayGrant(slot, assumeRole))
            assuming.push_back(slot);
        if (mayGrant(slot, passRole))
            passing.push_back(slot);
    }
    for (std::uint32_t group = 0; group < m_assuming.groups().size(); ++group) {
        const Slot role = m_assuming.groups()[group].roles.front();
        const Trusting &trust = trusting(role);
        std::vector<Slot> found;
        std::copy_if(principals.begin(), principals.end(), std::back_inserter(found), [&](Slot slot) {
            const std::uint32_t account = accountOf(slot);
            const bool granted = std::binary_search(assuming.begin(), assuming.end(), slot);
            return trust.anybody || std::binary_search(trust.named.begin(), trust.named.end(), slot) || (trust.everyone && (granted || account == accountOf(role)))
                || (granted && std::binary_search(trust.accounts.begin(), trust.accounts.end(), account));
        });
        if (found.empty())
            continue;
        OpenQuestion open(data, &m_classes, requestFor(assumeRole, data.principals[role]->role->arn));
        std::erase_if(found, [&](Slot from) { return !mayHop(open, from); });
        m_assuming.let(group, std::move(found));
    }
    if (passing.empty())
        return;
    std::vector<Start> starts;
    for (const ComputeService &service : computeServices())
        starts.emplace_back(data, m_classes, service);
    for (std::uint32_t group = 0; group < m_passing.groups().size(); ++group)
        m_passing.let(group, passedBy(m_passing.groups()[group].roles.front(), passing, starts));
}

/// Breadth first, from those who may be allowed to those who may become them.
void WhoCanIndex::measure(Reach &reach) const
{
    reach.m_hops.assign(m_world.data().principals.size(), never);
    reach.m_assumingHops.resize(m_assuming.groups().size());
    reach.m_passingHops.resize(m_passing.groups().size());
    reach.m_reached = reach.m_may;
    for (const Slot slot : reach.m_may)
        reach.m_hops[slot] = 0;
    for (std::size_t next = 0; next < reach.m_reached.size(); ++next) {
        const Slot role = reach.m_reached[next];
        measure(reach, m_assuming, reach.m_assumingHops, role);
        measure(reach, m_passing, reach.m_passingHops, role);
    }
}

/// Roles come by how many hops they take, so that the first of a group has its least, and the second that of the others.
void WhoCanIndex::measure(Reach &reach, const RoleWays &ways, std::vector<Reach::GroupHops> &hops, Slot role)
{
    const std::uint32_t group = ways.groupOf(role);
    if (group == RoleWays::none)
        return;
    Reach::GroupHops &known = hops[group];
    const std::uint8_t least = reach.m_hops[role];
    if (known.least != never) {
        known.other = std::min(known.other, least);
        return;
    }
    known.role = role;
    known.least = least;
    for (const Slot from : ways.groups()[group].principals) {
        if (reach.m_hops[from] == never && least + 1 < never) {
            reach.m_hops[from] = static_cast<std::uint8_t>(least + 1);
            reach.m_reached.push_back(from);
        }
    }
}

} // namespace rolewright
