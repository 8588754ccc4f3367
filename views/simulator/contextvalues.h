// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/suggestion.h"

#include <QString>
#include <QStringList>

namespace rolewright {

/// The catalog's type of a context key ("Bool", "IPAddress" …); empty when the catalog doesn't know the key.
QString keyType(const QString &key);
bool isMultivaluedKey(const QString &key);
/// What looks wrong with the values for the key's type; empty: nothing.
QString valueHint(const QString &key, const QStringList &values);
/// A value to start from: "true" for Bool, an example elsewhere.
QString valueSuggestion(const QString &key);
/// Keys for "+ add a key": the action's own first, then the global ones, then any that is typed.
Suggestions suggestKeys(const QString &action, const QString &typed);

} // namespace rolewright
