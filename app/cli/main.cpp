// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/console.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace rolewright::cli {
namespace {

struct Cli {
    Q_DECLARE_TR_FUNCTIONS(Cli)
};

QString usage()
{
    return Cli::tr("Usage: rolewright-cli COMMAND …\n\n"
                   "  import FILE... -o WORKSPACE   make one workspace of account exports\n"
                   "  simulate WORKSPACE …          can X do Y on Z, and via which role?\n"
                   "  who-can WORKSPACE …           everyone who can do Y on Z, with their routes\n"
                   "  can WORKSPACE …               what somebody can do, now and as each role that it reaches\n"
                   "  evaluate [FILE]               answer self-contained cases, one JSON object a line\n"
                   "  scenarios WORKSPACE           run the workspace's saved questions\n"
                   "  conformance [FILE...]         run the cases worked out from AWS's documentation\n\n"
                   "“rolewright-cli COMMAND --help” tells each command's options. Exit codes: 0 allowed, done or all passed, 1 denied or\n"
                   "something failed, 2 unusable arguments or input, 3 depends on facts not given.\n");
}

int run(const QStringList &arguments)
{
    if (arguments.isEmpty()) {
        tell(usage().trimmed());
        return ExitUnusable;
    }
    const QString &command = arguments.front();
    if (command == u"import")
        return importCommand(arguments);
    if (command == u"simulate")
        return simulateCommand(arguments);
    if (command == u"who-can")
        return whoCanCommand(arguments);
    if (command == u"can")
        return canCommand(arguments);
    if (command == u"evaluate")
        return evaluateCommand(arguments);
    if (command == u"scenarios")
        return scenariosCommand(arguments);
    if (command == u"conformance")
        return conformanceCommand(arguments);
    if (command == u"--help" || command == u"-h" || command == u"help") {
        write(usage());
        return ExitDone;
    }
    if (command == u"--version" || command == u"-v") {
        write(QStringLiteral("rolewright-cli %1\n").arg(QCoreApplication::applicationVersion()));
        return ExitDone;
    }
    return refuse(Cli::tr("“%1” isn't a command; there are import, simulate, who-can, can, evaluate, scenarios and conformance").arg(command));
}

} // namespace

std::optional<int> parseArguments(QCommandLineParser &parser, const QStringList &arguments)
{
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")}, Cli::tr("Show this help."));
    parser.addOption(help);
    if (!parser.parse(arguments))
        return refuse(Cli::tr("%1 Try “rolewright-cli %2 --help”.").arg(parser.errorText(), arguments.front()));
    if (parser.isSet(help)) {
        write(parser.helpText());
        return ExitDone;
    }
    return std::nullopt;
}

} // namespace rolewright::cli

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("rolewright-cli"));
    QCoreApplication::setApplicationVersion(QStringLiteral("0.1.0"));
    rolewright::cli::prepareStreams();
    const int code = rolewright::cli::run(QCoreApplication::arguments().mid(1));
    rolewright::cli::flush();
    return rolewright::cli::writeFailed() ? static_cast<int>(rolewright::cli::ExitUnusable) : code;
}
