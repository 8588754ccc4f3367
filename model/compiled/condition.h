// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compiled/compiledtext.h"
#include "compiled/match.h"
#include "policy/policy.h"
#include "policy/values.h"

#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace rolewright {

class Question;

/// A condition whose values have been read once. Says what Matcher::matchCondition() says, or that it isn't sure.
class CompiledCondition
{
public:
    CompiledCondition(const ConditionEntry &entry, PolicyVersion version);

    Match matches(const Question &question) const;
    const ContextKey &key() const { return m_key; }
    /// Asks for the memory that matches() reads after its own.
    void prefetchValues() const
    {
        __builtin_prefetch(m_key.lower.data());
        __builtin_prefetch(m_values.data());
    }

private:
    using Typed = std::variant<std::monostate, long double, Moment, bool, IpRange>;
    struct Value {
        std::string pattern; ///< for glob::matches or to be compared
        Typed typed; ///< none: isn't of the operator's type
        std::shared_ptr<const CompiledText> variables; ///< has policy variables: `pattern` and `typed` are for the request to make
    };

    Typed typedValue(std::string_view text) const;
    void fill(Value &value, const std::string &pattern) const;
    bool holds(const Value &value, std::string_view given, const Typed &typedGiven) const;

    ContextKey m_key;
    ConditionOperator m_op;
    std::vector<Value> m_values;
    bool m_hasVariables = false;
    bool m_hasOddPattern = false; ///< glob::mayLackArnSegments()
};

} // namespace rolewright
