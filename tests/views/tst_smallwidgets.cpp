// SPDX-License-Identifier: GPL-3.0-or-later
// What the panels are made of: labels that remember their heights, and the veil over an answer that isn't up to date.
#include "simulator/veil.h"
#include "simulator/wrappedlabel.h"
#include "theme/theme.h"

#include <QSignalSpy>
#include <QToolButton>
#include <QtTest>

using namespace rolewright;

namespace {

QLabel *plain(const WrappedLabel &label, QWidget *parent)
{
    auto *same = new QLabel(label.text(), parent);
    same->setWordWrap(true);
    same->setFont(label.font());
    return same;
}

} // namespace

class tst_SmallWidgets : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { theme::apply(*qApp, theme::Scheme::Light); }

    /// As high as a label that remembers nothing, whatever has changed since.
    void rememberedHeightsAreTheLabels()
    {
        QWidget window;
        WrappedLabel label(QStringLiteral("Whoever may pass a role to a service and start it there, can have the role's permissions used."), &window);
        window.show();
        const auto agrees = [&] {
            const std::unique_ptr<QLabel> same(plain(label, &window));
            for (const int width : {80, 200, 80, 500}) {
                if (label.heightForWidth(width) != same->heightForWidth(width))
                    return false;
            }
            return true;
        };
        const int before = label.heightForWidth(80);
        QVERIFY(agrees());
        label.setText(QStringLiteral("Short"));
        QVERIFY(label.heightForWidth(80) < before);
        QVERIFY(agrees());
        const int small = label.heightForWidth(80);
        QFont large = label.font();
        large.setPointSizeF(large.pointSizeF() * 3);
        label.setFont(large);
        QVERIFY(label.heightForWidth(80) > small);
        QVERIFY(agrees());
    }

    /// It dims all of its parent, also when that gets larger, and what is below can still be clicked.
    void veilCoversAndLetsThrough()
    {
        QWidget window;
        window.setFixedSize(200, 100);
        auto *button = new QToolButton(&window);
        button->setGeometry(0, 0, 200, 100);
        auto *veil = new Veil(&window);
        window.show();
        QVERIFY(veil->isHidden());
        const QColor clear = window.grab().toImage().pixelColor(100, 50);
        button->setStyleSheet(QStringLiteral("background: black"));
        const int dark = window.grab().toImage().pixelColor(100, 50).lightness();
        veil->show();
        QCOMPARE(veil->geometry(), window.rect());
        const int dimmed = window.grab().toImage().pixelColor(100, 50).lightness();
        QVERIFY2(dimmed > dark && dimmed < clear.lightness(), qPrintable(QString::number(dimmed)));
        window.setFixedSize(300, 150);
        QTRY_COMPARE(veil->geometry(), window.rect());
        QSignalSpy clicked(button, &QToolButton::clicked);
        QTest::mouseClick(window.windowHandle(), Qt::LeftButton, {}, QPoint(100, 50));
        QCOMPARE(clicked.size(), 1);
        // Whatever size it got meanwhile.
        veil->hide();
        window.setFixedSize(120, 60);
        veil->show();
        QTRY_COMPARE(veil->geometry(), window.rect());
    }
};

QTEST_MAIN(tst_SmallWidgets)
#include "tst_smallwidgets.moc"
