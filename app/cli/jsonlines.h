// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/stats.h"
#include "evaluate/answerjson.h"
#include "text/json.h"

#include <nlohmann/json.hpp>

#include <QString>

#include <cstdio>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rolewright::cli {

/// Input of one JSON value a line. Blank lines are skipped; a line is at most maximumLine bytes.
class LineReader
{
public:
    static constexpr std::size_t maximumLine = std::size_t{64} << 20;

    /// "-" is standard input. isOpen() is false, and the reason told, when the file can't be opened.
    explicit LineReader(const QString &path);
    ~LineReader();
    LineReader(const LineReader &) = delete;
    LineReader &operator=(const LineReader &) = delete;

    bool isOpen() const { return m_file != nullptr; }
    /// Adds the next line to `text`, without its end; false at the end. A line that is too long is cut; tooLong() tells.
    bool next(std::string &text);
    bool tooLong() const { return m_tooLong; }
    /// Whether reading ended early.
    bool failed() const { return m_failed; }
    /// Whether a whole line has been read already, so that next() won't wait for one.
    bool isReady() const;
    std::size_t lineNumber() const { return m_number; }
    const QString &name() const { return m_name; }

private:
    std::FILE *m_file = nullptr;
    bool m_failed = false;
    std::vector<char> m_buffer = std::vector<char>(std::size_t{1} << 19);
    std::size_t m_next = 0; ///< in the buffer
    std::size_t m_end = 0;
    QString m_name;
    std::size_t m_number = 0;
    bool m_tooLong = false;
};

/// Answers lines by their text alone, as far as it can.
class QuickLines
{
public:
    virtual ~QuickLines() = default;
    /// The lines that will be asked for next.
    virtual void look(std::span<const std::string_view> lines) = 0;
    /// Adds the answer to one of them; or returns false, and may leave something in `output`.
    virtual bool answer(std::size_t line, std::string &output) = 0;
};

/// How one thread answers a line.
struct LineAnswer {
    /// Adds the answer to `output`, or returns false after filling the error. Gets the parsed line and its text.
    std::function<bool(const json::Value &value, std::string_view text, std::string &output, ShapeError &error)> answer;
    std::shared_ptr<QuickLines> quick = {}; ///< tried first; may be missing
};

/// Answers every line and prints the answers in order; a bad line prints an error object and is told on standard error with file,
/// line and column. Returns the exit code: ExitDone, or ExitUnusable when a line was bad.
/// `makeAnswer` is called once for each of `threads` (one or two) threads: what a LineAnswer holds belongs to its thread.
int answerLines(const QString &path, int threads, Stats &stats, const std::function<LineAnswer()> &makeAnswer);

/// JSON on one line, always valid UTF-8.
std::string dumped(const nlohmann::ordered_json &value);

/// Begins an answer: `{` and the question's id, as it was written, if it has one. More members must follow.
void beginAnswer(const json::Value &question, std::string &output);
/// `id`: as JSON; empty: none.
void beginAnswer(std::string_view id, std::string &output);

} // namespace rolewright::cli
