// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/striplist.h"

#include "theme/theme.h"

#include <QVBoxLayout>

namespace rolewright {
namespace {

constexpr int sliceMilliseconds = 5;
constexpr std::size_t mostSpare = 8; ///< hidden strips that are kept for the next answer

} // namespace

StripList::StripList(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(theme::spacing);
    m_next.setSingleShot(true);
    m_next.setInterval(0);
    connect(&m_next, &QTimer::timeout, this, [this] { fill(slice()); });
    hide();
}

QDeadlineTimer StripList::slice()
{
    return QDeadlineTimer(sliceMilliseconds);
}

void StripList::show(std::size_t count, Make make, QDeadlineTimer until)
{
    m_make = std::move(make);
    m_count = count;
    m_filled = 0;
    fill(until);
}

Strip *StripList::stripAt(std::size_t i)
{
    if (i < m_strips.size())
        return m_strips[i];
    auto *strip = new Strip(this);
    connect(strip, &Strip::stepChosen, this, [this, i](int step) { emit stepChosen(i, step); });
    connect(strip, &Strip::entityRequested, this, &StripList::entityRequested);
    connect(strip, &Strip::documentRequested, this, &StripList::documentRequested);
    m_layout->addWidget(strip);
    m_strips.push_back(strip);
    return strip;
}

void StripList::fill(QDeadlineTimer until)
{
    while (m_filled < m_count && !until.hasExpired()) {
        Strip *strip = stripAt(m_filled);
        strip->setData(m_make(m_filled));
        strip->setCurrentStep(m_current == m_filled ? m_step : -1);
        strip->setVisible(true);
        ++m_filled;
    }
    // What isn't up to date yet would tell another answer's ways.
    for (std::size_t i = m_filled; i < m_strips.size(); ++i)
        m_strips[i]->hide();
    while (isComplete() && m_strips.size() > m_count + mostSpare) {
        m_strips.back()->deleteLater();
        m_strips.pop_back();
    }
    setVisible(m_count > 0);
    if (!isComplete())
        m_next.start();
    else
        m_make = nullptr;
}

void StripList::setCurrent(std::optional<std::size_t> strip, int step)
{
    m_current = strip;
    m_step = step;
    for (std::size_t i = 0; i < m_filled; ++i)
        m_strips[i]->setCurrentStep(m_current == i ? step : -1);
}

} // namespace rolewright
