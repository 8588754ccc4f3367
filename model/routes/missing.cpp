// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/missing.h"

#include "evaluate/stsvalues.h"
#include "policy/glob.h"
#include "text/joined.h"
#include "text/utf8.h"
#include "world/permissionsetrole.h"

#include <algorithm>
#include <set>

namespace rolewright {
namespace {

using Side = Missing::Side;

Side sideOf(Layer layer)
{
    switch (layer) {
    case Layer::Identity:
        return Side::Identity;
    case Layer::Boundary:
        return Side::Boundary;
    case Layer::Session:
        return Side::Session;
    case Layer::Trust:
        return Side::Trust;
    case Layer::Scp:
        return Side::Scp;
    case Layer::Rcp:
        return Side::Rcp;
    case Layer::Resource:
    case Layer::VpcEndpoint:
        break;
    }
    return Side::Resource;
}

std::string statementName(const StatementTrace &statement)
{
    return statement.sid.empty() ? std::to_string(statement.index + 1) : statement.sid;
}

struct Found {
    const PolicyTrace *policy = nullptr;
    const StatementTrace *statement = nullptr;
};

/// An Allow statement of which only conditions failed, the one with fewest failed conditions.
Found closestAllow(const LayerTrace &layer)
{
    Found best;
    std::ptrdiff_t fewest = 0;
    for (const PolicyTrace &policy : layer.policies) {
        for (const StatementTrace &statement : policy.statements) {
            if (statement.effect != Effect::Allow)
                continue;
            const auto failed = [](const ElementTrace &element) { return element.matched != Truth::True; };
            const auto &elements = statement.elements;
            const bool onlyConditions = std::all_of(elements.begin(), elements.end(),
                [&](const ElementTrace &element) { return !failed(element) || element.kind == ElementKind::Condition; });
            const std::ptrdiff_t count = std::count_if(elements.begin(), elements.end(), failed);
            if (onlyConditions && count > 0 && (!best.statement || count < fewest)) {
                best = {&policy, &statement};
                fewest = count;
            }
        }
    }
    return best;
}

/// Whether a failed condition says who the caller has to be: another one isn't trusted, whatever else it brings.
bool meansSomebodyElse(const StatementTrace &statement)
{
    return std::any_of(statement.elements.begin(), statement.elements.end(), [](const ElementTrace &element) {
        if (element.kind != ElementKind::Condition || element.matched != Truth::False)
            return false;
        const std::string key = lowered(element.key);
        return key == "aws:principalarn" || key == "aws:principalaccount" || key == "aws:userid" || key == "aws:username"
            || key == "aws:principaltype";
    });
}

bool anyAbout(const LayerTrace &layer)
{
    return std::any_of(layer.policies.begin(), layer.policies.end(), [](const PolicyTrace &policy) {
        return std::any_of(policy.statements.begin(), policy.statements.end(), [](const StatementTrace &statement) {
            if (statement.effect != Effect::Allow)
                return false;
            return std::any_of(statement.elements.begin(), statement.elements.end(), [](const ElementTrace &element) {
                return element.matched == Truth::True
                    && (element.kind == ElementKind::Action || element.kind == ElementKind::NotAction);
            });
        });
    });
}

class Report
{
public:
    Report(const Answer &answer, const FailedStep &step)
        : m_answer(answer)
        , m_step(step)
    {
    }

    MissingReport make()
    {
        for (const LayerTrace &layer : m_answer.layers) {
            const auto &blocked = m_answer.blockedBy;
            if (std::find(blocked.begin(), blocked.end(), layer.layer) == blocked.end())
                continue;
            if (layer.outcome == LayerOutcome::Denied) {
                denied(layer);
                if (layer.layer == Layer::Identity && !m_step.hop && !allowsElsewhere() && !allows(layer))
                    silent(layer); // without the Deny it would still not be allowed
            } else if (layer.outcome == LayerOutcome::Silent || layer.outcome == LayerOutcome::NotInForce
                || (layer.outcome == LayerOutcome::Unknown && m_answer.verdict == Verdict::Denied && !allows(layer))) {
                silent(layer); // another account's resource without a policy would have to allow, too
            }
        }
        for (const Inconclusive &reason : m_answer.inconclusive)
            inconclusive(reason);
        for (const std::string &key : m_answer.dependsOn)
            add({Side::Context, "keyUnknown", {key}, "sayKey", {key}, {}, {}});
        refused();
        if (m_report.missing.empty())
            withoutTrace();
        m_report.sides = m_sides.size();
        return std::move(m_report);
    }

private:
    void add(Missing missing)
    {
        // What IAM Identity Center made is changed there.
        const bool ofCaller = missing.side == Side::Identity || missing.side == Side::Boundary;
        const std::string &owner = missing.side == Side::Trust ? m_step.resource : m_step.principal;
        if (const auto reserved = ofCaller || missing.side == Side::Trust ? permissionSetRole(owner) : std::nullopt; reserved && missing.fixCode != "giveKey" && missing.fixCode != "sayKey") {
            missing.fixCode = missing.side == Side::Trust ? "assignPermissionSet" : "changePermissionSet";
            missing.fixArguments = {reserved->permissionSet, owner};
        }
        m_sides.insert(missing.side);
        m_report.missing.push_back(std::move(missing));
    }

    static bool allows(const LayerTrace &layer)
    {
        return std::any_of(layer.policies.begin(), layer.policies.end(), [](const PolicyTrace &policy) {
            return std::any_of(policy.statements.begin(), policy.statements.end(),
                [](const StatementTrace &statement) { return statement.effect == Effect::Allow && statement.matched != Truth::False; });
        });
    }

    /// A resource's policy may be enough in one account.
    bool allowsElsewhere() const
    {
        return std::any_of(m_answer.layers.begin(), m_answer.layers.end(),
            [](const LayerTrace &layer) { return layer.layer == Layer::Resource && layer.outcome == LayerOutcome::Allowed; });
    }

    void denied(const LayerTrace &layer)
    {
        for (const PolicyTrace &policy : layer.policies) {
            for (const StatementTrace &statement : policy.statements) {
                if (statement.effect != Effect::Deny || statement.matched != Truth::True)
                    continue;
                const std::vector<std::string> names{policy.policy.name, statementName(statement), ownerOf(layer.layer, policy.policy)};
                add({sideOf(layer.layer), "explicitDeny", names, "removeDeny", names, policy.policy.where, statement.span});
            }
        }
    }

    /// Whose policy it is: many are called alike.
    std::string ownerOf(Layer layer, const LayerPolicy &policy) const
    {
        if (!policy.via.empty())
            return policy.via;
        const bool ofCaller = layer == Layer::Identity || layer == Layer::Boundary;
        return ofCaller ? m_step.principal : layer == Layer::Trust || layer == Layer::Resource ? m_step.resource : std::string();
    }

    void silent(const LayerTrace &layer)
    {
        const Found found = closestAllow(layer);
        if (found.statement && !(layer.layer == Layer::Trust && meansSomebodyElse(*found.statement))) {
            for (const ElementTrace &element : found.statement->elements) {
                if (element.matched != Truth::True)
                    condition(sideOf(layer.layer), *found.policy, element);
            }
            return;
        }
        Missing missing = nothingAllows(layer);
        if (!layer.policies.empty())
            missing.where = layer.policies.front().policy.where;
        add(std::move(missing));
    }

    void condition(Side side, const PolicyTrace &policy, const ElementTrace &element)
    {
        std::vector<std::string> patterns;
        for (const ValueTrace &value : element.values)
            patterns.push_back(value.pattern);
        const std::string wanted = joined(patterns);
        Missing missing{side, "keyMissing", {element.key, wanted, element.op}, "giveKey", {element.key, wanted, element.op},
            policy.policy.where, element.span};
        // STS refuses the request before any policy sees such a value.
        const std::string key = lowered(element.key);
        const bool refused = (key == "sts:externalid" && !std::any_of(patterns.begin(), patterns.end(), isExternalId))
            || (key == "sts:rolesessionname" && !std::any_of(patterns.begin(), patterns.end(), isSessionName));
        const bool positive = element.op.find("Not") == std::string::npos && element.op.find("not") == std::string::npos;
        if (refused && positive && !glob::hasWildcard(wanted))
            missing.fixCode = "changeValue";
        if (isOfSession(key))
            cannotBring(key, wanted, element, missing);
        if (element.matched == Truth::Unknown) {
            missing.code = "keyUnknown";
            missing.arguments = {element.key};
            missing.fixCode = "sayKey";
            missing.fixArguments = {element.key};
        } else if (!element.requestValues.empty()) {
            missing.code = "keyMismatch";
            missing.arguments = {element.key, wanted, joined(element.requestValues), element.op};
        }
        add(std::move(missing));
    }

    /// Whether the key is the session's own: given with the question it would be the asker's. GetSessionToken's credentials are the asker's.
    bool isOfSession(const std::string &key) const
    {
        if (!m_step.session || m_step.session->first || m_step.session->madeBy == HopKind::SessionToken)
            return false;
        return key.starts_with("aws:principaltag/") || key.starts_with("aws:multifactorauth") || key == "aws:sourceidentity" || key == "aws:userid"
            || key == "aws:username" || key == "aws:federatedprovider";
    }

    /// What the session was made with can't be brought anew; where the hop could be made with it, there is a route. But the tags of a
    /// role, or of a federated user's user, are the session's as well: id_session-tags.
    void cannotBring(const std::string &key, const std::string &wanted, const ElementTrace &element, Missing &missing) const
    {
        constexpr std::string_view tag = "aws:principaltag/";
        const auto &tags = m_step.session->tags;
        const bool passed = std::any_of(tags.begin(), tags.end(), [&](const SessionTag &one) { return equalsIgnoringCase("aws:PrincipalTag/" + one.key, key); });
        const bool taggable = key.starts_with(tag) && !passed && m_step.session->service.empty();
        missing.fixCode = "changeCondition";
        missing.fixArguments = {element.key, wanted, element.op};
        if (!taggable)
            return;
        missing.fixCode = "tagPrincipal";
        missing.fixArguments.push_back(m_step.session->user.empty() ? m_step.principal : m_step.session->user);
    }

    Missing nothingAllows(const LayerTrace &layer)
    {
        const std::vector<std::string> request{m_step.principal, m_step.action, m_step.resource};
        // Tags and a source identity have permissions of their own: id_session-tags, id_credentials_temp_control-access_monitor.
        const bool along = equalsIgnoringCase(m_step.action, "sts:TagSession") || equalsIgnoringCase(m_step.action, "sts:SetSourceIdentity");
        switch (layer.layer) {
        case Layer::Trust:
            if (!m_step.service.empty())
                return {Side::Trust, "serviceNotTrusted", {m_step.resource, m_step.service}, "addTrustService", {m_step.resource, m_step.service}, {}, {}};
            if (along)
                return {Side::Trust, "notInTrustPolicy", request, "allowInTrustPolicy", request, {}, {}};
            return {Side::Trust, "notTrusted", {m_step.resource, m_step.principal}, "addTrustPrincipal",
                {m_step.resource, m_step.principal}, {}, {}};
        case Layer::Identity:
            if (!m_step.service.empty())
                return {Side::Identity, "notAllowedToPass", {m_step.principal, m_step.resource, m_step.service}, "addPassRole",
                    {m_step.principal, m_step.resource, m_step.service}, {}, {}};
            if (m_step.hop && equalsIgnoringCase(m_step.action, "sts:AssumeRole"))
                return {Side::Identity, "notAllowedToAssume", {m_step.principal, m_step.resource}, "addAssumeRole",
                    {m_step.principal, m_step.resource}, {}, {}};
            m_report.plain = !anyAbout(layer);
            return {Side::Identity, "actionNotAllowed", request, "addActionToRole", request, {}, {}};
        case Layer::Boundary:
            return {Side::Boundary, "notInBoundary", request, "allowInBoundary", request, {}, {}};
        case Layer::Session:
            return {Side::Session, "notInSessionPolicy", request, "allowInSessionPolicy", request, {}, {}};
        case Layer::Scp:
            return {Side::Scp, "notInScp", {layer.level, m_step.action}, "allowInScp", {layer.level, m_step.action}, {}, {}};
        case Layer::Rcp:
            return {Side::Rcp, "notInRcp", {layer.level, m_step.action}, "", {}, {}, {}};
        case Layer::Resource:
        case Layer::VpcEndpoint:
            break;
        }
        return {Side::Resource, "notInResourcePolicy", request, "allowInResourcePolicy", request, {}, {}};
    }

    void inconclusive(const Inconclusive &reason)
    {
        const Side side = sideOf(reason.layer);
        const std::vector<std::string> subject{reason.subject};
        switch (reason.reason) {
        case Inconclusive::Reason::UnusableDocument:
            return add({side, "documentUnusable", subject, "repairDocument", subject, {}, {}});
        case Inconclusive::Reason::MissingDocument:
            return add({side, "documentMissing", subject, "addDocument", subject, {}, {}});
        case Inconclusive::Reason::ContradictingEntries:
            return add({side, "entriesContradict", subject, "removeOneEntry", subject, {}, {}});
        case Inconclusive::Reason::UnknownPrincipal:
            return add({Side::Identity, "principalUnknown", subject, "addPrincipal", subject, {}, {}});
        case Inconclusive::Reason::UnknownResourcePolicy:
            return add({Side::Resource, "resourcePolicyUnknown", subject, "addResourcePolicy", subject, {}, {}});
        case Inconclusive::Reason::NotModelled:
            return add({side, "notModelled", subject, "", {}, {}, {}});
        }
    }

    /// What STS doesn't take, whatever the policies grant.
    void refused()
    {
        const auto isTold = [this](RuleId rule) { return std::find(m_answer.rules.begin(), m_answer.rules.end(), rule) != m_answer.rules.end(); };
        const bool tooLong = isTold(RuleId::RoleChainingOneHour) || isTold(RuleId::SessionDurationLimit);
        const std::optional<std::string> parameter = isTold(RuleId::StsParameters) ? refusedValue(m_answer.request) : std::nullopt;
        const std::string key = parameter.value_or(tooLong ? "sts:DurationSeconds" : "");
        const ContextValue *value = key.empty() ? nullptr : m_answer.request.context.find(key);
        if (value && value->provenance != Provenance::Unknown)
            add({Side::Context, "claimRefused", {key, joined(value->values)}, {}, {}, {}, {}});
    }

    /// The answer names layers that have no trace of their own (no policy of that kind exists at all).
    void withoutTrace()
    {
        for (const Layer layer : m_answer.blockedBy) {
            LayerTrace empty;
            empty.layer = layer;
            add(nothingAllows(empty));
        }
    }

    const Answer &m_answer;
    const FailedStep &m_step;
    MissingReport m_report;
    std::set<Side> m_sides;
};

} // namespace

MissingReport whatIsMissing(const Answer &answer, const FailedStep &step)
{
    return Report(answer, step).make();
}

} // namespace rolewright
