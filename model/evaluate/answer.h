// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/layers.h"
#include "evaluate/request.h"
#include "evaluate/rules.h"

#include <cstdint>
#include <string>
#include <vector>

namespace rolewright {

/// Three-valued truth: Unknown when an unknown key or an unusable document decides.
/// In an order in which "and" is the lesser and "or" the greater of two: see truth.h.
enum class Truth : std::uint8_t { False, Unknown, True };

enum class Decision { ImplicitDeny, ExplicitDeny, Allowed };
enum class Verdict { Denied, Allowed, Depends };

enum class ElementKind { Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition };

/// Why an element matched or not. Words for each are made in views/words.
enum class MatchReason {
    Matched,
    NoPatternMatched, ///< none of the listed values matched the request's
    ExcludedByList, ///< a Not… element lists it
    NoPrincipalMatched,
    KeyMissing, ///< the condition key isn't in the request
    KeyUnknown, ///< the condition key is unknown
    ValueMismatch, ///< the key is there; no value satisfies the operator
    ValueNotOfType, ///< the request's value isn't a number, date, address … as the operator needs
    VariableUnresolved, ///< a policy variable has no value in this request
    MultivaluedKey, ///< a single-valued operator met a key with several values
    Vacuous, ///< true because the key is missing: IfExists, a negated operator, ForAllValues
    NotModelled, ///< can't be told from what is modelled (canonical user ids, a federated user's parent)
};

/// One listed value against the request.
struct ValueTrace {
    Span span; ///< of the value in the document
    std::string pattern; ///< with its variables replaced
    Truth matched = Truth::False;
};

struct ElementTrace {
    ElementKind kind = ElementKind::Action;
    Truth matched = Truth::False;
    MatchReason reason = MatchReason::Matched;
    Span span; ///< of the element's value in the document
    std::string key; ///< Condition: the context key
    std::string op; ///< Condition: the operator as written
    std::vector<std::string> requestValues; ///< what the request has: action, resource, principal, key's values
    std::vector<ValueTrace> values;
};

/// How a resource policy's Principal reached the caller; it decides which other layers still limit it.
enum class PrincipalMatch {
    None,
    Everyone, ///< "*"
    Account, ///< the account id or its :root; delegates to that account's policies
    Role, ///< the role of the session
    Exact, ///< user, session, federated user, root, service, provider named as itself
};

struct StatementTrace {
    std::size_t index = 0;
    std::string sid;
    Effect effect = Effect::Deny;
    Span span;
    Truth matched = Truth::False;
    PrincipalMatch principalMatch = PrincipalMatch::None; ///< of policies that have a Principal
    std::vector<ElementTrace> elements; ///< in the order AWS lists them; all are evaluated

    /// The first element that didn't match, or null.
    const ElementTrace *firstFailed() const;
};

struct PolicyTrace {
    LayerPolicy policy;
    bool usable = true; ///< false: the document can't be used here, see its diagnostics; or its text isn't known
    std::vector<StatementTrace> statements;
};

enum class LayerOutcome {
    NotInForce,
    Allowed,
    Silent, ///< in force, nothing in it allows
    Denied, ///< a Deny statement matched
    Unknown, ///< depends on unknown keys or on documents that can't be used
    Skipped, ///< in force but doesn't apply to this caller (told by a rule)
};

struct LayerTrace {
    Layer layer = Layer::Identity;
    LayerOutcome outcome = LayerOutcome::NotInForce;
    std::string level; ///< scp, rcp: the level's name; else empty
    std::vector<PolicyTrace> policies;
};

/// A statement that decided, as contract.md lists them.
struct StatementRef {
    Layer layer = Layer::Identity;
    std::string policy;
    DocumentRef where;
    std::size_t index = 0;
    std::string sid;
    Effect effect = Effect::Deny;
    Span span;
};

/// Why an answer is inconclusive beside unknown keys.
struct Inconclusive {
    enum class Reason {
        UnusableDocument, ///< subject: the policy's name
        MissingDocument, ///< an attached policy that neither the export nor the library holds
        UnknownPrincipal, ///< subject: its ARN
        UnknownResourcePolicy, ///< subject: the resource's ARN
        ContradictingEntries, ///< the workspace holds two contradicting entries of one ARN; subject: the ARN
        NotModelled, ///< subject: what isn't modelled
    };
    Reason reason = Reason::NotModelled;
    Layer layer = Layer::Identity;
    std::string subject;
};

struct Answer {
    Decision decision = Decision::ImplicitDeny; ///< with the unknown keys absent
    Verdict verdict = Verdict::Denied;
    std::vector<Layer> blockedBy; ///< the layers that deny, or would have to allow and don't
    std::vector<StatementRef> statements; ///< the statements that decide
    std::vector<std::string> dependsOn; ///< unknown keys that decide, sorted
    std::vector<Inconclusive> inconclusive;
    std::vector<Assumption> assumptions; ///< taken for granted, each once
    std::vector<RuleId> rules; ///< documented rules that were applied, each once
    Request request; ///< as evaluated: with the derived context
    /// What isn't allowed, when that isn't the request's own action but one that it asks for beside: "sts:TagSession",
    /// "sts:SetSourceIdentity". The layers and what blocks are of that one then.
    std::string companion;
    bool crossAccount = false;
    /// A request about several resources: the answer for each, in order; the rest of this answer is that of the resource that
    /// decides (the first that is denied, else the first that depends), or what all allows rest on.
    std::vector<Answer> each;
    std::vector<LayerTrace> layers; ///< scp and rcp: one per level; filled only when explained
};

} // namespace rolewright
