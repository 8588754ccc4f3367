// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analyse/whocan.h"
#include "document/latestrunner.h"
#include "document/workspacedocument.h"
#include "panels/orderedtable.h"

#include <QTimer>
#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QToolButton;
class QTreeView;

namespace rolewright {

class ElidedLabel;
class WhoCanModel;

/// "Who can do this?": the simulator's question asked for everyone, in a worker, while the panel is shown. It follows the
/// question and the workspace; a search can be stopped.
class WhoCanPanel : public QWidget
{
    Q_OBJECT
public:
    explicit WhoCanPanel(WorkspaceDocument *document, QWidget *parent = nullptr);

    /// Action, resource, its account and what was said of the context count; the principal doesn't.
    void setQuestion(const Request &question, int maximumHops);
    void clear();
    bool isIdle() const;
    WhoCanModel *model() const { return m_model; }

signals:
    /// Ask the simulator for this one.
    void principalChosen(const QString &arn);
    void countChanged(int allowed); ///< -1: not known

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    using Search = std::shared_ptr<WhoCanSearch>;
    void documentChanged(const DocumentChange &change);
    void invalidate();
    void showOutdated();
    void startWanted();
    void start();
    void stop();
    struct Slice {
        Search search;
        OrderedRows rows; ///< known by now
    };
    void go(const Search &search); ///< the next slice
    void take(Slice slice);
    void updateView();

    WorkspaceDocument *m_document;
    WhoCanModel *m_model;
    ElidedLabel *m_title;
    QLabel *m_counts;
    QLineEdit *m_filter;
    QCheckBox *m_all;
    QProgressBar *m_bar;
    QToolButton *m_stop;
    QLabel *m_empty;
    QTreeView *m_table;
    QTimer m_soon;
    QTimer m_late; ///< while it runs, an outdated answer is shown as it is: the next one may be there at once
    std::optional<Request> m_question;
    int m_maximumHops = 3;
    bool m_isWanted = false; ///< a search is to be started
    bool m_isOutdated = false; ///< what is shown is the answer of an earlier question or workspace
    bool m_isPartial = false; ///< … of as many as had been asked
    bool m_stopped = false;
    std::shared_ptr<WhoCanWorld> m_world; ///< of the last search
    LatestRunner<Slice> m_runner;
};

} // namespace rolewright
