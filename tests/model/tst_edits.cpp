// SPDX-License-Identifier: GPL-3.0-or-later
#include "edits/organizationedits.h"
#include "editsfixture.h"

#include <QRegularExpression>
#include <QTest>

using namespace rolewright;
using namespace rolewright::editsfixture;

class TestEdits : public QObject
{
    Q_OBJECT
private slots:
    void init() { m = makeFixture(); }
    void createPrincipals();
    void createRoleTrustsItsAccount();
    void createPolicyHasValidText();
    void createsInThePartitionOfTheAccount();
    void createResource();
    void createAccount();
    void providers();
    void resourceArn();
    void organization();
    void removeAccount();
    void customerPolicyMayHaveAwsName();
    void attachDetach();
    void membership();
    void boundary();
    void inlinePolicies();
    void tags();
    void setDocument();
    void setHeader();

private:
    World applied(const edits::Result &result) const { return editsfixture::applied(m.world, result); }

    Fixture m;
};

void TestEdits::createPrincipals()
{
    const edits::Result user = edits::createUser(m.world, account, "carol");
    const World world = applied(user);
    const EntityPtr carol = world.find(user.created);
    QVERIFY(carol && carol->as<User>());
    QCOMPARE(carol->arn(), std::string("arn:aws:iam::111122223333:user/carol"));
    QCOMPARE(world.findByArn("arn:aws:iam::111122223333:user/carol"), carol);
    QCOMPARE(world.findByName(account, EntityKind::User, "CAROL"), carol);
    QCOMPARE(world.entities(account, EntityKind::User).back(), carol);
    // reference_identifiers "Unique identifiers".
    const auto uniqueId = [](const World &in, EntityId id, auto type) {
        return QString::fromStdString(in.find(id)->as<decltype(type)>()->uniqueId);
    };
    QVERIFY(QRegularExpression(QStringLiteral("^AIDA[A-Z2-7]{17}$")).match(uniqueId(world, user.created, User())).hasMatch());

    const edits::Result group = edits::createGroup(m.world, account, "Auditors");
    QCOMPARE(applied(group).find(group.created)->arn(), std::string("arn:aws:iam::111122223333:group/Auditors"));
    QVERIFY(uniqueId(applied(group), group.created, Group()).startsWith(QStringLiteral("AGPA")));
    const edits::Result role = edits::createRole(m.world, account, "Audit", document("sts:AssumeRole"));
    QCOMPARE(applied(role).find(role.created)->arn(), std::string("arn:aws:iam::111122223333:role/Audit"));
    QVERIFY(uniqueId(applied(role), role.created, Role()).startsWith(QStringLiteral("AROA")));
    const edits::Result created = edits::createPolicy(m.world, account, "Write");
    QCOMPARE(applied(created).find(created.created)->arn(), std::string("arn:aws:iam::111122223333:policy/Write"));
    QVERIFY(uniqueId(applied(created), created.created, ManagedPolicy()).startsWith(QStringLiteral("ANPA")));
}

void TestEdits::createRoleTrustsItsAccount()
{
    const edits::Result result = edits::createRole(m.world, account, "Audit");
    const World world = applied(result);
    const DocumentPtr trust = dataOf<Role>(world, result.created).trust;
    QVERIFY(trust && trust->usableAs(PolicyKind::Trust));
    QCOMPARE(trust->diagnosticsAs(PolicyKind::Trust).size(), std::size_t{0});
    const Statement &statement = trust->policy()->statements.at(0);
    QCOMPARE(statement.effect, Effect::Allow);
    QCOMPARE(statement.principal->values.at(0).value.text, std::string("arn:aws:iam::111122223333:root"));
    QCOMPARE(statement.action->values.at(0).text, std::string("sts:AssumeRole"));
}

void TestEdits::createPolicyHasValidText()
{
    const edits::Result result = edits::createPolicy(m.world, account, "Write");
    const World world = applied(result);
    const PolicyVersionEntry *version = dataOf<ManagedPolicy>(world, result.created).defaultVersion();
    QVERIFY(version && version->isDefault);
    QCOMPARE(version->versionId, std::string("v1"));
    QVERIFY(version->document->usableAs(PolicyKind::Identity));
    QCOMPARE(version->document->diagnosticsAs(PolicyKind::Identity).size(), std::size_t{0});
    QCOMPARE(version->document->policy()->version, PolicyVersion::V2012);

    const DocumentPtr own = document("sqs:*");
    const edits::Result given = edits::createPolicy(m.world, account, "Queue", own);
    QCOMPARE(dataOf<ManagedPolicy>(applied(given), given.created).defaultVersion()->document, own);
}

void TestEdits::createsInThePartitionOfTheAccount()
{
    WorldBuilder builder;
    builder.account(account);
    auto role = named<Role>("role", "/", "Old");
    role.arn = "arn:aws-us-gov:iam::111122223333:role/Old";
    builder.add({{}, account, role});
    const World world = builder.build();
    const edits::Result result = edits::createRole(world, account, "New");
    QVERIFY(result.patch);
    const World after = world.applied(*result.patch);
    QCOMPARE(after.find(result.created)->arn(), std::string("arn:aws-us-gov:iam::111122223333:role/New"));
    QVERIFY(dataOf<Role>(after, result.created).trust->text().find("arn:aws-us-gov:iam::111122223333:root") != std::string::npos);
}

void TestEdits::createResource()
{
    const edits::Result queue = edits::createResource(m.world, account, "arn:aws:sqs:eu-west-1:111122223333:orders");
    QCOMPARE(applied(queue).find(queue.created)->name(), std::string("orders"));
    const edits::Result object = edits::createResource(m.world, account, "arn:aws:s3:::reports/2026/a.csv");
    QCOMPARE(applied(object).find(object.created)->name(), std::string("reports/2026/a.csv"));
    const edits::Result table = edits::createResource(m.world, account, "arn:aws:dynamodb:eu-west-1:111122223333:table/t1");
    QCOMPARE(applied(table).find(table.created)->name(), std::string("t1"));
    QVERIFY(!dataOf<Resource>(applied(table), table.created).policy);
}

void TestEdits::createAccount()
{
    const World world = applied(edits::createAccount(m.world, "777788889999", "Sandbox"));
    QVERIFY(world.account("777788889999"));
    QCOMPARE(world.account("777788889999")->name, std::string("Sandbox"));
    QCOMPARE(world.header().accounts.size(), std::size_t{3});
    const edits::Result user = edits::createUser(world, "777788889999", "first");
    QVERIFY(user.patch);
    QCOMPARE(world.applied(*user.patch).find(user.created)->arn(), std::string("arn:aws:iam::777788889999:user/first"));
}

void TestEdits::providers()
{
    const edits::Result oidc = edits::createProvider(m.world, account, ProviderKind::Oidc, "token.actions.githubusercontent.com");
    World world = m.world.applied(*oidc.patch);
    const IdentityProvider made = *world.find(oidc.created)->as<IdentityProvider>();
    QCOMPARE(made.arn, std::string("arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"));
    QCOMPARE(made.clientIds, std::vector<std::string>{"sts.amazonaws.com"});
    QCOMPARE(edits::createProvider(world, account, ProviderKind::Oidc, made.name).refused.code, std::string("nameTaken"));
    world = world.applied(*edits::rename(world, oidc.created, "oidc.example.com/a").patch);
    QCOMPARE(world.find(oidc.created)->arn(), std::string("arn:aws:iam::111122223333:oidc-provider/oidc.example.com/a"));
    const edits::Result saml = edits::createProvider(world, account, ProviderKind::Saml, "staff");
    QCOMPARE(world.applied(*saml.patch).find(saml.created)->arn(), std::string("arn:aws:iam::111122223333:saml-provider/staff"));
    QVERIFY(saml.patch && world.applied(*saml.patch).find(saml.created)->as<IdentityProvider>()->clientIds.empty());
}

/// What names it goes along: scenarios, positions; its own name where it came from the ARN.
void TestEdits::resourceArn()
{
    WorldHeader header = m.world.header();
    const std::string before = m.world.find(m.bucket)->arn();
    Scenario scenario;
    scenario.resource = before;
    header.scenarios.push_back(scenario);
    header.graphPositions[before] = {1, 2};
    World world = m.world.applied(*edits::setHeader(m.world, header).patch);
    world = world.applied(*edits::rename(world, m.bucket, "arn:aws:s3:::other").patch);
    QCOMPARE(world.find(m.bucket)->arn(), std::string("arn:aws:s3:::other"));
    QCOMPARE(world.header().scenarios.back().resource, std::string("arn:aws:s3:::other"));
    QVERIFY(world.header().graphPositions.contains("arn:aws:s3:::other"));
    QVERIFY(!world.header().graphPositions.contains(before));
}

void TestEdits::organization()
{
    WorldHeader header = m.world.header();
    header.organization.reset();
    const World without = m.world.applied(*edits::setHeader(m.world, header).patch);
    const World world = without.applied(*edits::createOrganization(without).patch);
    const Organization &made = *world.header().organization;
    QVERIFY(made.id.starts_with("o-") && made.root.id.starts_with("r-"));
    QCOMPARE(made.managementAccount, account);
    QCOMPARE(made.root.children.size(), std::size_t{2});
    // Nothing is denied by it: every level allows everything, as AWS begins.
    for (const OrganizationNode *node : made.pathTo(otherAccount))
        QCOMPARE(node->serviceControlPolicies, std::vector<std::string>{"p-FullAWSAccess"});
    QVERIFY(world.organizationPolicy("p-FullAWSAccess")->as<OrganizationPolicy>()->document->policy());

    const edits::Result rcp = edits::createOrganizationPolicy(world, OrganizationPolicy::Type::ResourceControl, "TLS only");
    World changed = world.applied(*rcp.patch);
    QVERIFY(changed.find(rcp.created)->as<OrganizationPolicy>()->document->usableAs(PolicyKind::Rcp));
    QVERIFY(edits::nodesWith(changed, changed.find(rcp.created)->arn()).empty());
    changed = changed.applied(*edits::attachToNode(changed, made.root.id, rcp.created).patch);
    QCOMPARE(edits::nodesWith(changed, changed.find(rcp.created)->arn()), std::vector<std::string>{made.root.id});
    QCOMPARE(changed.header().organization->root.resourceControlPolicies.size(), std::size_t{1});
    QCOMPARE(changed.header().organization->root.serviceControlPolicies.size(), std::size_t{1});
    changed = changed.applied(*edits::detachFromNode(changed, made.root.id, rcp.created).patch);
    QVERIFY(changed.header().organization->root.resourceControlPolicies.empty());
    const edits::Result scp = edits::createOrganizationPolicy(world, OrganizationPolicy::Type::ServiceControl, "Lock");
    QVERIFY(world.applied(*scp.patch).find(scp.created)->as<OrganizationPolicy>()->document->usableAs(PolicyKind::Scp));
    changed = changed.applied(*edits::rename(changed, rcp.created, "TLS").patch);
    QCOMPARE(changed.find(rcp.created)->name(), std::string("TLS"));
}

void TestEdits::removeAccount()
{
    const edits::Result removed = edits::removeAccount(m.world, account);
    const World world = m.world.applied(*removed.patch);
    QVERIFY(!world.account(account));
    QVERIFY(world.account(otherAccount));
    for (const EntityKind kind : {EntityKind::User, EntityKind::Group, EntityKind::Role, EntityKind::Policy, EntityKind::Resource, EntityKind::Provider})
        QVERIFY(world.entities(account, kind).empty());
    const World back = world.applied(removed.patch->inverted());
    QCOMPARE(back.entityCount(), m.world.entityCount());
    for (const EntityKind kind : {EntityKind::User, EntityKind::Group, EntityKind::Policy}) {
        for (std::size_t i = 0; i < m.world.entities(account, kind).size(); ++i)
            QVERIFY(back.entities(account, kind)[i]->id == m.world.entities(account, kind)[i]->id);
    }
}

void TestEdits::customerPolicyMayHaveAwsName()
{
    auto awsManaged = policy("/", "ReadOnlyAccess");
    awsManaged.arn = readOnlyAccess;
    WorldBuilder builder(m.world);
    const EntityId id = builder.add({{}, account, awsManaged});
    m.world = builder.build();
    const edits::Result result = edits::createPolicy(m.world, account, "ReadOnlyAccess");
    QVERIFY(result.patch);
    QCOMPARE(applied(result).find(result.created)->arn(), std::string("arn:aws:iam::111122223333:policy/ReadOnlyAccess"));
    QCOMPARE(edits::rename(m.world, id, "Mine").refused.code, std::string("awsManaged"));
    QCOMPARE(edits::remove(m.world, id).refused.code, std::string("awsManaged"));
    QCOMPARE(edits::setDocument(m.world, {id, DocumentSlot::Version, "v2"}, "{}").refused.code, std::string("awsManaged"));
    // The account's own count follows.
    const World attached = applied(edits::attach(m.world, m.bob, readOnlyAccess));
    QCOMPARE(extra(dataOf<ManagedPolicy>(attached, id), "AttachmentCount"), std::string("4"));
}

void TestEdits::attachDetach()
{
    const World attached = applied(edits::attach(m.world, m.bob, readPolicy));
    QCOMPARE(dataOf<User>(attached, m.bob).attachedPolicies.at(0).arn, readPolicy);
    QCOMPARE(dataOf<User>(attached, m.bob).attachedPolicies.at(0).name, std::string("Read"));
    QCOMPARE(extra(dataOf<ManagedPolicy>(attached, m.read), "AttachmentCount"), std::string("4"));

    // A policy that only the built-in library holds.
    const World library = applied(edits::attach(m.world, m.testers, readOnlyAccess));
    QCOMPARE(dataOf<Group>(library, m.testers).attachedPolicies.at(0).name, std::string("ReadOnlyAccess"));

    const World detached = applied(edits::detach(m.world, m.deploy, readPolicy));
    QCOMPARE(dataOf<Role>(detached, m.deploy).attachedPolicies.size(), std::size_t{1});
    QCOMPARE(dataOf<Role>(detached, m.deploy).attachedPolicies.at(0).arn, readOnlyAccess);
    QCOMPARE(extra(dataOf<ManagedPolicy>(detached, m.read), "AttachmentCount"), std::string("2"));
}

void TestEdits::membership()
{
    const World joined = applied(edits::addToGroup(m.world, m.bob, m.developers));
    QCOMPARE(dataOf<User>(joined, m.bob).groups, std::vector<std::string>{"Developers"});
    const World left = applied(edits::removeFromGroup(m.world, m.alice, m.testers));
    QCOMPARE(dataOf<User>(left, m.alice).groups, std::vector<std::string>{"Developers"});
}

void TestEdits::boundary()
{
    const World set = applied(edits::setBoundary(m.world, m.bob, limitPolicy));
    QCOMPARE(*dataOf<User>(set, m.bob).boundary, limitPolicy);
    QCOMPARE(extra(dataOf<ManagedPolicy>(set, m.limit), "PermissionsBoundaryUsageCount"), std::string("2"));
    const World removed = applied(edits::setBoundary(m.world, m.alice, std::nullopt));
    QVERIFY(!dataOf<User>(removed, m.alice).boundary);
    const World changed = applied(edits::setBoundary(m.world, m.alice, readPolicy));
    QCOMPARE(extra(dataOf<ManagedPolicy>(changed, m.limit), "PermissionsBoundaryUsageCount"), std::string("0"));
    QCOMPARE(extra(dataOf<ManagedPolicy>(changed, m.read), "PermissionsBoundaryUsageCount"), std::string("2"));
    QVERIFY(edits::setBoundary(m.world, m.alice, limitPolicy).patch->empty());
}

void TestEdits::inlinePolicies()
{
    const World added = applied(edits::addInlinePolicy(m.world, m.deploy, "extra"));
    QCOMPARE(dataOf<Role>(added, m.deploy).inlinePolicies.at(0).name, std::string("extra"));
    QVERIFY(dataOf<Role>(added, m.deploy).inlinePolicies.at(0).document->usableAs(PolicyKind::Identity));
    const World removed = applied(edits::removeInlinePolicy(m.world, m.alice, "own"));
    QVERIFY(dataOf<User>(removed, m.alice).inlinePolicies.empty());
}

void TestEdits::tags()
{
    const World world = applied(edits::setTags(m.world, m.alice, {{"team", "red"}, {"stage", ""}}));
    QCOMPARE(dataOf<User>(world, m.alice).tags, (std::vector<Tag>{{"team", "red"}, {"stage", ""}}));
    QVERIFY(edits::setTags(m.world, m.alice, {{"team", "blue"}}).patch->empty());
    // IAM's tag keys ignore case, those of a bucket don't (id_tags; S3 "Using cost allocation S3 bucket tags").
    QCOMPARE(edits::setTags(m.world, m.alice, {{"a", ""}, {"A", ""}}).refused.code, std::string("tagRepeated"));
    QVERIFY(edits::setTags(m.world, m.bucket, {{"a", ""}, {"A", ""}}).patch);
    QCOMPARE(edits::setTags(m.world, m.alice, {{"", "x"}}).refused.code, std::string("tagKeyEmpty"));
    QVERIFY(edits::setTags(m.world, m.alice, {{std::string(128, 'k'), std::string(256, 'v')}}).patch);
    QCOMPARE(edits::setTags(m.world, m.alice, {{std::string(129, 'k'), ""}}).refused.code, std::string("tagKeyTooLong"));
    QCOMPARE(edits::setTags(m.world, m.alice, {{"k", std::string(257, 'v')}}).refused.code, std::string("tagValueTooLong"));
    QCOMPARE(edits::setTags(m.world, m.alice, std::vector<Tag>(51, {"k", "v"})).refused.code, std::string("tooManyTags"));
    QCOMPARE(edits::setTags(m.world, m.testers, {{"k", "v"}}).refused.code, std::string("cannotTag"));
}

void TestEdits::setDocument()
{
    const std::string draft = "{ broken";
    const std::vector<DocumentRef> places{{m.alice, DocumentSlot::Inline, "own"}, {m.read, DocumentSlot::Version, "v1"},
        {m.deploy, DocumentSlot::Trust, {}}, {m.bucket, DocumentSlot::ResourcePolicy, {}},
        {m.scp, DocumentSlot::OrganizationPolicy, {}}};
    for (const DocumentRef &place : places) {
        const World world = applied(edits::setDocument(m.world, place, draft));
        const DocumentPtr now = documentAt(*world.find(place.owner), place.slot, place.name);
        QVERIFY(now);
        QCOMPARE(now->text(), draft);
        QVERIFY(!now->policy());
        const edits::Result again = edits::setDocument(world, place, draft);
        QVERIFY(again.patch && again.patch->empty());
    }
    const World with = applied(edits::setDocument(m.world, {m.bucket, DocumentSlot::ResourcePolicy, {}}, draft));
    const edits::Result emptied = edits::setDocument(with, {m.bucket, DocumentSlot::ResourcePolicy, {}}, "");
    QVERIFY(!dataOf<Resource>(with.applied(*emptied.patch), m.bucket).policy);
    // An emptied trust policy is a broken draft, not "no trust policy".
    QVERIFY(dataOf<Role>(applied(edits::setDocument(m.world, {m.deploy, DocumentSlot::Trust, {}}, "")), m.deploy).trust);
}

void TestEdits::setHeader()
{
    WorldHeader header = m.world.header();
    header.notes = "seen";
    const World world = applied(edits::setHeader(m.world, header));
    QCOMPARE(world.header().notes, std::string("seen"));
    QCOMPARE(world.header().scenarios.size(), std::size_t{2});
}

QTEST_GUILESS_MAIN(TestEdits)
#include "tst_edits.moc"
