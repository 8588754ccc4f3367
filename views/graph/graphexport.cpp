// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/graphexport.h"

#include "graph/graphscene.h"
#include "theme/theme.h"

#include <QFile>
#include <QImage>
#include <QPainter>
#include <QSvgGenerator>

namespace rolewright {

namespace {

constexpr double margin = 24;
constexpr double pngScale = 2;
constexpr int longestSide = 16000; ///< pixels; larger images are scaled down

QRectF picture(const GraphScene &scene)
{
    return scene.contentRect().adjusted(-margin, -margin, margin, margin);
}

} // namespace

bool exportPng(GraphScene &scene, const QString &path)
{
    const QRectF source = picture(scene);
    const double scale = std::min(pngScale, longestSide / std::max(source.width(), source.height()));
    QImage image((source.size() * scale).toSize(), QImage::Format_RGB32);
    image.fill(theme::colours().window);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    scene.render(&painter, QRectF(image.rect()), source);
    painter.end();
    return image.save(path, "PNG");
}

bool exportSvg(GraphScene &scene, const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    const QRectF source = picture(scene);
    const QRectF target(QPointF(0, 0), source.size());
    QSvgGenerator generator;
    generator.setOutputDevice(&file);
    generator.setSize(source.size().toSize());
    generator.setViewBox(target);
    QPainter painter;
    if (!painter.begin(&generator))
        return false;
    painter.fillRect(target, theme::colours().window);
    scene.render(&painter, target, source);
    painter.end();
    return file.error() == QFileDevice::NoError;
}

} // namespace rolewright
