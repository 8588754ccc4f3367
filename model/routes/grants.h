// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/layers.h"

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace rolewright {

/// The roles on which a principal's own policies may allow an action (sts:AssumeRole, iam:PassRole); Deny statements, conditions and
/// the other layers are left aside.
enum class GrantReach { No, All, Pattern, Named };

/// What one identity policy may allow. Shared: the same managed policy is looked at once.
struct DocumentGrants {
    bool all = false;
    std::vector<std::string> named; ///< ARNs without wildcards
    std::vector<std::string> patterns;
};

class GrantReader;

class RoleGrants
{
public:
    bool unknown = false; ///< a document or the principal isn't known
    GrantReach reach(std::string_view roleArn) const;
    /// ARNs that are named without wildcards.
    std::vector<std::string> named() const;
    bool anyPattern() const;
    bool all() const;
    bool any() const; ///< some role, or it isn't known

private:
    friend class GrantReader;
    std::vector<std::shared_ptr<const DocumentGrants>> m_documents;
};

/// Reads identity layers for one action, remembering documents.
class GrantReader
{
public:
    explicit GrantReader(std::string loweredAction);
    RoleGrants read(const Layers &layers);

private:
    std::string m_action;
    std::unordered_map<const PolicyDocument *, std::shared_ptr<const DocumentGrants>> m_known;
};

} // namespace rolewright
