// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes/routes.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QAbstractButton;
class QToolButton;
class QVBoxLayout;

namespace rolewright {

class Strip;
class VerdictBox;

/// A step of a way: which answer the explanation shows.
struct StepChoice {
    enum class Way { Direct, Route, Conditional, NearMiss };
    Way way = Way::Direct;
    std::size_t index = 0; ///< of the route, conditional route or near miss
    int step = 0; ///< hops first, the question itself last
    int resource = -1; ///< of a question about several: the answer for this one; -1: for all

    bool operator==(const StepChoice &) const = default;
};

/// A question and what came out, with the world that it was asked in.
struct Asked {
    World world;
    Request question;
    Simulation simulation;
    double milliseconds = 0;
};

/// The answer that a step got; null when there is no such step.
const Answer *answerOf(const Simulation &simulation, const StepChoice &choice);
/// Of what else the step asks: Hop::further.
std::vector<Answer> furtherOf(const Simulation &simulation, const StepChoice &choice);
/// The route or conditional route of the choice; null for another way.
const Route *routeOf(const Simulation &simulation, const StepChoice &choice);
int stepCount(const Simulation &simulation, const StepChoice &choice);
/// Principal, roles, and the resource when the way gets that far: the path in the graph.
std::vector<std::string> pathOf(const Asked &asked, const StepChoice &choice);
QString stepTitle(const Asked &asked, const StepChoice &choice);
/// The verdict depends, though the direct way is denied: on a role's way that can't be judged.
bool restsOnOpenWay(const Simulation &simulation);
/// What to show first: the last step of the best route, else the direct answer.
StepChoice firstChoice(const Simulation &simulation);

/// Verdict, routes as steps, conditional routes, near misses.
class AnswerView : public QWidget
{
    Q_OBJECT
public:
    explicit AnswerView(QWidget *parent = nullptr);

    void setAsked(const std::shared_ptr<const Asked> &asked);
    void setCurrent(const StepChoice &choice);
    VerdictBox *verdictBox() const { return m_verdict; }

signals:
    void stepChosen(const rolewright::StepChoice &choice);
    void entityRequested(rolewright::EntityId entity);
    void resourceWanted(const QString &account, const QString &arn); ///< to be added to the workspace
    void documentRequested(const rolewright::DocumentRef &where, rolewright::Span span, std::optional<rolewright::Verdict> decided);

private:
    Strip *addStrip(QVBoxLayout *layout, Strip *strip, StepChoice::Way way, std::size_t index);
    void addRoutes();
    void addConditionalRoutes();
    void addNearMisses();
    void fillNearMisses(QWidget *list);
    void addResources(QVBoxLayout *layout, const Answer &answer, const StepChoice &choice);
    QWidget *missingRow(const Missing &missing, QWidget *parent);

    struct Entry {
        Strip *strip;
        StepChoice::Way way;
        std::size_t index;
    };
    std::shared_ptr<const Asked> m_asked;
    StepChoice m_current;
    VerdictBox *m_verdict;
    QWidget *m_content = nullptr; ///< replaced with each answer
    QVBoxLayout *m_layout;
    std::vector<Entry> m_strips;
    std::vector<std::pair<QAbstractButton *, StepChoice>> m_resources; ///< rows of a question about several
    bool m_nearMissesOpen = false;
    std::size_t m_routesShown = 3;
    QString m_assumedAccount; ///< that the resource was taken to be in
    QString m_assumedArn;
    std::string m_questionKey; ///< another question or verdict folds as suits it
};

} // namespace rolewright
