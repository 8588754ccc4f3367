// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/evaluate.h"

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace rolewright::bench {

/// The least that any evaluator has to do: a loop over the statements of the principal's policies and boundary that tests a
/// bit for the action and matches globs for the resource. No conditions, no variables, no other layers, nothing looked up: the
/// questions are numbers already. Not an evaluator; a yardstick.
class BareLoop
{
public:
    BareLoop(const World &world, const std::vector<Request> &requests);

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
    struct Question {
        const std::vector<Loop> *statements = nullptr;
        std::size_t action = 0;
        std::string resource;
    };
    struct Compiled {
        Bits bits;
        std::vector<std::string> globs;
    };

    void add(const std::vector<LayerPolicy> &policies, std::vector<Loop> &loops);
    const Compiled &compiled(const Statement &statement);
    const Bits &bitsOf(const std::string &pattern);

    std::unordered_map<std::string, std::size_t> m_actions;
    std::vector<std::string> m_actionNames;
    std::unordered_map<std::string, Bits> m_patterns;
    std::unordered_map<const Statement *, std::unique_ptr<Compiled>> m_compiled;
    std::unordered_map<std::string, std::vector<Loop>> m_principals;
    std::vector<Question> m_questions;
};

} // namespace rolewright::bench
