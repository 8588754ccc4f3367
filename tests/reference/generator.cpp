// SPDX-License-Identifier: GPL-3.0-or-later
#include "reference/generator.h"

#include "policy/values.h"
#include "catalog/catalog.h"
#include "reference/parts.h"
#include "text/utf8.h"

namespace rolewright::reference {

namespace {

using Strings = std::vector<std::string>;
using Says = Parts::Says;

const std::string alice = "arn:aws:iam::111122223333:user/alice";
const std::string aliceInTeam = "arn:aws:iam::111122223333:user/team/alice";
const std::string alfred = "arn:aws:iam::444455556666:user/alice";
const std::string role = "arn:aws:iam::111122223333:role/app";
const std::string roleWithPath = "arn:aws:iam::111122223333:role/team/app";
const std::string foreignRole = "arn:aws:iam::444455556666:role/app";
const std::string session = "arn:aws:sts::111122223333:assumed-role/app/s1";
const std::string foreignSession = "arn:aws:sts::444455556666:assumed-role/app/s1";
const std::string federated = "arn:aws:sts::111122223333:federated-user/fay";
const std::string root = "arn:aws:iam::111122223333:root";
const std::string foreignRoot = "arn:aws:iam::444455556666:root";
const std::string linkedRole = "arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS";
const std::string service = "sns.amazonaws.com";
const std::string oidc = "arn:aws:iam::111122223333:oidc-provider/idp.example.com";
const std::string saml = "arn:aws:iam::111122223333:saml-provider/corp";

struct Target {
    std::string action;
    std::string resource;
};

const std::vector<Target> ordinary{{"sqs:SendMessage", "arn:aws:sqs:us-east-1:111122223333:q1"},
                                   {"sqs:ReceiveMessage", "arn:aws:sqs:us-east-1:111122223333:q1"},
                                   {"s3:GetObject", "arn:aws:s3:::b1/k"},
                                   {"s3:PutObject", "arn:aws:s3:::b1/a/b:c"},
                                   {"sns:Publish", "arn:aws:sns:us-east-1:111122223333:t"},
                                   {"dynamodb:GetItem", "arn:aws:dynamodb:us-east-1:111122223333:table/t1"},
                                   {"secretsmanager:GetSecretValue", "arn:aws:secretsmanager:us-east-1:111122223333:secret:db-x1"}};

class Maker
{
public:
    explicit Maker(std::uint64_t seed)
        : r(seed)
        , parts(r, c)
        , aim(static_cast<Says>(seed % 3))
    {
        c.deriveContext = false;
    }

    DraftCase make(Family family)
    {
        switch (family) {
        case Family::Patterns:
            patterns();
            break;
        case Family::Conditions:
            conditions();
            break;
        case Family::Variables:
            variables();
            break;
        case Family::Principals:
            principals();
            break;
        case Family::SameAccount:
            sameAccount();
            break;
        case Family::Limits:
            limits();
            break;
        case Family::CrossAccount:
            crossAccount();
            break;
        case Family::Trust:
            trust();
            break;
        case Family::Keys:
            keys();
            break;
        case Family::Organization:
            organization();
            break;
        case Family::Buckets:
            buckets();
            break;
        }
        return std::move(c);
    }

private:
    void target(const std::vector<Target> &targets)
    {
        const Target &chosen = r.pick(targets);
        c.action = chosen.action;
        c.resource = chosen.resource;
        // A bucket's ARN doesn't tell its account.
        if (c.resource.starts_with("arn:aws:s3:::"))
            c.resourceAccount = accountA;
    }

    bool hasIdentity() const
    {
        const Principal caller = *parsePrincipal(c.principal);
        return caller.kind == PrincipalKind::User || caller.isSession() || caller.kind == PrincipalKind::FederatedUser;
    }
    bool isSession() const { return c.principal == session || c.principal == foreignSession || c.principal == federated; }

    DraftPolicy silentOrAllowing(int allowing, bool principal) { return parts.policy(r.chance(allowing) ? Says::Allows : Says::Nothing, principal); }

    /// Every layer listed leans to what the case aims at: all allow, or one is silent, or one denies.
    void say(const std::vector<DraftPolicy *> &ownLayers, const std::vector<DraftPolicy *> &principalLayers, int strayDeny = 0)
    {
        const std::size_t count = ownLayers.size() + principalLayers.size();
        if (count == 0)
            return;
        const std::size_t special = r.below(count);
        std::size_t at = 0;
        const auto fill = [&](DraftPolicy *policy, bool principal) {
            const bool chosen = at++ == special;
            if (chosen && aim == Says::Denies)
                *policy = parts.policy(Says::Denies, principal);
            else if (aim == Says::Nothing)
                *policy = silentOrAllowing(chosen ? 0 : 35, principal);
            else
                *policy = silentOrAllowing(92, principal);
            if (r.chance(strayDeny))
                policy->statements.push_back(parts.statement(false, Lean::Misses, principal));
        };
        for (DraftPolicy *policy : ownLayers)
            fill(policy, false);
        for (DraftPolicy *policy : principalLayers)
            fill(policy, true);
    }

    void patterns();
    void conditions();
    void variables();
    void principals();
    void sameAccount();
    void limits();
    void crossAccount();
    void trust();
    void keys();
    void organization();
    void buckets();

    Random r;
    DraftCase c;
    Parts parts;
    Says aim;
};

void Maker::patterns()
{
    c.principal = alice;
    std::vector<Target> targets = ordinary;
    // Without resource-level permissions only "*" matches, whatever resource is asked for.
    targets.push_back({"s3:ListAllMyBuckets", "*"});
    targets.push_back({"ec2:DescribeInstances", "*"});
    targets.push_back({"sqs:ListQueues", "arn:aws:sqs:us-east-1:111122223333:q1"});
    target(targets);
    parts.conditionChance = 0;
    c.identity.resize(1 + r.below(2));
    std::vector<DraftPolicy *> all;
    for (DraftPolicy &policy : c.identity)
        all.push_back(&policy);
    say(all, {}, 20);
}

void Maker::conditions()
{
    c.principal = alice;
    target({ordinary[0], ordinary[2]});
    parts.fillContext();
    DraftPolicy policy;
    const auto add = [&](bool allow, std::size_t conditions) {
        DraftStatement statement;
        statement.allow = allow;
        statement.actions = {"*"};
        statement.resources = {"*"};
        for (std::size_t i = 0; i < conditions; ++i)
            statement.add(parts.anyCondition());
        policy.statements.push_back(std::move(statement));
    };
    if (aim == Says::Allows) {
        for (std::size_t i = 0; i < 3; ++i)
            add(true, 1);
    } else if (aim == Says::Nothing) {
        add(true, 2);
    } else {
        add(true, 0);
        add(false, 1);
        add(false, 1);
    }
    c.identity.push_back(std::move(policy));
}

void Maker::variables()
{
    c.principal = alice;
    target({{"s3:GetObject", "arn:aws:s3:::b1/alice"},
            {"s3:GetObject", "arn:aws:s3:::b1/alice/k"},
            {"s3:GetObject", "arn:aws:s3:::b1/a"},
            {"s3:GetObject", "arn:aws:s3:::b1/aa"},
            {"s3:GetObject", "arn:aws:s3:::b1/a$"},
            {"s3:GetObject", "arn:aws:s3:::b1/ops"},
            {"s3:GetObject", "arn:aws:s3:::b1/$"}});
    if (r.chance(70))
        c.context.push_back({"aws:username", {"alice"}, false});
    if (r.chance(70))
        c.context.push_back({"aws:PrincipalTag/team", {r.pick(Strings{"a", "ops", "alice", "a*", "*"})}, false});
    if (r.chance(60))
        c.context.push_back({"s3:prefix", {r.pick(Strings{"a", "aa", "alice", "aalice", "${aws:username}", "*", "a?", "$", "ops"})}, false});
    if (r.chance(30))
        c.context.push_back({"aws:TagKeys", {"a", "b"}, true});
    parts.variables = true;
    parts.everyVersion = true;
    parts.conditionChance = 35;
    c.identity.resize(2);
    say({&c.identity[0], &c.identity[1]}, {});
    // With so many variables without a value little matches: help each outcome.
    DraftStatement plain;
    plain.actions = {"*"};
    plain.resources = {"*"};
    plain.allow = aim == Says::Allows;
    if (aim != Says::Nothing && r.chance(50))
        c.identity.back().statements.push_back(plain);
}

void Maker::principals()
{
    c.principal = r.pick(Strings{alice, aliceInTeam, role, roleWithPath, session, federated, root, service, "*"});
    c.deriveContext = true;
    target(ordinary);
    c.resourceAccount = accountA;
    parts.notPrincipalAllow = true;
    parts.conditionChance = 0;
    c.resourcePolicy.emplace();
    std::vector<DraftPolicy *> own;
    if (hasIdentity() && r.chance(30))
        own.push_back(&c.identity.emplace_back());
    say(own, {&*c.resourcePolicy});
    if (c.principal == federated && r.chance(50))
        c.session = {parts.policy(aim, false)};
    // Derived keys: who it is, told by the request itself.
    static const Strings keys{"aws:PrincipalArn", "aws:PrincipalAccount", "aws:PrincipalType", "aws:username", "aws:ResourceAccount",
                              "aws:PrincipalIsAWSService"};
    static const Strings values{alice, aliceInTeam, role, roleWithPath, root, accountA, accountB, "User", "AssumedRole", "Account", "alice", "true", "false"};
    for (DraftStatement &statement : c.resourcePolicy->statements) {
        if (!r.chance(25))
            continue;
        const std::string &key = r.pick(keys);
        DraftCondition condition{r.pick(Strings{"StringEquals", "StringNotEquals", "StringLike", "StringEqualsIfExists"}), key, {}, false};
        for (int i = 0; i < 4; ++i)
            condition.values.push_back(r.pick(values));
        statement.add(std::move(condition));
    }
}

void Maker::sameAccount()
{
    c.principal = r.pick(Strings{alice, role, session, root, alice});
    target(ordinary);
    parts.fillContext();
    c.resourcePolicy.emplace();
    std::vector<DraftPolicy *> own;
    if (hasIdentity()) {
        c.identity.resize(1 + r.below(2));
        for (DraftPolicy &policy : c.identity)
            own.push_back(&policy);
    }
    if (aim == Says::Nothing) { // either side is enough
        for (DraftPolicy *policy : own)
            *policy = parts.policy(Says::Nothing, false);
        *c.resourcePolicy = parts.policy(Says::Nothing, true);
    } else {
        say(own, {&*c.resourcePolicy});
    }
}

void Maker::limits()
{
    c.principal = r.pick(Strings{alice, role, session, session, federated});
    target(ordinary);
    c.identity.resize(1);
    std::vector<DraftPolicy *> own{&c.identity[0]};
    std::vector<DraftPolicy *> withPrincipal;
    if (r.chance(55))
        own.push_back(&c.boundary.emplace(1)[0]);
    if (isSession() && r.chance(70)) {
        c.session.emplace(r.below(3));
        for (DraftPolicy &policy : *c.session)
            own.push_back(&policy);
    }
    if (r.chance(70))
        withPrincipal.push_back(&c.resourcePolicy.emplace());
    const bool endpoint = r.chance(20);
    say(own, withPrincipal);
    if (endpoint) {
        // Endpoint policies: for everyone, what accounts mean in them depends on the kind of endpoint.
        DraftPolicy &policy = c.vpcEndpoint.emplace(1)[0];
        policy = parts.policy(aim == Says::Denies ? Says::Allows : aim, false);
        for (DraftStatement &statement : policy.statements) {
            statement.hasPrincipal = true;
            statement.principals = {{"", "*"}};
        }
    }
}

void Maker::crossAccount()
{
    c.principal = r.pick(Strings{alfred, alfred, foreignRole, foreignSession, foreignRoot});
    std::vector<Target> targets = ordinary;
    targets.push_back({"iam:PassRole", "arn:aws:iam::111122223333:role/app"});
    target(targets);
    parts.conditionChance = 10;
    c.resourcePolicy.emplace();
    std::vector<DraftPolicy *> own;
    if (hasIdentity()) {
        own.push_back(&c.identity.emplace_back());
        if (r.chance(20))
            own.push_back(&c.boundary.emplace(1)[0]);
        if (isSession() && r.chance(20))
            own.push_back(&c.session.emplace(1)[0]);
    }
    say(own, {&*c.resourcePolicy});
    if (c.action == "iam:PassRole")
        c.resourcePolicy.reset();
}

void Maker::trust()
{
    c.principal = r.pick(Strings{alice, alfred, role, session, foreignSession, root, service, oidc, saml});
    c.action = c.principal == oidc ? "sts:AssumeRoleWithWebIdentity" : c.principal == saml ? "sts:AssumeRoleWithSAML" : "sts:AssumeRole";
    c.resource = "arn:aws:iam::111122223333:role/target";
    parts.fillContext();
    std::vector<DraftPolicy *> own;
    if (hasIdentity()) {
        own.push_back(&c.identity.emplace_back());
        if (r.chance(20))
            own.push_back(&c.boundary.emplace(1)[0]);
        if (isSession() && r.chance(20))
            own.push_back(&c.session.emplace(1)[0]);
    }
    say(own, {});
    // A trust policy has no Resource and no NotPrincipal.
    parts.resourceElement = false;
    parts.notPrincipalDeny = false;
    c.resourcePolicy = aim == Says::Denies && r.chance(50) ? parts.policy(Says::Denies, true) : silentOrAllowing(aim == Says::Nothing ? 25 : 92, true);
}

void Maker::keys()
{
    c.principal = r.pick(Strings{alice, alice, alfred, role, session, foreignSession, root, foreignRoot, service});
    c.action = r.pick(Strings{"kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey", "kms:CreateGrant", "kms:GetKeyRotationStatus",
                              "kms:ReEncryptFrom", "kms:DisableKey", "kms:ScheduleKeyDeletion"});
    c.resource = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    parts.conditionChance = 8;
    std::vector<DraftPolicy *> own;
    if (hasIdentity()) {
        own.push_back(&c.identity.emplace_back());
        if (r.chance(20))
            own.push_back(&c.boundary.emplace(1)[0]);
    }
    if (!own.empty())
        say(own, {});
    parts.plainResource = true;
    c.resourcePolicy = aim == Says::Denies && (own.empty() || r.chance(50)) ? parts.policy(Says::Denies, true)
                                                                          : silentOrAllowing(aim == Says::Nothing ? 25 : 95, true);
}

void Maker::organization()
{
    c.principal = r.pick(Strings{alice, alice, session, root, alfred, linkedRole, service, "*"});
    std::vector<Target> targets = ordinary;
    targets.push_back({"ec2:StartInstances", "arn:aws:ec2:us-east-1:111122223333:instance/i-1"});
    targets.push_back({"s3:GetObject", "arn:aws:s3:::b1/k"});
    targets.push_back({"kms:RetireGrant", "arn:aws:kms:us-east-1:111122223333:key/k1"});
    target(targets);
    parts.conditionChance = 5;
    c.scp.resize(r.below(4));
    std::vector<DraftPolicy *> own;
    for (std::vector<DraftPolicy> &level : c.scp) {
        level.resize(r.chance(4) ? 0 : 1 + r.below(2));
        for (DraftPolicy &policy : level)
            own.push_back(&policy);
    }
    if (hasIdentity())
        own.push_back(&c.identity.emplace_back());
    c.resourcePolicy.emplace();
    say(own, {&*c.resourcePolicy});
    // RCPs deny only, for everyone.
    c.rcp.resize(r.below(3));
    for (std::vector<DraftPolicy> &level : c.rcp) {
        level.resize(1);
        level[0].statements.push_back(parts.statement(false, aim == Says::Denies ? Lean::Matches : Lean::Misses, false));
        DraftStatement &deny = level[0].statements[0];
        deny.hasPrincipal = true;
        deny.principals = {{"", "*"}};
        deny.notAction = false;
    }
}

void Maker::buckets()
{
    c.principal = r.pick(Strings{alice, alfred, alfred, session, service, "*", "*"});
    target({{"s3:GetObject", "arn:aws:s3:::b1/k"}, {"s3:PutObject", "arn:aws:s3:::b1/a/b"}, {"s3:ListBucket", "arn:aws:s3:::b1"}});
    parts.conditionChance = 0;
    parts.notPrincipalDeny = false;
    c.blockPublicAccess = r.chance(50);
    std::vector<DraftPolicy *> own;
    if (hasIdentity())
        own.push_back(&c.identity.emplace_back());
    c.resourcePolicy.emplace();
    say(own, {&*c.resourcePolicy});
    // Narrowed by a fixed value the bucket isn't public.
    const bool inOrganization = r.chance(60);
    if (inOrganization)
        c.context.push_back({"aws:PrincipalOrgID", {"o-1"}, false});
    for (DraftStatement &statement : c.resourcePolicy->statements) {
        if (statement.allow && r.chance(40))
            statement.conditions.push_back({"StringEquals", "aws:PrincipalOrgID", {"o-1"}, false});
    }
}

} // namespace

std::string_view familyName(Family family)
{
    switch (family) {
    case Family::Patterns:
        return "patterns";
    case Family::Conditions:
        return "conditions";
    case Family::Variables:
        return "variables";
    case Family::Principals:
        return "principals";
    case Family::SameAccount:
        return "same account";
    case Family::Limits:
        return "limits";
    case Family::CrossAccount:
        return "cross-account";
    case Family::Trust:
        return "trust";
    case Family::Keys:
        return "keys";
    case Family::Organization:
        return "organization";
    case Family::Buckets:
        return "buckets";
    }
    return {};
}

DraftCase generate(Family family, std::uint64_t seed)
{
    return Maker(seed).make(family);
}

DraftStatement denyStatement(const DraftCase &draft, std::uint64_t seed, bool withPrincipal)
{
    Random random(seed);
    DraftCase copy = draft;
    Parts parts(random, copy);
    parts.conditionChance = 30;
    parts.resourceElement = !withPrincipal || !draft.action.starts_with("sts:");
    parts.notPrincipalDeny = parts.resourceElement;
    return parts.statement(false, random.chance(60) ? Lean::Matches : Lean::Misses, withPrincipal);
}

std::vector<DraftValue> valuesToTry(const DraftCase &draft, const std::string &key)
{
    Strings values{"", "a", "ax", "zz", "0", "10", "1000000", "true", "false", "10.0.0.1", "192.0.2.7", "203.0.113.9", "2001:db8::1",
                   "2020-01-01T00:00:00Z", "2035-01-01T00:00:00Z", "arn:aws:sns:us-east-1:111122223333:t1", "arn:aws:s3:::bx", "alice", "QQ=="};
    bool list = false;
    DraftCase copy = draft;
    for (const DraftPolicy *policy : copy.policies()) {
        for (const DraftStatement &statement : policy->statements) {
            for (const DraftCondition &condition : statement.conditions) {
                if (!equalsIgnoringCase(condition.key, key))
                    continue;
                list = list || condition.op.starts_with("ForA");
                values.insert(values.end(), condition.values.begin(), condition.values.end());
            }
        }
    }
    // What AWS gives of a type has values of that type only.
    const CatalogConditionKey *known = Catalog::builtIn().conditionKey(key);
    const std::string type = known ? known->type : std::string();
    std::erase_if(values, [&](const std::string &value) {
        return (type == "Bool" && !parseBoolean(value)) || (type == "Numeric" && !parseNumber(value)) || (type == "Date" && !parseMoment(value))
            || (type == "IPAddress" && (!parseIpRange(value) || value.find('/') != std::string::npos));
    });
    std::vector<DraftValue> result;
    for (const std::string &value : values)
        result.push_back({key, {value}, false});
    if (!list || !isListKey(key))
        return result;
    result.push_back({key, {}, true});
    for (std::size_t i = 0; i < values.size(); ++i)
        result.push_back({key, {values[i], values[(i * 7 + 3) % values.size()]}, true});
    return result;
}

} // namespace rolewright::reference
