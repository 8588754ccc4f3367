// SPDX-License-Identifier: GPL-3.0-or-later
// What WhoCanIndex says to one question.
#include "analyse/whocanindex.h"

#include "compiled/decision.h"
#include "compiled/document.h"
#include "compiled/question.h"

#include <algorithm>

namespace rolewright {

/// Users and roles that may be allowed, each once.
class WhoCanIndex::Marker
{
public:
    Marker(const WhoCanIndex &index, const Request &asked, Reach &reach)
        : m_index(index)
        , m_open(index.m_world.data(), index.m_groups, opened(asked))
        , m_reach(reach)
    {
        m_reach.m_isMarked.assign(index.m_world.data().principals.size(), false);
    }

    void mark(Slot slot)
    {
        if (!m_reach.m_isMarked[slot] && m_open.mayBeAllowedInAccount(slot))
            add(slot);
    }

    void mark(const std::vector<Slot> &slots)
    {
        for (const Slot slot : slots)
            mark(slot);
    }

    /// Empty: of all accounts.
    void markAccount(std::string_view account)
    {
        for (const auto &[id, number] : m_index.m_accountNumbers) {
            if (account.empty() || id == account)
                mark(m_index.m_byAccount[number]);
        }
    }

    /// Its users may become a federated user whom the resource's policy names: which isn't asked here.
    void markFederating(std::string_view account) { m_federating.emplace_back(account); }

    /// Those are left that aren't denied whatever their sessions are.
    void sift()
    {
        std::erase_if(m_reach.m_may, [this](Slot slot) {
            const bool may = m_open.mayBeAllowed(slot);
            m_reach.m_isMarked[slot] = may;
            return !may;
        });
        for (const std::string &account : m_federating) {
            const auto number = m_index.m_accountNumbers.find(account);
            for (std::size_t i = 0; number != m_index.m_accountNumbers.end() && i < m_index.m_byAccount[number->second].size(); ++i) {
                if (const Slot slot = m_index.m_byAccount[number->second][i]; !m_reach.m_isMarked[slot])
                    add(slot);
            }
        }
    }

private:
    /// Sessions have keys of their own in place of those that are given.
    static Request opened(const Request &asked)
    {
        Request request = asked;
        for (const auto &[lowered, value] : asked.context.entries())
            request.context.setUnknown(value.name);
        return request;
    }

    void add(Slot slot)
    {
        m_reach.m_isMarked[slot] = true;
        m_reach.m_may.push_back(slot);
    }

    const WhoCanIndex &m_index;
    OpenQuestion m_open;
    Reach &m_reach;
    std::vector<std::string> m_federating; ///< accounts
};

bool WhoCanIndex::mayAllow(const CompiledDocument &document, const Question &question)
{
    return std::any_of(document.statements().begin(), document.statements().end(),
                       [&](const CompiledStatement &statement) { return statement.effect() == Effect::Allow && statement.mayConcern(question); });
}

/// Those that the resource's policy may allow it without a policy of their own: users and roles of its account (the question's
/// resourceAccount; empty when it counts as the caller's, whoever asks), and others.
void WhoCanIndex::markNamed(const CompiledDocument &document, const Question &question, Marker &marker, Reach &reach) const
{
    const CompiledWorld::Data &data = m_world.data();
    const auto markEveryone = [&] {
        reach.m_named.everyone = true;
        marker.markAccount(question.resourceAccount);
    };
    for (const CompiledStatement &statement : document.statements()) {
        if (statement.effect() != Effect::Allow || !statement.mayConcern(question))
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
                marker.markFederating(named.named->account);
                continue;
            }
            const bool isPrincipal = entry.type == PrincipalType::Aws && named.named
                && (named.named->kind == PrincipalKind::User || named.named->kind == PrincipalKind::Role || named.named->kind == PrincipalKind::RoleSession);
            if (!isPrincipal) {
                markEveryone();
                continue;
            }
            const EntityPtr of = named.named->kind == PrincipalKind::RoleSession
                ? data.world.findByName(named.named->account, EntityKind::Role, named.named->name)
                : data.world.findByArn(text);
            const std::optional<std::uint32_t> slot = of ? data.byArn->find(of->arn()) : std::nullopt;
            if (slot && data.principals[*slot])
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
    Marker marker(*this, asked, reach);
    if (reach.m_isOpen)
        marker.markAccount(question.resourceAccount);
    else if (policy)
        markNamed(*policy->document, question, marker, reach);
    for (const Document &document : m_documents) {
        if ((document.services & question.services) && mayAllow(*document.document, question))
            marker.mark(document.principals);
    }
    marker.mark(m_uncertain);
    marker.sift();
    measure(reach);
    return reach;
}

/// Breadth first, from those who may be allowed to those who may become them.
void WhoCanIndex::measure(Reach &reach) const
{
    reach.m_hops.assign(m_world.data().principals.size(), never);
    reach.m_reached = reach.m_may;
    for (const Slot slot : reach.m_may)
        reach.m_hops[slot] = 0;
    for (std::size_t next = 0; next < reach.m_reached.size(); ++next) {
        const Slot role = reach.m_reached[next];
        for (const Slot from : m_intoRole[role]) {
            if (reach.m_hops[from] == never && reach.m_hops[role] + 1 < never) {
                reach.m_hops[from] = static_cast<std::uint8_t>(reach.m_hops[role] + 1);
                reach.m_reached.push_back(from);
            }
        }
    }
}

bool WhoCanIndex::Reach::mayBeAllowed(const Principal &outsider) const
{
    if (m_anyone || m_named.everyone)
        return true;
    switch (outsider.kind) {
    case PrincipalKind::Service:
    case PrincipalKind::OidcProvider:
    case PrincipalKind::SamlProvider:
        return m_named.texts.contains(outsider.arn);
    case PrincipalKind::Anonymous:
        return true;
    default:
        // Of the resource's account, or named by its policy.
        return m_named.aws || m_resourceAccount.empty() || outsider.account == m_resourceAccount;
    }
}

int WhoCanIndex::Reach::hops(std::uint32_t slot) const
{
    if (m_anyone)
        return 1;
    int least = never;
    for (const Slot role : m_index->m_fromPrincipal[slot])
        least = std::min<int>(least, m_hops[role] == never ? never : m_hops[role] + 1);
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

bool WhoCanIndex::Reach::mayBecome(std::string_view from, std::string_view role) const
{
    const auto &slots = *m_index->m_world.data().byArn;
    const std::optional<std::uint32_t> asking = m_anyone ? std::nullopt : slots.find(from);
    const std::optional<std::uint32_t> target = asking ? slots.find(role) : std::nullopt;
    if (!target || !m_index->m_world.data().principals[*asking])
        return true;
    const std::vector<Slot> &roles = m_index->m_fromPrincipal[*asking];
    return std::binary_search(roles.begin(), roles.end(), *target);
}

} // namespace rolewright
