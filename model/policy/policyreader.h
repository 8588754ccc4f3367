// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/policy.h"
#include "text/json.h"

namespace rolewright {

/// Reads the JSON of a policy into values with spans. Everything that AWS's grammar doesn't know is an Error,
/// never skipped: a misspelt Deny must not vanish.
/// Source: IAM User Guide, reference_policies_grammar.
class PolicyReader
{
public:
    explicit PolicyReader(Diagnostics &diagnostics)
        : m_diagnostics(diagnostics)
    {
    }

    /// The policy is meaningful only when no Error was added.
    Policy read(const json::Value &value);

private:
    void report(Severity severity, std::string code, Span span, std::vector<std::string> arguments = {});
    void readVersion(const json::Value &value, Policy &policy);
    void readStatements(const json::Value &value, Policy &policy);
    Statement readStatement(const json::Value &value, std::size_t index);
    void readEffect(const json::Value &value, Statement &statement);
    void readStrings(const json::Member &member, bool negated, std::optional<Element<PolicyString>> &element);
    void readPrincipal(const json::Member &member, bool negated, Statement &statement);
    void readPrincipalType(const json::Member &member, Element<PrincipalEntry> &element);
    void readConditions(const json::Value &value, Statement &statement);
    void readCondition(const json::Member &member, const PolicyString &operatorText, ConditionOperator op, Statement &statement);
    void checkActions(const Element<PolicyString> &element);
    void checkResources(const Element<PolicyString> &element);
    void checkSpellings(const std::vector<ConditionEntry> &conditions);
    void checkConditionValues(const ConditionEntry &entry);
    std::vector<PolicyString> strings(const json::Value &value, std::string_view element);

    Diagnostics &m_diagnostics;
    PolicyVersion m_version = PolicyVersion::V2008;
};

} // namespace rolewright
