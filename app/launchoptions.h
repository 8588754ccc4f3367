// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/theme.h"

#include <QSize>
#include <QStringList>

#include <optional>

namespace rolewright {

/// `rolewright [FILE...] [--screenshot PNG [--size WxH] [--theme light|dark] [--select ARN] [--ask PRINCIPAL ACTION RESOURCE]] [--stats]`
struct LaunchOptions {
    QStringList files;
    QString screenshot; ///< empty: a window to work in
    QSize size{1600, 1000};
    std::optional<theme::Scheme> scheme; ///< empty: as remembered
    QString select; ///< ARN
    QStringList ask; ///< principal, action, resource; or empty
    bool stats = false; ///< tell how long it took until the window could be used
    QString error; ///< not empty: the arguments can't be used, and why
};

/// `arguments` without the program's name.
LaunchOptions parseArguments(const QStringList &arguments);
QString usage();

} // namespace rolewright
