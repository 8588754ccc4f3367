// SPDX-License-Identifier: GPL-3.0-or-later
#include "tree/naturalorder.h"

namespace rolewright {

namespace {

/// The digits at the front, without leading zeros; takes them off the text.
QStringView takeNumber(QStringView &text)
{
    qsizetype end = 0;
    while (end < text.size() && text[end].isDigit())
        ++end;
    QStringView number = text.left(end);
    text = text.mid(end);
    while (number.size() > 1 && number.front() == u'0')
        number = number.mid(1);
    return number;
}

} // namespace

int naturalCompare(QStringView left, QStringView right)
{
    while (!left.isEmpty() && !right.isEmpty()) {
        if (left.front().isDigit() && right.front().isDigit()) {
            const QStringView one = takeNumber(left), other = takeNumber(right);
            if (one.size() != other.size())
                return one.size() < other.size() ? -1 : 1;
            if (const int order = one.compare(other); order != 0)
                return order;
            continue;
        }
        const QChar one = left.front().toCaseFolded(), other = right.front().toCaseFolded();
        if (one != other)
            return one < other ? -1 : 1;
        left = left.mid(1);
        right = right.mid(1);
    }
    return left.isEmpty() ? (right.isEmpty() ? 0 : -1) : 1;
}

} // namespace rolewright
