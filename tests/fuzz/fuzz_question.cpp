// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/fuzzer.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    return rolewright::fuzz::check(rolewright::fuzz::questionFault, data, size);
}
