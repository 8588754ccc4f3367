// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/notestext.h"

#include <QRegularExpression>

namespace rolewright {

namespace {

constexpr qsizetype shortestName = 3; ///< shorter ones are words of the text
constexpr qsizetype longestLead = 44;

const QString entityScheme = QStringLiteral("entity:");

QString link(const QString &target, const QString &text)
{
    return QStringLiteral("<a href=\"%1\">%2</a>").arg(target.toHtmlEscaped(), text.toHtmlEscaped());
}

/// Where the words end that say what a paragraph is about ("Look at:", "Why the External ID:"); 0: it has none.
qsizetype leadOf(const QString &line)
{
    if (line.startsWith(u'•') || line.startsWith(u'-'))
        return 0;
    const qsizetype colon = line.indexOf(u':');
    const bool ends = colon > 0 && colon <= longestLead && (colon + 1 == line.size() || line[colon + 1] == u' ');
    return ends && !line.left(colon).contains(u'.') ? colon + 1 : 0;
}

} // namespace

NotesText::NotesText(const World &world)
    : m_world(world)
{
    const auto add = [this](const EntityPtr &entity) {
        const auto [known, isNew] = m_byName.try_emplace(entity->name(), entity->id);
        if (!isNew)
            known->second = {};
    };
    for (const AccountInfo &account : world.header().accounts) {
        for (const EntityKind kind : {EntityKind::User, EntityKind::Group, EntityKind::Role, EntityKind::Policy, EntityKind::Resource, EntityKind::Provider}) {
            for (const EntityPtr &entity : world.entities(account.id, kind))
                add(entity);
        }
    }
    for (const EntityPtr &policy : world.organizationPolicies())
        add(policy);
}

QString NotesText::html(const QString &notes) const
{
    QString html;
    for (const QString &paragraph : notes.split(QRegularExpression(QStringLiteral("\n[ \t]*\n")), Qt::SkipEmptyParts)) {
        QStringList lines;
        for (const QString &text : paragraph.split(u'\n')) {
            const qsizetype lead = leadOf(text);
            lines += lead > 0 ? QStringLiteral("<b>%1</b>%2").arg(line(text.left(lead)), line(text.mid(lead))) : line(text);
        }
        html += QStringLiteral("<p>%1</p>").arg(lines.join(QStringLiteral("<br>")));
    }
    return html;
}

QString NotesText::line(const QString &text) const
{
    // A web address, else a word as IAM names and ARNs are written.
    static const QRegularExpression words(QStringLiteral("https?://[^\\s<>\"]+|[\\w+=,.@:/*-]+"));
    QString html;
    qsizetype done = 0;
    for (QRegularExpressionMatchIterator found = words.globalMatch(text); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        html += text.mid(done, match.capturedStart() - done).toHtmlEscaped();
        done = match.capturedEnd();
        QString word = match.captured();
        QString tail;
        while (!word.isEmpty() && QStringLiteral(".,:;)").contains(word.back())) {
            tail.prepend(word.back());
            word.chop(1);
        }
        html += (word.startsWith(QStringLiteral("http")) && word.contains(QStringLiteral("://")) ? link(word, word) : linked(word)) + tail.toHtmlEscaped();
    }
    return html + text.mid(done).toHtmlEscaped();
}

EntityId NotesText::find(const QString &word) const
{
    if (word.startsWith(QStringLiteral("arn:"))) {
        const EntityPtr entity = m_world.findByArn(word.toStdString());
        return entity ? entity->id : EntityId{};
    }
    const auto found = word.size() < shortestName ? m_byName.end() : m_byName.find(word.toStdString());
    return found == m_byName.end() ? EntityId{} : found->second;
}

QString NotesText::linked(const QString &word) const
{
    const EntityId entity = find(word);
    return entity ? link(entityScheme + QString::number(entity.value), word) : word.toHtmlEscaped();
}

EntityId NotesText::entityOf(const QString &link)
{
    return link.startsWith(entityScheme) ? EntityId{link.mid(entityScheme.size()).toUInt()} : EntityId{};
}

} // namespace rolewright
