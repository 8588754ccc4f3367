// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/solve.h"

#include "evaluate/derive.h"
#include "policy/values.h"
#include "routes/candidates.h"
#include "routes/openkeys.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>
#include <bit>

namespace rolewright {
namespace {

constexpr auto presentKey = "aws:MultiFactorAuthPresent";
constexpr auto ageKey = "aws:MultiFactorAuthAge";
/// GetSessionToken's longest session: an older MFA can't be. STS API Reference, GetSessionToken.
constexpr std::int64_t oldestMfa = 129'600;
/// A session name that no condition means.
constexpr auto neutralSessionName = "any-session-0";
/// Combinations tried per hop; beyond it the hop counts as not allowed, never as allowed.
constexpr int maximumTries = 400;

enum class Choice { SessionName, ExternalId, SourceIdentity, Mfa, Tags };
constexpr unsigned choiceCount = 5;

class Solver
{
public:
    Solver(const World &world, const HopQuestion &question)
        : m_gathered(gather(world, question.request))
        , m_inherits(!question.inherited.empty())
    {
        const Request &request = question.request;
        // What the caller passes itself: STS API Reference. A token or an assertion brings its own source identity and tags, an
        // assertion the session's name as well.
        const bool saml = equalsIgnoringCase(request.action, "sts:AssumeRoleWithSAML");
        const bool token = saml || equalsIgnoringCase(request.action, "sts:AssumeRoleWithWebIdentity");
        // Derived once; what is chosen below is set over it and never derived itself.
        deriveContext(m_gathered.request);
        m_gathered.request.deriveContext = false;
        const Context &context = m_gathered.request.context;
        HopConditions &found = m_conditions;
        found = conditionsOf(m_gathered);
        const ContextValue *name = context.find("sts:RoleSessionName");
        const bool nameFree = name && name->provenance == Provenance::Derived;
        if (saml && found.sessionName && nameFree)
            m_gathered.request.context.setUnknown("sts:RoleSessionName");
        m_nameMatters = found.sessionName && nameFree && !saml;
        if (m_nameMatters) {
            m_names = name->values; // the default first
            for (const std::string &value : found.sessionNames) {
                if (value != m_names.front())
                    m_names.push_back(value);
            }
        }
        if (found.externalId && !token && !context.find("sts:ExternalId"))
            m_externalIds = found.externalIds;
        if (found.sourceIdentity && !token && !context.find("sts:SourceIdentity"))
            m_sourceIdentities = found.sourceIdentities;
        if (found.mfa && !equalsIgnoringCase(request.action, "sts:GetFederationToken"))
            freeMfa(context, request.principal.kind);
        m_callersTags = isSigned(request.principal.kind);
        if (m_callersTags && !context.find("aws:TagKeys"))
            m_tags = passable(question.inherited);
    }

    SolvedHop solve(bool explain)
    {
        SolvedHop result;
        result.needs = chosen();
        result.request = requestWith(result.needs);
        result.answer = evaluateHop(result.request, explain, &result.further);
        const bool brings = !m_sourceIdentities.empty() || !m_tags.empty(); // what needs a permission of its own
        if (result.answer.verdict == Verdict::Denied && (obstacles(result.answer) > std::pair(false, std::size_t{1}) || brings) && hasChoices()) {
            result.needs = nearest();
            result.request = requestWith(result.needs);
            result.further.clear();
            result.answer = evaluateHop(result.request, explain, &result.further);
        }
        if (result.answer.verdict == Verdict::Depends && isConditional(result.answer)) {
            Request asked = result.request;
            asked.action = result.answer.request.action;
            if (DecidingFacts facts = decidingFacts(m_gathered.layers, asked); !facts.allowedIf.empty())
                result.needs.conditions = std::move(facts.allowedIf.front());
        }
        if (result.answer.verdict != Verdict::Denied)
            tellGiven(result.needs);
        return result;
    }

    HopVerdict solveVerdict()
    {
        HopVerdict result;
        result.needs = chosen();
        result.request = requestWith(result.needs);
        const Answer answer = evaluateHop(result.request, false, nullptr);
        result.verdict = answer.verdict;
        result.conditional = isConditional(answer);
        if (result.verdict != Verdict::Denied)
            tellGiven(result.needs);
        return result;
    }

private:
    static bool isSigned(PrincipalKind kind) { return kind == PrincipalKind::User || kind == PrincipalKind::Role || kind == PrincipalKind::RoleSession; }

    static bool isConditional(const Answer &answer)
    {
        return answer.verdict == Verdict::Depends && answer.inconclusive.empty() && !answer.dependsOn.empty();
    }

    /// Tags with a key that is inherited can't be passed again: id_session-tags, "Chaining roles with session tags".
    std::vector<std::vector<SessionTag>> passable(const std::vector<SessionTag> &inherited) const
    {
        std::vector<std::vector<SessionTag>> result = m_conditions.tags;
        std::erase_if(result, [&](const std::vector<SessionTag> &set) {
            return std::any_of(set.begin(), set.end(), [&](const SessionTag &tag) {
                return std::any_of(inherited.begin(), inherited.end(),
                    [&](const SessionTag &other) { return equalsIgnoringCase(other.key, tag.key); });
            });
        });
        return result;
    }

    HopNeeds chosen()
    {
        Verdict best = Verdict::Denied;
        HopNeeds needs = choose(&best);
        if (best == Verdict::Denied && openWorldKeys(m_gathered, hopActions(m_gathered.request.action))) {
            m_tries = 0;
            needs = choose(&best);
        }
        return needs;
    }

    HopNeeds choose(Verdict *best)
    {
        // Every AssumeRole has a session name; where conditions look at it, the default may fit by luck.
        *best = counted({});
        if (*best == Verdict::Allowed || !hasChoices() || !mayHelp())
            return {};
        HopNeeds needs = search(*best);
        *best = answerFor(needs).verdict;
        return needs;
    }

    /// How much is in the way of a denied request; less is nearer. Where only the permission for what it brings is lacking, its own
    /// conditions are met: bringing nothing wouldn't help.
    static std::pair<bool, std::size_t> obstacles(const Answer &answer) { return {answer.companion.empty(), answer.blockedBy.size()}; }

    /// What leaves the least in the way of a hop that nothing makes allowed: what one side asks for isn't what the other lacks.
    HopNeeds nearest()
    {
        HopNeeds best;
        m_tries = 0;
        auto fewest = obstacles(answerFor(best));
        for (int size = 1; size <= static_cast<int>(choiceCount) && fewest > std::pair(false, std::size_t{1}); ++size) {
            for (unsigned subset = 1; subset < 1u << choiceCount && m_tries <= maximumTries; ++subset) {
                if (std::popcount(subset) != size)
                    continue;
                for (HopNeeds &needs : combinations(subset)) {
                    if (++m_tries > maximumTries)
                        break;
                    const auto count = obstacles(answerFor(needs));
                    if (count < fewest) {
                        fewest = count;
                        best = std::move(needs);
                    }
                }
            }
        }
        return best;
    }

    void freeMfa(const Context &context, PrincipalKind kind)
    {
        m_ageFree = !context.find(ageKey);
        const ContextValue *present = context.find(presentKey);
        m_mfaFree = present ? m_ageFree && given(presentKey) == "true" : kind == PrincipalKind::User;
    }

    /// The single value that the question gave; nothing when there is none.
    std::optional<std::string> given(const char *key) const
    {
        const ContextValue *value = m_gathered.request.context.find(key);
        if (!value || value->provenance != Provenance::Given || value->values.size() != 1)
            return std::nullopt;
        return value->values.front();
    }

    /// What was given and a condition looks at is needed as well.
    void tellGiven(HopNeeds &needs)
    {
        if (m_conditions.externalId && !needs.externalId)
            needs.externalId = given("sts:ExternalId");
        if (m_conditions.sessionName && !needs.roleSessionName)
            needs.roleSessionName = given("sts:RoleSessionName");
        if (!needs.sourceIdentity)
            needs.sourceIdentity = given("sts:SourceIdentity");
        if (m_callersTags && needs.sessionTags.empty())
            needs.sessionTags = givenTags();
        if (const auto duration = given("sts:DurationSeconds")) {
            if (const std::optional<double> seconds = parseNumber(*duration))
                needs.durationSeconds = static_cast<std::int64_t>(*seconds);
        }
        if (m_conditions.mfa && !needs.mfa && given(presentKey) == "true") {
            needs.mfa = true;
            if (given(ageKey) && !m_conditions.mfaAges.empty()) {
                m_ageFree = true; // the bound is asked for, not the given age
                tryNeeds(needs);
                m_ageFree = false;
            }
        }
    }

    std::vector<SessionTag> givenTags() const
    {
        constexpr std::string_view prefix = "aws:requesttag/";
        std::vector<SessionTag> tags;
        const ContextValue *transitive = m_gathered.request.context.find("sts:TransitiveTagKeys");
        for (const auto &[key, value] : m_gathered.request.context.entries()) {
            if (!key.starts_with(prefix) || value.values.size() != 1)
                continue;
            SessionTag tag{value.name.substr(prefix.size()), value.values.front(), false};
            tag.transitive = transitive
                && std::any_of(transitive->values.begin(), transitive->values.end(),
                    [&](const std::string &listed) { return equalsIgnoringCase(listed, tag.key); });
            tags.push_back(std::move(tag));
        }
        return tags;
    }

    bool hasChoices() const
    {
        return m_nameMatters || !m_externalIds.empty() || !m_sourceIdentities.empty() || m_mfaFree || !m_tags.empty();
    }

    Request requestWith(const HopNeeds &needs) const
    {
        Request request = m_gathered.request;
        Context &context = request.context;
        if (needs.roleSessionName)
            context.set("sts:RoleSessionName", *needs.roleSessionName, Provenance::Given);
        if (needs.externalId)
            context.set("sts:ExternalId", *needs.externalId, Provenance::Given);
        if (needs.sourceIdentity)
            context.set("sts:SourceIdentity", *needs.sourceIdentity, Provenance::Given);
        if (needs.mfa) {
            context.set(presentKey, "true", Provenance::Given);
            if (m_ageFree)
                context.set(ageKey, std::to_string(needs.mfaMinAgeSeconds.value_or(needs.mfaMaxAgeSeconds.value_or(0))), Provenance::Given);
        }
        setTags(needs.sessionTags, context);
        return request;
    }

    /// Passing a source identity or tags, and inheriting tags, are actions of their own:
    /// id_credentials_temp_control-access_monitor, id_session-tags, "Permissions required to add session tags".
    Answer evaluateHop(Request request, bool explain, std::vector<Answer> *further) const
    {
        const EvaluateOptions options{explain};
        // Of what isn't known to be there evaluate() says that it depends on it.
        const auto isThere = [&](const char *key) {
            const ContextValue *value = request.context.find(key);
            return value && value->provenance != Provenance::Unknown;
        };
        const bool identity = isThere("sts:SourceIdentity");
        const bool tags = m_inherits || isThere("aws:TagKeys");
        Answer answer = evaluate(m_gathered.layers, request, options);
        for (const auto &[asked, action] : {std::pair(identity, "sts:SetSourceIdentity"), std::pair(tags, "sts:TagSession")}) {
            if (!asked || answer.verdict == Verdict::Denied)
                continue;
            request.action = action;
            Answer also = evaluate(m_gathered.layers, request, options);
            if (also.verdict != Verdict::Allowed) {
                also.companion = action;
                return also;
            }
            if (further)
                further->push_back(std::move(also));
        }
        return answer;
    }

    Answer answerFor(const HopNeeds &needs) const { return evaluateHop(requestWith(needs), false, nullptr); }

    bool allowedWithAnyName(const HopNeeds &needs) const
    {
        HopNeeds other = needs;
        other.roleSessionName = neutralSessionName;
        return answerFor(other).verdict == Verdict::Allowed;
    }

    /// Whether any values at all could change a denial.
    bool mayHelp() const
    {
        Request request = m_gathered.request;
        if (m_nameMatters)
            request.context.setUnknown("sts:RoleSessionName");
        if (!m_externalIds.empty())
            request.context.setUnknown("sts:ExternalId");
        if (!m_sourceIdentities.empty())
            request.context.setUnknown("sts:SourceIdentity");
        if (m_mfaFree) {
            request.context.setUnknown(presentKey);
            if (m_ageFree)
                request.context.setUnknown(ageKey);
        }
        // Tags are many keys, so they are looked at one by one.
        return !m_tags.empty() || evaluateHop(request, false, nullptr).verdict != Verdict::Denied;
    }

    std::vector<HopNeeds> extended(const std::vector<HopNeeds> &partial, Choice choice) const
    {
        std::vector<HopNeeds> result;
        const auto with = [&](const auto &values, auto &&assign) {
            for (const HopNeeds &needs : partial) {
                for (const auto &value : values) {
                    result.push_back(needs);
                    assign(result.back(), value);
                }
            }
        };
        switch (choice) {
        case Choice::SessionName:
            with(m_names, [](HopNeeds &needs, const std::string &value) { needs.roleSessionName = value; });
            break;
        case Choice::ExternalId:
            with(m_externalIds, [](HopNeeds &needs, const std::string &value) { needs.externalId = value; });
            break;
        case Choice::SourceIdentity:
            with(m_sourceIdentities, [](HopNeeds &needs, const std::string &value) { needs.sourceIdentity = value; });
            break;
        case Choice::Mfa:
            if (m_mfaFree)
                with(std::array{true}, [](HopNeeds &needs, bool value) { needs.mfa = value; });
            break;
        case Choice::Tags:
            with(m_tags, [](HopNeeds &needs, const std::vector<SessionTag> &value) { needs.sessionTags = value; });
            break;
        }
        return result;
    }

    /// The verdict with those needs; for MFA it finds how old it may be: the youngest span of ages at which all is allowed.
    Verdict tryNeeds(HopNeeds &needs)
    {
        if (!needs.mfa || !m_ageFree)
            return counted(needs);
        needs.mfaMinAgeSeconds.reset();
        needs.mfaMaxAgeSeconds.reset();
        const std::vector<std::int64_t> ages = agesToTry();
        Verdict verdict = Verdict::Denied;
        std::size_t youngest = 0;
        for (; youngest < ages.size() && verdict == Verdict::Denied; ++youngest)
            verdict = withAge(needs, ages[youngest]);
        if (verdict == Verdict::Denied)
            return verdict;
        if (ages[--youngest] > 0)
            needs.mfaMinAgeSeconds = ages[youngest];
        if (verdict != Verdict::Allowed)
            return verdict;
        std::size_t oldest = youngest;
        while (oldest + 1 < ages.size() && withAge(needs, ages[oldest + 1]) == Verdict::Allowed)
            ++oldest;
        if (oldest + 1 < ages.size())
            needs.mfaMaxAgeSeconds = ages[oldest];
        return Verdict::Allowed;
    }

    /// The moment of the sign-in, every bound of a condition with its neighbours, and the oldest that can be; ascending.
    std::vector<std::int64_t> agesToTry() const
    {
        std::vector<std::int64_t> ages{0};
        for (auto age = m_conditions.mfaAges.rbegin(); age != m_conditions.mfaAges.rend(); ++age) {
            if (*age > 0 && *age < oldestMfa)
                ages.push_back(*age);
        }
        ages.push_back(oldestMfa);
        return ages;
    }

    Verdict withAge(HopNeeds needs, std::int64_t age)
    {
        needs.mfaMinAgeSeconds = age;
        return counted(needs);
    }

    Verdict counted(const HopNeeds &needs)
    {
        if (++m_tries > maximumTries)
            return Verdict::Denied;
        const Verdict verdict = answerFor(needs).verdict;
        if (verdict == Verdict::Allowed && m_nameMatters && !needs.roleSessionName && !allowedWithAnyName(needs))
            return Verdict::Denied;
        return verdict;
    }

    /// The least demanding needs that allow it; else the first that leave it open; else none.
    HopNeeds search(Verdict plain)
    {
        HopNeeds best;
        bool open = plain == Verdict::Depends;
        for (int size = 1; size <= static_cast<int>(choiceCount); ++size) {
            for (unsigned subset = 1; subset < 1u << choiceCount && m_tries <= maximumTries; ++subset) {
                if (std::popcount(subset) != size)
                    continue;
                for (HopNeeds &needs : combinations(subset)) {
                    const Verdict verdict = tryNeeds(needs);
                    if (verdict == Verdict::Allowed)
                        return needs;
                    if (verdict == Verdict::Depends && !open) {
                        open = true;
                        best = needs;
                    }
                }
            }
        }
        return best;
    }

    std::vector<HopNeeds> combinations(unsigned subset) const
    {
        std::vector<HopNeeds> all{HopNeeds{}};
        for (unsigned choice = 0; choice < choiceCount; ++choice) {
            if (subset & (1u << choice))
                all = extended(all, static_cast<Choice>(choice));
        }
        return all;
    }

    Gathered m_gathered;
    bool m_inherits = false;
    bool m_callersTags = false; ///< the caller passes tags itself; a token or assertion brings its own
    std::vector<std::vector<SessionTag>> m_tags;
    bool m_nameMatters = false;
    bool m_mfaFree = false;
    bool m_ageFree = false;
    std::vector<std::string> m_names;
    std::vector<std::string> m_externalIds;
    std::vector<std::string> m_sourceIdentities;
    HopConditions m_conditions;
    int m_tries = 0;
};

} // namespace

SolvedHop solveHop(const World &world, const HopQuestion &question, bool explain)
{
    return Solver(world, question).solve(explain);
}

HopVerdict hopVerdict(const World &world, const HopQuestion &question)
{
    return Solver(world, question).solveVerdict();
}

std::size_t demand(const HopNeeds &needs)
{
    return std::size_t{needs.externalId.has_value()} + std::size_t{needs.mfa} + std::size_t{needs.mfaMaxAgeSeconds.has_value()}
    + std::size_t{needs.roleSessionName.has_value()} + std::size_t{needs.sourceIdentity.has_value()} + needs.sessionTags.size()
        + std::size_t{needs.durationSeconds.has_value()} + needs.conditions.size();
}

bool HopNeeds::empty() const
{
    return *this == HopNeeds{};
}

} // namespace rolewright
