// SPDX-License-Identifier: GPL-3.0-or-later
#include "edits/edits.h"
#include "edits/organizationedits.h"
#include "theme/theme.h"
#include "tree/badges.h"
#include "tree/labeldragtree.h"
#include "tree/treeactions.h"
#include "tree/worldtree.h"
#include "tree/worldtreemodel.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QLineEdit>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace rolewright;

namespace {

constexpr const char *provider = "444455556666";
constexpr const char *customer = "111122223333";

DocumentPtr document(const QByteArray &text)
{
    return PolicyDocument::parse(text.toStdString());
}

template <typename T>
Entity entity(const char *account, const char *kind, const char *name)
{
    T data;
    data.name = name;
    data.arn = std::string("arn:aws:iam::") + account + ":" + kind + "/" + name;
    return Entity{{}, account, data};
}

World smallWorld()
{
    WorldBuilder builder;
    builder.account(provider).name = "Provider";
    builder.account(customer).name = "Customer";
    builder.add(entity<User>(provider, "user", "scheduler"));
    builder.add(entity<User>(provider, "user", "support-anna"));
    builder.add(entity<Group>(provider, "group", "support"));
    Entity role = entity<Role>(customer, "role", "ParkingAccess");
    std::get<Role>(role.data).trust = document(R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow",
        "Principal":{"AWS":"arn:aws:iam::444455556666:root"},"Action":"sts:AssumeRole",
        "Condition":{"StringEquals":{"sts:ExternalId":"cust-7f21"}}}]})");
    builder.add(role);
    Entity broken = entity<Role>(customer, "role", "broken");
    std::get<Role>(broken.data).trust = document("{");
    builder.add(broken);
    Entity policy = entity<ManagedPolicy>(provider, "policy", "assume-parking");
    std::get<ManagedPolicy>(policy.data).versions.push_back(
        {"v1", true, {}, document(R"({"Version":"2012-10-17","Statement":[]})"), {}});
    std::get<ManagedPolicy>(policy.data).defaultVersionId = "v1";
    builder.add(policy);
    return builder.build();
}

EntityId idOf(const WorkspaceDocument &document, const char *account, EntityKind kind, const char *name)
{
    const EntityPtr found = document.world().findByName(account, kind, name);
    return found ? found->id : EntityId{};
}

/// The tree as indented lines.
QStringList lines(const QAbstractItemModel &model, const QModelIndex &parent = {}, int depth = 0)
{
    QStringList all;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        all += QString(depth, u' ') + index.data().toString();
        all += lines(model, index, depth + 1);
    }
    return all;
}

} // namespace

class tst_WorldTree : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { theme::apply(*qobject_cast<QApplication *>(QApplication::instance()), theme::Scheme::Light); }

    void init()
    {
        m_document = std::make_unique<WorkspaceDocument>();
        m_document->setWorld(smallWorld(), {}, QStringLiteral("test"));
    }

    void showsAccountsAndKinds()
    {
        WorldTreeModel model(m_document.get());
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QStringList expected{
            QStringLiteral("Provider"), QStringLiteral(" Users"), QStringLiteral("  scheduler"), QStringLiteral("  support-anna"),
            QStringLiteral(" Groups"), QStringLiteral("  support"), QStringLiteral(" Roles"), QStringLiteral(" Policies"),
            QStringLiteral("  assume-parking"), QStringLiteral(" Resources"), QStringLiteral(" Identity providers"),
            QStringLiteral("Customer"), QStringLiteral(" Users"), QStringLiteral(" Groups"), QStringLiteral(" Roles"),
            QStringLiteral("  broken"), QStringLiteral("  ParkingAccess"), QStringLiteral(" Policies"), QStringLiteral(" Resources"),
            QStringLiteral(" Identity providers")};
        QCOMPARE(lines(model), expected);
    }

    void followsEditsRowByRow()
    {
        WorldTreeModel model(m_document.get());
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        const QStringList before = lines(model);
        const QPersistentModelIndex kept = model.indexOf(idOf(*m_document, provider, EntityKind::User, "support-anna"));

        edits::Result created = edits::createUser(m_document->world(), provider, "ben");
        QVERIFY(created.patch);
        m_document->apply(QStringLiteral("create"), *created.patch);
        QCOMPARE(model.indexOf(created.created).data().toString(), QStringLiteral("ben"));
        QCOMPARE(model.index(0, 0, model.index(0, 0)).data(WorldTreeModel::MutedRole).toString(), QStringLiteral("3"));

        const EntityId scheduler = idOf(*m_document, provider, EntityKind::User, "scheduler");
        m_document->apply(QStringLiteral("remove"), *edits::remove(m_document->world(), scheduler).patch);
        QVERIFY(!model.indexOf(scheduler).isValid());
        QCOMPARE(kept.data().toString(), QStringLiteral("support-anna"));
        QCOMPARE(kept.row(), 1); // after ben

        m_document->undoStack()->undo();
        QCOMPARE(model.indexOf(scheduler).row(), 1);
        QCOMPARE(kept.row(), 2);
        m_document->undoStack()->undo();
        QCOMPARE(lines(model), before);
        QCOMPARE(resets.count(), 0);
    }

    /// By name, capitals or not, numbers by their value; a renamed row goes to its place with all that is selected.
    void sortedByName()
    {
        for (const char *name : {"app-10", "App-9", "zeta", "beta"})
            m_document->apply(QStringLiteral("create"), *edits::createGroup(m_document->world(), customer, name).patch);
        WorldTreeModel model(m_document.get());
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto groups = [&] {
            QStringList names;
            const QModelIndex first = model.indexOf(idOf(*m_document, customer, EntityKind::Group, "zeta"));
            const QModelIndex category = first.isValid() ? first.parent() : model.indexOf(idOf(*m_document, customer, EntityKind::Group, "alpha")).parent();
            for (int row = 0; row < model.rowCount(category); ++row)
                names += model.index(row, 0, category).data().toString();
            return names.join(u' ');
        };
        QCOMPARE(groups(), QStringLiteral("App-9 app-10 beta zeta"));
        const EntityId zeta = idOf(*m_document, customer, EntityKind::Group, "zeta");
        const QPersistentModelIndex selected = model.indexOf(zeta);
        m_document->apply(QStringLiteral("rename"), *edits::rename(m_document->world(), zeta, "alpha").patch);
        QCOMPARE(groups(), QStringLiteral("alpha App-9 app-10 beta"));
        QCOMPARE(selected.row(), 0);
        QCOMPARE(selected.data().toString(), QStringLiteral("alpha"));
        m_document->undoStack()->undo();
        QCOMPARE(groups(), QStringLiteral("App-9 app-10 beta zeta"));
        QCOMPARE(selected.row(), 3);
    }

    void everythingIsMadeRenamedAndDeleted_data()
    {
        using treeedits::New;
        QTest::addColumn<int>("what");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("shown");
        QTest::newRow("user") << int(New::User) << QStringLiteral("u2") << QStringLiteral("u2");
        QTest::newRow("policy") << int(New::Policy) << QStringLiteral("p2") << QStringLiteral("p2");
        QTest::newRow("resource") << int(New::Resource) << QStringLiteral("arn:aws:sqs:eu-west-1:444455556666:orders") << QStringLiteral("arn:aws:sqs:eu-west-1:444455556666:orders");
        QTest::newRow("OIDC") << int(New::OidcProvider) << QStringLiteral("oidc.example.com/id/1") << QStringLiteral("oidc.example.com/id/1");
        QTest::newRow("SAML") << int(New::SamlProvider) << QStringLiteral("staff") << QStringLiteral("staff");
        QTest::newRow("SCP") << int(New::ServiceControlPolicy) << QStringLiteral("no regions") << QStringLiteral("no regions");
        QTest::newRow("RCP") << int(New::ResourceControlPolicy) << QStringLiteral("only ours") << QStringLiteral("only ours");
    }

    void everythingIsMadeRenamedAndDeleted()
    {
        QFETCH(int, what);
        QFETCH(QString, typed);
        QFETCH(QString, shown);
        WorldTree tree(m_document.get());
        tree.show();
        const World before = m_document->world();
        tree.create(static_cast<treeedits::New>(what));
        const EntityId made = tree.currentEntity();
        QVERIFY(made);
        auto *editor = tree.findChild<QTreeView *>()->viewport()->findChild<QLineEdit *>();
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, typed);
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(treeedits::editedName(*m_document->world().find(made)), shown);
        QCOMPARE(tree.currentEntity(), made);
        tree.actions()->remove->trigger();
        QVERIFY(!m_document->world().find(made));
        m_document->undoStack()->undo();
        QCOMPARE(treeedits::editedName(*m_document->world().find(made)), shown);
        m_document->undoStack()->undo();
        m_document->undoStack()->undo();
        QCOMPARE(m_document->world().entityCount(), before.entityCount());
    }

    void anotherWorkspaceLeavesNothingSelected()
    {
        WorldTree tree(m_document.get());
        tree.show();
        tree.select(idOf(*m_document, customer, EntityKind::Role, "ParkingAccess"));
        QVERIFY(tree.actions()->ask->isEnabled());
        m_document->setWorld(smallWorld(), {}, QStringLiteral("Another"));
        QVERIFY(!tree.currentEntity());
        for (const QAction *action : {tree.actions()->open, tree.actions()->ask, tree.actions()->attach, tree.actions()->remove})
            QVERIFY2(!action->isEnabled(), qPrintable(action->text()));
        // The same place in another workspace is something else: it is told.
        QSignalSpy selected(&tree, &WorldTree::selected);
        auto *view = tree.findChild<QTreeView *>();
        auto *model = qobject_cast<WorldTreeModel *>(view->model());
        view->setCurrentIndex(model->indexOf(idOf(*m_document, customer, EntityKind::Role, "ParkingAccess")));
        QCOMPARE(selected.size(), 1);
    }

    /// What is dragged must not hide where it goes.
    void draggedRowIsASmallLabel()
    {
        WorldTree tree(m_document.get());
        tree.resize(300, 400);
        tree.show();
        auto *view = dynamic_cast<LabelDragTree *>(tree.findChild<QTreeView *>());
        QVERIFY(view);
        const auto *model = qobject_cast<WorldTreeModel *>(view->model());
        const QModelIndex scheduler = model->indexOf(idOf(*m_document, provider, EntityKind::User, "scheduler"));
        const QPixmap label = view->dragLabel(scheduler);
        QVERIFY(!label.isNull());
        const int text = view->fontMetrics().horizontalAdvance(QStringLiteral("scheduler"));
        QVERIFY(label.deviceIndependentSize().width() > text);
        QVERIFY2(label.deviceIndependentSize().width() < text + 60, qPrintable(QString::number(label.deviceIndependentSize().width())));
    }

    void accountIsDeletedWithAllInIt()
    {
        WorldTree tree(m_document.get());
        tree.show();
        auto *view = tree.findChild<QTreeView *>();
        QSignalSpy messages(&tree, &WorldTree::message);
        const std::size_t before = m_document->world().entityCount();
        view->setCurrentIndex(view->model()->index(0, 0));
        QVERIFY(tree.actions()->remove->isEnabled());
        tree.actions()->remove->trigger();
        QVERIFY(!m_document->world().account(provider));
        QVERIFY(m_document->world().account(customer));
        QCOMPARE(m_document->world().entities(provider, EntityKind::User).size(), std::size_t{0});
        QVERIFY2(messages.first().first().toString().contains(QStringLiteral("Provider")), qPrintable(messages.first().first().toString()));
        const QStringList lines = ::lines(*qobject_cast<WorldTreeModel *>(view->model()));
        QCOMPARE(lines.first(), QStringLiteral("Customer"));
        m_document->undoStack()->undo();
        QCOMPARE(m_document->world().entityCount(), before);
        QCOMPARE(view->model()->index(0, 0).data().toString(), QStringLiteral("Provider"));
    }

    /// Policies come and go, are attached and detached, and what is open stays open.
    void organizationKeepsItsRows()
    {
        m_document->apply(QStringLiteral("organization"), *edits::createOrganization(m_document->world()).patch);
        WorldTree tree(m_document.get());
        tree.show();
        auto *view = tree.findChild<QTreeView *>();
        auto *model = qobject_cast<WorldTreeModel *>(view->model());
        QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        view->expandAll();
        QModelIndex root = model->index(2, 0);
        QCOMPARE(root.data().toString(), QStringLiteral("Organization"));
        root = model->index(2, 0, root);
        QCOMPARE(root.data().toString(), QStringLiteral("Root"));
        QCOMPARE(root.data(WorldTreeModel::MutedRole).toString(), QStringLiteral("FullAWSAccess"));

        edits::Result scp = edits::createOrganizationPolicy(m_document->world(), OrganizationPolicy::Type::ServiceControl, "lock");
        m_document->apply(QStringLiteral("create"), *scp.patch);
        const QModelIndex row = model->indexOf(scp.created);
        QVERIFY(row.isValid());
        QVERIFY(view->isExpanded(root));
        std::unique_ptr<QMimeData> dragged(model->mimeData({row}));
        QVERIFY(model->canDropMimeData(dragged.get(), Qt::CopyAction, -1, -1, root));
        QVERIFY(!model->canDropMimeData(dragged.get(), Qt::CopyAction, -1, -1, model->index(0, 0)));
        QVERIFY(model->dropMimeData(dragged.get(), Qt::CopyAction, -1, -1, root));
        QCOMPARE(root.data(WorldTreeModel::MutedRole).toString(), QStringLiteral("FullAWSAccess, lock"));
        QVERIFY(view->isExpanded(root));
        view->setCurrentIndex(model->indexOf(scp.created));
        tree.actions()->remove->trigger();
        QCOMPARE(root.data(WorldTreeModel::MutedRole).toString(), QStringLiteral("FullAWSAccess"));
        QVERIFY(view->isExpanded(root) && view->isExpanded(root.parent()));
        m_document->undoStack()->undo();
        QCOMPARE(root.data(WorldTreeModel::MutedRole).toString(), QStringLiteral("FullAWSAccess, lock"));
        QVERIFY(view->isExpanded(root) && view->isExpanded(root.parent()));
    }

    /// Without an organization its row stands for policies alone, and goes with the last of them.
    void lastControlPolicyTakesTheOrganizationAlong()
    {
        WorldTreeModel model(m_document.get());
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const int before = model.rowCount();
        edits::Result scp = edits::createOrganizationPolicy(m_document->world(), OrganizationPolicy::Type::ServiceControl, "lock");
        m_document->apply(QStringLiteral("create"), *scp.patch);
        QCOMPARE(model.rowCount(), before + 1);
        QVERIFY(model.indexOf(scp.created).isValid());
        m_document->undoStack()->undo();
        QCOMPARE(model.rowCount(), before);
        m_document->undoStack()->redo();
        QCOMPARE(model.rowCount(), before + 1);
    }

    void accountsComeAndGo()
    {
        WorldTreeModel model(m_document.get());
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QPersistentModelIndex kept = model.indexOfAccount(QString::fromLatin1(customer));
        edits::Result result = edits::createAccount(m_document->world(), "777788889999", "Third");
        QVERIFY(result.patch);
        m_document->apply(QStringLiteral("account"), *result.patch);
        QCOMPARE(model.rowCount(), 3);
        m_document->undoStack()->undo();
        QCOMPARE(model.rowCount(), 2);
        QVERIFY(kept.isValid());
    }

    void filtersByNameAndArn()
    {
        WorldTreeModel model(m_document.get());
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setFilter(QStringLiteral("PARK"));
        QCOMPARE(model.matchCount(), 2);
        model.setFilter(QStringLiteral("444455556666:user"));
        QCOMPARE(model.matchCount(), 2);
        QCOMPARE(model.index(0, 0, model.index(0, 0)).data(WorldTreeModel::MutedRole).toString(), QStringLiteral("2 of 2"));

        // What an edit brings appears only when it matches.
        edits::Result hidden = edits::createGroup(m_document->world(), provider, "other");
        m_document->apply(QStringLiteral("create"), *hidden.patch);
        QVERIFY(!model.indexOf(hidden.created).isValid());
        edits::Result shown = edits::createUser(m_document->world(), provider, "zoe");
        m_document->apply(QStringLiteral("create"), *shown.patch);
        QVERIFY(model.indexOf(shown.created).isValid());

        model.setFilter({});
        QVERIFY(model.indexOf(hidden.created).isValid());
    }

    void renamesInPlace()
    {
        WorldTreeModel model(m_document.get());
        QSignalSpy refused(&model, &WorldTreeModel::refused);
        const EntityId id = idOf(*m_document, provider, EntityKind::User, "scheduler");
        QVERIFY(!model.setData(model.indexOf(id), QStringLiteral("support-anna")));
        QCOMPARE(refused.count(), 1);
        QVERIFY(!refused.first().first().toString().isEmpty());
        QVERIFY(model.setData(model.indexOf(id), QStringLiteral("planner")));
        QCOMPARE(model.indexOf(id).data().toString(), QStringLiteral("planner"));
        QCOMPARE(QString::fromStdString(m_document->world().find(id)->arn()), QStringLiteral("arn:aws:iam::444455556666:user/planner"));
        m_document->undoStack()->undo();
        QCOMPARE(model.indexOf(id).data().toString(), QStringLiteral("scheduler"));
    }

    void dropsAttachAndJoin()
    {
        WorldTreeModel model(m_document.get());
        const EntityId user = idOf(*m_document, provider, EntityKind::User, "scheduler");
        const EntityId group = idOf(*m_document, provider, EntityKind::Group, "support");
        const EntityId policy = idOf(*m_document, provider, EntityKind::Policy, "assume-parking");
        const auto drop = [&model](EntityId what, EntityId onto) {
            const std::unique_ptr<QMimeData> data(model.mimeData({model.indexOf(what)}));
            return model.canDropMimeData(data.get(), Qt::CopyAction, -1, -1, model.indexOf(onto))
                && model.dropMimeData(data.get(), Qt::CopyAction, -1, -1, model.indexOf(onto));
        };
        QVERIFY(drop(policy, user));
        const User *changed = m_document->world().find(user)->as<User>();
        QCOMPARE(changed->attachedPolicies.size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(changed->attachedPolicies.front().arn), QStringLiteral("arn:aws:iam::444455556666:policy/assume-parking"));
        QVERIFY(drop(user, group));
        QCOMPARE(m_document->world().find(user)->as<User>()->groups, std::vector<std::string>{"support"});
        QVERIFY(!drop(user, policy));
        m_document->undoStack()->undo();
        m_document->undoStack()->undo();
        QVERIFY(m_document->world().find(user)->as<User>()->attachedPolicies.empty());
        QVERIFY(m_document->world().find(user)->as<User>()->groups.empty());
    }

    void badgesAndBrokenDocuments()
    {
        WorldTreeModel model(m_document.get());
        const QModelIndex parking = model.indexOf(idOf(*m_document, customer, EntityKind::Role, "ParkingAccess"));
        QCOMPARE(parking.data(WorldTreeModel::BadgesRole).toStringList(), QStringList{QStringLiteral("External ID")});
        QCOMPARE(parking.data(WorldTreeModel::ErrorsRole).toInt(), 0);
        const QModelIndex broken = model.indexOf(idOf(*m_document, customer, EntityKind::Role, "broken"));
        QCOMPARE(broken.data(WorldTreeModel::ErrorsRole).toInt(), 1);
    }

    void keyboard()
    {
        WorldTree tree(m_document.get());
        tree.resize(300, 600);
        tree.show();
        QVERIFY(QTest::qWaitForWindowExposed(&tree));
        auto *filter = tree.findChild<QLineEdit *>(QStringLiteral("worldFilter"));
        auto *view = tree.findChild<QTreeView *>(QStringLiteral("worldView"));
        QSignalSpy selected(&tree, &WorldTree::selected);
        QSignalSpy opened(&tree, &WorldTree::opened);
        QSignalSpy messages(&tree, &WorldTree::message);

        QTest::keyClicks(filter, QStringLiteral("anna"));
        QTest::keyClick(filter, Qt::Key_Down);
        const EntityId anna = idOf(*m_document, provider, EntityKind::User, "support-anna");
        QVERIFY(tree.currentEntity() == anna);
        QCOMPARE(selected.count(), 1);
        QTest::keyClick(view, Qt::Key_Return);
        QCOMPARE(opened.count(), 1);

        tree.actions()->remove->trigger();
        QVERIFY(!m_document->world().find(anna));
        QCOMPARE(messages.count(), 1);
        QCOMPARE(messages.first().at(1).toBool(), true);
        m_document->undoStack()->undo();
        QVERIFY(m_document->world().find(anna));
    }

    void selectionAndExpansionSurviveEditsAndFilters()
    {
        WorldTree tree(m_document.get());
        tree.show();
        auto *filter = tree.findChild<QLineEdit *>(QStringLiteral("worldFilter"));
        auto *view = tree.findChild<QTreeView *>(QStringLiteral("worldView"));
        auto *model = qobject_cast<WorldTreeModel *>(view->model());
        const EntityId role = idOf(*m_document, customer, EntityKind::Role, "ParkingAccess");
        tree.select(role);
        const QModelIndex users = model->index(0, 0, model->index(0, 0));
        view->collapse(users);
        m_document->apply(QStringLiteral("create"), *edits::createRole(m_document->world(), customer, "another").patch);
        QVERIFY(tree.currentEntity() == role);
        QVERIFY(!view->isExpanded(model->index(0, 0, model->index(0, 0))));
        filter->setText(QStringLiteral("park"));
        QVERIFY(tree.currentEntity() == role);
        filter->clear();
        QVERIFY(tree.currentEntity() == role);
        QVERIFY(!view->isExpanded(model->index(0, 0, model->index(0, 0))));
        QVERIFY(view->isExpanded(model->indexOf(role).parent()));
    }

    /// What more than 20,000 rows match isn't all opened; with another letter it is.
    void aFilterOpensWhatCanBeRead()
    {
        WorldBuilder builder;
        for (const char *account : {provider, customer}) {
            builder.account(account).name = account;
            for (int i = 0; i < 12'000; ++i)
                builder.add(entity<User>(account, "user", ("user-" + std::to_string(i)).c_str()));
            builder.add(entity<Role>(account, "role", "reader-x"));
        }
        m_document->setWorld(builder.build(), {}, QStringLiteral("Crowd"));
        WorldTree tree(m_document.get());
        tree.show();
        auto *filter = tree.findChild<QLineEdit *>(QStringLiteral("worldFilter"));
        auto *view = tree.findChild<QTreeView *>(QStringLiteral("worldView"));
        const auto usersOf = [view](int account) { return view->model()->index(0, 0, view->model()->index(account, 0)); };
        filter->setText(QStringLiteral("er-"));
        QCOMPARE(view->model()->rowCount(usersOf(0)), 12'000);
        QCOMPARE(view->model()->rowCount(usersOf(1)), 12'000);
        QVERIFY(view->isExpanded(usersOf(0)));
        QVERIFY(!view->isExpanded(usersOf(1)));
        QVERIFY(view->isExpanded(usersOf(1).parent()));
        const auto *model = qobject_cast<WorldTreeModel *>(view->model());
        QVERIFY(view->isExpanded(model->indexOf(idOf(*m_document, customer, EntityKind::Role, "reader-x")).parent()));
        filter->setText(QStringLiteral("er-119"));
        QCOMPARE(view->model()->rowCount(usersOf(1)), 111); // 119, 1190 to 1199, 11900 to 11999
        QVERIFY(view->isExpanded(usersOf(0)) && view->isExpanded(usersOf(1)));
    }

    /// Return goes to the first match, however many there are.
    void aFilterOpensTheFirstMatch()
    {
        WorldBuilder builder;
        builder.account(provider).name = "Provider";
        for (int i = 0; i < 21'000; ++i)
            builder.add(entity<User>(provider, "user", ("user-" + std::to_string(i)).c_str()));
        m_document->setWorld(builder.build(), {}, QStringLiteral("Crowd"));
        WorldTree tree(m_document.get());
        tree.show();
        auto *filter = tree.findChild<QLineEdit *>(QStringLiteral("worldFilter"));
        filter->setText(QStringLiteral("er-"));
        QTest::keyClick(filter, Qt::Key_Return);
        QVERIFY(tree.currentEntity() == idOf(*m_document, provider, EntityKind::User, "user-0"));
    }

    void aFilterLeavesNoEmptyFolders()
    {
        WorldTree tree(m_document.get());
        auto *filter = tree.findChild<QLineEdit *>(QStringLiteral("worldFilter"));
        auto *view = tree.findChild<QTreeView *>(QStringLiteral("worldView"));
        auto *model = qobject_cast<WorldTreeModel *>(view->model());
        const auto isHidden = [&](const QModelIndex &index) { return view->isRowHidden(index.row(), index.parent()); };
        const auto folder = [&](const char *account, int row) { return model->index(row, 0, model->indexOfAccount(QLatin1String(account))); };
        filter->setText(QStringLiteral("anna"));
        QVERIFY(!isHidden(folder(provider, 0))); // users
        QVERIFY(isHidden(folder(provider, 1))); // groups
        QVERIFY(isHidden(model->indexOfAccount(QLatin1String(customer))));
        m_document->apply(QStringLiteral("create"), *edits::createUser(m_document->world(), customer, "anna-too").patch);
        QVERIFY(!isHidden(model->indexOfAccount(QLatin1String(customer))));
        QVERIFY(!isHidden(folder(customer, 0)));
        QVERIFY(isHidden(folder(customer, 2)));
        filter->clear();
        QVERIFY(!isHidden(folder(customer, 2)));
        QVERIFY(!isHidden(folder(provider, 1)));
    }

    void createdEntityIsNamedAtOnce()
    {
        WorldTree tree(m_document.get());
        tree.show();
        QVERIFY(QTest::qWaitForWindowExposed(&tree));
        auto *view = tree.findChild<QTreeView *>(QStringLiteral("worldView"));
        tree.select(idOf(*m_document, customer, EntityKind::Role, "ParkingAccess"));
        tree.create(treeedits::New::User);
        const EntityId id = tree.currentEntity();
        QCOMPARE(QString::fromStdString(m_document->world().find(id)->account), QString::fromLatin1(customer));
        auto *editor = view->viewport()->findChild<QLineEdit *>();
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, QStringLiteral("carla"));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(QString::fromStdString(m_document->world().find(id)->name()), QStringLiteral("carla"));
    }

    void everyIconIsDrawn_data()
    {
        QTest::addColumn<QIcon>("icon");
        for (int kind = 0; kind <= static_cast<int>(EntityKind::OrganizationPolicy); ++kind)
            QTest::addRow("kind %d", kind) << theme::entityIcon(static_cast<EntityKind>(kind));
        for (const Verdict verdict : {Verdict::Allowed, Verdict::Denied, Verdict::Depends})
            QTest::addRow("verdict %d", static_cast<int>(verdict)) << theme::verdictIcon(verdict);
        for (const Truth truth : {Truth::True, Truth::False, Truth::Unknown})
            QTest::addRow("truth %d", static_cast<int>(truth)) << theme::truthIcon(truth);
        for (const char *name : {"open", "save", "undo", "redo", "add", "remove", "rename", "find", "fit", "zoomIn", "zoomOut",
                 "copy", "import", "new", "run", "warning", "error", "info", "star", "filter", "close", "jump"})
            QTest::newRow(name) << theme::icon(QString::fromLatin1(name));
    }

    void everyIconIsDrawn()
    {
        QFETCH(QIcon, icon);
        QVERIFY(!icon.isNull());
        const QImage picture = icon.pixmap(32, 32).toImage();
        int painted = 0;
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x)
                painted += qAlpha(picture.pixel(x, y)) > 128 ? 1 : 0;
        }
        QVERIFY2(painted > 20, "the icon is empty");
    }

    void verdictsDifferInShape()
    {
        // As a printer without colours would show them.
        QList<QImage> shapes;
        for (const Verdict verdict : {Verdict::Allowed, Verdict::Denied, Verdict::Depends})
            shapes.append(theme::verdictIcon(verdict).pixmap(32, 32).toImage().convertToFormat(QImage::Format_Alpha8));
        QVERIFY(shapes[0] != shapes[1]);
        QVERIFY(shapes[1] != shapes[2]);
        QVERIFY(shapes[0] != shapes[2]);
    }

private:
    std::unique_ptr<WorkspaceDocument> m_document;
};

QTEST_MAIN(tst_WorldTree)
#include "tst_worldtree.moc"
