// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/answer.h"

#include <string>
#include <string_view>
#include <vector>

namespace rolewright {

/// Adds the members of toJson(answer), as one line of JSON without the braces, and without making the value: for many answers.
void appendMembers(const Answer &answer, std::string &text);

/// A statement that decided, by name.
struct StatementName {
    Layer layer = Layer::Identity;
    std::string_view policy;
    std::size_t index = 0;
    std::string_view sid;
    Effect effect = Effect::Deny;
};

/// The same for an answer that isn't an Answer: about one resource, without unknown keys.
struct AnswerNames {
    Decision decision = Decision::ImplicitDeny;
    Verdict verdict = Verdict::Denied;
    const std::vector<Layer> &blockedBy;
    const std::vector<StatementName> &statements;
    const std::vector<RuleId> &rules;
    const std::vector<Inconclusive> &inconclusive;
    const std::vector<Assumption> &assumptions;
};
void appendMembers(const AnswerNames &answer, std::string &text);

} // namespace rolewright
