// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow.h"

#include "document/journal.h"
#include "document/turns.h"
#include "documentactions.h"
#include "importreport.h"
#include "launchoptions.h"
#include "messagebar.h"
#include "pages/pagearea.h"
#include "paletteactions.h"
#include "recentfiles.h"
#include "samples.h"
#include "simulator/simulatorpanel.h"
#include "startpage.h"
#include "statusline.h"
#include "theme/theme.h"
#include "themesetting.h"
#include "tree/worldtree.h"
#include "toast.h"
#include "undoactions.h"
#include "workbench.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QDir>
#include <QFileInfo>
#include <QFileSystemWatcher>
#include <QLabel>
#include <QMenuBar>
#include <QMimeData>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>
#include <QWindow>

#include <iterator>
#include <utility>

namespace rolewright {

namespace {

constexpr int settleMilliseconds = 300;

QStringList droppedFiles(const QMimeData *data)
{
    QStringList paths;
    for (const QUrl &url : data->urls()) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    return paths;
}

} // namespace

MainWindow::MainWindow(Memory memory, QWidget *parent)
    : QMainWindow(parent)
    , m_memory(memory)
    , m_document(new WorkspaceDocument(this))
    , m_recent(new RecentFiles(memory == Memory::Kept, this))
    , m_theme(new ThemeSetting(this))
    , m_documentActions(new DocumentActions(m_document, m_recent, this))
    , m_undoActions(new UndoActions(m_document->undoStack(), this))
    // Each is made where it stays: with a style sheet, moving a widget to another parent styles all that is in it anew.
    , m_stack(new QStackedWidget(new QWidget(this)))
    , m_workbench(new Workbench(m_document, memory == Memory::Kept, m_stack))
    , m_startPage(new StartPage(m_documentActions, m_recent, m_stack))
    , m_messageBar(new MessageBar(m_stack->parentWidget()))
    , m_statusLine(new StatusLine(m_document, m_theme, this))
    , m_palette(new PaletteActions(m_document, m_workbench, menuBar(), this))
    , m_report(new ImportReportDialog(this))
    , m_title(new QLabel)
    , m_watcher(new QFileSystemWatcher(this))
    , m_showReport(new QAction(theme::icon(QStringLiteral("list")), tr("Import re&port"), this))
{
    setWindowIcon(theme::icon(QStringLiteral("application")));
    setContextMenuPolicy(Qt::NoContextMenu);
    m_stack->addWidget(m_startPage);
    m_stack->addWidget(m_workbench);
    QWidget *centre = m_stack->parentWidget();
    auto *layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_messageBar);
    layout->addWidget(m_stack, 1);
    setCentralWidget(centre);
    m_toast = new Toast(centre);
    setStatusBar(m_statusLine);
    buildMenus();
    buildToolBar();
    connectParts();

    const QSize room = screen() ? screen()->availableSize() : QSize(1600, 1000);
    resize(qMin(1600, room.width()), qMin(1000, room.height()));
    if (m_memory == Memory::Kept) {
        // Where the window and its frame wouldn't fit, it fills the screen.
        if (!restoreGeometry(QSettings().value(QStringLiteral("layout/window")).toByteArray())
            && (room.width() < 1640 || room.height() < 1060))
            setWindowState(Qt::WindowMaximized);
        m_journal = new Journal(m_document, this);
        connect(m_journal, &Journal::failed, this, [this](const QString &error) {
            m_messageBar->showError(tr("Unsaved changes can't be kept for recovery: %1").arg(error), {}, MessageBar::Stay::UntilSaved);
        });
        connect(m_journal, &Journal::restored, this, [this](const RecoveryEntry &, const ImportResult &result) {
            const QList<RecoveryEntry> left = Journal::abandoned();
            m_startPage->setRecoveries(left);
            // Whoever restores has seen the others on the start page.
            m_unsavedWork.clear();
            if (result.world)
                onOpened();
            if (const QString error = firstError(result.report); !error.isEmpty())
                m_messageBar->showError(error);
        });
        lookForUnsavedWork();
    }
    showStartPage();
}

MainWindow::~MainWindow() = default;

void MainWindow::connectParts()
{
    connect(m_documentActions, &DocumentActions::aboutToOpen, this, [this] { m_workbench->saveViews(m_viewsOf); });
    connect(m_documentActions, &DocumentActions::opened, this, &MainWindow::onOpened);
    connect(m_documentActions, &DocumentActions::imported, this, &MainWindow::onImported);
    connect(m_documentActions, &DocumentActions::failed, this,
        [this](const QString &error) { m_messageBar->showError(error, {}, MessageBar::Stay::UntilSaved); });
    connect(m_documentActions, &DocumentActions::saved, m_statusLine, &StatusLine::noteSaved);
    connect(m_documentActions, &DocumentActions::saved, m_messageBar, &MessageBar::noteSaved);
    connect(m_document->undoStack(), &QUndoStack::indexChanged, m_messageBar, &MessageBar::noteEdited);
    // Its Undo would take back something else now.
    connect(m_document->undoStack(), &QUndoStack::indexChanged, m_toast, &Toast::dropAction);
    connect(m_documentActions, &DocumentActions::busyChanged, m_statusLine, &StatusLine::setBusy);
    connect(m_documentActions, &DocumentActions::progress, m_statusLine, &StatusLine::setProgress);
    connect(m_statusLine, &StatusLine::cancelRequested, m_documentActions, &DocumentActions::cancelImport);
    connect(m_document, &WorkspaceDocument::fileChanged, this, &MainWindow::updateTitle);
    connect(m_document, &WorkspaceDocument::fileChanged, this, &MainWindow::watchFile);
    connect(m_watcher, &QFileSystemWatcher::fileChanged, this, [this] {
        // Most programs write another file and put it in place of the old one: some time passes until it stands.
        QTimer::singleShot(settleMilliseconds, this, [this] {
            watchFile();
            noticeChangedFile();
        });
    });
    connect(m_document, &WorkspaceDocument::changed, this, &MainWindow::updateTitle);
    connect(m_workbench, &Workbench::answered, m_statusLine, &StatusLine::setAnswerTime);
    connect(m_workbench, &Workbench::cursorMoved, m_statusLine, &StatusLine::setCursor);
    connect(m_workbench, &Workbench::pageChanged, m_statusLine, &StatusLine::clearCursor);
    connect(m_workbench, &Workbench::message, this, &MainWindow::tell);
    connect(m_palette, &PaletteActions::done, this, [this](const QString &what) { tell(what, true); });
    connect(m_palette, &PaletteActions::refused, this, [this](const QString &why) { m_messageBar->showError(why); });
    connect(m_workbench, &Workbench::attachRequested, m_palette, &PaletteActions::pickPolicyFor);
    connect(m_workbench, &Workbench::nodeAttachRequested, m_palette, &PaletteActions::pickControlPolicyFor);
    connect(m_workbench, &Workbench::groupRequested, m_palette, &PaletteActions::pickGroupFor);
    connect(m_startPage, &StartPage::sampleChosen, m_documentActions, &DocumentActions::openSample);
    connect(m_startPage, &StartPage::backRequested, this, &MainWindow::showWorkspace);
    connect(m_startPage, &StartPage::recoveryChosen, this, [this](const RecoveryEntry &entry) {
        m_documentActions->guarded([this, entry] { m_journal->restore(entry); });
    });
    connect(m_startPage, &StartPage::recoveryDiscarded, this, [this](const RecoveryEntry &entry) {
        Journal::discard(entry);
        m_startPage->setRecoveries(Journal::abandoned());
    });
}

void MainWindow::tell(const QString &text, bool undoable)
{
    m_toast->tell(text, undoable ? MessageAction{tr("Undo"), [this] { m_document->undoStack()->undo(); }} : MessageAction());
}

bool MainWindow::isWorkspaceShown() const
{
    return m_stack->currentWidget() == m_workbench;
}

bool MainWindow::isIdle() const
{
    return !m_documentActions->isBusy() && !m_isOpening && (!isWorkspaceShown() || m_workbench->isIdle());
}

void MainWindow::launch(const LaunchOptions &options)
{
    m_launch = std::make_unique<LaunchOptions>(options);
    if (!options.files.isEmpty())
        m_documentActions->openFiles(options.files);
}

void MainWindow::showStartPage()
{
    m_startPage->setOpenWorkspace(m_document->world().header().accounts.empty() ? QString() : m_document->displayName());
    m_stack->setCurrentWidget(m_startPage);
    m_startPage->setFocus();
    m_statusLine->setOpen(!m_document->world().header().accounts.empty());
    updateEnabled();
    updateTitle();
}

void MainWindow::showWorkspace()
{
    m_stack->setCurrentWidget(m_workbench);
    m_workbench->tree()->focusView();
    m_statusLine->setOpen(true);
    updateEnabled();
    updateTitle();
}

void MainWindow::onOpened()
{
    m_messageBar->clear();
    // Who doesn't come by the start page hears of it here.
    if (const QString name = std::exchange(m_unsavedWork, {}); !name.isEmpty() && m_launch)
        m_messageBar->showWarning(tr("An earlier run ended with unsaved work: “%1”").arg(name), {tr("Show it"), [this] { showStartPage(); }});
    m_showReport->setEnabled(false);
    m_toldStamp = {};
    noticeChangedFile();
    // In several turns of the event loop, so that keys are heard in between; nothing is painted before the first page is there.
    m_isOpening = true;
    m_workbench->setUpdatesEnabled(false);
    showWorkspace();
    // What was open before is no part of this one.
    m_viewsOf.clear();
    inTurn(this, [this] {
        showOpened();
        inTurn(this, [this] { m_workbench->paintInTurns([this] { m_isOpening = false; }); });
    });
}

void MainWindow::showOpened()
{
    m_viewsOf = m_document->filePath();
    // Somebody may have been quicker.
    const EntityId chosen = m_workbench->pages()->currentEntity();
    if (!m_workbench->restoreViews(m_viewsOf))
        m_workbench->showFirst();
    m_workbench->openEntity(chosen);
    if (!m_launch)
        return;
    const std::unique_ptr<LaunchOptions> todo = std::move(m_launch);
    if (!todo->select.isEmpty()) {
        if (const EntityPtr entity = m_document->world().findByArn(todo->select.toStdString()))
            m_workbench->openEntity(entity->id);
        else
            m_messageBar->showError(tr("Nothing here has the ARN %1").arg(todo->select));
    }
    if (todo->ask.size() == 3)
        m_workbench->ask(todo->ask[0], todo->ask[1], todo->ask[2]);
}

void MainWindow::onImported(const ImportReport &report, const QString &name, const QString &error)
{
    m_report->setReport(report, name);
    const bool odd = !report.remarks.empty();
    m_showReport->setEnabled(odd);
    const MessageAction details = odd ? MessageAction{tr("Show the report"), [this] { m_report->show(); }} : MessageAction();
    if (!error.isEmpty())
        m_messageBar->showError(error, report.remarks.size() > 1 ? details : MessageAction());
    else if (odd)
        m_messageBar->showWarning(tr("%1: %n remark(s) on what was read", nullptr, static_cast<int>(report.remarks.size())).arg(name), details);
}

void MainWindow::watchFile()
{
    const QString path = m_document->filePath();
    QStringList watched = m_watcher->files();
    if (watched.removeAll(path) > 0 && watched.isEmpty())
        return;
    if (!watched.isEmpty())
        m_watcher->removePaths(watched);
    if (!path.isEmpty() && QFileInfo::exists(path))
        m_watcher->addPath(path);
}

/// Another program may have written the file while the window was behind others.
void MainWindow::noticeChangedFile()
{
    const FileStamp now = FileStamp::of(m_document->filePath());
    if (!m_document->isChangedOnDisk() || now == m_toldStamp)
        return;
    m_toldStamp = now;
    m_messageBar->showWarning(tr("“%1” was changed by another program.").arg(m_document->displayName()),
        {tr("Open it again"), [this] { m_documentActions->reopen(); }});
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    if (m_search)
        fitSearch();
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isActiveWindow())
        noticeChangedFile();
}

void MainWindow::updateTitle()
{
    QString title;
    if (isWorkspaceShown()) {
        const int accounts = static_cast<int>(m_document->world().header().accounts.size());
        title = tr("%1 — %2").arg(m_document->displayName(), tr("%n account(s)", nullptr, accounts));
        if (m_document->isModified())
            title += tr(" · edited");
    }
    m_title->setText(title);
    setWindowTitle(title.isEmpty() ? tr("Rolewright") : tr("%1 · Rolewright").arg(title));
}

void MainWindow::updateEnabled()
{
    for (QAction *action : m_needWorkspace)
        action->setEnabled(isWorkspaceShown());
}

void MainWindow::openPalette()
{
    m_palette->open(isWorkspaceShown());
}

void MainWindow::lookForUnsavedWork()
{
    const QList<RecoveryEntry> entries = Journal::abandoned();
    m_startPage->setRecoveries(entries);
    if (!entries.isEmpty())
        m_unsavedWork = entries.first().displayName;
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_closing && m_document->isModified()) {
        event->ignore();
        m_documentActions->guarded([this] {
            m_closing = true;
            QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
        });
        return;
    }
    saveSettings();
    m_report->close();
    QMainWindow::closeEvent(event);
}

void MainWindow::saveSettings()
{
    if (m_memory == Memory::None)
        return;
    QSettings().setValue(QStringLiteral("layout/window"), saveGeometry());
    m_workbench->saveLayout();
    m_workbench->saveViews(m_viewsOf);
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    if (event->spontaneous())
        return;
    // Before any editor sees the drop and takes the file's name for text.
    if (windowHandle())
        windowHandle()->installEventFilter(this);
}

bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    const bool drag = event->type() == QEvent::DragEnter || event->type() == QEvent::DragMove || event->type() == QEvent::Drop;
    if (!drag || watched != windowHandle())
        return QMainWindow::eventFilter(watched, event);
    auto *drop = static_cast<QDropEvent *>(event);
    const QStringList paths = droppedFiles(drop->mimeData());
    if (paths.isEmpty())
        return QMainWindow::eventFilter(watched, event);
    drop->setDropAction(Qt::CopyAction);
    drop->accept();
    if (event->type() == QEvent::Drop)
        QMetaObject::invokeMethod(this, [this, paths] { m_documentActions->openFiles(paths); }, Qt::QueuedConnection);
    return true;
}

} // namespace rolewright
