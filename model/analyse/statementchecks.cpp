// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/documentchecks.h"

#include <algorithm>
#include <set>

namespace rolewright::checks {
namespace {

/// IAM User Guide, reference_policies_elements_sid: letters and digits in identity-based policies; other services'
/// policies may allow more.
bool allowsOnlyLettersAndDigits(PolicyKind kind)
{
    return kind == PolicyKind::Identity || kind == PolicyKind::Boundary || kind == PolicyKind::Session || kind == PolicyKind::Trust
        || kind == PolicyKind::Scp || kind == PolicyKind::Rcp;
}

bool isLetterOrDigit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool hasVariable(const PolicyString &value)
{
    const std::size_t begin = value.text.find("${");
    return begin != std::string::npos && value.text.find('}', begin) != std::string::npos;
}

} // namespace

void statements(const Policy &policy, PolicyKind kind, Diagnostics &found)
{
    std::set<std::string> sids;
    for (const Statement &statement : policy.statements) {
        if (!statement.sid || statement.sid->text.empty())
            continue;
        const PolicyString &sid = *statement.sid;
        if (!sids.insert(sid.text).second)
            found.push_back({Severity::Warning, "duplicateSid", {sid.text}, sid.span});
        if (allowsOnlyLettersAndDigits(kind) && !std::all_of(sid.text.begin(), sid.text.end(), isLetterOrDigit))
            found.push_back({Severity::Warning, "invalidSid", {sid.text}, sid.span});
    }
}

void variables(const Policy &policy, Diagnostics &found)
{
    // IAM User Guide, reference_policies_elements_version: before 2012-10-17 "${aws:username}" is plain text.
    if (policy.version != PolicyVersion::V2008)
        return;
    const auto check = [&](const std::vector<PolicyString> &values) {
        for (const PolicyString &value : values) {
            if (hasVariable(value))
                found.push_back({Severity::Warning, "variableNeedsVersion", {value.text}, value.span});
        }
    };
    for (const Statement &statement : policy.statements) {
        if (statement.resource)
            check(statement.resource->values);
        for (const ConditionEntry &entry : statement.conditions)
            check(entry.values);
    }
}

} // namespace rolewright::checks
