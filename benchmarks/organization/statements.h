// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "reference/random.h"

#include <nlohmann/json.hpp>

#include <string>

namespace rolewright::organization {

using Json = nlohmann::ordered_json;

/// What a generated policy is for.
enum class Purpose { Application, Operations, Broad, Guard, SelfService, Tags, Deployment, Boundary };

/// Makes policy documents of one account.
class StatementMaker
{
public:
    StatementMaker(reference::Random &random, std::string account);

    Json document(Purpose purpose);
    /// One to three statements for an application, the commonest policy.
    Json application() { return document(Purpose::Application); }
    Json assume(const std::string &role) const;
    std::string name(); ///< "orders-media-prod"
    std::string word();

private:
    Json use();
    Json condition(const std::string &service);
    Json guard();
    std::string resource(const std::string &shape);

    reference::Random &r;
    std::string m_account;
    std::vector<std::string> m_names; ///< of the account's resources, so that policies meet
};

Json policy(Json statements);
/// A resource's ARN for the placeholders of ServiceUse::resource.
std::string filled(std::string shape, const std::string &region, const std::string &account, const std::string &name);

} // namespace rolewright::organization
