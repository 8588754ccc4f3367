// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/recipebox.h"

#include "theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QTabBar>
#include <QToolButton>
#include <QToolTip>

#include <algorithm>

namespace rolewright {
namespace {

constexpr int mostLines = 9;

QString titleOf(Recipe::Kind kind)
{
    switch (kind) {
    case Recipe::Kind::Commands: return RecipeBox::tr("Shell");
    case Recipe::Kind::Profiles: return RecipeBox::tr("~/.aws/config");
    case Recipe::Kind::ConsoleLink: return RecipeBox::tr("Console");
    case Recipe::Kind::GitHubStep: return RecipeBox::tr("GitHub Actions");
    case Recipe::Kind::ServiceAccount: return RecipeBox::tr("Kubernetes");
    }
    return {};
}

} // namespace

RecipeBox::RecipeBox(QWidget *parent)
    : QWidget(parent)
    , m_fold(new QToolButton(this))
    , m_body(new QWidget(this))
    , m_tabs(new QTabBar(m_body))
    , m_text(new QPlainTextEdit(m_body))
{
    m_tabs->setObjectName(QStringLiteral("recipeKinds"));
    m_tabs->setProperty("look", QStringLiteral("underline"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("How to use the route"));
    m_text->setObjectName(QStringLiteral("recipe"));
    m_text->setReadOnly(true);
    m_text->setFont(theme::monospaceFont());
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setTabChangesFocus(true);
    m_fold->setObjectName(QStringLiteral("recipes"));
    m_fold->setAutoRaise(true);
    auto *copyButton = new QToolButton(m_body);
    copyButton->setObjectName(QStringLiteral("copyRecipe"));
    copyButton->setIcon(theme::icon(QStringLiteral("copy")));
    copyButton->setToolTip(tr("Copy"));
    copyButton->setAccessibleName(tr("Copy the recipe"));
    copyButton->setProperty("look", QStringLiteral("flat"));
    copyButton->setFocusPolicy(Qt::TabFocus);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_tabs, 1);
    row->addWidget(copyButton);
    auto *body = new QVBoxLayout(m_body);
    body->setContentsMargins(0, 0, 0, 0);
    body->setSpacing(theme::tightSpacing);
    body->addLayout(row);
    body->addWidget(m_text);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_fold, 0, Qt::AlignLeft);
    layout->addWidget(m_body);
    connect(m_fold, &QToolButton::clicked, this, [this] { setOpen(m_body->isHidden()); });
    connect(m_tabs, &QTabBar::currentChanged, this, &RecipeBox::choose);
    connect(copyButton, &QToolButton::clicked, this, &RecipeBox::copy);
    setOpen(false);
    hide();
}

void RecipeBox::setOpen(bool open)
{
    m_body->setVisible(open);
    m_fold->setText((open ? QStringLiteral("▾ ") : QStringLiteral("▸ ")) + tr("How to use it, to copy"));
}

void RecipeBox::show(const std::vector<Recipe> &recipes)
{
    setVisible(!recipes.empty());
    if (recipes == m_recipes)
        return;
    m_recipes = recipes;
    {
        const QSignalBlocker blocker(m_tabs);
        while (m_tabs->count() > 0)
            m_tabs->removeTab(0);
        for (const Recipe &recipe : m_recipes)
            m_tabs->addTab(titleOf(recipe.kind));
        const auto before = std::find_if(m_recipes.begin(), m_recipes.end(), [this](const Recipe &recipe) { return recipe.kind == m_kind; });
        m_tabs->setCurrentIndex(before == m_recipes.end() ? 0 : static_cast<int>(before - m_recipes.begin()));
    }
    if (!m_recipes.empty())
        m_text->setPlainText(text());
    const int lines = std::clamp(static_cast<int>(m_text->document()->lineCount()), 2, mostLines);
    m_text->setFixedHeight(lines * QFontMetrics(m_text->font()).lineSpacing() + 2 * theme::spacing + m_text->horizontalScrollBar()->sizeHint().height());
}

QString RecipeBox::text() const
{
    const int index = m_tabs->currentIndex();
    return index >= 0 && static_cast<std::size_t>(index) < m_recipes.size() ? QString::fromStdString(m_recipes[static_cast<std::size_t>(index)].text) : QString();
}

void RecipeBox::choose(int index)
{
    if (index < 0 || static_cast<std::size_t>(index) >= m_recipes.size())
        return;
    m_kind = m_recipes[static_cast<std::size_t>(index)].kind;
    m_text->setPlainText(text());
}

void RecipeBox::copy()
{
    QGuiApplication::clipboard()->setText(text());
    QToolTip::showText(mapToGlobal(QPoint(0, height())), tr("Copied"), this);
}

} // namespace rolewright
