// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/answerjson.h"
#include "text/json.h"

#include <nlohmann/json.hpp>

#include <QString>

#include <cstdio>
#include <functional>
#include <string>
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
    /// False at the end. A line that is too long is cut; tooLong() tells.
    bool next(std::string &line);
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

/// Runs `answer` for every line and prints what it makes, in order; a bad line prints an error object and is told on
/// standard error with file, line and column. Returns the exit code: ExitDone, or ExitUnusable when a line was bad.
/// `answer` gets the parsed line and its text; it returns false after filling the error. With `parallel` two threads call it.
using LineAnswer = std::function<bool(const json::Value &value, const std::string &text, std::string &output, ShapeError &error)>;
int answerLines(const QString &path, const LineAnswer &answer, bool parallel = false);

/// JSON on one line, always valid UTF-8.
std::string dumped(const nlohmann::ordered_json &value);

/// `{"id": …, …}`: the id as it was written, before the object's own members. An empty id adds nothing.
std::string dumpedWithId(const std::string &idJson, const nlohmann::ordered_json &object);
/// The same for the text of an object.
std::string withId(const std::string &idJson, const std::string &object);

} // namespace rolewright::cli
