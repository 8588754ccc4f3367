// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/nearmisslist.h"

#include "simulator/striplist.h"
#include "simulator/veil.h"
#include "simulator/wrappedlabel.h"
#include "theme/theme.h"

#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace rolewright {
namespace {

constexpr std::size_t mostShown = 20;

} // namespace

NearMissList::NearMissList(QWidget *parent)
    : QWidget(parent)
    , m_fold(new QToolButton(this))
    , m_strips(new StripList(this))
    , m_more(new WrappedLabel(tr("The first %1 are shown.").arg(mostShown), this))
    , m_veil(new Veil(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::spacing);
    layout->addWidget(m_fold);
    layout->addWidget(m_strips);
    layout->addWidget(m_more);
    m_fold->setObjectName(QStringLiteral("nearMisses"));
    m_fold->setAutoRaise(true);
    m_fold->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_fold->setToolTip(tr("Roles where one thing is missing"));
    m_more->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_more->hide();
    hide();
    connect(m_fold, &QToolButton::clicked, this, [this] { setOpen(!m_isOpen); });
    connect(m_strips, &StripList::entityRequested, this, &NearMissList::entityRequested);
    connect(m_strips, &StripList::stepChosen, this, [this](std::size_t miss, int step) {
        if (!m_isWaiting)
            emit stepChosen(miss, step);
    });
    connect(m_strips, &StripList::documentRequested, this, [this](const DocumentRef &where, Span span) {
        emit documentRequested(where, span, span.empty() ? std::nullopt : std::optional(Verdict::Denied));
    });
}

void NearMissList::show(const std::shared_ptr<const Asked> &asked, bool open)
{
    m_isWaiting = false;
    m_veil->hide();
    m_asked = asked->simulation.nearMisses.empty() ? nullptr : asked;
    m_fold->setEnabled(true);
    setVisible(m_asked != nullptr);
    setOpen(open);
}

void NearMissList::wait(bool keep)
{
    m_isWaiting = true;
    if (keep && m_asked)
        m_veil->show();
    else if (!keep)
        say(tr("Looking for near misses …"));
}

void NearMissList::stop()
{
    if (m_isWaiting)
        say(tr("Near misses weren't looked for to the end."));
    m_isWaiting = false;
}

void NearMissList::say(const QString &text)
{
    m_asked.reset();
    setOpen(false);
    m_veil->hide();
    m_fold->setText(text);
    m_fold->setEnabled(false);
    QWidget::show();
}

void NearMissList::setOpen(bool open)
{
    m_isOpen = open;
    const std::size_t count = m_asked ? m_asked->simulation.nearMisses.size() : 0;
    const QString title = count == 1 ? tr("1 near miss") : tr("%n near misses", nullptr, static_cast<int>(count));
    m_fold->setText((open ? QStringLiteral("▾ ") : QStringLiteral("▸ ")) + title);
    m_more->setVisible(open && count > mostShown);
    if (!open || count == 0)
        return m_strips->clear();
    m_strips->show(std::min(count, mostShown), [asked = m_asked](std::size_t i) { return nearMissStrip(asked->world, asked->question, asked->simulation.nearMisses[i]); });
}

bool NearMissList::isComplete() const
{
    return !m_isWaiting && m_strips->isComplete();
}

void NearMissList::setCurrent(std::optional<std::size_t> miss, int step)
{
    m_strips->setCurrent(miss, step);
}

} // namespace rolewright
