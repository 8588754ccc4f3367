// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/policyeditor.h"

#include "catalog/managedpolicies.h"
#include "editor/codeeditor.h"
#include "editor/findbar.h"
#include "editor/policycopy.h"
#include "edits/edits.h"
#include "edits/editsdetails.h"
#include "theme/theme.h"
#include "words/problemwords.h"

#include <QAction>
#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace rolewright {
namespace {

/// Why a document can only be read.
enum class Lock { None, AwsManaged, NotInForce };

Lock lockOf(const World &world, const DocumentRef &where)
{
    if (where.slot == DocumentSlot::Library)
        return Lock::AwsManaged;
    const EntityPtr entity = world.find(where.owner);
    const ManagedPolicy *policy = entity ? entity->as<ManagedPolicy>() : nullptr;
    if (!policy)
        return Lock::None;
    if (policy->isAwsManaged())
        return Lock::AwsManaged;
    return policy->defaultVersionId == where.name ? Lock::None : Lock::NotInForce;
}

} // namespace

PolicyEditor::PolicyEditor(WorkspaceDocument *document, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_code(new CodeEditor(this))
    , m_findBar(new FindBar(m_code, this))
    , m_notice(new QWidget(this))
    , m_noticeText(new QLabel(m_notice))
    , m_noticeButton(new QPushButton(m_notice))
    , m_empty(new QLabel(this))
    , m_problems(this, [this](std::vector<Problem> problems) { showProblems(problems); })
{
    m_notice->setObjectName(QStringLiteral("notice"));
    m_notice->setProperty("look", QStringLiteral("header"));
    m_notice->setAttribute(Qt::WA_StyledBackground);
    m_noticeText->setProperty("look", QStringLiteral("muted"));
    m_noticeText->setWordWrap(true);
    m_noticeButton->setObjectName(QStringLiteral("noticeButton"));
    QHBoxLayout *notice = new QHBoxLayout(m_notice);
    notice->setContentsMargins(theme::panelMargin, theme::tightSpacing, theme::spacing, theme::tightSpacing);
    notice->addWidget(m_noticeText, 1);
    notice->addWidget(m_noticeButton);

    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setMargin(3 * theme::panelMargin);
    m_empty->setProperty("look", QStringLiteral("muted"));

    QVBoxLayout *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_notice);
    layout->addWidget(m_empty, 1);
    layout->addWidget(m_code, 1);
    layout->addWidget(m_findBar);
    setFocusProxy(m_code);

    QAction *find = new QAction(theme::icon(QStringLiteral("find")), tr("Find…"), m_code);
    connect(find, &QAction::triggered, m_findBar, &FindBar::open);
    QAction *format = new QAction(tr("Format document"), m_code);
    format->setObjectName(QStringLiteral("formatDocument"));
    connect(format, &QAction::triggered, this, &PolicyEditor::formatDocument);
    m_code->addActions({find, format});

    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &PolicyEditor::commit);
    connect(m_code, &CodeEditor::edited, this, &PolicyEditor::onEdited);
    connect(m_code, &CodeEditor::focusLeft, this, &PolicyEditor::commit);
    connect(m_code, &CodeEditor::caretMoved, this, &PolicyEditor::cursorMoved);
    connect(m_code, &CodeEditor::characterTyped, this, [this] { suggest(false); });
    connect(m_noticeButton, &QPushButton::clicked, this, &PolicyEditor::noticeAction);
    connect(document, &WorkspaceDocument::changed, this, &PolicyEditor::documentChanged);
    m_code->setKeyFilter([this](QKeyEvent *event) { return handleKey(event); });
    reload();
}

PolicyEditor::~PolicyEditor()
{
    // The last words count too, also when a tab is closed within the pause.
    commit();
    // What is left of this is only a QWidget by the time the code loses the focus.
    m_code->disconnect(this);
    qApp->removeEventFilter(this);
}

DocumentPtr PolicyEditor::current() const
{
    if (!m_where)
        return nullptr;
    if (m_where->slot == DocumentSlot::Library)
        return ManagedPolicyLibrary::builtIn().document(m_where->name);
    const EntityPtr entity = m_document->world().find(m_where->owner);
    return entity ? documentAt(*entity, m_where->slot, m_where->name) : nullptr;
}

PolicyKind PolicyEditor::kind() const
{
    const EntityPtr entity = m_where ? m_document->world().find(m_where->owner) : nullptr;
    return entity ? policyKindOf(*entity, m_where->slot) : PolicyKind::Identity;
}

void PolicyEditor::setEmptyText(const QString &text)
{
    m_empty->setText(text);
}

void PolicyEditor::setDocument(const std::optional<DocumentRef> &where)
{
    if (m_where == where)
        return;
    commit();
    m_where = where;
    m_code->clearDecided();
    m_code->setMarks({});
    reload();
    m_code->setCaret(0);
    m_code->setFirstVisibleLine(0);
}

void PolicyEditor::documentChanged(const DocumentChange &change)
{
    if (change.everything) {
        // Another workspace: what was being typed belonged to the old one.
        m_pending = false;
        m_soon.stop();
        qApp->removeEventFilter(this);
        m_where.reset();
        reload();
        return;
    }
    if (!m_where)
        return;
    const bool mine = std::find(change.entities.begin(), change.entities.end(), m_where->owner) != change.entities.end();
    if (mine)
        reload();
    else if (change.names)
        findProblemsSoon();
}

void PolicyEditor::reload()
{
    fill();
    updateNotice();
    findProblemsSoon();
}

void PolicyEditor::fill()
{
    const DocumentPtr document = current();
    m_code->setVisible(document != nullptr);
    m_empty->setVisible(!document);
    if (!document)
        m_findBar->hide();
    // What is being typed stays; it is committed with the pause and stands above this change in the undo stack.
    if (!m_pending)
        m_code->setBytes(document ? QByteArray::fromStdString(document->text()) : QByteArray());
}

void PolicyEditor::updateNotice()
{
    const Lock lock = m_where && current() ? lockOf(m_document->world(), *m_where) : Lock::None;
    m_code->setReadOnly(lock != Lock::None);
    m_notice->setVisible(lock != Lock::None);
    if (lock == Lock::AwsManaged) {
        m_noticeText->setText(tr("Managed by AWS: read only"));
        m_noticeButton->setText(tr("Copy to edit"));
        m_noticeButton->setToolTip(tr("Makes a policy of the account's own with the same text"));
        m_noticeButton->setVisible(!m_account.empty());
    } else if (lock == Lock::NotInForce) {
        m_noticeText->setText(tr("Version %1 isn't in force; answers come from the default version.").arg(QString::fromStdString(m_where->name)));
        m_noticeButton->setText(tr("Put it in force"));
        m_noticeButton->setToolTip({});
        m_noticeButton->setVisible(true);
    }
}

void PolicyEditor::noticeAction()
{
    if (!m_where)
        return;
    const World &world = m_document->world();
    if (lockOf(world, *m_where) == Lock::NotInForce) {
        const edits::Result result = edits::setDefaultVersion(world, m_where->owner, m_where->name);
        if (result.patch)
            m_document->apply(tr("Put %1 in force").arg(QString::fromStdString(m_where->name)), *result.patch);
        return;
    }
    const edits::Result result = copyOfPolicy(world, *m_where, m_account);
    if (!result.patch)
        return;
    m_document->apply(tr("Copy policy"), *result.patch);
    emit entityRequested(result.created);
}

void PolicyEditor::onEdited()
{
    if (!m_where)
        return;
    if (!m_pending) {
        m_pending = true;
        // A click or shortcut elsewhere (Undo, Save …) must find what was typed in the document already.
        qApp->installEventFilter(this);
    }
    m_soon.start();
}

void PolicyEditor::commit()
{
    m_soon.stop();
    if (!m_pending)
        return;
    m_pending = false;
    qApp->removeEventFilter(this);
    if (!m_document)
        return;
    const std::string text = m_code->bytes().toStdString();
    const DocumentPtr before = current();
    if (before && before->text() == text)
        return;
    const edits::Result result = edits::setDocument(m_document->world(), *m_where, text);
    if (!result.patch) {
        // The place is gone (its policy was removed meanwhile): show what there is.
        reload();
        return;
    }
    const QString key = QStringLiteral("text/%1/%2/%3").arg(m_where->owner.value).arg(static_cast<int>(m_where->slot)).arg(QString::fromStdString(m_where->name));
    const QString label = m_where->slot == DocumentSlot::Trust ? tr("Edit trust policy") : tr("Edit policy");
    m_document->apply(label, *result.patch, key);
}

bool PolicyEditor::isIdle() const
{
    return !m_pending && !m_problems.isBusy();
}

bool PolicyEditor::eventFilter(QObject *watched, QEvent *event)
{
    const bool elsewhere = watched != m_code && watched != m_code->viewport();
    const bool acts = event->type() == QEvent::MouseButtonPress || event->type() == QEvent::Shortcut || event->type() == QEvent::Close
        || event->type() == QEvent::KeyPress;
    if (m_pending && elsewhere && acts && watched->isWidgetType() && !static_cast<QWidget *>(watched)->isAncestorOf(m_code))
        commit();
    else if (m_pending && event->type() == QEvent::Shortcut)
        commit();
    return QWidget::eventFilter(watched, event);
}

void PolicyEditor::findProblemsSoon()
{
    const EntityPtr entity = m_where && m_where->slot != DocumentSlot::Library ? m_document->world().find(m_where->owner) : nullptr;
    if (!entity) {
        m_problems.cancel();
        m_code->setMarks({});
        return;
    }
    m_problems.start([entity, world = m_document->world()](const CancelFlag &) { return findProblems(*entity, world); });
}

void PolicyEditor::showProblems(const std::vector<Problem> &problems)
{
    // While somebody types the places are those of an older text; the commit asks again.
    if (m_pending)
        return;
    std::vector<EditorMark> marks;
    for (const Problem &problem : problems) {
        if (m_where && problem.where == *m_where)
            marks.push_back({markKind(problem.severity), problem.span, words::problem(problem)});
    }
    m_code->setMarks(std::move(marks));
}

void PolicyEditor::showSpan(Span span, std::optional<Verdict> decided)
{
    m_code->showSpan(span, decided);
}

} // namespace rolewright
