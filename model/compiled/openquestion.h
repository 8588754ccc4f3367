// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compiled/question.h"
#include "compiled/worlddata.h"

#include <cstdint>
#include <limits>
#include <unordered_map>
#include <vector>

namespace rolewright {

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

    /// Principals that are alike, by slot. Kept by who asks many questions.
    struct Classes {
        std::vector<std::uint32_t> policies; ///< the same number for principals of one kind in one account with the same policies
        std::vector<std::uint32_t> kinds; ///< kindOf()
    };
    /// The same number for those of one kind in one account, `open` for those of whom nothing can be said without their policies.
    static std::uint32_t kindOf(const CompiledPrincipal *principal);
    static constexpr std::uint32_t open = std::numeric_limits<std::uint32_t>::max();

    /// The request's principal doesn't matter. Any: on something in the caller's account, its ARN is open. `classes`: those that are
    /// alike are asked once; null: none are.
    OpenQuestion(const CompiledWorld::Data &data, const Classes *classes, Request request, Resource resource = Resource::Known);
    OpenQuestion(const OpenQuestion &) = delete;
    OpenQuestion &operator=(const OpenQuestion &) = delete;

    /// What was given is the asker's: a session on the way may have other tags and another age, and no session policies.
    static Request opened(const Request &asked);

    /// Of the user or role in that slot.
    bool mayBeAllowed(std::uint32_t slot);
    /// Of anybody of that one's account and kind, whatever the policies of its own.
    bool mayBeAllowedInAccount(std::uint32_t slot)
    {
        const std::uint32_t kind = m_classes ? m_classes->kinds[slot] : kindOf(m_data.principals[slot]);
        if (!m_isKnown || kind == open)
            return true;
        return m_kinds[kind] == Known::No ? findKind(slot, kind) : m_kinds[kind] == Known::May;
    }

private:
    enum class Known : std::uint8_t { No, May, Never };

    bool findKind(std::uint32_t slot, std::uint32_t kind);
    bool ask(const CompiledPrincipal &principal, bool anyPolicies);

    const CompiledWorld::Data &m_data;
    const Classes *m_classes;
    std::unordered_map<std::uint32_t, bool> m_known; ///< by class; where nothing else of the caller was looked at
    std::vector<Known> m_kinds; ///< of users, roles and service-linked roles of each account
    Request m_request;
    Question m_question;
    bool m_isKnown; ///< else nothing can be said
    bool m_isCallers = false; ///< the resource counts as the caller's account's
};

} // namespace rolewright
