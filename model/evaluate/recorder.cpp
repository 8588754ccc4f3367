// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/recorder.h"

#include <algorithm>
#include <utility>

namespace rolewright {

namespace {

template <typename T>
void addOnce(std::vector<T> &list, T value)
{
    if (std::find(list.begin(), list.end(), value) == list.end())
        list.push_back(value);
}

} // namespace

void AnswerRecorder::apply(RuleId rule)
{
    addOnce(m_rules, rule);
}

void AnswerRecorder::block(Layer layer)
{
    addOnce(m_blockedBy, layer);
}

void AnswerRecorder::use(const LayerResult &result)
{
    m_allowing.insert(m_allowing.end(), result.allowing.begin(), result.allowing.end());
}

void AnswerRecorder::deny(Layer layer, const LayerResult &result)
{
    addOnce(m_deniedBy, layer);
    m_denying.insert(m_denying.end(), result.denying.begin(), result.denying.end());
}

void AnswerRecorder::fill(Answer &answer, Truth denied, Truth allowed, const std::set<std::string> &notModelled)
{
    answer.rules.clear();
    if (denied == Truth::True)
        answer.rules.push_back(RuleId::ExplicitDeny);
    answer.rules.insert(answer.rules.end(), m_rules.begin(), m_rules.end());
    answer.inconclusive = std::move(m_inconclusive);
    for (const std::string &cause : notModelled)
        answer.inconclusive.push_back({Inconclusive::Reason::NotModelled, Layer::Identity, cause});
    if (denied == Truth::True) {
        answer.statements = std::move(m_denying);
        answer.blockedBy = std::move(m_deniedBy);
        for (const Layer layer : m_blockedBy)
            addOnce(answer.blockedBy, layer);
    } else if (allowed == Truth::True) {
        answer.statements = std::move(m_allowing);
        answer.blockedBy.clear();
        for (const Inconclusive &inconclusive : answer.inconclusive) {
            if (inconclusive.reason != Inconclusive::Reason::NotModelled)
                answer.blockedBy.push_back(inconclusive.layer);
        }
    } else {
        answer.blockedBy = std::move(m_blockedBy);
    }
    if (answer.verdict != Verdict::Depends)
        answer.inconclusive.clear();
}

} // namespace rolewright
