// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/catalog.h"

#include "catalog/embedded.h"
#include "text/utf8.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace rolewright {

namespace {

using Json = nlohmann::json;

AccessLevel levelOf(const std::string &letter)
{
    switch (letter.front()) {
    case 'L':
        return AccessLevel::List;
    case 'R':
        return AccessLevel::Read;
    case 'W':
        return AccessLevel::Write;
    case 'P':
        return AccessLevel::PermissionsManagement;
    case 'T':
        return AccessLevel::Tagging;
    default:
        return AccessLevel::Unknown;
    }
}

std::vector<CatalogConditionKey> readKeys(const Json &rows)
{
    std::vector<CatalogConditionKey> keys;
    keys.reserve(rows.size());
    for (const Json &row : rows)
        keys.push_back({row[0].get<std::string>(), row[1].get<std::string>()});
    return keys;
}

/// Reads one line of "services"; resources/README.md describes the rows. Left out at the end of a row is
/// what is empty.
class ServiceReader
{
public:
    ServiceReader(const Json &row, const std::vector<CatalogConditionKey> &globalKeys)
        : m_row(row)
        , m_globalKeys(globalKeys)
    {
    }

    CatalogService read()
    {
        m_service.prefix = m_row.at("prefix").get<std::string>();
        m_service.name = m_row.at("name").get<std::string>();
        m_service.honoursRcp = m_row.contains("rcp");
        if (const auto keys = m_row.find("keys"); keys != m_row.end())
            m_service.conditionKeys = readKeys(*keys);
        readLists();
        readTypes();
        readActions();
        return std::move(m_service);
    }

private:
    void readLists()
    {
        const auto lists = m_row.find("lists");
        if (lists == m_row.end())
            return;
        for (const Json &numbers : *lists) {
            std::vector<std::string> &names = m_lists.emplace_back();
            names.reserve(numbers.size());
            for (const Json &number : numbers)
                names.push_back(keyName(number.get<std::size_t>()));
        }
    }

    const std::string &keyName(std::size_t number) const
    {
        const std::size_t own = m_service.conditionKeys.size();
        return number < own ? m_service.conditionKeys[number].name : m_globalKeys.at(number - own).name;
    }

    std::vector<std::string> list(const Json &row, std::size_t place) const
    {
        if (row.size() <= place || row[place].is_null())
            return {};
        return m_lists.at(row[place].get<std::size_t>());
    }

    void readTypes()
    {
        const auto rows = m_row.find("types");
        if (rows == m_row.end())
            return;
        m_service.resourceTypes.reserve(rows->size());
        for (const Json &row : *rows)
            m_service.resourceTypes.push_back({row[0].get<std::string>(), row[1].get<std::string>(), list(row, 2)});
    }

    void readActions()
    {
        const auto rows = m_row.find("actions");
        if (rows == m_row.end())
            return;
        m_service.actions.reserve(rows->size());
        for (const Json &row : *rows) {
            CatalogAction &action = m_service.actions.emplace_back();
            action.service = m_service.prefix;
            action.name = row[0].get<std::string>();
            action.level = levelOf(row[1].get_ref<const std::string &>());
            if (row.size() > 2) {
                action.resources.reserve(row[2].size());
                for (const Json &use : row[2]) {
                    const auto number = use.get<std::size_t>();
                    action.resources.push_back({m_service.resourceTypes.at(number / 2).name, number % 2 == 1});
                }
            }
            action.conditionKeys = list(row, 3);
            if (row.size() > 4)
                action.dependentActions = row[4].get<std::vector<std::string>>();
        }
    }

    const Json &m_row;
    const std::vector<CatalogConditionKey> &m_globalKeys;
    CatalogService m_service;
    std::vector<std::vector<std::string>> m_lists;
};

/// Where the part of a key stands that the user chooses: `${TagKey}`, `<key>`, a final `tag-key`, or
/// nothing after a final slash. Nothing when the key has none.
std::optional<std::pair<std::size_t, std::size_t>> variablePart(const std::string &name)
{
    if (const std::size_t begin = name.find("${"); begin != std::string::npos)
        return std::pair{begin, name.find('}', begin) + 1};
    if (const std::size_t begin = name.find('<'); begin != std::string::npos)
        return std::pair{begin, name.find('>', begin) + 1};
    constexpr std::string_view placeholder = "/tag-key";
    if (name.ends_with(placeholder))
        return std::pair{name.size() - placeholder.size() + 1, name.size()};
    if (name.ends_with('/'))
        return std::pair{name.size(), name.size()};
    return std::nullopt;
}

char lower(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool lessIgnoringCase(std::string_view left, std::string_view right)
{
    return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end(),
        [](char a, char b) { return static_cast<unsigned char>(lower(a)) < static_cast<unsigned char>(lower(b)); });
}

/// The element with that name of a list that is sorted by it, ignoring case; or null.
template <typename T>
const T *findSorted(const std::vector<T> &list, std::string_view wanted, std::string T::*name)
{
    const auto it = std::lower_bound(list.begin(), list.end(), wanted,
        [name](const T &element, std::string_view text) { return lessIgnoringCase(element.*name, text); });
    return it != list.end() && equalsIgnoringCase((*it).*name, wanted) ? &*it : nullptr;
}

} // namespace

Catalog::Catalog()
{
    const Json data = Json::parse(embedded::catalog());
    m_globalKeys = readKeys(data.at("globalKeys"));
    const Json &rows = data.at("services");
    m_services.reserve(rows.size());
    for (const Json &row : rows)
        m_services.push_back(ServiceReader(row, m_globalKeys).read());

    // First come, first kept: a global key's own entry goes before the repetitions in the services.
    for (const CatalogConditionKey &key : m_globalKeys)
        indexKey(key);
    for (const CatalogService &service : m_services) {
        for (const CatalogConditionKey &key : service.conditionKeys)
            indexKey(key);
    }
    std::stable_sort(m_keyPatterns.begin(), m_keyPatterns.end(), [](const KeyPattern &left, const KeyPattern &right) {
        return left.prefix.size() + left.suffix.size() > right.prefix.size() + right.suffix.size();
    });
}

void Catalog::indexKey(const CatalogConditionKey &key)
{
    if (!m_exactKeys.try_emplace(lowered(key.name), &key).second)
        return;
    if (const auto part = variablePart(key.name)) {
        m_keyPatterns.push_back(
            {lowered(key.name.substr(0, part->first)), lowered(key.name.substr(part->second)), &key});
    }
}

const Catalog &Catalog::builtIn()
{
    static const Catalog catalog;
    return catalog;
}

const CatalogService *Catalog::service(std::string_view prefix) const
{
    return findSorted(m_services, prefix, &CatalogService::prefix);
}

const CatalogAction *Catalog::action(std::string_view text) const
{
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos)
        return nullptr;
    const CatalogService *owner = service(text.substr(0, colon));
    return owner ? findSorted(owner->actions, text.substr(colon + 1), &CatalogAction::name) : nullptr;
}

const CatalogResourceType *Catalog::resourceType(std::string_view serviceName, std::string_view type) const
{
    const CatalogService *owner = service(serviceName);
    if (!owner)
        return nullptr;
    const auto it = std::find_if(owner->resourceTypes.begin(), owner->resourceTypes.end(),
        [&](const CatalogResourceType &candidate) { return equalsIgnoringCase(candidate.name, type); });
    return it != owner->resourceTypes.end() ? &*it : nullptr;
}

const CatalogConditionKey *Catalog::conditionKey(std::string_view name) const
{
    const std::string lower = lowered(name);
    // A key whose variable part is empty ("glacier:ResourceTag/") is a pattern, not a name.
    if (const auto it = m_exactKeys.find(lower); it != m_exactKeys.end() && !lower.ends_with('/'))
        return it->second;
    for (const KeyPattern &pattern : m_keyPatterns) {
        if (lower.size() > pattern.prefix.size() + pattern.suffix.size() && lower.starts_with(pattern.prefix)
            && lower.ends_with(pattern.suffix))
            return pattern.key;
    }
    return nullptr;
}

} // namespace rolewright
