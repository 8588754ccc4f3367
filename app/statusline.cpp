// SPDX-License-Identifier: GPL-3.0-or-later
#include "statusline.h"

#include "document/workspacedocument.h"
#include "themesetting.h"

#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QTimer>
#include <QToolButton>

namespace rolewright {

StatusLine::StatusLine(WorkspaceDocument *document, ThemeSetting *setting, QWidget *parent)
    : QStatusBar(parent)
    , m_document(document)
    , m_saved(new QLabel)
    , m_counts(new QLabel)
    , m_answer(new QLabel)
    , m_cursor(new QLabel)
    , m_progress(new QProgressBar)
    , m_cancel(new QToolButton)
    , m_theme(new QToolButton)
{
    setSizeGripEnabled(false);
    setContentsMargins(6, 0, 6, 0);
    m_progress->setFixedWidth(160);
    m_progress->setRange(0, 1000);
    m_cancel->setText(tr("Cancel"));
    m_cancel->setProperty("look", QStringLiteral("muted"));
    m_theme->setProperty("look", QStringLiteral("muted"));
    m_theme->setObjectName(QStringLiteral("themeToggle"));
    for (QLabel *label : {m_saved, m_counts, m_answer})
        addWidget(label);
    addWidget(m_progress);
    addWidget(m_cancel);
    addPermanentWidget(m_cursor);
    addPermanentWidget(m_theme);
    setBusy(false);

    auto *timer = new QTimer(this);
    timer->start(5000);
    connect(timer, &QTimer::timeout, this, &StatusLine::updateSaved);
    connect(m_cancel, &QToolButton::clicked, this, &StatusLine::cancelRequested);
    connect(m_theme, &QToolButton::clicked, setting, &ThemeSetting::toggle);
    connect(setting, &ThemeSetting::changed, this, &StatusLine::updateTheme);
    connect(document, &WorkspaceDocument::changed, this, &StatusLine::updateCounts);
    connect(document, &WorkspaceDocument::fileChanged, this, &StatusLine::updateSaved);
    updateTheme();
    setOpen(false);
}

void StatusLine::setOpen(bool open)
{
    m_open = open;
    m_sinceSaved.invalidate();
    m_answer->clear();
    m_cursor->clear();
    updateSaved();
    updateCounts();
}

void StatusLine::noteSaved()
{
    m_sinceSaved.start();
    updateSaved();
}

void StatusLine::updateSaved()
{
    if (!m_open) {
        m_saved->setText(tr("Nothing open"));
        return;
    }
    if (m_document->isModified()) {
        m_saved->setText(tr("● edited · kept for recovery"));
        return;
    }
    if (m_document->filePath().isEmpty()) {
        m_saved->setText(tr("no file yet"));
        return;
    }
    if (!m_sinceSaved.isValid()) {
        m_saved->setText(tr("✓ saved"));
        return;
    }
    const int seconds = static_cast<int>(m_sinceSaved.elapsed() / 1000);
    m_saved->setText(seconds < 5 ? tr("✓ saved just now")
            : seconds < 60       ? tr("✓ saved %n s ago", nullptr, seconds)
                                 : tr("✓ saved %n min ago", nullptr, seconds / 60));
}

void StatusLine::updateCounts()
{
    const World &world = m_document->world();
    m_counts->setText(!m_open ? QString()
                              : tr("%1 · %2")
                                    .arg(tr("%Ln entities", nullptr, static_cast<int>(world.entityCount())),
                                        tr("%n account(s)", nullptr, static_cast<int>(world.header().accounts.size()))));
}

void StatusLine::setAnswerTime(double milliseconds)
{
    m_answer->setText(tr("answer %1 ms").arg(QLocale().toString(milliseconds, 'f', milliseconds < 10 ? 1 : 0)));
}

void StatusLine::setCursor(int line, int column)
{
    m_cursor->setText(tr("Line %1, column %2").arg(line).arg(column));
}

void StatusLine::clearCursor()
{
    m_cursor->clear();
}

void StatusLine::setBusy(bool busy)
{
    // Not back to the start when it ends: the bar would show that while the new workspace is taken in.
    if (busy)
        m_progress->setValue(0);
    m_progress->setVisible(busy);
    m_cancel->setVisible(busy);
}

void StatusLine::setProgress(double fraction)
{
    m_progress->setValue(static_cast<int>(fraction * 1000));
}

void StatusLine::updateTheme()
{
    const bool light = theme::scheme() == theme::Scheme::Light;
    m_theme->setIcon(theme::icon(light ? QStringLiteral("moon") : QStringLiteral("sun")));
    m_theme->setToolTip(light ? tr("Switch to dark") : tr("Switch to light"));
    m_theme->setAccessibleName(m_theme->toolTip());
}

} // namespace rolewright
