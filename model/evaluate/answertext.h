// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/answer.h"

#include <string>

namespace rolewright {

/// The text of toJson(answer) on one line, without making the value: for many answers.
void appendJson(const Answer &answer, std::string &text);

} // namespace rolewright
