// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/load.h"

#include "cli/console.h"
#include "words/words.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdio>

namespace rolewright::cli {
namespace {

struct Load {
    Q_DECLARE_TR_FUNCTIONS(Load)
};

std::optional<std::string> readStandardInput()
{
    std::string text;
    char buffer[1 << 16];
    while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, stdin))
        text.append(buffer, count);
    if (std::ferror(stdin))
        return std::nullopt;
    return text;
}

QString severityWord(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return Load::tr("error");
    case Severity::Warning:
        return Load::tr("warning");
    case Severity::Info:
        break;
    }
    return Load::tr("note");
}

} // namespace

std::optional<std::vector<InputFile>> readFiles(const QStringList &paths)
{
    std::vector<InputFile> files;
    bool standardInput = false;
    for (const QString &path : paths) {
        if (path == u"-") {
            if (std::exchange(standardInput, true)) {
                refuse(Load::tr("“-” (standard input) can be read only once"));
                return std::nullopt;
            }
            std::optional<std::string> text = readStandardInput();
            if (!text) {
                refuse(Load::tr("can't read standard input"));
                return std::nullopt;
            }
            files.push_back({"<stdin>", std::move(*text)});
            continue;
        }
        std::string error;
        std::optional<std::string> text = readFile(QFile::encodeName(path).toStdString(), &error);
        if (!text) {
            tell(QStringLiteral("%1: %2").arg(path, QString::fromStdString(error)));
            return std::nullopt;
        }
        files.push_back({path.toStdString(), std::move(*text)});
    }
    return files;
}

ImportResult importWithProgress(const std::vector<InputFile> &files)
{
    Progress progress(Load::tr("Reading"));
    return importFiles(files, [&](double part) {
        progress.show(part);
        return true;
    });
}

QString remarkLine(const ImportRemark &remark)
{
    return QStringLiteral("%1: %2: %3").arg(words::place(remark), severityWord(remark.severity), words::remark(remark));
}

std::optional<World> loadWorld(const QString &path)
{
    const auto files = readFiles({path});
    if (!files)
        return std::nullopt;
    ImportResult result = importWithProgress(*files);
    if (!result.world) {
        for (const ImportRemark &remark : result.report.remarks)
            tell(remarkLine(remark));
        if (result.report.remarks.empty())
            tell(Load::tr("%1: holds nothing that can be imported").arg(path));
        return std::nullopt;
    }
    std::size_t errors = 0;
    for (const ImportRemark &remark : result.report.remarks)
        errors += remark.severity == Severity::Error ? 1 : 0;
    if (errors > 0)
        tell(Load::tr("%1: note: %2 of its parts can't be used as they stand; “rolewright-cli import” lists them")
                 .arg(path)
                 .arg(errors));
    return std::move(result.world);
}

} // namespace rolewright::cli
