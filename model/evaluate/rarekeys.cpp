// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/rarekeys.h"

#include "text/utf8.h"

#include <algorithm>
#include <array>

namespace rolewright {

namespace {

constexpr std::array<std::string_view, 5> rareKeys = {"aws:sourcevpce", "aws:calledvia", "aws:tagkeys", "sts:transitivetagkeys", "sts:sourceidentity"};
constexpr std::string_view requestTag = "aws:requesttag/";

} // namespace

bool isRareKey(std::string_view name)
{
    // Their lengths tell them from most others, and the letter after the service.
    const bool isTag = name.size() >= requestTag.size() && lowered(name[4]) == requestTag[4] && equalsIgnoringCase(name.substr(0, requestTag.size()), requestTag);
    return isTag || std::any_of(rareKeys.begin(), rareKeys.end(), [&](std::string_view key) { return key.size() == name.size() && equalsIgnoringCase(key, name); });
}

} // namespace rolewright
