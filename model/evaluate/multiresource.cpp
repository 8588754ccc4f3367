// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluate/multiresource.h"

#include "catalog/catalog.h"

#include <algorithm>

namespace rolewright {

namespace {

int rank(const Answer &answer)
{
    switch (answer.verdict) {
    case Verdict::Denied: return answer.decision == Decision::ExplicitDeny ? 0 : 1;
    case Verdict::Depends: return 2;
    case Verdict::Allowed: break;
    }
    return 3;
}

template <typename T>
void append(std::vector<T> &to, const std::vector<T> &more, bool (*same)(const T &, const T &))
{
    for (const T &one : more) {
        if (std::none_of(to.begin(), to.end(), [&](const T &known) { return same(known, one); }))
            to.push_back(one);
    }
}

bool sameStatement(const StatementRef &left, const StatementRef &right)
{
    return left.layer == right.layer && left.policy == right.policy && left.where == right.where && left.index == right.index;
}

} // namespace

Request requestFor(const Request &request, const RequestedResource &resource)
{
    Request one = request;
    one.resources.clear();
    one.resource = resource.arn;
    for (const auto &[name, value] : resource.context.entries()) {
        if (value.provenance == Provenance::Unknown)
            one.context.setUnknown(value.name);
        else
            one.context.set(value.name, value.values, value.provenance, value.list);
    }
    return one;
}

Answer combined(std::vector<Answer> each, const Request &request)
{
    const auto deciding = std::min_element(each.begin(), each.end(), [](const Answer &left, const Answer &right) { return rank(left) < rank(right); });
    Answer answer = *deciding;
    for (const Answer &one : each) {
        if (answer.verdict == Verdict::Allowed)
            append(answer.statements, one.statements, &sameStatement);
        append(answer.rules, one.rules, +[](const RuleId &left, const RuleId &right) { return left == right; });
        append(answer.assumptions, one.assumptions, +[](const Assumption &left, const Assumption &right) { return left == right; });
        append(answer.dependsOn, one.dependsOn, +[](const std::string &left, const std::string &right) { return left == right; });
    }
    if (answer.verdict != Verdict::Depends)
        answer.dependsOn.clear();
    std::sort(answer.dependsOn.begin(), answer.dependsOn.end());
    answer.rules.push_back(RuleId::EveryResourceMustBeAllowed);
    answer.request.resources = request.resources;
    answer.each = std::move(each);
    return answer;
}

std::vector<std::string> requiredResourceTypes(std::string_view action)
{
    std::vector<std::string> types;
    if (const CatalogAction *known = Catalog::builtIn().action(action)) {
        for (const CatalogResourceUse &use : known->resources) {
            if (use.required)
                types.push_back(use.type);
        }
    }
    return types;
}

} // namespace rolewright
