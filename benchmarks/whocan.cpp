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
    const auto world = std::make_shared<WhoCanWorld>(fixture.world);
    WhoCanSearch(world, fixture.questions.front(), 3).run(0, never); // makes the index
    std::size_t next = 0;
    for (auto _ : state) {
        WhoCanSearch search(world, fixture.questions[next++ % fixture.questions.size()], 3);
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
    for (auto _ : state)
        benchmark::DoNotOptimize(index.reach(fixture.questions[next++ % fixture.questions.size()]).isOpen());
    double touched = 0;
    for (const Request &question : fixture.questions)
        touched += static_cast<double>(index.reach(question).mayBeAllowed().size());
    state.counters["touched"] = touched / static_cast<double>(fixture.questions.size());
}

void makeIndex(State &state, std::size_t principals)
{
    const Fixture &fixture = Fixture::of(principals);
    for (auto _ : state) {
        const WhoCanIndex index(fixture.compiled);
        benchmark::DoNotOptimize(&index);
    }
}

void ask(const std::shared_ptr<WhoCanWorld> &world, const Request &question)
{
    WhoCanSearch search(world, question, 3);
    while (!search.isDone())
        search.run(1000, never);
    benchmark::DoNotOptimize(search.rows().size());
}

/// The first question about a world evaluates the hops; later ones find them.
void withRoutes(State &state, std::size_t principals, bool isFirst)
{
    const Fixture &fixture = Fixture::of(principals);
    auto world = std::make_shared<WhoCanWorld>(fixture.world);
    for (std::size_t i = 0; !isFirst && i < fixture.questions.size(); ++i)
        ask(world, fixture.questions[i]);
    std::size_t next = 0;
    for (auto _ : state) {
        if (isFirst) {
            state.PauseTiming();
            world = std::make_shared<WhoCanWorld>(fixture.world);
            WhoCanSearch(world, fixture.questions.front(), 3).run(0, never);
            state.ResumeTiming();
        }
        ask(world, fixture.questions[next++ % fixture.questions.size()]);
    }
}

/// From the change of a policy's text to everybody's answer with routes.
void edit(State &state, std::size_t principals)
{
    const Fixture &fixture = Fixture::of(principals);
    World world = fixture.world;
    auto known = std::make_shared<WhoCanWorld>(world);
    for (const Request &question : fixture.questions)
        ask(known, question);
    EntityPtr before = world.entities(world.header().accounts.front().id, EntityKind::Policy).front();
    std::size_t time = 0;
    for (auto _ : state) {
        EntityPtr after = edited(before, ++time);
        Patch patch;
        patch.entities.push_back({before, after, {}});
        world = world.applied(patch);
        before = std::move(after);
        known = std::make_shared<WhoCanWorld>(world, known);
        ask(known, fixture.questions[time % fixture.questions.size()]);
    }
}

} // namespace

void registerWhoCan(std::size_t principals)
{
    const std::string size = '/' + std::to_string(principals);
    benchmark::RegisterBenchmark(("whocan:direct" + size).c_str(), direct, principals)->Unit(benchmark::kMillisecond)->MinTime(0.5);
    benchmark::RegisterBenchmark(("whocan:reach" + size).c_str(), reach, principals)->Unit(benchmark::kMillisecond)->MinTime(0.3);
    benchmark::RegisterBenchmark(("whocan:index" + size).c_str(), makeIndex, principals)->Unit(benchmark::kMillisecond)->MinTime(0.3);
    const int rounds = principals < 10'000 ? 48 : 24;
    benchmark::RegisterBenchmark(("whocan:first" + size).c_str(), withRoutes, principals, true)->Unit(benchmark::kMillisecond)->Iterations(principals < 10'000 ? 12 : 4)->UseRealTime();
    benchmark::RegisterBenchmark(("whocan:routes" + size).c_str(), withRoutes, principals, false)->Unit(benchmark::kMillisecond)->Iterations(rounds)->UseRealTime();
    benchmark::RegisterBenchmark(("edit:whocan" + size).c_str(), edit, principals)->Unit(benchmark::kMillisecond)->Iterations(rounds)->UseRealTime();
}

} // namespace rolewright::bench
