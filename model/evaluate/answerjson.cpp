// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/answerjson.h"

#include <nlohmann/json.hpp>

namespace rolewright {

std::string_view name(Layer layer)
{
    switch (layer) {
    case Layer::Identity:
        return "identity";
    case Layer::Boundary:
        return "boundary";
    case Layer::Session:
        return "session";
    case Layer::Resource:
        return "resource";
    case Layer::Trust:
        return "trust";
    case Layer::VpcEndpoint:
        return "vpcEndpoint";
    case Layer::Scp:
        return "scp";
    case Layer::Rcp:
        return "rcp";
    }
    return "identity";
}

std::string_view name(Decision decision)
{
    switch (decision) {
    case Decision::Allowed:
        return "allowed";
    case Decision::ExplicitDeny:
        return "explicitDeny";
    case Decision::ImplicitDeny:
        return "implicitDeny";
    }
    return "implicitDeny";
}

std::string_view name(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Allowed:
        return "allowed";
    case Verdict::Denied:
        return "denied";
    case Verdict::Depends:
        return "depends";
    }
    return "depends";
}

nlohmann::ordered_json toJson(const Answer &answer)
{
    nlohmann::ordered_json json;
    json["decision"] = name(answer.decision);
    json["verdict"] = name(answer.verdict);
    json["blockedBy"] = nlohmann::ordered_json::array();
    for (const Layer layer : answer.blockedBy)
        json["blockedBy"].push_back(name(layer));
    json["statements"] = nlohmann::ordered_json::array();
    for (const StatementRef &statement : answer.statements) {
        json["statements"].push_back({{"layer", name(statement.layer)},
                                      {"policy", statement.policy},
                                      {"index", statement.index},
                                      {"sid", statement.sid},
                                      {"effect", statement.effect == Effect::Allow ? "Allow" : "Deny"}});
    }
    json["dependsOn"] = answer.dependsOn;
    json["rules"] = nlohmann::ordered_json::array();
    for (const RuleId rule : answer.rules)
        json["rules"].push_back(ruleName(rule));
    if (!answer.inconclusive.empty()) {
        nlohmann::ordered_json reasons = nlohmann::ordered_json::array();
        for (const Inconclusive &inconclusive : answer.inconclusive)
            reasons.push_back({{"reason", inconclusiveName(inconclusive.reason)},
                               {"layer", name(inconclusive.layer)},
                               {"subject", inconclusive.subject}});
        json["inconclusive"] = std::move(reasons);
    }
    if (!answer.assumptions.empty()) {
        json["assumed"] = nlohmann::ordered_json::array();
        for (const Assumption assumption : answer.assumptions)
            json["assumed"].push_back(name(assumption));
    }
    for (const Answer &one : answer.each) {
        nlohmann::ordered_json row{{"resource", one.request.resource}};
        row.update(toJson(one));
        json["resources"].push_back(std::move(row));
    }
    return json;
}

std::string_view name(Assumption assumption)
{
    switch (assumption) {
    case Assumption::ResourceInCallersAccount: return "resourceInCallersAccount";
    case Assumption::NoResourcePolicy: return "noResourcePolicy";
    case Assumption::EndpointAllows: return "endpointAllows";
    case Assumption::OtherResources: return "otherResources";
    case Assumption::NoGrant: return "noGrant";
    case Assumption::NoPrincipalTags: return "noPrincipalTags";
    case Assumption::NoResourceTags: return "noResourceTags";
    case Assumption::NoOrganization: return "noOrganization";
    case Assumption::ResourceNotNamed: return "resourceNotNamed";
    case Assumption::ResourceOfOtherType: return "resourceOfOtherType";
    case Assumption::CompleteExport: return "completeExport";
    }
    return {};
}

std::string_view inconclusiveName(Inconclusive::Reason reason)
{
    switch (reason) {
    case Inconclusive::Reason::UnusableDocument:
        return "unusableDocument";
    case Inconclusive::Reason::MissingDocument:
        return "missingDocument";
    case Inconclusive::Reason::UnknownPrincipal:
        return "unknownPrincipal";
    case Inconclusive::Reason::UnknownResourcePolicy:
        return "unknownResourcePolicy";
    case Inconclusive::Reason::ContradictingEntries:
        return "contradictingEntries";
    case Inconclusive::Reason::NotModelled:
        return "notModelled";
    }
    return "notModelled";
}

} // namespace rolewright
