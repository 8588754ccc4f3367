// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/fixoutput.h"

#include "analyse/linediff.h"
#include "evaluate/answerjson.h"
#include "words/fixwords.h"

#include <QCoreApplication>

namespace rolewright::cli {
namespace {

using Json = nlohmann::ordered_json;

struct FixOutput {
    Q_DECLARE_TR_FUNCTIONS(FixOutput)
};

std::string mark(DiffLine::Kind kind)
{
    switch (kind) {
    case DiffLine::Kind::Removed: return "- ";
    case DiffLine::Kind::Added: return "+ ";
    case DiffLine::Kind::Context: return "  ";
    case DiffLine::Kind::Gap: break;
    }
    return "  …";
}

Json partJson(const FixPart &part)
{
    Json notes = Json::array();
    for (const FixNote &note : part.notes)
        notes.push_back({{"code", note.code}, {"what", words::fixNote(note).toStdString()}});
    Json diff = Json::array();
    for (const DiffLine &line : lineDiff(part.before, part.after))
        diff.push_back(mark(line.kind) + line.text);
    return {{"code", part.code}, {"what", words::fixPart(part).toStdString()}, {"owner", part.owner}, {"document", part.where.name},
        {"notes", notes}, {"diff", diff}};
}

} // namespace

QString toText(const FixList &fixes, Verdict wanted)
{
    QString result = wanted == Verdict::Allowed ? FixOutput::tr("\nWhat would allow it\n") : FixOutput::tr("\nWhat would deny it\n");
    int number = 0;
    for (const Fix &fix : fixes.fixes) {
        ++number;
        for (const FixPart &part : fix.parts) {
            const QString start = &part == &fix.parts.front() ? FixOutput::tr("  %1. ").arg(number) : QStringLiteral("     ");
            result += start + words::fixPart(part) + u'\n';
            for (const FixNote &note : part.notes)
                result += QStringLiteral("     ") + words::fixNote(note) + u'\n';
            for (const DiffLine &line : lineDiff(part.before, part.after))
                result += QStringLiteral("       ") + QString::fromStdString(mark(line.kind) + line.text) + u'\n';
        }
    }
    for (const FixObstacle &obstacle : fixes.obstacles)
        result += QStringLiteral("  ") + words::fixObstacle(obstacle) + u'\n';
    return result;
}

Json toJson(const FixList &fixes, Verdict wanted)
{
    Json list = Json::array();
    for (const Fix &fix : fixes.fixes) {
        Json parts = Json::array();
        for (const FixPart &part : fix.parts)
            parts.push_back(partJson(part));
        list.push_back(std::move(parts));
    }
    Json obstacles = Json::array();
    for (const FixObstacle &obstacle : fixes.obstacles)
        obstacles.push_back({{"code", obstacle.code}, {"what", words::fixObstacle(obstacle).toStdString()}});
    return {{"wanted", name(wanted)}, {"edits", list}, {"obstacles", obstacles}};
}

} // namespace rolewright::cli
