// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QString>
#include <QVector>

#include <functional>

namespace rolewright {

/// A row of a completion list.
struct Suggestion {
    QString value; ///< what the field gets; empty: a heading, not selectable
    QString label;
    QString detail; ///< muted, at the right
    QIcon icon;

    bool isHeading() const { return value.isEmpty(); }
};
using Suggestions = QVector<Suggestion>;

/// Suggestions for what is typed, best first.
using SuggestionSource = std::function<Suggestions(const QString &typed)>;

/// How well a query suits a text; both in lower case. 0 equal, 1 start, 2 start of a word, 3 anywhere,
/// 4 its letters in this order; -1 not at all. Fuzzy matches need three letters.
int matchRank(QStringView text, QStringView query);

} // namespace rolewright
