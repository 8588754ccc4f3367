// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compiled/compiledworld.h"
#include "compiled/question.h"
#include "evaluate/plainquestion.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace rolewright {

/// Answers many plain questions about a compiled world, several at a time, with nothing copied on the way:
///
///     PlainAnswers answers(compiled);
///     answers.look(questions);
///     answers.fetch(0, questions.size()); // some tens of them: what they need comes from memory at the same time
///     for (std::size_t i = 0; i < questions.size(); ++i)
///         if (!answers.append(i, text)) … // ask CompiledWorld::answer()
///
/// For one thread; the world outlives it.
class PlainAnswers
{
public:
    explicit PlainAnswers(const CompiledWorld &world);
    ~PlainAnswers();
    PlainAnswers(const PlainAnswers &) = delete;
    PlainAnswers &operator=(const PlainAnswers &) = delete;

    /// Finds who asks, for which action and about what. The questions stay where they are until the next call.
    void look(std::span<const PlainQuestion> questions);
    /// Finds the statements about some of them, which are answered next.
    void fetch(std::size_t first, std::size_t count);

    /// What CompiledWorld::decide() says. Nothing for a question that isn't among those fetched last, where compiled matching isn't sure, for
    /// a principal that isn't a user or role of the world, and for an action that the catalog doesn't hold.
    std::optional<Verdict> decide(std::size_t question) const;
    /// Adds to `text` what appendMembers() adds for CompiledWorld::answer(), and returns the verdict; nothing, and no text, as above.
    std::optional<Verdict> append(std::size_t question, std::string &text);

private:
    struct Scratch;
    const Question::Found *fetched(std::size_t question) const;

    const CompiledWorld &m_world;
    std::span<const PlainQuestion> m_questions;
    std::size_t m_first = 0; ///< of those that were fetched
    std::size_t m_last = 0;
    std::unique_ptr<Scratch> m_scratch;
};

} // namespace rolewright
