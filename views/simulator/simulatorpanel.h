// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document/keptfinder.h"
#include "document/latestrunner.h"
#include "document/workspacedocument.h"
#include "simulator/answerview.h"

#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>

class QLabel;
class QMenu;
class QScrollArea;
class QCheckBox;
class QSlider;
class QToolButton;

namespace rolewright {

class BringList;
class ContextTable;
class ExplanationView;
class FixesView;
class QuestionForm;
class RecipeBox;
class SectionHeader;
class SessionPolicyBox;
class Veil;

/// "Can X do Y on Z, and via which role?" The answer follows every keystroke here and every edit of the
/// workspace; it is worked out on a snapshot in a worker. Near misses follow a little later than verdict and routes.
class SimulatorPanel : public QWidget
{
    Q_OBJECT
public:
    explicit SimulatorPanel(WorkspaceDocument *document, QWidget *parent = nullptr);
    ~SimulatorPanel() override;

    /// Empty strings leave a field as it is; without any, the question is a new one, and its context empty.
    void ask(const QString &principal, const QString &action, const QString &resource);
    void askScenario(const Scenario &scenario);
    /// The question of whoever brings a token or an assertion, with its claims as context; nothing of it is kept by saveState().
    void askWith(const QString &principal, const QString &action, const QString &resource, const Context &context,
                 const std::optional<std::vector<std::string>> &offeredRoles);
    /// Opens the window into which a token or assertion is pasted.
    void pasteToken();
    /// Nothing to be asked, nothing being answered.
    bool isIdle() const;
    void focusPrincipal();
    /// For who goes on typing the question: the first field that is empty, else the action's.
    void focusOpenField();
    /// The question with what was said of its context; another workspace's names in it harm nothing.
    QByteArray saveState() const;
    void restoreState(const QByteArray &state);
    /// How many roles in a row are searched, 1 to 10.
    int maximumHops() const;
    /// The last answer, maybe without its near misses yet; null when there is none.
    const Asked *asked() const { return m_asked.get(); }
    /// The step that is explained.
    const StepChoice &choice() const { return m_choice; }

signals:
    void documentRequested(const rolewright::DocumentRef &where, rolewright::Span span, std::optional<rolewright::Verdict> decided);
    void resourceWanted(const QString &account, const QString &arn); ///< to be added to the workspace
    void entityRequested(rolewright::EntityId entity);
    void routeChosen(const std::vector<std::string> &arns, rolewright::Verdict verdict);
    void answered(rolewright::Verdict verdict, double milliseconds); ///< verdict and routes are shown
    void completed(); ///< the near misses are, too
    void keepScenarioRequested(const rolewright::Scenario &scenario);

protected:
    void changeEvent(QEvent *event) override;

private:
    void buildAsk();
    void buildAnswer();
    void assemble();
    void onDocumentChanged(const DocumentChange &change);
    void onQuestionEdited();
    void startAsking();
    struct Found {
        std::shared_ptr<Asked> asked;
        decltype(KeptFinder::Answered::nearMisses) nearMisses;
    };
    void take(Found found);
    void takeNearMisses(std::vector<NearMiss> nearMisses);
    void showAnswer(const std::shared_ptr<Asked> &asked);
    void showNearMisses();
    void tellContext();
    void stopNearMisses();
    /// Verdict and routes are shown; near misses are still looked for.
    bool lacksNearMisses() const { return m_unfinished && m_unfinished == m_asked; }
    void showNothing();
    void choose(const StepChoice &choice);
    /// What a click on a step does: chooses it, opens the statement that decided and brings WHY into sight.
    void explain(const StepChoice &choice);
    void revealWhy();
    void setBusy(bool busy);
    void setStale(bool stale); ///< dims the answer: it belongs to an earlier question
    void cancel();
    void forgetToken();
    void fillStepMenu();
    void keepScenario();
    void copyAnswer();
    /// Why nothing can be asked; empty when something can, or nothing was entered.
    QString hint() const;
    void showHint(const QString &text);
    /// A document of the workspace, or the session policy above the answer.
    void openDocument(const DocumentRef &where, Span span, std::optional<Verdict> decided);
    void updateHops();

    WorkspaceDocument *m_document;
    QuestionForm *m_form = nullptr;
    ContextTable *m_context = nullptr;
    AnswerView *m_answer = nullptr;
    BringList *m_bring = nullptr;
    RecipeBox *m_recipes = nullptr;
    ExplanationView *m_why = nullptr;
    FixesView *m_fixes = nullptr;
    SectionHeader *m_whyHeader = nullptr;
    QToolButton *m_keepButton = nullptr;
    QToolButton *m_copyButton = nullptr;
    QToolButton *m_stepButton = nullptr;
    QMenu *m_stepMenu = nullptr;
    QSlider *m_hops = nullptr;
    QLabel *m_hopsText = nullptr;
    QCheckBox *m_passRole = nullptr;
    SessionPolicyBox *m_sessionPolicy = nullptr;
    QLabel *m_hint = nullptr;
    QLabel *m_whyTitle = nullptr;
    QWidget *m_empty = nullptr;
    QToolButton *m_busy = nullptr;
    QWidget *m_result = nullptr;
    Veil *m_veil = nullptr;
    Veil *m_whyVeil = nullptr;
    QScrollArea *m_scroll = nullptr;
    bool m_stopped = false; ///< by the person; the question in the fields has no answer
    bool m_followWhy = false; ///< what stands above WHY is still growing
    QTimer m_debounce;
    bool m_asksNext = false; ///< as soon as the event that goes on is over
    QTimer m_dim; ///< an answer that takes longer than this is announced
    // Of the token or assertion that was pasted last.
    QString m_tokenProvider;
    QStringList m_tokenKeys; ///< what it brought into the context
    std::optional<std::vector<std::string>> m_offeredRoles;
    std::shared_ptr<Asked> m_asked;
    std::shared_ptr<Asked> m_unfinished; ///< whose near misses are looked for: m_asked, or held back until they are there
    std::shared_ptr<const Asked> m_complete; ///< the last answer to the shown question that had its near misses
    StepChoice m_choice;
    std::vector<std::string> m_heldPath; ///< of the near miss that is explained while those of the new answer are looked for
    bool m_copyWanted = false; ///< once the answer is complete
    std::shared_ptr<KeptFinder> m_finder; ///< of the open workspace
    LatestRunner<Found> m_runner;
    LatestRunner<std::vector<NearMiss>> m_nearRunner;
    LatestRunner<bool> m_preparation; ///< of m_finder
};

} // namespace rolewright
