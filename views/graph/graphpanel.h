// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document/latestrunner.h"
#include "document/workspacedocument.h"
#include "graph/graphlayout.h"
#include "graph/graphtypes.h"

#include <QThreadPool>
#include <QTimer>
#include <QWidget>

class QLabel;
class QToolButton;

namespace rolewright {

class GraphLegend;
class GraphScene;
class GraphView;

/// The graph of what surrounds an entity, kept up to date with the document. Evaluation and layout run in
/// workers; the old picture stays until the new one is ready.
class GraphPanel : public QWidget
{
    Q_OBJECT
public:
    GraphPanel(WorkspaceDocument *document, QWidget *parent = nullptr);
    ~GraphPanel() override;

    /// None: the overview of accounts.
    void setFocusEntity(EntityId id);
    EntityId focusEntity() const { return m_query.focus; }
    /// Principal, roles, resource; lit in the verdict's colour, the rest dimmed. Empty clears.
    void setRoute(const std::vector<std::string> &arns, Verdict verdict);
    void setDepth(int depth); ///< 1 to 3
    void setLegendVisible(bool visible);
    bool isIdle() const;

    GraphScene *scene() const { return m_scene; }
    GraphView *view() const { return m_view; }

signals:
    void entitySelected(rolewright::EntityId id);
    void entityOpened(rolewright::EntityId id);

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    enum class Fit { Keep, WhenHidden, WhenUntouched, Always };

    void buildToolBar();
    void placeOverlays();
    void documentChanged(const DocumentChange &change);
    bool matters(const DocumentChange &change) const;
    /// The edit made a document unusable that the picture could still use.
    bool breaksDraft(const DocumentChange &change) const;
    void setHeld(bool held);
    void refresh(Fit fit, const std::string &anchor);
    void start();
    void layOut(Graph graph);
    void present(const LayoutResult &layout);
    void showEmptyState();

    void selectNode(const std::string &key);
    void openNode(const std::string &key);
    void growNode(const std::string &key);
    void unfold(const std::string &key);
    void showMenu(const std::string &key, QPoint screen);
    void exportPicture(bool svg);

    WorkspaceDocument *m_document;
    GraphScene *m_scene;
    GraphView *m_view;
    QWidget *m_tools;
    QToolButton *m_legendButton = nullptr;
    QToolButton *m_depthButton = nullptr;
    GraphLegend *m_legend;
    QLabel *m_busy;
    QLabel *m_heldNote;
    QLabel *m_empty;
    QLabel *m_truncated;
    QTimer m_delay; ///< gathers edits that follow each other
    QTimer m_busyTimer;

    GraphQuery m_query;
    Fit m_fit = Fit::Always;
    bool m_showRoute = false; ///< a route was chosen that isn't in sight yet
    std::string m_anchor;
    bool m_dirty = true; ///< the picture is older than the question; it is hidden, so nobody works on it
    World m_drawn; ///< what the picture is of, or will be
    bool m_held = false; ///< a draft can't be used: the picture stays that of the last one that could
    Graph m_pending; ///< evaluated, being laid out

    QThreadPool m_layoutThread; ///< one thread: Graphviz isn't thread-safe
    LatestRunner<Graph> m_evaluation;
    LatestRunner<LayoutResult> m_layout;
};

} // namespace rolewright
