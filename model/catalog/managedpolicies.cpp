// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/managedpolicies.h"

#include "catalog/embedded.h"
#include "policy/arn.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <mutex>
#include <numeric>

namespace rolewright {

/// A line is found by its newline and its document by the word before it, so that opening the library
/// reads names only.
struct ManagedPolicyLibrary::Documents {
    std::vector<std::string_view> texts; ///< compact JSON, in the order of the policies
    std::unique_ptr<std::once_flag[]> flags;
    std::vector<DocumentPtr> parsed;
};

ManagedPolicyLibrary::ManagedPolicyLibrary()
    : m_documents(std::make_unique<Documents>())
{
    constexpr std::string_view documentKey = ",\"document\":";
    std::string_view rest = embedded::managedPolicies();
    while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(line.size() + 1);
        const std::size_t head = line.find(documentKey);
        const std::size_t document = head + documentKey.size();
        const nlohmann::json fields = nlohmann::json::parse(std::string(line.substr(0, head)) + '}');
        m_policies.push_back({fields.at("name").get<std::string>(), fields.at("arn").get<std::string>(),
            fields.at("versionId").get<std::string>(), fields.contains("deprecated")});
        m_documents->texts.push_back(line.substr(document, line.size() - document - 1));
    }
    m_documents->flags = std::make_unique<std::once_flag[]>(m_policies.size());
    m_documents->parsed.resize(m_policies.size());

    m_byArn.resize(m_policies.size());
    std::iota(m_byArn.begin(), m_byArn.end(), std::size_t{0});
    std::sort(m_byArn.begin(), m_byArn.end(),
        [this](std::size_t left, std::size_t right) { return m_policies[left].arn < m_policies[right].arn; });
}

ManagedPolicyLibrary::~ManagedPolicyLibrary() = default;

const ManagedPolicyLibrary &ManagedPolicyLibrary::builtIn()
{
    static const ManagedPolicyLibrary library;
    return library;
}

std::optional<std::size_t> ManagedPolicyLibrary::indexOf(std::string_view arn) const
{
    std::optional<Arn> parts = parseArn(arn);
    if (!parts || !parts->partition.starts_with("aws"))
        return std::nullopt;
    // Other partitions have the same policies: arn:aws-us-gov:iam::aws:policy/ReadOnlyAccess.
    parts->partition = "aws";
    const std::string wanted = parts->text();
    const auto it = std::lower_bound(m_byArn.begin(), m_byArn.end(), wanted,
        [this](std::size_t index, const std::string &text) { return m_policies[index].arn < text; });
    if (it == m_byArn.end() || m_policies[*it].arn != wanted)
        return std::nullopt;
    return *it;
}

const LibraryPolicy *ManagedPolicyLibrary::find(std::string_view arn) const
{
    const std::optional<std::size_t> index = indexOf(arn);
    return index ? &m_policies[*index] : nullptr;
}

DocumentPtr ManagedPolicyLibrary::document(std::string_view arn) const
{
    const std::optional<std::size_t> index = indexOf(arn);
    if (!index)
        return nullptr;
    std::call_once(m_documents->flags[*index], [&] {
        // ordered_json keeps the order of the keys.
        m_documents->parsed[*index]
            = PolicyDocument::parse(nlohmann::ordered_json::parse(m_documents->texts[*index]).dump(2));
    });
    return m_documents->parsed[*index];
}

} // namespace rolewright
