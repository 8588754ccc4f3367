// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compiled/worlddata.h"

#include <set>

namespace rolewright {

/// Makes the data of a compiled world, of nothing or of what stood before an edit.
class WorldCompiler
{
public:
    /// `before`: null, or of a world that this one was made of; whatever is still right is shared with it.
    WorldCompiler(const World &world, const CompiledWorld::Data *before);

    std::shared_ptr<const CompiledWorld::Data> run();

private:
    using Sources = std::vector<PolicySourcePtr>;
    /// What changed for one account's principals since `before`.
    struct Changes {
        bool everything = false;
        std::set<std::string, std::less<>> policies; ///< ARNs
        std::set<std::string, std::less<>> groups; ///< lower-case names

        bool none() const { return !everything && policies.empty() && groups.empty(); }
    };

    void findChangedPolicies();
    void compileAccount(std::size_t account);
    bool isSame(std::size_t account) const;
    void compileEntities(std::size_t account, const Changes &changes);
    Changes compileSources(std::size_t account);
    bool isStill(const std::string &arn, const PolicySource &source, const std::string &account) const;
    void compileGroups(std::size_t account, Changes &changes);
    bool mentions(const Entity &entity, const Changes &changes) const;
    CompiledPrincipalPtr principal(const EntityPtr &entity);
    CompiledTargetPtr target(const EntityPtr &entity);
    void addInline(Sources &list, const std::vector<InlinePolicy> &policies, EntityId owner);
    void addAttached(Sources &list, const std::vector<AttachedPolicy> &policies, const std::string &account);
    PolicySourcePtr managed(const std::string &arn, const std::string &name, const std::string &account);
    PolicySourcePtr source(std::string name, DocumentRef where, const DocumentPtr &document);
    void keepDocuments(const PolicyList &policies);
    CompiledDocumentPtr compiled(const DocumentPtr &document);
    void compilePlaces();
    void indexArns();

    const World &m_world;
    const CompiledWorld::Data *m_before;
    std::shared_ptr<CompiledWorld::Data> m_data;
    std::uint32_t m_account = 0; ///< that is being compiled, by its number
    AccountSources *m_sources = nullptr; ///< of the account that is being compiled; null when nothing changed there
    std::set<std::string> m_changedPolicies; ///< ARNs, of any account
    bool m_sameSlots = true; ///< every slot so far holds the entity that it held before, edited or not
    std::unordered_map<const PolicyDocument *, CompiledDocumentPtr> m_documents;
};

} // namespace rolewright
