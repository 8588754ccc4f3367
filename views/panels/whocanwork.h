// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document/latestrunner.h"
#include "routes/routes.h"

#include <atomic>
#include <memory>
#include <string>
#include <vector>

namespace rolewright {

/// One who can, or can't, do what was asked.
struct WhoCanRow {
    enum class Kind {
        User,
        Role,
        Root, ///< the root user of an account of the workspace
        OutsideAccount, ///< an account that isn't in the workspace and that the resource's policy names: its policies decide who
        Outside, ///< another principal that the policy names and the workspace doesn't hold
        Anyone, ///< an unsigned request
    };
    Kind kind = Kind::User;
    std::string arn;
    EntityId entity; ///< none: not in the workspace
    std::string account;
    Verdict verdict = Verdict::Denied;
    bool direct = true; ///< as itself; false: by the roles of `via`
    std::vector<std::string> via; ///< role ARNs of the shortest route
    std::vector<HopNeeds> needs; ///< one for each of `via`

    bool operator==(const WhoCanRow &) const = default;
};

struct WhoCanAnswer {
    std::vector<WhoCanRow> rows; ///< who can first, then what depends, then the rest; by name within
    bool limitReached = false; ///< longer chains of roles weren't searched
};

/// How far the work is; read in the GUI thread while a worker writes.
struct WhoCanProgress {
    std::atomic<std::size_t> done{0};
    std::atomic<std::size_t> total{0};
};

/// Asks the question (its action, resource, account and given context) for everyone: users and roles, root users, those whom
/// the resource's policy names from outside, and for an unsigned request. Returns early, with what it has, when cancelled.
WhoCanAnswer whoCan(const World &world, const Request &question, int maximumHops, const CancelFlag &cancel,
                    const std::shared_ptr<WhoCanProgress> &progress);

} // namespace rolewright
