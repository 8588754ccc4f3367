// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/span.h"

#include <string>
#include <vector>

namespace rolewright {

enum class Severity { Error, Warning, Info };

/// Something to tell about an input. The engine emits a code and its arguments; words are made
/// from them in views/words, translated. An Error means that the text can't be used as it stands.
struct Diagnostic {
    Severity severity = Severity::Error;
    std::string code; ///< lowerCamelCase, e.g. "jsonSyntax", "duplicateKey", "unknownOperator"
    std::vector<std::string> arguments; ///< the user's own input first
    Span span;

    bool operator==(const Diagnostic &) const = default;
};

using Diagnostics = std::vector<Diagnostic>;

inline bool hasErrors(const Diagnostics &diagnostics)
{
    for (const Diagnostic &diagnostic : diagnostics) {
        if (diagnostic.severity == Severity::Error)
            return true;
    }
    return false;
}

} // namespace rolewright
