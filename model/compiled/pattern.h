// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compiled/compiledtext.h"
#include "policy/policy.h"

#include <memory>
#include <string>
#include <string_view>

namespace rolewright {

/// One pattern of a Resource or NotResource element.
struct ResourcePattern {
    enum class Kind {
        Everything,
        Literal,
        Prefix, ///< `text` and anything after it
        Glob,
        Variables, ///< has policy variables: to be filled for each request
    };
    Kind kind = Kind::Literal;
    bool coversService = false; ///< fits actions without resources: "*"
    bool coversS3 = false; ///< … of Amazon S3 alone: "arn:aws:s3:::*"
    std::string text; ///< for glob::matches; Prefix: without its wildcard; Variables: what stands before the first wildcard or variable
    std::size_t literal = 0; ///< Glob: bytes before the first wildcard
    std::unique_ptr<const CompiledText> variables; ///< Variables
    const PolicyString *source = nullptr;

    ResourcePattern(const PolicyString &value, PolicyVersion version);

    /// Not for Variables.
    bool matches(std::string_view resource) const;
};

} // namespace rolewright
