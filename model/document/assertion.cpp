// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/assertion.h"

#include <QXmlStreamReader>

#include <array>
#include <utility>

namespace rolewright {
namespace {

const QString attributePrefix = QStringLiteral("https://aws.amazon.com/SAML/Attributes/");

/// Attribute names of eduPerson, eduOrg and X.500 that have a key.
constexpr std::array<std::pair<const char *, const char *>, 17> knownAttributes{{
    {"urn:oid:1.3.6.1.4.1.5923.1.1.1.1", "saml:eduPersonAffiliation"},
    {"urn:oid:1.3.6.1.4.1.5923.1.1.1.2", "saml:eduPersonNickname"},
    {"urn:oid:1.3.6.1.4.1.5923.1.1.1.3", "saml:eduPersonOrgDN"},
    {"urn:oid:1.3.6.1.4.1.5923.1.1.1.4", "saml:eduPersonOrgUnitDN"},
    {"urn:oid:1.3.6.1.4.1.5923.1.1.1.5", "saml:eduPersonPrimaryAffiliation"},
    {"urn:oid:1.3.6.1.4.1.5923.1.1.1.6", "saml:eduPersonPrincipalName"},
    {"urn:oid:1.3.6.1.4.1.5923.1.1.1.7", "saml:eduPersonEntitlement"},
    {"urn:oid:1.3.6.1.4.1.5923.1.1.1.8", "saml:eduPersonPrimaryOrgUnitDN"},
    {"urn:oid:1.3.6.1.4.1.5923.1.1.1.9", "saml:eduPersonScopedAffiliation"},
    {"urn:oid:1.3.6.1.4.1.5923.1.1.1.10", "saml:eduPersonTargetedID"},
    {"urn:oid:1.3.6.1.4.1.5923.1.1.1.11", "saml:eduPersonAssurance"},
    {"urn:oid:1.3.6.1.4.1.5923.1.2.1.2", "saml:eduOrgHomePageURI"},
    {"urn:oid:1.3.6.1.4.1.5923.1.2.1.3", "saml:eduOrgIdentityAuthNPolicyURI"},
    {"urn:oid:1.3.6.1.4.1.5923.1.2.1.4", "saml:eduOrgLegalName"},
    {"urn:oid:1.3.6.1.4.1.5923.1.2.1.5", "saml:eduOrgSuperiorURI"},
    {"urn:oid:1.3.6.1.4.1.5923.1.2.1.6", "saml:eduOrgWhitePagesURI"},
    {"urn:oid:2.5.4.3", "saml:commonName"},
}};

QString keyOf(const QString &attribute)
{
    if (attribute == attributePrefix + QStringLiteral("RoleSessionName"))
        return QStringLiteral("sts:RoleSessionName");
    if (attribute == attributePrefix + QStringLiteral("SourceIdentity"))
        return QStringLiteral("sts:SourceIdentity");
    if (attribute == attributePrefix + QStringLiteral("TransitiveTagKeys"))
        return QStringLiteral("sts:TransitiveTagKeys");
    const QString tag = attributePrefix + QStringLiteral("PrincipalTag:");
    if (attribute.startsWith(tag))
        return QStringLiteral("aws:RequestTag/") + attribute.mid(tag.size());
    for (const auto &[name, key] : knownAttributes) {
        if (attribute == QLatin1String(name))
            return QLatin1String(key);
    }
    return {};
}

class Reader
{
public:
    explicit Reader(const QByteArray &xml) : m_xml(xml) {}

    ClaimsResult read()
    {
        m_claims.kind = Claims::Kind::Saml;
        while (!m_xml.atEnd()) {
            if (m_xml.readNext() == QXmlStreamReader::StartElement)
                start(m_xml.name().toString());
        }
        if (m_encrypted && !m_assertion)
            return {{}, {QStringLiteral("encrypted"), {}}};
        if (m_xml.hasError())
            return {{}, {QStringLiteral("notXml"), {QString::number(m_xml.lineNumber()), QString::number(m_xml.columnNumber()), m_xml.errorString()}}};
        if (!m_assertion)
            return {{}, {QStringLiteral("notAssertion"), {}}};
        if (!m_tagKeys.isEmpty())
            m_claims.claims.push_back({QStringLiteral("PrincipalTag"), m_tagKeys, QStringLiteral("aws:TagKeys")});
        return {std::move(m_claims), {}};
    }

private:
    void start(const QString &element)
    {
        if (element == QLatin1String("EncryptedAssertion")) {
            m_encrypted = true;
        } else if (element == QLatin1String("Assertion")) {
            m_assertion = true;
        } else if (!m_assertion) {
            return; // a response has an issuer of its own
        } else if (element == QLatin1String("Issuer")) {
            m_claims.issuer = m_xml.readElementText().trimmed();
            add(element, {m_claims.issuer}, QStringLiteral("saml:iss"));
        } else if (element == QLatin1String("NameID")) {
            QString format = m_xml.attributes().value(QLatin1String("Format")).toString();
            const QString prefix = QStringLiteral("urn:oasis:names:tc:SAML:2.0:nameid-format:");
            if (format.startsWith(prefix))
                format = format.mid(prefix.size());
            add(element, {m_xml.readElementText().trimmed()}, QStringLiteral("saml:sub"));
            if (!format.isEmpty())
                add(QStringLiteral("NameID Format"), {format}, QStringLiteral("saml:sub_type"));
        } else if (element == QLatin1String("SubjectConfirmationData")) {
            // Not <Audience>: that names the service provider for SAML itself.
            if (const QString recipient = m_xml.attributes().value(QLatin1String("Recipient")).toString(); !recipient.isEmpty())
                add(QStringLiteral("Recipient"), {recipient}, QStringLiteral("saml:aud"));
        } else if (element == QLatin1String("Attribute")) {
            readAttribute();
        }
    }

    void readAttribute()
    {
        const QString name = m_xml.attributes().value(QLatin1String("Name")).toString();
        QStringList values;
        while (m_xml.readNextStartElement()) {
            if (m_xml.name() == QLatin1String("AttributeValue"))
                values += m_xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
            else
                m_xml.skipCurrentElement();
        }
        if (name == attributePrefix + QStringLiteral("Role"))
            readRoles(values);
        const QString key = keyOf(name);
        if (key.startsWith(QStringLiteral("aws:RequestTag/")))
            m_tagKeys += key.section(u'/', 1);
        add(name, values, key);
    }

    /// "role ARN,provider ARN" or the other way round.
    void readRoles(const QStringList &values)
    {
        for (const QString &value : values) {
            for (const QString &part : value.split(u',')) {
                const QString arn = part.trimmed();
                QStringList &list = arn.contains(QStringLiteral(":saml-provider/")) ? m_claims.providers : m_claims.roles;
                if (!arn.isEmpty() && !list.contains(arn))
                    list += arn;
            }
        }
    }

    void add(const QString &name, const QStringList &values, const QString &key) { m_claims.claims.push_back({name, values, key}); }

    QXmlStreamReader m_xml;
    Claims m_claims;
    QStringList m_tagKeys;
    bool m_assertion = false;
    bool m_encrypted = false;
};

} // namespace

ClaimsResult readAssertion(const QByteArray &xml)
{
    return Reader(xml).read();
}

} // namespace rolewright
