// SPDX-License-Identifier: GPL-3.0-or-later
#include "bareloop.h"

#include "catalog/catalog.h"
#include "policy/glob.h"
#include "text/utf8.h"

#include <utility>

namespace rolewright::bench {

BareLoop::BareLoop(const World &world, const std::vector<Request> &requests, Over over)
{
    for (const CatalogService &service : Catalog::builtIn().services()) {
        for (const CatalogAction &action : service.actions) {
            m_actions.emplace(lowered(action.text()), m_actionNames.size());
            m_actionNames.push_back(lowered(action.text()));
        }
    }
    for (const Request &request : requests) {
        const Layers layers = gather(world, request).layers;
        Question &question = m_questions.emplace_back();
        question.firstPart = m_parts.size();
        question.resource = request.resource;
        if (const auto action = m_actions.find(lowered(request.action)); action != m_actions.end())
            question.action = action->second;
        const auto add = [&](const std::string &name, const std::vector<LayerPolicy> &policies, bool mustAllow) {
            m_parts.push_back({loopsOf(name, policies), mustAllow});
            question.lastPart = m_parts.size();
        };
        add(request.principal.arn, layers.identity, true);
        if (layers.boundary)
            add("boundary " + request.principal.arn, *layers.boundary, true);
        if (over == Over::OwnStatements)
            continue;
        if (layers.resource)
            add("resource", {*layers.resource}, false);
        for (const LayerLevel &level : layers.scp)
            add("scp", level.policies, true);
        for (const LayerLevel &level : layers.rcp)
            add("rcp", level.policies, false);
    }
}

const BareLoop::Loops *BareLoop::loopsOf(std::string key, const std::vector<LayerPolicy> &policies)
{
    for (const LayerPolicy &policy : policies)
        key += ' ' + std::to_string(reinterpret_cast<std::uintptr_t>(policy.document.get()));
    const auto [loops, isNew] = m_loops.try_emplace(std::move(key));
    for (const LayerPolicy &policy : policies) {
        if (!isNew || !policy.document || !policy.document->policy())
            continue;
        for (const Statement &statement : policy.document->policy()->statements) {
            const Compiled &known = compiled(statement);
            loops->second.push_back({statement.effect == Effect::Allow, statement.resource && statement.resource->negated, &known.bits, &known.globs});
        }
    }
    return &loops->second;
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
    for (std::size_t i = asked.firstPart; i < asked.lastPart; ++i) {
        const Part &part = m_parts[i];
        bool allowed = !part.mustAllow;
        for (const Loop &statement : *part.statements) {
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
        if (!allowed)
            return false;
    }
    return true;
}

} // namespace rolewright::bench
