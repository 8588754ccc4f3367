// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace rolewright {

/// The same text with places where a line may end: ARNs and names have no spaces, and a label would demand their whole width.
QString breakable(const QString &text);

} // namespace rolewright
