// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/catalog.h"
#include "catalog/managedpolicies.h"
#include "launchoptions.h"
#include "mainwindow.h"
#include "screenshot.h"
#include "themesetting.h"

#include <QApplication>
#include <QTranslator>

#include <cstdio>

using namespace rolewright;

int main(int argc, char **argv)
{
    QApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Rolewright"));
    QApplication::setOrganizationName(QStringLiteral("Rolewright"));
    QApplication::setDesktopFileName(QStringLiteral("rolewright"));
    QApplication::setApplicationVersion(QStringLiteral(ROLEWRIGHT_VERSION));

    // English too: its file holds the plural forms.
    QTranslator translator;
    if (translator.load(QLocale(), QStringLiteral("rolewright"), QStringLiteral("_"), QStringLiteral(":/i18n"))
        || translator.load(QStringLiteral("rolewright_en"), QStringLiteral(":/i18n")))
        QApplication::installTranslator(&translator);

    const LaunchOptions options = parseArguments(QApplication::arguments().mid(1));
    if (!options.error.isEmpty()) {
        std::fprintf(stderr, "rolewright: %s\n%s", qUtf8Printable(options.error), qUtf8Printable(usage()));
        return 2;
    }
    if (options.help) {
        std::fputs(qUtf8Printable(usage()), stdout);
        return 0;
    }
    if (options.version) {
        std::fprintf(stdout, "rolewright %s\n", qUtf8Printable(QApplication::applicationVersion()));
        return 0;
    }

    // Both are unpacked at first use; by the time somebody types they are there.
    workers().start([] {
        Catalog::builtIn();
        ManagedPolicyLibrary::builtIn();
    });

    const theme::Scheme remembered = ThemeSetting::remembered();
    const bool picture = !options.screenshot.isEmpty();
    theme::apply(application, options.scheme.value_or(picture ? theme::Scheme::Light : remembered));
    MainWindow window(picture ? MainWindow::Memory::None : MainWindow::Memory::Kept);
    if (picture) {
        window.resize(options.size);
        new Screenshot(&window, options.screenshot);
    }
    window.show();
    window.launch(options);
    return QApplication::exec();
}
