// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edits/edits.h"
#include "world/entity.h"

#include <QObject>

class QMenuBar;

namespace rolewright {

class CommandPalette;
class Workbench;
class WorkspaceDocument;
struct PaletteEntry;

/// What is done through the command palette: going somewhere, running a command, asking, and picking what to attach.
class PaletteActions : public QObject
{
    Q_OBJECT
public:
    /// The commands are those of the menus.
    PaletteActions(WorkspaceDocument *document, Workbench *workbench, QMenuBar *menus, QWidget *window);

    /// Without a workspace in sight only commands are offered.
    void open(bool workspaceShown);
    void pickPolicyFor(EntityId principal);
    void pickControlPolicyFor(const QString &node); ///< for root, unit or account of the organization
    void pickGroupFor(EntityId user);

signals:
    void done(const QString &what); ///< an edit, in words; Undo takes it back
    void refused(const QString &why);

private:
    void choose(const PaletteEntry &entry, bool otherWay);
    void ask(const QString &principal, const QString &action, const QString &resource);
    void apply(const QString &text, const QString &doneText, edits::Result result);

    WorkspaceDocument *m_document;
    Workbench *m_workbench;
    QMenuBar *m_menus;
    CommandPalette *m_palette;
};

} // namespace rolewright
