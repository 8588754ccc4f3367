// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/strip.h"

#include "simulator/breakable.h"
#include "simulator/chip.h"
#include "simulator/striprow.h"
#include "simulator/wrappedlabel.h"
#include "theme/theme.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace rolewright {
namespace {

constexpr int noteIndent = 26; ///< below the names
constexpr int noteGap = 2;

QLabel *wrapped(const QString &text, QWidget *parent)
{
    auto *label = new WrappedLabel(breakable(text), parent);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

bool StripNode::operator==(const StripNode &other) const
{
    return icon.name() == other.icon.name() && name == other.name && detail == other.detail && entity == other.entity;
}

Strip::Strip(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
}

Strip::~Strip() = default;

void Strip::setData(const StripData &content)
{
    if (m_data == content)
        return;
    const bool sameNotes = m_data.notes == content.notes;
    m_data = content;
    const std::size_t count = content.nodes.size() + content.links.size();
    for (std::size_t i = count; i < m_rows.size(); ++i) {
        m_rows[i]->hide();
        m_rows[i]->deleteLater(); // it may be what was clicked
    }
    const std::size_t before = std::min(m_rows.size(), count);
    m_rows.resize(count);
    m_nodes.clear();
    for (std::size_t i = 0; i < count; ++i) {
        if (i >= before) {
            m_rows[i] = new StripRow(this);
            m_layout->insertWidget(static_cast<int>(i), m_rows[i]);
            m_rows[i]->show();
        }
        fill(i);
    }
    if (!sameNotes)
        makeNotes();
}

/// Nodes and links take turns.
void Strip::fill(std::size_t i)
{
    StripRow *row = m_rows[i];
    const std::size_t at = i / 2;
    if (i % 2 == 1) {
        const StripLink &link = m_data.links[at];
        row->setLink(link);
        row->setLines(link.verdict, link.verdict);
        row->chosen = [this, step = static_cast<int>(at)] { chooseStep(step); };
        return;
    }
    const StripNode &node = m_data.nodes[at];
    row->setNode(node);
    row->setLines(at > 0 ? std::optional(m_data.links[at - 1].verdict) : std::nullopt,
                  at < m_data.links.size() ? std::optional(m_data.links[at].verdict) : std::nullopt);
    row->opened = nullptr;
    if (!node.entity)
        return;
    row->opened = [this, entity = node.entity] { emit entityRequested(entity); };
    m_nodes.push_back(row);
}

void Strip::makeNotes()
{
    if (m_notes) {
        m_notes->hide();
        m_notes->deleteLater(); // a button in it may be what was clicked
        m_notes = nullptr;
    }
    if (m_data.notes.empty())
        return;
    m_notes = new QWidget(this);
    auto *layout = new QVBoxLayout(m_notes);
    layout->setContentsMargins(noteIndent, theme::spacing, 0, 0);
    layout->setSpacing(noteGap);
    for (const StripNote &note : m_data.notes) {
        if (layout->count() > 0)
            layout->addSpacing(theme::spacing - noteGap);
        layout->addWidget(wrapped(note.text, m_notes));
        if (!note.fix.isEmpty()) {
            QLabel *label = wrapped(QStringLiteral("→ ") + note.fix, m_notes);
            label->setForegroundRole(QPalette::PlaceholderText);
            layout->addWidget(label);
        }
        if (!note.where.owner)
            continue;
        auto *jump = new Chip(tr("Show in the policy"), Chip::Kind::Button, m_notes);
        jump->setIcon(theme::icon(QStringLiteral("jump")));
        connect(jump, &QAbstractButton::clicked, this, [this, where = note.where, span = note.span] { emit documentRequested(where, span); });
        auto *line = new QHBoxLayout;
        line->addWidget(jump);
        line->addStretch();
        layout->addLayout(line);
    }
    m_layout->addWidget(m_notes);
    m_notes->show();
}

std::vector<QWidget *> Strip::nodes() const
{
    return {m_nodes.begin(), m_nodes.end()};
}

void Strip::chooseStep(int step)
{
    setCurrentStep(step);
    emit stepChosen(step);
}

void Strip::setCurrentStep(int step)
{
    for (std::size_t i = 1; i < m_rows.size(); i += 2)
        m_rows[i]->setCurrent(static_cast<int>(i / 2) == step);
}

} // namespace rolewright
