// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/principal.h"
#include "world/world.h"

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rolewright {

class CompiledWorld;

/// Whom a trust policy may let in by sts:AssumeRole or with a token or assertion, its conditions and Deny statements left aside.
struct TrustSummary {
    bool unknown = false; ///< there is no usable document
    bool everyone = false;
    std::vector<std::string> accounts;
    std::vector<std::string> names; ///< ARNs, unique ids and services as written
    std::vector<std::string> roles; ///< account/name of those named: their sessions match whatever path they are named with
    std::vector<std::string> providers; ///< Federated principals as written
    bool anyProvider = false;
};
TrustSummary summariseTrust(const DocumentPtr &document);

/// The ways in which a trust policy can name a principal: its ARN, its role's ARN, its unique id.
std::vector<std::string> namesOf(const World &world, const Principal &principal);

/// How a trust policy may reach a principal; a document that can't be used reaches everyone.
enum class TrustReach { No, Account, Everyone, Named };
TrustReach trustReach(const TrustSummary &summary, const Principal &principal, const std::vector<std::string> &names);

/// Every role of a world by whom it may trust, so that a search looks only at roles that can matter.
class TrustIndex
{
public:
    explicit TrustIndex(const World &world);
    /// Each role with its slot.
    explicit TrustIndex(const CompiledWorld &world);

    /// Of a world with the same roles, which trust whom they trusted before.
    void update(const World &world);

    static constexpr std::uint32_t noSlot = std::numeric_limits<std::uint32_t>::max();
    struct IndexedRole {
        EntityPtr entity;
        const Role *role = nullptr;
        TrustSummary trust;
        std::uint32_t slot = noSlot; ///< of the compiled world
    };
    const std::vector<IndexedRole> &roles() const { return m_roles; }
    /// Nothing when the world has no such role.
    std::optional<std::size_t> find(std::string_view arn) const;
    /// Roles whose trust policy may let the principal in, ascending; of a session also those that let other sessions of its role in.
    std::vector<std::size_t> trusting(const Principal &principal, const std::vector<std::string> &names) const;
    /// Whether the role is among those.
    bool trusts(std::size_t role, const Principal &principal, const std::vector<std::string> &names) const;
    /// The role in a slot of the compiled world; nothing for what isn't one.
    std::optional<std::size_t> inSlot(std::uint32_t slot) const;
    /// Roles whose trust policy may let a token or an assertion of the provider in, ascending.
    std::vector<std::size_t> trustingProvider(const std::string &provider) const;
    /// Roles of the account whose trust policy names a service, ascending.
    std::vector<std::size_t> trustingServices(const std::string &account) const;

private:
    std::vector<IndexedRole> m_roles;
    std::vector<std::size_t> m_bySlot; ///< number of the role; of all when there is none
    std::unordered_map<std::string, std::size_t> m_byArn;
    std::unordered_map<std::string, std::vector<std::size_t>> m_byAccount;
    std::unordered_map<std::string, std::vector<std::size_t>> m_byName;
    std::unordered_map<std::string, std::vector<std::size_t>> m_byRole; ///< by account/name of roles that are named, or of whose sessions some are
    std::unordered_map<std::string, std::vector<std::size_t>> m_byProvider;
    std::unordered_map<std::string, std::vector<std::size_t>> m_servicesByAccount;
    std::vector<std::size_t> m_anyProvider; ///< every provider, and documents that can't be used
    std::vector<std::size_t> m_anybody; ///< everyone, and documents that can't be used
};

} // namespace rolewright
