// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/world.h"

#include <QElapsedTimer>
#include <QString>
#include <QUndoCommand>

namespace rolewright {

class WorkspaceDocument;

/// Any edit: swaps what was for what is. Edits with the same merge key that follow each other within
/// mergeMilliseconds become one, and one that leaves everything as it was goes away.
class PatchCommand : public QUndoCommand
{
public:
    static constexpr qint64 mergeMilliseconds = 1000;

    PatchCommand(WorkspaceDocument *document, const QString &text, Patch patch, const QString &mergeKey);

    void undo() override;
    void redo() override;
    int id() const override;
    bool mergeWith(const QUndoCommand *other) override;

private:
    bool changesNothing() const;

    WorkspaceDocument *m_document;
    Patch m_patch;
    QString m_mergeKey;
    QElapsedTimer m_sinceLastEdit;
};

} // namespace rolewright
