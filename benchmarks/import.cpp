// SPDX-License-Identifier: GPL-3.0-or-later
// Reading an export, beside copying its bytes and parsing it with nlohmann/json into a tree.
#include "fixture.h"

#include "world/workspaceio.h"

#include <benchmark/benchmark.h>
#include <nlohmann/json.hpp>

namespace rolewright::bench {

namespace {

using benchmark::State;

/// `peak` and `kept`: memory on top of what the process had, as multiples of the file's size.
class Memory
{
public:
    Memory()
    {
        resetPeak();
        m_before = residentMemory();
    }

    void report(State &state, std::size_t bytes) const
    {
        const auto times = [&](std::size_t memory) { return memory > m_before ? static_cast<double>(memory - m_before) / static_cast<double>(bytes) : 0.0; };
        state.counters["peak"] = times(peakMemory());
        state.counters["kept"] = times(residentMemory());
        state.SetBytesProcessed(static_cast<std::int64_t>(bytes) * static_cast<std::int64_t>(state.iterations()));
    }

private:
    std::size_t m_before = 0;
};

void importFilesOf(State &state, std::size_t principals)
{
    const Fixture &fixture = Fixture::of(principals);
    const Memory memory;
    World world;
    for (auto _ : state)
        world = organization::importedWorld(fixture.files);
    memory.report(state, fixture.bytes);
}

void parseAlone(State &state, std::size_t principals)
{
    const Fixture &fixture = Fixture::of(principals);
    const Memory memory;
    std::vector<nlohmann::json> trees;
    for (auto _ : state) {
        trees.clear();
        for (const InputFile &file : fixture.files)
            trees.push_back(nlohmann::json::parse(file.text));
    }
    memory.report(state, fixture.bytes);
}

void copyBytes(State &state, std::size_t principals)
{
    const Fixture &fixture = Fixture::of(principals);
    const Memory memory;
    std::vector<InputFile> copy;
    for (auto _ : state) {
        copy = fixture.files;
        benchmark::DoNotOptimize(copy.data());
    }
    memory.report(state, fixture.bytes);
}

/// A saved workspace, as the programs open it when they start.
void openWorkspace(State &state, std::size_t principals)
{
    const std::string text = writeWorkspace(Fixture::of(principals).world);
    const std::vector<InputFile> files{{"bench.rolewright", text}};
    const Memory memory;
    World world;
    for (auto _ : state)
        world = organization::importedWorld(files);
    memory.report(state, text.size());
}

} // namespace

void registerImport(std::size_t principals)
{
    const std::string size = '/' + std::to_string(principals);
    for (const auto &[name, run] : std::initializer_list<Named>{{"import", importFilesOf}, {"import/baseline:nlohmann", parseAlone}, {"import/baseline:copy", copyBytes}, {"open", openWorkspace}})
        benchmark::RegisterBenchmark((name + size).c_str(), run, principals)->Unit(benchmark::kMillisecond)->MinWarmUpTime(0)->MinTime(0.5);
}

} // namespace rolewright::bench
