// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

namespace rolewright {

/// How well `query` (lower-case, without blanks) is found in `text` (lower-case): its letters in order, better
/// together and at the start of words. 0 when they aren't all there; larger is better.
int fuzzyScore(QStringView query, QStringView text);

} // namespace rolewright
