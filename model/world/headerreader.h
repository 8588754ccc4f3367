// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world/readfile.h"

namespace rolewright {

/// The version that this program writes.
inline constexpr int workspaceFormat = 1;

/// Reads what a workspace file holds beside entities: organization, its policies, scenarios, notes, positions.
class HeaderReader
{
public:
    HeaderReader(std::string_view text, std::size_t file, DocumentReader &documents, RemarkSink &remarks);

    /// Into a header that may hold another file's already. False when the file is of a newer format.
    bool read(const ReadFile &from, WorldBuilder &builder);
    /// The id, name and notes of an account of a workspace file; what else there is stays in `extra`.
    AccountInfo account(const Page &page);

private:
    bool checkVersion(const json::Value *version);
    void readOrganizationPolicies(const json::Value &list, const Diagnostics &duplicates, WorldBuilder &builder);
    Organization organization(const json::Value &value);
    OrganizationNode node(const json::Value &value);
    std::optional<Scenario> scenario(const json::Value &value);
    void readContext(Fields &question, Scenario &scenario);
    void readPositions(const json::Value &value, WorldHeader &header);
    Fields object(const json::Value &value, const std::string &place);

    std::string_view m_text;
    std::size_t m_file;
    RemarkSink &m_remarks;
    EntityReader m_reader;
};

} // namespace rolewright
