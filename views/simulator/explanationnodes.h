// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/answer.h"

#include <QString>

#include <optional>
#include <vector>

namespace rolewright {

enum class ExplanationMark { Yes, No, Unknown, NotInvolved, Info };

/// A row of the explanation: a layer, a policy, a statement, an element, a value or a rule.
struct ExplanationNode {
    int parent = -1;
    std::vector<int> children;
    QString key; ///< the same for the same thing in the next answer, so that it stays expanded
    QString text;
    ExplanationMark mark = ExplanationMark::NotInvolved;
    bool strong = false;
    bool expanded = false; ///< at first
    std::optional<DocumentRef> where;
    Span span;
    std::size_t line = 0; ///< 0: none
    std::optional<Verdict> decided; ///< what the statement decided; none when it didn't
    QString page; ///< of AWS's documentation; rules only
};

/// The answer as rows, parents before children; rows without parent are layers and rules. What decided
/// stands first and is expanded, then what nearly matched. `further`: of what else the step asks (Hop::further); each answer stands under
/// a heading then.
std::vector<ExplanationNode> explanationNodes(const Answer &answer, const std::vector<Answer> &further = {});

} // namespace rolewright
