// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/evaluate.h"
#include "reference/generator.h"
#include "reference/reference.h"
#include "reference/seed.h"

#include <QTest>

#include <array>
#include <stdexcept>

using namespace rolewright;
using namespace rolewright::reference;

/// The engine against the naive evaluator of tests/reference on seeded random cases.
/// ROLEWRIGHT_CASES: how many over all families; ROLEWRIGHT_SEED: where to start.
class TestReference : public QObject
{
    Q_OBJECT

private slots:
    void agree_data();
    void agree();
};

namespace {

struct Compared {
    Answer answer;
    Decision expected = Decision::ImplicitDeny;

    /// Nothing is unknown in these cases, so an answer that depends is wrong too.
    bool agree() const { return answer.decision == expected && answer.verdict == (expected == Decision::Allowed ? Verdict::Allowed : Verdict::Denied); }
};

Compared compare(const DraftCase &draft)
{
    const Case made = toCase(draft);
    EvaluateOptions options;
    options.explain = false;
    return {rolewright::evaluate(made.layers, made.request, options), decide(made.layers, made.request)};
}

/// Takes parts away as long as the two still give different decisions.
DraftCase shrunk(DraftCase draft)
{
    for (bool again = true; again;) {
        again = false;
        for (DraftCase &less : smaller(draft)) {
            const Compared compared = compare(less);
            if (!compared.agree() && (compared.answer.inconclusive.empty() || compared.answer.decision != compared.expected)) {
                draft = std::move(less);
                again = true;
                break;
            }
        }
    }
    return draft;
}

std::string report(Family family, std::uint64_t seed, const DraftCase &draft)
{
    const DraftCase small = shrunk(draft);
    const Compared compared = compare(small);
    return std::string(familyName(family)) + ", seed " + std::to_string(seed) + ": engine " + std::string(name(compared.answer.decision)) + " ("
        + std::string(name(compared.answer.verdict)) + "), reference " + std::string(name(compared.expected)) + "\n" + toJson(small);
}

} // namespace

void TestReference::agree_data()
{
    QTest::addColumn<int>("family");
    for (const Family family : families)
        QTest::newRow(std::string(familyName(family)).c_str()) << static_cast<int>(family);
}

void TestReference::agree()
{
    QFETCH(int, family);
    const Family chosen = static_cast<Family>(family);
    const std::uint64_t count = casesFromEnvironment(220000) / std::size(families);
    const std::uint64_t first = seedFromEnvironment();
    std::array<std::uint64_t, 3> outcomes{};
    std::uint64_t disagreements = 0;
    try {
        for (std::uint64_t seed = first; seed < first + count; ++seed) {
            const DraftCase draft = generate(chosen, seed);
            const Compared compared = compare(draft);
            ++outcomes[static_cast<std::size_t>(compared.expected)];
            if (!compared.agree() && ++disagreements <= 5)
                qWarning("%s", report(chosen, seed, draft).c_str());
        }
    } catch (const std::runtime_error &error) {
        QFAIL(error.what());
    }
    const auto share = [&](Decision decision) { return 100.0 * static_cast<double>(outcomes[static_cast<std::size_t>(decision)]) / static_cast<double>(count); };
    qInfo("%llu cases from seed %llu: %.0f%% allowed, %.0f%% implicitDeny, %.0f%% explicitDeny", static_cast<unsigned long long>(count),
          static_cast<unsigned long long>(first), share(Decision::Allowed), share(Decision::ImplicitDeny), share(Decision::ExplicitDeny));
    QVERIFY2(disagreements == 0, (std::to_string(disagreements) + " disagreements").c_str());
    for (const Decision decision : {Decision::Allowed, Decision::ImplicitDeny, Decision::ExplicitDeny})
        QVERIFY2(share(decision) >= 20.0, name(decision).data());
}

QTEST_GUILESS_MAIN(TestReference)
#include "tst_reference.moc"
