// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/sessionpolicies.h"

#include <QStringList>

#include <memory>

namespace rolewright::cli {

/// Session policies as they are named on the command line: a file with the inline one (empty: none; "-": standard input), and ARNs of
/// managed ones. Null when they can't be passed; the reason is told, with file, line and column.
std::shared_ptr<const SessionPolicies> readSessionPolicies(const QString &file, const QStringList &arns);

} // namespace rolewright::cli
