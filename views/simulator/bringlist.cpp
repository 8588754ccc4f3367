// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/bringlist.h"

#include "policy/principal.h"
#include "theme/theme.h"
#include "words/words.h"

#include <QCheckBox>
#include <QLabel>
#include <QVBoxLayout>

namespace rolewright {

BringList::BringList(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(2);
    auto *title = new QLabel(tr("What the caller must bring"), this);
    title->setForegroundRole(QPalette::PlaceholderText);
    m_layout->addWidget(title);
    hide();
}

void BringList::show(const std::vector<Hop> &hops)
{
    QStringList items;
    for (const Hop &hop : hops) {
        const std::optional<Principal> role = parsePrincipal(hop.to);
        const QString name = QString::fromStdString(role ? role->name : hop.to);
        for (const QString &need : words::needsList(hop.needs))
            items += hops.size() > 1 ? tr("%1, for %2").arg(need, name) : need;
    }
    setVisible(!items.isEmpty());
    if (items == m_items)
        return;
    m_items = items;
    for (QCheckBox *old : findChildren<QCheckBox *>())
        delete old;
    for (const QString &item : m_items) {
        auto *box = new QCheckBox(item, this);
        box->setToolTip(item);
        m_layout->addWidget(box);
    }
}

} // namespace rolewright
