// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/simulationjson.h"

#include "evaluate/answerjson.h"
#include "evaluate/sessionpolicies.h"
#include "words/words.h"
#include "world/permissionsetrole.h"

namespace rolewright::cli {
namespace {

using Json = nlohmann::ordered_json;

Json factJson(const Fact &fact)
{
    Json one{{"key", fact.key}};
    switch (fact.kind) {
    case Fact::Kind::Absent:
        one["is"] = "absent";
        return one;
    case Fact::Kind::Equals:
        one["is"] = "equal";
        break;
    case Fact::Kind::Holds:
    case Fact::Kind::Fails:
        one["is"] = fact.kind == Fact::Kind::Holds ? "holding" : "failing";
        one["operator"] = fact.operatorText;
        break;
    }
    one["values"] = fact.values;
    return one;
}

Json factsJson(const FactSet &set)
{
    Json facts = Json::array();
    for (const Fact &fact : set)
        facts.push_back(factJson(fact));
    return facts;
}

/// What AWS keeps with the credentials that a hop makes.
Json sessionJson(const Session &session)
{
    Json json{{"principal", session.principal.arn}};
    for (const SessionTag &tag : session.tags)
        json["tags"].push_back({{"key", tag.key}, {"value", tag.value}, {"transitive", tag.transitive}});
    if (!session.sourceIdentity.empty())
        json["sourceIdentity"] = session.sourceIdentity;
    json["mfa"] = session.mfa;
    json["chained"] = session.chained;
    if (session.seconds > 0)
        json["seconds"] = session.seconds;
    for (const ContextValue &value : session.federation)
        json["federation"][value.name] = value.values.size() == 1 && !value.list ? Json(value.values.front()) : Json(value.values);
    return json;
}

Json routesJson(const std::vector<Route> &routes)
{
    Json list = Json::array();
    for (const Route &route : routes) {
        Json json{{"hops", hopsJson(route.hops)}, {"answer", rolewright::toJson(route.answer)}};
        if (!route.conditions.empty())
            json["conditions"] = factsJson(route.conditions);
        list.push_back(std::move(json));
    }
    return list;
}

std::string sideName(Missing::Side side)
{
    switch (side) {
    case Missing::Side::Trust:
        return "trust";
    case Missing::Side::Identity:
        return "identity";
    case Missing::Side::Boundary:
        return "boundary";
    case Missing::Side::Session:
        return "session";
    case Missing::Side::Scp:
        return "scp";
    case Missing::Side::Rcp:
        return "rcp";
    case Missing::Side::Resource:
        return "resource";
    case Missing::Side::InstanceProfile:
        return "instanceProfile";
    case Missing::Side::Context:
        break;
    }
    return "context";
}

Json nearMissJson(const NearMiss &nearMiss)
{
    Json missing = Json::array();
    for (const Missing &one : nearMiss.missing) {
        missing.push_back({{"side", sideName(one.side)}, {"code", one.code}, {"what", words::missing(one).toStdString()},
            {"fix", words::fix(one).toStdString()}});
    }
    return {{"hops", hopsJson(nearMiss.hops)}, {"answer", rolewright::toJson(nearMiss.answer)}, {"missing", missing}};
}

Json factSetsJson(const std::vector<FactSet> &sets)
{
    Json list = Json::array();
    for (const FactSet &set : sets)
        list.push_back(factsJson(set));
    return list;
}

} // namespace

const char *kindName(HopKind kind)
{
    switch (kind) {
    case HopKind::AssumeRole:
        break;
    case HopKind::WebIdentity:
        return "assumeRoleWithWebIdentity";
    case HopKind::Saml:
        return "assumeRoleWithSAML";
    case HopKind::SessionToken:
        return "getSessionToken";
    case HopKind::FederationToken:
        return "getFederationToken";
    case HopKind::PassRole:
        return "passRole";
    }
    return "assumeRole";
}

Json hopsJson(const std::vector<Hop> &hops)
{
    Json list = Json::array();
    for (const Hop &hop : hops) {
        Json json{{"kind", kindName(hop.kind)}, {"from", hop.from}, {"to", hop.to}};
        if (!hop.service.empty())
            json["service"] = hop.service;
        if (const auto reserved = permissionSetRole(hop.to)) {
            json["permissionSet"] = {{"name", reserved->permissionSet}, {"account", reserved->account}};
            if (!reserved->region.empty())
                json["permissionSet"]["region"] = reserved->region;
        }
        json["needs"] = needsJson(hop.needs);
        json["command"] = hop.command;
        json["answer"] = rolewright::toJson(hop.answer);
        for (const Answer &answer : hop.further)
            json["further"].push_back(rolewright::toJson(answer));
        json["session"] = sessionJson(hop.session);
        list.push_back(std::move(json));
    }
    return list;
}

Json needsJson(const HopNeeds &needs)
{
    Json json = Json::object();
    if (needs.externalId)
        json["externalId"] = *needs.externalId;
    if (needs.mfa)
        json["mfa"] = true;
    if (needs.mfaMaxAgeSeconds)
        json["mfaMaxAgeSeconds"] = *needs.mfaMaxAgeSeconds;
    if (needs.region)
        json["region"] = *needs.region;
    if (needs.resource)
        json["resource"] = *needs.resource;
    if (needs.mfaMinAgeSeconds)
        json["mfaMinAgeSeconds"] = *needs.mfaMinAgeSeconds;
    for (const SessionTag &tag : needs.sessionTags) {
        json["sessionTags"][tag.key] = tag.value;
        if (tag.transitive)
            json["transitiveTagKeys"].push_back(tag.key);
    }
    if (needs.sourceIdentity)
        json["sourceIdentity"] = *needs.sourceIdentity;
    if (needs.roleSessionName)
        json["roleSessionName"] = *needs.roleSessionName;
    if (needs.durationSeconds)
        json["durationSeconds"] = *needs.durationSeconds;
    if (const auto &policies = needs.sessionPolicies) {
        if (policies->inlinePolicy)
            json["policy"] = policies->inlinePolicy->text();
        if (!policies->managed.empty())
            json["policyArns"] = policies->managed;
    }
    if (!needs.conditions.empty())
        json["conditions"] = factsJson(needs.conditions);
    return json;
}

Json toJson(const Simulation &simulation, bool directOnly)
{
    Json json;
    json["direct"] = rolewright::toJson(simulation.direct);
    json["verdict"] = name(simulation.verdict);
    if (!simulation.facts.allowedIf.empty() || !simulation.facts.deniedIf.empty()) {
        json["allowedIf"] = factSetsJson(simulation.facts.allowedIf);
        json["deniedIf"] = factSetsJson(simulation.facts.deniedIf);
    }
    if (directOnly)
        return json;
    json["routes"] = routesJson(simulation.routes);
    json["conditionalRoutes"] = routesJson(simulation.conditionalRoutes);
    json["nearMisses"] = Json::array();
    for (const NearMiss &nearMiss : simulation.nearMisses)
        json["nearMisses"].push_back(nearMissJson(nearMiss));
    json["limitReached"] = simulation.limitReached;
    return json;
}

} // namespace rolewright::cli
