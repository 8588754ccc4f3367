// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/graphmodel.h"

#include "graph/neighbours.h"

namespace rolewright {

namespace {

/// Neighbourhoods of everything in the picture that has one.
void growOnce(GraphBuilder &builder)
{
    for (const std::string &key : builder.nodeKeys()) {
        if (builder.isCancelled())
            return;
        const GraphNode *node = builder.node(key);
        if (!node || !node->entity || node->inlinePolicy)
            continue;
        if (const EntityPtr entity = builder.world().find(node->entity))
            addNeighbours(builder, *entity);
    }
}

/// A grown node may have come with another grown node's neighbourhood: until nothing is new.
void growAsked(GraphBuilder &builder)
{
    bool grew = true;
    while (grew && !builder.isCancelled()) {
        grew = false;
        for (const std::string &key : builder.query().grown) {
            const GraphNode *node = builder.node(key);
            if (!node || builder.isExpanded(key))
                continue;
            if (const EntityPtr entity = builder.world().find(node->entity)) {
                addNeighbours(builder, *entity);
                grew = true;
            }
        }
    }
}

} // namespace

Graph buildGraph(const World &world, const GraphQuery &query, const std::function<bool()> &cancelled)
{
    GraphBuilder builder(world, query, cancelled);
    const EntityPtr focus = world.find(query.focus);
    if (focus && focus->kind() != EntityKind::OrganizationPolicy) {
        GraphNode node = entityNode(*focus);
        node.focus = true;
        builder.addNode(node);
        // The route first: it must have room.
        addRoute(builder);
        addNeighbours(builder, *focus);
    } else {
        addRoute(builder);
        addOverview(builder);
    }
    for (int depth = 1; depth < query.depth; ++depth)
        growOnce(builder);
    growAsked(builder);
    return builder.take();
}

} // namespace rolewright
