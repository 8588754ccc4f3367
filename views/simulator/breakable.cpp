// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/breakable.h"

namespace rolewright {

namespace {

constexpr int longestPiece = 14; ///< letters that stay together

} // namespace

QString breakable(const QString &text)
{
    const QChar zeroWidthSpace(0x200b);
    QString result;
    int piece = 0;
    for (const QChar letter : text) {
        // Before a capital where the piece is long enough, else wherever it gets too long.
        if (piece >= longestPiece || (piece >= longestPiece / 2 && letter.isUpper())) {
            result += zeroWidthSpace;
            piece = 0;
        }
        result += letter;
        piece = letter.isLetterOrNumber() ? piece + 1 : 0;
        if (QStringLiteral(":/-_.@=,").contains(letter))
            result += zeroWidthSpace;
    }
    return result;
}

} // namespace rolewright
