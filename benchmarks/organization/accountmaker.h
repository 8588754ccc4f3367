// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "organization/statements.h"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace rolewright::organization {

/// Makes one account: first everything that only concerns it, then roles that others may assume, then its export.
class AccountMaker
{
public:
    AccountMaker(std::string id, std::size_t principals, std::uint64_t seed);

    const std::string &id() const { return m_id; }
    void make();
    /// A role here that a principal of the other account may assume.
    void openTo(AccountMaker &other);
    std::string exportText() const;

private:
    std::string uniqueId(const char *prefix);
    std::string date();
    std::string unused(const std::string &name);
    Json tags(int percent);
    Json attached(std::size_t awsManaged, std::size_t own);
    Json attachedByName(const std::vector<std::string> &names);
    void makePolicies();
    void makeGroups();
    void makeUser();
    Json &addRole(const std::string &name, Json trust, const std::string &path = "/");
    void makeServiceRole();
    void makeServiceLinkedRole();
    void makeSamlRole();
    void makeOidcRole();
    std::size_t makeChain(std::size_t longest);
    void limit(Json &principal, int percent);
    void grantAssume(Json &principal, const std::string &role);

    std::string m_id;
    std::size_t m_principals;
    reference::Random r;
    StatementMaker m_statements;
    Json m_users = Json::array();
    Json m_groups = Json::array();
    Json m_roles = Json::array();
    Json m_policies = Json::array();
    std::vector<std::string> m_boundaries; ///< ARNs
    std::set<std::string> m_attachedPolicies; ///< ARNs of AWS managed ones
    std::set<std::string> m_names;
    std::size_t m_inlinePolicies = 0;
};

} // namespace rolewright::organization
