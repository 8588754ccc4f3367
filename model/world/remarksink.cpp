// SPDX-License-Identifier: GPL-3.0-or-later
#include "world/remarksink.h"

#include <algorithm>
#include <utility>

namespace rolewright {

namespace {
constexpr std::size_t mostOfAKind = 1000;
} // namespace

RemarkSink::RemarkSink(const std::vector<InputFile> &files)
    : m_files(files)
{
    for (const InputFile &file : files)
        m_lines.emplace_back(file.text);
}

bool RemarkSink::counted(Severity severity, const std::string &code)
{
    if (severity == Severity::Error)
        ++m_errors;
    return ++m_counts[{code, severity}] <= mostOfAKind;
}

void RemarkSink::add(Severity severity, const std::string &code, std::vector<std::string> arguments, const Place &place,
                     const std::string &entity)
{
    if (!counted(severity, code))
        return;
    m_remarks.push_back({severity, code, std::move(arguments), m_files[place.file].name, entity,
                         m_lines[place.file].locate(place.offset)});
}

void RemarkSink::addToFile(Severity severity, const std::string &code, std::vector<std::string> arguments, std::size_t file)
{
    if (counted(severity, code))
        m_remarks.push_back({severity, code, std::move(arguments), m_files[file].name, {}, {0, 0}});
}

void RemarkSink::append(RemarkSink &&other)
{
    std::map<std::pair<std::string, Severity>, std::size_t> room;
    for (const auto &[kind, count] : other.m_counts) {
        std::size_t &own = m_counts[kind];
        room[kind] = mostOfAKind - std::min(own, mostOfAKind);
        own += count;
    }
    for (ImportRemark &remark : other.m_remarks) {
        if (std::size_t &left = room[{remark.code, remark.severity}]; left > 0) {
            --left;
            m_remarks.push_back(std::move(remark));
        }
    }
    m_errors += other.m_errors;
}

std::vector<ImportRemark> RemarkSink::take()
{
    for (const auto &[kind, count] : m_counts) {
        if (count > mostOfAKind) {
            m_remarks.push_back({kind.second, "moreLikeThis", {kind.first, std::to_string(count - mostOfAKind)},
                                 {}, {}, {0, 0}});
        }
    }
    m_counts.clear();
    return std::exchange(m_remarks, {});
}

} // namespace rolewright
