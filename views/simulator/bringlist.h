// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes/routes.h"

#include <QWidget>

class QVBoxLayout;

namespace rolewright {

/// "What the caller must bring" for a route, to tick off. Ticks are for the eye; nothing follows from them.
class BringList : public QWidget
{
    Q_OBJECT
public:
    explicit BringList(QWidget *parent = nullptr);

    /// Ticks stay as long as the list does.
    void show(const std::vector<Hop> &hops);
    QStringList items() const { return m_items; }

private:
    QStringList m_items;
    QVBoxLayout *m_layout;
};

} // namespace rolewright
