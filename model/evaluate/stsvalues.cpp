// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/stsvalues.h"

#include "evaluate/actiontraits.h"
#include "policy/values.h"
#include "text/utf8.h"

#include <algorithm>

namespace rolewright {
namespace {

bool consistsOf(std::string_view text, std::string_view signs)
{
    return std::all_of(text.begin(), text.end(), [signs](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || signs.find(c) != std::string_view::npos;
    });
}

} // namespace

bool isSessionName(std::string_view text)
{
    return text.size() >= 2 && text.size() <= 64 && consistsOf(text, "_+=,.@-");
}

bool isExternalId(std::string_view text)
{
    return text.size() >= 2 && text.size() <= 1224 && consistsOf(text, "_+=,.@:/-");
}

bool isSessionDuration(std::string_view text)
{
    const std::optional<long double> seconds = parseNumber(std::string(text));
    return seconds && *seconds >= 900 && *seconds <= 43'200;
}

bool isFederatedUserName(std::string_view text)
{
    return text.size() >= 2 && text.size() <= 32 && consistsOf(text, "_+=,.@-");
}

bool isSessionTag(std::string_view key, std::string_view value)
{
    constexpr std::size_t longestKey = 128;
    constexpr std::size_t longestValue = 256;
    const auto length = [](std::string_view text) {
        return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
    };
    const auto isText = [](std::string_view text) {
        return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80 || consistsOf({&c, 1}, "_.:/=+-@ "); });
    };
    return !key.empty() && length(key) <= longestKey && length(value) <= longestValue && isText(key) && isText(value)
        && !equalsIgnoringCase(key.substr(0, 4), "aws:");
}

std::optional<std::string> refusedValue(const Request &request)
{
    constexpr std::string_view tag = "aws:requesttag/";
    const ActionTraits action = traitsOf(request.action);
    if (!action.anyAssumeRole)
        return std::nullopt;
    for (const auto &[key, value] : request.context.entries()) {
        if (value.provenance == Provenance::Unknown || value.values.empty())
            continue;
        const bool isSingle = value.values.size() == 1;
        const auto isRefused = [&](bool (*takes)(std::string_view)) { return !isSingle || !takes(value.values.front()); };
        // Only AssumeRole has an External ID.
        if ((key == "sts:externalid" && action.assumeRole && isRefused(isExternalId)) || (key == "sts:sourceidentity" && isRefused(isSessionName))
            || (key == "sts:rolesessionname" && isRefused(isSessionName)) || (key == "sts:durationseconds" && isRefused(isSessionDuration)))
            return value.name;
        if (key.starts_with(tag) && !(isSingle && isSessionTag(std::string_view(value.name).substr(tag.size()), value.values.front())))
            return value.name;
    }
    return std::nullopt;
}

} // namespace rolewright
