// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/import.h"

#include <map>

namespace rolewright {

/// Collects what is odd in the files of one import, with places, and stops at a thousand of a kind, so that a
/// hostile file can't fill the memory with remarks about it.
class RemarkSink
{
public:
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
    /// Everything, with the names, lines and columns of those files. Nothing is left.
    std::vector<ImportRemark> take(const std::vector<InputFile> &files);

private:
    struct Kept {
        ImportRemark remark; ///< without file and position
        std::size_t file = 0;
        std::optional<std::size_t> offset; ///< none: the whole file
    };

    bool counted(Severity severity, const std::string &code);

    std::vector<Kept> m_remarks;
    std::map<std::pair<std::string, Severity>, std::size_t> m_counts;
    std::size_t m_errors = 0;
};

} // namespace rolewright
