// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edits/edits.h"
#include "world/entity.h"

#include <QObject>

class QMenuBar;

namespace rolewright {

class CommandPalette;
class MessageBar;
class Workbench;
class WorkspaceDocument;
struct PaletteEntry;

/// What is done through the command palette: going somewhere, running a command, asking, and picking what to attach.
class PaletteActions : public QObject
{
    Q_OBJECT
public:
    /// The commands are those of the menus.
    PaletteActions(WorkspaceDocument *document, Workbench *workbench, MessageBar *messages, QMenuBar *menus, QWidget *window);

    /// Without a workspace in sight only commands are offered.
    void open(bool workspaceShown);
    void pickPolicyFor(EntityId principal);
    void pickGroupFor(EntityId user);

private:
    void choose(const PaletteEntry &entry, bool otherWay);
    void apply(const QString &text, edits::Result result);

    WorkspaceDocument *m_document;
    Workbench *m_workbench;
    MessageBar *m_messages;
    QMenuBar *m_menus;
    CommandPalette *m_palette;
};

} // namespace rolewright
