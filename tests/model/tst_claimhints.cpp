// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/claimhints.h"
#include "evaluate/evaluate.h"
#include "world/world.h"

#include <QTest>

using namespace rolewright;

// moc stumbles over raw strings that hold quotes.
#ifndef Q_MOC_RUN
namespace {

const std::string host = "token.actions.githubusercontent.com";
const std::string provider = "arn:aws:iam::111122223333:oidc-provider/" + host;
const std::string roleArn = "arn:aws:iam::111122223333:role/deploy";

/// A role that GitHub's tokens may become under these conditions.
Answer ask(const std::string &conditions, const Context &context)
{
    WorldBuilder builder;
    builder.account("111122223333");
    IdentityProvider oidc;
    oidc.name = host;
    oidc.arn = provider;
    builder.add({{}, "111122223333", oidc});
    Role role;
    role.name = "deploy";
    role.arn = roleArn;
    role.trust = PolicyDocument::parse(R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":")" + provider
                                       + R"("},"Action":"sts:AssumeRoleWithWebIdentity","Condition":)" + conditions + "}]}");
    builder.add({{}, "111122223333", role});
    Request request;
    request.principal = *parsePrincipal(provider);
    request.action = "sts:AssumeRoleWithWebIdentity";
    request.resource = roleArn;
    request.context = context;
    return evaluate(builder.build(), request);
}

Context claims(const char *aud, const char *sub)
{
    Context context;
    if (aud)
        context.set(host + ":aud", aud, Provenance::Given);
    if (sub)
        context.set(host + ":sub", sub, Provenance::Given);
    return context;
}

/// {"StringEquals": {"HOST:aud": aud, "HOST:sub": sub}}; empty ones left out. `sub` is JSON.
std::string equals(const std::string &aud, const std::string &sub)
{
    std::string text = "{\"StringEquals\":{";
    if (!aud.empty())
        text += "\"" + host + ":aud\":\"" + aud + "\"" + (sub.empty() ? "" : ",");
    if (!sub.empty())
        text += "\"" + host + ":sub\":" + sub;
    return text + "}}";
}

} // namespace
#endif

class TestClaimHints : public QObject
{
    Q_OBJECT
private slots:
    void hints_data()
    {
        QTest::addColumn<QString>("op");
        QTest::addColumn<QString>("wanted");
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *name, const char *op, const char *wanted, const char *given, const char *code) {
            QTest::newRow(name) << QString::fromLatin1(op) << QString::fromLatin1(wanted) << QString::fromLatin1(given) << QString::fromLatin1(code);
        };
        row("case", "StringEquals", "repo:Org/Shop:ref:refs/heads/main", "repo:org/shop:ref:refs/heads/main", "caseDiffers");
        row("case with wildcards", "StringLike", "repo:Org/*", "repo:org/shop:ref:refs/heads/main", "caseDiffers");
        row("environment", "StringEquals", "repo:o/r:ref:refs/heads/main", "repo:o/r:environment:production", "environmentInsteadOfRef");
        row("no environment", "StringLike", "repo:o/r:environment:*", "repo:o/r:ref:refs/heads/main", "refInsteadOfEnvironment");
        row("pull request", "StringEquals", "repo:o/r:ref:refs/heads/main", "repo:o/r:pull_request", "pullRequestInsteadOfRef");
        row("branch", "StringEquals", "repo:o/r:ref:refs/heads/main", "repo:o/r:ref:refs/heads/topic", "otherRef");
        row("fork", "StringEquals", "repo:o/r:ref:refs/heads/main", "repo:someone/r:ref:refs/heads/main", "otherRepository");
        row("wildcard", "StringEquals", "repo:o/r:*", "repo:o/r:ref:refs/heads/main", "wildcardInEquals");
        row("service account", "StringEquals", "system:serviceaccount:a:dns", "system:serviceaccount:b:dns", "otherServiceAccount");
        row("slash", "StringEquals", "https://x.example/a", "https://x.example/a/", "schemeOrSlash");
        row("another", "StringEquals", "one", "two", "otherValue");
    }
    void hints()
    {
        QFETCH(QString, op);
        QFETCH(QString, wanted);
        QFETCH(QString, given);
        QFETCH(QString, code);
        const std::string conditions = "{\"" + op.toStdString() + "\":{\"" + host + ":sub\":\"" + wanted.toStdString() + "\"}}";
        const Answer answer = ask(conditions, claims("sts.amazonaws.com", given.toUtf8().constData()));
        QVERIFY(answer.verdict == Verdict::Denied);
        const std::vector<ClaimHint> found = claimHints(answer);
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(found.front().code), code);
        QCOMPARE(found.front().arguments, (std::vector<std::string>{host + ":sub", wanted.toStdString(), given.toStdString()}));
        QVERIFY(!found.front().span.empty());
    }

    void missingAudience()
    {
        const std::string conditions = equals("sts.amazonaws.com", "\"repo:o/r:ref:refs/heads/main\"");
        const std::vector<ClaimHint> found = claimHints(ask(conditions, claims(nullptr, "repo:o/r:ref:refs/heads/main")));
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found.front().code, std::string("audienceMissing"));
        QCOMPARE(claimHints(ask(conditions, claims("sts.amazonaws.com", nullptr))).front().code, std::string("claimMissing"));
        // Both fail: both are told.
        QCOMPARE(claimHints(ask(conditions, claims("other", "repo:o/r:pull_request"))).size(), std::size_t{2});
    }

    void nearestOfSeveral()
    {
        const std::string conditions = equals({}, "[\"repo:x/y:ref:refs/heads/main\",\"repo:o/r:ref:refs/heads/main\"]");
        const std::vector<ClaimHint> found = claimHints(ask(conditions, claims("a", "repo:o/r:environment:p")));
        QCOMPARE(found.size(), std::size_t{1});
        QCOMPARE(found.front().code, std::string("environmentInsteadOfRef"));
        QCOMPARE(found.front().arguments[1], std::string("repo:o/r:ref:refs/heads/main"));
    }

    void nothingWhenAllowed()
    {
        const std::string conditions = equals("sts.amazonaws.com", {});
        const Answer answer = ask(conditions, claims("sts.amazonaws.com", "x"));
        QVERIFY(answer.verdict == Verdict::Allowed);
        QVERIFY(claimHints(answer).empty());
    }
};

QTEST_GUILESS_MAIN(TestClaimHints)
#include "tst_claimhints.moc"
