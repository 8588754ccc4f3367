// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/town.h"

#include <QTest>

#include <algorithm>
#include <optional>

using namespace rolewright;

namespace {

/// How the trust policy of a chain's next role is written.
enum class HopStyle { Named, Account, AccountId, EveryoneIfNamed, AbroadWithId, NamedAbroadWithId, SessionName };
constexpr int styles = 7;
constexpr int chainCount = 42;
constexpr int longest = 5;

struct Link {
    HopStyle style = HopStyle::Named;
    std::string from; ///< ARN
    std::string to;
    std::string account; ///< of `to`
    std::string externalId;
    bool mfa = false;
    bool mfaOfAnHour = false;
};

struct Chain {
    std::string entry; ///< user
    std::string resource;
    std::vector<Link> links;
};

enum class Side { Trust, Grant };
struct Removed {
    int chain = 0;
    std::size_t link = 0;
    Side side = Side::Trust;
};

/// Of every length from one to five; every style at every place of some chain; with and without MFA at the start.
std::vector<Chain> planted()
{
    std::vector<Chain> all;
    for (int i = 0; i < chainCount; ++i) {
        const std::string number = std::to_string(i);
        Chain chain;
        std::string account = i % 2 ? there : here;
        chain.entry = userArn("entry" + number, account);
        chain.resource = "arn:aws:s3:::planted" + number + "/goal";
        std::string from = chain.entry;
        for (int j = 0; j < 1 + i % longest; ++j) {
            Link link;
            link.style = static_cast<HopStyle>((i / longest + j * 3 + i) % styles);
            link.from = from;
            if (link.style == HopStyle::AbroadWithId || link.style == HopStyle::NamedAbroadWithId) {
                account = account == here ? there : here;
                link.externalId = "ext-" + number + '-' + std::to_string(j);
            }
            link.account = account;
            link.to = roleArn("chain" + number + "-hop" + std::to_string(j), account);
            link.mfa = j == 0 && i % 3 != 0;
            link.mfaOfAnHour = j == 0 && i % 3 == 2;
            from = link.to;
            chain.links.push_back(std::move(link));
        }
        all.push_back(std::move(chain));
    }
    return all;
}

std::string nameOf(const std::string &arn)
{
    return arn.substr(arn.rfind('/') + 1);
}

std::string trustOf(const Link &link)
{
    const std::string fromAccount = parsePrincipal(link.from)->account;
    std::vector<std::string> conditions;
    std::string principal;
    switch (link.style) {
    case HopStyle::Named:
        principal = link.from;
        break;
    case HopStyle::Account:
        principal = rootArn(fromAccount);
        break;
    case HopStyle::AccountId:
        principal = fromAccount;
        break;
    case HopStyle::EveryoneIfNamed:
        principal = "*";
        conditions.push_back(R"("ArnEquals":{"aws:PrincipalArn":")" + link.from + "\"}");
        break;
    case HopStyle::AbroadWithId:
    case HopStyle::NamedAbroadWithId:
        principal = link.style == HopStyle::AbroadWithId ? rootArn(fromAccount) : link.from;
        conditions.push_back(R"("StringEquals":{"sts:ExternalId":")" + link.externalId + "\"}");
        break;
    case HopStyle::SessionName:
        principal = rootArn(fromAccount);
        conditions.push_back(R"("StringLike":{"sts:RoleSessionName":"deploy-*"})");
        break;
    }
    if (link.mfa)
        conditions.push_back(R"("Bool":{"aws:MultiFactorAuthPresent":"true"})");
    if (link.mfaOfAnHour)
        conditions.push_back(R"("NumericLessThan":{"aws:MultiFactorAuthAge":"3600"})");
    std::string text;
    for (const std::string &one : conditions)
        text += (text.empty() ? "" : ",") + one;
    return trust(principal, text.empty() ? text : '{' + text + '}');
}

World worldOf(const std::vector<Chain> &all, const std::optional<Removed> &removed = {})
{
    Town town;
    for (int i = 0; i < static_cast<int>(all.size()); ++i) {
        const Chain &chain = all[static_cast<std::size_t>(i)];
        for (std::size_t j = 0; j <= chain.links.size(); ++j) {
            const auto isRemoved = [&](std::size_t link, Side side) {
                return removed && removed->chain == i && removed->link == link && removed->side == side;
            };
            std::string statements;
            if (j < chain.links.size() && !isRemoved(j, Side::Grant))
                statements = allow("sts:AssumeRole", chain.links[j].to);
            if (j == chain.links.size())
                statements = allow("s3:GetObject", chain.resource);
            if (j == 0) {
                town.user(nameOf(chain.entry), statements, parsePrincipal(chain.entry)->account);
                continue;
            }
            const Link &link = chain.links[j - 1];
            const std::string trusted = isRemoved(j - 1, Side::Trust) ? trust(userArn("nobody", link.account)) : trustOf(link);
            town.role(nameOf(link.to), trusted, statements, link.account);
        }
    }
    return town.build();
}

Simulation askFor(const World &world, const Chain &chain)
{
    Request request = question(chain.entry);
    request.resource = chain.resource;
    RouteOptions options;
    options.maximumHops = longest;
    return simulate(world, request, options);
}

std::vector<std::string> pathOf(const Chain &chain, std::size_t count)
{
    std::vector<std::string> arns;
    for (std::size_t j = 0; j < count; ++j)
        arns.push_back(chain.links[j].to);
    return arns;
}

/// IAM User Guide, reference_policies_evaluation-logic_policy-eval-basics-single-account: a resource's policy that names the caller, or
/// everyone, is enough within one account.
bool trustIsEnough(const Link &link)
{
    return link.style == HopStyle::Named || link.style == HopStyle::EveryoneIfNamed;
}

} // namespace

/// Chains of roles planted in two accounts: each is found with what it needs, and each tells what is missing when one side of a hop is taken away.
class ChainsTest : public QObject
{
    Q_OBJECT

private slots:
    void everyChainIsFound();
    void withoutOneSide_data();
    void withoutOneSide();
    void cycles();
    void cancelled();
};

void ChainsTest::everyChainIsFound()
{
    const std::vector<Chain> all = planted();
    const World world = worldOf(all);
    for (const Chain &chain : all) {
        const Simulation simulation = askFor(world, chain);
        QCOMPARE(simulation.direct.verdict, Verdict::Denied);
        QCOMPARE(simulation.verdict, Verdict::Allowed);
        QCOMPARE(simulation.routes.size(), 1u);
        const std::vector<Hop> &hops = simulation.routes[0].hops;
        QCOMPARE(path(hops), pathOf(chain, chain.links.size()));
        for (std::size_t j = 0; j < hops.size(); ++j) {
            const Link &link = chain.links[j];
            const HopNeeds &needs = hops[j].needs;
            QCOMPARE(needs.externalId.value_or(""), link.externalId);
            QCOMPARE(needs.mfa, link.mfa);
            QCOMPARE(needs.mfaMaxAgeSeconds.value_or(-1), link.mfaOfAnHour ? 3599 : -1);
            QVERIFY(!needs.mfaMinAgeSeconds);
            QCOMPARE(needs.roleSessionName.has_value(), link.style == HopStyle::SessionName);
            if (needs.roleSessionName)
                QVERIFY(needs.roleSessionName->starts_with("deploy-"));
            QCOMPARE(hops[j].session.chained, j > 0);
        }
        // One hop too few, and the limit says that it cut something.
        if (chain.links.size() > 1) {
            Request request = question(chain.entry);
            request.resource = chain.resource;
            RouteOptions options;
            options.maximumHops = static_cast<int>(chain.links.size()) - 1;
            const Simulation shorter = simulate(world, request, options);
            QVERIFY(shorter.routes.empty());
            QVERIFY(shorter.limitReached);
        }
    }
}

void ChainsTest::withoutOneSide_data()
{
    QTest::addColumn<int>("side");
    QTest::newRow("trust") << static_cast<int>(Side::Trust);
    QTest::newRow("grant") << static_cast<int>(Side::Grant);
}

void ChainsTest::withoutOneSide()
{
    QFETCH(int, side);
    const std::vector<Chain> all = planted();
    for (int i = 0; i < chainCount; ++i) {
        const Chain &chain = all[static_cast<std::size_t>(i)];
        for (std::size_t j = 0; j < chain.links.size(); ++j) {
            const Link &link = chain.links[j];
            // Some others besides are enough here.
            std::vector<Chain> some{chain};
            for (int k = 1; k < 5; ++k)
                some.push_back(all[static_cast<std::size_t>((i + k) % chainCount)]);
            const Simulation simulation = askFor(worldOf(some, Removed{0, j, static_cast<Side>(side)}), chain);
            if (static_cast<Side>(side) == Side::Grant && trustIsEnough(link)) {
                QCOMPARE(simulation.verdict, Verdict::Allowed);
                continue;
            }
            QCOMPARE(simulation.verdict, Verdict::Denied);
            QVERIFY(simulation.routes.empty() && simulation.conditionalRoutes.empty());
            const std::vector<std::string> expected = pathOf(chain, j + 1);
            const auto miss = std::find_if(simulation.nearMisses.begin(), simulation.nearMisses.end(),
                [&](const NearMiss &one) { return !one.failsAtTarget && path(one.hops) == expected; });
            QVERIFY2(miss != simulation.nearMisses.end(), qPrintable(QStringLiteral("chain %1, hop %2").arg(i).arg(j)));
            QCOMPARE(miss->missing.size(), 1u);
            const Missing &missing = miss->missing[0];
            if (static_cast<Side>(side) == Side::Trust) {
                QCOMPARE(missing.side, Missing::Side::Trust);
                QCOMPARE(missing.code, std::string("notTrusted"));
                QCOMPARE(missing.arguments, (std::vector<std::string>{link.to, link.from}));
                QCOMPARE(missing.fixCode, std::string("addTrustPrincipal"));
            } else {
                QCOMPARE(missing.side, Missing::Side::Identity);
                QCOMPARE(missing.code, std::string("notAllowedToAssume"));
                QCOMPARE(missing.arguments, (std::vector<std::string>{link.from, link.to}));
                QCOMPARE(missing.fixCode, std::string("addAssumeRole"));
                // What the side that is left asks for is part of the near miss.
                QCOMPARE(miss->hops.back().needs.externalId.value_or(""), link.externalId);
                QCOMPARE(miss->hops.back().needs.mfa, link.mfa);
            }
        }
    }
}

/// Everybody trusts everybody, and nobody leads to the end of a long chain within the limit.
void ChainsTest::cycles()
{
    constexpr int count = 60;
    Town town;
    town.user("alice", allow("sts:AssumeRole", "*"));
    for (int i = 0; i < count; ++i)
        town.role("ring" + std::to_string(i), trust(rootArn()), allow("sts:AssumeRole", roleArn("ring*")) + (i == count - 1 ? ',' + bucketRead : std::string()));
    town.role("far0", trust(roleArn("ring7")), allow("sts:AssumeRole", roleArn("far1")));
    for (int i = 1; i < 9; ++i)
        town.role("far" + std::to_string(i), trust(roleArn("far" + std::to_string(i - 1))), allow("sts:AssumeRole", roleArn("far" + std::to_string(i + 1))));
    const World world = town.build();
    const Simulation simulation = ask(world, userArn("alice"), 6);
    QCOMPARE(simulation.verdict, Verdict::Allowed);
    QCOMPARE(path(simulation.routes.at(0).hops), std::vector<std::string>{roleArn("ring59")});
    QVERIFY(simulation.limitReached); // 60 roles make more routes than are listed
    for (const Route &route : simulation.routes) {
        std::vector<std::string> arns = path(route.hops);
        std::sort(arns.begin(), arns.end());
        QVERIFY(std::adjacent_find(arns.begin(), arns.end()) == arns.end());
    }
}

void ChainsTest::cancelled()
{
    const std::vector<Chain> all = planted();
    const World world = worldOf(all);
    int asked = 0;
    RouteOptions options;
    options.maximumHops = longest;
    options.cancelled = [&] { return ++asked > 1; };
    Request request = question(all[4].entry);
    request.resource = all[4].resource;
    const Simulation simulation = simulate(world, request, options);
    QVERIFY(simulation.cancelled);
    QVERIFY(asked > 1);
}

QTEST_GUILESS_MAIN(ChainsTest)
#include "tst_chains.moc"
