// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/claimsmodel.h"
#include "simulator/contexttable.h"
#include "simulator/contextmodel.h"
#include "simulator/simulatorpanel.h"
#include "simulator/tokendialog.h"
#include "theme/theme.h"
#include "world/import.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace rolewright;

namespace {

constexpr const char *githubToken = "{\"iss\":\"https://token.actions.githubusercontent.com\",\"aud\":\"sts.amazonaws.com\",\"sub\":\"%1\",\"actor\":\"ines\"}";
constexpr const char *strangersToken = "{\"iss\":\"https://id.example\",\"sub\":\"x\"}";

/// The sample's workspace with its simulator, whose button opened the dialog.
struct Fixture {
    WorkspaceDocument document;
    SimulatorPanel panel{&document};
    TokenDialog *dialog = nullptr;

    Fixture()
    {
        QFile file(QStringLiteral(SAMPLES "/github-deploys.rolewright"));
        if (file.open(QIODevice::ReadOnly))
            document.setWorld(*importFiles({InputFile{"github-deploys.rolewright", file.readAll().toStdString()}}).world, {}, QStringLiteral("Test"));
        panel.resize(420, 800);
        panel.show();
        QTest::mouseClick(panel.findChild<QToolButton *>(QStringLiteral("pasteToken")), Qt::LeftButton);
        dialog = panel.findChild<TokenDialog *>();
    }
    template <typename T>
    T *child(const char *name) { return dialog->findChild<T *>(QString::fromLatin1(name)); }
    QString verdict(const char *subject)
    {
        auto *text = child<QPlainTextEdit>("tokenText");
        text->selectAll();
        QTest::keyClicks(text, QString::fromLatin1(githubToken)
                                   .arg(QLatin1String(subject)));
        if (!QTest::qWaitFor([this] { return dialog->isIdle(); }, 5000))
            return QStringLiteral("not idle");
        return child<QLabel>("tokenVerdict")->text();
    }
};

} // namespace

class TestTokenDialog : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { theme::apply(*qApp, theme::Scheme::Light); }

    void mainBranchMayDeploy()
    {
        Fixture f;
        QVERIFY(f.dialog);
        const QString said = f.verdict("repo:example-org/web-shop:ref:refs/heads/main");
        QVERIFY2(said.startsWith(QStringLiteral("Allowed")), qPrintable(said));
        QVERIFY(said.contains(QStringLiteral("github-deploy")));
        QCOMPARE(f.child<QComboBox>("tokenRole")->count(), 2);
    }

    void pullRequestFailsAtItsSubject()
    {
        Fixture f;
        const QString said = f.verdict("repo:example-org/web-shop:pull_request");
        QVERIFY2(said.startsWith(QStringLiteral("Denied")), qPrintable(said));
        QVERIFY2(said.contains(QStringLiteral("pull request")), qPrintable(said));
        QSignalSpy shown(f.dialog, &TokenDialog::documentRequested);
        for (QPushButton *button : f.dialog->findChildren<QPushButton *>()) {
            if (button->text() == QStringLiteral("Show the condition"))
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QCOMPARE(shown.count(), 1);
        // The other role lets the whole organization in.
        QComboBox *role = f.child<QComboBox>("tokenRole");
        QTest::keyClick(role, Qt::Key_Down);
        QCOMPARE(role->currentText(), QStringLiteral("github-preview"));
        QVERIFY(QTest::qWaitFor([&] { return f.dialog->isIdle(); }, 5000));
        QVERIFY(f.child<QLabel>("tokenVerdict")->text().startsWith(QStringLiteral("Allowed")));
    }

    void claimsBecomeTheContext()
    {
        Fixture f;
        f.verdict("repo:example-org/web-shop:ref:refs/heads/main");
        QTest::mouseClick(f.child<QPushButton>("tokenAsk"), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return f.panel.isIdle() && f.panel.asked(); }, 5000));
        QVERIFY(f.panel.asked()->simulation.direct.verdict == Verdict::Allowed);
        const ContextModel *context = f.panel.findChild<ContextTable *>()->model();
        const int row = context->rowOf(QStringLiteral("token.actions.githubusercontent.com:sub"));
        QVERIFY(row >= 0);
        QCOMPARE(context->row(row).values, QStringList{QStringLiteral("repo:example-org/web-shop:ref:refs/heads/main")});
        QVERIFY(context->rowOf(QStringLiteral("token.actions.githubusercontent.com:actor")) < 0);

        // Nothing of it is kept with the question, and the recipe for a workflow is at hand.
        const QByteArray state = f.panel.saveState();
        for (const QString &secret : {QStringLiteral("web-shop:ref"), QStringLiteral("token.actions.githubusercontent.com:sub")}) {
            const QByteArray written(reinterpret_cast<const char *>(secret.data()), secret.size() * 2);
            QByteArray bigEndian;
            for (qsizetype i = 0; i < written.size(); i += 2)
                bigEndian += {written[i + 1], written[i]};
            QVERIFY(!state.contains(bigEndian));
        }
    }

    void unknownIssuerAndNonsenseAreTold()
    {
        Fixture f;
        auto *text = f.child<QPlainTextEdit>("tokenText");
        text->setPlainText(QString::fromLatin1(strangersToken));
        QVERIFY(f.child<QLabel>("tokenVerdict")->text().contains(QStringLiteral("id.example")));
        QVERIFY(!f.child<QPushButton>("tokenAsk")->isEnabled());
        text->setPlainText(QStringLiteral("nonsense"));
        QVERIFY(f.child<QLabel>("tokenVerdict")->text().contains(QStringLiteral("neither")));
        text->clear();
        QVERIFY(f.child<QLabel>("tokenVerdict")->text().isEmpty());
    }

    void model()
    {
        ClaimsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.show({{QStringLiteral("actor"), {QStringLiteral("ines")}, {}}, {QStringLiteral("sub"), {QStringLiteral("x")}, QStringLiteral("id:sub")}});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, ClaimsModel::ClaimColumn).data().toString(), QStringLiteral("sub"));
        QCOMPARE(model.index(1, ClaimsModel::KeyColumn).data().toString(), QStringLiteral("no key"));
        model.show({});
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_MAIN(TestTokenDialog)
#include "tst_tokendialog.moc"
