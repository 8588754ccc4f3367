// SPDX-License-Identifier: GPL-3.0-or-later
// What the window tells, and what it asks before something would be lost.
#include "document/recovery.h"
#include "documentactions.h"
#include "launchoptions.h"
#include "mainwindow.h"
#include "messagebar.h"
#include "samples.h"
#include "statusline.h"
#include "theme/theme.h"
#include "toast.h"
#include "tree/treeactions.h"
#include "tree/worldtree.h"
#include "workbench.h"

#include <QAction>
#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace rolewright;

namespace {

/// Clicks the button with that text in the question that comes.
void answerWith(const QString &button, int *asked)
{
    QTimer::singleShot(0, qApp, [button, asked] {
        auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
        if (!box)
            return;
        ++*asked;
        for (QAbstractButton *each : box->buttons()) {
            if (each->text().remove(u'&') == button)
                return each->click();
        }
        box->reject();
    });
}

} // namespace

class tst_Messages : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("Rolewright test"));
        QStandardPaths::setTestModeEnabled(true);
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_directory.path());
        theme::apply(*qApp, theme::Scheme::Light);
    }

    void init() { m_window = std::make_unique<MainWindow>(MainWindow::Memory::None); }
    void cleanup() { m_window.reset(); }

    /// Its Undo takes back what it tells of and nothing else.
    void toastGoesWithItsEdit()
    {
        openSample();
        WorldTree *tree = m_window->workbench()->tree();
        tree->create(treeedits::New::User);
        const EntityId kept = tree->currentEntity();
        tree->create(treeedits::New::Role);
        tree->actions()->remove->trigger();
        QCOMPARE(m_window->toast()->text(), QStringLiteral("Deleted “new-role”"));
        m_window->document()->undoStack()->undo();
        QVERIFY(m_window->toast()->text().isEmpty());

        tree->actions()->remove->trigger();
        const int before = m_window->document()->undoStack()->index();
        m_window->toast()->findChild<QPushButton *>(QStringLiteral("toastAction"))->click();
        QCOMPARE(m_window->document()->undoStack()->index(), before - 1);
        QVERIFY(m_window->document()->world().find(kept));
        QVERIFY(m_window->toast()->text().isEmpty());
    }

    void deletedScpSaysWhereItWas()
    {
        openSample(QStringLiteral("Guard rails"));
        WorldTree *tree = m_window->workbench()->tree();
        for (const EntityPtr &policy : m_window->document()->world().organizationPolicies()) {
            if (policy->name() == "region-lock")
                tree->select(policy->id);
        }
        tree->actions()->remove->trigger();
        QCOMPARE(m_window->toast()->text(), QStringLiteral("Deleted “region-lock”, which was attached to Root"));
    }

    void errorsLeaveWhenTheyAreOld()
    {
        openSample();
        MessageBar *bar = m_window->messageBar();
        m_window->documentActions()->openFiles({m_directory.filePath(QStringLiteral("nowhere.json"))});
        QTRY_VERIFY(bar->text().contains(QStringLiteral("nowhere.json")));
        m_window->workbench()->tree()->create(treeedits::New::User);
        QVERIFY(bar->text().isEmpty());

        // An unsaved file stays unsaved however much is typed.
        QVERIFY(m_window->document()->startSave(m_directory.filePath(QStringLiteral("no/such/directory/x.rolewright"))));
        QTRY_VERIFY(bar->text().contains(QStringLiteral("couldn't be saved")));
        m_window->workbench()->tree()->create(treeedits::New::User);
        QVERIFY(bar->text().contains(QStringLiteral("couldn't be saved")));
        QVERIFY(m_window->document()->startSave(m_directory.filePath(QStringLiteral("saved.rolewright"))));
        QTRY_VERIFY(bar->text().isEmpty());
    }

    void olderMessageComesBack()
    {
        MessageBar bar;
        bar.showWarning(QStringLiteral("first"));
        int run = 0;
        bar.showWarning(QStringLiteral("second"), {QStringLiteral("Do it"), [&run] { ++run; }});
        QCOMPARE(bar.text(), QStringLiteral("second"));
        bar.findChild<QPushButton *>(QStringLiteral("messageAction"))->click();
        QCOMPARE(run, 1);
        QCOMPARE(bar.text(), QStringLiteral("first"));
    }

    void anothersChangeIsNotOverwritten()
    {
        openSample();
        const QString path = m_directory.filePath(QStringLiteral("shared.rolewright"));
        save(path);
        m_window->workbench()->tree()->create(treeedits::New::User);
        QFile file(path);
        QVERIFY(file.open(QIODevice::Append));
        file.write("\n\n");
        file.close();
        QVERIFY(m_window->document()->isChangedOnDisk());
        const FileStamp theirs = FileStamp::of(path);

        int asked = 0;
        answerWith(QStringLiteral("Cancel"), &asked);
        m_window->documentActions()->save->trigger();
        QCOMPARE(asked, 1);
        QVERIFY(!m_window->documentActions()->isBusy());
        QCOMPARE(FileStamp::of(path), theirs);
        QVERIFY(m_window->document()->isModified());

        QSignalSpy saved(m_window->documentActions(), &DocumentActions::saved);
        answerWith(QStringLiteral("Overwrite"), &asked);
        m_window->documentActions()->save->trigger();
        QCOMPARE(asked, 2);
        QVERIFY(saved.count() == 1 || saved.wait());
        QVERIFY(!m_window->document()->isChangedOnDisk());
        m_window->workbench()->tree()->create(treeedits::New::User);
        m_window->documentActions()->save->trigger(); // nobody else wrote: no question
        QVERIFY(saved.wait());
        QCOMPARE(asked, 2);
    }

    void anothersChangeIsToldWhileOpen()
    {
        openSample();
        const QString path = m_directory.filePath(QStringLiteral("watched.rolewright"));
        save(path);
        QCOMPARE(m_window->messageBar()->text(), QString());
        QFile file(path);
        QVERIFY(file.open(QIODevice::Append));
        file.write("\n");
        file.close();
        QTRY_VERIFY(m_window->messageBar()->text().contains(QStringLiteral("changed by another program")));
        // Its own saving isn't another's.
        m_window->messageBar()->clear();
        m_window->workbench()->tree()->create(treeedits::New::User);
        save(path);
        QTest::qWait(500);
        QCOMPARE(m_window->messageBar()->text(), QString());
    }

    void anothersChangeCanBeOpened()
    {
        openSample();
        const QString path = m_directory.filePath(QStringLiteral("again.rolewright"));
        save(path);
        const std::size_t before = m_window->document()->world().entityCount(EntityKind::User);
        // Another window saves it with one user more.
        {
            MainWindow other(MainWindow::Memory::None);
            other.documentActions()->openSample(samples().front());
            QSignalSpy opened(other.documentActions(), &DocumentActions::opened);
            other.documentActions()->openFiles({path});
            QVERIFY(opened.wait());
            other.workbench()->tree()->create(treeedits::New::User);
            QString error;
            QVERIFY(other.document()->save(path, &error));
        }
        int asked = 0;
        m_window->workbench()->tree()->create(treeedits::New::Group);
        answerWith(QStringLiteral("Open it again"), &asked);
        QSignalSpy opened(m_window->documentActions(), &DocumentActions::opened);
        m_window->documentActions()->reopen(); // gives up the group
        QCOMPARE(asked, 1);
        QVERIFY(opened.wait());
        QCOMPARE(m_window->document()->world().entityCount(EntityKind::User), before + 1);
        QVERIFY(!m_window->document()->isModified());
        QVERIFY(!m_window->document()->isChangedOnDisk());
    }

    /// Whoever restores unsaved work needn't hear that there is unsaved work.
    void restoredWorkIsNotToldOf()
    {
        leaveWork();
        restoreWork();
        QCOMPARE(m_window->messageBar()->text(), QString());
        QVERIFY(m_window->document()->isModified());

        // It is open behind the start page, and not saved.
        m_window->showStartPage();
        QStringList status;
        for (const QLabel *label : m_window->findChild<StatusLine *>()->findChildren<QLabel *>())
            status += label->text();
        QVERIFY2(status.join(u'|').contains(QStringLiteral("edited")), qPrintable(status.join(u'|')));
        m_window->document()->undoStack()->setClean();
    }

    /// What couldn't be restored is told, with the file that still holds it.
    void editsThatWerentRestoredAreToldOf()
    {
        const QString path = leaveWork();
        WorldBuilder other;
        other.account("999988887777");
        User zoe;
        zoe.name = "zoe";
        zoe.arn = "arn:aws:iam::999988887777:user/zoe";
        other.add({{}, "999988887777", zoe});
        QVERIFY(recovery::append(path, other.build(), 1 << 30));
        restoreWork();
        const QString text = m_window->messageBar()->text();
        QVERIFY2(text.startsWith(path + QStringLiteral(": the last edits in this file can't be read or don't fit the rest")), qPrintable(text));
        QCOMPARE(m_window->document()->world().entityCount(), samples().front().world.entityCount());
        QVERIFY(m_window->document()->isModified());
        m_window.reset();
        QVERIFY(QFile::remove(path));
    }

private:
    /// The path of the only recovery file that there is.
    QString leaveWork()
    {
        m_window.reset();
        for (const QString &old : QDir(recovery::directory()).entryList(QDir::Files))
            QFile::remove(recovery::directory() + u'/' + old);
        const QString path = recovery::newFilePath();
        if (!recovery::write(path, {{}, {}, QStringLiteral("mine"), {}}, samples().front().world, nullptr))
            qFatal("can't write");
        return path;
    }

    void restoreWork()
    {
        m_window = std::make_unique<MainWindow>(MainWindow::Memory::Kept);
        m_window->launch({});
        QPushButton *restore = nullptr;
        for (QPushButton *button : m_window->findChildren<QPushButton *>()) {
            if (button->text().startsWith(QStringLiteral("Restore")))
                restore = button;
        }
        QVERIFY(restore);
        restore->click();
        QTRY_VERIFY(m_window->isWorkspaceShown());
    }

    void openSample(const QString &name = QStringLiteral("Delegation"))
    {
        for (const Sample &sample : samples()) {
            if (sample.name.startsWith(name))
                m_window->documentActions()->openSample(sample);
        }
        QVERIFY(m_window->isWorkspaceShown());
    }

    void save(const QString &path)
    {
        QSignalSpy saved(m_window->documentActions(), &DocumentActions::saved);
        QVERIFY(m_window->document()->startSave(path));
        QVERIFY(saved.wait());
    }

    QTemporaryDir m_directory;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(tst_Messages)
#include "tst_messages.moc"
