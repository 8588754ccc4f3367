// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>

namespace rolewright::words {

/// "MFA", "ResourceTag/schedule": a condition key without what everybody knows.
QString shortKey(const std::string &key);

/// That the value isn't of the type that the catalog tells of the key, as a sentence; empty where it is, and for keys that the catalog doesn't have.
QString oddValue(const std::string &key, const QString &value);

} // namespace rolewright::words
