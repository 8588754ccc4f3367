// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/answerfixes.h"
#include "analyse/linediff.h"
#include "evaluate/evaluate.h"

#include <QTest>

#include <algorithm>

using namespace rolewright;

/// Fixes are edits after which the request really has the wanted verdict; the smallest come first.
class TestAnswerFixes : public QObject
{
    Q_OBJECT
private slots:
    void addsTheActionToTheStatementThatNamesTheResource();
    void startsAnInlinePolicyWhereThereIsNone();
    void removesTheDenyOrNarrowsIt();
    void neverLeavesAPolicyWithoutStatements();
    void mendsBothSidesAcrossAccounts();
    void extendsTheBoundary();
    void extendsTheServiceControlPolicy();
    void namesThePrincipalInTheTrustPolicy();
    void deniesWhatWasAllowed();
    void deniesEveryWayAtOnce();
    void goesRoundConditionsOnlyWithANote();
    void leavesAwsManagedPoliciesAlone();
    void tellsWhyThereIsNone();
    void isOneInvertiblePatch();
    void nothingToDo();
    void diffShowsOnlyWhatChanges();
};

namespace {

constexpr const char *home = "111122223333";
constexpr const char *other = "444455556666";

std::string policy(const std::string &statements)
{
    return R"({"Version": "2012-10-17", "Statement": [)" + statements + "]}";
}

InlinePolicy inlined(const char *name, const std::string &statements)
{
    return {name, PolicyDocument::parse(policy(statements)), {}};
}

struct Builder {
    WorldBuilder builder;

    Builder()
    {
        builder.account(home);
        builder.account(other);
    }
    void user(const char *account, const char *name, std::vector<InlinePolicy> policies, std::optional<std::string> boundary = {})
    {
        User user;
        user.name = name;
        user.arn = std::string("arn:aws:iam::") + account + ":user/" + name;
        user.inlinePolicies = std::move(policies);
        user.boundary = std::move(boundary);
        builder.add({{}, account, user});
    }
    void resource(const char *account, const char *arn, const std::string &statements = {})
    {
        Resource resource;
        resource.arn = arn;
        resource.name = arn;
        if (!statements.empty())
            resource.policy = PolicyDocument::parse(policy(statements));
        builder.add({{}, account, resource});
    }
    void role(const char *account, const char *name, const std::string &trust)
    {
        Role role;
        role.name = name;
        role.arn = std::string("arn:aws:iam::") + account + ":role/" + name;
        role.trust = PolicyDocument::parse(policy(trust));
        builder.add({{}, account, role});
    }
    void managed(const char *name, const std::string &statements)
    {
        ManagedPolicy managed;
        managed.name = name;
        managed.arn = std::string("arn:aws:iam::") + home + ":policy/" + name;
        managed.defaultVersionId = "v1";
        managed.versions.push_back({"v1", true, {}, PolicyDocument::parse(policy(statements)), {}});
        builder.add({{}, home, managed});
    }
};

Request request(const char *principal, const char *action, const char *resource)
{
    Request request;
    request.principal = *parsePrincipal(principal);
    request.action = action;
    request.resource = resource;
    return request;
}

constexpr const char *alice = "arn:aws:iam::111122223333:user/alice";
constexpr const char *queue = "arn:aws:sqs:eu-west-1:111122223333:jobs";

/// Every fix does what it says: the claim that all others rest on.
void verify(const World &world, const Request &question, Verdict wanted, const FixList &list)
{
    for (const Fix &fix : list.fixes) {
        QVERIFY(!fix.parts.empty());
        QCOMPARE(evaluate(world.applied(fix.patch), question).verdict, wanted);
    }
}

const Fix *withCode(const FixList &list, const char *code)
{
    for (const Fix &fix : list.fixes) {
        if (fix.parts.size() == 1 && fix.parts.front().code == code)
            return &fix;
    }
    return nullptr;
}

bool hasNote(const Fix &fix, const char *code)
{
    return std::any_of(fix.parts.begin(), fix.parts.end(), [&](const FixPart &part) {
        return std::any_of(part.notes.begin(), part.notes.end(), [&](const FixNote &note) { return note.code == code; });
    });
}

} // namespace

void TestAnswerFixes::addsTheActionToTheStatementThatNamesTheResource()
{
    Builder build;
    build.user(home, "alice", {inlined("jobs", R"({"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs"})")});
    build.resource(home, queue);
    const World world = build.builder.build();
    const Request question = request(alice, "sqs:ReceiveMessage", queue);
    const FixList list = findFixes(world, question, Verdict::Allowed);
    verify(world, question, Verdict::Allowed, list);
    QVERIFY(!list.fixes.empty());
    const FixPart &first = list.fixes.front().parts.front();
    QCOMPARE(first.code, std::string("addAction"));
    QCOMPARE(first.arguments, (std::vector<std::string>{"sqs:ReceiveMessage", "1"}));
    QCOMPARE(first.after, policy(R"({"Effect": "Allow", "Action": ["sqs:SendMessage", "sqs:ReceiveMessage"], "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs"})"));
    QVERIFY(first.notes.empty());
}

void TestAnswerFixes::startsAnInlinePolicyWhereThereIsNone()
{
    Builder build;
    build.user(home, "alice", {});
    build.resource(home, queue);
    const World world = build.builder.build();
    const Request question = request(alice, "sqs:SendMessage", queue);
    const FixList list = findFixes(world, question, Verdict::Allowed);
    verify(world, question, Verdict::Allowed, list);
    QVERIFY(withCode(list, "newAllow"));
    const FixPart &part = withCode(list, "newAllow")->parts.front();
    QVERIFY(part.before.empty());
    QVERIFY(PolicyDocument::parse(part.after)->policy());
}

void TestAnswerFixes::removesTheDenyOrNarrowsIt()
{
    Builder build;
    build.user(home, "alice", {inlined("all", R"({"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}, {"Sid": "NoSend", "Effect": "Deny", "Action": ["sqs:SendMessage", "sqs:PurgeQueue"], "Resource": "*"})")});
    const World world = build.builder.build();
    const Request question = request(alice, "sqs:SendMessage", queue);
    const FixList list = findFixes(world, question, Verdict::Allowed);
    verify(world, question, Verdict::Allowed, list);
    const Fix *narrow = withCode(list, "removeValues");
    const Fix *remove = withCode(list, "removeStatement");
    QVERIFY(narrow && remove);
    QVERIFY(narrow < remove); // the smaller edit first
    QCOMPARE(narrow->parts.front().arguments, (std::vector<std::string>{"sqs:SendMessage", "NoSend"}));
    QVERIFY(hasNote(*remove, "freesMore"));
}

// reference_policies_elements_statement: a policy has at least one statement.
void TestAnswerFixes::neverLeavesAPolicyWithoutStatements()
{
    Builder build;
    build.user(home, "alice", {inlined("all", R"({"Effect": "Allow", "Action": "sqs:*", "Resource": "*"})"),
                               inlined("guard", R"({"Sid": "NoSend", "Effect": "Deny", "Action": "sqs:SendMessage", "Resource": "*"})")});
    const World world = build.builder.build();
    const Request question = request(alice, "sqs:SendMessage", queue);
    const FixList list = findFixes(world, question, Verdict::Allowed);
    verify(world, question, Verdict::Allowed, list);
    QVERIFY(!withCode(list, "removeStatement"));
    const Fix *remove = withCode(list, "removePolicy");
    QVERIFY(remove);
    QCOMPARE(remove->parts.front().arguments, std::vector<std::string>{"guard"});
    QCOMPARE(world.applied(remove->patch).findByArn(alice)->as<User>()->inlinePolicies.size(), std::size_t{1});
}

void TestAnswerFixes::mendsBothSidesAcrossAccounts()
{
    constexpr const char *bucket = "arn:aws:s3:::shared";
    Builder build;
    build.user(home, "alice", {});
    build.resource(other, bucket, R"({"Sid": "Own", "Effect": "Allow", "Principal": {"AWS": "444455556666"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::shared/*"})");
    const World world = build.builder.build();
    const Request question = request(alice, "s3:GetObject", "arn:aws:s3:::shared/k");
    const FixList list = findFixes(world, question, Verdict::Allowed);
    verify(world, question, Verdict::Allowed, list);
    QVERIFY(!list.fixes.empty());
    // reference_policies_evaluation-logic-cross-account: both accounts have to allow.
    for (const Fix &fix : list.fixes)
        QVERIFY(fix.parts.size() >= 2);
}

void TestAnswerFixes::extendsTheBoundary()
{
    Builder build;
    build.managed("limits", R"({"Effect": "Allow", "Action": "s3:*", "Resource": "*"})");
    build.user(home, "alice", {inlined("all", R"({"Effect": "Allow", "Action": "*", "Resource": "*"})")}, "arn:aws:iam::111122223333:policy/limits");
    const World world = build.builder.build();
    const Request question = request(alice, "sqs:SendMessage", queue);
    const FixList list = findFixes(world, question, Verdict::Allowed);
    verify(world, question, Verdict::Allowed, list);
    const Fix *fix = withCode(list, "addAction");
    QVERIFY(fix);
    QCOMPARE(fix->parts.front().owner, std::string("limits"));
}

void TestAnswerFixes::extendsTheServiceControlPolicy()
{
    Builder build;
    build.user(home, "alice", {inlined("all", R"({"Effect": "Allow", "Action": "*", "Resource": "*"})")});
    build.builder.add({{}, {}, OrganizationPolicy{OrganizationPolicy::Type::ServiceControl, "p-only", "only", PolicyDocument::parse(policy(R"({"Effect": "Allow", "Action": "s3:*", "Resource": "*"})")), {}}});
    Organization organization;
    organization.managementAccount = other;
    organization.root.kind = OrganizationNode::Kind::Root;
    organization.root.id = "r-1";
    organization.root.serviceControlPolicies = {"p-only"};
    OrganizationNode account;
    account.kind = OrganizationNode::Kind::Account;
    account.id = home;
    account.serviceControlPolicies = {"p-only"};
    organization.root.children.push_back(account);
    build.builder.header().organization = organization;
    const World world = build.builder.build();
    const Request question = request(alice, "sqs:SendMessage", queue);
    QCOMPARE(evaluate(world, question).verdict, Verdict::Denied);
    const FixList list = findFixes(world, question, Verdict::Allowed);
    verify(world, question, Verdict::Allowed, list);
    QVERIFY(!list.fixes.empty());
    QCOMPARE(list.fixes.front().parts.front().where.slot, DocumentSlot::OrganizationPolicy);
}

void TestAnswerFixes::namesThePrincipalInTheTrustPolicy()
{
    Builder build;
    build.user(home, "alice", {inlined("assume", R"({"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"})")});
    build.role(home, "app", R"({"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"})");
    const World world = build.builder.build();
    const Request question = request(alice, "sts:AssumeRole", "arn:aws:iam::111122223333:role/app");
    const FixList list = findFixes(world, question, Verdict::Allowed);
    verify(world, question, Verdict::Allowed, list);
    const Fix *fix = withCode(list, "addPrincipal");
    QVERIFY(fix);
    QCOMPARE(fix->parts.front().after, policy(R"({"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com", "AWS": "arn:aws:iam::111122223333:user/alice"}, "Action": "sts:AssumeRole"})"));
}

void TestAnswerFixes::deniesWhatWasAllowed()
{
    Builder build;
    build.user(home, "alice", {inlined("jobs", R"({"Sid": "Send", "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs"})")});
    build.resource(home, queue);
    const World world = build.builder.build();
    const Request question = request(alice, "sqs:SendMessage", queue);
    const FixList list = findFixes(world, question, Verdict::Denied);
    verify(world, question, Verdict::Denied, list);
    const Fix *remove = withCode(list, "removePolicy");
    QVERIFY(remove);
    QVERIFY(!hasNote(*remove, "takesMore"));
    QCOMPARE(remove->parts.front().after, std::string());
    QVERIFY(withCode(list, "addDeny") || withCode(list, "newDeny"));
}

void TestAnswerFixes::deniesEveryWayAtOnce()
{
    // Two statements of two policies allow it: taking one away isn't enough.
    Builder build;
    build.user(home, "alice", {inlined("one", R"({"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs"})"),
                               inlined("two", R"({"Effect": "Allow", "Action": "sqs:*", "Resource": "*"})")});
    const World world = build.builder.build();
    const Request question = request(alice, "sqs:SendMessage", queue);
    const FixList list = findFixes(world, question, Verdict::Denied);
    verify(world, question, Verdict::Denied, list);
    QVERIFY(!withCode(list, "removeStatement"));
    QVERIFY(std::any_of(list.fixes.begin(), list.fixes.end(), [](const Fix &fix) { return fix.parts.size() == 2; }));
}

void TestAnswerFixes::goesRoundConditionsOnlyWithANote()
{
    Builder build;
    build.user(home, "alice", {inlined("mfa", R"({"Sid": "WithMfa", "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}})")});
    const World world = build.builder.build();
    const Request question = request(alice, "sqs:SendMessage", queue);
    const FixList list = findFixes(world, question, Verdict::Allowed);
    verify(world, question, Verdict::Allowed, list);
    QVERIFY(!list.fixes.empty());
    for (const Fix &fix : list.fixes) {
        if (fix.parts.front().where.slot == DocumentSlot::Inline)
            QVERIFY(hasNote(fix, "skipsCondition"));
    }
}

void TestAnswerFixes::leavesAwsManagedPoliciesAlone()
{
    Builder build;
    User user;
    user.name = "alice";
    user.arn = alice;
    user.attachedPolicies.push_back({"ReadOnlyAccess", "arn:aws:iam::aws:policy/ReadOnlyAccess", {}});
    build.builder.add({{}, home, user});
    const World world = build.builder.build();
    const Request question = request(alice, "s3:ListAllMyBuckets", "*");
    QCOMPARE(evaluate(world, question).verdict, Verdict::Allowed);
    const FixList list = findFixes(world, question, Verdict::Denied);
    verify(world, question, Verdict::Denied, list);
    QVERIFY(withCode(list, "newDeny"));
    for (const Fix &fix : list.fixes) {
        for (const FixPart &part : fix.parts)
            QVERIFY(part.where.slot != DocumentSlot::Library);
    }
}

void TestAnswerFixes::tellsWhyThereIsNone()
{
    Builder build;
    build.resource(home, queue);
    const World world = build.builder.build();
    const FixList list = findFixes(world, request("*", "sqs:SendMessage", queue), Verdict::Allowed);
    QVERIFY(list.fixes.empty());
    QCOMPARE(list.obstacles.front().code, std::string("wouldBePublic"));
}

void TestAnswerFixes::isOneInvertiblePatch()
{
    constexpr const char *bucket = "arn:aws:s3:::shared";
    Builder build;
    build.user(home, "alice", {});
    build.resource(other, bucket, R"({"Effect": "Allow", "Principal": {"AWS": "444455556666"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::shared/*"})");
    const World world = build.builder.build();
    const Request question = request(alice, "s3:GetObject", "arn:aws:s3:::shared/k");
    const FixList list = findFixes(world, question, Verdict::Allowed);
    QVERIFY(!list.fixes.empty());
    const World after = world.applied(list.fixes.front().patch);
    const World back = after.applied(list.fixes.front().patch.inverted());
    QCOMPARE(back.findByArn(alice), world.findByArn(alice));
    QCOMPARE(back.findByArn(bucket), world.findByArn(bucket));
}

void TestAnswerFixes::nothingToDo()
{
    Builder build;
    build.user(home, "alice", {});
    const World world = build.builder.build();
    const FixList list = findFixes(world, request(alice, "sqs:SendMessage", queue), Verdict::Denied);
    QVERIFY(list.fixes.empty());
    QVERIFY(list.obstacles.empty());
}

void TestAnswerFixes::diffShowsOnlyWhatChanges()
{
    using Kind = DiffLine::Kind;
    const std::vector<DiffLine> expected{{Kind::Context, "b"}, {Kind::Removed, "c"}, {Kind::Added, "C"}, {Kind::Context, "d"}};
    QVERIFY(lineDiff("a\nb\nc\nd\ne\n", "a\nb\nC\nd\ne\n", 1) == expected);
    QVERIFY(lineDiff("same\n", "same\n").empty());
    QVERIFY(lineDiff("", "new\n") == (std::vector<DiffLine>{{Kind::Added, "new"}}));
}

QTEST_GUILESS_MAIN(TestAnswerFixes)
#include "tst_answerfixes.moc"
