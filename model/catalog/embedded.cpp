// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalog/embedded.h"

// Defined in resources/data.S.
extern "C" {
extern const char rolewright_catalog_begin[];
extern const char rolewright_catalog_end[];
extern const char rolewright_managed_policies_begin[];
extern const char rolewright_managed_policies_end[];
}

namespace rolewright::embedded {

std::string_view catalog()
{
    return {rolewright_catalog_begin, rolewright_catalog_end};
}

std::string_view managedPolicies()
{
    return {rolewright_managed_policies_begin, rolewright_managed_policies_end};
}

} // namespace rolewright::embedded
