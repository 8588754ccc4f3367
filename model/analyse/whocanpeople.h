// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compiled/compiledworld.h"
#include "evaluate/request.h"
#include "world/world.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace rolewright {

struct TrustedOutside;

/// Somebody whom "who can …" is asked about.
struct WhoCanPerson {
    enum class Kind {
        User,
        Role,
        Root, ///< the root user of an account of the workspace
        OutsideAccount, ///< an account that isn't in the workspace and that the resource's policy, or a role's trust policy, names: its policies decide who
        AnyAccount, ///< whoever some account lets: a role's trust policy names everyone
        Outside, ///< another principal that the policy names and the workspace doesn't hold
        Session, ///< a role's session, or a federated user, of the workspace whom the policy names: others of that role may not do it
        Service, ///< an AWS service that the policy, or the trust policy of some role, names
        Provider, ///< whoever brings a token or assertion of an identity provider, as far as conditions let in
        Anyone, ///< an unsigned request
    };
    Kind kind = Kind::User;
    std::string arn;
    EntityId entity; ///< none: not in the workspace
    std::string account;

    bool operator==(const WhoCanPerson &) const = default;
};

/// Everybody whom a question is about, always in the same order: users, roles and root users of each account, then those from
/// outside, providers last. Lists are made once for a world and shared by its questions; immutable, so copies cost a pointer.
class WhoCanPeople
{
public:
    using List = std::shared_ptr<const std::vector<WhoCanPerson>>;
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

    WhoCanPeople() = default;
    WhoCanPeople(const CompiledWorld &world, const TrustedOutside &trusted);

    /// The same with those whom the resource's own policy names.
    WhoCanPeople withNamed(const World &world, const Request &question, const TrustedOutside &trusted) const;

    std::size_t size() const { return m_own ? m_own->size() + m_others->size() : 0; }
    const WhoCanPerson &operator[](std::size_t row) const { return row < m_own->size() ? (*m_own)[row] : (*m_others)[row - m_own->size()]; }
    const List &own() const { return m_own; } ///< of the world's accounts: the first rows
    const List &others() const { return m_others; } ///< the rows after them

    /// Between rows and the compiled world's slots of users and roles; `none` where there is none.
    std::uint32_t rowOf(std::uint32_t slot) const { return m_numbers->rowBySlot[slot]; }
    std::uint32_t slotOf(std::size_t row) const { return row < m_own->size() ? m_numbers->slotByRow[row] : none; }
    const std::vector<std::uint32_t> &roots() const { return m_numbers->roots; } ///< rows of root users

    /// Whether it is the same list of the same people.
    bool sameAs(const WhoCanPeople &other) const { return m_own == other.m_own && m_others == other.m_others; }

private:
    struct Numbers {
        std::vector<std::uint32_t> rowBySlot;
        std::vector<std::uint32_t> slotByRow;
        std::vector<std::uint32_t> roots;
    };

    List m_own;
    List m_others;
    std::shared_ptr<const Numbers> m_numbers;
};

} // namespace rolewright
