// SPDX-License-Identifier: GPL-3.0-or-later
#include "palettemodel.h"

#include "fuzzymatch.h"
#include "theme/theme.h"

#include <QAction>

#include <algorithm>

namespace rolewright {

namespace {

/// What is in the workspace comes before the program's commands, and those before the thousands of AWS's actions.
int kindBonus(PaletteEntry::Kind kind)
{
    switch (kind) {
    case PaletteEntry::Kind::Entity: return 60;
    case PaletteEntry::Kind::Command: return 40;
    case PaletteEntry::Kind::LibraryPolicy: return 5;
    case PaletteEntry::Kind::AwsAction: return 0;
    }
    return 0;
}

int scoreOf(const PaletteEntry &entry, const QStringList &words)
{
    int score = kindBonus(entry.kind);
    for (const QString &word : words) {
        int one = fuzzyScore(word, entry.key);
        // Letters scattered over an ARN mean nothing; a piece of it does.
        if (one == 0 && !entry.value.isEmpty() && entry.value.contains(word, Qt::CaseInsensitive))
            one = 200;
        if (one == 0)
            return 0;
        score += one;
    }
    return score;
}

} // namespace

void PaletteModel::setEntries(std::vector<PaletteEntry> entries)
{
    beginResetModel();
    m_entries = std::move(entries);
    m_shown.clear();
    endResetModel();
    setQuery({});
}

void PaletteModel::setQuery(const QString &query)
{
    const QStringList words = query.toLower().split(u' ', Qt::SkipEmptyParts);
    std::vector<std::pair<int, std::size_t>> found;
    for (std::size_t at = 0; at < m_entries.size(); ++at) {
        if (const int score = scoreOf(m_entries[at], words); score > 0)
            found.emplace_back(-score, at);
        else if (words.isEmpty())
            found.emplace_back(0, at);
    }
    const std::size_t count = std::min(found.size(), maximumShown);
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(count), found.end());
    beginResetModel();
    m_shown.clear();
    for (std::size_t at = 0; at < count; ++at)
        m_shown.push_back(found[at].second);
    endResetModel();
}

const PaletteEntry *PaletteModel::entryAt(const QModelIndex &index) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return nullptr;
    return &m_entries[m_shown[static_cast<std::size_t>(index.row())]];
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    const PaletteEntry *entry = entryAt(index);
    if (!entry)
        return {};
    switch (role) {
    case Qt::DisplayRole: return entry->text;
    case DetailRole: return entry->detail;
    case Qt::ToolTipRole: return entry->value;
    case Qt::DecorationRole:
        switch (entry->kind) {
        case PaletteEntry::Kind::Entity:
        case PaletteEntry::Kind::LibraryPolicy: return theme::entityIcon(entry->entityKind);
        case PaletteEntry::Kind::AwsAction: return theme::icon(QStringLiteral("run"));
        case PaletteEntry::Kind::Command:
            return entry->command && !entry->command->icon().isNull() ? entry->command->icon() : theme::icon(QStringLiteral("command"));
        }
        return {};
    default: return {};
    }
}

} // namespace rolewright
