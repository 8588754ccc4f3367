// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/problems.h"

#include <QTest>

using namespace rolewright;

/// Trust in OIDC providers: who gets in besides the one that was meant.
class FindProblemsOidc : public QObject
{
    Q_OBJECT

private slots:
    void github_data();
    void github() { check(QStringLiteral("token.actions.githubusercontent.com")); }
    void gitlab_data();
    void gitlab() { check(QStringLiteral("gitlab.com")); }
    void cluster_data();
    void cluster() { check(QStringLiteral("oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE")); }
    void otherIssuer_data();
    void otherIssuer() { check(QStringLiteral("id.example.com")); }
    void otherStatements_data();
    void otherStatements();
    void whereItStands();

private:
    static void columns()
    {
        QTest::addColumn<QString>("conditions"); // "@" stands for the issuer
        QTest::addColumn<QString>("expected");
    }
    static void check(const QString &issuer);
};

namespace {

const QString aud = QString::fromLatin1(R"("StringEquals": {"@:aud": "sts.amazonaws.com"})");

std::vector<Problem> ofTrust(const QString &statement)
{
    WorldBuilder builder;
    builder.account("111122223333");
    Role role;
    role.name = "deploy";
    role.arn = "arn:aws:iam::111122223333:role/deploy";
    role.trust = PolicyDocument::parse((QString::fromLatin1(R"({"Version": "2012-10-17", "Statement": )") + statement + u'}').toStdString());
    Entity entity;
    entity.account = "111122223333";
    entity.data = role;
    const EntityId id = builder.add(std::move(entity));
    const World world = builder.build();
    return findProblems(*world.find(id), world);
}

QString codes(const std::vector<Problem> &problems)
{
    QStringList list;
    for (const Problem &problem : problems)
        list += QString::fromStdString(problem.code);
    return list.join(u' ');
}

QString signIn(const QString &issuer, const QString &conditions)
{
    QString text = QString::fromLatin1(R"({"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
 "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/@"}, "Condition": {)") + conditions + QStringLiteral("}}");
    return text.replace(u'@', issuer);
}

QString like(const QString &sub)
{
    return aud + QString::fromLatin1(R"(, "StringLike": {"@:sub": "%1"})").arg(sub);
}

} // namespace

#ifndef Q_MOC_RUN // moc takes the slash and star of a raw string for a comment

void FindProblemsOidc::check(const QString &issuer)
{
    QFETCH(QString, conditions);
    QFETCH(QString, expected);
    QCOMPARE(codes(ofTrust(signIn(issuer, conditions))), expected);
}

void FindProblemsOidc::github_data()
{
    columns();
    const QString owner = QStringLiteral("oidcSubjectAnyOwner");
    const QString repository = QStringLiteral("oidcSubjectAnyRepository");
    const QString run = QStringLiteral("oidcSubjectAnyRun");
    QTest::newRow("one branch") << like(QStringLiteral("repo:o/r:ref:refs/heads/main")) << QString();
    QTest::newRow("branches that begin alike") << like(QStringLiteral("repo:o/r:ref:refs/heads/release-*")) << QString();
    QTest::newRow("an environment") << like(QStringLiteral("repo:o/r:environment:production")) << QString();
    QTest::newRow("every run") << like(QStringLiteral("repo:o/r:*")) << run;
    QTest::newRow("every repository") << like(QStringLiteral("repo:o/*")) << repository;
    QTest::newRow("every repository's main branch") << like(QStringLiteral("repo:o/*:ref:refs/heads/main")) << repository;
    QTest::newRow("repositories that begin alike") << like(QStringLiteral("repo:o/r*")) << repository;
    QTest::newRow("one letter open") << like(QStringLiteral("repo:o/r?:ref:refs/heads/main")) << repository;
    QTest::newRow("owners that begin alike") << like(QStringLiteral("repo:o*")) << owner;
    QTest::newRow("every owner's repository of that name") << like(QStringLiteral("repo:*/r:ref:refs/heads/main")) << owner;
    QTest::newRow("everybody") << like(QStringLiteral("*")) << owner;
    QTest::newRow("everybody's main branch") << like(QStringLiteral("*:ref:refs/heads/main")) << owner;
    QTest::newRow("without an audience") << QString::fromLatin1(R"("StringEquals": {"@:sub": "repo:o/r:ref:refs/heads/main"})")
                                         << QStringLiteral("oidcAudienceMissing");
    QTest::newRow("without a subject") << aud << QStringLiteral("oidcSubjectMissing");
    QTest::newRow("without either") << QString() << QStringLiteral("oidcSubjectMissing oidcAudienceMissing");
    QTest::newRow("not this subject") << aud + QString::fromLatin1(R"(, "StringNotEquals": {"@:sub": "repo:o/r:pull_request"})")
                                      << QStringLiteral("oidcSubjectMissing");
    QTest::newRow("the key in capitals") << aud + QString::fromLatin1(R"(, "StringLike": {"@:SUB": "repo:o/*"})") << repository;
    // StringEquals has no wildcards: nobody's token says so, and nobody gets in.
    QTest::newRow("a star that is a letter") << QString::fromLatin1(R"("StringEquals": {"@:aud": "sts.amazonaws.com", "@:sub": "repo:o/*"})")
                                             << QString();
    QTest::newRow("one of two is open") << aud + QString::fromLatin1(R"(, "StringLike": {"@:sub": ["repo:o/r:ref:refs/heads/main", "repo:o/*"]})")
                                        << repository;
    QTest::newRow("a second condition binds it") << like(QStringLiteral("repo:o/*")) + QString::fromLatin1(R"(, "StringEqualsIgnoreCase": {"@:sub": "repo:o/r:pull_request"})")
                                                 << QString();
    QTest::newRow("another claim binds it") << QString::fromLatin1(R"("StringEquals": {"@:aud": "a", "@:repository_id": "1"}, "StringLike": {"@:sub": "repo:o/*"})")
                                            << QString();
    QTest::newRow("another claim if it is there") << like(QStringLiteral("repo:o/*")) + QString::fromLatin1(R"(, "StringEqualsIfExists": {"@:repository_id": "1"})")
                                                  << repository;
    QTest::newRow("a claim that binds nothing") << QString::fromLatin1(R"("StringEquals": {"@:aud": "a", "@:ref": "refs/heads/main"})")
                                                << QStringLiteral("oidcSubjectMissing");
}

void FindProblemsOidc::gitlab_data()
{
    columns();
    QTest::newRow("one branch") << like(QStringLiteral("project_path:g/p:ref_type:branch:ref:main")) << QString();
    QTest::newRow("every project") << like(QStringLiteral("project_path:g/*:ref_type:branch:ref:main")) << QStringLiteral("oidcSubjectAnyRepository");
    QTest::newRow("every group") << like(QStringLiteral("project_path:*:ref_type:branch:ref:main")) << QStringLiteral("oidcSubjectAnyOwner");
}

void FindProblemsOidc::cluster_data()
{
    columns();
    const QString any = QStringLiteral("oidcSubjectAnyNamespace");
    QTest::newRow("one service account") << like(QStringLiteral("system:serviceaccount:ns:sa")) << QString();
    QTest::newRow("those of one namespace") << like(QStringLiteral("system:serviceaccount:ns:*")) << QString();
    QTest::newRow("the same name anywhere") << like(QStringLiteral("system:serviceaccount:*:sa")) << any;
    QTest::newRow("all") << like(QStringLiteral("system:*")) << any;
    QTest::newRow("everything") << like(QStringLiteral("*")) << any;
    QTest::newRow("no subject") << aud << QStringLiteral("oidcSubjectMissing");
}

void FindProblemsOidc::otherIssuer_data()
{
    columns();
    QTest::newRow("a pattern whose parts aren't known") << like(QStringLiteral("team-*")) << QString();
    QTest::newRow("everything") << like(QStringLiteral("**")) << QStringLiteral("oidcSubjectAnybody");
}

void FindProblemsOidc::otherStatements_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("expected");
    const QString open = signIn(QStringLiteral("gitlab.com"), QString());
    QTest::newRow("all of sts") << QString(open).replace(QLatin1String("\"sts:AssumeRoleWithWebIdentity\""), QLatin1String("[\"sts:Assume*\", \"sts:TagSession\"]"))
                                << QStringLiteral("oidcSubjectMissing oidcAudienceMissing");
    QTest::newRow("a Deny") << QString(open).replace(QLatin1String("Allow"), QLatin1String("Deny")) << QString();
    QTest::newRow("passing tags alone") << QString(open).replace(QLatin1String("sts:AssumeRoleWithWebIdentity"), QLatin1String("sts:TagSession")) << QString();
    QTest::newRow("SAML") << QString::fromLatin1(R"({"Effect": "Allow", "Action": "sts:AssumeRoleWithSAML",
 "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/D"}})") << QString();
    QTest::newRow("another issuer's claims")
        << signIn(QStringLiteral("gitlab.com"), QString::fromLatin1(R"("StringEquals": {"gitlab.org:sub": "x", "gitlab.org:aud": "y"})"))
        << QStringLiteral("oidcSubjectMissing oidcAudienceMissing");
}

void FindProblemsOidc::otherStatements()
{
    QFETCH(QString, statement);
    QFETCH(QString, expected);
    QCOMPARE(codes(ofTrust(statement)), expected);
}

void FindProblemsOidc::whereItStands()
{
    const QString statement = signIn(QStringLiteral("token.actions.githubusercontent.com"), like(QStringLiteral("repo:o/*")));
    const std::vector<Problem> problems = ofTrust(statement);
    QCOMPARE(problems.size(), std::size_t(1));
    const QByteArray text = QByteArray(R"({"Version": "2012-10-17", "Statement": )") + statement.toUtf8();
    const Span span = problems.front().span;
    QCOMPARE(text.mid(static_cast<int>(span.begin), static_cast<int>(span.end - span.begin)), QByteArray("\"repo:o/*\""));
    QCOMPARE(problems.front().severity, Severity::Warning);
    QCOMPARE(problems.front().where.slot, DocumentSlot::Trust);
    QCOMPARE(QString::fromStdString(problems.front().arguments.front()), QStringLiteral("repo:o/*"));
}

#endif

QTEST_GUILESS_MAIN(FindProblemsOidc)
#include "tst_findproblemsoidc.moc"
