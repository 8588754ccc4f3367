// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/answertext.h"

#include "evaluate/answerjson.h"
#include "text/json.h"

namespace rolewright {

namespace {

template <typename List, typename Append>
void appendList(std::string &text, std::string_view name, const List &list, const Append &append)
{
    text += ",\"";
    text += name;
    text += "\":[";
    bool first = true;
    for (const auto &one : list) {
        if (!first)
            text += ',';
        first = false;
        append(one);
    }
    text += ']';
}

} // namespace

void appendMembers(const Answer &answer, std::string &text)
{
    const auto appendName = [&](std::string_view word) {
        text += '"';
        text += word;
        text += '"';
    };
    text += "\"decision\":";
    appendName(name(answer.decision));
    text += ",\"verdict\":";
    appendName(name(answer.verdict));
    appendList(text, "blockedBy", answer.blockedBy, [&](Layer layer) { appendName(name(layer)); });
    appendList(text, "statements", answer.statements, [&](const StatementRef &statement) {
        text += "{\"layer\":";
        appendName(name(statement.layer));
        text += ",\"policy\":";
        json::appendQuoted(statement.policy, text);
        text += ",\"index\":";
        text += std::to_string(statement.index);
        text += ",\"sid\":";
        json::appendQuoted(statement.sid, text);
        text += statement.effect == Effect::Allow ? ",\"effect\":\"Allow\"}" : ",\"effect\":\"Deny\"}";
    });
    appendList(text, "dependsOn", answer.dependsOn, [&](const std::string &key) { json::appendQuoted(key, text); });
    appendList(text, "rules", answer.rules, [&](RuleId rule) { appendName(ruleName(rule)); });
    if (!answer.inconclusive.empty()) {
        appendList(text, "inconclusive", answer.inconclusive, [&](const Inconclusive &inconclusive) {
            text += "{\"reason\":";
            appendName(inconclusiveName(inconclusive.reason));
            text += ",\"layer\":";
            appendName(name(inconclusive.layer));
            text += ",\"subject\":";
            json::appendQuoted(inconclusive.subject, text);
            text += '}';
        });
    }
    if (!answer.assumptions.empty())
        appendList(text, "assumed", answer.assumptions, [&](Assumption assumption) { appendName(name(assumption)); });
    if (!answer.each.empty()) {
        appendList(text, "resources", answer.each, [&](const Answer &one) {
            text += "{\"resource\":";
            json::appendQuoted(one.request.resource, text);
            text += ',';
            appendMembers(one, text);
            text += '}';
        });
    }
}

} // namespace rolewright
