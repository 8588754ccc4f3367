// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/vocabulary.h"

#include <QtGlobal>

namespace rolewright::words {
namespace {

constexpr Phrase partTable[] = {
    {"removeStatement", QT_TRANSLATE_NOOP("FixParts", "Remove statement %1")},
    {"removePolicy", QT_TRANSLATE_NOOP("FixParts", "Remove the policy %1, whose only statement this is")},
    {"removeValues", QT_TRANSLATE_NOOP("FixParts", "Take %1 out of statement %2")},
    {"exclude", QT_TRANSLATE_NOOP("FixParts", "Except %1 from statement %2")},
    {"addAction", QT_TRANSLATE_NOOP("FixParts", "Add %1 to statement %2")},
    {"addResource", QT_TRANSLATE_NOOP("FixParts", "Add %1 to the resources of statement %2")},
    {"addPrincipal", QT_TRANSLATE_NOOP("FixParts", "Add %1 to the principals of statement %2")},
    {"addAllow", QT_TRANSLATE_NOOP("FixParts", "Allow %1 in a new statement")},
    {"addDeny", QT_TRANSLATE_NOOP("FixParts", "Deny %1 in a new statement")},
    {"newAllow", QT_TRANSLATE_NOOP("FixParts", "Allow %1")},
    {"newDeny", QT_TRANSLATE_NOOP("FixParts", "Deny %1")},
};

constexpr Phrase noteTable[] = {
    {"skipsCondition", QT_TRANSLATE_NOOP("FixNotes", "Statement %1 allows it under a condition on %2; this goes round it.")},
    {"grantsMore", QT_TRANSLATE_NOOP("FixNotes", "Statement %1 is about more than this question: more is allowed as well.")},
    {"freesMore", QT_TRANSLATE_NOOP("FixNotes", "What statement %1 denies beside this is no longer denied.")},
    {"takesMore", QT_TRANSLATE_NOOP("FixNotes", "What statement %1 allows beside this is no longer allowed.")},
};

constexpr Phrase obstacleTable[] = {
    {"awsManaged", QT_TRANSLATE_NOOP("FixObstacles", "“%1” is AWS's own and can't be edited; detach it or use a copy.")},
    {"documentUnusable", QT_TRANSLATE_NOOP("FixObstacles", "The text of “%1” can't be used; correct it first.")},
    {"documentMissing", QT_TRANSLATE_NOOP("FixObstacles", "The text of “%1” isn't in the workspace; import it first.")},
    {"entriesContradict", QT_TRANSLATE_NOOP("FixObstacles", "The files hold two different entries of “%1”: remove one of them and import again.")},
    {"principalUnknown", QT_TRANSLATE_NOOP("FixObstacles", "“%1” isn't in the workspace; import its account first.")},
    {"resourceUnknown", QT_TRANSLATE_NOOP("FixObstacles", "“%1” isn't in the workspace with a policy that could be edited; add it.")},
    {"notModelled", QT_TRANSLATE_NOOP("FixObstacles", "It depends on what isn't modelled: %1.")},
    {"sessionPolicy", QT_TRANSLATE_NOOP("FixObstacles", "The session policy is passed with the session; the workspace doesn't hold it.")},
    {"endpointPolicy", QT_TRANSLATE_NOOP("FixObstacles", "The VPC endpoint's policy would have to allow it.")},
    {"noPolicyAtLevel", QT_TRANSLATE_NOOP("FixObstacles", "No service control policy is attached at “%1”; attach one that allows it.")},
    {"wouldBePublic", QT_TRANSLATE_NOOP("FixObstacles", "To allow an unsigned request, the resource would have to be public.")},
    {"providerNeedsCondition", QT_TRANSLATE_NOOP("FixObstacles", "Letting “%1” in needs conditions on audience and subject; write them yourself.")},
    {"rootHasNoPolicies", QT_TRANSLATE_NOOP("FixObstacles", "The root user has no policies of its own.")},
    {"blockPublicAccess", QT_TRANSLATE_NOOP("FixObstacles", "S3 Block Public Access closes the bucket while its policy is public.")},
    {"ruleDecides", QT_TRANSLATE_NOOP("FixObstacles", "No policy decides this; see the rules in the explanation.")},
};

} // namespace

std::span<const Phrase> fixPartPhrases()
{
    return partTable;
}

std::span<const Phrase> fixNotePhrases()
{
    return noteTable;
}

std::span<const Phrase> fixObstaclePhrases()
{
    return obstacleTable;
}

} // namespace rolewright::words
