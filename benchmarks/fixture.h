// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bareloop.h"
#include "compiled/plainanswers.h"
#include "organization/organization.h"

#include <benchmark/benchmark.h>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace rolewright::bench {

/// A generated organization and questions about it. One is kept: benchmarks of one size follow each other.
struct Fixture {
    std::vector<InputFile> files;
    std::size_t bytes = 0; ///< of all files
    World world;
    CompiledWorld compiled;
    std::vector<Request> requests;
    std::string lines; ///< the requests as JSON, one after another
    std::vector<PlainQuestion> plain; ///< the same, referring to the lines; of a request that isn't plain: nobody's question
    std::vector<Request> questions;
    std::optional<BareLoop> ownLoop; ///< of the requests
    std::optional<BareLoop> bareLoop; ///< likewise, over all statements

    static const Fixture &of(std::size_t principals);
};

/// A request as `simulate --requests` reads it.
std::string requestLine(const Request &request);

/// The text of a managed policy with a few more spaces at its end: as much work as any other change of it.
EntityPtr edited(const EntityPtr &entity, std::size_t time);

/// Highest resident memory since resetPeak(), in bytes; Linux's /proc.
std::size_t peakMemory();
std::size_t residentMemory();
void resetPeak();

struct Named {
    const char *name;
    void (*run)(benchmark::State &state, std::size_t principals);
};

/// Each file registers its benchmarks for one size.
void registerImport(std::size_t principals);
void registerDecisions(std::size_t principals);
void registerWhoCan(std::size_t principals);
void registerPermissions(std::size_t principals);
void registerEdits(std::size_t principals);
void registerCommandLine(std::size_t principals);
void registerWindow(std::size_t principals);

/// The window that the benchmarks have open, if any: before main() ends.
void closeWindow();

} // namespace rolewright::bench
