// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/answerjson.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

/// A case for `evaluate` in pieces that a generator can put together and a test can take apart again.
namespace rolewright::reference {

struct DraftCondition {
    std::string op;
    std::string key;
    std::vector<std::string> values;
    bool bare = false; ///< numbers and booleans without quotes
};

struct DraftStatement {
    bool allow = true;
    bool hasPrincipal = false;
    bool notPrincipal = false;
    std::vector<std::pair<std::string, std::string>> principals; ///< {"AWS", "1111…"}; {"", "*"} for the bare "*"
    bool notAction = false;
    std::vector<std::string> actions;
    bool notResource = false;
    std::vector<std::string> resources; ///< empty: no Resource element
    std::vector<DraftCondition> conditions;

    /// JSON holds an operator's key once: a second condition on it isn't added. Nor in another spelling: what two of them mean in a
    /// Deny isn't documented.
    void add(DraftCondition condition);
};

struct DraftPolicy {
    std::string version = "2012-10-17"; ///< empty: no Version element
    std::vector<DraftStatement> statements;
};

struct DraftValue {
    std::string key;
    std::vector<std::string> values;
    bool list = false;
};

struct DraftCase {
    std::string principal;
    std::string action;
    std::string resource;
    std::string resourceAccount;
    std::vector<DraftValue> context;
    std::vector<std::string> unknown;
    bool deriveContext = false;
    std::vector<DraftPolicy> identity;
    std::optional<std::vector<DraftPolicy>> boundary;
    std::optional<std::vector<DraftPolicy>> session;
    std::optional<DraftPolicy> resourcePolicy;
    std::optional<std::vector<DraftPolicy>> vpcEndpoint;
    std::vector<std::vector<DraftPolicy>> scp;
    std::vector<std::vector<DraftPolicy>> rcp;
    bool blockPublicAccess = false;

    /// Every policy of every layer, to change them alike.
    std::vector<std::vector<DraftPolicy> *> lists();
    std::vector<DraftPolicy *> policies();
};

/// One line in contract.md's shape.
std::string toJson(const DraftCase &draft);
std::string toJson(const DraftPolicy &policy);

/// Through the JSON shape, as a user's case comes in. Throws std::runtime_error when that is refused or a document
/// can't be used in its place: a mistake of the generator.
Case toCase(const DraftCase &draft);

/// The drafts with one part less: a layer, policy, statement, condition, listed value, context key.
std::vector<DraftCase> smaller(const DraftCase &draft);

} // namespace rolewright::reference
