// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/evaluate.h"

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace rolewright::bench {

/// The least that any evaluator has to do: a loop over statements that tests a bit for the action and matches globs for the
/// resource. No conditions, no variables, nothing looked up: the questions are numbers already, and know which policies apply. Not an
/// evaluator; a yardstick.
class BareLoop
{
public:
    enum class Over {
        OwnStatements, ///< of the principal's policies and boundary
        AllStatements, ///< … and of the organization's and the resource's policies: those that a decision is over
    };
    BareLoop(const World &world, const std::vector<Request> &requests, Over over);

    std::size_t size() const { return m_questions.size(); }
    bool ask(std::size_t question) const;

private:
    using Bits = std::vector<std::uint64_t>; ///< one for each action of the catalog
    struct Loop {
        bool allow = false;
        bool notResource = false;
        const Bits *bits = nullptr;
        const std::vector<std::string> *globs = nullptr;
    };
    using Loops = std::vector<Loop>;
    /// Policies of which one has to allow, or none may deny.
    struct Part {
        const Loops *statements = nullptr;
        bool mustAllow = true;
    };
    struct Question {
        std::size_t firstPart = 0;
        std::size_t lastPart = 0; ///< the one after it
        std::size_t action = 0;
        std::string resource;
    };
    struct Compiled {
        Bits bits;
        std::vector<std::string> globs;
    };

    /// The statements of policies; the same ones for the same key and documents.
    const Loops *loopsOf(std::string key, const std::vector<LayerPolicy> &policies);
    const Compiled &compiled(const Statement &statement);
    const Bits &bitsOf(const std::string &pattern);

    std::unordered_map<std::string, std::size_t> m_actions;
    std::vector<std::string> m_actionNames;
    std::unordered_map<std::string, Bits> m_patterns;
    std::unordered_map<const Statement *, std::unique_ptr<Compiled>> m_compiled;
    std::unordered_map<std::string, Loops> m_loops;
    std::vector<Question> m_questions;
    std::vector<Part> m_parts; ///< of the questions
};

} // namespace rolewright::bench
