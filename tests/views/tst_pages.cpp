// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/workspacedocument.h"
#include "editor/codeeditor.h"
#include "editor/policyeditor.h"
#include "edits/edits.h"
#include "edits/organizationedits.h"
#include "pages/buttonrow.h"
#include "pages/edgemodel.h"
#include "pages/entitylistmodel.h"
#include "pages/entitypage.h"
#include "pages/pagearea.h"
#include "pages/pagetabs.h"
#include "pages/pagewidgets.h"
#include "pages/permissionsmodel.h"
#include "pages/rowsmodel.h"
#include "pages/userspanel.h"
#include "views/pageworld.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTabBar>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace rolewright;

namespace {

struct Bench {
    pageworld::Ids ids;
    WorkspaceDocument document;
    PageArea area{&document, nullptr, nullptr};

    Bench()
    {
        document.setWorld(pageworld::make(&ids), {}, QStringLiteral("Test"));
        area.resize(1000, 600);
        area.show();
    }
    QTabBar *tabs() const { return area.findChild<QTabBar *>(QStringLiteral("entityTabs")); }
    /// The visible widget of that name: pages of other tabs have theirs too.
    template <typename T>
    T *shown(const char *name) const
    {
        for (T *widget : area.findChildren<T *>(QString::fromLatin1(name))) {
            if (widget->isVisible())
                return widget;
        }
        return nullptr;
    }
    CodeEditor *code() const
    {
        for (CodeEditor *editor : area.findChildren<CodeEditor *>()) {
            if (editor->isVisible())
                return editor;
        }
        return nullptr;
    }
    void open(EntityId id)
    {
        area.openEntity(id);
        QVERIFY(settle());
    }
    void click(const char *button) { QTest::mouseClick(shown<QToolButton>(button), Qt::LeftButton); }
    void pick(const QString &text)
    {
        QLineEdit *field = area.findChild<QLineEdit *>(QStringLiteral("pickerText"));
        QVERIFY(field);
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Return);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    const User &anna() const { return *document.world().find(ids.anna)->as<User>(); }
    bool settle()
    {
        return QTest::qWaitFor([this] { return area.isIdle(); }, 10000);
    }
};

} // namespace

class PagesTest : public QObject
{
    Q_OBJECT

private slots:
    /// A page behind another one shows its own sub-tab when it comes to the front, made or not.
    void subTabOfAPageBehindAnother()
    {
        Bench bench;
        bench.open(bench.ids.auditor);
        auto *page = bench.area.findChild<EntityPage *>();
        auto *stack = page->findChild<QStackedWidget *>();
        page->setCurrentPanel(1);
        const QWidget *trust = stack->currentWidget();
        page->setCurrentPanel(0);
        const QWidget *permissions = stack->currentWidget();
        QVERIFY(trust != permissions);
        bench.open(bench.ids.anna);
        page->setCurrentPanel(1);
        QCOMPARE(stack->currentWidget(), trust);
        page->setCurrentPanel(3);
        bench.open(bench.ids.auditor);
        QCOMPARE(page->currentPanel(), 3);
        QVERIFY(stack->currentWidget() != trust && stack->currentWidget() != permissions);
        QVERIFY(stack->currentWidget()->isVisible() && bench.area.findChild<QStackedWidget *>()->updatesEnabled());
    }

    void tabs()
    {
        Bench bench;
        QSignalSpy changed(&bench.area, &PageArea::currentEntityChanged);
        bench.open(bench.ids.anna);
        bench.open(bench.ids.auditor);
        bench.open(bench.ids.anna);
        QCOMPARE(bench.tabs()->count(), 2);
        QCOMPARE(bench.tabs()->tabText(0), QStringLiteral("anna"));
        QVERIFY(bench.area.currentEntity() == bench.ids.anna);
        QCOMPARE(changed.count(), 3);
        bench.area.nextTab();
        QVERIFY(bench.area.currentEntity() == bench.ids.auditor);
        changed.clear();
        bench.area.closeCurrent();
        QCOMPARE(bench.tabs()->count(), 1);
        QCOMPARE(changed.count(), 1);
        QVERIFY(changed.first().first().value<EntityId>() == bench.ids.anna);
        bench.area.reopenClosed();
        QVERIFY(bench.area.currentEntity() == bench.ids.auditor);
        QTest::mouseClick(bench.tabs(), Qt::MiddleButton, {}, bench.tabs()->tabRect(0).center());
        QCOMPARE(bench.tabs()->count(), 1);
        QCOMPARE(bench.tabs()->tabText(0), QStringLiteral("auditor"));
        bench.open(EntityId{4000000});
        QCOMPARE(bench.tabs()->count(), 1);
    }

    void state()
    {
        Bench bench;
        bench.open(bench.ids.anna);
        bench.open(bench.ids.auditor);
        bench.area.showDocument({bench.ids.auditor, DocumentSlot::Trust, {}}, {}, std::nullopt);
        bench.open(bench.ids.read);
        bench.open(bench.ids.auditor);
        const QByteArray state = bench.area.saveState();
        bench.area.closeAll();
        QCOMPARE(bench.tabs()->count(), 0);
        QVERIFY(bench.area.restoreState(state));
        QCOMPARE(bench.tabs()->count(), 3);
        QVERIFY(bench.area.currentEntity() == bench.ids.auditor);
        QCOMPARE(bench.shown<QTabBar>("subTabs")->currentIndex(), 1);
        QVERIFY(!bench.area.restoreState(QByteArray("nonsense")));
    }

    void renamesAndRemovals()
    {
        Bench bench;
        bench.open(bench.ids.anna);
        bench.document.apply(QStringLiteral("Rename"), *edits::rename(bench.document.world(), bench.ids.anna, "anne").patch);
        QCOMPARE(bench.tabs()->tabText(0), QStringLiteral("anne"));
        bench.document.apply(QStringLiteral("Remove"), *edits::remove(bench.document.world(), bench.ids.anna).patch);
        QCOMPARE(bench.tabs()->count(), 0);
    }

    void sameNameInTwoAccounts()
    {
        Bench bench;
        bench.open(bench.ids.anna);
        const std::string home = bench.document.world().find(bench.ids.anna)->account;
        const AccountInfo *account = bench.document.world().account(home);
        const QString homeName = QString::fromStdString(account->name.empty() ? home : account->name);
        WorldBuilder builder(bench.document.world());
        builder.account("999988887777").name = "Elsewhere";
        User twin;
        twin.name = "anna";
        twin.arn = "arn:aws:iam::999988887777:user/anna";
        const EntityId other = builder.add({{}, "999988887777", twin});
        const QByteArray open = bench.area.saveState();
        bench.document.setWorld(builder.build(), {}, QStringLiteral("Test"));
        QVERIFY(bench.area.restoreState(open));
        QCOMPARE(bench.tabs()->tabText(0), QStringLiteral("anna"));
        bench.open(other);
        QCOMPARE(bench.tabs()->tabText(0), QStringLiteral("anna · ") + homeName);
        QCOMPARE(bench.tabs()->tabText(1), QStringLiteral("anna · Elsewhere"));
        bench.area.closeCurrent();
        QCOMPARE(bench.tabs()->tabText(0), QStringLiteral("anna"));
    }

    void edgeTellsItsWholeText()
    {
        EdgeModel model(QStringLiteral("Who"));
        EdgeRow row;
        row.name = QStringLiteral("Provider");
        row.detail = QStringLiteral("whole account: its policies decide");
        row.standing = QStringLiteral("trusted, with conditions");
        row.needs = QStringLiteral("External ID");
        model.show({row});
        const QModelIndex index = model.index(0, EdgeModel::NameColumn);
        QCOMPARE(index.data(EdgeModel::NameRole).toString(), row.name);
        QCOMPARE(index.data(EdgeModel::MoreRole).toString(), QStringLiteral("whole account: its policies decide  ·  External ID"));
        QCOMPARE(index.data(Qt::ToolTipRole).toString(),
                 QStringLiteral("Provider\nwhole account: its policies decide\ntrusted, with conditions\nExternal ID"));
    }

    void tabOnlyLookedAtGivesWay()
    {
        Bench bench;
        auto *tabs = static_cast<PageTabs *>(bench.tabs());
        bench.area.previewEntity(bench.ids.anna);
        QCOMPARE(tabs->preview(), 0);
        QVERIFY(tabs->tabToolTip(0).contains(QStringLiteral("Only looked at")));
        bench.area.previewEntity(bench.ids.auditor);
        QCOMPARE(tabs->count(), 1);
        QCOMPARE(tabs->tabText(0), QStringLiteral("auditor"));
        QTest::mouseDClick(tabs, Qt::LeftButton, {}, tabs->tabRect(0).center());
        QCOMPARE(tabs->preview(), -1);
        QVERIFY(!tabs->tabToolTip(0).contains(QStringLiteral("Only looked at")));
        bench.area.previewEntity(bench.ids.anna);
        QCOMPARE(tabs->count(), 2);
        // Whoever edits something wants to keep it.
        bench.document.apply(QStringLiteral("Rename"), *edits::rename(bench.document.world(), bench.ids.anna, "anne").patch);
        QCOMPARE(tabs->preview(), -1);
    }

    void narrowButtonsShowIcons()
    {
        ButtonRow row;
        auto *attach = pagewidgets::button(QStringLiteral("attach"), QStringLiteral("Attach"), QStringLiteral("Attach a policy"), &row);
        auto *remove = pagewidgets::button(QStringLiteral("remove"), {}, QStringLiteral("Remove"), &row);
        row.setButtons({attach}, {remove});
        row.resize(400, 30);
        row.show();
        QVERIFY(row.showsTexts());
        QCOMPARE(attach->toolButtonStyle(), Qt::ToolButtonTextBesideIcon);
        row.resize(row.layout()->minimumSize().width() - 1, 30);
        QVERIFY(!row.showsTexts());
        QCOMPARE(attach->toolButtonStyle(), Qt::ToolButtonIconOnly);
        row.resize(400, 30);
        QVERIFY(row.showsTexts());
    }

    void attachAndDetach()
    {
        Bench bench;
        bench.open(bench.ids.anna);
        bench.click("attachPolicy");
        bench.pick(QStringLiteral("read-rep"));
        QCOMPARE(bench.anna().attachedPolicies.size(), std::size_t{1});
        QCOMPARE(bench.anna().attachedPolicies.front().arn, pageworld::iamArn("policy", "read-reports"));
        // The attached one is selected and its text shown.
        QVERIFY(bench.code());
        bench.click("attachPolicy");
        bench.pick(QStringLiteral("AmazonS3ReadOnlyAccess"));
        QCOMPARE(bench.anna().attachedPolicies.back().arn, std::string("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"));
        QVERIFY(bench.code()->isReadOnly());
        bench.click("removePermission");
        QCOMPARE(bench.anna().attachedPolicies.size(), std::size_t{1});
        bench.document.undoStack()->undo();
        QCOMPARE(bench.anna().attachedPolicies.size(), std::size_t{2});
        bench.document.undoStack()->undo();
        bench.document.undoStack()->undo();
        QCOMPARE(bench.anna().attachedPolicies.size(), std::size_t{0});
    }

    void groupsBoundaryInline()
    {
        Bench bench;
        bench.open(bench.ids.anna);
        bench.click("addToGroup");
        bench.pick(QStringLiteral("adm"));
        QCOMPARE(bench.anna().groups, (std::vector<std::string>{"admins"}));
        bench.click("setBoundary");
        bench.pick(QStringLiteral("read-reports"));
        QCOMPARE(*bench.anna().boundary, pageworld::iamArn("policy", "read-reports"));
        bench.click("addInline");
        QLineEdit *name = bench.area.findChild<QLineEdit *>(QStringLiteral("promptText"));
        QTest::keyClicks(name, QStringLiteral("extra"));
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE(bench.anna().inlinePolicies.size(), std::size_t{2});
        QCOMPARE(bench.anna().inlinePolicies.back().name, std::string("extra"));
        QTreeView *list = bench.shown<QTreeView>("permissionsList");
        bench.area.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&bench.area));
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Delete);
        QCOMPARE(bench.anna().inlinePolicies.size(), std::size_t{1});
    }

    void editingInPlace()
    {
        Bench bench;
        bench.open(bench.ids.anna);
        CodeEditor *code = bench.code();
        QVERIFY(code);
        code->setCaret(code->bytes().indexOf("reports"));
        QTest::keyClicks(code, QStringLiteral("my-"));
        QVERIFY(QTest::qWaitFor([&] { return bench.document.undoStack()->count() == 1; }, 3000));
        QVERIFY(bench.anna().inlinePolicies.front().document->text().find("my-reports") != std::string::npos);
        // The list wasn't rebuilt under the caret.
        QCOMPARE(bench.code(), code);
    }

    void closingATabKeepsTheLastWords()
    {
        Bench bench;
        bench.open(bench.ids.anna);
        bench.code()->setCaret(0);
        QTest::keyClicks(bench.code(), QStringLiteral(" "));
        bench.area.closeCurrent();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCOMPARE(bench.anna().inlinePolicies.front().document->text().front(), ' ');
    }

    void jumpToADocument()
    {
        Bench bench;
        const std::string text = pageworld::trustText;
        const Span span{text.find("    {") + 4, text.find("    }") + 5};
        bench.area.showDocument({bench.ids.auditor, DocumentSlot::Trust, {}}, span, Verdict::Allowed);
        QVERIFY(bench.area.currentEntity() == bench.ids.auditor);
        QVERIFY(bench.code());
        QCOMPARE(bench.code()->bytes().toStdString(), text);
        QVERIFY(bench.code()->decided());
        bench.area.showDocument({bench.ids.anna, DocumentSlot::Inline, "own"}, {0, 1}, std::nullopt);
        QVERIFY(bench.area.currentEntity() == bench.ids.anna);
        QCOMPARE(bench.code()->selection(), (Span{0, 1}));
        bench.area.showDocument({{}, DocumentSlot::Library, "arn:aws:iam::aws:policy/ReadOnlyAccess"}, {0, 1}, std::nullopt);
        QCOMPARE(bench.tabs()->tabText(bench.tabs()->currentIndex()), QStringLiteral("ReadOnlyAccess"));
        QVERIFY(bench.code()->isReadOnly());
    }

    void whoCanBecome()
    {
        Bench bench;
        bench.area.showDocument({bench.ids.auditor, DocumentSlot::Trust, {}}, {}, std::nullopt);
        QVERIFY(bench.settle());
        QTreeView *edges = bench.shown<QTreeView>("edgeView");
        QVERIFY(edges);
        // Named as user of the same account: the trust policy alone suffices.
        QCOMPARE(edges->model()->rowCount(), 1);
        QVERIFY(edges->model()->index(0, EdgeModel::NameColumn).data().toString().startsWith(QStringLiteral("anna")));
        QCOMPARE(edges->model()->index(0, EdgeModel::StandingColumn).data().toString(), QStringLiteral("can assume"));
        // It follows typing: without the statement's principal nobody can.
        CodeEditor *code = bench.code();
        const qsizetype at = code->bytes().indexOf("user/anna");
        code->replaceBytes({static_cast<std::size_t>(at), static_cast<std::size_t>(at) + 9}, "user/nobody");
        QVERIFY(QTest::qWaitFor([&] {
            const QAbstractItemModel *model = edges->model();
            for (int row = 0; row < model->rowCount(); ++row) {
                if (model->index(row, EdgeModel::StandingColumn).data().toString() == QStringLiteral("can assume"))
                    return false;
            }
            return bench.area.isIdle();
        }, 10000));
    }

    void versions()
    {
        Bench bench;
        bench.open(bench.ids.read);
        QComboBox *versions = bench.shown<QComboBox>("versions");
        QVERIFY(versions);
        QCOMPARE(versions->count(), 2);
        QVERIFY(!bench.code()->isReadOnly());
        versions->setCurrentIndex(1);
        QVERIFY(bench.code()->isReadOnly());
        QCOMPARE(bench.code()->bytes(), QByteArray("{}"));
    }

    void resourcePolicy()
    {
        Bench bench;
        bench.open(bench.ids.bucket);
        QWidget *write = bench.shown<QWidget>("writeResourcePolicy");
        QVERIFY(write);
        QTest::mouseClick(write, Qt::LeftButton);
        QVERIFY(bench.document.world().find(bench.ids.bucket)->as<Resource>()->policy);
        QVERIFY(bench.code());
        bench.click("removeResourcePolicy");
        QVERIFY(!bench.document.world().find(bench.ids.bucket)->as<Resource>()->policy);
    }

    void details()
    {
        Bench bench;
        bench.open(bench.ids.bucket);
        QTabBar *sub = bench.shown<QTabBar>("subTabs");
        sub->setCurrentIndex(sub->count() - 1);
        QCheckBox *block = bench.shown<QCheckBox>("blockPublicAccess");
        QTest::mouseClick(block, Qt::LeftButton, {}, QPoint(8, block->height() / 2));
        QVERIFY(bench.document.world().find(bench.ids.bucket)->as<Resource>()->blockPublicAccess);
        bench.document.undoStack()->undo();
        QVERIFY(!block->isChecked());

        QTableView *tags = bench.shown<QTableView>("tags");
        QVERIFY(tags->model()->setData(tags->model()->index(0, 0), QStringLiteral("team")));
        QVERIFY(tags->model()->setData(tags->model()->index(0, 1), QStringLiteral("finance")));
        QCOMPARE(bench.document.world().find(bench.ids.bucket)->as<Resource>()->tags, (std::vector<Tag>{{"team", "finance"}}));

        bench.open(bench.ids.auditor);
        sub = bench.shown<QTabBar>("subTabs");
        sub->setCurrentIndex(sub->count() - 1);
        QSpinBox *session = bench.shown<QSpinBox>("maximumSession");
        QCOMPARE(session->value(), 60);
        session->setValue(120);
        QCOMPARE(*bench.document.world().find(bench.ids.auditor)->as<Role>()->maximumSessionSeconds, std::int64_t{7200});
    }

    void members()
    {
        Bench bench;
        bench.open(bench.ids.admins);
        bench.shown<QTabBar>("subTabs")->setCurrentIndex(1);
        bench.click("addUser");
        bench.pick(QStringLiteral("anna"));
        QCOMPARE(bench.anna().groups, (std::vector<std::string>{"admins"}));
        QVERIFY(bench.settle());
        bench.click("removeUser");
        QVERIFY(bench.anna().groups.empty());
    }

    /// Each account's export holds a copy of AWS's policy; whoever has it has the same one.
    void awsPolicyIsAttachedAcrossAccounts()
    {
        const char *const arn = "arn:aws:iam::aws:policy/AdministratorAccess";
        WorldBuilder builder;
        EntityId policy;
        for (const char *account : {"111122223333", "444455556666"}) {
            builder.account(account).name = std::string("Account ") + account[0];
            ManagedPolicy managed;
            managed.name = "AdministratorAccess";
            managed.arn = arn;
            managed.defaultVersionId = "v1";
            managed.versions.push_back({"v1", true, {}, PolicyDocument::parse(pageworld::readText), {}});
            const EntityId id = pageworld::add(builder, account, managed);
            policy = policy ? policy : id;
            User user;
            user.name = std::string("admin-of-") + account[0];
            user.arn = std::string("arn:aws:iam::") + account + ":user/" + user.name;
            user.attachedPolicies.push_back({managed.name, arn, {}});
            pageworld::add(builder, account, user);
        }
        Role bounded;
        bounded.name = "bounded";
        bounded.arn = "arn:aws:iam::444455556666:role/bounded";
        bounded.boundary = arn;
        const EntityId role = pageworld::add(builder, "444455556666", bounded);
        WorkspaceDocument document;
        document.setWorld(builder.build(), {}, QStringLiteral("Two"));
        UsersPanel panel(&document, policy, nullptr);
        const auto settle = [&panel] { return QTest::qWaitFor([&panel] { return panel.isIdle(); }); };
        QVERIFY(settle());
        QStringList rows;
        const auto *list = panel.findChild<QListView *>(QStringLiteral("usersList"));
        for (int row = 0; row < list->model()->rowCount(); ++row)
            rows += list->model()->index(row, 0).data().toString();
        QCOMPARE(rows, (QStringList{QStringLiteral("admin-of-1  ·  Account 1"), QStringLiteral("admin-of-4  ·  Account 4"),
                                    QStringLiteral("bounded  ·  Account 4, as boundary")}));
        // Removing takes the boundary away, not an attachment.
        const_cast<QListView *>(list)->setCurrentIndex(list->model()->index(2, 0));
        panel.findChild<QToolButton *>(QStringLiteral("removeUser"))->click();
        QVERIFY(!document.world().find(role)->as<Role>()->boundary);
        DocumentChange change;
        change.entities = {policy};
        panel.refresh(change, true);
        QVERIFY(settle());
        QCOMPARE(list->model()->rowCount(), 3); // what a policy says changes nothing of who has it
        change.entities = {role};
        panel.refresh(change, false);
        QVERIFY(settle());
        QCOMPARE(list->model()->rowCount(), 2);
    }

    void controlPolicyIsAttachedAndDetached()
    {
        Bench bench;
        bench.document.apply(QStringLiteral("organization"), *edits::createOrganization(bench.document.world()).patch);
        const edits::Result made = edits::createOrganizationPolicy(bench.document.world(), OrganizationPolicy::Type::ServiceControl, "lock");
        bench.document.apply(QStringLiteral("create"), *made.patch);
        bench.open(made.created);
        auto *tabs = bench.shown<QTabBar>("subTabs");
        QCOMPARE(tabs->tabText(1), QStringLiteral("Attached to"));
        tabs->setCurrentIndex(1);
        bench.click("addTarget");
        bench.pick(QStringLiteral("Root"));
        const std::string id = bench.document.world().find(made.created)->arn();
        QCOMPARE(edits::nodesWith(bench.document.world(), id).size(), std::size_t{1});
        QTRY_COMPARE(tabs->tabText(1), QStringLiteral("Attached to  1"));
        bench.click("removeTarget");
        QVERIFY(edits::nodesWith(bench.document.world(), id).empty());
        QTRY_COMPARE(tabs->tabText(1), QStringLiteral("Attached to"));
        bench.document.undoStack()->undo();
        QTRY_COMPARE(tabs->tabText(1), QStringLiteral("Attached to  1"));
    }

    void models()
    {
        pageworld::Ids ids;
        const World world = pageworld::make(&ids);
        PermissionsModel permissions;
        QAbstractItemModelTester permissionsTester(&permissions, QAbstractItemModelTester::FailureReportingMode::QtTest);
        permissions.show(*world.find(ids.anna), world);
        permissions.show(*world.find(ids.auditor), world);
        permissions.show(*world.find(ids.anna), world);
        QCOMPARE(permissions.rowCount(), 1);

        EdgeModel edges(QStringLiteral("Name"));
        QAbstractItemModelTester edgesTester(&edges, QAbstractItemModelTester::FailureReportingMode::QtTest);
        EdgeRow row;
        row.name = QStringLiteral("a");
        edges.show({row, row});
        row.standing = QStringLiteral("changed");
        edges.show({row, row});
        edges.show({});

        EntityListModel list;
        QAbstractItemModelTester listTester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
        list.show({{ids.anna, EntityKind::User, QStringLiteral("anna"), {}}});
        list.show({});

        RowsModel rows({QStringLiteral("Key"), QStringLiteral("Value")}, QStringLiteral("Add"));
        QAbstractItemModelTester rowsTester(&rows, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy edited(&rows, &RowsModel::edited);
        rows.show({{QStringLiteral("k"), QStringLiteral("v")}});
        QCOMPARE(rows.rowCount(), 2);
        QVERIFY(!rows.setData(rows.index(0, 0), QStringLiteral("k")));
        QVERIFY(rows.setData(rows.index(0, 0), QString()));
        QCOMPARE(edited.count(), 1);
        QVERIFY(edited.front().front().value<std::vector<QStringList>>().empty());
    }
};

QTEST_MAIN(PagesTest)
#include "tst_pages.moc"
