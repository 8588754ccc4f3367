// SPDX-License-Identifier: GPL-3.0-or-later
#include "world/workspaceio.h"

#include "world/entityreader.h"
#include "world/entitywriter.h"
#include "world/headerreader.h"

#include <array>
#include <charconv>

namespace rolewright {

namespace {

void writeList(JsonWriter &out, EntityList list, const std::vector<EntityPtr> &entities)
{
    const bool isOfAws = list <= EntityList::Policies;
    if (entities.empty() && !isOfAws)
        return;
    out.key(listName(list));
    out.beginArray();
    for (const EntityPtr &entity : entities)
        writeEntity(out, *entity);
    out.endArray();
}

void writeAccount(JsonWriter &out, const World &world, const AccountInfo &account)
{
    out.beginObject();
    out.field("id", account.id);
    out.optionalField("name", account.name);
    out.optionalField("notes", account.notes);
    writeList(out, EntityList::Users, world.entities(account.id, EntityKind::User));
    writeList(out, EntityList::Groups, world.entities(account.id, EntityKind::Group));
    writeList(out, EntityList::Roles, world.entities(account.id, EntityKind::Role));
    writeList(out, EntityList::Policies, world.entities(account.id, EntityKind::Policy));
    writeList(out, EntityList::Providers, world.entities(account.id, EntityKind::Provider));
    writeList(out, EntityList::Resources, world.entities(account.id, EntityKind::Resource));
    out.extra(account.extra);
    out.endObject();
}

void optionalList(JsonWriter &out, std::string_view key, const std::vector<std::string> &values)
{
    if (!values.empty())
        out.list(key, values);
}

void writeNode(JsonWriter &out, const OrganizationNode &node)
{
    static constexpr std::array<std::string_view, 3> kinds{"root", "unit", "account"};
    out.beginObject();
    out.field("kind", kinds[static_cast<std::size_t>(node.kind)]);
    out.field("id", node.id);
    out.optionalField("name", node.name);
    optionalList(out, "serviceControlPolicies", node.serviceControlPolicies);
    optionalList(out, "resourceControlPolicies", node.resourceControlPolicies);
    if (!node.children.empty()) {
        out.key("children");
        out.beginArray();
        for (const OrganizationNode &child : node.children)
            writeNode(out, child);
        out.endArray();
    }
    out.extra(node.extra);
    out.endObject();
}

void writeOrganization(JsonWriter &out, const Organization &organization)
{
    out.key("organization");
    out.beginObject();
    out.field("id", organization.id);
    out.field("managementAccount", organization.managementAccount);
    out.key("root");
    writeNode(out, organization.root);
    out.extra(organization.extra);
    out.endObject();
}

void writeQuestion(JsonWriter &out, const Scenario &scenario)
{
    out.key("question");
    out.beginObject();
    out.field("principal", scenario.principal);
    out.field("action", scenario.action);
    out.field("resource", scenario.resource);
    if (!scenario.context.empty()) {
        out.key("context");
        out.beginObject();
        for (const auto &[key, values] : scenario.context) {
            if (values.size() == 1)
                out.field(key, values.front());
            else
                out.list(key, values);
        }
        out.endObject();
    }
    optionalList(out, "unknown", scenario.unknown);
    out.extra(scenario.questionExtra);
    out.endObject();
}

void writeScenario(JsonWriter &out, const Scenario &scenario)
{
    out.beginObject();
    out.field("name", scenario.name);
    out.optionalField("note", scenario.note);
    writeQuestion(out, scenario);
    out.key("expect");
    out.beginObject();
    out.optionalField("direct", scenario.expectDirect);
    out.optionalField("verdict", scenario.expectVerdict);
    optionalList(out, "via", scenario.expectVia);
    out.extra(scenario.expectExtra);
    out.endObject();
    out.extra(scenario.extra);
    out.endObject();
}

std::string number(double value)
{
    std::array<char, 32> digits{};
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    return {digits.data(), end};
}

void writePositions(JsonWriter &out, const std::map<std::string, GraphPosition> &positions)
{
    out.key("graphPositions");
    out.beginObject();
    for (const auto &[arn, position] : positions) {
        // One line each: moving a node is a change of one line.
        out.key(arn);
        out.verbatim("[" + number(position.x) + ", " + number(position.y) + "]");
    }
    out.endObject();
}

} // namespace

std::string writeWorkspace(const World &world)
{
    std::string text;
    writeWorkspace(world, [&](std::string_view piece) { text += piece; });
    return text;
}

void writeWorkspace(const World &world, const std::function<void(std::string_view)> &sink)
{
    const WorldHeader &header = world.header();
    JsonWriter out(sink);
    out.beginObject();
    out.key("rolewright");
    out.verbatim(std::to_string(workspaceFormat));
    out.optionalField("name", header.name);
    out.optionalField("notes", header.notes);
    out.key("accounts");
    out.beginArray();
    for (const AccountInfo &account : header.accounts)
        writeAccount(out, world, account);
    out.endArray();
    if (header.organization)
        writeOrganization(out, *header.organization);
    if (!world.organizationPolicies().empty()) {
        out.key("organizationPolicies");
        out.beginArray();
        for (const EntityPtr &policy : world.organizationPolicies())
            writeEntity(out, *policy);
        out.endArray();
    }
    if (!header.scenarios.empty()) {
        out.key("scenarios");
        out.beginArray();
        for (const Scenario &scenario : header.scenarios)
            writeScenario(out, scenario);
        out.endArray();
    }
    if (!header.graphPositions.empty())
        writePositions(out, header.graphPositions);
    out.extra(header.extra);
    out.endObject();
    out.finish();
}

} // namespace rolewright
