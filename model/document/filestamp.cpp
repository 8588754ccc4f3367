// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/filestamp.h"

#include <QDateTime>
#include <QFileInfo>

namespace rolewright {

FileStamp FileStamp::of(const QString &path)
{
    const QFileInfo file(path);
    if (path.isEmpty() || !file.exists())
        return {};
    return {file.lastModified().toMSecsSinceEpoch(), file.size()};
}

} // namespace rolewright
