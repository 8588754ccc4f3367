// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/conformance.h"

#include "evaluate/evaluate.h"
#include "text/joined.h"
#include "text/json.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace rolewright {
namespace {

class Reader
{
public:
    Reader(const std::string &text, ConformanceError *error)
        : m_text(text)
        , m_error(error)
    {
    }

    std::optional<ConformanceFamily> read()
    {
        const json::Parsed parsed = json::parse(m_text);
        for (const Diagnostic &diagnostic : parsed.diagnostics) {
            if (diagnostic.severity == Severity::Error) {
                fail(diagnostic.code, {}, diagnostic.span, diagnostic.arguments);
                return std::nullopt;
            }
        }
        const json::Value &root = *parsed.value;
        ConformanceFamily family;
        if (!root.isObject()) {
            fail("notObject", {}, root.span);
            return std::nullopt;
        }
        if (!readText(root, "family", family.name) || !readText(root, "about", family.about))
            return std::nullopt;
        const json::Value *cases = root.find("cases");
        if (!cases || !cases->isArray() || cases->items.empty()) {
            fail("noCases", "/cases", cases ? cases->span : root.span);
            return std::nullopt;
        }
        std::set<std::string> ids;
        for (const json::Value &value : cases->items) {
            m_caseId.clear();
            ConformanceCase oneCase;
            if (!readCase(value, oneCase))
                return std::nullopt;
            if (!ids.insert(oneCase.id).second) {
                fail("repeatedCase", "/id", value.span, {oneCase.id});
                return std::nullopt;
            }
            family.cases.push_back(std::move(oneCase));
        }
        return family;
    }

private:
    bool fail(std::string code, std::string at, const Span &span, std::vector<std::string> arguments = {})
    {
        *m_error = {{std::move(code), std::move(arguments), std::move(at)}, m_caseId, locate(m_text, span.begin)};
        return false;
    }

    bool readText(const json::Value &object, const std::string &field, std::string &text)
    {
        const json::Value *value = object.find(field);
        if (!value)
            return fail("missingField", {}, object.span, {field});
        if (!value->isString())
            return fail("notString", '/' + field, value->span);
        text = value->text;
        return true;
    }

    bool readCase(const json::Value &value, ConformanceCase &oneCase)
    {
        if (!value.isObject())
            return fail("notObject", {}, value.span);
        oneCase.position = locate(m_text, value.span.begin);
        if (!readText(value, "id", oneCase.id))
            return false;
        m_caseId = oneCase.id;
        if (!readText(value, "page", oneCase.page))
            return false;
        if (!oneCase.page.starts_with("https://docs.aws.amazon.com/") && !oneCase.page.starts_with("https://aws.amazon.com/"))
            return fail("badPage", "/page", value.find("page")->span, {oneCase.page});
        if (value.find("note") && !readText(value, "note", oneCase.note))
            return false;
        ShapeError shape;
        if (!caseFromJson(value, m_text, oneCase.question, &shape))
            return fail(shape.code, shape.at, value.span, shape.arguments);
        const json::Value *expect = value.find("expect");
        if (!expect)
            return fail("missingField", {}, value.span, {"expect"});
        return readExpectation(*expect, oneCase.expect);
    }

    bool readExpectation(const json::Value &value, ConformanceExpectation &expect)
    {
        if (!value.isObject())
            return fail("notObject", "/expect", value.span);
        if (!value.find("decision") && !value.find("verdict"))
            return fail("expectsNothing", "/expect", value.span);
        for (const json::Member &member : value.members) {
            const std::string at = "/expect/" + std::string(member.key);
            if (member.key == "decision") {
                if (!readOneOf(member.value, at, "badDecision",
                               {name(Decision::Allowed), name(Decision::ImplicitDeny), name(Decision::ExplicitDeny)}, expect.decision))
                    return false;
            } else if (member.key == "verdict") {
                if (!readOneOf(member.value, at, "badVerdict", {name(Verdict::Allowed), name(Verdict::Denied), name(Verdict::Depends)},
                               expect.verdict))
                    return false;
            } else if (std::vector<std::string> *list = listOf(member.key, expect)) {
                if (!readList(member.value, at, *list))
                    return false;
            } else {
                return fail("unknownField", at, member.keySpan, {std::string(member.key)});
            }
        }
        return true;
    }

    static std::vector<std::string> *listOf(std::string_view key, ConformanceExpectation &expect)
    {
        if (key == "blockedBy")
            return &expect.blockedBy;
        if (key == "statements")
            return &expect.statements;
        if (key == "rules")
            return &expect.rules;
        return key == "dependsOn" ? &expect.dependsOn : nullptr;
    }

    bool readOneOf(const json::Value &value, const std::string &at, const char *code, const std::array<std::string_view, 3> &allowed,
                   std::optional<std::string> &text)
    {
        if (!value.isString())
            return fail("notString", at, value.span);
        if (std::find(allowed.begin(), allowed.end(), value.text) == allowed.end())
            return fail(code, at, value.span, {std::string(value.text)});
        text = value.text;
        return true;
    }

    bool readList(const json::Value &value, const std::string &at, std::vector<std::string> &list)
    {
        if (!value.isArray())
            return fail("notArray", at, value.span);
        for (const json::Value &item : value.items) {
            if (!item.isString())
                return fail("notString", at, item.span);
            list.emplace_back(item.text);
        }
        return true;
    }

    const std::string &m_text;
    ConformanceError *m_error;
    std::string m_caseId;
};

void compare(std::string field, const std::optional<std::string> &expected, std::string_view got, ConformanceResult &result)
{
    if (expected && *expected != got)
        result.differences.push_back({std::move(field), *expected, std::string(got)});
}

void compare(std::string field, const std::vector<std::string> &expected, const std::vector<std::string> &got, ConformanceResult &result)
{
    const bool all = std::all_of(expected.begin(), expected.end(), [&](const std::string &text) {
        return std::find(got.begin(), got.end(), text) != got.end();
    });
    if (!all)
        result.differences.push_back({std::move(field), joined(expected), joined(got)});
}

bool holds(std::string_view text, const std::string &loweredPart)
{
    const std::string searched = lowered(text);
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    for (std::size_t at = searched.find(loweredPart); at != std::string::npos; at = searched.find(loweredPart, at + 1)) {
        const std::size_t end = at + loweredPart.size();
        if (!isDigit(loweredPart.back()) || end == searched.size() || !isDigit(searched[end]))
            return true;
    }
    return false;
}

} // namespace

std::optional<ConformanceFamily> readConformance(const std::string &text, ConformanceError *error)
{
    return Reader(text, error).read();
}

ConformanceResult runConformance(const ConformanceCase &oneCase)
{
    ConformanceResult result;
    EvaluateOptions options;
    options.explain = false;
    result.answer = evaluate(oneCase.question.layers, oneCase.question.request, options);
    std::vector<std::string> blockedBy;
    for (const Layer layer : result.answer.blockedBy)
        blockedBy.emplace_back(name(layer));
    std::vector<std::string> sids;
    for (const StatementRef &statement : result.answer.statements)
        sids.push_back(statement.sid);
    std::vector<std::string> rules;
    for (const RuleId rule : result.answer.rules)
        rules.emplace_back(ruleName(rule));
    compare("decision", oneCase.expect.decision, name(result.answer.decision), result);
    compare("verdict", oneCase.expect.verdict, name(result.answer.verdict), result);
    compare("blockedBy", oneCase.expect.blockedBy, blockedBy, result);
    compare("statements", oneCase.expect.statements, sids, result);
    compare("rules", oneCase.expect.rules, rules, result);
    compare("dependsOn", oneCase.expect.dependsOn, result.answer.dependsOn, result);
    return result;
}

bool isAbout(const ConformanceCase &oneCase, std::string_view rule)
{
    if (rule.empty())
        return true;
    const std::string part = lowered(rule);
    return holds(oneCase.id, part) || holds(oneCase.note, part) || holds(oneCase.page, part)
        || std::any_of(oneCase.expect.rules.begin(), oneCase.expect.rules.end(),
                       [&](const std::string &id) { return lowered(id) == part; });
}

} // namespace rolewright
