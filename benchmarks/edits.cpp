// SPDX-License-Identifier: GPL-3.0-or-later
// From an edit of a policy's text to the new answer.
#include "fixture.h"

#include <benchmark/benchmark.h>

namespace rolewright::bench {

EntityPtr edited(const EntityPtr &entity, std::size_t time)
{
    const PolicyVersionEntry &version = *entity->as<ManagedPolicy>()->defaultVersion();
    return withDocument(*entity, DocumentSlot::Version, version.versionId, PolicyDocument::parse(version.document->text() + std::string(1 + time % 7, ' ')));
}

namespace {

using benchmark::State;

EntityPtr somePolicy(const World &world)
{
    return world.entities(world.header().accounts.front().id, EntityKind::Policy).front();
}

void editToAnswer(State &state, std::size_t principals)
{
    const Fixture &fixture = Fixture::of(principals);
    World world = fixture.world;
    CompiledWorld compiled = fixture.compiled;
    EntityPtr before = somePolicy(world);
    std::size_t time = 0;
    for (auto _ : state) {
        EntityPtr after = edited(before, ++time);
        Patch patch;
        patch.entities.push_back({before, after, {}});
        world = world.applied(patch);
        before = std::move(after);
        compiled = compiled.updated(world);
        benchmark::DoNotOptimize(compiled.decide(fixture.requests[time % fixture.requests.size()]));
    }
}

void snapshot(State &state, std::size_t principals)
{
    const CompiledWorld &compiled = Fixture::of(principals).compiled;
    for (auto _ : state) {
        CompiledWorld copy = compiled;
        benchmark::DoNotOptimize(copy);
    }
}

} // namespace

void registerEdits(std::size_t principals)
{
    const std::string size = '/' + std::to_string(principals);
    benchmark::RegisterBenchmark(("edit:answer" + size).c_str(), editToAnswer, principals)->Unit(benchmark::kMicrosecond)->MinTime(0.5);
    benchmark::RegisterBenchmark(("snapshot" + size).c_str(), snapshot, principals)->MinTime(0.2);
}

} // namespace rolewright::bench
