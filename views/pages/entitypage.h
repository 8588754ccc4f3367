// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/page.h"

#include <vector>

class QHBoxLayout;
class QLabel;
class QStackedWidget;
class QTabBar;

namespace rolewright {

class ElidedLabel;
class PagePanel;

/// The page of one entity: sub-tabs by its kind, and on the right of them its tags and its ARN.
class EntityPage : public Page
{
    Q_OBJECT
public:
    EntityPage(WorkspaceDocument *document, EntityId entity, QWidget *parent);

    QString title() const override;
    QIcon icon() const override;
    QString stateKey() const override;
    EntityId entityId() const override { return m_entity; }
    bool isGone() const override;
    void refresh(const DocumentChange &change) override;
    bool showDocument(const DocumentRef &where, Span span, std::optional<Verdict> decided) override;
    bool isIdle() const override;

    int currentPanel() const;
    void setCurrentPanel(int index);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrangeHeader(); ///< tabs first; the ARN and the tags show where there is room for them
    void makePanels(EntityKind kind);
    void addPanel(PagePanel *panel);
    void updateHeader();
    void updateTitles();
    void copyArn();
    EntityPtr entity() const { return m_document->world().find(m_entity); }

    WorkspaceDocument *m_document;
    EntityId m_entity;
    QTabBar *m_tabs;
    QStackedWidget *m_stack;
    QLabel *m_icon;
    QLabel *m_tag;
    ElidedLabel *m_arn;
    std::vector<PagePanel *> m_panels;
};

} // namespace rolewright
