// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivered.h"
#include "document/importjob.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace rolewright;

class TestImportJob : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void imports();
    void severalFiles();
    void missingFile();
    void brokenFile();
    void cancelled();
    void latestWins();
    void destroyedWhileRunning();

private:
    QString write(const QString &name, const QByteArray &text)
    {
        const QString path = m_directory.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("can't write");
        return path;
    }
    QString writeUser(const QString &file, const QByteArray &account, const QByteArray &name)
    {
        return write(file,
            R"({"UserDetailList":[{"UserName":")" + name + R"(","Path":"/","UserId":"AIDA)" + name.toUpper()
                + R"(","Arn":"arn:aws:iam::)" + account + ":user/" + name
                + R"(","GroupList":[],"AttachedManagedPolicies":[]}],"GroupDetailList":[],"RoleDetailList":[],"Policies":[]})");
    }

    QTemporaryDir m_directory;
    std::unique_ptr<ImportJob> m_job;
    std::vector<ImportResult> m_results;
};

void TestImportJob::init()
{
    m_results.clear();
    m_job = std::make_unique<ImportJob>();
    connect(m_job.get(), &ImportJob::finished, this, [this](const ImportResult &result) { m_results.push_back(result); });
}

void TestImportJob::imports()
{
    m_job->start({writeUser(QStringLiteral("a.json"), "111122223333", "alice")});
    QVERIFY(m_job->isRunning());
    QTRY_COMPARE(m_results.size(), std::size_t{1});
    QVERIFY(!m_job->isRunning());
    QVERIFY(m_results[0].world);
    QVERIFY(m_results[0].world->findByArn("arn:aws:iam::111122223333:user/alice"));
    QCOMPARE(m_results[0].report.users, std::size_t{1});
}

void TestImportJob::severalFiles()
{
    m_job->start({writeUser(QStringLiteral("a.json"), "111122223333", "alice"),
        writeUser(QStringLiteral("b.json"), "444455556666", "bob")});
    QTRY_COMPARE(m_results.size(), std::size_t{1});
    QCOMPARE(m_results[0].world->header().accounts.size(), std::size_t{2});
}

void TestImportJob::missingFile()
{
    m_job->start({writeUser(QStringLiteral("a.json"), "111122223333", "alice"), m_directory.filePath(QStringLiteral("none.json"))});
    QTRY_COMPARE(m_results.size(), std::size_t{1});
    QVERIFY(!m_results[0].world);
    QCOMPARE(m_results[0].report.remarks.size(), std::size_t{1});
    QCOMPARE(m_results[0].report.remarks[0].code, std::string("unreadableFile"));
    QVERIFY(m_results[0].report.remarks[0].file.ends_with("none.json"));
    QVERIFY(m_results[0].report.hasErrors());
}

void TestImportJob::brokenFile()
{
    m_job->start({write(QStringLiteral("broken.json"), "{\n  \"UserDetailList\": [")});
    QTRY_COMPARE(m_results.size(), std::size_t{1});
    QVERIFY(!m_results[0].world);
    QVERIFY(m_results[0].report.hasErrors());
    QCOMPARE(m_results[0].report.remarks[0].position.line, std::size_t{2});
}

void TestImportJob::cancelled()
{
    m_job->start({writeUser(QStringLiteral("a.json"), "111122223333", "alice")});
    m_job->cancel();
    QCOMPARE(m_results.size(), std::size_t{1});
    QVERIFY(m_results[0].cancelled);
    QVERIFY(!m_results[0].world);
    QVERIFY(!m_job->isRunning());
    m_job->cancel();
    workers().waitForDone();
    QVERIFY(deliverFound(this));
    QCOMPARE(m_results.size(), std::size_t{1});
}

void TestImportJob::latestWins()
{
    const QString first = writeUser(QStringLiteral("a.json"), "111122223333", "alice");
    const QString second = writeUser(QStringLiteral("b.json"), "444455556666", "bob");
    m_job->start({first});
    m_job->start({second});
    QTRY_COMPARE(m_results.size(), std::size_t{1});
    workers().waitForDone();
    QVERIFY(deliverFound(this));
    QCOMPARE(m_results.size(), std::size_t{1});
    QVERIFY(m_results[0].world->findByArn("arn:aws:iam::444455556666:user/bob"));
}

void TestImportJob::destroyedWhileRunning()
{
    m_job->start({writeUser(QStringLiteral("a.json"), "111122223333", "alice")});
    m_job.reset();
    workers().waitForDone();
    QVERIFY(deliverFound(this));
    QVERIFY(m_results.empty());
}

QTEST_GUILESS_MAIN(TestImportJob)
#include "tst_importjob.moc"
