// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analyse/answerfixes.h"

#include <QString>

#include <nlohmann/json.hpp>

namespace rolewright::cli {

/// For people: each edit with its notes and the change of its text as a unified diff.
QString toText(const FixList &fixes, Verdict wanted);
/// {"wanted", "edits": [[{"code", "what", "document", "notes", "diff"}]], "obstacles": [{"code", "what"}]}: one inner list for
/// each fix, smallest first.
nlohmann::ordered_json toJson(const FixList &fixes, Verdict wanted);

} // namespace rolewright::cli
