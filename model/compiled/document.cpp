// SPDX-License-Identifier: GPL-3.0-or-later
// The rules and their pages stand in evaluate/matcher.cpp and evaluate/matchprincipal.cpp.
#include "compiled/document.h"

#include "compiled/parts.h"
#include "compiled/question.h"
#include "evaluate/matcher.h"
#include "evaluate/tokenkeys.h"
#include "policy/arn.h"
#include "policy/glob.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace rolewright {

CompiledPrincipalEntry::CompiledPrincipalEntry(const PrincipalEntry &entry)
    : source(&entry)
    , text(entry.value.text)
    , type(entry.type)
{
    if (type != PrincipalType::Aws)
        return;
    if (isAccountId(text)) {
        account = text;
        return;
    }
    if (const std::optional<ArnView> arn = viewArn(text); arn && arn->service == "iam" && arn->region.empty() && arn->resource == "root") {
        account = arn->account;
        partition = arn->partition;
    }
    named = parsePrincipal(text);
}

namespace {

/// How an entry of type AWS names a user or role: matchAws() of evaluate/matchprincipal.cpp for those two kinds.
PrincipalMatch matchUserOrRole(const CompiledPrincipalEntry &entry, const Principal &caller, Match *unsure)
{
    if (entry.text == caller.arn)
        return caller.kind == PrincipalKind::Role ? PrincipalMatch::Role : PrincipalMatch::Exact;
    if (!entry.account.empty() && entry.account == caller.account && (entry.partition.empty() || entry.partition == caller.partition))
        return PrincipalMatch::Account;
    // A session of it.
    const bool namesSession = entry.named && entry.named->kind == PrincipalKind::RoleSession;
    if (caller.kind == PrincipalKind::Role && namesSession && entry.named->account == caller.account && entry.named->partition == caller.partition && entry.named->name == caller.name)
        *unsure = Match::Unsure;
    return PrincipalMatch::None;
}

PrincipalMatch matchEntry(const CompiledPrincipalEntry &entry, const Principal &caller, std::string_view callerRole, Match *unsure)
{
    const bool isUserOrRole = caller.kind == PrincipalKind::User || caller.kind == PrincipalKind::Role;
    if (entry.type == PrincipalType::Aws && isUserOrRole && !caller.account.empty())
        return matchUserOrRole(entry, caller, unsure);
    std::string notModelled;
    const PrincipalMatch match = matchPrincipalEntry(*entry.source, caller, callerRole, &notModelled);
    if (!notModelled.empty())
        *unsure = Match::Unsure;
    return match;
}

/// The strongest way of naming the caller counts.
int strength(PrincipalMatch match)
{
    switch (match) {
    case PrincipalMatch::None: return 0;
    case PrincipalMatch::Account: return 1;
    case PrincipalMatch::Role: return 2;
    case PrincipalMatch::Everyone: return 3;
    case PrincipalMatch::Exact: return 4;
    }
    return 0;
}

} // namespace

CompiledStatement::CompiledStatement(const Statement &statement, PolicyVersion version, std::vector<std::uint64_t> &block)
    : m_denies(statement.effect == Effect::Deny)
    , m_namesPrincipals(statement.principal.has_value())
    , m_source(&statement)
{
    if (statement.action) {
        m_actions = ActionSet(*statement.action, block);
        m_negatesAction = statement.action->negated;
        m_anyAction = false;
        if (!statement.action->negated)
            m_services = m_actions.services(block.data());
    }
    if (statement.resource) {
        m_namesResources = true;
        m_negatesResource = statement.resource->negated;
        for (const PolicyString &pattern : statement.resource->values)
            m_resources.emplace_back(pattern, version);
    }
    if (statement.principal) {
        m_negatesPrincipal = statement.principal->negated;
        for (const PrincipalEntry &entry : statement.principal->values)
            m_principals.emplace_back(entry);
    }
    for (const ConditionEntry &entry : statement.conditions)
        m_conditions.emplace_back(entry, version);
}

bool CompiledStatement::coversText(std::string_view action) const
{
    return m_anyAction || containsText(*m_source->action, action) != m_negatesAction;
}

Match CompiledStatement::matchesResource(const Question &question) const
{
    const bool negated = m_negatesResource;
    if (question.openness == Question::Openness::ContextAndResource) {
        const bool any = std::any_of(m_resources.begin(), m_resources.end(), [](const ResourcePattern &pattern) { return pattern.kind == ResourcePattern::Kind::Everything; });
        return any ? toMatch(!negated) : Match::Unsure;
    }
    if (question.noResource) {
        const bool any = std::any_of(m_resources.begin(), m_resources.end(), [&](const ResourcePattern &pattern) {
            return pattern.coversService || (pattern.coversS3 && question.traits->s3);
        });
        return toMatch(any != negated);
    }
    const std::string_view resource = question.resource;
    bool unknown = false;
    bool unresolved = false;
    for (const ResourcePattern &pattern : m_resources) {
        if (pattern.kind != ResourcePattern::Kind::Variables) {
            if (pattern.matches(resource))
                return toMatch(!negated);
            continue;
        }
        // What comes before the first variable can't match: neither can the whole. A NotResource has to know whether it resolves.
        if (!negated && !resource.starts_with(pattern.text))
            continue;
        const Expanded expanded = question.expand(*pattern.variables);
        if (expanded.pattern && glob::matches(*expanded.pattern, resource))
            return toMatch(!negated);
        unknown = unknown || (!expanded.pattern && expanded.unknown);
        unresolved = unresolved || (!expanded.pattern && !expanded.unknown);
    }
    if (unknown || (negated && unresolved))
        return Match::Unsure;
    return toMatch(negated);
}

Match CompiledStatement::matchesPrincipal(const Question &question, PrincipalMatch *match) const
{
    if (m_negatesPrincipal) {
        // Which identities have to be excepted is a long story, and seldom asked: evaluate() tells it.
        *match = PrincipalMatch::Everyone;
        return Match::Unsure;
    }
    Match unsure = Match::No;
    *match = PrincipalMatch::None;
    const bool isSession = question.caller->kind == PrincipalKind::RoleSession && question.principal && question.principal->role;
    const std::string_view callerRole = isSession ? std::string_view(question.principal->role->arn) : std::string_view();
    for (const CompiledPrincipalEntry &entry : m_principals) {
        // Of other accounts it names nobody who is asked about alike; an account as a whole names all of them, but for those of another partition.
        const bool mayBeCallers = entry.named && entry.named->account == question.caller->account;
        question.looksAtCaller = question.looksAtCaller || (mayBeCallers && (entry.account.empty() || entry.named->partition != question.caller->partition));
        const PrincipalMatch found = matchEntry(entry, *question.caller, callerRole, &unsure);
        if (strength(found) > strength(*match))
            *match = found;
    }
    return *match == PrincipalMatch::None ? unsure : Match::Yes;
}

Match CompiledStatement::matches(const Question &question, PrincipalMatch *principalMatch) const
{
    return coversAction(question) ? matchesRest(question, principalMatch) : Match::No;
}

Match CompiledStatement::matchesRest(const Question &question, PrincipalMatch *principalMatch) const
{
    // An element that surely doesn't match decides, whatever isn't sure before it.
    Match result = Match::Yes;
    const auto fails = [&](Match matched) {
        if (matched == Match::Unsure)
            result = Match::Unsure;
        return matched == Match::No;
    };
    if (m_namesPrincipals && fails(matchesPrincipal(question, principalMatch)))
        return Match::No;
    if (m_namesResources && fails(matchesResource(question)))
        return Match::No;
    for (const CompiledCondition &condition : m_conditions) {
        if (fails(condition.matches(question)))
            return Match::No;
    }
    return result;
}

UntoldKeys CompiledStatement::untoldKeys(const Question &question) const
{
    UntoldKeys keys;
    PrincipalMatch by = PrincipalMatch::None;
    const auto fails = [&](Match matched) {
        keys.isSure = keys.isSure && matched == Match::Yes;
        return matched == Match::No;
    };
    if ((m_namesPrincipals && fails(matchesPrincipal(question, &by))) || (m_namesResources && fails(matchesResource(question))))
        return {};
    bool any = false;
    for (const CompiledCondition &condition : m_conditions) {
        question.metUntold = false;
        if (question.find(condition.key()).state != KeyValue::State::Unsure || !question.metUntold) {
            if (fails(condition.matches(question)))
                return {};
            continue;
        }
        any = true;
        if (const std::optional<Assumption> &taken = condition.key().taken)
            keys.taken |= std::uint32_t{1} << static_cast<unsigned>(*taken);
        else
            keys.hasOthers = true;
    }
    // evaluate() counts what it meets in a pattern, whether that fits the resource or not.
    for (std::size_t i = 0; any && keys.isSure && i < m_resources.size(); ++i) {
        if (m_resources[i].kind == ResourcePattern::Kind::Variables)
            keys.isSure = !question.expand(*m_resources[i].variables).unknown;
    }
    return keys;
}

bool CompiledStatement::mayConcern(const Question &question) const
{
    if (!m_namesResources)
        return true;
    if (question.noResource)
        return matchesResource(question) != Match::No;
    const std::string_view resource = question.resource;
    const auto fits = [&](const ResourcePattern &pattern) { return pattern.matches(resource); };
    if (m_negatesResource)
        return std::none_of(m_resources.begin(), m_resources.end(), fits);
    return std::any_of(m_resources.begin(), m_resources.end(), [&](const ResourcePattern &pattern) {
        return fits(pattern) || (pattern.kind == ResourcePattern::Kind::Variables && resource.starts_with(pattern.text));
    });
}

bool CompiledStatement::namesResourcesOnly(std::vector<std::string> &resources) const
{
    const bool literal = m_namesResources && !m_negatesResource
        && std::all_of(m_resources.begin(), m_resources.end(), [](const ResourcePattern &pattern) { return pattern.kind == ResourcePattern::Kind::Literal; });
    for (std::size_t i = 0; literal && i < m_resources.size(); ++i)
        resources.push_back(m_resources[i].text);
    return literal;
}

bool CompiledStatement::allowsEverything() const
{
    return !m_denies && !m_anyAction && !m_negatesAction && m_actions.isAll() && !m_namesPrincipals && m_namesResources && !m_negatesResource
        && m_conditions.empty() && std::any_of(m_resources.begin(), m_resources.end(), [](const ResourcePattern &pattern) {
               return pattern.kind == ResourcePattern::Kind::Everything && pattern.coversService;
           });
}

bool CompiledStatement::namesSessionsOf(const Principal &role) const
{
    return role.kind == PrincipalKind::Role && std::any_of(m_principals.begin(), m_principals.end(), [&](const CompiledPrincipalEntry &entry) {
        const bool namesRole = entry.named && (entry.named->kind == PrincipalKind::RoleSession || entry.named->kind == PrincipalKind::Role);
        return namesRole && entry.named->account == role.account && entry.named->name == role.name;
    });
}

CompiledDocument::CompiledDocument(DocumentPtr document)
    : m_document(std::move(document))
{
    static_assert(policyKindCount <= 8);
    if (!m_document->policy())
        return;
    for (std::size_t kind = 0; kind < policyKindCount; ++kind) {
        if (m_document->usableAs(static_cast<PolicyKind>(kind)))
            m_usable |= static_cast<std::uint8_t>(1U << kind);
    }
    const std::vector<std::string> &keys = m_document->policy()->keys;
    m_looksAtToken = std::any_of(keys.begin(), keys.end(), [](const std::string &key) { return isMfaKey(key) || isIssueTimeKey(key); });
    m_statements.reserve(m_document->policy()->statements.size());
    for (const Statement &statement : m_document->policy()->statements) {
        const CompiledStatement &made = m_statements.emplace_back(statement, m_document->policy()->version, m_block);
        (made.effect() == Effect::Deny ? m_denies : m_allows) |= made.services();
        m_allowsEverything = m_allowsEverything || made.allowsEverything();
    }
    for (CompiledStatement &statement : m_statements)
        statement.settle(m_block.data());
}

} // namespace rolewright
