// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/turns.h"

#include <QEventLoop>
#include <QStringList>
#include <QTest>

#include <memory>

using namespace rolewright;

class TestTurns : public QObject
{
    Q_OBJECT
private slots:
    void whatACallLeavesComesBeforeTheNext();
    void whatWasThereComesFirst();
    void callsMadeMeanwhileComeLast();
    void contextDies();
    void aCallMayWait();

private:
    void note(const QString &text) { m_seen += text; }
    /// As what a change of a widget has laid out and painted later.
    void post(const QString &text)
    {
        QMetaObject::invokeMethod(this, [this, text] { note(text); }, Qt::QueuedConnection);
    }

    QStringList m_seen;
};

void TestTurns::whatACallLeavesComesBeforeTheNext()
{
    m_seen.clear();
    for (const char *name : {"1", "2", "3"}) {
        inTurn(this, [this, text = QString::fromLatin1(name)] {
            note(text);
            post(QStringLiteral("left by ") + text);
        });
    }
    QVERIFY(m_seen.isEmpty());
    QTRY_COMPARE(m_seen.join(u' '), QStringLiteral("1 left by 1 2 left by 2 3 left by 3"));
}

void TestTurns::whatWasThereComesFirst()
{
    m_seen.clear();
    inTurn(this, [this] { note(QStringLiteral("call")); });
    post(QStringLiteral("posted"));
    QTRY_COMPARE(m_seen.join(u' '), QStringLiteral("posted call"));
}

void TestTurns::callsMadeMeanwhileComeLast()
{
    m_seen.clear();
    inTurn(this, [this] {
        note(QStringLiteral("1"));
        inTurn(this, [this] { note(QStringLiteral("3")); });
    });
    inTurn(this, [this] { note(QStringLiteral("2")); });
    QTRY_COMPARE(m_seen.join(u' '), QStringLiteral("1 2 3"));
}

void TestTurns::contextDies()
{
    m_seen.clear();
    auto context = std::make_unique<QObject>();
    inTurn(context.get(), [this] { note(QStringLiteral("dead")); });
    inTurn(this, [this] { note(QStringLiteral("alive")); });
    context.reset();
    QTRY_COMPARE(m_seen.join(u' '), QStringLiteral("alive"));
}

void TestTurns::aCallMayWait()
{
    m_seen.clear();
    QEventLoop loop;
    inTurn(this, [this, &loop] {
        loop.exec();
        note(QStringLiteral("waited"));
    });
    inTurn(this, [this, &loop] {
        note(QStringLiteral("next"));
        loop.quit();
    });
    QTRY_COMPARE(m_seen.join(u' '), QStringLiteral("next waited"));
}

QTEST_GUILESS_MAIN(TestTurns)
#include "tst_turns.moc"
