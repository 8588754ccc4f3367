// SPDX-License-Identifier: GPL-3.0-or-later
#include "edits/naming.h"

#include "edits/parts.h"
#include "policy/arn.h"
#include "policy/glob.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <random>

namespace rolewright::edits {

namespace {

constexpr std::size_t maximumPrincipalName = 64; ///< users and roles
constexpr std::size_t maximumOtherName = 128; ///< groups, policies, inline policies

bool isNameLetter(char letter)
{
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9')
        || std::string_view("_+=,.@-").find(letter) != std::string_view::npos;
}

std::optional<Refused> problem(const std::string &name, std::size_t maximum)
{
    if (name.empty())
        return Refused{"nameEmpty", {}};
    if (!std::all_of(name.begin(), name.end(), isNameLetter))
        return Refused{"nameInvalid", {name}};
    if (name.size() > maximum)
        return Refused{"nameTooLong", {name, std::to_string(maximum)}};
    return std::nullopt;
}

std::string_view resourceWord(EntityKind kind)
{
    switch (kind) {
    case EntityKind::User:
        return "user";
    case EntityKind::Group:
        return "group";
    case EntityKind::Role:
        return "role";
    default:
        return "policy";
    }
}

} // namespace

std::optional<Refused> nameProblem(EntityKind kind, const std::string &name)
{
    if (kind == EntityKind::OrganizationPolicy) // any text: Organizations API, CreatePolicy
        return name.empty() ? std::optional(Refused{"nameEmpty", {}}) : name.size() > maximumOtherName ? std::optional(Refused{"nameTooLong", {name, std::to_string(maximumOtherName)}}) : std::nullopt;
    const bool isPrincipal = kind == EntityKind::User || kind == EntityKind::Role;
    return problem(name, isPrincipal ? maximumPrincipalName : maximumOtherName);
}

std::optional<Refused> providerNameProblem(ProviderKind kind, const std::string &name)
{
    // IAM API: CreateSAMLProvider takes [\w._-]{1,128}; CreateOpenIDConnectProvider a URL of up to 255 characters, here without https://.
    const bool isSaml = kind == ProviderKind::Saml;
    const std::size_t maximum = isSaml ? maximumOtherName : 255;
    const std::string_view more = isSaml ? "._-" : "._-/:";
    const auto fits = [more](char letter) { return (isNameLetter(letter) && std::string_view("+=,.@").find(letter) == std::string_view::npos) || more.find(letter) != std::string_view::npos; };
    if (name.empty())
        return Refused{"nameEmpty", {}};
    if (!std::all_of(name.begin(), name.end(), fits) || (!isSaml && name.find("//") != std::string::npos))
        return Refused{isSaml ? "samlNameInvalid" : "issuerInvalid", {name}};
    if (name.size() > maximum)
        return Refused{"nameTooLong", {name, std::to_string(maximum)}};
    return std::nullopt;
}

std::optional<Refused> inlineNameProblem(const std::string &name)
{
    return problem(name, maximumOtherName);
}

std::optional<Refused> resourceArnProblem(const World &world, const std::string &account, const std::string &arn)
{
    const std::optional<Arn> parts = parseArn(arn);
    if (!parts || parts->partition.empty() || parts->service.empty() || parts->resource.empty() || glob::hasWildcard(arn))
        return Refused{"arnInvalid", {arn}};
    if (isAccountId(parts->account) && parts->account != account)
        return Refused{"otherAccount", {arn, account}};
    if (world.findByArn(arn))
        return Refused{"arnTaken", {arn}};
    return std::nullopt;
}

std::string shownResourceName(const std::string &text)
{
    const std::optional<Arn> arn = parseArn(text);
    if (!arn)
        return text;
    if (arn->service == "s3")
        return arn->resource;
    const std::size_t cut = arn->resource.find_last_of("/:");
    return cut == std::string::npos || cut + 1 == arn->resource.size() ? arn->resource : arn->resource.substr(cut + 1);
}

EntityPtr namesake(const World &world, const std::string &account, EntityKind kind, const std::string &name)
{
    if (kind != EntityKind::Policy)
        return world.findByName(account, kind, name);
    const std::vector<EntityPtr> &policies = world.entities(account, kind);
    const auto it = std::find_if(policies.begin(), policies.end(), [&](const EntityPtr &policy) {
        return !isAwsManaged(*policy) && equalsIgnoringCase(policy->name(), name);
    });
    return it != policies.end() ? *it : nullptr;
}

std::string arnOf(const World &world, const std::string &account, EntityKind kind, const std::string &path,
    const std::string &name)
{
    return Arn{world.partitionOf(account), "iam", "", account, std::string(resourceWord(kind)) + path + name}.text();
}

namespace {

std::string randomText(std::string_view letters, std::size_t count)
{
    static thread_local std::mt19937_64 random{std::random_device{}()};
    std::uniform_int_distribution<std::size_t> place(0, letters.size() - 1);
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
        text += letters[place(random)];
    return text;
}

} // namespace

std::string providerArnOf(const World &world, const std::string &account, ProviderKind kind, const std::string &name)
{
    return Arn{world.partitionOf(account), "iam", "", account, (kind == ProviderKind::Saml ? "saml-provider/" : "oidc-provider/") + name}.text();
}

std::string newUniqueId(EntityKind kind)
{
    std::string id;
    switch (kind) {
    case EntityKind::User:
        id = "AIDA";
        break;
    case EntityKind::Group:
        id = "AGPA";
        break;
    case EntityKind::Role:
        id = "AROA";
        break;
    default:
        id = "ANPA";
    }
    return id + randomText("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 17);
}

std::string newOrganizationId(const std::string &prefix, std::size_t letters)
{
    return prefix + randomText("abcdefghijklmnopqrstuvwxyz0123456789", letters);
}

std::string currentDate()
{
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    std::array<char, 32> text{};
    const std::size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S+00:00", &parts);
    return {text.data(), length};
}

} // namespace rolewright::edits
