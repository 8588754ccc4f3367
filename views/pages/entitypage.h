// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document/latestrunner.h"
#include "pages/page.h"

#include <functional>
#include <optional>
#include <vector>

class QLabel;
class QStackedWidget;
class QTabBar;

namespace rolewright {

class ElidedLabel;
class PagePanel;

/// The page of one entity: sub-tabs by its kind, and on the right of them its tags and its ARN. What a sub-tab shows is made when it is first
/// looked at: whoever goes through the tree row by row waits for no more than that.
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
    bool isFilled() const override;
    void fill() override;

    int currentPanel() const;
    void setCurrentPanel(int index);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void arrangeHeader(); ///< tabs first; the ARN and the tags show where there is room for them
    using Count = int (*)(const World &world, const Entity &entity);
    struct Part {
        std::function<PagePanel *()> make;
        QString title;
        /// Shown beside the title also before there is a panel; none where only the panel knows. Workers call it.
        Count count = nullptr;
        std::optional<int> counted; ///< as far as is known
        PagePanel *panel = nullptr; ///< once somebody looked at it
    };
    void addParts(EntityKind kind);
    template <typename Panel, typename... More>
    void addPart(const QString &title, const More &...more);
    template <typename Panel>
    void addCountedPart(const QString &title);
    PagePanel *panel(int index);
    void showPanel(); ///< the current tab's
    QString titleOf(const Part &part) const;
    void updateHeader();
    void updateTitles();
    void countParts(); ///< in a worker: for some everybody is looked through
    void takeCounts(const std::vector<std::optional<int>> &counts);
    void copyArn();
    EntityPtr entity() const { return m_document->world().find(m_entity); }

    WorkspaceDocument *m_document;
    EntityId m_entity;
    QTabBar *m_tabs;
    QStackedWidget *m_stack;
    QLabel *m_icon;
    QLabel *m_tag;
    ElidedLabel *m_arn;
    std::vector<Part> m_parts;
    LatestRunner<std::vector<std::optional<int>>> m_counter;
};

} // namespace rolewright
