// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/evaluate.h"
#include "reference/generator.h"
#include "reference/random.h"
#include "reference/seed.h"
#include "text/rawjson.h"
#include "text/utf8.h"

#include <QTest>

#include <algorithm>
#include <set>
#include <stdexcept>

using namespace rolewright;
using namespace rolewright::reference;

/// What must hold whatever the policies are, over the generator of tests/reference.
/// ROLEWRIGHT_CASES and ROLEWRIGHT_SEED as in tst_reference.
class TestProperties : public QObject
{
    Q_OBJECT

private slots:
    void addingDenyNeverAllowsMore();
    void removingDenyNeverAllowsLess();
    void orderNeverMatters();
    void writingAndReadingChangesNothing();
    void unknownKeysAreSound();
    void severalUnknownKeysAreSound();
};

namespace {

Answer answerTo(const DraftCase &draft)
{
    const Case made = toCase(draft);
    EvaluateOptions options;
    options.explain = false;
    return rolewright::evaluate(made.layers, made.request, options);
}

/// How far a verdict goes towards allowing.
int rank(Verdict verdict)
{
    return verdict == Verdict::Allowed ? 2 : verdict == Verdict::Depends ? 1 : 0;
}

std::string describe(Family family, std::uint64_t seed, const DraftCase &draft, const Answer &answer)
{
    return std::string(familyName(family)) + ", seed " + std::to_string(seed) + ": " + std::string(name(answer.decision)) + ", "
        + std::string(name(answer.verdict)) + "\n" + toJson(draft);
}

/// Runs the check on cases of every family; it gives what is wrong, or nothing.
template <typename Check>
std::string forAll(std::uint64_t otherwise, Check check)
{
    const std::uint64_t first = seedFromEnvironment();
    const std::uint64_t count = casesFromEnvironment(otherwise) / std::size(families);
    qInfo("%llu cases of each family from seed %llu", static_cast<unsigned long long>(count), static_cast<unsigned long long>(first));
    try {
        for (const Family family : families) {
            for (std::uint64_t seed = first; seed < first + count; ++seed) {
                const std::string wrong = check(family, seed);
                if (!wrong.empty())
                    return wrong;
            }
        }
    } catch (const std::runtime_error &error) {
        return error.what();
    }
    return {};
}

/// The keys that the case's conditions and variables ask for, as spelt there.
std::vector<std::string> keysOf(const DraftCase &draft)
{
    DraftCase copy = draft;
    std::vector<std::string> keys;
    const auto add = [&](const std::string &key) {
        if (std::none_of(keys.begin(), keys.end(), [&](const std::string &known) { return equalsIgnoringCase(known, key); }))
            keys.push_back(key);
    };
    for (const DraftPolicy *policy : copy.policies()) {
        for (const DraftStatement &statement : policy->statements) {
            for (const DraftCondition &condition : statement.conditions)
                add(condition.key);
            for (const std::string &resource : statement.resources) {
                if (resource.find("${aws:username}") != std::string::npos)
                    add("aws:username");
                if (resource.find("${aws:PrincipalTag/team}") != std::string::npos)
                    add("aws:PrincipalTag/team");
            }
        }
    }
    return keys;
}

DraftCase without(DraftCase draft, const std::string &key)
{
    std::erase_if(draft.context, [&](const DraftValue &value) { return equalsIgnoringCase(value.key, key); });
    return draft;
}

DraftCase withUnknown(const DraftCase &draft, const std::vector<std::string> &keys)
{
    DraftCase changed = draft;
    for (const std::string &key : keys)
        changed = without(std::move(changed), key);
    changed.unknown = keys;
    return changed;
}

/// A policy's values without their places in the text.
std::string valuesOf(const Policy &policy)
{
    std::string text = policy.version == PolicyVersion::V2012 ? "2012" : "2008";
    const auto add = [&](const std::string &value) { text += '|' + value; };
    const auto addElement = [&](const char *name, const std::optional<Element<PolicyString>> &element) {
        add(name);
        if (!element)
            return;
        add(element->negated ? "not" : "is");
        for (const PolicyString &value : element->values)
            add(value.text);
    };
    for (const Statement &statement : policy.statements) {
        add(statement.effect == Effect::Allow ? "Allow" : "Deny");
        add(statement.sid ? statement.sid->text : "");
        if (statement.principal) {
            add(statement.principal->negated ? "NotPrincipal" : "Principal");
            for (const PrincipalEntry &entry : statement.principal->values)
                add(std::to_string(static_cast<int>(entry.type)) + entry.value.text);
        }
        addElement("Action", statement.action);
        addElement("Resource", statement.resource);
        for (const ConditionEntry &condition : statement.conditions) {
            add(condition.operatorText.text);
            add(condition.key.text);
            for (const PolicyString &value : condition.values)
                add(value.text);
        }
    }
    return text;
}

} // namespace

void TestProperties::addingDenyNeverAllowsMore()
{
    const std::string wrong = forAll(22000, [](Family family, std::uint64_t seed) -> std::string {
        DraftCase draft = generate(family, seed);
        const std::vector<std::string> keys = keysOf(draft);
        if (seed % 3 == 0 && !keys.empty())
            draft = withUnknown(draft, {keys[seed % keys.size()]});
        const Answer before = answerTo(draft);
        DraftCase more = draft;
        const std::vector<DraftPolicy *> policies = more.policies();
        if (policies.empty())
            return {};
        DraftPolicy *chosen = policies[seed % policies.size()];
        const bool principal = more.resourcePolicy && chosen == &*more.resourcePolicy;
        // RCPs and endpoint policies: for everyone.
        DraftStatement deny = denyStatement(draft, seed, principal);
        if (!chosen->statements.empty() && chosen->statements[0].hasPrincipal && !principal) {
            deny.hasPrincipal = true;
            deny.principals = {{"", "*"}};
            deny.notAction = false;
        }
        chosen->statements.push_back(deny);
        const Answer after = answerTo(more);
        const bool more1 = rank(after.verdict) > rank(before.verdict);
        const bool more2 = before.decision == Decision::ExplicitDeny && after.decision != Decision::ExplicitDeny;
        return more1 || more2 ? describe(family, seed, more, after) + "\nbefore: " + std::string(name(before.verdict)) : std::string();
    });
    QVERIFY2(wrong.empty(), wrong.c_str());
}

void TestProperties::removingDenyNeverAllowsLess()
{
    const std::string wrong = forAll(22000, [](Family family, std::uint64_t seed) -> std::string {
        const DraftCase draft = generate(family, seed);
        const Answer before = answerTo(draft);
        DraftCase copy = draft;
        const std::vector<DraftPolicy *> policies = copy.policies();
        for (std::size_t p = 0; p < policies.size(); ++p) {
            for (std::size_t s = 0; s < policies[p]->statements.size(); ++s) {
                if (policies[p]->statements[s].allow)
                    continue;
                DraftCase less = draft;
                std::vector<DraftStatement> &statements = less.policies()[p]->statements;
                statements.erase(statements.begin() + static_cast<std::ptrdiff_t>(s));
                const Answer after = answerTo(less);
                if (rank(after.verdict) < rank(before.verdict))
                    return describe(family, seed, less, after) + "\nbefore: " + std::string(name(before.verdict));
            }
        }
        return {};
    });
    QVERIFY2(wrong.empty(), wrong.c_str());
}

void TestProperties::orderNeverMatters()
{
    const std::string wrong = forAll(22000, [](Family family, std::uint64_t seed) -> std::string {
        DraftCase draft = generate(family, seed);
        const std::vector<std::string> keys = keysOf(draft);
        if (seed % 3 == 0 && !keys.empty())
            draft = withUnknown(draft, {keys[seed % keys.size()]});
        const Answer before = answerTo(draft);
        Random random(seed);
        const auto shuffle = [&](auto &values) {
            for (std::size_t i = values.size(); i > 1; --i)
                std::swap(values[i - 1], values[random.below(i)]);
        };
        for (std::vector<DraftPolicy> *list : draft.lists())
            shuffle(*list);
        shuffle(draft.scp);
        shuffle(draft.rcp);
        for (DraftPolicy *policy : draft.policies()) {
            shuffle(policy->statements);
            for (DraftStatement &statement : policy->statements) {
                shuffle(statement.actions);
                shuffle(statement.resources);
                shuffle(statement.conditions);
                for (DraftCondition &condition : statement.conditions)
                    shuffle(condition.values);
            }
        }
        const Answer after = answerTo(draft);
        const bool same = before.decision == after.decision && before.verdict == after.verdict && before.dependsOn == after.dependsOn;
        return same ? std::string() : describe(family, seed, draft, after) + "\nbefore: " + std::string(name(before.verdict));
    });
    QVERIFY2(wrong.empty(), wrong.c_str());
}

void TestProperties::writingAndReadingChangesNothing()
{
    const std::string wrong = forAll(22000, [](Family family, std::uint64_t seed) -> std::string {
        DraftCase draft = generate(family, seed);
        for (const DraftPolicy *policy : draft.policies()) {
            const std::string text = toJson(*policy);
            const std::string indented = json::indented(text);
            const DocumentPtr first = PolicyDocument::parse(text);
            const DocumentPtr second = PolicyDocument::parse(indented);
            const DocumentPtr third = PolicyDocument::parse(json::compacted(indented));
            if (!first->policy() || !second->policy() || !third->policy())
                return "not read: " + indented;
            if (second->text() != indented || json::indented(json::compacted(indented)) != indented || third->text() != json::compacted(text))
                return "text changed: " + indented;
            if (valuesOf(*first->policy()) != valuesOf(*second->policy()) || valuesOf(*first->policy()) != valuesOf(*third->policy()))
                return "values changed: " + indented;
        }
        return {};
    });
    QVERIFY2(wrong.empty(), wrong.c_str());
}

void TestProperties::unknownKeysAreSound()
{
    std::uint64_t asked = 0;
    std::uint64_t dependent = 0;
    std::uint64_t shown = 0;
    const std::string wrong = forAll(11000, [&](Family family, std::uint64_t seed) -> std::string {
        const DraftCase draft = generate(family, seed);
        const std::vector<std::string> keys = keysOf(draft);
        if (keys.empty())
            return {};
        const std::string &key = keys[seed % keys.size()];
        const DraftCase unknown = withUnknown(draft, {key});
        const Answer answer = answerTo(unknown);
        std::vector<DraftCase> variants{without(draft, key)};
        // Left out of a derived context means derived, not absent.
        if (draft.deriveContext)
            variants.clear();
        for (const DraftValue &value : valuesToTry(draft, key)) {
            variants.push_back(without(draft, key));
            variants.back().context.push_back(value);
        }
        std::set<Verdict> verdicts;
        for (const DraftCase &variant : variants) {
            const Answer one = answerTo(variant);
            verdicts.insert(one.verdict);
            if (answer.verdict != Verdict::Depends && one.verdict != answer.verdict)
                return describe(family, seed, unknown, answer) + "\nbut " + describe(family, seed, variant, one);
        }
        ++asked;
        if (answer.verdict == Verdict::Depends) {
            ++dependent;
            shown += verdicts.contains(Verdict::Allowed) && verdicts.contains(Verdict::Denied);
            if (answer.inconclusive.empty() && (answer.dependsOn.size() != 1 || !equalsIgnoringCase(answer.dependsOn.front(), key)))
                return "depends on other keys: " + describe(family, seed, unknown, answer);
        }
        if (!draft.deriveContext && answerTo(variants.front()).decision != answer.decision)
            return "not the decision with the key absent: " + describe(family, seed, unknown, answer);
        return {};
    });
    QVERIFY2(wrong.empty(), wrong.c_str());
    qInfo("%llu asked, %llu depend, both outcomes found for %llu of them", static_cast<unsigned long long>(asked),
          static_cast<unsigned long long>(dependent), static_cast<unsigned long long>(shown));
    // Else the property would hold for nothing.
    QVERIFY(dependent * 20 > asked);
    QVERIFY(shown * 2 > dependent);
}

void TestProperties::severalUnknownKeysAreSound()
{
    const std::string wrong = forAll(5500, [](Family family, std::uint64_t seed) -> std::string {
        const DraftCase draft = generate(family, seed);
        const std::vector<std::string> keys = keysOf(draft);
        if (keys.size() < 2)
            return {};
        const std::string &one = keys[seed % keys.size()];
        const std::string &other = keys[(seed + 1) % keys.size()];
        const DraftCase unknown = withUnknown(draft, {one, other});
        const Answer answer = answerTo(unknown);
        if (answer.verdict == Verdict::Depends)
            return {};
        Random random(seed);
        const std::vector<DraftValue> ones = valuesToTry(draft, one);
        const std::vector<DraftValue> others = valuesToTry(draft, other);
        for (int tries = 0; tries < 40; ++tries) {
            DraftCase variant = without(without(draft, one), other);
            if (draft.deriveContext || random.chance(85))
                variant.context.push_back(random.pick(ones));
            if (draft.deriveContext || random.chance(85))
                variant.context.push_back(random.pick(others));
            const Answer found = answerTo(variant);
            if (found.verdict != answer.verdict)
                return describe(family, seed, unknown, answer) + "\nbut " + describe(family, seed, variant, found);
        }
        return {};
    });
    QVERIFY2(wrong.empty(), wrong.c_str());
}

QTEST_GUILESS_MAIN(TestProperties)
#include "tst_properties.moc"
