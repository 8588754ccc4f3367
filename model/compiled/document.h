// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compiled/actionset.h"
#include "compiled/condition.h"
#include "compiled/pattern.h"
#include "evaluate/answer.h"

#include <memory>
#include <optional>
#include <vector>

namespace rolewright {

class Question;

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
    const Statement &source() const { return *m_source; }
    Effect effect() const { return m_source->effect; }
    std::uint64_t services() const { return m_services; }

private:
    Match matchesResource(const Question &question) const;
    Match matchesPrincipal(const Question &question, PrincipalMatch *match) const;
    bool matchesAction(const Question &question) const;

    const Statement *m_source;
    PolicyVersion m_version;
    std::uint64_t m_services = ~std::uint64_t{0};
    ActionSet m_actions;
    std::vector<ResourcePattern> m_resources;
    std::vector<CompiledPrincipalEntry> m_principals;
    std::vector<CompiledCondition> m_conditions;
};

/// A policy document made ready for matching. Keeps the document.
class CompiledDocument
{
public:
    explicit CompiledDocument(DocumentPtr document);

    bool usableAs(PolicyKind kind) const { return m_document->usableAs(kind); }
    const std::vector<CompiledStatement> &statements() const { return m_statements; }
    const DocumentPtr &document() const { return m_document; }
    /// All statements' services; every bit when the document can't be used.
    std::uint64_t services() const { return m_services; }

private:
    DocumentPtr m_document;
    std::vector<CompiledStatement> m_statements;
    std::uint64_t m_services = 0;
};
using CompiledDocumentPtr = std::shared_ptr<const CompiledDocument>;

} // namespace rolewright
