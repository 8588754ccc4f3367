// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzzymatch.h"

#include <algorithm>

namespace rolewright {

namespace {

bool startsWord(QStringView text, qsizetype at)
{
    return at == 0 || !text[at - 1].isLetterOrNumber();
}

} // namespace

int fuzzyScore(QStringView query, QStringView text)
{
    if (query.isEmpty())
        return 1;
    const int brevity = 100 - static_cast<int>(std::min<qsizetype>(text.size(), 100));
    for (qsizetype at = text.indexOf(query); at >= 0; at = text.indexOf(query, at + 1)) {
        if (startsWord(text, at))
            return 2000 + brevity + (at == 0 ? 300 : 0) + (text.size() == query.size() ? 500 : 0);
    }
    if (text.contains(query))
        return 1000 + brevity;
    int score = 300 + brevity;
    qsizetype from = 0;
    for (const QChar wanted : query) {
        const qsizetype at = text.indexOf(wanted, from);
        if (at < 0)
            return 0;
        score -= static_cast<int>(std::min<qsizetype>(at - from, 12));
        if (startsWord(text, at))
            score += at == 0 ? 60 : 25;
        from = at + 1;
    }
    return std::max(score, 1);
}

} // namespace rolewright
