// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/claims.h"

#include "document/assertion.h"
#include "document/webtoken.h"

#include <QCryptographicHash>

#include <algorithm>

namespace rolewright {
namespace {

constexpr qsizetype largest = 1024 * 1024; ///< tokens and assertions have at most some 100 kB

std::vector<std::string> utf8(const QStringList &texts)
{
    std::vector<std::string> result;
    for (const QString &text : texts)
        result.push_back(text.toStdString());
    return result;
}

bool isMultivalued(const QString &key)
{
    return key == QStringLiteral("aws:TagKeys") || key.endsWith(QStringLiteral(":amr"))
        || key.startsWith(QStringLiteral("saml:edu")) || key == QStringLiteral("sts:TransitiveTagKeys");
}

} // namespace

std::string Claims::action() const
{
    return kind == Kind::Saml ? "sts:AssumeRoleWithSAML" : "sts:AssumeRoleWithWebIdentity";
}

Context Claims::context(const std::string &provider) const
{
    Context context;
    for (const Claim &claim : claims) {
        if (claim.key.isEmpty())
            continue;
        const std::string key = claim.key.toStdString();
        if (claim.undecided)
            context.setUnknown(key);
        else
            context.set(key, utf8(claim.values), Provenance::Given, isMultivalued(claim.key) || claim.values.size() != 1);
    }
    // IAM User Guide, reference_policies_iam-condition-keys, "Available keys for SAML-based federation".
    if (const std::optional<Principal> principal = parsePrincipal(provider); kind == Kind::Saml && principal) {
        context.set("saml:doc", principal->account + '/' + principal->name, Provenance::Given);
        const QByteArray text = issuer.toUtf8() + QByteArray::fromStdString(principal->account + '/' + principal->name);
        context.set("saml:namequalifier", QCryptographicHash::hash(text, QCryptographicHash::Sha1).toBase64().toStdString(), Provenance::Given);
    }
    return context;
}

ClaimsResult readClaims(const QByteArray &pasted)
{
    const QByteArray text = pasted.trimmed();
    if (text.isEmpty())
        return {{}, {QStringLiteral("empty"), {}}};
    if (text.size() > largest)
        return {{}, {QStringLiteral("tooLarge"), {}}};
    if (text.startsWith('<'))
        return readAssertion(text);
    if (text.startsWith('{') || text.count('.') == 2)
        return readWebToken(text);
    // A SAMLResponse field as browsers show it: base64, perhaps URL-encoded.
    const QByteArray decoded = QByteArray::fromBase64(QByteArray::fromPercentEncoding(text)).trimmed();
    if (decoded.startsWith('<'))
        return readAssertion(decoded);
    const QByteArray payload = QByteArray::fromBase64(text, QByteArray::Base64UrlEncoding).trimmed();
    if (payload.startsWith('{'))
        return readWebToken(payload);
    return {{}, {QStringLiteral("notToken"), {}}};
}

std::vector<std::string> providersFor(const World &world, const Claims &claims)
{
    std::vector<std::string> found;
    for (const AccountInfo &account : world.header().accounts) {
        for (const EntityPtr &entity : world.entities(account.id, EntityKind::Provider)) {
            const std::string arn = entity->arn();
            const std::string oidc = ":oidc-provider/" + claims.issuer.toStdString();
            const bool ofToken = claims.kind == Claims::Kind::WebIdentity && arn.ends_with(oidc);
            const bool saml = claims.kind == Claims::Kind::Saml && arn.find(":saml-provider/") != std::string::npos;
            const bool offered = claims.providers.isEmpty() || claims.providers.contains(QString::fromStdString(arn));
            if (ofToken || (saml && offered))
                found.push_back(arn);
        }
    }
    // id_roles_providers_oidc: AWS knows some providers by itself, and trust policies name them by their issuer.
    if (const std::string issuer = claims.issuer.toStdString(); found.empty() && claims.kind == Claims::Kind::WebIdentity && !rolesTrusting(world, issuer).empty())
        found.push_back(issuer);
    return found;
}

std::vector<std::string> rolesTrusting(const World &world, const std::string &provider)
{
    std::vector<std::string> found;
    for (const AccountInfo &account : world.header().accounts) {
        for (const EntityPtr &entity : world.entities(account.id, EntityKind::Role)) {
            const Role *role = entity->as<Role>();
            const Policy *trust = role && role->trust ? role->trust->policy() : nullptr;
            const bool names = trust && std::any_of(trust->statements.begin(), trust->statements.end(), [&](const Statement &statement) {
                return statement.effect == Effect::Allow && statement.principal
                    && std::any_of(statement.principal->values.begin(), statement.principal->values.end(),
                                   [&](const PrincipalEntry &entry) { return entry.value.text == provider; });
            });
            if (names)
                found.push_back(entity->arn());
        }
    }
    return found;
}

} // namespace rolewright
