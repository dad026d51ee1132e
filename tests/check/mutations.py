"""Single-place mutations of READMEs and of modules' inputs: each is found, and nearly all are
explained by a sentence that names the right item.

    mutations.py AVMDOC FOLDER…     (each folder holds modules below avm/)
"""
import concurrent.futures
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

COUNT = int(os.environ.get("AVMDOC_MUTATIONS", "600"))
SEED = int(os.environ.get("AVMDOC_SEED", "20260101"))
WORDS = ["granite", "otter", "lantern", "meadow"]


class Mutation:
    """One change of one file; `items` are the names of which a sentence must hold one."""

    def __init__(self, what, path, text, items, seen):
        self.what, self.path, self.text, self.items, self.seen = what, path, text, items, seen


def read(path):
    return path.read_bytes().decode("utf-8")


def owner_names(lines, index):
    """What a line of a README belongs to, from its own text and the headings above it."""
    line = lines[index]
    names = set()
    cell = re.match(r"\| \[?`([^`]+)`", line)
    section = heading = ""
    fenced = False
    example = None
    number = 0
    title = ""
    for text in lines[: index + 1]:
        if text.startswith("```"):
            fenced = not fenced
        if fenced:
            continue
        if text.startswith("## "):
            section, heading, example = text[3:], "", None
        elif text.startswith("### "):
            heading = text[4:]
            match = re.match(r"Example (\d+):", heading)
            if match:
                number += 1
                example = number
    if index == 0:
        return {"title"}
    if cell:
        names.add(cell.group(1))
    link = re.match(r"- \[(.*)\]\(#", line)
    if section == "Navigation":
        return {link.group(1)} if link else {"Navigation"}
    if section == "Usage examples":
        if example is not None:
            return {f"example {example} ("}
        if link:
            links = [i for i, text in enumerate(lines) if re.match(r"- \[.*\]\(#example-", text)]
            return {f"example {links.index(index) + 1} ("} if index in links else {section}
        return {section}
    if section == "Parameters" and heading:
        match = re.match(r"(?:Parameter|Variant): `(.*)`", heading)
        if match:
            parent = match.group(1)
            if cell:
                return {f"{parent}.{cell.group(1)}"} | {f"-{cell.group(1)}"}
            return {parent}
    if not section:
        # The introduction: banner, description, reference.
        if line.startswith(">"):
            return {"banner"}
        return {"description", "module reference", "banner"}
    return names or {section}


def mutate_readme(rng, module):
    path = module / "README.md"
    lines = read(path).split("\n")
    for _ in range(100):
        index = rng.randrange(len(lines) - 1)
        line = lines[index]
        items = owner_names(lines, index)
        # Notes are kept as they are, so a change there is no drift.
        if any(text.lower().startswith("## notes") for text in lines[: index + 1]) and not any(
            text.startswith("## Data") for text in lines[: index + 1]
        ):
            continue
        if "](https://learn.microsoft.com" in line and rng.random() < 0.8:
            continue
        kind = rng.choice(["word", "delete", "double", "insert", "character", "blank"])
        new = list(lines)
        if kind == "word" and re.search(r"\w{4,}", line):
            word = rng.choice(re.findall(r"\w{4,}", line))
            new[index] = line.replace(word, rng.choice(WORDS) + "X", 1)
        elif kind == "character" and len(line) > 2:
            at = rng.randrange(1, len(line))
            new[index] = line[:at] + "~" + line[at:]
        elif kind == "delete" and line:
            del new[index]
        elif kind == "double" and line and not line.startswith("```"):
            new.insert(index, line)
        elif kind == "insert" and line and not line.startswith(("|", " ")):
            new.insert(index, "A line by hand.")
        elif kind == "blank" and line.startswith(("#", "-", "|")):
            new[index] = line + "  "
        else:
            continue
        text = "\n".join(new)
        if text != "\n".join(lines):
            neighbours = set()
            for near in (index - 1, index + 1):
                if kind in ("insert", "delete") and 0 <= near < len(lines):
                    neighbours |= owner_names(lines, near)
            if line.startswith("#"):
                # A broken heading gives its lines to what stands before it.
                items |= {re.sub(r"^#+ ", "", line).strip("`")} | set(re.findall(r"`([^`]+)`", line))
                if line.startswith("## ") or line.startswith("### "):
                    items |= {line.lstrip("# ")}
            return Mutation(f"README {kind} at line {index + 1}: {line[:60]!r}", path, text, items | neighbours, "readme")
    return None


def mutate_json(rng, module):
    path = module / "main.json"
    template = json.loads(read(path))
    choices = []
    for name, parameter in template.get("parameters", {}).items():
        text = parameter.get("metadata", {}).get("description", "")
        if text:
            choices.append(("description", name, lambda p=parameter: p["metadata"].update(description=p["metadata"]["description"] + " Otter.")))
        if isinstance(parameter.get("defaultValue"), bool):
            choices.append(("default", name, lambda p=parameter: p.update(defaultValue=not p["defaultValue"])))
        if isinstance(parameter.get("defaultValue"), str):
            choices.append(("default", name, lambda p=parameter: p.update(defaultValue="otter")))
        if isinstance(parameter.get("type"), str) and parameter["type"] == "string" and "allowedValues" not in parameter and "defaultValue" not in parameter:
            choices.append(("type", name, lambda p=parameter: p.update(type="int")))
        choices.append(("gone", name, lambda n=name: template["parameters"].pop(n)))
    for name, output in template.get("outputs", {}).items():
        choices.append(("output gone", name, lambda n=name: template["outputs"].pop(n)))
        if output.get("metadata", {}).get("description"):
            choices.append(("output description", name, lambda o=output: o["metadata"].update(description="Otter.")))
    choices.append(("name", "title", lambda: template["metadata"].update(name="Otter")))
    if "description" in template["metadata"]:
        choices.append(("description", "description", lambda: template["metadata"].update(description="Otter.")))
    if not choices:
        return None
    what, item, change = rng.choice(choices)
    change()
    return Mutation(f"main.json {what} of {item}", path, json.dumps(template, indent=2), {item, "metadata name" if item == "title" else item}, "json")


def mutate_bicep(rng, module):
    path = module / "main.bicep"
    if not path.exists():
        return None
    text = read(path)
    # Only sources that the front end reads whole are compared.
    choices = []
    for match in re.finditer(r"@(?:sys\.)?description\('((?:[^'\\$]|\\.)*)'\)\n((?:@[^\n]*\n)*)(param|output) (\w+)", text):
        at = match.start(1)
        choices.append(("description", match.group(4), text[:at] + "Required. Otter. " + text[at:]))
    for match in re.finditer(r"^param (\w+) (\w+)[^\n=]*= (true|false|\d+)$", text, re.M):
        value = {"true": "false", "false": "true"}.get(match.group(3), "4711")
        choices.append(("default", match.group(1), text[: match.start(3)] + value + text[match.end(3):]))
    for match in re.finditer(r"^(?:param|output) (\w+) string\b", text, re.M):
        choices.append(("type", match.group(1), text[: match.end() - 6] + "int" + text[match.end():]))
    for match in re.finditer(r"^(param|output) (\w+) ", text, re.M):
        choices.append(("name", match.group(2), text[: match.start(2)] + "otterX" + text[match.end(2):]))
    for match in re.finditer(r"^metadata (name|description) = '([^'\\$]*)'", text, re.M):
        choices.append(("metadata", f"metadata {match.group(1)}", text[: match.start(2)] + "Otter" + text[match.end(2):]))
    for match in re.finditer(r"^resource \w+ '([^'@]+)@(20[^']+)' = ", text, re.M):
        choices.append(("version", match.group(1), text[: match.start(2)] + "1999-01-01" + text[match.end(2):]))
    if not choices:
        return None
    what, item, changed = rng.choice(choices)
    return Mutation(f"main.bicep {what} of {item}", path, changed, {item}, "bicep")


def mutate_test(rng, module):
    tests = sorted(module.glob("tests/**/main.test.bicep"))
    if not tests:
        return None
    path = rng.choice(tests)
    text = read(path)
    choices = []
    for match in re.finditer(r"^metadata (name|description) = '([^'\\$]*)'", text, re.M):
        choices.append(("metadata " + match.group(1), text[: match.start(2)] + "Otter" + text[match.end(2):]))
    body = re.search(r"^module testDeployment .*", text, re.M | re.S)
    if body:
        for match in re.finditer(r"^ {4,6}(\w+): ('[^'$\\]*'|true|false|\d+)$", body.group(0), re.M):
            at = body.start() + match.start(2)
            if match.group(1) in ("name", "scope"):
                continue
            choices.append(("parameter " + match.group(1), text[:at] + "'otter'" + text[at + len(match.group(2)):]))
    if not choices:
        return None
    what, changed = rng.choice(choices)
    return Mutation(f"{path.parent.name} {what}", path, changed, {f"({path.parent.name})"}, "test")


def check(avmdoc, module):
    done = subprocess.run([avmdoc, "check", "-q", "--format", "json", str(module)], capture_output=True, timeout=120)
    try:
        report = json.loads(done.stdout)
    except ValueError:
        return done.returncode, [], done.stderr.decode()
    found = report["modules"][0]
    return done.returncode, found["drifts"], json.dumps(found["diagnostics"])


def generated(avmdoc, module):
    return subprocess.run([avmdoc, "generate", "-q", "--stdout", str(module)], capture_output=True, timeout=120).stdout


def copy_modules(sources, root):
    modules = []
    for number, source in enumerate(sources):
        # Modules find each other below one folder, so each source is a registry of its own.
        target = root / str(number)
        shutil.copytree(source / "avm", target / "avm")
        modules += sorted(path.parent for path in target.rglob("main.json"))
    return modules


def run(avmdoc, sources):
    rng = random.Random(SEED)
    root = pathlib.Path(tempfile.mkdtemp(prefix="avmdoc-mutations-"))
    try:
        modules = copy_modules(sources, root)
        subprocess.run([avmdoc, "generate", "-q", "--stale", "write", "-r", str(root)], stderr=subprocess.DEVNULL)
        clean = [m for m in modules if check(avmdoc, m)[0] == 0]
        skipped = [m for m in modules if m not in clean]
        print(f"{len(clean)} of {len(modules)} modules are clean after generate")
        for module in skipped:
            code, drifts, diagnostics = check(avmdoc, module)
            print(f"  not used: {module.relative_to(root)}: exit {code} {[d['sentence'] for d in drifts]} {diagnostics[:200]}")
        made, missed, unnamed, failed = 0, [], [], 0
        per_kind = {}
        attempts = 0
        while made < COUNT and attempts < COUNT * 20:
            attempts += 1
            module = rng.choice(clean)
            mutate = rng.choice([mutate_readme, mutate_readme, mutate_readme, mutate_json, mutate_bicep, mutate_test])
            mutation = mutate(rng, module)
            if mutation is None:
                continue
            before = mutation.path.read_bytes()
            if mutation.text.encode() == before:
                continue
            right = generated(avmdoc, module) if mutation.seen == "test" else None
            mutation.path.write_bytes(mutation.text.encode("utf-8"))
            # A README shows the first deployment of a test alone: another one may say anything.
            if right is not None and generated(avmdoc, module) == right:
                mutation.path.write_bytes(before)
                continue
            try:
                code, drifts, diagnostics = check(avmdoc, module)
            finally:
                mutation.path.write_bytes(before)
            made += 1
            where = f"{module.relative_to(root)}: {mutation.what}"
            seen = per_kind.setdefault(mutation.seen, [0, 0])
            seen[0] += 1
            if code == 2:
                failed += 1  # told as an error, with its place
                seen[1] += 1
                continue
            if code == 0:
                missed.append(where)
                continue
            sentences = [d["sentence"] for d in drifts]
            if any(item in sentence for item in mutation.items for sentence in sentences):
                seen[1] += 1
            else:
                unnamed.append(f"{where}\n    expected one of {sorted(mutation.items)}\n    told {sentences[:5]}")
    finally:
        shutil.rmtree(root)
    for title, found in (("not found", missed), ("not named", unnamed)):
        for text in found[:40]:
            print(f"{title}: {text}")
    named = made - len(missed) - len(unnamed)
    print(f"{made} mutations: {made - len(missed)} found, {named} named ({100 * named / max(made, 1):.1f} %), {failed} of them as errors; {per_kind}")
    return 0 if made >= min(COUNT, 500) and not missed and named >= 0.95 * made else 1


if __name__ == "__main__":
    folders = [pathlib.Path(folder) for folder in sys.argv[2:]]
    present = [folder for folder in folders if (folder / "avm").is_dir()]
    for folder in folders:
        if folder not in present:
            print(f"SKIPPED: there is no {folder}/avm; its modules are not mutated")
    sys.exit(run(sys.argv[1], present))
