"""What the driver repeats: the elements of each grammar, for each kind of file.

An element is a name, the file that it goes to and a function from a size to the text of that file."""
import json
import random
import sys
from typing import Callable, NamedTuple, Union

sys.path.insert(0, __file__.rsplit("/", 3)[0] + "/cli")

SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
TEST = "tests/e2e/max/main.test.bicep"


class Element(NamedTuple):
    name: str
    file: str
    make: Callable[[int], Union[str, bytes]]


def described(kind="string", **others) -> dict:
    return {"type": kind, "metadata": {"description": "Optional. Some text."}, **others}


def template(**others) -> dict:
    return {"$schema": SCHEMA, "contentVersion": "1.0.0.0", "metadata": {"name": "A", "description": "A."}, "parameters": {},
            "resources": [], **others}


def template_text(**others) -> str:
    return json.dumps(template(**others))


def chain(count: int) -> str:
    """Types of which each has a property of the next one."""
    types = {f"t{n}": {"type": "object", "properties": {"p": {"$ref": f"#/definitions/t{n + 1}", **described()}}} for n in range(count)}
    types[f"t{count}"] = {"type": "string"}
    return template_text(definitions=types, parameters={"a": {"$ref": "#/definitions/t0", **described()}})


def union(count: int) -> str:
    variants = {f"v{n}": {"type": "object", "metadata": {"description": "V."}, "properties": {"kind": described()}} for n in range(count)}
    kind = {"type": "object", "discriminator": {"propertyName": "kind", "mapping": {n: {"$ref": f"#/definitions/{n}"} for n in variants}}}
    return template_text(definitions={**variants, "u": kind}, parameters={"a": {"$ref": "#/definitions/u", **described()}})


def raw(value: str) -> str:
    return template_text(variables={"v": 12321}).replace("12321", value)


def nested_templates(count: int) -> str:
    """As one text, since Python's writer gives up on such depths."""
    resource = '{"type": "Microsoft.Resources/deployments", "apiVersion": "1", "properties": {"template": {"resources": ['
    return template_text(resources=[12321]).replace("12321", resource * count + "]}}}" * count)


def parameters(make: Callable[[int], dict]) -> Callable[[int], str]:
    return lambda count: template_text(parameters={f"p{n}": make(n) for n in range(count)})


JSON = {
    "parameters": parameters(lambda n: described()),
    "parameters in the other order": lambda n: template_text(parameters={f"p{i}": described() for i in reversed(range(n))}),
    "parameters without description": parameters(lambda n: {"type": "string"}),
    "parameters of their own category": lambda n: template_text(parameters={f"p{i}": {"type": "int", "metadata": {"description": f"C{i}. X"}} for i in range(n)}),
    "parameters with roles": lambda n: template_text(variables={"builtInRoleNames": {f"r{i}": "x" for i in range(n)}},
                                                     parameters={f"{'a' * (i % 9)}roleAssignments{i}" if i else "roleAssignments": described("array") for i in range(n)}),
    "properties": lambda n: template_text(parameters={"a": described("object", properties={f"p{i}": described() for i in range(n)})}),
    "types": lambda n: template_text(definitions={f"t{i}": {"type": "string"} for i in range(n)}),
    "parameters of a type each": lambda n: template_text(
        definitions={f"t{i}": {"type": "object", "properties": {"p": described()}} for i in range(n)},
        parameters={f"p{i}": {"$ref": f"#/definitions/t{n - 1 - i}", **described()} for i in range(n)}),
    "types in a chain": chain,
    "variants": union,
    "allowed values": lambda n: template_text(parameters={"a": described(allowedValues=[f"v{i}" for i in range(n)])}),
    "allowed numbers": lambda n: template_text(parameters={"a": described("int", allowedValues=list(range(n)))}),
    "elements of a default": lambda n: template_text(parameters={"a": described("array", defaultValue=[[i] for i in range(n)])}),
    "members of a default": lambda n: template_text(parameters={"a": described("object", defaultValue={f"k{i}": {} for i in range(n)})}),
    "outputs": lambda n: template_text(outputs={f"o{i}": described() for i in range(n)}),
    "functions": lambda n: template_text(functions=[{"namespace": "__bicep", "members": {
        f"f{i}": {"metadata": {"description": "F.", "__bicep_export!": True}} for i in range(n)}}]),
    "function namespaces": lambda n: template_text(functions=[{"members": {f"f{i}": {"metadata": {"__bicep_export!": True}}}} for i in range(n)]),
    "resources": lambda n: template_text(resources=[{"type": f"Microsoft.A/b{i}", "apiVersion": "2020-01-01"} for i in range(n)]),
    "resources with names": lambda n: template_text(languageVersion="2.0", resources={f"r{i}": {"type": "Microsoft.A/b", "apiVersion": "1"} for i in range(n)}),
    "resources in each other": lambda n: template_text(resources=[12321]).replace("12321", '{"type":"A.B/c","resources":[' * n + "]}" * n),
    "nested templates": nested_templates,
    "metadata": lambda n: template_text(metadata={"name": "A", "description": "A.", **{f"k{i}": "v" for i in range(n)}}),
    "a long description": lambda n: template_text(parameters={"a": {"type": "string", "metadata": {"description": "Optional. " + "a" * n}}}),
    "lines of a description": lambda n: template_text(parameters={"a": {"type": "string", "metadata": {"description": "Optional. " + "- a\n" * n}}}),
    "marks of a description": lambda n: template_text(parameters={"a": {"type": "string", "metadata": {"description": "Optional. " + "<[`*|" * n}}}),
    "lines of an example": lambda n: template_text(parameters={"a": {"type": "string", "metadata": {"description": "Optional. X", "example": "x\n" * n}}}),
    "the name of the module": lambda n: template_text(metadata={"name": "<" * n, "description": "A."}),
    "a long name": lambda n: template_text(parameters={"a" * n: described()}),
    "numbers": lambda n: raw("[" + "1," * n + "1]"),
    "digits": lambda n: raw("1" * n),
    "digits of a fraction": lambda n: raw("0." + "1" * n),
    "digits of an exponent": lambda n: raw("1e" + "1" * n),
    "escapes": lambda n: raw('"' + "\\u00e9" * n + '"'),
    "quotes": lambda n: raw('"' + '\\"' * n + '"'),
    "invalid escapes": lambda n: raw('"' + "\\x" * n + '"'),
    "surrogates": lambda n: raw('"' + "\\ud800" * n + '"'),
    "blanks": lambda n: raw(" " * n + "1" + "\n" * n),
    "keys": lambda n: raw("{" + ",".join(f'"k{i}": 1' for i in range(n)) + "}"),
    "one key": lambda n: raw("{" + ",".join('"k": 1' for _ in range(n)) + "}"),
    "nested arrays": lambda n: raw("[" * n + "]" * n),
    "nested objects": lambda n: raw('{"a":' * n + "1" + "}" * n),
    "arrays without end": lambda n: raw("[" * n),
    "a string without end": lambda n: raw('"' + "a" * n),
    "bytes that are no text": lambda n: b"{" + b"\xff" * n,
    "the character NUL": lambda n: "\0" * n,
    "references to nowhere": lambda n: template_text(parameters={f"p{i}": {"$ref": f"#/definitions/x{i}", **described()} for i in range(n)}),
}

NAMED = "metadata name = 'A'\nmetadata description = 'A.'\n"
STATEMENTS = {
    "comments": "// comment\n", "block comments": "/* a */", "nested block comments": "/*", "line breaks": "\n", "carriage returns": "\r",
    "tabs": "\t", "parameters": "param p{i} string\n", "one parameter": "param p string\n", "defaults": "param p{i} int = {i}\n",
    "decorators": "@description('a')\n", "calls in decorators": "@a(", "types": "type t{i} = string\n", "unions": "type t{i} = 'a' | 'b'\n",
    "variables": "var v{i} = 'x'\n", "outputs": "output o{i} string = 'x'\n", "functions": "func f{i}() string => 'x'\n",
    "metadata": "metadata m{i} = 'x'\n", "modules": "module m{i} 'a{i}.bicep' = {\n  name: 'x'\n}\n",
    "remote modules": "module m{i} 'br/public:a:{i}' = {\n  name: 'x'\n}\n", "one module": "module m 'a/main.bicep' = {}\n",
    "resources": "resource r{i} 'A.B/c@2020-01-01' = {\n  name: 'x'\n}\n", "imports": "import { a } from 'x{i}.bicep'\n",
    "loads": "var v{i} = loadTextContent('x{i}.txt')\n", "asserts": "assert a{i} = true\n", "target scopes": "targetScope = 'subscription'\n",
    "errors": "param\n", "words": "a ", "quotes": "'", "strings without end": "'a\n", "multi-line strings": "'''", "directives": "#disable-next-line a\n",
    "NUL": "\0", "invalid bytes": "\u00ff", "brackets": "[", "braces": "{", "parentheses": "(", "closing": "]})",
}
EXPRESSIONS = {
    "sums": ("a", " + a", ""), "members": ("a", ".b", ""), "indices": ("a", "[0]", ""), "conditions": ("a ? b : ", "a ? b : ", "c"),
    "parentheses": ("", "(", "1"), "closed parentheses": None, "signs": ("", "-", "1"), "negations": ("", "!", "true"), "arrays": ("", "[", ""),
    "closed arrays": None, "objects": ("", "{a:", ""), "elements": ("[\n", "1\n", "]"), "members of an object": ("{\n", "k: 1\n", "}"),
    "spreads": ("[\n", "...a\n", "]"), "interpolations": ("'", "${a}", "'"), "nested interpolations": ("", "'${", ""), "escapes": ("'", "\\n", "'"),
    "unknown escapes": ("'", "\\x", "'"), "digits": ("1", "1", ""), "characters": ("'", "a", "'"), "arguments": ("f(", "a, ", "a)"), "lambdas": ("", "x => ", "1"),
    "nulls": ("a", " ?? a", ""), "assertions": ("a", "!", ""), "loops": ("", "[for x in y: ", ""), "letters": ("a", "a", ""),
}
TYPES = {
    "union": ("'a'", " | 'b'", ""), "array": ("string", "[]", ""), "nullable": ("string", "?", ""), "tuple": ("[\n", "string\n", "]"),
    "object": ("{\n", "p: string\n", "}"), "nested objects": ("", "{p: ", ""), "parentheses": ("", "(", "string"), "members": ("a", ".b", ""),
    "decorators": ("{\n", "@description('a')\n", "p: string\n}"),
}


def repeated(unit: str) -> Callable[[int], str]:
    return lambda count: "".join(unit.replace("{i}", str(n)) for n in range(count)) if "{i}" in unit else unit * count


def around(before: str, parts, after: str) -> Callable[[int], str]:
    begin, unit, end = parts
    return lambda count: before + begin + unit * count + end + after


DEPLOYED = "module testDeployment '../../../main.bicep' = {\n  params: {\n    p: "
README = {
    "table columns": lambda n: "|" + "a|" * n + "\n|" + "-|" * n + "\n" + "|b|\n" * n, "table rows": lambda n: "|a|\n|-|\n" + "|b|\n" * n,
    "a table head": lambda n: "|" + "a|" * n + "\n", "pipes": lambda n: "|" * n, "quotes": lambda n: ">" * n + "\na\nb\n",
    "quotes and lines": lambda n: ">" * n + "\n" + "a\n" * n, "lines of a quote": lambda n: "> a\n" * n, "bullets": lambda n: "- a\n" * n,
    "bullets in bullets": lambda n: "".join(" " * (2 * (i % 500)) + "- a\n" for i in range(n)), "bullets on a line": lambda n: "- " * n + "a\n",
    "numbered items": lambda n: "".join(f"{i}. a\n" for i in range(n)), "headings": lambda n: "# a\n" * n, "sections": lambda n: "".join(f"## S{i}\n\na\n\n" for i in range(n)),
    "notes": lambda n: "## Notes\n" * n, "lines of notes": lambda n: "# A\n\n## Notes\n\n" + "a\n" * n, "signs of a heading": lambda n: "#" * n + " a\n",
    "underlined headings": lambda n: "a\n=\n" * n, "lines of one paragraph": lambda n: "a\n" * n, "rules": lambda n: "---\n" * n,
    "declarations": lambda n: "a<!A " * n, "CDATA": lambda n: "a<![CDATA[" * n, "instructions": lambda n: "a<?" * n, "comments": lambda n: "a<!-- " * n,
    "tags": lambda n: "<a " * n, "blocks of HTML": lambda n: "<details>\n\n" * n, "scripts": lambda n: "<script>\n" * n,
    "references": lambda n: "".join(f"[a{i}]: x\n" for i in range(n)), "one reference": lambda n: "[a]: x\n" * n, "uses of a reference": lambda n: "[a]: " + "x" * n + "\n\n" + "[a]" * n,
    "brackets": lambda n: "[" * n, "links": lambda n: "[a](b)" * n, "open links": lambda n: "[a](" * n, "images": lambda n: "![" * n, "stars": lambda n: "*a **b " * n,
    "underscores": lambda n: "_a __" * n, "backticks": lambda n: "".join("`" * (i % 300) + "a" for i in range(n)), "code blocks": lambda n: "```\na\n```\n" * n,
    "open code blocks": lambda n: "```a\n" * n, "indented code": lambda n: "    a\n" * n, "entities": lambda n: "&amp;&#1;" * n, "backslashes": lambda n: "\\" * n,
    "autolinks": lambda n: "<http://a " * n, "e-mail": lambda n: "a@b." * n, "strikes": lambda n: "~a~" * n, "blanks": lambda n: " " * n + "a", "tabs": lambda n: "\t" * n + "a",
    "empty lines": lambda n: "\n" * n, "carriage returns": lambda n: "\r" * n, "NUL": lambda n: "\0" * n, "invalid bytes": lambda n: b"\xff" * n, "letters": lambda n: "a" * n,
    "parameters": lambda n: "# A `[A]`\n\n## Parameters\n\n" + "".join(f"### Parameter: `p{i}`\n\nText.\n\n- Required: No\n- Type: string\n\n" for i in range(n)),
    "one parameter": lambda n: "## Parameters\n\n" + "### Parameter: `p`\n\nText.\n\n" * n, "lines of a parameter": lambda n: "## Parameters\n\n### Parameter: `p`\n\n" + "- a: b\n" * n,
    "rows of parameters": lambda n: "## Parameters\n\n**Required parameters**\n\n| Parameter | Type | Description |\n| :-- | :-- | :-- |\n" + "".join(f"| [`p{i}`](#p) | string | A. |\n" for i in range(n)),
    "variants": lambda n: "## Parameters\n\n" + "".join(f"### Variant: `p.kind-{i}`\n\nText.\n\n" for i in range(n)),
    "outputs": lambda n: "## Outputs\n\n| Output | Type |\n| :-- | :-- |\n" + "".join(f"| `o{i}` | string |\n" for i in range(n)),
    "resource types": lambda n: "## Resource Types\n\n| Resource Type | API Version | References |\n| :-- | :-- | :-- |\n" + "".join(f"| `A.B/c{i}` | 2020 | [Template reference](https://x) |\n" for i in range(n)),
    "examples": lambda n: "## Usage examples\n\n" + "".join(f"### Example {i}: _A_\n\n<details>\n\n```bicep\na\n```\n\n</details>\n" for i in range(n)),
    "lines of an example": lambda n: "## Usage examples\n\n### Example 1: _A_\n\n```bicep\nmodule a 'b' = {\n  params: {\n" + "    a: 1\n" * n + "  }\n}\n```\n",
    "table of contents": lambda n: "## Navigation\n\n" + "- [A](#a)\n" * n, "cross references": lambda n: "## Cross-referenced modules\n\n| Reference | Type |\n| :-- | :-- |\n" + "".join(f"| `br/a:{i}` | Remote reference |\n" for i in range(n)),
}


def elements() -> list:
    found = [Element(f"main.json: {name}", "main.json", make) for name, make in JSON.items()]
    for name, unit in STATEMENTS.items():
        found.append(Element(f"main.bicep: {name}", "main.bicep", lambda n, make=repeated(unit): NAMED + make(n)))
        found.append(Element(f"test: {name}", TEST, lambda n, make=repeated(unit): make(n)))
    for name, parts in EXPRESSIONS.items():
        if parts is None:
            a, b = ("(", ")") if "paren" in name else ("[", "]")
            parts = ("", "", "")
            source = lambda n, a=a, b=b: f"var v = {a * n}1{b * n}\n"  # noqa: E731
            test = lambda n, a=a, b=b: f"{DEPLOYED}{a * n}1{b * n}\n  }}\n}}\n"  # noqa: E731
        else:
            source = around("var v = ", parts, "\n")
            test = around(DEPLOYED, parts, "\n  }\n}\n")
        found.append(Element(f"main.bicep: {name} in an expression", "main.bicep", source))
        found.append(Element(f"test: {name} in an expression", TEST, test))
    for name, parts in TYPES.items():
        found.append(Element(f"main.bicep: {name} as a type", "main.bicep", around("param p ", parts, "\n")))
    found.append(Element("test: parameters of a deployment", TEST, lambda n: DEPLOYED.rsplit("\n", 1)[0] + "\n" + "".join(f"    p{i}: 'x'\n" for i in range(n)) + "  }\n}\n"))
    found.append(Element("test: keys with interpolations", TEST, lambda n: DEPLOYED + "{\n" + "".join(f"    'a${{b}}{i}': {{}}\n" for i in range(n)) + "    }\n  }\n}\n"))
    found.append(Element("test: nested lines", TEST, lambda n: DEPLOYED + "[\n" * min(n, 180) + "1\n" * n + "]\n" * min(n, 180) + "  }\n}\n"))
    found.append(Element("test: name", TEST, lambda n: f"metadata name = '{'<' * n}'\n"))
    found += [Element(f"README.md: {name}", "README.md", make) for name, make in README.items()]
    for file in ("ORPHANED.md", "DEPRECATED.md", "tests/e2e/max/.e2eignore"):
        for name, unit in {"lines": "a\n", "blanks": " ", "line breaks": "\n", "letters": "a", "carriage returns": "\r"}.items():
            found.append(Element(f"{file}: {name}", file, repeated(unit)))
    return found


# What random elements are put together from, for each kind of file.
WORDS = {
    "README.md": ["#", "# a", "## Notes", "## Parameters", "### Parameter: `a`", "|", "| a ", "-|", "- ", "> ", "1. ", "\n", "\n\n", " ", "    ", "\t", "`", "```", "*", "_", "[", "]", "(",
                  ")", "!", "<", ">", "<!--", "-->", "<?", "<![CDATA[", "<!A", "<details>", "</details>", "<script>", "[a]: b", "[a]", "&", ";", "\\", "~", "a", "http://a", "@", ".", "=", "---",
                  "**Required parameters**", "- Required: Yes", "- Type: string", "| :-- | :-- |", "\r", "\r\n", ":"],
    "main.bicep": ["param ", "var ", "type ", "module m ", "resource r ", "output ", "func ", "import ", "metadata ", "@", "a", "'", "'''", "${", "}", "{", "[", "]", "(", ")", ":", ",", ".", "?", "!", "+",
                   "-", "*", "/", "//", "/*", "*/", "|", "||", "&&", "=", "==", "=>", "\n", " ", "1", "string", "object", "for x in y", "if (", "...", "??", "#disable", "\\", "\\u{41}", "\0", "\r", "'a/b.bicep'"],
    "main.json": ["{", "}", "[", "]", '"', '"a"', ":", ",", "1", "-", "e", ".", "true", "null", "\\", "\\u0041", " ", "\n", '"a":', '{"a":', "[1,", '"type": "object",', '"properties": {', '"$ref": "#/definitions/a"'],
}
WORDS[TEST] = WORDS["main.bicep"]
FRAMES = {
    "README.md": ["{}", "# A `[A]`\n\n{}", "# A\n\n## Parameters\n\n{}", "# A\n\n## Resource Types\n\n{}", "# A\n\n## Usage examples\n\n```bicep\n{}\n```\n", "## Notes\n\n{}"],
    "main.bicep": ["{}", "var v = {}\n", "param p {}\n", "type t = {}\n", "module m 'a.bicep' = {}\n", "var v = '{}'\n", "@description({})\nparam p string\n"],
    "main.json": ["{}", template_text(variables={"v": 12321}).replace("{", "{{").replace("}", "}}").replace("12321", "{}"),
                  template_text(parameters={"v": 12321}).replace("{", "{{").replace("}", "}}").replace("12321", "{}")],
    TEST: ["{}", DEPLOYED.replace("{", "{{") + "{}\n  }}\n}}\n"],
}


def random_element(rng: random.Random) -> Element:
    """Some words again and again, in a frame; or some words, then others as often."""
    file = rng.choice(list(WORDS))
    words = lambda: "".join(rng.choice(WORDS[file]) for _ in range(rng.randint(1, 4)))  # noqa: E731
    begin, unit, end = rng.choice(["", words()]), words(), rng.choice(["", "", words()])
    before, after = FRAMES[file][rng.randrange(len(FRAMES[file]))].format("\1").split("\1")
    return Element(f"{file}: {before[-20:]!r} {begin!r} {unit!r}… {end!r}…", file, lambda n: before + begin + unit * n + end * n + after)
