// SPDX-License-Identifier: GPL-3.0-or-later
// Trust in OIDC providers. IAM User Guide, id_roles_create_for-idp_oidc; reference_policies_iam-condition-keys "Available keys
// for OIDC federation". Everybody on GitHub or GitLab gets tokens of the same provider: what tells them apart is `sub`.
#include "analyse/documentchecks.h"
#include "analyse/glob.h"
#include "policy/glob.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>

namespace rolewright::checks {
namespace {

std::string_view issuerOf(std::string_view providerArn)
{
    const std::string_view marker = ":oidc-provider/";
    const std::size_t at = providerArn.find(marker);
    return at == std::string_view::npos ? std::string_view() : providerArn.substr(at + marker.size());
}

bool allowsSignIn(const Statement &statement)
{
    if (statement.effect != Effect::Allow || !statement.action || statement.action->negated)
        return false;
    return std::any_of(statement.action->values.begin(), statement.action->values.end(), [](const PolicyString &action) {
        return globsMeet(lowered(action.text), "sts:assumerolewithwebidentity");
    });
}

/// The claim that a condition key names, or nothing when the key isn't one of this issuer's.
std::string_view claimOf(std::string_view key, std::string_view issuer)
{
    if (key.size() <= issuer.size() + 1 || key[issuer.size()] != ':' || !equalsIgnoringCase(key.substr(0, issuer.size()), issuer))
        return {};
    return key.substr(issuer.size() + 1);
}

/// Every token has aud and sub, so IfExists and ForAllValues ask no less of them; a negated operator leaves nearly everybody in.
bool bindsValues(const ConditionEntry &entry)
{
    return !entry.op.negated
        && (entry.op.family == ConditionFamily::String || entry.op.family == ConditionFamily::StringIgnoreCase
            || entry.op.family == ConditionFamily::StringLike);
}

/// A condition on another claim that says by itself where the token may come from. Many tokens lack such claims, so here
/// IfExists and ForAllValues don't count.
bool bindsOrigin(const ConditionEntry &entry, std::string_view claim)
{
    constexpr std::array origins{"repository", "repository_id", "repository_owner_id", "job_workflow_ref", "enterprise_id", "project_id",
                                 "namespace_id", "organization_id", "organization_slug"};
    const bool origin = std::any_of(origins.begin(), origins.end(), [&](const char *name) { return equalsIgnoringCase(claim, name); });
    return origin && bindsValues(entry) && !entry.op.ifExists && entry.op.set != SetOperator::ForAllValues
        && std::none_of(entry.values.begin(), entry.values.end(), [&](const PolicyString &value) {
               return entry.op.family == ConditionFamily::StringLike && glob::hasWildcard(value.text);
           });
}

struct Subject {
    Severity severity = Severity::Warning;
    const char *code = nullptr; ///< null: bound
};

/// "repo:OWNER/REPOSITORY:…", "project_path:GROUP/PROJECT:…".
Subject ofRepository(std::string_view pattern, std::string_view prefix)
{
    if (!pattern.starts_with(prefix))
        return {Severity::Warning, glob::hasWildcard(pattern.substr(0, prefix.size())) ? "oidcSubjectAnyOwner" : nullptr};
    const std::string_view path = pattern.substr(prefix.size());
    const std::size_t slash = path.find('/');
    if (glob::hasWildcard(path.substr(0, slash)))
        return {Severity::Warning, "oidcSubjectAnyOwner"};
    if (slash == std::string_view::npos)
        return {};
    const std::size_t colon = path.find(':', slash);
    if (glob::hasWildcard(path.substr(slash, colon == std::string_view::npos ? colon : colon - slash)))
        return {Severity::Warning, "oidcSubjectAnyRepository"};
    if (colon != std::string_view::npos && matchesEverything(path.substr(colon + 1)))
        return {Severity::Info, "oidcSubjectAnyRun"};
    return {};
}

/// What a pattern of `sub` leaves open.
Subject openness(std::string_view pattern, std::string_view issuer)
{
    const std::string low = lowered(issuer);
    if (low.starts_with("token.actions."))
        return ofRepository(pattern, "repo:");
    if (low == "gitlab.com")
        return ofRepository(pattern, "project_path:");
    if (low.starts_with("oidc.eks.")) {
        constexpr std::string_view prefix = "system:serviceaccount:";
        const std::string_view part = pattern.substr(0, prefix.size());
        const bool whole = pattern.starts_with(prefix);
        const std::string_view name = whole ? pattern.substr(prefix.size(), pattern.find(':', prefix.size()) - prefix.size()) : part;
        return {Severity::Warning, glob::hasWildcard(name) ? "oidcSubjectAnyNamespace" : nullptr};
    }
    return {Severity::Warning, matchesEverything(pattern) ? "oidcSubjectAnybody" : nullptr};
}

/// The open patterns of one condition on `sub`.
Diagnostics openPatterns(const ConditionEntry &entry, std::string_view issuer)
{
    Diagnostics found;
    if (entry.op.family != ConditionFamily::StringLike)
        return found; // elsewhere * is a letter like others
    for (const PolicyString &value : entry.values) {
        const Subject subject = openness(value.text, issuer);
        if (subject.code)
            found.push_back({subject.severity, subject.code, {value.text, std::string(issuer)}, value.span});
    }
    return found;
}

void checkProvider(const Statement &statement, const PrincipalEntry &entry, std::string_view issuer, Diagnostics &found)
{
    bool audience = false;
    bool subject = false;
    bool origin = false;
    bool tight = false;
    Diagnostics open;
    for (const ConditionEntry &condition : statement.conditions) {
        const std::string_view claim = claimOf(condition.key.text, issuer);
        origin = origin || bindsOrigin(condition, claim);
        if (!bindsValues(condition))
            continue;
        audience = audience || equalsIgnoringCase(claim, "aud");
        if (equalsIgnoringCase(claim, "sub")) {
            subject = true;
            Diagnostics patterns = openPatterns(condition, issuer);
            tight = tight || patterns.empty();
            open.insert(open.end(), patterns.begin(), patterns.end());
        }
    }
    if (!subject && !origin)
        found.push_back({Severity::Warning, "oidcSubjectMissing", {std::string(issuer)}, entry.value.span});
    // Conditions have to be met all: one that is tight makes up for another that is open.
    if (!tight && !origin)
        found.insert(found.end(), open.begin(), open.end());
    if (!audience)
        found.push_back({Severity::Warning, "oidcAudienceMissing", {std::string(issuer)}, entry.value.span});
}

} // namespace

void identityProviders(const Policy &policy, PolicyKind kind, Diagnostics &found)
{
    if (kind != PolicyKind::Trust)
        return;
    for (const Statement &statement : policy.statements) {
        if (!statement.principal || statement.principal->negated || !allowsSignIn(statement))
            continue;
        for (const PrincipalEntry &entry : statement.principal->values) {
            const std::string_view issuer = issuerOf(entry.value.text);
            if (entry.type == PrincipalType::Federated && !issuer.empty())
                checkProvider(statement, entry, issuer, found);
        }
    }
}

} // namespace rolewright::checks
