// SPDX-License-Identifier: GPL-3.0-or-later
#include "edits/draft.h"
#include "edits/edits.h"
#include "edits/naming.h"
#include "edits/parts.h"
#include "edits/startingtexts.h"
#include "text/utf8.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace rolewright::edits {

namespace {

// IAM User Guide, id_tags "Rules for tagging in IAM and AWS STS"; lengths in characters.
constexpr std::size_t maximumTags = 50;
constexpr std::size_t maximumTagKey = 128;
constexpr std::size_t maximumTagValue = 256;

std::size_t characterCount(const std::string &text)
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

std::optional<Refused> tagsProblem(const std::vector<Tag> &tags, bool ignoringCase)
{
    if (tags.size() > maximumTags)
        return Refused{"tooManyTags", {std::to_string(maximumTags)}};
    for (auto tag = tags.begin(); tag != tags.end(); ++tag) {
        if (tag->key.empty())
            return Refused{"tagKeyEmpty", {}};
        if (characterCount(tag->key) > maximumTagKey)
            return Refused{"tagKeyTooLong", {tag->key, std::to_string(maximumTagKey)}};
        if (characterCount(tag->value) > maximumTagValue)
            return Refused{"tagValueTooLong", {tag->key, std::to_string(maximumTagValue)}};
        const bool repeated = std::any_of(tags.begin(), tag, [&](const Tag &other) {
            return ignoringCase ? equalsIgnoringCase(other.key, tag->key) : other.key == tag->key;
        });
        if (repeated)
            return Refused{"tagRepeated", {tag->key}};
    }
    return std::nullopt;
}

/// An emptied editor takes a resource's policy away; everywhere else an empty text is a broken draft.
DocumentPtr documentFrom(const DocumentRef &where, const std::string &text)
{
    if (where.slot == DocumentSlot::ResourcePolicy && text.empty())
        return nullptr;
    return PolicyDocument::parse(text);
}

} // namespace

Result addInlinePolicy(const World &world, EntityId principal, const std::string &name, DocumentPtr document)
{
    const EntityPtr entity = world.find(principal);
    if (!entity)
        return refuse("noSuchEntity");
    const std::vector<InlinePolicy> *policies = inlinePolicies(*entity);
    if (!policies)
        return refuse("cannotAttach", {entity->name()});
    if (const std::optional<Refused> problem = inlineNameProblem(name))
        return refuse(problem->code, problem->arguments);
    if (std::any_of(policies->begin(), policies->end(), [&](const InlinePolicy &policy) { return policy.name == name; }))
        return refuse("nameTaken", {name});
    Draft draft(world);
    inlinePolicies(draft.edit(entity))->push_back({name, document ? std::move(document) : startingPolicy(), {}});
    return draft.finish();
}

Result removeInlinePolicy(const World &world, EntityId principal, const std::string &name)
{
    const EntityPtr entity = world.find(principal);
    if (!entity)
        return refuse("noSuchEntity");
    Draft draft(world);
    std::vector<InlinePolicy> *policies = inlinePolicies(draft.edit(entity));
    if (!policies || std::erase_if(*policies, [&](const InlinePolicy &policy) { return policy.name == name; }) == 0)
        return refuse("noSuchDocument", {name, entity->name()});
    return draft.finish();
}

Result setTags(const World &world, EntityId id, std::vector<Tag> newTags)
{
    const EntityPtr entity = world.find(id);
    if (!entity)
        return refuse("noSuchEntity");
    const std::vector<Tag> *before = tags(*entity);
    if (!before)
        return refuse("cannotTag", {entity->name()});
    Draft draft(world);
    if (*before == newTags && !newTags.empty())
        return draft.finish();
    // IAM's own tag keys ignore case, most other services' don't.
    if (const std::optional<Refused> problem = tagsProblem(newTags, entity->kind() != EntityKind::Resource))
        return refuse(problem->code, problem->arguments);
    setTags(draft.edit(entity), std::move(newTags));
    return draft.finish();
}

Result setDocument(const World &world, const DocumentRef &where, const std::string &text)
{
    if (where.slot == DocumentSlot::Library)
        return refuse("awsManaged", {where.name});
    const EntityPtr entity = world.find(where.owner);
    if (!entity)
        return refuse("noSuchEntity");
    if (isAwsManaged(*entity))
        return refuse("awsManaged", {entity->name()});

    const DocumentPtr before = documentAt(*entity, where.slot, where.name);
    if (before ? before->text() == text : where.slot == DocumentSlot::ResourcePolicy && text.empty())
        return Draft(world).finish();
    EntityPtr changed = withDocument(*entity, where.slot, where.name, documentFrom(where, text));
    if (!changed)
        return refuse("noSuchDocument", {where.name, entity->name()});
    Result result;
    result.patch = Patch{{EntityChange{entity, std::move(changed), std::nullopt}}, nullptr, nullptr};
    return result;
}

Result setHeader(const World &world, WorldHeader header)
{
    Draft draft(world);
    draft.header() = std::move(header);
    return draft.finish();
}

} // namespace rolewright::edits
