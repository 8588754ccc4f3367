// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/policytext.h"

#include <QTest>

using namespace rolewright;

/// Edits of a policy's text leave everything else byte for byte.
class TestPolicyText : public QObject
{
    Q_OBJECT
private slots:
    void addsAStatementAsItsNeighboursAreWritten();
    void addsAStatementOnOneLine();
    void turnsASingleStatementIntoAList();
    void removesStatements();
    void addsValues();
    void addsPrincipals();
    void removesValues();
    void keepsLineEnds();
    void refusesWhatIsNotThere();
};

namespace {

const std::string indented = R"({
    "Statement" : [
        {
            "Effect" : "Allow",
            "Action" : "s3:GetObject",
            "Resource" : "*"
        }
    ],
    "Version" : "2012-10-17"
}
)";

const policytext::NewStatement denyPut{Effect::Deny, {}, "s3:PutObject", "arn:aws:s3:::b/k"};

} // namespace

void TestPolicyText::addsAStatementAsItsNeighboursAreWritten()
{
    const std::string expected = R"({
    "Statement" : [
        {
            "Effect" : "Allow",
            "Action" : "s3:GetObject",
            "Resource" : "*"
        },
        {
            "Effect" : "Deny",
            "Action" : "s3:PutObject",
            "Resource" : "arn:aws:s3:::b/k"
        }
    ],
    "Version" : "2012-10-17"
}
)";
    QCOMPARE(policytext::withStatement(indented, denyPut).value_or(""), expected);
}

void TestPolicyText::addsAStatementOnOneLine()
{
    QCOMPARE(policytext::withStatement(R"({"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]})", denyPut).value_or(""),
        std::string(R"({"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"s3:PutObject","Resource":"arn:aws:s3:::b/k"}]})"));
    QCOMPARE(policytext::withStatement(R"({"Statement":[]})", denyPut).value_or(""),
        std::string(R"({"Statement":[{"Effect":"Deny","Action":"s3:PutObject","Resource":"arn:aws:s3:::b/k"}]})"));
}

void TestPolicyText::turnsASingleStatementIntoAList()
{
    const std::optional<std::string> text
        = policytext::withStatement(R"({"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}})", denyPut);
    QVERIFY(text);
    const DocumentPtr document = PolicyDocument::parse(*text);
    QVERIFY(document->usableAs(PolicyKind::Identity));
    QCOMPARE(document->policy()->statements.size(), std::size_t(2));
    QCOMPARE(document->policy()->statements[1].effect, Effect::Deny);
    QVERIFY(text->starts_with(R"({"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"})"));
}

void TestPolicyText::removesStatements()
{
    const std::string three = "{\"Statement\": [\n  {\"Sid\": \"A\"},\n  {\"Sid\": \"B\"},\n  {\"Sid\": \"C\"}\n]}";
    QCOMPARE(policytext::withoutStatement(three, 0).value_or(""), std::string("{\"Statement\": [\n  {\"Sid\": \"B\"},\n  {\"Sid\": \"C\"}\n]}"));
    QCOMPARE(policytext::withoutStatement(three, 1).value_or(""), std::string("{\"Statement\": [\n  {\"Sid\": \"A\"},\n  {\"Sid\": \"C\"}\n]}"));
    QCOMPARE(policytext::withoutStatement(three, 2).value_or(""), std::string("{\"Statement\": [\n  {\"Sid\": \"A\"},\n  {\"Sid\": \"B\"}\n]}"));
    QCOMPARE(policytext::withoutStatement("{\"Statement\": {\"Sid\": \"A\"}}", 0).value_or(""), std::string("{\"Statement\": []}"));
}

void TestPolicyText::addsValues()
{
    QCOMPARE(policytext::withValue(R"({"Statement": [{"Action": "s3:GetObject"}]})", 0, "Action", "s3:PutObject").value_or(""),
        std::string(R"({"Statement": [{"Action": ["s3:GetObject", "s3:PutObject"]}]})"));
    QCOMPARE(policytext::withValue("{\"Statement\": [{\"Action\": [\n    \"a:b\",\n    \"c:d\"\n  ]}]}", 0, "Action", "e:f").value_or(""),
        std::string("{\"Statement\": [{\"Action\": [\n    \"a:b\",\n    \"c:d\",\n    \"e:f\"\n  ]}]}"));
}

void TestPolicyText::addsPrincipals()
{
    const std::string trust = R"({"Statement": [{"Principal": {"AWS": "arn:aws:iam::111122223333:root"}}]})";
    QCOMPARE(policytext::withPrincipal(trust, 0, {PrincipalType::Aws, "arn:aws:iam::111122223333:user/a"}).value_or(""),
        std::string(R"({"Statement": [{"Principal": {"AWS": ["arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:user/a"]}}]})"));
    QCOMPARE(policytext::withPrincipal(trust, 0, {PrincipalType::Service, "ec2.amazonaws.com"}).value_or(""),
        std::string(R"({"Statement": [{"Principal": {"AWS": "arn:aws:iam::111122223333:root", "Service": "ec2.amazonaws.com"}}]})"));
    QVERIFY(!policytext::withPrincipal(R"({"Statement": [{"Principal": "*"}]})", 0, {PrincipalType::Aws, "1"}));
}

void TestPolicyText::removesValues()
{
    const std::string text = R"({"Statement": [{"Action": ["a:b", "c:d"]}]})";
    const auto spanOf = [&](const std::string &value) {
        const std::size_t begin = text.find('"' + value + '"');
        return Span{begin, begin + value.size() + 2};
    };
    QCOMPARE(policytext::withoutValue(text, 0, spanOf("a:b")).value_or(""), std::string(R"({"Statement": [{"Action": ["c:d"]}]})"));
    QCOMPARE(policytext::withoutValue(text, 0, spanOf("c:d")).value_or(""), std::string(R"({"Statement": [{"Action": ["a:b"]}]})"));
    const std::string one = R"({"Statement": [{"Action": ["a:b"]}]})";
    QVERIFY(!policytext::withoutValue(one, 0, {one.find("\"a:b\""), one.find("\"a:b\"") + 5}));
}

void TestPolicyText::keepsLineEnds()
{
    const std::string text = "{\r\n  \"Statement\": [\r\n    {\r\n      \"Effect\": \"Allow\"\r\n    }\r\n  ]\r\n}\r\n";
    const std::string after = policytext::withStatement(text, denyPut).value_or("");
    QVERIFY(!after.empty());
    std::size_t bare = 0;
    for (std::size_t i = 0; i < after.size(); ++i)
        bare += after[i] == '\n' && (i == 0 || after[i - 1] != '\r') ? 1 : 0;
    QCOMPARE(bare, std::size_t(0));
    QVERIFY(after.ends_with("  ]\r\n}\r\n"));
}

void TestPolicyText::refusesWhatIsNotThere()
{
    QVERIFY(!policytext::withStatement("{\"Statement\": [", denyPut));
    QVERIFY(!policytext::withStatement("{}", denyPut));
    QVERIFY(!policytext::withoutStatement(indented, 1));
    QVERIFY(!policytext::withValue(indented, 0, "NotAction", "a:b"));
    QVERIFY(!policytext::withValue(indented, 3, "Action", "a:b"));
}

QTEST_GUILESS_MAIN(TestPolicyText)
#include "tst_policytext.moc"
