// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/readfile.h"

namespace rolewright {

/// Finds out which account the entities of exports belong to: exports don't name it, their ARNs do.
class AccountAssigner
{
public:
    explicit AccountAssigner(RemarkSink &remarks)
        : m_remarks(remarks)
    {
    }

    /// Looks at all pages of all exports before the first is assigned.
    void learn(const std::deque<Page> &pages);
    /// The account that most of a page belongs to: the key it stands under, most of its ARNs, or, when it names
    /// none, the account of the page before it or of any page. "000000000000" when nothing names one.
    std::string mainAccount(const Page &page);
    /// Fills account and, where it is missing, the ARN. An account id in the ARN counts; AWS's own policies and
    /// what has no usable ARN go to the main account.
    void assign(ReadEntity &entity, const Page &page, const std::string &mainAccount);

private:
    RemarkSink &m_remarks;
    std::string m_anyAccount;
    std::string m_lastAccount;
    std::string m_partition = "aws";
};

/// "arn:aws:iam::111122223333:user/path/name"
std::string madeArn(const Entity &entity, const std::string &partition);

} // namespace rolewright
