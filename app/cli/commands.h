// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <optional>

class QCommandLineParser;

/// One function per subcommand; `arguments` starts with the subcommand. Each returns the exit code.
namespace rolewright::cli {

int importCommand(const QStringList &arguments);
int simulateCommand(const QStringList &arguments);
int whoCanCommand(const QStringList &arguments);
int canCommand(const QStringList &arguments);
int evaluateCommand(const QStringList &arguments);
int scenariosCommand(const QStringList &arguments);
int conformanceCommand(const QStringList &arguments);

/// Parses a subcommand's arguments; a value means that the command ends with it (help, or an unknown option).
std::optional<int> parseArguments(QCommandLineParser &parser, const QStringList &arguments);

} // namespace rolewright::cli
