// SPDX-License-Identifier: GPL-3.0-or-later
#include "launchoptions.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace rolewright {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(LaunchOptions)
};

std::optional<QSize> parseSize(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("^(\\d{3,5})x(\\d{3,5})$"));
    const QRegularExpressionMatch match = pattern.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const QSize size(match.captured(1).toInt(), match.captured(2).toInt());
    // An X11 window can't be larger, and a picture of more than this has no use.
    if (size.width() > 16384 || size.height() > 16384)
        return std::nullopt;
    return size;
}

} // namespace

QString usage()
{
    return Text::tr("usage: rolewright [FILE...] [--theme light|dark] [--select ARN] [--ask PRINCIPAL ACTION RESOURCE]\n"
                    "                  [--screenshot PNG [--size WIDTHxHEIGHT]] [--stats]\n\n"
                    "Opens a workspace, or account exports as one workspace. With --screenshot, saves a picture\n"
                    "of the window once it is idle and exits. With --stats, one JSON line on standard error tells when\n"
                    "the window could be used.\n");
}

LaunchOptions parseArguments(const QStringList &arguments)
{
    LaunchOptions options;
    bool onlyFiles = false;
    for (qsizetype at = 0; at < arguments.size(); ++at) {
        const QString &argument = arguments[at];
        const auto takes = [&](qsizetype count) {
            if (at + count < arguments.size())
                return true;
            options.error = Text::tr("“%1” needs %n value(s)", nullptr, static_cast<int>(count)).arg(argument);
            return false;
        };
        if (onlyFiles || !argument.startsWith(QLatin1String("--"))) {
            options.files.append(argument);
        } else if (argument == QLatin1String("--")) {
            onlyFiles = true;
        } else if (argument == QLatin1String("--screenshot")) {
            if (!takes(1))
                return options;
            options.screenshot = arguments[++at];
        } else if (argument == QLatin1String("--select")) {
            if (!takes(1))
                return options;
            options.select = arguments[++at];
        } else if (argument == QLatin1String("--size")) {
            if (!takes(1))
                return options;
            const std::optional<QSize> size = parseSize(arguments[++at]);
            if (!size) {
                options.error = Text::tr("“%1” isn't a size like 1600x1000").arg(arguments[at]);
                return options;
            }
            options.size = *size;
        } else if (argument == QLatin1String("--theme")) {
            if (!takes(1))
                return options;
            const QString name = arguments[++at];
            if (name != QLatin1String("light") && name != QLatin1String("dark")) {
                options.error = Text::tr("“%1” isn't a theme: light or dark").arg(name);
                return options;
            }
            options.scheme = name == QLatin1String("light") ? theme::Scheme::Light : theme::Scheme::Dark;
        } else if (argument == QLatin1String("--stats")) {
            options.stats = true;
        } else if (argument == QLatin1String("--ask")) {
            if (!takes(3))
                return options;
            options.ask = arguments.mid(at + 1, 3);
            at += 3;
        } else {
            options.error = Text::tr("unknown option “%1”").arg(argument);
            return options;
        }
    }
    return options;
}

} // namespace rolewright
