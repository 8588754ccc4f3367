// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/candidatevalues.h"
#include "evaluate/facts.h"

#include <QTest>

#include <random>

using namespace rolewright;

/// The smallest facts that decide a request with unknown keys.
class TestFacts : public QObject
{
    Q_OBJECT

private slots:
    void ageAndAddressTogether();
    void eitherOfTwoIsEnough();
    void absentKeyIsAFact();
    void variableInAResource();
    void decidedRequestsHaveNone();
    void agreeWithBruteForce();
};

namespace {

LayerPolicy policy(const std::string &statements)
{
    return {"p", PolicyDocument::parse(R"({"Version":"2012-10-17","Statement":[)" + statements + "]}"), {}, {}};
}

Request request(const std::vector<std::string> &unknown)
{
    Request result;
    result.principal = *parsePrincipal("arn:aws:iam::111122223333:user/alice");
    result.action = "ec2:StopInstances";
    result.resource = "arn:aws:ec2:eu-west-1:111122223333:instance/i-1";
    for (const std::string &key : unknown)
        result.context.setUnknown(key);
    return result;
}

std::string allowWhen(const std::string &condition)
{
    return R"({"Effect":"Allow","Action":"ec2:*","Resource":"*","Condition":)" + condition + "}";
}

} // namespace

void TestFacts::ageAndAddressTogether()
{
    Layers layers;
    layers.identity = {policy(allowWhen(R"({"NumericLessThanEquals":{"aws:MultiFactorAuthAge":"60"},"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}})"))};
    const DecidingFacts facts = decidingFacts(layers, request({"aws:MultiFactorAuthAge", "aws:SourceIp"}));
    QVERIFY(facts.complete);
    QCOMPARE(facts.allowedIf.size(), std::size_t(1));
    const FactSet &set = facts.allowedIf.front();
    QCOMPARE(set.size(), std::size_t(2));
    QCOMPARE(set[0].key, std::string("aws:MultiFactorAuthAge"));
    QCOMPARE(set[0].kind, Fact::Kind::Holds);
    QCOMPARE(set[0].operatorText, std::string("NumericLessThanEquals"));
    QCOMPARE(set[0].values, std::vector<std::string>{"60"});
    QCOMPARE(set[1].key, std::string("aws:SourceIp"));
    QCOMPARE(set[1].kind, Fact::Kind::Holds);
    QCOMPARE(set[1].values, std::vector<std::string>{"10.0.0.0/8"});
    // Denied when either is missing or on the other side: four sets of one fact.
    QCOMPARE(facts.deniedIf.size(), std::size_t(4));
    for (const FactSet &denied : facts.deniedIf)
        QCOMPARE(denied.size(), std::size_t(1));
}

void TestFacts::eitherOfTwoIsEnough()
{
    Layers layers;
    layers.identity = {policy(allowWhen(R"({"Bool":{"aws:MultiFactorAuthPresent":"true"}})") + ","
                              + allowWhen(R"({"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}})"))};
    const DecidingFacts facts = decidingFacts(layers, request({"aws:MultiFactorAuthPresent", "aws:SourceIp"}));
    QCOMPARE(facts.allowedIf.size(), std::size_t(2));
    QCOMPARE(facts.allowedIf[0].size(), std::size_t(1));
    QCOMPARE(facts.allowedIf[1].size(), std::size_t(1));
    for (const FactSet &denied : facts.deniedIf)
        QCOMPARE(denied.size(), std::size_t(2));
}

void TestFacts::absentKeyIsAFact()
{
    // condition_operators, "Null": true when the key is missing.
    Layers layers;
    layers.identity = {policy(allowWhen(R"({"Null":{"aws:TokenIssueTime":"true"}})"))};
    const DecidingFacts facts = decidingFacts(layers, request({"aws:TokenIssueTime"}));
    QCOMPARE(facts.allowedIf.size(), std::size_t(1));
    QCOMPARE(facts.allowedIf.front().front().kind, Fact::Kind::Absent);
    QCOMPARE(facts.deniedIf.size(), std::size_t(1));
    QVERIFY(facts.deniedIf.front().front().kind != Fact::Kind::Absent);
}

void TestFacts::variableInAResource()
{
    Layers layers;
    layers.identity = {policy(
        R"({"Effect":"Allow","Action":"ec2:*","Resource":"arn:aws:ec2:*:*:instance/${aws:PrincipalTag/instance}"})")};
    const DecidingFacts facts = decidingFacts(layers, request({"aws:PrincipalTag/instance"}));
    QCOMPARE(facts.allowedIf.size(), std::size_t(1));
    QCOMPARE(facts.allowedIf.front().front().kind, Fact::Kind::Equals);
    QCOMPARE(facts.allowedIf.front().front().values, std::vector<std::string>{"i-1"});
}

void TestFacts::decidedRequestsHaveNone()
{
    Layers layers;
    layers.identity = {policy(R"({"Effect":"Deny","Action":"*","Resource":"*"})"),
                       policy(allowWhen(R"({"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}})"))};
    const DecidingFacts facts = decidingFacts(layers, request({"aws:SourceIp"}));
    QVERIFY(facts.allowedIf.empty());
    QVERIFY(facts.deniedIf.empty());
}

/// Every total assignment of the unknown keys: it is allowed exactly when some set of `allowedIf` holds in it, when the
/// search was complete.
void TestFacts::agreeWithBruteForce()
{
    const std::vector<std::string> conditions = {
        R"({"Bool":{"k:a":"true"}})", R"({"BoolIfExists":{"k:a":"false"}})", R"({"StringNotEquals":{"k:b":"x"}})",
        R"({"StringLike":{"k:b":["x*","y"]}})", R"({"Null":{"k:c":"true"}})", R"({"NumericLessThan":{"k:c":"10"}})",
        R"({"NumericGreaterThanEquals":{"k:c":"5"},"Bool":{"k:a":"true"}})"};
    std::mt19937 random(20230817);
    const std::vector<std::string> keys = {"k:a", "k:b", "k:c"};
    int decidedBoth = 0;
    for (int round = 0; round < 60; ++round) {
        std::string statements;
        for (int i = 0; i < 3; ++i) {
            std::string statement = allowWhen(conditions[random() % conditions.size()]);
            if (random() % 3 == 0)
                statement.replace(statement.find("Allow"), 5, "Deny");
            statements += (i > 0 ? "," : "") + statement;
        }
        Layers layers;
        layers.identity = {policy(statements)};
        const Request asked = request(keys);
        const DecidingFacts facts = decidingFacts(layers, asked);
        if (facts.allowedIf.empty() || !facts.complete)
            continue;
        ++decidedBoth;
        std::vector<std::vector<CandidateValue>> candidates;
        std::vector<std::vector<KeyCondition>> keyConditions;
        for (const std::string &key : keys) {
            keyConditions.push_back(conditionsOn(layers, key));
            candidates.push_back(candidateValues(layers, asked, key, keyConditions.back()));
        }
        for (const CandidateValue &a : candidates[0]) {
            for (const CandidateValue &b : candidates[1]) {
                for (const CandidateValue &c : candidates[2]) {
                    Request total = asked;
                    const CandidateValue *values[] = {&a, &b, &c};
                    for (std::size_t i = 0; i < 3; ++i)
                        assign(total.context, keys[i], *values[i]);
                    const bool allowed = evaluate(layers, total, {false}).verdict == Verdict::Allowed;
                    const auto factHolds = [&](const Fact &fact) {
                        const std::size_t i = static_cast<std::size_t>(std::find(keys.begin(), keys.end(), fact.key) - keys.begin());
                        if (fact.kind == Fact::Kind::Absent)
                            return !values[i]->values;
                        if (!values[i]->values)
                            return false;
                        if (fact.kind == Fact::Kind::Equals)
                            return *values[i]->values == fact.values;
                        for (const KeyCondition &condition : keyConditions[i]) {
                            if (condition.entry.op == fact.op && condition.entry.values.front().text == fact.values.front())
                                return holds(condition, asked, fact.key, *values[i]) == (fact.kind == Fact::Kind::Holds);
                        }
                        return false;
                    };
                    const bool said = std::any_of(facts.allowedIf.begin(), facts.allowedIf.end(), [&](const FactSet &set) {
                        return std::all_of(set.begin(), set.end(), factHolds);
                    });
                    QVERIFY2(allowed == said, statements.c_str());
                }
            }
        }
    }
    QVERIFY(decidedBoth > 10);
}

QTEST_GUILESS_MAIN(TestFacts)
#include "tst_facts.moc"
