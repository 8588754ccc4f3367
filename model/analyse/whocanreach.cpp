// SPDX-License-Identifier: GPL-3.0-or-later
// What WhoCanIndex says to one question.
#include "analyse/whocanindex.h"

#include "compiled/decision.h"
#include "compiled/document.h"
#include "compiled/question.h"

#include <algorithm>

namespace rolewright {

/// Users and roles that may be allowed, each once, as far as their accounts allow anything.
class WhoCanIndex::Marker
{
public:
    explicit Marker(Reach &reach)
        : m_index(*reach.m_index)
        , m_reach(reach)
    {
    }

    bool isWanted(Slot slot) { return !m_reach.m_isMarked[slot] && m_reach.m_open->mayBeAllowedInAccount(slot); }

    void mark(Slot slot)
    {
        if (!isWanted(slot))
            return;
        m_reach.m_isMarked[slot] = true;
        m_reach.m_may.push_back(slot);
    }

    void mark(const std::vector<Slot> &slots)
    {
        for (const Slot slot : slots)
            mark(slot);
    }

    /// Empty: of all accounts.
    void markAccount(std::string_view account)
    {
        if (account.empty()) {
            for (const std::vector<Slot> &principals : m_index.m_byAccount)
                mark(principals);
        } else if (const std::optional<std::uint32_t> number = m_index.m_world.data().accounts->find(account)) {
            mark(m_index.m_byAccount[*number]);
        }
    }

private:
    const WhoCanIndex &m_index;
    Reach &m_reach;
};

void WhoCanIndex::Reach::settle(const std::function<bool(std::uint32_t)> &sure)
{
    if (isSettled())
        return;
    std::erase_if(m_may, [&](Slot slot) {
        m_isMarked[slot] = sure(slot) || m_open->mayBeAllowed(slot);
        return !m_isMarked[slot];
    });
    m_open.reset();
    for (const std::string &account : m_federating) {
        const std::optional<std::uint32_t> number = m_index->m_world.data().accounts->find(account);
        for (std::size_t i = 0; number && i < m_index->m_byAccount[*number].size(); ++i) {
            const Slot slot = m_index->m_byAccount[*number][i];
            if (!m_isMarked[slot])
                m_may.push_back(slot);
            m_isMarked[slot] = true;
        }
    }
    m_index->measure(*this);
}

bool WhoCanIndex::mayAllow(const CompiledDocument &document, const Question &question)
{
    return std::any_of(document.statements().begin(), document.statements().end(),
                       [&](const CompiledStatement &statement) { return statement.effect() == Effect::Allow && statement.coversAction(question) && statement.mayConcern(question); });
}

/// Statements of identity policies that allow the question's action on something.
const std::vector<WhoCanIndex::Allowing> &WhoCanIndex::allowing(const Question &question) const
{
    constexpr std::size_t mostActions = 200; // more aren't worth their memory
    const std::string action(question.actionText);
    if (const auto known = m_allowing.find(action); known != m_allowing.end())
        return known->second;
    if (m_allowing.size() == mostActions)
        m_allowing.clear();
    std::vector<Allowing> &result = m_allowing[action];
    for (std::size_t i = 0; i < m_documents.size(); ++i) {
        if (!(m_documents[i].document->allows() & question.services))
            continue;
        for (const CompiledStatement &statement : m_documents[i].document->statements()) {
            if (statement.effect() == Effect::Allow && statement.coversAction(question))
                result.push_back({i, &statement});
        }
    }
    return result;
}

/// Those that the resource's policy may allow it without a policy of their own: users and roles of its account (the question's
/// resourceAccount; empty when it counts as the caller's, whoever asks), and others.
void WhoCanIndex::markNamed(const CompiledDocument &document, const Question &question, Marker &marker, Reach &reach) const
{
    const auto markEveryone = [&] {
        reach.m_named.everyone = true;
        marker.markAccount(question.resourceAccount);
    };
    for (const CompiledStatement &statement : document.statements()) {
        if (statement.effect() != Effect::Allow || !statement.coversAction(question) || !statement.mayConcern(question))
            continue;
        if (!statement.source().principal || statement.source().principal->negated) {
            markEveryone();
            continue;
        }
        for (const PrincipalEntry &entry : statement.source().principal->values) {
            const std::string &text = entry.value.text;
            if (entry.type == PrincipalType::Service || entry.type == PrincipalType::Federated) {
                reach.m_named.everyone = reach.m_named.everyone || text == "*";
                reach.m_named.texts.insert(text);
                continue;
            }
            reach.m_named.aws = true;
            const CompiledPrincipalEntry named(entry);
            if (!named.account.empty())
                continue; // an account's own policies decide
            if (entry.type == PrincipalType::Aws && named.named && named.named->kind == PrincipalKind::FederatedUser) {
                reach.m_federating.push_back(named.named->account);
                continue;
            }
            const bool isPrincipal = entry.type == PrincipalType::Aws && named.named
                && (named.named->kind == PrincipalKind::User || named.named->isSession());
            if (!isPrincipal) {
                markEveryone();
                continue;
            }
            if (const std::optional<Slot> slot = slotNamed(named))
                marker.mark(*slot);
        }
    }
}

WhoCanIndex::Reach WhoCanIndex::reach(const Request &asked) const
{
    const CompiledWorld::Data &data = m_world.data();
    Reach reach(this);
    Request request = asked;
    request.principal = *parsePrincipal("*");
    Question question(request);
    const bool ownKeys = std::any_of(request.context.entries().begin(), request.context.entries().end(),
                                     [](const auto &entry) { return entry.first.starts_with("aws:principal") || entry.first == "aws:username"; });
    if (ownKeys || !data.isComplete || !request.resources.empty() || !lookUp(data, question)) {
        reach.m_anyone = true;
        return reach;
    }
    const FlowFacts facts = factsOf(data, question);
    if (facts.action.getCallerIdentity || facts.action.getSessionToken) {
        reach.m_anyone = true;
        return reach;
    }
    reach.m_resourceAccount = question.resourceAccount;
    // Beside what it says for its own account, what isn't known of the resource leaves every answer open.
    const PolicyList::Use *policy = facts.hasResourcePolicy ? &question.target->policy.uses().front() : nullptr;
    const bool isUsable = policy && policy->usableAs(facts.special == SpecialResource::Trust ? PolicyKind::Trust : PolicyKind::Resource);
    reach.m_hasPolicy = policy;
    reach.m_isOpen = facts.resourceState == ResourcePolicyState::Unknown || (policy && !isUsable);
    reach.m_named.everyone = reach.m_isOpen || !m_isOrganizationUsable;
    // A token or an assertion of an identity provider is good for requests of STS only (Flow::callerCanMakeRequest()); what can't be used leaves
    // the answer open all the same.
    reach.m_named.tokens = facts.action.sts || (policy && !isUsable) || !m_isOrganizationUsable;
    reach.m_isMarked.assign(data.principals.size(), false);
    reach.m_open = std::make_unique<OpenQuestion>(data, &m_classes, OpenQuestion::opened(asked));
    Marker marker(reach);
    // What can't be used leaves the answers of all that it is about open, whatever is allowed.
    if ((policy && !isUsable) || !m_isOrganizationUsable)
        marker.markAccount({});
    if (reach.m_isOpen)
        marker.markAccount(question.resourceAccount);
    else if (policy)
        markNamed(*policy->document, question, marker, reach);
    const std::vector<Allowing> &allowed = allowing(question);
    constexpr std::size_t ahead = 8;
    for (std::size_t i = 0; i < allowed.size(); ++i) {
        if (i + 2 * ahead < allowed.size())
            __builtin_prefetch(allowed[i + 2 * ahead].statement);
        if (i + ahead < allowed.size())
            allowed[i + ahead].statement->prefetchElements();
        const Allowing &allow = allowed[i];
        const std::vector<Slot> &principals = m_documents[allow.document].principals;
        const auto isWanted = [&marker](Slot slot) { return marker.isWanted(slot); };
        if (std::any_of(principals.begin(), principals.end(), isWanted) && allow.statement->mayConcern(question))
            marker.mark(principals);
    }
    marker.mark(m_uncertain);
    return reach;
}

bool WhoCanIndex::Reach::mayBeAllowed(const WhoCanPerson &other) const
{
    using Kind = WhoCanPerson::Kind;
    // What a policy calls Federated may be anything.
    const auto bringsToken = [&] {
        const std::optional<Principal> principal = other.kind == Kind::Provider ? parsePrincipal(other.arn) : std::nullopt;
        return principal && (principal->kind == PrincipalKind::OidcProvider || principal->kind == PrincipalKind::SamlProvider);
    };
    if (m_anyone)
        return true;
    if (!m_named.tokens && bringsToken())
        return false;
    if (m_named.everyone)
        return true;
    switch (other.kind) {
    case Kind::Service:
    case Kind::Provider:
        return m_named.texts.contains(other.arn);
    case Kind::Root:
    case Kind::OutsideAccount:
    case Kind::AnyAccount:
    case Kind::Outside:
        // Of the resource's account, or named by its policy.
        return m_named.aws || m_resourceAccount.empty() || other.account == m_resourceAccount;
    case Kind::User:
    case Kind::Role:
    case Kind::Session: // what its role's policies leave open is open to it, too; few are named
    case Kind::Anyone:
        break;
    }
    return true;
}

int WhoCanIndex::Reach::hops(std::uint32_t slot) const
{
    if (m_anyone)
        return 1;
    int least = never;
    const auto look = [&](const RoleWays &ways, const std::vector<GroupHops> &groups) {
        for (const std::uint32_t group : ways.groupsFor(slot)) {
            const std::uint8_t hops = groups[group].role == slot ? groups[group].other : groups[group].least;
            least = std::min<int>(least, hops == never ? never : hops + 1);
        }
    };
    look(m_index->m_assuming, m_assumingHops);
    look(m_index->m_passing, m_passingHops);
    return least;
}

int WhoCanIndex::Reach::hops(std::string_view arn) const
{
    if (m_anyone)
        return 1;
    const CompiledWorld::Data &data = m_index->m_world.data();
    if (const std::optional<std::uint32_t> slot = data.byArn->find(arn); slot && data.principals[*slot])
        return hops(*slot);
    int least = never;
    const auto look = [&](const std::vector<Slot> &roles) {
        for (const Slot role : roles)
            least = std::min<int>(least, m_hops[role] == never ? never : m_hops[role] + 1);
    };
    const auto lookAtThoseNaming = [&](const auto &named, const std::vector<Slot> &all) {
        look(all);
        if (const auto found = named.find(arn); found != named.end())
            look(found->second);
    };
    lookAtThoseNaming(m_index->m_ofProvider, m_index->m_ofAnyProvider);
    if (arn.find(':') == std::string_view::npos) // else no service's name
        lookAtThoseNaming(m_index->m_ofService, m_index->m_ofAnyService);
    return least;
}

std::optional<std::vector<std::uint32_t>> WhoCanIndex::Reach::mayBecome(std::string_view from) const
{
    const CompiledWorld::Data &data = m_index->m_world.data();
    const std::optional<std::uint32_t> asking = m_anyone ? std::nullopt : data.byArn->find(from);
    if (!asking || !data.principals[*asking])
        return std::nullopt;
    std::vector<Slot> roles = m_index->m_assuming.rolesFor(*asking);
    const std::vector<Slot> passed = m_index->m_passing.rolesFor(*asking);
    roles.insert(roles.end(), passed.begin(), passed.end());
    std::sort(roles.begin(), roles.end());
    roles.erase(std::unique(roles.begin(), roles.end()), roles.end());
    return roles;
}

} // namespace rolewright
