// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/answerjson.h"
#include "evaluate/plainquestion.h"
#include "evaluate/rarekeys.h"
#include "text/jsonreader.h"

#include <QTest>

#include <string>

using namespace rolewright;

/// Lines that are read in one pass: what they say is what the reader for all lines says, and every other line is left to that one.
class TestPlainQuestion : public QObject
{
    Q_OBJECT

private slots:
    void readsEveryMember();
    void readsWithoutContext();
    void sameAsTheOtherReader_data();
    void sameAsTheOtherReader();
    void leavesToTheOtherReader_data();
    void leavesToTheOtherReader();
    void rareKeys_data();
    void rareKeys();
};

namespace {

constexpr auto start = R"({"principal":"arn:aws:iam::111122223333:user/ann","action":"s3:GetObject","resource":"arn:aws:s3:::b/k")";

QByteArray withContext(const char *context)
{
    return QByteArray(start) + R"(,"context":{)" + context + "}}";
}

} // namespace

void TestPlainQuestion::readsEveryMember()
{
    const std::string line = R"( { "id" : 17 , "principal":"arn:aws:iam::111122223333:user/ann","action":"s3:GetObject","resource":"arn:aws:s3:::b/k",)"
                             R"("resourceAccount":"444455556666","context":{"aws:SourceIp":"203.0.113.9","aws:UserAgent":""}} )";
    PlainQuestion question;
    QVERIFY(readPlainQuestion(line, question));
    QVERIFY(question.id == "17");
    QVERIFY(question.principal == "arn:aws:iam::111122223333:user/ann");
    QVERIFY(question.action == "s3:GetObject");
    QVERIFY(question.resource == "arn:aws:s3:::b/k");
    QVERIFY(question.resourceAccount == "444455556666");
    QVERIFY(question.arn && question.arn->service == "s3" && question.arn->resource == "b/k");
    QCOMPARE(question.context.size(), std::size_t{2});
    QVERIFY(*question.find("aws:sourceip") == "203.0.113.9");
    QVERIFY(question.find("aws:useragent")->empty());
    QVERIFY(!question.find("aws:referer"));
}

void TestPlainQuestion::readsWithoutContext()
{
    PlainQuestion question;
    QVERIFY(readPlainQuestion(withContext(R"("a":"b")").toStdString(), question));
    // What was read before is gone.
    QVERIFY(readPlainQuestion(R"({"principal":"arn:aws:iam::111122223333:user/ann","action":"s3:ListAllMyBuckets","id":"q"})", question));
    QVERIFY(question.context.empty());
    QVERIFY(question.resource == "*");
    QVERIFY(!question.arn);
    QVERIFY(question.resourceAccount.empty());
    QVERIFY(question.id == "\"q\"");
}

void TestPlainQuestion::sameAsTheOtherReader_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("no context") << QByteArray(start) + '}';
    QTest::newRow("empty context") << withContext("");
    QTest::newRow("keys") << withContext(R"("aws:SourceIp":"1.2.3.4","aws:PrincipalTag/Team":"a b, c}","s3:prefix":"")");
    QTest::newRow("names that are alike") << withContext(R"("abc":"1","acb":"2","bac":"3","cab":"4","bca":"5","cba":"6")");
    QTest::newRow("account") << QByteArray(start) + R"(,"resourceAccount":"444455556666"})";
    QTest::newRow("a string as id") << QByteArray(start) + R"(,"id":"x y"})";
}

void TestPlainQuestion::sameAsTheOtherReader()
{
    QFETCH(QByteArray, line);
    const std::string text = line.toStdString();
    PlainQuestion plain;
    QVERIFY(readPlainQuestion(text, plain));
    json::Parser parser;
    Request request;
    ShapeError error;
    QVERIFY2(questionFromJson(*parser.parse(text).value, request, &error), error.code.c_str());
    QVERIFY(plain.principal == request.principal.arn);
    QVERIFY(plain.action == request.action);
    QVERIFY(plain.resource == request.resource);
    QVERIFY(plain.resourceAccount == request.resourceAccount);
    QCOMPARE(plain.context.size(), request.context.entries().size());
    for (const auto &[lower, value] : request.context.entries()) {
        QVERIFY(plain.find(lower));
        QVERIFY(*plain.find(lower) == value.values.front());
    }
}

void TestPlainQuestion::leavesToTheOtherReader_data()
{
    QTest::addColumn<QByteArray>("line");
    const QByteArray begun(start);
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a list") << QByteArray("[]");
    QTest::newRow("not closed") << begun;
    QTest::newRow("cut in a string") << begun.left(40);
    QTest::newRow("more behind it") << begun + "} x";
    QTest::newRow("comma at the end") << begun + ",}";
    QTest::newRow("escaped") << QByteArray(begun).replace("GetObject", "Get\\u004fbject") + '}';
    QTest::newRow("not ASCII") << withContext("\"aws:PrincipalTag/Team\":\"\xC3\xA9\"");
    QTest::newRow("a tab") << withContext("\"a\":\"b\tc\"");
    QTest::newRow("unknown member") << begun + R"(,"unknwon":["a"]})";
    QTest::newRow("unknown keys") << begun + R"(,"unknown":["aws:SourceIp"]})";
    QTest::newRow("several resources") << QByteArray(R"({"principal":"*","action":"ec2:RunInstances","resources":["arn:aws:ec2:eu-west-1::image/ami-1"]})");
    QTest::newRow("the same member twice") << begun + R"(,"action":"s3:PutObject"})";
    QTest::newRow("the context twice") << withContext("").chopped(1) + R"(,"context":{}})";
    QTest::newRow("the same key twice, ignoring case") << withContext(R"("aws:SourceIp":"1.2.3.4","AWS:sourceIP":"1.2.3.5")");
    QTest::newRow("a number as value") << withContext(R"("aws:MultiFactorAuthAge":5)");
    QTest::newRow("a list as value") << withContext(R"("aws:PrincipalOrgPaths":["o-1/r-1/"])");
    QTest::newRow("an empty key") << withContext(R"("":"x")");
    QTest::newRow("a key with permissions of its own") << withContext(R"("aws:RequestTag/Team":"x")");
    QTest::newRow("no principal") << QByteArray(R"({"action":"s3:GetObject"})");
    QTest::newRow("no action") << QByteArray(R"({"principal":"arn:aws:iam::111122223333:user/ann"})");
    QTest::newRow("empty action") << QByteArray(R"({"principal":"arn:aws:iam::111122223333:user/ann","action":""})");
    QTest::newRow("not an ARN") << QByteArray(begun).replace("arn:aws:s3:::b/k", "b/k") + '}';
    QTest::newRow("not an account") << begun + R"(,"resourceAccount":"12"})";
    QTest::newRow("another account") << QByteArray(begun).replace("arn:aws:s3:::b/k", "arn:aws:sqs:eu-west-1:111122223333:q") + R"(,"resourceAccount":"444455556666"})";
    QTest::newRow("a fraction as id") << begun + R"(,"id":1.5})";
    QTest::newRow("an object as id") << begun + R"(,"id":{}})";
    QTest::newRow("a number that isn't JSON") << begun + R"(,"id":007})";
}

void TestPlainQuestion::leavesToTheOtherReader()
{
    QFETCH(QByteArray, line);
    PlainQuestion question;
    QVERIFY(!readPlainQuestion(line.toStdString(), question));
}

void TestPlainQuestion::rareKeys_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("rare");
    for (const char *name : {"aws:SourceVpce", "AWS:CALLEDVIA", "aws:RequestTag/Team", "aws:requesttag/", "aws:TagKeys", "sts:TransitiveTagKeys", "sts:sourceidentity"})
        QTest::newRow(name) << name << true;
    for (const char *name : {"aws:SourceVpc", "aws:CalledViaFirst", "aws:RequestTag", "aws:RequestedRegion", "aws:SourceIdentity", "aws", "", "sts:RoleSessionName"})
        QTest::newRow(*name ? name : "empty") << name << false;
}

void TestPlainQuestion::rareKeys()
{
    QFETCH(QString, name);
    QTEST(isRareKey(name.toStdString()), "rare");
}

QTEST_GUILESS_MAIN(TestPlainQuestion)
#include "tst_plainquestion.moc"
