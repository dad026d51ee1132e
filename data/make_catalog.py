#!/usr/bin/env python3
"""Writes the compact form of the API catalog that is built into avmdoc.

    data/make_catalog.py apiSpecsList.json > data/api-catalog.txt

apiSpecsList.json is published by the AVM site: an object of provider namespaces, each an object
of resource types, each an array of API versions. The compact form is text: the first line lists
all API versions; every other line is a resource type, a blank, and its versions as numbers in
that list (counted from 0, two digits to the base 64 each). Resource types are sorted by their
lower-case bytes, so that they can be found by binary search.
"""
import json
import sys

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"


def main() -> None:
    with open(sys.argv[1], encoding="utf-8") as file:
        catalog = json.load(file)
    types = {
        f"{namespace}/{name}": versions
        for namespace, names in catalog.items()
        for name, versions in names.items()
    }
    versions = sorted({version for listed in types.values() for version in listed})
    number = {version: DIGITS[i // 64] + DIGITS[i % 64] for i, version in enumerate(versions)}
    lines = [" ".join(versions)]
    for name in sorted(types, key=lambda name: (name.lower().encode(), name)):
        lines.append(f"{name} {''.join(number[version] for version in types[name])}")
    sys.stdout.buffer.write(("\n".join(lines) + "\n").encode())


if __name__ == "__main__":
    main()
