// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/vocabulary.h"

#include <QCoreApplication>
#include <QStringList>

namespace rolewright::words {
namespace {

struct Lists {
    Q_DECLARE_TR_FUNCTIONS(Lists)
};

/// Longer input is cut: a message is one line, the text itself is at hand in the editor.
constexpr qsizetype longestInput = 160;

struct Table {
    const char *context;
    std::span<const Phrase> phrases;
};

Table table(Vocabulary vocabulary)
{
    switch (vocabulary) {
    case Vocabulary::Diagnostics: return {"Diagnostics", diagnosticPhrases()};
    case Vocabulary::Remarks: return {"Remarks", remarkPhrases()};
    case Vocabulary::Refusals: return {"Refusals", refusalPhrases()};
    case Vocabulary::Missing: return {"Missing", missingPhrases()};
    case Vocabulary::Fixes: return {"Fixes", fixPhrases()};
    case Vocabulary::Shapes: return {"Shapes", shapePhrases()};
    case Vocabulary::JsonParts: return {"JsonParts", jsonPartPhrases()};
    case Vocabulary::Unmodelled: return {"Unmodelled", unmodelledPhrases()};
    case Vocabulary::FixParts: return {"FixParts", fixPartPhrases()};
    case Vocabulary::FixNotes: return {"FixNotes", fixNotePhrases()};
    case Vocabulary::FixObstacles: return {"FixObstacles", fixObstaclePhrases()};
    }
    return {"", {}};
}

const Phrase *find(const Table &table, std::string_view code)
{
    for (const Phrase &phrase : table.phrases) {
        if (code == phrase.code)
            return &phrase;
    }
    return nullptr;
}

QString shortened(const QString &text)
{
    if (text.size() <= longestInput)
        return text;
    return text.left(longestInput * 2 / 3) + QChar(0x2026) + text.right(longestInput / 3);
}

} // namespace

bool knows(Vocabulary vocabulary, std::string_view code)
{
    return find(table(vocabulary), code) != nullptr;
}

QString filled(const QString &text, const std::vector<std::string> &arguments)
{
    QString result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const int digit = text[i] == u'%' && i + 1 < text.size() ? text[i + 1].digitValue() : -1;
        if (digit < 1) {
            result += text[i];
            continue;
        }
        ++i;
        if (static_cast<std::size_t>(digit) <= arguments.size())
            result += shortened(QString::fromStdString(arguments[static_cast<std::size_t>(digit) - 1]));
    }
    return result;
}

QString phrase(Vocabulary vocabulary, std::string_view code, const std::vector<std::string> &arguments)
{
    const Table known = table(vocabulary);
    if (const Phrase *phrase = find(known, code))
        return filled(QCoreApplication::translate(known.context, phrase->text), arguments);
    QString result = QString::fromUtf8(code.data(), static_cast<qsizetype>(code.size()));
    if (!arguments.empty())
        result += QStringLiteral(": ") + quotedList(arguments, arguments.size());
    return result;
}

QString quoted(const std::string &text)
{
    return QChar(0x201c) + shortened(QString::fromStdString(text)) + QChar(0x201d);
}

QString quotedList(const std::vector<std::string> &values, std::size_t shown)
{
    QStringList parts;
    for (std::size_t i = 0; i < values.size() && i < shown; ++i)
        parts += quoted(values[i]);
    QString result = parts.join(QStringLiteral(", "));
    if (values.size() > shown)
        result = Lists::tr("%1 and %n more", nullptr, static_cast<int>(values.size() - shown)).arg(result);
    return result;
}

QString joined(const QStringList &parts)
{
    if (parts.size() < 2)
        return parts.join(QString());
    return Lists::tr("%1 and %2").arg(parts.mid(0, parts.size() - 1).join(QStringLiteral(", ")), parts.last());
}

} // namespace rolewright::words
