// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/passrole.h"

#include "evaluate/candidatevalues.h"
#include "evaluate/derive.h"
#include "evaluate/multiresource.h"
#include "policy/arn.h"
#include "policy/glob.h"
#include "routes/openkeys.h"
#include "routes/pattern.h"
#include "text/utf8.h"

#include <algorithm>

namespace rolewright {
namespace {

constexpr auto associated = "iam:AssociatedResourceArn";
constexpr std::string_view defaultRegion = "us-east-1";
/// Names that policies give to what a service creates, tried one after the other.
constexpr std::size_t maximumNames = 8;

/// The resource that a create action makes; %r region, %a account, %n name. Service Authorization Reference, "Resource types".
std::string_view createdResource(std::string_view action)
{
    if (action.starts_with("lambda:"))
        return "arn:%p:lambda:%r:%a:function:%n";
    if (action == "ecs:RunTask")
        return "arn:%p:ecs:%r:%a:task-definition/%n:1";
    if (action.starts_with("cloudformation:"))
        return "arn:%p:cloudformation:%r:%a:stack/%n/0";
    if (action.starts_with("codebuild:"))
        return "arn:%p:codebuild:%r:%a:project/%n";
    if (action.starts_with("glue:"))
        return "arn:%p:glue:%r:%a:job/%n";
    if (action.starts_with("sagemaker:"))
        return "arn:%p:sagemaker:%r:%a:notebook-instance/%n";
    if (action.starts_with("states:"))
        return "arn:%p:states:%r:%a:stateMachine:%n";
    if (action.starts_with("scheduler:"))
        return "arn:%p:scheduler:%r:%a:schedule/default/%n";
    if (action.starts_with("ssm:"))
        return "arn:%p:ssm:%r:%a:automation-definition/%n:1";
    if (action.starts_with("apprunner:"))
        return "arn:%p:apprunner:%r:%a:service/%n/0";
    return "*";
}

std::string filled(std::string_view pattern, const std::string &partition, const std::string &region, const std::string &account, const std::string &name)
{
    std::string result;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] != '%' || i + 1 == pattern.size()) {
            result += pattern[i];
            continue;
        }
        switch (pattern[++i]) {
        case 'p':
            result += partition;
            break;
        case 'r':
            result += region;
            break;
        case 'a':
            result += account;
            break;
        default:
            result += name.empty() ? "rolewright" : name;
            break;
        }
    }
    return result;
}

std::string singleValue(const Context &context, const char *key)
{
    const ContextValue *value = context.find(key);
    return value && value->values.size() == 1 ? value->values.front() : std::string();
}

class PassRole
{
public:
    PassRole(const World &world, const CompiledWorld *compiled, const Request &question, const Session &from, const EntityPtr &role, const ComputeService &service, bool explain,
        std::string name = {})
        : m_world(world)
        , m_compiled(compiled)
        , m_question(question)
        , m_from(from)
        , m_role(*role->as<Role>())
        , m_account(role->account)
        , m_service(service)
        , m_name(std::move(name))
        , m_options{explain}
    {
    }

    SolvedHop run()
    {
        SolvedHop result;
        result.request = request();
        result.answer = passed(&result.needs);
        const std::string region = where().region;
        if (region != defaultRegion && singleValue(m_question.context, "aws:RequestedRegion").empty())
            result.needs.region = region;
        for (const std::string_view action : m_service.actions) {
            if (!take(result, created(std::string(action), region, &result.needs)))
                return result;
        }
        take(result, trusted(&result.needs));
        return result;
    }

    Request request() const
    {
        Request pass = hopRequest(m_question, m_from, HopKind::PassRole, m_role.arn, {});
        pass.context.set("iam:PassedToService", std::string(m_service.principal), Provenance::Derived);
        if (!m_name.empty())
            pass.context.set("sts:RoleSessionName", m_name, Provenance::Derived); // for the session that it makes
        return pass;
    }

    /// iam:AssociatedResourceArn is what the service makes with the role; its name is the caller's choice.
    /// reference_policies_iam-condition-keys.
    Answer passed(HopNeeds *needs) const
    {
        const Request pass = request();
        Answer answer = asked(pass, {"iam:passrole"}, needs);
        const std::string_view made = createdResource(m_service.actions.front());
        if (answer.verdict != Verdict::Denied || made == "*" || pass.context.find(associated))
            return answer;
        const std::vector<std::string> keys = keysLookedAt(gather(m_world, pass).layers, {"iam:passrole"});
        if (std::none_of(keys.begin(), keys.end(), [](const std::string &key) { return equalsIgnoringCase(key, associated); }))
            return answer;
        Request with = pass;
        with.context.set(associated, filled(made, m_from.principal.partition, where().region, m_account, m_name), Provenance::Derived);
        if (evaluate(m_world, with, {false}).verdict == Verdict::Denied)
            return answer;
        with.context.setUnknown(associated);
        answer = asked(with, {"iam:passrole"}, needs);
        if (const DecidingFacts facts = m_options.explain ? decidingFacts(m_world, with) : DecidingFacts(); !facts.allowedIf.empty())
            needs->conditions.insert(needs->conditions.end(), facts.allowedIf.front().begin(), facts.allowedIf.front().end());
        return answer;
    }

    struct Where {
        std::string region;
        Verdict created; ///< of the service's actions there
    };

    /// Where the service's actions may be done: the caller chooses, unless the question says it.
    Where where() const
    {
        const std::string given = singleValue(m_question.context, "aws:RequestedRegion");
        const std::string first = given.empty() ? std::string(defaultRegion) : given;
        const Verdict there = allCreated(first);
        if (!given.empty() || there != Verdict::Denied)
            return {first, there};
        for (const std::string &named : namedRegions()) {
            if (const Verdict created = allCreated(named); created != Verdict::Denied)
                return {named, created};
        }
        return {first, there};
    }

    Verdict allCreated(const std::string &region) const
    {
        HopNeeds ignored;
        Verdict worst = Verdict::Allowed;
        for (const std::string_view action : m_service.actions) {
            const Verdict one = created(std::string(action), region, &ignored).verdict;
            if (one == Verdict::Denied)
                return one;
            worst = one == Verdict::Depends ? one : worst;
        }
        return worst;
    }

private:
    /// Keeps an answer that allows among the further ones; one that doesn't is the hop's.
    static bool take(SolvedHop &result, Answer answer)
    {
        if (result.answer.verdict == Verdict::Denied)
            return false;
        if (answer.verdict == Verdict::Allowed) {
            result.further.push_back(std::move(answer));
            return true;
        }
        if (result.answer.verdict == Verdict::Allowed || answer.verdict == Verdict::Denied)
            std::swap(result.answer, answer);
        result.further.push_back(std::move(answer));
        return result.answer.verdict != Verdict::Denied;
    }

    Answer answered(const Request &request) const
    {
        return m_compiled && !m_options.explain ? m_compiled->answer(request) : evaluate(m_world, request, m_options);
    }

    /// With the world's keys opened where it is denied for want of them.
    Answer asked(const Request &request, const std::vector<std::string> &actions, HopNeeds *needs) const
    {
        Answer answer = answered(request);
        if (answer.verdict != Verdict::Denied)
            return answer;
        Gathered gathered = gather(m_world, request);
        deriveContext(gathered.request);
        gathered.request.deriveContext = false;
        if (!openWorldKeys(gathered, actions))
            return answer;
        Answer opened = evaluate(gathered.layers, gathered.request, m_options);
        if (opened.verdict == Verdict::Denied)
            return answer;
        if (m_options.explain) {
            if (const DecidingFacts facts = decidingFacts(gathered.layers, gathered.request); !facts.allowedIf.empty())
                needs->conditions.insert(needs->conditions.end(), facts.allowedIf.front().begin(), facts.allowedIf.front().end());
        }
        return opened;
    }

public:
    Answer created(const std::string &action, const std::string &region, HopNeeds *needs) const
    {
        Request request = finalRequest(m_question, m_from);
        request.action = action;
        request.resourceAccount.clear();
        request.resources.clear();
        const std::string &partition = m_from.principal.partition;
        if (region != defaultRegion && !request.context.find("aws:RequestedRegion"))
            request.context.set("aws:RequestedRegion", region, Provenance::Derived);
        if (action == "ec2:RunInstances") {
            for (const char *what : {"instance/i-00000000000000000", "network-interface/eni-00000000000000000",
                     "security-group/sg-00000000000000000", "subnet/subnet-00000000000000000", "volume/vol-00000000000000000"})
                request.resources.push_back({"arn:" + partition + ":ec2:" + region + ':' + m_account + ':' + what, {}});
            request.resources.push_back({"arn:" + partition + ":ec2:" + region + "::image/ami-00000000000000000", {}});
            request.resource = request.resources.front().arn;
            return evaluate(m_world, request, m_options);
        }
        request.resource = filled(createdResource(action), partition, region, m_account, m_name);
        Answer answer = asked(request, {lowered(action)}, needs);
        if (answer.verdict != Verdict::Denied || request.resource == "*" || !m_name.empty())
            return answer;
        // The caller chooses the name; policies often ask for some prefix.
        const std::string given = singleValue(m_question.context, "aws:RequestedRegion");
        for (const auto &[arn, pattern] : namedResources(request)) {
            const std::optional<Arn> made = parseArn(arn);
            if (!made || (!given.empty() && made->region != given))
                continue;
            request.resource = arn;
            Answer other = answered(request);
            if (other.verdict != Verdict::Allowed)
                continue;
            if (!needs->resource)
                needs->resource = pattern;
            if (made->region != defaultRegion && given.empty())
                needs->region = made->region;
            return other;
        }
        return answer;
    }

private:
    /// Regions that conditions and ARNs of the caller's policies name.
    std::vector<std::string> namedRegions() const
    {
        std::vector<std::string> result;
        const auto add = [&](const std::string &region) {
            const bool isName = !region.empty() && region.find_first_of("*?$") == std::string::npos;
            if (isName && result.size() < maximumNames && std::find(result.begin(), result.end(), region) == result.end())
                result.push_back(region);
        };
        Request request = finalRequest(m_question, m_from);
        request.action = std::string(m_service.actions.front());
        request.resource = "*";
        request.resourceAccount.clear();
        request.resources.clear();
        const Gathered gathered = gather(m_world, request);
        for (const Policy *policy : policiesOf(gathered.layers)) {
            for (const Statement &statement : policy->statements) {
                for (const ConditionEntry &entry : statement.conditions) {
                    if (!equalsIgnoringCase(entry.key.text, "aws:RequestedRegion") && !equalsIgnoringCase(entry.key.text, "ec2:Region"))
                        continue;
                    for (const PolicyString &value : entry.values)
                        add(value.text);
                }
                for (std::size_t i = 0; statement.resource && i < statement.resource->values.size(); ++i) {
                    if (const std::optional<Arn> arn = parseArn(statement.resource->values[i].text))
                        add(arn->region);
                }
            }
        }
        return result;
    }

    /// Concrete ARNs of the same kind that statements about the action name, each with the pattern that it was made of.
    std::vector<std::pair<std::string, std::string>> namedResources(const Request &request) const
    {
        std::vector<std::pair<std::string, std::string>> result;
        const Gathered gathered = gather(m_world, request);
        const std::string action = lowered(request.action);
        const std::optional<Arn> neutral = parseArn(request.resource);
        for (const Policy *policy : policiesOf(gathered.layers)) {
            for (const Statement &statement : policy->statements) {
                if (statement.effect != Effect::Allow || !statement.resource || statement.resource->negated || !mayCoverAction(statement, action))
                    continue;
                for (const PolicyString &value : statement.resource->values) {
                    const std::optional<Arn> arn = parseArn(value.text);
                    if (!arn || !neutral || arn->service != neutral->service || result.size() == maximumNames)
                        continue;
                    std::string text = "arn:" + neutral->partition + ':' + neutral->service + ':'
                        + (!glob::hasWildcard(arn->region) && !arn->region.empty() ? arn->region : neutral->region) + ':' + m_account + ':';
                    for (const char c : arn->resource) {
                        if (c != '*')
                            text += c == '?' ? 'x' : c;
                    }
                    if (text.find("${") == std::string::npos)
                        result.emplace_back(std::move(text), value.text);
                }
            }
        }
        return result;
    }

public:
    /// The service makes this call for something in the account; which one isn't known before it is there.
    Answer trusted(HopNeeds *needs) const
    {
        Request request;
        request.principal.kind = PrincipalKind::Service;
        request.principal.arn = m_service.principal;
        request.action = "sts:AssumeRole";
        request.resource = m_role.arn;
        request.context.set("aws:SourceAccount", m_account, Provenance::Derived);
        request.context.setUnknown("aws:SourceArn");
        return asked(request, {"sts:assumerole"}, needs);
    }

private:
    const World &m_world;
    const CompiledWorld *m_compiled;
    const Request &m_question;
    const Session &m_from;
    const Role &m_role;
    std::string m_account;
    const ComputeService &m_service;
    std::string m_name; ///< of what the service makes; empty: any
    EvaluateOptions m_options;
};

} // namespace

const std::vector<ComputeService> &computeServices()
{
    static const std::vector<ComputeService> services{
        {"ec2.amazonaws.com", {"ec2:RunInstances"}, true},
        {"lambda.amazonaws.com", {"lambda:CreateFunction"}, false},
        {"ecs-tasks.amazonaws.com", {"ecs:RegisterTaskDefinition", "ecs:RunTask"}, false},
        {"cloudformation.amazonaws.com", {"cloudformation:CreateStack"}, false},
        {"codebuild.amazonaws.com", {"codebuild:CreateProject", "codebuild:StartBuild"}, false},
        {"glue.amazonaws.com", {"glue:CreateJob", "glue:StartJobRun"}, false},
        {"sagemaker.amazonaws.com", {"sagemaker:CreateNotebookInstance"}, false},
        {"states.amazonaws.com", {"states:CreateStateMachine", "states:StartExecution"}, false},
        {"scheduler.amazonaws.com", {"scheduler:CreateSchedule"}, false},
        {"ssm.amazonaws.com", {"ssm:StartAutomationExecution"}, false},
        {"tasks.apprunner.amazonaws.com", {"apprunner:CreateService"}, false},
    };
    return services;
}

std::string createdName(const ComputeService &service, const std::string &arn)
{
    const std::optional<Arn> named = parseArn(arn);
    for (const std::string_view action : service.actions) {
        const std::optional<Arn> pattern = parseArn(createdResource(action));
        const std::size_t at = pattern ? pattern->resource.find("%n") : std::string::npos;
        if (!named || at == std::string::npos || named->resource.substr(0, at) != pattern->resource.substr(0, at))
            continue;
        std::string name = named->resource.substr(at);
        if (const std::string after = pattern->resource.substr(at + 2); !after.empty() && name.find(after.front()) != std::string::npos)
            name.resize(name.find(after.front()));
        std::string result;
        for (const char c : name)
            result += c == '*' ? "NAME" : std::string(1, c == '?' ? 'x' : c);
        return result;
    }
    return "NAME";
}

bool isFunctionName(std::string_view name)
{
    return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

std::vector<const ComputeService *> servicesFor(const Role &role, const std::vector<std::string> &trustedNames)
{
    std::vector<const ComputeService *> result;
    for (const ComputeService &service : computeServices()) {
        const bool named = std::find(trustedNames.begin(), trustedNames.end(), service.principal) != trustedNames.end();
        if (named && (!service.instanceProfile || !role.instanceProfiles.empty()))
            result.push_back(&service);
    }
    return result;
}

PassRoles::PassRoles(const World &world, const CompiledWorld *compiled, const Request &question)
    : m_world(world)
    , m_compiled(compiled)
    , m_question(question)
{
}

void PassRoles::restart(const Principal &asking, std::size_t session)
{
    m_question.principal = asking;
    m_created.erase(m_created.lower_bound({session, nullptr}), m_created.lower_bound({session + 1, nullptr}));
}

bool PassRoles::mayStart(const ComputeService &service, const Layers &layers)
{
    // Which of contradicting entries is right isn't known.
    const bool contradicted = std::any_of(layers.identity.begin(), layers.identity.end(), [](const LayerPolicy &policy) { return !policy.contradicted.empty(); });
    return contradicted || std::all_of(service.actions.begin(), service.actions.end(), [&](std::string_view action) {
        return m_grants.try_emplace(action, lowered(action)).first->second.read(layers).any();
    });
}

SolvedHop PassRoles::solve(const Session &from, const EntityPtr &role, const ComputeService &service, const std::string &name, bool explain)
{
    return PassRole(m_world, m_compiled, m_question, from, role, service, explain, name).run();
}

Verdict PassRoles::created(std::size_t session, const Session &from, const EntityPtr &role, const ComputeService &service)
{
    const auto [known, isNew] = m_created.try_emplace({session, &service}, Verdict::Denied);
    if (isNew)
        known->second = PassRole(m_world, m_compiled, m_question, from, role, service, false).where().created;
    return known->second;
}

PassParts PassRoles::parts(const Session &from, const EntityPtr &role, const ComputeService &service) const
{
    const PassRole pass(m_world, m_compiled, m_question, from, role, service, true);
    HopNeeds ignored;
    PassParts parts{pass.passed(&ignored), {}, pass.trusted(&ignored)};
    const std::string region = pass.where().region;
    for (const std::string_view action : service.actions)
        parts.created.push_back(pass.created(std::string(action), region, &ignored));
    return parts;
}

HopVerdict PassRoles::verdict(std::size_t session, const Session &from, const EntityPtr &role, const ComputeService &service, const std::string &name)
{
    const PassRole pass(m_world, m_compiled, m_question, from, role, service, false, name);
    HopVerdict result;
    HopNeeds ignored;
    const Verdict created = name.empty() ? this->created(session, from, role, service) : pass.where().created;
    if (created == Verdict::Denied)
        return result;
    const auto [trusted, newlyTrusted] = m_trusted.try_emplace({role.get(), &service}, Verdict::Denied);
    if (newlyTrusted)
        trusted->second = pass.trusted(&ignored).verdict;
    if (trusted->second == Verdict::Denied)
        return result;
    const Answer answer = pass.passed(&ignored);
    const bool open = created == Verdict::Depends || trusted->second == Verdict::Depends;
    result.verdict = answer.verdict == Verdict::Allowed && open ? Verdict::Depends : answer.verdict;
    result.conditional = result.verdict == Verdict::Depends && answer.inconclusive.empty();
    result.request = pass.request();
    return result;
}

} // namespace rolewright
