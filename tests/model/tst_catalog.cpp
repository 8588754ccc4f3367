// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/catalog.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <set>

using namespace rolewright;

/// Counts were taken from the published data set with another program; single entries are those of the
/// Service Authorization Reference.
class TestCatalog : public QObject
{
    Q_OBJECT
private slots:
    void counts();
    void levels();
    void sorted();
    void knownActions();
    void ignoresCase();
    void unknownActions_data();
    void unknownActions();
    void resourceTypes();
    void honoursRcp();
    void everyReferenceExists();
    void conditionKeys_data();
    void conditionKeys();
    void multivalued();

private:
    const Catalog &m_catalog = Catalog::builtIn();
};

void TestCatalog::counts()
{
    std::size_t actions = 0, types = 0, keys = 0, uses = 0, required = 0, actionKeys = 0, typeKeys = 0, dependent = 0;
    for (const CatalogService &service : m_catalog.services()) {
        actions += service.actions.size();
        types += service.resourceTypes.size();
        keys += service.conditionKeys.size();
        for (const CatalogAction &action : service.actions) {
            uses += action.resources.size();
            actionKeys += action.conditionKeys.size();
            dependent += action.dependentActions.size();
            required += static_cast<std::size_t>(std::count_if(action.resources.begin(), action.resources.end(),
                [](const CatalogResourceUse &use) { return use.required; }));
        }
        for (const CatalogResourceType &type : service.resourceTypes)
            typeKeys += type.conditionKeys.size();
    }
    QCOMPARE(m_catalog.services().size(), std::size_t{456});
    QCOMPARE(actions, std::size_t{22091});
    QCOMPARE(types, std::size_t{2334});
    QCOMPARE(keys, std::size_t{2578});
    QCOMPARE(uses, std::size_t{21931});
    QCOMPARE(required, std::size_t{15730});
    QCOMPARE(actionKeys, std::size_t{19039});
    QCOMPARE(typeKeys, std::size_t{3134});
    QCOMPARE(dependent, std::size_t{4140});
    QCOMPARE(m_catalog.globalConditionKeys().size(), std::size_t{59});
}

void TestCatalog::levels()
{
    std::map<AccessLevel, int> counts;
    for (const CatalogService &service : m_catalog.services()) {
        for (const CatalogAction &action : service.actions)
            ++counts[action.level];
    }
    QCOMPARE(counts[AccessLevel::Write], 11357);
    QCOMPARE(counts[AccessLevel::Read], 5871);
    QCOMPARE(counts[AccessLevel::List], 3719);
    QCOMPARE(counts[AccessLevel::Tagging], 719);
    QCOMPARE(counts[AccessLevel::PermissionsManagement], 425);
    QCOMPARE(counts[AccessLevel::Unknown], 0);
}

void TestCatalog::sorted()
{
    const auto lower = [](const std::string &text) { return QString::fromStdString(text).toLower().toStdString(); };
    const auto &services = m_catalog.services();
    QVERIFY(std::is_sorted(services.begin(), services.end(),
        [](const CatalogService &left, const CatalogService &right) { return left.prefix < right.prefix; }));
    for (const CatalogService &service : services) {
        QVERIFY2(std::is_sorted(service.actions.begin(), service.actions.end(),
                     [&](const CatalogAction &left, const CatalogAction &right) { return lower(left.name) < lower(right.name); }),
            service.prefix.c_str());
    }
}

void TestCatalog::knownActions()
{
    const CatalogAction *getObject = m_catalog.action("s3:GetObject");
    QVERIFY(getObject);
    QCOMPARE(getObject->text(), std::string("s3:GetObject"));
    QCOMPARE(getObject->level, AccessLevel::Read);
    QCOMPARE(getObject->resources.size(), std::size_t{2});
    QCOMPARE(getObject->resources[1].type, std::string("object"));
    QVERIFY(!getObject->resources[1].required);
    const std::vector<std::string> &keys = getObject->conditionKeys;
    QVERIFY(std::find(keys.begin(), keys.end(), "s3:ExistingObjectTag/<key>") != keys.end());

    const CatalogAction *assumeRole = m_catalog.action("sts:AssumeRole");
    QVERIFY(assumeRole);
    QCOMPARE(assumeRole->level, AccessLevel::Write);
    QCOMPARE(assumeRole->resources.size(), std::size_t{1});
    QCOMPARE(assumeRole->resources[0].type, std::string("role"));
    QVERIFY(assumeRole->resources[0].required);
    QVERIFY(std::find(assumeRole->conditionKeys.begin(), assumeRole->conditionKeys.end(), "sts:ExternalId")
        != assumeRole->conditionKeys.end());

    // A key of one of the action's resources: ec2:ResourceTag of the instance.
    const CatalogAction *start = m_catalog.action("ec2:StartInstances");
    QVERIFY(start);
    QVERIFY(std::find(start->conditionKeys.begin(), start->conditionKeys.end(), "ec2:ResourceTag/${TagKey}")
        != start->conditionKeys.end());

    const CatalogAction *createFunction = m_catalog.action("lambda:CreateFunction");
    QVERIFY(createFunction);
    QCOMPARE(createFunction->dependentActions, (std::vector<std::string>{"iam:PassRole", "lambda:PassCapacityProvider"}));

    QCOMPARE(m_catalog.action("s3:ListAllMyBuckets")->level, AccessLevel::List);
    QCOMPARE(m_catalog.action("s3:ListAllMyBuckets")->resources.size(), std::size_t{0});
    QCOMPARE(m_catalog.action("iam:AttachRolePolicy")->level, AccessLevel::PermissionsManagement);
    QCOMPARE(m_catalog.action("ec2:CreateTags")->level, AccessLevel::Tagging);
}

void TestCatalog::ignoresCase()
{
    QVERIFY(m_catalog.action("S3:getobject"));
    QCOMPARE(m_catalog.action("S3:getobject"), m_catalog.action("s3:GetObject"));
    QCOMPARE(m_catalog.service("STS"), m_catalog.service("sts"));
    QVERIFY(m_catalog.service("sts"));
}

void TestCatalog::unknownActions_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("no colon") << QStringLiteral("s3");
    QTest::newRow("service only") << QStringLiteral("s3:");
    QTest::newRow("action only") << QStringLiteral(":GetObject");
    QTest::newRow("typo") << QStringLiteral("s3:GetObjekt");
    QTest::newRow("prefix of an action") << QStringLiteral("s3:GetObjec");
    QTest::newRow("longer") << QStringLiteral("s3:GetObject:x");
    QTest::newRow("wildcard") << QStringLiteral("s3:Get*");
    QTest::newRow("past the last service") << QStringLiteral("zzz:Get");
}

void TestCatalog::unknownActions()
{
    QFETCH(QString, text);
    QVERIFY(!m_catalog.action(text.toStdString()));
}

void TestCatalog::resourceTypes()
{
    const CatalogResourceType *object = m_catalog.resourceType("s3", "object");
    QVERIFY(object);
    QCOMPARE(object->arn, std::string("arn:${Partition}:s3:::${BucketName}/${ObjectName}"));
    QVERIFY(m_catalog.resourceType("s3", "bucket"));
    QVERIFY(!m_catalog.resourceType("s3", "queue"));
    QVERIFY(!m_catalog.resourceType("nosuch", "object"));
}

void TestCatalog::honoursRcp()
{
    // AWS Organizations User Guide, orgs_manage_policies_rcps "services that support RCPs".
    for (const char *prefix : {"s3", "sts", "kms", "sqs", "secretsmanager"})
        QVERIFY2(m_catalog.service(prefix)->honoursRcp, prefix);
    for (const char *prefix : {"ec2", "iam", "lambda"})
        QVERIFY2(!m_catalog.service(prefix)->honoursRcp, prefix);
}

void TestCatalog::everyReferenceExists()
{
    std::set<std::string> global;
    for (const CatalogConditionKey &key : m_catalog.globalConditionKeys())
        global.insert(key.name);
    for (const CatalogService &service : m_catalog.services()) {
        std::set<std::string> own = global;
        for (const CatalogConditionKey &key : service.conditionKeys)
            own.insert(key.name);
        for (const CatalogAction &action : service.actions) {
            QCOMPARE(action.service, service.prefix);
            QCOMPARE(m_catalog.action(action.text()), &action);
            for (const CatalogResourceUse &use : action.resources)
                QVERIFY2(m_catalog.resourceType(service.prefix, use.type), action.text().c_str());
            for (const std::string &key : action.conditionKeys)
                QVERIFY2(own.contains(key), (action.text() + ' ' + key).c_str());
        }
    }
}

void TestCatalog::conditionKeys_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("found"); // empty: unknown
    QTest::addColumn<QString>("type");
    const auto row = [](const char *name, const char *found, const char *type) {
        QTest::newRow(name) << QString::fromLatin1(name) << QString::fromLatin1(found) << QString::fromLatin1(type);
    };
    row("aws:SourceIp", "aws:SourceIp", "IPAddress");
    row("AWS:sourceip", "aws:SourceIp", "IPAddress");
    row("aws:MultiFactorAuthPresent", "aws:MultiFactorAuthPresent", "Bool");
    row("aws:MultiFactorAuthAge", "aws:MultiFactorAuthAge", "Numeric");
    row("aws:CurrentTime", "aws:CurrentTime", "Date");
    row("aws:TagKeys", "aws:TagKeys", "ArrayOfString");
    row("s3:prefix", "s3:prefix", "String");
    row("sts:ExternalId", "sts:ExternalId", "String");
    row("aws:PrincipalTag/team", "aws:PrincipalTag/tag-key", "String");
    row("aws:principaltag/Cost Center", "aws:PrincipalTag/tag-key", "String");
    row("aws:RequestTag/a/b", "aws:RequestTag/tag-key", "String");
    row("aws:PrincipalTag/", "", "");
    row("aws:PrincipalTag", "", "");
    row("ec2:ResourceTag/purpose", "ec2:ResourceTag/${TagKey}", "String");
    row("ec2:ResourceTag/${TagKey}", "ec2:ResourceTag/${TagKey}", "String");
    row("s3:ExistingObjectTag/stage", "s3:ExistingObjectTag/<key>", "String");
    row("s3:existingobjecttag/stage", "s3:ExistingObjectTag/<key>", "String");
    row("glacier:ResourceTag/team", "glacier:ResourceTag/", "String");
    row("glacier:ResourceTag/", "", "");
    row("kms:EncryptionContext:app", "kms:EncryptionContext:${EncryptionContextKey}", "String");
    row("ssm:resourceTag/aws:ssmmessages:session-id", "ssm:resourceTag/aws:ssmmessages:session-id", "String");
    row("ssm:resourceTag/other", "ssm:resourceTag/${TagKey}", "String");
    row("events:Metadata/kind", "events:Metadata/${MetadataKey}", "ArrayOfString");
    row("events:Metadata/kind/Matcher", "events:Metadata/${MetadataKey}/Matcher", "String");
    row("codebuild:secondarySources/one.auth.type", "codebuild:secondarySources/${sourceIdentifier}.auth.type", "String");
    row("codebuild:secondarySources/.auth.type", "", "");
    row("aws:NoSuchKey", "", "");
    row("", "", "");
}

void TestCatalog::conditionKeys()
{
    QFETCH(QString, name);
    QFETCH(QString, found);
    QFETCH(QString, type);
    const CatalogConditionKey *key = m_catalog.conditionKey(name.toStdString());
    QCOMPARE(key != nullptr, !found.isEmpty());
    if (!key)
        return;
    QCOMPARE(QString::fromStdString(key->name), found);
    QCOMPARE(QString::fromStdString(key->type), type);
}

void TestCatalog::multivalued()
{
    QVERIFY(m_catalog.conditionKey("aws:TagKeys")->isMultivalued());
    QVERIFY(!m_catalog.conditionKey("aws:SourceIp")->isMultivalued());
}

QTEST_GUILESS_MAIN(TestCatalog)
#include "tst_catalog.moc"
