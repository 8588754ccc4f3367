// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/answer.h"

#include <string>

namespace rolewright {

/// Adds the members of toJson(answer), as one line of JSON without the braces, and without making the value: for many answers.
void appendMembers(const Answer &answer, std::string &text);

} // namespace rolewright
