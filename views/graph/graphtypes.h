// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes/routes.h"
#include "world/world.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

/// What the graph shows, as plain values: made from a World snapshot in a worker (graphmodel), placed by
/// graphlayout, drawn by graphscene.
namespace rolewright {

enum class GraphNodeKind {
    User,
    Group,
    Role,
    Policy,
    Provider,
    Resource,
    Service,
    Account, ///< an account as a whole
    Everyone, ///< Principal "*"
    Permission, ///< actions on things that aren't entities: "instances · start, stop"
    Fold, ///< several alike nodes
};

/// What a policy says about one group of things. `service` empty: every service.
struct Permit {
    Effect effect = Effect::Allow;
    std::string service; ///< "ec2"
    std::string type; ///< "instance"; empty: no particular type
    std::string thing; ///< the one thing that is named ("reports/*"); empty: all of the type
    std::size_t services = 1; ///< more than one: several services as one group
    bool exceptActions = false; ///< NotAction
    bool exceptResources = false; ///< NotResource
    std::vector<std::string> verbs; ///< "start", "stop", each once; "*" for every action
    std::vector<std::string> actions; ///< as written
    std::vector<std::string> resources; ///< as written
    std::vector<std::string> conditionKeys; ///< sorted, each once
    EntityId resource; ///< the workspace's resource that is named, or none

    bool operator==(const Permit &) const = default;
};

struct GraphNode {
    std::string key; ///< stable over rebuilds: the ARN where there is one
    GraphNodeKind kind = GraphNodeKind::User;
    EntityId entity; ///< none when the workspace doesn't hold it
    std::string arn;
    std::string name;
    std::string account; ///< the cluster it stands in; empty: outside all
    Permit permit; ///< Permission
    std::size_t count = 0; ///< Fold: how many; Account: users and roles in it
    GraphNodeKind foldedKind = GraphNodeKind::User; ///< Fold
    bool inlinePolicy = false;
    bool focus = false;
    bool canGrow = false; ///< its neighbourhood isn't in the picture yet
    bool broken = false; ///< a document of it can't be used

    bool operator==(const GraphNode &) const = default;
};

enum class GraphEdgeKind {
    Assume, ///< can become the role
    Access, ///< principal or policy to a thing that requests are made on
    ResourcePolicy, ///< a principal that the resource's own policy names
    Member,
    Attached,
    Boundary,
    Start, ///< of a route: can start the service with the role that comes next
};

enum class GraphEdgeState {
    Plain, ///< membership, attachment: nothing to evaluate
    Allowed, ///< every side allows
    Depends, ///< named facts decide
    Missing, ///< a side doesn't allow: `missing`
    Denied, ///< a Deny statement matches
    Delegated, ///< a whole account is trusted: its own policies decide who
};

struct GraphEdge {
    std::string from;
    std::string to;
    GraphEdgeKind kind = GraphEdgeKind::Assume;
    GraphEdgeState state = GraphEdgeState::Plain;
    std::vector<Layer> missing; ///< layers that would have to allow and don't
    HopNeeds needs;
    std::vector<std::string> conditionKeys; ///< keys of conditions that aren't told by `needs`
    std::vector<std::string> verbs; ///< Access to a workspace resource: what may be done
    std::string subject; ///< ARN of the principal that an Access edge was evaluated for; may be empty
    std::shared_ptr<const Answer> answer; ///< without its layers; null when nothing was evaluated
    bool onRoute = false;

    std::string key() const { return from + '\n' + to + '\n' + static_cast<char>('0' + static_cast<int>(kind)); }
};

struct GraphCluster {
    std::string account;
    std::string name; ///< may be empty
    bool known = true; ///< false: named in a policy, not in the workspace
};

struct Graph {
    std::vector<GraphNode> nodes;
    std::vector<GraphEdge> edges;
    std::vector<GraphCluster> clusters;
    bool truncated = false; ///< there was more than the limit
    bool cancelled = false;

    const GraphNode *find(const std::string &key) const;
    const GraphEdge *edge(const std::string &from, const std::string &to) const;
};

/// What is asked for.
struct GraphQuery {
    EntityId focus; ///< none: the overview of accounts
    int depth = 1; ///< 1 to 3: neighbourhoods of neighbours, too
    std::set<std::string> grown; ///< keys of nodes whose neighbourhood was asked for
    std::map<std::string, std::size_t> unfolded; ///< Fold keys: how many more to show
    std::vector<std::string> route; ///< ARNs: principal, roles, resource; empty: none
    Verdict routeVerdict = Verdict::Allowed;
    std::size_t maximumNodes = 80;
};

} // namespace rolewright
