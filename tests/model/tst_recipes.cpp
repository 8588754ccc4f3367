// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/recipes.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace rolewright;

namespace {

const Principal user = *parsePrincipal("arn:aws:iam::111122223333:user/staff/maria");

Hop hop(const std::string &from, const std::string &to)
{
    Hop made;
    made.from = from;
    made.to = to;
    made.command = "aws sts assume-role --role-arn " + to + " --role-session-name maria";
    return made;
}

const std::string accountA = "arn:aws:iam::111122223333:role/";
const std::string accountB = "arn:aws:iam::444455556666:role/";

World world()
{
    WorldBuilder builder;
    builder.account("444455556666").name = "Production";
    return builder.build();
}

std::string text(const std::vector<Recipe> &all, Recipe::Kind kind)
{
    for (const Recipe &recipe : all) {
        if (recipe.kind == kind)
            return recipe.text;
    }
    return "(none)";
}

} // namespace

class TestRecipes : public QObject
{
    Q_OBJECT
private slots:
    void profilesOfAChain()
    {
        Hop first = hop(user.arn, accountA + "Operator");
        first.needs.mfa = true;
        first.needs.mfaMaxAgeSeconds = 60;
        Hop second = hop(accountA + "Operator", accountB + "Deployer");
        second.needs.externalId = "cust-7f21";
        second.needs.roleSessionName = "maria";
        second.needs.durationSeconds = 900;
        const std::vector<Recipe> all = recipes(world(), user, {first, second});
        QCOMPARE(text(all, Recipe::Kind::Profiles),
                 std::string("# maria itself: its keys stand in ~/.aws/credentials\n[profile maria]\n\n"
                             "[profile Operator]\nrole_arn = arn:aws:iam::111122223333:role/Operator\nsource_profile = maria\n"
                             "mfa_serial = arn:aws:iam::111122223333:mfa/maria\n\n"
                             "[profile Deployer]\nrole_arn = arn:aws:iam::444455556666:role/Deployer\nsource_profile = Operator\n"
                             "external_id = cust-7f21\nrole_session_name = maria\nduration_seconds = 900\n"));
        // Switching roles in the console starts from the sign-in each time.
        QCOMPARE(text(all, Recipe::Kind::ConsoleLink), std::string("(none)"));
        const std::string shell = text(all, Recipe::Kind::Commands);
        QVERIFY(shell.find(first.command) < shell.find(second.command));
    }

    void consoleLink()
    {
        QCOMPARE(text(recipes(world(), user, {hop(user.arn, accountB + "ops/Reader")}), Recipe::Kind::ConsoleLink),
                 std::string("https://signin.aws.amazon.com/switchrole?account=444455556666&roleName=ops%2FReader"
                             "&displayName=Reader%20%40%20Production&color=F2B0A9\n"));
        QVERIFY(text(recipes(world(), user, {hop(user.arn, accountA + "Reader")}), Recipe::Kind::ConsoleLink).ends_with("color=B7CA9D\n"));
        Hop withId = hop(user.arn, accountB + "Reader");
        withId.needs.externalId = "x";
        QCOMPARE(text(recipes(world(), user, {withId}), Recipe::Kind::ConsoleLink), std::string("(none)"));
        QVERIFY(recipes(world(), user, {}).empty());
    }

    void whatProfilesCantSay()
    {
        Hop tagged = hop(user.arn, accountA + "Reader");
        tagged.needs.sessionTags = {{"team", "blue", false}};
        const std::vector<Recipe> all = recipes(world(), user, {tagged});
        QCOMPARE(text(all, Recipe::Kind::Profiles), std::string("(none)"));
        QCOMPARE(text(all, Recipe::Kind::ConsoleLink), std::string("(none)"));
        QVERIFY(text(all, Recipe::Kind::Commands) != "(none)");
    }

    void rolesOfOneNameGetProfilesOfTheirOwn()
    {
        const std::string profiles = text(recipes(world(), user, {hop(user.arn, accountA + "Admin"), hop(accountA + "Admin", accountB + "Admin")}), Recipe::Kind::Profiles);
        QVERIFY(profiles.find("[profile Admin]\nrole_arn = arn:aws:iam::111122223333:role/Admin\n") != std::string::npos);
        QVERIFY(profiles.find("[profile Admin-2]\nrole_arn = arn:aws:iam::444455556666:role/Admin\nsource_profile = Admin\n") != std::string::npos);
    }

    void webIdentity()
    {
        const Principal github = *parsePrincipal("arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com");
        const std::string step = text(webIdentityRecipes(github, accountA + "deploy", {}), Recipe::Kind::GitHubStep);
        QVERIFY(step.find("id-token: write") != std::string::npos);
        QVERIFY(step.find("role-to-assume: arn:aws:iam::111122223333:role/deploy\n") != std::string::npos);
        const Principal eks = *parsePrincipal("arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE");
        const std::vector<Recipe> pods = webIdentityRecipes(eks, accountA + "dns", "system:serviceaccount:my-namespace:my-service-account");
        QCOMPARE(text(pods, Recipe::Kind::ServiceAccount),
                 std::string("apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: my-service-account\n  namespace: my-namespace\n"
                             "  annotations:\n    eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/dns\n"));
        QCOMPARE(text(pods, Recipe::Kind::GitHubStep), std::string("(none)"));
        QVERIFY(text(pods, Recipe::Kind::Profiles).find("web_identity_token_file = ") != std::string::npos);
        QVERIFY(webIdentityRecipes(*parsePrincipal("arn:aws:iam::111122223333:saml-provider/Corp"), accountA + "x", {}).empty());
    }

    /// The real program reads what we write.
    void profilesParseWithTheAwsCli()
    {
        const QString aws = QStandardPaths::findExecutable(QStringLiteral("aws"));
        // A name in the PATH may lead nowhere.
        if (aws.isEmpty() || QProcess::execute(aws, {QStringLiteral("--version")}) != 0)
            QSKIP("The AWS CLI isn't installed (Debian's package awscli).");
        Hop first = hop(user.arn, accountA + "Operator");
        first.needs.mfa = true;
        Hop second = hop(accountA + "Operator", accountB + "Deployer");
        second.needs.externalId = "cust-7f21";
        const QTemporaryDir directory;
        QFile file(directory.filePath(QStringLiteral("config")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(text(recipes(world(), user, {first, second}), Recipe::Kind::Profiles)));
        file.close();
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("AWS_CONFIG_FILE"), file.fileName());
        environment.insert(QStringLiteral("AWS_SHARED_CREDENTIALS_FILE"), directory.filePath(QStringLiteral("credentials")));
        const auto run = [&](const QStringList &arguments) {
            QProcess process;
            process.setProcessEnvironment(environment);
            process.start(aws, arguments);
            process.waitForFinished();
            return process.exitCode() == 0 ? QString::fromUtf8(process.readAllStandardOutput()).trimmed() : QStringLiteral("failed");
        };
        // Of a role's profile it would call AWS for the keys; the start's stand in the credentials file.
        QFile keys(directory.filePath(QStringLiteral("credentials")));
        QVERIFY(keys.open(QIODevice::WriteOnly));
        keys.write("[maria]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n");
        keys.close();
        QVERIFY(run({QStringLiteral("configure"), QStringLiteral("list"), QStringLiteral("--profile"), QStringLiteral("maria")}).contains(QStringLiteral("maria")));
        const auto get = [&](const char *key, const char *profile) {
            return run({QStringLiteral("configure"), QStringLiteral("get"), QString::fromLatin1(key), QStringLiteral("--profile"), QString::fromLatin1(profile)});
        };
        QCOMPARE(get("external_id", "Deployer"), QStringLiteral("cust-7f21"));
        QCOMPARE(get("source_profile", "Deployer"), QStringLiteral("Operator"));
        QCOMPARE(get("mfa_serial", "Operator"), QStringLiteral("arn:aws:iam::111122223333:mfa/maria"));
    }
};

QTEST_GUILESS_MAIN(TestRecipes)
#include "tst_recipes.moc"
