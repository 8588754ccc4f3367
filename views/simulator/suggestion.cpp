// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/suggestion.h"

namespace rolewright {

int matchRank(QStringView text, QStringView query)
{
    if (query.isEmpty())
        return 1;
    const qsizetype at = text.indexOf(query);
    if (at == 0)
        return text.size() == query.size() ? 0 : 1;
    if (at > 0) {
        for (qsizetype i = at; i > 0; i = text.indexOf(query, i + 1)) {
            if (!text[i - 1].isLetterOrNumber())
                return 2;
        }
        return 3;
    }
    if (query.size() < 3)
        return -1;
    qsizetype next = 0;
    for (QChar letter : text) {
        if (letter == query[next] && ++next == query.size())
            return 4;
    }
    return -1;
}

} // namespace rolewright
