// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document/workspacedocument.h"
#include "world/world.h"

#include <QString>

#include <initializer_list>

class QLabel;
class QMimeData;
class QSplitter;
class QToolButton;
class QWidget;

/// Small widgets that look the same on every page.
namespace rolewright::pagewidgets {

/// Says what an empty place is for and what to do next.
QLabel *hint(const QString &text, QWidget *parent);
/// A quiet title above a list or form.
QLabel *heading(const QString &text, QWidget *parent);
QToolButton *button(const QString &icon, const QString &text, const QString &tip, QWidget *parent);
/// A row of widgets: some on the left, some on the right.
void fillRow(QWidget *row, std::initializer_list<QWidget *> left, std::initializer_list<QWidget *> right);

/// The splitter's two widgets begin with widths in that proportion, whatever they would like. Both are made in the splitter: with a style
/// sheet, moving a widget to another parent styles all that is in it anew.
void shareOut(QSplitter *splitter, int leftShare, int rightShare);

/// Something was attached to a user, group or role, or one of them came or went: not only some policy's text is another.
bool touchesPrincipals(const DocumentChange &change, const World &world);

/// The entity that is being dragged from the tree, or null.
EntityPtr draggedEntity(const QMimeData *data, const World &world);

} // namespace rolewright::pagewidgets
