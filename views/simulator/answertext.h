// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/answerview.h"

#include <QString>

namespace rolewright {

/// The question and its answer as plain text, for a ticket or a mail.
QString answerText(const Asked &asked);

} // namespace rolewright
