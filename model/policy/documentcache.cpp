// SPDX-License-Identifier: GPL-3.0-or-later
#include "policy/documentcache.h"

#include <string>

namespace rolewright {

namespace {
/// What is parsed takes several times the memory of its text.
constexpr std::size_t mostBytes = std::size_t{256} << 10;
constexpr std::size_t mostDocuments = 1024;
} // namespace

DocumentPtr DocumentCache::parse(std::string_view text)
{
    if (const auto found = m_documents.find(text); found != m_documents.end())
        return found->second;
    DocumentPtr document = PolicyDocument::parse(std::string(text));
    if (m_documents.size() == mostDocuments || m_bytes + text.size() > mostBytes) {
        m_documents.clear();
        m_bytes = 0;
    }
    if (text.size() <= mostBytes / 4) {
        m_documents.emplace(document->text(), document);
        m_bytes += text.size();
    }
    return document;
}

} // namespace rolewright
