// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/answerfixes.h"
#include "model/town.h"
#include "routes/recipes.h"
#include "world/permissionsetrole.h"

#include <QTest>

using namespace rolewright;

namespace {

const std::string adminArn = "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123456789abcdef";
constexpr auto provider = "arn:aws:iam::111122223333:saml-provider/AWSSSO_0123456789abcdef_DO_NOT_DELETE";
const std::string signInTrust = std::string(R"({"Effect":"Allow","Principal":{"Federated":")") + provider
    + R"("},"Action":["sts:AssumeRoleWithSAML","sts:TagSession"],"Condition":{"StringEquals":{"SAML:aud":"https://signin.aws.amazon.com/saml"}}})";

Role admin(const std::string &statements)
{
    Role role;
    role.name = "AWSReservedSSO_Admin_0123456789abcdef";
    role.path = "/aws-reserved/sso.amazonaws.com/eu-west-1/";
    role.arn = adminArn;
    role.uniqueId = "AROAADMIN";
    role.trust = document(signInTrust);
    if (!statements.empty())
        role.inlinePolicies.push_back({"AwsSSOInlinePolicy", document(statements), {}});
    return role;
}

std::string textOf(const std::vector<Recipe> &all, Recipe::Kind kind)
{
    for (const Recipe &recipe : all) {
        if (recipe.kind == kind)
            return recipe.text;
    }
    return {};
}

Request fromProvider()
{
    Request request = question(provider);
    request.context.set("SAML:aud", "https://signin.aws.amazon.com/saml", Provenance::Given);
    return request;
}

} // namespace

/// Roles that IAM Identity Center makes. IAM Identity Center User Guide, referencingpermissionsets.
class PermissionSetsTest : public QObject
{
    Q_OBJECT

private slots:
    void names_data();
    void names();
    void ofASession();
    void signInIsARoute();
    void recipeOfASignIn();
    void recipeOfAChain();
    void cannotBeChangedElsewhere();
};

void PermissionSetsTest::names_data()
{
    QTest::addColumn<QString>("arn");
    QTest::addColumn<QString>("set"); // empty: none
    QTest::addColumn<QString>("region");
    const QString start = QStringLiteral("arn:aws:iam::111122223333:role/");
    const QString path = QStringLiteral("aws-reserved/sso.amazonaws.com/");
    QTest::newRow("with a Region") << QString::fromStdString(adminArn) << QStringLiteral("Admin") << QStringLiteral("eu-west-1");
    QTest::newRow("without") << start + path + QStringLiteral("AWSReservedSSO_ReadOnly_abcdefabcdef0123") << QStringLiteral("ReadOnly") << QString();
    QTest::newRow("underscores") << start + path + QStringLiteral("AWSReservedSSO_Read_Only_2_abcdefabcdef0123") << QStringLiteral("Read_Only_2") << QString();
    QTest::newRow("own role of that name") << start + QStringLiteral("AWSReservedSSO_Admin_0123456789abcdef") << QString() << QString();
    QTest::newRow("no suffix") << start + path + QStringLiteral("AWSReservedSSO_Admin") << QString() << QString();
    QTest::newRow("short suffix") << start + path + QStringLiteral("AWSReservedSSO_Admin_0123") << QString() << QString();
    QTest::newRow("no set") << start + path + QStringLiteral("AWSReservedSSO__0123456789abcdef") << QString() << QString();
    QTest::newRow("another service's") << start + QStringLiteral("aws-reserved/other.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef") << QString() << QString();
    QTest::newRow("a user") << QStringLiteral("arn:aws:iam::111122223333:user/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef") << QString() << QString();
    QTest::newRow("nothing") << QString() << QString() << QString();
}

void PermissionSetsTest::names()
{
    QFETCH(QString, arn);
    QFETCH(QString, set);
    QFETCH(QString, region);
    const auto role = permissionSetRole(arn.toStdString());
    QCOMPARE(role.has_value(), !set.isEmpty());
    if (!role)
        return;
    QCOMPARE(QString::fromStdString(role->permissionSet), set);
    QCOMPARE(QString::fromStdString(role->region), region);
    QCOMPARE(role->account, std::string("111122223333"));
    QCOMPARE(role->suffix.size(), std::size_t{16});
}

/// The ARN of a session lacks the path: the workspace has to hold the role.
void PermissionSetsTest::ofASession()
{
    const Principal session = *parsePrincipal("arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/mia@example.com");
    QVERIFY(permissionSetRole(Town().add(here, admin({})).build(), session));
    QVERIFY(!permissionSetRole(Town().user("alice", {}).build(), session));
    QVERIFY(!permissionSetRole(Town().role("AWSReservedSSO_Admin_0123456789abcdef", trust(rootArn()), {}).build(), session));
}

void PermissionSetsTest::signInIsARoute()
{
    const World world = Town().add(here, admin(bucketRead)).build();
    const Simulation simulation = simulate(world, fromProvider());
    QCOMPARE(simulation.verdict, Verdict::Allowed);
    const Hop &hop = simulation.routes.at(0).hops.at(0);
    QCOMPARE(hop.kind, HopKind::Saml);
    QCOMPARE(hop.to, adminArn);
    QCOMPARE(hop.command, std::string("aws sso login --profile Admin-111122223333"));
}

void PermissionSetsTest::recipeOfASignIn()
{
    const World world = Town().add(here, admin(bucketRead)).build();
    const Simulation simulation = simulate(world, fromProvider());
    const std::vector<Recipe> all = recipes(world, fromProvider().principal, simulation.routes.at(0).hops);
    QCOMPARE(textOf(all, Recipe::Kind::Commands),
        std::string("aws sso login --profile Admin-111122223333\n"
                    "eval \"$(aws configure export-credentials --profile Admin-111122223333 --format env)\"\naws sts get-caller-identity\n"));
    const std::string profile = textOf(all, Recipe::Kind::Profiles);
    QVERIFY(profile.find("[profile Admin-111122223333]\nsso_start_url = https://START.awsapps.com/start\nsso_region = eu-west-1\n"
                         "sso_account_id = 111122223333\nsso_role_name = Admin\n")
        != std::string::npos);
    QVERIFY(profile.find("role_arn") == std::string::npos);
    QVERIFY(textOf(all, Recipe::Kind::ConsoleLink).empty()); // one signs in at the access portal
}

/// Who is signed in goes on from that profile.
void PermissionSetsTest::recipeOfAChain()
{
    const World world = Town()
                            .add(here, admin(allow("sts:AssumeRole", roleArn("reader", there))))
                            .role("reader", trust(adminArn), bucketRead, there)
                            .build();
    const Simulation simulation = ask(world, adminArn);
    QCOMPARE(simulation.verdict, Verdict::Allowed);
    const std::vector<Recipe> all = recipes(world, *parsePrincipal(adminArn), simulation.routes.at(0).hops);
    const std::string profile = textOf(all, Recipe::Kind::Profiles);
    QVERIFY(profile.find("sso_role_name = Admin\n\n[profile reader]\nrole_arn = arn:aws:iam::444455556666:role/reader\nsource_profile = Admin-111122223333\n")
        != std::string::npos);
    QVERIFY(textOf(all, Recipe::Kind::Commands).starts_with("aws sso login --profile Admin-111122223333\n"));
}

void PermissionSetsTest::cannotBeChangedElsewhere()
{
    // The role's policies come from its permission set,
    const World world = Town().add(here, admin(allow("sqs:SendMessage", "*"))).role("reader", trust(rootArn()), bucketRead).build();
    const Simulation simulation = ask(world, adminArn);
    const Missing missing = simulation.nearMisses.at(0).missing.at(0);
    QCOMPARE(missing.code, std::string("notAllowedToAssume"));
    QCOMPARE(missing.fixCode, std::string("changePermissionSet"));
    QCOMPARE(missing.fixArguments, (std::vector<std::string>{"Admin", adminArn}));
    const FixList fixes = findFixes(world, question(adminArn), Verdict::Allowed);
    QVERIFY(fixes.fixes.empty());
    QVERIFY(std::any_of(fixes.obstacles.begin(), fixes.obstacles.end(), [](const FixObstacle &one) { return one.code == "identityCenter"; }));
    // and who may sign in from its assignments.
    const World trusted = Town().user("alice", allow("sts:AssumeRole", adminArn)).add(here, admin(bucketRead)).build();
    const Missing trustMissing = ask(trusted, userArn("alice")).nearMisses.at(0).missing.at(0);
    QCOMPARE(trustMissing.side, Missing::Side::Trust);
    QCOMPARE(trustMissing.fixCode, std::string("assignPermissionSet"));
}

QTEST_GUILESS_MAIN(PermissionSetsTest)
#include "tst_permissionsets.moc"
