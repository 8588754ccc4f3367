// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace rolewright {

/// Negative, zero or positive: names in the order in which people look for them. Capitals count as small letters, digits as the
/// number that they make ("app-9" stands before "app-10"). The same in every locale.
int naturalCompare(QStringView left, QStringView right);

} // namespace rolewright
