// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/workspacedocument.h"
#include "edits/edits.h"
#include "pages/notespage.h"
#include "pages/notestext.h"
#include "pages/pagearea.h"
#include "theme/theme.h"
#include "views/pageworld.h"

#include <QApplication>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>
#include <QTextBrowser>
#include <QUndoStack>

using namespace rolewright;

class TestNotes : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { theme::apply(*qApp, theme::Scheme::Light); }

    void text_data()
    {
        QTest::addColumn<QString>("notes");
        QTest::addColumn<QString>("html");
        const auto link = [](const QString &target, const QString &text) { return QStringLiteral("<a href=\"%1\">%2</a>").arg(target, text); };
        pageworld::Ids ids;
        m_world = pageworld::make(&ids);
        const QString anna = link(QStringLiteral("entity:%1").arg(ids.anna.value), QStringLiteral("anna"));
        QTest::newRow("paragraphs") << QStringLiteral("one\ntwo\n\nthree") << QStringLiteral("<p>one<br>two</p><p>three</p>");
        QTest::newRow("lead") << QStringLiteral("Look at: the role") << QStringLiteral("<p><b>Look at:</b> the role</p>");
        QTest::newRow("lead alone") << QStringLiteral("Look at:\nit") << QStringLiteral("<p><b>Look at:</b><br>it</p>");
        QTest::newRow("no lead") << QStringLiteral("a:b") << QStringLiteral("<p>a:b</p>");
        QTest::newRow("markup is text") << QStringLiteral("<b>&") << QStringLiteral("<p>&lt;b&gt;&amp;</p>");
        QTest::newRow("name") << QStringLiteral("Ask anna, or anna.") << QStringLiteral("<p>Ask %1, or %1.</p>").arg(anna);
        QTest::newRow("part of a name") << QStringLiteral("annabel Anna") << QStringLiteral("<p>annabel Anna</p>");
        QTest::newRow("arn") << QStringLiteral("(arn:aws:s3:::reports)")
                             << QStringLiteral("<p>(%1)</p>").arg(link(QStringLiteral("entity:%1").arg(ids.bucket.value), QStringLiteral("arn:aws:s3:::reports")));
        QTest::newRow("page") << QStringLiteral("See https://docs.aws.amazon.com/a_b.html.")
                              << QStringLiteral("<p>See %1.</p>").arg(link(QStringLiteral("https://docs.aws.amazon.com/a_b.html"), QStringLiteral("https://docs.aws.amazon.com/a_b.html")));
        QTest::newRow("script") << QStringLiteral("https://x/\"onclick=1") << QStringLiteral("<p>%1&quot;onclick=1</p>").arg(link(QStringLiteral("https://x/"), QStringLiteral("https://x/")));
    }

    void text()
    {
        QFETCH(QString, notes);
        QFETCH(QString, html);
        QCOMPARE(NotesText(m_world).html(notes), html);
    }

    void pageIsEditedAndUndone()
    {
        pageworld::Ids ids;
        WorkspaceDocument document;
        document.setWorld(pageworld::make(&ids), {}, QStringLiteral("Test"));
        PageArea area(&document, nullptr, nullptr);
        area.resize(700, 500);
        area.show();
        area.openNotes();
        auto *reader = area.findChild<QTextBrowser *>(QStringLiteral("notesReader"));
        auto *writer = area.findChild<QPlainTextEdit *>(QStringLiteral("notesWriter"));
        QVERIFY(reader->toPlainText().contains(QStringLiteral("Nothing is noted yet")));
        area.findChild<NotesPage *>()->edit(true);
        QTest::keyClicks(writer, QStringLiteral("Try: ask anna"));
        QCOMPARE(QString::fromStdString(document.world().header().notes), QStringLiteral("Try: ask anna"));
        QCOMPARE(document.undoStack()->count(), 1); // typing is one edit
        QVERIFY(reader->toHtml().contains(QStringLiteral("entity:%1").arg(ids.anna.value)));
        document.undoStack()->undo();
        QVERIFY(document.world().header().notes.empty());
        QVERIFY(writer->toPlainText().isEmpty());
        document.undoStack()->redo();
        QCOMPARE(writer->toPlainText(), QStringLiteral("Try: ask anna"));

        // A link leads to the entity's page.
        emit reader->anchorClicked(QUrl(QStringLiteral("entity:%1").arg(ids.anna.value)));
        QCOMPARE(area.currentEntity(), ids.anna);
        // An open page is come back to, and a saved state brings it back.
        area.openNotes();
        QVERIFY(!area.currentEntity());
        const QByteArray state = area.saveState();
        area.closeAll();
        QVERIFY(area.restoreState(state));
        QCOMPARE(area.findChild<QTabBar *>(QStringLiteral("entityTabs"))->count(), 2);
    }

    void accountHasItsOwn()
    {
        pageworld::Ids ids;
        WorkspaceDocument document;
        document.setWorld(pageworld::make(&ids), {}, QStringLiteral("Test"));
        PageArea area(&document, nullptr, nullptr);
        area.show();
        area.openNotes(pageworld::account);
        area.findChild<NotesPage *>()->edit(true);
        QTest::keyClicks(area.findChild<QPlainTextEdit *>(QStringLiteral("notesWriter")), QStringLiteral("Ours"));
        QCOMPARE(QString::fromStdString(document.world().account(pageworld::account)->notes), QStringLiteral("Ours"));
        QVERIFY(document.world().header().notes.empty());
        area.openNotes("999999999999"); // nothing
        QVERIFY(area.findChild<NotesPage *>());
    }

private:
    World m_world;
};

QTEST_MAIN(TestNotes)
#include "tst_notes.moc"
