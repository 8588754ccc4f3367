// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compiled/question.h"
#include "compiled/worlddata.h"
#include "evaluate/flow.h"

#include <optional>

namespace rolewright {

/// Fills in what the workspace knows about the question; false when it is one for evaluate().
bool lookUp(const CompiledWorld::Data &data, Question &question);
/// What is in force for a question that has been looked up.
FlowFacts factsOf(const CompiledWorld::Data &data, const Question &question);

/// The evaluation's flow over compiled policies. Nothing when it can't be sure of the answer. `wholly`: what it isn't denied takes
/// for granted nothing but what follows from the resource and the caller's account, as answerCompiled() tells it.
std::optional<CompiledWorld::Decided> decideCompiled(const CompiledWorld::Data &data, const Request &request, bool wholly = false);
/// With everything that evaluate() tells, Answer::request and its trace apart.
std::optional<Answer> answerCompiled(const CompiledWorld::Data &data, const Request &request);

} // namespace rolewright
