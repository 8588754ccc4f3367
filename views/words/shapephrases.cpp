// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/shapewords.h"
#include "words/vocabulary.h"

#include <QtGlobal>

namespace rolewright::words {
namespace {

constexpr Phrase shapeTable[] = {
    {"notObject", QT_TRANSLATE_NOOP("Shapes", "must be a JSON object")},
    {"notArray", QT_TRANSLATE_NOOP("Shapes", "must be a list")},
    {"notString", QT_TRANSLATE_NOOP("Shapes", "must be text in quotes")},
    {"notBoolean", QT_TRANSLATE_NOOP("Shapes", "must be true or false")},
    {"missingField", QT_TRANSLATE_NOOP("Shapes", "“%1” is missing; add it")},
    {"unknownField", QT_TRANSLATE_NOOP("Shapes", "“%1” isn't a known field; check its spelling")},
    {"emptyKey", QT_TRANSLATE_NOOP("Shapes", "a context key is empty; name one such as aws:SourceIp")},
    {"repeatedKey", QT_TRANSLATE_NOOP("Shapes", "“%1” stands twice (keys ignore case); keep one")},
    {"notContextValue", QT_TRANSLATE_NOOP("Shapes", "a context value is text, a number, a boolean or a list of them")},
    {"knownAndUnknown", QT_TRANSLATE_NOOP("Shapes", "“%1” has a value in the context and is listed as unknown; keep one")},
    {"badPrincipal", QT_TRANSLATE_NOOP("Shapes", "“%1” isn't a principal; write the ARN of a user, role or session, a service such as ec2.amazonaws.com, or *")},
    {"badAction", QT_TRANSLATE_NOOP("Shapes", "“%1” isn't an action; write service:Action without wildcards")},
    {"badResource", QT_TRANSLATE_NOOP("Shapes", "“%1” isn't a resource; write an ARN or *")},
    {"bothResources", QT_TRANSLATE_NOOP("Shapes", "“resource” and “resources” exclude each other; list all of them in “resources”")},
    {"otherAccount", QT_TRANSLATE_NOOP("Shapes", "the resource is in account %2 by its ARN, not in %1")},
    {"badAccount", QT_TRANSLATE_NOOP("Shapes", "“%1” isn't an account id, which has twelve digits")},
    {"noCases", QT_TRANSLATE_NOOP("Shapes", "“cases” must be a list with at least one case")},
    {"badPage", QT_TRANSLATE_NOOP("Shapes", "“%1” isn't a page of AWS; write https://docs.aws.amazon.com/…")},
    {"badDecision", QT_TRANSLATE_NOOP("Shapes", "“%1” isn't a decision; write allowed, implicitDeny or explicitDeny")},
    {"badVerdict", QT_TRANSLATE_NOOP("Shapes", "“%1” isn't a verdict; write allowed, denied or depends")},
    {"expectsNothing", QT_TRANSLATE_NOOP("Shapes", "the case expects nothing; add a decision or a verdict")},
    {"repeatedCase", QT_TRANSLATE_NOOP("Shapes", "another case has the id “%1”; give each its own")},
};

} // namespace

std::span<const Phrase> shapePhrases()
{
    return shapeTable;
}

QString shapeError(const ShapeError &error)
{
    // A text that isn't JSON is told by the JSON parser's code.
    const Vocabulary vocabulary = knows(Vocabulary::Shapes, error.code) ? Vocabulary::Shapes : Vocabulary::Diagnostics;
    return phrase(vocabulary, error.code, error.arguments);
}

} // namespace rolewright::words
