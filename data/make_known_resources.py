#!/usr/bin/env python3
"""Writes what is built into avmdoc of the types of Azure resources.

    data/make_known_resources.py avm bicep-types-az > data/known-resources.txt

The Bicep compiler takes resource types in any case and writes its own spelling, which is not the same
one in each API version. That is the one in https://github.com/Azure/bicep-types-az, which the second
folder is a checkout of, and in all main.json below the first one, such as `avm` of the AVM registry.
Each resource type is here in the spelling of most of its versions, and with a version (`@`) where that
one is spelled otherwise.

What the main.json have as well:

- kinds of their properties. For `resourceInput<'Microsoft.Storage/storageAccounts@2024-01-01'>.tags`
  the compiler writes the kind (`object`) and its source
  (`Microsoft.Storage/storageAccounts@2024-01-01#properties/tags`). They are those of one API
  version; nothing is inferred for others.

Each line is a type, a type and version, or a source, a blank, and a kind; `any` is a property that may
be anything. The lines are sorted by their lower-case bytes.
"""
import collections
import json
import pathlib
import re
import sys

RESOURCE = re.compile(r"[\w.-]+(/[\w.-]+)+@[\w.-]+")
MARK = "__bicep_resource_derived_type!"
# What `@secure()` on a parameter makes of the kind of its type.
INSECURE = {"secureObject": "object", "securestring": "string"}


def collect(value: object, types: set, kinds: dict) -> None:
    if isinstance(value, list):
        for one in value:
            collect(one, types, kinds)
    if not isinstance(value, dict):
        return
    resource = f"{value.get('type')}@{value.get('apiVersion')}"
    if RESOURCE.fullmatch(resource):
        types.add(resource)
    metadata = value.get("metadata")
    if isinstance(metadata, dict) and isinstance(metadata.get(MARK), dict):
        kind = value.get("type", "any")
        kinds.setdefault(metadata[MARK]["source"], set()).add(INSECURE.get(kind, kind))
    for one in value.values():
        collect(one, types, kinds)


def spellings(types: set) -> list:
    """Each type as most of its versions spell it, and the others with their versions."""
    by_type: dict = {}
    for resource in sorted(types):
        name = resource.split("@")[0]
        by_type.setdefault(name.lower(), collections.defaultdict(list))[name].append(resource)
    lines = []
    for names in by_type.values():
        most = max(names, key=lambda name: len(names[name]))
        lines.append(most)
        lines += [resource for name, resources in names.items() if name != most for resource in resources]
    return lines


def main() -> None:
    types: set = set()
    kinds: dict = {}
    for path in sorted(pathlib.Path(sys.argv[1]).rglob("main.json")):
        collect(json.loads(path.read_bytes()), types, kinds)
    for path in pathlib.Path(sys.argv[2]).rglob("types.json"):
        types.update(re.findall(r'"\$type":\s*"ResourceType",\s*"name":\s*"([^"]+)"', path.read_text(encoding="utf-8")))
    lines = spellings(types)
    for source, found in kinds.items():
        if len(found) > 1:
            sys.exit(f"{source} is {' and '.join(sorted(found))}")
        lines.append(f"{source} {found.pop()}")
    lines.sort(key=lambda line: (line.lower().encode(), line))
    sys.stdout.buffer.write("".join(f"{line}\n" for line in lines).encode())


if __name__ == "__main__":
    main()
