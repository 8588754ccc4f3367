// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/findbar.h"

#include "editor/codeeditor.h"
#include "theme/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace rolewright {
namespace {

/// More than anybody looks at one by one.
constexpr std::size_t maximumHits = 10000;

QToolButton *button(const QString &icon, const QString &tip, QWidget *parent)
{
    QToolButton *made = new QToolButton(parent);
    made->setIcon(theme::icon(icon));
    made->setToolTip(tip);
    made->setAccessibleName(tip);
    made->setProperty("look", QStringLiteral("flat"));
    return made;
}

std::vector<Span> hitsOf(const CodeEditor &editor, const QByteArray &text, bool caseSensitive)
{
    std::vector<Span> hits;
    using Base = QsciScintillaBase;
    const unsigned long length = static_cast<unsigned long>(editor.SendScintilla(Base::SCI_GETLENGTH));
    editor.SendScintilla(Base::SCI_SETSEARCHFLAGS, static_cast<unsigned long>(caseSensitive ? Base::SCFIND_MATCHCASE : 0));
    unsigned long from = 0;
    while (!text.isEmpty() && from < length && hits.size() < maximumHits) {
        editor.SendScintilla(Base::SCI_SETTARGETSTART, from);
        editor.SendScintilla(Base::SCI_SETTARGETEND, length);
        const long found = editor.SendScintilla(Base::SCI_SEARCHINTARGET, static_cast<uintptr_t>(text.size()), text.constData());
        if (found < 0)
            break;
        from = static_cast<unsigned long>(editor.SendScintilla(Base::SCI_GETTARGETEND));
        hits.push_back({static_cast<std::size_t>(found), from});
    }
    return hits;
}

} // namespace

FindBar::FindBar(CodeEditor *editor, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_text(new QLineEdit(this))
    , m_case(button(QStringLiteral("find"), tr("Match case"), this))
    , m_count(new QLabel(this))
{
    setObjectName(QStringLiteral("findBar"));
    m_text->setObjectName(QStringLiteral("findText"));
    m_text->setPlaceholderText(tr("Find in this document"));
    m_text->setClearButtonEnabled(true);
    m_text->setMaximumWidth(320);
    m_case->setObjectName(QStringLiteral("findCase"));
    m_case->setIcon({});
    m_case->setText(QStringLiteral("Aa"));
    m_case->setCheckable(true);
    m_count->setObjectName(QStringLiteral("findCount"));
    m_count->setProperty("look", QStringLiteral("muted"));
    QToolButton *back = button(QStringLiteral("up"), tr("Previous (Shift+F3)"), this);
    QToolButton *forth = button(QStringLiteral("down"), tr("Next (F3)"), this);
    QToolButton *close = button(QStringLiteral("close"), tr("Close (Esc)"), this);

    QHBoxLayout *layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme::spacing, theme::tightSpacing, theme::spacing, theme::tightSpacing);
    layout->setSpacing(theme::tightSpacing);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_case);
    layout->addWidget(back);
    layout->addWidget(forth);
    layout->addWidget(m_count);
    layout->addStretch();
    layout->addWidget(close);

    connect(m_text, &QLineEdit::textChanged, this, &FindBar::search);
    connect(m_case, &QToolButton::toggled, this, &FindBar::search);
    connect(back, &QToolButton::clicked, this, &FindBar::previous);
    connect(forth, &QToolButton::clicked, this, &FindBar::next);
    connect(close, &QToolButton::clicked, this, &FindBar::closeBar);
    connect(m_editor, &QsciScintilla::textChanged, this, &FindBar::refresh);
    hide();
}

void FindBar::open()
{
    const Span selected = m_editor->selection();
    const QByteArray text = m_editor->bytes().mid(static_cast<qsizetype>(selected.begin), static_cast<qsizetype>(selected.end - selected.begin));
    m_origin = selected.begin;
    show();
    if (!text.isEmpty() && !text.contains('\n'))
        m_text->setText(QString::fromUtf8(text));
    m_text->setFocus();
    m_text->selectAll();
    search();
}

void FindBar::closeBar()
{
    hide();
    m_hits.clear();
    m_editor->setHits({});
    m_editor->setFocus();
}

void FindBar::search()
{
    if (!isVisibleTo(parentWidget()))
        return;
    m_current = 0;
    m_hits = hitsOf(*m_editor, m_text->text().toUtf8(), m_case->isChecked());
    m_editor->setHits(m_hits);
    for (std::size_t i = 0; i < m_hits.size(); ++i) {
        if (m_hits[i].begin >= m_origin) {
            choose(i);
            return;
        }
    }
    if (!m_hits.empty())
        choose(0);
    tellCount();
}

void FindBar::refresh()
{
    if (!isVisibleTo(parentWidget()))
        return;
    m_hits = hitsOf(*m_editor, m_text->text().toUtf8(), m_case->isChecked());
    m_editor->setHits(m_hits);
    m_current = 0;
    tellCount();
}

void FindBar::choose(std::size_t index)
{
    m_current = index + 1;
    m_editor->reveal(m_hits[index]);
    tellCount();
}

void FindBar::next()
{
    if (m_hits.empty())
        return;
    const std::size_t caret = m_editor->selection().end;
    for (std::size_t i = 0; i < m_hits.size(); ++i) {
        if (m_hits[i].begin >= caret) {
            choose(i);
            return;
        }
    }
    choose(0);
}

void FindBar::previous()
{
    if (m_hits.empty())
        return;
    const std::size_t caret = m_editor->selection().begin;
    for (std::size_t i = m_hits.size(); i-- > 0;) {
        if (m_hits[i].end <= caret) {
            choose(i);
            return;
        }
    }
    choose(m_hits.size() - 1);
}

void FindBar::tellCount()
{
    if (m_text->text().isEmpty())
        m_count->clear();
    else if (m_hits.empty())
        m_count->setText(tr("Nothing found"));
    else if (m_current == 0)
        m_count->setText(tr("%n hit(s)", nullptr, static_cast<int>(m_hits.size())));
    else
        m_count->setText(tr("%1 of %2").arg(m_current).arg(m_hits.size()));
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    const bool back = event->modifiers() & Qt::ShiftModifier;
    switch (event->key()) {
    case Qt::Key_Escape:
        closeBar();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_F3:
        back ? previous() : next();
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace rolewright
