// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document/workspacedocument.h"
#include "evaluate/answer.h"

#include <QIcon>
#include <QWidget>

#include <optional>

namespace rolewright {

/// What one tab of the centre shows.
class Page : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

    virtual QString title() const = 0;
    virtual QIcon icon() const = 0;
    /// Names the page in a saved state; empty when it can't be named.
    virtual QString stateKey() const = 0;
    virtual EntityId entityId() const { return {}; }
    /// What it shows is gone.
    virtual bool isGone() const = 0;
    virtual void refresh(const DocumentChange &change) = 0;
    virtual bool showDocument(const DocumentRef &where, Span span, std::optional<Verdict> decided) = 0;
    virtual bool isIdle() const = 0;
    /// What takes a while to make is there.
    virtual bool isFilled() const { return true; }
    /// Makes some of it, no more than a turn of the event loop has time for; the page is in front by then.
    virtual void fill() { }

signals:
    void entityRequested(rolewright::EntityId entity);
    void cursorMoved(int line, int column);
    void documentRequested(const rolewright::DocumentRef &where); ///< somebody followed a row to a policy
    void routeChosen(const std::vector<std::string> &arns, rolewright::Verdict verdict); ///< to be lit in the graph
    void askRequested(const QString &principal, const QString &action, const QString &resource);
};

} // namespace rolewright
