// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rolewright {

/// arn:partition:service:region:account:resource. The resource may hold further colons.
/// Source: IAM User Guide, reference_identifiers "IAM ARNs".
struct Arn {
    std::string partition;
    std::string service;
    std::string region;
    std::string account;
    std::string resource;

    std::string text() const;
    bool operator==(const Arn &) const = default;
};

/// Nothing when there are fewer than six segments or the first isn't "arn".
std::optional<Arn> parseArn(std::string_view text);

/// Twelve digits.
bool isAccountId(std::string_view text);

} // namespace rolewright
