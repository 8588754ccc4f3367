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
    std::string_view account; ///< of an account id or …:root
    std::string_view partition; ///< of …:root
    std::optional<Principal> named; ///< a user, role, session …

    explicit CompiledPrincipalEntry(const PrincipalEntry &entry);
};

/// A statement whose patterns and conditions have been read once. Says what Matcher::matchStatement() says, or that it isn't
/// sure.
class CompiledStatement
{
public:
    /// What tells of most statements that they aren't about a question. Those of a document lie side by side.
    struct Head {
        std::uint64_t services = ~std::uint64_t{0}; ///< that it may be about; see ActionSet::services()
        ActionSet actions;
        bool anyAction = true; ///< has no Action element
        bool negatesAction = false; ///< NotAction
        bool denies = false;
        bool namesPrincipals = false;

        /// Of an action that the catalog knows. `service`: its ActionSet::serviceBit().
        bool covers(std::uint64_t service, ActionId action, const std::uint64_t *block) const
        {
            return (services & service) && coversAction(action, block);
        }
        /// The same of an action of one of its services.
        bool coversAction(ActionId action, const std::uint64_t *block) const { return anyAction || actions.contains(action, block) != negatesAction; }
    };

    /// Adds the bits of its actions to `block`, which stays where it is and is the document's.
    CompiledStatement(const Statement &statement, PolicyVersion version, std::vector<std::uint64_t> &block);

    const Head &head() const { return m_head; }
    bool coversAction(const Question &question) const;

    Match matches(const Question &question, PrincipalMatch *principalMatch) const;
    /// The same for one that coversAction().
    Match matchesRest(const Question &question, PrincipalMatch *principalMatch) const;
    /// Whether somebody's request with the question's action and resource may match: the caller and conditions aside.
    bool mayConcern(const Question &question) const;
    /// Adds the resources that it names; false when it has other patterns, a NotResource or no Resource element.
    bool namesResourcesOnly(std::vector<std::string> &resources) const;
    /// Allow, of every action on every resource, whoever asks for it and however.
    bool allowsEverything() const;
    /// Whether its Principal names a session of the role.
    bool namesSessionsOf(const Principal &role) const;
    const Statement &source() const { return *m_source; }
    Effect effect() const { return m_head.denies ? Effect::Deny : Effect::Allow; }
    std::uint64_t services() const { return m_head.services; }

private:
    Match matchesElements(const Question &question, PrincipalMatch *principalMatch) const;
    Match matchesResource(const Question &question) const;
    Match matchesPrincipal(const Question &question, PrincipalMatch *match) const;

    Head m_head;
    const std::vector<std::uint64_t> *m_block;
    PolicyVersion m_version;
    bool m_namesResources = false;
    bool m_negatesResource = false; ///< NotResource
    bool m_looksAtAssumable = false; ///< at keys that assumptionOf() knows, as far as can be told
    const Statement *m_source;
    std::vector<ResourcePattern> m_resources;
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

    /// Of the statements.
    const std::vector<CompiledStatement::Head> &heads() const { return m_heads; }
    /// For ActionSet::contains().
    const std::uint64_t *block() const { return m_block.data(); }

private:
    std::vector<CompiledStatement::Head> m_heads;
    std::vector<std::uint64_t> m_block;
    std::vector<CompiledStatement> m_statements;
    DocumentPtr m_document;
    std::uint64_t m_allows = 0;
    std::uint64_t m_denies = 0;
    bool m_allowsEverything = false;
    std::uint8_t m_usable = 0;
};
using CompiledDocumentPtr = std::shared_ptr<const CompiledDocument>;

} // namespace rolewright
