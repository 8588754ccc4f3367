// SPDX-License-Identifier: GPL-3.0-or-later
#include "accountdialog.h"
#include "commandpalette.h"
#include "documentactions.h"
#include "editor/codeeditor.h"
#include "fuzzymatch.h"
#include "importreport.h"
#include "launchoptions.h"
#include "mainwindow.h"
#include "messagebar.h"
#include "pages/pagearea.h"
#include "palettemodel.h"
#include "recentfiles.h"
#include "samples.h"
#include "theme/theme.h"
#include "themesetting.h"
#include "tree/treeactions.h"
#include "tree/worldtree.h"
#include "tree/worldtreemodel.h"
#include "workbench.h"

#include <QAbstractItemModelTester>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QMimeData>
#include <QProcess>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>
#include <QWindow>

using namespace rolewright;

namespace {

/// Answers the question about unsaved changes when it comes.
void answerQuestion(QMessageBox::StandardButton button, int *asked)
{
    QTimer::singleShot(0, qApp, [button, asked] {
        if (auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget())) {
            ++*asked;
            // Each can be chosen by its letter.
            QSet<QString> letters;
            for (const QAbstractButton *each : box->buttons())
                letters.insert(QKeySequence::mnemonic(each->text()).toString());
            QVERIFY(!letters.contains(QString()));
            QCOMPARE(letters.size(), box->buttons().size());
            box->button(button)->click();
        }
    });
}

} // namespace

class tst_MainWindow : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("Rolewright test"));
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_directory.path());
        theme::apply(*qobject_cast<QApplication *>(QApplication::instance()), theme::Scheme::Light);
    }

    void init()
    {
        m_window = std::make_unique<MainWindow>(MainWindow::Memory::None);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }

    void cleanup() { m_window.reset(); }

    void startPageOpensSamples()
    {
        QVERIFY(!m_window->isWorkspaceShown());
        QCOMPARE(samples().size(), std::size_t{13});
        for (const Sample &sample : samples()) {
            QVERIFY2(!sample.notes.isEmpty(), qPrintable(sample.name));
            QVERIFY2(!sample.world.header().scenarios.empty(), qPrintable(sample.name));
        }
        openLesson();
        // A lesson begins with its notes; what its first question is about stands beside.
        auto *reader = m_window->findChild<QTextBrowser *>(QStringLiteral("notesReader"));
        QVERIFY(reader && reader->isVisible());
        QVERIFY(reader->toPlainText().contains(QStringLiteral("the confused deputy")));
        QVERIFY(m_window->workbench()->tree()->currentEntity());
        QVERIFY(m_window->windowTitle().startsWith(QStringLiteral("Delegation")));
        QVERIFY(!m_window->document()->isModified());
    }

    void editUndoSaveLoad()
    {
        openSample();
        const World opened = m_window->document()->world();
        WorldTree *tree = m_window->workbench()->tree();
        tree->create(treeedits::New::User);
        const EntityId id = tree->currentEntity();
        auto *editor = tree->findChild<QTreeView *>()->viewport()->findChild<QLineEdit *>();
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, QStringLiteral("typed-here"));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(QString::fromStdString(m_window->document()->world().find(id)->name()), QStringLiteral("typed-here"));
        QVERIFY(m_window->document()->isModified());
        QVERIFY(m_window->windowTitle().contains(QStringLiteral("edited")));

        const QString path = m_directory.filePath(QStringLiteral("round.rolewright"));
        QSignalSpy saved(m_window->documentActions(), &DocumentActions::saved);
        QVERIFY(m_window->document()->startSave(path));
        QVERIFY(saved.wait());
        QVERIFY(!m_window->document()->isModified());

        m_window->document()->undoStack()->undo();
        m_window->document()->undoStack()->undo();
        QVERIFY(!m_window->document()->world().find(id));
        QVERIFY(m_window->document()->isModified());
        m_window->document()->undoStack()->redo();
        m_window->document()->undoStack()->redo();
        QVERIFY(!m_window->document()->isModified());

        QSignalSpy again(m_window->documentActions(), &DocumentActions::opened);
        m_window->documentActions()->openFiles({path});
        QVERIFY(again.wait());
        const std::string account = opened.header().accounts.front().id;
        bool found = false;
        for (const AccountInfo &info : m_window->document()->world().header().accounts)
            found = found || m_window->document()->world().findByName(info.id, EntityKind::User, "typed-here");
        QVERIFY(found);
        QCOMPARE(QString::fromStdString(account), QString::fromStdString(m_window->document()->world().header().accounts.front().id));
        QCOMPARE(m_window->document()->filePath(), path);
    }

    void failedOpenLeavesTheWorkspace()
    {
        openSample();
        const World before = m_window->document()->world();
        const QString path = m_directory.filePath(QStringLiteral("broken.rolewright"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\n  \"UserDetailList\": [,]\n}\n");
        file.close();
        QSignalSpy imported(m_window->documentActions(), &DocumentActions::imported);
        m_window->documentActions()->openFiles({path});
        QVERIFY(imported.wait());
        QVERIFY(m_window->document()->world().sameAs(before));
        QVERIFY2(m_window->messageBar()->text().contains(QStringLiteral("broken.rolewright:2:")), qPrintable(m_window->messageBar()->text()));
    }

    void missingFileIsTold()
    {
        QSignalSpy imported(m_window->documentActions(), &DocumentActions::imported);
        m_window->documentActions()->openFiles({m_directory.filePath(QStringLiteral("nowhere.rolewright"))});
        QVERIFY(imported.wait());
        QVERIFY(!m_window->isWorkspaceShown());
        QVERIFY(m_window->messageBar()->text().contains(QStringLiteral("nowhere.rolewright")));
    }

    void unsavedChangesAreGuarded()
    {
        openSample();
        m_window->workbench()->tree()->create(treeedits::New::Group);
        const World edited = m_window->document()->world();
        int asked = 0;
        answerQuestion(QMessageBox::Cancel, &asked);
        m_window->documentActions()->newWorkspace();
        QCOMPARE(asked, 1);
        QVERIFY(m_window->document()->world().sameAs(edited));

        answerQuestion(QMessageBox::Cancel, &asked);
        QVERIFY(!m_window->close());
        QCOMPARE(asked, 2);
        QVERIFY(m_window->isVisible());

        answerQuestion(QMessageBox::Discard, &asked);
        m_window->documentActions()->newWorkspace();
        QCOMPARE(asked, 3);
        QCOMPARE(m_window->document()->world().entityCount(), std::size_t{0});
        QCOMPARE(m_window->document()->world().header().accounts.size(), std::size_t{1});
        QVERIFY(m_window->close());
    }

    void droppedFileOpens()
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(QStringLiteral(SAMPLES "/two-keys.rolewright"))});
        QSignalSpy opened(m_window->documentActions(), &DocumentActions::opened);
        QDropEvent drop(QPointF(200, 200), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window->windowHandle(), &drop);
        QVERIFY(drop.isAccepted());
        QVERIFY(opened.wait());
        QVERIFY(m_window->document()->filePath().endsWith(QStringLiteral("two-keys.rolewright")));
    }

    void paletteGoesToAnEntityByKeyboard()
    {
        openSample();
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        auto *palette = m_window->findChild<CommandPalette *>();
        auto *edit = palette->findChild<QLineEdit *>(QStringLiteral("paletteEdit"));
        QTRY_VERIFY(palette->isVisible());
        QTest::keyClicks(edit, QStringLiteral("parkacc"));
        QCOMPARE(palette->findChild<QListView *>()->currentIndex().data().toString(), QStringLiteral("ParkingAccess"));
        QTest::keyClick(edit, Qt::Key_Return);
        QVERIFY(!palette->isVisible());
        const EntityPtr shown = m_window->document()->world().find(m_window->workbench()->pages()->currentEntity());
        QVERIFY(shown);
        QCOMPARE(QString::fromStdString(shown->name()), QStringLiteral("ParkingAccess"));
    }

    void paletteAsksAndTheKeysGoOn()
    {
        openSample();
        for (const char *name : {"principal", "action", "resource"})
            m_window->findChild<QLineEdit *>(QString::fromLatin1(name))->clear();
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        auto *palette = m_window->findChild<CommandPalette *>();
        auto *edit = palette->findChild<QLineEdit *>(QStringLiteral("paletteEdit"));
        QTRY_VERIFY(palette->isVisible());
        QTest::keyClicks(edit, QStringLiteral("parkacc"));
        QTest::keyClick(edit, Qt::Key_Return, Qt::ControlModifier);
        auto *action = m_window->findChild<QLineEdit *>(QStringLiteral("action"));
        QTRY_VERIFY(action->hasFocus());
        QVERIFY(m_window->findChild<QLineEdit *>(QStringLiteral("principal"))->text().endsWith(QStringLiteral("role/ParkingAccess")));
        QTest::keyClicks(action, QStringLiteral("s3:l"));
        QCOMPARE(action->text(), QStringLiteral("s3:l"));
    }

    void paletteFindsAmongThousands()
    {
        std::vector<PaletteEntry> entries;
        for (int number = 0; number < 10000; ++number) {
            PaletteEntry entry;
            entry.kind = PaletteEntry::Kind::Entity;
            entry.text = QStringLiteral("service-role-%1").arg(number);
            entry.key = entry.text;
            entries.push_back(entry);
        }
        PaletteModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setEntries(std::move(entries));
        QCOMPARE(model.rowCount(), static_cast<int>(PaletteModel::maximumShown));
        model.setQuery(QStringLiteral("role 7341"));
        QCOMPARE(model.index(0).data().toString(), QStringLiteral("service-role-7341"));
        QCOMPARE(model.rowCount(), 1);
        model.setQuery(QStringLiteral("nothing like it"));
        QCOMPARE(model.rowCount(), 0);
    }

    void fuzzyRanks()
    {
        const auto score = [](const char *query, const char *text) {
            return fuzzyScore(QString::fromLatin1(query), QString::fromLatin1(text));
        };
        QVERIFY(score("park", "parkingaccess") > score("park", "carpark"));
        QVERIFY(score("access", "parking-access") > score("access", "parkingaccess"));
        QVERIFY(score("pa", "parking-access") > 0);
        QVERIFY(score("pka", "parking-access") > 0);
        QCOMPARE(score("xyz", "parking-access"), 0);
        QCOMPARE(score("aap", "pa"), 0);
    }

    void themeSwitchesLive()
    {
        ThemeSetting setting;
        setting.setChoice(ThemeSetting::Choice::Light);
        const QImage light = theme::entityIcon(EntityKind::User).pixmap(16, 16).toImage();
        const QIcon held = theme::entityIcon(EntityKind::User);
        setting.toggle();
        QCOMPARE(theme::scheme(), theme::Scheme::Dark);
        QVERIFY(held.pixmap(16, 16).toImage() != light);
        QCOMPARE(ThemeSetting().choice(), ThemeSetting::Choice::Dark);
        setting.setChoice(ThemeSetting::Choice::Light);
    }

    void importReportListsRemarks()
    {
        RemarkModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRemarks({{Severity::Warning, "policyNotInExport", {"arn:aws:iam::111122223333:policy/gone"}, "a.json",
                              "arn:aws:iam::111122223333:user/u", {3, 7}},
            {Severity::Error, "jsonSyntax", {}, "b.json", {}, {1, 1}}});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, RemarkModel::Where).data().toString(), QStringLiteral("b.json:1:1"));
        QCOMPARE(model.index(1, RemarkModel::Where).data().toString(), QStringLiteral("a.json:3:7"));
        QCOMPARE(model.index(1, RemarkModel::About).data().toString(), QStringLiteral("arn:aws:iam::111122223333:user/u"));
    }

    void lookingAroundKeepsOneTab()
    {
        openSample();
        PageArea *pages = m_window->workbench()->pages();
        WorldTree *tree = m_window->workbench()->tree();
        const World &world = m_window->document()->world();
        const std::string account = world.header().accounts.front().id;
        const std::vector<EntityPtr> &users = world.entities(account, EntityKind::User);
        QVERIFY(users.size() >= 2);
        const EntityId first = pages->currentEntity();
        auto *view = tree->findChild<QTreeView *>(QStringLiteral("worldView"));
        const auto lookAt = [view](EntityId id) {
            view->setCurrentIndex(qobject_cast<WorldTreeModel *>(view->model())->indexOf(id));
        };
        lookAt(users[0]->id);
        lookAt(users[1]->id);
        QVERIFY(pages->currentEntity() == users[1]->id);
        QVERIFY(!pages->isOpen(users[0]->id));
        QVERIFY(pages->isOpen(first));
        // Opened on purpose it stays.
        emit tree->opened(users[1]->id);
        lookAt(users[0]->id);
        QVERIFY(pages->isOpen(users[1]->id));
    }

    /// The page of what was only looked at goes with it, and takes no other's place in "reopen closed".
    void whatIsLookedAtCanBeDeleted()
    {
        openSample();
        PageArea *pages = m_window->workbench()->pages();
        WorldTree *tree = m_window->workbench()->tree();
        auto *view = tree->findChild<QTreeView *>();
        auto *model = qobject_cast<WorldTreeModel *>(view->model());
        const World opened = m_window->document()->world();
        pages->closeAll();
        const EntityId id = opened.findByArn("arn:aws:iam::111122223333:role/app-instance")->id;
        click(view, model->indexOf(id));
        QCOMPARE(pages->currentEntity(), id);
        QTest::keyClick(view, Qt::Key_Delete);
        QVERIFY(!m_window->document()->world().find(id));
        QVERIFY(!pages->isOpen(id));
        QCOMPARE(tree->currentEntity(), pages->currentEntity());

        // Made and taken back at once.
        for (const treeedits::New kind : {treeedits::New::User, treeedits::New::Role}) {
            tree->create(kind);
            const EntityId made = tree->currentEntity();
            QCOMPARE(pages->currentEntity(), made);
            m_window->document()->undoStack()->undo();
            QVERIFY(!m_window->document()->world().find(made));
            QVERIFY(!pages->isOpen(made));
        }
    }

    void undoneDeletionIsSelectedAgain()
    {
        openSample();
        PageArea *pages = m_window->workbench()->pages();
        WorldTree *tree = m_window->workbench()->tree();
        auto *view = tree->findChild<QTreeView *>();
        auto *model = qobject_cast<WorldTreeModel *>(view->model());
        const EntityId id = m_window->document()->world().findByArn("arn:aws:iam::111122223333:role/app-instance")->id;
        click(view, model->indexOf(id));
        QTest::keyClick(view, Qt::Key_Delete);
        QVERIFY(!m_window->document()->world().find(id));
        m_window->document()->undoStack()->undo();
        QTRY_COMPARE(tree->currentEntity(), id);
        QCOMPARE(pages->currentEntity(), id);
    }

    /// Of tabs, bar and rows at the bottom at least three rows.
    void smallScreenShowsRowsAtTheBottom()
    {
        openSample();
        m_window->resize(1280, 800);
        m_window->workbench()->showWhoCan();
        QTRY_VERIFY(m_window->isIdle());
        auto *table = m_window->findChild<QTreeView *>(QStringLiteral("whoCanTable"));
        QTRY_VERIFY(table->isVisible());
        const int row = table->sizeHintForRow(0);
        QVERIFY2(table->viewport()->height() >= 3 * row, qPrintable(QStringLiteral("%1 of %2").arg(table->viewport()->height()).arg(3 * row)));
    }

    void deletingForgetsNoClosedTab()
    {
        openSample();
        PageArea *pages = m_window->workbench()->pages();
        WorldTree *tree = m_window->workbench()->tree();
        auto *view = tree->findChild<QTreeView *>();
        auto *model = qobject_cast<WorldTreeModel *>(view->model());
        const EntityId kept = pages->currentEntity();
        tree->create(treeedits::New::User);
        const EntityId gone = tree->currentEntity();
        QVERIFY(gone != kept);
        m_window->workbench()->openEntity(kept);
        pages->closeCurrent();
        click(view, model->indexOf(gone));
        QTest::keyClick(view, Qt::Key_Delete);
        QVERIFY(!pages->isOpen(kept));
        pages->reopenClosed();
        QCOMPARE(pages->currentEntity(), kept);
    }

    /// The same button stays at the same place whatever was done last.
    void toolBarStandsStill()
    {
        openSample();
        QToolButton *user = nullptr;
        for (QToolButton *button : m_window->findChildren<QToolButton *>()) {
            if (button->defaultAction() == m_window->workbench()->tree()->actions()->createUser)
                user = button;
        }
        QVERIFY(user);
        QCoreApplication::processEvents();
        const QPoint before = user->mapTo(m_window.get(), QPoint());
        m_window->workbench()->tree()->create(treeedits::New::User);
        QTest::qWait(50);
        QCOMPARE(user->mapTo(m_window.get(), QPoint()), before);
        QVERIFY(m_window->document()->undoStack()->canUndo());
    }

    void paletteSaysThatNothingFits()
    {
        m_window->openPalette();
        auto *edit = m_window->findChild<QLineEdit *>(QStringLiteral("paletteEdit"));
        auto *nothing = m_window->findChild<QLabel *>(QStringLiteral("paletteNothing"));
        QVERIFY(!nothing->isVisible());
        QTest::keyClicks(edit, QStringLiteral("zzzz"));
        QVERIFY(nothing->isVisible());
        QVERIFY(nothing->text().contains(QStringLiteral("zzzz")));
        edit->clear();
        QVERIFY(!nothing->isVisible());
    }

    void smallWindowKeepsItsParts()
    {
        openSample();
        m_window->resize(1500, 900);
        QTest::qWait(50);
        m_window->resize(1100, 700);
        QTest::qWait(50);
        auto *search = m_window->findChild<QToolButton *>(QStringLiteral("paletteButton"));
        QVERIFY2(search->width() >= search->sizeHint().width(), qPrintable(QStringLiteral("%1 of %2").arg(search->width()).arg(search->sizeHint().width())));
        QVERIFY(search->geometry().right() < m_window->width());
        // Some lines of a policy can be read.
        PageArea *pages = m_window->workbench()->pages();
        CodeEditor *shown = nullptr;
        for (CodeEditor *editor : pages->findChildren<CodeEditor *>()) {
            if (editor->isVisible())
                shown = editor;
        }
        QVERIFY(shown);
        QVERIFY2(shown->height() >= 5 * shown->textHeight(0), qPrintable(QString::number(shown->height())));
        // As narrow as it gets, the button is its icon, whole.
        m_window->resize(800, 600);
        QTest::qWait(50);
        QVERIFY(search->text().isEmpty());
        QVERIFY2(search->sizeHint().width() < 80, qPrintable(QString::number(search->sizeHint().width())));
        // Where even that has no place (wide fonts), it is in the tool bar's menu of what is left over.
        QVERIFY(!search->isVisible() || search->geometry().right() < m_window->width());
    }

    void accountIdAsTheConsoleWritesIt()
    {
        openSample();
        AccountDialog dialog(m_window->document(), m_window.get());
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        const QList<QLineEdit *> fields = dialog.findChildren<QLineEdit *>();
        QTest::keyClicks(fields.first(), QStringLiteral("5555-6666-7777"));
        QCOMPARE(fields.first()->text(), QStringLiteral("5555-6666-7777"));
        dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok)->click();
        QVERIFY(m_window->document()->world().account("555566667777"));
    }

    void exportsAreRecentToo()
    {
        const QString path = m_directory.filePath(QStringLiteral("export.json"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"UserDetailList\":[{\"UserName\":\"a\",\"Arn\":\"arn:aws:iam::111122223333:user/a\"}],\"GroupDetailList\":[],\"RoleDetailList\":[],\"Policies\":[]}");
        file.close();
        QSignalSpy opened(m_window->documentActions(), &DocumentActions::opened);
        m_window->documentActions()->openFiles({path});
        QVERIFY(opened.wait());
        QVERIFY(m_window->findChild<RecentFiles *>()->paths().contains(path));
    }

    /// Asked for without a display, as in a terminal.
    void helpNeedsNoDisplay()
    {
        QProcess program;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
            environment.remove(QString::fromLatin1(name));
        program.setProcessEnvironment(environment);
        for (const char *option : {"--help", "--version"}) {
            program.start(QStringLiteral(DESKTOP), {QString::fromLatin1(option)});
            QVERIFY(program.waitForFinished(30000));
            QCOMPARE(program.exitStatus(), QProcess::NormalExit);
            QCOMPARE(program.exitCode(), 0);
            QVERIFY(program.readAllStandardOutput().contains("rolewright"));
        }
    }

    void startPageLeadsBack()
    {
        openSample();
        m_window->workbench()->tree()->create(treeedits::New::User);
        m_window->showStartPage();
        QVERIFY(!m_window->isWorkspaceShown());
        QVERIFY(m_window->document()->isModified());
        QTest::keyClick(m_window.get(), Qt::Key_Escape);
        QTRY_VERIFY(m_window->isWorkspaceShown());
    }

    void screenshotOfTheProgram()
    {
        if (!QFileInfo::exists(QStringLiteral(DESKTOP)))
            QSKIP("the program isn't built");
        const QString path = m_directory.filePath(QStringLiteral("shot.png"));
        QProcess program;
        program.start(QStringLiteral(DESKTOP),
            {QStringLiteral("--screenshot"), path, QStringLiteral("--size"), QStringLiteral("1280x800"), QStringLiteral("--theme"),
                QStringLiteral("dark"), QStringLiteral(SAMPLES "/delegation.rolewright")});
        QVERIFY(program.waitForFinished(60000));
        QCOMPARE(program.exitCode(), 0);
        const QImage picture(path);
        QCOMPARE(picture.size(), QSize(1280, 800));
        QVERIFY(picture.pixelColor(640, 400).lightness() < 128);

        program.start(QStringLiteral(DESKTOP), {QStringLiteral("--size"), QStringLiteral("big")});
        QVERIFY(program.waitForFinished(60000));
        QCOMPARE(program.exitCode(), 2);
        QVERIFY(program.readAllStandardError().contains("big"));
    }

    void statsTellWhenTheWindowCanBeUsed()
    {
        QProcess program;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char *name : {"XDG_CONFIG_HOME", "XDG_DATA_HOME"})
            environment.insert(QString::fromLatin1(name), m_directory.path());
        program.setProcessEnvironment(environment);
        program.setReadChannel(QProcess::StandardError); // which is waited for
        program.start(QStringLiteral(DESKTOP), {QStringLiteral("--stats"), QStringLiteral(SAMPLES "/delegation.rolewright")});
        QByteArray said;
        while (!said.contains('}') && program.state() != QProcess::NotRunning) {
            program.waitForReadyRead(60000);
            said += program.readAllStandardError();
        }
        program.kill();
        program.waitForFinished();
        const qsizetype begin = said.indexOf('{');
        QVERIFY2(begin >= 0, said.constData());
        const QJsonObject stats = QJsonDocument::fromJson(said.mid(begin, said.indexOf('}') + 1 - begin)).object();
        for (const char *name : {"usableSeconds", "processorSeconds", "peakBytes"})
            QVERIFY2(stats.value(QString::fromLatin1(name)).toDouble() > 0, name);
    }

    void arguments_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<bool>("usable");
        const auto split = [](const char *text) { return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts); };
        QTest::newRow("none") << QStringList() << true;
        QTest::newRow("files") << split("a.json b.json") << true;
        QTest::newRow("all") << split("--screenshot x.png --size 1280x800 --theme dark --select arn --ask p a r f") << true;
        QTest::newRow("size of words") << split("--size big") << false;
        QTest::newRow("size too large") << split("--size 99999x99999") << false;
        QTest::newRow("theme") << split("--theme blue") << false;
        QTest::newRow("ask incomplete") << split("--ask p a") << false;
        QTest::newRow("unknown") << split("--fast") << false;
        QTest::newRow("stats") << split("--stats f") << true;
        QTest::newRow("missing value") << split("--screenshot") << false;
    }

    void arguments()
    {
        QFETCH(QStringList, arguments);
        QFETCH(bool, usable);
        QCOMPARE(parseArguments(arguments).error.isEmpty(), usable);
    }

    void argumentValues()
    {
        const LaunchOptions options = parseArguments({QStringLiteral("--size"), QStringLiteral("1280x800"), QStringLiteral("--theme"),
            QStringLiteral("dark"), QStringLiteral("--ask"), QStringLiteral("p"), QStringLiteral("a"), QStringLiteral("r"),
            QStringLiteral("--"), QStringLiteral("--odd.json")});
        QCOMPARE(options.size, QSize(1280, 800));
        QVERIFY(options.scheme == theme::Scheme::Dark);
        QCOMPARE(options.ask, (QStringList{QStringLiteral("p"), QStringLiteral("a"), QStringLiteral("r")}));
        QCOMPARE(options.files, QStringList{QStringLiteral("--odd.json")});
    }

private:
    static void click(QTreeView *view, const QModelIndex &index)
    {
        view->scrollTo(index);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(index).center());
    }

    /// Without the page of its notes.
    void openSample()
    {
        openLesson();
        m_window->workbench()->pages()->closeCurrent();
        QVERIFY(m_window->workbench()->pages()->currentEntity());
    }

    void openLesson()
    {
        QSignalSpy opened(m_window->documentActions(), &DocumentActions::opened);
        auto *card = m_window->findChild<QPushButton *>(QStringLiteral("sample delegation"));
        QVERIFY(card);
        QTest::mouseClick(card, Qt::LeftButton);
        QCOMPARE(opened.count(), 1);
        QVERIFY(m_window->isWorkspaceShown());
        QTRY_VERIFY(m_window->workbench()->pages()->findChild<QTextBrowser *>(QStringLiteral("notesReader")));
    }

    QTemporaryDir m_directory;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(tst_MainWindow)
#include "tst_mainwindow.moc"
