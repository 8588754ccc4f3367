// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/lineindex.h"
#include "world/import.h"

#include <map>

namespace rolewright {

/// Collects what is odd in the files of one import, with places, and stops at a thousand of a kind, so that a
/// hostile file can't fill the memory with remarks about it.
class RemarkSink
{
public:
    explicit RemarkSink(const std::vector<InputFile> &files);

    struct Place {
        std::size_t file = 0;
        std::size_t offset = 0;
    };

    void add(Severity severity, const std::string &code, std::vector<std::string> arguments, const Place &place,
             const std::string &entity = {});
    /// About the whole file.
    void addToFile(Severity severity, const std::string &code, std::vector<std::string> arguments, std::size_t file);

    /// What another one collected about the same files, after what is here.
    void append(RemarkSink &&other);

    std::size_t errors() const { return m_errors; }
    std::vector<ImportRemark> take();

private:
    bool counted(Severity severity, const std::string &code);

    const std::vector<InputFile> &m_files;
    std::vector<LineIndex> m_lines;
    std::vector<ImportRemark> m_remarks;
    std::map<std::pair<std::string, Severity>, std::size_t> m_counts;
    std::size_t m_errors = 0;
};

} // namespace rolewright
