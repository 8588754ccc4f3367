// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstring>
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

/// An Arn that views into the text it was made of.
struct ArnView {
    std::string_view partition;
    std::string_view service;
    std::string_view region;
    std::string_view account;
    std::string_view resource;

    /// Of a service whose name is written here: compares without a call.
    template <std::size_t size>
    bool isOf(const char (&name)[size]) const
    {
        return service.size() == size - 1 && std::memcmp(service.data(), name, size - 1) == 0;
    }
};

/// Nothing when there are fewer than six segments or the first isn't "arn".
std::optional<ArnView> viewArn(std::string_view text);
std::optional<Arn> parseArn(std::string_view text);

/// Twelve digits.
bool isAccountId(std::string_view text);
/// Whether the texts are equal; quick for account ids, which are compared without a call.
inline bool isSameAccount(std::string_view left, std::string_view right)
{
    constexpr std::size_t digits = 12;
    return left.size() == digits && right.size() == digits ? std::memcmp(left.data(), right.data(), digits) == 0 : left == right;
}

} // namespace rolewright
