// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/glob.h"

#include <QTest>

using namespace rolewright;

/// Wildcards: IAM User Guide, reference_policies_elements_resource and …condition_operators.
class TestGlob : public QObject
{
    Q_OBJECT

private slots:
    void matches_data();
    void matches();
    void arnPatterns_data();
    void arnPatterns();
    void arnOperators_data();
    void arnOperators();
    void insertedTextStaysLiteral();
};

void TestGlob::matches_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("expected");
    QTest::newRow("empty") << "" << "" << true;
    QTest::newRow("empty pattern") << "" << "a" << false;
    QTest::newRow("star alone") << "*" << "" << true;
    QTest::newRow("star is greedy, then backs off") << "a*b*c" << "aXbYbZc" << true;
    QTest::newRow("needs backtracking") << "*aab" << "aaab" << true;
    QTest::newRow("star in the middle fails") << "a*c" << "ab" << false;
    QTest::newRow("question is one character") << "a?c" << "abc" << true;
    QTest::newRow("question isn't none") << "a?" << "a" << false;
    QTest::newRow("question isn't two") << "a?" << "abc" << false;
    QTest::newRow("question is one code point") << "a?c" << QString::fromUtf8("a\xC3\xA9" "c") << true;
    QTest::newRow("case matters") << "Abc" << "abc" << false;
    QTest::newRow("many stars") << "a*a*a*a*a*a*a*a*a*b" << QString(2000, QLatin1Char('a')) << false;
}

void TestGlob::matches()
{
    QFETCH(QString, pattern);
    QFETCH(QString, text);
    QTEST(glob::matches(glob::fromWildcards(pattern.toStdString()), text.toStdString()), "expected");
}

void TestGlob::arnPatterns_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("arn");
    QTest::addColumn<bool>("expected");
    const QString object = QStringLiteral("arn:aws:s3:::bucket/a/b.txt");
    QTest::newRow("everything") << "*" << object << true;
    QTest::newRow("star spans slashes") << "arn:aws:s3:::bucket/*" << object << true;
    QTest::newRow("bucket isn't its objects") << "arn:aws:s3:::bucket" << object << false;
    QTest::newRow("objects aren't the bucket") << "arn:aws:s3:::bucket/*" << "arn:aws:s3:::bucket" << false;
    QTest::newRow("any region") << "arn:aws:sqs:*:111122223333:q" << "arn:aws:sqs:eu-west-1:111122223333:q" << true;
    QTest::newRow("a star within a segment stays there") << "arn:aws:sqs:eu-*1:111122223333:q"
                                                          << "arn:aws:sqs:eu-west:1:111122223333:q" << false;
    QTest::newRow("a star that ends a segment expands beyond colons") << "arn:aws:sqs:*" << "arn:aws:sqs:eu-west-1:111122223333:q" << true;
    QTest::newRow("question in the account") << "arn:aws:sqs:eu-west-1:11112222333?:q" << "arn:aws:sqs:eu-west-1:111122223333:q" << true;
    QTest::newRow("question is never a colon") << "arn:aws:sqs:eu-west-1?111122223333:q" << "arn:aws:sqs:eu-west-1:111122223333:q" << false;
    QTest::newRow("resource part spans colons") << "arn:aws:logs:eu-west-1:111122223333:log-group:*x"
                                                << "arn:aws:logs:eu-west-1:111122223333:log-group:g:log-stream:x" << true;
    QTest::newRow("segment star backs off within its segment") << "arn:aws:sqs:*t-1:111122223333:q"
                                                               << "arn:aws:sqs:eu-t-west-1:111122223333:q" << true;
    QTest::newRow("segment star finds its end") << "arn:aws:sqs:*-1:111122223333:q" << "arn:aws:sqs:eu-1-west-1:111122223333:q" << true;
}

void TestGlob::arnPatterns()
{
    QFETCH(QString, pattern);
    QFETCH(QString, arn);
    QTEST(glob::matches(glob::fromArnWildcards(pattern.toStdString()), arn.toStdString()), "expected");
}

void TestGlob::arnOperators_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("arn");
    QTest::addColumn<bool>("expected");
    QTest::newRow("segment by segment") << "arn:aws:iam::*:role/*" << "arn:aws:iam::111122223333:role/a/b" << true;
    QTest::newRow("a star doesn't reach over a colon") << "arn:aws:sqs:*:q" << "arn:aws:sqs:eu-west-1:111122223333:q" << false;
    QTest::newRow("not an ARN pattern") << "*" << "arn:aws:sqs:eu-west-1:111122223333:q" << false;
    QTest::newRow("not an ARN") << "arn:aws:sqs:*:*:*" << "q" << false;
}

void TestGlob::arnOperators()
{
    QFETCH(QString, pattern);
    QFETCH(QString, arn);
    QTEST(glob::matchesArnSegments(glob::fromWildcards(pattern.toStdString()), arn.toStdString()), "expected");
}

void TestGlob::insertedTextStaysLiteral()
{
    // "${*}" stands for the character itself: reference_policies_variables, "special characters".
    const std::string pattern = glob::fromWildcards("a") + "*" + glob::fromWildcards("?");
    QVERIFY(glob::matches(pattern, "a*b"));
    QVERIFY(!glob::matches(pattern, "axb"));
}

QTEST_GUILESS_MAIN(TestGlob)
#include "tst_glob.moc"
