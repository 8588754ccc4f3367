// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/command.h"
#include "routes/passrole.h"
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

/// The AWS CLI in a directory of its own: it sees no configuration and no keys but those written there.
class AwsCli
{
public:
    bool isThere() const
    {
        // A name in the PATH may lead nowhere.
        const QString aws = QStandardPaths::findExecutable(QStringLiteral("aws"));
        QProcess process;
        process.start(aws, {QStringLiteral("--version")});
        return !aws.isEmpty() && process.waitForFinished() && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    }

    void write(const char *name, const QByteArray &content) const
    {
        QFile file(m_directory.filePath(QString::fromLatin1(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

    /// Its output, trimmed; empty when it fails.
    QByteArray run(const QString &command, QByteArray *error = nullptr) const
    {
        write("credentials", "[maria]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n");
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("AWS_CONFIG_FILE"), m_directory.filePath(QStringLiteral("config")));
        environment.insert(QStringLiteral("AWS_SHARED_CREDENTIALS_FILE"), m_directory.filePath(QStringLiteral("credentials")));
        environment.insert(QStringLiteral("AWS_DEFAULT_REGION"), QStringLiteral("eu-west-1"));
        environment.insert(QStringLiteral("AWS_EC2_METADATA_DISABLED"), QStringLiteral("true"));
        environment.insert(QStringLiteral("AWS_MAX_ATTEMPTS"), QStringLiteral("1"));
        environment.remove(QStringLiteral("AWS_PROFILE"));
        QProcess process;
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(m_directory.path());
        process.start(QStringLiteral("sh"), {QStringLiteral("-c"), command});
        if (!process.waitForFinished(60'000) || process.exitCode() != 0) {
            if (error)
                *error = process.readAllStandardError() + process.errorString().toUtf8() + '\n' + command.toUtf8();
            return {};
        }
        return process.readAllStandardOutput().trimmed();
    }

private:
    QTemporaryDir m_directory;
};

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
        const std::string step = text(webIdentityRecipes(github, accountA + "deploy", {}, {}), Recipe::Kind::GitHubStep);
        QVERIFY(step.find("id-token: write") != std::string::npos);
        QVERIFY(step.find("role-to-assume: arn:aws:iam::111122223333:role/deploy\n") != std::string::npos);
        const Principal eks = *parsePrincipal("arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE");
        QVERIFY(!QString::fromStdString(step).contains(QStringLiteral("role-session-name")));
        // The action's own defaults are a session called GitHubActions and the audience sts.amazonaws.com.
        Context claims;
        claims.set("token.actions.githubusercontent.com:aud", "https://github.com/octo", Provenance::Given);
        HopNeeds needs;
        needs.roleSessionName = "dep";
        needs.durationSeconds = 900;
        const std::string fuller = text(webIdentityRecipes(github, accountA + "deploy", needs, claims), Recipe::Kind::GitHubStep);
        QVERIFY(fuller.ends_with("\n      role-session-name: dep\n      audience: https://github.com/octo\n      role-duration-seconds: 900\n"));
        claims = {};
        claims.set(eks.arn.substr(eks.arn.find("oidc.eks.")) + ":sub", "system:serviceaccount:my-namespace:my-service-account", Provenance::Given);
        const std::vector<Recipe> pods = webIdentityRecipes(eks, accountA + "dns", {}, claims);
        QCOMPARE(text(pods, Recipe::Kind::ServiceAccount),
                 std::string("apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: my-service-account\n  namespace: my-namespace\n"
                             "  annotations:\n    eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/dns\n"));
        QCOMPARE(text(pods, Recipe::Kind::GitHubStep), std::string("(none)"));
        QVERIFY(text(pods, Recipe::Kind::Profiles).find("web_identity_token_file = ") != std::string::npos);
        QVERIFY(webIdentityRecipes(*parsePrincipal("arn:aws:iam::111122223333:saml-provider/Corp"), accountA + "x", {}, {}).empty());
        // No role takes over the profile that is used where none is named. AWS CLI User Guide, cli-configure-files.
        const std::string profile = text(recipes(world(), user, {hop(user.arn, accountA + "default")}), Recipe::Kind::Profiles);
        QVERIFY(profile.find("[profile default-111122223333]\n") != std::string::npos);
        QVERIFY(profile.find("[profile default]") == std::string::npos);
    }

    /// The real program reads what we write: each setting of each kind of profile.
    void profilesParseWithTheAwsCli()
    {
        const AwsCli cli;
        if (!cli.isThere())
            QSKIP("The AWS CLI isn't installed (Debian's package awscli).");
        Hop first = hop(user.arn, accountA + "Operator");
        first.needs.mfa = true;
        first.needs.roleSessionName = "maria_1+x=y,z.w@example-com";
        Hop second = hop(accountA + "Operator", accountB + "Deployer");
        second.needs.externalId = "cust:7f21/a=b,c@d+e";
        second.needs.durationSeconds = 900;
        Hop third = hop(accountB + "Deployer", accountA + "Auditor");
        std::string config = text(recipes(world(), user, {first, second, third}), Recipe::Kind::Profiles);
        Hop token = hop("arn:aws:iam::111122223333:oidc-provider/id.example", accountA + "Robot");
        token.kind = HopKind::WebIdentity;
        config += '\n' + text(recipes(world(), *parsePrincipal(token.from), {token}), Recipe::Kind::Profiles);
        Hop signIn = hop("arn:aws:iam::111122223333:saml-provider/AWSSSO", accountA + "aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123456789abcdef");
        signIn.kind = HopKind::Saml;
        config += '\n' + text(recipes(world(), *parsePrincipal(signIn.from), {signIn}), Recipe::Kind::Profiles);
        cli.write("config", QByteArray::fromStdString(config));
        // Of a role's profile “list” would call AWS for the keys; the start's stand in the credentials file.
        QVERIFY(cli.run(QStringLiteral("aws configure list --profile maria")).contains("maria"));
        const QByteArray all = cli.run(QStringLiteral("aws configure list-profiles"));
        for (const char *name : {"maria", "Operator", "Deployer", "Auditor", "Robot", "Admin-111122223333"})
            QVERIFY2(all.isEmpty() || all.split('\n').contains(name), name); // empty: a CLI older than this command
        const auto get = [&](const char *key, const char *profile) {
            return cli.run(QStringLiteral("aws configure get %1 --profile %2").arg(QString::fromLatin1(key), QString::fromLatin1(profile)));
        };
        QCOMPARE(get("mfa_serial", "Operator"), QByteArray("arn:aws:iam::111122223333:mfa/maria"));
        QCOMPARE(get("role_session_name", "Operator"), QByteArray("maria_1+x=y,z.w@example-com"));
        QCOMPARE(get("source_profile", "Operator"), QByteArray("maria"));
        QCOMPARE(get("external_id", "Deployer"), QByteArray("cust:7f21/a=b,c@d+e"));
        QCOMPARE(get("duration_seconds", "Deployer"), QByteArray("900"));
        QCOMPARE(get("source_profile", "Deployer"), QByteArray("Operator"));
        QCOMPARE(get("source_profile", "Auditor"), QByteArray("Deployer"));
        QCOMPARE(get("role_arn", "Auditor"), QByteArray("arn:aws:iam::111122223333:role/Auditor"));
        QCOMPARE(get("web_identity_token_file", "Robot"), QByteArray("/path/to/token"));
        QCOMPARE(get("source_profile", "Robot"), QByteArray());
        QCOMPARE(get("sso_role_name", "Admin-111122223333"), QByteArray("Admin"));
        QCOMPARE(get("sso_account_id", "Admin-111122223333"), QByteArray("111122223333"));
        QCOMPARE(get("sso_region", "Admin-111122223333"), QByteArray("eu-west-1"));
        QVERIFY(get("sso_start_url", "Admin-111122223333").startsWith("https://"));
    }

    void commandsParseWithTheAwsCli_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("service");
        QTest::newRow("assume-role") << static_cast<int>(HopKind::AssumeRole) << QString();
        QTest::newRow("web identity") << static_cast<int>(HopKind::WebIdentity) << QString();
        QTest::newRow("SAML") << static_cast<int>(HopKind::Saml) << QString();
        QTest::newRow("session token") << static_cast<int>(HopKind::SessionToken) << QString();
        QTest::newRow("federation token") << static_cast<int>(HopKind::FederationToken) << QString();
        for (const ComputeService &service : computeServices())
            QTest::newRow(std::string(service.principal).c_str()) << static_cast<int>(HopKind::PassRole) << QString::fromUtf8(service.principal);
    }

    /// The real program takes every option of our commands; it asks for no answer of AWS.
    void commandsParseWithTheAwsCli()
    {
        const AwsCli cli;
        if (!cli.isThere())
            QSKIP("The AWS CLI isn't installed (Debian's package awscli).");
        QFETCH(int, kind);
        QFETCH(QString, service);
        Session from;
        from.principal = user;
        Role role;
        role.name = "Operator";
        role.arn = accountA + "Operator";
        Hop made;
        made.kind = static_cast<HopKind>(kind);
        made.to = role.arn;
        made.service = service.toStdString();
        made.session.principal = *parsePrincipal("arn:aws:sts::111122223333:assumed-role/Operator/maria@example.com");
        if (made.kind == HopKind::AssumeRole) {
            made.needs.externalId = "cust:7f21/a=b";
            made.needs.sourceIdentity = "maria";
            made.needs.mfa = true;
            made.needs.durationSeconds = 900;
            made.needs.sessionTags = {{"team", "blue", true}, {"cost centre", "it's 1, 2 = 3", false}};
        }
        if (made.kind == HopKind::WebIdentity)
            from.principal = *parsePrincipal("arn:aws:iam::111122223333:oidc-provider/id.example");
        if (made.kind == HopKind::Saml)
            from.principal = *parsePrincipal("arn:aws:iam::111122223333:saml-provider/Corp");
        if (made.kind == HopKind::FederationToken)
            made.session.principal = *parsePrincipal("arn:aws:sts::111122223333:federated-user/guest");
        QString command = QString::fromStdString(hopCommand(from, made, &role));
        QVERIFY(command.startsWith(u"aws "));
        command.replace(QStringLiteral("--token-code CODE"), QStringLiteral("--token-code 123456"));
        if (command.contains(u" # ")) // what stands in a file of the caller's
            command.truncate(command.indexOf(u" # "));
        cli.write("token", "token of four characters at least");
        cli.write("assertion", "assertion");
        cli.write("session-policy.json", "{}");
        cli.write("script", "#!/bin/sh\n");
        cli.write("function.zip", QByteArray("PK\5\6") + QByteArray(18, '\0')); // an empty archive
        cli.write("containers.json", R"([{"name": "main", "image": "busybox"}])");
        cli.write("template.yaml", "Resources: {}\n");
        cli.write("project.json", R"({"name": "NAME", "source": {"type": "NO_SOURCE"}, "artifacts": {"type": "NO_ARTIFACTS"},
            "environment": {"type": "LINUX_CONTAINER", "image": "i", "computeType": "BUILD_GENERAL1_SMALL"}})");
        cli.write("command.json", R"({"Name": "glueetl"})");
        cli.write("definition.json", "{}");
        cli.write("target.json", R"({"Arn": "arn:aws:sqs:eu-west-1:111122223333:q", "RoleArn": "arn:aws:iam::111122223333:role/Operator"})");
        cli.write("source.json", R"({"ImageRepository": {"ImageIdentifier": "i", "ImageRepositoryType": "ECR"}})");
        // Where nobody listens: what gets that far has been parsed and validated.
        QByteArray error;
        cli.run(command + QStringLiteral(" --no-sign-request --endpoint-url http://127.0.0.1:1"), &error);
        QVERIFY2(error.contains("Could not connect to the endpoint"), error.constData());
    }
};

QTEST_GUILESS_MAIN(TestRecipes)
#include "tst_recipes.moc"
