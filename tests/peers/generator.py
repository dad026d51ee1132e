"""Random Bicep modules, from a grammar of what an interface is made of.

`write(folder, seed)` makes a folder with a main.bicep, a types.bicep that it imports from, and a
child.bicep that it deploys. Nearly all of them compile; the compiler is the judge of the others.
"""
import pathlib
import random
import re

KINDS = ("string", "int", "bool", "object", "array")
TEXTS = (
    "plain", "", "it\\'s", "[not an expression]", "[[", "a [b]", "{0} {x}", "back\\\\slash", "tab\\tnew\\nline",
    "\\u{1F600} ü", "100 %", "\\${no}", "a:b/c", "$", "-", "A", "a", "Z", "_x", "a b", "10", "9", "true", "äö",
)
NAMES = ("name", "size", "kind", "tags", "sku", "value", "items", "type", "zone-name", "with space", "4x", "äx", "if", "for")
RESOURCES = (
    ("Microsoft.Storage/storageAccounts@2024-01-01", ("tags", "sku.name", "properties.networkAcls", "kind")),
    ("Microsoft.Network/privateEndpoints@2024-07-01", ("tags", "location")),
)


class Scope:
    """What can be referred to, by its kind."""

    def __init__(self):
        self.types = []  # (name, kind, is_literal)
        self.objects = []  # (name, [(property, kind)])
        self.parameters = []
        self.functions = []
        self.variables = []


def known_as(name: str, type_text: str, kind: str) -> str:
    """How a parameter is used where any value of its kind may be."""
    return name if type_text == kind else f"any({name})"


class Generator:
    def __init__(self, seed: int):
        self.random = random.Random(seed)
        self.count = 0
        self.lambdas = True  # the default of a parameter may not have any
        self.nullable = set()  # types that take null, so that their parameters have no default

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def one(self, *choices):
        return self.random.choice(choices)

    def name(self, prefix: str) -> str:
        self.count += 1
        return f"{prefix}{self.count}"

    def text(self) -> str:
        return self.random.choice(TEXTS)

    # --- types

    def literals(self, kind: str) -> list:
        if kind == "string":
            return [f"'{one}'" for one in self.random.sample(TEXTS, self.random.randint(1, 4))]
        if kind == "int":
            return [str(one) for one in self.random.sample((1, 2, 10, 9, 100, -5, 0, 33), self.random.randint(1, 4))]
        return [self.one("true", "false")]

    def named(self, scope: Scope, kind: str) -> str:
        found = [name for name, one, _ in scope.types if one == kind]
        return self.random.choice(found) if found else kind

    def type_of(self, scope: Scope, kind: str, depth: int) -> str:
        text = self.plain_type(scope, kind, depth)
        if depth > 0 and self.chance(0.15):
            return f"({text})?" if " | " in text else f"{text}?"
        return text

    def plain_type(self, scope: Scope, kind: str, depth: int) -> str:
        if self.chance(0.3):
            return self.named(scope, kind)
        if kind in ("string", "int", "bool"):
            if self.chance(0.4):
                return kind
            values = self.literals(kind)
            if kind == "string" and self.chance(0.2):
                values += [name for name, one, literal in scope.types if one == kind and literal][:1]
            if self.chance(0.1):
                values.append("null")
            return " | ".join(values)
        if kind == "array":
            if depth > 2 or self.chance(0.2):
                return self.one("array", "string[]", "int[][]", "object[]")
            if self.chance(0.25):
                items = [self.decorated(scope, self.one(*KINDS), depth + 1, "", True) for _ in range(self.random.randint(1, 3))]
                return "[\n" + "\n".join(items) + "\n]"
            item = self.type_of(scope, self.one(*KINDS), depth + 1)
            return f"({item})[]" if " | " in item or item.endswith("?") else f"{item}[]"
        if self.chance(0.1):
            resource, paths = self.random.choice(RESOURCES)
            return f"resourceInput<'{resource}'>.{self.one(*[p for p in paths if p in ('tags', 'properties.networkAcls')])}"
        if scope.objects and self.chance(0.1):
            name, properties = self.random.choice(scope.objects)
            found = [one for one, known in properties if known == kind and one.isidentifier() and one.isascii()]
            if found:
                return f"{name}.{self.one(*found)}"
        if depth > 2:
            return "object"
        return self.object_type(scope, depth)[0]

    def decorated(self, scope: Scope, kind: str, depth: int, prefix: str, is_item: bool = False) -> str:
        type_text = self.type_of(scope, kind, depth)
        lines = self.decorators(kind, type_text, is_item)
        return "".join(f"{line}\n" for line in lines) + prefix + type_text

    def object_type(self, scope: Scope, depth: int) -> tuple:
        properties = []
        parts = []
        for name in self.random.sample(NAMES, self.random.randint(0, 4)):
            kind = self.one(*KINDS)
            key = name if name.isidentifier() and name.isascii() else f"'{name}'"
            parts.append(self.decorated(scope, kind, depth + 1, f"{key}: "))
            properties.append((name, kind))
        if self.chance(0.2):
            parts.append(self.decorated(scope, self.one(*KINDS), depth + 1, "*: "))
        return ("{\n" + "\n".join(parts) + "\n}" if parts else "{}"), properties

    def decorators(self, kind: str, type_text: str, is_nested: bool = False) -> list:
        lines = []
        if self.chance(0.5):
            lines.append(f"@description('{self.one('Required. ', 'Optional. ', '')}{self.text()}')")
        elif self.chance(0.2):
            lines.append("@description('''\n  Several lines,\n    some indented\n\n  ${no} interpolation ''')")
        if self.chance(0.15):
            lines.append(f"@metadata({{ {self.one('example', 'note')}: {self.constant(1)} }})")
        if type_text == kind or type_text.endswith("[]"):
            if kind in ("string", "array") and self.chance(0.3):
                lines += [f"@minLength({self.random.randint(0, 3)})", f"@maxLength({self.random.randint(4, 99)})"]
            if kind == "int" and self.chance(0.3):
                lines += [f"@minValue({self.random.randint(-3, 3)})", f"@maxValue({self.random.randint(4, 99)})"]
            if type_text in ("string", "object") and self.chance(0.1):
                lines.append("@secure()")
        if kind == "object" and type_text.startswith("{") and "*:" not in type_text and self.chance(0.2):
            lines.append("@sealed()")
        self.random.shuffle(lines)
        return lines

    def constant(self, depth: int) -> str:
        if depth > 2 or self.chance(0.4):
            return self.one("'text'", "5", "true", "null", "-3", "'[x]'")
        if self.chance(0.5):
            return "[\n" + "\n".join(self.constant(depth + 1) for _ in range(self.random.randint(0, 3))) + "\n]"
        return "{\n" + "\n".join(f"{key}: {self.constant(depth + 1)}" for key in self.random.sample(("a", "b", "'c d'"), 2)) + "\n}"

    # --- expressions

    def expression(self, scope: Scope, kind: str, depth: int) -> str:
        leaf = depth > 3 or self.chance(0.3)
        known = [name for name, one in scope.parameters if one == kind]
        if known and self.chance(0.35):
            return self.random.choice(known)
        called = [one for one in scope.functions if one[2] == kind]
        if called and not leaf and self.chance(0.2):
            name, parameters, _ = self.random.choice(called)
            given = (self.expression(scope, one, depth + 1) for one in parameters)
            return f"{name}({', '.join(f'any({one})' for one in given)})"
        if not leaf and self.chance(0.12):
            return (
                f"({self.expression(scope, 'bool', depth + 1)} ? {self.expression(scope, kind, depth + 1)}"
                f" : {self.expression(scope, kind, depth + 1)})"
            )
        if not leaf and self.chance(0.06):
            return f"({self.expression(scope, kind, depth + 1)} ?? {self.expression(scope, kind, depth + 1)})"
        return getattr(self, f"{kind}_expression")(scope, depth, leaf)

    def interpolated(self, scope: Scope, kind: str, depth: int) -> str:
        """An expression for within a string, where neither line breaks nor literals of objects and arrays may be."""
        for _ in range(5):
            text = self.expression(scope, kind, depth)
            if not re.search(r"\n|(?<!\$)\{|\[", text):
                return text
        return "subscription().id"

    def string_expression(self, scope: Scope, depth: int, leaf: bool) -> str:
        if leaf:
            return self.one(f"'{self.text()}'", "resourceGroup().location", "'''multi\n ${line} ' '''", "subscription().id")
        inner = lambda kind="string": self.expression(scope, kind, depth + 1)
        within = lambda kind="string": self.interpolated(scope, kind, depth + 1)
        return self.one(
            lambda: f"'{self.text()}${{{within()}}}{self.text()}${{{within(self.one('int', 'string'))}}}'",
            lambda: f"'${{{within()}}}'",
            lambda: f"toLower({inner()})",
            lambda: f"replace({inner()}, 'a', {inner()})",
            lambda: f"join({inner('array')}, ',')",
            lambda: f"substring({inner()}, 0, {inner('int')})",
            lambda: f"uniqueString(resourceGroup().id, {inner()})",
            lambda: f"az.{self.one('resourceGroup().id', 'subscription().subscriptionId', 'tenant().tenantId')}",
            lambda: f"sys.toUpper({inner()})",
            lambda: f"string({inner(self.one('object', 'array', 'int'))})",
            lambda: f"split(any({inner()}), '-')[0]",
            lambda: f"any({inner('object')}).name",
            lambda: f"environment().suffixes.storage",
            lambda: f"format('{{0}}-{{1}}', {inner()}, {inner('int')})",
            lambda: f"concat({inner()}, {inner()})",
        )()

    def int_expression(self, scope: Scope, depth: int, leaf: bool) -> str:
        if leaf:
            return self.one("0", "42", "-7", "2147483648")
        inner = lambda kind="int": self.expression(scope, kind, depth + 1)
        return self.one(
            lambda: f"({inner()} {self.one('+', '-', '*')} {inner()})",
            lambda: f"({inner()} {self.one('/', '%')} {self.one('3', '42', '(-7)')})",
            lambda: f"length({inner(self.one('string', 'array'))})",
            lambda: f"-({inner()})",
            lambda: f"max({inner()}, {inner()})",
            lambda: f"int({inner('string')})",
        )()

    def bool_expression(self, scope: Scope, depth: int, leaf: bool) -> str:
        if leaf:
            return self.one("true", "false")
        inner = lambda kind="bool": self.expression(scope, kind, depth + 1)
        return self.one(
            lambda: f"!{self.one('', '')}({inner()})",
            lambda: f"({inner()} {self.one('&&', '||')} {inner()})",
            lambda: f"({inner('int')} {self.one('<', '>', '<=', '>=', '==', '!=')} {inner('int')})",
            lambda: f"({inner('string')} {self.one('==', '!=', '=~', '!~')} {inner('string')})",
            lambda: f"empty({inner(self.one('string', 'array', 'object'))})",
            lambda: f"contains({inner('array')}, {inner('string')})",
        )()

    def object_expression(self, scope: Scope, depth: int, leaf: bool) -> str:
        if leaf:
            return self.one("{}", "{ a: 1 }", "resourceGroup().tags")
        inner = lambda kind: self.expression(scope, kind, depth + 1)
        if self.chance(0.1):
            return f"union({inner('object')}, {inner('object')})"
        if self.lambdas and self.chance(0.1):
            return f"toObject({inner('array')}, x => string(x))"
        parts = []
        for key in self.random.sample(("name", "'[x]'", "'a b'", "if", "'it\\'s'", "size"), self.random.randint(0, 4)):
            parts.append(f"{key}: {inner(self.one(*KINDS))}")
        if self.chance(0.1):
            key = self.interpolated(scope, "string", depth + 1)
            parts.append(f"'${{{key}}}-key': {inner('string')}")
        if self.chance(0.2):
            parts.insert(self.random.randint(0, len(parts)), f"...{inner('object')}")
        return "{\n" + "\n".join(parts) + "\n}" if parts else "{}"

    def array_expression(self, scope: Scope, depth: int, leaf: bool) -> str:
        if leaf:
            return self.one("[]", "['a', 'b']", "[1, 2]", "range(0, 3)")
        inner = lambda kind: self.expression(scope, kind, depth + 1)
        if self.lambdas and self.chance(0.2):
            return self.one(
                lambda: f"map({inner('array')}, x => '${{x}}-{self.text()}')",
                lambda: f"filter({inner('array')}, (x, i) => i < {inner('int')})",
                lambda: f"map({inner('array')}, item => {{ value: item, other: {inner('string')} }})",
                lambda: f"sort({inner('array')}, (a, b) => a < b)",
            )()
        if self.chance(0.2):
            return self.one(
                lambda: f"concat({inner('array')}, {inner('array')})",
                lambda: f"split({inner('string')}, ',')",
                lambda: f"objectKeys({inner('object')})",
            )()
        parts = [inner(self.one(*KINDS)) for _ in range(self.random.randint(0, 3))]
        if self.chance(0.2):
            parts.insert(self.random.randint(0, len(parts)), f"...{inner('array')}")
        return "[\n" + "\n".join(parts) + "\n]" if parts else "[]"

    # --- statements

    def type_statement(self, scope: Scope, export: bool) -> str:
        name = self.name("type")
        kind = self.one(*KINDS)
        if kind == "object":
            text, properties = self.object_type(scope, 0)
            scope.objects.append((name, properties))
        else:
            text = self.plain_type(scope, kind, 0)
        lines = self.decorators(kind, text)
        if export or self.chance(0.5):
            lines.append("@export()")
        literal = text.startswith("'") and kind == "string" and "null" not in text
        if text in self.nullable or re.search(r"\bnull$|\w\.\w", text):
            self.nullable.add(name)
        scope.types.append((name, kind, literal))
        return "".join(f"{line}\n" for line in lines) + f"type {name} = {text}\n"

    def union_statement(self, scope: Scope, export: bool) -> str:
        names = [self.name("variant") for _ in range(2)]
        text = ""
        for i, name in enumerate(names):
            inner, _ = self.object_type(Scope(), 2)
            text += f"type {name} = {{\nkind{self.count}x: string?\nmark: '{'abc'[i]}'\n{inner.strip('{}')}\n}}\n"
        union = self.name("union")
        lines = ["@discriminator('mark')"]
        if export:
            lines.append("@export()")
        if self.chance(0.5):
            lines.append("@description('One of two.')")
        third = " | {\nmark: 'c'\n}" if self.chance(0.5) else ""
        scope.types.append((union, "object", False))
        return text + "".join(f"{line}\n" for line in lines) + f"type {union} = {' | '.join(names)}{third}\n"

    def recursive_statement(self, scope: Scope) -> str:
        name = self.name("tree")
        scope.types.append((name, "object", False))
        return f"@export()\ntype {name} = {{\nname: string\nnested: {self.one(name + '?', name + '[]?')}\n}}\n"

    def function_statement(self, scope: Scope, export: bool) -> str:
        name = self.name("func")
        kinds = [self.one(*KINDS) for _ in range(self.random.randint(0, 3))]
        inner = Scope()
        inner.functions = list(scope.functions)
        types = [self.type_of(scope, kind, 3) for kind in kinds]
        inner.parameters = [(known_as(f"p{i}", text, kind), kind) for i, (text, kind) in enumerate(zip(types, kinds))]
        listed = ", ".join(f"p{i} {text}" for i, text in enumerate(types))
        kind = self.one(*KINDS)
        lines = ["@export()"] if export else []
        if self.chance(0.5):
            lines.append(f"@description('{self.text()}')")
        scope.functions.append((name, kinds, kind))
        body = self.expression(inner, kind, 1)
        return "".join(f"{line}\n" for line in lines) + f"func {name}({listed}) {kind} => any({body})\n"

    def parameter_statement(self, scope: Scope) -> str:
        name = self.name("param")
        kind = self.one(*KINDS)
        text = self.type_of(scope, kind, 0)
        is_nullable = self.chance(0.1) and "?" not in text and "null" not in text and " | " not in text
        text += "?" if is_nullable else ""
        lines = self.decorators(kind, text)
        if text in ("string", "int") and self.chance(0.2) and not any(one.startswith("@m") for one in lines):
            lines.append(f"@allowed([\n" + "\n".join(self.literals(kind)) + "\n])")
        default = ""
        if not text.endswith("?") and not re.search(r"\bnull$|\w\.\w", text) and text not in self.nullable:
            self.lambdas = False
            if text == kind and self.chance(0.5) and not re.search(r"^@(allowed|m)", "\n".join(lines), re.MULTILINE):
                default = f" = {self.expression(scope, kind, 0)}"
            elif self.chance(0.3):
                default = f" = any({self.expression(scope, kind, 0)})"
            self.lambdas = True
        scope.parameters.append((known_as(name, text, kind), kind))
        return "".join(f"{line}\n" for line in lines) + f"param {name} {text}{default}\n"

    def output_statement(self, scope: Scope) -> str:
        kind = self.one(*KINDS)
        text = self.type_of(scope, kind, 0)
        lines = self.decorators(kind, text)
        return "".join(f"{line}\n" for line in lines) + f"output {self.name('out')} {text} = any({self.expression(scope, kind, 1)})\n"


def write(folder: pathlib.Path, seed: int) -> pathlib.Path:
    made = Generator(seed)
    folder.mkdir(parents=True, exist_ok=True)
    shared = Scope()
    parts = [made.type_statement(shared, True) for _ in range(made.random.randint(1, 4))]
    parts.append(made.union_statement(shared, True))
    parts.append(made.recursive_statement(shared))
    parts += [made.function_statement(shared, True) for _ in range(2)]
    (folder / "types.bicep").write_text("\n".join(parts), encoding="utf-8")
    (folder / "child.bicep").write_text(
        "resource lock 'microsoft.authorization/locks@2020-05-01' = {\nname: 'lock'\nproperties: { level: 'CanNotDelete' }\n}\n"
    )
    scope = Scope()
    imported, parts = [], []
    for name, kind, literal in shared.types:
        if made.chance(0.5):
            alias = made.name("alias") if made.chance(0.3) else name
            imported.append(name if alias == name else f"{name} as {alias}")
            scope.types.append((alias, kind, literal))
        else:
            scope.types.append((f"all.{name}", kind, literal))
    for name, kinds, kind in shared.functions:
        imported.append(name)
        scope.functions.append((name, kinds, kind))
    parts.append(f"metadata name = '{made.text()}'\nmetadata description = '{made.text()}'\n")
    parts.append(f"import {{ {', '.join(imported)} }} from 'types.bicep'\nimport * as all from 'types.bicep'\n")
    parts += [made.type_statement(scope, False) for _ in range(made.random.randint(0, 4))]
    if made.chance(0.5):
        parts.append(made.union_statement(scope, False))
    parts += [made.function_statement(scope, made.chance(0.5)) for _ in range(made.random.randint(0, 2))]
    parts += [made.parameter_statement(scope) for _ in range(made.random.randint(1, 6))]
    parts += [made.output_statement(scope) for _ in range(made.random.randint(0, 3))]
    if made.chance(0.5):
        parts.append("module child 'child.bicep' = {}\n")
    if made.chance(0.3):
        parts.append("resource store 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {\nname: 'x'\n}\n")
    main = folder / "main.bicep"
    main.write_text("\n".join(parts), encoding="utf-8")
    return main
