// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/condition.h"
#include "text/diagnostic.h"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rolewright {

/// A string of a policy and where it stands, quotes included.
struct PolicyString {
    std::string text;
    Span span;
};

enum class Effect { Allow, Deny };

/// The word before the value in `"Principal": { "AWS": ... }`; Everyone is the bare `"*"`.
enum class PrincipalType { Everyone, Aws, Service, Federated, CanonicalUser };

struct PrincipalEntry {
    PrincipalType type = PrincipalType::Everyone;
    PolicyString value;
};

/// One element that lists values, positive or negated (Action/NotAction, Resource/NotResource).
template <typename T>
struct Element {
    bool negated = false;
    Span span; ///< of the element's value
    std::vector<T> values;
};

/// `{"StringEquals": {"aws:PrincipalTag/team": ["a", "b"]}}` is one entry per key.
struct ConditionEntry {
    ConditionOperator op; ///< parsed operator; what it doesn't know is an Error of the document
    PolicyString operatorText;
    PolicyString key;
    Span span; ///< key and values
    std::vector<PolicyString> values; ///< numbers and booleans as they are written
};

struct Statement {
    std::size_t index = 0; ///< from 0, in the order written
    Span span;
    std::optional<PolicyString> sid;
    Effect effect = Effect::Deny;
    std::optional<Element<PrincipalEntry>> principal;
    std::optional<Element<PolicyString>> action;
    std::optional<Element<PolicyString>> resource;
    std::vector<ConditionEntry> conditions;
};

/// Policy variables mean something in 2012-10-17 only. IAM User Guide, reference_policies_elements_version.
enum class PolicyVersion { V2008, V2012 };

struct Policy {
    PolicyVersion version = PolicyVersion::V2008; ///< V2008 also when Version is missing
    std::optional<PolicyString> id;
    std::vector<Statement> statements;
    std::vector<std::string> keys; ///< that some statement looks at (forEachKey), in lower case, sorted
};

/// Where a document is used; AWS's grammar differs: identity-like kinds have no Principal, a trust
/// policy has no Resource, an RCP is Deny only.
enum class PolicyKind { Identity, Boundary, Session, Resource, Trust, VpcEndpoint, Scp, Rcp };
inline constexpr std::size_t policyKindCount = 8;

/// A policy text and what the parser saw. Immutable, shared between everything that holds the same text.
/// The text is the truth: it is kept as typed, also while it isn't valid.
class PolicyDocument
{
public:
    /// Never fails: a text that can't be used has diagnostics and no policy.
    static std::shared_ptr<const PolicyDocument> parse(std::string text);

    const std::string &text() const { return m_text; }
    /// Null when the text has an Error whatever it is used for (not JSON, duplicate keys, unknown operator ...).
    const Policy *policy() const { return m_policy ? &*m_policy : nullptr; }
    /// Of the text itself, in the order of the text.
    const Diagnostics &diagnostics() const { return m_diagnostics; }
    /// Whether an evaluation may use it in that place; false means that the answer is inconclusive.
    bool usableAs(PolicyKind kind) const { return m_usable[static_cast<std::size_t>(kind)]; }
    /// diagnostics() and what only that kind forbids or asks for.
    Diagnostics diagnosticsAs(PolicyKind kind) const;

private:
    std::string m_text;
    std::optional<Policy> m_policy;
    Diagnostics m_diagnostics;
    std::array<bool, policyKindCount> m_usable{};
};

using DocumentPtr = std::shared_ptr<const PolicyDocument>;

} // namespace rolewright
