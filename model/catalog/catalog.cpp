// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/catalog.h"

#include "catalog/embedded.h"
#include "text/jsonreader.h"
#include "text/utf8.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>
#include <utility>

namespace rolewright {

namespace {

using json::Value;

AccessLevel levelOf(std::string_view letter)
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

std::string textOf(const Value &value)
{
    return std::string(value.text);
}

std::size_t numberOf(const Value &value)
{
    std::size_t number = 0;
    std::from_chars(value.text.data(), value.text.data() + value.text.size(), number);
    return number;
}

/// The rows of a member that is left out when it has none.
List<Value> rowsOf(const Value &object, std::string_view name)
{
    const Value *rows = object.find(name);
    return rows ? rows->items : List<Value>();
}

std::vector<CatalogConditionKey> readKeys(const List<Value> &rows)
{
    std::vector<CatalogConditionKey> keys;
    keys.reserve(rows.size());
    for (const Value &row : rows)
        keys.push_back({textOf(row.items[0]), textOf(row.items[1])});
    return keys;
}

/// Reads one line of "services"; resources/README.md describes the rows. Left out at the end of a row is
/// what is empty.
class ServiceReader
{
public:
    ServiceReader(const Value &row, const std::vector<CatalogConditionKey> &globalKeys)
        : m_row(row)
        , m_globalKeys(globalKeys)
    {
    }

    CatalogService read()
    {
        m_service.prefix = textOf(*m_row.find("prefix"));
        m_service.name = textOf(*m_row.find("name"));
        m_service.honoursRcp = m_row.find("rcp") != nullptr;
        m_service.conditionKeys = readKeys(rowsOf(m_row, "keys"));
        readLists();
        readTypes();
        readActions();
        return std::move(m_service);
    }

private:
    void readLists()
    {
        for (const Value &numbers : rowsOf(m_row, "lists")) {
            std::vector<std::string> &names = m_lists.emplace_back();
            names.reserve(numbers.items.size());
            for (const Value &number : numbers.items)
                names.push_back(keyName(numberOf(number)));
        }
    }

    const std::string &keyName(std::size_t number) const
    {
        const std::size_t own = m_service.conditionKeys.size();
        return number < own ? m_service.conditionKeys[number].name : m_globalKeys.at(number - own).name;
    }

    std::vector<std::string> list(const List<Value> &row, std::size_t place) const
    {
        if (row.size() <= place || row[place].kind == json::Kind::Null)
            return {};
        return m_lists.at(numberOf(row[place]));
    }

    void readTypes()
    {
        const List<Value> rows = rowsOf(m_row, "types");
        m_service.resourceTypes.reserve(rows.size());
        for (const Value &row : rows)
            m_service.resourceTypes.push_back({textOf(row.items[0]), textOf(row.items[1]), list(row.items, 2)});
    }

    void readActions()
    {
        const List<Value> rows = rowsOf(m_row, "actions");
        m_service.actions.reserve(rows.size());
        for (const Value &row : rows) {
            const List<Value> &columns = row.items;
            CatalogAction &action = m_service.actions.emplace_back();
            action.service = m_service.prefix;
            action.name = textOf(columns[0]);
            action.level = levelOf(columns[1].text);
            if (columns.size() > 2) {
                action.resources.reserve(columns[2].items.size());
                for (const Value &use : columns[2].items)
                    action.resources.push_back({m_service.resourceTypes.at(numberOf(use) / 2).name, numberOf(use) % 2 == 1});
            }
            action.conditionKeys = list(columns, 3);
            if (columns.size() > 4)
                std::transform(columns[4].items.begin(), columns[4].items.end(), std::back_inserter(action.dependentActions), textOf);
        }
    }

    const Value &m_row;
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
    json::Parser parser(json::Texts::Viewed);
    const json::Parsed &data = parser.parse(embedded::catalog());
    m_globalKeys = readKeys(rowsOf(*data.value, "globalKeys"));
    const List<Value> rows = rowsOf(*data.value, "services");
    m_services.reserve(rows.size());
    for (const Value &row : rows)
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
