// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/vocabulary.h"
#include "words/words.h"

#include <QCoreApplication>

namespace rolewright::words {
namespace {

constexpr Phrase diagnosticTable[] = {
    {"jsonSyntax", QT_TRANSLATE_NOOP("Diagnostics", "“%1” can't stand here: expected %2")},
    {"loneSurrogate", QT_TRANSLATE_NOOP("Diagnostics", "“%1” is half of a character: write both \\u escapes of it, or the character itself")},
    {"invalidUtf8", QT_TRANSLATE_NOOP("Diagnostics", "this byte isn't UTF-8; save the file as UTF-8")},
    {"tooDeep", QT_TRANSLATE_NOOP("Diagnostics", "nested more than %1 levels deep; nothing that AWS writes is")},
    {"duplicateKey", QT_TRANSLATE_NOOP("Diagnostics", "“%1” stands twice in one object; keep one of them")},
    {"emptyText", QT_TRANSLATE_NOOP("Diagnostics", "the text is empty; expected a JSON object")},
    {"tooManyFields", QT_TRANSLATE_NOOP("Diagnostics", "more than %1 fields in one object; this isn't something that AWS writes")},
    {"tooManyEntities", QT_TRANSLATE_NOOP("Diagnostics", "more than %1 entities in one list; split the file")},
    {"policyNotObject", QT_TRANSLATE_NOOP("Diagnostics", "a policy is a JSON object with Version and Statement")},
    {"notString", QT_TRANSLATE_NOOP("Diagnostics", "%1 must be text in quotes")},
    {"unknownElement", QT_TRANSLATE_NOOP("Diagnostics", "“%1” isn't an element of the policy language; check its spelling and capitals")},
    {"missingStatement", QT_TRANSLATE_NOOP("Diagnostics", "the policy has no Statement; add one")},
    {"unknownVersion", QT_TRANSLATE_NOOP("Diagnostics", "“%1” isn't a policy version; write 2012-10-17")},
    {"statementNotObject", QT_TRANSLATE_NOOP("Diagnostics", "a statement is a JSON object with Effect, Action and Resource")},
    {"noStatements", QT_TRANSLATE_NOOP("Diagnostics", "the list of statements is empty: the policy allows and denies nothing")},
    {"missingEffect", QT_TRANSLATE_NOOP("Diagnostics", "the statement has no Effect; write Allow or Deny")},
    {"missingAction", QT_TRANSLATE_NOOP("Diagnostics", "the statement has neither Action nor NotAction; add one")},
    {"missingResource", QT_TRANSLATE_NOOP("Diagnostics", "the statement has neither Resource nor NotResource; add one")},
    {"missingPrincipal", QT_TRANSLATE_NOOP("Diagnostics", "the statement has no Principal; say whom it is about")},
    {"unknownEffect", QT_TRANSLATE_NOOP("Diagnostics", "“%1” isn't an Effect; write Allow or Deny (capitals count)")},
    {"bothElements", QT_TRANSLATE_NOOP("Diagnostics", "“%1” can't stand beside its positive or negative form in one statement; keep one")},
    {"emptyElement", QT_TRANSLATE_NOOP("Diagnostics", "%1 lists nothing; the statement can't match as it is meant")},
    {"badAction", QT_TRANSLATE_NOOP("Diagnostics", "“%1” isn't an action; write service:Action, for example s3:GetObject")},
    {"actionNeverMatches", QT_TRANSLATE_NOOP("Diagnostics", "no action is called “%1”: write one action in each item of the list, without spaces")},
    {"badResource", QT_TRANSLATE_NOOP("Diagnostics", "“%1” isn't an ARN; write arn:… or *")},
    {"badVariable", QT_TRANSLATE_NOOP("Diagnostics", "“%1” opens a policy variable with ${ and doesn't close it; add }")},
    {"badPrincipal", QT_TRANSLATE_NOOP("Diagnostics", "“%1” isn't a Principal; write * or an object such as {\"AWS\": \"arn:…\"}")},
    {"unknownPrincipalType", QT_TRANSLATE_NOOP("Diagnostics", "“%1” isn't a kind of principal; write AWS, Service, Federated or CanonicalUser")},
    {"wildcardInPrincipal", QT_TRANSLATE_NOOP("Diagnostics", "“%1” holds a wildcard; a Principal is * or a whole ARN: use a condition on aws:PrincipalArn instead")},
    {"groupAsPrincipal", QT_TRANSLATE_NOOP("Diagnostics", "“%1” is a group; groups can't be principals: name the account and grant in the group's policy")},
    {"conditionNotObject", QT_TRANSLATE_NOOP("Diagnostics", "a Condition is an object: operator, then key, then value")},
    {"unknownOperator", QT_TRANSLATE_NOOP("Diagnostics", "“%1” isn't a condition operator; check its spelling")},
    {"badConditionValue", QT_TRANSLATE_NOOP("Diagnostics", "the values of “%1” must be text, numbers, booleans or lists of them")},
    {"repeatedConditionKey", QT_TRANSLATE_NOOP("Diagnostics", "“%1” stands twice under one operator (keys ignore case); keep one, with all values in its list")},
    {"emptyConditionKey", QT_TRANSLATE_NOOP("Diagnostics", "the condition key is empty; name one such as aws:SourceIp")},
    {"badNumber", QT_TRANSLATE_NOOP("Diagnostics", "“%1” isn't a number, as this operator needs")},
    {"badDate", QT_TRANSLATE_NOOP("Diagnostics", "“%1” isn't a date, as this operator needs; write 2025-01-31T12:00:00Z")},
    {"badBoolean", QT_TRANSLATE_NOOP("Diagnostics", "“%1” isn't true or false, as this operator needs")},
    {"badBase64", QT_TRANSLATE_NOOP("Diagnostics", "“%1” isn't Base64, as BinaryEquals needs")},
    {"badIpRange", QT_TRANSLATE_NOOP("Diagnostics", "“%1” isn't an IP address or range; write for example 203.0.113.0/24")},
    {"principalNotAllowed", QT_TRANSLATE_NOOP("Diagnostics", "an identity policy has no Principal: it applies to whom it is attached to; remove the element")},
    {"resourceNotAllowed", QT_TRANSLATE_NOOP("Diagnostics", "a trust policy has no Resource: it stands for its own role; remove the element")},
    {"notPrincipalNotAllowed", QT_TRANSLATE_NOOP("Diagnostics", "a trust policy can't have NotPrincipal; use Principal and conditions")},
    {"rcpAllow", QT_TRANSLATE_NOOP("Diagnostics", "a resource control policy only denies; change Effect to Deny")},
    {"rcpNotAction", QT_TRANSLATE_NOOP("Diagnostics", "a resource control policy can't have NotAction; list the actions")},
    {"rcpPrincipal", QT_TRANSLATE_NOOP("Diagnostics", "the Principal of a resource control policy is always *; narrow it with conditions")},
};

} // namespace

std::span<const Phrase> diagnosticPhrases()
{
    return diagnosticTable;
}

QString diagnostic(const Diagnostic &diagnostic)
{
    std::vector<std::string> arguments = diagnostic.arguments;
    if (diagnostic.code == "jsonSyntax" && arguments.size() == 2) {
        arguments[1] = jsonPart(arguments[1]);
        if (arguments[0].empty())
            return filled(QCoreApplication::translate("Diagnostics", "the text ends here: expected %2"), arguments);
    }
    return phrase(Vocabulary::Diagnostics, diagnostic.code, arguments);
}

} // namespace rolewright::words
