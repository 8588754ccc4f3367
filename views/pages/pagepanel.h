// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document/workspacedocument.h"
#include "edits/edits.h"
#include "evaluate/answer.h"

#include <QPointer>
#include <QWidget>

#include <optional>

namespace rolewright {

/// One sub-tab of an entity's page. It reads the document, writes by pushing edits, and is told by its page when
/// the entity (or anything else) changed.
class PagePanel : public QWidget
{
    Q_OBJECT
public:
    PagePanel(WorkspaceDocument *document, EntityId entity, QWidget *parent);

    /// The number shown beside the title, as "Who can become this 2", where only the panel knows it.
    virtual std::optional<int> count() const { return {}; }
    /// Something changed; `mine`: the entity itself did.
    virtual void refresh(const DocumentChange &change, bool mine) = 0;
    /// Shows that document and span when it is this panel's business.
    virtual bool showDocument(const DocumentRef &where, Span span, std::optional<Verdict> decided);
    virtual bool isIdle() const { return true; }

signals:
    void entityRequested(rolewright::EntityId entity);
    void cursorMoved(int line, int column);
    void titleChanged();
    void documentRequested(const rolewright::DocumentRef &where); ///< somebody followed a row to a policy
    void routeChosen(const std::vector<std::string> &arns, rolewright::Verdict verdict); ///< to be lit in the graph
    void askRequested(const QString &principal, const QString &action, const QString &resource);

protected:
    WorkspaceDocument *document() const { return m_document; }
    const World &world() const { return m_document->world(); }
    EntityId entityId() const { return m_entity; }
    EntityPtr entity() const { return world().find(m_entity); }
    /// Pushes the edit, or tells at `anchor` why it was refused.
    bool push(const QString &text, const edits::Result &result, QWidget *anchor = nullptr, const QString &mergeKey = {});

private:
    QPointer<WorkspaceDocument> m_document;
    EntityId m_entity;
};

} // namespace rolewright
