// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/graphmodel.h"
#include "graph/graphwords.h"
#include "graph/permits.h"
#include "views/graphworld.h"

#include <QTest>

#include <algorithm>

using namespace rolewright;
using namespace rolewright::graphworld;

class GraphModelTest : public QObject
{
    Q_OBJECT

private slots:
    void roleShowsWhoCanBecomeItWithTheExternalId();
    void missingIdentitySideIsNamed();
    void missingTrustSideIsNamed();
    void explicitDenyIsTold();
    void mfaAgeIsOnTheEdge();
    void wholeAccountIsANodeOfItsOwn();
    void permitsAreShort_data();
    void permitsAreShort();
    void servicesAndProvidersThatATrustPolicyNames();
    void membersFoldAndUnfold();
    void workspaceResourceIsAnEntity();
    void boundaryThatForbidsMakesThePermitMissing();
    void unusableTrustNeverLooksAllowed();
    void policyShowsWhomItIsAttachedTo();
    void resourceShowsWhosePoliciesNameIt();
    void routeAddsWhatIsNotThere();
    void routeThroughAServiceIsntATrustEdge();
    void overviewOfASmallWorldHasEverybody();
    void growingAddsTheNeighbourhood();
    void manyPrincipalsStayUnderTheLimit();
    void everyEdgeHasBothEnds();
    void longPolicyCanBeCancelled();
    void foldOfManySpeaksForNone();
};

static Graph graphOf(const World &world, EntityId focus)
{
    GraphQuery query;
    query.focus = focus;
    return buildGraph(world, query);
}

static const GraphNode *labelled(const Graph &graph, const QString &label)
{
    for (const GraphNode &node : graph.nodes) {
        if (graphwords::nodeLabel(node) == label)
            return &node;
    }
    return nullptr;
}

static std::size_t countOf(const Graph &graph, GraphNodeKind kind)
{
    return static_cast<std::size_t>(std::count_if(graph.nodes.begin(), graph.nodes.end(), [kind](const GraphNode &node) { return node.kind == kind; }));
}

static std::string readsQueues(int count)
{
    std::string statements;
    for (int i = 0; i < count; ++i) {
        statements += (i == 0 ? "" : ",") + std::string(R"({"Effect": "Allow", "Action": "sqs:ReceiveMessage", "Resource": "arn:aws:sqs:eu-west-1:)")
            + customer + ":queue-" + std::to_string(i) + "\"}";
    }
    return statements;
}

void GraphModelTest::roleShowsWhoCanBecomeItWithTheExternalId()
{
    const Delegation d = delegation();
    const Graph graph = graphOf(d.world, d.parking);
    const GraphEdge *edge = graph.edge(arn(provider, "user/scheduler"), arn(customer, "role/ParkingAccess"));
    QVERIFY(edge);
    QCOMPARE(edge->state, GraphEdgeState::Allowed);
    QCOMPARE(edge->needs.externalId, std::optional<std::string>("cust-7f21"));
    QCOMPARE(graphwords::edgeLabel(*edge), QStringLiteral("External ID"));
    QCOMPARE(graph.find(arn(provider, "user/scheduler"))->account, provider);
    QVERIFY(graph.find(arn(customer, "role/ParkingAccess"))->focus);
    QCOMPARE(graph.clusters.size(), std::size_t(2));
}

void GraphModelTest::missingIdentitySideIsNamed()
{
    const Delegation d = delegation();
    const Graph graph = graphOf(d.world, d.parking);
    const GraphEdge *edge = graph.edge(arn(provider, "user/support-anna"), arn(customer, "role/ParkingAccess"));
    QVERIFY(edge);
    QCOMPARE(edge->state, GraphEdgeState::Missing);
    QVERIFY(!edge->missing.empty());
    QCOMPARE(edge->missing.front(), Layer::Identity);
    QCOMPARE(graphwords::edgeLabel(*edge), QStringLiteral("identity side missing"));
}

void GraphModelTest::missingTrustSideIsNamed()
{
    WorldBuilder builder;
    builder.account(customer);
    const EntityId alice = addUser(builder, customer, "alice", assumes(arn(customer, "role/admin")));
    addRole(builder, customer, "admin", R"({"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"})");
    const Graph graph = graphOf(builder.build(), alice);
    const GraphEdge *edge = graph.edge(arn(customer, "user/alice"), arn(customer, "role/admin"));
    QVERIFY(edge);
    QCOMPARE(edge->state, GraphEdgeState::Missing);
    QCOMPARE(edge->missing.front(), Layer::Trust);
    QCOMPARE(graphwords::edgeLabel(*edge), QStringLiteral("trust side missing"));
}

void GraphModelTest::explicitDenyIsTold()
{
    WorldBuilder builder;
    builder.account(customer);
    addUser(builder, customer, "mallory", R"({"Effect": "Deny", "Action": "sts:AssumeRole", "Resource": "*"})");
    const EntityId role = addRole(builder, customer, "admin", trusts(arn(customer, "user/mallory")));
    const Graph graph = graphOf(builder.build(), role);
    const GraphEdge *edge = graph.edge(arn(customer, "user/mallory"), arn(customer, "role/admin"));
    QVERIFY(edge);
    QCOMPARE(edge->state, GraphEdgeState::Denied);
}

void GraphModelTest::mfaAgeIsOnTheEdge()
{
    WorldBuilder builder;
    builder.account(customer);
    addUser(builder, customer, "alice", assumes("*"));
    const EntityId role = addRole(builder, customer, "audit",
                                  trusts(arn(customer, "root"), R"({"NumericLessThanEquals": {"aws:MultiFactorAuthAge": "60"}})"));
    const Graph graph = graphOf(builder.build(), role);
    const GraphEdge *edge = graph.edge(arn(customer, "user/alice"), arn(customer, "role/audit"));
    QVERIFY(edge);
    QCOMPARE(edge->state, GraphEdgeState::Allowed);
    QCOMPARE(graphwords::edgeLabel(*edge), QStringLiteral("MFA ≤ 60 s"));
}

void GraphModelTest::wholeAccountIsANodeOfItsOwn()
{
    const Delegation d = delegation();
    const Graph graph = graphOf(d.world, d.parking);
    const GraphEdge *edge = graph.edge("account:" + provider, arn(customer, "role/ParkingAccess"));
    QVERIFY(edge);
    QCOMPARE(edge->state, GraphEdgeState::Delegated);
}

void GraphModelTest::permitsAreShort_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("label");
    QTest::newRow("instances") << R"({"Effect": "Allow", "Action": ["ec2:StartInstances", "ec2:StopInstances"], "Resource": "arn:aws:ec2:*:*:instance/*"})"
                               << "instances · start, stop";
    QTest::newRow("service") << R"({"Effect": "Allow", "Action": ["rds:DescribeDBInstances", "rds:DescribeEvents"], "Resource": "*"})" << "RDS · describe";
    QTest::newRow("bucket and what is in it") << R"({"Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": ["arn:aws:s3:::b", "arn:aws:s3:::b/*"]})"
                                              << "b · list, get";
    QTest::newRow("one thing") << R"({"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders"})" << "orders · send";
    QTest::newRow("everything of a service") << R"({"Effect": "Allow", "Action": "s3:*", "Resource": "*"})" << "S3 · everything";
    QTest::newRow("administrator") << R"({"Effect": "Allow", "Action": "*", "Resource": "*"})" << "all services · everything";
    QTest::newRow("power user") << R"({"Effect": "Allow", "NotAction": ["iam:*"], "Resource": "*"})" << "all services · all but everything";
    QTest::newRow("many verbs") << R"({"Effect": "Allow", "Action": ["kms:Encrypt", "kms:Decrypt", "kms:Sign", "kms:Verify"], "Resource": "*"})"
                                << "KMS · encrypt, decrypt, sign, 1 more";
}

void GraphModelTest::permitsAreShort()
{
    QFETCH(QString, statement);
    QFETCH(QString, label);
    WorldBuilder builder;
    builder.account(customer);
    const EntityId alice = addUser(builder, customer, "alice", statement.toStdString());
    const Graph graph = graphOf(builder.build(), alice);
    QCOMPARE(countOf(graph, GraphNodeKind::Permission), std::size_t(1));
    QVERIFY2(labelled(graph, label), qPrintable(graphwords::nodeLabel(graph.nodes.back())));
}

void GraphModelTest::servicesAndProvidersThatATrustPolicyNames()
{
    WorldBuilder builder;
    builder.account(customer);
    const std::string oidc = arn(customer, "oidc-provider/token.actions.githubusercontent.com");
    builder.add({{}, customer, IdentityProvider{ProviderKind::Oidc, oidc, "token.actions.githubusercontent.com", {}, {}, {}, {}}});
    const EntityId role = addRole(builder, customer, "deploy",
                                  R"({"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"},
                                     {"Effect": "Allow", "Principal": {"Federated": ")" + oidc + R"("}, "Action": "sts:AssumeRoleWithWebIdentity",
                                      "Condition": {"StringEquals": {"token.actions.githubusercontent.com:sub": "repo:o/r:ref:refs/heads/main"}}})");
    const Graph graph = graphOf(builder.build(), role);
    const GraphNode *service = graph.find("ec2.amazonaws.com");
    QVERIFY(service);
    QCOMPARE(service->kind, GraphNodeKind::Service);
    QVERIFY(service->account.empty());
    QCOMPARE(graph.edge("ec2.amazonaws.com", arn(customer, "role/deploy"))->state, GraphEdgeState::Allowed);
    const GraphEdge *federated = graph.edge(oidc, arn(customer, "role/deploy"));
    QVERIFY(federated);
    QCOMPARE(graph.find(oidc)->kind, GraphNodeKind::Provider);
    QVERIFY(graph.find(oidc)->entity);
    QCOMPARE(federated->state, GraphEdgeState::Depends); // on the token's subject
}

void GraphModelTest::membersFoldAndUnfold()
{
    WorldBuilder builder;
    builder.account(customer);
    const EntityId group = addGroup(builder, customer, "everybody");
    for (int i = 0; i < 20; ++i)
        addUser(builder, customer, "u" + std::to_string(i), {}, {"everybody"});
    const World world = builder.build();
    GraphQuery query;
    query.focus = group;
    const Graph folded = buildGraph(world, query);
    QCOMPARE(countOf(folded, GraphNodeKind::User), std::size_t(8));
    const auto fold = std::find_if(folded.nodes.begin(), folded.nodes.end(), [](const GraphNode &node) { return node.kind == GraphNodeKind::Fold; });
    QVERIFY(fold != folded.nodes.end());
    QCOMPARE(fold->count, std::size_t(12));
    QCOMPARE(graphwords::nodeLabel(*fold), QStringLiteral("12 more users ▸"));
    query.unfolded[fold->key] = 12;
    const Graph unfolded = buildGraph(world, query);
    QCOMPARE(countOf(unfolded, GraphNodeKind::User), std::size_t(20));
    QCOMPARE(countOf(unfolded, GraphNodeKind::Fold), std::size_t(0));
}

void GraphModelTest::workspaceResourceIsAnEntity()
{
    WorldBuilder builder;
    builder.account(customer);
    const EntityId bucket = addBucket(builder, customer, "reports");
    const EntityId alice = addUser(builder, customer, "alice", R"({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"})");
    const Graph graph = graphOf(builder.build(), alice);
    const GraphNode *node = graph.find("arn:aws:s3:::reports");
    QVERIFY(node);
    QCOMPARE(node->entity, bucket);
    const GraphEdge *edge = graph.edge("inline:" + arn(customer, "user/alice") + "#own", "arn:aws:s3:::reports");
    QVERIFY(edge);
    QCOMPARE(edge->state, GraphEdgeState::Allowed);
    QCOMPARE(graphwords::edgeLabel(*edge), QStringLiteral("get"));
}

void GraphModelTest::boundaryThatForbidsMakesThePermitMissing()
{
    WorldBuilder builder;
    builder.account(customer);
    ManagedPolicy limit;
    limit.name = "limit";
    limit.arn = arn(customer, "policy/limit");
    limit.defaultVersionId = "v1";
    limit.versions.push_back({"v1", true, {}, document(R"({"Effect": "Allow", "Action": "s3:*", "Resource": "*"})"), {}});
    builder.add({{}, customer, limit});
    User user;
    user.name = "dev";
    user.arn = arn(customer, "user/dev");
    user.boundary = limit.arn;
    user.inlinePolicies.push_back({"own", document(R"({"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*"})"), {}});
    const EntityId dev = builder.add({{}, customer, user});
    const Graph graph = graphOf(builder.build(), dev);
    const GraphNode *permission = labelled(graph, QStringLiteral("SQS · send"));
    QVERIFY(permission);
    const GraphEdge *edge = graph.edge("inline:" + user.arn + "#own", permission->key);
    QVERIFY(edge);
    QCOMPARE(edge->state, GraphEdgeState::Missing);
    QCOMPARE(edge->missing, std::vector<Layer>{Layer::Boundary});
    const GraphEdge *boundary = graph.edge(user.arn, limit.arn);
    QVERIFY(boundary);
    QCOMPARE(boundary->kind, GraphEdgeKind::Boundary);
}

void GraphModelTest::unusableTrustNeverLooksAllowed()
{
    WorldBuilder builder;
    builder.account(customer);
    const EntityId alice = addUser(builder, customer, "alice", assumes(arn(customer, "role/draft")));
    Role role;
    role.name = "draft";
    role.arn = arn(customer, "role/draft");
    role.trust = PolicyDocument::parse("{\"Version\": \"2012-10-17\", ");
    const EntityId draft = builder.add({{}, customer, role});
    const World world = builder.build();
    QVERIFY(graphOf(world, draft).find(role.arn)->broken);
    for (EntityId focus : {alice, draft}) {
        const Graph graph = graphOf(world, focus);
        if (const GraphEdge *edge = graph.edge(arn(customer, "user/alice"), role.arn))
            QVERIFY(edge->state != GraphEdgeState::Allowed);
    }
}

void GraphModelTest::policyShowsWhomItIsAttachedTo()
{
    WorldBuilder builder;
    builder.account(customer);
    ManagedPolicy policy;
    policy.name = "read";
    policy.arn = arn(customer, "policy/read");
    policy.defaultVersionId = "v1";
    policy.versions.push_back({"v1", true, {}, document(R"({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"})"), {}});
    const EntityId id = builder.add({{}, customer, policy});
    User user;
    user.name = "alice";
    user.arn = arn(customer, "user/alice");
    user.attachedPolicies.push_back({"read", policy.arn, {}});
    builder.add({{}, customer, user});
    addUser(builder, customer, "bob");
    const Graph graph = graphOf(builder.build(), id);
    QVERIFY(graph.edge(user.arn, policy.arn));
    QVERIFY(!graph.find(arn(customer, "user/bob")));
    QVERIFY(labelled(graph, QStringLiteral("S3 · get")));
}

void GraphModelTest::resourceShowsWhosePoliciesNameIt()
{
    WorldBuilder builder;
    builder.account(customer);
    builder.account(provider);
    Resource bucket;
    bucket.arn = "arn:aws:s3:::reports";
    bucket.name = "reports";
    bucket.policy = document(R"({"Effect": "Allow", "Principal": {"AWS": ")" + arn(provider, "user/auditor")
                             + R"("}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"})");
    const EntityId id = builder.add({{}, customer, bucket});
    addUser(builder, customer, "alice", R"({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"})");
    addUser(builder, customer, "bob", R"({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::other/*"})");
    addUser(builder, provider, "auditor");
    const Graph graph = graphOf(builder.build(), id);
    const GraphEdge *alice = graph.edge(arn(customer, "user/alice"), bucket.arn);
    QVERIFY(alice);
    QCOMPARE(alice->state, GraphEdgeState::Allowed);
    QVERIFY(!graph.find(arn(customer, "user/bob")));
    // Another account: its own policy must allow, too.
    const GraphEdge *auditor = graph.edge(arn(provider, "user/auditor"), bucket.arn);
    QVERIFY(auditor);
    QCOMPARE(auditor->state, GraphEdgeState::Missing);
    QCOMPARE(auditor->missing, std::vector<Layer>{Layer::Identity});
}

void GraphModelTest::routeAddsWhatIsNotThere()
{
    const Delegation d = delegation();
    GraphQuery query;
    query.focus = d.deleter;
    query.route = {arn(provider, "user/scheduler"), arn(customer, "role/ParkingAccess"), "arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc"};
    const Graph graph = buildGraph(d.world, query);
    const GraphEdge *hop = graph.edge(query.route[0], query.route[1]);
    QVERIFY(hop);
    QVERIFY(hop->onRoute);
    QCOMPARE(hop->state, GraphEdgeState::Allowed);
    const GraphEdge *last = graph.edge(query.route[1], query.route[2]);
    QVERIFY(last);
    QVERIFY(last->onRoute);
    QCOMPARE(graphwords::nodeLabel(*graph.find(query.route[2])), QStringLiteral("instance/i-0abc"));
    QCOMPARE(std::count_if(graph.edges.begin(), graph.edges.end(), [](const GraphEdge &edge) { return edge.onRoute; }), 2);
}

/// Starting a service with a role isn't assuming it: the trust policy doesn't name the starter.
void GraphModelTest::routeThroughAServiceIsntATrustEdge()
{
    const Delegation d = delegation();
    GraphQuery query;
    query.focus = d.deleter;
    const std::string user = arn(provider, "user/scheduler"), role = arn(customer, "role/EC2DeleteRole");
    query.route = {user, "ec2.amazonaws.com", role, "arn:aws:s3:::b/x"};
    const Graph graph = buildGraph(d.world, query);
    const GraphEdge *start = graph.edge(user, "ec2.amazonaws.com");
    QVERIFY(start);
    QVERIFY(start->kind == GraphEdgeKind::Start);
    QCOMPARE(start->state, GraphEdgeState::Allowed);
    QCOMPARE(graphwords::edgeLabel(*start), QStringLiteral("starts"));
    const GraphEdge *wears = graph.edge("ec2.amazonaws.com", role);
    QVERIFY(wears && wears->onRoute);
    QCOMPARE(wears->state, GraphEdgeState::Allowed);
    // With a session token a user is who he was.
    query.route = {user, user, role, "arn:aws:s3:::b/x"};
    QVERIFY(!buildGraph(d.world, query).edge(user, user));
}

void GraphModelTest::overviewOfASmallWorldHasEverybody()
{
    const Delegation d = delegation();
    const Graph graph = graphOf(d.world, {});
    QCOMPARE(countOf(graph, GraphNodeKind::User), std::size_t(2));
    QCOMPARE(countOf(graph, GraphNodeKind::Role), std::size_t(2));
    QVERIFY(graph.edge(arn(provider, "user/scheduler"), arn(customer, "role/ParkingAccess")));
    QVERIFY(graphOf(World(), {}).nodes.empty());
}

void GraphModelTest::growingAddsTheNeighbourhood()
{
    const Delegation d = delegation();
    GraphQuery query;
    query.focus = d.scheduler;
    QVERIFY(!labelled(buildGraph(d.world, query), QStringLiteral("RDS · describe")));
    query.grown.insert(arn(customer, "role/ParkingAccess"));
    const Graph grown = buildGraph(d.world, query);
    QVERIFY(labelled(grown, QStringLiteral("RDS · describe")));
    QVERIFY(!grown.find(arn(customer, "role/ParkingAccess"))->canGrow);
    query.grown.clear();
    query.depth = 2;
    QVERIFY(labelled(buildGraph(d.world, query), QStringLiteral("RDS · describe")));
}

void GraphModelTest::manyPrincipalsStayUnderTheLimit()
{
    WorldBuilder builder;
    builder.account(customer);
    builder.account(provider);
    std::vector<EntityId> focuses{{}};
    for (int i = 0; i < 400; ++i) {
        const std::string number = std::to_string(i);
        const EntityId user = addUser(builder, i % 2 ? customer : provider, "user" + number, assumes("*"), {"all"});
        const EntityId role = addRole(builder, customer, "role" + number, trusts(arn(i % 3 ? customer : provider, "root")),
                                      R"({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b)" + number + R"(/*"})");
        if (i < 2) {
            focuses.push_back(user);
            focuses.push_back(role);
        }
    }
    focuses.push_back(addGroup(builder, customer, "all", assumes("*")));
    const World world = builder.build();
    for (EntityId focus : focuses) {
        for (int depth = 1; depth <= 3; ++depth) {
            GraphQuery query;
            query.focus = focus;
            query.depth = depth;
            const Graph graph = buildGraph(world, query);
            QVERIFY(!graph.nodes.empty());
            QVERIFY(graph.nodes.size() <= query.maximumNodes);
            QVERIFY(countOf(graph, GraphNodeKind::Fold) > 0 || graph.truncated);
        }
    }
}

void GraphModelTest::everyEdgeHasBothEnds()
{
    const Delegation d = delegation();
    for (EntityId focus : {EntityId{}, d.scheduler, d.anna, d.parking, d.deleter}) {
        GraphQuery query;
        query.focus = focus;
        query.depth = 3;
        const Graph graph = buildGraph(d.world, query);
        for (const GraphEdge &edge : graph.edges) {
            QVERIFY(graph.find(edge.from));
            QVERIFY(graph.find(edge.to));
        }
    }
}

void GraphModelTest::longPolicyCanBeCancelled()
{
    WorldBuilder builder;
    builder.account(customer);
    const EntityId worker = addUser(builder, customer, "worker", readsQueues(500));
    GraphQuery query;
    query.focus = worker;
    int looks = 0;
    const Graph graph = buildGraph(builder.build(), query, [&] { return ++looks > 40; });
    QVERIFY(graph.cancelled);
    QVERIFY(looks < 60);
}

void GraphModelTest::foldOfManySpeaksForNone()
{
    const auto foldEdge = [](int queues) {
        WorldBuilder builder;
        builder.account(customer);
        const EntityId worker = addUser(builder, customer, "worker", readsQueues(queues));
        const Graph graph = graphOf(builder.build(), worker);
        const auto fold = std::find_if(graph.nodes.begin(), graph.nodes.end(), [](const GraphNode &node) { return node.kind == GraphNodeKind::Fold; });
        return fold == graph.nodes.end() ? GraphEdge() : *graph.edge("inline:" + arn(customer, "user/worker") + "#own", fold->key);
    };
    QCOMPARE(foldEdge(20).state, GraphEdgeState::Allowed); // each of them was asked
    QCOMPARE(foldEdge(200).state, GraphEdgeState::Plain);
}

QTEST_GUILESS_MAIN(GraphModelTest)
#include "tst_graphmodel.moc"
