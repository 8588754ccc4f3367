// SPDX-License-Identifier: GPL-3.0-or-later
#include "analyse/claimhints.h"

#include "policy/glob.h"
#include "text/utf8.h"

#include <algorithm>
#include <utility>

namespace rolewright {
namespace {

bool endsWith(std::string_view key, std::string_view claim)
{
    return key.size() > claim.size() + 1 && key[key.size() - claim.size() - 1] == ':' && lowered(key).ends_with(claim);
}

/// "repo:owner/name:rest" → "repo:owner/name", "rest".
std::pair<std::string_view, std::string_view> splitSubject(std::string_view subject)
{
    const std::size_t first = subject.find(':');
    const std::size_t second = first == std::string_view::npos ? first : subject.find(':', first + 1);
    if (second == std::string_view::npos)
        return {subject, {}};
    return {subject.substr(0, second), subject.substr(second + 1)};
}

std::string bare(std::string text)
{
    for (std::string_view scheme : {"https://", "http://"}) {
        if (text.starts_with(scheme))
            text.erase(0, scheme.size());
    }
    while (text.ends_with('/'))
        text.pop_back();
    return text;
}

bool globs(std::string_view pattern, std::string_view text)
{
    return glob::matches(glob::fromWildcards(pattern), text);
}

std::string subjectHint(std::string_view wanted, std::string_view given)
{
    const auto [wantedRepository, wantedRest] = splitSubject(wanted);
    const auto [givenRepository, givenRest] = splitSubject(given);
    if (wanted.starts_with("system:serviceaccount:") && given.starts_with("system:serviceaccount:"))
        return "otherServiceAccount";
    if (!wanted.starts_with("repo:") || !given.starts_with("repo:"))
        return {};
    if (!globs(wantedRepository, givenRepository))
        return "otherRepository";
    if (wantedRest.starts_with("ref:") && givenRest.starts_with("environment:"))
        return "environmentInsteadOfRef";
    if (wantedRest.starts_with("environment:") && givenRest.starts_with("ref:"))
        return "refInsteadOfEnvironment";
    if (wantedRest.starts_with("ref:") && givenRest == "pull_request")
        return "pullRequestInsteadOfRef";
    if (wantedRest.starts_with("ref:") && givenRest.starts_with("ref:"))
        return "otherRef";
    return {};
}

/// How one wanted value differs from one given; the smaller the rank, the nearer.
struct Difference {
    int rank = 3;
    std::string code = "otherValue";
};

Difference differenceOf(const ElementTrace &element, const std::string &wanted, const std::string &given)
{
    const std::string op = lowered(element.op);
    const bool like = op.find("like") != std::string::npos;
    if (!like && glob::hasWildcard(wanted) && globs(wanted, given))
        return {0, "wildcardInEquals"};
    if (like ? globs(lowered(wanted), lowered(given)) : lowered(wanted) == lowered(given))
        return {0, "caseDiffers"};
    if (bare(wanted) == bare(given))
        return {0, "schemeOrSlash"};
    if (endsWith(element.key, "sub")) {
        if (const std::string code = subjectHint(wanted, given); !code.empty())
            return {code == "otherRepository" || code == "otherServiceAccount" ? 2 : 1, code};
    }
    return {};
}

ClaimHint hintOf(const ElementTrace &element)
{
    if (element.reason == MatchReason::KeyMissing || element.requestValues.empty())
        return {endsWith(element.key, "aud") ? "audienceMissing" : "claimMissing", {element.key}, {}, element.span};
    ClaimHint best{"otherValue", {element.key, {}, element.requestValues.front()}, {}, element.span};
    int rank = 4;
    for (const ValueTrace &value : element.values) {
        for (const std::string &given : element.requestValues) {
            const Difference difference = differenceOf(element, value.pattern, given);
            if (difference.rank < rank) {
                rank = difference.rank;
                best.code = difference.code;
                best.arguments = {element.key, value.pattern, given};
            }
        }
    }
    return best;
}

bool isNegated(const std::string &op)
{
    return lowered(op).find("not") != std::string::npos;
}

} // namespace

std::vector<ClaimHint> claimHints(const Answer &answer)
{
    std::vector<ClaimHint> hints;
    for (const LayerTrace &layer : answer.layers) {
        if (layer.layer != Layer::Trust)
            continue;
        for (const PolicyTrace &policy : layer.policies) {
            for (const StatementTrace &statement : policy.statements) {
                if (statement.effect != Effect::Allow || statement.matched == Truth::True)
                    continue;
                const bool forThis = std::all_of(statement.elements.begin(), statement.elements.end(), [](const ElementTrace &element) {
                    return element.kind == ElementKind::Condition || element.matched != Truth::False;
                });
                for (const ElementTrace &element : statement.elements) {
                    if (!forThis || element.kind != ElementKind::Condition || element.matched != Truth::False || isNegated(element.op))
                        continue;
                    ClaimHint hint = hintOf(element);
                    hint.where = policy.policy.where;
                    hints.push_back(std::move(hint));
                }
            }
        }
    }
    return hints;
}

} // namespace rolewright
