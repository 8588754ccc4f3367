// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes/recipes.h"

#include <QWidget>

class QPlainTextEdit;
class QTabBar;
class QToolButton;

namespace rolewright {

/// Recipes to copy, one tab for each kind; folded until somebody wants them. Comes back with the kind that was chosen before;
/// hides when there is none.
class RecipeBox : public QWidget
{
    Q_OBJECT
public:
    explicit RecipeBox(QWidget *parent = nullptr);

    void show(const std::vector<Recipe> &recipes);
    QString text() const;
    void setOpen(bool open);

private:
    void choose(int index);
    void copy();

    std::vector<Recipe> m_recipes;
    QToolButton *m_fold;
    QWidget *m_body;
    QTabBar *m_tabs;
    QPlainTextEdit *m_text;
    Recipe::Kind m_kind = Recipe::Kind::Commands;
};

} // namespace rolewright
