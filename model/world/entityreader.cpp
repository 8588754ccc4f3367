// SPDX-License-Identifier: GPL-3.0-or-later
#include "world/entityreader.h"

#include <algorithm>
#include <array>

namespace rolewright {

namespace {

constexpr std::array<std::string_view, 6> listNames{"UserDetailList", "GroupDetailList", "RoleDetailList",
                                                    "Policies", "IdentityProviders", "Resources"};
constexpr std::size_t listsOfAws = 4;

} // namespace

std::string_view listName(EntityList list)
{
    return listNames[static_cast<std::size_t>(list)];
}

std::optional<EntityList> listNamed(std::string_view key, FileFormat format)
{
    const auto end = format == FileFormat::Workspace ? listNames.end() : listNames.begin() + listsOfAws;
    const auto found = std::find(listNames.begin(), end, key);
    if (found == end)
        return std::nullopt;
    return static_cast<EntityList>(found - listNames.begin());
}

std::string nameFromArn(std::string_view arn, EntityKind kind)
{
    // "arn:partition:service:region:account:resource", the resource may hold further colons.
    std::size_t begin = 0;
    for (int colon = 0; colon < 5 && begin != std::string_view::npos; ++colon) {
        begin = arn.find(':', begin);
        if (begin != std::string_view::npos)
            ++begin;
    }
    if (begin == std::string_view::npos)
        return std::string(arn);
    const std::string_view part = arn.substr(begin);
    const std::size_t slash = kind == EntityKind::Provider ? part.find('/') : part.find_last_of("/:");
    const bool wholePart = slash == std::string_view::npos || (kind == EntityKind::Resource && arn.starts_with("arn:aws:s3:"));
    return std::string(wholePart ? part : part.substr(slash + 1));
}

EntityReader::EntityReader(std::string_view text, std::size_t file, FileFormat format, DocumentReader &documents, RemarkSink &remarks)
    : m_text(text)
    , m_file(file)
    , m_format(format)
    , m_documents(documents)
    , m_remarks(remarks)
{
}

void EntityReader::setEntity(std::string label, std::size_t offset)
{
    m_entity = std::move(label);
    m_offset = offset;
    m_keptSpans.clear();
}

void EntityReader::warn(const std::string &code, std::vector<std::string> arguments, std::size_t offset)
{
    m_remarks.add(Severity::Warning, code, std::move(arguments), {m_file, offset}, m_entity);
}

void EntityReader::wrongShape(const std::string &place, const std::string &wanted, const json::Value &found)
{
    // A workspace file is our own: what can't be read from it must not be lost by the next save.
    const Severity severity = m_format == FileFormat::Workspace ? Severity::Error : Severity::Warning;
    m_remarks.add(severity, "wrongShape", {place, wanted, kindName(found.kind)}, {m_file, found.span.begin}, m_entity);
}

void EntityReader::lacks(const std::string &place, const std::string &member, const json::Value &object)
{
    const Severity severity = m_format == FileFormat::Workspace ? Severity::Error : Severity::Warning;
    m_remarks.add(severity, "lacksMember", {place, member}, {m_file, object.span.begin}, m_entity);
}

bool EntityReader::reportDuplicates(const Diagnostics &duplicates, Span within)
{
    bool none = true;
    for (const Diagnostic &duplicate : duplicates) {
        const std::size_t offset = duplicate.span.begin;
        const bool isKept = std::any_of(m_keptSpans.begin(), m_keptSpans.end(), [&](const Span &span) { return span.contains(offset); });
        if (isKept || !within.contains(offset))
            continue;
        m_remarks.add(Severity::Error, duplicate.code, duplicate.arguments, {m_file, offset}, m_entity);
        none = false;
    }
    return none;
}

std::optional<ReadEntity> EntityReader::read(EntityList list, std::size_t index, const json::Value &value, const Diagnostics &duplicates)
{
    const json::Value *arn = value.isObject() ? value.find("Arn") : nullptr;
    setEntity(arn && arn->isString() && !arn->text.empty() ? std::string(arn->text)
                                                           : std::string(listName(list)) + '/' + std::to_string(index),
              value.span.begin);
    if (!value.isObject()) {
        m_remarks.add(Severity::Error, "wrongShape", {std::string(listName(list)), "object", kindName(value.kind)},
                      {m_file, value.span.begin}, m_entity);
        return std::nullopt;
    }

    std::optional<Entity> entity;
    switch (list) {
    case EntityList::Users: entity = user(value); break;
    case EntityList::Groups: entity = group(value); break;
    case EntityList::Roles: entity = role(value); break;
    case EntityList::Policies: entity = policy(value); break;
    case EntityList::Providers: entity = provider(value); break;
    case EntityList::Resources: entity = resource(value); break;
    }
    if (!reportDuplicates(duplicates, value.span) || !entity)
        return std::nullopt;
    return ReadEntity{std::move(*entity), value.span};
}

std::string EntityReader::text(Fields &fields, const std::string &key)
{
    const json::Value *value = fields.take(key);
    if (!value)
        return {};
    if (!value->isString())
        wrongShape(key, "string", *value);
    return std::string(value->isString() ? value->text : std::string_view());
}

bool EntityReader::boolean(Fields &fields, const std::string &key)
{
    const json::Value *value = fields.take(key);
    if (value && value->kind != json::Kind::Boolean)
        wrongShape(key, "boolean", *value);
    return value && value->boolean;
}

bool EntityReader::hasArn(const std::string &arn)
{
    if (arn.empty())
        m_remarks.add(Severity::Error, "unnamedEntity", {}, {m_file, m_offset}, m_entity);
    return !arn.empty();
}

std::vector<const json::Value *> EntityReader::elements(Fields &fields, const std::string &key)
{
    const json::Value *value = fields.take(key);
    std::vector<const json::Value *> result;
    if (!value)
        return result;
    if (!value->isArray()) {
        m_remarks.add(Severity::Info, "singleAsList", {key}, {m_file, value->span.begin}, m_entity);
        result.push_back(value);
        return result;
    }
    for (const json::Value &item : value->items) {
        if (item.kind != json::Kind::Null)
            result.push_back(&item);
    }
    return result;
}

std::vector<std::string> EntityReader::texts(Fields &fields, const std::string &key)
{
    std::vector<std::string> result;
    for (const json::Value *element : elements(fields, key)) {
        if (!element->isString())
            wrongShape(key, "string", *element);
        result.push_back(element->isString() ? std::string(element->text) : rawText(*element, m_text));
    }
    return result;
}

void EntityReader::readTags(Fields &fields, std::vector<Tag> &tags, bool &known)
{
    known = fields.has("Tags");
    for (const json::Value *element : elements(fields, "Tags")) {
        const json::Value *key = element->find("Key");
        if (!key || !key->isString()) {
            if (element->isObject())
                lacks("Tags", "Key", *element);
            else
                wrongShape("Tags", "object", *element);
            continue;
        }
        Fields tag = fieldsOf(*element);
        Tag &added = tags.emplace_back();
        added.key = text(tag, "Key");
        added.value = text(tag, "Value");
        added.extra = rest(tag);
    }
}

DocumentPtr EntityReader::document(const json::Member *member, const std::string &name)
{
    if (!member)
        return nullptr;
    m_keptSpans.push_back(member->value.span);
    DocumentPtr document = m_documents.read(m_text, *member, m_format);
    if (document && !document->policy()) {
        // The first problem's code and arguments.
        std::vector<std::string> arguments{name};
        for (const Diagnostic &diagnostic : document->diagnostics()) {
            if (diagnostic.severity == Severity::Error) {
                arguments.push_back(diagnostic.code);
                arguments.insert(arguments.end(), diagnostic.arguments.begin(), diagnostic.arguments.end());
                break;
            }
        }
        warn("brokenDocument", std::move(arguments), member->value.span.begin);
    }
    return document;
}

} // namespace rolewright
