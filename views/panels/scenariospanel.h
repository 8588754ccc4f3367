// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document/latestrunner.h"
#include "document/workspacedocument.h"
#include "panels/scenariomodel.h"

#include <QTimer>
#include <QWidget>

class QAction;
class QLabel;
class QStackedWidget;
class QTableView;

namespace rolewright {

/// The workspace's scenarios: saved questions with the verdict they should have, asked again after each edit.
class ScenariosPanel : public QWidget
{
    Q_OBJECT
public:
    explicit ScenariosPanel(WorkspaceDocument *document, QWidget *parent = nullptr);
    ~ScenariosPanel() override;

    /// Adds it, undoable, with a name of its own when it has none.
    void keep(const Scenario &scenario);
    bool isIdle() const;
    ScenarioModel *model() const { return m_model; }
    QTableView *view() const { return m_view; }

    /// Undoable, of the selected row.
    void removeCurrent();
    void renameCurrent();
    void expectCurrent(); ///< what it answers now becomes what it should

signals:
    void scenarioChosen(const rolewright::Scenario &scenario);
    void countsChanged(int passed, int failed);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildView();
    QWidget *buildEmptyState();
    void onDocumentChanged(const DocumentChange &change);
    void run();
    void showResults(std::vector<ScenarioResult> results);
    void store(const QString &text, std::vector<Scenario> scenarios);
    void choose(const QModelIndex &index);
    void updateSelection();

    WorkspaceDocument *m_document;
    ScenarioModel *m_model;
    QStackedWidget *m_stack;
    QTableView *m_view;
    QLabel *m_note;
    QAction *m_ask;
    QAction *m_rename;
    QAction *m_expect;
    QAction *m_remove;
    QTimer m_delay;
    LatestRunner<std::vector<ScenarioResult>> m_runner;
};

} // namespace rolewright
