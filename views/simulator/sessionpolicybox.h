// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/answer.h"
#include "evaluate/sessionpolicies.h"
#include "world/world.h"

#include <QWidget>

#include <memory>

class QCheckBox;
class QToolButton;
class QVBoxLayout;

namespace rolewright {

class CodeEditor;

/// "with a session policy": an inline one as text, and managed ones. They are the question's alone, so nothing of them is an edit of
/// the workspace; the text has an undo of its own.
class SessionPolicyBox : public QWidget
{
    Q_OBJECT
public:
    explicit SessionPolicyBox(QWidget *parent = nullptr);

    void setWorld(const World &world) { m_world = world; }
    bool isOn() const;
    void setOn(bool on);
    /// Null while it is off, or when there is an error().
    std::shared_ptr<const SessionPolicies> policies() const;
    /// Why STS wouldn't take them; empty when it would. A text that isn't a policy (yet) is no error: the answer depends on it.
    QString error() const;

    QByteArray text() const;
    QStringList managed() const { return m_managed; }
    void set(bool on, const QByteArray &text, const QStringList &managed);
    void clear();
    /// Marks the statement that decided.
    void showSpan(Span span, std::optional<Verdict> decided);

signals:
    void edited();

private:
    void start();
    void refresh();
    void markProblems();
    void pickManaged();
    void showManaged();
    bool handleKey(QKeyEvent *event);

    World m_world;
    QCheckBox *m_on;
    QWidget *m_body;
    CodeEditor *m_code;
    QVBoxLayout *m_rows;
    QToolButton *m_add;
    QStringList m_managed;
    std::shared_ptr<const SessionPolicies> m_policies;
};

} // namespace rolewright
