// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/joined.h"

namespace rolewright {

std::string joined(const std::vector<std::string> &texts)
{
    std::string result;
    for (const std::string &text : texts)
        result += (result.empty() ? "" : ", ") + text;
    return result;
}

} // namespace rolewright
