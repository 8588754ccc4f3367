// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/jsonlines.h"

#include "cli/console.h"
#include "text/jsonreader.h"
#include "words/shapewords.h"
#include "words/words.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <memory>
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
    if (parsed.diagnostics.empty())
        return nullptr;
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

bool LineReader::next(std::string &text)
{
    const std::size_t start = text.size();
    for (;;) {
        text.resize(start);
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
            const std::size_t room = maximumLine - (text.size() - start);
            text.append(begin, std::min(length, room));
            m_tooLong = m_tooLong || length > room;
            m_next += length + (newline ? 1 : 0);
            if (newline)
                break;
        }
        if (!any)
            return false;
        ++m_number;
        if (text.find_first_not_of(" \t\r", start) != std::string::npos)
            return true;
    }
}

namespace {

/// Lines that are answered together.
struct Batch {
    struct Line {
        std::size_t begin = 0; ///< in `text`
        std::size_t size = 0;
        std::size_t number = 0;
        bool tooLong = false;
    };
    std::string text;
    std::vector<Line> lines;

    bool read(LineReader &reader, bool several);
};

/// So many lines, or bytes, are read before they are answered together.
constexpr std::size_t linesTogether = 2048;
constexpr std::size_t bytesTogether = std::size_t{2} << 20;

/// False at the end.
bool Batch::read(LineReader &reader, bool several)
{
    text.clear();
    lines.clear();
    // The first is waited for; after it, only what has arrived with it.
    while (lines.empty() || (several && lines.size() < linesTogether && text.size() < bytesTogether && reader.isReady())) {
        const std::size_t begin = text.size();
        if (!reader.next(text))
            break;
        lines.push_back({begin, text.size() - begin, reader.lineNumber(), reader.tooLong()});
    }
    return !lines.empty();
}

/// What came of some lines, one after another.
struct Answered {
    struct Failure {
        std::size_t line = 0;
        LineError error;
    };
    std::string output;
    std::vector<Failure> failures;
};

/// Answers lines in one thread.
class Worker
{
public:
    explicit Worker(LineAnswer answer)
        : m_answer(std::move(answer))
    {
    }

    void run(const Batch &batch, std::size_t begin, std::size_t end, Answered &answered)
    {
        answered.output.clear();
        answered.failures.clear();
        if (m_answer.quick) {
            m_texts.clear();
            for (std::size_t i = begin; i < end; ++i)
                m_texts.push_back(batch.lines[i].tooLong ? std::string_view() : std::string_view(batch.text).substr(batch.lines[i].begin, batch.lines[i].size));
            m_answer.quick->look(m_texts);
        }
        for (std::size_t i = begin; i < end; ++i) {
            const Batch::Line &line = batch.lines[i];
            const std::size_t start = answered.output.size();
            if (m_answer.quick && m_answer.quick->answer(i - begin, answered.output)) {
                answered.output += '\n';
                continue;
            }
            answered.output.resize(start);
            m_id.clear();
            if (std::optional<LineError> error = run(std::string_view(batch.text).substr(line.begin, line.size), line.tooLong, answered.output)) {
                const nlohmann::ordered_json object{{"message", error->message.toStdString()}, {"at", error->at}};
                answered.output.resize(start);
                answered.output += "{\"id\":" + (m_id.empty() ? "null" : m_id) + ",\"error\":" + dumped(object) + '}';
                answered.failures.push_back({line.number, std::move(*error)});
            }
            answered.output += '\n';
        }
    }

private:
    std::optional<LineError> run(std::string_view line, bool tooLong, std::string &output)
    {
        if (tooLong)
            return LineError{Lines::tr("the line is longer than %1 MiB").arg(LineReader::maximumLine >> 20), {}, 1};
        const json::Parsed &parsed = m_parser.parse(line);
        const Diagnostic *error = nullptr;
        if (parsed.value)
            error = firstError(parsed);
        else if (!parsed.diagnostics.empty())
            error = &parsed.diagnostics.front();
        if (error) {
            readId(parsed);
            return LineError{words::diagnostic(*error), {}, locate(line, error->span.begin).column};
        }
        if (!parsed.value)
            return LineError{Lines::tr("not JSON"), {}, 1};
        ShapeError shape;
        if (m_answer.answer(*parsed.value, line, output, shape))
            return std::nullopt;
        readId(parsed);
        return LineError{words::shapeError(shape), shape.at, locate(line, valueAt(*parsed.value, shape.at).span.begin).column};
    }

    void readId(const json::Parsed &parsed)
    {
        const json::Value *id = parsed.value && parsed.value->isObject() ? parsed.value->find("id") : nullptr;
        if (id)
            json::appendText(*id, m_id);
    }

    LineAnswer m_answer;
    json::Parser m_parser{json::Texts::Viewed};
    std::vector<std::string_view> m_texts;
    std::string m_id; ///< of a line that can't be used, as it was written
};

/// Answers batches with one thread or two.
class Workers
{
public:
    Workers(int threads, const std::function<LineAnswer()> &makeAnswer)
    {
        for (int i = 0; i < threads; ++i)
            m_workers.push_back(std::make_unique<Worker>(makeAnswer()));
    }

    /// In the order of the lines; there until the next call.
    const std::vector<Answered> &run(const Batch &batch)
    {
        m_answered.resize((batch.lines.size() + atOnce - 1) / atOnce);
        std::atomic<std::size_t> next = 0;
        const auto work = [&](Worker &worker) {
            for (std::size_t part = next++; part < m_answered.size(); part = next++)
                worker.run(batch, part * atOnce, std::min((part + 1) * atOnce, batch.lines.size()), m_answered[part]);
        };
        std::vector<std::thread> others;
        for (std::size_t i = 1; i < m_workers.size() && m_answered.size() > 1; ++i)
            others.emplace_back(work, std::ref(*m_workers[i]));
        work(*m_workers.front());
        for (std::thread &other : others)
            other.join();
        return m_answered;
    }

private:
    static constexpr std::size_t atOnce = 16; ///< lines

    std::vector<std::unique_ptr<Worker>> m_workers;
    std::vector<Answered> m_answered;
};

} // namespace

int answerLines(const QString &path, int threads, Stats &stats, const std::function<LineAnswer()> &makeAnswer)
{
    LineReader reader(path);
    if (!reader.isOpen())
        return ExitUnusable;
    Workers workers(threads, makeAnswer);
    Batch batch;
    std::size_t bad = 0;
    bool writes = true;
    while (writes && batch.read(reader, threads > 1)) {
        const std::size_t badBefore = bad;
        for (const Answered &answered : workers.run(batch)) {
            for (const Answered::Failure &failure : answered.failures) {
                if (++bad <= toldLines)
                    tell(QStringLiteral("%1:%2:%3: %4").arg(reader.name()).arg(failure.line).arg(failure.error.column).arg(failure.error.message));
            }
            writes = writes && write(answered.output);
        }
        stats.answered(batch.lines.size() - (bad - badBefore));
    }
    flush();
    stats.finished();
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

void beginAnswer(const json::Value &question, std::string &output)
{
    std::string text;
    if (const json::Value *id = question.find("id"))
        json::appendText(*id, text);
    beginAnswer(text, output);
}

void beginAnswer(std::string_view id, std::string &output)
{
    output += '{';
    if (!id.empty()) {
        output += "\"id\":";
        output += id;
        output += ',';
    }
}

} // namespace rolewright::cli
