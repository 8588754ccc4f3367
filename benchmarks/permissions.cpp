// SPDX-License-Identifier: GPL-3.0-or-later
// What somebody can do, and the naive ways to it and to "who can".
#include "fixture.h"

#include "analyse/effective.h"
#include "catalog/catalog.h"
#include "reference/reference.h"

#include <benchmark/benchmark.h>

namespace rolewright::bench {

namespace {

using benchmark::State;

/// The same callers again and again, spread over all of them.
const Request &caller(const Fixture &fixture, std::size_t time)
{
    return fixture.requests[time * 37 % fixture.requests.size()];
}

void effective(State &state, std::size_t principals)
{
    const Fixture &fixture = Fixture::of(principals);
    std::size_t time = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(effectivePolicy(fixture.world, caller(fixture, time++)).statements.size());
}

/// Also as every role that can be reached; in both threads.
void effectiveRoutes(State &state, std::size_t principals)
{
    const Fixture &fixture = Fixture::of(principals);
    const RouteFinder finder(fixture.compiled);
    RouteOptions options;
    options.nearMisses = false;
    options.explain = false;
    std::size_t time = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(whatCan(finder, fixture.world, caller(fixture, time++), options).all.size());
}

bool isAllowedNaively(const Fixture &fixture, const Request &request)
{
    const Gathered gathered = gather(fixture.world, request);
    return reference::decide(gathered.layers, gathered.request) == Decision::Allowed;
}

/// The reference evaluator, for every action of the catalog on any resource.
void everyAction(State &state, std::size_t principals)
{
    const Fixture &fixture = Fixture::of(principals);
    std::size_t time = 0;
    for (auto _ : state) {
        Request request = caller(fixture, time++);
        request.resource = "*";
        std::size_t allowed = 0;
        for (const CatalogService &service : Catalog::builtIn().services()) {
            for (const CatalogAction &action : service.actions) {
                request.action = action.text();
                allowed += isAllowedNaively(fixture, request) ? 1 : 0;
            }
        }
        benchmark::DoNotOptimize(allowed);
    }
}

/// The reference evaluator, for every user and role.
void everyPrincipal(State &state, std::size_t principals)
{
    const Fixture &fixture = Fixture::of(principals);
    std::size_t time = 0;
    for (auto _ : state) {
        Request request = fixture.questions[time++ % fixture.questions.size()];
        std::size_t allowed = 0;
        for (const AccountInfo &account : fixture.world.header().accounts) {
            for (const EntityKind kind : {EntityKind::User, EntityKind::Role}) {
                for (const EntityPtr &entity : fixture.world.entities(account.id, kind)) {
                    request.principal = *parsePrincipal(entity->arn());
                    allowed += isAllowedNaively(fixture, request) ? 1 : 0;
                }
            }
        }
        benchmark::DoNotOptimize(allowed);
    }
}

} // namespace

void registerPermissions(std::size_t principals)
{
    const std::string size = '/' + std::to_string(principals);
    benchmark::RegisterBenchmark(("effective" + size).c_str(), effective, principals)->Unit(benchmark::kMicrosecond)->MinTime(0.3);
    benchmark::RegisterBenchmark(("effective:routes" + size).c_str(), effectiveRoutes, principals)->Unit(benchmark::kMillisecond)->Iterations(20)->UseRealTime();
    benchmark::RegisterBenchmark(("effective/baseline:reference" + size).c_str(), everyAction, principals)->Unit(benchmark::kMillisecond)->Iterations(1);
    if (principals <= 10'000)
        benchmark::RegisterBenchmark(("whocan:direct/baseline:reference" + size).c_str(), everyPrincipal, principals)->Unit(benchmark::kMillisecond)->Iterations(2);
}

} // namespace rolewright::bench
