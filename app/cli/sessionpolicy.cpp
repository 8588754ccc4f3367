// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/sessionpolicy.h"

#include "cli/console.h"
#include "cli/load.h"
#include "words/words.h"

namespace rolewright::cli {

std::shared_ptr<const SessionPolicies> readSessionPolicies(const QString &file, const QStringList &arns)
{
    auto policies = std::make_shared<SessionPolicies>();
    for (const QString &arn : arns)
        policies->managed.push_back(arn.toStdString());
    if (!file.isEmpty()) {
        auto read = readFiles({file});
        if (!read)
            return nullptr;
        policies->inlinePolicy = PolicyDocument::parse(std::move(read->front().text));
        const PolicyDocument &document = *policies->inlinePolicy;
        for (const Diagnostic &found : document.diagnosticsAs(PolicyKind::Session))
            tell(remarkLine({found.severity, found.code, found.arguments, read->front().name, {}, locate(document.text(), found.span.begin)}));
        if (!document.usableAs(PolicyKind::Session))
            return nullptr;
    }
    if (const auto error = errorOf(*policies)) {
        refuse(words::sessionPolicyError(*error));
        return nullptr;
    }
    return policies;
}

} // namespace rolewright::cli
