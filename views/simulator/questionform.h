// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document/workspacedocument.h"
#include "evaluate/request.h"
#include "simulator/principalsuggestions.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;
class QToolButton;
class QVBoxLayout;

namespace rolewright {

class CompletionField;

/// "Can … do … on …", with further resources of the same request, and the account of a resource whose ARN names none.
class QuestionForm : public QWidget
{
    Q_OBJECT
public:
    QuestionForm(WorkspaceDocument *document, QWidget *parent = nullptr);

    /// Without context; nothing while the fields don't make a question yet (hint() says why).
    std::optional<Request> request() const;
    /// What to do so that there is a question; empty when there is one or nothing was entered.
    QString hint() const;
    /// What may be meant otherwise than it is asked; empty when nothing is.
    QString remark() const;
    bool isEmpty() const;
    /// Empty strings leave a field as it is.
    void setQuestion(const QString &principal, const QString &action, const QString &resource);
    /// All resources of a request that is about several; fewer than two leave only the first field.
    void setResources(const QStringList &arns);
    void setResourceAccount(const QString &account);
    QStringList resourceTexts() const; ///< as they stand in the fields, the first one first
    QString resourceAccount() const; ///< as it was chosen; empty: the acting principal's
    void clear();
    /// `sameNames`: accounts and entities are those of the last one, by the same names.
    void setWorld(const World &world, bool sameNames = false);

    CompletionField *principalField() const { return m_principal; }
    CompletionField *actionField() const { return m_action; }
    CompletionField *resourceField() const { return m_resource; }

signals:
    void edited();

private:
    void addResource(const QString &arn);
    void removeResource(CompletionField *field);
    void updateMore();
    void updateAccounts();
    void onActionTaken();
    QString principalArn() const;

    World m_world;
    PrincipalSuggestions m_principals;
    CompletionField *m_principal;
    CompletionField *m_action;
    CompletionField *m_resource;
    QVBoxLayout *m_further; ///< rows of a field and its remove button
    QList<CompletionField *> m_furtherFields;
    QToolButton *m_more;
    QLabel *m_accountLabel;
    QComboBox *m_account;
};

} // namespace rolewright
