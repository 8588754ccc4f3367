// SPDX-License-Identifier: GPL-3.0-or-later
#include "world/accountassigner.h"

#include "policy/arn.h"

#include <algorithm>

namespace rolewright {

namespace {

constexpr const char *unknownAccount = "000000000000";

struct Named {
    std::string id;
    std::size_t entities = 0;
};

/// The accounts that a page's ARNs name, the one named most often first.
std::vector<Named> accountsNamed(const Page &page)
{
    std::vector<Named> accounts;
    for (const ReadEntity &read : page.entities) {
        const std::optional<Arn> arn = parseArn(read.entity.arn());
        if (!arn || !isAccountId(arn->account))
            continue;
        const auto found = std::find_if(accounts.begin(), accounts.end(), [&](const Named &named) { return named.id == arn->account; });
        if (found == accounts.end())
            accounts.push_back({arn->account, 1});
        else
            ++found->entities;
    }
    std::stable_sort(accounts.begin(), accounts.end(), [](const Named &left, const Named &right) { return left.entities > right.entities; });
    return accounts;
}

std::string_view arnType(EntityKind kind)
{
    switch (kind) {
    case EntityKind::User: return "user";
    case EntityKind::Group: return "group";
    case EntityKind::Role: return "role";
    default: return "policy";
    }
}

} // namespace

std::string madeArn(const Entity &entity, const std::string &partition)
{
    const std::string path = std::visit(
        [](const auto &value) -> std::string {
            if constexpr (requires { value.path; })
                return value.path;
            else
                return "/";
        },
        entity.data);
    return Arn{partition, "iam", "", entity.account, std::string(arnType(entity.kind())) + path + entity.name()}.text();
}

void AccountAssigner::learn(const std::deque<Page> &pages)
{
    for (const Page &page : pages) {
        if (!m_anyAccount.empty())
            return;
        if (isAccountId(page.key))
            m_anyAccount = page.key;
        else if (const std::vector<Named> named = accountsNamed(page); !named.empty())
            m_anyAccount = named.front().id;
    }
}

std::string AccountAssigner::mainAccount(const Page &page)
{
    const std::vector<Named> named = accountsNamed(page);
    if (named.size() > 1) {
        std::string ids;
        for (const Named &account : named)
            ids += (ids.empty() ? "" : ", ") + account.id;
        m_remarks.add(Severity::Warning, "severalAccounts", {ids}, {page.file, page.span.begin});
    }
    if (isAccountId(page.key))
        m_lastAccount = page.key;
    else if (!named.empty())
        m_lastAccount = named.front().id;
    else if (m_lastAccount.empty())
        m_lastAccount = m_anyAccount;
    if (m_lastAccount.empty()) {
        m_remarks.add(Severity::Warning, "accountUnknown", {unknownAccount}, {page.file, page.span.begin});
        m_lastAccount = unknownAccount;
    }
    return m_lastAccount;
}

void AccountAssigner::assign(ReadEntity &read, const Page &page, const std::string &mainAccount)
{
    Entity &entity = read.entity;
    entity.account = mainAccount;
    const RemarkSink::Place place{page.file, read.span.begin};
    if (entity.arn().empty()) {
        const std::string arn = madeArn(entity, m_partition);
        std::visit(
            [&](auto &value) {
                if constexpr (requires { value.arn; })
                    value.arn = arn;
            },
            entity.data);
        m_remarks.add(Severity::Warning, "missingArn", {arn}, place, arn);
        return;
    }
    const std::optional<Arn> arn = parseArn(entity.arn());
    if (!arn) {
        m_remarks.add(Severity::Warning, "oddArn", {entity.arn()}, place, entity.arn());
        return;
    }
    m_partition = arn->partition;
    if (page.format == FileFormat::Workspace)
        return;
    if (isAccountId(arn->account))
        entity.account = arn->account;
    else if (arn->account != "aws")
        m_remarks.add(Severity::Warning, "oddArn", {entity.arn()}, place, entity.arn());
    else if (entity.kind() != EntityKind::Policy)
        m_remarks.add(Severity::Warning, "awsOwnedArn", {entity.arn(), mainAccount}, place, entity.arn());
}

} // namespace rolewright
