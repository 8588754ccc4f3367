// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/roleways.h"

#include "compiled/pattern.h"
#include "policy/glob.h"

#include <algorithm>
#include <utility>

namespace rolewright {

namespace {

constexpr int colons = 5; // before an ARN's last part

/// What follows the account in an ARN; empty when there is nothing.
std::string_view nameIn(std::string_view arn)
{
    for (int i = 0; i < colons; ++i) {
        const std::size_t colon = arn.find(':');
        if (colon == std::string_view::npos)
            return {};
        arn.remove_prefix(colon + 1);
    }
    return arn;
}

/// With "*" for each variable, whatever it stands for.
std::string withoutVariables(std::string_view text)
{
    std::string pattern;
    while (true) {
        const std::size_t begin = text.find("${");
        const std::size_t end = begin == std::string_view::npos ? begin : text.find('}', begin);
        pattern += text.substr(0, end == std::string_view::npos ? end : begin);
        if (end == std::string_view::npos)
            return pattern;
        pattern += '*';
        text.remove_prefix(end + 1);
    }
}

} // namespace

RoleWays::RoleWays(std::size_t slots)
    : m_groupOf(slots, none)
    , m_groupsFor(slots)
{
}

void RoleWays::add(Slot role, const std::string &key)
{
    const auto [found, isNew] = m_byKey.emplace(key, static_cast<std::uint32_t>(m_groups.size()));
    if (isNew)
        m_groups.emplace_back();
    m_groups[found->second].roles.push_back(role);
    m_groupOf[role] = found->second;
}

void RoleWays::sortNames(const CompiledWorld::Data &data)
{
    for (const Group &group : m_groups) {
        for (const Slot role : group.roles)
            m_byArn.push_back({data.principals[role]->role->arn, role});
    }
    std::sort(m_byArn.begin(), m_byArn.end(), [](const Named &left, const Named &right) { return left.arn < right.arn; });
    for (std::uint32_t i = 0; i < m_byArn.size(); ++i)
        (nameIn(m_byArn[i].arn).find(':') == std::string_view::npos ? m_byName : m_odd).push_back(i);
    std::sort(m_byName.begin(), m_byName.end(), [&](std::uint32_t left, std::uint32_t right) { return nameIn(m_byArn[left].arn) < nameIn(m_byArn[right].arn); });
}

/// Roles by slot, ascending. Those that begin as the pattern does lie side by side, by their ARNs or, where the pattern leaves the account
/// open, by their names.
std::vector<RoleWays::Slot> RoleWays::fitting(const CompiledWorld::Data &data, const ResourcePattern &pattern) const
{
    using Kind = ResourcePattern::Kind;
    std::vector<Slot> roles;
    if (pattern.kind == Kind::Literal) {
        const std::optional<std::uint32_t> slot = data.byArn->find(pattern.text);
        if (slot && m_groupOf[*slot] != none)
            roles.push_back(*slot);
        return roles;
    }
    const auto add = [&](const Named &named) {
        if (pattern.kind == Kind::Variables ? named.arn.starts_with(pattern.text) : pattern.matches(named.arn))
            roles.push_back(named.role);
    };
    const std::string_view text = pattern.text;
    const std::string_view prefix = pattern.kind == Kind::Glob ? text.substr(0, pattern.literal) : text;
    const std::string_view name = nameIn(text);
    if (std::count(prefix.begin(), prefix.end(), ':') < colons && !name.empty()) {
        const std::string_view begin = name.substr(0, static_cast<std::size_t>(std::find_if(name.begin(), name.end(), glob::isWildcard) - name.begin()));
        auto found = std::lower_bound(m_byName.begin(), m_byName.end(), begin, [&](std::uint32_t i, std::string_view wanted) { return nameIn(m_byArn[i].arn) < wanted; });
        for (; found != m_byName.end() && nameIn(m_byArn[*found].arn).starts_with(begin); ++found)
            add(m_byArn[*found]);
        for (const std::uint32_t i : m_odd)
            add(m_byArn[i]);
    } else {
        auto found = std::lower_bound(m_byArn.begin(), m_byArn.end(), prefix, [](const Named &named, std::string_view wanted) { return named.arn < wanted; });
        for (; found != m_byArn.end() && found->arn.starts_with(prefix); ++found)
            add(*found);
    }
    std::sort(roles.begin(), roles.end());
    return roles;
}

void RoleWays::tellApart(const CompiledWorld::Data &data, const ResourcePattern &pattern)
{
    using Kind = ResourcePattern::Kind;
    if (pattern.kind == Kind::Everything || !m_told.insert(static_cast<char>('0' + static_cast<int>(pattern.kind)) + (pattern.kind == Kind::Variables ? pattern.source->text : pattern.text)).second)
        return;
    if (m_told.size() == 1)
        sortNames(data);
    const std::vector<Slot> roles = fitting(data, pattern);
    splitAll(roles);
    if (pattern.kind != Kind::Variables)
        return;
    // What the variables stand for may tell each from the others.
    const std::string widest = glob::fromWildcards(withoutVariables(pattern.source->text));
    for (const Slot role : roles) {
        if (glob::matches(widest, data.principals[role]->role->arn))
            split(m_groupOf[role], {role});
    }
}

/// From those of their groups that aren't among them.
void RoleWays::splitAll(const std::vector<Slot> &roles)
{
    std::map<std::uint32_t, std::vector<Slot>> byGroup;
    for (const Slot role : roles)
        byGroup[m_groupOf[role]].push_back(role);
    for (auto &[group, some] : byGroup)
        split(group, std::move(some));
}

/// Moves them to a group of their own.
void RoleWays::split(std::uint32_t group, std::vector<Slot> roles)
{
    if (roles.size() == m_groups[group].roles.size())
        return;
    const auto made = static_cast<std::uint32_t>(m_groups.size());
    std::erase_if(m_groups[group].roles, [&](Slot role) { return std::binary_search(roles.begin(), roles.end(), role); });
    for (const Slot role : roles)
        m_groupOf[role] = made;
    Group other{std::move(roles), m_groups[group].principals};
    for (const Slot principal : other.principals)
        m_groupsFor[principal].push_back(made);
    m_groups.push_back(std::move(other));
}

void RoleWays::let(std::uint32_t group, std::vector<Slot> principals)
{
    std::vector<Slot> &known = m_groups[group].principals;
    std::sort(principals.begin(), principals.end());
    principals.erase(std::unique(principals.begin(), principals.end()), principals.end());
    std::erase_if(principals, [&](Slot principal) { return std::binary_search(known.begin(), known.end(), principal); });
    for (const Slot principal : principals)
        m_groupsFor[principal].push_back(group);
    const auto middle = known.insert(known.end(), principals.begin(), principals.end());
    std::inplace_merge(known.begin(), middle, known.end());
}

void RoleWays::forget(Slot principal)
{
    for (const std::uint32_t group : m_groupsFor[principal])
        std::erase(m_groups[group].principals, principal);
    m_groupsFor[principal].clear();
}

std::vector<RoleWays::Slot> RoleWays::rolesFor(Slot principal) const
{
    std::vector<Slot> roles;
    for (const std::uint32_t group : m_groupsFor[principal])
        roles.insert(roles.end(), m_groups[group].roles.begin(), m_groups[group].roles.end());
    std::erase(roles, principal);
    return roles;
}

} // namespace rolewright
