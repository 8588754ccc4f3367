// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/answerview.h"

class QLabel;
class QToolButton;

namespace rolewright {

class StripList;
class Veil;

/// "27 near misses", folded or not. They come after the rest of an answer: until then those of the same question's earlier answer stay,
/// dimmed, or a row of the same height says that they are looked for.
class NearMissList : public QWidget
{
    Q_OBJECT
public:
    explicit NearMissList(QWidget *parent);

    void show(const std::shared_ptr<const Asked> &asked, bool open);
    /// `keep`: what is shown is of the same question.
    void wait(bool keep);
    /// What was waited for won't come.
    void stop();
    bool isComplete() const; ///< nothing is waited for, or still being made
    bool isOpen() const { return m_isOpen; }
    void setCurrent(std::optional<std::size_t> miss, int step);

signals:
    void stepChosen(std::size_t miss, int step); ///< of an answer that is up to date
    void entityRequested(rolewright::EntityId entity);
    void documentRequested(const rolewright::DocumentRef &where, rolewright::Span span, std::optional<rolewright::Verdict> decided);

private:
    void setOpen(bool open);
    void say(const QString &text); ///< instead of near misses

    std::shared_ptr<const Asked> m_asked; ///< whose near misses are shown; null: none are
    QToolButton *m_fold;
    StripList *m_strips;
    QLabel *m_more;
    Veil *m_veil;
    bool m_isOpen = false;
    bool m_isWaiting = false;
};

} // namespace rolewright
