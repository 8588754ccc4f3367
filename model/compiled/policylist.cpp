// SPDX-License-Identifier: GPL-3.0-or-later
#include "compiled/policylist.h"

#include <algorithm>
#include <utility>

namespace rolewright {

PolicyList::PolicyList(std::vector<PolicySourcePtr> sources, bool isRefused)
    : m_sources(std::move(sources))
{
    m_uses.reserve(m_sources.size());
    for (const PolicySourcePtr &source : m_sources)
        add(*source, isRefused);
    indexStatements();
}

void PolicyList::add(const PolicySource &source, bool isRefused)
{
    const CompiledDocument *document = source.document.get();
    Use use{0, document, 0, m_statements.size()};
    if (document) {
        use.services = document->allows() | document->denies();
        use.usable = document->usable();
    }
    if (isRefused)
        use.usable &= static_cast<std::uint8_t>(~(1 << static_cast<int>(PolicyKind::Resource)));
    m_usable &= use.usable;
    m_uses.push_back(use);
    if (!document)
        return;
    m_allows |= document->allows();
    m_denies |= document->denies();
    m_allowsEverything = m_allowsEverything || document->allowsEverything();
    m_looksAtToken = m_looksAtToken || document->looksAtToken();
    for (const CompiledStatement &statement : document->statements())
        m_statements.push_back({&statement, &source});
}

void PolicyList::indexStatements()
{
    m_statements.shrink_to_fit();
    m_width = static_cast<std::uint32_t>(std::clamp<std::size_t>(std::bit_ceil(m_statements.size()), 8, group));
    m_about.resize(groups() * m_width);
    m_furtherDenying.resize(std::max<std::size_t>(groups(), 1) - 1);
    for (std::size_t number = 0; number < m_statements.size(); ++number) {
        const CompiledStatement &statement = *m_statements[number].statement;
        const std::size_t which = number / group;
        const std::uint64_t bit = std::uint64_t{1} << number % group;
        m_namesPrincipals = m_namesPrincipals || statement.namesPrincipals();
        if (!statement.allowsEverything())
            m_saysMore |= statement.services();
        if (statement.effect() == Effect::Deny)
            (which == 0 ? m_denying : m_furtherDenying[which - 1]) |= bit;
        for (std::uint64_t services = statement.services(); services; services &= services - 1) {
            const Place place = placeOf(services);
            m_about[which * m_width + place.word] |= bit << place.shift;
        }
    }
}

std::size_t PolicyList::useOf(std::size_t number) const
{
    const auto after = std::upper_bound(m_uses.begin(), m_uses.end(), number, [](std::size_t sought, const Use &use) { return sought < use.first; });
    return static_cast<std::size_t>(after - m_uses.begin()) - 1;
}

} // namespace rolewright
