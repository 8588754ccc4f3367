// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "routes/grants.h"
#include "routes/hoprequest.h"
#include "routes/solve.h"
#include "world/world.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Starting a service that works with a role: whoever may do it can have the role's permissions used.
/// IAM User Guide, id_roles_use_passrole: iam:PassRole on the role with iam:PassedToService, the service's own action, and a
/// trust policy that lets the service in; only within one account. id_roles_use_switch-role-ec2_instance-profiles: EC2 needs an
/// instance profile besides.
namespace rolewright {

/// A service that runs what its caller brings, with a role.
struct ComputeService {
    std::string_view principal; ///< "ec2.amazonaws.com"
    std::vector<std::string_view> actions; ///< all of them are needed
    bool instanceProfile = false;
};
const std::vector<ComputeService> &computeServices();

/// The name in the ARN, or ARN pattern, of what the service's own actions make; NAME stands for any text.
std::string createdName(const ComputeService &service, const std::string &arn);

/// Whether a Lambda function can be called so: its name is the name of its role's session. Lambda API Reference, CreateFunction.
bool isFunctionName(std::string_view name);

/// Services of computeServices() among those that the role's trust policy names.
std::vector<const ComputeService *> servicesFor(const Role &role, const std::vector<std::string> &trustedNames);

/// What starting a service with a role asks for, each answered by itself.
struct PassParts {
    Answer passed;
    std::vector<Answer> created; ///< of the service's own actions
    Answer trusted;
};

/// iam:PassRole, the service's actions and its trust, for the sessions of one question. Remembers what doesn't depend on the role
/// or on who passes it.
class PassRoles
{
public:
    PassRoles(const World &world, const Request &question);

    /// Asked by somebody else, whose session has that number.
    void restart(const Principal &asking, std::size_t session);

    /// False when no identity policy of the layers has an Allow for one of the service's own actions.
    bool mayStart(const ComputeService &service, const Layers &layers);

    /// The least allowed of the requests is the answer. `name`: of what the service makes; empty where the caller may choose.
    SolvedHop solve(const Session &from, const EntityPtr &role, const ComputeService &service, const std::string &name, bool explain);
    /// The same, only the verdict. `session`: a number for `from`, the same for the same session.
    HopVerdict verdict(std::size_t session, const Session &from, const EntityPtr &role, const ComputeService &service, const std::string &name);
    /// Of the service's own actions alone, the least allowed.
    Verdict created(std::size_t session, const Session &from, const EntityPtr &role, const ComputeService &service);
    /// All of them, also where one is denied.
    PassParts parts(const Session &from, const EntityPtr &role, const ComputeService &service) const;

private:
    World m_world;
    Request m_question;
    std::map<std::string_view, GrantReader> m_grants; ///< by action
    std::map<std::pair<std::size_t, const ComputeService *>, Verdict> m_created; ///< of the service's own actions
    std::map<std::pair<const Entity *, const ComputeService *>, Verdict> m_trusted;
};

} // namespace rolewright
