// SPDX-License-Identifier: GPL-3.0-or-later
// rolewright-bench [--largest N] [Google Benchmark's options]; see README.md.
#include "fixture.h"

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

int main(int argc, char **argv)
{
    benchmark::Initialize(&argc, argv);
    std::size_t largest = 10'000;
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--largest") == 0 && i + 1 < argc) {
            largest = std::strtoul(argv[++i], nullptr, 10);
            continue;
        }
        std::fprintf(stderr, "rolewright-bench: unknown argument %s\n", argv[i]);
        return 2;
    }
    for (const std::size_t principals : {100u, 1'000u, 10'000u, 100'000u}) {
        if (principals > largest)
            break;
        rolewright::bench::registerImport(principals);
        rolewright::bench::registerDecisions(principals);
        rolewright::bench::registerWhoCan(principals);
        rolewright::bench::registerPermissions(principals);
        rolewright::bench::registerEdits(principals);
        rolewright::bench::registerCommandLine(principals);
        rolewright::bench::registerWindow(principals);
    }
    benchmark::RunSpecifiedBenchmarks();
    rolewright::bench::closeWindow();
    benchmark::Shutdown();
    return 0;
}
