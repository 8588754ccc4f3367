// SPDX-License-Identifier: GPL-3.0-or-later
// One question about a loaded organization: the answer alone, with its explanation, and by routes; beside the naive reference
// evaluator and the bare loop.
#include "fixture.h"

#include "reference/reference.h"
#include "routes/routes.h"

#include <benchmark/benchmark.h>

namespace rolewright::bench {

namespace {

using benchmark::State;

/// Goes through the questions again and again; `items_per_second` are answers.
template <typename Ask>
void ask(State &state, std::size_t questions, const Ask &one)
{
    std::size_t next = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(one(next));
        next = next + 1 == questions ? 0 : next + 1;
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}

/// Questions that are fetched together.
constexpr std::size_t together = 16;

/// Texts in, verdict out, as many at a time as a program would that has many to ask.
void decide(State &state, std::size_t principals)
{
    const Fixture &fixture = Fixture::of(principals);
    PlainAnswers answers(fixture.compiled);
    ask(state, fixture.requests.size(), [&](std::size_t i) {
        if (i % together == 0) {
            const std::size_t count = std::min(together, fixture.plain.size() - i);
            answers.look(std::span(fixture.plain).subspan(i, count));
            answers.fetch(0, count);
        }
        const std::optional<Verdict> verdict = answers.decide(i % together);
        return verdict ? *verdict : fixture.compiled.decide(fixture.requests[i]);
    });
}

/// As the bare loop has its questions: who asks and for which action looked up before.
void decideLooked(State &state, std::size_t principals)
{
    const Fixture &fixture = Fixture::of(principals);
    PlainAnswers answers(fixture.compiled);
    answers.look(fixture.plain);
    ask(state, fixture.requests.size(), [&](std::size_t i) {
        if (i % together == 0)
            answers.fetch(i, std::min(together, fixture.plain.size() - i));
        const std::optional<Verdict> verdict = answers.decide(i);
        return verdict ? *verdict : fixture.compiled.decide(fixture.requests[i]);
    });
}

void decideRequest(State &state, std::size_t principals)
{
    const Fixture &fixture = Fixture::of(principals);
    ask(state, fixture.requests.size(), [&](std::size_t i) { return fixture.compiled.decide(fixture.requests[i]); });
}

void answer(State &state, std::size_t principals)
{
    const Fixture &fixture = Fixture::of(principals);
    ask(state, fixture.requests.size(), [&](std::size_t i) { return fixture.compiled.answer(fixture.requests[i]).statements.size(); });
}

void compile(State &state, std::size_t principals)
{
    const Fixture &fixture = Fixture::of(principals);
    const std::size_t before = residentMemory();
    CompiledWorld compiled;
    for (auto _ : state)
        compiled = CompiledWorld(fixture.world);
    state.counters["bytes"] = static_cast<double>(residentMemory()) - static_cast<double>(before);
}

void evaluateOnly(State &state, std::size_t principals)
{
    const Fixture &fixture = Fixture::of(principals);
    ask(state, fixture.requests.size(), [&](std::size_t i) { return evaluate(fixture.world, fixture.requests[i], {false}).verdict; });
}

void explained(State &state, std::size_t principals)
{
    const Fixture &fixture = Fixture::of(principals);
    ask(state, fixture.requests.size(), [&](std::size_t i) { return evaluate(fixture.world, fixture.requests[i]).layers.size(); });
}

void routes(State &state, std::size_t principals)
{
    const Fixture &fixture = Fixture::of(principals);
    const RouteFinder finder(fixture.compiled);
    RouteOptions options;
    options.explain = false;
    ask(state, fixture.requests.size(), [&](std::size_t i) { return finder.simulate(fixture.requests[i], options).verdict; });
}

void naive(State &state, std::size_t principals)
{
    const Fixture &fixture = Fixture::of(principals);
    ask(state, fixture.requests.size(), [&](std::size_t i) {
        const Gathered gathered = gather(fixture.world, fixture.requests[i]);
        return reference::decide(gathered.layers, gathered.request);
    });
}

void bare(State &state, std::size_t principals)
{
    const Fixture &fixture = Fixture::of(principals);
    ask(state, fixture.requests.size(), [&](std::size_t i) { return fixture.bareLoop->ask(i); });
}

void bareOwn(State &state, std::size_t principals)
{
    const Fixture &fixture = Fixture::of(principals);
    ask(state, fixture.requests.size(), [&](std::size_t i) { return fixture.ownLoop->ask(i); });
}

} // namespace

void registerDecisions(std::size_t principals)
{
    const std::string size = '/' + std::to_string(principals);
    benchmark::RegisterBenchmark(("compile" + size).c_str(), compile, principals)->Unit(benchmark::kMillisecond)->MinTime(0.5);
    for (const auto &[name, run] : std::initializer_list<Named>{{"decide", decide}, {"decide:looked", decideLooked}, {"decide:request", decideRequest}, {"decide:answer", answer}, {"evaluate", evaluateOnly}, {"evaluate:explained", explained}, {"routes", routes}, {"decide/baseline:reference", naive}, {"decide/baseline:bareloop", bare}, {"decide/baseline:bareloop:own", bareOwn}})
        benchmark::RegisterBenchmark((name + size).c_str(), run, principals)->MinTime(0.5);
}

} // namespace rolewright::bench
