// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compiled/question.h"
#include "compiled/worlddata.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace rolewright {

/// What groups users and roles, by slot; nothing but slots of principals counts.
struct PrincipalGroups {
    std::vector<std::uint32_t> classes; ///< the same number for principals of one kind in one account with the same policies
    std::vector<std::uint32_t> accounts; ///< numbered from 0
    std::vector<std::uint32_t> kinds; ///< the same number for users, roles, service-linked roles of one account, from 0
    std::uint32_t accountCount = 0;
    static constexpr std::uint32_t kindsOfAccount = 3;
};

/// A request of which only the action, the resource and the keys that it holds are sure: who asks may have any session of the
/// role, with whatever name and tags, and the context may hold anything else. What is denied all the same is out of the question
/// for good, whoever asks what:
///
///     OpenQuestion assuming(data, request); // sts:AssumeRole on a role
///     if (!assuming.mayBeAllowed(slot)) … // no session of that user or role can assume it
///
/// Keys that follow from who the caller and the resource are count as known, so they mustn't be given otherwise: the caller's
/// ARN, account, type, organization and user name, tags of users and of the resource.
/// For one thread; refers to the compiled world.
class OpenQuestion
{
public:
    enum class Resource { Known, Any };

    /// The request's principal doesn't matter. Any: on something in the caller's account, its ARN is open.
    OpenQuestion(const CompiledWorld::Data &data, const PrincipalGroups &groups, Request request, Resource resource = Resource::Known);
    OpenQuestion(const OpenQuestion &) = delete;
    OpenQuestion &operator=(const OpenQuestion &) = delete;

    /// Of the user or role in that slot.
    bool mayBeAllowed(std::uint32_t slot);
    /// Of anybody of that one's account and kind, whatever the policies of its own.
    bool mayBeAllowedInAccount(std::uint32_t slot);

private:
    enum class Known : std::uint8_t { No, May, Never };

    bool ask(const CompiledPrincipal &principal, bool anyPolicies);

    const CompiledWorld::Data &m_data;
    const PrincipalGroups &m_groups;
    std::unordered_map<std::uint32_t, bool> m_known; ///< by class; where nothing else of the caller was looked at
    std::vector<Known> m_kinds; ///< by PrincipalGroups::kinds
    Request m_request;
    Question m_question;
    bool m_isKnown; ///< else nothing can be said
    bool m_isNamed; ///< a policy of the resource may name single principals
    bool m_isCallers = false; ///< the resource counts as the caller's account's
};

} // namespace rolewright
