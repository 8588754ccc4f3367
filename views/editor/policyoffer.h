// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/world.h"

namespace rolewright {

class CodeEditor;

/// Shows what can be written at the caret of the editor's policy. Unasked, only within quotes: outside them a list would get in the
/// way of typing braces.
void offerPolicyWords(CodeEditor &code, const World &world, PolicyKind kind, bool asked);

} // namespace rolewright
