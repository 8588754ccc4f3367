// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compiled/contextkey.h"
#include "policy/variables.h"

#include <string_view>
#include <vector>

namespace rolewright {

/// A value with policy variables that has been read once, for Question::expand().
struct CompiledText {
    VariableText text;
    std::vector<ContextKey> keys; ///< of its variables

    CompiledText(std::string_view value, PatternUse use)
        : text(value, use)
    {
        for (const VariableText::Variable &variable : text.variables())
            keys.emplace_back(variable.key);
    }
};

} // namespace rolewright
