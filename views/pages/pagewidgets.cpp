// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/pagewidgets.h"

#include "theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QSplitter>
#include <QToolButton>

#include <algorithm>

namespace rolewright::pagewidgets {

QLabel *hint(const QString &text, QWidget *parent)
{
    QLabel *label = new QLabel(text, parent);
    label->setProperty("look", QStringLiteral("muted"));
    label->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    label->setWordWrap(true);
    label->setMargin(2 * theme::panelMargin);
    return label;
}

QLabel *heading(const QString &text, QWidget *parent)
{
    QLabel *label = new QLabel(text.toUpper(), parent);
    label->setProperty("look", QStringLiteral("panelTitle"));
    return label;
}

QToolButton *button(const QString &icon, const QString &text, const QString &tip, QWidget *parent)
{
    QToolButton *made = new QToolButton(parent);
    made->setIcon(theme::icon(icon));
    made->setText(text);
    made->setToolTip(tip);
    made->setAccessibleName(tip);
    made->setToolButtonStyle(text.isEmpty() ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    made->setProperty("look", QStringLiteral("flat"));
    made->setFocusPolicy(Qt::StrongFocus);
    return made;
}

void fillRow(QWidget *row, std::initializer_list<QWidget *> left, std::initializer_list<QWidget *> right)
{
    QHBoxLayout *layout = new QHBoxLayout(row);
    layout->setContentsMargins(theme::spacing, theme::tightSpacing, theme::spacing, theme::tightSpacing);
    layout->setSpacing(theme::tightSpacing);
    for (QWidget *widget : left)
        layout->addWidget(widget);
    layout->addStretch();
    for (QWidget *widget : right)
        layout->addWidget(widget);
}

void shareOut(QSplitter *splitter, int leftShare, int rightShare)
{
    for (int each = 0; each < splitter->count(); ++each) {
        QSizePolicy policy = splitter->widget(each)->sizePolicy();
        policy.setHorizontalPolicy(QSizePolicy::Ignored);
        splitter->widget(each)->setSizePolicy(policy);
    }
    splitter->widget(0)->setMinimumWidth(150); // its row of buttons
    splitter->setStretchFactor(0, leftShare);
    splitter->setStretchFactor(1, rightShare);
    splitter->setChildrenCollapsible(false);
    // Far more than there is: the splitter scales them down, keeping the proportion.
    splitter->setSizes({leftShare * 10000, rightShare * 10000});
}

bool touchesPrincipals(const DocumentChange &change, const World &world)
{
    return change.everything || change.names || std::any_of(change.entities.begin(), change.entities.end(), [&world](EntityId id) {
        const EntityPtr entity = world.find(id);
        return !entity || entity->kind() == EntityKind::User || entity->kind() == EntityKind::Group || entity->kind() == EntityKind::Role;
    });
}

EntityPtr draggedEntity(const QMimeData *data, const World &world)
{
    const QString type = QStringLiteral("application/x-rolewright-entity");
    return data->hasFormat(type) ? world.find(EntityId{data->data(type).toUInt()}) : nullptr;
}

} // namespace rolewright::pagewidgets
