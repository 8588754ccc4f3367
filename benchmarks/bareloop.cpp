// SPDX-License-Identifier: GPL-3.0-or-later
#include "bareloop.h"

#include "catalog/catalog.h"
#include "policy/glob.h"
#include "text/utf8.h"

namespace rolewright::bench {

BareLoop::BareLoop(const World &world, const std::vector<Request> &requests)
{
    for (const CatalogService &service : Catalog::builtIn().services()) {
        for (const CatalogAction &action : service.actions) {
            m_actions.emplace(lowered(action.text()), m_actionNames.size());
            m_actionNames.push_back(lowered(action.text()));
        }
    }
    for (const Request &request : requests) {
        const auto [principal, isNew] = m_principals.try_emplace(request.principal.arn);
        if (isNew) {
            const Gathered gathered = gather(world, request);
            add(gathered.layers.identity, principal->second);
            if (gathered.layers.boundary)
                add(*gathered.layers.boundary, principal->second);
        }
        const auto action = m_actions.find(lowered(request.action));
        m_questions.push_back({&principal->second, action == m_actions.end() ? 0 : action->second, request.resource});
    }
}

void BareLoop::add(const std::vector<LayerPolicy> &policies, std::vector<Loop> &loops)
{
    for (const LayerPolicy &policy : policies) {
        if (!policy.document || !policy.document->policy())
            continue;
        for (const Statement &statement : policy.document->policy()->statements) {
            const Compiled &known = compiled(statement);
            loops.push_back({statement.effect == Effect::Allow, statement.resource && statement.resource->negated, &known.bits, &known.globs});
        }
    }
}

const BareLoop::Compiled &BareLoop::compiled(const Statement &statement)
{
    std::unique_ptr<Compiled> &known = m_compiled[&statement];
    if (known)
        return *known;
    known = std::make_unique<Compiled>();
    known->bits.resize(m_actionNames.size() / 64 + 1);
    for (std::size_t i = 0; statement.action && i < statement.action->values.size(); ++i) {
        const Bits &listed = bitsOf(lowered(statement.action->values[i].text));
        for (std::size_t word = 0; word < listed.size(); ++word)
            known->bits[word] |= listed[word];
    }
    if (statement.action && statement.action->negated) {
        for (std::uint64_t &word : known->bits)
            word = ~word;
    }
    for (std::size_t i = 0; statement.resource && i < statement.resource->values.size(); ++i)
        known->globs.push_back(glob::fromArnWildcards(statement.resource->values[i].text));
    return *known;
}

const BareLoop::Bits &BareLoop::bitsOf(const std::string &pattern)
{
    const auto [bits, isNew] = m_patterns.try_emplace(pattern, m_actionNames.size() / 64 + 1);
    const std::string wildcards = glob::fromWildcards(pattern);
    for (std::size_t action = 0; isNew && action < m_actionNames.size(); ++action) {
        if (glob::matches(wildcards, m_actionNames[action]))
            bits->second[action / 64] |= std::uint64_t{1} << action % 64;
    }
    return bits->second;
}

bool BareLoop::ask(std::size_t question) const
{
    const Question &asked = m_questions[question];
    bool allowed = false;
    for (const Loop &statement : *asked.statements) {
        if (!((*statement.bits)[asked.action / 64] >> asked.action % 64 & 1) || (statement.allow && allowed))
            continue;
        bool any = false;
        for (const std::string &pattern : *statement.globs) {
            any = glob::matches(pattern, asked.resource);
            if (any)
                break;
        }
        if (any == statement.notResource)
            continue;
        if (!statement.allow)
            return false;
        allowed = true;
    }
    return allowed;
}

} // namespace rolewright::bench
