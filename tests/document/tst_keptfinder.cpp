// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/keptfinder.h"

#include "analyse/problems.h"
#include "analyse/scenarios.h"
#include "edits/edits.h"
#include "world/import.h"

#include <QDir>
#include <QTest>

using namespace rolewright;

namespace {

World sample(const QString &path)
{
    std::optional<std::string> text = readFile(path.toStdString(), nullptr);
    if (!text)
        qFatal("%s can't be read", qPrintable(path));
    return *importFiles({InputFile{path.toStdString(), std::move(*text)}}).world;
}

std::string hopsText(const std::vector<Hop> &hops)
{
    std::string text;
    for (const Hop &hop : hops)
        text += std::to_string(static_cast<int>(hop.kind)) + ' ' + hop.from + " > " + hop.to + ' ' + std::to_string(static_cast<int>(hop.answer.verdict)) + ' ' + hop.command + '\n';
    return text;
}

/// What the simulator shows of it.
QString told(const Simulation &simulation)
{
    std::string text = std::to_string(static_cast<int>(simulation.verdict)) + ' ' + std::to_string(static_cast<int>(simulation.direct.verdict)) + '\n';
    for (const auto *routes : {&simulation.routes, &simulation.conditionalRoutes}) {
        for (const Route &route : *routes)
            text += hopsText(route.hops) + "= " + std::to_string(static_cast<int>(route.answer.verdict)) + '\n';
    }
    for (const NearMiss &miss : simulation.nearMisses) {
        text += hopsText(miss.hops);
        for (const Missing &missing : miss.missing)
            text += "- " + missing.code + '\n';
    }
    return QString::fromStdString(text);
}

std::vector<Request> questions(const World &world)
{
    std::vector<Request> asked;
    for (const Scenario &scenario : world.header().scenarios) {
        if (const std::optional<Request> request = scenarioRequest(scenario))
            asked.push_back(*request);
    }
    return asked;
}

/// The first `from` as `to`; nothing when there is none.
std::optional<std::string> replaced(std::string text, const std::string &from, const std::string &to)
{
    const std::size_t at = text.find(from);
    if (at == std::string::npos)
        return std::nullopt;
    return text.replace(at, from.size(), to);
}

} // namespace

/// A kept finder answers as one that is made for each question.
class tst_KeptFinder : public QObject
{
    Q_OBJECT
private slots:
    void followsEdits_data()
    {
        QTest::addColumn<QString>("path");
        const QDir directory(QStringLiteral(SAMPLES));
        for (const QString &name : directory.entryList({QStringLiteral("*.rolewright")}, QDir::Files))
            QTest::newRow(qPrintable(name)) << directory.filePath(name);
    }

    /// Each document in turn allows what it denied, denies what it allowed, can't be used, and is taken back.
    void followsEdits()
    {
        QFETCH(QString, path);
        const World original = sample(path);
        const std::vector<Request> asked = questions(original);
        QVERIFY(!asked.empty());
        KeptFinder finder;
        finder.prepare(original);
        const auto compare = [&](const World &world) {
            for (const Request &question : asked)
                QCOMPARE(told(finder.simulate(world, question, {})), told(simulate(world, question)));
        };
        compare(original);
        const std::pair<std::string, std::string> changes[] = {{"\"Allow\"", "\"Deny\""}, {"\"Deny\"", "\"Allow\""}, {"{", "{,"}};
        std::vector<EntityPtr> entities = original.organizationPolicies();
        for (const AccountInfo &account : original.header().accounts) {
            for (const EntityKind kind : {EntityKind::User, EntityKind::Group, EntityKind::Role, EntityKind::Policy, EntityKind::Resource}) {
                const std::vector<EntityPtr> &some = original.entities(account.id, kind);
                entities.insert(entities.end(), some.begin(), some.end());
            }
        }
        std::size_t edits = 0;
        for (const EntityPtr &entity : entities) {
            for (const DocumentUse &use : documentsOf(*entity)) {
                for (const auto &[from, to] : changes) {
                    const std::optional<std::string> text = use.document ? replaced(use.document->text(), from, to) : std::nullopt;
                    if (!text)
                        continue;
                    const edits::Result edit = edits::setDocument(original, use.where, *text);
                    if (!edit.patch)
                        continue;
                    ++edits;
                    compare(original.applied(*edit.patch));
                    if (QTest::currentTestFailed())
                        return;
                }
            }
        }
        QVERIFY(edits > 0);
        compare(original);
    }

    /// Somebody who wasn't there is found, and who is gone isn't; the others keep their answers.
    void followsWhoComesAndGoes()
    {
        const World original = sample(QStringLiteral(SAMPLES "/delegation.rolewright"));
        KeptFinder finder;
        finder.prepare(original);
        const std::string account = original.header().accounts.front().id;
        const edits::Result made = edits::createRole(original, account, "somebody-new");
        QVERIFY(made.patch);
        const World larger = original.applied(*made.patch);
        for (const World &world : {larger, original, larger}) {
            for (const Request &question : questions(original))
                QCOMPARE(told(finder.simulate(world, question, {})), told(simulate(world, question)));
        }
    }

    void answersBeforeItIsPrepared()
    {
        const World world = sample(QStringLiteral(SAMPLES "/delegation.rolewright"));
        KeptFinder finder;
        QVERIFY(!finder.isPrepared());
        for (const Request &question : questions(world))
            QCOMPARE(told(finder.simulate(world, question, {})), told(simulate(world, question)));
        QVERIFY(!finder.isPrepared());
        finder.prepare(world);
        QVERIFY(finder.isPrepared());
    }
};

QTEST_GUILESS_MAIN(tst_KeptFinder)
#include "tst_keptfinder.moc"
