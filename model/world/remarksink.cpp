// SPDX-License-Identifier: GPL-3.0-or-later
#include "world/remarksink.h"

#include "text/lineindex.h"

#include <algorithm>
#include <utility>

namespace rolewright {

namespace {
constexpr std::size_t mostOfAKind = 1000;
} // namespace

bool RemarkSink::counted(Severity severity, const std::string &code)
{
    if (severity == Severity::Error)
        ++m_errors;
    return ++m_counts[{code, severity}] <= mostOfAKind;
}

void RemarkSink::add(Severity severity, const std::string &code, std::vector<std::string> arguments, const Place &place,
                     const std::string &entity)
{
    if (counted(severity, code))
        m_remarks.push_back({{severity, code, std::move(arguments), {}, entity, {0, 0}}, place.file, place.offset});
}

void RemarkSink::addToFile(Severity severity, const std::string &code, std::vector<std::string> arguments, std::size_t file)
{
    if (counted(severity, code))
        m_remarks.push_back({{severity, code, std::move(arguments), {}, {}, {0, 0}}, file, std::nullopt});
}

void RemarkSink::append(RemarkSink &&other)
{
    std::map<std::pair<std::string, Severity>, std::size_t> room;
    for (const auto &[kind, count] : other.m_counts) {
        std::size_t &own = m_counts[kind];
        room[kind] = mostOfAKind - std::min(own, mostOfAKind);
        own += count;
    }
    for (Kept &kept : other.m_remarks) {
        if (std::size_t &left = room[{kept.remark.code, kept.remark.severity}]; left > 0) {
            --left;
            m_remarks.push_back(std::move(kept));
        }
    }
    m_errors += other.m_errors;
}

std::vector<ImportRemark> RemarkSink::take(const std::vector<InputFile> &files)
{
    std::vector<ImportRemark> remarks;
    std::map<std::size_t, LineIndex> lines;
    for (Kept &kept : std::exchange(m_remarks, {})) {
        const InputFile &file = files[kept.file];
        kept.remark.file = file.name;
        if (kept.offset)
            kept.remark.position = lines.try_emplace(kept.file, file.text).first->second.locate(*kept.offset);
        remarks.push_back(std::move(kept.remark));
    }
    for (const auto &[kind, count] : std::exchange(m_counts, {})) {
        if (count > mostOfAKind) {
            remarks.push_back({kind.second, "moreLikeThis", {kind.first, std::to_string(count - mostOfAKind)},
                               {}, {}, {0, 0}});
        }
    }
    return remarks;
}

} // namespace rolewright
