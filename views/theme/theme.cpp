// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/theme.h"

#include "theme/palette.h"
#include "theme/style.h"

#include <QApplication>
#include <QFontDatabase>
#include <QPixmapCache>
#include <QWidget>

// Q_INIT_RESOURCE declares a function, which a namespace would hide.
static void registerResources()
{
    Q_INIT_RESOURCE(rolewright);
}

namespace rolewright::theme {

namespace {

Scheme s_scheme = Scheme::Light;

QString firstInstalled(const QStringList &families)
{
    for (const QString &family : families) {
        if (QFontDatabase::hasFamily(family))
            return family;
    }
    return {};
}

} // namespace

void apply(QApplication &application, Scheme scheme)
{
    const bool first = application.property("rolewrightTheme").isNull();
    s_scheme = scheme;
    if (first) {
        registerResources();
        application.setStyle(new Style);
        QFont font = application.font();
        if (const QString family = firstInstalled({QStringLiteral("Inter")}); !family.isEmpty())
            font.setFamily(family);
        font.setPointSizeF(9.75); // 13 px at 96 dpi
        application.setFont(font);
        application.setProperty("rolewrightTheme", true);
    }
    QPixmapCache::clear();
    application.setPalette(paletteOf(colours()));
    application.setStyleSheet(styleSheetOf(colours()));
    // Polishing gave widgets back the palettes that they had before the style sheet, some of them after their
    // parent had coloured them for the new scheme; so everybody is told once more.
    const QWidgetList widgets = QApplication::allWidgets();
    for (QWidget *widget : widgets) {
        QEvent event(QEvent::PaletteChange);
        QCoreApplication::sendEvent(widget, &event);
    }
}

Scheme scheme()
{
    return s_scheme;
}

const Colours &colours()
{
    return coloursOf(s_scheme);
}

QFont monospaceFont()
{
    QFont font;
    font.setFamily(firstInstalled({QStringLiteral("JetBrains Mono"), QStringLiteral("DejaVu Sans Mono")}));
    if (font.family().isEmpty())
        font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(9.75);
    font.setStyleHint(QFont::Monospace);
    font.setFixedPitch(true);
    return font;
}

QColor entityColour(EntityKind kind)
{
    const Colours &c = colours();
    switch (kind) {
    case EntityKind::User: return c.user;
    case EntityKind::Group: return c.group;
    case EntityKind::Role: return c.role;
    case EntityKind::Policy: return c.policy;
    case EntityKind::Provider: return c.provider;
    case EntityKind::Resource: return c.resource;
    case EntityKind::OrganizationPolicy: return c.organization;
    }
    return c.text;
}

QColor verdictColour(Verdict verdict)
{
    const Colours &c = colours();
    switch (verdict) {
    case Verdict::Allowed: return c.allowed;
    case Verdict::Denied: return c.denied;
    case Verdict::Depends: return c.depends;
    }
    return c.depends;
}

QColor verdictBackground(Verdict verdict)
{
    const Colours &c = colours();
    switch (verdict) {
    case Verdict::Allowed: return c.allowedBackground;
    case Verdict::Denied: return c.deniedBackground;
    case Verdict::Depends: return c.dependsBackground;
    }
    return c.dependsBackground;
}

} // namespace rolewright::theme
