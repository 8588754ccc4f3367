// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

class QObject;

namespace rolewright {

/// Calls it in a turn of the event loop of its own. In the turn between it and the next such call what it changed is laid out and painted,
/// and keys are heard: a window that has much to do stands still no longer than the longest of its calls takes. Queued calls and timers of
/// zero don't do that, since the event loop handles all that are there in one turn.
///
/// Comes from the context's thread; calls are made in the order they come in, and dropped when their context is gone by then.
void inTurn(QObject *context, std::function<void()> call);

} // namespace rolewright
