// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/grants.h"

#include "policy/glob.h"
#include "routes/pattern.h"

#include <algorithm>

namespace rolewright {
namespace {

std::shared_ptr<const DocumentGrants> readDocument(const Policy &policy, std::string_view action)
{
    auto grants = std::make_shared<DocumentGrants>();
    for (const Statement &statement : policy.statements) {
        if (statement.effect != Effect::Allow || !mayCoverAction(statement, action))
            continue;
        if (!statement.resource || statement.resource->negated) {
            grants->all = true;
            continue;
        }
        for (const PolicyString &value : statement.resource->values) {
            if (value.text == "*")
                grants->all = true;
            else if (glob::hasWildcard(value.text) || value.text.find("${") != std::string::npos)
                grants->patterns.push_back(value.text);
            else
                grants->named.push_back(value.text);
        }
    }
    return grants;
}

} // namespace

GrantReach RoleGrants::reach(std::string_view roleArn) const
{
    GrantReach best = GrantReach::No;
    for (const auto &grants : m_documents) {
        if (std::find(grants->named.begin(), grants->named.end(), roleArn) != grants->named.end())
            return GrantReach::Named;
        const bool pattern = std::any_of(
            grants->patterns.begin(), grants->patterns.end(), [&](const std::string &text) { return mayMatch(text, roleArn); });
        if (pattern)
            best = GrantReach::Pattern;
        else if (grants->all)
            best = std::max(best, GrantReach::All);
    }
    return best;
}

std::vector<std::string> RoleGrants::named() const
{
    std::vector<std::string> result;
    for (const auto &grants : m_documents)
        result.insert(result.end(), grants->named.begin(), grants->named.end());
    return result;
}

bool RoleGrants::anyPattern() const
{
    return std::any_of(m_documents.begin(), m_documents.end(), [](const auto &grants) { return !grants->patterns.empty(); });
}

bool RoleGrants::all() const
{
    return std::any_of(m_documents.begin(), m_documents.end(), [](const auto &grants) { return grants->all; });
}

bool RoleGrants::any() const
{
    return unknown || !m_documents.empty();
}

GrantReader::GrantReader(std::string loweredAction)
    : m_action(std::move(loweredAction))
{
}

RoleGrants GrantReader::read(const Layers &layers)
{
    RoleGrants result;
    result.unknown = layers.principalUnknown;
    for (const LayerPolicy &policy : layers.identity) {
        if (!policy.document || !policy.document->policy() || !policy.document->usableAs(PolicyKind::Identity)) {
            result.unknown = true;
            continue;
        }
        auto &grants = m_known[policy.document.get()];
        if (!grants)
            grants = readDocument(*policy.document->policy(), m_action);
        if (grants->all || !grants->named.empty() || !grants->patterns.empty())
            result.m_documents.push_back(grants);
    }
    return result;
}

} // namespace rolewright
