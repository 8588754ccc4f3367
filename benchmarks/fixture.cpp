// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixture.h"

#include <fstream>
#include <memory>
#include <sstream>

namespace rolewright::bench {

namespace {

std::size_t statusLine(const std::string &name)
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with(name))
            return std::stoul(line.substr(name.size())) * 1024;
    }
    return 0;
}

} // namespace

const Fixture &Fixture::of(std::size_t principals)
{
    static std::unique_ptr<const Fixture> kept;
    static std::size_t keptPrincipals = 0;
    if (!kept || keptPrincipals != principals) {
        kept.reset();
        auto made = std::make_unique<Fixture>();
        made->files = organization::generate(organization::Size::of(principals), 1);
        for (const InputFile &file : made->files)
            made->bytes += file.text.size();
        made->world = organization::withOrganization(organization::importedWorld(made->files), 1);
        made->requests = organization::requests(made->world, 20'000, 1);
        made->compiled = CompiledWorld(made->world);
        made->bareLoop.emplace(made->world, made->requests);
        made->questions = organization::questions(made->world, 24, 1);
        kept = std::move(made);
        keptPrincipals = principals;
    }
    return *kept;
}

std::size_t peakMemory()
{
    return statusLine("VmHWM:");
}

std::size_t residentMemory()
{
    return statusLine("VmRSS:");
}

void resetPeak()
{
    std::ofstream("/proc/self/clear_refs") << "5";
}

} // namespace rolewright::bench
