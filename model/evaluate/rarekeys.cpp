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
    // The service has three letters in all of them; the letter after it tells most others.
    if (name.size() < 5 || std::string_view("sctrSCTR").find(name[4]) == std::string_view::npos)
        return false;
    const bool isTag = name.size() >= requestTag.size() && equalsIgnoringCase(name.substr(0, requestTag.size()), requestTag);
    return isTag || std::any_of(rareKeys.begin(), rareKeys.end(), [&](std::string_view key) { return equalsIgnoringCase(key, name); });
}

} // namespace rolewright
