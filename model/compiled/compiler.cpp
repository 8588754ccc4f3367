// SPDX-License-Identifier: GPL-3.0-or-later
#include "compiled/compiler.h"

#include "evaluate/publicaccess.h"
#include "evaluate/resourceelement.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace rolewright {

namespace {

constexpr std::array slotKinds = {EntityKind::User, EntityKind::Group, EntityKind::Role, EntityKind::Policy, EntityKind::Provider, EntityKind::Resource};

const std::vector<Tag> &tagsOf(const Entity &entity)
{
    static const std::vector<Tag> none;
    if (const User *user = entity.as<User>())
        return user->tags;
    if (const Role *role = entity.as<Role>())
        return role->tags;
    if (const ManagedPolicy *policy = entity.as<ManagedPolicy>())
        return policy->tags;
    if (const Resource *resource = entity.as<Resource>())
        return resource->tags;
    return none;
}

/// Lists are shared between worlds until they change.
bool sameList(const World &left, const World &right, const std::string &account, EntityKind kind)
{
    const std::vector<EntityPtr> &before = left.entities(account, kind);
    const std::vector<EntityPtr> &after = right.entities(account, kind);
    return &before == &after || (before.empty() && after.empty());
}

} // namespace

TagList::TagList(const std::vector<Tag> &tags)
{
    for (const Tag &tag : tags) {
        std::string key = lowered(tag.key);
        const auto same = std::find_if(m_tags.begin(), m_tags.end(), [&](const Entry &entry) { return entry.key == key; });
        if (same == m_tags.end())
            m_tags.push_back({std::move(key), tag.value});
        else
            same->isOneOfSeveral = same->isOneOfSeveral || same->value != tag.value;
    }
}

const TagList::Entry *TagList::find(std::string_view lowerKey) const
{
    const auto found = std::find_if(m_tags.begin(), m_tags.end(), [&](const Entry &entry) { return entry.key == lowerKey; });
    return found == m_tags.end() ? nullptr : &*found;
}

OwnedTextIndex::OwnedTextIndex(const std::vector<std::pair<std::string_view, std::uint32_t>> &entries)
{
    std::size_t size = 0;
    for (const auto &[text, number] : entries)
        size += text.size();
    m_texts.reserve(size);
    m_index.reserve(entries.size());
    for (const auto &[text, number] : entries) {
        m_texts += text;
        m_index.add(std::string_view(m_texts).substr(m_texts.size() - text.size()), number);
    }
}

WorldCompiler::WorldCompiler(const World &world, const CompiledWorld::Data *before)
    : m_world(world)
    , m_before(before)
    , m_data(std::make_shared<CompiledWorld::Data>())
{
    m_data->world = world;
    // Accounts that came or went are rare: everything is looked at anew, documents apart.
    const auto accountIds = [](const World &of) {
        std::vector<std::string> ids;
        for (const AccountInfo &account : of.header().accounts)
            ids.push_back(account.id);
        return ids;
    };
    if (m_before && m_before->world.headerPtr() != world.headerPtr() && accountIds(m_before->world) != accountIds(world))
        m_before = nullptr;
    if (m_before)
        findChangedPolicies();
}

void WorldCompiler::findChangedPolicies()
{
    for (const AccountInfo &account : m_world.header().accounts) {
        if (sameList(m_before->world, m_world, account.id, EntityKind::Policy))
            continue;
        const std::vector<EntityPtr> &before = m_before->world.entities(account.id, EntityKind::Policy);
        const std::vector<EntityPtr> &after = m_world.entities(account.id, EntityKind::Policy);
        const std::unordered_set<EntityPtr> kept(before.begin(), before.end());
        const std::unordered_set<EntityPtr> now(after.begin(), after.end());
        for (const EntityPtr &policy : after) {
            if (!kept.contains(policy))
                m_changedPolicies.insert(policy->arn());
        }
        for (const EntityPtr &policy : before) {
            if (!now.contains(policy))
                m_changedPolicies.insert(policy->arn());
        }
    }
}

std::shared_ptr<const CompiledWorld::Data> WorldCompiler::run()
{
    const std::vector<AccountInfo> &accounts = m_world.header().accounts;
    for (std::size_t account = 0; account < accounts.size(); ++account)
        compileAccount(account);
    const std::size_t slots = m_world.entityCount();
    m_data->targets.reserve(slots);
    m_data->principals.reserve(slots);
    bool isTold = std::none_of(accounts.begin(), accounts.end(), [](const AccountInfo &account) { return isTruncated(account); });
    for (const std::shared_ptr<const AccountParts> &parts : m_data->parts) {
        isTold = isTold && !parts->isContradicted;
        for (const CompiledTargetPtr &target : parts->targets)
            m_data->targets.push_back(target.get());
        for (const CompiledPrincipalPtr &principal : parts->principals)
            m_data->principals.push_back(principal.get());
    }
    m_data->isComplete = isTold && slots == m_data->targets.size() + m_world.entityCount(EntityKind::OrganizationPolicy);
    indexArns();
    compilePlaces();
    return m_data;
}

void WorldCompiler::compileAccount(std::size_t account)
{
    m_account = static_cast<std::uint32_t>(account);
    const Changes changes = compileSources(account);
    if (m_before && changes.none() && isSame(account))
        m_data->parts.push_back(m_before->parts[account]);
    else
        compileEntities(account, changes);
}

/// Whether nothing of the account was edited.
bool WorldCompiler::isSame(std::size_t account) const
{
    const std::string &id = m_world.header().accounts[account].id;
    return std::all_of(slotKinds.begin(), slotKinds.end(), [&](EntityKind kind) { return sameList(m_before->world, m_world, id, kind); });
}

void WorldCompiler::compileEntities(std::size_t account, const Changes &changes)
{
    const std::string &id = m_world.header().accounts[account].id;
    const auto parts = std::make_shared<AccountParts>();
    m_data->parts.push_back(parts);
    const AccountParts *known = m_before ? m_before->parts[account].get() : nullptr;
    bool samePlaces = true; // as m_sameSlots
    std::unordered_map<EntityId, std::size_t> placesBefore; // filled when they have moved
    for (const EntityKind kind : slotKinds) {
        const bool isPrincipal = kind == EntityKind::User || kind == EntityKind::Role;
        for (const EntityPtr &entity : m_world.entities(id, kind)) {
            const std::size_t place = parts->targets.size();
            std::size_t before = place;
            if (known && samePlaces && (place >= known->targets.size() || known->targets[place]->entity->id != entity->id)) {
                samePlaces = false;
                for (std::size_t i = 0; i < known->targets.size(); ++i)
                    placesBefore.emplace(known->targets[i]->entity->id, i);
            }
            if (!samePlaces) {
                const auto found = placesBefore.find(entity->id);
                before = found == placesBefore.end() ? known->targets.size() : found->second;
            }
            const bool isKnown = known && before < known->targets.size();
            const bool same = isKnown && known->targets[before]->entity == entity;
            parts->isContradicted = parts->isContradicted || isContradicted(*entity);
            if (isKnown && !same)
                keepDocuments(known->targets[before]->policy);
            parts->targets.push_back(same ? known->targets[before] : target(entity));
            if (!isPrincipal) {
                parts->principals.push_back(nullptr);
            } else if (same && !mentions(*entity, changes)) {
                parts->principals.push_back(known->principals[before]);
            } else {
                if (isKnown && known->principals[before])
                    keepDocuments(known->principals[before]->identity);
                parts->principals.push_back(principal(entity));
            }
        }
    }
    m_sameSlots = m_sameSlots && samePlaces && known && known->targets.size() == parts->targets.size();
}

/// What the account's principals attach. Kept where it is still right; `changes` says what isn't.
WorldCompiler::Changes WorldCompiler::compileSources(std::size_t account)
{
    const std::string &id = m_world.header().accounts[account].id;
    Changes changes;
    const bool sameGroups = m_before && sameList(m_before->world, m_world, id, EntityKind::Group);
    if (m_before) {
        const AccountSources &known = *m_before->sources[account];
        for (const std::string &arn : m_changedPolicies) {
            if (const auto found = known.managed.find(arn); found != known.managed.end() && !isStill(arn, *found->second.source, id))
                changes.policies.insert(arn);
        }
        const bool samePrincipals = sameList(m_before->world, m_world, id, EntityKind::User) && sameList(m_before->world, m_world, id, EntityKind::Role);
        if (changes.policies.empty() && sameGroups && samePrincipals) {
            m_sources = nullptr;
            m_data->sources.push_back(m_before->sources[account]);
            return changes;
        }
    }
    const auto sources = m_before ? std::make_shared<AccountSources>(*m_before->sources[account]) : std::make_shared<AccountSources>();
    m_sources = sources.get();
    m_data->sources.push_back(sources);
    changes.everything = !m_before;
    for (const std::string &arn : changes.policies)
        sources->managed.erase(arn);
    if (!sameGroups || !changes.policies.empty())
        compileGroups(account, changes);
    return changes;
}

bool WorldCompiler::isStill(const std::string &arn, const PolicySource &source, const std::string &account) const
{
    const std::optional<World::PolicyText> text = m_world.policyText(arn, account);
    if (!text || !source.document)
        return !text && !source.document;
    return text->document == source.document->document() && text->where == source.where && (text->name.empty() || text->name == source.name);
}

void WorldCompiler::compileGroups(std::size_t account, Changes &changes)
{
    const std::string &id = m_world.header().accounts[account].id;
    std::unordered_map<EntityId, EntityPtr> before;
    if (m_before && !changes.everything) {
        for (const EntityPtr &group : m_before->world.entities(id, EntityKind::Group))
            before.emplace(group->id, group);
    }
    for (const EntityPtr &group : m_world.entities(id, EntityKind::Group)) {
        const auto known = before.find(group->id);
        if (known != before.end() && known->second == group && !mentions(*group, changes)) {
            before.erase(known);
            continue;
        }
        changes.groups.insert(lowered(group->name()));
    }
    // Those that are left were edited (perhaps renamed) or removed.
    for (const auto &[unused, group] : before)
        changes.groups.insert(lowered(group->name()));
    for (const std::string &name : changes.groups) {
        const EntityPtr group = m_world.findByName(id, EntityKind::Group, name);
        if (!group) {
            m_sources->groups.erase(name);
            continue;
        }
        Sources list;
        addInline(list, group->as<Group>()->inlinePolicies, group->id);
        addAttached(list, group->as<Group>()->attachedPolicies, id);
        m_sources->groups.insert_or_assign(name, std::move(list));
    }
}

bool WorldCompiler::mentions(const Entity &entity, const Changes &changes) const
{
    if (changes.everything)
        return true;
    if (changes.none())
        return false;
    const auto attaches = [&](const std::vector<AttachedPolicy> &policies) {
        return !changes.policies.empty()
            && std::any_of(policies.begin(), policies.end(), [&](const AttachedPolicy &policy) { return changes.policies.contains(policy.arn); });
    };
    if (const Role *role = entity.as<Role>())
        return attaches(role->attachedPolicies) || (role->boundary && changes.policies.contains(*role->boundary));
    if (const Group *group = entity.as<Group>())
        return attaches(group->attachedPolicies);
    if (const User *user = entity.as<User>()) {
        return attaches(user->attachedPolicies) || (user->boundary && changes.policies.contains(*user->boundary))
            || std::any_of(user->groups.begin(), user->groups.end(), [&](const std::string &name) { return changes.groups.contains(lowered(name)); });
    }
    return false;
}

CompiledPrincipalPtr WorldCompiler::principal(const EntityPtr &entity)
{
    auto made = std::make_shared<CompiledPrincipal>();
    made->entity = entity;
    made->account = entity->account;
    made->accountNumber = m_account;
    made->caller = parsePrincipal(entity->arn());
    made->tags = TagList(tagsOf(*entity));
    Sources list;
    const std::optional<std::string> *boundary = nullptr;
    if (const User *user = entity->as<User>()) {
        made->uniqueId = user->uniqueId;
        addInline(list, user->inlinePolicies, entity->id);
        addAttached(list, user->attachedPolicies, entity->account);
        for (const std::string &name : user->groups) {
            const auto group = m_sources->groups.find(lowered(name));
            if (group == m_sources->groups.end())
                list.push_back(source(name, {}, nullptr)); // a group whose policies aren't known
            else
                list.insert(list.end(), group->second.begin(), group->second.end());
        }
        boundary = &user->boundary;
    } else {
        const Role &role = *entity->as<Role>();
        made->role = &role;
        made->isServiceLinked = role.isServiceLinked();
        made->uniqueId = role.uniqueId;
        addInline(list, role.inlinePolicies, entity->id);
        addAttached(list, role.attachedPolicies, entity->account);
        boundary = &role.boundary;
    }
    made->identity = PolicyList(std::move(list));
    if (*boundary) {
        const std::string &arn = **boundary;
        made->boundary = std::make_unique<PolicyList>(Sources{managed(arn, arn.substr(arn.rfind('/') + 1), entity->account)});
    }
    const PrincipalKind kind = made->role ? PrincipalKind::Role : PrincipalKind::User;
    made->isAsNamed = made->caller && made->caller->account == made->account && made->caller->kind == kind;
    return made;
}

CompiledTargetPtr WorldCompiler::target(const EntityPtr &entity)
{
    auto made = std::make_shared<CompiledTarget>();
    made->account = entity->account;
    made->entity = entity;
    made->tags = TagList(tagsOf(*entity));
    made->isGroup = entity->as<Group>();
    if (const Role *role = entity->as<Role>()) {
        made->isRole = true;
        if (role->trust)
            made->policy = PolicyList({source(role->name, {entity->id, DocumentSlot::Trust, {}}, role->trust)});
    } else if (const Resource *resource = entity->as<Resource>()) {
        made->isResource = true;
        if (resource->policy && !resource->isVpcEndpoint()) {
            const bool isRefused = resource->policy->policy() && lacksResource(*resource->policy->policy(), resource->arn);
            made->policy = PolicyList({source(resource->name, {entity->id, DocumentSlot::ResourcePolicy, {}}, resource->policy)}, isRefused);
            made->blocksPublicAccess = resource->blockPublicAccess && resource->policy->policy() && isPublicPolicy(*resource->policy->policy());
        }
    }
    return made;
}

void WorldCompiler::addInline(Sources &list, const std::vector<InlinePolicy> &policies, EntityId owner)
{
    for (const InlinePolicy &policy : policies)
        list.push_back(source(policy.name, {owner, DocumentSlot::Inline, policy.name}, policy.document));
}

void WorldCompiler::addAttached(Sources &list, const std::vector<AttachedPolicy> &policies, const std::string &account)
{
    for (const AttachedPolicy &policy : policies)
        list.push_back(managed(policy.arn, policy.name, account));
}

PolicySourcePtr WorldCompiler::managed(const std::string &arn, const std::string &name, const std::string &account)
{
    const auto known = m_sources->managed.find(arn);
    if (known != m_sources->managed.end()) {
        const auto &[kept, hasOwnName] = known->second;
        if (hasOwnName || kept->name == name)
            return kept;
        return std::make_shared<const PolicySource>(PolicySource{name, kept->where, kept->document});
    }
    const std::optional<World::PolicyText> text = m_world.policyText(arn, account);
    const bool hasOwnName = text && !text->name.empty();
    PolicySourcePtr made = text ? source(hasOwnName ? text->name : name, text->where, text->document) : source(name, {}, nullptr);
    m_sources->managed.insert_or_assign(arn, AccountSources::Managed{made, hasOwnName});
    return made;
}

PolicySourcePtr WorldCompiler::source(std::string name, DocumentRef where, const DocumentPtr &document)
{
    return std::make_shared<const PolicySource>(PolicySource{std::move(name), std::move(where), compiled(document)});
}

/// Those that stay need not be compiled once more.
void WorldCompiler::keepDocuments(const PolicyList &policies)
{
    for (std::size_t use = 0; use < policies.uses().size(); ++use) {
        if (const CompiledDocumentPtr &document = policies.source(use).document)
            m_documents.emplace(document->document().get(), document);
    }
}

CompiledDocumentPtr WorldCompiler::compiled(const DocumentPtr &document)
{
    if (!document)
        return nullptr;
    CompiledDocumentPtr &known = m_documents[document.get()];
    if (!known)
        known = std::make_shared<const CompiledDocument>(document);
    return known;
}

void WorldCompiler::indexArns()
{
    const auto sameArns = [&] {
        for (std::size_t slot = 0; slot < m_data->targets.size(); ++slot) {
            const CompiledTarget *before = m_before->targets[slot];
            if (before != m_data->targets[slot] && before->entity->arn() != m_data->targets[slot]->entity->arn())
                return false;
        }
        return true;
    };
    if (m_before && m_sameSlots && m_before->targets.size() == m_data->targets.size() && sameArns()) {
        m_data->byArn = m_before->byArn;
        m_data->accounts = m_before->accounts;
        return;
    }
    std::vector<std::pair<std::string_view, std::uint32_t>> arns;
    for (std::size_t slot = 0; slot < m_data->targets.size(); ++slot) {
        const EntityPtr &entity = m_data->targets[slot]->entity;
        // Several accounts may hold a copy of the same AWS managed policy.
        if (m_world.findByArn(entity->arn()) == entity)
            arns.emplace_back(entity->arn(), static_cast<std::uint32_t>(slot));
    }
    m_data->byArn = std::make_shared<const OwnedTextIndex>(arns);
    std::vector<std::pair<std::string_view, std::uint32_t>> accounts;
    for (const AccountInfo &account : m_world.header().accounts)
        accounts.emplace_back(account.id, static_cast<std::uint32_t>(accounts.size()));
    m_data->accounts = std::make_shared<const OwnedTextIndex>(accounts);
}

void WorldCompiler::compilePlaces()
{
    const bool same = m_before && m_before->world.headerPtr() == m_world.headerPtr()
        && &m_before->world.organizationPolicies() == &m_world.organizationPolicies();
    if (same) {
        m_data->places = m_before->places;
        return;
    }
    auto places = std::make_shared<OrganizationPlaces>();
    const auto policies = [&](const std::vector<std::string> &ids) {
        Sources list;
        for (const std::string &id : ids) {
            const EntityPtr entity = m_world.organizationPolicy(id);
            const OrganizationPolicy *policy = entity ? entity->as<OrganizationPolicy>() : nullptr;
            list.push_back(policy ? source(policy->name, {entity->id, DocumentSlot::OrganizationPolicy, {}}, policy->document) : source(id, {}, nullptr));
        }
        return PolicyList(std::move(list));
    };
    const std::optional<Organization> &organization = m_world.header().organization;
    const bool hasScps = organization && organization->attachesServiceControlPolicies();
    std::vector<const OrganizationNode *> path;
    const auto visit = [&](const auto &self, const OrganizationNode &node) -> void {
        path.push_back(&node);
        if (node.kind == OrganizationNode::Kind::Account) {
            OrganizationPlace place;
            place.account = node.id;
            place.organization = organization->id;
            place.isManagement = organization->managementAccount == node.id;
            place.isBoundByScps = hasScps && !place.isManagement;
            std::string text = organization->id + '/';
            for (const OrganizationNode *level : path) {
                if (level->kind != OrganizationNode::Kind::Account)
                    text += level->id + '/';
                place.levels.push_back({policies(level->serviceControlPolicies), policies(level->resourceControlPolicies)});
            }
            place.paths = {text};
            for (const OrganizationPlace::Level &level : place.levels) {
                const bool hasUsableScps = level.scp.usableAs(PolicyKind::Scp);
                const bool hasUsableRcps = level.rcp.usableAs(PolicyKind::Rcp);
                place.isUsable = place.isUsable && hasUsableScps && hasUsableRcps;
                place.scpsMatter |= hasUsableScps && level.scp.allowsEverything() ? level.scp.saysMore() : ~std::uint64_t{0};
                place.rcpsMatter |= hasUsableRcps ? level.rcp.denies() : ~std::uint64_t{0};
            }
            places->places.push_back(std::move(place));
        }
        for (const OrganizationNode &child : node.children)
            self(self, child);
        path.pop_back();
    };
    if (organization)
        visit(visit, organization->root);
    places->byAccount.reserve(places->places.size());
    for (std::size_t i = 0; i < places->places.size(); ++i)
        places->byAccount.add(places->places[i].account, static_cast<std::uint32_t>(i));
    for (const AccountInfo &account : m_world.header().accounts)
        places->ofAccount.push_back(places->find(account.id));
    m_data->places = std::move(places);
}

} // namespace rolewright
