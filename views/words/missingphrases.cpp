// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/vocabulary.h"

#include <QtGlobal>

namespace rolewright::words {
namespace {

constexpr Phrase missingTable[] = {
    {"notTrusted", QT_TRANSLATE_NOOP("Missing", "The trust policy of “%1” doesn't let “%2” in.")},
    {"notAllowedToAssume", QT_TRANSLATE_NOOP("Missing", "No policy of “%1” allows sts:AssumeRole on “%2”.")},
    {"notInTrustPolicy", QT_TRANSLATE_NOOP("Missing", "The trust policy of “%3” doesn't allow “%1” %2.")},
    {"explicitDeny", QT_TRANSLATE_NOOP("Missing", "Statement “%2” of “%1” denies it explicitly.")},
    {"explicitDenyOf", QT_TRANSLATE_NOOP("Missing", "Statement “%2” of “%1” (%3) denies it explicitly.")},
    {"keyMissing", QT_TRANSLATE_NOOP("Missing", "The condition wants %1 %3 “%2”; the request doesn't have this key.")},
    {"keyMismatch", QT_TRANSLATE_NOOP("Missing", "The condition wants %1 %4 “%2”; the request has “%3”.")},
    {"keyUnknown", QT_TRANSLATE_NOOP("Missing", "It depends on %1, which isn't known.")},
    {"actionNotAllowed", QT_TRANSLATE_NOOP("Missing", "No policy of “%1” allows %2 on “%3”.")},
    {"notInBoundary", QT_TRANSLATE_NOOP("Missing", "The permissions boundary of “%1” doesn't allow %2 on “%3”.")},
    {"notInSessionPolicy", QT_TRANSLATE_NOOP("Missing", "The session policy of “%1” doesn't allow %2 on “%3”.")},
    {"notInScp", QT_TRANSLATE_NOOP("Missing", "The service control policies at “%1” don't allow %2.")},
    {"notInRcp", QT_TRANSLATE_NOOP("Missing", "The resource control policies at “%1” don't allow %2.")},
    {"notInResourcePolicy", QT_TRANSLATE_NOOP("Missing", "The policy of “%3” doesn't allow “%1” %2.")},
    {"documentUnusable", QT_TRANSLATE_NOOP("Missing", "The policy “%1” can't be used as it stands.")},
    {"documentMissing", QT_TRANSLATE_NOOP("Missing", "The text of the policy “%1” isn't known.")},
    {"entriesContradict", QT_TRANSLATE_NOOP("Missing", "The files hold two different entries of “%1”.")},
    {"principalUnknown", QT_TRANSLATE_NOOP("Missing", "The workspace doesn't hold “%1”.")},
    {"resourcePolicyUnknown", QT_TRANSLATE_NOOP("Missing", "The resource policy of “%1” isn't known.")},
    {"notAllowedToPass", QT_TRANSLATE_NOOP("Missing", "No policy of “%1” allows iam:PassRole on “%2” to %3.")},
    {"serviceNotTrusted", QT_TRANSLATE_NOOP("Missing", "The trust policy of “%1” doesn't let the service %2 in.")},
    {"noInstanceProfile", QT_TRANSLATE_NOOP("Missing", "No instance profile holds “%1”: EC2 can't start an instance with it.")},
    {"sessionPolicyElsewhere", QT_TRANSLATE_NOOP("Missing", "“%1” can't be passed as a session policy: it isn't a policy of AWS or of account %2.")},
    {"tooManyTags", QT_TRANSLATE_NOOP("Missing", "A session takes %2 tags at most, inherited ones among them; these are %1.")},
    {"roleNotOffered", QT_TRANSLATE_NOOP("Missing", "The assertion's Role attribute doesn't offer “%1”.")},
    {"sessionNameMissing", QT_TRANSLATE_NOOP("Missing", "The assertion has no RoleSessionName attribute; STS takes none without it.")},
    {"claimRefused", QT_TRANSLATE_NOOP("Missing", "STS doesn't take %1 “%2”.")},
    {"notModelled", QT_TRANSLATE_NOOP("Missing", "Not modelled yet: %1.")},
};

constexpr Phrase fixTable[] = {
    {"addTrustPrincipal", QT_TRANSLATE_NOOP("Fixes", "Name “%2” as a Principal in the trust policy of “%1”.")},
    {"allowInTrustPolicy", QT_TRANSLATE_NOOP("Fixes", "Allow “%1” %2 in the trust policy of “%3”.")},
    {"addAssumeRole", QT_TRANSLATE_NOOP("Fixes", "Allow “%1” sts:AssumeRole on “%2”.")},
    {"giveKey", QT_TRANSLATE_NOOP("Fixes", "Ask with %1 that satisfies %3 “%2”, or change the condition.")},
    {"changeCondition", QT_TRANSLATE_NOOP("Fixes", "Change the condition: no session gets here with %1 that satisfies %3 “%2”.")},
    {"tagPrincipal", QT_TRANSLATE_NOOP("Fixes", "Tag “%4” so that %1 satisfies %3 “%2”, or change the condition.")},
    {"changeValue", QT_TRANSLATE_NOOP("Fixes", "Change the condition: STS takes no %1 such as “%2”.")},
    {"sayKey", QT_TRANSLATE_NOOP("Fixes", "Give %1 a value in the context, or mark it absent.")},
    {"removeDeny", QT_TRANSLATE_NOOP("Fixes", "Narrow or remove statement “%2” of “%1”.")},
    {"removeDenyOf", QT_TRANSLATE_NOOP("Fixes", "Narrow or remove statement “%2” of “%1” (%3).")},
    {"addActionToRole", QT_TRANSLATE_NOOP("Fixes", "Allow %2 on “%3” in a policy of “%1”.")},
    {"allowInBoundary", QT_TRANSLATE_NOOP("Fixes", "Add %2 to the permissions boundary of “%1”.")},
    {"allowInSessionPolicy", QT_TRANSLATE_NOOP("Fixes", "Add %2 to the session policy, or pass none.")},
    {"allowInScp", QT_TRANSLATE_NOOP("Fixes", "Allow %2 in a service control policy at “%1”.")},
    {"allowInResourcePolicy", QT_TRANSLATE_NOOP("Fixes", "Allow “%1” %2 in the policy of “%3”.")},
    {"repairDocument", QT_TRANSLATE_NOOP("Fixes", "Correct the text of “%1”.")},
    {"addDocument", QT_TRANSLATE_NOOP("Fixes", "Import an export that holds “%1”.")},
    {"removeOneEntry", QT_TRANSLATE_NOOP("Fixes", "Remove one of the entries of “%1” from the files and import again.")},
    {"addPrincipal", QT_TRANSLATE_NOOP("Fixes", "Import the account of “%1”.")},
    {"changePermissionSet", QT_TRANSLATE_NOOP("Fixes", "Change the permission set “%1” in IAM Identity Center: “%2” can't be changed otherwise.")},
    {"assignPermissionSet", QT_TRANSLATE_NOOP("Fixes", "Assign the permission set “%1” in IAM Identity Center: nothing else lets anybody into “%2”.")},
    {"addPassRole", QT_TRANSLATE_NOOP("Fixes", "Allow “%1” iam:PassRole on “%2”, with iam:PassedToService %3.")},
    {"addTrustService", QT_TRANSLATE_NOOP("Fixes", "Name the Service %2 as a Principal in the trust policy of “%1”.")},
    {"addInstanceProfile", QT_TRANSLATE_NOOP("Fixes", "Add “%1” to an instance profile.")},
    {"addResourcePolicy", QT_TRANSLATE_NOOP("Fixes", "Add “%1” with its policy to the workspace.")},
};

} // namespace

std::span<const Phrase> missingPhrases()
{
    return missingTable;
}

std::span<const Phrase> fixPhrases()
{
    return fixTable;
}

} // namespace rolewright::words
