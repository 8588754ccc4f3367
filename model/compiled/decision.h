// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compiled/worlddata.h"

#include <optional>

namespace rolewright {

/// The evaluation's flow over compiled policies. Nothing when it can't be sure of the answer.
std::optional<CompiledWorld::Decided> decideCompiled(const CompiledWorld::Data &data, const Request &request);
/// With everything that evaluate() tells, Answer::request and its trace apart.
std::optional<Answer> answerCompiled(const CompiledWorld::Data &data, const Request &request);

} // namespace rolewright
