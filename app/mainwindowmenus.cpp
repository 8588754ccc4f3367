// SPDX-License-Identifier: GPL-3.0-or-later
// The main window's menus, tool bar and the dialogs of its Help menu.
#include "accountdialog.h"
#include "documentactions.h"
#include "edits/organizationedits.h"
#include "document/journal.h"
#include "importreport.h"
#include "launchoptions.h"
#include "mainwindow.h"
#include "messagebar.h"
#include "pages/pagearea.h"
#include "recentfiles.h"
#include "samples.h"
#include "simulator/simulatorpanel.h"
#include "startpage.h"
#include "theme/theme.h"
#include "themesetting.h"
#include "tree/treeactions.h"
#include "tree/worldtree.h"
#include "undoactions.h"
#include "words/words.h"
#include "workbench.h"

#include <QApplication>
#include <QLabel>
#include <QLayout>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QToolBar>
#include <QToolButton>

#include <utility>

namespace rolewright {

namespace {

/// Tool tips name the shortcut; menus show it anyway.
void tellShortcut(QAction *action)
{
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    QString text = action->toolTip();
    if (!keys.isEmpty() && !text.contains(keys))
        action->setToolTip(QStringLiteral("%1 (%2)").arg(text.remove(u'…'), keys));
}

QString withShortcuts(const QList<QAction *> &actions, const QString &heading)
{
    QString rows = QStringLiteral("<tr><td colspan=2><b>%1</b></td></tr>").arg(heading.toHtmlEscaped().remove(QStringLiteral("&amp;")));
    for (QAction *action : actions) {
        if (action->shortcut().isEmpty())
            continue;
        rows += QStringLiteral("<tr><td>%1 &nbsp; &nbsp;</td><td>%2</td></tr>")
                    .arg(action->text().remove(u'&').toHtmlEscaped(), action->shortcut().toString(QKeySequence::NativeText).toHtmlEscaped());
    }
    return rows;
}

} // namespace

void MainWindow::buildMenus()
{
    auto *brand = new QLabel(tr("Rolewright"));
    brand->setProperty("look", QStringLiteral("brand"));
    menuBar()->setCornerWidget(brand, Qt::TopLeftCorner);
    m_title->setProperty("look", QStringLiteral("muted"));
    m_title->setContentsMargins(0, 6, theme::panelMargin, 0);
    m_title->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_title->setMinimumWidth(460);
    menuBar()->setCornerWidget(m_title, Qt::TopRightCorner);

    menuBar()->addMenu(buildFileMenu());
    menuBar()->addMenu(buildEditMenu());
    menuBar()->addMenu(buildViewMenu());
    auto *ask = menuBar()->addMenu(tr("&Ask"));
    QAction *question = ask->addAction(theme::icon(QStringLiteral("ask")), tr("Ask a &question"), QKeySequence(Qt::CTRL | Qt::Key_J), this, [this] {
        m_workbench->setPanelVisible(QStringLiteral("simulator"), true);
        m_workbench->simulator()->focusPrincipal();
    });
    ask->addAction(m_workbench->tree()->actions()->ask);
    QAction *token = ask->addAction(theme::icon(QStringLiteral("paste")), tr("Paste a &token or assertion…"), this, [this] {
        m_workbench->setPanelVisible(QStringLiteral("simulator"), true);
        m_workbench->simulator()->pasteToken();
    });
    QAction *whoCan = ask->addAction(theme::icon(QStringLiteral("question")), tr("&Who can do this"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_J), this,
        [this] { m_workbench->showWhoCan(); });
    m_needWorkspace << question << token << whoCan;
    menuBar()->addMenu(buildHelpMenu());
}

QMenu *MainWindow::buildFileMenu()
{
    auto *menu = new QMenu(tr("&File"), this);
    menu->addAction(m_documentActions->create);
    menu->addAction(m_documentActions->open);
    m_recent->attachTo(menu->addMenu(theme::icon(QStringLiteral("clock")), tr("Open &recent")));
    auto *sampleMenu = menu->addMenu(theme::icon(QStringLiteral("star")), tr("Open sa&mple"));
    for (const Sample &sample : samples()) {
        QString name = sample.name;
        sampleMenu->addAction(name.replace(u'&', QStringLiteral("&&")), this, [this, sample] { m_documentActions->openSample(sample); });
    }
    menu->addAction(m_documentActions->import);
    menu->addAction(m_showReport);
    m_showReport->setEnabled(false);
    connect(m_showReport, &QAction::triggered, m_report, &QDialog::show);
    menu->addSeparator();
    menu->addAction(m_documentActions->save);
    menu->addAction(m_documentActions->saveAs);
    m_needWorkspace << m_documentActions->save << m_documentActions->saveAs;
    menu->addSeparator();
    menu->addAction(theme::icon(QStringLiteral("home")), tr("S&tart page"), this, &MainWindow::showStartPage);
    menu->addAction(theme::icon(QStringLiteral("close")), tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q), this, &QWidget::close);
    return menu;
}

QMenu *MainWindow::buildEditMenu()
{
    auto *menu = new QMenu(tr("&Edit"), this);
    TreeActions *tree = m_workbench->tree()->actions();
    menu->addAction(m_undoActions->undo);
    menu->addAction(m_undoActions->redo);
    menu->addSeparator();
    for (QAction *action : tree->creating()) {
        menu->addAction(action);
        m_needWorkspace.append(action);
    }
    m_needWorkspace.append(menu->addAction(theme::organizationIcon(), tr("Ne&w organization"), this, [this] {
        edits::Result result = edits::createOrganization(m_document->world());
        if (!result.patch)
            return m_messageBar->showError(words::refused(result.refused));
        m_document->apply(tr("Create organization"), std::move(*result.patch));
        tell(tr("All accounts are in an organization now; nothing is denied by it yet"), true);
    }));
    m_needWorkspace.append(menu->addAction(theme::accountIcon(), tr("Add an a&ccount…"), this, [this] {
        auto *dialog = new AccountDialog(m_document, this);
        dialog->show();
    }));
    menu->addSeparator();
    for (QAction *action : {tree->rename, tree->attach, tree->addToGroup, tree->copyArn, tree->remove})
        menu->addAction(action);
    return menu;
}

QMenu *MainWindow::buildViewMenu()
{
    auto *menu = new QMenu(tr("&View"), this);
    QAction *palette = menu->addAction(theme::icon(QStringLiteral("find")), tr("&Go to…"), QKeySequence(Qt::CTRL | Qt::Key_K), this, &MainWindow::openPalette);
    palette->setShortcutContext(Qt::ApplicationShortcut);
    QAction *filter = menu->addAction(theme::icon(QStringLiteral("filter")), tr("&Filter the tree"), QKeySequence(Qt::CTRL | Qt::Key_L), this, [this] {
        m_workbench->setPanelVisible(QStringLiteral("tree"), true);
        m_workbench->tree()->focusFilter();
    });
    QAction *next = menu->addAction(tr("&Next panel"), QKeySequence(Qt::Key_F6), this, [this] { m_workbench->focusNextPanel(true); });
    QAction *previous = menu->addAction(tr("&Previous panel"), QKeySequence(Qt::SHIFT | Qt::Key_F6), this, [this] { m_workbench->focusNextPanel(false); });
    m_needWorkspace << filter << next << previous;
    QAction *notes = menu->addAction(theme::icon(QStringLiteral("file")), tr("&Notes"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N), this,
        [this] { m_workbench->pages()->openNotes(); });
    m_needWorkspace << notes;
    menu->addSeparator();
    const auto addPanel = [this, menu](const QString &text, const QString &name) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        connect(action, &QAction::toggled, this, [this, name](bool on) { m_workbench->setPanelVisible(name, on); });
        connect(menu, &QMenu::aboutToShow, action, [this, action, name] { action->setChecked(m_workbench->isPanelVisible(name)); });
        action->setChecked(true);
        m_needWorkspace.append(action);
    };
    addPanel(tr("&World"), QStringLiteral("tree"));
    addPanel(tr("&Questions"), QStringLiteral("simulator"));
    addPanel(tr("Problems and &scenarios"), QStringLiteral("bottom"));
    menu->addSeparator();
    m_theme->fillMenu(menu->addMenu(theme::icon(QStringLiteral("sun")), tr("&Theme")));
    return menu;
}

QMenu *MainWindow::buildHelpMenu()
{
    auto *menu = new QMenu(tr("&Help"), this);
    menu->addAction(theme::icon(QStringLiteral("help")), tr("&Keyboard shortcuts"), QKeySequence::HelpContents, this, &MainWindow::showKeyboardHelp);
    menu->addAction(theme::icon(QStringLiteral("info")), tr("&About Rolewright"), this, &MainWindow::showAbout);
    return menu;
}

void MainWindow::buildToolBar()
{
    QToolBar *bar = addToolBar(tr("Main tools"));
    bar->setObjectName(QStringLiteral("mainToolBar"));
    bar->setMovable(false);
    bar->setIconSize(QSize(16, 16));
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    TreeActions *tree = m_workbench->tree()->actions();
    const auto addButton = [bar](QAction *action, const QString &text, const char *look) {
        auto *button = new QToolButton;
        button->setDefaultAction(action);
        button->setToolButtonStyle(text.isEmpty() ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
        button->setProperty("look", QString::fromLatin1(look));
        button->setFocusPolicy(Qt::TabFocus);
        if (!text.isEmpty()) {
            action->setIconText(text);
            button->setAccessibleName(text);
        }
        bar->addWidget(button);
    };
    for (QAction *action : {m_documentActions->open, m_documentActions->save, m_documentActions->import, m_documentActions->create})
        tellShortcut(action);
    addButton(m_documentActions->open, tr("Open"), "outlined");
    addButton(m_documentActions->save, tr("Save"), "outlined");
    bar->addSeparator();
    addButton(m_undoActions->undo, m_undoActions->undo->iconText(), "flat");
    addButton(m_undoActions->redo, {}, "flat");
    bar->addSeparator();
    addButton(tree->createUser, tr("+ User"), "outlined");
    addButton(tree->createGroup, tr("+ Group"), "outlined");
    addButton(tree->createRole, tr("+ Role"), "outlined");
    addButton(tree->createPolicy, tr("+ Policy"), "outlined");

    auto *space = new QWidget;
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(space);
    auto *search = new QToolButton;
    m_search = search;
    search->setObjectName(QStringLiteral("paletteButton"));
    fitSearch();
    search->setIcon(theme::icon(QStringLiteral("find")));
    search->setProperty("look", QStringLiteral("search"));
    search->setAccessibleName(tr("Go to…"));
    search->setToolTip(tr("Go to a principal, policy, action or command (Ctrl+K)"));
    search->setFocusPolicy(Qt::TabFocus);
    connect(search, &QToolButton::clicked, this, &MainWindow::openPalette);
    bar->addWidget(search);
}

/// Where the whole sentence doesn't fit, the tool bar would squeeze the button to nothing.
void MainWindow::fitSearch()
{
    constexpr int roomy = 1240, narrow = 930;
    const QString text = width() < narrow ? QString() : width() < roomy ? tr("Go to…    Ctrl+K") : tr("Go to a principal, policy, action, command    Ctrl+K");
    m_search->setToolButtonStyle(text.isEmpty() ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    if (text == m_search->text())
        return;
    m_search->setText(text);
    // A tool bar keeps the widths that it gave its buttons until it is resized itself.
    if (auto *bar = qobject_cast<QToolBar *>(m_search->parentWidget())) {
        bar->layout()->invalidate();
        bar->layout()->setGeometry(bar->rect());
    }
}

void MainWindow::showKeyboardHelp()
{
    QString rows;
    for (QAction *top : menuBar()->actions())
        rows += withShortcuts(top->menu()->actions(), top->text());
    // Keys of the pages and editors that no menu has.
    const std::pair<QKeySequence, QString> others[] = {
        {QKeySequence(Qt::CTRL | Qt::Key_F), tr("Find in the text")},
        {QKeySequence(Qt::CTRL | Qt::Key_W), tr("Close the page")},
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T), tr("Open the closed page again")},
        {QKeySequence(Qt::CTRL | Qt::Key_Tab), tr("Next page")},
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Tab), tr("Previous page")},
    };
    rows += QStringLiteral("<tr><td colspan=2><b>%1</b></td></tr>").arg(tr("Pages").toHtmlEscaped());
    for (const auto &[keys, what] : others)
        rows += QStringLiteral("<tr><td>%1 &nbsp; &nbsp;</td><td>%2</td></tr>").arg(what.toHtmlEscaped(), keys.toString(QKeySequence::NativeText).toHtmlEscaped());
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("Keyboard shortcuts"), QStringLiteral("<table>%1</table>").arg(rows), QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setModal(false);
    box->show();
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("About Rolewright"),
        tr("<b>Rolewright %1</b><p>An IDE for IAM: can X do Y on Z, and via which role?</p>"
           "<p>It works on exports, offline, and sends nothing anywhere. Free software under the GNU GPL, version 3 or later.</p>")
            .arg(QApplication::applicationVersion()),
        QMessageBox::Close, this);
    box->setIconPixmap(theme::icon(QStringLiteral("application")).pixmap(QSize(48, 48), devicePixelRatioF()));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setModal(false);
    box->show();
}

} // namespace rolewright
