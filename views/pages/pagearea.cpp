// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/pagearea.h"

#include "document/turns.h"
#include "pages/entitypage.h"
#include "pages/librarypage.h"
#include "pages/notespage.h"
#include "pages/pagetabs.h"
#include "pages/pagewidgets.h"
#include "theme/theme.h"
#include "words/accountwords.h"

#include <QDataStream>
#include <QIODevice>
#include <QLabel>
#include <QMenu>
#include <QShortcut>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace rolewright {
namespace {

constexpr quint32 stateVersion = 1;

} // namespace

PageArea::PageArea(WorkspaceDocument *document, QWidget *top, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_tabs(new PageTabs(this))
    , m_splitter(new QSplitter(Qt::Vertical, this))
    , m_stack(new QStackedWidget(this))
    , m_hint(pagewidgets::hint(tr("Choose a user, role or policy in the tree to see and edit it here."), this))
{
    m_tabs->setObjectName(QStringLiteral("entityTabs"));
    m_tabs->hide();
    m_stack->addWidget(m_hint);
    if (top)
        m_splitter->addWidget(top);
    m_splitter->addWidget(m_stack);
    // Both give way in a small window, and the page keeps room for a few lines of a policy.
    m_splitter->setStretchFactor(0, 9);
    m_splitter->setStretchFactor(m_splitter->count() - 1, 10);
    m_stack->setMinimumHeight(150);
    m_splitter->setSizes(top ? QList<int>{360, 400} : QList<int>{400});
    QVBoxLayout *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_tabs);
    layout->addWidget(m_splitter, 1);

    connect(m_tabs, &QTabBar::currentChanged, this, &PageArea::showPage);
    connect(m_tabs, &QTabBar::tabCloseRequested, this, &PageArea::closePage);
    connect(m_tabs, &QTabBar::tabMoved, this, [this](int from, int to) {
        Page *moved = m_pages[static_cast<std::size_t>(from)];
        m_pages.erase(m_pages.begin() + from);
        m_pages.insert(m_pages.begin() + to, moved);
        updateTabs();
    });
    connect(m_tabs, &PageTabs::keepRequested, this, [this](int index) { keep(m_pages[static_cast<std::size_t>(index)]->entityId()); });
    connect(m_tabs, &QTabBar::customContextMenuRequested, this, &PageArea::showTabMenu);
    connect(document, &WorkspaceDocument::changed, this, &PageArea::documentChanged);
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_W), this), &QShortcut::activated, this, &PageArea::closeCurrent);
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Tab), this), &QShortcut::activated, this, &PageArea::nextTab);
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Tab), this), &QShortcut::activated, this, &PageArea::previousTab);
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T), this), &QShortcut::activated, this, &PageArea::reopenClosed);
}

PageArea::~PageArea() = default;

int PageArea::indexOf(EntityId entity) const
{
    for (std::size_t i = 0; i < m_pages.size(); ++i) {
        if (entity && m_pages[i]->entityId() == entity)
            return static_cast<int>(i);
    }
    return -1;
}

int PageArea::indexOfKey(const QString &key) const
{
    for (std::size_t i = 0; i < m_pages.size(); ++i) {
        if (m_pages[i]->stateKey() == key)
            return static_cast<int>(i);
    }
    return -1;
}

int PageArea::indexOfLibrary(const std::string &arn) const
{
    for (std::size_t i = 0; i < m_pages.size(); ++i) {
        const LibraryPage *page = qobject_cast<const LibraryPage *>(m_pages[i]);
        if (page && page->arn() == arn)
            return static_cast<int>(i);
    }
    return -1;
}

std::string PageArea::accountForCopies() const
{
    const EntityPtr current = m_document->world().find(currentEntity());
    if (current && !current->account.empty())
        return current->account;
    const std::vector<AccountInfo> &accounts = m_document->world().header().accounts;
    return accounts.empty() ? std::string() : accounts.front().id;
}

Page *PageArea::makeEntityPage(EntityId entity)
{
    Page *page = new EntityPage(m_document, entity, m_stack);
    addPage(page);
    return page;
}

Page *PageArea::makeLibraryPage(const std::string &arn)
{
    Page *page = new LibraryPage(m_document, arn, accountForCopies(), m_stack);
    addPage(page);
    return page;
}

void PageArea::addPage(Page *page)
{
    connect(page, &Page::cursorMoved, this, &PageArea::cursorMoved);
    connect(page, &Page::documentRequested, this, [this](const DocumentRef &where) { showDocument(where, {}, std::nullopt); });
    connect(page, &Page::routeChosen, this, &PageArea::routeChosen);
    connect(page, &Page::askRequested, this, &PageArea::askRequested);
    connect(page, &Page::entityRequested, this, [this](EntityId entity) {
        openEntity(entity);
        emit entityRequested(entity);
    });
    m_pages.push_back(page);
    m_stack->addWidget(page);
    const QSignalBlocker blocker(m_tabs);
    m_tabs->addTab(page->icon(), page->title());
    updateTabs();
    m_tabs->show();
}

void PageArea::openEntity(EntityId entity)
{
    if (!m_document->world().find(entity))
        return;
    if (indexOf(entity) < 0)
        makeEntityPage(entity);
    goTo(indexOf(entity));
}

void PageArea::openNotes(const std::string &account)
{
    if (const int index = ensurePage(NotesPage::key(account).toStdString()); index >= 0)
        goTo(index);
}

void PageArea::previewEntity(EntityId entity)
{
    if (indexOf(entity) < 0) {
        if (m_preview && currentEntity() == m_preview) {
            // Nobody needs to hear of the page that shows for a moment in between.
            const QSignalBlocker blocker(this);
            dropPage(m_tabs->currentIndex());
        }
        setPreview(entity);
    }
    openEntity(entity);
    updateTabs();
}

void PageArea::keep(EntityId entity)
{
    if (entity == m_preview)
        setPreview({});
}

void PageArea::setPreview(EntityId entity)
{
    m_preview = entity;
    updateTabs();
}

void PageArea::showDocument(const DocumentRef &where, Span span, std::optional<Verdict> decided)
{
    int index = -1;
    if (where.slot == DocumentSlot::Library) {
        if (indexOfLibrary(where.name) < 0)
            makeLibraryPage(where.name);
        index = indexOfLibrary(where.name);
        goTo(index);
    } else {
        openEntity(where.owner);
        index = indexOf(where.owner);
    }
    if (index >= 0)
        m_pages[static_cast<std::size_t>(index)]->showDocument(where, span, decided);
}

EntityId PageArea::currentEntity() const
{
    const int index = m_tabs->currentIndex();
    return index >= 0 && static_cast<std::size_t>(index) < m_pages.size() ? m_pages[static_cast<std::size_t>(index)]->entityId() : EntityId{};
}

bool PageArea::isIdle() const
{
    if (m_filling)
        return false;
    // Pages behind other tabs ask when they are shown.
    const int index = m_tabs->currentIndex();
    return index < 0 || m_pages[static_cast<std::size_t>(index)]->isIdle();
}

void PageArea::showPage(int index)
{
    if (index < 0 || static_cast<std::size_t>(index) >= m_pages.size()) {
        m_stack->setCurrentWidget(m_hint);
        emit currentEntityChanged({});
        return;
    }
    Page *page = m_pages[static_cast<std::size_t>(index)];
    if (m_stack->currentWidget() == page)
        return;
    // A page that is new is made in several turns of the event loop; until then the one before is to be seen.
    if (!page->isFilled()) {
        m_stack->setUpdatesEnabled(false);
        fillSoon();
    }
    m_stack->setCurrentWidget(page);
    emit currentEntityChanged(page->entityId());
}

void PageArea::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    // Nothing is made of a page that nobody sees.
    fillSoon();
}

void PageArea::fillSoon()
{
    if (std::exchange(m_filling, true))
        return;
    inTurn(this, [this] {
        m_filling = false;
        auto *page = qobject_cast<Page *>(m_stack->currentWidget());
        if (page && page->isVisible() && !page->isFilled()) {
            page->fill();
            fillSoon();
        } else {
            m_stack->setUpdatesEnabled(true);
        }
    });
}

void PageArea::closePage(int index)
{
    if (index < 0 || static_cast<std::size_t>(index) >= m_pages.size())
        return;
    // What is gone can't be opened again.
    if (const QString key = m_pages[static_cast<std::size_t>(index)]->stateKey(); !key.isEmpty())
        m_closed.append(key);
    dropPage(index);
}

void PageArea::dropPage(int index)
{
    Page *page = m_pages[static_cast<std::size_t>(index)];
    m_pages.erase(m_pages.begin() + index);
    {
        const QSignalBlocker blocker(m_tabs);
        m_tabs->removeTab(index);
    }
    updateTabs();
    m_tabs->setVisible(!m_pages.empty());
    // Before the page leaves the stack, which would go on to another by itself.
    showPage(m_tabs->currentIndex());
    m_stack->removeWidget(page);
    // Later: the click that closed it may come from within.
    page->deleteLater();
}

void PageArea::closeCurrent()
{
    closePage(m_tabs->currentIndex());
}

void PageArea::closeAll()
{
    while (!m_pages.empty())
        closePage(static_cast<int>(m_pages.size()) - 1);
}

int PageArea::ensurePage(const std::string &key)
{
    if (const int index = indexOfKey(QString::fromStdString(key)); index >= 0)
        return index;
    const World &world = m_document->world();
    const std::optional<std::string> account = NotesPage::accountOf(key);
    EntityPtr entity = account ? nullptr : world.findByArn(key);
    if (!account && !entity)
        entity = world.organizationPolicy(key);
    if (account && (account->empty() || world.account(*account))) {
        addPage(new NotesPage(m_document, *account, m_stack));
    } else if (entity) {
        makeEntityPage(entity->id);
    } else if (const auto text = account ? std::nullopt : world.policyText(key); text && text->where.slot == DocumentSlot::Library) {
        makeLibraryPage(key);
    } else {
        return -1;
    }
    return static_cast<int>(m_pages.size()) - 1;
}

void PageArea::goTo(int index)
{
    if (m_tabs->currentIndex() == index)
        showPage(index);
    else
        m_tabs->setCurrentIndex(index);
}

void PageArea::reopenClosed()
{
    while (!m_closed.isEmpty()) {
        const int index = ensurePage(m_closed.takeLast().toStdString());
        if (index >= 0)
            return goTo(index);
    }
}

void PageArea::nextTab()
{
    if (m_tabs->count() > 1)
        m_tabs->setCurrentIndex((m_tabs->currentIndex() + 1) % m_tabs->count());
}

void PageArea::previousTab()
{
    if (m_tabs->count() > 1)
        m_tabs->setCurrentIndex((m_tabs->currentIndex() + m_tabs->count() - 1) % m_tabs->count());
}

void PageArea::documentChanged(const DocumentChange &change)
{
    if (change.everything) {
        setPreview({});
        closeAll();
        m_closed.clear();
        return;
    }
    if (std::find(change.entities.begin(), change.entities.end(), m_preview) != change.entities.end())
        setPreview({});
    for (std::size_t i = m_pages.size(); i-- > 0;) {
        if (m_pages[i]->isGone())
            closePage(static_cast<int>(i));
    }
    for (Page *page : m_pages)
        page->refresh(change);
    if (change.names)
        updateTabs();
}

void PageArea::updateTabs()
{
    m_tabs->setPreview(indexOf(m_preview));
    for (std::size_t i = 0; i < m_pages.size(); ++i) {
        const int index = static_cast<int>(i);
        QString tip = m_pages[i]->stateKey();
        if (index == m_tabs->preview())
            tip += QStringLiteral("\n\n") + tr("Only looked at: the next one chosen in the tree takes its place.\nA double click here keeps it.");
        m_tabs->setTabText(index, tabText(*m_pages[i]));
        m_tabs->setTabToolTip(index, tip);
    }
}

QString PageArea::tabText(const Page &page) const
{
    const World &world = m_document->world();
    const EntityPtr own = world.find(page.entityId());
    const bool shared = own && !own->account.empty() && std::any_of(m_pages.begin(), m_pages.end(), [&](const Page *other) {
        const EntityPtr entity = world.find(other->entityId());
        return entity && entity->account != own->account && other->title() == page.title();
    });
    return shared ? tr("%1 · %2", "name, account").arg(page.title(), words::accountName(world, own->account)) : page.title();
}

void PageArea::showTabMenu(const QPoint &position)
{
    const int index = m_tabs->tabAt(position);
    if (index < 0)
        return;
    m_tabs->setCurrentIndex(index);
    QMenu *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (index == m_tabs->preview())
        menu->addAction(tr("Keep open"), this, [this] { keep(m_preview); });
    connect(menu->addAction(theme::icon(QStringLiteral("close")), tr("Close")), &QAction::triggered, this, &PageArea::closeCurrent);
    connect(menu->addAction(tr("Close all")), &QAction::triggered, this, &PageArea::closeAll);
    QAction *reopen = menu->addAction(tr("Reopen closed"));
    reopen->setEnabled(!m_closed.isEmpty());
    connect(reopen, &QAction::triggered, this, &PageArea::reopenClosed);
    const EntityPtr current = m_document->world().find(currentEntity());
    if (current && current->kind() != EntityKind::Group && current->kind() != EntityKind::Policy && current->kind() != EntityKind::OrganizationPolicy) {
        menu->addSeparator();
        connect(menu->addAction(theme::icon(QStringLiteral("ask")), tr("Ask about this")), &QAction::triggered, this, &PageArea::askAs);
    }
    menu->popup(m_tabs->mapToGlobal(position));
}

void PageArea::askAs()
{
    const EntityPtr current = m_document->world().find(currentEntity());
    if (!current)
        return;
    const QString arn = QString::fromStdString(current->arn());
    if (current->kind() == EntityKind::Resource)
        emit askRequested({}, {}, arn);
    else
        emit askRequested(arn, {}, {});
}

QByteArray PageArea::saveState() const
{
    QStringList keys;
    QList<qint32> panels;
    for (const Page *page : m_pages) {
        const EntityPage *entity = qobject_cast<const EntityPage *>(page);
        keys.append(page->stateKey());
        panels.append(entity ? entity->currentPanel() : 0);
    }
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_4);
    stream << stateVersion << keys << panels << qint32(m_tabs->currentIndex()) << m_splitter->saveState();
    return state;
}

bool PageArea::restoreState(const QByteArray &state)
{
    QDataStream stream(state);
    stream.setVersion(QDataStream::Qt_6_4);
    quint32 version = 0;
    QStringList keys;
    QList<qint32> panels;
    qint32 current = -1;
    QByteArray splitter;
    stream >> version;
    if (version != stateVersion)
        return false;
    stream >> keys >> panels >> current >> splitter;
    if (stream.status() != QDataStream::Ok)
        return false;
    m_splitter->restoreState(splitter);
    int shown = -1;
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const int index = ensurePage(keys[i].toStdString());
        if (index < 0)
            continue;
        if (EntityPage *page = qobject_cast<EntityPage *>(m_pages[static_cast<std::size_t>(index)]))
            page->setCurrentPanel(panels.value(i));
        if (shown < 0 || i <= current)
            shown = index;
    }
    if (shown >= 0)
        goTo(shown);
    return true;
}

} // namespace rolewright
