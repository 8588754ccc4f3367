// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/jsonlines.h"

#include "cli/console.h"
#include "words/shapewords.h"
#include "words/words.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <optional>
#include <thread>
#include <vector>

#include <unistd.h>

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

bool LineReader::isReady() const
{
    return std::memchr(m_buffer.data() + m_next, '\n', m_end - m_next) != nullptr;
}

bool LineReader::next(std::string &line)
{
    for (;;) {
        line.clear();
        m_tooLong = false;
        bool any = false;
        while (true) {
            if (m_next == m_end) {
                // What is there, not a whole buffer: somebody may be typing.
                const ssize_t count = ::read(fileno(m_file), m_buffer.data(), m_buffer.size());
                if (count < 0 && errno == EINTR)
                    continue;
                m_failed = count < 0;
                m_next = 0;
                m_end = count > 0 ? static_cast<std::size_t>(count) : 0;
                if (m_end == 0)
                    break;
            }
            any = true;
            const char *begin = m_buffer.data() + m_next;
            const auto *newline = static_cast<const char *>(std::memchr(begin, '\n', m_end - m_next));
            const std::size_t length = newline ? static_cast<std::size_t>(newline - begin) : m_end - m_next;
            const std::size_t room = maximumLine - line.size();
            line.append(begin, std::min(length, room));
            m_tooLong = m_tooLong || length > room;
            m_next += length + (newline ? 1 : 0);
            if (newline)
                break;
        }
        if (!any)
            return false;
        ++m_number;
        if (line.find_first_not_of(" \t\r") != std::string::npos)
            return true;
    }
}

namespace {

/// A line and what came of it.
struct Line {
    std::string text;
    std::size_t number = 0;
    bool tooLong = false;
    std::string idJson;
    std::string output;
    std::optional<LineError> error;

    void run(const LineAnswer &answer)
    {
        if (tooLong)
            error = LineError{Lines::tr("the line is longer than %1 MiB").arg(LineReader::maximumLine >> 20), {}, 1};
        else
            error = answerLine(text, answer, idJson, output);
    }
};

/// So many lines, or bytes, are read before they are answered together.
constexpr std::size_t linesTogether = 512;
constexpr std::size_t bytesTogether = std::size_t{4} << 20;

std::vector<Line> nextLines(LineReader &reader, bool parallel)
{
    std::vector<Line> lines;
    std::size_t bytes = 0;
    // The first is waited for; after it, only what has arrived with it.
    while (lines.empty() || (parallel && lines.size() < linesTogether && bytes < bytesTogether && reader.isReady())) {
        Line line;
        if (!reader.next(line.text))
            break;
        line.number = reader.lineNumber();
        line.tooLong = reader.tooLong();
        bytes += line.text.size();
        lines.push_back(std::move(line));
    }
    return lines;
}

void runAll(std::vector<Line> &lines, const LineAnswer &answer)
{
    constexpr std::size_t atOnce = 16;
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t begin = next.fetch_add(atOnce); begin < lines.size(); begin = next.fetch_add(atOnce)) {
            for (std::size_t i = begin; i < std::min(begin + atOnce, lines.size()); ++i)
                lines[i].run(answer);
        }
    };
    if (lines.size() <= atOnce) {
        work();
        return;
    }
    std::thread other(work);
    work();
    other.join();
}

} // namespace

int answerLines(const QString &path, const LineAnswer &answer, bool parallel)
{
    LineReader reader(path);
    if (!reader.isOpen())
        return ExitUnusable;
    std::size_t bad = 0;
    bool writes = true;
    for (std::vector<Line> lines = nextLines(reader, parallel); !lines.empty() && writes; lines = nextLines(reader, parallel)) {
        runAll(lines, answer);
        for (Line &line : lines) {
            if (line.error) {
                const nlohmann::ordered_json object{{"error", {{"message", line.error->message.toStdString()}, {"at", line.error->at}}}};
                line.output = dumpedWithId(line.idJson.empty() ? "null" : line.idJson, object);
                if (++bad <= toldLines)
                    tell(QStringLiteral("%1:%2:%3: %4").arg(reader.name()).arg(line.number).arg(line.error->column).arg(line.error->message));
            }
            line.output += '\n';
            writes = writes && write(line.output);
        }
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
    return withId(idJson, dumped(object));
}

std::string withId(const std::string &idJson, const std::string &object)
{
    return idJson.empty() ? object : "{\"id\":" + idJson + ',' + object.substr(1);
}

} // namespace rolewright::cli
