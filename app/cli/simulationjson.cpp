// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/simulationjson.h"

#include "evaluate/answerjson.h"
#include "words/words.h"

namespace rolewright::cli {
namespace {

using Json = nlohmann::ordered_json;

Json hopsJson(const std::vector<Hop> &hops)
{
    Json list = Json::array();
    for (const Hop &hop : hops) {
        list.push_back({{"kind", "assumeRole"}, {"from", hop.from}, {"to", hop.to}, {"needs", needsJson(hop.needs)},
            {"command", hop.command}, {"answer", rolewright::toJson(hop.answer)}});
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

Json factsJson(const std::vector<FactSet> &sets)
{
    Json list = Json::array();
    for (const FactSet &set : sets) {
        Json facts = Json::array();
        for (const Fact &fact : set) {
            Json one{{"key", fact.key}};
            switch (fact.kind) {
            case Fact::Kind::Absent:
                one["is"] = "absent";
                break;
            case Fact::Kind::Equals:
                one["is"] = "equal";
                break;
            case Fact::Kind::Holds:
            case Fact::Kind::Fails:
                one["is"] = fact.kind == Fact::Kind::Holds ? "holding" : "failing";
                one["operator"] = fact.operatorText;
                break;
            }
            if (fact.kind != Fact::Kind::Absent)
                one["values"] = fact.values;
            facts.push_back(std::move(one));
        }
        list.push_back(std::move(facts));
    }
    return list;
}

} // namespace

Json needsJson(const HopNeeds &needs)
{
    Json json = Json::object();
    if (needs.externalId)
        json["externalId"] = *needs.externalId;
    if (needs.mfa)
        json["mfa"] = true;
    if (needs.mfaMaxAgeSeconds)
        json["mfaMaxAgeSeconds"] = *needs.mfaMaxAgeSeconds;
    for (const Tag &tag : needs.sessionTags)
        json["sessionTags"][tag.key] = tag.value;
    if (needs.sourceIdentity)
        json["sourceIdentity"] = *needs.sourceIdentity;
    if (needs.roleSessionName)
        json["roleSessionName"] = *needs.roleSessionName;
    if (needs.durationSeconds)
        json["durationSeconds"] = *needs.durationSeconds;
    return json;
}

Json toJson(const Simulation &simulation, bool directOnly)
{
    Json json;
    json["direct"] = rolewright::toJson(simulation.direct);
    json["verdict"] = name(simulation.verdict);
    if (!simulation.facts.allowedIf.empty() || !simulation.facts.deniedIf.empty()) {
        json["allowedIf"] = factsJson(simulation.facts.allowedIf);
        json["deniedIf"] = factsJson(simulation.facts.deniedIf);
    }
    if (directOnly)
        return json;
    json["routes"] = Json::array();
    for (const Route &route : simulation.routes)
        json["routes"].push_back({{"hops", hopsJson(route.hops)}, {"answer", rolewright::toJson(route.answer)}});
    json["nearMisses"] = Json::array();
    for (const NearMiss &nearMiss : simulation.nearMisses)
        json["nearMisses"].push_back(nearMissJson(nearMiss));
    json["limitReached"] = simulation.limitReached;
    return json;
}

} // namespace rolewright::cli
