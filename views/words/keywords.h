// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>

namespace rolewright::words {

/// "MFA", "ResourceTag/schedule": a condition key without what everybody knows.
QString shortKey(const std::string &key);

} // namespace rolewright::words
