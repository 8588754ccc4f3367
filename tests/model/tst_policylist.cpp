// SPDX-License-Identifier: GPL-3.0-or-later
#include "compiled/policylist.h"
#include "evaluate/actionids.h"

#include <QTest>

#include <string>
#include <vector>

using namespace rolewright;

/// Which statements of a list are looked at for an action: those that list something of its service, wherever they stand.
class TestPolicyList : public QObject
{
    Q_OBJECT
private slots:
    void statementsAboutAService_data();
    void statementsAboutAService();
    void severalPolicies();
    void policyWithoutText();
};

namespace {

constexpr const char *services[] = {"s3", "sqs", "kms"};
constexpr const char *actions[] = {"s3:GetObject", "sqs:SendMessage", "kms:Decrypt"};

std::string statement(const char *effect, const std::string &action)
{
    return std::string(R"({"Effect": ")") + effect + R"(", "Action": ")" + action + R"(", "Resource": "*"})";
}

PolicySourcePtr source(const std::string &statements)
{
    const DocumentPtr document = PolicyDocument::parse(R"({"Version": "2012-10-17", "Statement": [)" + statements + "]}");
    return std::make_shared<const PolicySource>(PolicySource{"p", {}, std::make_shared<const CompiledDocument>(document)});
}

std::uint64_t bitOf(const char *action)
{
    return ActionSet::serviceBit(ActionIds::builtIn().find(action));
}

} // namespace

void TestPolicyList::statementsAboutAService_data()
{
    QTest::addColumn<int>("count");
    for (const int count : {1, 8, 9, 16, 17, 32, 33, 64, 65, 128, 129})
        QTest::addRow("%d", count) << count;
}

/// Statement n is about the service n modulo 3, every fifth denies, and every seventh lists what isn't of the service.
void TestPolicyList::statementsAboutAService()
{
    QFETCH(int, count);
    std::string text;
    for (int n = 0; n < count; ++n) {
        if (n > 0)
            text += ", ";
        const std::string service = services[n % 3];
        text += n % 7 == 6 ? R"({"Effect": "Allow", "NotAction": "rds:*", "Resource": "*"})" : statement(n % 5 == 4 ? "Deny" : "Allow", service + ":*");
    }
    const PolicyList list({source(text)});
    for (int asked = 0; asked < 3; ++asked) {
        for (int n = 0; n < count; ++n) {
            const auto group = static_cast<std::size_t>(n) / PolicyList::group;
            const auto bit = static_cast<std::size_t>(n) % PolicyList::group;
            const bool isAbout = list.about(group, bitOf(actions[asked])) >> bit & 1;
            QCOMPARE(isAbout, n % 7 == 6 || n % 3 == asked);
            QCOMPARE(bool(list.denying(group) >> bit & 1), n % 7 != 6 && n % 5 == 4);
            QCOMPARE(list.statement(static_cast<std::size_t>(n)).source().index, static_cast<std::size_t>(n));
        }
        // None that isn't there.
        const std::size_t last = list.groups() - 1;
        const std::size_t used = static_cast<std::size_t>(count) - last * PolicyList::group;
        QVERIFY(used == PolicyList::group || list.about(last, bitOf(actions[asked])) >> used == 0);
    }
    QCOMPARE(list.groups(), (static_cast<std::size_t>(count) + 63) / 64);
}

void TestPolicyList::severalPolicies()
{
    const PolicyList list({source(statement("Allow", "s3:*") + ", " + statement("Deny", "sqs:*")), source(statement("Allow", "sqs:*"))});
    QCOMPARE(list.about(0, bitOf("sqs:SendMessage")), std::uint64_t{0b110});
    QCOMPARE(list.denying(0), std::uint64_t{0b010});
    QCOMPARE(list.useOf(1), std::size_t{0});
    QCOMPARE(list.useOf(2), std::size_t{1});
    QVERIFY(list.denies() & bitOf("sqs:SendMessage"));
    QVERIFY(!(list.denies() & bitOf("s3:GetObject")));
    QVERIFY(list.usableAs(PolicyKind::Identity));
}

/// A policy that is only named could say anything.
void TestPolicyList::policyWithoutText()
{
    const PolicyList list({std::make_shared<const PolicySource>(PolicySource{"p", {}, nullptr}), source(statement("Allow", "s3:*"))});
    QVERIFY(!list.usableAs(PolicyKind::Identity));
    QCOMPARE(list.about(0, bitOf("s3:GetObject")), std::uint64_t{1});
    QCOMPARE(list.useOf(0), std::size_t{1});
    QCOMPARE(PolicyList().groups(), std::size_t{0});
}

QTEST_APPLESS_MAIN(TestPolicyList)
#include "tst_policylist.moc"
