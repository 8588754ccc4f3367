// SPDX-License-Identifier: GPL-3.0-or-later
// Who can do it, of everyone.
#include "fixture.h"

#include "analyse/whocan.h"

#include <benchmark/benchmark.h>

namespace rolewright::bench {

namespace {

using benchmark::State;

const auto never = [] { return false; };

void direct(State &state, std::size_t principals)
{
    const Fixture &fixture = Fixture::of(principals);
    const auto index = std::make_shared<const WhoCanIndex>(fixture.compiled);
    std::size_t next = 0;
    for (auto _ : state) {
        WhoCanSearch search(fixture.world, fixture.questions[next++ % fixture.questions.size()], 3, nullptr, index);
        search.run(0, never);
        benchmark::DoNotOptimize(search.rows().size());
    }
}

/// Who may be denied or not, without the rows that a list needs.
void reach(State &state, std::size_t principals)
{
    const Fixture &fixture = Fixture::of(principals);
    const WhoCanIndex index(fixture.compiled);
    std::size_t next = 0;
    for (auto _ : state) {
        const WhoCanIndex::Reach reach = index.reach(fixture.questions[next++ % fixture.questions.size()]);
        benchmark::DoNotOptimize(&reach);
    }
}

void makeIndex(State &state, std::size_t principals)
{
    const Fixture &fixture = Fixture::of(principals);
    for (auto _ : state) {
        const WhoCanIndex index(fixture.compiled);
        benchmark::DoNotOptimize(&index);
    }
}

void withRoutes(State &state, std::size_t principals)
{
    const Fixture &fixture = Fixture::of(principals);
    const auto finder = std::make_shared<const RouteFinder>(fixture.world);
    const auto index = std::make_shared<const WhoCanIndex>(fixture.compiled);
    std::size_t next = 0;
    for (auto _ : state) {
        WhoCanSearch search(fixture.world, fixture.questions[next++ % fixture.questions.size()], 3, finder, index);
        while (!search.isDone())
            search.run(1000, never);
        benchmark::DoNotOptimize(search.rows().size());
    }
}

} // namespace

void registerWhoCan(std::size_t principals)
{
    const std::string size = '/' + std::to_string(principals);
    benchmark::RegisterBenchmark(("whocan:direct" + size).c_str(), direct, principals)->Unit(benchmark::kMillisecond)->MinTime(0.5);
    benchmark::RegisterBenchmark(("whocan:reach" + size).c_str(), reach, principals)->Unit(benchmark::kMillisecond)->MinTime(0.3);
    benchmark::RegisterBenchmark(("whocan:index" + size).c_str(), makeIndex, principals)->Unit(benchmark::kMillisecond)->MinTime(0.3);
    benchmark::RegisterBenchmark(("whocan:routes" + size).c_str(), withRoutes, principals)->Unit(benchmark::kMillisecond)->Iterations(principals < 10'000 ? 24 : 3)->UseRealTime();
}

} // namespace rolewright::bench
