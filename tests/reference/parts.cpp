// SPDX-License-Identifier: GPL-3.0-or-later
#include "reference/parts.h"

#include <algorithm>

namespace rolewright::reference {

namespace {

using Strings = std::vector<std::string>;
using Names = std::vector<std::pair<std::string, std::string>>;

const Strings otherActions{"sqs:SendMessage", "sqs:ReceiveMessage", "s3:GetObject", "s3:GetObjectAcl", "s3:PutObject", "sns:Publish",
                           "dynamodb:GetItem", "kms:Encrypt", "iam:GetRole", "sts:TagSession", "sqs:Send*e?", "s3:*Obj", "*?:x"};

const Strings otherResources{"arn:aws:sqs:us-east-1:111122223333:q2", "arn:aws:sqs:us-east-1:444455556666:q1", "arn:aws:s3:::b2/k",
                             "arn:aws:s3:::b1", "arn:aws:sns:eu-west-1:111122223333:t", "arn:aws:iam::111122223333:role/other",
                             "arn:aws:dynamodb:us-east-1:111122223333:table/t2"};

/// The caller as entries of a Principal element that reach it.
Names reaching(const Principal &caller)
{
    switch (caller.kind) {
    case PrincipalKind::User:
    case PrincipalKind::FederatedUser:
        return {{"AWS", caller.arn}, {"AWS", caller.arn}, {"AWS", caller.account}, {"AWS", "arn:aws:iam::" + caller.account + ":root"}, {"AWS", "*"}, {"", "*"}};
    case PrincipalKind::Root:
        return {{"AWS", caller.account}, {"AWS", caller.arn}, {"AWS", "*"}, {"", "*"}};
    case PrincipalKind::Role:
        return {{"AWS", caller.arn}, {"AWS", caller.arn}, {"AWS", caller.account}, {"AWS", "arn:aws:iam::" + caller.account + ":root"}, {"", "*"}};
    case PrincipalKind::RoleSession:
        return {{"AWS", caller.arn}, {"AWS", caller.arn}, {"AWS", "arn:aws:iam::" + caller.account + ":role/" + caller.name},
                {"AWS", "arn:aws:iam::" + caller.account + ":role/team/" + caller.name}, {"AWS", caller.account},
                {"AWS", "arn:aws:iam::" + caller.account + ":root"}, {"", "*"}};
    case PrincipalKind::Service:
        return {{"Service", caller.name}, {"Service", caller.name}, {"", "*"}};
    case PrincipalKind::OidcProvider:
    case PrincipalKind::SamlProvider:
        return {{"Federated", caller.arn}};
    case PrincipalKind::Anonymous:
        return {{"", "*"}, {"AWS", "*"}};
    }
    return {};
}

const Names strangers{{"AWS", "arn:aws:iam::111122223333:user/alice"}, {"AWS", "arn:aws:iam::111122223333:user/Alice"},
                      {"AWS", "arn:aws:iam::111122223333:user/team/alice"}, {"AWS", "arn:aws:iam::444455556666:user/alice"},
                      {"AWS", "arn:aws:iam::111122223333:role/app"}, {"AWS", "arn:aws:iam::444455556666:role/app"},
                      {"AWS", "arn:aws:sts::111122223333:assumed-role/app/s1"}, {"AWS", "arn:aws:sts::111122223333:assumed-role/app/s2"},
                      {"AWS", "arn:aws:sts::111122223333:federated-user/fay"}, {"AWS", "111122223333"}, {"AWS", "777788889999"},
                      {"AWS", "arn:aws:iam::444455556666:root"}, {"Service", "ec2.amazonaws.com"}, {"Service", "sns.amazonaws.com"},
                      {"Federated", "arn:aws:iam::111122223333:oidc-provider/idp.example.com"},
                      {"Federated", "arn:aws:iam::111122223333:saml-provider/corp"}};

bool reaches(const Names &names, const std::pair<std::string, std::string> &name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// What can't be told for certain: whether a session without a known name is the one listed, whether a federated user
/// comes from a listed user, whether an account stands for the identities of its providers.
bool isUncertain(const Principal &caller, const std::string &value)
{
    const bool provider = caller.kind == PrincipalKind::OidcProvider || caller.kind == PrincipalKind::SamlProvider;
    return (caller.kind == PrincipalKind::Role && value.find(":assumed-role/") != std::string::npos)
        || (caller.kind == PrincipalKind::FederatedUser && value.find(":user/") != std::string::npos)
        || (provider && (value == caller.account || value.ends_with(caller.account + ":root")));
}

} // namespace

std::string Parts::actionPattern(Lean lean)
{
    const std::string action = c.action;
    const std::size_t name = action.find(':') + 1;
    const std::size_t cut = name + r.below(action.size() - name);
    std::string result = action;
    if (lean == Lean::Misses) {
        switch (r.below(5)) {
        case 0:
            return action + '?';
        case 1:
            return action.size() - name > 1 ? action.substr(0, action.size() - 1) : otherActions[0];
        case 2:
            return action.substr(0, name) + '?' + action.substr(name);
        case 3:
            return action.substr(0, cut) + "*zz*";
        default:
            break;
        }
        result = r.pick(otherActions);
        return result.starts_with('*') ? "sqs:Purge*" : result;
    }
    switch (r.below(8)) {
    case 0:
        return "*";
    case 1:
        return action.substr(0, name) + '*';
    case 2:
        return action.substr(0, cut) + '*';
    case 3:
        result[cut] = '?';
        return result;
    case 4:
        for (char &letter : result)
            letter = static_cast<char>(r.chance(50) ? std::tolower(letter) : std::toupper(letter));
        return result;
    case 5:
        return action.substr(0, name) + '*' + action.substr(cut);
    case 6: // needs to go back: the last letter occurs more than once in many names
        return action.substr(0, name) + '*' + action[cut] + "*" + action.substr(action.size() - 1);
    default:
        return action;
    }
}

std::string Parts::withVariable()
{
    static const Strings texts{"${aws:username}", "${AWS:UserName}", "${aws:PrincipalTag/team}", "${aws:PrincipalTag/team, 'ops'}",
                               "${aws:username, 'alice'}", "${aws:TagKeys}", "${*}", "${?}", "${$}", "${aws:PrincipalTag/none}",
                               "${aws:PrincipalTag/none, 'a'}"};
    return r.pick(texts);
}

std::string Parts::resourcePattern(Lean lean)
{
    const std::string resource = c.resource;
    if (resource == "*")
        return lean == Lean::Matches ? "*" : r.pick(Strings{"arn:aws:s3:::*", "arn:aws:ec2:*:*:*", "arn:aws:sqs:us-east-1:111122223333:q1"});
    std::size_t start = 0;
    for (int colon = 0; colon < 5; ++colon)
        start = resource.find(':', start) + 1;
    const std::size_t cut = start + r.below(resource.size() - start);
    std::string result = resource;
    if (lean == Lean::Misses) {
        switch (r.below(8)) {
        case 0:
            return resource + '?';
        case 1:
            return resource.substr(0, resource.size() - 1);
        case 2:
            result[start] = static_cast<char>(std::toupper(result[start]));
            return result;
        case 3:
            return resource.substr(0, cut) + "?" + resource.substr(cut);
        case 4: { // reaches over the segments between, where the resource part has colons to offer
            const std::size_t service = resource.find(':', 8);
            const std::string wide = resource.substr(0, service) + ":*:" + resource.substr(start);
            return std::count(wide.begin(), wide.end(), ':') >= 5 ? wide : "arn:*:" + resource.substr(8, service - 8) + ":*:*:" + resource.substr(start);
        }
        case 5:
            return resource.substr(0, resource.find(':', 8)) + ":us-*-1:?11122223333:*";
        case 6:
            return resource.substr(0, resource.find(':', 8)) + ":*x:111122223333:" + resource.substr(start);
        default:
            return r.pick(otherResources);
        }
    }
    switch (r.below(9)) {
    case 0:
    case 1:
        return "*";
    case 2:
        return resource.substr(0, start) + '*';
    case 3:
        return resource.substr(0, cut) + '*';
    case 4:
        result[cut] = '?';
        return result;
    case 5:
        return resource.substr(0, start) + '*' + resource.substr(cut);
    case 6:
        return resource.substr(0, start) + "*" + resource[cut] + "*" + resource.substr(resource.size() - 1);
    case 7: {
        const std::size_t account = resource.rfind(':', start - 2) + 1;
        const std::size_t region = resource.rfind(':', account - 2) + 1;
        return resource.substr(0, region) + (r.chance(50) ? "*:" : "us-*:") + (r.chance(50) ? "*:" : resource.substr(account, start - account))
            + resource.substr(start);
    }
    default:
        return resource;
    }
}

void Parts::principals(DraftStatement &statement, Lean lean)
{
    const Principal caller = *parsePrincipal(c.principal);
    const Names reach = reaching(caller);
    statement.hasPrincipal = true;
    const auto stranger = [&] {
        for (int tries = 0; tries < 20; ++tries) {
            const auto &name = r.pick(strangers);
            if (!isUncertain(caller, name.second) && !(lean == Lean::Misses && reaches(reach, name)))
                return name;
        }
        return Names::value_type("AWS", "777788889999");
    };
    if (lean == Lean::Matches)
        statement.principals.push_back(r.pick(reach));
    else
        statement.principals.push_back(stranger());
    if (r.chance(30))
        statement.principals.push_back(stranger());
    // "*" alone, or inside {"AWS": …} beside others.
    if (statement.principals.size() > 1) {
        for (auto &[type, value] : statement.principals)
            type = type.empty() ? "AWS" : type;
    }
}

void Parts::notPrincipals(DraftStatement &statement, Lean lean)
{
    const Principal caller = *parsePrincipal(c.principal);
    statement.hasPrincipal = true;
    statement.notPrincipal = true;
    statement.principals.emplace_back("AWS", "777788889999");
    // Itself, its role and its account: all of them, or one forgotten.
    Names names;
    for (const auto &name : reaching(caller)) {
        if (name.second != "*" && !reaches(names, name))
            names.push_back(name);
    }
    const int keep = lean == Lean::Misses ? 92 : 55;
    for (const auto &name : names) {
        if (r.chance(keep))
            statement.principals.push_back(name);
    }
}

DraftStatement Parts::statement(bool allow, Lean lean, bool principal)
{
    DraftStatement statement;
    statement.allow = allow;
    // When it should miss, one element does.
    const std::size_t elements = (principal ? 1 : 0) + (resourceElement && !plainResource ? 2 : 1);
    const std::size_t miss = lean == Lean::Misses ? r.below(elements) : elements;
    const auto leanOf = [&](std::size_t element) { return element == miss ? Lean::Misses : Lean::Matches; };
    const auto opposite = [](Lean one) { return one == Lean::Matches ? Lean::Misses : Lean::Matches; };
    statement.notAction = r.chance(12);
    const Lean action = statement.notAction ? opposite(leanOf(0)) : leanOf(0);
    statement.actions.push_back(actionPattern(action));
    while (r.chance(25))
        statement.actions.push_back(actionPattern(Lean::Misses));
    if (principal) {
        const Lean who = leanOf(1);
        const bool negate = allow ? notPrincipalAllow && r.chance(15) : notPrincipalDeny && r.chance(25);
        if (negate)
            notPrincipals(statement, who);
        else
            principals(statement, who);
    }
    if (resourceElement && plainResource) {
        statement.resources.push_back("*");
    } else if (resourceElement) {
        const Lean what = leanOf(principal ? 2 : 1);
        statement.notResource = r.chance(12);
        statement.resources.push_back(resourcePattern(statement.notResource ? opposite(what) : what));
        while (r.chance(25))
            statement.resources.push_back(resourcePattern(Lean::Misses));
    }
    if (r.chance(conditionChance))
        statement.add(anyCondition());
    if (r.chance(conditionChance / 4))
        statement.add(anyCondition());
    return statement;
}

DraftPolicy Parts::policy(Says says, bool principal)
{
    DraftPolicy policy;
    if (everyVersion && r.chance(35))
        policy.version = r.chance(50) ? "2008-10-17" : "";
    const auto add = [&](bool allow, Lean lean) { policy.statements.push_back(statement(allow, lean, principal)); };
    if (says == Says::Allows) {
        add(true, Lean::Matches);
        if (r.chance(30))
            add(true, Lean::Matches);
        if (r.chance(30))
            add(false, Lean::Misses);
    } else if (says == Says::Nothing) {
        add(true, Lean::Misses);
        if (r.chance(15))
            add(false, Lean::Misses);
    } else {
        add(false, Lean::Matches);
        if (r.chance(20))
            add(false, Lean::Matches);
    }
    if (says != Says::Allows && r.chance(30))
        add(true, says == Says::Denies ? Lean::Matches : Lean::Misses);
    for (std::size_t i = policy.statements.size(); i > 1; --i)
        std::swap(policy.statements[i - 1], policy.statements[r.below(i)]);
    if (!variables)
        return policy;
    for (DraftStatement &statement : policy.statements) {
        // A Not… element whose variable has no value isn't defined.
        if (statement.notResource)
            continue;
        for (std::string &resource : statement.resources) {
            if (r.chance(60))
                resource = r.pick(Strings{"arn:aws:s3:::b1/", "arn:aws:s3:::*/", "arn:aws:s3:::b1/a"}) + withVariable() + r.pick(Strings{"", "", "/*", "*", "?"});
        }
    }
    return policy;
}

} // namespace rolewright::reference
