// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/palette.h"

#include <QStringList>

#include <utility>

namespace rolewright::theme {

namespace {

// What Fusion and the palette leave open. @name@ stands for a colour of the scheme. Widgets ask for a look by
// the dynamic property "look": panelTitle, muted, pill, card, flat, primary, link.
constexpr const char *rules = R"css(
QToolTip { background: @panel@; color: @text@; border: 1px solid @border@; padding: 3px 5px; }
QMainWindow::separator { background: @border@; width: 1px; height: 1px; }
QSplitter::handle { background: @border@; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QSplitter::handle:hover { background: @accent@; }

QMenuBar { background: @panel@; border-bottom: 1px solid @border@; padding: 1px 4px; }
QMenuBar::item { padding: 5px 8px; border-radius: 4px; background: transparent; color: @text@; }
QMenuBar::item:selected { background: @hover@; }
QMenu { background: @panel@; border: 1px solid @border@; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 8px; border-radius: 4px; color: @text@; }
QMenu::item:selected { background: @selection@; }
QMenu::item:disabled { color: @disabled@; }
QMenu::icon { padding-left: 6px; }
QMenu::separator { height: 1px; background: @border@; margin: 4px 6px; }

QToolBar { background: @panel@; border: none; border-bottom: 1px solid @border@; padding: 5px 8px; spacing: 6px; }
QToolBar::separator { background: @border@; width: 1px; margin: 4px 6px; }
QToolBar QToolButton { border: 1px solid @border@; border-radius: 5px; padding: 4px 9px; background: @panel@; color: @text@; }
QToolBar QToolButton:hover { background: @hover@; }
QToolBar QToolButton:pressed, QToolBar QToolButton:checked { background: @selection@; }
QToolBar QToolButton:disabled { color: @disabled@; }
QToolBar QToolButton:focus { border-color: @accent@; }
QToolBar QToolButton[look="flat"] { border-color: transparent; }
QToolBar QToolButton[look="search"] { color: @muted@; background: @window@; text-align: left; }
QToolButton[look="flat"] { border: 1px solid transparent; border-radius: 4px; padding: 2px 4px; background: transparent; color: @text@; }
QToolButton[look="flat"]:hover { background: @hover@; }
QToolButton[look="flat"]:focus { border-color: @accent@; }
QToolButton[look="muted"] { border: 1px solid transparent; border-radius: 4px; padding: 2px 4px; background: transparent; color: @muted@; }
QToolButton[look="muted"]:hover { background: @hover@; color: @text@; }
QToolButton[look="muted"]:focus { border-color: @accent@; }

QLabel[look="panelTitle"] { color: @muted@; font-size: 8.25pt; font-weight: 700; letter-spacing: 1px; }
QLabel[look="brand"] { color: @accent@; font-weight: 700; padding: 0px 6px 0px 10px; }
QLabel[look="muted"] { color: @muted@; }
QLabel[look="pill"] { color: @muted@; border: 1px solid @border@; border-radius: 8px; padding: 0px 7px; font-size: 8.25pt; }
QWidget[look="header"] { background: @panel@; border-bottom: 1px solid @border@; }
QFrame[look="cardButton"] { background: @panel@; border: 1px solid @border@; border-radius: 6px; }
QFrame[look="cardButton"]:hover { background: @hover@; }
QFrame[look="cardButton"] QPushButton[look="row"]:hover { background: transparent; }
QFrame[look="card"] { background: @panel@; border: 1px solid @border@; border-radius: 6px; }

QPushButton { border: 1px solid @border@; border-radius: 5px; padding: 5px 12px; background: @panel@; color: @text@; }
QPushButton:hover { background: @hover@; }
QPushButton:pressed, QPushButton:checked { background: @selection@; }
QPushButton:focus { border-color: @accent@; }
QPushButton:default { border-color: @accent@; }
QPushButton:disabled { color: @disabled@; }
QPushButton[look="primary"] { background: @accent@; border-color: @accent@; color: @panel@; }
QPushButton[look="primary"]:hover { background: @accentHover@; }
QPushButton[look="primary"]:disabled { background: @window@; border-color: @border@; color: @disabled@; }
QPushButton[look="link"] { border: 1px solid transparent; padding: 2px 4px; color: @accent@; background: transparent; text-align: left; }
QPushButton[look="link"]:hover { text-decoration: underline; }
QPushButton[look="link"]:focus { border-color: @accent@; }
QPushButton[look="row"] { border: 1px solid transparent; border-radius: 5px; padding: 5px 8px; text-align: left; background: transparent; }
QPushButton[look="row"]:hover { background: @hover@; }
QPushButton[look="row"]:checked { background: @selection@; }
QPushButton[look="row"]:focus { border-color: @accent@; }

QLineEdit { border: 1px solid @border@; border-radius: 5px; padding: 4px 7px; background: @panel@; color: @text@;
            selection-background-color: @textSelection@; selection-color: @text@; }
QCheckBox { color: @text@; spacing: 6px; }
QCheckBox::indicator { width: 13px; height: 13px; border: 1px solid @muted@; border-radius: 3px; background: @panel@; }
QCheckBox::indicator:hover, QCheckBox::indicator:focus { border-color: @accent@; }
QCheckBox::indicator:checked { background: @accent@; border-color: @accent@; image: url(@check@); }
QSlider { min-height: 18px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: @handle@; }
QSlider::sub-page:horizontal { height: 4px; border-radius: 2px; background: @accent@; }
QSlider::handle:horizontal { width: 12px; height: 12px; margin: -5px 0px; border: 1px solid @panel@; border-radius: 7px; background: @accent@; }
QSlider::handle:horizontal:hover { background: @accentHover@; }
QSlider::handle:horizontal:focus { border: 2px solid @text@; width: 10px; height: 10px; }
QLineEdit:focus { border-color: @accent@; }
QLineEdit:disabled { color: @disabled@; background: @window@; }
QPlainTextEdit { border: 1px solid @border@; border-radius: 5px; background: @panel@; color: @text@;
                 selection-background-color: @textSelection@; selection-color: @text@; }
QPlainTextEdit:focus { border-color: @accent@; }
QComboBox QLineEdit, QAbstractSpinBox QLineEdit { border: none; padding: 0px; background: transparent; }
QAbstractItemView QLineEdit { border-radius: 3px; padding: 0px 3px; border-color: @accent@; }

QListView[look="popup"] { border: 1px solid @border@; }
QAbstractItemView { border: none; background: @panel@; color: @text@; outline: none; selection-background-color: @selection@;
                    selection-color: @text@; alternate-background-color: @window@; }
QTreeView::item, QListView::item { padding: 2px 0px; border: none; }
QTreeView::item:hover, QListView::item:hover, QTableView::item:hover { background: @hover@; }
QTreeView::item:selected, QListView::item:selected, QTableView::item:selected { background: @selection@; color: @text@; }
QTableView { gridline-color: @border@; }
QHeaderView { background: @panel@; border: none; }
QHeaderView::section { background: @panel@; color: @muted@; border: none; border-bottom: 1px solid @border@; padding: 4px 8px; font-size: 8.25pt; }
QTableCornerButton::section { background: @panel@; border: none; }

QTabWidget::pane { border: none; border-top: 1px solid @border@; }
QTabBar { background: @window@; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: @muted@; border: 1px solid transparent; border-bottom: none; padding: 6px 14px; margin: 2px 0px 0px 4px; }
QTabBar::tab:hover { color: @text@; }
QTabBar::tab:selected { background: @panel@; color: @text@; border-color: @border@; border-top-left-radius: 5px; border-top-right-radius: 5px; }
QTabBar::tab:focus { color: @accent@; }
QTabBar QToolButton { border: none; border-left: 1px solid @border@; background: @panel@; color: @text@; }
QTabBar QToolButton:hover { background: @hover@; }
QTabBar[look="underline"] { background: @panel@; }
QTabBar[look="underline"]::tab { margin: 0px; padding: 8px 2px 6px 2px; margin-left: 14px; border: none; border-bottom: 2px solid transparent; background: transparent; }
QTabBar[look="underline"]::tab:selected { border-bottom: 2px solid @accent@; border-radius: 0px; color: @text@; }

QStatusBar { background: @panel@; border-top: 1px solid @border@; color: @muted@; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: @muted@; padding: 0px 4px; }
QProgressBar { border: 1px solid @border@; border-radius: 4px; background: @window@; text-align: center; color: @text@; max-height: 14px; }
QProgressBar::chunk { background: @textSelection@; border-radius: 3px; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 0px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0px; }
QScrollBar::handle { background: @handle@; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: @muted@; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; }
)css";

} // namespace

QString styleSheetOf(const Colours &c)
{
    QString text = QString::fromLatin1(rules);
    const std::pair<QString, QColor> names[] = {
        {QStringLiteral("@panel@"), c.panel},
        {QStringLiteral("@window@"), c.window},
        {QStringLiteral("@border@"), c.border},
        {QStringLiteral("@text@"), c.text},
        {QStringLiteral("@muted@"), c.mutedText},
        {QStringLiteral("@disabled@"), mixed(c.mutedText, c.panel, 0.6)},
        {QStringLiteral("@accent@"), c.accent},
        {QStringLiteral("@accentHover@"), mixed(c.accent, c.text, 0.85)},
        {QStringLiteral("@selection@"), c.selection},
        {QStringLiteral("@textSelection@"), mixed(c.accent, c.panel, 0.3)},
        {QStringLiteral("@hover@"), c.hover},
        {QStringLiteral("@handle@"), mixed(c.mutedText, c.panel, 0.35)},
    };
    for (const auto &[name, colour] : names)
        text.replace(name, colour.name());
    // On the accent, which is dark in the light scheme and the other way round.
    text.replace(QStringLiteral("@check@"), c.panel.lightness() > 127 ? QStringLiteral(":/icons/tick.svg") : QStringLiteral(":/icons/tickDark.svg"));
    return text;
}

} // namespace rolewright::theme
