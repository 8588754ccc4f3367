// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/command.h"

#include <algorithm>

namespace rolewright {

std::string shellQuoted(const std::string &text)
{
    const bool plain = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || std::string_view("_-./:=@%+,").find(c) != std::string_view::npos;
    });
    if (plain)
        return text;
    std::string result = "'";
    for (const char c : text) {
        if (c == '\'')
            result += "'\\''";
        else
            result += c;
    }
    return result + '\'';
}

std::string assumeRoleCommand(
    const Principal &from, const std::string &roleArn, const std::string &sessionName, const HopNeeds &needs)
{
    if (from.kind == PrincipalKind::Service)
        return {};
    std::string command = "aws sts assume-role --role-arn " + shellQuoted(roleArn) + " --role-session-name "
        + shellQuoted(needs.roleSessionName.value_or(sessionName));
    if (needs.externalId)
        command += " --external-id " + shellQuoted(*needs.externalId);
    if (needs.sourceIdentity)
        command += " --source-identity " + shellQuoted(*needs.sourceIdentity);
    if (needs.mfa && from.kind == PrincipalKind::User) {
        const std::string device = "arn:" + from.partition + ":iam::" + from.account + ":mfa/" + from.name;
        command += " --serial-number " + shellQuoted(device) + " --token-code CODE";
    }
    if (needs.durationSeconds)
        command += " --duration-seconds " + std::to_string(*needs.durationSeconds);
    return command;
}

} // namespace rolewright
