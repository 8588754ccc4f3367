// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/policy.h"

#include <QTest>

using namespace rolewright;

Q_DECLARE_METATYPE(rolewright::PolicyKind)

/// The grammar: IAM User Guide, reference_policies_grammar.
class TestPolicyDocument : public QObject
{
    Q_OBJECT

private slots:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void warnsOfNamesThatNoActionHas();
    void kinds_data();
    void kinds();
    void spansUnderlineTheText();
    void keepsTheTextOfADraft();
};

namespace {

std::string statement(const char *inner)
{
    return std::string(R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow",)") + inner + "}]}";
}

} // namespace

void TestPolicyDocument::accepts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("one statement as object") << QByteArray(R"({"Statement":{"Effect":"Deny","Action":"*","Resource":"*"}})");
    QTest::newRow("number and boolean condition values")
        << QByteArray::fromStdString(statement(R"("Action":"s3:*","Resource":"*","Condition":{"NumericLessThan":{"s3:max-keys":10},"Bool":{"aws:SecureTransport":true}})"));
    QTest::newRow("operator in other case")
        << QByteArray::fromStdString(statement(R"("Action":"s3:*","Resource":"*","Condition":{"stringequals":{"aws:username":"a"}})"));
    QTest::newRow("empty condition list")
        << QByteArray::fromStdString(statement(R"("Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"aws:username":[]}})"));
    QTest::newRow("short pattern that ends in a star") << QByteArray::fromStdString(statement(R"("Action":"s3:*","Resource":"arn:aws:s3:*")"));
    QTest::newRow("old version keeps dollar signs") << QByteArray(
        R"({"Version":"2008-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b/${x"}]})");
}

void TestPolicyDocument::accepts()
{
    QFETCH(QByteArray, text);
    const DocumentPtr document = PolicyDocument::parse(text.toStdString());
    QVERIFY(document->policy());
    QVERIFY(document->usableAs(PolicyKind::Identity));
    QVERIFY(!hasErrors(document->diagnostics()));
}

void TestPolicyDocument::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QByteArray>("underlined");
    const auto row = [](const char *name, const std::string &text, const char *code, const char *underlined) {
        QTest::newRow(name) << QByteArray::fromStdString(text) << QString::fromLatin1(code) << QByteArray(underlined);
    };
    row("misspelt effect", R"({"Statement":[{"Effect":"Dney","Action":"*","Resource":"*"}]})", "unknownEffect", "\"Dney\"");
    row("effect is case-sensitive", R"({"Statement":[{"Effect":"deny","Action":"*","Resource":"*"}]})", "unknownEffect", "\"deny\"");
    row("misspelt element", statement(R"("Action":"*","Resource":"*","Conditions":{})"), "unknownElement", "\"Conditions\"");
    row("unknown version", R"({"Version":"2012-10-18","Statement":[]})", "unknownVersion", "\"2012-10-18\"");
    row("duplicate key", statement(R"("Action":"s3:*","Action":"ec2:*","Resource":"*")"), "duplicateKey", "\"Action\"");
    row("action and not action", statement(R"("Action":"s3:*","NotAction":"ec2:*","Resource":"*")"), "bothElements", "\"NotAction\"");
    row("action without service", statement(R"("Action":"GetObject","Resource":"*")"), "badAction", "\"GetObject\"");
    row("wildcard in service", statement(R"("Action":"s*:Get","Resource":"*")"), "badAction", "\"s*:Get\"");
    row("resource isn't an ARN", statement(R"("Action":"s3:*","Resource":"bucket/*")"), "badResource", "\"bucket/*\"");
    row("open variable", statement(R"("Action":"s3:*","Resource":"arn:aws:s3:::b/${aws:username")"), "badVariable",
        "\"arn:aws:s3:::b/${aws:username\"");
    row("unknown operator", statement(R"("Action":"s3:*","Resource":"*","Condition":{"StringEqual":{"a:b":"c"}})"), "unknownOperator",
        "\"StringEqual\"");
    row("null with IfExists", statement(R"("Action":"s3:*","Resource":"*","Condition":{"NullIfExists":{"a:b":"true"}})"), "unknownOperator",
        "\"NullIfExists\"");
    row("not a number", statement(R"("Action":"s3:*","Resource":"*","Condition":{"NumericEquals":{"a:b":"x"}})"), "badNumber", "\"x\"");
    row("wildcard in a date", statement(R"("Action":"s3:*","Resource":"*","Condition":{"DateEquals":{"aws:CurrentTime":"2020-*"}})"),
        "badDate", "\"2020-*\"");
    row("bad address", statement(R"("Action":"s3:*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/33"}})"), "badIpRange",
        "\"10.0.0.0/33\"");
    row("group as principal", statement(R"("Action":"s3:*","Resource":"*","Principal":{"AWS":"arn:aws:iam::111122223333:group/g"})"),
        "groupAsPrincipal", "\"arn:aws:iam::111122223333:group/g\"");
    row("part of a principal as wildcard", statement(R"("Action":"s3:*","Resource":"*","Principal":{"AWS":"arn:aws:iam::111122223333:role/*"})"),
        "wildcardInPrincipal", "\"arn:aws:iam::111122223333:role/*\"");
    row("empty NotAction", statement(R"("NotAction":[],"Resource":"*")"), "emptyElement", "[]");
}

void TestPolicyDocument::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, code);
    QFETCH(QByteArray, underlined);
    const DocumentPtr document = PolicyDocument::parse(text.toStdString());
    QVERIFY(!document->policy());
    for (std::size_t kind = 0; kind < policyKindCount; ++kind)
        QVERIFY(!document->usableAs(static_cast<PolicyKind>(kind)));
    bool found = false;
    for (const Diagnostic &diagnostic : document->diagnostics()) {
        if (QString::fromStdString(diagnostic.code) != code)
            continue;
        found = true;
        QCOMPARE(diagnostic.severity, Severity::Error);
        QCOMPARE(text.mid(static_cast<qsizetype>(diagnostic.span.begin), static_cast<qsizetype>(diagnostic.span.end - diagnostic.span.begin)),
                 underlined);
    }
    QVERIFY(found);
}

void TestPolicyDocument::warnsOfNamesThatNoActionHas()
{
    const DocumentPtr document = PolicyDocument::parse(statement(R"("Action":["s3:Get*,Put*","s3: Get","s3:","s3:Get*","*"],"Resource":"*")"));
    QVERIFY(document->usableAs(PolicyKind::Identity));
    QCOMPARE(document->diagnostics().size(), std::size_t(3));
    for (const Diagnostic &diagnostic : document->diagnostics()) {
        QCOMPARE(diagnostic.code, std::string("actionNeverMatches"));
        QCOMPARE(diagnostic.severity, Severity::Warning);
    }
}

void TestPolicyDocument::kinds_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<PolicyKind>("kind");
    QTest::addColumn<bool>("usable");
    const QByteArray withPrincipal = QByteArray::fromStdString(statement(R"("Principal":"*","Action":"s3:*","Resource":"*")"));
    const QByteArray plain = QByteArray::fromStdString(statement(R"("Action":"s3:*","Resource":"*")"));
    const QByteArray noResource = QByteArray::fromStdString(statement(R"("Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole")"));
    const QByteArray notPrincipal = QByteArray::fromStdString(statement(R"("NotPrincipal":{"AWS":"111122223333"},"Action":"sts:AssumeRole")"));
    QTest::newRow("identity has no principal") << withPrincipal << PolicyKind::Identity << false;
    QTest::newRow("SCP has no principal") << withPrincipal << PolicyKind::Scp << false;
    QTest::newRow("resource policy has one") << withPrincipal << PolicyKind::Resource << true;
    QTest::newRow("resource policy needs one") << plain << PolicyKind::Resource << false;
    QTest::newRow("identity") << plain << PolicyKind::Identity << true;
    QTest::newRow("trust has no resource") << withPrincipal << PolicyKind::Trust << false;
    QTest::newRow("trust") << noResource << PolicyKind::Trust << true;
    QTest::newRow("identity needs a resource") << noResource << PolicyKind::Identity << false;
    QTest::newRow("trust has no NotPrincipal") << notPrincipal << PolicyKind::Trust << false;
    QTest::newRow("RCPs don't allow") << withPrincipal << PolicyKind::Rcp << false;
    QTest::newRow("RCPFullAWSAccess does") << QByteArray::fromStdString(statement(R"("Principal":"*","Action":"*","Resource":"*")"))
                                           << PolicyKind::Rcp << true;
}

void TestPolicyDocument::kinds()
{
    QFETCH(QByteArray, text);
    QFETCH(PolicyKind, kind);
    const DocumentPtr document = PolicyDocument::parse(text.toStdString());
    QVERIFY(document->policy());
    QTEST(document->usableAs(kind), "usable");
    QFETCH(bool, usable);
    QCOMPARE(hasErrors(document->diagnosticsAs(kind)), !usable);
}

void TestPolicyDocument::spansUnderlineTheText()
{
    const std::string text = R"({"Statement": {"Sid": "Ü", "Effect": "Allow", "Action": ["s3:GetObject", "s3:Put*"], "Resource": "*"}})";
    const DocumentPtr document = PolicyDocument::parse(text);
    QVERIFY(document->policy());
    const Statement &statement = document->policy()->statements.front();
    const auto at = [&](Span span) { return text.substr(span.begin, span.end - span.begin); };
    QCOMPARE(at(statement.action->values[1].span), std::string("\"s3:Put*\""));
    QCOMPARE(at(statement.sid->span), std::string("\"Ü\""));
    QCOMPARE(at(statement.span).front(), '{');
    QCOMPARE(at(statement.span).back(), '}');
}

void TestPolicyDocument::keepsTheTextOfADraft()
{
    const std::string text = "{ \"Version\": \"2012-10-17\",\n  \"Statement\": [ {";
    const DocumentPtr document = PolicyDocument::parse(text);
    QCOMPARE(document->text(), text);
    QVERIFY(!document->policy());
    QVERIFY(hasErrors(document->diagnostics()));
}

QTEST_GUILESS_MAIN(TestPolicyDocument)
#include "tst_policydocument.moc"
