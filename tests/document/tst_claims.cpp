// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/claims.h"

#include <QTest>

using namespace rolewright;

namespace {

const QString github = QStringLiteral("token.actions.githubusercontent.com");
const std::string provider = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";

QByteArray token(const QByteArray &payload)
{
    const auto part = [](const QByteArray &text) { return text.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals); };
    return part("{\"alg\":\"RS256\"}") + '.' + part(payload) + ".c2lnbmF0dXJl";
}

std::string value(const Context &context, const char *key)
{
    const ContextValue *found = context.find(key);
    if (!found)
        return "(absent)";
    if (found->provenance == Provenance::Unknown)
        return "(unknown)";
    std::string text;
    for (const std::string &each : found->values)
        text += (text.empty() ? "" : "|") + each;
    return text;
}

const QByteArray githubPayload = "{\"iss\":\"https://token.actions.githubusercontent.com\",\"aud\":\"sts.amazonaws.com\",\"sub\":\"repo:o/r:ref:refs/heads/main\",\"run_id\":\"1\"}";
const QByteArray taggedPayload =
    "{\"iss\":\"https://id.example\",\"sub\":\"x\",\"https://aws.amazon.com/tags\":\n"
    "{\"principal_tags\":{\"Project\":[\"Automation\"],\"CostCenter\":[\"987654\"]},\"transitive_tag_keys\":[\"Project\"]}}";
const QByteArray assertion =
    "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" xmlns=\"urn:oasis:names:tc:SAML:2.0:assertion\">\n"
    "<Issuer>https://wrong.example/response</Issuer>\n"
    "<Assertion><Issuer>https://example.com/saml</Issuer>\n"
    "<Subject><NameID Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:persistent\">maria</NameID>\n"
    "<SubjectConfirmation><SubjectConfirmationData NotOnOrAfter=\"2030-01-01T00:00:00Z\" Recipient=\"https://signin.aws.amazon.com/saml\"/></SubjectConfirmation></Subject>\n"
    "<Conditions><AudienceRestriction><Audience>urn:amazon:webservices</Audience></AudienceRestriction></Conditions>\n"
    "<AttributeStatement>\n"
    "<Attribute Name=\"https://aws.amazon.com/SAML/Attributes/Role\"><AttributeValue>arn:aws:iam::123456789012:role/Reader,arn:aws:iam::123456789012:saml-provider/MySAMLIdP</AttributeValue></Attribute>\n"
    "<Attribute Name=\"https://aws.amazon.com/SAML/Attributes/RoleSessionName\"><AttributeValue>maria@example.com</AttributeValue></Attribute>\n"
    "<Attribute Name=\"https://aws.amazon.com/SAML/Attributes/PrincipalTag:team\"><AttributeValue>blue</AttributeValue></Attribute>\n"
    "<Attribute Name=\"urn:oid:1.3.6.1.4.1.5923.1.1.1.1\"><AttributeValue>member</AttributeValue><AttributeValue>staff</AttributeValue></Attribute>\n"
    "<Attribute Name=\"favouriteColour\"><AttributeValue>green</AttributeValue></Attribute>\n"
    "</AttributeStatement></Assertion></samlp:Response>";

} // namespace

class TestClaims : public QObject
{
    Q_OBJECT
private slots:
    void payloadTokenAndBase64AreTheSame()
    {
        const QByteArray payload = githubPayload;
        for (const QByteArray &text : {payload, token(payload), QByteArray("\n ") + token(payload) + '\n', QByteArray("Bearer ") + token(payload),
                                       payload.toBase64(QByteArray::Base64UrlEncoding)}) {
            const ClaimsResult result = readClaims(text);
            QVERIFY2(result.claims, qPrintable(result.error.code));
            QCOMPARE(result.claims->issuer, github);
            const Context context = result.claims->context(provider);
            QCOMPARE(value(context, "token.actions.githubusercontent.com:aud"), std::string("sts.amazonaws.com"));
            QCOMPARE(value(context, "token.actions.githubusercontent.com:sub"), std::string("repo:o/r:ref:refs/heads/main"));
            // AWS makes no key of it.
            QCOMPARE(value(context, "token.actions.githubusercontent.com:run_id"), std::string("(absent)"));
            QCOMPARE(result.claims->action(), std::string("sts:AssumeRoleWithWebIdentity"));
        }
    }

    void audienceIsNeverGuessed()
    {
        const auto audience = [](const char *claims) {
            const ClaimsResult result = readClaims(QByteArray("{\"iss\":\"https://id.example\",\"sub\":\"x\",") + claims + '}');
            return result.claims ? value(result.claims->context({}), "id.example:aud") : std::string("unreadable");
        };
        QCOMPARE(audience("\"aud\":[\"one\"]"), std::string("one"));
        QCOMPARE(audience("\"aud\":[\"one\",\"two\"]"), std::string("(unknown)"));
        QCOMPARE(audience("\"aud\":\"one\",\"azp\":\"client\""), std::string("(unknown)"));
        QCOMPARE(audience("\"aud\":\"one\",\"azp\":\"one\""), std::string("one"));
        QCOMPARE(audience("\"exp\":1"), std::string("(absent)"));
    }

    void sessionTagsOfAToken()
    {
        // IAM User Guide, id_session-tags: the claim and what becomes of it.
        const ClaimsResult result = readClaims(taggedPayload);
        QVERIFY(result.claims);
        const Context context = result.claims->context({});
        QCOMPARE(value(context, "aws:RequestTag/Project"), std::string("Automation"));
        QCOMPARE(value(context, "aws:TagKeys"), std::string("CostCenter|Project"));
        QVERIFY(context.find("aws:TagKeys")->list);
        QCOMPARE(value(context, "sts:TransitiveTagKeys"), std::string("Project"));
        // A tag has one value: what STS refuses stays as it is.
        const ClaimsResult two = readClaims("{\"iss\":\"https://id.example\",\"https://aws.amazon.com/tags\":{\"principal_tags\":{\"team\":[\"x\",\"y\"]}}}");
        QVERIFY(two.claims);
        QCOMPARE(value(two.claims->context({}), "aws:RequestTag/team"), std::string("x|y"));
    }

    void assertionInXmlAndBase64()
    {
        for (const QByteArray &text : {assertion, assertion.toBase64(), assertion.toBase64().toPercentEncoding()}) {
            const ClaimsResult result = readClaims(text);
            QVERIFY2(result.claims, qPrintable(result.error.code));
            QCOMPARE(result.claims->roles, QStringList{QStringLiteral("arn:aws:iam::123456789012:role/Reader")});
            QCOMPARE(result.claims->providers, QStringList{QStringLiteral("arn:aws:iam::123456789012:saml-provider/MySAMLIdP")});
            const Context context = result.claims->context("arn:aws:iam::123456789012:saml-provider/MySAMLIdP");
            QCOMPARE(value(context, "saml:iss"), std::string("https://example.com/saml"));
            QCOMPARE(value(context, "saml:aud"), std::string("https://signin.aws.amazon.com/saml"));
            QCOMPARE(value(context, "saml:sub"), std::string("maria"));
            QCOMPARE(value(context, "saml:sub_type"), std::string("persistent"));
            QCOMPARE(value(context, "saml:doc"), std::string("123456789012/MySAMLIdP"));
            // AWS's own example: BASE64(SHA1("https://example.com/saml" + "123456789012" + "/MySAMLIdP")), by openssl.
            QCOMPARE(value(context, "saml:namequalifier"), std::string("1uAJanUnBc2XeUkHURMht+xam2c="));
            QCOMPARE(value(context, "sts:RoleSessionName"), std::string("maria@example.com"));
            QCOMPARE(value(context, "aws:RequestTag/team"), std::string("blue"));
            QCOMPARE(value(context, "aws:TagKeys"), std::string("team"));
            QCOMPARE(value(context, "saml:eduPersonAffiliation"), std::string("member|staff"));
            QCOMPARE(result.claims->action(), std::string("sts:AssumeRoleWithSAML"));
        }
    }

    void unreadable_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("code");
        QTest::newRow("nothing") << QByteArray("  \n") << QStringLiteral("empty");
        QTest::newRow("prose") << QByteArray("hello") << QStringLiteral("notToken");
        QTest::newRow("two dots") << QByteArray("a.b.c") << QStringLiteral("notJson");
        QTest::newRow("cut off") << token("{\"iss\":\"https://x\",\"sub\":") << QStringLiteral("notJson");
        QTest::newRow("a list") << token("[]") << QStringLiteral("notJson");
        QTest::newRow("no issuer") << token("{\"sub\":\"x\"}") << QStringLiteral("noIssuer");
        QTest::newRow("binary") << QByteArray("\x00\xff\x80.\x01.\x02", 7) << QStringLiteral("notJson");
        QTest::newRow("cut xml") << assertion.left(400) << QStringLiteral("notXml");
        QTest::newRow("other xml") << QByteArray("<html/>") << QStringLiteral("notAssertion");
        QTest::newRow("encrypted") << QByteArray("<Response><EncryptedAssertion/></Response>") << QStringLiteral("encrypted");
        QTest::newRow("large") << QByteArray(2 * 1024 * 1024, 'x') << QStringLiteral("tooLarge");
        QTest::newRow("entities") << QByteArray("<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">"
                                                "<!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">]><Assertion><Issuer>&d;</Issuer></Assertion>")
                                  << QStringLiteral("notXml");
    }
    void unreadable()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, code);
        const ClaimsResult result = readClaims(text);
        QVERIFY(!result.claims);
        QCOMPARE(result.error.code, code);
    }
};

QTEST_GUILESS_MAIN(TestClaims)
#include "tst_claims.moc"
