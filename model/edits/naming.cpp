// SPDX-License-Identifier: GPL-3.0-or-later
#include "edits/naming.h"

#include "edits/parts.h"
#include "policy/arn.h"
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
    const bool isPrincipal = kind == EntityKind::User || kind == EntityKind::Role;
    return problem(name, isPrincipal ? maximumPrincipalName : maximumOtherName);
}

std::optional<Refused> inlineNameProblem(const std::string &name)
{
    return problem(name, maximumOtherName);
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

std::string partitionOf(const World &world, const std::string &account)
{
    for (const EntityKind kind : {EntityKind::Role, EntityKind::User, EntityKind::Group, EntityKind::Policy}) {
        for (const EntityPtr &entity : world.entities(account, kind)) {
            if (const std::optional<Arn> arn = parseArn(entity->arn()))
                return arn->partition;
        }
    }
    return "aws";
}

std::string arnOf(const World &world, const std::string &account, EntityKind kind, const std::string &path,
    const std::string &name)
{
    return Arn{partitionOf(world, account), "iam", "", account, std::string(resourceWord(kind)) + path + name}.text();
}

std::string newUniqueId(EntityKind kind)
{
    static constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    static constexpr std::size_t randomLetters = 17;
    static thread_local std::mt19937_64 random{std::random_device{}()};

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
    std::uniform_int_distribution<std::size_t> place(0, letters.size() - 1);
    for (std::size_t i = 0; i < randomLetters; ++i)
        id += letters[place(random)];
    return id;
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
