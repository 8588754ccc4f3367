// SPDX-License-Identifier: GPL-3.0-or-later
// The pages of a large file are made by two threads: what comes of it must be the same as with one.
#include "world/entitywriter.h"
#include "world/exportreader.h"
#include "world/workspaceio.h"

#include <QTest>

#include <algorithm>
#include <new>
#include <stdexcept>

using namespace rolewright;

namespace {

constexpr std::size_t megabyte = 1024 * 1024;

/// A kilobyte.
std::string user(std::size_t number, const std::string &more = {})
{
    const std::string name = "u" + std::to_string(number);
    std::string text = R"({"UserName": ")" + name + R"(", "Arn": "arn:aws:iam::111122223333:user/)" + name
        + R"(", "UserPolicyList": [{"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", )"
          R"("Action": "s3:GetObject", "Resource": "arn:aws:s3:::)" + name + R"("}]}}], )" + more + R"("Padding": ")";
    text += std::string(text.size() < 1000 ? 1000 - text.size() : 0, 'x') + "\"}";
    return text;
}

/// What `element` gives, each in a line of its own.
std::string list(std::size_t count, const std::function<std::string(std::size_t)> &element)
{
    std::string text = "[";
    for (std::size_t i = 0; i < count; ++i)
        text += (i ? ",\n" : "\n") + element(i);
    return text + "\n]";
}

std::string users(std::size_t first, std::size_t count)
{
    return list(count, [&](std::size_t i) { return user(first + i); });
}

/// A list of that many bytes as a field.
std::string largeField(std::size_t bytes)
{
    const std::string item = '"' + std::string(10'000, 'x') + '"';
    std::string text = "\"Large\": [" + item;
    while (text.size() < bytes)
        text += "," + item;
    return text + "], ";
}

enum class Threads { One, TwoFromTheStart, TwoFromTheMiddle };

/// What comes of a text.
struct Outcome {
    std::optional<Diagnostic> error;
    ReadFile file;
    std::vector<ImportRemark> remarks;
    std::vector<std::size_t> told; ///< the offsets that progress got
    std::size_t asked = 0; ///< how often it was asked for a second thread
};

using Progress = std::function<bool(std::size_t call)>;

Outcome outcomeOf(const std::string &text, Threads threads, const Progress &goesOn = {})
{
    const std::vector<InputFile> files{{"export.json", text}};
    DocumentReader documents;
    RemarkSink remarks;
    Outcome outcome;
    const auto progress = [&](std::size_t offset) {
        outcome.told.push_back(offset);
        return !goesOn || goesOn(outcome.told.size());
    };
    const auto mayUseThread = [&] {
        ++outcome.asked;
        return threads == Threads::TwoFromTheStart || (threads == Threads::TwoFromTheMiddle && outcome.told.size() >= 1000);
    };
    ExportReader reader(files[0].text, 0, documents, remarks, progress, mayUseThread);
    outcome.error = reader.read();
    outcome.file = reader.take();
    outcome.remarks = remarks.take(files);
    return outcome;
}

std::size_t entityCount(const ReadFile &file)
{
    std::size_t count = 0;
    for (const Page &page : file.pages)
        count += page.entities.size();
    return count;
}

std::string placeOf(Span span)
{
    return '@' + std::to_string(span.begin) + '-' + std::to_string(span.end) + ' ';
}

std::string joined(const std::vector<std::string> &texts)
{
    std::string all;
    for (const std::string &text : texts)
        all += text + '|';
    return all;
}

/// All of it but for what progress got, in words that can be compared.
std::string described(const Outcome &outcome)
{
    std::string all;
    if (outcome.error)
        all += "error " + outcome.error->code + placeOf(outcome.error->span) + joined(outcome.error->arguments) + '\n';
    for (const ImportRemark &remark : outcome.remarks) {
        all += std::to_string(static_cast<int>(remark.severity)) + ' ' + remark.code + ' ' + joined(remark.arguments) + remark.entity + ' '
            + std::to_string(remark.position.line) + ':' + std::to_string(remark.position.column) + '\n';
    }
    for (const json::Member &member : outcome.file.header)
        all += "header " + std::string(member.key) + placeOf(member.value.span) + json::toText(member.value) + '\n';
    for (const Diagnostic &duplicate : outcome.file.headerDuplicates)
        all += "duplicate" + placeOf(duplicate.span) + '\n';
    for (const Page &page : outcome.file.pages) {
        all += "page" + placeOf(page.span) + page.key + (page.isTruncated ? " truncated" : "") + '\n';
        for (const EntityList list : page.lists)
            all += std::string(listName(list)) + '\n';
        for (const ExtraField &field : page.extra)
            all += field.key + ' ' + field.json + '\n';
        JsonWriter out([&](std::string_view piece) { all += piece; });
        out.beginArray();
        for (const ReadEntity &read : page.entities) {
            out.text(placeOf(read.span));
            writeEntity(out, read.entity);
        }
        out.endArray();
        out.finish();
    }
    return all;
}

/// "duplicateKey 3, singleAsList 1"
std::string counted(const std::vector<ImportRemark> &remarks)
{
    std::map<std::string, int> counts;
    for (const ImportRemark &remark : remarks)
        ++counts[remark.code];
    std::string all;
    for (const auto &[code, count] : counts)
        all += (all.empty() ? "" : ", ") + code + ' ' + std::to_string(count);
    return all;
}

} // namespace

class TestExportReader : public QObject
{
    Q_OBJECT

private slots:
    void twoThreadsMakeTheSame_data();
    void twoThreadsMakeTheSame();
    void threadsAreUsedWhenTheyMayBe();
    void remarksAreWhereTheText();
    void cancelledInTheMiddle();
    void tooManyEntitiesBeforeAnError();
    void whatIsThrownComesOut();
    void importedLikeSmallFiles();
};

void TestExportReader::twoThreadsMakeTheSame_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<int>("entities");
    QTest::addColumn<std::string>("remarks");
    QTest::addColumn<std::string>("error");

    const std::string empty;
    QTest::newRow("usable") << "{\"UserDetailList\": " + users(0, 3000) + "}" << 3000 << empty << empty;

    const auto odd = [](std::size_t i) -> std::string {
        switch (i % 100) {
        case 7: return "17";
        case 8: return R"({"Path": "/"})";
        case 9: return user(i, R"("Path": "/", "Path": "/a/", )");
        case 10: return user(i, R"("Tags": [{"Value": "x"}], )");
        case 11: return user(i, R"("PermissionsBoundary": 5, )");
        default: return user(i);
        }
    };
    QTest::newRow("odd ones") << "{\"UserDetailList\": " + list(3000, odd) + "}" << 2910
                              << std::string("duplicateKey 30, lacksMember 30, unnamedEntity 30, wrongShape 60") << empty;
    const auto large = [](std::size_t i) { return user(i, i % 1000 == 5 ? largeField(3 * megabyte) : ""); };
    QTest::newRow("large ones") << "{\"UserDetailList\": " + list(3000, large) + "}" << 3000 << empty << empty;
    const auto tooLarge = [](std::size_t i) { return user(i, i == 1 || i == 1500 || i == 1501 ? largeField(9 * megabyte) : ""); };
    QTest::newRow("too large ones") << "{\"UserDetailList\": " + list(3000, tooLarge) + "}" << 2997 << std::string("entityTooLarge 3") << empty;
    QTest::newRow("only numbers") << "{\"UserDetailList\": " + list(500'000, [](std::size_t) { return std::string("1"); }) + "}" << 0
                                  << std::string("moreLikeThis 1, wrongShape 1000") << empty;
    QTest::newRow("pages") << "{\"Pages\": [{\"UserDetailList\": " + users(0, 1000) + ", \"Other\": " + users(0, 200) + "}, 5, {\"UserDetailList\": " + user(1000)
            + ", \"IsTruncated\": true}, {}, {\"UserDetailList\": [], \"Policies\": 3}, {\"UserDetailList\": " + users(1001, 1000)
            + ", \"UserDetailList\": " + users(2001, 1000) + ", \"Inner\": {\"GroupDetailList\": [{\"GroupName\": \"g\"}]}}]}"
                           << 3002 << std::string("duplicateKey 1, singleAsList 1, wrongShape 2") << empty;

    std::string fields;
    for (int i = 0; i < 10'001; ++i)
        fields += ", \"field" + std::to_string(i) + "\": 1";
    const std::string cut = "{\"UserDetailList\": " + list(3000, odd) + ", \"Policies\": 4";
    const std::string before = "duplicateKey 30, lacksMember 30, unnamedEntity 30, wrongShape 61";
    QTest::newRow("cut off") << cut << 0 << before << std::string("jsonSyntax");
    QTest::newRow("cut off in an entity") << cut.substr(0, cut.find("\"u2050\"") + 20) << 0
                                          << std::string("duplicateKey 21, lacksMember 21, unnamedEntity 21, wrongShape 42") << std::string("jsonSyntax");
    QTest::newRow("something after the end") << cut + "} x" << 2910 << before << std::string("jsonSyntax");
    QTest::newRow("too many fields") << cut + fields + "}" << 0 << before << std::string("tooManyFields");
    QTest::newRow("too deep") << cut + ", \"x\": " + std::string(200, '[') << 0 << before << std::string("tooDeep");

    const std::string accounts = "\"accounts\": [{\"id\": \"111122223333\", \"UserDetailList\": " + users(0, 1500)
        + ", \"Other\": [1]}, 7, {\"name\": \"none\", \"UserDetailList\": " + users(1500, 1500) + "}]";
    const std::string header = R"("name": "w", "scenarios": [{"name": "a", "name": "b"}], )" + largeField(2 * megabyte);
    QTest::newRow("workspace") << "{\"rolewright\": 1, " + header + accounts + R"(, "graphPositions": {}, "notes": "n"})" << 1500
                               << std::string("accountWithoutId 1, wrongShape 1") << empty;
    QTest::newRow("workspace with too large a field") << "{\"rolewright\": 1, " + accounts + ", " + largeField(65 * megabyte) + "\"name\": \"w\"}" << 1500
                                                      << std::string("accountWithoutId 1, entityTooLarge 1, wrongShape 1") << empty;
}

void TestExportReader::twoThreadsMakeTheSame()
{
    QFETCH(const std::string, text);
    const Outcome one = outcomeOf(text, Threads::One);
    QTEST(static_cast<int>(entityCount(one.file)), "entities");
    QTEST(counted(one.remarks), "remarks");
    QTEST(one.error ? one.error->code : std::string(), "error");
    for (const Threads threads : {Threads::TwoFromTheStart, Threads::TwoFromTheMiddle}) {
        const Outcome two = outcomeOf(text, threads);
        QVERIFY(described(two) == described(one));
        QCOMPARE(two.told, one.told);
        QVERIFY(std::is_sorted(two.told.begin(), two.told.end()));
    }
}

/// It is asked for until there is one.
void TestExportReader::threadsAreUsedWhenTheyMayBe()
{
    const std::string large = "{\"UserDetailList\": " + users(0, 3000) + "}";
    QVERIFY(outcomeOf(large, Threads::One).asked > 1500);
    QCOMPARE(outcomeOf(large, Threads::TwoFromTheStart).asked, std::size_t{1});
    QCOMPARE(outcomeOf(large, Threads::TwoFromTheMiddle).asked, std::size_t{1001});
    QCOMPARE(outcomeOf("{\"UserDetailList\": " + users(0, 100) + "}", Threads::TwoFromTheStart).asked, std::size_t{0}); // not worth it
}

void TestExportReader::remarksAreWhereTheText()
{
    const auto element = [](std::size_t i) { return i % 50 == 3 ? std::string("17") : user(i); };
    const Outcome outcome = outcomeOf("{\"UserDetailList\": " + list(3000, element) + "}", Threads::TwoFromTheStart);
    QCOMPARE(outcome.remarks.size(), std::size_t{60});
    for (std::size_t i = 0; i < outcome.remarks.size(); ++i) {
        const ImportRemark &remark = outcome.remarks[i];
        QCOMPARE(remark.entity, "UserDetailList/" + std::to_string(i * 50 + 3));
        QCOMPARE(remark.position.line, i * 50 + 5); // the first element is in line 2
        QCOMPARE(remark.position.column, std::size_t{1});
    }
}

void TestExportReader::cancelledInTheMiddle()
{
    const std::string text = "{\"UserDetailList\": " + users(0, 3000) + "} and an error";
    const Progress goesOn = [](std::size_t call) { return call < 1700; };
    const Outcome one = outcomeOf(text, Threads::One, goesOn);
    QCOMPARE(one.told.size(), std::size_t{1700});
    for (const Threads threads : {Threads::TwoFromTheStart, Threads::TwoFromTheMiddle})
        QCOMPARE(outcomeOf(text, threads, goesOn).told, one.told);

    // The first and the last entity.
    QCOMPARE(outcomeOf(text, Threads::TwoFromTheStart, [](std::size_t) { return false; }).told.size(), std::size_t{1});
    QCOMPARE(outcomeOf(text, Threads::TwoFromTheStart, [](std::size_t call) { return call < 3000; }).told.size(), std::size_t{3000});
}

/// The reader is at the error long before the entities are made.
void TestExportReader::tooManyEntitiesBeforeAnError()
{
    const std::string start = "{\"Policies\": [";
    const std::string entity = R"({"Arn":"a"},)";
    std::string text = start;
    for (int i = 0; i < 1'000'001; ++i)
        text += entity;
    const Outcome outcome = outcomeOf(text + " error", Threads::TwoFromTheStart);
    QCOMPARE(outcome.error->code, std::string("tooManyEntities"));
    QCOMPARE(outcome.error->span.begin, start.size() + 1'000'000 * entity.size());
    QCOMPARE(outcome.told.size(), std::size_t{1'000'000});
}

void TestExportReader::whatIsThrownComesOut()
{
    const std::string text = "{\"UserDetailList\": " + users(0, 3000) + "}";
    const auto fail = [](std::size_t call) -> bool { return call < 1700 ? true : throw std::bad_alloc(); };
    for (const Threads threads : {Threads::One, Threads::TwoFromTheStart, Threads::TwoFromTheMiddle})
        QVERIFY_THROWS_EXCEPTION(std::bad_alloc, outcomeOf(text, threads, fail));
    QVERIFY_THROWS_EXCEPTION(std::runtime_error, outcomeOf(text, Threads::TwoFromTheStart, [](std::size_t) -> bool { throw std::runtime_error("x"); }));

    const ImportResult result = importFiles({{"export.json", text}}, [](double part) -> bool { return part < 0.5 ? true : throw std::bad_alloc(); });
    QVERIFY(!result.world);
    QCOMPARE(counted(result.report.remarks), std::string("outOfMemory 1"));
}

void TestExportReader::importedLikeSmallFiles()
{
    std::string all;
    std::vector<InputFile> small;
    for (std::size_t page = 0; page < 30; ++page) {
        const auto element = [&](std::size_t i) { return user(page * 100 + i, i == 7 ? R"("Tags": [{"Value": "x"}], )" : ""); };
        const std::string text = "{\"UserDetailList\": " + list(100, element) + ", \"GroupDetailList\": [], \"RoleDetailList\": [], \"Policies\": []}";
        all += (all.empty() ? "[" : ",") + text;
        small.push_back({std::to_string(page), text});
    }
    const std::vector<InputFile> one{{"export.json", all + "]"}};
    double last = 0;
    bool rising = true;
    const ImportResult result = importFiles(one, [&](double part) {
        rising = rising && part >= last && part <= 1;
        last = part;
        return true;
    });
    QVERIFY(rising && last > 0.9);
    QCOMPARE(result.report.users, std::size_t{3000});
    const ImportResult pages = importFiles(small);
    QVERIFY(writeWorkspace(*result.world) == writeWorkspace(*pages.world));
    QCOMPARE(counted(result.report.remarks), std::string("lacksMember 30"));
    QCOMPARE(pages.report.remarks.size(), std::size_t{30});
    for (std::size_t i = 0; i < 30; ++i)
        QCOMPARE(result.report.remarks[i].entity, pages.report.remarks[i].entity);

    // A large file beside small ones.
    std::vector<InputFile> both = small;
    both.insert(both.begin() + 10, one.front());
    const ImportResult twice = importFiles(both);
    QVERIFY(writeWorkspace(*twice.world) == writeWorkspace(*pages.world));
    QCOMPARE(counted(twice.report.remarks), std::string("duplicateEntity 1000, lacksMember 60, moreLikeThis 1"));
}

QTEST_GUILESS_MAIN(TestExportReader)
#include "tst_exportreader.moc"
