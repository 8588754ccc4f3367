// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/documentreader.h"
#include "world/fields.h"
#include "world/remarksink.h"

#include <optional>

namespace rolewright {

/// The lists of entities that an account has in a file.
enum class EntityList { Users, Groups, Roles, Policies, Providers, Resources };

/// "UserDetailList" …
std::string_view listName(EntityList list);
/// Exports hold the first four, workspace files all of them.
std::optional<EntityList> listNamed(std::string_view key, FileFormat format);

/// An entity of a file; its account isn't known yet.
struct ReadEntity {
    Entity entity;
    Span span; ///< in the file
};

/// Turns one element of a list into an entity. What has the wrong shape but says who may do what becomes
/// something unusable (a document that isn't JSON, a policy ARN that nothing has), never nothing: an evaluation
/// that meets it is inconclusive, where leaving it out could lose a Deny.
class EntityReader
{
public:
    EntityReader(std::string_view text, std::size_t file, FileFormat format, DocumentReader &documents, RemarkSink &remarks);

    /// Nothing when the element can't be used at all; the remark is made.
    std::optional<ReadEntity> read(EntityList list, std::size_t index, const json::Value &value, const Diagnostics &duplicates);

    /// An SCP or RCP of a workspace file.
    std::optional<Entity> organizationPolicy(const json::Value &value, const Diagnostics &duplicates);

    /// Names what the following remarks are about.
    void setEntity(std::string label, std::size_t offset);
    void wrongShape(const std::string &place, const std::string &wanted, const json::Value &found);
    /// An object without a member that it can't be read without.
    void lacks(const std::string &place, const std::string &member, const json::Value &object);
    void warn(const std::string &code, std::vector<std::string> arguments, std::size_t offset);
    /// False when there are duplicate keys in `within`, outside of the documents and unknown fields read since
    /// setEntity(): those are kept as they stand.
    bool reportDuplicates(const Diagnostics &duplicates, Span within);

    std::string text(Fields &fields, const std::string &key);
    bool boolean(Fields &fields, const std::string &key);
    std::vector<std::string> texts(Fields &fields, const std::string &key);
    std::vector<const json::Value *> elements(Fields &fields, const std::string &key);
    /// The fields that weren't taken, as they stand.
    ExtraFields rest(const Fields &fields);

private:
    Fields fieldsOf(const json::Value &object) const { return Fields(object, m_format == FileFormat::Export); }
    void readTags(Fields &fields, std::vector<Tag> &tags, bool &known);
    /// Null when there is no member or its value is null.
    DocumentPtr document(const json::Member *member, const std::string &name);
    bool readName(Fields &fields, const std::string &nameKey, const std::string &idKey, IamName &name);
    bool hasArn(const std::string &arn);
    std::vector<InlinePolicy> inlinePolicies(Fields &fields, const std::string &key);
    std::vector<AttachedPolicy> attachedPolicies(Fields &fields);
    std::optional<std::string> boundary(Fields &fields, ExtraFields &extra);
    std::vector<InstanceProfile> instanceProfiles(Fields &fields);
    void lastUsed(Fields &fields, Role &role);

    std::optional<Entity> user(const json::Value &value);
    std::optional<Entity> group(const json::Value &value);
    std::optional<Entity> role(const json::Value &value);
    std::optional<Entity> policy(const json::Value &value);
    std::optional<Entity> provider(const json::Value &value);
    std::optional<Entity> resource(const json::Value &value);

    std::string_view m_text;
    std::size_t m_file;
    FileFormat m_format;
    DocumentReader &m_documents;
    RemarkSink &m_remarks;
    std::string m_entity;
    std::size_t m_offset = 0;
    std::vector<Span> m_keptSpans;
};

/// The name that an ARN gives when the file has none: what follows the last slash; for resources and providers
/// what people call them.
std::string nameFromArn(std::string_view arn, EntityKind kind);

} // namespace rolewright
