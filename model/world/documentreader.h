// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "policy/policy.h"
#include "text/json.h"

#include <mutex>
#include <string_view>
#include <unordered_map>

namespace rolewright {

/// Who wrote a file decides how its policy documents are to be read.
enum class FileFormat {
    Export, ///< AWS, its SDKs, other tools: strings may be URL-encoded, one-line documents are laid out
    Workspace, ///< our own: the text is what stands there, a string holds it exactly
};

/// Policy documents of files as texts, equal texts shared. Thread-safe. See workspaceio.h for what "the text" of an object is.
class DocumentReader
{
public:
    /// The document that `member` holds in `text`, or null when its value is null.
    DocumentPtr read(std::string_view text, const json::Member &member, FileFormat format);
    /// The document of exactly that text.
    DocumentPtr shared(std::string text);

private:
    std::mutex m_mutex;
    std::unordered_map<std::string_view, DocumentPtr> m_documents; ///< keys view into the documents' texts
};

} // namespace rolewright
