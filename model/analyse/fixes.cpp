// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/fixes.h"

#include "text/json.h"

namespace rolewright {

std::optional<TextFix> fixFor(const Problem &problem)
{
    if (problem.code == "resourceNeedsSlashStar")
        return TextFix{"addSlashStar", {}, problem.span, json::quoted(problem.arguments.front() + "/*")};
    if (problem.code == "unknownAction" && problem.arguments.size() > 2 && !problem.arguments[2].empty())
        return TextFix{"writeAction", {problem.arguments[2]}, problem.span, json::quoted(problem.arguments[2])};
    return {};
}

std::optional<std::string> fixed(const std::string &text, const TextFix &fix)
{
    if (fix.span.begin > fix.span.end || fix.span.end > text.size())
        return {};
    return text.substr(0, fix.span.begin) + fix.replacement + text.substr(fix.span.end);
}

} // namespace rolewright
