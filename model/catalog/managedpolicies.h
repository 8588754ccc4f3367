// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/policy.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rolewright {

struct LibraryPolicy {
    std::string name;
    std::string arn;
    std::string versionId;
    bool deprecated = false;
};

/// The AWS managed policies, built in. Documents are parsed once, when first asked for. Thread-safe.
class ManagedPolicyLibrary
{
public:
    static const ManagedPolicyLibrary &builtIn();

    const std::vector<LibraryPolicy> &policies() const { return m_policies; } ///< sorted by name
    const LibraryPolicy *find(std::string_view arn) const; ///< other partitions' ARNs (aws-cn …) match too
    DocumentPtr document(std::string_view arn) const; ///< indented text; null when unknown

    ~ManagedPolicyLibrary();

private:
    struct Documents;

    ManagedPolicyLibrary();
    std::optional<std::size_t> indexOf(std::string_view arn) const;

    std::vector<LibraryPolicy> m_policies;
    std::vector<std::size_t> m_byArn; ///< indexes of m_policies, sorted by ARN
    std::unique_ptr<Documents> m_documents;
};

} // namespace rolewright
