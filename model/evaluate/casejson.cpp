// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/answerjson.h"

#include "evaluate/derive.h"
#include "policy/arn.h"
#include "policy/glob.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>

namespace rolewright {

namespace {

using json::Kind;
using json::Value;

/// A place in what is read, for messages: its JSON pointer (RFC 6901) is put together when it is asked for.
class Place
{
public:
    explicit Place(std::string_view pointer)
        : m_name(pointer)
    {
    }
    Place(const Place &parent, std::string_view name)
        : m_parent(&parent)
        , m_name(name)
    {
    }
    Place(const Place &parent, std::size_t index)
        : m_parent(&parent)
        , m_isIndex(true)
        , m_index(index)
    {
    }

    std::string pointer() const
    {
        if (!m_parent)
            return std::string(m_name);
        std::string result = m_parent->pointer() + '/';
        if (m_isIndex)
            return result + std::to_string(m_index);
        for (const char c : m_name) {
            if (c == '~')
                result += "~0";
            else if (c == '/')
                result += "~1";
            else
                result += c;
        }
        return result;
    }

private:
    const Place *m_parent = nullptr; ///< null: m_name is the whole pointer
    std::string_view m_name;
    bool m_isIndex = false;
    std::size_t m_index = 0;
};

bool fail(ShapeError *error, std::string code, const Place &at, std::vector<std::string> arguments = {})
{
    *error = {std::move(code), std::move(arguments), at.pointer()};
    return false;
}

using Names = std::initializer_list<std::string_view>;

bool isAmong(std::string_view name, Names names)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool checkFields(const Value &object, const Place &at, Names known, Names ignored, ShapeError *error)
{
    for (const json::Member &member : object.members) {
        if (!isAmong(member.key, known) && !isAmong(member.key, ignored))
            return fail(error, "unknownField", Place(at, member.key), {std::string(member.key)});
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

bool readContext(const Value &value, const Place &at, Context &context, ShapeError *error)
{
    if (!value.isObject())
        return fail(error, "notObject", at);
    for (const json::Member &member : value.members) {
        const Place here(at, member.key);
        if (member.key.empty())
            return fail(error, "emptyKey", here);
        ContextValue *added = context.add(member.key);
        if (!added)
            return fail(error, "repeatedKey", here, {std::string(member.key)});
        added->list = member.value.isArray();
        if (!added->list) {
            added->values.resize(1);
            if (!readScalar(member.value, added->values.front()))
                return fail(error, "notContextValue", here);
            continue;
        }
        added->values.resize(member.value.items.size());
        for (std::size_t i = 0; i < added->values.size(); ++i) {
            if (!readScalar(member.value.items[i], added->values[i]))
                return fail(error, "notContextValue", Place(here, i));
        }
    }
    return true;
}

bool isActionName(std::string_view text)
{
    const std::size_t colon = text.find(':');
    return colon != std::string_view::npos && colon > 0 && colon + 1 < text.size() && !glob::hasWildcard(text) && text.find(' ') == std::string_view::npos;
}

/// Reads one list of `{"name", "document"}`; a document is an object or a string that holds one.
class PolicyLists
{
public:
    PolicyLists(std::string_view text, ShapeError *error, DocumentCache *documents)
        : m_text(text)
        , m_error(error)
        , m_documents(documents)
    {
    }

    DocumentPtr document(const Value &value) const
    {
        const std::string_view text = value.isString() ? value.text : m_text.substr(value.span.begin, value.span.end - value.span.begin);
        return m_documents ? m_documents->parse(text) : PolicyDocument::parse(std::string(text));
    }

    bool policy(const Value &value, const Place &at, LayerPolicy &policy) const
    {
        if (!value.isObject())
            return fail(m_error, "notObject", at);
        const Value *document = value.find("document");
        if (!document)
            return fail(m_error, "missingField", at, {"document"});
        if (const Value *name = value.find("name")) {
            if (!name->isString())
                return fail(m_error, "notString", Place(at, "name"));
            policy.name = name->text;
        }
        policy.document = this->document(*document);
        return true;
    }

    bool list(const Value &value, const Place &at, std::vector<LayerPolicy> &policies) const
    {
        if (!value.isArray())
            return fail(m_error, "notArray", at);
        for (std::size_t i = 0; i < value.items.size(); ++i) {
            if (!policy(value.items[i], Place(at, i), policies.emplace_back()))
                return false;
        }
        return true;
    }

    bool levels(const Value &value, const Place &at, std::vector<LayerLevel> &levels) const
    {
        if (!value.isArray())
            return fail(m_error, "notArray", at);
        for (std::size_t i = 0; i < value.items.size(); ++i) {
            LayerLevel &level = levels.emplace_back();
            level.name = std::to_string(i);
            if (!list(value.items[i], Place(at, i), level.policies))
                return false;
        }
        return true;
    }

    bool optionalList(const Value &value, const Place &at, std::optional<std::vector<LayerPolicy>> &policies) const
    {
        return list(value, at, policies.emplace());
    }

private:
    std::string_view m_text;
    ShapeError *m_error;
    DocumentCache *m_documents;
};

bool readPolicies(const Value &value, std::string_view text, Layers &layers, DocumentCache *documents, ShapeError *error)
{
    const Place at("/policies");
    if (!value.isObject())
        return fail(error, "notObject", at);
    if (!checkFields(value, at, {"identity", "boundary", "session", "resource", "vpcEndpoint", "scp", "rcp"}, {}, error))
        return false;
    const PolicyLists lists(text, error, documents);
    for (const json::Member &member : value.members) {
        const Place here(at, member.key);
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
    const Place at("/settings");
    if (!value.isObject())
        return fail(error, "notObject", at);
    for (const json::Member &member : value.members) {
        const Place here(at, member.key);
        if (member.key != "s3BlockPublicAccess")
            return fail(error, "unknownField", here, {std::string(member.key)});
        if (member.value.kind != Kind::Boolean)
            return fail(error, "notBoolean", here);
        layers.s3BlockPublicAccess = member.value.boolean;
    }
    return true;
}

bool readResources(const Value &value, const Place &at, Request &request, ShapeError *error)
{
    if (!value.isArray() || value.items.empty())
        return fail(error, "notArray", at);
    for (std::size_t i = 0; i < value.items.size(); ++i) {
        const Value &item = value.items[i];
        const Place here(at, i);
        const Value *arn = item.isObject() ? item.find("resource") : &item;
        RequestedResource resource;
        if (item.isObject() && !checkFields(item, here, {"resource", "context"}, {}, error))
            return false;
        if (!arn)
            return fail(error, "missingField", here, {"resource"});
        if (!arn->isString())
            return fail(error, "notString", here);
        resource.arn = arn->text;
        const std::optional<ArnView> named = viewArn(resource.arn);
        if (!named)
            return fail(error, "badResource", here, {resource.arn});
        if (isAccountId(named->account) && !request.resourceAccount.empty() && named->account != request.resourceAccount)
            return fail(error, "otherAccount", here, {request.resourceAccount, std::string(named->account)});
        if (const Value *context = item.isObject() ? item.find("context") : nullptr;
            context && !readContext(*context, Place(here, "context"), resource.context, error))
            return false;
        request.resources.push_back(std::move(resource));
    }
    request.resource = request.resources.front().arn;
    return true;
}

/// A text that has to be there, or may be.
bool readText(const Value &object, const Place &at, std::string_view field, bool required, std::string &text, ShapeError *error)
{
    const Value *member = object.find(field);
    if (!member)
        return !required || fail(error, "missingField", at, {std::string(field)});
    if (!member->isString())
        return fail(error, "notString", Place(at, field));
    text = member->text;
    return true;
}

/// A request as new, but for memory that can be used again.
void clear(Request &request)
{
    Request cleared;
    cleared.action = std::move(request.action);
    cleared.resource = std::move(request.resource);
    cleared.resource = "*";
    cleared.context = std::move(request.context);
    cleared.context.clear();
    request = std::move(cleared);
}

bool readRequest(const Value &value, const Place &at, Names ignored, bool asksEverybody, Request &request, ShapeError *error)
{
    clear(request);
    if (!value.isObject())
        return fail(error, "notObject", at);
    if (!checkFields(value, at, {asksEverybody ? "action" : "principal", "action", "resource", "resources", "resourceAccount", "context"}, ignored, error))
        return false;
    std::string &principal = request.principal.arn;
    if (asksEverybody)
        principal = "*";
    else if (!readText(value, at, "principal", true, principal, error))
        return false;
    if (!readText(value, at, "action", true, request.action, error) || !readText(value, at, "resource", false, request.resource, error)
        || !readText(value, at, "resourceAccount", false, request.resourceAccount, error))
        return false;
    std::optional<Principal> parsed = parsePrincipal(principal);
    if (!parsed)
        return fail(error, "badPrincipal", Place(at, "principal"), {principal});
    request.principal = std::move(*parsed);
    if (!isActionName(request.action))
        return fail(error, "badAction", Place(at, "action"), {request.action});
    const std::optional<ArnView> arn = viewArn(request.resource);
    if (request.resource != "*" && !arn)
        return fail(error, "badResource", Place(at, "resource"), {request.resource});
    if (!request.resourceAccount.empty() && !isAccountId(request.resourceAccount))
        return fail(error, "badAccount", Place(at, "resourceAccount"), {request.resourceAccount});
    if (arn && isAccountId(arn->account) && !request.resourceAccount.empty() && arn->account != request.resourceAccount)
        return fail(error, "otherAccount", Place(at, "resourceAccount"), {request.resourceAccount, std::string(arn->account)});
    if (const Value *context = value.find("context"); context && !readContext(*context, Place(at, "context"), request.context, error))
        return false;
    const Value *resources = value.find("resources");
    if (resources && value.find("resource"))
        return fail(error, "bothResources", Place(at, "resources"));
    return !resources || readResources(*resources, Place(at, "resources"), request, error);
}

/// Names of keys that the request doesn't know, `"unknown": ["aws:SourceIp"]`.
bool readUnknownKeys(const Value &object, Context &context, ShapeError *error)
{
    const Value *names = object.find("unknown");
    if (!names)
        return true;
    const Place at("/unknown");
    if (!names->isArray())
        return fail(error, "notArray", at);
    for (std::size_t i = 0; i < names->items.size(); ++i) {
        const Value &item = names->items[i];
        if (!item.isString())
            return fail(error, "notString", Place(at, i));
        if (context.find(item.text))
            return fail(error, "knownAndUnknown", Place(at, i), {std::string(item.text)});
        context.setUnknown(item.text);
    }
    return true;
}

} // namespace

bool requestFromJson(const Value &value, std::string_view at, Names ignored, Request &request, ShapeError *error)
{
    return readRequest(value, Place(at), ignored, false, request, error);
}

bool questionFromJson(const Value &value, Request &request, ShapeError *error)
{
    return readRequest(value, Place(""), {"id", "unknown"}, false, request, error) && readUnknownKeys(value, request.context, error);
}

bool openQuestionFromJson(const Value &value, Request &request, ShapeError *error)
{
    return readRequest(value, Place(""), {"id", "unknown"}, true, request, error) && readUnknownKeys(value, request.context, error);
}

bool caseFromJson(const Value &value, std::string_view text, Case &result, ShapeError *error, DocumentCache *documents)
{
    result.idJson = "null";
    result.layers = {};
    const Place top("");
    if (!value.isObject())
        return fail(error, "notObject", top);
    if (const Value *id = value.find("id")) {
        result.idJson.clear();
        json::appendText(*id, result.idJson);
    }
    // Other members of a case (a note, an expectation) are the writer's own; inside request, policies and settings a
    // misspelt name would lose a layer, so there it is an error.
    const Value *request = value.find("request");
    if (!request)
        return fail(error, "missingField", top, {"request"});
    if (!requestFromJson(*request, "/request", {}, result.request, error))
        return false;
    if (const Value *derive = value.find("deriveContext")) {
        if (derive->kind != Kind::Boolean)
            return fail(error, "notBoolean", Place("/deriveContext"));
        result.request.deriveContext = derive->boolean;
    }
    if (!readUnknownKeys(value, result.request.context, error))
        return false;
    if (const Value *settings = value.find("settings"); settings && !readSettings(*settings, result.layers, error))
        return false;
    if (const Value *policies = value.find("policies"); policies && !readPolicies(*policies, text, result.layers, documents, error))
        return false;
    // Service-linked roles carry their own path: SCPs and RCPs don't bind them.
    result.layers.serviceLinkedRole = result.request.principal.path.starts_with("/aws-service-role/");
    return true;
}

} // namespace rolewright
