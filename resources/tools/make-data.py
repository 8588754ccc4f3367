#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes resources/catalog.json and resources/managed-policies.jsonl.

usage: make-data.py SOURCE_DIRECTORY OUTPUT_DIRECTORY

SOURCE_DIRECTORY holds catalog.json and managed-policies.json; resources/README.md says where they come from
and what the two results look like. The same input gives the same bytes.
"""

import json
import re
import sys
from pathlib import Path

LEVELS = {"List": "L", "Read": "R", "Write": "W", "Permissions management": "P", "Tagging": "T"}

# What stands for a name that the user chooses: aws:RequestTag/${TagKey}, s3:ExistingObjectTag/<key>,
# aws:PrincipalTag/tag-key, glacier:ResourceTag/ (nothing at all).
VARIABLE = re.compile(r"\$\{[^}]*\}|<[^>]*>|(?<=/)tag-key$|(?<=/)$")

# The order in which AWS's console writes the elements of a policy.
ELEMENT_ORDER = ["Version", "Id", "Statement", "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction",
                 "Resource", "NotResource", "Condition"]


def compact(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def without_trailing_empties(row):
    while row and row[-1] in ([], None):
        row.pop()
    return row


def union(*lists):
    return sorted({item for one in lists for item in one})


def condition_keys(keys):
    for key in keys:
        if len(VARIABLE.findall(key)) > 1:
            sys.exit(f"{key}: more than one variable part")
    return [[name, key["type"] if isinstance(key, dict) else key] for name, key in sorted(keys.items())]


def service_row(prefix, service, global_keys):
    names = sorted(set(service["conditionKeys"]))
    # Indexes count through the service's own keys first, then the global ones.
    numbers = {name: number for number, name in enumerate(names)}
    for number, name in enumerate(global_keys):
        numbers.setdefault(name, len(names) + number)
    lists = []
    list_numbers = {}

    def list_number(keys):
        if not keys:
            return None
        row = tuple(numbers[key] for key in keys)
        if row not in list_numbers:
            list_numbers[row] = len(lists)
            lists.append(list(row))
        return list_numbers[row]

    type_names = sorted(service["resourceTypes"])
    type_numbers = {name: number for number, name in enumerate(type_names)}
    types = []
    for name in type_names:
        entry = service["resourceTypes"][name]
        types.append(without_trailing_empties([name, entry["arn"], list_number(sorted(entry.get("conditionKeys", [])))]))

    actions = []
    for name in sorted(service["actions"], key=str.lower):
        action = service["actions"][name]
        uses = action.get("resources", [])
        keys = union(action.get("conditionKeys", []), *[use.get("conditionKeys", []) for use in uses])
        dependent = union(action.get("dependentActions", []), *[use.get("dependentActions", []) for use in uses])
        used = [type_numbers[use["type"]] * 2 + int(use["required"]) for use in uses]
        actions.append(without_trailing_empties([name, LEVELS[action["level"]], used, list_number(keys), dependent]))
    lowered = [row[0].lower() for row in actions]
    if len(set(lowered)) != len(lowered):
        sys.exit(f"{prefix}: two actions differ in case only")

    row = {"prefix": prefix, "name": service["name"]}
    if service["rcp"]:
        row["rcp"] = True
    row |= {"keys": condition_keys(service["conditionKeys"]), "lists": lists, "types": types, "actions": actions}
    return {key: value for key, value in row.items() if value != []}


def write_catalog(source, target):
    catalog = json.loads(source.read_text(encoding="utf-8"))
    keys = catalog["globalConditionKeys"]
    services = [compact(service_row(prefix, service, sorted(keys)))
                for prefix, service in sorted(catalog["services"].items())]
    with target.open("w", encoding="utf-8", newline="\n") as out:
        out.write('{"version":' + compact(catalog["version"]) + ",\n")
        out.write('"globalKeys":' + compact(condition_keys(keys)) + ",\n")
        out.write('"services":[\n' + ",\n".join(services) + "\n]}\n")


def in_console_order(value, known=True):
    """Elements in ELEMENT_ORDER; what stands inside Condition and Principal stays in the order it has."""
    if isinstance(value, list):
        return [in_console_order(item, known) for item in value]
    if not isinstance(value, dict) or not known:
        return value
    names = sorted(value, key=ELEMENT_ORDER.index)
    return {name: in_console_order(value[name], name == "Statement") for name in names}


def write_policies(source, target):
    policies = json.loads(source.read_text(encoding="utf-8"))
    with target.open("w", encoding="utf-8", newline="\n") as out:
        for name, policy in sorted(policies.items()):
            row = {"name": name, "arn": policy["arn"], "versionId": policy["versionId"]}
            if policy.get("deprecated"):
                row["deprecated"] = True
            row["document"] = in_console_order(policy["document"])
            out.write(compact(row) + "\n")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    write_catalog(source / "catalog.json", target / "catalog.json")
    write_policies(source / "managed-policies.json", target / "managed-policies.jsonl")


if __name__ == "__main__":
    main()
