#!/usr/bin/env python3
"""Draws docs/check.svg: a terminal with the report of a pull request that forgot its README.

    picture.py AVMDOC [--check]

The text is what the command really prints about the example module of golden/example, whose README
is put back to before two changes. --check fails when the picture on disk shows something else.
"""
import argparse
import html
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

PROJECT = pathlib.Path(__file__).resolve().parent.parent
PICTURE = PROJECT / "docs" / "check.svg"
MODULE = "avm/res/notification-hubs/namespace"
# What the README said before: a parameter less, and another default.
BEFORE = (
    (r"\| \[`tags`\][^\n]*\n", ""),
    (r"### Parameter: `tags`\n.*?(?=### |## )", ""),
    (r"(### Parameter: `capacity`\n.*?- Default: `)1`", r"\g<1>2`"),
)

LINE = 17
LETTER = 7.85
COLUMNS = 116
PADDING = 16
BAR = 32
COLORS = {"+": "#3fb950", "-": "#f85149", "@": "#58a6ff", "$": "#8b949e"}


def report(avmdoc: str) -> list[str]:
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        shutil.copytree(PROJECT / "golden" / "example" / "avm", root / "avm")
        readme = root / MODULE / "README.md"
        text = readme.read_text(encoding="utf-8")
        for old, new in BEFORE:
            text, count = re.subn(old, new, text, count=1, flags=re.DOTALL)
            if count != 1:
                sys.exit(f"picture.py: the example's README has no {old}")
        readme.write_bytes(text.encode("utf-8"))
        done = subprocess.run([avmdoc, "check", "--recurse", "avm"], cwd=root, capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 1:
        sys.exit(f"picture.py: avmdoc check ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return ["$ avmdoc check --recurse avm", *done.stdout.rstrip("\n").split("\n")]


def drawn(line: str, number: int) -> str:
    if len(line) > COLUMNS:
        line = line[: COLUMNS - 1] + "…"
    stripped = line.lstrip()
    is_diff = line[:1] in "+-@" or line.startswith("$")
    color = COLORS[line[0]] if line and is_diff else "#e6edf3"
    weight = ' font-weight="bold"' if stripped.endswith(": drift") else ""
    y = BAR + PADDING + LINE * number + 12
    return f'  <text x="{PADDING}" y="{y}" fill="{color}"{weight}>{html.escape(line, quote=False)}</text>'


def picture(lines: list[str]) -> str:
    width = round(2 * PADDING + LETTER * COLUMNS)
    height = BAR + 2 * PADDING + LINE * len(lines)
    title = "What avmdoc check prints about a pull request that forgot its README"
    head = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img">',
        f"  <title>{title}</title>",
        f'  <rect width="{width}" height="{height}" rx="8" fill="#0d1117"/>',
        *(f'  <circle cx="{20 + 18 * i}" cy="17" r="6" fill="{color}"/>' for i, color in enumerate(("#ff5f57", "#febc2e", "#28c840"))),
        '  <g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="13" xml:space="preserve">',
    ]
    return "\n".join([*head, *(drawn(line, i) for i, line in enumerate(lines)), "  </g>", "</svg>"]) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("avmdoc")
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    drawing = picture(report(str(pathlib.Path(arguments.avmdoc).resolve())))
    if not arguments.check:
        PICTURE.write_text(drawing, encoding="utf-8", newline="\n")
    elif PICTURE.read_text(encoding="utf-8") != drawing:
        sys.exit("docs/check.svg shows an older report; run: python3 docs/picture.py AVMDOC")


if __name__ == "__main__":
    main()
