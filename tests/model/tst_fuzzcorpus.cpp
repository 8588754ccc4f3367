// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/properties.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <random>
#include <vector>

using namespace rolewright;

namespace {

using Property = std::string (*)(std::string_view);

struct Target {
    const char *name; ///< of the corpus directory
    Property property;
};

constexpr Target targets[] = {
    {"policy", fuzz::policyFault},
    {"import", fuzz::importFault},
    {"workspace", fuzz::workspaceFault},
    {"evaluate", fuzz::evaluateFault},
    {"question", fuzz::questionFault},
};

struct Input {
    QString name;
    std::string text;
};

std::vector<Input> corpus(const char *target)
{
    const QDir directory(QStringLiteral(CORPUS "/") + QLatin1String(target));
    std::vector<Input> result;
    for (const QString &name : directory.entryList(QDir::Files, QDir::Name)) {
        QFile file(directory.filePath(name));
        if (file.open(QFile::ReadOnly))
            result.push_back({name, file.readAll().toStdString()});
    }
    return result;
}

/// The same series on every machine: only std::mt19937 itself is specified, the distributions aren't.
class Mutator
{
public:
    explicit Mutator(std::uint32_t seed)
        : m_random(seed)
    {
    }

    std::size_t below(std::size_t limit) { return limit == 0 ? 0 : m_random() % limit; }

    std::string mutated(std::string text, const std::string &other)
    {
        for (std::size_t rounds = 1 + below(4); rounds > 0; --rounds)
            mutateOnce(text, other);
        return text;
    }

private:
    void mutateOnce(std::string &text, const std::string &other)
    {
        static constexpr std::string_view structure = "{}[]\",:\\*?$%0-eE.n\n \x80\xFF";
        const std::size_t at = below(text.size());
        const std::size_t length = below(std::min<std::size_t>(text.size() - at, 64) + 1);
        switch (below(7)) {
        case 0:
            if (!text.empty())
                text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
            break;
        case 1:
            text.resize(at);
            break;
        case 2:
            text.erase(at, length);
            break;
        case 3:
            text.insert(at, text.substr(at, length));
            break;
        case 4:
            text.insert(at, 1, structure[below(structure.size())]);
            break;
        case 5:
            if (!text.empty())
                text[at] = structure[below(structure.size())];
            break;
        default:
            text = text.substr(0, at) + other.substr(below(other.size()));
            break;
        }
    }

    std::mt19937 m_random;
};

QByteArray shown(const std::string &text)
{
    return QByteArray::fromStdString(text.substr(0, 4000)).toPercentEncoding(" {}[]\":,*/?=");
}

} // namespace

/// The fuzzers' properties over their corpora, and over a fixed series of mutations of them.
class TestFuzzCorpus : public QObject
{
    Q_OBJECT

private slots:
    void corpora_data();
    void corpora();
    void mutations_data();
    void mutations();
};

void TestFuzzCorpus::corpora_data()
{
    QTest::addColumn<int>("target");
    for (int target = 0; target < int(std::size(targets)); ++target)
        QTest::newRow(targets[target].name) << target;
}

void TestFuzzCorpus::corpora()
{
    QFETCH(int, target);
    const std::vector<Input> inputs = corpus(targets[target].name);
    QVERIFY(!inputs.empty());
    for (const Input &input : inputs) {
        const std::string fault = targets[target].property(input.text);
        QVERIFY2(fault.empty(), qPrintable(input.name + QStringLiteral(": ") + QString::fromStdString(fault)));
    }
}

void TestFuzzCorpus::mutations_data()
{
    corpora_data();
}

void TestFuzzCorpus::mutations()
{
    QFETCH(int, target);
    constexpr std::uint32_t seed = 20261121;
    constexpr int count = 1500;
    const std::vector<Input> inputs = corpus(targets[target].name);
    Mutator mutator(seed);
    for (int i = 0; i < count; ++i) {
        const Input &first = inputs[mutator.below(inputs.size())];
        const Input &second = inputs[mutator.below(inputs.size())];
        const std::string text = mutator.mutated(first.text, second.text);
        const std::string fault = targets[target].property(text);
        QVERIFY2(fault.empty(), ("mutation " + QByteArray::number(i) + ": " + fault.c_str() + "\n" + shown(text)).constData());
    }
}

QTEST_GUILESS_MAIN(TestFuzzCorpus)
#include "tst_fuzzcorpus.moc"
