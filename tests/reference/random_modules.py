"""Random modules with tests, for the comparison with the reference generator.

What docs/reference.md lists as different on purpose is not generated: numbers with a fraction,
arrays of a single array, null and truth values in arrays of tests, expressions that the reference
cannot read, and the like.
"""
import json

SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
NAMES = ["alpha", "beta", "Gamma", "delta", "epsilonKind", "zeta", "etaName", "theta", "iota", "kappaType", "lambda", "mu"]
TEXTS = [
    "plain", "with blank", "it is 5 o'clock", "a-b_c.d", "ÄÖü é", "x:y", "UPPER", "10", "true",
    "a,b", "50%", "#1", "a/b", "{x}", "(y)", "*", "tail ", "[x]",
]  # fmt: skip
VERSIONS = ["2023-05-01", "2024-11-01"]
TYPES = [
    "Microsoft.KeyVault/vaults", "Microsoft.KeyVault/vaults/secrets", "Microsoft.Storage/storageAccounts",
    "Microsoft.Authorization/locks", "Microsoft.Insights/diagnosticSettings", "Microsoft.Network/virtualNetworks/subnets",
]  # fmt: skip


class Module:
    def __init__(self, rng):
        self.rng = rng
        self.definitions = {}
        self.parameters = {}

    def chance(self, share):
        return self.rng.random() < share

    def sentence(self):
        words = " ".join(self.rng.choices(["The", "value", "of", "this", "thing", "`code`", "**bold**", "a_b"], k=self.rng.randint(2, 6)))
        end = self.rng.choice([".", ".", "!", "\n- one\n- two", "\r\nNext line.", "\n\nNext paragraph."])
        return words + end

    def description(self, required):
        category = "Required" if required else self.rng.choice(["Optional", "Optional", "Conditional", "Generated"])
        return f"{category}. {self.sentence()}"

    def scalar(self):
        return self.rng.choice([self.rng.choice(TEXTS), self.rng.choice(TEXTS), self.rng.randint(-3, 4000), True, False])

    def texts(self, least=2):
        return self.rng.sample(TEXTS, self.rng.randint(least, 5))

    def value(self, depth=0):
        kind = self.rng.random()
        if depth > 2 or kind < 0.5:
            return self.scalar()
        if kind < 0.75:
            return {name: self.value(depth + 1) for name in self.rng.sample(NAMES, self.rng.randint(1, 3))}
        if kind < 0.9:
            return self.texts()
        return [{name: self.scalar() for name in self.rng.sample(NAMES, 2)} for _ in range(self.rng.randint(2, 3))]

    def union(self, depth):
        """A type whose variants are told apart by the property `kind`."""
        mapping = {}
        for variant in self.rng.sample(["first", "Second", "third one"], self.rng.randint(1, 3)):
            name = f"variant{len(self.definitions)}"
            self.definitions[name] = None
            body = self.object_type(depth + 1)
            kind = {"type": "string", "allowedValues": [variant], "metadata": {"description": f"Required. {self.sentence()}"}}
            body["properties"] = {"kind": kind, **body["properties"]}
            if self.chance(0.5):
                body["metadata"] = {"description": self.sentence()}
            self.definitions[name] = body
            mapping[variant] = {"$ref": f"#/definitions/{name}"}
        name = f"union{len(self.definitions)}"
        self.definitions[name] = {"type": "object", "discriminator": {"propertyName": "kind", "mapping": mapping}}
        return {"$ref": f"#/definitions/{name}"}

    def schema(self, depth=0):
        if self.chance(0.06) and depth < 2:
            return self.union(depth)
        if self.chance(0.06) and depth < 2:
            others = {"type": self.rng.choice(["string", "int", "object"])}
            others["metadata"] = {"description": self.description(self.chance(0.5))}
            return {"type": "object", "properties": {}, "additionalProperties": others}
        kind = self.rng.choice(["string", "int", "bool", "object", "array", "type", "typed array"])
        if kind in ("type", "typed array") and depth < 2:
            name = f"type{len(self.definitions)}"
            self.definitions[name] = None
            self.definitions[name] = self.object_type(depth + 1)
            reference = {"$ref": f"#/definitions/{name}"}
            return reference if kind == "type" else {"type": "array", "items": reference}
        if kind == "object" and self.chance(0.3) and depth < 2:
            return self.object_type(depth + 1)
        if kind in ("type", "typed array"):
            kind = "string"
        if kind in ("string", "object") and self.chance(0.1):
            kind = "secure" + kind
        schema = {"type": kind}
        if kind == "string" and self.chance(0.3):
            schema["allowedValues"] = self.texts(1)
        if kind in ("string", "array") and self.chance(0.1):
            schema["minLength"], schema["maxLength"] = 1, self.rng.randint(2, 90)
        if kind == "array" and self.chance(0.3):
            schema["items"] = {"type": self.rng.choice(["string", "int", "object"])}
        if kind == "int" and self.chance(0.3):
            schema["minValue"], schema["maxValue"] = 1, self.rng.randint(2, 90)
        return schema

    def object_type(self, depth):
        properties = {}
        for name in self.rng.sample(NAMES, self.rng.randint(1, 4)):
            properties[name] = self.schema(depth)
            required = self.chance(0.4)
            if not required:
                properties[name]["nullable"] = True
            properties[name]["metadata"] = {"description": self.description(required)}
        return {"type": "object", "properties": properties}

    def add_parameters(self):
        for name in ["name", *self.rng.sample([*NAMES, "keys", "count", "http2Enabled"], self.rng.randint(1, 7))]:
            schema = self.schema() if name != "name" else {"type": "string"}
            required = name == "name" or self.chance(0.2)
            if not required:
                if self.chance(0.5) or "$ref" in schema or schema["type"].startswith("secure") or "additionalProperties" in schema:
                    schema["nullable"] = True
                else:
                    schema["defaultValue"] = self.default_of(schema)
            schema["metadata"] = {"description": self.description(required)}
            if schema.get("type") == "string" and self.chance(0.1):
                schema["metadata"]["example"] = self.rng.choice([*TEXTS[:6], "{\n  a: 'b'\n}", "[\n  1\n]"])
            self.parameters[name] = schema
        if self.chance(0.3):
            description = "Optional. Enable/Disable usage telemetry for module."
            self.parameters["enableTelemetry"] = {"type": "bool", "defaultValue": True, "metadata": {"description": description}}

    def default_of(self, schema):
        if "allowedValues" in schema:
            return self.rng.choice(schema["allowedValues"])
        kinds = {
            "string": lambda: self.rng.choice([*TEXTS[:6], "[resourceGroup().location]", ""]),
            "int": lambda: self.rng.randint(0, 400),
            "bool": lambda: self.chance(0.5),
            "array": lambda: self.rng.choice([[], self.texts()]),
            "object": lambda: {name: self.value(1) for name in self.rng.sample(NAMES, self.rng.randint(0, 3))},
        }
        return kinds[schema["type"]]()

    def template(self):
        self.add_parameters()
        resources = {}
        for number, kind in enumerate(self.rng.sample(TYPES, self.rng.randint(0, 4))):
            resources[f"resource{number}"] = {"type": kind, "apiVersion": self.rng.choice(VERSIONS), "name": "x"}
        template = {
            "$schema": SCHEMA,
            "languageVersion": "2.0",
            "contentVersion": "1.0.0.0",
            "metadata": {"name": f"Random {self.rng.choice(NAMES)}", "description": self.rng.choice(["Does it.", "Two\nlines."])},
            "definitions": self.definitions,
            "parameters": self.parameters,
            "resources": resources,
        }
        if self.chance(0.6):
            template["outputs"] = {
                name: {"type": self.rng.choice(["string", "int"]), "metadata": {"description": self.sentence().split("\n")[0]}, "value": ""}
                for name in self.rng.sample(NAMES, self.rng.randint(1, 3))
            }
        if self.chance(0.2):
            template["functions"] = [{"namespace": "__bicep", "members": {name: self.function() for name in self.rng.sample(NAMES, 2)}}]
        if not self.definitions:
            del template["definitions"]
        return template

    def function(self):
        metadata = {"description": self.sentence()}
        if self.chance(0.7):
            metadata["__bicep_export!"] = True
        output = {"type": self.rng.choice(["string", "object"]), "value": ""}
        return {"parameters": [], "output": output, "metadata": metadata}

    def comment(self):
        """What may follow a value on its line."""
        return self.rng.choice([" // as it is", " // see above", "  // 1"]) if self.chance(0.05) else ""

    def literal(self, value, indent):
        """A value as Bicep of the layout that the reference reads."""
        pad = " " * indent
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int):
            return str(value)
        if isinstance(value, str):
            return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
        if isinstance(value, dict):
            lines = [f"{pad}  {key}: {self.literal(one, indent + 2)}{self.comment()}" for key, one in value.items()]
            return "{\n" + "\n".join(lines) + f"\n{pad}}}" if lines else "{}"
        lines = [f"{pad}  {self.literal(one, indent + 2)}" for one in value]
        return "[\n" + "\n".join(lines) + f"\n{pad}]" if lines else "[]"

    def argument(self, indent):
        if self.chance(0.2):
            return self.rng.choice(["nested.outputs.resourceId", "'${namePrefix}-x'", "'${namePrefix}${serviceShort}001'", "resourceLocation",
                                    "location", "'a-${uniqueString(name)}'", "nested.outputs.list"])
        return self.literal(self.value(), indent)

    def test(self, name):
        rest = [one for one in self.parameters if one != "name"]
        passed = ["name", *self.rng.sample(rest, self.rng.randint(0, len(rest)))]
        required = [one for one in rest if not ("defaultValue" in self.parameters[one] or self.parameters[one].get("nullable"))]
        passed += [one for one in required if one not in passed]
        self.rng.shuffle(passed)
        lines = "\n".join(f"    {one}: {self.argument(4)}" for one in passed)
        return (
            f"targetScope = 'subscription'\n\nmetadata name = 'The {name} test'\nmetadata description = 'It tests {name}.'\n\n"
            f"param serviceShort string = 'rnd{name}'\n\nparam namePrefix string = '#_namePrefix_#'\n\n"
            "param resourceLocation string = deployment().location\n\n"
            "resource resourceGroup 'Microsoft.Resources/resourceGroups@2025-04-01' = {\n  name: 'x'\n  location: resourceLocation\n}\n\n"
            "module testDeployment '../../../main.bicep' = {\n  scope: resourceGroup\n  name: 'x'\n  params: {\n" + lines + "\n  }\n}\n"
        )


def write(rng, folder):
    """A random module in `folder`."""
    module = Module(rng)
    folder.mkdir(parents=True)
    template = module.template()
    (folder / "main.json").write_text(json.dumps(template, indent=2, ensure_ascii=False), "utf-8")
    (folder / "main.bicep").write_text("metadata name = 'Random'\n", "utf-8")
    if rng.random() < 0.7:
        (folder / "version.json").write_text('{\n  "version": "0.1"\n}\n', "utf-8")
    for name in ("ORPHANED.md", "DEPRECATED.md", "MOVED-TO-AVM.md"):
        if rng.random() < 0.1:
            (folder / name).write_text(rng.choice(["One line.\n", "Two\n\n  lines  \n", "⚠️ No end"]), "utf-8")
    if rng.random() < 0.3:
        notes = rng.choice(["## Notes\n\nA note.\n", "# Old\n\n## Notes\n\n### First\n\n```bicep\nx\n```\n\n## Data Collection\n\nOld.\n", "## Notes \n\nThe end"])
        (folder / "README.md").write_text(notes, "utf-8")
    for name in rng.sample(["defaults", "max", "waf-aligned", "2fast", "with.dot"], rng.randint(0, 3)):
        test = folder / "tests" / "e2e" / name / "main.test.bicep"
        test.parent.mkdir(parents=True)
        test.write_text(module.test(name), "utf-8")
        if rng.random() < 0.1:
            (test.parent / ".e2eignore").write_text("Costs too much.\n", "utf-8")
