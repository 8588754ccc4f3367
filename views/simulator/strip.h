// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes/routes.h"

#include <QIcon>
#include <QString>
#include <QStringList>
#include <QWidget>

#include <vector>

namespace rolewright {

/// Who or what a route passes.
struct StripNode {
    QIcon icon;
    QString name;
    QString detail; ///< muted, behind the name
    EntityId entity; ///< its page; none: it has no page
};

/// What leads from a node to the next.
struct StripLink {
    QString text;
    QStringList chips;
    QString command; ///< to copy; empty: none
    Verdict verdict = Verdict::Allowed;
};

/// A way to tell as steps: links.size() is nodes.size() - 1; link i is step i.
struct StripData {
    std::vector<StripNode> nodes;
    std::vector<StripLink> links;
};

StripData directStrip(const World &world, const Answer &answer);
StripData routeStrip(const World &world, const Request &question, const Route &route);
StripData nearMissStrip(const World &world, const Request &question, const NearMiss &miss);

/// The steps from top to bottom, joined by a line in the colour of their verdict. A click, Enter or Space
/// on a step chooses it.
class Strip : public QWidget
{
    Q_OBJECT
public:
    explicit Strip(const StripData &data, QWidget *parent = nullptr);

    void setCurrentStep(int step); ///< -1: none
    int stepCount() const { return static_cast<int>(m_steps.size()); }
    const std::vector<QWidget *> &nodes() const { return m_nodes; }
    /// Activates as a click does.
    void chooseStep(int step);

signals:
    void stepChosen(int step);
    void entityRequested(rolewright::EntityId entity); ///< somebody double-clicked it, or pressed Enter on it

private:
    std::vector<QWidget *> m_steps;
    std::vector<QWidget *> m_nodes; ///< that have a page
};

} // namespace rolewright
