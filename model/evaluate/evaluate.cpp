// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/evaluate.h"

#include "evaluate/derive.h"
#include "evaluate/evaluation.h"
#include "evaluate/exhaustive.h"
#include "text/utf8.h"

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

Verdict verdictOf(const Evaluation &evaluation)
{
    if (evaluation.denied() == Truth::True)
        return Verdict::Denied;
    if (evaluation.unusable() || evaluation.allowed() == Truth::Unknown)
        return Verdict::Depends;
    return evaluation.allowed() == Truth::True ? Verdict::Allowed : Verdict::Denied;
}

Decision decisionOf(const Evaluation &evaluation)
{
    if (evaluation.denied() == Truth::True)
        return Decision::ExplicitDeny;
    // What is still unknown with every key given or absent doesn't count as an Allow.
    return evaluation.allowed() == Truth::True ? Decision::Allowed : Decision::ImplicitDeny;
}

/// The answer for the request's own action; its context is complete.
Answer evaluateAction(const Layers &layers, const Request &request, const EvaluateOptions &options)
{
    Answer answer;
    answer.request = request;
    answer.assumptions = layers.assumptions;
    Evaluation evaluation(layers, answer.request, false, options.explain);
    evaluation.run();
    if (answer.request.context.unknownKeys().empty()) {
        answer.decision = decisionOf(evaluation);
    } else {
        Evaluation absent(layers, answer.request, true, false);
        absent.run();
        answer.decision = decisionOf(absent);
    }
    answer.verdict = verdictOf(evaluation);
    if (answer.verdict == Verdict::Depends)
        answer.dependsOn.assign(evaluation.causes().keys.begin(), evaluation.causes().keys.end());
    evaluation.fill(answer, options.explain);
    if (answer.verdict != Verdict::Depends)
        answer.inconclusive.clear();
    // Kleene's logic doesn't see that "x or not x" is true: where the values that matter are few, all of them are tried.
    if (answer.verdict == Verdict::Depends && answer.inconclusive.empty() && !answer.dependsOn.empty()) {
        if (const std::optional<Verdict> same = sameForAllValues(layers, answer.request, answer.dependsOn)) {
            answer.verdict = *same;
            answer.dependsOn.clear();
        }
    }
    return answer;
}

/// Permissions that assuming a role needs beside its own when the request passes session tags or a source identity.
/// IAM User Guide, id_session-tags "Permissions required to add session tags"; id_credentials_temp_control-access_monitor
/// "Permissions required to set source identity".
struct Companion {
    const char *action;
    RuleId rule;
};

std::vector<Companion> companionsOf(const Request &request)
{
    std::vector<Companion> result;
    if (!lowered(request.action).starts_with("sts:assumerole"))
        return result;
    const auto given = [&](const ContextValue &value) { return value.provenance == Provenance::Given && !value.values.empty(); };
    bool tags = false;
    bool identity = false;
    for (const auto &[name, value] : request.context.entries()) {
        tags = tags || (given(value) && (name.starts_with("aws:requesttag/") || name == "aws:tagkeys" || name == "sts:transitivetagkeys"));
        identity = identity || (given(value) && name == "sts:sourceidentity");
    }
    if (tags)
        result.push_back({"sts:TagSession", RuleId::SessionTagsNeedPermission});
    if (identity)
        result.push_back({"sts:SetSourceIdentity", RuleId::SourceIdentityNeedsPermission});
    return result;
}

} // namespace

Answer evaluate(const Layers &layers, const Request &request, const EvaluateOptions &options)
{
    Request complete = request;
    if (request.deriveContext)
        deriveContext(complete);
    Answer answer = evaluateAction(layers, complete, options);
    for (const Companion &companion : companionsOf(complete)) {
        if (answer.verdict == Verdict::Denied)
            break;
        Request also = complete;
        also.action = companion.action;
        Answer needed = evaluateAction(layers, also, options);
        if (needed.verdict != Verdict::Allowed) {
            needed.request = complete;
            answer = std::move(needed);
        }
        answer.rules.push_back(companion.rule);
    }
    return answer;
}

Answer evaluate(const World &world, const Request &request, const EvaluateOptions &options)
{
    const Gathered gathered = gather(world, request);
    return evaluate(gathered.layers, gathered.request, options);
}

} // namespace rolewright
