// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compiled/compiledworld.h"
#include "policy/policy.h"

#include <functional>

namespace rolewright {

struct CompiledPrincipal;

/// Visits each document that an answer about the world may meet, once: those of its entities and of the organization, and the policies
/// of AWS that are attached. None is null.
void forEachDocument(const CompiledWorld &world, const std::function<void(const DocumentPtr &)> &visit);

/// The same for one user or role: the policies that it has, and its boundary.
void forEachDocument(const CompiledPrincipal &principal, const std::function<void(const DocumentPtr &)> &visit);

} // namespace rolewright
