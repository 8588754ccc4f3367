// SPDX-License-Identifier: GPL-3.0-or-later
#include "paneltabs.h"
#include "theme/theme.h"

#include <QApplication>
#include <QPaintEvent>
#include <QTabBar>
#include <QTest>

using namespace rolewright;

namespace {

class Page : public QWidget
{
public:
    using QWidget::QWidget;
    int painted = 0;

protected:
    void paintEvent(QPaintEvent *) override { ++painted; }
};

} // namespace

class TestPanelTabs : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { theme::apply(*qApp, theme::Scheme::Light); }

    /// Another text is painted in the bar, and the page below it stays as it is.
    void textsPaintTheBarAlone()
    {
        PanelTabs tabs;
        tabs.setDocumentMode(true);
        auto *first = new Page(&tabs);
        auto *second = new Page(&tabs);
        tabs.addTab(first, QStringLiteral("One"));
        tabs.addTab(second, QStringLiteral("Two"));
        tabs.resize(600, 200);
        tabs.show();
        QVERIFY(QTest::qWaitForWindowExposed(&tabs));
        QVERIFY(QTest::qWaitFor([&] { return first->painted > 0; }));
        QTest::qWait(50);
        const QRect page = first->geometry();
        const int width = tabs.tabBar()->tabRect(1).width();
        first->painted = 0;
        tabs.setText(second, QStringLiteral("Two and twenty"));
        QTest::qWait(50);
        QCOMPARE(tabs.tabText(1), QStringLiteral("Two and twenty"));
        QVERIFY(tabs.tabBar()->tabRect(1).width() > width);
        QCOMPARE(first->painted, 0);
        QCOMPARE(first->geometry(), page);

        // What does change the place of the pages is followed.
        QFont large = tabs.font();
        large.setPointSize(large.pointSize() * 3);
        tabs.tabBar()->setFont(large);
        QTRY_COMPARE(tabs.tabBar()->height(), tabs.tabBar()->sizeHint().height());
        tabs.resize(400, 300);
        QTRY_COMPARE(first->width(), page.width() - 200);
    }
};

QTEST_MAIN(TestPanelTabs)
#include "tst_paneltabs.moc"
