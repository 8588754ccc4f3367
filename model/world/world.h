// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/entity.h"
#include "world/organization.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rolewright {

struct AccountInfo {
    std::string id; ///< twelve digits
    std::string name; ///< alias or the user's own; may be empty
    std::string notes;
    ExtraFields extra;
};

/// The unknown field that keeps what an export says of itself: it goes on in a page that isn't here.
inline constexpr std::string_view truncatedField = "IsTruncated";
bool isTruncated(const AccountInfo &account);

/// A saved question and the verdict it should have. `question` and `expect` have the shapes of
/// contract.md: a request with optional maxHops; expect holds "verdict" and, optionally, "via".
struct Scenario {
    std::string name;
    std::string note; ///< what it teaches, shown beside it
    std::string principal;
    std::string action;
    std::string resource;
    std::map<std::string, std::vector<std::string>> context;
    std::vector<std::string> unknown;
    std::string expectDirect; ///< "allowed", "denied", "depends"; empty: not asserted
    std::string expectVerdict; ///< with routes; empty: not asserted
    std::vector<std::string> expectVia; ///< role ARNs: each is the last role of some route
    ExtraFields questionExtra; ///< unknown fields inside "question" (maxHops …)
    ExtraFields expectExtra; ///< … and inside "expect"
    ExtraFields extra;
};

struct GraphPosition {
    double x = 0;
    double y = 0;
};

/// What isn't an entity. Small, replaced as a whole by an edit.
struct WorldHeader {
    std::string name;
    std::string notes;
    std::vector<AccountInfo> accounts; ///< in the file's order
    std::optional<Organization> organization;
    std::vector<Scenario> scenarios;
    std::map<std::string, GraphPosition> graphPositions; ///< by ARN
    ExtraFields extra;
};
using HeaderPtr = std::shared_ptr<const WorldHeader>;

/// One entity's change: no `before` creates, no `after` removes.
struct EntityChange {
    EntityPtr before;
    EntityPtr after;
    /// Place among the entities of its account and kind in the world that holds it (before a removal, after a
    /// creation), so that undoing a removal restores the order. Without one a new entity goes to the end.
    std::optional<std::size_t> index;
};

/// Everything that one edit changes; swapping before and after gives its inverse.
struct Patch {
    std::vector<EntityChange> entities;
    HeaderPtr headerBefore; ///< both null: the header stays
    HeaderPtr headerAfter;

    bool empty() const { return entities.empty() && !headerBefore; }
    Patch inverted() const;
};

/// A whole workspace as an immutable value: copying costs a pointer, so a copy is the snapshot that a
/// worker thread gets and that undo compares with.
class World
{
public:
    World();

    const WorldHeader &header() const;
    HeaderPtr headerPtr() const;
    const AccountInfo *account(std::string_view id) const;
    /// "aws", "aws-cn" …: the one that the account's entities are in.
    std::string partitionOf(std::string_view account) const;

    EntityPtr find(EntityId id) const;
    /// A user, group, role, policy, provider or resource by exact ARN. Built-in policies aren't entities.
    EntityPtr findByArn(std::string_view arn) const;
    /// By name within an account; names of users, groups, roles, policies are unique there, ignoring case.
    EntityPtr findByName(std::string_view account, EntityKind kind, std::string_view name) const;
    /// In the file's order.
    const std::vector<EntityPtr> &entities(std::string_view account, EntityKind kind) const;
    /// SCPs and RCPs.
    const std::vector<EntityPtr> &organizationPolicies() const;
    EntityPtr organizationPolicy(std::string_view policyId) const;
    std::size_t entityCount() const;
    std::size_t entityCount(EntityKind kind) const;

    /// A policy's document by ARN: the workspace's own, else the built-in library's; null when neither has it.
    struct PolicyText {
        DocumentPtr document;
        DocumentRef where;
        std::string name;
    };
    /// Several accounts of a workspace may hold a copy of the same AWS managed policy: `account`'s own comes first.
    std::optional<PolicyText> policyText(std::string_view arn, std::string_view account = {}) const;

    /// The world after an edit. Changes whose `before` isn't what stands there are programming errors (assert).
    World applied(const Patch &patch) const;

    /// An id not used before in this process.
    static EntityId newId();

    /// The same snapshot. Worlds that were edited apart differ, also when they hold the same entities.
    bool sameAs(const World &other) const { return m_data == other.m_data; }

private:
    struct Data;
    std::shared_ptr<const Data> m_data;
    friend class WorldBuilder;
};

/// Makes a World from nothing; used by readers and tests.
class WorldBuilder
{
public:
    WorldBuilder();
    explicit WorldBuilder(const World &base);
    ~WorldBuilder();

    WorldHeader &header();
    /// Adds the account to the header when it isn't there.
    AccountInfo &account(const std::string &id);
    /// Adds at the end of its list and gives it an id when it has none. A second entity with the
    /// same ARN replaces nothing: the call returns none and the caller reports it. (ARNs of account `aws`,
    /// such as AWS managed policies, may stand once in every account.)
    EntityId add(Entity entity);
    /// Whether add() would refuse it: an entity of its ARN is there.
    bool isTaken(const Entity &entity) const;
    /// Keeps what another entry says of an entity that is there, see conflictField. False when it says the same.
    bool contradict(const Entity &other);
    World build();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace rolewright
