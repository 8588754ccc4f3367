// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/contextvalues.h"

#include "catalog/catalog.h"
#include "words/keywords.h"

#include <QCoreApplication>
#include <QDateTime>

#include <set>

namespace rolewright {
namespace {

constexpr int mostRows = 80;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ContextValues)
};

const CatalogConditionKey *catalogKey(const QString &key)
{
    return Catalog::builtIn().conditionKey(key.toStdString());
}

/// Without "ArrayOf", in lower case.
QString plainType(const QString &key)
{
    QString type = keyType(key).toLower();
    if (type.startsWith(QStringLiteral("arrayof")))
        type.remove(0, 7);
    return type;
}

/// "aws:RequestTag/${TagKey}" is offered as "aws:RequestTag/", to be completed.
QString typeable(const std::string &name)
{
    QString result = QString::fromStdString(name);
    if (const qsizetype variable = result.indexOf(QStringLiteral("${")); variable >= 0)
        result.truncate(variable);
    return result;
}

} // namespace

QString keyType(const QString &key)
{
    const CatalogConditionKey *known = catalogKey(key);
    return known ? QString::fromStdString(known->type) : QString();
}

bool isMultivaluedKey(const QString &key)
{
    const CatalogConditionKey *known = catalogKey(key);
    return known && known->isMultivalued();
}

QString valueHint(const QString &key, const QStringList &values)
{
    for (const QString &value : values) {
        const QString hint = words::oddValue(key.toStdString(), value);
        if (!hint.isEmpty())
            return hint;
    }
    return {};
}

QString valueSuggestion(const QString &key)
{
    const QString type = plainType(key);
    if (type == QStringLiteral("bool"))
        return QStringLiteral("true");
    if (type == QStringLiteral("numeric"))
        return QStringLiteral("30");
    if (type == QStringLiteral("ipaddress"))
        return QStringLiteral("203.0.113.7");
    if (type == QStringLiteral("date"))
        return QDateTime::currentDateTimeUtc().toString(Qt::ISODate);
    return {};
}

Suggestions suggestKeys(const QString &action, const QString &typed)
{
    const QString query = typed.toLower();
    Suggestions suggestions;
    std::set<QString> seen;
    const auto addSection = [&](const QString &heading, const std::vector<QString> &keys) {
        std::vector<std::pair<int, QString>> found;
        for (const QString &key : keys) {
            const int rank = matchRank(key.toLower(), query);
            if (rank >= 0 && seen.insert(key.toLower()).second)
                found.emplace_back(rank, key);
        }
        std::stable_sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
        if (!found.empty() && suggestions.size() < mostRows)
            suggestions += {QString(), heading, QString(), QIcon()};
        for (const auto &[rank, key] : found) {
            if (suggestions.size() < mostRows)
                suggestions += {key, key, keyType(key), QIcon()};
        }
    };

    std::vector<QString> own, global;
    if (const CatalogAction *known = Catalog::builtIn().action(action.toStdString())) {
        for (const std::string &key : known->conditionKeys)
            own.push_back(typeable(key));
        for (const CatalogResourceUse &use : known->resources) {
            const CatalogResourceType *type = Catalog::builtIn().resourceType(known->service, use.type);
            for (const std::string &key : type ? type->conditionKeys : std::vector<std::string>{})
                own.push_back(typeable(key));
        }
        addSection(Text::tr("Keys of %1").arg(QString::fromStdString(known->text())), own);
    }
    for (const CatalogConditionKey &key : Catalog::builtIn().globalConditionKeys())
        global.push_back(typeable(key.name));
    addSection(Text::tr("Global keys"), global);

    // Any key is accepted, keys of the user's own OIDC provider too.
    const bool isKey = typed.contains(u':') && !typed.endsWith(u':') && !typed.endsWith(u'/');
    if (isKey && seen.insert(query).second)
        suggestions += {typed, typed, Text::tr("as typed"), QIcon()};
    return suggestions;
}

} // namespace rolewright
