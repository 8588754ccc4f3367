// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/fixwords.h"

#include "words/vocabulary.h"

#include <QCoreApplication>

namespace rolewright::words {
namespace {

struct FixPlaces {
    Q_DECLARE_TR_FUNCTIONS(FixPlaces)
};

QString place(const FixPart &part)
{
    const QString owner = QString::fromStdString(part.owner);
    const QString name = QString::fromStdString(part.where.name);
    switch (part.where.slot) {
    case DocumentSlot::Inline:
        return part.before.empty() ? FixPlaces::tr("new inline policy “%1” of %2").arg(name, owner)
                                   : FixPlaces::tr("inline policy “%1” of %2").arg(name, owner);
    case DocumentSlot::Version: return FixPlaces::tr("policy %1, version %2").arg(owner, name);
    case DocumentSlot::Trust: return FixPlaces::tr("trust policy of %1").arg(owner);
    case DocumentSlot::ResourcePolicy:
        return part.before.empty() ? FixPlaces::tr("new policy of %1").arg(owner) : FixPlaces::tr("policy of %1").arg(owner);
    case DocumentSlot::OrganizationPolicy: return FixPlaces::tr("organization policy %1").arg(owner);
    case DocumentSlot::Library: break;
    }
    return owner;
}

} // namespace

QString fixPart(const FixPart &part)
{
    return QStringLiteral("%1 · %2").arg(phrase(Vocabulary::FixParts, part.code, part.arguments), place(part));
}

QString fixTitle(const Fix &fix)
{
    QStringList parts;
    for (const FixPart &part : fix.parts)
        parts += fixPart(part);
    return parts.join(QStringLiteral("; "));
}

QString fixNote(const FixNote &note)
{
    if (note.code == "othersToo") {
        const int others = note.arguments.empty() ? 0 : QString::fromStdString(note.arguments.front()).toInt();
        return others == 1 ? FixPlaces::tr("Another user or role is concerned as well.")
                           : FixPlaces::tr("%n other users and roles are concerned as well.", nullptr, others);
    }
    return phrase(Vocabulary::FixNotes, note.code, note.arguments);
}

QString fixObstacle(const FixObstacle &obstacle)
{
    return phrase(Vocabulary::FixObstacles, obstacle.code, obstacle.arguments);
}

} // namespace rolewright::words
