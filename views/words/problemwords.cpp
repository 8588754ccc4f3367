// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/problemwords.h"

#include "words/vocabulary.h"
#include "words/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace rolewright::words {
namespace {

constexpr Phrase problemTable[] = {
    {"duplicateSid", QT_TRANSLATE_NOOP("Problems", "the Sid “%1” stands on two statements; AWS wants each once")},
    {"invalidSid", QT_TRANSLATE_NOOP("Problems", "the Sid “%1” may hold only letters and digits")},
    {"variableNeedsVersion", QT_TRANSLATE_NOOP("Problems", "“%1” is plain text here: policy variables need \"Version\": \"2012-10-17\"")},
    {"unknownService", QT_TRANSLATE_NOOP("Problems", "“%1” is no service that the built-in catalog knows; check the prefix of %2")},
    {"unknownAction", QT_TRANSLATE_NOOP("Problems", "%1 is no action of %2 that the built-in catalog knows")},
    {"unknownActionNear", QT_TRANSLATE_NOOP("Problems", "%1 is no action of %2 that the built-in catalog knows; did you mean %3?")},
    {"actionPatternMatchesNothing", QT_TRANSLATE_NOOP("Problems", "%1 matches no action of %2")},
    {"resourceNeedsSlashStar", QT_TRANSLATE_NOOP("Problems", "%2 never matches “%1” without /* at its end")},
    {"resourceMustBeStar", QT_TRANSLATE_NOOP("Problems", "%2 takes no single resource: this statement never matches it; write “*”")},
    {"resourceNeverMatches", QT_TRANSLATE_NOOP("Problems", "%2 never matches “%1”; it acts on %3")},
    {"resourceNeverMatchesAny", QT_TRANSLATE_NOOP("Problems", "none of the actions here (%2 …) ever matches “%1”; they act on the like of %3")},
    {"actionNeedsStar", QT_TRANSLATE_NOOP("Problems", "%1 takes no single resource: it needs a statement with “*” as its resource")},
    {"actionMatchesNoResource", QT_TRANSLATE_NOOP("Problems", "%1 matches none of the resources here; it acts on %2")},
    {"unknownConditionKey", QT_TRANSLATE_NOOP("Problems", "“%1” is no condition key that the built-in catalog knows; check its spelling")},
    {"conditionKeyNotOfActions", QT_TRANSLATE_NOOP("Problems", "no action here has the condition key “%1” (%2 has others), so it is always missing")},
    {"forAllValuesAdmitsMissing", QT_TRANSLATE_NOOP("Problems", "%1 is also true when “%2” is missing; add “Null”: {“%2”: “false”}")},
    {"multivaluedNeedsSetOperator", QT_TRANSLATE_NOOP("Problems", "“%1” can have several values; put ForAnyValue: or ForAllValues: before %2")},
    {"mfaDenyMissesAccessKeys", QT_TRANSLATE_NOOP("Problems", "requests with access keys lack this key, so this Deny misses them; use BoolIfExists")},
    {"mfaAllowAdmitsAccessKeys", QT_TRANSLATE_NOOP("Problems", "requests with access keys lack this key, so %1 lets them in without MFA; use Bool")},
    {"trustsEveryone", QT_TRANSLATE_NOOP("Problems", "everyone is trusted, in every AWS account, without a condition; name who may assume the role")},
    {"resourceIsPublic", QT_TRANSLATE_NOOP("Problems", "everyone may do this, without a condition: the resource is public")},
    {"oidcSubjectMissing", QT_TRANSLATE_NOOP("Problems", "no condition on “%1:sub”: whoever gets a token of this provider may sign in")},
    {"oidcAudienceMissing", QT_TRANSLATE_NOOP("Problems", "no condition on “%1:aud”: a token that was made for another audience of the provider counts too")},
    {"oidcSubjectAnyOwner", QT_TRANSLATE_NOOP("Problems", "“%1” isn't bound to one organization: others can sign in too; write its name and a / after it")},
    {"oidcSubjectAnyRepository", QT_TRANSLATE_NOOP("Problems", "“%1” isn't bound to one repository: every repository that it matches may sign in")},
    {"oidcSubjectAnyRun", QT_TRANSLATE_NOOP("Problems", "“%1” is every branch, tag and pull request of the repository; name a branch or an environment to let in less")},
    {"oidcSubjectAnyNamespace", QT_TRANSLATE_NOOP("Problems", "“%1” isn't bound to one namespace: whoever may create a namespace in the cluster may sign in")},
    {"oidcSubjectAnybody", QT_TRANSLATE_NOOP("Problems", "“%1” matches every token of %2: whoever gets one may sign in")},
    {"wholeAccountTrusted", QT_TRANSLATE_NOOP("Problems", "The whole account %1 is trusted; its administrators decide who gets in")},
    {"principalDeleted", QT_TRANSLATE_NOOP("Problems", "“%1” is the id of a principal that was deleted; nobody matches it")},
    {"principalNotFound", QT_TRANSLATE_NOOP("Problems", "“%1” isn't in the workspace, though its account is; deleted or misspelt?")},
    {"attachedPolicyMissing", QT_TRANSLATE_NOOP("Problems", "The attached policy %1 isn't in the workspace, so answers depend on its text; import or detach it")},
    {"boundaryMissing", QT_TRANSLATE_NOOP("Problems", "The boundary %1 isn't in the workspace, so answers depend on its text")},
    {"groupMissing", QT_TRANSLATE_NOOP("Problems", "The group “%1” isn't in the workspace, so its permissions are unknown")},
    {"trustMissing", QT_TRANSLATE_NOOP("Problems", "The role's trust policy isn't in the workspace, so nobody can tell who may assume it")},
    {"defaultVersionMissing", QT_TRANSLATE_NOOP("Problems", "The text of the version in force (%1) isn't in the workspace")},
    {"policyTooLong", QT_TRANSLATE_NOOP("Problems", "%1 characters without white space; AWS stores at most %2 in a managed policy")},
    {"tagTwice", QT_TRANSLATE_NOOP("Problems", "The tags %2 and %1 differ only by case: IAM keeps one of them, and conditions on it aren't decided")},
    {"inlinePoliciesTooLong", QT_TRANSLATE_NOOP("Problems", "The inline policies have %1 characters without white space; AWS stores at most %2 here")},
};

constexpr Phrase fixTable[] = {
    {"addSlashStar", QT_TRANSLATE_NOOP("Problems", "Add /* to the resource")},
    {"writeAction", QT_TRANSLATE_NOOP("Problems", "Write %1")},
};

const Phrase *find(std::string_view code)
{
    const auto found = std::find_if(std::begin(problemTable), std::end(problemTable), [&](const Phrase &phrase) { return code == phrase.code; });
    return found == std::end(problemTable) ? nullptr : found;
}

/// The code of the sentence: some checks tell more where they know more.
std::string sentenceOf(const Problem &problem)
{
    if (problem.code == "unknownAction" && problem.arguments.size() > 2 && !problem.arguments[2].empty())
        return "unknownActionNear";
    if (problem.code == "resourceNeverMatches" && problem.arguments.size() > 3 && problem.arguments[3] == "several")
        return "resourceNeverMatchesAny";
    return problem.code;
}

} // namespace

bool knowsProblem(std::string_view code)
{
    return find(code) || knows(Vocabulary::Diagnostics, code);
}

QString problem(const Problem &problem)
{
    if (const Phrase *phrase = find(sentenceOf(problem)))
        return filled(QCoreApplication::translate("Problems", phrase->text), problem.arguments);
    return diagnostic({problem.severity, problem.code, problem.arguments, problem.span});
}

QString fix(const TextFix &fix)
{
    const auto found = std::find_if(std::begin(fixTable), std::end(fixTable), [&](const Phrase &phrase) { return fix.code == phrase.code; });
    return found == std::end(fixTable) ? QString::fromStdString(fix.code) : filled(QCoreApplication::translate("Problems", found->text), fix.arguments);
}

QString documentName(const DocumentRef &where)
{
    switch (where.slot) {
    case DocumentSlot::Inline:
    case DocumentSlot::Version:
        return QString::fromStdString(where.name);
    case DocumentSlot::Trust:
        return QCoreApplication::translate("Problems", "trust");
    case DocumentSlot::ResourcePolicy:
        return QCoreApplication::translate("Problems", "resource policy");
    case DocumentSlot::OrganizationPolicy:
    case DocumentSlot::Library:
        break;
    }
    return {};
}

} // namespace rolewright::words
