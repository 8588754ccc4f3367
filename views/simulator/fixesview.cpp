// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/fixesview.h"

#include "analyse/linediff.h"
#include "simulator/sectionheader.h"
#include "simulator/wrappedlabel.h"
#include "theme/theme.h"
#include "words/fixwords.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QResizeEvent>
#include <QTextBlock>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace rolewright {
namespace {

constexpr int mostDiffLines = 16;

QLabel *wrapped(QWidget *parent)
{
    auto *label = new WrappedLabel({}, parent);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

QString sign(DiffLine::Kind kind)
{
    switch (kind) {
    case DiffLine::Kind::Removed: return QStringLiteral("- ");
    case DiffLine::Kind::Added: return QStringLiteral("+ ");
    case DiffLine::Kind::Context: return QStringLiteral("  ");
    case DiffLine::Kind::Gap: break;
    }
    return QStringLiteral("  …");
}

} // namespace

FixesView::FixesView(WorkspaceDocument *document, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_header(new SectionHeader(tr("Fixes"), this))
    , m_toggle(m_header->addButton({}, {}, tr("Search the smallest edits of policies that would turn this answer")))
    , m_body(new QWidget(this))
    , m_message(wrapped(m_body))
    , m_list(new QListWidget(m_body))
    , m_notes(wrapped(m_body))
    , m_diff(new QPlainTextEdit(m_body))
    , m_buttons(new QWidget(m_body))
    , m_runner(this, [this](Found found) { show(std::move(found)); })
{
    m_toggle->setObjectName(QStringLiteral("findFixes"));
    connect(m_toggle, &QToolButton::clicked, this, [this] { setOpen(!m_open); });

    m_message->setObjectName(QStringLiteral("fixMessage"));
    m_list->setObjectName(QStringLiteral("fixes"));
    m_list->setAccessibleName(tr("Edits that would turn this answer"));
    m_list->setWordWrap(true);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setSpacing(2);
    m_list->installEventFilter(this);
    m_list->setTextElideMode(Qt::ElideNone);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_list, &QListWidget::currentRowChanged, this, &FixesView::showFix);
    m_diff->setObjectName(QStringLiteral("fixDiff"));
    m_diff->setAccessibleName(tr("The change of the text"));
    m_diff->setReadOnly(true);
    m_diff->setProperty("look", QStringLiteral("card"));
    m_diff->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_diff->setFont(theme::monospaceFont());
    m_diff->document()->setDocumentMargin(theme::tightSpacing);

    auto *make = new QPushButton(tr("Make this edit"), m_buttons);
    make->setObjectName(QStringLiteral("applyFix"));
    make->setToolTip(tr("Changes the text as shown; undo takes it back"));
    connect(make, &QPushButton::clicked, this, &FixesView::applyFix);
    auto *open = new QPushButton(tr("Open the text"), m_buttons);
    open->setObjectName(QStringLiteral("openFix"));
    connect(open, &QPushButton::clicked, this, &FixesView::openText);
    auto *buttons = new QHBoxLayout(m_buttons);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->addWidget(make);
    buttons->addWidget(open);
    buttons->addStretch();

    auto *body = new QVBoxLayout(m_body);
    body->setContentsMargins(theme::panelMargin, theme::spacing, theme::panelMargin, theme::spacing);
    body->setSpacing(theme::spacing);
    for (QWidget *widget : {static_cast<QWidget *>(m_message), static_cast<QWidget *>(m_list), static_cast<QWidget *>(m_notes),
                            static_cast<QWidget *>(m_diff), m_buttons})
        body->addWidget(widget);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_body);
    setOpen(false);
}

FixesView::~FixesView() = default;

void FixesView::setAnswer(const World &world, const Answer &answer)
{
    m_world = world;
    m_question = answer.request;
    m_wanted = oppositeOf(answer.verdict);
    setTitle();
    search();
}

void FixesView::clear()
{
    m_runner.cancel();
    m_question.reset();
    m_found.reset();
}

void FixesView::setOpen(bool open)
{
    m_open = open;
    m_body->setVisible(open);
    setTitle();
    search();
}

void FixesView::setTitle()
{
    const QString title = (m_wanted == Verdict::Allowed ? tr("What would allow it") : tr("What would deny it")).toUpper();
    m_toggle->setText(m_open ? QStringLiteral("%1 ▾").arg(title) : QStringLiteral("%1 ▸").arg(title));
}

void FixesView::search()
{
    m_runner.cancel();
    m_found.reset();
    for (QWidget *widget : {static_cast<QWidget *>(m_list), static_cast<QWidget *>(m_notes), static_cast<QWidget *>(m_diff), m_buttons})
        widget->hide();
    if (!m_open || !m_question)
        return;
    m_message->setText(tr("Searching …"));
    m_message->show();
    m_runner.start([world = m_world, question = *m_question, wanted = m_wanted](const CancelFlag &flag) {
        return Found{world, findFixes(world, question, wanted, [flag] { return flag->load(); })};
    });
}

void FixesView::show(Found found)
{
    m_found = std::move(found);
    QStringList obstacles;
    for (const FixObstacle &obstacle : m_found->list.obstacles)
        obstacles += words::fixObstacle(obstacle);
    m_message->setText(obstacles.isEmpty() ? tr("No small edit turns this answer.") : obstacles.join(u'\n'));
    const bool any = !m_found->list.fixes.empty();
    m_message->setVisible(!any);
    m_list->clear();
    for (const Fix &fix : m_found->list.fixes) {
        QStringList parts;
        for (const FixPart &part : fix.parts)
            parts += words::fixPart(part);
        m_list->addItem(parts.join(u'\n'));
    }
    m_list->setVisible(any);
    m_buttons->setVisible(any);
    m_list->setCurrentRow(any ? 0 : -1);
    fitList();
}

const Fix *FixesView::current() const
{
    const int row = m_list->currentRow();
    return m_found && row >= 0 && static_cast<std::size_t>(row) < m_found->list.fixes.size()
        ? &m_found->list.fixes[static_cast<std::size_t>(row)] : nullptr;
}

void FixesView::showFix(int)
{
    const Fix *fix = current();
    m_diff->setVisible(fix);
    m_notes->setVisible(fix);
    if (!fix)
        return;
    QStringList notes;
    for (const FixPart &part : fix->parts) {
        for (const FixNote &note : part.notes)
            notes += words::fixNote(note);
    }
    notes.removeDuplicates();
    m_notes->setText(notes.join(u'\n'));
    m_notes->setVisible(!notes.isEmpty());
    showDiff(*fix);
}

void FixesView::showDiff(const Fix &fix)
{
    std::vector<DiffLine> lines;
    for (const FixPart &part : fix.parts) {
        if (!lines.empty())
            lines.push_back({DiffLine::Kind::Gap, {}});
        const std::vector<DiffLine> more = lineDiff(part.before, part.after);
        lines.insert(lines.end(), more.begin(), more.end());
    }
    QStringList texts;
    for (const DiffLine &line : lines)
        texts += sign(line.kind) + QString::fromStdString(line.text);
    m_diff->setPlainText(texts.join(u'\n'));

    QList<QTextEdit::ExtraSelection> marks;
    QTextBlock block = m_diff->document()->begin();
    for (const DiffLine &line : lines) {
        if (line.kind == DiffLine::Kind::Added || line.kind == DiffLine::Kind::Removed) {
            QTextEdit::ExtraSelection mark;
            mark.cursor = QTextCursor(block);
            mark.format.setBackground(line.kind == DiffLine::Kind::Added ? theme::colours().allowedBackground
                                                                         : theme::colours().deniedBackground);
            mark.format.setProperty(QTextFormat::FullWidthSelection, true);
            marks += mark;
        }
        block = block.next();
    }
    m_diff->setExtraSelections(marks);
    const int shown = std::min(static_cast<int>(lines.size()), mostDiffLines) + 1; // one for the scroll bar
    m_diff->setFixedHeight(m_diff->fontMetrics().lineSpacing() * shown + 3 * theme::tightSpacing);
}

void FixesView::applyFix()
{
    const Fix *fix = current();
    // The edit belongs to the world that it was found in; another one has been asked about by now.
    if (fix && m_found->world.sameAs(m_document->world()))
        m_document->apply(words::fixTitle(*fix), fix->patch);
}

void FixesView::openText()
{
    const Fix *fix = current();
    if (fix && !fix->parts.front().before.empty())
        emit documentRequested(fix->parts.front().where, {}, std::nullopt);
    else if (fix)
        m_diff->setFocus();
}

void FixesView::fitList()
{
    if (m_list->count() == 0)
        return;
    // The rows wrap: how tall they are is known once they are laid out for the width.
    m_list->doItemsLayout();
    const QRect last = m_list->visualItemRect(m_list->item(m_list->count() - 1));
    const QRect first = m_list->visualItemRect(m_list->item(0));
    m_list->setFixedHeight(last.bottom() - first.top() + 1 + 2 * (m_list->frameWidth() + m_list->spacing()));
}

bool FixesView::eventFilter(QObject *watched, QEvent *event)
{
    const auto *resized = watched == m_list && event->type() == QEvent::Resize ? static_cast<QResizeEvent *>(event) : nullptr;
    if (resized && resized->size().width() != resized->oldSize().width())
        QMetaObject::invokeMethod(this, &FixesView::fitList, Qt::QueuedConnection);
    return QWidget::eventFilter(watched, event);
}

void FixesView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_found)
        showFix(m_list->currentRow());
}

} // namespace rolewright
