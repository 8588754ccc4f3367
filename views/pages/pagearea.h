// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document/workspacedocument.h"
#include "evaluate/answer.h"

#include <QByteArray>
#include <QStringList>
#include <QWidget>

#include <optional>
#include <vector>

class QLabel;
class QSplitter;
class QStackedWidget;

namespace rolewright {

class Page;
class PageTabs;

/// The centre of the window: a tab per open entity, below it the graph, below that the entity's page.
class PageArea : public QWidget
{
    Q_OBJECT
public:
    /// `top` stands above the page in a splitter, the same for every tab; it may be null.
    PageArea(WorkspaceDocument *document, QWidget *top, QWidget *parent);
    ~PageArea() override;

    /// Opens the entity's tab or comes back to it. Nothing happens for an id that isn't there.
    void openEntity(EntityId entity);
    /// The same for somebody who looks around: the page's tab gives way to the next one that is only looked at, until it
    /// is opened on purpose or edited.
    void previewEntity(EntityId entity);
    /// The notes of the workspace, or of that account.
    void openNotes(const std::string &account = {});
    /// Its tab stays.
    void keep(EntityId entity);
    /// Leads to a document: its entity's tab, the right sub-tab and policy; scrolls to the span and, with a verdict,
    /// marks its lines as those that decided.
    void showDocument(const DocumentRef &where, Span span, std::optional<Verdict> decided);
    EntityId currentEntity() const;
    bool isOpen(EntityId entity) const { return indexOf(entity) >= 0; }
    bool isEmpty() const { return m_pages.empty(); }
    bool isIdle() const;

    void closeCurrent();
    void closeAll();
    void reopenClosed();
    void nextTab();
    void previousTab();

    /// Open tabs by ARN, the current one, and how the height is shared.
    QByteArray saveState() const;
    bool restoreState(const QByteArray &state);

protected:
    void showEvent(QShowEvent *event) override;

signals:
    void currentEntityChanged(rolewright::EntityId entity); ///< none when no entity's tab is open
    void entityRequested(rolewright::EntityId entity); ///< somebody followed a row of a page; its tab is open then
    void askRequested(QString principal, QString action, QString resource);
    void routeChosen(const std::vector<std::string> &arns, rolewright::Verdict verdict);
    void cursorMoved(int line, int column);

private:
    void documentChanged(const DocumentChange &change);
    /// The page of what saveState() calls that, made if need be, but not shown; -1 when there is no such thing.
    int ensurePage(const std::string &key);
    void goTo(int index);
    Page *makeEntityPage(EntityId entity);
    Page *makeLibraryPage(const std::string &arn);
    void addPage(Page *page);
    void closePage(int index);
    /// Closes it without a way back.
    void dropPage(int index);
    void showPage(int index);
    void updateTabs();
    /// Of pages with the same title in several accounts each names its account.
    QString tabText(const Page &page) const;
    void setPreview(EntityId entity);
    void fillSoon();
    void showTabMenu(const QPoint &position);
    void askAs();
    int indexOf(EntityId entity) const;
    int indexOfKey(const QString &key) const;
    int indexOfLibrary(const std::string &arn) const;
    std::string accountForCopies() const;

    WorkspaceDocument *m_document;
    PageTabs *m_tabs;
    QSplitter *m_splitter;
    QStackedWidget *m_stack;
    bool m_filling = false; ///< until the page in front has what it shows
    QLabel *m_hint;
    std::vector<Page *> m_pages; ///< in the tabs' order
    EntityId m_preview; ///< none: every open page stays
    QStringList m_closed; ///< state keys, the latest last
};

} // namespace rolewright
