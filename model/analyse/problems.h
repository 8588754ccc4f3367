// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/diagnostic.h"
#include "world/world.h"

#include <functional>
#include <string>
#include <vector>

namespace rolewright {

/// Something in the workspace that a person should look at: a document that can't be used, or one that
/// surely doesn't do what it seems to. Only what is certain is told: what the catalog merely doesn't
/// cover stays silent. Words are made in views/words/problemwords.
struct Problem {
    Severity severity = Severity::Warning;
    std::string code; ///< of a parser's Diagnostic or of a check in this directory
    std::vector<std::string> arguments; ///< the user's own input first
    DocumentRef where; ///< an empty name: the entity itself, not one of its documents
    EntityId entity;
    Span span; ///< bytes of the document
    LineColumn position;

    bool operator==(const Problem &) const = default;
};

/// Every problem of the workspace, entity by entity in the file's order, each document's in the order of
/// its text. `cancelled` is asked now and then; true stops with what was found so far.
std::vector<Problem> findProblems(const World &world, const std::function<bool()> &cancelled = {});

/// One entity's problems; `world` is what it is looked at in (attached policies, principals, accounts).
std::vector<Problem> findProblems(const Entity &entity, const World &world);

/// A document of an entity and what it is used for.
struct DocumentUse {
    DocumentRef where;
    DocumentPtr document;
    PolicyKind kind = PolicyKind::Identity;
};

/// The documents that an entity holds, in the order its page shows them; versions not in force too.
std::vector<DocumentUse> documentsOf(const Entity &entity);

/// What a document in that slot is used for (a resource's policy, a trust policy …).
PolicyKind policyKindOf(const Entity &entity, DocumentSlot slot);

} // namespace rolewright
