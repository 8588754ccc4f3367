// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/conformance.h"
#include "compiled/compiledworld.h"
#include "compiled/plainanswers.h"
#include "evaluate/answertext.h"
#include "organization/organization.h"
#include "reference/caseworld.h"
#include "reference/generator.h"
#include "reference/random.h"
#include "reference/seed.h"
#include "world/import.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QTest>

#include <algorithm>

using namespace rolewright;
using namespace rolewright::reference;

/// The compiled world against evaluate(): the same answers to whatever is asked, also after edits.
/// ROLEWRIGHT_CASES, ROLEWRIGHT_SEED: as in tst_reference.
class TestCompiled : public QObject
{
    Q_OBJECT

private slots:
    void scenarios();
    void randomCases_data();
    void randomCases();
    void organizations_data();
    void organizations();
    void edits_data();
    void edits();
    void worldsWithLooseEnds();
    void principalsOfOtherAccounts();
    void actionsUnknownToTheCatalog();
    void sessionsComparedWithThemselves_data();
    void sessionsComparedWithThemselves();
    void untoldKeysBesideAnUnknownPolicy_data();
    void untoldKeysBesideAnUnknownPolicy();
    void copiesKeepTheirWorld();
};

namespace {

/// What a plain question is answered, where it can be one and compiled matching is sure of it.
std::optional<std::string> plainAnswer(const CompiledWorld &compiled, const Request &request)
{
    PlainQuestion question;
    if (!request.deriveContext || !request.resources.empty() || request.sessionPolicies || request.context.mayHoldRareKeys())
        return std::nullopt;
    for (const auto &[lower, value] : request.context.entries()) {
        if (value.list || value.values.size() != 1)
            return std::nullopt;
        question.context.push_back({value.name, value.values.front()});
    }
    question.principal = request.principal.arn;
    question.action = request.action;
    question.resource = request.resource;
    question.resourceAccount = request.resourceAccount;
    question.arn = viewArn(request.resource);
    std::string text = "{";
    PlainAnswers answers(compiled);
    answers.look({&question, 1});
    answers.fetch(0, 1);
    const std::optional<Verdict> verdict = answers.append(0, text);
    const std::optional<Verdict> decided = answers.decide(0);
    if (!verdict)
        return std::nullopt;
    if (decided != compiled.decide(request) || decided != verdict)
        return "decided otherwise";
    return text + '}';
}

/// Empty when the ways of asking agree; else both answers.
QString difference(const CompiledWorld &compiled, const Request &request)
{
    const Answer expected = evaluate(compiled.world(), request, {false});
    const Verdict decided = compiled.decide(request);
    const std::string before = toJson(expected).dump();
    std::string after = "{";
    appendMembers(compiled.answer(request), after);
    after += '}';
    const std::optional<std::string> plain = plainAnswer(compiled, request);
    if (plain && *plain != before)
        return QStringLiteral("%1\nevaluate: %2\nplain:    %3").arg(QString::fromStdString(request.principal.arn), QString::fromStdString(before), QString::fromStdString(*plain));
    if (decided == expected.verdict && before == after)
        return {};
    return QStringLiteral("%1 %2 %3\nevaluate: %4\ncompiled: %5\ndecide:   %6")
        .arg(QString::fromStdString(request.principal.arn), QString::fromStdString(request.action), QString::fromStdString(request.resource),
             QString::fromStdString(before), QString::fromStdString(after))
        .arg(static_cast<int>(decided));
}

/// The request itself and its neighbours: other callers, a session of the role, unknown keys, no derived context.
std::vector<Request> variants(const Request &request)
{
    std::vector<Request> all{request};
    for (const bool derive : {true, false}) {
        all.push_back(request);
        all.back().deriveContext = derive;
    }
    for (const char *other : {"arn:aws:iam::111122223333:root", "*", "ec2.amazonaws.com", "arn:aws:iam::999988887777:user/stranger"}) {
        all.push_back(request);
        all.back().principal = *parsePrincipal(other);
    }
    if (request.principal.kind == PrincipalKind::Role) {
        all.push_back(request);
        all.back().principal = *parsePrincipal("arn:aws:sts::" + request.principal.account + ":assumed-role/" + request.principal.name + "/session");
    }
    all.push_back(request);
    all.back().context.setUnknown("aws:SourceIp");
    all.back().context.setUnknown("aws:PrincipalTag/Team");
    all.push_back(request);
    all.back().resource = "*";
    all.push_back(request);
    all.back().context.remove("aws:CurrentTime");
    all.back().context.set("aws:EpochTime", "1768478400", Provenance::Given);
    return all;
}

/// The role arn:aws:iam::111122223333:role/reader with one policy.
CompiledWorld worldOfReader(const QString &statements)
{
    WorldBuilder builder;
    builder.account("111122223333");
    Role role;
    role.name = "reader";
    role.arn = "arn:aws:iam::111122223333:role/reader";
    role.uniqueId = "AROAEXAMPLEEXAMPLE123";
    role.inlinePolicies.push_back({"p", PolicyDocument::parse(R"({"Version": "2012-10-17", "Statement": [)" + statements.toStdString() + "]}"), {}});
    builder.add({{}, "111122223333", std::move(role)});
    return CompiledWorld(builder.build());
}

} // namespace

void TestCompiled::scenarios()
{
    const QDir directory(QStringLiteral(SCENARIOS));
    std::size_t asked = 0;
    for (const QFileInfo &info : directory.entryInfoList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
        std::string error;
        const std::optional<std::string> text = readFile(info.filePath().toStdString(), &error);
        QVERIFY2(text, error.c_str());
        ConformanceError why;
        const std::optional<ConformanceFamily> family = readConformance(*text, &why);
        QVERIFY(family);
        for (const ConformanceCase &one : family->cases) {
            const CompiledWorld compiled(worldOf(one.question));
            for (const Request &request : variants(one.question.request)) {
                const QString found = difference(compiled, request);
                QVERIFY2(found.isEmpty(), qPrintable(QString::fromStdString(one.id) + u'\n' + found));
                ++asked;
            }
        }
    }
    QVERIFY(asked > 10'000);
}

void TestCompiled::randomCases_data()
{
    QTest::addColumn<int>("family");
    for (const Family family : families)
        QTest::newRow(std::string(familyName(family)).c_str()) << static_cast<int>(family);
}

void TestCompiled::randomCases()
{
    QFETCH(int, family);
    const std::uint64_t cases = casesFromEnvironment(11'000) / std::size(families);
    const std::uint64_t seed = seedFromEnvironment();
    for (std::uint64_t i = 0; i < cases; ++i) {
        DraftCase draft = generate(static_cast<Family>(family), seed * 1'000'000 + i);
        const Case asked = toCase(draft);
        const CompiledWorld compiled(worldOf(asked));
        for (const Request &request : variants(asked.request)) {
            const QString found = difference(compiled, request);
            QVERIFY2(found.isEmpty(), qPrintable(QStringLiteral("seed %1\n%2\n%3").arg(seed * 1'000'000 + i).arg(found, QString::fromStdString(toJson(draft)))));
        }
    }
}

void TestCompiled::organizations_data()
{
    QTest::addColumn<bool>("surroundings");
    QTest::addColumn<quint64>("seed");
    for (const quint64 seed : {1, 2}) {
        QTest::addRow("exports, seed %d", static_cast<int>(seed)) << false << seed;
        QTest::addRow("with an organization, seed %d", static_cast<int>(seed)) << true << seed;
    }
}

void TestCompiled::organizations()
{
    QFETCH(bool, surroundings);
    QFETCH(quint64, seed);
    World world = organization::importedWorld(organization::generate(organization::Size::of(400), seed));
    if (surroundings)
        world = organization::withOrganization(world, seed);
    const CompiledWorld compiled(world);
    std::size_t allowed = 0;
    std::size_t plain = 0;
    for (const Request &request : organization::requests(world, 4000, seed)) {
        const QString found = difference(compiled, request);
        QVERIFY2(found.isEmpty(), qPrintable(found));
        allowed += compiled.decide(request) == Verdict::Allowed ? 1 : 0;
        plain += plainAnswer(compiled, request) ? 1 : 0;
    }
    // Questions that are all denied, or that evaluate() is asked, would show little.
    QVERIFY(allowed > 500);
    QVERIFY(plain > 3000);
}

namespace {

DocumentPtr documentFor(reference::Random &random)
{
    const char *effect = random.chance(70) ? "Allow" : "Deny";
    const char *action = random.chance(50) ? "s3:*" : random.chance(50) ? "*" : "dynamodb:GetItem";
    return PolicyDocument::parse(std::string(R"({"Version": "2012-10-17", "Statement": {"Effect": ")") + effect + R"(", "Action": ")" + action
                                 + R"(", "Resource": "*"}})" + (random.chance(5) ? "," : ""));
}

EntityPtr changed(const EntityPtr &entity, auto change)
{
    auto copy = std::make_shared<Entity>(*entity);
    change(*copy);
    return copy;
}

/// Edits worlds at random, in every way that answers can hang on.
class Editor
{
public:
    Editor(World world, std::uint64_t seed)
        : m_world(std::move(world))
        , r(seed)
    {
    }

    const World &edit()
    {
        const std::string account = r.pick(m_world.header().accounts).id;
        switch (r.below(13)) {
        case 0: // a managed policy's text
            if (const EntityPtr policy = some(account, EntityKind::Policy); policy && policy->as<ManagedPolicy>()->defaultVersion())
                replace(policy, withDocument(*policy, DocumentSlot::Version, policy->as<ManagedPolicy>()->defaultVersion()->versionId, documentFor(r)));
            break;
        case 1: // a role's or user's inline policies
            inlineOf(some(account, r.chance(50) ? EntityKind::Role : EntityKind::User));
            break;
        case 2: // a group's
            inlineOf(some(account, EntityKind::Group));
            break;
        case 3: // attach, detach
            attach(some(account, r.chance(60) ? EntityKind::User : EntityKind::Role), some(account, EntityKind::Policy));
            break;
        case 4: // the group's
            attach(some(account, EntityKind::Group), some(account, EntityKind::Policy));
            break;
        case 5: // a policy goes, perhaps one that is attached, and perhaps comes back
            if (m_removed) {
                create(std::exchange(m_removed, nullptr));
            } else if ((m_removed = some(account, EntityKind::Policy))) {
                remove(m_removed);
            }
            break;
        case 6: // a group goes or is called something else
            if (const EntityPtr group = some(account, EntityKind::Group)) {
                if (r.chance(50))
                    remove(group);
                else
                    replace(group, changed(group, [&](Entity &entity) { std::get<Group>(entity.data).name += "-new"; }));
            }
            break;
        case 7: // a user joins a group, perhaps one that isn't there
            if (const EntityPtr user = some(account, EntityKind::User)) {
                const EntityPtr group = some(account, EntityKind::Group);
                replace(user, changed(user, [&](Entity &entity) { std::get<User>(entity.data).groups.push_back(group && r.chance(80) ? group->name() : "nobody-new"); }));
            }
            break;
        case 8: // boundaries
            if (const EntityPtr role = some(account, EntityKind::Role)) {
                const EntityPtr policy = some(account, EntityKind::Policy);
                replace(role, changed(role, [&](Entity &entity) {
                            auto &boundary = std::get<Role>(entity.data).boundary;
                            boundary = policy && !boundary ? std::optional(policy->arn()) : std::nullopt;
                        }));
            }
            break;
        case 9: { // somebody new
            User user;
            user.name = "new-" + std::to_string(++m_count);
            user.arn = "arn:aws:iam::" + account + ":user/" + user.name;
            user.inlinePolicies.push_back({"p", documentFor(r), {}});
            create(std::make_shared<Entity>(Entity{World::newId(), account, std::move(user)}));
            break;
        }
        case 10: // somebody goes or has another ARN
            if (const EntityPtr role = some(account, EntityKind::Role)) {
                if (r.chance(50))
                    remove(role);
                else
                    replace(role, changed(role, [&](Entity &entity) { std::get<Role>(entity.data).arn += "-moved"; }));
            }
            break;
        case 11: // a resource's policy, tags, public access
            if (const EntityPtr resource = some(account, EntityKind::Resource)) {
                replace(resource, changed(resource, [&](Entity &entity) {
                            Resource &changing = std::get<Resource>(entity.data);
                            changing.blockPublicAccess = !changing.blockPublicAccess;
                            changing.tags = {{"Team", "data"}};
                            if (r.chance(30))
                                changing.policy = nullptr;
                        }));
            }
            break;
        default: // the organization
            if (m_world.header().organization) {
                auto header = std::make_shared<WorldHeader>(m_world.header());
                auto &policies = header->organization->root.serviceControlPolicies;
                if (policies.size() > 1)
                    policies.pop_back();
                else
                    policies.push_back(r.chance(50) ? "p-regions" : "p-nowhere");
                Patch patch;
                patch.headerBefore = m_world.headerPtr();
                patch.headerAfter = header;
                m_world = m_world.applied(patch);
            }
            break;
        }
        return m_world;
    }

private:
    EntityPtr some(const std::string &account, EntityKind kind)
    {
        const std::vector<EntityPtr> &entities = m_world.entities(account, kind);
        return entities.empty() ? nullptr : r.pick(entities);
    }

    void apply(EntityPtr before, EntityPtr after)
    {
        Patch patch;
        patch.entities.push_back({std::move(before), std::move(after), {}});
        m_world = m_world.applied(patch);
    }
    void replace(const EntityPtr &before, EntityPtr after) { apply(before, std::move(after)); }
    void remove(const EntityPtr &entity) { apply(entity, nullptr); }
    void create(const EntityPtr &entity) { apply(nullptr, entity); }

    void inlineOf(const EntityPtr &entity)
    {
        if (!entity)
            return;
        replace(entity, changed(entity, [&](Entity &copy) {
                    const auto change = [&](auto &policies) {
                        if (policies.empty() || r.chance(50))
                            policies.push_back({"new" + std::to_string(++m_count), documentFor(r), {}});
                        else
                            policies.front().document = documentFor(r);
                    };
                    if (User *user = std::get_if<User>(&copy.data))
                        change(user->inlinePolicies);
                    else if (Role *role = std::get_if<Role>(&copy.data))
                        change(role->inlinePolicies);
                    else
                        change(std::get<Group>(copy.data).inlinePolicies);
                }));
    }

    void attach(const EntityPtr &entity, const EntityPtr &policy)
    {
        if (!entity || !policy)
            return;
        replace(entity, changed(entity, [&](Entity &copy) {
                    const auto change = [&](auto &policies) {
                        if (policies.empty() || r.chance(60))
                            policies.push_back({policy->name(), r.chance(85) ? policy->arn() : policy->arn() + "-missing", {}});
                        else
                            policies.erase(policies.begin());
                    };
                    if (User *user = std::get_if<User>(&copy.data))
                        change(user->attachedPolicies);
                    else if (Role *role = std::get_if<Role>(&copy.data))
                        change(role->attachedPolicies);
                    else
                        change(std::get<Group>(copy.data).attachedPolicies);
                }));
    }

    World m_world;
    reference::Random r;
    EntityPtr m_removed;
    int m_count = 0;
};

} // namespace

void TestCompiled::edits_data()
{
    QTest::addColumn<quint64>("seed");
    for (quint64 seed = 1; seed <= 4; ++seed)
        QTest::addRow("seed %d", static_cast<int>(seed)) << seed;
}

void TestCompiled::edits()
{
    QFETCH(quint64, seed);
    const World world = organization::withOrganization(organization::importedWorld(organization::generate({60, 2}, seed)), seed);
    Editor editor(world, seed);
    CompiledWorld compiled(world);
    for (int edit = 0; edit < 250; ++edit) {
        const World &edited = editor.edit();
        // Now and then several edits come at once.
        if (edit % 7 == 3)
            continue;
        compiled = compiled.updated(edited);
        QVERIFY(compiled.world().sameAs(edited));
        for (const Request &request : organization::requests(edited, 60, seed * 1000 + static_cast<quint64>(edit))) {
            const QString found = difference(compiled, request);
            QVERIFY2(found.isEmpty(), qPrintable(QStringLiteral("edit %1\n%2").arg(edit).arg(found)));
        }
    }
}

/// Entities of an account that the header doesn't list, and policies that nobody holds.
void TestCompiled::worldsWithLooseEnds()
{
    WorldBuilder builder;
    builder.account("111122223333");
    User user;
    user.name = "alice";
    user.arn = "arn:aws:iam::444455556666:user/alice";
    user.inlinePolicies.push_back({"p", PolicyDocument::parse(R"({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}})"), {}});
    user.attachedPolicies.push_back({"gone", "arn:aws:iam::444455556666:policy/gone", {}});
    builder.add({{}, "444455556666", std::move(user)});
    const CompiledWorld compiled(builder.build());
    Request request;
    request.principal = *parsePrincipal("arn:aws:iam::444455556666:user/alice");
    request.action = "s3:ListAllMyBuckets";
    // Something allows it, but what isn't known could deny it.
    QCOMPARE(compiled.decide(request), Verdict::Depends);
    QCOMPARE(difference(compiled, request), QString());
}

/// A file may list somebody under an account, or as a kind, that the ARN contradicts: its policies aren't taken for the ARN's.
void TestCompiled::principalsOfOtherAccounts()
{
    WorldBuilder builder;
    builder.account("111122223333");
    builder.account("444455556666");
    const InlinePolicy everything{"p", PolicyDocument::parse(R"({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}})"), {}};
    User user;
    user.name = "alice";
    user.arn = "arn:aws:iam::444455556666:user/alice";
    user.inlinePolicies.push_back(everything);
    builder.add({{}, "111122223333", std::move(user)});
    User notARole;
    notARole.name = "reader";
    notARole.arn = "arn:aws:iam::111122223333:role/reader";
    notARole.inlinePolicies.push_back(everything);
    builder.add({{}, "111122223333", std::move(notARole)});
    const CompiledWorld compiled(builder.build());
    for (const char *arn : {"arn:aws:iam::444455556666:user/alice", "arn:aws:iam::111122223333:role/reader"}) {
        Request request;
        request.principal = *parsePrincipal(arn);
        request.action = "s3:ListAllMyBuckets";
        QVERIFY(!plainAnswer(compiled, request));
        QCOMPARE(difference(compiled, request), QString());
    }
}

void TestCompiled::actionsUnknownToTheCatalog()
{
    WorldBuilder builder;
    builder.account("111122223333");
    User user;
    user.name = "alice";
    user.arn = "arn:aws:iam::111122223333:user/alice";
    user.inlinePolicies.push_back({"p", PolicyDocument::parse(R"({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": ["s3:GetTomorrow*", "tomorrow:*"], "Resource": "*"},
        {"Effect": "Deny", "NotAction": ["s3:*", "tomorrow:Make?hing"], "Resource": "*"}]})"), {}});
    builder.add({{}, "111122223333", std::move(user)});
    const CompiledWorld compiled(builder.build());
    Request request;
    request.principal = *parsePrincipal("arn:aws:iam::111122223333:user/alice");
    for (const auto &[action, verdict] : {std::pair{"S3:getTomorrowsObject", Verdict::Allowed}, {"s3:GetObject", Verdict::Denied}, {"tomorrow:MakeThing", Verdict::Allowed},
                                          {"tomorrow:MakeThings", Verdict::Denied}, {"other:MakeThing", Verdict::Denied}, {"noservice", Verdict::Denied}}) {
        request.action = action;
        QCOMPARE(compiled.decide(request), verdict);
        QCOMPARE(difference(compiled, request), QString());
    }
}

void TestCompiled::sessionsComparedWithThemselves_data()
{
    QTest::addColumn<QString>("condition");
    QTest::addColumn<bool>("denies");
    QTest::newRow("as it is") << QStringLiteral(R"({"StringEquals": {"aws:userid": "${aws:userid}"}})") << true;
    QTest::newRow("as a pattern") << QStringLiteral(R"({"StringLike": {"aws:userid": "${aws:userid}"}})") << true;
    QTest::newRow("where it is there") << QStringLiteral(R"({"StringEqualsIfExists": {"aws:userid": ["other", "${aws:userid}"]}})") << true;
    QTest::newRow("not as it is") << QStringLiteral(R"({"StringNotEquals": {"aws:userid": "${aws:userid}"}})") << false;
    QTest::newRow("another key") << QStringLiteral(R"({"StringEquals": {"aws:PrincipalArn": "${aws:userid}"}})") << false;
}

/// aws:userid of a session is put together for the question: role-id:session-name (reference_policies_variables, "Principal key values"). A
/// condition may look at it and fill its value with it.
void TestCompiled::sessionsComparedWithThemselves()
{
    QFETCH(QString, condition);
    QFETCH(bool, denies);
    const CompiledWorld compiled = worldOfReader(QStringLiteral(R"({"Effect": "Allow", "Action": "*", "Resource": "*"},
        {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": %1})").arg(condition));
    Request request;
    request.principal = *parsePrincipal("arn:aws:sts::111122223333:assumed-role/reader/a-session-of-some-length");
    request.action = "ec2:StopInstances";
    request.resource = "arn:aws:ec2:eu-west-1:111122223333:instance/i-1";
    QCOMPARE(compiled.decide(request), denies ? Verdict::Denied : Verdict::Allowed);
    QCOMPARE(difference(compiled, request), QString());
}

void TestCompiled::untoldKeysBesideAnUnknownPolicy_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<bool>("isCompiled");
    // With the tag or without: the key's policy decides.
    QTest::newRow("Allow") << QStringLiteral(R"({"Effect": "Allow", "Action": "kms:*", "Resource": "*", "Condition": {"StringEquals": {"aws:ResourceTag/Team": "core"}}})") << true;
    QTest::newRow("Allow, key of no assumption") << QStringLiteral(R"({"Effect": "Allow", "Action": "kms:*", "Resource": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}})") << false;
    // Only with the tag nothing would be left to the key's policy.
    QTest::newRow("Deny") << QStringLiteral(R"({"Effect": "Deny", "Action": "kms:*", "Resource": "*", "Condition": {"StringEquals": {"aws:ResourceTag/Team": "core"}}})") << false;
}

/// Whose policies look at a tag of a key that the workspace doesn't hold: the verdict depends on the key's policy, which every key has (KMS
/// Developer Guide, key-policies). That is told without evaluate() where the tag's value can't change anything else.
void TestCompiled::untoldKeysBesideAnUnknownPolicy()
{
    QFETCH(QString, statement);
    QFETCH(bool, isCompiled);
    const CompiledWorld compiled = worldOfReader(statement);
    Request request;
    request.principal = *parsePrincipal("arn:aws:iam::111122223333:role/reader");
    request.action = "kms:Decrypt";
    request.resource = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    QCOMPARE(compiled.decide(request), Verdict::Depends);
    QCOMPARE(difference(compiled, request), QString());
    QCOMPARE(plainAnswer(compiled, request).has_value(), isCompiled);
}

void TestCompiled::copiesKeepTheirWorld()
{
    CompiledWorld compiled;
    QCOMPARE(compiled.world().entityCount(), std::size_t{0});
    const CompiledWorld before = compiled;
    WorldBuilder builder;
    builder.account("111122223333");
    User user;
    user.name = "alice";
    user.arn = "arn:aws:iam::111122223333:user/alice";
    builder.add({{}, "111122223333", std::move(user)});
    compiled = compiled.updated(builder.build());
    QCOMPARE(before.world().entityCount(), std::size_t{0});
    QCOMPARE(compiled.world().entityCount(), std::size_t{1});
}

QTEST_GUILESS_MAIN(TestCompiled)
#include "tst_compiled.moc"
