// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/properties.h"

#include "compiled/plainanswers.h"
#include "evaluate/answerjson.h"
#include "evaluate/answertext.h"
#include "text/jsonreader.h"
#include "world/import.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace rolewright::fuzz {

namespace {

constexpr auto noon = "2026-01-15T12:00:00Z";

/// The sample workspaces: between them they have every kind of layer.
const std::vector<CompiledWorld> &worlds()
{
    static const std::vector<CompiledWorld> compiled = [] {
        std::vector<CompiledWorld> made;
        for (const std::filesystem::directory_entry &file : std::filesystem::directory_iterator(SAMPLES)) {
            std::ifstream in(file.path(), std::ios::binary);
            const std::string text{std::istreambuf_iterator<char>(in), {}};
            const ImportResult result = importFiles({{file.path().filename().string(), text}});
            if (!result.world)
                std::abort();
            made.emplace_back(*result.world);
        }
        return made;
    }();
    return compiled;
}

std::string membersOf(const Answer &answer)
{
    std::string text;
    appendMembers(answer, text);
    return text;
}

} // namespace

std::string questionFault(std::string_view line)
{
    PlainQuestion plain;
    const bool isPlain = readPlainQuestion(line, plain);
    const json::Parsed parsed = json::parse(line);
    Request request;
    ShapeError error;
    const bool isQuestion = parsed.value && questionFromJson(*parsed.value, request, &error);
    // A question that doesn't say when is about now, and all its answers have to be about the same moment.
    if (!request.context.find("aws:CurrentTime") && !request.context.find("aws:EpochTime")) {
        request.context.set("aws:CurrentTime", std::string(noon), Provenance::Given);
        plain.context.push_back({"aws:CurrentTime", noon});
    }
    for (const CompiledWorld &world : worlds()) {
        PlainAnswers answers(world);
        std::string text;
        std::optional<Verdict> verdict;
        if (isPlain) {
            answers.look({&plain, 1});
            answers.fetch(0, 1);
            verdict = answers.append(0, text);
        }
        if (!isQuestion) {
            if (verdict)
                return "answered as a plain question, and refused by the other reader";
            continue;
        }
        const std::string expected = membersOf(evaluate(world.world(), request, {false}));
        if (membersOf(world.answer(request)) != expected)
            return "the compiled world answers otherwise than evaluate()";
        if (!verdict)
            continue;
        if (text != expected)
            return "the plain question is answered otherwise than evaluate() does";
        if (const std::optional<Verdict> decided = answers.decide(0); decided && decided != verdict)
            return "the verdict alone is another than the answer's";
    }
    return {};
}

} // namespace rolewright::fuzz
