// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analyse/roleways.h"
#include "analyse/whocanpeople.h"
#include "compiled/compiledworld.h"
#include "compiled/openquestion.h"
#include "policy/timemarks.h"
#include "routes/trustindex.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace rolewright {

class CompiledDocument;
class CompiledStatement;
class PolicyList;
class Question;
struct ChangedPolicies;
struct CompiledPrincipal;
struct CompiledPrincipalEntry;
struct ComputeService;

/// Whom trust policies of the world's roles name beside its own users and roles.
struct TrustedOutside {
    static constexpr auto anyAccount = "arn:aws:iam::*:root"; ///< everyone, in any account

    std::set<std::string> services;
    std::set<std::string> providers; ///< as written
    std::map<std::string, std::vector<std::string>> outsiders; ///< ARNs of principals and, as root, of accounts that aren't in the world; roles that trust them
};
TrustedOutside trustedOutside(const World &world);

/// From an action and a resource to whom some policy may allow it, and from a role to who may become it. Made once for a world,
/// asked for every question, so that a search looks only at those who can matter. Everything here errs on one side: who is left
/// out is surely denied; who isn't has to be asked. Conditions count as met, but for those on who asks (OpenQuestion).
/// For one thread at a time: it keeps which statements allow an action that was asked.
class WhoCanIndex
{
public:
    explicit WhoCanIndex(CompiledWorld world);

    /// For a world that edits made of this one's. The users and roles whose own policies changed; nothing, and no change, where
    /// more may have: roles that trust others than before, entities that came or went, the organization.
    std::optional<ChangedPolicies> update(CompiledWorld world);

    static constexpr std::uint8_t never = 0xFF;

    /// For one question.
    class Reach
    {
    public:
        /// Whether nothing is said: everyone has to be asked.
        bool isAnyone() const { return m_anyone; }
        /// Slots of users and roles whose own requests, or those of some of their sessions, may be anything but denied: all of them, and
        /// until settle() perhaps others.
        const std::vector<std::uint32_t> &mayBeAllowed() const { return m_may; }
        /// Whether the resource's policy may name others than the world's users and roles.
        bool mayNameOthers() const { return m_anyone || m_hasPolicy; }
        /// Whether somebody who isn't a user or role may be anything but denied.
        bool mayBeAllowed(const WhoCanPerson &other) const;
        /// Whether nobody is surely allowed, because the resource's policy isn't known or can't be used.
        bool isOpen() const { return m_isOpen; }

        /// For chains of roles: leaves out those whose sessions are all denied, but for `sure` ones, and measures the chains. What
        /// follows asks for this first.
        void settle(const std::function<bool(std::uint32_t slot)> &sure);
        bool isSettled() const { return m_anyone || !m_hops.empty(); }
        bool mayBeAllowed(std::uint32_t slot) const { return m_anyone || m_isMarked[slot]; }
        /// The least number of roles that the user, role, service or identity provider may have to become one after the other, at least one, to get
        /// where it may be allowed; `never` when no chain leads there.
        int hops(std::string_view arn) const;
        /// The same of a user or role, by its slot.
        int hops(std::uint32_t slot) const;
        /// Users and roles that some chain leads there, and those that may be allowed themselves.
        const std::vector<std::uint32_t> &reached() const { return m_reached; }
        /// The same for sessions of a role, by its slot: 0 when they themselves may be allowed.
        int hopsFromRole(std::uint32_t slot) const { return m_anyone || slot >= m_hops.size() ? 0 : m_hops[slot]; }
        /// Slots of the roles that the user or role may become, by any kind of hop, whatever was asked, ascending; nothing for others, and where
        /// nothing is said.
        std::optional<std::vector<std::uint32_t>> mayBecome(std::string_view from) const;

    private:
        friend class WhoCanIndex;
        explicit Reach(const WhoCanIndex *index)
            : m_index(index)
        {
        }

        /// Whom the resource's policy may allow beside the users and roles of the world.
        struct Named {
            bool everyone = false;
            bool aws = false; ///< some principal of AWS that isn't a service
            bool tokens = false; ///< requests with a provider's token or assertion, too
            std::set<std::string, std::less<>> texts; ///< services and providers as written
        };

        const WhoCanIndex *m_index; ///< outlives this
        bool m_anyone = false;
        bool m_isOpen = false;
        bool m_hasPolicy = false; ///< of the resource
        Named m_named;
        std::string m_resourceAccount; ///< empty: counts as the caller's
        std::vector<std::string> m_federating; ///< accounts whose users may become a federated user that the resource's policy names
        std::unique_ptr<OpenQuestion> m_open; ///< until it is settled
        std::vector<bool> m_isMarked; ///< by slot: in m_may
        std::vector<std::uint32_t> m_may;
        std::vector<std::uint8_t> m_hops; ///< by slot: 0 where allowed, else as hops()
        /// Of the roles of a group of RoleWays, as m_hops.
        struct GroupHops {
            std::uint32_t role = 0; ///< that has the least
            std::uint8_t least = never;
            std::uint8_t other = never; ///< the least of the others
        };
        std::vector<GroupHops> m_assumingHops;
        std::vector<GroupHops> m_passingHops;
        std::vector<std::uint32_t> m_reached;
    };
    Reach reach(const Request &question) const;

    const CompiledWorld &world() const { return m_world; }
    /// Whether some policy may look at the name of a role's session on the way to the action.
    bool sessionNamesMatter(std::string_view action) const;
    /// Whether no condition on the time can have changed its mind between these two moments, in seconds since 1970.
    bool isSameTime(std::int64_t from, std::int64_t to) const { return m_times.isSameTime(from, to); }
    const TrustedOutside &trusted() const { return m_trusted; }

private:
    using Slot = std::uint32_t;
    struct Document {
        const CompiledDocument *document = nullptr;
        std::vector<Slot> principals; ///< whose identity policies it is among
    };

    /// Documents with an Allow for one action.
    struct Granting {
        struct Wide {
            const Document *document = nullptr;
            bool isAny = false; ///< counts for every role, whatever its resources are
            std::vector<Slot> principals; ///< of one account
        };
        std::string action;
        std::unordered_map<std::string, std::vector<const Document *>> named; ///< by a resource that they name without wildcards
        std::vector<std::vector<Wide>> wide; ///< the others, by account
    };
    class Marker;

    /// An Allow for one action.
    struct Allowing {
        std::size_t document; ///< among the documents
        const CompiledStatement *statement;
    };

    class Start;

    /// Whom a trust policy may let in.
    struct Trusting {
        bool anybody = false; ///< its document can't be used
        bool everyone = false;
        bool anyService = false;
        std::vector<std::uint32_t> accounts; ///< numbers, of the world's
        std::vector<Slot> named;
        std::vector<std::string> services;
        TrustSummary summary;

        bool letsPrincipalsIn() const { return anybody || everyone || !accounts.empty() || !named.empty(); }
    };

    std::uint32_t accountOf(Slot principal) const;
    void forget(Slot principal, const CompiledPrincipal &before, bool hopsToo);
    void addDocuments(Slot principal);
    void addNames(const DocumentPtr &document);
    bool mayGrant(Slot principal, std::string_view action) const;
    void addHops(const std::vector<Slot> &principals);
    void classify();
    void indexDocuments();
    void indexRoles();
    void groupRoles();
    bool tellRolesApart(const CompiledDocument &document, bool isEverybodys);
    void findVarying(Slot principal);
    bool mayHop(OpenQuestion &open, Slot principal) const { return std::binary_search(m_varying.begin(), m_varying.end(), principal) || open.mayBeAllowed(principal); }
    Trusting readTrust(const PolicyList &policy, const DocumentPtr &document) const;
    void addTrusted(Trusting &trusting, const CompiledStatement &statement) const;
    std::optional<std::vector<Slot>> askersNamed(const Statement &statement) const;
    const Trusting &trusting(Slot role) const { return m_trusts[m_trustOf[role]]; }
    std::vector<const ComputeService *> servicesOf(Slot role) const;
    std::optional<Slot> slotNamed(const CompiledPrincipalEntry &entry) const;
    std::vector<Slot> trustedBy(Slot role, const Granting &assuming) const;
    std::vector<Slot> passedBy(Slot role, const std::vector<Slot> &granted, std::vector<Start> &starts) const;
    Granting granting(std::string_view action) const;
    std::vector<Slot> grantedTo(const Granting &granting, const std::string &resource, const std::vector<std::uint32_t> &accounts) const;
    static bool mayAllow(const CompiledDocument &document, const Question &question);
    const std::vector<Allowing> &allowing(const Question &question) const;
    void markNamed(const CompiledDocument &document, const Question &question, Marker &marker, Reach &reach) const;
    void measure(Reach &reach) const;
    static void measure(Reach &reach, const RoleWays &ways, std::vector<Reach::GroupHops> &hops, Slot role);

    CompiledWorld m_world;
    OpenQuestion::Classes m_classes;
    Slot m_classCount = 0;
    std::vector<Document> m_documents;
    std::unordered_map<const CompiledDocument *, std::size_t> m_places; ///< among the documents
    mutable std::unordered_map<std::string, std::vector<Allowing>> m_allowing; ///< by action, as asked
    std::vector<Trusting> m_trusts; ///< by trust policy
    std::vector<std::uint32_t> m_trustOf; ///< by slot of the role: among them
    std::vector<Slot> m_uncertain; ///< principals with a policy whose text can't be used
    std::vector<std::vector<Slot>> m_byAccount; ///< principals, by account in the header's order
    bool m_isOrganizationUsable = true; ///< every policy of the organization can be used
    RoleWays m_assuming; ///< with sts:AssumeRole
    RoleWays m_passing; ///< by starting a service
    std::unordered_set<const CompiledDocument *> m_withVariables; ///< of principals: variables of theirs may tell apart roles that are assumed or passed; perhaps some that are gone
    std::vector<Slot> m_varying; ///< principals with such a one: they count as if they may become all of a group
    bool m_roleTagsMatter = false; ///< some policy looks at tags of roles that are assumed
    std::map<std::string, std::vector<Slot>, std::less<>> m_ofService; ///< roles that trust it
    std::vector<Slot> m_ofAnyService; ///< roles that may trust every one, some more than once
    std::map<std::string, std::vector<Slot>, std::less<>> m_ofProvider; ///< roles that trust it
    std::vector<Slot> m_ofAnyProvider; ///< roles that may trust every one
    TrustedOutside m_trusted;
    std::vector<std::pair<DocumentPtr, const Statement *>> m_naming; ///< statements that look at names of sessions; perhaps some that are gone
    std::size_t m_namesAtFirst = 0;
    std::size_t m_groupsAtFirst = 0; ///< of roles; edits only make more
    TimeMarks m_times;
};

} // namespace rolewright
