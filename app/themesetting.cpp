// SPDX-License-Identifier: GPL-3.0-or-later
#include "themesetting.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QMenu>
#include <QSettings>
#include <QStyle>

namespace rolewright {

namespace {

const QString settingsKey = QStringLiteral("theme");

ThemeSetting::Choice storedChoice()
{
    const QString name = QSettings().value(settingsKey).toString();
    if (name == QLatin1String("light"))
        return ThemeSetting::Choice::Light;
    if (name == QLatin1String("dark"))
        return ThemeSetting::Choice::Dark;
    return ThemeSetting::Choice::System;
}

/// Qt 6.4 doesn't say whether the desktop is dark; its palette, before ours replaces it, does.
theme::Scheme systemScheme()
{
    static const bool dark = [] {
        const QPalette palette = QApplication::palette();
        return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
    }();
    return dark ? theme::Scheme::Dark : theme::Scheme::Light;
}

theme::Scheme schemeOf(ThemeSetting::Choice choice)
{
    switch (choice) {
    case ThemeSetting::Choice::Light: return theme::Scheme::Light;
    case ThemeSetting::Choice::Dark: return theme::Scheme::Dark;
    case ThemeSetting::Choice::System: return systemScheme();
    }
    return theme::Scheme::Light;
}

} // namespace

ThemeSetting::ThemeSetting(QObject *parent)
    : QObject(parent)
    , m_group(new QActionGroup(this))
    , m_choice(storedChoice())
{
}

theme::Scheme ThemeSetting::remembered()
{
    systemScheme();
    return schemeOf(storedChoice());
}

void ThemeSetting::setChoice(Choice choice)
{
    m_choice = choice;
    const QString names[] = {QStringLiteral("system"), QStringLiteral("light"), QStringLiteral("dark")};
    QSettings().setValue(settingsKey, names[static_cast<int>(choice)]);
    if (theme::scheme() != schemeOf(choice))
        theme::apply(*qobject_cast<QApplication *>(QApplication::instance()), schemeOf(choice));
    if (m_group->actions().size() > static_cast<int>(choice))
        m_group->actions().at(static_cast<int>(choice))->setChecked(true);
    emit changed();
}

void ThemeSetting::toggle()
{
    setChoice(theme::scheme() == theme::Scheme::Light ? Choice::Dark : Choice::Light);
}

void ThemeSetting::fillMenu(QMenu *menu)
{
    const auto add = [this, menu](const char *icon, const QString &text, Choice choice) {
        QAction *action = menu->addAction(theme::icon(QString::fromLatin1(icon)), text, this, [this, choice] { setChoice(choice); });
        action->setCheckable(true);
        action->setActionGroup(m_group);
        action->setChecked(m_choice == choice);
    };
    add("system", tr("As the &desktop"), Choice::System);
    add("sun", tr("&Light"), Choice::Light);
    add("moon", tr("Dar&k"), Choice::Dark);
}

} // namespace rolewright
