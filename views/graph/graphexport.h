// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace rolewright {

class GraphScene;

/// The picture as it stands, in the colours of the window, whole, at twice natural size for PNG.
/// False when the file can't be written.
bool exportPng(GraphScene &scene, const QString &path);
bool exportSvg(GraphScene &scene, const QString &path);

} // namespace rolewright
