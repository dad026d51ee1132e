"""Finds the places of a C++ source that can be mutated, and what to write there.

Each becomes a schema: an expression that is the original one unless the run is that of its mutant.
All mutants are so compiled at once.
"""
import dataclasses
import re
import shlex

from clang.cindex import CursorKind, Index, TypeKind

NUMBER = "@NUMBER@"  # stands in a schema for the number of its mutant

COMPARISONS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}
LOGICAL = {"&&": "||", "||": "&&"}
ARITHMETIC = {"+": "-", "-": "+"}

INTEGERS = {
    TypeKind.CHAR_S, TypeKind.SCHAR, TypeKind.UCHAR, TypeKind.SHORT, TypeKind.USHORT, TypeKind.INT, TypeKind.UINT,
    TypeKind.LONG, TypeKind.ULONG, TypeKind.LONGLONG, TypeKind.ULONGLONG,
}
FUNCTIONS = {
    CursorKind.FUNCTION_DECL, CursorKind.CXX_METHOD, CursorKind.CONSTRUCTOR, CursorKind.DESTRUCTOR,
    CursorKind.CONVERSION_FUNCTION, CursorKind.FUNCTION_TEMPLATE,
}
CLASSES = {CursorKind.CLASS_DECL, CursorKind.STRUCT_DECL, CursorKind.CLASS_TEMPLATE}
# What only the compiler evaluates.
CONSTANT = {
    CursorKind.STATIC_ASSERT, CursorKind.ENUM_DECL, CursorKind.PARM_DECL, CursorKind.TYPE_ALIAS_DECL,
    CursorKind.TYPEDEF_DECL, CursorKind.TEMPLATE_TYPE_PARAMETER, CursorKind.TEMPLATE_NON_TYPE_PARAMETER,
}
# Calls without which a program does the same, only slower.
HINTS = {"reserve", "shrink_to_fit"}


@dataclasses.dataclass(frozen=True)
class Site:
    file: str
    kind: str
    function: str
    start: int  # bytes
    end: int
    line: int
    last_line: int
    original: str
    mutated: str
    schema: str


def flags(command: str) -> list[str]:
    """Of a compiler's command those that decide what the source means."""
    kept = []
    words = iter(shlex.split(command))
    for word in words:
        if word in ("-I", "-isystem"):
            kept += [word, next(words)]
        elif word.startswith(("-I", "-D", "-std=")):
            kept.append(word)
    return ["-x", "c++", *kept]


class Collector:
    def __init__(self, file: str, text: bytes):
        self.file = file
        self.text = text
        self.found: dict[tuple, Site] = {}
        self.function = ""

    def slice(self, start: int, end: int) -> str:
        return self.text[start:end].decode("utf-8")

    def of(self, cursor) -> str:
        return self.slice(cursor.extent.start.offset, cursor.extent.end.offset)

    def follows(self, offset: int, what: str) -> bool:
        return self.text[offset:].lstrip().startswith(what.encode())

    def add(self, kind: str, first, last, mutated: str, schema: str) -> None:
        start, end = first.extent.start.offset, last.extent.end.offset
        original = self.slice(start, end)
        # A copy on one line must mean the same, so that the lines of the file stay what they are.
        if not self.function or re.search(r'//|/\*|\bR"|#', original):
            return
        on_one_line = " ".join(mutated.split("\n"))
        schema = schema.replace("@MUTATED@", on_one_line).replace("@ORIGINAL@", original)
        schema = schema.replace("@HERE@", f"::avmdoc_mutant({NUMBER})")
        site = Site(self.file, kind, self.function, start, end, first.extent.start.line, last.extent.end.line,
                    " ".join(original.split()), " ".join(mutated.split()), schema)
        self.found.setdefault((start, end, kind), site)

    def visit_function(self, cursor) -> None:
        body = next((child for child in cursor.get_children() if child.kind == CursorKind.COMPOUND_STMT), None)
        if body is None:
            return
        head = self.slice(cursor.extent.start.offset, body.extent.start.offset)
        if re.search(r"\bconst(expr|eval)\b", head):
            return
        outer = self.function
        owner = cursor.semantic_parent
        self.function = f"{owner.spelling}::{cursor.spelling}" if owner.kind in CLASSES else cursor.spelling
        self.visit_children(cursor)
        self.function = outer

    def visit_children(self, cursor) -> None:
        for child in cursor.get_children():
            self.visit(child, cursor)

    def visit(self, cursor, parent) -> None:
        kind = cursor.kind
        if kind in CONSTANT:
            return
        if kind in FUNCTIONS:
            self.visit_function(cursor)
            return
        if kind == CursorKind.FIELD_DECL:
            outer = self.function
            self.function = cursor.semantic_parent.spelling
            self.visit_children(cursor)
            self.function = outer
            return
        if kind == CursorKind.VAR_DECL:
            head = self.slice(cursor.extent.start.offset, cursor.location.offset)
            if re.search(r"\bconst(expr|init)\b", head):
                return
        if kind == CursorKind.CASE_STMT:
            for child in list(cursor.get_children())[1:]:
                self.visit(child, cursor)
            return
        if kind == CursorKind.CALL_EXPR and cursor.spelling in HINTS:
            return
        if kind == CursorKind.IF_STMT:
            self.visit_if(cursor)
        elif kind == CursorKind.BINARY_OPERATOR:
            self.visit_operator(cursor, list(cursor.get_children()))
        elif kind == CursorKind.CALL_EXPR:
            if cursor.spelling.startswith("operator"):
                self.visit_operator(cursor, list(cursor.get_arguments()))
            self.visit_call(cursor, parent)
        elif kind == CursorKind.INTEGER_LITERAL:
            self.visit_integer(cursor, parent)
        elif kind == CursorKind.CXX_BOOL_LITERAL_EXPR:
            text = self.of(cursor)
            if text in ("true", "false"):
                self.add("boolean", cursor, cursor, "false" if text == "true" else "true", "(@HERE@ != @ORIGINAL@)")
        inner = parent if kind == CursorKind.UNEXPOSED_EXPR and parent.kind.is_statement() else cursor
        for child in cursor.get_children():
            self.visit(child, inner if child.kind in (CursorKind.CALL_EXPR, CursorKind.UNEXPOSED_EXPR) else cursor)

    def visit_if(self, cursor) -> None:
        head = self.text[cursor.extent.start.offset:]
        if re.match(rb"if\s+constexpr\b", head):
            return
        for child in cursor.get_children():
            start, end = child.extent.start.offset, child.extent.end.offset
            before = self.text[cursor.extent.start.offset:start].rstrip()
            if child.kind.is_expression() and before.endswith((b"(", b";")) and self.follows(end, ")"):
                self.add("condition", child, child, f"!({self.of(child)})", "@HERE@ != static_cast<bool>(@ORIGINAL@)")
                return

    def visit_operator(self, cursor, operands: list) -> None:
        if len(operands) != 2:
            return
        left, right = sorted(operands, key=lambda operand: operand.extent.start.offset)
        operator = self.slice(left.extent.end.offset, right.extent.start.offset).strip()
        for kind, changes in (("comparison", COMPARISONS), ("logical", LOGICAL), ("arithmetic", ARITHMETIC)):
            if operator in changes:
                break
        else:
            return
        if kind == "arithmetic":
            types = [one.type.get_canonical().kind for one in (cursor, left, right)]
            if not all(one in INTEGERS for one in types):
                return
        mutated = f"{self.of(left)} {changes[operator]} {self.of(right)}"
        schema = "(@HERE@ ? (@MUTATED@) : (@ORIGINAL@))"
        if operator in ("==", "!="):
            schema = "(@HERE@ != (@ORIGINAL@))"
        # What a compiler makes of `a != b` where there is only == has no place of its own.
        self.add(kind, left, right, mutated, schema)

    def visit_call(self, cursor, parent) -> None:
        if not parent.kind.is_statement() or parent.kind in (CursorKind.RETURN_STMT, CursorKind.DECL_STMT):
            return
        before = self.text[:cursor.extent.start.offset].rstrip()
        if not self.follows(cursor.extent.end.offset, ";") or not re.search(rb"([;{})]|:|\belse|\bdo)$", before):
            return
        self.add("call", cursor, cursor, "", "(@HERE@ ? static_cast<void>(0) : static_cast<void>(@ORIGINAL@))")

    def visit_integer(self, cursor, parent) -> None:
        text = self.of(cursor)
        if not re.fullmatch(r"[0-9][0-9a-fA-FxX']*[uUlLzZ]*", text):
            return
        mutated = {"0": "1", "1": "0"}.get(text, f"{text} + 1")
        schema = "(@HERE@ ? @MUTATED@ : @ORIGINAL@)"
        wanted = parent.type.get_canonical()
        if parent.kind == CursorKind.UNEXPOSED_EXPR and wanted.kind in INTEGERS:
            schema = f"static_cast<{wanted.spelling}>{schema}"
        self.add("constant", cursor, cursor, mutated, schema)


def collect(file: str, path: str, text: bytes, command: str) -> list[Site]:
    """The sites of `text`, which the compiler's command would find at `path`."""
    unit = Index.create().parse(path, flags(command), unsaved_files=[(path, text.decode("utf-8"))])
    errors = [str(problem) for problem in unit.diagnostics if problem.severity >= 3]
    if errors:
        raise SyntaxError("\n".join(errors))
    collector = Collector(file, text)
    waiting = list(unit.cursor.get_children())
    for cursor in waiting:
        if cursor.location.file is None or cursor.location.file.name != path:
            continue
        if cursor.kind in (CursorKind.NAMESPACE, CursorKind.LINKAGE_SPEC, CursorKind.UNEXPOSED_DECL):
            waiting.extend(cursor.get_children())
        elif cursor.kind in FUNCTIONS | CLASSES:
            collector.visit(cursor, unit.cursor)
    return sorted(collector.found.values(), key=lambda site: (site.start, site.end, site.kind))
