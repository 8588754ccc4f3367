// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document/turns.h"

#include <QTest>

#include <memory>

/// Has all delivered that workers have found by now; false when that takes too long.
inline bool deliverFound(QObject *context)
{
    QCoreApplication::sendPostedEvents(); // what was found joins the calls that have turns of their own
    const auto over = std::make_shared<bool>(false);
    rolewright::inTurn(context, [over] { *over = true; });
    return QTest::qWaitFor([over] { return *over; });
}
