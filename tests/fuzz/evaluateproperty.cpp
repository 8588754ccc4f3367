// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/properties.h"

#include "evaluate/answerjson.h"
#include "evaluate/evaluate.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace rolewright::fuzz {

namespace {

std::string asText(const Answer &answer)
{
    return toJson(answer).dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string answerFault(const Answer &answer, const Case &one)
{
    if (answer.verdict == Verdict::Allowed && answer.decision != Decision::Allowed)
        return "allowed, whatever the unknown keys are, but not without them";
    if (answer.verdict == Verdict::Denied && answer.decision == Decision::Allowed)
        return "denied, whatever the unknown keys are, but allowed without them";
    if (answer.verdict == Verdict::Depends && answer.dependsOn.empty() && answer.inconclusive.empty())
        return "depends on nothing";
    for (const std::string &key : answer.dependsOn) {
        const ContextValue *value = one.request.context.find(key);
        if (!value || value->provenance != Provenance::Unknown)
            return "depends on a key that isn't unknown: " + key;
    }
    return {};
}

bool isAllowed(const Layers &layers, const Request &request)
{
    const Answer answer = evaluate(layers, request, {false});
    return answer.verdict == Verdict::Allowed;
}

Layers withIdentity(Layers layers, std::string text)
{
    layers.identity.push_back({"more", PolicyDocument::parse(std::move(text)), {}, {}});
    return layers;
}

std::string monotonyFault(const Case &one)
{
    const bool before = isAllowed(one.layers, one.request);
    const bool withDeny = isAllowed(
        withIdentity(one.layers, R"({"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]})"), one.request);
    if (withDeny && !before)
        return "one more Deny allows more";
    // The broken text might hold that Deny.
    if (isAllowed(withIdentity(one.layers, R"({"Statement":[{"Effect":"De)"), one.request) && !withDeny)
        return "allowed in spite of a policy that can't be read";
    return {};
}

std::string orderFault(const Case &one, const Answer &answer)
{
    Layers layers = one.layers;
    std::reverse(layers.identity.begin(), layers.identity.end());
    for (auto *list : {&layers.boundary, &layers.session, &layers.vpcEndpoint}) {
        if (*list)
            std::reverse((*list)->begin(), (*list)->end());
    }
    for (auto *levels : {&layers.scp, &layers.rcp}) {
        for (LayerLevel &level : *levels)
            std::reverse(level.policies.begin(), level.policies.end());
    }
    const Answer other = evaluate(layers, one.request, {false});
    return other.verdict == answer.verdict && other.decision == answer.decision ? "" : "the order of policies matters";
}

} // namespace

std::string evaluateFault(std::string_view line)
{
    const json::Parsed parsed = json::parse(line);
    if (!parsed.value)
        return hasErrors(parsed.diagnostics) ? "" : "no value and no error";
    Case one;
    ShapeError error;
    const bool isCase = caseFromJson(*parsed.value, line, one, &error);
    if (!json::parse(one.idJson).value)
        return "the id isn't JSON";
    if (!isCase)
        return !error.code.empty() && (error.at.empty() || error.at.front() == '/') ? "" : "a refused case without an error";

    const Answer answer = evaluate(one.layers, one.request);
    const std::string text = asText(answer);
    if (!nlohmann::json::accept(text))
        return "the answer isn't JSON";
    if (asText(evaluate(one.layers, one.request, {false})) != text)
        return "explaining changes the answer";
    if (std::string fault = answerFault(answer, one); !fault.empty())
        return fault;
    if (std::string fault = monotonyFault(one); !fault.empty())
        return fault;
    return orderFault(one, answer);
}

} // namespace rolewright::fuzz
