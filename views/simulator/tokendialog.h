// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analyse/claimhints.h"
#include "document/claims.h"
#include "document/latestrunner.h"
#include "document/workspacedocument.h"
#include "routes/routes.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTreeView;

namespace rolewright {

class ClaimsModel;
class RecipeBox;

/// Paste a JWT or a SAML assertion: its claims as condition keys, whether a role lets its bearer in and, if not, at which
/// clause it fails and why. The text is only read here: no signature is checked and nothing of it is kept.
class TokenDialog : public QDialog
{
    Q_OBJECT
public:
    explicit TokenDialog(WorkspaceDocument *document, QWidget *parent = nullptr);

    /// Nothing being worked out.
    bool isIdle() const { return !m_runner.isBusy(); }

signals:
    /// The claims become the context of this question.
    /// `offeredRoles`: of an assertion, the ARNs of the roles that it offers.
    void askRequested(const QString &provider, const QString &action, const QString &role, const rolewright::Context &context,
                      const std::optional<std::vector<std::string>> &offeredRoles);
    void documentRequested(const rolewright::DocumentRef &where, rolewright::Span span, std::optional<rolewright::Verdict> decided);

private:
    struct Outcome {
        Answer answer;
        std::vector<ClaimHint> hints;
        std::optional<Missing> refusal; ///< of STS, before any policy is looked at
    };
    std::optional<std::vector<std::string>> offeredRoles() const;
    void read();
    void fillRoles();
    void evaluate();
    void showOutcome(const Outcome &outcome);
    void tell(const QString &text);
    void ask();

    WorkspaceDocument *m_document;
    QPlainTextEdit *m_text;
    QComboBox *m_provider;
    QComboBox *m_role;
    ClaimsModel *m_model;
    QTreeView *m_table;
    QLabel *m_verdictIcon;
    QLabel *m_verdict;
    RecipeBox *m_recipes;
    QPushButton *m_show;
    QPushButton *m_ask;
    std::optional<Claims> m_claims;
    std::vector<ClaimHint> m_hints;
    LatestRunner<Outcome> m_runner;
};

} // namespace rolewright
