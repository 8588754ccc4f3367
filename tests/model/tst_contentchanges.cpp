// SPDX-License-Identifier: GPL-3.0-or-later
#include "edits/editsdetails.h"
#include "edits/organizationedits.h"
#include "editsfixture.h"
#include "world/contentchanges.h"
#include "world/import.h"
#include "world/workspaceio.h"

#include <QTest>

#include <algorithm>

using namespace rolewright;
using namespace rolewright::editsfixture;

using Edit = edits::Result (*)(const Fixture &);
Q_DECLARE_METATYPE(Edit)

namespace {

const std::string awsPolicy = "arn:aws:iam::aws:policy/Shared";

/// As after a restart: all ids are others.
World readAgain(const World &world)
{
    return importFiles({{"w.rolewright", writeWorkspace(world)}}).world.value_or(World());
}

QString written(const World &world)
{
    return QString::fromStdString(writeWorkspace(world));
}

/// ARNs of everything that such a world holds.
QStringList arnsOf(const World &changes)
{
    QStringList arns;
    const auto add = [&](const std::vector<EntityPtr> &entities) {
        for (const EntityPtr &entity : entities)
            arns.append(QString::fromStdString(entity->arn()));
    };
    add(changes.organizationPolicies());
    for (const AccountInfo &info : changes.header().accounts) {
        for (const EntityKind kind : {EntityKind::User, EntityKind::Group, EntityKind::Role, EntityKind::Policy, EntityKind::Provider, EntityKind::Resource})
            add(changes.entities(info.id, kind));
    }
    return arns;
}

/// An edit that no view offers.
World withAdded(const World &world, Entity entity, std::optional<std::size_t> index = {})
{
    entity.id = World::newId();
    Patch patch;
    patch.entities.push_back({nullptr, std::make_shared<const Entity>(std::move(entity)), index});
    return world.applied(patch);
}

World tagged(const World &world, EntityId id, const std::string &value)
{
    return applied(world, edits::setTags(world, id, {{"tagged", value}}));
}

} // namespace

class TestContentChanges : public QObject
{
    Q_OBJECT
private slots:
    void init() { m = makeFixture(); }
    void nothingChanged();
    void content_data();
    void content();
    void severalEdits();
    void moreThanContent_data();
    void moreThanContent();
    void undone();
    void otherPlace();
    void policyOfSeveralAccounts();
    void contradictedEntity();
    void ambiguousArn();
    void withoutArn();
    void many();
    void notInTheWorld();

private:
    Fixture m;
};

void TestContentChanges::nothingChanged()
{
    const std::optional<World> changes = contentChanges(m.world, m.world);
    QVERIFY(changes);
    QCOMPARE(changes->entityCount(), std::size_t{0});
    const std::optional<World> same = withContent(m.world, *changes);
    QVERIFY(same);
    QCOMPARE(written(*same), written(m.world));
}

void TestContentChanges::content_data()
{
    QTest::addColumn<Edit>("edit");
    QTest::addColumn<QString>("arn");
    const auto row = [](const char *name, Edit edit, const char *arn) { QTest::newRow(name) << edit << QString::fromLatin1(arn); };
    const char *alice = "arn:aws:iam::111122223333:user/division/alice";
    const char *bob = "arn:aws:iam::111122223333:user/bob";
    const char *deploy = "arn:aws:iam::111122223333:role/ci/Deploy";
    const char *bucket = "arn:aws:s3:::reports";
    row("inline policy", [](const Fixture &in) { return edits::setDocument(in.world, {in.alice, DocumentSlot::Inline, "own"}, "{\n  \"Version\": \"2012-10-17\"\n}"); }, alice);
    row("broken draft", [](const Fixture &in) { return edits::setDocument(in.world, {in.alice, DocumentSlot::Inline, "own"}, "{ \"a\x1e\": }}\n\t"); }, alice);
    row("new inline policy", [](const Fixture &in) { return edits::addInlinePolicy(in.world, in.bob, "more"); }, bob);
    row("trust policy", [](const Fixture &in) { return edits::setDocument(in.world, {in.deploy, DocumentSlot::Trust, {}}, "{ }"); }, deploy);
    row("managed policy", [](const Fixture &in) { return edits::setDocument(in.world, {in.read, DocumentSlot::Version, "v2"}, "[]"); },
        "arn:aws:iam::111122223333:policy/team/Read");
    row("other account", [](const Fixture &in) { return edits::setTags(in.world, in.stranger, {{"team", "red"}}); },
        "arn:aws:iam::444455556666:policy/Foreign");
    row("SCP", [](const Fixture &in) { return edits::setDocument(in.world, {in.scp, DocumentSlot::OrganizationPolicy, {}}, "{}"); }, "p-guard");
    row("resource policy", [](const Fixture &in) { return edits::setResourcePolicy(in.world, in.bucket, document("s3:GetObject")); }, bucket);
    row("tags", [](const Fixture &in) { return edits::setTags(in.world, in.alice, {{"team", "red"}, {"new", ""}}); }, alice);
    row("no boundary", [](const Fixture &in) { return edits::setBoundary(in.world, in.alice, std::nullopt); }, alice);
    row("attached", [](const Fixture &in) { return edits::attach(in.world, in.deploy, limitPolicy); }, deploy);
    row("no member", [](const Fixture &in) { return edits::removeFromGroup(in.world, in.alice, in.testers); }, alice);
}

void TestContentChanges::content()
{
    QFETCH(Edit, edit);
    QFETCH(QString, arn);
    const edits::Result result = edit(m);
    // An attached managed policy counts its attachments.
    const std::size_t edited = result.patch ? result.patch->entities.size() : 0;
    const World after = applied(m.world, result);
    QVERIFY(written(after) != written(m.world));

    const std::optional<World> changes = contentChanges(m.world, after);
    QVERIFY(changes);
    QVERIFY(arnsOf(*changes).contains(arn));
    QCOMPARE(changes->entityCount(), edited);
    const std::optional<World> restored = withContent(readAgain(m.world), readAgain(*changes));
    QVERIFY(restored);
    QCOMPARE(written(*restored), written(after));
}

void TestContentChanges::severalEdits()
{
    World after = tagged(m.world, m.bob, "1");
    after = applied(after, edits::setDocument(after, {m.scp, DocumentSlot::OrganizationPolicy, {}}, "{}"));
    after = tagged(after, m.stranger, "1");
    after = tagged(after, m.bob, "2");
    const std::optional<World> changes = contentChanges(m.world, after);
    QVERIFY(changes);
    QCOMPARE(arnsOf(*changes), (QStringList{QStringLiteral("p-guard"), QStringLiteral("arn:aws:iam::111122223333:user/bob"), QStringLiteral("arn:aws:iam::444455556666:policy/Foreign")}));
    const std::optional<World> restored = withContent(readAgain(m.world), readAgain(*changes));
    QVERIFY(restored);
    QCOMPARE(written(*restored), written(after));
}

void TestContentChanges::moreThanContent_data()
{
    QTest::addColumn<Edit>("edit");
    const auto row = [](const char *name, Edit edit) { QTest::newRow(name) << edit; };
    row("added", [](const Fixture &in) { return edits::createUser(in.world, account, "carol"); });
    row("SCP added", [](const Fixture &in) { return edits::createOrganizationPolicy(in.world, OrganizationPolicy::Type::ServiceControl, "More"); });
    row("removed", [](const Fixture &in) { return edits::remove(in.world, in.bob); });
    row("renamed", [](const Fixture &in) { return edits::rename(in.world, in.bob, "robert"); });
    row("SCP renamed", [](const Fixture &in) { return edits::rename(in.world, in.scp, "Guards"); });
    row("account added", [](const Fixture &in) { return edits::createAccount(in.world, "777788889999", "Third"); });
    row("account removed", [](const Fixture &in) { return edits::removeAccount(in.world, otherAccount); });
    row("attached to the organization", [](const Fixture &in) { return edits::detachFromNode(in.world, "r-1", in.scp); });
    row("scenarios", [](const Fixture &in) {
        WorldHeader header = in.world.header();
        header.scenarios.pop_back();
        return edits::setHeader(in.world, header);
    });
    row("positions", [](const Fixture &in) {
        WorldHeader header = in.world.header();
        header.graphPositions["arn:aws:s3:::reports"] = {7, 8};
        return edits::setHeader(in.world, header);
    });
}

void TestContentChanges::moreThanContent()
{
    QFETCH(Edit, edit);
    const edits::Result result = edit(m);
    const World after = applied(m.world, result);
    QVERIFY(written(after) != written(m.world));
    QVERIFY(!contentChanges(m.world, after));
    // All the same when content changed as well.
    QVERIFY(!contentChanges(m.world, tagged(after, m.alice, "1")));
    // Undone, it is the world that it was.
    const std::optional<World> changes = contentChanges(m.world, after.applied(result.patch->inverted()));
    QVERIFY(changes);
    QCOMPARE(changes->entityCount(), std::size_t{0});
}

void TestContentChanges::undone()
{
    const Patch edit = *edits::setTags(m.world, m.bob, {{"a", "1"}}).patch;
    const World after = m.world.applied(edit);
    const World back = after.applied(edit.inverted());
    // Undone after it was written: the same entity changes again.
    const std::optional<World> changes = contentChanges(after, back);
    QVERIFY(changes);
    QCOMPARE(arnsOf(*changes), QStringList{QStringLiteral("arn:aws:iam::111122223333:user/bob")});
    const std::optional<World> restored = withContent(readAgain(after), readAgain(*changes));
    QVERIFY(restored);
    QCOMPARE(written(*restored), written(m.world));
    // Undone since the world that was written before it: nothing did.
    const std::optional<World> none = contentChanges(m.world, back);
    QVERIFY(none);
    QCOMPARE(none->entityCount(), std::size_t{0});
}

void TestContentChanges::otherPlace()
{
    const Patch removal = *edits::remove(m.world, m.bob).patch;
    const EntityPtr bob = m.world.find(m.bob);
    Patch inFront = removal.inverted();
    inFront.entities.front().index = 0;
    const World after = m.world.applied(removal).applied(inFront);
    QCOMPARE(after.entities(account, EntityKind::User).front(), bob);
    QVERIFY(!contentChanges(m.world, after));
}

void TestContentChanges::policyOfSeveralAccounts()
{
    WorldBuilder builder(m.world);
    ManagedPolicy shared = policy("/", "Shared");
    shared.arn = awsPolicy;
    builder.add({{}, account, shared});
    const EntityId second = builder.add({{}, otherAccount, shared});
    const World before = builder.build();
    // No view edits it, but its attachments are counted.
    Patch patch;
    patch.entities.push_back({before.find(second), withDocument(*before.find(second), DocumentSlot::Version, "v2", PolicyDocument::parse("{}")), std::nullopt});
    const World after = before.applied(patch);
    const std::optional<World> changes = contentChanges(before, after);
    QVERIFY(changes);
    QCOMPARE(changes->entities(otherAccount, EntityKind::Policy).size(), std::size_t{1});
    const std::optional<World> restored = withContent(readAgain(before), readAgain(*changes));
    QVERIFY(restored);
    QCOMPARE(written(*restored), written(after));
}

void TestContentChanges::contradictedEntity()
{
    const World before = *importFiles({{"export.json", R"({"UserDetailList": [
        {"UserName": "a", "Arn": "arn:aws:iam::111122223333:user/a"},
        {"UserName": "a", "Arn": "arn:aws:iam::111122223333:user/a", "Path": "/x/"}]})"}}).world;
    const EntityPtr user = before.findByName(account, EntityKind::User, "a");
    QVERIFY(isContradicted(*user));
    const World after = tagged(before, user->id, "1");
    const std::optional<World> changes = contentChanges(before, after);
    QVERIFY(changes);
    const std::optional<World> restored = withContent(readAgain(before), readAgain(*changes));
    QVERIFY(restored);
    QCOMPARE(written(*restored), written(after));
    QVERIFY(isContradicted(*restored->findByName(account, EntityKind::User, "a")));
}

void TestContentChanges::ambiguousArn()
{
    const World twice = withAdded(m.world, *m.world.find(m.bob));
    QVERIFY(!contentChanges(twice, tagged(twice, m.bob, "1")));
    QVERIFY(contentChanges(twice, tagged(twice, m.alice, "1")));
    // Two accounts that both say it is theirs: a file with both isn't read.
    Entity claimed = *m.world.find(m.bob);
    claimed.account = otherAccount;
    const World claimedTwice = withAdded(m.world, claimed);
    const EntityId other = claimedTwice.entities(otherAccount, EntityKind::User).front()->id;
    QVERIFY(!contentChanges(claimedTwice, tagged(tagged(claimedTwice, m.bob, "1"), other, "2")));
}

void TestContentChanges::withoutArn()
{
    Entity nameless = *m.world.find(m.bob);
    std::get<User>(nameless.data).arn.clear();
    const World world = withAdded(m.world, nameless, 0);
    const EntityId id = world.entities(account, EntityKind::User).front()->id;
    QVERIFY(!contentChanges(world, tagged(world, id, "1")));
}

void TestContentChanges::many()
{
    WorldBuilder builder(m.world);
    std::vector<EntityId> ids;
    for (int number = 0; number < 101; ++number)
        ids.push_back(builder.add({{}, account, named<User>("user", "/", "u" + std::to_string(number))}));
    const World before = builder.build();
    World after = before;
    for (std::size_t index = 0; index < 100; ++index)
        after = tagged(after, ids[index], "1");
    const std::optional<World> changes = contentChanges(before, after);
    QVERIFY(changes);
    QCOMPARE(changes->entityCount(), std::size_t{100});
    QVERIFY(!contentChanges(before, tagged(after, ids.back(), "1")));
}

void TestContentChanges::notInTheWorld()
{
    const std::optional<World> changes = contentChanges(m.world, tagged(m.world, m.bob, "1"));
    QVERIFY(changes);
    QVERIFY(!withContent(applied(m.world, edits::remove(m.world, m.bob)), *changes));
    QVERIFY(!withContent(withAdded(m.world, *m.world.find(m.bob)), *changes));
    QVERIFY(!withContent(World(), *changes));
}

QTEST_GUILESS_MAIN(TestContentChanges)

#include "tst_contentchanges.moc"
