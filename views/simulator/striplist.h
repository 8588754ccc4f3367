// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/strip.h"

#include <QDeadlineTimer>
#include <QTimer>
#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

class QVBoxLayout;

namespace rolewright {

/// Strips, one below the other. Those of one answer serve for the next, so that what is the same stays as it is; many new ones are made in
/// slices, between which keys are heard. Hidden while it is empty.
class StripList : public QWidget
{
    Q_OBJECT
public:
    using Make = std::function<StripData(std::size_t strip)>;

    explicit StripList(QWidget *parent);

    /// What may be filled in one go; laying out and painting come on top. Lists that are shown together share it.
    static QDeadlineTimer slice();

    /// `make` is called until the list is complete, and never after clear() or the next show(). What isn't there at the deadline follows.
    void show(std::size_t count, Make make, QDeadlineTimer until = slice());
    void clear() { show(0, {}); }
    bool isComplete() const { return m_filled == m_count; }
    void setCurrent(std::optional<std::size_t> strip, int step);

signals:
    void stepChosen(std::size_t strip, int step);
    void entityRequested(rolewright::EntityId entity);
    void documentRequested(const rolewright::DocumentRef &where, rolewright::Span span);

private:
    void fill(QDeadlineTimer until);
    Strip *stripAt(std::size_t i);

    QVBoxLayout *m_layout;
    std::vector<Strip *> m_strips; ///< those after the first m_filled are hidden
    Make m_make;
    std::size_t m_count = 0; ///< wanted
    std::size_t m_filled = 0;
    std::optional<std::size_t> m_current;
    int m_step = -1;
    QTimer m_next;
};

} // namespace rolewright
