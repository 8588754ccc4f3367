// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compiled/compiledworld.h"
#include "evaluate/plainquestion.h"

#include <memory>
#include <string>

namespace rolewright {

/// Answers many plain questions about a compiled world one after another, as JSON, with nothing copied on the way. For one thread;
/// the world outlives it.
class PlainAnswers
{
public:
    explicit PlainAnswers(const CompiledWorld &world);
    ~PlainAnswers();

    /// Adds to `text` what appendMembers() adds for CompiledWorld::answer(), and returns the verdict. Nothing, and no text, where
    /// compiled matching isn't sure, for a principal that isn't a user or role of the world, and for an action that the catalog
    /// doesn't hold.
    std::optional<Verdict> append(const PlainQuestion &question, std::string &text);

private:
    struct Scratch;

    const CompiledWorld &m_world;
    std::unique_ptr<Scratch> m_scratch;
};

} // namespace rolewright
