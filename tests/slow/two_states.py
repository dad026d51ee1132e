"""Two states of a module: the README of the one compared with the module of the other.

    two_states.py AVMDOC FOLDER…     (each folder holds modules below avm/)

The second state is made by random changes of the compiled template and the tests. No sentence may
say "edited by hand", none may be about an item that is the same in both, each changed item needs
one, and no changed line may be without one (judge.py).
"""
import collections
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

from judge import applied, judge

ROUNDS = int(os.environ.get("AVMDOC_ROUNDS", "12"))
SEED = int(os.environ.get("AVMDOC_SEED", "20260101"))
WORDS = ["granite", "otter", "lantern", "meadow", "anvil", "zephyr"]


def word(rng):
    return f"{rng.choice(WORDS)}{rng.choice(WORDS).title()}"


def pick(rng, table):
    return rng.choice(sorted(table)) if table else None


def describe(rng, category=None):
    return f"{category or rng.choice(['Required', 'Optional', 'Conditional'])}. The {word(rng)} of it."


def new_parameter(rng):
    kind = rng.choice(["string", "int", "bool", "object", "array"])
    parameter = {"type": kind, "metadata": {"description": describe(rng)}}
    if rng.random() < 0.6:
        values = {"string": word(rng), "int": 7, "bool": True, "object": {word(rng): 1}, "array": [word(rng)]}
        parameter["defaultValue"] = values[kind]
    elif rng.random() < 0.5:
        parameter["nullable"] = True
    return parameter


def object_type(rng):
    names = rng.sample(WORDS, rng.randint(1, 3))
    return {
        "type": "object",
        "properties": {name: {"type": "string", "metadata": {"description": describe(rng)}} for name in names},
    }


class Change:
    """Changes of a template; each returns its name, or None when it does not apply."""

    def __init__(self, rng, template):
        self.rng, self.template = rng, template
        self.parameters = template.setdefault("parameters", {})
        self.definitions = template.setdefault("definitions", {})

    def schemas(self):
        """All parameters and the properties of all definitions."""
        found = [(self.parameters, name) for name in self.parameters]
        for definition in self.definitions.values():
            properties = definition.get("properties", {})
            found += [(properties, name) for name in properties]
        return [one for one in found if "description" in one[0][one[1]].get("metadata", {})]

    def schema(self):
        found = self.schemas()
        return self.rng.choice(found) if found else (None, None)

    def add_parameter(self):
        self.parameters[word(self.rng)] = new_parameter(self.rng)

    def remove_parameter(self):
        name = pick(self.rng, self.parameters)
        if name in (None, "enableTelemetry"):
            return False
        del self.parameters[name]

    def rename_parameter(self):
        name = pick(self.rng, self.parameters)
        if name in (None, "enableTelemetry"):
            return False
        self.parameters[word(self.rng)] = self.parameters.pop(name)

    def change_description(self):
        table, name = self.schema()
        if table is None:
            return False
        metadata = table[name]["metadata"]
        metadata["description"] = metadata["description"].rstrip(".") + f" and {word(self.rng)}."

    def change_category(self):
        table, name = self.schema()
        if table is None:
            return False
        metadata = table[name]["metadata"]
        metadata["description"] = describe(self.rng)

    def make_required(self):
        table, name = self.schema()
        if table is None:
            return False
        schema = table[name]
        if "defaultValue" not in schema and "nullable" not in schema:
            schema["nullable"] = True
            return None
        schema.pop("defaultValue", None)
        schema.pop("nullable", None)
        rest = schema["metadata"]["description"].split(".", 1)[-1]
        schema["metadata"]["description"] = "Required." + rest

    def change_default(self):
        table, name = self.schema()
        if table is None or "defaultValue" not in table[name]:
            return False
        table[name]["defaultValue"] = self.rng.choice([word(self.rng), 4711, [word(self.rng)], {"a": 1}])

    def add_allowed(self):
        table, name = self.schema()
        if table is None or table[name].get("type") != "string":
            return False
        allowed = table[name].setdefault("allowedValues", [])
        if len(allowed) > 2 and self.rng.random() < 0.5:
            allowed.pop()
        else:
            allowed.append(word(self.rng))

    def add_bounds(self):
        table, name = self.schema()
        if table is None or table[name].get("type") != "int":
            return False
        table[name]["minValue"] = self.rng.randint(0, 9)

    def give_type(self):
        name = pick(self.rng, self.parameters)
        if name in (None, "enableTelemetry"):
            return False
        kind = word(self.rng) + "Type"
        self.definitions[kind] = object_type(self.rng)
        parameter = self.parameters[name]
        for key in ("type", "items", "allowedValues", "defaultValue"):
            parameter.pop(key, None)
        parameter["$ref"] = f"#/definitions/{kind}"

    def add_property(self):
        with_properties = [one for one in self.definitions.values() if "properties" in one]
        if not with_properties:
            return False
        properties = self.rng.choice(with_properties)["properties"]
        properties[word(self.rng)] = {"type": "string", "metadata": {"description": describe(self.rng)}}

    def remove_property(self):
        with_properties = [one for one in self.definitions.values() if one.get("properties")]
        if not with_properties:
            return False
        properties = self.rng.choice(with_properties)["properties"]
        del properties[pick(self.rng, properties)]

    def add_output(self):
        outputs = self.template.setdefault("outputs", {})
        outputs[word(self.rng)] = {"type": "string", "metadata": {"description": "An output."}, "value": ""}

    def remove_output(self):
        outputs = self.template.get("outputs")
        if not outputs:
            return False
        del outputs[pick(self.rng, outputs)]

    def change_output(self):
        outputs = self.template.get("outputs")
        if not outputs:
            return False
        outputs[pick(self.rng, outputs)]["type"] = self.rng.choice(["int", "object", "array"])

    def change_name(self):
        metadata = self.template.get("metadata", {})
        key = self.rng.choice(["name", "description"])
        if key not in metadata:
            return False
        metadata[key] = f"{metadata[key]} {word(self.rng)}"

    def change_resource(self):
        resources = self.template.get("resources") or []
        bodies = list(resources.values()) if isinstance(resources, dict) else resources
        bodies = [body for body in bodies if "apiVersion" in body and not body.get("existing")]
        if not bodies:
            return False
        body = self.rng.choice(bodies)
        if body["type"] != "Microsoft.Resources/deployments":
            body["apiVersion"] = f"19{self.rng.randint(10, 99)}-01-01"


CHANGES = [name for name in vars(Change) if not name.startswith("_") and name not in ("schemas", "schema")]


def change_tests(rng, module):
    """Adds, removes or renames a test, or changes a value of one."""
    tests = sorted(module.glob("tests/e2e/*/main.test.bicep"))
    if not tests:
        return None
    test = rng.choice(tests)
    what = rng.choice(["add", "remove", "rename", "ignore", "value", "title"])
    folder = test.parent
    if what in ("add", "rename"):
        target = folder.with_name(f"{rng.choice('amz')}{word(rng).lower()}")
        shutil.copytree(folder, target) if what == "add" else folder.rename(target)
    elif what == "remove":
        if len(tests) < 2:
            return None
        shutil.rmtree(folder)
    elif what == "ignore":
        (folder / ".e2eignore").write_text(f"Not without a {word(rng)}.\n")
    elif what == "title":
        text = test.read_bytes().decode()
        if "metadata name = '" not in text:
            return None
        test.write_bytes(text.replace("metadata name = '", f"metadata name = '{word(rng)} ", 1).encode())
    else:
        lines = test.read_bytes().decode().split("\n")
        begin = next((i for i, line in enumerate(lines) if line.strip().startswith("module testDeployment")), None)
        places = [i for i, line in enumerate(lines) if begin and i > begin + 2 and ": '" in line and "${" not in line]
        if not places:
            return None
        at = rng.choice(places)
        lines[at] = lines[at].split(": '")[0] + f": '{word(rng)}'"
        test.write_bytes("\n".join(lines).encode())
    return f"test {what}"


def change(rng, module):
    path = module / "main.json"
    template = json.loads(path.read_bytes().decode("utf-8-sig"))
    made = []
    for _ in range(rng.choice([1, 1, 1, 2, 4])):
        if rng.random() < 0.25:
            made.append(change_tests(rng, module))
            continue
        name = rng.choice(CHANGES)
        if getattr(Change(rng, template), name)() is not False:
            made.append(name)
    for key in ("definitions", "parameters"):
        if not template.get(key):
            template.pop(key, None)
    path.write_text(json.dumps(template, indent=2))
    return [one for one in made if one]


def run(avmdoc, *arguments, cwd):
    return subprocess.run([avmdoc, *arguments], cwd=cwd, capture_output=True, timeout=600)


def prepared(sources, root):
    """Copies of all modules. Without `main.bicep` nothing is out of date."""
    for number, source in enumerate(sources):
        shutil.copytree(source / "avm", root / str(number) / "avm")
    for path in root.rglob("main.bicep"):
        path.unlink()


def main():
    avmdoc = str(pathlib.Path(sys.argv[1]).resolve())
    sources = [pathlib.Path(folder) for folder in sys.argv[2:] if (pathlib.Path(folder) / "avm").is_dir()]
    for folder in sys.argv[2:]:
        if not (pathlib.Path(folder) / "avm").is_dir():
            print(f"SKIPPED: there is no {folder}/avm; its modules are not changed")
    rng = random.Random(SEED)
    counts, problems, kinds = collections.Counter(), [], collections.Counter()
    with tempfile.TemporaryDirectory(prefix="avmdoc-states-") as folder:
        original = pathlib.Path(folder) / "original"
        prepared(sources, original)
        run(avmdoc, "generate", "-q", "-r", ".", cwd=original)
        for number in range(ROUNDS):
            work = pathlib.Path(folder) / "work"
            shutil.copytree(original, work)
            made = {}
            for path in sorted(work.rglob("main.json")):
                made[str(path.parent.relative_to(work))] = change(rng, path.parent)
            report = json.loads(run(avmdoc, "check", "-q", "-r", "--format", "json", ".", cwd=work).stdout)
            for module in report["modules"]:
                judge_module(work, module, made.get(module["folder"]), counts, problems, kinds)
            if os.environ.get("AVMDOC_KEEP") and problems:
                shutil.copytree(work, pathlib.Path(os.environ["AVMDOC_KEEP"]) / str(number))
            shutil.rmtree(work)
    for problem in problems[:60]:
        print(problem)
    print(", ".join(f"{count} {name}" for name, count in counts.items()))
    print("problems by change:", dict(kinds.most_common()))
    # Oddities of the reference leave some: tables of variants that it repeats, and requirement types
    # of one's own, whose order follows from the first parameter of each.
    return 1 if len(problems) > 0.05 * counts["sentences"] or counts["pairs"] < 20 else 0


def judge_module(work, module, made, counts, problems, kinds):
    counts["modules"] += 1
    if module["state"] == "failed" or not (work / module["folder"] / "README.md").is_file():
        counts["failed"] += 1
        return
    if not module["diff"]:
        return
    counts["pairs"] += 1
    drifts = module["drifts"]
    counts["sentences"] += len(drifts)
    counts["without cause"] += sum(drift["cause"] is None for drift in drifts)
    before = (work / module["folder"] / "README.md").read_bytes().decode()
    verdict = judge(before, applied(before, module["diff"]), drifts)
    found = [f"edited by hand: {drift['sentence']}" for drift in verdict.hand]
    found += [f"did not change: {drift['sentence']}" for drift in verdict.unchanged]
    found += [f"no sentence about {item.kind} {item.name}" for item in verdict.missing]
    found += [f"not covered: {line}" for line in verdict.uncovered[:3]]
    counts["suspicious"] += len(found)
    for one in found:
        problems.append(f"{module['folder']} ({', '.join(made or [])}): {one}")
    for name in set(made or []) if found else ():
        kinds[name] += 1


if __name__ == "__main__":
    sys.exit(main())
