// SPDX-License-Identifier: GPL-3.0-or-later
#include "samples.h"

#include "world/import.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace rolewright {

namespace {

// From one trust to many: the order in which they teach best. Others follow by name.
const QStringList teachingOrder = {
    QStringLiteral("hats"),
    QStringLiteral("two-keys"),
    QStringLiteral("instance-role"),
    QStringLiteral("delegation"),
    QStringLiteral("sensitive-role"),
    QStringLiteral("staging-to-development"),
    QStringLiteral("github-deploys"),
    QStringLiteral("externaldns-on-eks"),
    QStringLiteral("groups-to-roles"),
    QStringLiteral("production-opsworks"),
    QStringLiteral("tagged-instances"),
    QStringLiteral("federated-staff"),
    QStringLiteral("guard-rails"),
};

qsizetype rank(const QString &fileName)
{
    const qsizetype place = teachingOrder.indexOf(QFileInfo(fileName).baseName());
    return place < 0 ? teachingOrder.size() : place;
}

std::vector<Sample> readSamples()
{
    std::vector<Sample> all;
    QStringList names = QDir(QStringLiteral(":/samples")).entryList({QStringLiteral("*.rolewright")}, QDir::Files, QDir::Name);
    std::stable_sort(names.begin(), names.end(), [](const QString &a, const QString &b) { return rank(a) < rank(b); });
    for (const QString &name : names) {
        QFile file(QStringLiteral(":/samples/") + name);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        ImportResult read = importFiles({InputFile{name.toStdString(), file.readAll().toStdString()}});
        if (!read.world)
            continue;
        const WorldHeader &header = read.world->header();
        const QString title = header.name.empty() ? QFileInfo(name).baseName() : QString::fromStdString(header.name);
        all.push_back({file.fileName(), title, QString::fromStdString(header.notes), *read.world});
    }
    return all;
}

} // namespace

const std::vector<Sample> &samples()
{
    static const std::vector<Sample> all = readSamples();
    return all;
}

} // namespace rolewright
