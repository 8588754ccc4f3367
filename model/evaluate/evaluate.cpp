// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/evaluate.h"

#include "evaluate/assumptions.h"
#include "evaluate/derive.h"
#include "evaluate/evaluation.h"
#include "evaluate/exhaustive.h"
#include "evaluate/multiresource.h"
#include "evaluate/untold.h"
#include "text/utf8.h"

#include <algorithm>
#include <set>

namespace rolewright {

const ElementTrace *StatementTrace::firstFailed() const
{
    for (const ElementTrace &element : elements) {
        if (element.matched != Truth::True)
            return &element;
    }
    return nullptr;
}

namespace {

Answer evaluateAction(const Layers &layers, Request request, const EvaluateOptions &options);

/// The workspace doesn't tell some keys that statements look at; the answer took them as absent. That is said, but for a Deny that
/// would fire with some value: an answer that isn't "denied" depends on the key then.
Answer withUntold(const Layers &layers, Answer answer, const EvaluateOptions &options)
{
    Evaluation opened(layers, answer.request, UnknownKeys::AlsoUntold, false);
    opened.run();
    const auto isMet = [&](const std::string &key) { return !answer.request.context.find(key); };
    if (answer.verdict != Verdict::Denied) {
        Request asked = answer.request;
        for (const std::string &key : opened.denyCauses().keys) {
            if (isMet(key))
                asked.context.setUnknown(key);
        }
        // Nor can an allow rest on a key for which nothing is taken for granted (MFA of a role's session).
        for (const std::string &key : opened.causes().keys) {
            if (isMet(key) && isUntold(key, layers.untold) && !assumptionOf(key))
                asked.context.setUnknown(key);
        }
        Layers told = layers;
        told.untold = {.issueTime = layers.untold.issueTime, .userId = layers.untold.userId};
        Answer other = evaluateAction(told, std::move(asked), options);
        if (other.verdict == Verdict::Depends)
            answer = std::move(other);
    }
    for (const std::string &key : opened.causes().keys) {
        const std::optional<Assumption> taken = isMet(key) ? assumptionOf(key) : std::nullopt;
        if (taken && std::find(answer.assumptions.begin(), answer.assumptions.end(), *taken) == answer.assumptions.end())
            answer.assumptions.push_back(*taken);
    }
    return answer;
}

/// The answer for the request's own action; its context is complete.
Answer evaluateAction(const Layers &layers, Request request, const EvaluateOptions &options)
{
    Answer answer;
    answer.request = std::move(request);
    answer.assumptions = layers.assumptions;
    Evaluation evaluation(layers, answer.request, UnknownKeys::Unknown, options.explain);
    evaluation.run();
    if (answer.request.context.unknownKeys().empty()) {
        answer.decision = evaluation.decision();
    } else {
        Evaluation absent(layers, answer.request, UnknownKeys::Absent, false);
        absent.run();
        answer.decision = absent.decision();
    }
    evaluation.fill(answer, options.explain);
    if (answer.verdict == Verdict::Depends)
        answer.dependsOn.assign(evaluation.causes().keys.begin(), evaluation.causes().keys.end());
    // Kleene's logic doesn't see that "x or not x" is true: where the values that matter are few, all of them are tried.
    if (answer.verdict == Verdict::Depends && answer.inconclusive.empty() && !answer.dependsOn.empty()) {
        if (const std::optional<Verdict> same = sameForAllValues(layers, answer.request, answer.dependsOn)) {
            answer.verdict = *same;
            answer.dependsOn.clear();
        }
    }
    if (evaluation.metUntold())
        return withUntold(layers, std::move(answer), options);
    return answer;
}

/// Permissions that assuming a role needs beside its own when the request passes session tags or a source identity.
/// IAM User Guide, id_session-tags "Permissions required to add session tags"; id_credentials_temp_control-access_monitor
/// "Permissions required to set source identity".
struct Companion {
    const char *action;
    RuleId rule;
    std::vector<std::string> unknownKeys; ///< of the keys that would ask for it; empty when one of them is given
};

bool asksForTags(const std::string &key)
{
    return key.starts_with("aws:requesttag/") || key == "aws:tagkeys" || key == "sts:transitivetagkeys";
}

void addCompanion(std::vector<Companion> &companions, const Request &request, Companion companion, bool (*asks)(const std::string &))
{
    bool given = false;
    for (const auto &[key, value] : request.context.entries()) {
        if (!asks(key))
            continue;
        if (value.provenance == Provenance::Unknown)
            companion.unknownKeys.push_back(value.name);
        else
            given = given || !value.values.empty();
    }
    if (given)
        companion.unknownKeys.clear();
    if (given || !companion.unknownKeys.empty())
        companions.push_back(std::move(companion));
}

std::vector<Companion> companionsOf(const Request &request)
{
    std::vector<Companion> result;
    constexpr std::string_view assuming = "sts:assumerole";
    if (!equalsIgnoringCase(std::string_view(request.action).substr(0, assuming.size()), assuming))
        return result;
    addCompanion(result, request, {"sts:TagSession", RuleId::SessionTagsNeedPermission, {}}, asksForTags);
    addCompanion(result, request, {"sts:SetSourceIdentity", RuleId::SourceIdentityNeedsPermission, {}},
                 [](const std::string &key) { return key == "sts:sourceidentity"; });
    return result;
}

/// Tags that the workspace tells twice are no facts that somebody could give (see gather.cpp): they are the only ones that `gathered` doesn't
/// know and `asked` does.
void tellTagsThatDiffer(const Request &asked, const Request &gathered, Answer &answer)
{
    std::erase_if(answer.dependsOn, [&](const std::string &key) {
        const ContextValue *value = mayBeUntold(key) && !asked.context.find(key) ? gathered.context.find(key) : nullptr;
        if (!value || value->provenance != Provenance::Unknown)
            return false;
        answer.inconclusive.push_back({Inconclusive::Reason::NotModelled, Layer::Identity, "tagsDifferByCase:" + key});
        return true;
    });
}

} // namespace

Answer evaluate(const Layers &layers, Request request, const EvaluateOptions &options)
{
    if (!request.resources.empty()) {
        std::vector<Answer> each;
        for (const RequestedResource &resource : request.resources)
            each.push_back(evaluate(layers, requestFor(request, resource), options));
        return combined(std::move(each), request);
    }
    if (request.deriveContext)
        deriveContext(request);
    const std::vector<Companion> companions = companionsOf(request);
    if (companions.empty())
        return evaluateAction(layers, std::move(request), options);
    Answer answer = evaluateAction(layers, request, options);
    for (const Companion &companion : companions) {
        if (answer.verdict == Verdict::Denied)
            break;
        Request also = request;
        also.action = companion.action;
        Answer needed = evaluateAction(layers, std::move(also), options);
        if (needed.verdict != Verdict::Allowed && companion.unknownKeys.empty()) {
            needed.request = request;
            needed.companion = companion.action;
            answer = std::move(needed);
        } else if (needed.verdict != Verdict::Allowed) {
            // Whether the request passes them isn't known, and it would fail with them.
            answer.verdict = Verdict::Depends;
            std::set<std::string> keys(answer.dependsOn.begin(), answer.dependsOn.end());
            keys.insert(companion.unknownKeys.begin(), companion.unknownKeys.end());
            answer.dependsOn.assign(keys.begin(), keys.end());
        }
        answer.rules.push_back(companion.rule);
    }
    return answer;
}

Answer evaluate(const World &world, const Request &request, const EvaluateOptions &options)
{
    if (!request.resources.empty()) {
        std::vector<Answer> each;
        for (const RequestedResource &resource : request.resources) {
            each.push_back(evaluate(world, requestFor(request, resource), options));
            std::erase(each.back().assumptions, Assumption::OtherResources);
        }
        return combined(std::move(each), request);
    }
    const Gathered gathered = gather(world, request);
    Answer answer = evaluate(gathered.layers, gathered.request, options);
    tellTagsThatDiffer(request, gathered.request, answer);
    assumeOf(answer.decision, answer.verdict, traitsOf(answer.request.action), answer.request.resource, answer.assumptions);
    return answer;
}

} // namespace rolewright
