// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/answer.h"
#include "world/entity.h"

#include <QWidget>

#include <functional>

class QSplitter;

namespace rolewright {

class GraphPanel;
class PageArea;
class PanelTabs;
class ProblemsPanel;
class ScenariosPanel;
class SimulatorPanel;
class WhoCanPanel;
class WorkspaceDocument;
class WorldTree;

/// The panels of an open workspace and what leads from one to another: tree, graph and pages, simulator,
/// problems and scenarios. They don't know each other; this does.
class Workbench : public QWidget
{
    Q_OBJECT
public:
    /// `remember`: sizes and open tabs are as they were last time.
    Workbench(WorkspaceDocument *document, bool remember, QWidget *parent = nullptr);

    WorldTree *tree() const { return m_tree; }
    PageArea *pages() const { return m_pages; }
    SimulatorPanel *simulator() const { return m_simulator; }
    WhoCanPanel *whoCan() const { return m_whoCan; }
    /// Brings "Who can do this" to the front.
    void showWhoCan();

    void openEntity(EntityId id);
    void ask(const QString &principal, const QString &action, const QString &resource);
    /// Something to look at in a workspace just opened: its first scenario, else its first role or user.
    void showFirst();
    bool isIdle() const;
    void focusNextPanel(bool forward);
    void setPanelVisible(const QString &name, bool visible); ///< "tree", "simulator", "bottom"
    bool isPanelVisible(const QString &name) const;

    /// Has what wasn't painted for want of updates painted, each panel in a turn of the event loop of its own; calls `done` in the last.
    void paintInTurns(std::function<void()> done);

    void saveLayout() const;
    /// Open tabs, open rows and the question, remembered for each file.
    void saveViews(const QString &filePath) const;
    bool restoreViews(const QString &filePath);

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

signals:
    void answered(double milliseconds);
    void cursorMoved(int line, int column);
    void pageChanged();
    void message(const QString &text, bool undoable);
    void attachRequested(rolewright::EntityId principal);
    void nodeAttachRequested(const QString &node);
    void groupRequested(rolewright::EntityId user);

private:
    void paintNext(QList<QWidget *> left, std::function<void()> done);
    void shareOut();
    void restoreLayout();
    void connectTree();
    void connectPages();
    void connectSimulator();
    void connectBottom();
    void addResource(const QString &account, const QString &arn);
    void onProblemCounts(int errors, int warnings);
    void onScenarioCounts(int passed, int failed);
    QWidget *panel(const QString &name) const;

    WorkspaceDocument *m_document;
    bool m_remember;
    bool m_laidOut = false;
    bool m_arranged = false; ///< somebody moved a border, now or in an earlier run
    QSplitter *m_rows;
    QSplitter *m_columns;
    PanelTabs *m_bottom;
    WorldTree *m_tree;
    GraphPanel *m_graph;
    PageArea *m_pages;
    SimulatorPanel *m_simulator;
    ProblemsPanel *m_problems;
    ScenariosPanel *m_scenarios;
    WhoCanPanel *m_whoCan;
};

} // namespace rolewright
