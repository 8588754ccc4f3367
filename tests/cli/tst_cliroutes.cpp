// SPDX-License-Identifier: GPL-3.0-or-later
#include "program.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using program::Result;
using program::run;

/// Runs the real program: `can`, and what `simulate` and `who-can` tell about routes.
class CliRoutesTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void canTable();
    void canJson();
    void canDocument();
    void canErrors_data();
    void canErrors();
    void oddQuestions_data();
    void oddQuestions();
    void recipe();
    void recipeJson();
    void token_data();
    void token();
    void tokenOfADirectory();
    void tokenErrors_data();
    void tokenErrors();
    void sessionTags();
    void sessionPolicy();
    void sessionPolicyErrors_data();
    void sessionPolicyErrors();
    void sessionTagErrors_data();
    void sessionTagErrors();
    void noPassRole();
    void nearMissOfAService();
    void permissionSet();
    void oldEnoughMfa();
    void whoCanJson();
    void whoCanNamedSession();

private:
    QString file(const char *name) const { return m_directory.filePath(QString::fromLatin1(name)); }
    QString write(const char *name, const QByteArray &text) const;

    QTemporaryDir m_directory;
};

namespace {

QStringList words(const char *text)
{
    return QString::fromUtf8(text).split(u' ');
}

QString sample(const char *name)
{
    return QStringLiteral(SAMPLES "/%1.rolewright").arg(QString::fromLatin1(name));
}

QJsonObject at(const QJsonValue &array, qsizetype index = 0)
{
    return array.toArray().at(index).toObject();
}

QString text(const QJsonObject &object, const char *key)
{
    return object[QString::fromLatin1(key)].toString();
}

QByteArray role(const QByteArray &name, const QByteArray &trust, const QByteArray &statements, const QByteArray &path = "/", const QByteArray &profiles = "[]")
{
    return R"({"Path":")" + path + R"(","RoleName":")" + name + R"(","RoleId":"AROA)" + name.left(8).toUpper() + R"(","Arn":"arn:aws:iam::111122223333:role)" + path
        + name + R"(","AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[)" + trust + R"(]},"InstanceProfileList":)" + profiles
        + R"(,"AttachedManagedPolicies":[],"RolePolicyList":[{"PolicyName":"own","PolicyDocument":{"Version":"2012-10-17","Statement":[)" + statements + "]}}]}";
}

QByteArray user(const QByteArray &name, const QByteArray &statements)
{
    return R"({"Path":"/","UserName":")" + name + R"(","UserId":"AIDA)" + name.toUpper() + R"(","Arn":"arn:aws:iam::111122223333:user/)" + name
        + R"(","GroupList":[],"AttachedManagedPolicies":[],"UserPolicyList":[{"PolicyName":"own","PolicyDocument":{"Version":"2012-10-17","Statement":[)" + statements
        + "]}}]}";
}

QByteArray allow(const QByteArray &action, const QByteArray &resource = "*")
{
    return R"({"Effect":"Allow","Action":")" + action + R"(","Resource":")" + resource + "\"}";
}

QByteArray trust(const QByteArray &principal, const QByteArray &more = {})
{
    return R"({"Effect":"Allow","Principal":)" + principal + R"(,"Action":["sts:AssumeRole","sts:TagSession"])" + more + '}';
}

const QByteArray lena = R"({"AWS":"arn:aws:iam::111122223333:user/lena"})";
const QByteArray lambda = R"({"Service":"lambda.amazonaws.com"})";

/// lena may start functions and pass one role; reads with the tag team=blue; another role waits for older MFA.
QByteArray account()
{
    const QByteArray users = user("lena",
        allow("lambda:CreateFunction") + ',' + allow("iam:PassRole", "arn:aws:iam::111122223333:role/worker") + ','
            + allow("sts:TagSession"));
    const QByteArray signIn = R"({"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::111122223333:saml-provider/AWSSSO_1"},"Action":"sts:AssumeRoleWithSAML"})";
    const QByteArray roles = role("worker", trust(lambda), allow("sqs:SendMessage")) + ',' + role("idle", trust(lambda), allow("sns:Publish")) + ','
        + role("tagged", trust(lena),
            R"({"Effect":"Allow","Action":"dynamodb:GetItem","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"blue"}}})")
        + ','
        + role("patient", trust(lena, R"(,"Condition":{"NumericGreaterThanEquals":{"aws:MultiFactorAuthAge":"60"}})"), allow("glue:GetJob")) + ','
        + role("AWSReservedSSO_Admin_0123456789abcdef", signIn, allow("sqs:PurgeQueue"), "/aws-reserved/sso.amazonaws.com/eu-west-1/");
    return R"({"UserDetailList":[)" + users + R"(],"GroupDetailList":[],"Policies":[],"RoleDetailList":[)" + roles + "]}";
}

} // namespace

QString CliRoutesTest::write(const char *name, const QByteArray &content) const
{
    QFile out(file(name));
    return out.open(QIODevice::WriteOnly) && out.write(content) == content.size() ? out.fileName() : QString();
}

void CliRoutesTest::initTestCase()
{
    QVERIFY(m_directory.isValid());
    QVERIFY(!write("account.json", account()).isEmpty());
}

/// The sample's lesson: nothing at any time, one hat at a time.
void CliRoutesTest::canTable()
{
    const QStringList asked = QStringList{QStringLiteral("can"), sample("hats")} + words("--principal arn:aws:iam::111122223333:user/mia");
    const Result result = run(asked);
    QCOMPARE(result.code, 0);
    QVERIFY(result.err.isEmpty());
    QVERIFY(result.out.startsWith("At any time, as arn:aws:iam::111122223333:user/mia\n"));
    QCOMPARE(result.out.count("One at a time, after:"), 3);
    QVERIFY(result.out.contains("  assume arn:aws:iam::111122223333:role/mail\n"));
    QVERIFY(result.out.contains("ses:SendEmail"));
    const Result now = run(asked + words("--max-hops 0"));
    QCOMPARE(now.code, 0);
    QVERIFY(!now.out.contains("One at a time"));
    QVERIFY(!now.out.contains("ses:SendEmail"));
}

void CliRoutesTest::canJson()
{
    const Result result = run(QStringList{QStringLiteral("can"), sample("hats")} + words("--principal arn:aws:iam::111122223333:user/noah --json"));
    QCOMPARE(result.code, 0);
    QCOMPARE(result.out.count('\n'), 1);
    const QJsonObject now = result.json()[QStringLiteral("now")].toObject();
    QCOMPARE(text(now, "principal"), QStringLiteral("arn:aws:iam::111122223333:user/noah"));
    QVERIFY(now[QStringLiteral("hops")].toArray().isEmpty());
    QVERIFY(now[QStringLiteral("document")].toObject().contains(QStringLiteral("Statement")));
    const QJsonArray reachable = result.json()[QStringLiteral("reachable")].toArray();
    QCOMPARE(reachable.size(), 1); // phone names him, the others don't
    QCOMPARE(text(at(at(reachable)[QStringLiteral("hops")]), "to"), QStringLiteral("arn:aws:iam::111122223333:role/phone"));
    QCOMPARE(text(at(reachable), "verdict"), QStringLiteral("allowed"));
    QVERIFY(at(reachable)[QStringLiteral("table")].isArray());
    QCOMPARE(result.json()[QStringLiteral("limitReached")].toBool(true), false);
}

void CliRoutesTest::canDocument()
{
    const Result result =
        run(QStringList{QStringLiteral("can"), sample("hats")} + words("--principal arn:aws:sts::111122223333:assumed-role/mail/mia --max-hops 0 --document"));
    QCOMPARE(result.code, 0);
    const QByteArray document = result.out.mid(result.out.indexOf('{'));
    const QJsonObject json = QJsonDocument::fromJson(document).object();
    QCOMPARE(text(json, "Version"), QStringLiteral("2012-10-17"));
    QVERIFY(document.contains("ses:SendEmail"));
}

void CliRoutesTest::canErrors_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("message");
    const QStringList start{QStringLiteral("can"), sample("hats")};
    const QStringList mia = words("--principal arn:aws:iam::111122223333:user/mia");
    QTest::newRow("no workspace") << words("can") << QByteArray("WORKSPACE");
    QTest::newRow("no principal") << start << QByteArray("--principal");
    QTest::newRow("by name") << start + words("--principal mia") << QByteArray("Did you mean “arn:aws:iam::111122223333:user/mia”?");
    QTest::newRow("nobody") << start + words("--principal arn:aws:iam::111122223333:user/mja") << QByteArray("doesn't hold “arn:aws:iam::111122223333:user/mja”. Did you mean “arn:aws:iam::111122223333:user/mia”");
    QTest::newRow("nobody's session") << start + words("--principal arn:aws:sts::111122223333:assumed-role/nobody/s1") << QByteArray("doesn't hold");
    QTest::newRow("hops") << start + mia + words("--max-hops 11") << QByteArray("0 to 10");
    QTest::newRow("hops text") << start + mia + words("--max-hops many") << QByteArray("many");
    QTest::newRow("unknown option") << start + mia + words("--action x") << QByteArray("action");
    QTest::newRow("two workspaces") << start + mia + QStringList{sample("hats")} << QByteArray("one WORKSPACE");
    QTest::newRow("no such file") << QStringList{QStringLiteral("can"), file("nowhere")} + mia << QByteArray("nowhere");
}

void CliRoutesTest::canErrors()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, message);
    const Result result = run(arguments);
    QCOMPARE(result.code, 2);
    QVERIFY(result.out.isEmpty());
    QVERIFY2(result.err.contains(message), result.err.constData());
}

void CliRoutesTest::oddQuestions_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("address") << words("--context aws:SourceIp=notanip") << QByteArray("“notanip” isn't an IP address");
    QTest::newRow("right address") << words("--context aws:SourceIp=203.0.113.9") << QByteArray();
    QTest::newRow("date") << words("--context aws:CurrentTime=tomorrow") << QByteArray("“tomorrow” isn't a date");
    QTest::newRow("number") << words("--context aws:MultiFactorAuthAge=old") << QByteArray("“old” isn't a number");
    QTest::newRow("boolean") << words("--context aws:SecureTransport=yes") << QByteArray("“yes” isn't true or false");
    QTest::newRow("text") << words("--context aws:UserAgent=yes") << QByteArray();
    QTest::newRow("wildcard") << words("--resource arn:aws:s3:::bucket/*") << QByteArray("not as wildcards");
    QTest::newRow("log group") << words("--resource arn:aws:logs:eu-west-1:111122223333:log-group:app:*") << QByteArray();
}

/// What is asked as it stands, though it is hardly meant so, is said; the answer is the same.
void CliRoutesTest::oddQuestions()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, message);
    QStringList asked = QStringList{QStringLiteral("simulate"), sample("hats")} + words("--principal arn:aws:iam::111122223333:user/mia --action s3:GetObject") + arguments;
    if (!arguments.contains(QStringLiteral("--resource")))
        asked += words("--resource arn:aws:s3:::bucket/key");
    const Result result = run(asked);
    QVERIFY(result.code != 2);
    QVERIFY2(message.isEmpty() ? !result.err.contains("note: ") : result.err.contains(message), result.err.constData());
}

void CliRoutesTest::recipe()
{
    const QStringList scheduler = QStringList{QStringLiteral("simulate"), sample("delegation")}
        + words("--principal arn:aws:iam::444455556666:user/scheduler --resource arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc1234def567890 --recipe");
    const Result result = run(scheduler + words("--action ec2:StopInstances"));
    QCOMPARE(result.code, 0);
    QVERIFY(result.out.contains("# In a shell\nexport $(printf "));
    QVERIFY(result.out.contains("# In ~/.aws/config\n"));
    QVERIFY(result.out.contains("source_profile = scheduler\n"));
    QVERIFY(result.out.contains("external_id = "));
    QVERIFY(!result.out.contains("switchrole")); // the console passes no External ID
    const Result none = run(scheduler + words("--action iam:DeleteUser"));
    QCOMPARE(none.code, 1);
    QVERIFY(none.out.contains("There is no route to use."));
}

void CliRoutesTest::recipeJson()
{
    const Result result = run(QStringList{QStringLiteral("simulate"), sample("hats")}
        + words("--principal arn:aws:iam::111122223333:user/mia --action ses:SendEmail --resource arn:aws:ses:eu-west-1:111122223333:identity/example.com --recipe --json"));
    QCOMPARE(result.code, 0);
    QMap<QString, QString> recipes;
    for (const QJsonValue &one : result.json()[QStringLiteral("recipes")].toArray())
        recipes[text(one.toObject(), "kind")] = text(one.toObject(), "text");
    QCOMPARE(recipes.keys(), (QStringList{QStringLiteral("commands"), QStringLiteral("consoleLink"), QStringLiteral("profiles")}));
    QVERIFY(recipes[QStringLiteral("consoleLink")].startsWith(u"https://signin.aws.amazon.com/switchrole?account=111122223333&roleName=mail&"));
}

void CliRoutesTest::token_data()
{
    QTest::addColumn<QByteArray>("subject");
    QTest::addColumn<int>("code");
    QTest::newRow("main branch") << QByteArray("repo:example-org/web-shop:ref:refs/heads/main") << 0;
    QTest::newRow("pull request") << QByteArray("repo:example-org/web-shop:pull_request") << 1;
    QTest::newRow("fork") << QByteArray("repo:somebody/web-shop:ref:refs/heads/main") << 1;
}

void CliRoutesTest::token()
{
    QFETCH(QByteArray, subject);
    QFETCH(int, code);
    const QByteArray payload = R"({"iss":"https://token.actions.githubusercontent.com","aud":"sts.amazonaws.com","sub":")" + subject + "\"}";
    const auto part = [](const QByteArray &bytes) { return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals); };
    const QStringList asked = QStringList{QStringLiteral("simulate"), sample("github-deploys")}
        + words("--action cloudfront:CreateInvalidation --resource arn:aws:cloudfront::111122223333:distribution/E2QWRUHEXAMPLE --recipe --token -");
    const Result result = run(asked, payload);
    QCOMPARE(result.code, code);
    QVERIFY(result.err.contains("signature"));
    QVERIFY(result.out.contains("arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"));
    // The whole token says the same as its payload.
    const Result whole = run(asked, part(R"({"alg":"RS256"})") + '.' + part(payload) + ".c2lnbmF0dXJl");
    QCOMPARE(whole.code, code);
    QCOMPARE(whole.out, result.out);
    QCOMPARE(result.out.contains("role-to-assume: arn:aws:iam::111122223333:role/github-deploy\n"), code == 0);
    if (code == 1)
        QVERIFY(result.out.contains("the request has “" + subject));
}

void CliRoutesTest::tokenOfADirectory()
{
    const auto assertion = [](const QByteArray &group) {
        return R"(<Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion"><Issuer>https://directory.example</Issuer><Subject><NameID>kim</NameID>
<SubjectConfirmation><SubjectConfirmationData Recipient="https://signin.aws.amazon.com/saml"/></SubjectConfirmation></Subject>
<Conditions><AudienceRestriction><Audience>urn:amazon:webservices</Audience></AudienceRestriction></Conditions><AttributeStatement>
<Attribute Name="https://aws.amazon.com/SAML/Attributes/RoleSessionName"><AttributeValue>kim@example.com</AttributeValue></Attribute>
<Attribute Name="urn:oid:1.3.6.1.4.1.5923.1.1.1.1"><AttributeValue>)"
            + group + R"(</AttributeValue></Attribute></AttributeStatement></Assertion>)";
    };
    const QStringList asked = QStringList{QStringLiteral("simulate"), sample("federated-staff")}
        + words("--action sts:AssumeRoleWithSAML --resource arn:aws:iam::111122223333:role/finance --principal arn:aws:iam::111122223333:saml-provider/CompanyDirectory "
                "--direct --token");
    QCOMPARE(run(asked + QStringList{write("finance.xml", assertion("finance"))}).code, 0);
    QCOMPARE(run(asked + QStringList{write("developers.xml", assertion("developers"))}).code, 1);
}

void CliRoutesTest::tokenErrors_data()
{
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("empty") << words("--token -") << QByteArray() << QByteArray("--token: ");
    QTest::newRow("neither") << words("--token -") << QByteArray("hello") << QByteArray("--token: ");
    QTest::newRow("no such file") << words("--token nowhere") << QByteArray() << QByteArray("nowhere");
    QTest::newRow("another issuer") << words("--token -") << QByteArray(R"({"iss":"https://id.example","sub":"x"})") << QByteArray("id.example");
    QTest::newRow("with --requests") << words("--token - --requests x") << QByteArray() << QByteArray("exclude each other");
}

void CliRoutesTest::tokenErrors()
{
    QFETCH(QStringList, more);
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, message);
    const Result result = run(QStringList{QStringLiteral("simulate"), sample("github-deploys")} + words("--action s3:ListAllMyBuckets") + more, input);
    QCOMPARE(result.code, 2);
    QVERIFY(result.out.isEmpty());
    QVERIFY2(result.err.contains(message), result.err.constData());
}

void CliRoutesTest::sessionTags()
{
    const QStringList asked = QStringList{QStringLiteral("simulate"), file("account.json")}
        + words("--principal arn:aws:iam::111122223333:user/lena --action dynamodb:GetItem --resource arn:aws:dynamodb:eu-west-1:111122223333:table/t --json");
    // It is found what has to be passed; what is given stays.
    const Result found = run(asked);
    QCOMPARE(found.code, 0);
    const auto needs = [](const Result &result) { return at(at(result.json()[QStringLiteral("routes")])[QStringLiteral("hops")])[QStringLiteral("needs")].toObject(); };
    QCOMPARE(needs(found)[QStringLiteral("sessionTags")].toObject(), (QJsonObject{{QStringLiteral("team"), QStringLiteral("blue")}}));
    const Result given = run(asked + words("--session-tag team=blue --session-tag cost=a=b --transitive-tag team"));
    QCOMPARE(given.code, 0);
    QCOMPARE(needs(given)[QStringLiteral("sessionTags")].toObject(),
        (QJsonObject{{QStringLiteral("team"), QStringLiteral("blue")}, {QStringLiteral("cost"), QStringLiteral("a=b")}}));
    QCOMPARE(needs(given)[QStringLiteral("transitiveTagKeys")].toArray(), QJsonArray{QStringLiteral("team")});
    QCOMPARE(run(asked + words("--session-tag team=red")).code, 1);
}

void CliRoutesTest::sessionPolicy()
{
    const QStringList asked = QStringList{QStringLiteral("simulate"), sample("delegation")}
        + words("--principal arn:aws:iam::444455556666:user/scheduler --action ec2:StopInstances --resource "
                "arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc1234def567890 --json");
    const QByteArray ec2 = R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ec2:*","Resource":"*"}]})";
    const Result allowed = run(asked + words("--session-policy - --session-policy-arn arn:aws:iam::aws:policy/IAMReadOnlyAccess"), ec2);
    QCOMPARE(allowed.code, 0);
    const QJsonObject hop = at(at(allowed.json()[QStringLiteral("routes")])[QStringLiteral("hops")]);
    QCOMPARE(hop[QStringLiteral("needs")][QStringLiteral("policy")].toString().toUtf8(), ec2);
    QCOMPARE(hop[QStringLiteral("needs")][QStringLiteral("policyArns")].toArray(), QJsonArray{QStringLiteral("arn:aws:iam::aws:policy/IAMReadOnlyAccess")});
    QVERIFY(hop[QStringLiteral("command")].toString().endsWith(
        QStringLiteral(" --policy file://session-policy.json --policy-arns arn=arn:aws:iam::aws:policy/IAMReadOnlyAccess")));

    const Result denied = run(asked + words("--session-policy-arn arn:aws:iam::aws:policy/IAMReadOnlyAccess"));
    QCOMPARE(denied.code, 1);
    const QJsonObject missing = at(at(denied.json()[QStringLiteral("nearMisses")])[QStringLiteral("missing")]);
    QCOMPARE(missing[QStringLiteral("side")].toString(), QStringLiteral("session"));

    // Of a session that asks it is its own.
    const QStringList session = QStringList{QStringLiteral("simulate"), sample("delegation")}
        + words("--principal arn:aws:sts::111122223333:assumed-role/ParkingAccess/x --action ec2:StopInstances --resource "
                "arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc1234def567890 --direct --session-policy -");
    QCOMPARE(run(session, ec2).code, 0);
    QCOMPARE(run(session, QByteArray(ec2).replace("ec2:*", "s3:*")).code, 1);
}

void CliRoutesTest::sessionPolicyErrors_data()
{
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("message");
    const QStringList user = words("--principal arn:aws:iam::111122223333:user/lena");
    const QByteArray principal = "{\"Version\":\"2012-10-17\",\n \"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}";
    QTest::newRow("with a Principal") << user + words("--session-policy -") << principal << QByteArray("<stdin>:2:45: error");
    QTest::newRow("not JSON") << user + words("--session-policy -") << QByteArray("{") << QByteArray("<stdin>:1:2: error");
    QTest::newRow("no such file") << user + words("--session-policy nowhere.json") << QByteArray() << QByteArray("nowhere.json");
    QTest::newRow("too long") << user + words("--session-policy -") << QByteArray("{\"Version\":\"2012-10-17\",\"Statement\":[]" + QByteArray(2048, ' ') + '}') << QByteArray("2,048");
    QTest::newRow("not a policy") << user + words("--session-policy-arn arn:aws:iam::111122223333:role/x") << QByteArray() << QByteArray("role/x");
    QTest::newRow("a service") << words("--principal ec2.amazonaws.com --session-policy-arn arn:aws:iam::aws:policy/IAMReadOnlyAccess") << QByteArray() << QByteArray("ec2.amazonaws.com");
    QTest::newRow("no hop") << user + words("--direct --session-policy-arn arn:aws:iam::aws:policy/IAMReadOnlyAccess") << QByteArray() << QByteArray("--direct");
    QTest::newRow("many questions") << words("--requests - --session-policy x") << QByteArray() << QByteArray("exclude");
}

void CliRoutesTest::sessionPolicyErrors()
{
    QFETCH(QStringList, more);
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, message);
    QStringList asked{QStringLiteral("simulate"), file("account.json")};
    if (!more.contains(QStringLiteral("--requests")))
        asked += words("--action sqs:SendMessage");
    const Result result = run(asked + more, input);
    QCOMPARE(result.code, 2);
    QVERIFY(result.out.isEmpty());
    QVERIFY2(result.err.contains(message), result.err.constData());
}

void CliRoutesTest::sessionTagErrors_data()
{
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("no value") << words("--session-tag team") << QByteArray("KEY=VALUE");
    QTest::newRow("no key") << words("--session-tag =blue") << QByteArray("KEY=VALUE");
    QTest::newRow("twice") << words("--session-tag team=blue --session-tag Team=red") << QByteArray("twice");
    QTest::newRow("transitive without a tag") << words("--session-tag team=blue --transitive-tag cost") << QByteArray("cost");
}

void CliRoutesTest::sessionTagErrors()
{
    QFETCH(QStringList, more);
    QFETCH(QByteArray, message);
    const Result result = run(QStringList{QStringLiteral("simulate"), file("account.json")} + words("--principal arn:aws:iam::111122223333:user/lena --action sqs:SendMessage") + more);
    QCOMPARE(result.code, 2);
    QVERIFY(result.out.isEmpty());
    QVERIFY2(result.err.contains(message), result.err.constData());
}

void CliRoutesTest::noPassRole()
{
    const QStringList asked = QStringList{QStringLiteral("simulate"), file("account.json")}
        + words("--principal arn:aws:iam::111122223333:user/lena --action sqs:SendMessage --resource arn:aws:sqs:eu-west-1:111122223333:q --json");
    const Result result = run(asked);
    QCOMPARE(result.code, 0);
    const QJsonObject hop = at(at(result.json()[QStringLiteral("routes")])[QStringLiteral("hops")]);
    QCOMPARE(text(hop, "kind"), QStringLiteral("passRole"));
    QCOMPARE(text(hop, "service"), QStringLiteral("lambda.amazonaws.com"));
    QVERIFY(text(hop, "command").startsWith(u"aws lambda create-function "));
    const Result without = run(asked + words("--no-pass-role"));
    QCOMPARE(without.code, 1);
    QVERIFY(without.json()[QStringLiteral("routes")].toArray().isEmpty());
    const QStringList can = QStringList{QStringLiteral("can"), file("account.json")} + words("--principal arn:aws:iam::111122223333:user/lena");
    QVERIFY(run(can).out.contains("start lambda.amazonaws.com with arn:aws:iam::111122223333:role/worker"));
    QVERIFY(!run(can + words("--no-pass-role")).out.contains("role/worker\n"));
}

void CliRoutesTest::nearMissOfAService()
{
    const QStringList asked = QStringList{QStringLiteral("simulate"), file("account.json")}
        + words("--principal arn:aws:iam::111122223333:user/lena --action sns:Publish --resource arn:aws:sns:eu-west-1:111122223333:t");
    const Result result = run(asked);
    QCOMPARE(result.code, 1);
    QVERIFY2(result.out.contains("allows iam:PassRole on “arn:aws:iam::111122223333:role/idle” to lambda.amazonaws.com."), result.out.constData());
    QVERIFY(result.out.contains("To fix: Allow “arn:aws:iam::111122223333:user/lena” iam:PassRole on “arn:aws:iam::111122223333:role/idle”"));
    const QJsonObject miss = at(run(asked + words("--json")).json()[QStringLiteral("nearMisses")]);
    QCOMPARE(text(at(miss[QStringLiteral("hops")]), "kind"), QStringLiteral("passRole"));
    QCOMPARE(text(at(miss[QStringLiteral("missing")]), "side"), QStringLiteral("identity"));
}

void CliRoutesTest::permissionSet()
{
    const QStringList asked = QStringList{QStringLiteral("simulate"), file("account.json")}
        + words("--principal arn:aws:iam::111122223333:saml-provider/AWSSSO_1 --action sqs:PurgeQueue --resource arn:aws:sqs:eu-west-1:111122223333:q --recipe");
    const Result result = run(asked);
    QCOMPARE(result.code, 0);
    QVERIFY2(result.out.contains("sign in at IAM Identity Center with the permission set “Admin”"), result.out.constData());
    QVERIFY(result.out.contains("aws sso login --profile Admin-111122223333\n"));
    QVERIFY(result.out.contains("sso_role_name = Admin\n"));
    const QJsonObject hop = at(at(run(asked + words("--json")).json()[QStringLiteral("routes")])[QStringLiteral("hops")]);
    QCOMPARE(text(hop, "kind"), QStringLiteral("assumeRoleWithSAML"));
    QCOMPARE(hop[QStringLiteral("permissionSet")].toObject(),
        (QJsonObject{{QStringLiteral("name"), QStringLiteral("Admin")}, {QStringLiteral("account"), QStringLiteral("111122223333")},
            {QStringLiteral("region"), QStringLiteral("eu-west-1")}}));
}

void CliRoutesTest::oldEnoughMfa()
{
    const QStringList asked = QStringList{QStringLiteral("simulate"), file("account.json")}
        + words("--principal arn:aws:iam::111122223333:user/lena --action glue:GetJob --resource arn:aws:glue:eu-west-1:111122223333:job/j");
    const Result result = run(asked + words("--recipe"));
    QCOMPARE(result.code, 0);
    QVERIFY2(result.out.contains("needs: MFA at least 60 s old"), result.out.constData());
    QVERIFY(result.out.contains("$(aws sts get-session-token --serial-number arn:aws:iam::111122223333:mfa/lena --token-code CODE "));
    QVERIFY(result.out.contains("sleep 60 "));
    const QJsonObject needs = at(at(run(asked + words("--json")).json()[QStringLiteral("routes")])[QStringLiteral("hops")])[QStringLiteral("needs")].toObject();
    QCOMPARE(needs, (QJsonObject{{QStringLiteral("mfa"), true}, {QStringLiteral("mfaMinAgeSeconds"), 60}}));
}

void CliRoutesTest::whoCanJson()
{
    const Result result = run(QStringList{QStringLiteral("who-can"), file("account.json")}
        + words("--action sqs:SendMessage --resource arn:aws:sqs:eu-west-1:111122223333:q --json"));
    QCOMPARE(result.code, 0);
    QMap<QString, QJsonObject> rows;
    for (const QJsonValue &row : result.json()[QStringLiteral("principals")].toArray())
        rows[text(row.toObject(), "principal")] = row.toObject();
    const QJsonObject byService = rows.value(QStringLiteral("arn:aws:iam::111122223333:user/lena"));
    QCOMPARE(text(byService, "verdict"), QStringLiteral("allowed"));
    QCOMPARE(text(rows.value(QStringLiteral("arn:aws:iam::111122223333:role/worker")), "verdict"), QStringLiteral("allowed"));
    QCOMPARE(text(rows.value(QStringLiteral("arn:aws:iam::111122223333:role/idle")), "verdict"), QStringLiteral("denied"));
}

/// The queue's policy lets one session of a role in by its name: whether the role may depends on which session asks.
void CliRoutesTest::whoCanNamedSession()
{
    const QByteArray policy = R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:sts::111122223333:assumed-role/courier/night"},)"
                              R"("Action":"sqs:SendMessage","Resource":"*"}]})";
    const QByteArray workspace = R"({"rolewright":1,"accounts":[{"id":"111122223333","UserDetailList":[],"GroupDetailList":[],"Policies":[],"RoleDetailList":[)"
        + role("courier", trust(lambda), allow("sns:Publish")) + R"(],"Resources":[{"Arn":"arn:aws:sqs:eu-west-1:111122223333:q","Policy":)" + policy + "}]}]}";
    const QStringList asked = QStringList{QStringLiteral("who-can"), write("named.rolewright", workspace)}
        + words("--action sqs:SendMessage --resource arn:aws:sqs:eu-west-1:111122223333:q");
    const Result result = run(asked);
    QCOMPARE(result.code, 0);
    QVERIFY2(result.out.contains("arn:aws:sts::111122223333:assumed-role/courier/night (a session of that name only)"), result.out.constData());
    QMap<QString, QString> verdicts;
    for (const QJsonValue &row : run(asked + words("--json")).json()[QStringLiteral("principals")].toArray())
        verdicts[text(row.toObject(), "kind") + u' ' + text(row.toObject(), "principal")] = text(row.toObject(), "verdict");
    QCOMPARE(verdicts.value(QStringLiteral("session arn:aws:sts::111122223333:assumed-role/courier/night")), QStringLiteral("allowed"));
    QCOMPARE(verdicts.value(QStringLiteral("role arn:aws:iam::111122223333:role/courier")), QStringLiteral("depends"));
}

QTEST_GUILESS_MAIN(CliRoutesTest)
#include "tst_cliroutes.moc"
