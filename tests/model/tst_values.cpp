// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/values.h"

#include <QTest>

using namespace rolewright;

/// Typed values: IAM User Guide, reference_policies_elements_condition_operators, and the W3C note on dates.
class TestValues : public QObject
{
    Q_OBJECT

private slots:
    void numbers_data();
    void numbers();
    void moments_data();
    void moments();
    void ranges_data();
    void ranges();
    void base64_data();
    void base64();
};

void TestValues::numbers_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("valid");
    QTest::addColumn<double>("value");
    QTest::newRow("integer") << "10" << true << 10.0;
    QTest::newRow("decimal") << "2.50" << true << 2.5;
    QTest::newRow("negative") << "-3" << true << -3.0;
    QTest::newRow("empty") << "" << false << 0.0;
    QTest::newRow("text after it") << "10s" << false << 0.0;
    QTest::newRow("blank before it") << " 10" << false << 0.0;
    QTest::newRow("infinity") << "inf" << false << 0.0;
    QTest::newRow("hexadecimal") << "0x10" << false << 0.0;
}

void TestValues::numbers()
{
    QFETCH(QString, text);
    QFETCH(double, value);
    const auto number = parseNumber(text.toStdString());
    QTEST(number.has_value(), "valid");
    if (number)
        QCOMPARE(static_cast<double>(*number), value);
}

void TestValues::moments_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("valid");
    QTest::addColumn<qint64>("seconds");
    // Unix times as `date -u -d TEXT +%s` gives them.
    QTest::newRow("year") << "2020" << true << qint64(1577836800);
    QTest::newRow("month") << "2020-03" << true << qint64(1583020800);
    QTest::newRow("day") << "2020-02-29" << true << qint64(1582934400);
    QTest::newRow("minutes") << "2020-02-29T12:30Z" << true << qint64(1582979400);
    QTest::newRow("seconds") << "2020-02-29T12:30:15Z" << true << qint64(1582979415);
    QTest::newRow("fraction") << "2020-02-29T12:30:15.5Z" << true << qint64(1582979415);
    QTest::newRow("offset east") << "2020-02-29T12:30:15+02:00" << true << qint64(1582972215);
    QTest::newRow("offset west") << "2020-02-29T12:30:15-05:30" << true << qint64(1582999215);
    QTest::newRow("Unix time") << "1582979415" << true << qint64(1582979415);
    QTest::newRow("before 1970") << "1969-12-31T23:59:59Z" << true << qint64(-1);
    QTest::newRow("no leap day") << "2021-02-29" << false << qint64(0);
    QTest::newRow("month 13") << "2021-13" << false << qint64(0);
    QTest::newRow("hour 24") << "2021-01-01T24:00Z" << false << qint64(0);
    QTest::newRow("wildcard") << "2021-*" << false << qint64(0);
    QTest::newRow("words") << "yesterday" << false << qint64(0);
    QTest::newRow("empty") << "" << false << qint64(0);
}

void TestValues::moments()
{
    QFETCH(QString, text);
    QFETCH(qint64, seconds);
    const auto moment = parseMoment(text.toStdString());
    QTEST(moment.has_value(), "valid");
    if (moment)
        QCOMPARE(qint64(moment->seconds), seconds);
}

void TestValues::ranges_data()
{
    QTest::addColumn<QString>("range");
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("contains");
    QTest::newRow("inside") << "203.0.113.0/24" << "203.0.113.255" << true;
    QTest::newRow("outside") << "203.0.113.0/24" << "203.0.114.0" << false;
    QTest::newRow("no prefix is one address") << "203.0.113.5" << "203.0.113.5" << true;
    QTest::newRow("no prefix isn't the next") << "203.0.113.5" << "203.0.113.6" << false;
    QTest::newRow("host bits don't count") << "203.0.113.77/24" << "203.0.113.1" << true;
    QTest::newRow("everything") << "0.0.0.0/0" << "8.8.8.8" << true;
    QTest::newRow("IPv4 everything isn't IPv6") << "0.0.0.0/0" << "2001:db8::1" << false;
    QTest::newRow("IPv6 inside") << "2001:DB8:1234:5678::/64" << "2001:db8:1234:5678:ffff::1" << true;
    QTest::newRow("IPv6 outside") << "2001:DB8:1234:5678::/64" << "2001:db8:1234:5679::1" << false;
    QTest::newRow("a range isn't inside a smaller one") << "10.0.0.0/16" << "10.0.0.0/8" << false;
}

void TestValues::ranges()
{
    QFETCH(QString, range);
    QFETCH(QString, address);
    const auto parsedRange = parseIpRange(range.toStdString());
    const auto parsedAddress = parseIpRange(address.toStdString());
    QVERIFY(parsedRange && parsedAddress);
    QTEST(parsedRange->contains(*parsedAddress), "contains");
}

void TestValues::base64_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("valid");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("the guide's example") << "QmluYXJ5VmFsdWVJbkJhc2U2NA==" << true << QByteArray("BinaryValueInBase64");
    QTest::newRow("empty") << "" << true << QByteArray();
    QTest::newRow("no padding") << "QQ" << false << QByteArray();
    QTest::newRow("padding inside") << "QQ==QQ==" << false << QByteArray();
    QTest::newRow("other letters") << "Q-==" << false << QByteArray();
}

void TestValues::base64()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, bytes);
    const auto decoded = parseBase64(text.toStdString());
    QTEST(decoded.has_value(), "valid");
    if (decoded)
        QCOMPARE(QByteArray::fromStdString(*decoded), bytes);
}

QTEST_GUILESS_MAIN(TestValues)
#include "tst_values.moc"
