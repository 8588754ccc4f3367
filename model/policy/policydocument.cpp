// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/policy.h"

#include "policy/policycheck.h"
#include "policy/policykeys.h"
#include "policy/policyreader.h"
#include "text/json.h"
#include "text/utf8.h"

#include <algorithm>

namespace rolewright {
namespace {

std::vector<std::string> keysOf(const Policy &policy)
{
    std::vector<std::string> keys;
    for (const Statement &statement : policy.statements)
        forEachKey(statement, policy.version, [&](std::string_view key) { keys.push_back(lowered(key)); });
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    return keys;
}

} // namespace

std::shared_ptr<const PolicyDocument> PolicyDocument::parse(std::string text)
{
    auto document = std::make_shared<PolicyDocument>();
    document->m_text = std::move(text);
    json::Parsed parsed = json::parse(document->m_text);
    document->m_diagnostics = std::move(parsed.diagnostics);
    if (parsed.value) {
        PolicyReader reader(document->m_diagnostics);
        Policy policy = reader.read(*parsed.value);
        if (!hasErrors(document->m_diagnostics)) {
            policy.keys = keysOf(policy);
            document->m_policy = std::move(policy);
        }
    }
    if (document->m_policy) {
        for (std::size_t kind = 0; kind < policyKindCount; ++kind)
            document->m_usable[kind] = !hasErrors(checkPolicy(*document->m_policy, static_cast<PolicyKind>(kind)));
    }
    return document;
}

Diagnostics PolicyDocument::diagnosticsAs(PolicyKind kind) const
{
    Diagnostics result = m_diagnostics;
    if (m_policy) {
        Diagnostics more = checkPolicy(*m_policy, kind);
        result.insert(result.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    }
    return result;
}

} // namespace rolewright
