// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analyse/answerfixes.h"

#include <QString>

namespace rolewright::words {

/// What is done and where: "Add s3:PutObject to statement 2 · inline policy “reports” of alice".
QString fixPart(const FixPart &part);
/// The parts of a fix, one line.
QString fixTitle(const Fix &fix);
/// What to know before making the edit, one sentence.
QString fixNote(const FixNote &note);
/// Why nothing can be edited there, one sentence.
QString fixObstacle(const FixObstacle &obstacle);

} // namespace rolewright::words
