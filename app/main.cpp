// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/catalog.h"
#include "catalog/managedpolicies.h"
#include "hugepages.h"
#include "launchoptions.h"
#include "mainwindow.h"
#include "screenshot.h"
#include "startupstats.h"
#include "themesetting.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTranslator>

#include <cstdio>

using namespace rolewright;

namespace {

void nameApplication()
{
    QCoreApplication::setApplicationName(QStringLiteral("Rolewright"));
    QCoreApplication::setOrganizationName(QStringLiteral("Rolewright"));
    QCoreApplication::setApplicationVersion(QStringLiteral(ROLEWRIGHT_VERSION));
}

void installWords(QTranslator *translator)
{
    // English too: its file holds the plural forms.
    if (translator->load(QLocale(), QStringLiteral("rolewright"), QStringLiteral("_"), QStringLiteral(":/i18n"))
        || translator->load(QStringLiteral("rolewright_en"), QStringLiteral(":/i18n")))
        QCoreApplication::installTranslator(translator);
}

/// --help and --version need no display.
bool tellsAboutItself(int argc, char **argv)
{
    for (int at = 1; at < argc && qstrcmp(argv[at], "--") != 0; ++at) {
        const bool help = qstrcmp(argv[at], "--help") == 0;
        if (!help && qstrcmp(argv[at], "--version") != 0)
            continue;
        QCoreApplication application(argc, argv);
        nameApplication();
        QTranslator translator;
        installWords(&translator);
        if (help)
            std::fputs(qUtf8Printable(usage()), stdout);
        else
            std::fprintf(stdout, "rolewright %s\n", qUtf8Printable(QCoreApplication::applicationVersion()));
        return true;
    }
    return false;
}

} // namespace

int main(int argc, char **argv)
{
    QElapsedTimer started;
    started.start();
    if (tellsAboutItself(argc, argv))
        return 0;
    const SmallPages pages;
    QApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    QApplication application(argc, argv);
    nameApplication();
    QApplication::setDesktopFileName(QStringLiteral("rolewright"));
    QTranslator translator;
    installWords(&translator);

    const LaunchOptions options = parseArguments(QApplication::arguments().mid(1));
    if (!options.error.isEmpty()) {
        std::fprintf(stderr, "rolewright: %s\n%s", qUtf8Printable(options.error), qUtf8Printable(usage()));
        return 2;
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
    if (options.stats)
        new StartupStats(&window, started, !options.files.isEmpty());
    window.show();
    window.launch(options);
    return QApplication::exec();
}
