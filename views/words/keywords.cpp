// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/keywords.h"

#include <QCoreApplication>

namespace rolewright::words {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Keys)
};

} // namespace

QString shortKey(const std::string &key)
{
    const QString whole = QString::fromStdString(key);
    if (whole.compare(QStringLiteral("aws:MultiFactorAuthPresent"), Qt::CaseInsensitive) == 0
        || whole.compare(QStringLiteral("aws:MultiFactorAuthAge"), Qt::CaseInsensitive) == 0)
        return Text::tr("MFA");
    if (whole.compare(QStringLiteral("sts:ExternalId"), Qt::CaseInsensitive) == 0)
        return Text::tr("External ID");
    const qsizetype colon = whole.lastIndexOf(u':');
    return colon < 0 ? whole : whole.mid(colon + 1);
}

} // namespace rolewright::words
