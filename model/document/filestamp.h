// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace rolewright {

/// Tells whether a file is still the one that was read or written, without reading it again.
struct FileStamp {
    qint64 modified = -1; ///< milliseconds since 1970; -1: there was no such file
    qint64 size = -1;

    static FileStamp of(const QString &path);
    bool exists() const { return modified >= 0; }
    bool operator==(const FileStamp &) const = default;
};

} // namespace rolewright
