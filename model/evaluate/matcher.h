// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/answer.h"
#include "policy/variables.h"

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace rolewright {

/// What made statements unknown: keys, and what isn't modelled.
struct UnknownCauses {
    std::set<std::string> keys; ///< of the context, marked unknown
    std::set<std::string> notModelled; ///< "multivaluedKey:aws:TagKeys", "canonicalUser", "federatedUserParent", "variableInNotResource:…"

    void merge(const UnknownCauses &other);
};

/// How a Matcher takes the keys whose values aren't known.
enum class UnknownKeys {
    Unknown, ///< those that the request marks unknown
    Absent, ///< all of them count as missing (for Answer::decision)
    AlsoUntold, ///< those of the request, and those that the workspace doesn't tell
};

/// What statements are matched against. Refers to the request; lives for one evaluation in one thread.
class Matcher
{
public:
    /// `callerRole`: see Layers.
    Matcher(const Request &request, UnknownKeys unknownKeys, const Untold &untold = {}, std::string_view callerRole = {});

    /// Whether a statement applies to the request: all of its elements match. With a trace every element is
    /// evaluated and recorded; without one it stops at the first that doesn't match.
    Truth matchStatement(const Statement &statement, PolicyVersion version, bool callerHasBoundary, PrincipalMatch *principalMatch,
                         StatementTrace *trace);

    /// Of all statements so far whose result was unknown.
    const UnknownCauses &causes() const { return m_causes; }
    /// Of the Deny statements among them.
    const UnknownCauses &denyCauses() const { return m_denyCauses; }
    /// Whether a statement looked at a key that the workspace doesn't tell.
    bool metUntold() const { return m_metUntold; }
    /// Something beside statements depends on the key: Unknown, or False where unknown keys count as missing.
    Truth dependOn(const ContextValue &unknown);

private:
    Truth matchAction(const Element<PolicyString> &element, ElementTrace *trace);
    Truth matchResource(const Element<PolicyString> &element, PolicyVersion version, ElementTrace *trace);
    Truth matchPrincipal(const Element<PrincipalEntry> &element, Effect effect, bool callerHasBoundary, PrincipalMatch *match,
                         ElementTrace *trace);
    Truth matchNotPrincipal(const Element<PrincipalEntry> &element, Effect effect, bool callerHasBoundary, ElementTrace *trace);
    Truth matchCondition(const ConditionEntry &entry, PolicyVersion version, ElementTrace *trace);

    const ContextValue *find(std::string_view key);
    const ContextValue *open(std::string_view key);
    Truth matchBeginning(const ConditionEntry &entry, PolicyVersion version, std::string_view begins, ElementTrace *trace);
    bool mayMatch(std::string_view pattern, PolicyVersion version);
    VariableValue lookUp(std::string_view key);

    const Request &m_request;
    UnknownKeys m_unknownKeys;
    Untold m_untold;
    std::string_view m_callerRole;
    std::map<std::string, ContextValue, std::less<>> m_opened; ///< untold keys, as met
    bool m_metUntold = false;
    UnknownCauses m_causes;
    UnknownCauses m_denyCauses;
    UnknownCauses m_pending; ///< of the statement that is being matched
    bool m_actionHasNoResource; ///< the catalog says so: statements need Resource "*"
};

/// Action names are ASCII and compared ignoring case: reference_policies_elements_action.
bool actionMatches(std::string_view pattern, std::string_view action);

/// For actions without resource-level permissions a statement needs Resource "*". Only S3's own examples also write
/// "arn:aws:s3:::*" (reference_policies_elements_condition_operators, "String condition operators").
bool coversWholeService(std::string_view pattern, std::string_view action);

/// How an entry of a Principal element names the caller. When it can't be told, `notModelled` gets the cause. `callerRole`: ARN of the
/// role whose session asks, path and all; empty: its path isn't known.
PrincipalMatch matchPrincipalEntry(const PrincipalEntry &entry, const Principal &caller, std::string_view callerRole, std::string *notModelled);

} // namespace rolewright
