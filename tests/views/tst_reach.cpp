// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/workspacedocument.h"
#include "edits/edits.h"
#include "pages/entitypage.h"
#include "pages/reachmodel.h"
#include "pages/reachpanel.h"
#include "theme/theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QSignalSpy>
#include <QSlider>
#include <QTabBar>
#include <QTest>
#include <QTreeView>

using namespace rolewright;

namespace {

const std::string account = "111122223333";

std::string arn(const std::string &kind, const std::string &name)
{
    return "arn:aws:iam::" + account + ':' + kind + '/' + name;
}

DocumentPtr assume(const std::string &role)
{
    return PolicyDocument::parse("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Resource\":\"" + arn("role", role) + "\"}]}");
}

DocumentPtr trust(const std::string &who, const std::string &condition = {})
{
    return PolicyDocument::parse("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + who
                                 + "\"},\"Action\":\"sts:AssumeRole\"" + (condition.empty() ? "" : ",\"Condition\":" + condition) + "}]}");
}

Role role(const std::string &name, DocumentPtr trustPolicy, const std::string &next)
{
    Role made;
    made.name = name;
    made.arn = arn("role", name);
    made.trust = std::move(trustPolicy);
    if (!next.empty())
        made.inlinePolicies.push_back({"onward", assume(next), {}});
    return made;
}

/// alice → first (MFA at most 60 s old) → second → third, and back to second; bob may do nothing.
World world()
{
    WorldBuilder builder;
    builder.account(account).name = "Only";
    User alice;
    alice.name = "alice";
    alice.arn = arn("user", "alice");
    alice.inlinePolicies.push_back({"start", assume("first"), {}});
    builder.add({{}, account, alice});
    User bob;
    bob.name = "bob";
    bob.arn = arn("user", "bob");
    builder.add({{}, account, bob});
    builder.add({{}, account, role("first", trust("arn:aws:iam::" + account + ":root", "{\"NumericLessThanEquals\":{\"aws:MultiFactorAuthAge\":\"60\"}}"), "second")});
    builder.add({{}, account, role("second", trust(arn("role", "first")), "third")});
    builder.add({{}, account, role("third", trust(arn("role", "second")), "second")});
    return builder.build();
}

CancelFlag running()
{
    return std::make_shared<std::atomic<bool>>(false);
}

#ifndef Q_MOC_RUN // its raw strings
const std::string github = "token.actions.githubusercontent.com";
const std::string provider = arn("oidc-provider", github);

/// deploy lets a service, another account and tokens of a provider in, next lets deploy in, closed nobody.
World trustingWorld()
{
    WorldBuilder builder;
    builder.account(account).name = "Only";
    IdentityProvider oidc;
    oidc.name = github;
    oidc.arn = provider;
    builder.add({{}, account, oidc});
    const std::string statements = R"({"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com","AWS":"444455556666"},"Action":"sts:AssumeRole"},
        {"Effect":"Allow","Principal":{"Federated":")" + provider + R"("},"Action":"sts:AssumeRoleWithWebIdentity",
         "Condition":{"StringEquals":{")" + github + R"(:aud":"sts.amazonaws.com",")" + github + R"(:sub":"repo:example-org/shop:ref:refs/heads/main"}}})";
    builder.add({{}, account, role("deploy", PolicyDocument::parse(R"({"Version":"2012-10-17","Statement":[)" + statements + "]}"), "next")});
    builder.add({{}, account, role("next", trust(arn("role", "deploy")), {})});
    // Its Deny keeps the service out again.
    builder.add({{}, account, role("closed", PolicyDocument::parse(R"({"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"},
        {"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole"}]})"), {})});
    return builder.build();
}
#endif

/// "alice>first>second".
QStringList paths(const ReachList &list)
{
    QStringList result;
    for (const Reach &reach : list.rows) {
        QStringList names;
        for (const std::string &each : reach.path)
            names += QString::fromStdString(each.substr(each.rfind('/') + 1));
        result += names.join(u'>');
    }
    return result;
}

} // namespace

class TestReach : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { theme::apply(*qApp, theme::Scheme::Light); }

    void chainsForwards()
    {
        const ReachList all = reachableRoles(world(), arn("user", "alice"), 3, running());
        QCOMPARE(paths(all), (QStringList{QStringLiteral("alice"), QStringLiteral("alice>first"), QStringLiteral("alice>first>second"),
                                          QStringLiteral("alice>first>second>third")}));
        QCOMPARE(all.rows[1].needs.front().mfaMaxAgeSeconds, std::optional<std::int64_t>(60));
        QVERIFY(all.rows[3].verdict == Verdict::Allowed);
        const ReachList one = reachableRoles(world(), arn("user", "alice"), 1, running());
        QCOMPARE(paths(one).size(), 2);
        QVERIFY(one.cut);
        QCOMPARE(paths(reachableRoles(world(), arn("user", "bob"), 3, running())), QStringList{QStringLiteral("bob")});
    }

    void chainsBackwards()
    {
        const ReachList all = whoReaches(world(), arn("role", "third"), 3, running());
        QCOMPARE(paths(all), (QStringList{QStringLiteral("second>third"), QStringLiteral("first>second>third"), QStringLiteral("alice>first>second>third")}));
        // MFA doesn't come along: a role can't bring it to first.
        QCOMPARE(paths(whoReaches(world(), arn("role", "first"), 3, running())), QStringList{QStringLiteral("alice>first")});
        const CancelFlag cancelled = std::make_shared<std::atomic<bool>>(true);
        QVERIFY(whoReaches(world(), arn("role", "third"), 3, cancelled).rows.empty());
    }

    /// IAM User Guide, reference_policies_elements_principal: services, tokens of a provider, other accounts.
    void everybodyWhomATrustPolicyNames()
    {
        const World w = trustingWorld();

        ReachModel model(ReachModel::Side::Role);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.show(w, whoReaches(w, arn("role", "deploy"), 3, running()).rows);
        const auto rows = [&model] {
            QStringList result;
            for (int row = 0; row < model.rowCount(); ++row) {
                QStringList cells;
                for (int column : {ReachModel::NameColumn, ReachModel::StandingColumn, ReachModel::PathColumn})
                    cells += model.index(row, column).data().toString();
                result += cells.join(QStringLiteral(" | "));
            }
            result.sort();
            return result;
        };
        QCOMPARE(rows(), (QStringList{QStringLiteral("account 444455556666, outside | depends | directly"),
                                      QStringLiteral("ec2.amazonaws.com | reachable | directly"),
                                      QStringLiteral("token.actions.githubusercontent.com | depends | directly")}));
        for (int row = 0; row < model.rowCount(); ++row) {
            if (model.reach(row).path.front() == provider)
                QVERIFY(model.index(row, ReachModel::NeedsColumn).data().toString().contains(QStringLiteral("repo:example-org/shop:ref:refs/heads/main")));
        }
        model.show(w, whoReaches(w, arn("role", "next"), 3, running()).rows);
        QVERIFY2(rows().contains(QStringLiteral("ec2.amazonaws.com | reachable | deploy")), qPrintable(rows().join(u'\n')));
        QVERIFY2(rows().contains(QStringLiteral("token.actions.githubusercontent.com | depends | deploy")), qPrintable(rows().join(u'\n')));
        QVERIFY(whoReaches(w, arn("role", "closed"), 3, running()).rows.empty());
        // The provider's own page says it from the other side.
        QCOMPARE(paths(reachableRoles(w, provider, 1, running())).last(), QStringLiteral("token.actions.githubusercontent.com>deploy"));
    }

    void nowAndReachable()
    {
        ReachModel model(ReachModel::Side::Principal);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const World w = world();
        model.show(w, reachableRoles(w, arn("user", "alice"), 3, running()).rows);
        const auto text = [&model](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(text(0, ReachModel::StandingColumn), QStringLiteral("now"));
        QCOMPARE(text(0, ReachModel::KeyColumn), QStringLiteral("yes"));
        QCOMPARE(text(0, ReachModel::PoliciesColumn), QStringLiteral("start"));
        QCOMPARE(text(2, ReachModel::NameColumn), QStringLiteral("second"));
        QCOMPARE(text(2, ReachModel::PathColumn), QStringLiteral("first"));
        QCOMPARE(text(2, ReachModel::NeedsColumn), QStringLiteral("MFA at most 60 s old"));
        QCOMPARE(text(2, ReachModel::KeyColumn), QStringLiteral("no, needs MFA"));
        QCOMPARE(model.allowedCount(), 3);
        model.show(w, {});
        QCOMPARE(model.rowCount(), 0);
    }

    void panelFollowsSliderAndEdits()
    {
        WorkspaceDocument document;
        document.setWorld(world(), {}, QStringLiteral("Test"));
        const EntityId alice = document.world().findByArn(arn("user", "alice"))->id;
        EntityPage page(&document, alice, nullptr);
        connect(&document, &WorkspaceDocument::changed, &page, &EntityPage::refresh);
        page.resize(900, 400);
        page.show();
        auto *tabs = page.findChild<QTabBar *>(QStringLiteral("subTabs"));
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(1).center());
        QTRY_VERIFY(page.isIdle());
        QCOMPARE(tabs->tabText(1), QStringLiteral("What this can become  3"));
        auto *view = page.findChild<QTreeView *>(QStringLiteral("reachView"));
        QSignalSpy lit(&page, &Page::routeChosen);
        view->setFocus();
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(view->model()->index(2, 0)).center());
        QVERIFY(!lit.isEmpty());
        QCOMPARE(lit.last().front().value<std::vector<std::string>>().size(), std::size_t{3});
        QSignalSpy opened(&page, &Page::entityRequested);
        QTest::keyClick(view, Qt::Key_Return);
        QCOMPARE(opened.count(), 1);

        auto *hops = page.findChild<QSlider *>(QStringLiteral("reachHops"));
        QTest::keyClick(hops, Qt::Key_Home);
        QTRY_COMPARE(tabs->tabText(1), QStringLiteral("What this can become  1"));
        document.apply(QStringLiteral("Remove"), *edits::removeInlinePolicy(document.world(), alice, "start").patch);
        QTRY_COMPARE(tabs->tabText(1), QStringLiteral("What this can become"));
        document.undoStack()->undo();
        QTRY_COMPARE(tabs->tabText(1), QStringLiteral("What this can become  1"));
    }
};

QTEST_MAIN(TestReach)
#include "tst_reach.moc"
