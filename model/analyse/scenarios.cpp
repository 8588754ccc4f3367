// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/scenarios.h"

#include "evaluate/answerjson.h"
#include "text/json.h"

#include <algorithm>
#include <cstdlib>

namespace rolewright {
namespace {

/// Of what a question may hold beside the fields that every scenario has (contract.md, the shape of `request`).
json::Parsed questionField(const Scenario &scenario, std::string_view key)
{
    for (const ExtraField &field : scenario.questionExtra) {
        if (field.key == key)
            return json::parse(field.json);
    }
    return {};
}

} // namespace

std::optional<Request> scenarioRequest(const Scenario &scenario)
{
    std::optional<Principal> principal = parsePrincipal(scenario.principal);
    if (!principal)
        return std::nullopt;
    Request request;
    request.principal = std::move(*principal);
    request.action = scenario.action;
    if (!scenario.resource.empty())
        request.resource = scenario.resource;
    const json::Parsed account = questionField(scenario, "resourceAccount");
    if (account.value && account.value->isString())
        request.resourceAccount = account.value->text;
    if (const json::Parsed resources = questionField(scenario, "resources"); resources.value && resources.value->isArray()) {
        for (const json::Value &resource : resources.value->items) {
            if (resource.isString())
                request.resources.push_back({std::string(resource.text), {}});
        }
    }
    for (const auto &[key, values] : scenario.context)
        request.context.set(key, values, Provenance::Given, values.size() != 1);
    for (const std::string &key : scenario.unknown)
        request.context.setUnknown(key);
    return request;
}

Scenario scenarioFromRequest(const Request &request)
{
    Scenario scenario;
    scenario.principal = request.principal.arn;
    scenario.action = request.action;
    scenario.resource = request.resource;
    if (!request.resourceAccount.empty())
        scenario.questionExtra.push_back({"resourceAccount", json::quoted(request.resourceAccount)});
    if (!request.resources.empty()) {
        std::string list;
        for (const RequestedResource &resource : request.resources)
            list += (list.empty() ? "[" : ",") + json::quoted(resource.arn);
        scenario.questionExtra.push_back({"resources", list + ']'});
    }
    for (const auto &[lowered, value] : request.context.entries()) {
        if (value.provenance == Provenance::Given)
            scenario.context[value.name] = value.values;
        else if (value.provenance == Provenance::Unknown)
            scenario.unknown.push_back(value.name);
    }
    return scenario;
}

ScenarioResult runScenario(const World &world, const Scenario &scenario, const std::function<bool()> &cancelled)
{
    ScenarioResult result;
    const std::optional<Request> request = scenarioRequest(scenario);
    if (!request)
        return result;

    RouteOptions options;
    options.explain = false;
    options.nearMisses = false;
    options.cancelled = cancelled;
    const json::Parsed hops = questionField(scenario, "maxHops");
    if (hops.value && hops.value->kind == json::Kind::Number)
        options.maximumHops = std::clamp(std::atoi(std::string(hops.value->text).c_str()), 1, 10);
    result.simulation = simulate(world, *request, options);

    result.direct = name(result.simulation.direct.verdict);
    result.verdict = name(result.simulation.verdict);
    for (const Route &route : result.simulation.routes) {
        if (route.hops.empty() || route.answer.verdict != Verdict::Allowed)
            continue;
        const std::string &role = route.hops.back().to;
        if (std::find(result.via.begin(), result.via.end(), role) == result.via.end())
            result.via.push_back(role);
    }

    result.directAsExpected = scenario.expectDirect.empty() || scenario.expectDirect == result.direct;
    result.verdictAsExpected = scenario.expectVerdict.empty() || scenario.expectVerdict == result.verdict;
    for (const std::string &role : scenario.expectVia) {
        if (std::find(result.via.begin(), result.via.end(), role) == result.via.end())
            result.missingVia.push_back(role);
    }
    const bool passed = result.directAsExpected && result.verdictAsExpected && result.missingVia.empty()
        && !result.simulation.cancelled;
    result.state = passed ? ScenarioResult::State::Passed : ScenarioResult::State::Failed;
    return result;
}

Scenario expecting(Scenario scenario, const ScenarioResult &result)
{
    scenario.expectDirect = result.direct;
    scenario.expectVerdict = result.verdict;
    scenario.expectVia = result.via;
    return scenario;
}

} // namespace rolewright
