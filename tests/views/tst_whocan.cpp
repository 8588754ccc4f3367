// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivered.h"
#include "document/latestrunner.h"
#include "document/workspacedocument.h"
#include "edits/edits.h"
#include "edits/editsdetails.h"
#include "pages/elidedlabel.h"
#include "panels/whocanmodel.h"
#include "panels/whocanpanel.h"
#include "analyse/scenarios.h"
#include "theme/theme.h"
#include "world/import.h"
#ifndef Q_MOC_RUN // its raw strings
#include "views/simulatorworld.h"
#endif

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>
#include <QUndoStack>

#include <memory>

using namespace rolewright;

namespace {

const char *const instance = "arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc";
const char *const reader = "arn:aws:iam::111122223333:role/Reader";

Request question(const char *action, const char *resource)
{
    Request request;
    request.principal = *parsePrincipal(simulatorworld::alice);
    request.action = action;
    request.resource = resource;
    request.resourceAccount = simulatorworld::customer;
    return request;
}

/// Many users who may become each of many roles, and Reader, for which it takes a tag that nobody is said to have: once Reader
/// may read, asking for everyone takes a hundred times as long as the panel waits before it shows a part.
World makeCrowd()
{
    const auto policy = [](const std::string &members) {
        return PolicyDocument::parse(R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",)" + members + "}]}");
    };
    const std::string trusted = R"("Principal":{"AWS":"arn:aws:iam::111122223333:root"})";
    const DocumentPtr trust = policy(trusted);
    const DocumentPtr become = policy(R"("Resource":"*")");
    WorldBuilder builder;
    builder.account(simulatorworld::customer);
    for (int number = 0; number < 1000; ++number) {
        User user = simulatorworld::named<User>(simulatorworld::customer, "user", ("user" + std::to_string(number)).c_str());
        user.inlinePolicies.push_back({"become", become, {}});
        builder.add({{}, simulatorworld::customer, user});
    }
    for (int number = 0; number < 100; ++number) {
        Role role = simulatorworld::named<Role>(simulatorworld::customer, "role", ("role" + std::to_string(number)).c_str());
        role.trust = trust;
        role.inlinePolicies.push_back({"become", become, {}});
        builder.add({{}, simulatorworld::customer, role});
    }
    Role role = simulatorworld::named<Role>(simulatorworld::customer, "role", "Reader");
    role.trust = policy(trusted + R"(,"Condition":{"StringEquals":{"aws:PrincipalTag/team":"readers"}})");
    role.inlinePolicies.push_back({"own", PolicyDocument::parse(simulatorworld::nothingText), {}});
    builder.add({{}, simulatorworld::customer, role});
    return builder.build();
}

/// While this is there, nothing that is asked for in the background is worked out.
class Standstill
{
public:
    Standstill()
    {
        workers().setMaxThreadCount(1);
        workers().start([end = m_end] { end->acquire(); });
    }
    ~Standstill()
    {
        m_end->release();
        workers().setMaxThreadCount(m_threads);
    }

private:
    const int m_threads = workers().maxThreadCount();
    const std::shared_ptr<QSemaphore> m_end = std::make_shared<QSemaphore>();
};

struct Fixture {
    WorkspaceDocument document;
    WhoCanPanel panel{&document};

    Fixture()
    {
        document.setWorld(simulatorworld::make(), {}, QStringLiteral("Test"));
        panel.resize(900, 300);
        panel.show();
    }
    bool ask(const char *action, const char *resource, int hops = 3)
    {
        panel.setQuestion(question(action, resource), hops);
        return settle();
    }
    bool settle() { return QTest::qWaitFor([this] { return panel.isIdle(); }, 10000); }
    QTreeView *table() { return panel.findChild<QTreeView *>(); }
    QLabel *counts() { return panel.findChild<QLabel *>(QStringLiteral("whoCanCounts")); }
    QToolButton *stop() { return panel.findChild<QToolButton *>(QStringLiteral("whoCanStop")); }
    /// Of all labels that show.
    QStringList texts()
    {
        QStringList result;
        for (const QLabel *label : panel.findChildren<QLabel *>()) {
            if (label->isVisible())
                result += label->text();
        }
        return result;
    }
    void edit(const char *arn, const char *policy, const char *text)
    {
        const EntityId id = document.world().findByArn(arn)->id;
        document.apply(QStringLiteral("Edit"), *edits::setDocument(document.world(), {id, DocumentSlot::Inline, policy}, text).patch);
    }
    /// Starts what an edit asked for and shows its first slice; what follows stands still.
    std::unique_ptr<Standstill> showFirstSlice()
    {
        QCoreApplication::sendPostedEvents(&panel);
        workers().waitForDone();
        auto standstill = std::make_unique<Standstill>();
        return deliverFound(&panel) ? std::move(standstill) : nullptr;
    }
    /// "Who | How | Must bring" of the visible rows.
    QStringList rows()
    {
        QStringList result;
        const QAbstractItemModel *model = table()->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            QStringList cells;
            for (int column : {WhoCanModel::VerdictColumn, WhoCanModel::WhoColumn, WhoCanModel::HowColumn, WhoCanModel::NeedsColumn})
                cells += model->index(row, column).data().toString();
            result += cells.join(QStringLiteral(" | "));
        }
        return result;
    }
};

} // namespace

class TestWhoCan : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { theme::apply(*qApp, theme::Scheme::Light); }

    void everyoneWithTheirRoute()
    {
        Fixture f;
        QVERIFY(f.ask("ec2:StopInstances", instance));
        const QStringList rows = f.rows();
        const QString all = rows.join(u'\n');
        // The role itself, the instances' account's root user, and the scheduler by the role with its External ID.
        QVERIFY2(rows.contains(QStringLiteral("Allowed | ParkingAccess | directly | ")), qPrintable(all));
        QVERIFY2(rows.contains(QStringLiteral("Allowed | root user | directly | ")), qPrintable(all));
        QVERIFY2(rows.contains(QStringLiteral("Allowed | scheduler | via ParkingAccess | External ID cust-7f21")), qPrintable(all));
        QVERIFY2(!all.contains(QStringLiteral("alice")), qPrintable(all));
        QTest::mouseClick(f.panel.findChild<QCheckBox *>(), Qt::LeftButton, {}, QPoint(8, f.panel.findChild<QCheckBox *>()->height() / 2));
        QVERIFY(f.settle());
        QVERIFY2(f.rows().contains(QStringLiteral("Denied | alice |  | ")), qPrintable(f.rows().join(u'\n')));
        QVERIFY2(f.rows().contains(QStringLiteral("Denied | anyone, unsigned |  | ")), qPrintable(f.rows().join(u'\n')));
        QTest::keyClicks(f.panel.findChild<QLineEdit *>(), QStringLiteral("sched"));
        QVERIFY(f.settle());
        QCOMPARE(f.rows().size(), 1);
    }

    /// "Allowed" rests on what was given: the headline says so.
    void headlineNamesWhatWasGiven()
    {
        Fixture f;
        Request request = question("ec2:StopInstances", instance);
        request.context.set("token.actions.githubusercontent.com:aud", "sts.amazonaws.com", Provenance::Given);
        request.context.set("token.actions.githubusercontent.com:sub", "repo:a/b:ref:refs/heads/main", Provenance::Given);
        request.context.setUnknown("aws:SourceIp");
        request.context.set("aws:SourceAccount", std::vector<std::string>(), Provenance::Given, true); // said to be absent
        f.panel.setQuestion(request, 3);
        QVERIFY(f.settle());
        const QString title = f.panel.findChild<ElidedLabel *>(QStringLiteral("whoCanTitle"))->toolTip();
        QVERIFY2(title.startsWith(QStringLiteral("ec2:StopInstances on %1, with aud, sub as given").arg(QString::fromLatin1(instance))), qPrintable(title));
    }

    void lowPanelShowsRows()
    {
        Fixture f;
        QVERIFY(f.ask("ec2:StopInstances", instance));
        QVERIFY(!f.table()->isHeaderHidden());
        f.panel.resize(1280, 120);
        QTest::qWait(20);
        QVERIFY(f.table()->isHeaderHidden());
        const QRect third = f.table()->visualRect(f.table()->model()->index(2, 0));
        QVERIFY2(third.isValid() && third.bottom() <= f.table()->viewport()->height(),
                 qPrintable(QStringLiteral("%1 of %2").arg(third.bottom()).arg(f.table()->viewport()->height())));
    }

    void followsEdits()
    {
        Fixture f;
        QVERIFY(f.ask("s3:GetObject", "arn:aws:s3:::reports/2025.csv"));
        QVERIFY(f.rows().join(u'\n').contains(QStringLiteral("alice | directly")));
        QSignalSpy counts(&f.panel, &WhoCanPanel::countChanged);
        const EntityId alice = f.document.world().findByArn(simulatorworld::alice)->id;
        f.document.apply(QStringLiteral("Remove"), *edits::remove(f.document.world(), alice).patch);
        QVERIFY(f.settle());
        QVERIFY(!f.rows().join(u'\n').contains(QStringLiteral("alice")));
        QVERIFY(!counts.isEmpty());
        QCOMPARE(counts.last().first().toInt(), f.panel.model()->count(Verdict::Allowed));
    }

    /// An answer that comes at once takes the place of the one before without anything in between.
    void editDoesntFlicker()
    {
        Fixture f;
        QVERIFY(f.ask("s3:GetObject", "arn:aws:s3:::reports/2025.csv"));
        const EntityId alice = f.document.world().findByArn(simulatorworld::alice)->id;
        f.document.apply(QStringLiteral("Remove"), *edits::remove(f.document.world(), alice).patch);
        QVERIFY(!f.panel.isIdle());
        QVERIFY(f.table()->isEnabled());
        QVERIFY(!f.panel.findChild<QToolButton *>(QStringLiteral("whoCanStop"))->isVisible());
        QVERIFY(f.settle());
        // Hidden, it asks nobody: its count isn't known any more.
        QSignalSpy counts(&f.panel, &WhoCanPanel::countChanged);
        f.panel.hide();
        f.document.undoStack()->undo();
        QCOMPARE(counts.count(), 1);
        QCOMPARE(counts.first().first().toInt(), -1);
        f.panel.show();
        QVERIFY(f.settle());
        QVERIFY(f.rows().join(u'\n').contains(QStringLiteral("alice | directly")));
    }

    void stoppedIsSaid()
    {
        const QString asking = QStringLiteral("Asking for everyone…");
        const QString stopped = QStringLiteral("Stopped. Any change asks again.");
        Fixture f;
        {
            const Standstill standstill;
            f.panel.setQuestion(question("s3:GetObject", "arn:aws:s3:::reports/2025.csv"), 3);
            QTRY_VERIFY(f.stop()->isVisible());
            QVERIFY2(f.texts().contains(asking), qPrintable(f.texts().join(u'\n')));
            QTest::mouseClick(f.stop(), Qt::LeftButton);
            QVERIFY(f.panel.isIdle());
            QVERIFY(!f.stop()->isVisible());
            QVERIFY2(f.texts().contains(stopped), qPrintable(f.texts().join(u'\n')));
            QVERIFY(!f.texts().contains(asking));
            // And so it does.
            f.edit(simulatorworld::alice, "read-one-bucket", simulatorworld::nothingText);
            QVERIFY(f.texts().contains(asking));
            QVERIFY(!f.texts().contains(stopped));
        }
        QVERIFY(f.settle());
        QVERIFY(f.rows().contains(QStringLiteral("Allowed | root user | directly | ")));
    }

    void outdatedListHasNoCount()
    {
        Fixture f;
        QVERIFY(f.ask("s3:GetObject", "arn:aws:s3:::reports/2025.csv"));
        QSignalSpy counts(&f.panel, &WhoCanPanel::countChanged);
        const Standstill standstill;
        f.edit(simulatorworld::alice, "read-one-bucket", simulatorworld::nothingText);
        QVERIFY(counts.isEmpty()); // the answer may be there at once
        QTRY_COMPARE(counts.count(), 1);
        QCOMPARE(counts.first().first().toInt(), -1);
        QVERIFY(!f.table()->isEnabled());
        QVERIFY(!f.counts()->isVisible());
    }

    /// The count of the list before it isn't that of a part.
    void partOfAListHasNoCount()
    {
        Fixture f;
        f.document.setWorld(makeCrowd(), {}, QStringLiteral("Crowd"));
        QSignalSpy counts(&f.panel, &WhoCanPanel::countChanged);
        QVERIFY(f.ask("s3:GetObject", "arn:aws:s3:::reports/2025.csv"));
        QCOMPARE(counts.last().first().toInt(), 1); // the root user
        counts.clear();
        f.edit(reader, "own", simulatorworld::readText);
        const std::unique_ptr<Standstill> standstill = f.showFirstSlice();
        QVERIFY(!f.panel.isIdle());
        QVERIFY2(f.counts()->text().startsWith(QStringLiteral("so far 2 can")), qPrintable(f.counts()->text())); // and Reader
        QVERIFY(!counts.isEmpty());
        for (const QList<QVariant> &count : counts)
            QCOMPARE(count.first().toInt(), -1);
    }

    /// A list that was whole may stay for a moment after an edit; with a part nobody would see that it is one.
    void partOfAListIsntLeftAfterAnEdit()
    {
        Fixture f;
        f.document.setWorld(makeCrowd(), {}, QStringLiteral("Crowd"));
        QVERIFY(f.ask("s3:GetObject", "arn:aws:s3:::reports/2025.csv"));
        f.edit(reader, "own", simulatorworld::readText);
        const std::unique_ptr<Standstill> standstill = f.showFirstSlice();
        QVERIFY(f.table()->isEnabled());
        QVERIFY(f.counts()->isVisible());
        f.edit(reader, "own", simulatorworld::nothingText);
        for (const bool isAsked : {false, true}) {
            if (isAsked)
                QCoreApplication::sendPostedEvents(&f.panel);
            QVERIFY(!f.table()->isEnabled());
            QVERIFY(!f.counts()->isVisible());
        }
        QVERIFY(f.stop()->isVisible());
    }

    void publicBucketIsSaid()
    {
        Fixture f;
        const EntityId bucket = f.document.world().findByArn(simulatorworld::bucket)->id;
        const std::string policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\","
                                   "\"Resource\":\"arn:aws:s3:::reports/*\"},{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"999988887777\"},"
                                   "\"Action\":\"s3:PutObject\",\"Resource\":\"arn:aws:s3:::reports/*\"}]}";
        f.document.apply(QStringLiteral("Open"), *edits::setResourcePolicy(f.document.world(), bucket, PolicyDocument::parse(policy)).patch);
        QVERIFY(f.ask("s3:GetObject", "arn:aws:s3:::reports/2025.csv"));
        QVERIFY2(f.rows().join(u'\n').contains(QStringLiteral("anyone, unsigned")), qPrintable(f.rows().join(u'\n')));
        QVERIFY(f.ask("s3:PutObject", "arn:aws:s3:::reports/2025.csv"));
        QVERIFY2(f.rows().join(u'\n').contains(QStringLiteral("whole account: its policies decide who")), qPrintable(f.rows().join(u'\n')));
        QVERIFY(!f.rows().join(u'\n').contains(QStringLiteral("anyone, unsigned")));
    }

    void tokensAndServicesCount()
    {
        Fixture f;
        const auto open = [&f](const char *sample) {
            QFile file(QStringLiteral(SAMPLES "/") + QLatin1String(sample));
            QVERIFY(file.open(QIODevice::ReadOnly));
            f.document.setWorld(*importFiles({InputFile{sample, file.readAll().toStdString()}}).world, {}, QStringLiteral("Test"));
        };
        open("github-deploys.rolewright");
        Request upload = question("s3:PutObject", "arn:aws:s3:::web-shop-site/index.html");
        upload.resourceAccount = "111122223333";
        f.panel.setQuestion(upload, 3);
        QVERIFY(f.settle());
        // Whose token it is decides, so nobody can say more than "depends".
        const QStringList rows = f.rows();
        QVERIFY2(rows.contains(QStringLiteral("Depends | whoever token.actions.githubusercontent.com vouches for | via github-deploy | "
                                               "if token.actions.githubusercontent.com:aud is sts.amazonaws.com, "
                                               "if token.actions.githubusercontent.com:sub is repo:example-org/web-shop:ref:refs/heads/main")),
                 qPrintable(rows.join(u'\n')));
        upload.resource = "arn:aws:s3:::somewhere-else/x";
        f.panel.setQuestion(upload, 3);
        QVERIFY(f.settle());
        QVERIFY2(!f.rows().join(u'\n').contains(QStringLiteral("vouches")), qPrintable(f.rows().join(u'\n')));

        open("instance-role.rolewright");
        const Scenario scenario = f.document.world().header().scenarios.front();
        const std::optional<Request> request = scenarioRequest(scenario);
        QVERIFY(request);
        f.panel.setQuestion(*request, 3);
        QVERIFY(f.settle());
        QVERIFY2(f.rows().join(u'\n').contains(QStringLiteral("ec2.amazonaws.com | via ")), qPrintable(f.rows().join(u'\n')));
    }

    /// A bucket has one account: an allow in each of two says what it takes for granted.
    void ownerlessResourceTellsWhoseItIsTakenToBe()
    {
        const char *const all = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}}";
        const auto world = [all](const std::vector<std::string> &accounts) {
            WorldBuilder builder;
            for (const std::string &account : accounts) {
                builder.account(account);
                User user;
                user.name = "user-of-" + account;
                user.arn = "arn:aws:iam::" + account + ":user/" + user.name;
                user.inlinePolicies.push_back({"all", PolicyDocument::parse(all), {}});
                builder.add({{}, account, user});
            }
            return builder.build();
        };
        Fixture f;
        f.document.setWorld(world({"111122223333", "444455556666"}), {}, QStringLiteral("Two"));
        Request asked = question("s3:GetObject", "arn:aws:s3:::nobody-knows/x");
        asked.resourceAccount.clear();
        f.panel.setQuestion(asked, 3);
        QVERIFY(f.settle());
        for (const QString &account : {QStringLiteral("111122223333"), QStringLiteral("444455556666")})
            QVERIFY2(f.rows().contains(QStringLiteral("Allowed | user-of-%1 | directly | if the resource is in account %1").arg(account)), qPrintable(f.rows().join(u'\n')));
        auto *title = f.panel.findChild<ElidedLabel *>(QStringLiteral("whoCanTitle"));
        QVERIFY(title->text().contains(QStringLiteral("only one of 111122223333, 444455556666 can be")));

        // Said to be in one of them, it is that one's, and the other would need the bucket's policy.
        asked.resourceAccount = "444455556666";
        f.panel.setQuestion(asked, 3);
        QVERIFY(f.settle());
        QVERIFY2(f.rows().contains(QStringLiteral("Allowed | user-of-444455556666 | directly | ")), qPrintable(f.rows().join(u'\n')));
        QVERIFY(f.rows().filter(QStringLiteral("user-of-111122223333")).isEmpty());
        QVERIFY(title->text().contains(QStringLiteral("in account 444455556666")));

        // One account: nothing contradicts it.
        f.document.setWorld(world({"111122223333"}), {}, QStringLiteral("One"));
        asked.resourceAccount.clear();
        f.panel.setQuestion(asked, 3);
        QVERIFY(f.settle());
        QVERIFY2(f.rows().contains(QStringLiteral("Allowed | user-of-111122223333 | directly | if the resource is in account 111122223333")),
                 qPrintable(f.rows().join(u'\n')));
    }

    void choosingAsksForThem()
    {
        Fixture f;
        QVERIFY(f.ask("ec2:StopInstances", instance));
        QSignalSpy chosen(&f.panel, &WhoCanPanel::principalChosen);
        f.table()->setCurrentIndex(f.table()->model()->index(0, 0));
        QTest::keyClick(f.table(), Qt::Key_Return);
        QCOMPARE(chosen.count(), 1);
        QVERIFY(chosen.first().first().toString().startsWith(QStringLiteral("arn:aws:iam::111122223333:")));
    }

    void hiddenPanelWaits()
    {
        Fixture f;
        f.panel.hide();
        f.panel.setQuestion(question("ec2:StopInstances", instance), 3);
        QTest::qWait(250);
        QVERIFY(f.panel.isIdle());
        QCOMPARE(f.panel.model()->rowCount(), 0);
        f.panel.show();
        QVERIFY(QTest::qWaitFor([&] { return f.panel.model()->rowCount() > 0; }, 10000));
        f.document.setWorld(simulatorworld::make(), {}, QStringLiteral("Other"));
        QCOMPARE(f.panel.model()->rowCount(), 0);
    }

    void cancelledWorkStops()
    {
        const CancelFlag flag = std::make_shared<std::atomic<bool>>(false);
        WhoCanSearch search(std::make_shared<WhoCanWorld>(simulatorworld::make()), question("ec2:StopInstances", instance), 3);
        search.run(1000, [flag] { return flag->load(); });
        QVERIFY(!search.isDone()); // only the direct answers
        flag->store(true);
        search.run(1000, [flag] { return flag->load(); });
        QVERIFY(!search.isDone());
        QCOMPARE(search.done(), std::size_t{0});
    }

    void model()
    {
        WhoCanModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const CancelFlag flag = std::make_shared<std::atomic<bool>>(false);
        WhoCanSearch search(std::make_shared<WhoCanWorld>(simulatorworld::make()), question("ec2:StopInstances", instance), 3);
        search.run(1000, [flag] { return flag->load(); });
        // The role and the root user can as themselves; the scheduler needs the role.
        const auto show = [&] { model.show(ordered(std::make_shared<WhoCanTableRows>(search.world(), search.rows()), model.ordering())); };
        show();
        QCOMPARE(model.count(Verdict::Allowed), 2);
        QCOMPARE(model.rowCount(), 2);
        const QPersistentModelIndex second = model.index(1, WhoCanModel::WhoColumn);
        const QString name = second.data().toString();
        while (!search.isDone())
            search.run(1000, [flag] { return flag->load(); });
        show();
        QCOMPARE(model.count(Verdict::Allowed), 3);
        QCOMPARE(model.rowCount(), 3);
        // Whoever was looked at is the same person.
        QVERIFY(second.isValid());
        QCOMPARE(second.data().toString(), name);
        model.show(ordered(std::make_shared<WhoCanTableRows>(search.world(), WhoCanRows()), model.ordering()));
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(!second.isValid());
    }
};

QTEST_MAIN(TestWhoCan)
#include "tst_whocan.moc"
