// SPDX-License-Identifier: GPL-3.0-or-later
#include "tree/entitylist.h"

#include "text/utf8.h"
#include "tree/naturalorder.h"
#include "tree/treeedits.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace rolewright {

namespace {

constexpr char separator = '\n'; // in no filter: it is typed into one line

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

} // namespace

NameFilter::NameFilter(const QString &text)
    : m_text(text)
    , m_lower(text.toLower().toStdString())
{
    if (!isAscii(m_lower))
        m_lower.clear();
}

bool NameFilter::accepts(const Entity &entity) const
{
    return m_text.isEmpty() || QString::fromStdString(entity.name()).contains(m_text, Qt::CaseInsensitive)
        || QString::fromStdString(entity.arn()).contains(m_text, Qt::CaseInsensitive);
}

Qt::ItemFlags flagsOf(const Entity &entity)
{
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (treeedits::isRenamable(entity))
        flags |= Qt::ItemIsEditable;
    const EntityKind kind = entity.kind();
    if (kind == EntityKind::Policy || kind == EntityKind::User || kind == EntityKind::Group || kind == EntityKind::OrganizationPolicy)
        flags |= Qt::ItemIsDragEnabled;
    if (kind == EntityKind::User || kind == EntityKind::Group || kind == EntityKind::Role)
        flags |= Qt::ItemIsDropEnabled;
    return flags;
}

EntityList::EntityList(const std::vector<EntityPtr> &entities)
{
    // Each name becomes a QString once, not with every comparison.
    std::vector<std::pair<QString, const EntityPtr *>> named;
    named.reserve(entities.size());
    for (const EntityPtr &entity : entities)
        named.emplace_back(QString::fromStdString(entity->name()), &entity);
    std::sort(named.begin(), named.end(), [](const auto &left, const auto &right) {
        const int order = naturalCompare(left.first, right.first);
        return order != 0 ? order < 0 : (*left.second)->id < (*right.second)->id;
    });
    m_entities.reserve(named.size());
    for (const auto &[name, entity] : named) {
        const std::string text = (*entity)->name() + separator + (*entity)->arn() + separator;
        m_entities.push_back({*entity, (*entity)->id, flagsOf(**entity), m_texts.size(), isAscii(text)});
        m_texts += lowered(text);
    }
}

bool EntityList::accepts(const NameFilter &filter, std::size_t place) const
{
    const Listed &listed = m_entities[place];
    if (filter.m_lower.empty() || !listed.isAscii)
        return filter.accepts(*listed.entity);
    const std::size_t end = place + 1 < m_entities.size() ? m_entities[place + 1].begin : m_texts.size();
    return std::string_view(m_texts).substr(listed.begin, end - listed.begin).find(filter.m_lower) != std::string_view::npos;
}

} // namespace rolewright
