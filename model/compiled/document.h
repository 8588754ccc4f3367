// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compiled/actionset.h"
#include "compiled/condition.h"
#include "compiled/pattern.h"
#include "compiled/question.h"
#include "evaluate/answer.h"

#include <memory>
#include <optional>
#include <vector>

namespace rolewright {

/// An entry of a Principal element that has been taken apart once. Says what matchPrincipalEntry() says.
struct CompiledPrincipalEntry {
    const PrincipalEntry *source = nullptr;
    std::string_view text; ///< its value
    PrincipalType type = PrincipalType::Aws;
    std::string_view account; ///< of an account id or …:root
    std::string_view partition; ///< of …:root
    std::optional<Principal> named; ///< a user, role, session …

    explicit CompiledPrincipalEntry(const PrincipalEntry &entry);
};

/// A statement whose patterns and conditions have been read once. Says what Matcher::matchStatement() says, or that it isn't
/// sure.
class alignas(64) CompiledStatement
{
public:
    /// Adds the bits of its actions to `block`; settle() tells where they are once the document's other statements have added theirs.
    CompiledStatement(const Statement &statement, PolicyVersion version, std::vector<std::uint64_t> &block);
    void settle(const std::uint64_t *block) { m_block = block; }

    /// Of an action that the catalog knows, and of one of its services().
    bool coversKnown(ActionId action) const { return m_anyAction || m_actions.contains(action, m_block) != m_negatesAction; }
    bool coversAction(const Question &question) const
    {
        return (m_services & question.services) && (question.action.isKnown() ? coversKnown(question.action) : coversText(question.actionText));
    }
    // Each asks for the memory that the next step reads: coversKnown(), then matchesRest(), whose first texts are prefetched last.
    void prefetchActions() const { m_actions.prefetch(m_block); }
    void prefetchElements() const
    {
        __builtin_prefetch(m_resources.data());
        if (m_conditions.empty())
            return;
        __builtin_prefetch(m_conditions.data()); // they take two lines each
        __builtin_prefetch(reinterpret_cast<const char *>(m_conditions.data()) + 64);
    }
    void prefetchTexts() const
    {
        if (!m_resources.empty())
            __builtin_prefetch(m_resources.front().text.data());
        if (!m_conditions.empty())
            m_conditions.front().prefetchValues();
    }

    Match matches(const Question &question, PrincipalMatch *principalMatch) const;
    /// The same for one that coversAction().
    Match matchesRest(const Question &question, PrincipalMatch *principalMatch) const;
    /// Of one that coversAction(), when the question opensUntold and nothing else was unsure: which keys decide whether it matches.
    UntoldKeys untoldKeys(const Question &question) const;
    /// Of one that coversAction(): whether somebody's request with the question's resource may match, the caller and conditions aside.
    bool mayConcern(const Question &question) const;
    /// Adds the resources that it names; false when it has other patterns, a NotResource or no Resource element.
    bool namesResourcesOnly(std::vector<std::string> &resources) const;
    /// Allow, of every action on every resource, whoever asks for it and however.
    bool allowsEverything() const;
    /// Whether its Principal names a session of the role.
    bool namesSessionsOf(const Principal &role) const;
    /// Of its Resource or NotResource element.
    const std::vector<ResourcePattern> &resources() const { return m_resources; }
    const Statement &source() const { return *m_source; }
    Effect effect() const { return m_denies ? Effect::Deny : Effect::Allow; }
    bool namesPrincipals() const { return m_namesPrincipals; }
    /// That it may be about; see ActionSet::services().
    std::uint64_t services() const { return m_services; }

private:
    bool coversText(std::string_view action) const;
    Match matchesResource(const Question &question) const;
    Match matchesPrincipal(const Question &question, PrincipalMatch *match) const;

    // What is looked at of most statements stands in their first bytes.
    std::uint64_t m_services = ~std::uint64_t{0};
    const std::uint64_t *m_block = nullptr; ///< the document's
    ActionSet m_actions;
    std::vector<ResourcePattern> m_resources;
    bool m_anyAction = true; ///< has no Action element
    bool m_negatesAction = false; ///< NotAction
    bool m_denies = false;
    bool m_namesPrincipals = false;
    bool m_namesResources = false;
    bool m_negatesResource = false; ///< NotResource
    bool m_negatesPrincipal = false; ///< NotPrincipal
    const Statement *m_source;
    std::vector<CompiledPrincipalEntry> m_principals;
    std::vector<CompiledCondition> m_conditions;
};

/// A policy document made ready for matching. Keeps the document.
class CompiledDocument
{
public:
    explicit CompiledDocument(DocumentPtr document);
    CompiledDocument(const CompiledDocument &) = delete; // its statements refer to its block
    CompiledDocument &operator=(const CompiledDocument &) = delete;

    /// A bit for every PolicyKind that it can be used as.
    std::uint8_t usable() const { return m_usable; }
    const std::vector<CompiledStatement> &statements() const { return m_statements; }
    const DocumentPtr &document() const { return m_document; }
    /// All Allow statements' services.
    std::uint64_t allows() const { return m_allows; }
    /// All Deny statements' services.
    std::uint64_t denies() const { return m_denies; }
    /// Some statement does.
    bool allowsEverything() const { return m_allowsEverything; }
    /// Some statement looks at keys that only temporary credentials have: at MFA, or at when they were made.
    bool looksAtToken() const { return m_looksAtToken; }

private:
    std::vector<std::uint64_t> m_block; ///< of the statements' actions; see ActionSet::contains()
    std::vector<CompiledStatement> m_statements;
    DocumentPtr m_document;
    std::uint64_t m_allows = 0;
    std::uint64_t m_denies = 0;
    bool m_allowsEverything = false;
    bool m_looksAtToken = false;
    std::uint8_t m_usable = 0;
};
using CompiledDocumentPtr = std::shared_ptr<const CompiledDocument>;

} // namespace rolewright
