// SPDX-License-Identifier: GPL-3.0-or-later
// Requests and cases that are read one after another into the same memory: nothing of an earlier one may be left.
#include "evaluate/answerjson.h"
#include "evaluate/sessionpolicies.h"
#include "text/jsonreader.h"

#include <QtTest>

using namespace rolewright;

class TestRequestJson : public QObject
{
    Q_OBJECT

private slots:
    void contextEntriesAreSorted();
    void contextEntriesKeepTheirPlace();
    void copiesHoldOnlyWhatIsThere();
    void requestsReplaceEachOther();
    void casesReplaceEachOther();
    void valuesOutliveTheirText();
    void equalDocumentsAreShared();
    void anArnContradictsTheAccount_data();
    void anArnContradictsTheAccount();
};

namespace {

QString keys(const Context &context)
{
    QStringList result;
    for (const auto &[lower, value] : context.entries())
        result += QString::fromStdString(lower + '=' + (value.values.empty() ? std::string("-") : value.values.front()));
    return result.join(u' ');
}

} // namespace

void TestRequestJson::contextEntriesAreSorted()
{
    Context context;
    context.set("aws:SourceIp", "1", Provenance::Given);
    context.set("AWS:EpochTime", "2", Provenance::Given);
    context.set("s3:prefix", "3", Provenance::Given);
    context.set("aws:sourceip", "4", Provenance::Given); // the same key
    QCOMPARE(keys(context), QStringLiteral("aws:epochtime=2 aws:sourceip=4 s3:prefix=3"));
    QCOMPARE(context.find("AWS:SOURCEIP")->name, std::string("aws:sourceip"));
    QVERIFY(!context.add("S3:Prefix"));
    context.remove("AWS:sourceIP");
    context.remove("no:such");
    QCOMPARE(keys(context), QStringLiteral("aws:epochtime=2 s3:prefix=3"));
    QVERIFY(!context.find("aws:SourceIp"));
    context.derive("aws:epochtime", "9"); // a given value wins
    context.derive("aws:CurrentTime", "8");
    QCOMPARE(keys(context), QStringLiteral("aws:currenttime=8 aws:epochtime=2 s3:prefix=3"));
}

void TestRequestJson::contextEntriesKeepTheirPlace()
{
    Context context;
    context.set("m:m", "1", Provenance::Given);
    const ContextValue *middle = context.find("m:m");
    for (char c = 'a'; c <= 'z'; ++c)
        context.set(std::string(1, c) + ":x", "2", Provenance::Given);
    context.remove("a:x");
    QCOMPARE(context.find("m:m"), middle);
    QCOMPARE(middle->values.front(), std::string("1"));
}

void TestRequestJson::copiesHoldOnlyWhatIsThere()
{
    Context context;
    context.set("a:a", "1", Provenance::Given);
    context.set("b:b", "2", Provenance::Given);
    context.clear();
    QVERIFY(context.entries().empty());
    ContextValue *added = context.add("c:c");
    QVERIFY(added);
    added->values = {"3"};
    added->list = false;
    Context copy = context;
    QCOMPARE(copy.entries().size(), std::size_t{1});
    QVERIFY(copy == context);
    copy.set("c:c", "4", Provenance::Given);
    QVERIFY(!(copy == context));
    QCOMPARE(context.find("c:c")->values.front(), std::string("3"));
    copy = Context();
    QVERIFY(copy.entries().empty());
}

void TestRequestJson::requestsReplaceEachOther()
{
    json::Parser parser;
    Request request;
    request.sessionPolicies = std::make_shared<SessionPolicies>();
    request.federatedBy = "arn:aws:iam::111122223333:user/ann";
    request.deriveContext = false;
    ShapeError error;
    QVERIFY(questionFromJson(*parser.parse(R"({"principal":"arn:aws:iam::111122223333:user/a/b/ann","action":"s3:GetObject","resource":"arn:aws:s3:::b/k",
        "resourceAccount":"111122223333","context":{"aws:SourceIp":["1","2"],"aws:RequestTag/a":"b"},"unknown":["x:y"],"id":1})").value, request, &error));
    QCOMPARE(keys(request.context), QStringLiteral("aws:requesttag/a=b aws:sourceip=1 x:y=-"));
    QVERIFY(request.context.mayHoldRareKeys());
    QVERIFY(request.context.find("aws:SourceIp")->list);
    QVERIFY(!request.sessionPolicies);
    QVERIFY(request.federatedBy.empty());
    QVERIFY(request.deriveContext);

    QVERIFY(questionFromJson(*parser.parse(R"({"principal":"*","action":"s3:ListAllMyBuckets","context":{"aws:SourceIp":"3"}})").value, request, &error));
    QVERIFY(request.principal.kind == PrincipalKind::Anonymous);
    QVERIFY(request.principal.account.empty() && request.principal.path.empty());
    QCOMPARE(request.resource, std::string("*"));
    QVERIFY(request.resourceAccount.empty());
    QCOMPARE(keys(request.context), QStringLiteral("aws:sourceip=3"));
    QVERIFY(!request.context.find("aws:SourceIp")->list);
    QVERIFY(!request.context.mayHoldRareKeys());

    QVERIFY(!questionFromJson(*parser.parse(R"({"principal":"*","action":"s3:GetObject","context":{"a~/b":null}})").value, request, &error));
    QCOMPARE(error.at, std::string("/context/a~0~1b"));
}

void TestRequestJson::casesReplaceEachOther()
{
    json::Parser parser;
    Case one;
    ShapeError error;
    const std::string first = R"({"id":"é","deriveContext":false,"request":{"principal":"*","action":"s3:GetObject"},"settings":{"s3BlockPublicAccess":true},
        "policies":{"identity":[{"document":{}}],"boundary":[],"scp":[[]],"resource":{}}})";
    QVERIFY(caseFromJson(*parser.parse(first).value, first, one, &error));
    QVERIFY(one.layers.boundary && one.layers.resource && one.layers.s3BlockPublicAccess && !one.request.deriveContext);
    const std::string second = R"({"request":{"principal":"*","action":"s3:GetObject"}})";
    QVERIFY(caseFromJson(*parser.parse(second).value, second, one, &error));
    QCOMPARE(one.idJson, std::string("null"));
    QVERIFY(one.layers.identity.empty() && !one.layers.boundary && !one.layers.resource && one.layers.scp.empty());
    QVERIFY(one.layers.resourceState == ResourcePolicyState::None && !one.layers.s3BlockPublicAccess && one.request.deriveContext);
}

/// What parsing gives is its own: the text may be gone.
void TestRequestJson::valuesOutliveTheirText()
{
    json::Parsed moved;
    {
        std::string text = R"({"a plain string, not a short one":["escaped \u00e9 \n",12.5e3]})";
        json::Parsed parsed = json::parse(text);
        text.assign(text.size(), '#');
        moved = std::move(parsed);
    }
    QCOMPARE(json::toText(*moved.value), std::string("{\"a plain string, not a short one\":[\"escaped \xC3\xA9 \\n\",12.5e3]}"));
}

void TestRequestJson::equalDocumentsAreShared()
{
    DocumentCache cache;
    const std::string text = R"({"Version":"2012-10-17","Statement":[]})";
    const DocumentPtr first = cache.parse(text);
    QCOMPARE(cache.parse(std::string(text)), first);
    QVERIFY(cache.parse(text + ' ') != first); // another text
    // However many come, those in use stay as they are.
    for (int i = 0; i < 5000; ++i)
        cache.parse(R"({"Statement":[],"Id":")" + std::to_string(i) + "\"}");
    QCOMPARE(first->text(), text);
    QCOMPARE(cache.parse(text)->text(), text);
}

/// Which of the two is meant would be a guess.
void TestRequestJson::anArnContradictsTheAccount_data()
{
    QTest::addColumn<QByteArray>("resource");
    QTest::addColumn<QByteArray>("at");
    const char *queue = R"("arn:aws:sqs:eu-west-1:444455556666:q")";
    QTest::newRow("resource") << QByteArray(R"("resource": )") + queue << QByteArray("/resourceAccount");
    QTest::newRow("one of several") << QByteArray(R"("resources": ["arn:aws:s3:::b", )") + queue + ']' << QByteArray("/resources/1");
    QTest::newRow("with a context of its own") << QByteArray(R"("resources": [{"resource": )") + queue + R"(, "context": {}}])" << QByteArray("/resources/0");
}

void TestRequestJson::anArnContradictsTheAccount()
{
    QFETCH(QByteArray, resource);
    QFETCH(QByteArray, at);
    const std::string line = R"({"principal": "arn:aws:iam::111122223333:user/ann", "action": "sqs:SendMessage", "resourceAccount": "111122223333", )"
        + resource.toStdString() + '}';
    Request request;
    ShapeError error;
    QVERIFY(!questionFromJson(*json::parse(line).value, request, &error));
    QCOMPARE(error.code, std::string("otherAccount"));
    QCOMPARE(error.at, at.toStdString());
}

QTEST_GUILESS_MAIN(TestRequestJson)
#include "tst_requestjson.moc"
