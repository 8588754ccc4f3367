// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/theme.h"

/// The parts that theme::apply() is made of.
namespace rolewright::theme {

const Colours &coloursOf(Scheme scheme);
QPalette paletteOf(const Colours &colours);
QString styleSheetOf(const Colours &colours);
/// `shareOfA` of the one colour and the rest of the other, 0 to 1.
QColor mixed(const QColor &a, const QColor &b, double shareOfA);

} // namespace rolewright::theme
