// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/vocabulary.h"

#include <QtGlobal>

namespace rolewright::words {
namespace {

constexpr Phrase jsonPartTable[] = {
    {"value", QT_TRANSLATE_NOOP("JsonParts", "a value")},
    {"name", QT_TRANSLATE_NOOP("JsonParts", "a name in quotes")},
    {"nameOrBrace", QT_TRANSLATE_NOOP("JsonParts", "a name in quotes or }")},
    {"valueOrBracket", QT_TRANSLATE_NOOP("JsonParts", "a value or ]")},
    {"colon", QT_TRANSLATE_NOOP("JsonParts", "a colon")},
    {"commaOrBrace", QT_TRANSLATE_NOOP("JsonParts", "a comma or }")},
    {"commaOrBracket", QT_TRANSLATE_NOOP("JsonParts", "a comma or ]")},
    {"endOfText", QT_TRANSLATE_NOOP("JsonParts", "the end of the text")},
    {"escape", QT_TRANSLATE_NOOP("JsonParts", "a valid escape after the backslash")},
    {"closingQuote", QT_TRANSLATE_NOOP("JsonParts", "the closing quote")},
    {"object", QT_TRANSLATE_NOOP("JsonParts", "an object")},
    {"array", QT_TRANSLATE_NOOP("JsonParts", "a list")},
    {"list", QT_TRANSLATE_NOOP("JsonParts", "a list")},
    {"string", QT_TRANSLATE_NOOP("JsonParts", "text")},
    {"number", QT_TRANSLATE_NOOP("JsonParts", "a number")},
    {"boolean", QT_TRANSLATE_NOOP("JsonParts", "true or false")},
    {"null", QT_TRANSLATE_NOOP("JsonParts", "null")},
    {"root, unit, account", QT_TRANSLATE_NOOP("JsonParts", "root, unit or account")},
};

constexpr Phrase unmodelledTable[] = {
    {"federatedUserParent", QT_TRANSLATE_NOOP("Unmodelled", "which IAM user a federated user came from")},
    {"arnPattern", QT_TRANSLATE_NOOP("Unmodelled", "an ARN operator with “%1”, which has fewer parts than an ARN")},
    {"canonicalUser", QT_TRANSLATE_NOOP("Unmodelled", "S3 canonical user ids as principals")},
    {"multivaluedKey", QT_TRANSLATE_NOOP("Unmodelled", "a single-valued operator on %1, which has several values")},
    {"nullOfEmptyText", QT_TRANSLATE_NOOP("Unmodelled", "the Null operator on %1, whose value is an empty text")},
    {"sessionName", QT_TRANSLATE_NOOP("Unmodelled", "which session of the role is asking; ask as assumed-role/ROLE/SESSION")},
    {"tagsDifferByCase", QT_TRANSLATE_NOOP("Unmodelled", "%1 where two tags have keys that differ only by case, with different values: AWS matches one of them")},
    {"valueNotOfType", QT_TRANSLATE_NOOP("Unmodelled", "a negated operator on %1, whose value isn't of the operator's type")},
    {"variableInNotResource", QT_TRANSLATE_NOOP("Unmodelled", "a NotResource with a policy variable that has no value")},
};

} // namespace

std::span<const Phrase> jsonPartPhrases()
{
    return jsonPartTable;
}

std::span<const Phrase> unmodelledPhrases()
{
    return unmodelledTable;
}

std::string jsonPart(std::string_view code)
{
    return phrase(Vocabulary::JsonParts, code, {}).toStdString();
}

QString unmodelled(std::string_view cause)
{
    // Context keys hold colons themselves: only the first one parts.
    const std::size_t colon = cause.find(':');
    if (colon == std::string_view::npos)
        return phrase(Vocabulary::Unmodelled, cause, {});
    return phrase(Vocabulary::Unmodelled, cause.substr(0, colon), {std::string(cause.substr(colon + 1))});
}

} // namespace rolewright::words
