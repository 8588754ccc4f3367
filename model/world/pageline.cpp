// SPDX-License-Identifier: GPL-3.0-or-later
#include "world/pageline.h"

#include <system_error>
#include <utility>

namespace rolewright {

namespace {

/// Enough text that waking the other thread costs nothing beside it, little enough that its trees stay in the processor's cache.
constexpr std::size_t partSize = 128 * 1024;
constexpr std::size_t mostFoundInPart = 1000;

/// What was found in that much text doesn't wait beside others: it may take many times its memory.
constexpr std::size_t largePart = 1024 * 1024;

/// Less text isn't worth a thread.
constexpr std::size_t leastForThread = 1024 * 1024;

} // namespace

PageLine::PageLine(PageMaker &maker, std::function<bool()> mayUseThread)
    : m_maker(maker)
    , m_mayUseThread(std::move(mayUseThread))
{
}

bool PageLine::passOnIfDue(FilePart &part, std::size_t textLeft)
{
    if (!m_work && textLeft >= leastForThread && m_mayUseThread())
        startThread();
    const bool isDue = !m_work || part.textSize >= partSize || part.found.size() >= mostFoundInPart;
    return !isDue || passOn(part);
}

bool PageLine::passOn(FilePart &part)
{
    if (part.found.empty())
        return true;
    if (!m_work) {
        m_maker.make(part);
        return m_maker.take(part);
    }
    const bool isLarge = part.textSize >= largePart;
    return m_work->hand(part) && (!isLarge || m_work->finish());
}

void PageLine::finish(FilePart &part)
{
    if (passOn(part) && m_work)
        m_work->finish();
    m_work.reset();
}

void PageLine::startThread()
{
    try {
        m_work.emplace([this](FilePart &part) { m_maker.make(part); }, [this](FilePart &part) { return m_maker.take(part); });
    } catch (const std::system_error &) {
        // The system has no more of them: this one does it all.
        m_mayUseThread = [] { return false; };
    }
}

} // namespace rolewright
