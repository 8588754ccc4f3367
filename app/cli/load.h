// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/import.h"

#include <QStringList>

#include <optional>
#include <string>

namespace rolewright::cli {

/// Reads files wholly, "-" being standard input (once). On failure nothing; the reason is told.
std::optional<std::vector<InputFile>> readFiles(const QStringList &paths);

/// Imports with progress on the terminal.
ImportResult importWithProgress(const std::vector<InputFile> &files);

/// "file:line:column: error: … (entity)".
QString remarkLine(const ImportRemark &remark);

/// A workspace file, or anything that can be imported. On failure nothing; the reasons are told with
/// file, line and column.
std::optional<World> loadWorld(const QString &path);

} // namespace rolewright::cli
