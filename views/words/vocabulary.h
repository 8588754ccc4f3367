// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rolewright::words {

/// A code of the engine and its sentence, marked with QT_TRANSLATE_NOOP. %1, %2 … stand for the code's
/// arguments, the user's own input first.
struct Phrase {
    const char *code;
    const char *text;
};

/// What the engine tells by code. Each vocabulary is a table in its own file; its name is its context
/// for translators.
enum class Vocabulary { Diagnostics, Remarks, Refusals, Missing, Fixes, Shapes, JsonParts, Unmodelled, FixParts, FixNotes, FixObstacles };

std::span<const Phrase> diagnosticPhrases();
std::span<const Phrase> remarkPhrases();
std::span<const Phrase> refusalPhrases();
std::span<const Phrase> missingPhrases();
std::span<const Phrase> fixPhrases();
std::span<const Phrase> shapePhrases();
std::span<const Phrase> jsonPartPhrases();
std::span<const Phrase> unmodelledPhrases();
std::span<const Phrase> fixPartPhrases();
std::span<const Phrase> fixNotePhrases();
std::span<const Phrase> fixObstaclePhrases();

/// Whether there is a sentence for the code.
bool knows(Vocabulary vocabulary, std::string_view code);

/// The sentence with its arguments. A code without one is shown as it is with its arguments: less
/// readable, but nothing is kept from the person who reads.
QString phrase(Vocabulary vocabulary, std::string_view code, const std::vector<std::string> &arguments);

/// Puts the arguments in place of %1 … %9 in one pass, so that a "%1" inside an argument stays as it is.
QString filled(const QString &text, const std::vector<std::string> &arguments);

/// "an object", "a comma or }": what JSON has or should have at a place.
std::string jsonPart(std::string_view code);
/// "code" or "code:argument" of what the engine doesn't model.
QString unmodelled(std::string_view cause);

/// "“a”, “b” and 3 more": at most `shown` of them.
QString quotedList(const std::vector<std::string> &values, std::size_t shown = 3);
/// “text”, cut in the middle where it is longer than a line.
QString quoted(const std::string &text);
/// "a, b and c".
QString joined(const QStringList &parts);

} // namespace rolewright::words
