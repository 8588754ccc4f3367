// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/jsonlines.h"
#include "cli/stats.h"
#include "evaluate/answertext.h"
#include "evaluate/evaluate.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <memory>

namespace rolewright::cli {
namespace {

struct EvaluateText {
    Q_DECLARE_TR_FUNCTIONS(EvaluateText)
};

} // namespace

int evaluateCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(EvaluateText::tr(
        "Answers self-contained cases: JSON Lines in, JSON Lines out, in order. A line that can't be used gives an\n"
        "error object and the run goes on; the exit code is 0 when every line was answered, else 2."));
    const QCommandLineOption json(
        QStringLiteral("json"), EvaluateText::tr("Accepted for symmetry: the output is JSON Lines anyway."));
    const QCommandLineOption statistics(
        QStringLiteral("stats"), EvaluateText::tr("Add one JSON line with times and memory on standard error."));
    parser.addOptions({json, statistics});
    parser.addPositionalArgument(QStringLiteral("FILE"), EvaluateText::tr("Cases; standard input when missing or “-”."),
        QStringLiteral("evaluate [FILE]"));
    if (const auto code = parseArguments(parser, arguments))
        return *code;
    const QStringList files = parser.positionalArguments();
    if (files.size() > 1)
        return refuse(EvaluateText::tr("evaluate reads one FILE; “%1” is too many").arg(files[1]));

    Stats stats(parser.isSet(statistics));
    const int code = answerLines(files.value(0, QStringLiteral("-")), 2, stats, [] {
        return LineAnswer{[one = Case(), documents = std::make_shared<DocumentCache>()](
                   const json::Value &value, std::string_view text, std::string &output, ShapeError &error) mutable {
            if (!caseFromJson(value, text, one, &error, documents.get()))
                return false;
            output += "{\"id\":";
            output += one.idJson;
            output += ',';
            Answer answer = evaluate(one.layers, std::move(one.request), {false});
            appendMembers(answer, output);
            output += '}';
            one.request = std::move(answer.request); // the next line's takes its memory
            return true;
        }};
    });
    stats.print();
    return code;
}

} // namespace rolewright::cli
