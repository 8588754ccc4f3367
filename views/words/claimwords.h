// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analyse/claimhints.h"

#include <QString>
#include <QStringList>

namespace rolewright::words {

/// Why a token's claim doesn't satisfy a condition, and what is usually meant: a sentence or two.
QString claimHint(const ClaimHint &hint);
/// Why a pasted text can't be read as a token or an assertion (codes of ClaimsError).
QString claimsError(const QString &code, const QStringList &arguments);

} // namespace rolewright::words
