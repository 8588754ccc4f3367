// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/policy.h"

#include <string_view>
#include <unordered_map>

namespace rolewright {

/// Documents by their text, for inputs that hold the same ones again and again. Keeps a few megabytes at most, however many
/// different ones come. For one thread.
class DocumentCache
{
public:
    DocumentPtr parse(std::string_view text);

private:
    std::unordered_map<std::string_view, DocumentPtr> m_documents; ///< keys view into the documents' texts
    std::size_t m_bytes = 0; ///< of the texts
};

} // namespace rolewright
