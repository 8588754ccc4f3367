// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes/routes.h"
#include "world/world.h"

#include <string>
#include <vector>

/// Small worlds for tests of routes.
namespace rolewright {

inline constexpr auto here = "111122223333";
inline constexpr auto there = "444455556666";

inline DocumentPtr document(const std::string &statements)
{
    return PolicyDocument::parse(R"({"Version":"2012-10-17","Statement":[)" + statements + "]}");
}

inline std::string userArn(const std::string &name, const std::string &account = here)
{
    return "arn:aws:iam::" + account + ":user/" + name;
}

inline std::string roleArn(const std::string &name, const std::string &account = here)
{
    return "arn:aws:iam::" + account + ":role/" + name;
}

inline std::string rootArn(const std::string &account = here)
{
    return "arn:aws:iam::" + account + ":root";
}

inline std::string allow(const std::string &action, const std::string &resource, const std::string &condition = {})
{
    return R"({"Effect":"Allow","Action":")" + action + R"(","Resource":")" + resource + '"'
        + (condition.empty() ? std::string() : R"(,"Condition":)" + condition) + '}';
}

inline std::string trust(const std::string &principal, const std::string &condition = {})
{
    return R"({"Effect":"Allow","Principal":{"AWS":")" + principal + R"("},"Action":"sts:AssumeRole")"
        + (condition.empty() ? std::string() : R"(,"Condition":)" + condition) + '}';
}

inline const std::string bucketRead = allow("s3:GetObject", "arn:aws:s3:::reports/*");

class Town
{
public:
    Town &user(const std::string &name, const std::string &statements, const std::string &account = here)
    {
        User user;
        user.name = name;
        user.arn = userArn(name, account);
        user.uniqueId = "AIDA" + name;
        if (!statements.empty())
            user.inlinePolicies.push_back({"own", document(statements), {}});
        return add(account, user);
    }

    Town &role(const std::string &name, const std::string &trustStatements, const std::string &statements,
        const std::string &account = here)
    {
        return role(name, document(trustStatements), statements, account);
    }

    Town &role(
        const std::string &name, DocumentPtr trustDocument, const std::string &statements, const std::string &account = here)
    {
        Role role;
        role.name = name;
        role.arn = roleArn(name, account);
        role.uniqueId = "AROA" + name;
        role.trust = std::move(trustDocument);
        if (!statements.empty())
            role.inlinePolicies.push_back({"own", document(statements), {}});
        return add(account, role);
    }

    /// Anything else of an account.
    template <typename T>
    Town &add(const std::string &account, const T &data)
    {
        m_builder.account(account);
        m_builder.add(Entity{{}, account, data});
        return *this;
    }

    World build() { return m_builder.build(); }

private:
    WorldBuilder m_builder;
};

inline Request question(const std::string &principal)
{
    Request request;
    request.principal = parsePrincipal(principal).value();
    request.action = "s3:GetObject";
    request.resource = "arn:aws:s3:::reports/2026.csv";
    return request;
}

inline Simulation ask(const World &world, const std::string &principal, int hops = 3)
{
    RouteOptions options;
    options.maximumHops = hops;
    return simulate(world, question(principal), options);
}

inline std::vector<std::string> path(const std::vector<Hop> &hops)
{
    std::vector<std::string> arns;
    for (const Hop &hop : hops)
        arns.push_back(hop.to);
    return arns;
}

} // namespace rolewright
