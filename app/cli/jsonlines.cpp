// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/jsonlines.h"

#include "cli/console.h"
#include "words/shapewords.h"
#include "words/words.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <vector>

namespace rolewright::cli {
namespace {

struct Lines {
    Q_DECLARE_TR_FUNCTIONS(Lines)
};

/// Bad lines told one by one on standard error; the rest is counted.
constexpr std::size_t toldLines = 20;

struct LineError {
    QString message;
    std::string at; ///< JSON pointer
    std::size_t column = 1;
};

/// The value that a JSON pointer leads to, or as far as it leads.
const json::Value &valueAt(const json::Value &root, const std::string &pointer)
{
    const json::Value *value = &root;
    std::size_t begin = 1;
    while (begin <= pointer.size() && !pointer.empty()) {
        const std::size_t end = std::min(pointer.find('/', begin), pointer.size());
        std::string name;
        for (std::size_t i = begin; i < end; ++i) {
            if (pointer[i] == '~' && i + 1 < end)
                name += pointer[++i] == '1' ? '/' : '~';
            else
                name += pointer[i];
        }
        const json::Value *child = nullptr;
        if (value->isObject()) {
            child = value->find(name);
        } else if (value->isArray() && !name.empty() && name.find_first_not_of("0123456789") == std::string::npos
            && name.size() < 10) {
            const std::size_t index = std::stoul(name);
            child = index < value->items.size() ? &value->items[index] : nullptr;
        }
        if (!child)
            break;
        value = child;
        begin = end + 1;
    }
    return *value;
}

/// Spans of the policy documents in a case: their parser says what is wrong inside them.
void collectDocuments(const json::Value &value, std::vector<Span> &spans)
{
    for (const json::Value &item : value.items)
        collectDocuments(item, spans);
    for (const json::Member &member : value.members) {
        if (member.key == "document" || member.key == "resource")
            spans.push_back(member.value.span);
        else
            collectDocuments(member.value, spans);
    }
}

/// The first duplicate key outside policy documents: nobody could say which of the values is meant.
const Diagnostic *firstError(const json::Parsed &parsed)
{
    std::vector<Span> documents;
    if (const json::Value *policies = parsed.value->find("policies"))
        collectDocuments(*policies, documents);
    for (const Diagnostic &diagnostic : parsed.diagnostics) {
        const bool inDocument = std::any_of(
            documents.begin(), documents.end(), [&](const Span &span) { return span.contains(diagnostic.span.begin); });
        if (diagnostic.severity == Severity::Error && !inDocument)
            return &diagnostic;
    }
    return nullptr;
}

std::optional<LineError> answerLine(const std::string &line, const LineAnswer &answer, std::string &idJson, std::string &output)
{
    const json::Parsed parsed = json::parse(line);
    const Diagnostic *error = nullptr;
    if (parsed.value)
        error = firstError(parsed);
    else if (!parsed.diagnostics.empty())
        error = &parsed.diagnostics.front();
    if (parsed.value && parsed.value->isObject()) {
        if (const json::Value *id = parsed.value->find("id"))
            idJson = json::toText(*id);
    }
    if (error)
        return LineError{words::diagnostic(*error), {}, locate(line, error->span.begin).column};
    if (!parsed.value)
        return LineError{Lines::tr("not JSON"), {}, 1};
    ShapeError shape;
    if (answer(*parsed.value, line, output, shape))
        return std::nullopt;
    return LineError{words::shapeError(shape), shape.at, locate(line, valueAt(*parsed.value, shape.at).span.begin).column};
}

} // namespace

LineReader::LineReader(const QString &path)
    : m_name(path == u"-" ? QStringLiteral("<stdin>") : path)
{
    m_file = path == u"-" ? stdin : std::fopen(QFile::encodeName(path).constData(), "rb");
    if (!m_file)
        tell(QStringLiteral("%1: %2").arg(m_name, QString::fromLocal8Bit(std::strerror(errno))));
}

LineReader::~LineReader()
{
    if (m_file && m_file != stdin)
        std::fclose(m_file);
}

bool LineReader::next(std::string &line)
{
    for (;;) {
        line.clear();
        m_tooLong = false;
        bool any = false;
        for (int c = getc_unlocked(m_file); c != EOF; c = getc_unlocked(m_file)) {
            any = true;
            if (c == '\n')
                break;
            if (line.size() < maximumLine)
                line += static_cast<char>(c);
            else
                m_tooLong = true;
        }
        if (!any)
            return false;
        ++m_number;
        if (line.find_first_not_of(" \t\r") != std::string::npos)
            return true;
    }
}

int answerLines(const QString &path, const LineAnswer &answer)
{
    LineReader reader(path);
    if (!reader.isOpen())
        return ExitUnusable;
    std::size_t bad = 0;
    std::string line;
    while (reader.next(line)) {
        std::string idJson;
        std::string output;
        std::optional<LineError> error;
        if (reader.tooLong())
            error = LineError{Lines::tr("the line is longer than %1 MiB").arg(LineReader::maximumLine >> 20), {}, 1};
        else
            error = answerLine(line, answer, idJson, output);
        if (error) {
            const nlohmann::ordered_json object{{"error", {{"message", error->message.toStdString()}, {"at", error->at}}}};
            output = dumpedWithId(idJson.empty() ? "null" : idJson, object);
            if (++bad <= toldLines)
                tell(QStringLiteral("%1:%2:%3: %4")
                         .arg(reader.name())
                         .arg(reader.lineNumber())
                         .arg(error->column)
                         .arg(error->message));
        }
        output += '\n';
        if (!write(output))
            break;
    }
    if (bad > toldLines)
        tell(Lines::tr("%1: %2 more lines can't be used").arg(reader.name()).arg(bad - toldLines));
    if (reader.failed()) {
        tell(Lines::tr("%1: can't be read to its end").arg(reader.name()));
        return ExitUnusable;
    }
    return bad > 0 ? ExitUnusable : ExitDone;
}

std::string dumped(const nlohmann::ordered_json &value)
{
    return value.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string dumpedWithId(const std::string &idJson, const nlohmann::ordered_json &object)
{
    const std::string text = dumped(object);
    return idJson.empty() ? text : "{\"id\":" + idJson + ',' + text.substr(1);
}

} // namespace rolewright::cli
