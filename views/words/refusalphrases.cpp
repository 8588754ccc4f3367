// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/vocabulary.h"
#include "words/words.h"

#include <QtGlobal>

namespace rolewright::words {
namespace {

constexpr Phrase refusalTable[] = {
    {"nameEmpty", QT_TRANSLATE_NOOP("Refusals", "The name is empty; type one.")},
    {"nameTaken", QT_TRANSLATE_NOOP("Refusals", "“%1” exists already (names ignore case); choose another name.")},
    {"nameInvalid", QT_TRANSLATE_NOOP("Refusals", "“%1” can't be a name: use letters, digits and + = , . @ _ -")},
    {"nameTooLong", QT_TRANSLATE_NOOP("Refusals", "“%1” is too long: at most %2 characters.")},
    {"samlNameInvalid", QT_TRANSLATE_NOOP("Refusals", "“%1” can't be a SAML provider's name: use letters, digits and . _ -")},
    {"issuerInvalid", QT_TRANSLATE_NOOP("Refusals", "“%1” isn't an issuer: write its address without https://, for example token.actions.githubusercontent.com")},
    {"organizationExists", QT_TRANSLATE_NOOP("Refusals", "The workspace has an organization already.")},
    {"noSuchNode", QT_TRANSLATE_NOOP("Refusals", "The organization has no “%1”.")},
    {"noSuchEntity", QT_TRANSLATE_NOOP("Refusals", "That no longer exists in the workspace.")},
    {"noSuchAccount", QT_TRANSLATE_NOOP("Refusals", "The workspace has no account “%1”; add it first.")},
    {"noSuchPolicy", QT_TRANSLATE_NOOP("Refusals", "No policy has the ARN “%1”; create or import it first.")},
    {"noSuchVersion", QT_TRANSLATE_NOOP("Refusals", "“%2” has no version “%1”.")},
    {"noSuchDocument", QT_TRANSLATE_NOOP("Refusals", "“%2” has no policy document “%1” any more.")},
    {"accountInvalid", QT_TRANSLATE_NOOP("Refusals", "“%1” isn't an account id, which has twelve digits.")},
    {"accountTaken", QT_TRANSLATE_NOOP("Refusals", "The account “%1” is in the workspace already.")},
    {"arnInvalid", QT_TRANSLATE_NOOP("Refusals", "“%1” isn't an ARN; write arn:aws:service:region:account:name.")},
    {"arnTaken", QT_TRANSLATE_NOOP("Refusals", "“%1” is in the workspace already.")},
    {"otherAccount", QT_TRANSLATE_NOOP("Refusals", "“%1” isn't of account %2; IAM doesn't allow that across accounts.")},
    {"awsManaged", QT_TRANSLATE_NOOP("Refusals", "“%1” is managed by AWS and can't be changed; copy it to a policy of your own.")},
    {"cannotRename", QT_TRANSLATE_NOOP("Refusals", "“%1” can't be renamed.")},
    {"cannotAttach", QT_TRANSLATE_NOOP("Refusals", "Policies can't be attached to “%1”.")},
    {"cannotBound", QT_TRANSLATE_NOOP("Refusals", "“%1” can't have a permissions boundary: only users and roles can.")},
    {"cannotTag", QT_TRANSLATE_NOOP("Refusals", "“%1” can't have tags.")},
    {"alreadyAttached", QT_TRANSLATE_NOOP("Refusals", "“%1” is attached to “%2” already.")},
    {"notAttached", QT_TRANSLATE_NOOP("Refusals", "“%1” isn't attached to “%2”.")},
    {"alreadyMember", QT_TRANSLATE_NOOP("Refusals", "“%1” is in the group “%2” already.")},
    {"notMember", QT_TRANSLATE_NOOP("Refusals", "“%1” isn't in the group “%2”.")},
    {"usedAsBoundary", QT_TRANSLATE_NOOP("Refusals", "“%1” is the permissions boundary of “%2”; remove it there first.")},
    {"sessionDurationRange", QT_TRANSLATE_NOOP("Refusals", "%1 seconds isn't a session duration: 3,600 to 43,200 are allowed.")},
    {"tooManyTags", QT_TRANSLATE_NOOP("Refusals", "At most %1 tags are allowed.")},
    {"tagKeyEmpty", QT_TRANSLATE_NOOP("Refusals", "A tag has no key; type one or remove the tag.")},
    {"tagKeyTooLong", QT_TRANSLATE_NOOP("Refusals", "The tag key “%1” is too long: at most %2 characters.")},
    {"tagValueTooLong", QT_TRANSLATE_NOOP("Refusals", "The value of the tag “%1” is too long: at most %2 characters.")},
    {"tagRepeated", QT_TRANSLATE_NOOP("Refusals", "The tag “%1” stands twice (keys ignore case); keep one.")},
};

} // namespace

std::span<const Phrase> refusalPhrases()
{
    return refusalTable;
}

QString refused(const edits::Refused &refused)
{
    return phrase(Vocabulary::Refusals, refused.code, refused.arguments);
}

} // namespace rolewright::words
