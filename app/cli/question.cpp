// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/question.h"

#include "catalog/catalog.h"
#include "cli/console.h"
#include "cli/suggest.h"
#include "policy/arn.h"
#include "policy/askedresource.h"
#include "words/keywords.h"

#include <QCoreApplication>

namespace rolewright::cli {
namespace {

struct Question {
    Q_DECLARE_TR_FUNCTIONS(Question)
};

bool fail(const QString &message)
{
    refuse(message);
    return false;
}

void note(const QString &message)
{
    tell(Question::tr("rolewright-cli: note: %1").arg(message));
}

bool readPrincipal(const World &world, const QString &typed, Request &request)
{
    const std::string text = typed.toStdString();
    std::optional<Principal> principal = parsePrincipal(text);
    if (!principal)
        return fail(Question::tr("--principal: “%1” isn't the ARN of a user, role or session, nor a service.%2")
                        .arg(typed, didYouMean(closePrincipals(world, text))));
    if (isMissing(world, *principal))
        note(Question::tr("the workspace doesn't hold “%1”, so its own policies aren't known.%2")
                 .arg(typed, didYouMean(closePrincipals(world, text))));
    request.principal = std::move(*principal);
    return true;
}

bool readAction(const QString &typed, Request &request)
{
    const std::string text = typed.toStdString();
    const std::size_t colon = text.find(':');
    const bool wellFormed =
        colon != std::string::npos && colon > 0 && colon + 1 < text.size() && text.find_first_of("*? \t") == std::string::npos;
    if (!wellFormed)
        return fail(
            Question::tr("--action: “%1” isn't one action such as s3:GetObject.%2").arg(typed, didYouMean(closeActions(text))));
    if (!Catalog::builtIn().action(text))
        note(Question::tr("the catalog has no action “%1”.%2").arg(typed, didYouMean(closeActions(text))));
    request.action = text;
    return true;
}

bool readResources(const QStringList &typed, Request &request)
{
    for (const QString &one : typed) {
        const std::string text = one.toStdString();
        if (text == "*" && typed.size() > 1)
            return fail(Question::tr("--resource: “*” stands for an action without resources; leave it out beside others"));
        if (text != "*" && !parseArn(text))
            return fail(Question::tr("--resource: “%1” isn't an ARN (arn:aws:s3:::bucket/key), nor “*”").arg(one));
        if (looksLikePattern(text))
            note(Question::tr("a question is about one resource: “*” and “?” in “%1” are taken as they stand, not as wildcards.").arg(one));
        if (typed.size() > 1)
            request.resources.push_back({text, {}});
    }
    request.resource = typed.front().toStdString();
    return true;
}

bool readContext(const TypedQuestion &typed, Context &context)
{
    for (const QString &pair : typed.context) {
        const qsizetype equals = pair.indexOf(u'=');
        if (equals <= 0)
            return fail(Question::tr("--context: “%1” isn't KEY=VALUE").arg(pair));
        const std::string key = pair.left(equals).toStdString();
        std::vector<std::string> values;
        if (const ContextValue *earlier = context.find(key))
            values = earlier->values;
        values.push_back(pair.mid(equals + 1).toStdString());
        if (const QString odd = words::oddValue(key, pair.mid(equals + 1)); !odd.isEmpty())
            note(Question::tr("--context: %1 It is asked as it stands.").arg(odd));
        const bool list = values.size() > 1;
        context.set(key, std::move(values), Provenance::Given, list);
    }
    for (const QString &key : typed.unknown) {
        if (key.isEmpty() || key.contains(u'='))
            return fail(Question::tr("--unknown: “%1” isn't a key").arg(key));
        if (context.find(key.toStdString()))
            return fail(Question::tr("--unknown: “%1” is given by --context as well").arg(key));
    }
    for (const QString &key : typed.unknown)
        context.setUnknown(key.toStdString());
    for (const QString &key : typed.absent) {
        if (key.isEmpty() || key.contains(u'='))
            return fail(Question::tr("--absent: “%1” isn't a key").arg(key));
        if (context.find(key.toStdString()))
            return fail(Question::tr("--absent: “%1” is given or unknown as well").arg(key));
        context.set(key.toStdString(), std::vector<std::string>(), Provenance::Given, true);
    }
    return true;
}

} // namespace

bool isMissing(const World &world, const Principal &principal)
{
    switch (principal.kind) {
    case PrincipalKind::User:
    case PrincipalKind::Role:
        return !world.findByArn(principal.arn);
    case PrincipalKind::RoleSession:
        return !world.findByName(principal.account, EntityKind::Role, principal.name);
    default:
        return false;
    }
}

std::optional<Request> readQuestion(const World &world, const TypedQuestion &typed)
{
    Request request;
    if (readPrincipal(world, typed.principal, request) && readAction(typed.action, request)
        && readResources(typed.resources, request) && readContext(typed, request.context))
        return request;
    return std::nullopt;
}

} // namespace rolewright::cli
