// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/lineindex.h"
#include "text/span.h"
#include "text/utf8.h"

#include <QTest>

using namespace rolewright;

namespace {

constexpr qlonglong valid = -1;

std::string repeated(std::string_view text, std::size_t count)
{
    std::string result;
    for (std::size_t i = 0; i < count; ++i)
        result += text;
    return result;
}

} // namespace

class TestUtf8 : public QObject
{
    Q_OBJECT

private slots:
    void wellFormed_data();
    void wellFormed();
    void findsTheByteAfterManyBlocks();
    void lowersAsciiOnly();
    void comparesIgnoringCase();
    void urlDecoding_data();
    void urlDecoding();
    void locates_data();
    void locates();
    void indexAgreesWithLocate();
};

// The Unicode Standard, table 3-7 "Well-Formed UTF-8 Byte Sequences".
void TestUtf8::wellFormed_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qlonglong>("invalid");
    QTest::newRow("empty") << QByteArray() << valid;
    QTest::newRow("ascii") << QByteArray("plain text, longer than eight bytes") << valid;
    QTest::newRow("two bytes") << QByteArray("\xC3\xBC") << valid;
    QTest::newRow("three bytes") << QByteArray("\xE2\x82\xAC") << valid;
    QTest::newRow("four bytes") << QByteArray("\xF0\x9F\x98\x80") << valid;
    QTest::newRow("last code point") << QByteArray("\xF4\x8F\xBF\xBF") << valid;
    QTest::newRow("lone continuation") << QByteArray("ab\x80") << 2LL;
    QTest::newRow("overlong slash") << QByteArray("\xC0\xAF") << 0LL;
    QTest::newRow("overlong three") << QByteArray("a\xE0\x80\x80") << 1LL;
    QTest::newRow("overlong four") << QByteArray("\xF0\x80\x80\x80") << 0LL;
    QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << 0LL;
    QTest::newRow("above the last") << QByteArray("\xF4\x90\x80\x80") << 0LL;
    QTest::newRow("cut off") << QByteArray("12345678\xE2\x82") << 8LL;
    QTest::newRow("latin-1") << QByteArray("M\xFCller") << 1LL;
    QTest::newRow("utf-16 mark") << QByteArray("\xFF\xFE{") << 0LL;
}

void TestUtf8::wellFormed()
{
    QFETCH(QByteArray, text);
    QFETCH(qlonglong, invalid);
    const std::optional<std::size_t> found = firstInvalidUtf8(text.toStdString());
    QCOMPARE(found ? static_cast<qlonglong>(*found) : valid, invalid);
}

void TestUtf8::findsTheByteAfterManyBlocks()
{
    for (std::size_t length = 0; length < 40; ++length) {
        const std::string text = std::string(length, 'x') + "\xC3\xA9" + std::string(length, 'y') + '\xFF' + "tail";
        QCOMPARE(firstInvalidUtf8(text), std::optional<std::size_t>(2 * length + 2));
    }
}

void TestUtf8::lowersAsciiOnly()
{
    QCOMPARE(lowered("AbC-\xC3\x84z"), std::string("abc-\xC3\x84z"));
}

void TestUtf8::comparesIgnoringCase()
{
    QVERIFY(equalsIgnoringCase("S3:GetObject", "s3:getOBJECT"));
    QVERIFY(!equalsIgnoringCase("s3:GetObject", "s3:GetObjects"));
    QVERIFY(!equalsIgnoringCase("a", "b"));
}

// RFC 3986, 2.1 "Percent-Encoding"; `+` as in application/x-www-form-urlencoded.
void TestUtf8::urlDecoding_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("decodes");
    QTest::addColumn<QByteArray>("decoded");
    QTest::newRow("nothing to do") << QByteArray("abc-._~") << true << QByteArray("abc-._~");
    QTest::newRow("brace") << QByteArray("%7B%22a%22%3A1%7d") << true << QByteArray("{\"a\":1}");
    QTest::newRow("plus") << QByteArray("a+b%2Bc%20d") << true << QByteArray("a b+c d");
    QTest::newRow("cut off") << QByteArray("%7") << false << QByteArray();
    QTest::newRow("lone percent") << QByteArray("100%") << false << QByteArray();
    QTest::newRow("not hex") << QByteArray("%G0") << false << QByteArray();
    QTest::newRow("utf-8") << QByteArray("%C3%BC") << true << QByteArray("\xC3\xBC");
}

void TestUtf8::urlDecoding()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, decodes);
    QFETCH(QByteArray, decoded);
    const std::optional<std::string> result = urlDecoded(text.toStdString());
    QCOMPARE(result.has_value(), decodes);
    QCOMPARE(QByteArray::fromStdString(result.value_or("")), decoded);
}

void TestUtf8::locates_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("offset");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::newRow("start") << QByteArray("abc") << 0 << 1 << 1;
    QTest::newRow("empty") << QByteArray() << 5 << 1 << 1;
    QTest::newRow("second line") << QByteArray("ab\ncd") << 4 << 2 << 2;
    QTest::newRow("at the newline") << QByteArray("ab\ncd") << 2 << 1 << 3;
    QTest::newRow("after umlauts") << QByteArray("\xC3\xA4\xC3\xB6x") << 4 << 1 << 3;
    QTest::newRow("past the end") << QByteArray("ab\nc") << 100 << 2 << 2;
}

void TestUtf8::locates()
{
    QFETCH(QByteArray, text);
    QFETCH(int, offset);
    QFETCH(int, line);
    QFETCH(int, column);
    const LineColumn place = locate(text.toStdString(), static_cast<std::size_t>(offset));
    QCOMPARE(static_cast<int>(place.line), line);
    QCOMPARE(static_cast<int>(place.column), column);
}

void TestUtf8::indexAgreesWithLocate()
{
    const std::string lines = repeated("\xC3\xA4 line of text\n", 9000);
    const std::string oneLine = repeated("\xE2\x82\xAC,", 40000);
    for (const std::string &text : {lines, oneLine, lines + oneLine}) {
        LineIndex index(text);
        for (std::size_t offset = 0; offset <= text.size() + 10; offset += 4099)
            QVERIFY(index.locate(offset) == locate(text, offset));
        QVERIFY(index.locate(65536) == locate(text, 65536));
    }
}

QTEST_GUILESS_MAIN(TestUtf8)
#include "tst_utf8.moc"
