// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/notespage.h"

#include "edits/edits.h"
#include "pages/notestext.h"
#include "pages/pagewidgets.h"
#include "theme/theme.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTextBrowser>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace rolewright {

namespace {

const QString keyPrefix = QStringLiteral("notes:");

} // namespace

NotesPage::NotesPage(WorkspaceDocument *document, const std::string &account, QWidget *parent)
    : Page(parent)
    , m_document(document)
    , m_account(account)
    , m_edit(pagewidgets::button(QStringLiteral("rename"), tr("Edit"), tr("Write the notes"), this))
    , m_stack(new QStackedWidget(this))
    , m_reader(new QTextBrowser(this))
    , m_writer(new QPlainTextEdit(this))
{
    m_edit->setObjectName(QStringLiteral("editNotes"));
    m_edit->setCheckable(true);
    m_reader->setObjectName(QStringLiteral("notesReader"));
    m_reader->setOpenLinks(false);
    m_reader->setFrameShape(QFrame::NoFrame);
    m_reader->setAccessibleName(tr("Notes"));
    m_reader->document()->setDocumentMargin(theme::panelMargin);
    m_writer->setObjectName(QStringLiteral("notesWriter"));
    m_writer->setFrameShape(QFrame::NoFrame);
    m_writer->setAccessibleName(tr("Notes"));
    m_writer->document()->setDocumentMargin(theme::panelMargin);
    // The workspace has one undo stack for everything.
    m_writer->setUndoRedoEnabled(false);
    m_writer->installEventFilter(this);
    m_stack->addWidget(m_reader);
    m_stack->addWidget(m_writer);
    auto *bar = new QWidget(this);
    pagewidgets::fillRow(bar, {m_edit}, {});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(bar);
    layout->addWidget(m_stack, 1);
    connect(m_edit, &QToolButton::toggled, this, &NotesPage::edit);
    connect(m_reader, &QTextBrowser::anchorClicked, this, &NotesPage::follow);
    connect(m_writer, &QPlainTextEdit::textChanged, this, &NotesPage::write);
    fill();
}

QString NotesPage::key(const std::string &account)
{
    return keyPrefix + QString::fromStdString(account);
}

std::optional<std::string> NotesPage::accountOf(const std::string &key)
{
    const QString text = QString::fromStdString(key);
    return text.startsWith(keyPrefix) ? std::optional(text.mid(keyPrefix.size()).toStdString()) : std::nullopt;
}

QString NotesPage::title() const
{
    if (m_account.empty())
        return tr("Notes");
    const AccountInfo *account = m_document->world().account(m_account);
    return tr("Notes on %1").arg(QString::fromStdString(account && !account->name.empty() ? account->name : m_account));
}

QIcon NotesPage::icon() const
{
    return theme::icon(QStringLiteral("file"));
}

bool NotesPage::isGone() const
{
    return !m_account.empty() && !m_document->world().account(m_account);
}

QString NotesPage::notes() const
{
    if (m_account.empty())
        return QString::fromStdString(m_document->world().header().notes);
    const AccountInfo *account = m_document->world().account(m_account);
    return account ? QString::fromStdString(account->notes) : QString();
}

void NotesPage::refresh(const DocumentChange &change)
{
    if (change.everything || change.header || change.names)
        fill();
}

void NotesPage::fill()
{
    const QString text = notes();
    if (m_writer->toPlainText() != text) {
        const QSignalBlocker blocker(m_writer);
        const int position = m_writer->textCursor().position();
        m_writer->setPlainText(text);
        QTextCursor cursor = m_writer->textCursor();
        cursor.setPosition(std::min(position, static_cast<int>(text.size())));
        m_writer->setTextCursor(cursor);
    }
    const QString empty = m_account.empty()
        ? tr("Nothing is noted yet: what this workspace is about, what to look at, what to try. Names of users, roles and policies become links here.")
        : tr("Nothing is noted about this account yet. Names of users, roles and policies become links here.");
    m_reader->setHtml(text.trimmed().isEmpty()
                          ? QStringLiteral("<p style=\"color:%1\">%2</p>").arg(theme::colours().mutedText.name(), empty.toHtmlEscaped())
                          : NotesText(m_document->world()).html(text));
}

void NotesPage::edit(bool on)
{
    m_edit->setChecked(on);
    m_edit->setText(on ? tr("Done") : tr("Edit"));
    m_stack->setCurrentWidget(on ? static_cast<QWidget *>(m_writer) : m_reader);
    (on ? static_cast<QWidget *>(m_writer) : m_reader)->setFocus();
}

void NotesPage::write()
{
    WorldHeader header = m_document->world().header();
    const std::string text = m_writer->toPlainText().toStdString();
    std::string *notes = m_account.empty() ? &header.notes : nullptr;
    for (AccountInfo &account : header.accounts) {
        if (account.id == m_account)
            notes = &account.notes;
    }
    if (!notes || *notes == text)
        return;
    *notes = text;
    m_document->apply(tr("Edit notes"), *edits::setHeader(m_document->world(), std::move(header)).patch, stateKey());
}

void NotesPage::follow(const QUrl &link)
{
    if (const EntityId entity = NotesText::entityOf(link.toString()))
        emit entityRequested(entity);
    else
        QDesktopServices::openUrl(link);
}

bool NotesPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_writer && (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress)) {
        const auto *key = static_cast<QKeyEvent *>(event);
        // Undo and redo are the window's: the field would swallow their keys.
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->ignore();
            return true;
        }
        if (event->type() == QEvent::KeyPress && key->key() == Qt::Key_Escape) {
            edit(false);
            return true;
        }
    }
    return Page::eventFilter(watched, event);
}

void NotesPage::changeEvent(QEvent *event)
{
    Page::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        fill(); // its links and hints have the theme's colours
}

} // namespace rolewright
