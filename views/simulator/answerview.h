// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes/routes.h"

#include <QDeadlineTimer>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QAbstractButton;
class QLabel;
class QToolButton;
class QVBoxLayout;

namespace rolewright {

class NearMissList;
class StripList;
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
    double milliseconds = 0; ///< until it was known but for its near misses
    bool isComplete = false; ///< false: near misses are still to come
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

/// Verdict, routes as steps, conditional routes, near misses. What an answer has in common with the one before stays as it is.
class AnswerView : public QWidget
{
    Q_OBJECT
public:
    explicit AnswerView(QWidget *parent = nullptr);

    /// While it isn't complete, its near misses are still to come.
    void setAsked(const std::shared_ptr<const Asked> &asked);
    /// The answer has got its near misses.
    void complete();
    /// It won't get them.
    void stopWaiting();
    /// It takes long: says so where nothing else stands for the near misses.
    void announceWaiting();
    void setCurrent(const StepChoice &choice);
    bool isIdle() const; ///< all of the answer is there
    VerdictBox *verdictBox() const { return m_verdict; }

signals:
    void stepChosen(const rolewright::StepChoice &choice);
    void entityRequested(rolewright::EntityId entity);
    void resourceWanted(const QString &account, const QString &arn); ///< to be added to the workspace
    void documentRequested(const rolewright::DocumentRef &where, rolewright::Span span, std::optional<rolewright::Verdict> decided);

private:
    StripList *makeList(StepChoice::Way way);
    void showRoutes(QDeadlineTimer until);
    void showConditionalRoutes(QDeadlineTimer until);
    void showResources(const Answer &answer, const StepChoice &choice);

    std::shared_ptr<const Asked> m_asked;
    VerdictBox *m_verdict;
    QVBoxLayout *m_layout;
    StripList *m_direct;
    QWidget *m_resourceRows = nullptr; ///< of a question about several; replaced with each answer
    StripList *m_routes;
    QToolButton *m_moreRoutes;
    QLabel *m_conditionalTitle;
    StripList *m_conditional;
    QLabel *m_moreConditional;
    NearMissList *m_nearMisses;
    std::vector<std::pair<QAbstractButton *, StepChoice>> m_resources;
    std::size_t m_routesShown = 0;
    std::size_t m_earlierNearMisses = 0; ///< of the same question's last denied answer
    QString m_assumedAccount; ///< that the resource was taken to be in
    QString m_assumedArn;
    std::string m_questionKey;
    std::string m_answerKey; ///< question and verdict
    std::string m_foldedFor; ///< the near misses; another answer's fold as suits it
};

} // namespace rolewright
