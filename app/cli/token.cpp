// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/token.h"

#include "cli/console.h"
#include "document/claims.h"
#include "words/claimwords.h"

#include <QCoreApplication>
#include <QFile>

namespace rolewright::cli {
namespace {

struct Token {
    Q_DECLARE_TR_FUNCTIONS(Token)
};

constexpr qint64 largest = 4 * 1024 * 1024;

} // namespace

std::optional<TokenBearer> readToken(const World &world, const QString &file, const QString &provider)
{
    QFile input(file);
    const bool open = file == u"-" ? input.open(stdin, QIODevice::ReadOnly) : input.open(QIODevice::ReadOnly);
    if (!open) {
        refuse(Token::tr("--token: “%1” can't be read: %2").arg(file, input.errorString()));
        return std::nullopt;
    }
    const ClaimsResult read = readClaims(input.read(largest));
    if (!read.claims) {
        refuse(Token::tr("--token: %1").arg(words::claimsError(read.error.code, read.error.arguments)));
        return std::nullopt;
    }
    QString of = provider;
    if (of.isEmpty()) {
        const std::vector<std::string> providers = providersFor(world, *read.claims);
        if (providers.empty()) {
            refuse(Token::tr("--token: the workspace has no identity provider for the issuer “%1”; add it, or name one with --principal")
                       .arg(read.claims->issuer));
            return std::nullopt;
        }
        if (providers.size() > 1) {
            QStringList list;
            for (const std::string &one : providers)
                list += QString::fromStdString(one);
            refuse(Token::tr("--token: several identity providers may be meant; name one with --principal: %1").arg(list.join(QStringLiteral(", "))));
            return std::nullopt;
        }
        of = QString::fromStdString(providers.front());
    }
    tell(Token::tr("rolewright-cli: note: the token's signature and times aren't checked."));
    TokenBearer bearer{of, read.claims->context(of.toStdString()), std::nullopt};
    if (read.claims->kind == Claims::Kind::Saml) {
        bearer.roles.emplace();
        for (const QString &role : read.claims->roles)
            bearer.roles->push_back(role.toStdString());
    }
    return bearer;
}

void addClaims(const Context &claims, Request &request)
{
    for (const auto &[key, value] : claims.entries()) {
        if (request.context.find(key))
            continue;
        if (value.provenance == Provenance::Unknown)
            request.context.setUnknown(value.name);
        else
            request.context.set(value.name, value.values, value.provenance, value.list);
    }
}

} // namespace rolewright::cli
