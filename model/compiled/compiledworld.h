// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/evaluate.h"

#include <memory>
#include <optional>

namespace rolewright {

/// A world made ready for many questions:
///
///     CompiledWorld compiled(world);
///     if (compiled.decide(request) == Verdict::Allowed) …
///     compiled = compiled.updated(editedWorld); // recompiles what the edit touched
///
/// Documents are compiled once however many principals use them, actions are numbers of the catalog, patterns and conditions are
/// read before they are asked. The answers are those of evaluate(world, request), whatever is asked: what compiled matching
/// can't be sure of (unknown keys, several resources, a federated user, VPC endpoints …) is left to that.
/// Immutable, copied for a pointer, thread-safe.
class CompiledWorld
{
public:
    CompiledWorld();
    explicit CompiledWorld(const World &world);

    /// For a world that was made of this one's by edits: shares all that they didn't touch.
    CompiledWorld updated(const World &world) const;
    const World &world() const;

    /// The verdict alone, as fast as it gets.
    Verdict decide(const Request &request) const;
    /// The same, where compiled matching is sure of it; nothing where it would have to ask evaluate().
    std::optional<Verdict> decideSurely(const Request &request) const;
    /// As evaluate(world(), request, {.explain = false}), but for Answer::request, which stays empty.
    Answer answer(const Request &request) const;

    /// For indexes over all of it: compiled/worlddata.h.
    struct Data;
    const Data &data() const { return *m_data; }

private:
    explicit CompiledWorld(std::shared_ptr<const Data> data);

    std::shared_ptr<const Data> m_data;
};

} // namespace rolewright
