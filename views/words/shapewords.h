// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/answerjson.h"

#include <QString>

namespace rolewright::words {

/// What is wrong with a request or case: one clause, without the JSON pointer.
QString shapeError(const ShapeError &error);

} // namespace rolewright::words
