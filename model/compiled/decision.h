// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compiled/answerdraft.h"
#include "compiled/question.h"
#include "compiled/worlddata.h"
#include "evaluate/flow.h"

#include <cstdint>
#include <optional>

namespace rolewright {

/// Fills in what the workspace knows about the question, Question::principal and ::target only where they aren't there yet; false when it is one
/// for evaluate().
bool lookUp(const CompiledWorld::Data &data, Question &question);
/// What is in force for a question that has been looked up.
FlowFacts factsOf(const CompiledWorld::Data &data, const Question &question);

/// The evaluation's flow over compiled policies. Nothing when it can't be sure of the answer.
std::optional<Verdict> decideCompiled(const CompiledWorld::Data &data, Question &question);
/// What the organization's SCPs and RCPs say to all users, or all roles, of an account alike.
enum class LevelsSay : std::uint8_t { NotAsked, Everything, Something };
/// With what the answer takes for granted; only that of verdicts other than Denied. `levels`: of the same question, for those of the
/// caller's account and kind.
std::optional<Verdict> decideCompiled(const CompiledWorld::Data &data, Question &question, LevelsSay &levels, std::vector<Assumption> &assumptions);
/// With everything that evaluate() tells, Answer::request and its trace apart. False, and nothing to be read in the draft, when it
/// can't be sure of the answer.
bool answerCompiled(const CompiledWorld::Data &data, Question &question, AnswerDraft &draft);

} // namespace rolewright
