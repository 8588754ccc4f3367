// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/keywords.h"

#include "catalog/catalog.h"
#include "policy/values.h"

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

QString oddValue(const std::string &key, const QString &value)
{
    const CatalogConditionKey *known = Catalog::builtIn().conditionKey(key);
    if (!known)
        return {};
    constexpr std::string_view several = "ArrayOf";
    const std::string_view whole = known->type;
    const std::string_view type = whole.starts_with(several) ? whole.substr(several.size()) : whole;
    const std::string text = value.toStdString();
    if (type == "Bool" && !parseBoolean(text))
        return Text::tr("“%1” isn't true or false.").arg(value);
    if (type == "Numeric" && !parseNumber(text))
        return Text::tr("“%1” isn't a number.").arg(value);
    if (type == "Date" && !parseMoment(text))
        return Text::tr("“%1” isn't a date such as 2025-01-31T12:00:00Z.").arg(value);
    if (type == "IPAddress" && !parseIpRange(text))
        return Text::tr("“%1” isn't an IP address such as 203.0.113.7.").arg(value);
    if (type == "ARN" && !text.starts_with("arn:"))
        return Text::tr("“%1” isn't an ARN.").arg(value);
    return {};
}

} // namespace rolewright::words
