// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/problems.h"
#include "analyse/scenarios.h"
#include "edits/edits.h"
#include "evaluate/answerjson.h"
#include "routes/routes.h"
#include "world/import.h"
#include "world/workspaceio.h"

#include <QDir>
#include <QtTest>

#include <algorithm>
#include <set>

using namespace rolewright;

namespace {

QString qString(const std::string &text)
{
    return QString::fromStdString(text);
}

std::string sampleText(const QString &file)
{
    std::string error;
    const std::optional<std::string> text = readFile(SAMPLES "/" + file.toStdString(), &error);
    if (!text)
        qFatal("%s: %s", qPrintable(file), error.c_str());
    return *text;
}

ImportResult importSample(const QString &file)
{
    return importFiles({{file.toStdString(), sampleText(file)}});
}

World sampleWorld(const char *file)
{
    const ImportResult result = importSample(QString::fromLatin1(file));
    if (!result.world)
        qFatal("%s can't be imported", file);
    return *result.world;
}

/// The same world with another text in that place.
World withText(const World &world, const std::string &arn, DocumentSlot slot, const std::string &text)
{
    const EntityPtr before = world.findByArn(arn);
    const EntityPtr after = before ? withDocument(*before, slot, {}, PolicyDocument::parse(text)) : nullptr;
    if (!after)
        qFatal("%s isn't there", arn.c_str());
    Patch edit;
    edit.entities.push_back({before, after, std::nullopt});
    return world.applied(edit);
}

Simulation ask(const World &world, const char *principal, const char *action, const char *resource,
    const std::vector<std::pair<std::string, std::string>> &context = {})
{
    Request request;
    request.principal = *parsePrincipal(principal);
    request.action = action;
    request.resource = resource;
    for (const auto &[key, value] : context)
        request.context.set(key, value, Provenance::Given);
    return simulate(world, request);
}

const char *const scheduler = "arn:aws:iam::444455556666:user/scheduler";
const char *const parkingAccess = "arn:aws:iam::111122223333:role/ParkingAccess";
const char *const webServer = "arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc1234def567890";

} // namespace

/// The sample workspaces are lessons: what they claim is asked here. Each expected verdict was worked out
/// from the pages that the sample's notes name.
class TestSamples : public QObject
{
    Q_OBJECT
private slots:
    void allAreThere();
    void importsWithoutErrors_data() { files(); }
    void importsWithoutErrors();
    void writesBackTheSameBytes_data() { files(); }
    void writesBackTheSameBytes();
    void attachedPoliciesAreKnown_data() { files(); }
    void attachedPoliciesAreKnown();
    void documentsAreUsable_data() { files(); }
    void documentsAreUsable();
    void noProblemIsAnError_data() { files(); }
    void noProblemIsAnError();
    void asksBothWays_data() { files(); }
    void asksBothWays();
    void scenarios_data();
    void scenarios();

    void delegationTellsTheExternalId();
    void delegationWithAnotherIdIsANearMiss();
    void freshMfaIsNeededInGroupsToRoles();
    void withoutTheSensitiveRoleNobodyTerminates();
    void withoutItsConditionTheDeputyIsConfused();
    void aHatReplacesTheOther();
    void theSideThatBlocksIsNamed_data();
    void theSideThatBlocksIsNamed();
    void onlyTheOverBroadSubjectIsAProblem();
    void aTagMovesTheLine();
    void withoutTagSessionAnAssertionWithTagsFails();

private:
    static QStringList sampleFiles()
    {
        return QDir(QStringLiteral(SAMPLES)).entryList({QStringLiteral("*.rolewright")}, QDir::Files);
    }
    static void files();
};

void TestSamples::files()
{
    QTest::addColumn<QString>("file");
    for (const QString &file : sampleFiles())
        QTest::newRow(qPrintable(file)) << file;
}

void TestSamples::allAreThere()
{
    for (const char *name : {"hats", "two-keys", "instance-role", "delegation", "sensitive-role", "staging-to-development",
             "github-deploys", "externaldns-on-eks", "groups-to-roles", "production-opsworks", "tagged-instances",
             "federated-staff", "guard-rails"})
        QVERIFY2(sampleFiles().contains(QLatin1String(name) + QStringLiteral(".rolewright")), name);
}

void TestSamples::importsWithoutErrors()
{
    QFETCH(QString, file);
    const ImportResult result = importSample(file);
    QVERIFY(result.world);
    for (const ImportRemark &remark : result.report.remarks)
        QFAIL(qPrintable(qString(remark.code + " at " + remark.entity)));
    QVERIFY(!result.world->header().name.empty());
    QVERIFY(!result.world->header().notes.empty());
}

void TestSamples::writesBackTheSameBytes()
{
    QFETCH(QString, file);
    const ImportResult result = importSample(file);
    QVERIFY(result.world);
    QCOMPARE(qString(writeWorkspace(*result.world)), qString(sampleText(file)));
}

void TestSamples::attachedPoliciesAreKnown()
{
    QFETCH(QString, file);
    const World world = *importSample(file).world;
    const auto check = [&world](const std::vector<AttachedPolicy> &policies) {
        for (const AttachedPolicy &policy : policies)
            QVERIFY2(world.policyText(policy.arn), policy.arn.c_str());
    };
    for (const AccountInfo &account : world.header().accounts) {
        for (const EntityPtr &user : world.entities(account.id, EntityKind::User))
            check(user->as<User>()->attachedPolicies);
        for (const EntityPtr &group : world.entities(account.id, EntityKind::Group))
            check(group->as<Group>()->attachedPolicies);
        for (const EntityPtr &role : world.entities(account.id, EntityKind::Role))
            check(role->as<Role>()->attachedPolicies);
    }
}

void TestSamples::documentsAreUsable()
{
    QFETCH(QString, file);
    const World world = *importSample(file).world;
    const auto check = [](const std::vector<InlinePolicy> &policies) {
        for (const InlinePolicy &policy : policies)
            QVERIFY2(policy.document->usableAs(PolicyKind::Identity), policy.name.c_str());
    };
    for (const AccountInfo &account : world.header().accounts) {
        for (const EntityPtr &user : world.entities(account.id, EntityKind::User))
            check(user->as<User>()->inlinePolicies);
        for (const EntityPtr &group : world.entities(account.id, EntityKind::Group))
            check(group->as<Group>()->inlinePolicies);
        for (const EntityPtr &role : world.entities(account.id, EntityKind::Role)) {
            check(role->as<Role>()->inlinePolicies);
            QVERIFY(role->as<Role>()->trust);
            QVERIFY2(role->as<Role>()->trust->usableAs(PolicyKind::Trust), role->name().c_str());
        }
        for (const EntityPtr &policy : world.entities(account.id, EntityKind::Policy)) {
            const PolicyVersionEntry *version = policy->as<ManagedPolicy>()->defaultVersion();
            QVERIFY2(version && version->document->usableAs(PolicyKind::Identity), policy->name().c_str());
        }
    }
}

void TestSamples::noProblemIsAnError()
{
    QFETCH(QString, file);
    for (const Problem &problem : findProblems(*importSample(file).world))
        QVERIFY2(problem.severity != Severity::Error, problem.code.c_str());
}

void TestSamples::asksBothWays()
{
    QFETCH(QString, file);
    std::set<std::string> names;
    std::set<std::string> verdicts;
    const World world = *importSample(file).world;
    for (const Scenario &scenario : world.header().scenarios) {
        QVERIFY2(names.insert(scenario.name).second, scenario.name.c_str());
        QVERIFY2(!scenario.expectDirect.empty() && !scenario.expectVerdict.empty(), scenario.name.c_str());
        verdicts.insert(scenario.expectVerdict);
    }
    QVERIFY(verdicts.contains("allowed"));
    QVERIFY(verdicts.contains("denied"));
}

void TestSamples::scenarios_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("index");
    for (const QString &file : sampleFiles()) {
        const ImportResult result = importSample(file);
        if (!result.world)
            continue; // told by importsWithoutErrors
        const std::vector<Scenario> &scenarios = result.world->header().scenarios;
        for (std::size_t i = 0; i < scenarios.size(); ++i)
            QTest::newRow(qPrintable(file + QStringLiteral(": ") + qString(scenarios[i].name))) << file << static_cast<int>(i);
    }
}

void TestSamples::scenarios()
{
    QFETCH(QString, file);
    QFETCH(int, index);
    const World world = *importSample(file).world;
    const Scenario &scenario = world.header().scenarios.at(static_cast<std::size_t>(index));
    const ScenarioResult result = runScenario(world, scenario);
    QVERIFY(result.state != ScenarioResult::State::Unusable);
    QCOMPARE(qString(result.direct), qString(scenario.expectDirect));
    QCOMPARE(qString(result.verdict), qString(scenario.expectVerdict));
    for (const std::string &role : scenario.expectVia)
        QVERIFY2(std::ranges::find(result.via, role) != result.via.end(), role.c_str());
    // A route that the lesson doesn't name would be a lesson missed.
    for (const std::string &role : result.via)
        QVERIFY2(std::ranges::find(scenario.expectVia, role) != scenario.expectVia.end(), role.c_str());
    QVERIFY(result.passed());
}

void TestSamples::delegationTellsTheExternalId()
{
    const Simulation simulation = ask(sampleWorld("delegation.rolewright"), scheduler, "ec2:StopInstances", webServer);
    QCOMPARE(simulation.verdict, Verdict::Allowed);
    QCOMPARE(simulation.direct.verdict, Verdict::Denied);
    QCOMPARE(simulation.routes.size(), std::size_t(1));
    const Route &route = simulation.routes.front();
    QCOMPARE(route.hops.size(), std::size_t(1));
    QCOMPARE(qString(route.hops.front().to), QString::fromLatin1(parkingAccess));
    QCOMPARE(qString(route.hops.front().needs.externalId.value_or("")), QStringLiteral("cust-7f21"));
    QVERIFY(!route.hops.front().needs.mfa);
    QVERIFY(route.hops.front().command.find("--external-id cust-7f21") != std::string::npos);
}

void TestSamples::delegationWithAnotherIdIsANearMiss()
{
    const Simulation simulation =
        ask(sampleWorld("delegation.rolewright"), scheduler, "ec2:StopInstances", webServer, {{"sts:ExternalId", "cust-9c04"}});
    QCOMPARE(simulation.verdict, Verdict::Denied);
    QVERIFY(simulation.routes.empty());
    const auto nearMiss = std::ranges::find_if(simulation.nearMisses,
        [](const NearMiss &miss) { return !miss.failsAtTarget && !miss.hops.empty() && miss.hops.back().to == parkingAccess; });
    QVERIFY(nearMiss != simulation.nearMisses.end());
    const bool saysWhy = std::ranges::any_of(nearMiss->missing,
        [](const Missing &missing) { return std::ranges::find(missing.arguments, "sts:ExternalId") != missing.arguments.end(); });
    QVERIFY(saysWhy);
}

void TestSamples::freshMfaIsNeededInGroupsToRoles()
{
    const Simulation simulation = ask(sampleWorld("groups-to-roles.rolewright"), "arn:aws:iam::777788889999:user/sam",
        "s3:GetObject", "arn:aws:s3:::ledger-mfa/2024/q3.csv");
    QCOMPARE(simulation.routes.size(), std::size_t(1));
    const HopNeeds &needs = simulation.routes.front().hops.front().needs;
    QVERIFY(needs.mfa);
    QVERIFY(needs.mfaMaxAgeSeconds);
    QCOMPARE(*needs.mfaMaxAgeSeconds, std::int64_t(60));
}

void TestSamples::withoutTheSensitiveRoleNobodyTerminates()
{
    const World world = sampleWorld("sensitive-role.rolewright");
    const EntityPtr role = world.findByArn("arn:aws:iam::111122223333:role/EC2DeleteRole");
    QVERIFY(role);
    const edits::Result removal = edits::remove(world, role->id);
    QVERIFY(removal.patch);
    const World after = world.applied(*removal.patch);
    for (const EntityPtr &user : world.entities("111122223333", EntityKind::User)) {
        const Simulation simulation = ask(after, user->arn().c_str(), "ec2:TerminateInstances",
            "arn:aws:ec2:eu-central-1:111122223333:instance/i-0d4b8e2f6a1c3957b");
        QVERIFY2(simulation.verdict == Verdict::Denied, user->name().c_str());
    }
}

void TestSamples::withoutItsConditionTheDeputyIsConfused()
{
    const World world = sampleWorld("delegation.rolewright");
    const World after = withText(world, parkingAccess, DocumentSlot::Trust, R"({
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::444455556666:root" }, "Action": "sts:AssumeRole" }
  ]
})");
    const Simulation simulation = ask(after, scheduler, "ec2:StopInstances", webServer, {{"sts:ExternalId", "cust-9c04"}});
    QCOMPARE(simulation.verdict, Verdict::Allowed);
}

void TestSamples::aHatReplacesTheOther()
{
    const World world = sampleWorld("hats.rolewright");
    // id_credentials_temp_control-access_assumerole: the caller's own policies don't count while the role is on. Even where the
    // trust lets her go from phone to mail, it is one hat after the other.
    const World after = withText(world, "arn:aws:iam::111122223333:role/mail", DocumentSlot::Trust, R"({
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/phone" }, "Action": "sts:AssumeRole" }
  ]
})");
    const Simulation simulation =
        ask(after, "arn:aws:iam::111122223333:user/mia", "ses:SendEmail", "arn:aws:ses:eu-west-1:111122223333:identity/example.com");
    QCOMPARE(simulation.direct.verdict, Verdict::Denied);
    QCOMPARE(simulation.routes.size(), std::size_t(1));
    QCOMPARE(simulation.routes.front().hops.size(), std::size_t(2));
    QCOMPARE(qString(simulation.routes.front().hops.front().to), QStringLiteral("arn:aws:iam::111122223333:role/phone"));
    const Simulation phone = ask(after, "arn:aws:sts::111122223333:assumed-role/phone/mia", "ses:SendEmail",
        "arn:aws:ses:eu-west-1:111122223333:identity/example.com");
    QCOMPARE(phone.direct.verdict, Verdict::Denied);
    QCOMPARE(phone.verdict, Verdict::Allowed);
}

void TestSamples::theSideThatBlocksIsNamed_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<QString>("layers");
    QTest::addColumn<bool>("explicitly");
    const QString staging = QStringLiteral("staging-to-development.rolewright");
    const auto row = [](const QString &file, const char *scenario, const char *layers, bool explicitly) {
        QTest::newRow(scenario) << file << QString::fromUtf8(scenario) << QString::fromLatin1(layers) << explicitly;
    };
    row(staging, "Yes and no: integration-tests reads the builds", "resource", false);
    row(staging, "No and yes: load-tests reads the test data", "identity", false);
    row(staging, "No and no: load-tests reads the builds", "identity resource", false);
    row(staging, "The account named: load-tests reads the notes", "identity", false);
    row(staging, "Over a plain connection", "resource", true);
    row(staging, "load-tests decrypts", "identity resource", false);
    const QString rails = QStringLiteral("guard-rails.rolewright");
    row(rails, "Region lock: otto stops a server in us-east-1, without MFA", "scp", true);
    row(rails, "Region lock: Production's root user in us-east-1", "scp", true);
    row(rails, "Boundary: vera creates a user", "boundary", false);
    row(rails, "Every level: sam creates a function in Sandbox", "scp", false);
    row(rails, "Data perimeter: the auditor reads the orders", "rcp", true);
    row(rails, "Data perimeter: CloudTrail writes for somebody else", "rcp", true);
}

void TestSamples::theSideThatBlocksIsNamed()
{
    QFETCH(QString, file);
    QFETCH(QString, scenario);
    QFETCH(QString, layers);
    QFETCH(bool, explicitly);
    const World world = *importSample(file).world;
    const std::vector<Scenario> &all = world.header().scenarios;
    const auto found = std::ranges::find_if(all, [&](const Scenario &one) { return one.name == scenario.toStdString(); });
    QVERIFY(found != all.end());
    const ScenarioResult result = runScenario(world, *found);
    QStringList blockedBy;
    for (const Layer layer : result.simulation.direct.blockedBy)
        blockedBy += qString(std::string(name(layer)));
    QCOMPARE(blockedBy.join(u' '), layers);
    QCOMPARE(result.simulation.direct.decision, explicitly ? Decision::ExplicitDeny : Decision::ImplicitDeny);
}

void TestSamples::onlyTheOverBroadSubjectIsAProblem()
{
    const World world = sampleWorld("github-deploys.rolewright");
    QStringList found;
    for (const Problem &problem : findProblems(world))
        found += qString(problem.code + ' ' + world.find(problem.entity)->name());
    QCOMPARE(found, QStringList{QStringLiteral("oidcSubjectAnyRepository github-preview")});
    QVERIFY(findProblems(sampleWorld("externaldns-on-eks.rolewright")).empty());
}

void TestSamples::aTagMovesTheLine()
{
    const World world = sampleWorld("tagged-instances.rolewright");
    const char *const build = "arn:aws:ec2:eu-west-1:111122223333:instance/i-0b22c33d44e55f66a";
    const EntityPtr before = world.findByArn(build);
    QVERIFY(before);
    Entity tagged = *before;
    std::get<Resource>(tagged.data).tags.push_back({"purpose", "test"});
    Patch edit;
    edit.entities.push_back({before, std::make_shared<const Entity>(std::move(tagged)), std::nullopt});
    const char *const rosa = "arn:aws:iam::111122223333:user/rosa";
    QCOMPARE(ask(world, rosa, "ec2:TerminateInstances", build).verdict, Verdict::Denied);
    QCOMPARE(ask(world.applied(edit), rosa, "ec2:TerminateInstances", build).verdict, Verdict::Allowed);
}

void TestSamples::withoutTagSessionAnAssertionWithTagsFails()
{
    const World world = sampleWorld("federated-staff.rolewright");
    const World after = withText(world, "arn:aws:iam::111122223333:role/finance", DocumentSlot::Trust, R"({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/CompanyDirectory" },
      "Action": "sts:AssumeRoleWithSAML",
      "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } }
    }
  ]
})");
    const auto asked = [&](const char *action) {
        return ask(after, "arn:aws:iam::111122223333:saml-provider/CompanyDirectory", action, "arn:aws:iam::111122223333:role/finance",
            {{"SAML:aud", "https://signin.aws.amazon.com/saml"}, {"aws:RequestTag/region", "emea"}})
            .verdict;
    };
    QCOMPARE(asked("sts:AssumeRoleWithSAML"), Verdict::Denied); // tags are passed: the whole request fails
    QCOMPARE(asked("sts:TagSession"), Verdict::Denied);
}

QTEST_GUILESS_MAIN(TestSamples)
#include "tst_samples.moc"
