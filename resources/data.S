# SPDX-License-Identifier: GPL-3.0-or-later
# The catalog and the managed policies as they stand in the files beside this one.

    .section .rodata

    .global rolewright_catalog_begin
    .global rolewright_catalog_end
    .balign 16
rolewright_catalog_begin:
    .incbin "catalog.json"
rolewright_catalog_end:

    .global rolewright_managed_policies_begin
    .global rolewright_managed_policies_end
    .balign 16
rolewright_managed_policies_begin:
    .incbin "managed-policies.jsonl"
rolewright_managed_policies_end:

    .section .note.GNU-stack,"",%progbits
