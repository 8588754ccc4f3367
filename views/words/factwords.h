// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "evaluate/facts.h"

#include <QString>
#include <QStringList>

namespace rolewright::words {

/// "the MFA is at most 60 s old", "the request comes from 10.0.0.0/8", "sts:ExternalId is x".
QString fact(const Fact &fact);
/// The facts of one set, joined by "and".
QString factSet(const FactSet &facts);
/// "Allowed if …", "Denied if …", one line a set; says when there are more.
QStringList decidingFacts(const DecidingFacts &facts);

} // namespace rolewright::words
