// SPDX-License-Identifier: GPL-3.0-or-later
// The organization's part of WorldTreeModel.
#include "tree/treenode.h"

#include <algorithm>

namespace rolewright {

namespace {

std::vector<EntityPtr> policiesOf(const World &world, OrganizationPolicy::Type type)
{
    std::vector<EntityPtr> policies = world.organizationPolicies();
    std::erase_if(policies, [type](const EntityPtr &policy) { return policy->as<OrganizationPolicy>()->type != type; });
    return policies;
}

} // namespace

void WorldTreeModel::fillOrganization(Node *organization)
{
    const World &world = m_world;
    organization->kind = EntityKind::OrganizationPolicy;
    for (const auto type : {OrganizationPolicy::Type::ServiceControl, OrganizationPolicy::Type::ResourceControl}) {
        Node *group = addNode(organization, static_cast<int>(organization->children.size()), NodeType::OrganizationCategory);
        group->kind = EntityKind::OrganizationPolicy;
        group->policyType = type;
        addAccepted(*group, EntityList(policiesOf(world, type)));
    }
    if (world.header().organization)
        addOrganizationNode(organization, world.header().organization->root);
}

void WorldTreeModel::addOrganizationNode(Node *parent, const OrganizationNode &place)
{
    Node *added = addNode(parent, static_cast<int>(parent->children.size()), NodeType::OrganizationNode);
    added->place = std::make_shared<OrganizationNode>(place);
    added->place->children.clear();
    for (const OrganizationNode &child : place.children)
        addOrganizationNode(added, child);
}

void WorldTreeModel::updateOrganization(Node *organization)
{
    for (const quintptr key : std::vector<quintptr>(organization->children)) {
        if (node(key)->type == NodeType::OrganizationCategory)
            updatePolicies(node(key));
    }
    const std::optional<Organization> &wanted = m_world.header().organization;
    Node *root = node(organization->children.back());
    if (root->type == NodeType::OrganizationNode && wanted && hasSameShape(*root, wanted->root)) {
        updatePlaces(root, wanted->root);
        return;
    }
    if (root->type == NodeType::OrganizationNode)
        removeNode(root);
    if (wanted) {
        const int at = static_cast<int>(organization->children.size());
        beginInsertRows(indexFor(*organization), at, at);
        addOrganizationNode(organization, wanted->root);
        endInsertRows();
    }
}

void WorldTreeModel::updatePolicies(Node *category)
{
    const std::vector<EntityPtr> policies = policiesOf(m_world, category->policyType);
    for (std::size_t row = category->rows.size(); row-- > 0;) {
        const EntityId shown = category->rows[row].id;
        if (std::none_of(policies.begin(), policies.end(), [shown](const EntityPtr &policy) { return policy->id == shown; }))
            removeEntity(category, row);
    }
    for (const EntityPtr &policy : policies) {
        if (find(*category, policy->id) == category->rows.size())
            insertEntity(category, *policy);
    }
    emit dataChanged(indexFor(*category), indexFor(*category));
}

bool WorldTreeModel::hasSameShape(const Node &shown, const OrganizationNode &place) const
{
    if (shown.place->id != place.id || shown.place->kind != place.kind || shown.children.size() != place.children.size())
        return false;
    for (std::size_t i = 0; i < place.children.size(); ++i) {
        if (!hasSameShape(*node(shown.children[i]), place.children[i]))
            return false;
    }
    return true;
}

void WorldTreeModel::updatePlaces(Node *shown, const OrganizationNode &place)
{
    shown->place = std::make_shared<OrganizationNode>(place);
    shown->place->children.clear();
    emit dataChanged(indexFor(*shown), indexFor(*shown));
    for (std::size_t i = 0; i < place.children.size(); ++i)
        updatePlaces(node(shown->children[i]), place.children[i]);
}

} // namespace rolewright
