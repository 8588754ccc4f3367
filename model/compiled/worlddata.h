// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compiled/compiledworld.h"
#include "compiled/parts.h"
#include "text/textindex.h"
#include "world/shardedmap.h"

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace rolewright {

/// Policies as the principals of one account attach them, and what its groups add to their members.
struct AccountSources {
    struct Managed {
        PolicySourcePtr source;
        bool hasOwnName = false; ///< else it is called as the first who attached it says
    };
    std::unordered_map<std::string, Managed, StringHash, std::equal_to<>> managed; ///< by ARN
    std::unordered_map<std::string, std::vector<PolicySourcePtr>, StringHash, std::equal_to<>> groups; ///< by lower-case name
};

/// An account's entities that have an ARN, in the order of their slots.
struct AccountParts {
    std::vector<CompiledTargetPtr> targets;
    std::vector<CompiledPrincipalPtr> principals; ///< as many; null for what isn't a user or role
    bool isContradicted = false; ///< some entity is
};

/// Numbers by text, with the texts.
class OwnedTextIndex
{
public:
    /// Of each text the number; equal texts count once.
    explicit OwnedTextIndex(const std::vector<std::pair<std::string_view, std::uint32_t>> &entries);
    OwnedTextIndex(const OwnedTextIndex &) = delete;
    OwnedTextIndex &operator=(const OwnedTextIndex &) = delete;

    std::optional<std::uint32_t> find(std::string_view text) const { return m_index.find(text); }
    std::optional<std::uint32_t> find(std::string_view text, std::uint64_t hash) const { return m_index.find(text, hash); }
    void prefetch(std::uint64_t hash) const { m_index.prefetch(hash); }
    void prefetchText(std::uint64_t hash) const { m_index.prefetchText(hash); }
    static std::uint64_t hashOf(std::string_view text) { return TextIndex<>::hashOf(text); }

private:
    std::string m_texts;
    TextIndex<> m_index;
};

/// Accounts by where they are in the organization's tree.
struct OrganizationPlaces {
    std::vector<OrganizationPlace> places;
    TextIndex<> byAccount;
    std::vector<const OrganizationPlace *> ofAccount; ///< by account, in the header's order; null: not in the tree

    const OrganizationPlace *find(std::string_view account) const
    {
        const std::optional<std::uint32_t> found = byAccount.find(account);
        return found ? &places[*found] : nullptr;
    }
};

/// What a CompiledWorld holds. Slots number the entities that have an ARN: accounts in the header's order, kinds in the order of
/// EntityKind, entities in the file's order.
struct CompiledWorld::Data {
    World world;
    std::vector<std::shared_ptr<const AccountParts>> parts; ///< by account, in the header's order: own what follows
    std::vector<const CompiledTarget *> targets; ///< by slot
    std::vector<const CompiledPrincipal *> principals; ///< by slot; null for what isn't a user or role
    std::shared_ptr<const OwnedTextIndex> byArn; ///< slots; only what World::findByArn() finds
    std::shared_ptr<const OwnedTextIndex> accounts; ///< of the header
    bool isComplete = true; ///< every entity has a slot, nothing contradicts itself, no export goes on; else evaluate() answers
    std::vector<std::shared_ptr<const AccountSources>> sources; ///< by account, in the header's order
    std::shared_ptr<const OrganizationPlaces> places;
};

} // namespace rolewright
