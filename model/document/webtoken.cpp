// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/webtoken.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace rolewright {
namespace {

/// Where the claim comes from: of all others only these have a condition key with some provider.
constexpr std::array origins{"repository", "repository_id", "repository_owner_id", "job_workflow_ref", "enterprise_id", "project_id",
                             "namespace_id", "organization_id", "organization_slug"};

QStringList textsOf(const QJsonValue &value)
{
    if (value.isString())
        return {value.toString()};
    if (value.isBool())
        return {value.toBool() ? QStringLiteral("true") : QStringLiteral("false")};
    if (value.isDouble())
        return {QString::number(value.toInteger(), 10)};
    if (value.isArray()) {
        QStringList texts;
        for (const QJsonValue &each : value.toArray())
            texts += textsOf(each);
        return texts;
    }
    if (value.isObject())
        return {QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact))};
    return {};
}

/// "https://token.actions.githubusercontent.com" → what stands in the provider's ARN and before the colon of its keys.
QString issuerName(QString issuer)
{
    for (const QString &scheme : {QStringLiteral("https://"), QStringLiteral("http://")}) {
        if (issuer.startsWith(scheme, Qt::CaseInsensitive))
            return issuer.mid(scheme.size());
    }
    return issuer;
}

const QString flatTag = QStringLiteral("https://aws.amazon.com/tags/principal_tags/");

/// IAM User Guide, id_session-tags, "Passing session tags using AssumeRoleWithWebIdentity". A tag has one value; of a list with several
/// all are told, and STS refuses them.
void addTags(const QJsonObject &tags, std::vector<Claim> &claims)
{
    const QJsonObject principalTags = tags.value(QLatin1String("principal_tags")).toObject();
    for (auto tag = principalTags.begin(); tag != principalTags.end(); ++tag)
        claims.push_back({QStringLiteral("principal_tags.%1").arg(tag.key()), textsOf(tag.value()), QStringLiteral("aws:RequestTag/%1").arg(tag.key())});
    if (!principalTags.isEmpty())
        claims.push_back({QStringLiteral("principal_tags"), principalTags.keys(), QStringLiteral("aws:TagKeys")});
    const QStringList transitive = textsOf(tags.value(QLatin1String("transitive_tag_keys")));
    if (!transitive.isEmpty())
        claims.push_back({QStringLiteral("transitive_tag_keys"), transitive, QStringLiteral("sts:TransitiveTagKeys")});
}

} // namespace

ClaimsResult readWebToken(const QByteArray &text)
{
    QByteArray payload = text;
    if (!text.startsWith('{')) {
        // header.payload.signature; "Bearer " comes along from a header of HTTP.
        const QByteArray token = text.startsWith("Bearer ") ? text.mid(7).trimmed() : text;
        payload = QByteArray::fromBase64(token.split('.').value(1), QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    }
    QJsonParseError error;
    const QJsonDocument json = QJsonDocument::fromJson(payload, &error);
    if (!json.isObject())
        return {{}, {QStringLiteral("notJson"), {error.errorString()}}};
    const QJsonObject token = json.object();
    Claims claims;
    claims.issuer = issuerName(token.value(QLatin1String("iss")).toString());
    if (claims.issuer.isEmpty())
        return {{}, {QStringLiteral("noIssuer"), {}}};
    const QStringList audiences = textsOf(token.value(QLatin1String("aud")));
    const QStringList authorized = textsOf(token.value(QLatin1String("azp")));
    QStringList flatTags;
    for (auto each = token.begin(); each != token.end(); ++each) {
        const QString name = each.key();
        // id_session-tags: the flattened form, a claim for each tag.
        if (name.startsWith(flatTag)) {
            flatTags += name.mid(flatTag.size());
            claims.claims.push_back({name, textsOf(each.value()), QStringLiteral("aws:RequestTag/%1").arg(flatTags.last())});
            continue;
        }
        Claim claim{name, textsOf(each.value()), {}};
        const QString key = claims.issuer + u':' + name;
        if (name == QLatin1String("https://aws.amazon.com/tags")) {
            addTags(each.value().toObject(), claims.claims);
            continue;
        }
        if (name == QLatin1String("https://aws.amazon.com/source_identity")) {
            claim.key = QStringLiteral("sts:SourceIdentity");
        } else if (name == QLatin1String("https://aws.amazon.com/tags/transitive_tag_keys")) {
            claim.key = QStringLiteral("sts:TransitiveTagKeys");
        } else if (name == QLatin1String("aud")) {
            claim.key = key;
            // With azp it depends on the provider which of both becomes the key, and of several audiences which one.
            claim.undecided = audiences.size() != 1 || (!authorized.isEmpty() && authorized != audiences);
        } else if (name == QLatin1String("sub") || name == QLatin1String("amr")
                   || std::any_of(origins.begin(), origins.end(), [&](const char *origin) { return name == QLatin1String(origin); })) {
            claim.key = key;
        }
        claims.claims.push_back(std::move(claim));
    }
    if (!flatTags.isEmpty())
        claims.claims.push_back({QStringLiteral("principal_tags"), flatTags, QStringLiteral("aws:TagKeys")});
    return {std::move(claims), {}};
}

} // namespace rolewright
