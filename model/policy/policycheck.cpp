// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/policycheck.h"

#include "text/utf8.h"

#include <algorithm>

namespace rolewright {

namespace {

class Check
{
public:
    explicit Check(PolicyKind kind)
        : m_kind(kind)
    {
    }

    Diagnostics run(const Policy &policy)
    {
        for (const Statement &statement : policy.statements)
            check(statement);
        return std::move(m_found);
    }

private:
    bool isIdentityLike() const
    {
        return m_kind == PolicyKind::Identity || m_kind == PolicyKind::Boundary || m_kind == PolicyKind::Session
            || m_kind == PolicyKind::Scp;
    }

    void error(std::string code, Span span, std::vector<std::string> arguments = {})
    {
        m_found.push_back({Severity::Error, std::move(code), std::move(arguments), span});
    }

    void check(const Statement &statement)
    {
        if (isIdentityLike()) {
            if (statement.principal)
                error("principalNotAllowed", statement.principal->span);
            if (!statement.resource)
                error("missingResource", statement.span);
        } else if (!statement.principal) {
            error("missingPrincipal", statement.span);
        }
        if (m_kind == PolicyKind::Trust)
            checkTrust(statement);
        if (m_kind == PolicyKind::Rcp)
            checkRcp(statement);
        if (m_kind == PolicyKind::Rcp && !statement.resource)
            error("missingResource", statement.span);
    }

    void checkTrust(const Statement &statement)
    {
        if (statement.resource)
            error("resourceNotAllowed", statement.resource->span);
        // aws-iam-rules NP: NotPrincipal has no place in a trust policy.
        if (statement.principal && statement.principal->negated)
            error("notPrincipalNotAllowed", statement.principal->span);
    }

    /// Resource control policies are Deny only, for everyone; their one Allow is AWS's RCPFullAWSAccess.
    void checkRcp(const Statement &statement)
    {
        const auto isStar = [](const std::optional<Element<PolicyString>> &element) {
            return element && !element->negated && element->values.size() == 1 && element->values.front().text == "*";
        };
        const bool fullAccess = statement.effect == Effect::Allow && isStar(statement.action) && isStar(statement.resource)
            && statement.conditions.empty();
        if (statement.effect == Effect::Allow && !fullAccess)
            error("rcpAllow", statement.span);
        if (statement.action && statement.action->negated)
            error("rcpNotAction", statement.action->span);
        if (statement.principal
            && (statement.principal->negated || statement.principal->values.size() != 1
                || statement.principal->values.front().value.text != "*"))
            error("rcpPrincipal", statement.principal->span);
    }

    PolicyKind m_kind;
    Diagnostics m_found;
};

} // namespace

Diagnostics checkPolicy(const Policy &policy, PolicyKind kind)
{
    return Check(kind).run(policy);
}

} // namespace rolewright
