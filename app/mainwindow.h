// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document/workspacedocument.h"
#include "world/import.h"

#include <QMainWindow>

#include <memory>

class QFileSystemWatcher;
class QLabel;
class QStackedWidget;
class QToolButton;

namespace rolewright {

class DocumentActions;
class ImportReportDialog;
class Journal;
class MessageBar;
class PaletteActions;
class RecentFiles;
class StartPage;
class StatusLine;
class ThemeSetting;
class Toast;
class UndoActions;
class Workbench;
struct LaunchOptions;

/// The window: puts the parts together and leads from one to another. What a part does is the part's own.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    enum class Memory { Kept, None };

    /// Memory::None: neither layout nor unsaved work of other runs is read or written (pictures, tests).
    explicit MainWindow(Memory memory = Memory::Kept, QWidget *parent = nullptr);
    ~MainWindow() override;

    WorkspaceDocument *document() { return m_document; }
    DocumentActions *documentActions() const { return m_documentActions; }
    Workbench *workbench() const { return m_workbench; }
    MessageBar *messageBar() const { return m_messageBar; }
    Toast *toast() const { return m_toast; }
    bool isWorkspaceShown() const;
    bool isIdle() const;

    /// Opens the files, then does what the options ask once they are open.
    void launch(const LaunchOptions &options);
    /// What is open stays so behind it.
    void showStartPage();
    void showWorkspace();
    void openPalette();

protected:
    void closeEvent(QCloseEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildMenus();
    QMenu *buildFileMenu();
    QMenu *buildEditMenu();
    QMenu *buildViewMenu();
    QMenu *buildHelpMenu();
    void buildToolBar();
    void fitSearch();
    void connectParts();

    void onOpened();
    void showOpened(); ///< its pages and question
    void onImported(const ImportReport &report, const QString &name, const QString &error);
    void tell(const QString &text, bool undoable);
    void watchFile();
    void noticeChangedFile();
    void updateTitle();
    void updateEnabled();
    void lookForUnsavedWork();
    void showKeyboardHelp();
    void showAbout();
    void saveSettings();

    Memory m_memory;
    WorkspaceDocument *m_document;
    RecentFiles *m_recent;
    ThemeSetting *m_theme;
    DocumentActions *m_documentActions;
    UndoActions *m_undoActions;
    QStackedWidget *m_stack;
    Workbench *m_workbench;
    StartPage *m_startPage;
    MessageBar *m_messageBar;
    Toast *m_toast = nullptr;
    StatusLine *m_statusLine;
    PaletteActions *m_palette;
    ImportReportDialog *m_report;
    QLabel *m_title;
    QToolButton *m_search = nullptr;
    QFileSystemWatcher *m_watcher; ///< of the open workspace's file
    Journal *m_journal = nullptr; ///< none with Memory::None
    QAction *m_showReport;
    QList<QAction *> m_needWorkspace; ///< enabled while one is shown
    bool m_isOpening = false; ///< until a workspace that is there has its first page
    std::unique_ptr<LaunchOptions> m_launch; ///< what is left to do of it
    bool m_closing = false;
    QString m_viewsOf; ///< the file whose tabs are shown
    FileStamp m_toldStamp; ///< of the file on disk that was told to be another program's
    QString m_unsavedWork; ///< of an earlier run, not yet told about
};

} // namespace rolewright
