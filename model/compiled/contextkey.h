// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/layers.h"

#include <optional>
#include <string>
#include <string_view>

namespace rolewright {

/// A context key that a policy asks for, and whether it may follow from the request or the workspace (evaluate/derive.cpp,
/// evaluate/gather.cpp) when the request doesn't hold it.
struct ContextKey {
    enum class Derived {
        Never,
        PrincipalArn,
        PrincipalType,
        PrincipalAccount,
        PrincipalIsAwsService,
        PrincipalServiceName,
        PrincipalOrgId,
        PrincipalOrgPaths,
        PrincipalTag,
        UserName,
        UserId,
        TokenIssueTime,
        FederatedProvider,
        Time, ///< aws:CurrentTime and aws:EpochTime
        ViaAwsService,
        RequestedRegion,
        ResourceAccount,
        ResourceOrgId,
        ResourceOrgPaths,
        ResourceTag, ///< "aws:ResourceTag/…"
        ServiceResourceTag, ///< "s3:ResourceTag/…"
    };
    std::string lower;
    Derived derived = Derived::Never;
    bool mayBeUntold = false; ///< evaluate/untold.h
    std::optional<Assumption> taken; ///< for granted when it is untold: assumptionOf()
    std::size_t tag = 0; ///< where the tag's key begins in `lower`

    explicit ContextKey(std::string_view name);

    std::string_view tagKey() const { return std::string_view(lower).substr(tag); }
    /// "s3" of "s3:resourcetag/team"
    std::string_view service() const { return std::string_view(lower).substr(0, lower.find(':')); }
};

} // namespace rolewright
