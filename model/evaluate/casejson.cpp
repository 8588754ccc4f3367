// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/answerjson.h"

#include "evaluate/derive.h"
#include "policy/arn.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>

namespace rolewright {

namespace {

using json::Kind;
using json::Value;

/// `~` and `/` of a member name in a JSON pointer (RFC 6901).
std::string pointer(const std::string &at, std::string_view name)
{
    std::string result = at + '/';
    for (const char c : name) {
        if (c == '~')
            result += "~0";
        else if (c == '/')
            result += "~1";
        else
            result += c;
    }
    return result;
}

std::string pointer(const std::string &at, std::size_t index)
{
    return at + '/' + std::to_string(index);
}

bool fail(ShapeError *error, std::string code, std::string at, std::vector<std::string> arguments = {})
{
    *error = {std::move(code), std::move(arguments), std::move(at)};
    return false;
}

bool checkFields(const Value &object, const std::string &at, const std::vector<std::string> &known, ShapeError *error)
{
    for (const json::Member &member : object.members) {
        if (std::find(known.begin(), known.end(), member.key) == known.end())
            return fail(error, "unknownField", pointer(at, member.key), {member.key});
    }
    return true;
}

bool readScalar(const Value &value, std::string &text)
{
    switch (value.kind) {
    case Kind::String:
    case Kind::Number:
        text = value.text;
        return true;
    case Kind::Boolean:
        text = value.boolean ? "true" : "false";
        return true;
    case Kind::Null:
    case Kind::Array:
    case Kind::Object:
        return false;
    }
    return false;
}

bool readContext(const Value &value, const std::string &at, Context &context, ShapeError *error)
{
    if (!value.isObject())
        return fail(error, "notObject", at);
    for (const json::Member &member : value.members) {
        const std::string here = pointer(at, member.key);
        if (member.key.empty())
            return fail(error, "emptyKey", here);
        if (context.find(member.key))
            return fail(error, "repeatedKey", here, {member.key});
        std::vector<std::string> values;
        const bool list = member.value.isArray();
        if (list) {
            for (std::size_t i = 0; i < member.value.items.size(); ++i) {
                if (!readScalar(member.value.items[i], values.emplace_back()))
                    return fail(error, "notContextValue", pointer(here, i));
            }
        } else if (!readScalar(member.value, values.emplace_back())) {
            return fail(error, "notContextValue", here);
        }
        context.set(member.key, std::move(values), Provenance::Given, list);
    }
    return true;
}

bool isActionName(std::string_view text)
{
    const std::size_t colon = text.find(':');
    return colon != std::string_view::npos && colon > 0 && colon + 1 < text.size() && text.find_first_of("*? ") == std::string_view::npos;
}

/// Reads one list of `{"name", "document"}`; a document is an object or a string that holds one.
class PolicyLists
{
public:
    PolicyLists(std::string_view text, ShapeError *error)
        : m_text(text)
        , m_error(error)
    {
    }

    DocumentPtr document(const Value &value) const
    {
        if (value.isString())
            return PolicyDocument::parse(value.text);
        return PolicyDocument::parse(std::string(m_text.substr(value.span.begin, value.span.end - value.span.begin)));
    }

    bool policy(const Value &value, const std::string &at, LayerPolicy &policy) const
    {
        if (!value.isObject())
            return fail(m_error, "notObject", at);
        const Value *document = value.find("document");
        if (!document)
            return fail(m_error, "missingField", at, {"document"});
        if (const Value *name = value.find("name")) {
            if (!name->isString())
                return fail(m_error, "notString", pointer(at, "name"));
            policy.name = name->text;
        }
        policy.document = this->document(*document);
        return true;
    }

    bool list(const Value &value, const std::string &at, std::vector<LayerPolicy> &policies) const
    {
        if (!value.isArray())
            return fail(m_error, "notArray", at);
        for (std::size_t i = 0; i < value.items.size(); ++i) {
            if (!policy(value.items[i], pointer(at, i), policies.emplace_back()))
                return false;
        }
        return true;
    }

    bool levels(const Value &value, const std::string &at, std::vector<LayerLevel> &levels) const
    {
        if (!value.isArray())
            return fail(m_error, "notArray", at);
        for (std::size_t i = 0; i < value.items.size(); ++i) {
            LayerLevel &level = levels.emplace_back();
            level.name = std::to_string(i);
            if (!list(value.items[i], pointer(at, i), level.policies))
                return false;
        }
        return true;
    }

    bool optionalList(const Value &value, const std::string &at, std::optional<std::vector<LayerPolicy>> &policies) const
    {
        return list(value, at, policies.emplace());
    }

private:
    std::string_view m_text;
    ShapeError *m_error;
};

bool readPolicies(const Value &value, std::string_view text, Layers &layers, ShapeError *error)
{
    const std::string at = "/policies";
    if (!value.isObject())
        return fail(error, "notObject", at);
    if (!checkFields(value, at, {"identity", "boundary", "session", "resource", "vpcEndpoint", "scp", "rcp"}, error))
        return false;
    const PolicyLists lists(text, error);
    for (const json::Member &member : value.members) {
        const std::string here = pointer(at, member.key);
        bool read = true;
        if (member.key == "identity")
            read = lists.list(member.value, here, layers.identity);
        else if (member.key == "boundary")
            read = lists.optionalList(member.value, here, layers.boundary);
        else if (member.key == "session")
            read = lists.optionalList(member.value, here, layers.session);
        else if (member.key == "vpcEndpoint")
            read = lists.optionalList(member.value, here, layers.vpcEndpoint);
        else if (member.key == "scp")
            read = lists.levels(member.value, here, layers.scp);
        else if (member.key == "rcp")
            read = lists.levels(member.value, here, layers.rcp);
        else if (member.value.kind != Kind::Null) {
            layers.resourceState = ResourcePolicyState::Known;
            layers.resource = LayerPolicy{"resource", lists.document(member.value), {}, {}};
        }
        if (!read)
            return false;
    }
    return true;
}

bool readSettings(const Value &value, Layers &layers, ShapeError *error)
{
    if (!value.isObject())
        return fail(error, "notObject", "/settings");
    for (const json::Member &member : value.members) {
        const std::string here = pointer("/settings", member.key);
        if (member.key != "s3BlockPublicAccess")
            return fail(error, "unknownField", here, {member.key});
        if (member.value.kind != Kind::Boolean)
            return fail(error, "notBoolean", here);
        layers.s3BlockPublicAccess = member.value.boolean;
    }
    return true;
}

bool readResources(const Value &value, const std::string &at, Request &request, ShapeError *error)
{
    if (!value.isArray() || value.items.empty())
        return fail(error, "notArray", at);
    for (std::size_t i = 0; i < value.items.size(); ++i) {
        const Value &item = value.items[i];
        const std::string here = pointer(at, i);
        const Value *arn = item.isObject() ? item.find("resource") : &item;
        RequestedResource resource;
        if (item.isObject() && !checkFields(item, here, {"resource", "context"}, error))
            return false;
        if (!arn)
            return fail(error, "missingField", here, {"resource"});
        if (!arn->isString())
            return fail(error, "notString", here);
        resource.arn = arn->text;
        if (!parseArn(resource.arn))
            return fail(error, "badResource", here, {resource.arn});
        if (const Value *context = item.isObject() ? item.find("context") : nullptr;
            context && !readContext(*context, pointer(here, "context"), resource.context, error))
            return false;
        request.resources.push_back(std::move(resource));
    }
    request.resource = request.resources.front().arn;
    return true;
}

} // namespace

namespace {

std::optional<Request> readRequest(const Value &value, const std::string &at, const std::vector<std::string> &ignored, bool asksEverybody,
                                   ShapeError *error)
{
    if (!value.isObject()) {
        fail(error, "notObject", at);
        return std::nullopt;
    }
    std::vector<std::string> known{asksEverybody ? "action" : "principal", "action", "resource", "resources", "resourceAccount", "context"};
    known.insert(known.end(), ignored.begin(), ignored.end());
    if (!checkFields(value, at, known, error))
        return std::nullopt;
    const auto readText = [&](const char *field, bool required, std::string &text) {
        const Value *member = value.find(field);
        if (!member)
            return !required || fail(error, "missingField", at, {field});
        if (!member->isString())
            return fail(error, "notString", pointer(at, field));
        text = member->text;
        return true;
    };
    Request request;
    std::string principal;
    if (!readText("principal", !asksEverybody, principal) || !readText("action", true, request.action)
        || !readText("resource", false, request.resource) || !readText("resourceAccount", false, request.resourceAccount))
        return std::nullopt;
    const std::optional<Principal> parsed = parsePrincipal(asksEverybody ? "*" : principal);
    if (!parsed) {
        fail(error, "badPrincipal", pointer(at, "principal"), {principal});
        return std::nullopt;
    }
    request.principal = *parsed;
    if (!isActionName(request.action)) {
        fail(error, "badAction", pointer(at, "action"), {request.action});
        return std::nullopt;
    }
    if (request.resource != "*" && !parseArn(request.resource)) {
        fail(error, "badResource", pointer(at, "resource"), {request.resource});
        return std::nullopt;
    }
    if (!request.resourceAccount.empty() && !isAccountId(request.resourceAccount)) {
        fail(error, "badAccount", pointer(at, "resourceAccount"), {request.resourceAccount});
        return std::nullopt;
    }
    if (const std::optional<Arn> arn = parseArn(request.resource);
        arn && isAccountId(arn->account) && !request.resourceAccount.empty() && arn->account != request.resourceAccount) {
        fail(error, "otherAccount", pointer(at, "resourceAccount"), {request.resourceAccount, arn->account});
        return std::nullopt;
    }
    if (const Value *context = value.find("context"); context && !readContext(*context, pointer(at, "context"), request.context, error))
        return std::nullopt;
    if (value.find("resource") && value.find("resources")) {
        fail(error, "bothResources", pointer(at, "resources"));
        return std::nullopt;
    }
    if (const Value *resources = value.find("resources"); resources && !readResources(*resources, pointer(at, "resources"), request, error))
        return std::nullopt;
    return request;
}

} // namespace

std::optional<Request> requestFromJson(const Value &value, const std::string &at, const std::vector<std::string> &ignored,
                                       ShapeError *error)
{
    return readRequest(value, at, ignored, false, error);
}

std::optional<Request> questionFromJson(const Value &value, ShapeError *error)
{
    std::optional<Request> request = readRequest(value, {}, {"id", "unknown"}, true, error);
    const Value *unknown = request ? value.find("unknown") : nullptr;
    return unknown && !readUnknownKeys(*unknown, "/unknown", request->context, error) ? std::nullopt : request;
}

bool readUnknownKeys(const Value &value, const std::string &at, Context &context, ShapeError *error)
{
    if (!value.isArray())
        return fail(error, "notArray", at);
    for (std::size_t i = 0; i < value.items.size(); ++i) {
        const Value &item = value.items[i];
        if (!item.isString())
            return fail(error, "notString", pointer(at, i));
        if (context.find(item.text))
            return fail(error, "knownAndUnknown", pointer(at, i), {item.text});
        context.setUnknown(item.text);
    }
    return true;
}

bool caseFromJson(const Value &value, std::string_view text, Case &result, ShapeError *error)
{
    if (!value.isObject())
        return fail(error, "notObject", "");
    if (const Value *id = value.find("id"))
        result.idJson = json::toText(*id);
    // Other members of a case (a note, an expectation) are the writer's own; inside request, policies and settings a
    // misspelt name would lose a layer, so there it is an error.
    const Value *request = value.find("request");
    if (!request)
        return fail(error, "missingField", "", {"request"});
    std::optional<Request> parsed = requestFromJson(*request, "/request", {}, error);
    if (!parsed)
        return false;
    result.request = std::move(*parsed);
    if (const Value *derive = value.find("deriveContext")) {
        if (derive->kind != Kind::Boolean)
            return fail(error, "notBoolean", "/deriveContext");
        result.request.deriveContext = derive->boolean;
    }
    if (const Value *unknown = value.find("unknown"); unknown && !readUnknownKeys(*unknown, "/unknown", result.request.context, error))
        return false;
    if (const Value *settings = value.find("settings"); settings && !readSettings(*settings, result.layers, error))
        return false;
    if (const Value *policies = value.find("policies"); policies && !readPolicies(*policies, text, result.layers, error))
        return false;
    // Service-linked roles carry their own path: SCPs and RCPs don't bind them.
    result.layers.serviceLinkedRole = result.request.principal.path.starts_with("/aws-service-role/");
    return true;
}

} // namespace rolewright
