#!/usr/bin/env python3
"""abi.py LIBRARY LIST: holds the C symbols that the shared library exports against the kept list,
and looks that it exports nothing but them and the C++ of avmdoc.

A symbol that is missing breaks programs that are linked already: such a change needs a new SOVERSION.
"""
import re
import subprocess
import sys


def exported(library: str) -> list[str]:
    lines = subprocess.run(["nm", "-D", "--defined-only", library], capture_output=True, text=True, check=True).stdout
    return sorted(line.split()[-1].split("@")[0] for line in lines.splitlines())


def main() -> int:
    library, kept_list = sys.argv[1:]
    with open(kept_list, encoding="utf-8") as file:
        kept = set(file.read().split())
    symbols = exported(library)
    c_symbols = {symbol for symbol in symbols if not symbol.startswith("_Z")}
    problems = [f"no longer exported: {symbol}" for symbol in sorted(kept - c_symbols)]
    problems += [f"exported but not in the list: {symbol}" for symbol in sorted(c_symbols - kept)]
    # A template of the standard library may be instantiated weakly; a function of another library must
    # not come out of ours.
    foreign = re.compile(r"nlohmann|simdjson|cmark|icu_\d+|u_\w+_\d+$")
    problems += [f"not ours: {symbol}" for symbol in symbols if foreign.search(symbol)]
    if not any("avmdoc" in symbol and symbol.startswith("_Z") for symbol in symbols):
        problems.append("no C++ function is exported")
    print("\n".join(problems) or f"{len(kept)} C symbols, {len(symbols)} symbols in all")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
