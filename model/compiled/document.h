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
    CompiledStatement(const Statement &statement, PolicyVersion version);

    Match matches(const Question &question, PrincipalMatch *principalMatch) const;
    /// Whether somebody's request with the question's action and resource may match: the caller and conditions aside.
    bool mayConcern(const Question &question) const;
    /// Adds the resources that it names; false when it has other patterns, a NotResource or no Resource element.
    bool namesResourcesOnly(std::vector<std::string> &resources) const;
    bool coversAction(const Question &question) const { return (m_services & question.services) && matchesAction(question); }
    /// Whether its Principal names a session of the role.
    bool namesSessionsOf(const Principal &role) const;
    const Statement &source() const { return *m_source; }
    Effect effect() const { return m_effect; }
    bool namesPrincipals() const { return m_namesPrincipals; }
    std::uint64_t services() const { return m_services; }

private:
    Match matchesElements(const Question &question, PrincipalMatch *principalMatch) const;
    Match matchesResource(const Question &question) const;
    Match matchesPrincipal(const Question &question, PrincipalMatch *match) const;
    bool matchesAction(const Question &question) const;

    // What is looked at first lies together.
    std::uint64_t m_services = ~std::uint64_t{0};
    Effect m_effect;
    PolicyVersion m_version;
    bool m_namesPrincipals;
    bool m_negatesAction = false; ///< NotAction
    bool m_namesResources = false;
    bool m_negatesResource = false; ///< NotResource
    bool m_anyAction = true; ///< has no Action element
    bool m_looksAtAssumable = false; ///< at keys that assumptionOf() knows, as far as can be told
    ActionSet m_actions;
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

    /// A bit for every PolicyKind that it can be used as.
    std::uint8_t usable() const { return m_usable; }
    const std::vector<CompiledStatement> &statements() const { return m_statements; }
    const DocumentPtr &document() const { return m_document; }
    /// All statements' services.
    std::uint64_t services() const { return m_services; }

private:
    DocumentPtr m_document;
    std::vector<CompiledStatement> m_statements;
    std::uint64_t m_services = 0;
    std::uint8_t m_usable = 0;
};
using CompiledDocumentPtr = std::shared_ptr<const CompiledDocument>;

} // namespace rolewright
