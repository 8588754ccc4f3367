// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/theme.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QRegularExpression>
#include <QSvgRenderer>

namespace rolewright::theme {

namespace {

QColor namedColour(const QString &name)
{
    const Colours &c = colours();
    const std::pair<QLatin1String, QColor> names[] = {
        {QLatin1String("ink"), c.text},
        {QLatin1String("paper"), c.panel},
        {QLatin1String("muted"), c.mutedText},
        {QLatin1String("accent"), c.accent},
        {QLatin1String("allowed"), c.allowed},
        {QLatin1String("denied"), c.denied},
        {QLatin1String("depends"), c.depends},
        {QLatin1String("warning"), c.warning},
        {QLatin1String("error"), c.error},
        {QLatin1String("info"), c.info},
        {QLatin1String("user"), c.user},
        {QLatin1String("group"), c.group},
        {QLatin1String("role"), c.role},
        {QLatin1String("policy"), c.policy},
        {QLatin1String("resource"), c.resource},
        {QLatin1String("provider"), c.provider},
        {QLatin1String("account"), c.account},
        {QLatin1String("organization"), c.organization},
        {QLatin1String("service"), c.service},
    };
    for (const auto &[known, colour] : names) {
        if (name == known)
            return colour;
    }
    return c.text;
}

/// The drawing with each `var(--name, #fallback)` replaced: Qt's SVG has no CSS variables.
QByteArray coloured(const QString &name)
{
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QString source = QString::fromUtf8(file.readAll());
    static const QRegularExpression variable(QStringLiteral("var\\(--(\\w+), #[0-9a-f]+\\)"));
    QString result;
    qsizetype from = 0;
    for (auto matches = variable.globalMatch(source); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        result += QStringView(source).mid(from, match.capturedStart() - from);
        result += namedColour(match.captured(1)).name();
        from = match.capturedEnd();
    }
    result += QStringView(source).mid(from);
    return result.toUtf8();
}

/// Draws at the size and device pixel ratio asked for, in the colours of the scheme at that moment, so that
/// icons that views keep follow a switch of the scheme.
class SvgIconEngine : public QIconEngine
{
public:
    explicit SvgIconEngine(const QString &name)
        : m_name(name)
    {
    }

    QIconEngine *clone() const override { return new SvgIconEngine(m_name); }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override
    {
        const QString key = QStringLiteral("rolewright/%1/%2x%3/%4/%5")
                                .arg(m_name)
                                .arg(size.width())
                                .arg(size.height())
                                .arg(static_cast<int>(mode))
                                .arg(static_cast<int>(scheme()));
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap))
            return pixmap;
        pixmap = QPixmap(size);
        pixmap.fill(Qt::transparent);
        QSvgRenderer renderer(coloured(m_name));
        if (renderer.isValid()) {
            QPainter painter(&pixmap);
            painter.setRenderHint(QPainter::Antialiasing);
            if (mode == QIcon::Disabled)
                painter.setOpacity(0.4);
            const int side = qMin(size.width(), size.height());
            renderer.render(&painter, QRectF((size.width() - side) / 2.0, (size.height() - side) / 2.0, side, side));
        }
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
        QPixmap drawn = pixmap((QSizeF(rect.size()) * ratio).toSize(), mode, state);
        drawn.setDevicePixelRatio(ratio);
        painter->drawPixmap(rect, drawn);
    }

    QString iconName() override { return m_name; }

private:
    QString m_name;
};

} // namespace

QIcon icon(const QString &name)
{
    if (!QFile::exists(QStringLiteral(":/icons/%1.svg").arg(name)))
        return {};
    return QIcon(new SvgIconEngine(name));
}

QIcon entityIcon(EntityKind kind)
{
    switch (kind) {
    case EntityKind::User: return icon(QStringLiteral("user"));
    case EntityKind::Group: return icon(QStringLiteral("group"));
    case EntityKind::Role: return icon(QStringLiteral("role"));
    case EntityKind::Policy: return icon(QStringLiteral("policy"));
    case EntityKind::Provider: return icon(QStringLiteral("provider"));
    case EntityKind::Resource: return icon(QStringLiteral("resource"));
    case EntityKind::OrganizationPolicy: return icon(QStringLiteral("organizationPolicy"));
    }
    return {};
}

QIcon accountIcon()
{
    return icon(QStringLiteral("account"));
}

QIcon organizationIcon()
{
    return icon(QStringLiteral("organization"));
}

QIcon serviceIcon()
{
    return icon(QStringLiteral("service"));
}

QIcon verdictIcon(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Allowed: return icon(QStringLiteral("allowed"));
    case Verdict::Denied: return icon(QStringLiteral("denied"));
    case Verdict::Depends: return icon(QStringLiteral("depends"));
    }
    return {};
}

QIcon truthIcon(Truth truth)
{
    switch (truth) {
    case Truth::True: return icon(QStringLiteral("check"));
    case Truth::False: return icon(QStringLiteral("cross"));
    case Truth::Unknown: return icon(QStringLiteral("question"));
    }
    return {};
}

} // namespace rolewright::theme
