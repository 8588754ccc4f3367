// SPDX-License-Identifier: GPL-3.0-or-later
#include "organization/organization.h"

#include "organization/accountmaker.h"

#include <cmath>
#include <stdexcept>

namespace rolewright::organization {

Size Size::of(std::size_t principals)
{
    return {principals, principals >= 10'000 ? std::max<std::size_t>(20, principals / 1000) : principals >= 1000 ? 4u : 2u};
}

std::vector<InputFile> generate(const Size &size, std::uint64_t seed)
{
    std::vector<double> weights;
    double total = 0;
    for (std::size_t i = 0; i < size.accounts; ++i) {
        weights.push_back(1 / std::sqrt(static_cast<double>(i + 3)));
        total += weights.back();
    }
    std::vector<std::size_t> shares;
    std::size_t left = size.principals;
    for (const double weight : weights) {
        shares.push_back(static_cast<std::size_t>(static_cast<double>(size.principals) * weight / total));
        left -= shares.back();
    }
    shares.front() += left;

    std::vector<AccountMaker> accounts;
    accounts.reserve(size.accounts);
    for (std::size_t i = 0; i < size.accounts; ++i)
        accounts.emplace_back(std::to_string(100'000'000'000 + (i + 1) * 7'000'013), shares[i], seed * 1'000'003 + i);
    for (AccountMaker &account : accounts)
        account.make();
    Random random(seed);
    for (std::size_t i = 0; size.accounts > 1 && i < size.accounts; ++i) {
        // As many as make() has left over.
        const std::size_t roles = shares[i] - std::max<std::size_t>(1, shares[i] / 4);
        for (std::size_t shared = 0; shared < roles * 5 / 100; ++shared)
            accounts[i].openTo(accounts[(i + 1 + random.below(std::min<std::size_t>(5, size.accounts - 1))) % size.accounts]);
    }
    std::vector<InputFile> files;
    for (const AccountMaker &account : accounts)
        files.push_back({account.id() + ".json", account.exportText()});
    return files;
}

World importedWorld(const std::vector<InputFile> &files)
{
    ImportResult result = importFiles(files);
    if (!result.world || result.report.hasErrors())
        throw std::runtime_error("a generated organization can't be imported");
    return *std::move(result.world);
}

} // namespace rolewright::organization
