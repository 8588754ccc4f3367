// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/arn.h"

#include <algorithm>

namespace rolewright {

std::string Arn::text() const
{
    return "arn:" + partition + ':' + service + ':' + region + ':' + account + ':' + resource;
}

std::optional<ArnView> viewArn(std::string_view text)
{
    if (!text.starts_with("arn:"))
        return std::nullopt;
    // Segments are short: looking at each character is quicker than searching.
    std::size_t colons[4];
    std::size_t found = 0;
    for (std::size_t at = 4; found < 4; ++at) {
        if (at == text.size())
            return std::nullopt;
        if (text[at] == ':')
            colons[found++] = at;
    }
    const auto between = [&](std::size_t from, std::size_t to) { return text.substr(from + 1, to - from - 1); };
    return ArnView{text.substr(4, colons[0] - 4), between(colons[0], colons[1]), between(colons[1], colons[2]), between(colons[2], colons[3]),
                   text.substr(colons[3] + 1)};
}

std::optional<Arn> parseArn(std::string_view text)
{
    const std::optional<ArnView> view = viewArn(text);
    if (!view)
        return std::nullopt;
    return Arn{std::string(view->partition), std::string(view->service), std::string(view->region), std::string(view->account),
               std::string(view->resource)};
}

bool isAccountId(std::string_view text)
{
    return text.size() == 12 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace rolewright
