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
    text.remove_prefix(4);
    ArnView arn;
    for (std::string_view *segment : {&arn.partition, &arn.service, &arn.region, &arn.account}) {
        const std::size_t colon = text.find(':');
        if (colon == std::string_view::npos)
            return std::nullopt;
        *segment = text.substr(0, colon);
        text.remove_prefix(colon + 1);
    }
    arn.resource = text;
    return arn;
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
