// SPDX-License-Identifier: GPL-3.0-or-later
#include "world/headerreader.h"

#include "policy/arn.h"

#include <algorithm>
#include <charconv>

namespace rolewright {

namespace {

template <typename Number>
std::optional<Number> number(const json::Value &value)
{
    Number result{};
    const char *end = value.text.data() + value.text.size();
    const auto [stop, error] = std::from_chars(value.text.data(), end, result);
    if (value.kind != json::Kind::Number || error != std::errc{} || stop != end)
        return std::nullopt;
    return result;
}

} // namespace

HeaderReader::HeaderReader(std::string_view text, std::size_t file, DocumentReader &documents, RemarkSink &remarks)
    : m_text(text)
    , m_file(file)
    , m_remarks(remarks)
    , m_reader(text, file, FileFormat::Workspace, documents, remarks)
{
}

Fields HeaderReader::object(const json::Value &value, const std::string &place)
{
    if (!value.isObject())
        m_reader.wrongShape(place, "object", value);
    return Fields(value);
}

bool HeaderReader::checkVersion(const json::Value *version)
{
    const std::optional<int> format = version ? number<int>(*version) : std::nullopt;
    if (!format || *format < 1) {
        m_remarks.add(Severity::Error, "wrongVersion", {}, {m_file, version ? version->span.begin : 0});
        return false;
    }
    if (*format > workspaceFormat) {
        m_remarks.add(Severity::Error, "newerFormat", {std::string(version->text), std::to_string(workspaceFormat)}, {m_file, version->span.begin});
        return false;
    }
    return true;
}

bool HeaderReader::read(const ReadFile &from, WorldBuilder &builder)
{
    json::Value root;
    root.kind = json::Kind::Object;
    root.members = {from.header.data(), from.header.size()};
    Fields fields(root);
    if (!checkVersion(fields.take("rolewright")))
        return false;

    WorldHeader &header = builder.header();
    if (const json::Value *list = fields.take("organizationPolicies"))
        readOrganizationPolicies(*list, from.headerDuplicates, builder);

    m_reader.setEntity({}, 0);
    const std::string name = m_reader.text(fields, "name");
    const std::string notes = m_reader.text(fields, "notes");
    if (header.name.empty())
        header.name = name;
    if (header.notes.empty())
        header.notes = notes;
    if (const json::Value *value = fields.take("organization")) {
        if (header.organization)
            m_remarks.add(Severity::Warning, "severalOrganizations", {}, {m_file, value->span.begin});
        else
            header.organization = organization(*value);
    }
    for (const json::Value *element : m_reader.elements(fields, "scenarios")) {
        if (std::optional<Scenario> read = scenario(*element))
            header.scenarios.push_back(std::move(*read));
    }
    if (const json::Value *value = fields.take("graphPositions"))
        readPositions(*value, header);
    for (const ExtraField &field : m_reader.rest(fields))
        header.extra.push_back(field);
    for (const json::Member &member : from.header) {
        if (member.key != "organizationPolicies")
            m_reader.reportDuplicates(from.headerDuplicates, member.value.span);
    }
    return true;
}

AccountInfo HeaderReader::account(const Page &page)
{
    m_reader.setEntity("accounts", page.span.begin);
    AccountInfo account;
    for (const ExtraField &field : page.extra) {
        std::string *known = field.key == "id" ? &account.id
            : field.key == "name"              ? &account.name
            : field.key == "notes"             ? &account.notes
                                               : nullptr;
        if (!known) {
            account.extra.push_back(field);
            continue;
        }
        json::Parsed parsed = json::parse(field.json);
        if (parsed.value->isString()) {
            *known = parsed.value->text;
        } else if (parsed.value->kind != json::Kind::Null) {
            parsed.value->span = page.span;
            m_reader.wrongShape(field.key, "string", *parsed.value);
        }
    }
    if (!isAccountId(account.id))
        m_remarks.add(Severity::Error, "accountWithoutId", {account.id}, {m_file, page.span.begin});
    return account;
}

void HeaderReader::readOrganizationPolicies(const json::Value &list, const Diagnostics &duplicates, WorldBuilder &builder)
{
    m_reader.setEntity("organizationPolicies", list.span.begin);
    if (!list.isArray())
        m_reader.wrongShape("organizationPolicies", "list", list);
    for (const json::Value &element : list.items) {
        std::optional<Entity> policy = m_reader.organizationPolicy(element, duplicates);
        if (!policy)
            continue;
        const std::string id = policy->arn();
        if (!builder.add(std::move(*policy)))
            m_remarks.add(Severity::Error, "duplicateEntity", {id}, {m_file, element.span.begin}, id);
    }
}

Organization HeaderReader::organization(const json::Value &value)
{
    Organization organization;
    Fields fields = object(value, "organization");
    organization.id = m_reader.text(fields, "id");
    organization.managementAccount = m_reader.text(fields, "managementAccount");
    if (const json::Value *root = fields.take("root"))
        organization.root = node(*root);
    organization.extra = m_reader.rest(fields);
    return organization;
}

OrganizationNode HeaderReader::node(const json::Value &value)
{
    OrganizationNode node;
    Fields fields = object(value, "children");
    const std::string kind = m_reader.text(fields, "kind");
    if (kind == "account")
        node.kind = OrganizationNode::Kind::Account;
    else if (kind == "unit")
        node.kind = OrganizationNode::Kind::Unit;
    else if (kind.empty())
        m_reader.lacks("organization", "kind", value);
    else if (kind != "root")
        m_remarks.add(Severity::Error, "unknownNodeKind", {kind}, {m_file, value.span.begin});
    node.id = m_reader.text(fields, "id");
    node.name = m_reader.text(fields, "name");
    node.serviceControlPolicies = m_reader.texts(fields, "serviceControlPolicies");
    node.resourceControlPolicies = m_reader.texts(fields, "resourceControlPolicies");
    for (const json::Value *child : m_reader.elements(fields, "children"))
        node.children.push_back(this->node(*child));
    node.extra = m_reader.rest(fields);
    return node;
}

std::optional<Scenario> HeaderReader::scenario(const json::Value &value)
{
    Scenario scenario;
    Fields fields = object(value, "scenarios");
    scenario.name = m_reader.text(fields, "name");
    scenario.note = m_reader.text(fields, "note");
    if (const json::Value *written = fields.take("question")) {
        Fields question = object(*written, "question");
        scenario.principal = m_reader.text(question, "principal");
        scenario.action = m_reader.text(question, "action");
        scenario.resource = m_reader.text(question, "resource");
        readContext(question, scenario);
        scenario.unknown = m_reader.texts(question, "unknown");
        scenario.questionExtra = m_reader.rest(question);
    }
    if (const json::Value *written = fields.take("expect")) {
        Fields expect = object(*written, "expect");
        scenario.expectDirect = m_reader.text(expect, "direct");
        scenario.expectVerdict = m_reader.text(expect, "verdict");
        scenario.expectVia = m_reader.texts(expect, "via");
        scenario.expectExtra = m_reader.rest(expect);
    }
    scenario.extra = m_reader.rest(fields);
    if (!value.isObject())
        return std::nullopt;
    return scenario;
}

void HeaderReader::readContext(Fields &question, Scenario &scenario)
{
    const json::Value *context = question.take("context");
    if (!context)
        return;
    object(*context, "context");
    const auto text = [&](const json::Value &value) -> std::string {
        switch (value.kind) {
        case json::Kind::String:
        case json::Kind::Number:
            return std::string(value.text);
        case json::Kind::Boolean:
            return value.boolean ? "true" : "false";
        default:
            m_reader.wrongShape("context", "string", value);
            return {};
        }
    };
    for (const json::Member &member : context->members) {
        std::vector<std::string> &values = scenario.context[std::string(member.key)];
        if (!member.value.isArray()) {
            values.push_back(text(member.value));
            continue;
        }
        for (const json::Value &item : member.value.items)
            values.push_back(text(item));
    }
}

void HeaderReader::readPositions(const json::Value &value, WorldHeader &header)
{
    object(value, "graphPositions");
    for (const json::Member &member : value.members) {
        const List<json::Value> &pair = member.value.items;
        const std::optional<double> x = pair.size() == 2 ? number<double>(pair[0]) : std::nullopt;
        const std::optional<double> y = pair.size() == 2 ? number<double>(pair[1]) : std::nullopt;
        if (x && y)
            header.graphPositions[std::string(member.key)] = {*x, *y};
        else
            m_reader.wrongShape("graphPositions", "list", member.value);
    }
}

} // namespace rolewright
