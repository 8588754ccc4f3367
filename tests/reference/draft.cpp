// SPDX-License-Identifier: GPL-3.0-or-later
#include "reference/draft.h"

#include "text/utf8.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <stdexcept>

namespace rolewright::reference {

namespace {

using Json = nlohmann::ordered_json;

/// One value alone, several as a list: both forms occur in policies.
Json oneOrList(const std::vector<std::string> &values)
{
    return values.size() == 1 ? Json(values.front()) : Json(values);
}

Json conditionValues(const DraftCondition &condition)
{
    if (!condition.bare)
        return oneOrList(condition.values);
    Json list = Json::array();
    for (const std::string &value : condition.values)
        list.push_back(Json::parse(value));
    return list;
}

Json statementJson(const DraftStatement &statement)
{
    Json json;
    json["Effect"] = statement.allow ? "Allow" : "Deny";
    if (statement.hasPrincipal) {
        Json &element = json[statement.notPrincipal ? "NotPrincipal" : "Principal"];
        if (statement.principals.size() == 1 && statement.principals.front().first.empty()) {
            element = "*";
        } else {
            element = Json::object();
            for (const auto &[type, value] : statement.principals)
                element[type.empty() ? "AWS" : type].push_back(value);
        }
    }
    json[statement.notAction ? "NotAction" : "Action"] = oneOrList(statement.actions);
    if (!statement.resources.empty())
        json[statement.notResource ? "NotResource" : "Resource"] = oneOrList(statement.resources);
    for (const DraftCondition &condition : statement.conditions)
        json["Condition"][condition.op][condition.key] = conditionValues(condition);
    return json;
}

Json policyJson(const DraftPolicy &policy)
{
    Json json;
    if (!policy.version.empty())
        json["Version"] = policy.version;
    json["Statement"] = Json::array();
    for (const DraftStatement &statement : policy.statements)
        json["Statement"].push_back(statementJson(statement));
    return json;
}

Json listJson(const std::vector<DraftPolicy> &policies)
{
    Json list = Json::array();
    for (const DraftPolicy &policy : policies)
        list.push_back({{"name", "p" + std::to_string(list.size())}, {"document", policyJson(policy)}});
    return list;
}

Json levelsJson(const std::vector<std::vector<DraftPolicy>> &levels)
{
    Json list = Json::array();
    for (const std::vector<DraftPolicy> &level : levels)
        list.push_back(listJson(level));
    return list;
}

void checkUsable(const LayerPolicy &policy, PolicyKind kind, const std::string &json)
{
    if (!policy.document || !policy.document->usableAs(kind))
        throw std::runtime_error("document can't be used: " + json);
}

void checkUsable(const std::vector<LayerPolicy> &policies, PolicyKind kind, const std::string &json)
{
    for (const LayerPolicy &policy : policies)
        checkUsable(policy, kind, json);
}

/// Every draft with one element of the list less; `list` finds it in a draft.
template <typename Find>
void withOneLess(const DraftCase &draft, std::size_t atLeast, std::vector<DraftCase> &results, Find list)
{
    DraftCase copy = draft;
    const std::size_t size = list(copy).size();
    if (size <= atLeast)
        return;
    for (std::size_t i = 0; i < size; ++i) {
        DraftCase less = draft;
        list(less).erase(list(less).begin() + static_cast<std::ptrdiff_t>(i));
        results.push_back(std::move(less));
    }
}

} // namespace

void DraftStatement::add(DraftCondition condition)
{
    const auto same = [&](const DraftCondition &other) { return other.op == condition.op && equalsIgnoringCase(other.key, condition.key); };
    if (std::none_of(conditions.begin(), conditions.end(), same))
        conditions.push_back(std::move(condition));
}

std::vector<std::vector<DraftPolicy> *> DraftCase::lists()
{
    std::vector<std::vector<DraftPolicy> *> result{&identity};
    for (std::optional<std::vector<DraftPolicy>> *list : {&boundary, &session, &vpcEndpoint}) {
        if (*list)
            result.push_back(&**list);
    }
    for (std::vector<std::vector<DraftPolicy>> *levels : {&scp, &rcp}) {
        for (std::vector<DraftPolicy> &level : *levels)
            result.push_back(&level);
    }
    return result;
}

std::vector<DraftPolicy *> DraftCase::policies()
{
    std::vector<DraftPolicy *> result;
    for (std::vector<DraftPolicy> *list : lists()) {
        for (DraftPolicy &policy : *list)
            result.push_back(&policy);
    }
    if (resourcePolicy)
        result.push_back(&*resourcePolicy);
    return result;
}

std::string toJson(const DraftPolicy &policy)
{
    return policyJson(policy).dump();
}

std::string toJson(const DraftCase &draft)
{
    Json json;
    Json &request = json["request"];
    request = {{"principal", draft.principal}, {"action", draft.action}, {"resource", draft.resource}};
    if (!draft.resourceAccount.empty())
        request["resourceAccount"] = draft.resourceAccount;
    request["context"] = Json::object();
    for (const DraftValue &value : draft.context)
        request["context"][value.key] = value.list ? Json(value.values) : Json(value.values.front());
    Json &policies = json["policies"];
    policies["identity"] = listJson(draft.identity);
    if (draft.boundary)
        policies["boundary"] = listJson(*draft.boundary);
    if (draft.session)
        policies["session"] = listJson(*draft.session);
    if (draft.resourcePolicy)
        policies["resource"] = policyJson(*draft.resourcePolicy);
    if (draft.vpcEndpoint)
        policies["vpcEndpoint"] = listJson(*draft.vpcEndpoint);
    policies["scp"] = levelsJson(draft.scp);
    policies["rcp"] = levelsJson(draft.rcp);
    if (draft.blockPublicAccess)
        json["settings"]["s3BlockPublicAccess"] = true;
    json["deriveContext"] = draft.deriveContext;
    if (!draft.unknown.empty())
        json["unknown"] = draft.unknown;
    return json.dump();
}

Case toCase(const DraftCase &draft)
{
    const std::string text = toJson(draft);
    const json::Parsed parsed = json::parse(text);
    Case result;
    ShapeError error;
    if (!parsed.value || hasErrors(parsed.diagnostics) || !caseFromJson(*parsed.value, text, result, &error))
        throw std::runtime_error("case refused, " + error.code + " at " + error.at + ": " + text);
    const Layers &layers = result.layers;
    checkUsable(layers.identity, PolicyKind::Identity, text);
    if (layers.boundary)
        checkUsable(*layers.boundary, PolicyKind::Boundary, text);
    if (layers.session)
        checkUsable(*layers.session, PolicyKind::Session, text);
    if (layers.vpcEndpoint)
        checkUsable(*layers.vpcEndpoint, PolicyKind::VpcEndpoint, text);
    if (layers.resource)
        checkUsable(*layers.resource, draft.action.starts_with("sts:") ? PolicyKind::Trust : PolicyKind::Resource, text);
    for (const LayerLevel &level : layers.scp)
        checkUsable(level.policies, PolicyKind::Scp, text);
    for (const LayerLevel &level : layers.rcp)
        checkUsable(level.policies, PolicyKind::Rcp, text);
    return result;
}

std::vector<DraftCase> smaller(const DraftCase &draft)
{
    std::vector<DraftCase> results;
    const auto add = [&](auto change) {
        DraftCase less = draft;
        change(less);
        results.push_back(std::move(less));
    };
    if (draft.boundary)
        add([](DraftCase &less) { less.boundary.reset(); });
    if (draft.session)
        add([](DraftCase &less) { less.session.reset(); });
    if (draft.vpcEndpoint)
        add([](DraftCase &less) { less.vpcEndpoint.reset(); });
    if (draft.resourcePolicy && !draft.action.starts_with("sts:") && !draft.action.starts_with("kms:"))
        add([](DraftCase &less) { less.resourcePolicy.reset(); });
    if (draft.blockPublicAccess)
        add([](DraftCase &less) { less.blockPublicAccess = false; });
    withOneLess(draft, 0, results, [](DraftCase &less) -> auto & { return less.scp; });
    withOneLess(draft, 0, results, [](DraftCase &less) -> auto & { return less.rcp; });
    withOneLess(draft, 0, results, [](DraftCase &less) -> auto & { return less.context; });
    DraftCase copy = draft;
    const std::size_t lists = copy.lists().size();
    for (std::size_t i = 0; i < lists; ++i)
        withOneLess(draft, 0, results, [i](DraftCase &less) -> auto & { return *less.lists()[i]; });
    const std::vector<DraftPolicy *> policies = copy.policies();
    for (std::size_t p = 0; p < policies.size(); ++p) {
        withOneLess(draft, 0, results, [p](DraftCase &less) -> auto & { return less.policies()[p]->statements; });
        for (std::size_t s = 0; s < policies[p]->statements.size(); ++s) {
            const auto statement = [p, s](DraftCase &less) -> DraftStatement & { return less.policies()[p]->statements[s]; };
            withOneLess(draft, 0, results, [&](DraftCase &less) -> auto & { return statement(less).conditions; });
            withOneLess(draft, 1, results, [&](DraftCase &less) -> auto & { return statement(less).principals; });
            withOneLess(draft, 1, results, [&](DraftCase &less) -> auto & { return statement(less).actions; });
            withOneLess(draft, 1, results, [&](DraftCase &less) -> auto & { return statement(less).resources; });
            for (std::size_t c = 0; c < policies[p]->statements[s].conditions.size(); ++c)
                withOneLess(draft, 1, results, [&, c](DraftCase &less) -> auto & { return statement(less).conditions[c].values; });
        }
    }
    return results;
}

} // namespace rolewright::reference
