// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/managedpolicies.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <thread>

using namespace rolewright;

class TestManagedPolicies : public QObject
{
    Q_OBJECT
private slots:
    void counts();
    void find_data();
    void find();
    void documentText();
    void everyDocument();
    void documentIsShared();
    void manyThreads();

private:
    const ManagedPolicyLibrary &m_library = ManagedPolicyLibrary::builtIn();
};

void TestManagedPolicies::counts()
{
    const std::vector<LibraryPolicy> &policies = m_library.policies();
    QCOMPARE(policies.size(), std::size_t{1644});
    QCOMPARE(std::count_if(policies.begin(), policies.end(), [](const LibraryPolicy &policy) { return policy.deprecated; }), 74);
    QVERIFY(std::is_sorted(policies.begin(), policies.end(),
        [](const LibraryPolicy &left, const LibraryPolicy &right) { return left.name < right.name; }));
}

void TestManagedPolicies::find_data()
{
    QTest::addColumn<QString>("arn");
    QTest::addColumn<QString>("name"); // empty: unknown
    const auto row = [](const char *arn, const char *name) {
        QTest::newRow(arn) << QString::fromLatin1(arn) << QString::fromLatin1(name);
    };
    row("arn:aws:iam::aws:policy/AdministratorAccess", "AdministratorAccess");
    row("arn:aws:iam::aws:policy/ReadOnlyAccess", "ReadOnlyAccess");
    row("arn:aws:iam::aws:policy/job-function/ViewOnlyAccess", "ViewOnlyAccess");
    row("arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole", "AWSLambdaBasicExecutionRole");
    row("arn:aws-cn:iam::aws:policy/ReadOnlyAccess", "ReadOnlyAccess");
    row("arn:aws-us-gov:iam::aws:policy/ReadOnlyAccess", "ReadOnlyAccess");
    row("arn:other:iam::aws:policy/ReadOnlyAccess", "");
    row("arn:aws:iam::aws:policy/ViewOnlyAccess", ""); // without its path
    row("arn:aws:iam::111122223333:policy/ReadOnlyAccess", "");
    row("ReadOnlyAccess", "");
    row("", "");
}

void TestManagedPolicies::find()
{
    QFETCH(QString, arn);
    QFETCH(QString, name);
    const LibraryPolicy *policy = m_library.find(arn.toStdString());
    QCOMPARE(policy != nullptr, !name.isEmpty());
    QCOMPARE(m_library.document(arn.toStdString()) != nullptr, !name.isEmpty());
    if (policy)
        QCOMPARE(QString::fromStdString(policy->name), name);
}

void TestManagedPolicies::documentText()
{
    // AWS Managed Policy Reference, AdministratorAccess.
    const DocumentPtr document = m_library.document("arn:aws:iam::aws:policy/AdministratorAccess");
    QVERIFY(document);
    QCOMPARE(QString::fromStdString(document->text()), QStringLiteral(R"({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "*",
      "Resource": "*"
    }
  ]
})"));
    QCOMPARE(m_library.find("arn:aws:iam::aws:policy/IAMUserChangePassword")->versionId, std::string("v5"));
    const DocumentPtr password = m_library.document("arn:aws:iam::aws:policy/IAMUserChangePassword");
    QVERIFY(password->policy());
    QCOMPARE(password->policy()->statements.size(), std::size_t{2});
    QCOMPARE(password->policy()->statements[0].resource->values[0].text, std::string("arn:aws:iam::*:user/${aws:username}"));
}

void TestManagedPolicies::everyDocument()
{
    std::size_t statements = 0;
    for (const LibraryPolicy &policy : m_library.policies()) {
        const DocumentPtr document = m_library.document(policy.arn);
        QVERIFY2(document, policy.arn.c_str());
        QVERIFY2(document->policy(), policy.arn.c_str());
        QVERIFY2(document->usableAs(PolicyKind::Identity), policy.arn.c_str());
        statements += document->policy()->statements.size();
    }
    QCOMPARE(statements, std::size_t{9031});
}

void TestManagedPolicies::documentIsShared()
{
    const DocumentPtr document = m_library.document("arn:aws:iam::aws:policy/ReadOnlyAccess");
    QCOMPARE(m_library.document("arn:aws-cn:iam::aws:policy/ReadOnlyAccess"), document);
}

void TestManagedPolicies::manyThreads()
{
    std::array<std::vector<DocumentPtr>, 4> seen;
    std::vector<std::thread> threads;
    for (std::vector<DocumentPtr> &documents : seen) {
        threads.emplace_back([&] {
            for (std::size_t i = 0; i < m_library.policies().size(); i += 7)
                documents.push_back(m_library.document(m_library.policies()[i].arn));
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    for (const std::vector<DocumentPtr> &documents : seen)
        QCOMPARE(documents, seen.front());
}

QTEST_GUILESS_MAIN(TestManagedPolicies)
#include "tst_managedpolicies.moc"
