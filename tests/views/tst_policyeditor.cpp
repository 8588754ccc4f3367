// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/workspacedocument.h"
#include "editor/codeeditor.h"
#include "editor/editorstyle.h"
#include "editor/jsoncontext.h"
#include "editor/jsonformat.h"
#include "editor/policycompletion.h"
#include "editor/policyeditor.h"
#include "edits/edits.h"
#include "views/pageworld.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <algorithm>

using namespace rolewright;

namespace {

constexpr int settleMilliseconds = 20; ///< typing has become an edit, if it does

/// The editor in a shown window, on anna's inline policy.
struct Bench {
    pageworld::Ids ids;
    WorkspaceDocument document;
    PolicyEditor editor{&document};

    Bench()
    {
        document.setWorld(pageworld::make(&ids), {}, QStringLiteral("Test"));
        editor.resize(700, 400);
        editor.show();
        editor.setDocument(own());
    }
    DocumentRef own() const { return {ids.anna, DocumentSlot::Inline, "own"}; }
    std::string text(const DocumentRef &where) const
    {
        const DocumentPtr found = documentAt(*document.world().find(where.owner), where.slot, where.name);
        return found ? found->text() : std::string();
    }
    std::string text() const { return text(own()); }
    CodeEditor *code() const { return editor.codeEditor(); }
    std::size_t offset(const char *words) const { return text().find(words); }
    bool settle()
    {
        return QTest::qWaitFor([this] { return editor.isIdle(); }, 5000);
    }
};

bool hasIndicator(CodeEditor *code, int indicator, std::size_t position)
{
    return code->SendScintilla(QsciScintillaBase::SCI_INDICATORVALUEAT, static_cast<unsigned long>(indicator), static_cast<long>(position)) != 0;
}

std::vector<std::string> words(const std::string &text, PolicyKind kind = PolicyKind::Identity, const World &world = World())
{
    // The bar stands where the caret is.
    const std::size_t caret = text.find('|');
    return completePolicy(world, text.substr(0, caret) + text.substr(caret + 1), caret, kind).words;
}

bool contains(const std::vector<std::string> &list, const std::string &word)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

} // namespace

class PolicyEditorTest : public QObject
{
    Q_OBJECT

private slots:
    /// A brace has its partner also where that is out of sight.
    void bracesFindTheirPartnerFarBelow()
    {
        CodeEditor code;
        code.resize(500, 120);
        code.show();
        QByteArray lines;
        for (int i = 0; i < 300; ++i)
            lines += "  \"a" + QByteArray::number(i) + "\": [1],\n";
        code.setBytes("{\n" + lines + "  \"end\": \"{\"\n}\n");
        code.setCaret(1);
        code.setCaret(0);
        QCoreApplication::processEvents();
        QTest::qWait(20);
        QVERIFY(!code.hasLoneBrace());
        code.setBytes("{\n" + lines + "  \"end\": \"}\"\n");
        code.setCaret(1);
        code.setCaret(0);
        QTRY_VERIFY(code.hasLoneBrace());
    }

    void fillingIsNoEdit()
    {
        Bench bench;
        QCOMPARE(bench.code()->bytes().toStdString(), std::string(pageworld::readText));
        QTest::qWait(settleMilliseconds);
        QCOMPARE(bench.document.undoStack()->count(), 0);
        QVERIFY(!bench.document.isModified());
    }

    void keysThatWaitAreOneEdit()
    {
        Bench bench;
        QSignalSpy changes(&bench.document, &WorkspaceDocument::changed);
        bench.code()->setCaret(bench.offset("reports"));
        QTest::keyClicks(bench.code(), QStringLiteral("yearly-"));
        QCOMPARE(changes.count(), 0);
        QVERIFY(QTest::qWaitFor([&] { return changes.count() > 0; }, 3000));
        QTest::qWait(settleMilliseconds);
        QCOMPARE(changes.count(), 1);
        QCOMPARE(bench.document.undoStack()->count(), 1);
        QVERIFY(bench.text().find("arn:aws:s3:::yearly-reports/*") != std::string::npos);
    }

    void undoCommitsWhatIsPending()
    {
        Bench bench;
        bench.code()->setCaret(bench.offset("reports"));
        QTest::keyClicks(bench.code(), QStringLiteral("x"));
        QTest::keyClick(bench.code(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(bench.text(), std::string(pageworld::readText));
        QCOMPARE(bench.code()->bytes().toStdString(), std::string(pageworld::readText));
        QTest::keyClick(bench.code(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(bench.text().find(":::xreports") != std::string::npos);
        QVERIFY(bench.code()->bytes().contains(":::xreports"));
    }

    void undoElsewhereKeepsCaretAndScroll()
    {
        Bench bench;
        const std::size_t effect = bench.offset("Allow");
        std::string edited = bench.text();
        edited.replace(edited.find("reports"), 7, "a-much-longer-name");
        bench.document.apply(QStringLiteral("Elsewhere"), *edits::setDocument(bench.document.world(), bench.own(), edited).patch);
        QCOMPARE(bench.code()->bytes().toStdString(), edited);
        bench.code()->setCaret(effect);
        bench.document.undoStack()->undo();
        QCOMPARE(bench.code()->bytes().toStdString(), std::string(pageworld::readText));
        QCOMPARE(bench.code()->caret(), effect);
        QTest::qWait(settleMilliseconds);
        QVERIFY(bench.document.undoStack()->canRedo());
    }

    void brokenTextIsKeptAndMarked()
    {
        Bench bench;
        const std::size_t brace = bench.text().rfind('}');
        bench.code()->select({brace, brace + 1});
        QTest::keyClick(bench.code(), Qt::Key_Delete);
        bench.editor.commit();
        QCOMPARE(bench.text().rfind('}'), bench.text().find("    }") + 4);
        QVERIFY(bench.settle());
        const auto &marks = bench.code()->marks();
        QVERIFY(std::any_of(marks.begin(), marks.end(), [](const EditorMark &mark) { return mark.kind == EditorMark::Kind::Error; }));
        const EditorMark &mark = marks.front();
        QVERIFY(!mark.text.isEmpty());
        QVERIFY(hasIndicator(bench.code(), editorstyle::errorIndicator, mark.span.begin));
    }

    void indicatorsCountBytes()
    {
        Bench bench;
        // Four letters outside ASCII before the wrong action: spans count bytes, two for each letter.
        const std::string text = "{\"Version\":\"2012-10-17\",\"Id\":\"äöüß\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:GetObjct\",\"Resource\":\"*\"}}";
        bench.document.apply(QStringLiteral("Set"), *edits::setDocument(bench.document.world(), bench.own(), text).patch);
        QVERIFY(bench.settle());
        const std::size_t begin = text.find("\"s3:GetObjct\"");
        const std::size_t end = begin + 13;
        QVERIFY(!hasIndicator(bench.code(), editorstyle::warningIndicator, begin - 1));
        QVERIFY(hasIndicator(bench.code(), editorstyle::warningIndicator, begin));
        QVERIFY(hasIndicator(bench.code(), editorstyle::warningIndicator, end - 1));
        QVERIFY(!hasIndicator(bench.code(), editorstyle::warningIndicator, end));
        QVERIFY(bench.code()->markTextAt(begin + 2).contains(QStringLiteral("s3:GetObjct")));
        QVERIFY(bench.code()->markTextAt(end).isEmpty());
    }

    void typingOutsideAscii()
    {
        Bench bench;
        bench.code()->setCaret(bench.offset("reports"));
        // QTest's own keys are ASCII.
        for (const QChar letter : QString::fromUtf8("Größe")) {
            QKeyEvent press(QEvent::KeyPress, Qt::Key_unknown, Qt::NoModifier, QString(letter));
            QApplication::sendEvent(bench.code(), &press);
        }
        bench.editor.commit();
        QVERIFY(bench.text().find("arn:aws:s3:::Größereports/*") != std::string::npos);
    }

    void enterIndents()
    {
        Bench bench;
        bench.code()->setCaret(bench.offset("[") + 1);
        QTest::keyClick(bench.code(), Qt::Key_Return);
        QTest::keyClicks(bench.code(), QStringLiteral("1"));
        bench.editor.commit();
        QVERIFY(bench.text().find("\"Statement\": [\n    1\n") != std::string::npos);
    }

    void findCountsAndWraps()
    {
        Bench bench;
        bench.code()->setCaret(0);
        QTest::keyClick(bench.code(), Qt::Key_F, Qt::ControlModifier);
        QLineEdit *text = bench.editor.findChild<QLineEdit *>(QStringLiteral("findText"));
        QLabel *count = bench.editor.findChild<QLabel *>(QStringLiteral("findCount"));
        QToolButton *matchCase = bench.editor.findChild<QToolButton *>(QStringLiteral("findCase"));
        QVERIFY(text->isVisible());
        QTest::keyClicks(text, QStringLiteral("S3"));
        QCOMPARE(count->text(), QStringLiteral("1 of 2"));
        QCOMPARE(bench.code()->selection(), (Span{bench.offset("s3:Get"), bench.offset("s3:Get") + 2}));
        QTest::keyClick(text, Qt::Key_Return);
        QCOMPARE(count->text(), QStringLiteral("2 of 2"));
        QTest::keyClick(bench.code(), Qt::Key_F3);
        QCOMPARE(count->text(), QStringLiteral("1 of 2"));
        QTest::keyClick(bench.code(), Qt::Key_F3, Qt::ShiftModifier);
        QCOMPARE(count->text(), QStringLiteral("2 of 2"));
        matchCase->click();
        QCOMPARE(count->text(), QStringLiteral("Nothing found"));
        QTest::keyClick(text, Qt::Key_Escape);
        QVERIFY(!text->isVisible());
        QCOMPARE(bench.document.undoStack()->count(), 0);
    }

    void decidedLinesUntilTheTextChanges()
    {
        Bench bench;
        const std::size_t begin = bench.text().find("    {") + 4;
        const std::size_t end = bench.text().find("    }") + 5;
        bench.editor.showSpan({begin, end}, Verdict::Allowed);
        // The statement stands on lines 4 to 8.
        for (int line = 0; line < 10; ++line)
            QCOMPARE((bench.code()->markersAtLine(line) & (1u << editorstyle::decidedLine)) != 0, line >= 3 && line <= 7);
        QVERIFY(bench.code()->markersAtLine(3) & (1u << editorstyle::decidedArrow));
        QVERIFY(bench.code()->decided());
        QTest::keyClicks(bench.code(), QStringLiteral(" "));
        QVERIFY(!bench.code()->decided());
        QCOMPARE(bench.code()->markersAtLine(4) & (1u << editorstyle::decidedLine), 0u);
    }

    void awsPoliciesAreCopied()
    {
        Bench bench;
        bench.editor.setAccount(pageworld::account);
        bench.editor.setDocument(DocumentRef{{}, DocumentSlot::Library, "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"});
        QVERIFY(bench.code()->isReadOnly());
        QVERIFY(bench.code()->bytes().contains("s3:"));
        const QByteArray before = bench.code()->bytes();
        QTest::keyClicks(bench.code(), QStringLiteral("x"));
        QCOMPARE(bench.code()->bytes(), before);
        QSignalSpy requested(&bench.editor, &PolicyEditor::entityRequested);
        QPushButton *copy = bench.editor.findChild<QPushButton *>(QStringLiteral("noticeButton"));
        QVERIFY(copy->isVisible());
        QTest::mouseClick(copy, Qt::LeftButton);
        QCOMPARE(requested.count(), 1);
        const EntityPtr made = bench.document.world().findByName(pageworld::account, EntityKind::Policy, "AmazonS3ReadOnlyAccess-copy");
        QVERIFY(made);
        QCOMPARE(made->as<ManagedPolicy>()->defaultVersion()->document->text(), before.toStdString());
    }

    void oldVersionsAreReadOnly()
    {
        Bench bench;
        bench.editor.setDocument(DocumentRef{bench.ids.read, DocumentSlot::Version, "v1"});
        QVERIFY(bench.code()->isReadOnly());
        QTest::mouseClick(bench.editor.findChild<QPushButton *>(QStringLiteral("noticeButton")), Qt::LeftButton);
        QCOMPARE(bench.document.world().find(bench.ids.read)->as<ManagedPolicy>()->defaultVersionId, std::string("v1"));
        QVERIFY(!bench.code()->isReadOnly());
    }

    void changingTheDocumentCommits()
    {
        Bench bench;
        bench.code()->setCaret(0);
        QTest::keyClicks(bench.code(), QStringLiteral(" "));
        bench.editor.setDocument(DocumentRef{bench.ids.auditor, DocumentSlot::Trust, {}});
        QCOMPARE(bench.text(), std::string(" ") + pageworld::readText);
        QCOMPARE(bench.code()->bytes().toStdString(), std::string(pageworld::trustText));
    }

    void formatting()
    {
        const std::string text = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:x\"},\"Action\":[\"a:B\",\"a:C\"],\"Resource\":[\"*\"]}]}";
        QCOMPARE(*formattedJson(text), std::string("{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\n      \"Effect\": \"Allow\",\n"
                                                   "      \"Principal\": { \"AWS\": \"arn:x\" },\n      \"Action\": [\n        \"a:B\",\n        \"a:C\"\n"
                                                   "      ],\n      \"Resource\": [\"*\"]\n    }\n  ]\n}"));
        QVERIFY(!formattedJson("{\"a\": "));
        // Both values of a duplicate key must survive, so it isn't touched.
        QVERIFY(!formattedJson("{\"a\":1,\"a\":2}"));

        Bench bench;
        bench.document.apply(QStringLiteral("Set"), *edits::setDocument(bench.document.world(), bench.own(), text).patch);
        bench.editor.formatDocument();
        QCOMPARE(bench.text(), *formattedJson(text));
    }

    void contexts()
    {
        const std::string text = "{\"Statement\": [{\"Effect\": \"Allow\", \"Condition\": {\"Bool\": {\"aws:";
        const JsonContext context = jsonContext(text, text.size());
        QCOMPARE(context.path, (std::vector<std::string>{"Statement", "Condition", "Bool"}));
        QVERIFY(context.isKey);
        QVERIFY(context.inString);
        QCOMPARE(text.substr(context.typed.begin, context.typed.end - context.typed.begin), std::string("aws:"));
        const JsonContext after = jsonContext("{\"Statement\": {\"Effect\": \"Allow\", ", 34);
        QVERIFY(after.isKey);
        QCOMPARE(after.siblings, (std::vector<std::string>{"Effect"}));
    }

    void bracesHavePartners()
    {
        const std::string text = "{\"a\": [\"}\", {\"b\\\"{\": 1}], \"c\": ]}";
        const auto partner = [&](std::size_t position) { return partnerOfBrace(text, position); };
        QCOMPARE(partner(0), std::optional(text.size() - 1));
        QCOMPARE(partner(text.size() - 1), std::optional(std::size_t{0}));
        QCOMPARE(partner(text.find('[')), std::optional(text.find(']')));
        QCOMPARE(partner(text.find("}]")), std::optional(text.find("{\"b")));
        // The second closing bracket has nothing that it closes, what is in a string is no brace, and other letters aren't, either.
        QCOMPARE(partner(text.rfind(']')), std::optional(std::string::npos));
        QCOMPARE(partner(text.find("}\"")), std::nullopt);
        QCOMPARE(partner(text.find("{\":")), std::nullopt);
        QCOMPARE(partner(1), std::nullopt);
        QCOMPARE(partner(text.size()), std::nullopt);
        // A string ends with its line.
        QCOMPARE(partnerOfBrace("{\"open\n}", 0), std::optional(std::size_t{7}));
        QCOMPARE(partnerOfBrace("{", 0), std::optional(std::string::npos));
    }

    void completions()
    {
        pageworld::Ids ids;
        const World world = pageworld::make(&ids);
        QVERIFY(contains(words("{\"V|\"}"), "Version"));
        QCOMPARE(words("{\"Statement\": {\"Effect\": \"D|\"}}"), (std::vector<std::string>{"Deny"}));
        QVERIFY(contains(words("{\"Statement\": {\"Action\": \"s|\"}}"), "s3:"));
        QVERIFY(contains(words("{\"Statement\": {\"Action\": [\"s3:getobj|\"]}}"), "s3:GetObject"));
        QVERIFY(!contains(words("{\"Statement\": {\"Action\": [\"s3:getobj|\"]}}"), "s3:PutObject"));
        QVERIFY(contains(words("{\"Statement\": {\"Condition\": {\"StringL|\"}}}"), "StringLikeIfExists"));
        QVERIFY(contains(words("{\"Statement\": {\"Condition\": {\"Bool\": {\"aws:Multi|\"}}}}"), "aws:MultiFactorAuthPresent"));
        QVERIFY(contains(words("{\"Statement\": {\"Resource\": \"arn:aws:s3|\"}}", PolicyKind::Identity, world), "arn:aws:s3:::reports/*"));
        QVERIFY(contains(words("{\"Statement\": {\"Principal\": {\"AWS\": \"arn|\"}}}", PolicyKind::Trust, world), "arn:aws:iam::111122223333:user/anna"));
        QVERIFY(contains(words("{\"Statement\": {\"Principal\": {\"Service\": \"ec2|\"}}}", PolicyKind::Trust), "ec2.amazonaws.com"));
        // Outside quotes the quotes come along.
        QVERIFY(contains(words("{\"Statement\": {\"Effect\": |}}"), "\"Allow\""));
        // A trust policy has no Resource, an identity policy no Principal.
        QVERIFY(!contains(words("{\"Statement\": {\"|\"}}", PolicyKind::Trust), "Resource"));
        QVERIFY(!contains(words("{\"Statement\": {\"|\"}}"), "Principal"));
    }

    void completionInTheEditor()
    {
        Bench bench;
        QVERIFY(QTest::qWaitForWindowExposed(&bench.editor));
        bench.code()->setFocus();
        const std::size_t begin = bench.offset("s3:GetObject");
        bench.code()->replaceBytes({begin, begin + 12}, "");
        QTest::keyClicks(bench.code(), QStringLiteral("s3:GetObjectTagg"));
        QVERIFY(bench.code()->isOffering());
        QTest::keyClick(bench.code(), Qt::Key_Return);
        bench.editor.commit();
        QVERIFY(bench.text().find("\"s3:GetObjectTagging\"") != std::string::npos);
    }
};

QTEST_MAIN(PolicyEditorTest)
#include "tst_policyeditor.moc"
