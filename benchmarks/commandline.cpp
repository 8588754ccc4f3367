// SPDX-License-Identifier: GPL-3.0-or-later
// The command line, as a program of its own: JSON in, JSON out, and how long it takes to start.
#include "fixture.h"

#include "text/json.h"
#include "world/workspaceio.h"

#include <benchmark/benchmark.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

namespace rolewright::bench {

namespace {

using benchmark::State;
using Json = nlohmann::ordered_json;

/// Files for one run of the program, gone with it.
class Directory
{
public:
    Directory()
        : m_path(std::filesystem::temp_directory_path() / ("rolewright-bench-" + std::to_string(::getpid())))
    {
        std::filesystem::create_directory(m_path);
    }
    ~Directory()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    Directory(const Directory &) = delete;
    Directory &operator=(const Directory &) = delete;

    std::string file(const std::string &name) const { return (m_path / name).string(); }

private:
    std::filesystem::path m_path;
};

/// A self-contained case with one policy, as small as cases usually are.
Json caseJson(const Request &request, std::size_t id)
{
    const std::string service = request.action.substr(0, request.action.find(':'));
    const Json statement{{"Effect", "Allow"}, {"Action", {service + ":Get*", service + ":Describe*"}}, {"Resource", "*"}};
    const Json document{{"Version", "2012-10-17"}, {"Statement", Json::array({statement})}};
    return {{"id", id}, {"request", Json::parse(requestLine(request))}, {"policies", {{"identity", Json::array({{{"name", "p"}, {"document", document}}})}}}};
}

/// While it lives, programs that are started have one processor.
class OneProcessor
{
public:
    OneProcessor()
    {
        CPU_ZERO(&m_before);
        sched_getaffinity(0, sizeof m_before, &m_before);
        int first = 0;
        while (first + 1 < CPU_SETSIZE && !CPU_ISSET(first, &m_before))
            ++first;
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(first, &one);
        sched_setaffinity(0, sizeof one, &one);
    }
    ~OneProcessor() { sched_setaffinity(0, sizeof m_before, &m_before); }
    OneProcessor(const OneProcessor &) = delete;
    OneProcessor &operator=(const OneProcessor &) = delete;

private:
    cpu_set_t m_before;
};

/// Processor time of the processes that have ended, all threads together.
double childSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_CHILDREN, &usage);
    const auto seconds = [](const timeval &time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// Runs it and reads what --stats says; answers a second without the time to load.
void run(State &state, const Directory &directory, const std::string &arguments)
{
    const std::string command = std::string(CLI) + ' ' + arguments + " --stats >/dev/null 2>" + directory.file("stats");
    Json stats;
    const double before = childSeconds();
    for (auto _ : state) {
        if (std::system(command.c_str()) == -1) {
            state.SkipWithError("can't run rolewright-cli");
            return;
        }
        std::ifstream in(directory.file("stats"));
        stats = Json::parse(in, nullptr, false);
        if (!stats.is_object()) {
            state.SkipWithError("rolewright-cli failed");
            return;
        }
    }
    state.counters["answersPerSecond"] = stats["answers"].get<double>() / stats["answerSeconds"].get<double>();
    // On a machine with other work this is the steadier figure; loading is part of it.
    state.counters["cpuSeconds"] = (childSeconds() - before) / static_cast<double>(state.iterations());
    state.counters["loadSeconds"] = stats["loadSeconds"].get<double>();
    state.counters["peakBytes"] = stats["peakBytes"].get<double>();
}

void simulateRequests(State &state, std::size_t principals)
{
    const Fixture &fixture = Fixture::of(principals);
    const Directory directory;
    std::ofstream(directory.file("world.rolewright")) << writeWorkspace(fixture.world);
    std::ofstream requests(directory.file("requests"));
    for (int round = 0; round < 5; ++round) {
        for (const Request &request : fixture.requests)
            requests << requestLine(request) << '\n';
    }
    requests.close();
    run(state, directory, "simulate " + directory.file("world.rolewright") + " --direct --requests " + directory.file("requests"));
}

void evaluateCases(State &state, std::size_t principals)
{
    const Fixture &fixture = Fixture::of(principals);
    const Directory directory;
    std::ofstream cases(directory.file("cases"));
    std::size_t id = 0;
    for (int round = 0; round < 5; ++round) {
        for (const Request &request : fixture.requests)
            cases << caseJson(request, ++id) << '\n';
    }
    cases.close();
    run(state, directory, "evaluate " + directory.file("cases"));
}

/// From nothing to the answer to one question.
void startUp(State &state, std::size_t principals)
{
    const Fixture &fixture = Fixture::of(principals);
    const Directory directory;
    std::ofstream(directory.file("world.rolewright")) << writeWorkspace(fixture.world);
    const Request &request = fixture.requests.front();
    run(state, directory, "simulate " + directory.file("world.rolewright") + " --direct --principal " + request.principal.arn + " --action " + request.action
            + " --resource '" + request.resource + '\'');
}

template <auto run>
void onOne(State &state, std::size_t principals)
{
    const OneProcessor one;
    run(state, principals);
}

} // namespace

void registerCommandLine(std::size_t principals)
{
    const std::string size = '/' + std::to_string(principals);
    for (const auto &[name, run] : std::initializer_list<Named>{{"cli:simulate", simulateRequests}, {"cli:simulate:one", onOne<simulateRequests>}, {"cli:evaluate", evaluateCases}, {"cli:evaluate:one", onOne<evaluateCases>}, {"cli:start", startUp}})
        benchmark::RegisterBenchmark((name + size).c_str(), run, principals)->Unit(benchmark::kMillisecond)->Iterations(3)->UseRealTime();
}

} // namespace rolewright::bench
