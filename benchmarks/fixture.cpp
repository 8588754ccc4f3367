// SPDX-License-Identifier: GPL-3.0-or-later
#include "fixture.h"

#include <nlohmann/json.hpp>

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

void readPlainly(Fixture &fixture)
{
    std::vector<std::size_t> ends;
    for (const Request &request : fixture.requests) {
        fixture.lines += requestLine(request);
        ends.push_back(fixture.lines.size());
    }
    std::size_t begin = 0;
    for (const std::size_t end : ends) {
        PlainQuestion &question = fixture.plain.emplace_back();
        if (!readPlainQuestion(std::string_view(fixture.lines).substr(begin, end - begin), question))
            question = {};
        begin = end;
    }
}

} // namespace

std::string requestLine(const Request &request)
{
    nlohmann::ordered_json context = nlohmann::ordered_json::object();
    for (const auto &[name, value] : request.context.entries())
        context[value.name] = value.list ? nlohmann::ordered_json(value.values) : nlohmann::ordered_json(value.values.front());
    return nlohmann::ordered_json{{"principal", request.principal.arn}, {"action", request.action}, {"resource", request.resource}, {"context", std::move(context)}}.dump();
}

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
        readPlainly(*made);
        made->ownLoop.emplace(made->world, made->requests, BareLoop::Over::OwnStatements);
        made->bareLoop.emplace(made->world, made->requests, BareLoop::Over::AllStatements);
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
