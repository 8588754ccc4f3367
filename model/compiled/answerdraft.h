// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compiled/parts.h"
#include "evaluate/recorder.h"

#include <vector>

namespace rolewright {

/// The answer to a compiled question, as references into the compiled world. Can be used again, with the memory that it has.
struct AnswerDraft {
    struct Matched {
        Layer layer = Layer::Identity;
        const PolicySource *policy = nullptr;
        const CompiledStatement *statement = nullptr;

        // Each asks for the memory that the next one reads: prefetchNames(), then who writes the names.
        void prefetchNamed() const
        {
            __builtin_prefetch(policy);
            __builtin_prefetch(&statement->source());
            __builtin_prefetch(&statement->source().effect); // the identifier is before it
        }
        void prefetchNames() const
        {
            __builtin_prefetch(policy->name.data());
            if (const std::optional<PolicyString> &sid = statement->source().sid)
                __builtin_prefetch(sid->text.data());
        }
    };
    Decision decision = Decision::ImplicitDeny;
    Verdict verdict = Verdict::Denied;
    bool crossAccount = false;
    std::vector<Assumption> assumptions;
    AnswerRecorder<Matched> told;
    std::vector<Matched> allowing; ///< all Allow statements that match; those that take part are told

    void clear()
    {
        assumptions.clear();
        told.clear();
        allowing.clear();
    }
};

} // namespace rolewright
