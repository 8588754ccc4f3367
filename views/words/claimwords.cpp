// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/claimwords.h"

#include "words/vocabulary.h"

#include <QCoreApplication>

namespace rolewright::words {
namespace {

constexpr Phrase hintTable[] = {
    {"audienceMissing", QT_TRANSLATE_NOOP("Claims", "The token has no audience, and the condition wants one in %1: let the token be made for AWS (sts.amazonaws.com).")},
    {"claimMissing", QT_TRANSLATE_NOOP("Claims", "The condition asks for %1; the token doesn't say it.")},
    {"caseDiffers", QT_TRANSLATE_NOOP("Claims", "Only upper and lower case differ in %1: the policy has “%2”, the token “%3”.")},
    {"wildcardInEquals", QT_TRANSLATE_NOOP("Claims", "“%2” would match “%3” with StringLike; in StringEquals * and ? are letters like others.")},
    {"environmentInsteadOfRef", QT_TRANSLATE_NOOP("Claims", "The job runs in an environment, so its subject is “%3”, not the branch “%2”: let the policy name the environment.")},
    {"refInsteadOfEnvironment", QT_TRANSLATE_NOOP("Claims", "The job runs in no environment, so its subject is “%3”, not “%2”: set “environment” in the workflow.")},
    {"pullRequestInsteadOfRef", QT_TRANSLATE_NOOP("Claims", "This is a run for a pull request (“%3”); the policy lets in “%2” only.")},
    {"otherRef", QT_TRANSLATE_NOOP("Claims", "Another branch or tag: the policy lets in “%2”, the token says “%3”.")},
    {"otherRepository", QT_TRANSLATE_NOOP("Claims", "Another repository: the policy lets in “%2”, the token says “%3”.")},
    {"otherServiceAccount", QT_TRANSLATE_NOOP("Claims", "Another service account or namespace: the policy lets in “%2”, the token says “%3”.")},
    {"schemeOrSlash", QT_TRANSLATE_NOOP("Claims", "Only https:// or a slash at the end differs in %1: the policy has “%2”, the token “%3”.")},
    {"otherValue", QT_TRANSLATE_NOOP("Claims", "%1: the policy wants “%2”, the token says “%3”.")},
};

constexpr Phrase errorTable[] = {
    {"tooLarge", QT_TRANSLATE_NOOP("Claims", "That is larger than any token; paste the token alone.")},
    {"notToken", QT_TRANSLATE_NOOP("Claims", "That is neither a JWT, nor its payload as JSON, nor a SAML response.")},
    {"notJson", QT_TRANSLATE_NOOP("Claims", "The payload isn't a JSON object (%1).")},
    {"noIssuer", QT_TRANSLATE_NOOP("Claims", "The payload has no “iss”, so nobody can tell which provider it is of.")},
    {"notXml", QT_TRANSLATE_NOOP("Claims", "Line %1, column %2: %3.")},
    {"notAssertion", QT_TRANSLATE_NOOP("Claims", "There is no SAML assertion in it.")},
    {"encrypted", QT_TRANSLATE_NOOP("Claims", "The assertion is encrypted; only AWS can read it. Paste one from before the encryption.")},
};

QString sentence(std::span<const Phrase> table, std::string_view code, const std::vector<std::string> &arguments)
{
    for (const Phrase &phrase : table) {
        if (code == phrase.code)
            return filled(QCoreApplication::translate("Claims", phrase.text), arguments);
    }
    return QString::fromUtf8(code.data(), static_cast<qsizetype>(code.size()));
}

} // namespace

QString claimHint(const ClaimHint &hint)
{
    return sentence(hintTable, hint.code, hint.arguments);
}

QString claimsError(const QString &code, const QStringList &arguments)
{
    std::vector<std::string> texts;
    for (const QString &argument : arguments)
        texts.push_back(argument.toStdString());
    return code == QStringLiteral("empty") ? QString() : sentence(errorTable, code.toStdString(), texts);
}

} // namespace rolewright::words
