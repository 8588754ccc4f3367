// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/evaluate.h"

#include "evaluate/derive.h"
#include "evaluate/evaluation.h"

namespace rolewright {

const ElementTrace *StatementTrace::firstFailed() const
{
    for (const ElementTrace &element : elements) {
        if (element.matched != Truth::True)
            return &element;
    }
    return nullptr;
}

Answer evaluate(const Layers &layers, const Request &request, const EvaluateOptions &options)
{
    Answer answer;
    answer.request = request;
    if (request.deriveContext)
        deriveContext(answer.request);
    answer.assumptions = layers.assumptions;
    const std::vector<std::string> unknownKeys = answer.request.context.unknownKeys();

    Evaluation evaluation(layers, answer.request, false, options.explain);
    evaluation.run();
    const auto decide = [](const Evaluation &pass) {
        if (pass.denied() == Truth::True)
            return Decision::ExplicitDeny;
        // What is still unknown with every key given or absent doesn't count as an Allow.
        return pass.allowed() == Truth::True ? Decision::Allowed : Decision::ImplicitDeny;
    };
    if (unknownKeys.empty()) {
        answer.decision = decide(evaluation);
    } else {
        Evaluation absent(layers, answer.request, true, false);
        absent.run();
        answer.decision = decide(absent);
    }

    if (evaluation.denied() == Truth::True)
        answer.verdict = Verdict::Denied;
    else if (evaluation.unusable())
        answer.verdict = Verdict::Depends;
    else if (evaluation.allowed() == Truth::Unknown)
        answer.verdict = Verdict::Depends;
    else
        answer.verdict = evaluation.allowed() == Truth::True ? Verdict::Allowed : Verdict::Denied;
    if (answer.verdict == Verdict::Depends)
        answer.dependsOn.assign(evaluation.causes().keys.begin(), evaluation.causes().keys.end());
    evaluation.fill(answer, options.explain);
    if (answer.verdict != Verdict::Depends)
        answer.inconclusive.clear();
    return answer;
}

Answer evaluate(const World &world, const Request &request, const EvaluateOptions &options)
{
    const Gathered gathered = gather(world, request);
    return evaluate(gathered.layers, gathered.request, options);
}

} // namespace rolewright
