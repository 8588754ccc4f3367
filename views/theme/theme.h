// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/answer.h"
#include "world/entity.h"

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QPalette>

class QApplication;

/// One palette and one icon set for the whole window: an entity kind has the same colour and icon in the
/// tree, the graph, the routes and the explanation; a verdict has its colour, icon and word together.
namespace rolewright::theme {

enum class Scheme { Light, Dark };

/// Sets palette, style sheet and icon colours; may be called again at any time.
void apply(QApplication &application, Scheme scheme);
Scheme scheme();

struct Colours {
    QColor window, panel, editor, border, text, mutedText, accent, selection, hover;
    QColor allowed, allowedBackground, denied, deniedBackground, depends, dependsBackground;
    QColor warning, error, info;
    QColor user, group, role, policy, resource, provider, account, organization, service;
    QColor jsonKey, jsonString, jsonNumber, jsonKeyword; ///< editor syntax
};
const Colours &colours();
/// For policy text, commands and ARNs in tables; the application's own font is set by apply().
QFont monospaceFont();

QColor entityColour(EntityKind kind);
QIcon entityIcon(EntityKind kind);
QIcon accountIcon();
QIcon organizationIcon();
QIcon serviceIcon();
QIcon verdictIcon(Verdict verdict);
QColor verdictColour(Verdict verdict);
QColor verdictBackground(Verdict verdict);
/// Match marks of the explanation: ✓ ✗ – ?
QIcon truthIcon(Truth truth);
/// Action icons by name: "open", "save", "undo", "redo", "add", "remove", "rename", "find", "fit", "zoomIn",
/// "zoomOut", "copy", "import", "new", "run", "warning", "error", "info", "star", "filter", "close", "jump" …
/// drawn in the text colour of the current scheme from resources/icons/NAME.svg; null when there is none.
QIcon icon(const QString &name);

/// The style sheet gives some looks by the dynamic property "look": QLabel panelTitle, muted, pill; QPushButton
/// primary, link, row; QToolButton flat, muted; QFrame card; QWidget header; QTabBar underline.

/// Spacing in device-independent pixels, the same everywhere.
inline constexpr int spacing = 8;
inline constexpr int tightSpacing = 4;
inline constexpr int panelMargin = 12;

} // namespace rolewright::theme
