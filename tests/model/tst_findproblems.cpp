// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/fixes.h"
#include "analyse/glob.h"
#include "analyse/problems.h"

#include <QTest>

#include <algorithm>

using namespace rolewright;

namespace {

const std::string account = "111122223333";

template <typename T>
EntityId add(WorldBuilder &builder, T data)
{
    Entity entity;
    entity.account = account;
    entity.data = std::move(data);
    return builder.add(std::move(entity));
}

std::string policy(const std::string &statement, const std::string &version = "2012-10-17")
{
    return "{\"Version\": \"" + version + "\", \"Statement\": [" + statement + "]}";
}

std::string codes(const std::vector<Problem> &problems)
{
    std::string text;
    for (const Problem &problem : problems)
        text += (text.empty() ? "" : " ") + problem.code;
    return text;
}

/// A world with a user "anna" whose inline policy "p" has the text, and a role "ops".
World worldWithInline(const std::string &text, EntityId *user)
{
    WorldBuilder builder;
    builder.account(account);
    User anna;
    anna.name = "anna";
    anna.arn = "arn:aws:iam::111122223333:user/anna";
    anna.inlinePolicies.push_back({"p", PolicyDocument::parse(text), {}});
    *user = add(builder, anna);
    Role ops;
    ops.name = "ops";
    ops.arn = "arn:aws:iam::111122223333:role/ops";
    ops.trust = PolicyDocument::parse(policy("{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:root\"},\"Action\":\"sts:AssumeRole\"}"));
    add(builder, ops);
    return builder.build();
}

std::vector<Problem> ofInline(const std::string &text)
{
    EntityId user;
    const World world = worldWithInline(text, &user);
    return findProblems(*world.find(user), world);
}

std::vector<Problem> ofTrust(const std::string &statement)
{
    WorldBuilder builder;
    builder.account(account);
    User anna;
    anna.name = "anna";
    anna.arn = "arn:aws:iam::111122223333:user/anna";
    add(builder, anna);
    Role role;
    role.name = "target";
    role.arn = "arn:aws:iam::111122223333:role/target";
    role.trust = PolicyDocument::parse(policy(statement));
    const EntityId id = add(builder, role);
    const World world = builder.build();
    return findProblems(*world.find(id), world);
}

} // namespace

class FindProblems : public QObject
{
    Q_OBJECT

private slots:
    void globs_data()
    {
        QTest::addColumn<QString>("left");
        QTest::addColumn<QString>("right");
        QTest::addColumn<bool>("meet");
        QTest::newRow("same") << "abc" << "abc" << true;
        QTest::newRow("different") << "abc" << "abd" << false;
        QTest::newRow("star and literal") << "a*c" << "abbc" << true;
        QTest::newRow("two stars") << "a*c" << "*b*" << true;
        QTest::newRow("question mark") << "a?c" << "abc" << true;
        QTest::newRow("question mark isn't nothing") << "a?c" << "ac" << false;
        QTest::newRow("object without slash") << "arn:aws:s3:::bucket" << "arn:*:s3:::*/*" << false;
        QTest::newRow("bucket with star") << "arn:aws:s3:::buck*" << "arn:*:s3:::*/*" << true;
        QTest::newRow("empty and star") << "" << "*" << true;
        QTest::newRow("star end") << "ab*" << "a" << false;
    }
    void globs()
    {
        QFETCH(QString, left);
        QFETCH(QString, right);
        QFETCH(bool, meet);
        QCOMPARE(globsMeet(left.toStdString(), right.toStdString()), meet);
        QCOMPARE(globsMeet(right.toStdString(), left.toStdString()), meet);
    }

    void openVariables()
    {
        QCOMPARE(withOpenVariables("arn:aws:s3:::home/${aws:username}/x"), std::string("arn:aws:s3:::home/*/x"));
        QCOMPARE(withOpenVariables("a${b"), std::string("a${b"));
    }

    void inlinePolicies_data()
    {
        QTest::addColumn<QString>("statement");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *statement, const char *expected) {
            QTest::newRow(name) << QString::fromLatin1(statement) << QString::fromLatin1(expected);
        };
        row("fine", "{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::b/*\"}", "");
        row("everything", "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}", "");
        row("any case", "{\"Effect\":\"Allow\",\"Action\":\"S3:getobject\",\"Resource\":\"*\"}", "");
        row("unknown service", "{\"Effect\":\"Allow\",\"Action\":\"s33:GetObject\",\"Resource\":\"*\"}", "unknownService");
        row("unknown action", "{\"Effect\":\"Allow\",\"Action\":\"s3:GetObjct\",\"Resource\":\"*\"}", "unknownAction");
        row("pattern of nothing", "{\"Effect\":\"Deny\",\"Action\":\"s3:Frobnicate*\",\"Resource\":\"*\"}", "actionPatternMatchesNothing");
        // Service Authorization Reference, S3: GetObject acts on objects, ListBucket on buckets.
        row("bucket instead of object", "{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::b\"}", "resourceNeedsSlashStar");
        row("object instead of bucket", "{\"Effect\":\"Allow\",\"Action\":\"iam:GetRole\",\"Resource\":\"arn:aws:s3:::b/*\"}", "resourceNeverMatches");
        row("one action of two", "{\"Effect\":\"Allow\",\"Action\":[\"s3:GetObject\",\"s3:ListBucket\"],\"Resource\":\"arn:aws:s3:::b\"}", "actionMatchesNoResource");
        row("both resources", "{\"Effect\":\"Allow\",\"Action\":[\"s3:GetObject\",\"s3:ListBucket\"],\"Resource\":[\"arn:aws:s3:::b\",\"arn:aws:s3:::b/*\"]}", "");
        row("no resource level", "{\"Effect\":\"Allow\",\"Action\":\"s3:ListAllMyBuckets\",\"Resource\":\"arn:aws:s3:::b\"}", "resourceMustBeStar");
        row("unknown beside known", "{\"Effect\":\"Allow\",\"Action\":[\"s3:GetObject\",\"zz:Do\"],\"Resource\":\"arn:aws:s3:::b\"}", "unknownService");
        row("NotAction is open", "{\"Effect\":\"Allow\",\"NotAction\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::b\"}", "");
        row("variable in resource", "{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::${aws:username}\"}", "");
        row("unknown key", "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:SorceVpc\":\"v\"}}}", "unknownConditionKey");
        row("key of a provider", "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"oidc.example.com/id/7:sub\":\"v\"}}}", "");
        row("key with a part of one's own", "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:PrincipalTag/team\":\"v\"}}}", "");
        row("key of other actions", "{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Condition\":{\"StringLike\":{\"s3:prefix\":\"v*\"}}}", "conditionKeyNotOfActions");
        row("key of the action", "{\"Effect\":\"Allow\",\"Action\":\"s3:ListBucket\",\"Resource\":\"*\",\"Condition\":{\"StringLike\":{\"s3:prefix\":\"v*\"}}}", "");
        row("ForAllValues allows the missing key", "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"ForAllValues:StringEquals\":{\"aws:TagKeys\":\"v\"}}}", "forAllValuesAdmitsMissing");
        row("ForAllValues with Null", "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"ForAllValues:StringEquals\":{\"aws:TagKeys\":\"v\"},\"Null\":{\"aws:TagKeys\":\"false\"}}}", "");
        row("multivalued key", "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:TagKeys\":\"v\"}}}", "multivaluedNeedsSetOperator");
        row("Deny without MFA", "{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"false\"}}}", "mfaDenyMissesAccessKeys");
        row("Deny without MFA, if exists", "{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"BoolIfExists\":{\"aws:MultiFactorAuthPresent\":\"false\"}}}", "");
        row("Allow with MFA if exists", "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"BoolIfExists\":{\"aws:MultiFactorAuthPresent\":\"true\"}}}", "mfaAllowAdmitsAccessKeys");
        row("duplicate Sid", "{\"Sid\":\"A\",\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"},{\"Sid\":\"A\",\"Effect\":\"Deny\",\"Action\":\"s3:*\",\"Resource\":\"*\"}", "duplicateSid");
        row("Sid with a space", "{\"Sid\":\"A b\",\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}", "invalidSid");
    }
    void inlinePolicies()
    {
        QFETCH(QString, statement);
        QFETCH(QString, expected);
        QCOMPARE(QString::fromStdString(codes(ofInline(policy(statement.toStdString())))), expected);
    }

    void variablesNeedTheNewVersion()
    {
        const std::string statement = "{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::b/${aws:username}\"}";
        QCOMPARE(codes(ofInline(policy(statement, "2008-10-17"))), std::string("variableNeedsVersion"));
        QCOMPARE(codes(ofInline(policy(statement))), std::string());
    }

    void placeOfAProblem()
    {
        const std::string text = "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [{\n    \"Sid\": \"Größe\", \"Effect\": \"Allow\",\n"
                                 "    \"Action\": \"s3:GetObjct\", \"Resource\": \"*\"}]\n}";
        const std::vector<Problem> problems = ofInline(text);
        const auto found = std::find_if(problems.begin(), problems.end(), [](const Problem &problem) { return problem.code == "unknownAction"; });
        QVERIFY(found != problems.end());
        QCOMPARE(text.substr(found->span.begin, found->span.end - found->span.begin), std::string("\"s3:GetObjct\""));
        QCOMPARE(found->position, (LineColumn{5, 15}));
        QCOMPARE(found->where.slot, DocumentSlot::Inline);
        QCOMPARE(found->where.name, std::string("p"));
        // The near name is offered.
        QCOMPARE(found->arguments.at(2), std::string("s3:GetObject"));
    }

    void brokenTextIsAnError()
    {
        const std::vector<Problem> problems = ofInline("{\"Version\": ");
        QCOMPARE(problems.size(), std::size_t{1});
        QCOMPARE(problems.front().severity, Severity::Error);
        QCOMPARE(problems.front().code, std::string("jsonSyntax"));
    }

    void trust_data()
    {
        QTest::addColumn<QString>("principal");
        QTest::addColumn<QString>("condition");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *principal, const char *condition, const char *expected) {
            QTest::newRow(name) << QString::fromLatin1(principal) << QString::fromLatin1(condition) << QString::fromLatin1(expected);
        };
        const char *externalId = "{\"StringEquals\":{\"sts:ExternalId\":\"x1\"}}";
        row("own account", "{\"AWS\":\"arn:aws:iam::111122223333:root\"}", "", "");
        row("foreign account", "{\"AWS\":\"arn:aws:iam::444455556666:root\"}", "", "wholeAccountTrusted");
        row("foreign account id with External ID", "{\"AWS\":\"444455556666\"}", externalId, "wholeAccountTrusted");
        row("everyone", "\"*\"", "", "trustsEveryone");
        row("everyone as AWS", "{\"AWS\":\"*\"}", "", "trustsEveryone");
        row("everyone with a condition", "{\"AWS\":\"*\"}", externalId, "");
        row("a user that is there", "{\"AWS\":\"arn:aws:iam::111122223333:user/anna\"}", "", "");
        row("a user that isn't", "{\"AWS\":\"arn:aws:iam::111122223333:user/bob\"}", "", "principalNotFound");
        row("a user of an account that isn't known", "{\"AWS\":\"arn:aws:iam::444455556666:user/bob\"}", "", "");
        row("a deleted user", "{\"AWS\":\"AIDAIOSFODNN7EXAMPLE1\"}", "", "principalDeleted");
        row("a service", "{\"Service\":\"ec2.amazonaws.com\"}", "", "");
    }
    void trust()
    {
        QFETCH(QString, principal);
        QFETCH(QString, condition);
        QFETCH(QString, expected);
        std::string statement = "{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":" + principal.toStdString();
        if (!condition.isEmpty())
            statement += ",\"Condition\":" + condition.toStdString();
        const std::vector<Problem> problems = ofTrust(statement + "}");
        QString found;
        for (const Problem &problem : problems) {
            if (problem.severity != Severity::Error)
                found += QString::fromStdString(problem.code);
        }
        QCOMPARE(found, expected);
    }

    void missingReferences()
    {
        WorldBuilder builder;
        builder.account(account);
        User user;
        user.name = "u";
        user.arn = "arn:aws:iam::111122223333:user/u";
        user.groups = {"gone"};
        user.attachedPolicies = {{"Gone", "arn:aws:iam::111122223333:policy/Gone", {}}, {"ReadOnlyAccess", "arn:aws:iam::aws:policy/ReadOnlyAccess", {}}};
        user.boundary = "arn:aws:iam::111122223333:policy/Limit";
        add(builder, user);
        Role role;
        role.name = "r";
        role.arn = "arn:aws:iam::111122223333:role/r";
        add(builder, role);
        QCOMPARE(codes(findProblems(builder.build())), std::string("groupMissing attachedPolicyMissing boundaryMissing trustMissing"));
    }

    void onlyTheVersionInForce()
    {
        WorldBuilder builder;
        builder.account(account);
        ManagedPolicy managed;
        managed.name = "m";
        managed.arn = "arn:aws:iam::111122223333:policy/m";
        managed.defaultVersionId = "v2";
        managed.versions.push_back({"v1", false, {}, PolicyDocument::parse("{"), {}});
        managed.versions.push_back({"v2", true, {}, PolicyDocument::parse(policy("{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}")), {}});
        add(builder, managed);
        QCOMPARE(codes(findProblems(builder.build())), std::string());
    }

    void publicResource()
    {
        for (const bool blocked : {false, true}) {
            WorldBuilder builder;
            builder.account(account);
            Resource bucket;
            bucket.arn = "arn:aws:s3:::b";
            bucket.name = "b";
            bucket.blockPublicAccess = blocked;
            bucket.policy = PolicyDocument::parse(policy("{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::b/*\"}"));
            add(builder, bucket);
            QCOMPARE(codes(findProblems(builder.build())), std::string(blocked ? "" : "resourceIsPublic"));
        }
    }

    void cancelling()
    {
        EntityId user;
        const World world = worldWithInline("{", &user);
        QVERIFY(!findProblems(world).empty());
        QVERIFY(findProblems(world, [] { return true; }).empty());
    }

    void fixes()
    {
        const std::string text = policy("{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::b\"}");
        const std::vector<Problem> problems = ofInline(text);
        QCOMPARE(problems.size(), std::size_t{1});
        const std::optional<TextFix> fix = fixFor(problems.front());
        QVERIFY(fix);
        QCOMPARE(*fixed(text, *fix), policy("{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::b/*\"}"));
        QCOMPARE(codes(ofInline(*fixed(text, *fix))), std::string());
        QVERIFY(!fixed("short", *fix));
    }
};

QTEST_GUILESS_MAIN(FindProblems)
#include "tst_findproblems.moc"
