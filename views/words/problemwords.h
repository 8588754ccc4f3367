// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analyse/fixes.h"
#include "analyse/problems.h"

#include <QString>

namespace rolewright::words {

/// The problem in one line: what is wrong and what to do about it.
QString problem(const Problem &problem);

/// What the fix does: "Add /* to the resource".
QString fix(const TextFix &fix);

/// Whether there is a sentence for the code.
bool knowsProblem(std::string_view code);

/// "trust", an inline policy's name, "v3"; empty where the entity's name says it.
QString documentName(const DocumentRef &where);

} // namespace rolewright::words
