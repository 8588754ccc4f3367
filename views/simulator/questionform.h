// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document/workspacedocument.h"
#include "evaluate/request.h"
#include "simulator/principalsuggestions.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;

namespace rolewright {

class CompletionField;

/// "Can … do … on …", with the account of a resource whose ARN names none.
class QuestionForm : public QWidget
{
    Q_OBJECT
public:
    QuestionForm(WorkspaceDocument *document, QWidget *parent = nullptr);

    /// Without context; nothing while the fields don't make a question yet (hint() says why).
    std::optional<Request> request() const;
    /// What to do so that there is a question; empty when there is one or nothing was entered.
    QString hint() const;
    bool isEmpty() const;
    /// Empty strings leave a field as it is.
    void setQuestion(const QString &principal, const QString &action, const QString &resource);
    void setResourceAccount(const QString &account);
    void clear();
    void setWorld(const World &world);

    CompletionField *principalField() const { return m_principal; }
    CompletionField *actionField() const { return m_action; }
    CompletionField *resourceField() const { return m_resource; }

signals:
    void edited();

private:
    void updateAccounts();
    void onActionTaken();
    QString principalArn() const;

    World m_world;
    PrincipalSuggestions m_principals;
    CompletionField *m_principal;
    CompletionField *m_action;
    CompletionField *m_resource;
    QLabel *m_accountLabel;
    QComboBox *m_account;
};

} // namespace rolewright
