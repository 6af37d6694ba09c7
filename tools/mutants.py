"""Mutants: one small change each to a line of source, chosen by a digest and so the same every time.

A change is one that a hand could make: another comparison, `or` for `and`, a condition dropped, a number
one higher, a word changed, nothing returned, a statement or a filter left out.
"""

from __future__ import annotations

import ast
import copy
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
SOURCE = HOME / "src" / "fanal"
# Each folder of the report, what belongs to it, and of its mutants the share that is tried.
FOLDERS = {
    "access": (("*/access.py", "*/access/*.py", "cases/*_access.py"), 0.075),
    "core/sealing": (("core/sealing/*.py",), 0.150),
    "authority": (("authority/*.py",), 0.055),
    "keys": (("keys/*.py", "keys/views/*.py"), 0.033),
    "accounts": (("accounts/*.py",), 0.055),
}
# Invented people, addresses, the names of columns and sentences decide nothing.
LEFT_OUT = {
    "demo.py",
    "apps.py",
    "urls.py",
    "sign_in_urls.py",
    "words.py",
    "models.py",
    "__init__.py",
}
COMPARED = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE,
    ast.GtE: ast.Gt, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
WORKED_OUT = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.Mod: ast.FloorDiv,
}  # fmt: skip
CALLED = {
    "any": "all",
    "all": "any",
    "min": "max",
    "max": "min",
    "filter": "exclude",
    "exclude": "filter",
}
LONG = 8  # what has more elements is a list of words
SAID = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "say", "BadInput", "BrokenSeal"}
ASKED = {"filter", "exclude", "get", "Q", "get_or_create", "update"}


Change = Callable[[ast.AST], None]


@dataclass(frozen=True)
class Mutant:
    """`where` is the file below src/fanal; `function` is empty for a constant of the module."""

    where: str
    function: str
    change: str
    begins: int
    ends: int
    constant: str = ""

    @property
    def name(self) -> str:
        return f"{self.where} {self.function or self.constant}: {self.change}"

    def tree(self) -> ast.Module:
        """The module with the change in it; the lines stay where they were."""
        tree = ast.parse((SOURCE / self.where).read_text("utf-8"))
        node, done = next(made[1:] for made in _made(self.where, tree) if made[0] == self)
        done(node)
        return ast.fix_missing_locations(tree)

    def drawn(self) -> str:
        return hashlib.sha256(self.name.encode()).hexdigest()


def files(folder: str) -> list[Path]:
    found = {one for pattern in FOLDERS[folder][0] for one in SOURCE.glob(pattern)}
    if folder != "access":
        found = {one for one in found if one.name != "access.py"}
    kept = (one for one in found if one.name not in LEFT_OUT or one.parent.name == "access")
    return sorted(kept)


def sample(folder: str, share: float | None = None) -> tuple[list[Mutant], int]:
    """Of each file the share that is tried, two at least; and how many mutants there are."""
    chosen, made = [], 0
    for file in files(folder):
        all_of_it = sorted(mutants(file), key=Mutant.drawn)
        made += len(all_of_it)
        chosen += all_of_it[: max(2, round(len(all_of_it) * (share or FOLDERS[folder][1])))]
    return sorted(chosen, key=Mutant.drawn), made


def mutants(file: Path) -> list[Mutant]:
    """All of a file, in its order."""
    tree = ast.parse(file.read_text("utf-8"))
    return [one for one, _node, _done in _made(str(file.relative_to(SOURCE)), tree)]


def _made(where: str, tree: ast.Module) -> Iterator[tuple[Mutant, ast.AST, Change]]:
    """Each mutant with the node of `tree` that it changes; of two that read alike the second is numbered."""
    known: set[str] = set()
    for owner, constant, statement in _statements(tree):
        for node, told, done in list(_changes(statement)):
            number, change, ends = 1, told, _last_line(node)
            while (one := Mutant(where, owner, change, node.lineno, ends, constant)).name in known:
                number += 1
                change = f"{told} ({number})"
            known.add(one.name)
            yield one, node, done


def _last_line(node: ast.AST) -> int:
    return node.lineno if isinstance(node, ast.If | ast.While) else node.end_lineno


def _statements(tree: ast.Module) -> Iterator[tuple[str, str, ast.stmt]]:
    """Each statement of a function, and each constant of the module."""
    for one in tree.body:
        if (
            isinstance(one, ast.Assign)
            and len(one.targets) == 1
            and isinstance(one.targets[0], ast.Name)
        ):
            yield "", one.targets[0].id, one
        yield from _inside(one, "")


def _inside(one: ast.stmt, above: str) -> Iterator[tuple[str, str, ast.stmt]]:
    if isinstance(one, ast.ClassDef | ast.FunctionDef):
        here = f"{above}.{one.name}".strip(".")
        for inner in one.body:
            if isinstance(one, ast.FunctionDef) and not isinstance(inner, ast.FunctionDef):
                yield from ((here, "", part) for part in _flat(inner))
            yield from _inside(inner, here)


def _flat(one: ast.stmt) -> Iterator[ast.stmt]:
    """The statement and those inside it; a function inside has a name of its own."""
    yield one
    for field in ("body", "orelse", "finalbody", "handlers"):
        for inner in getattr(one, field, []):
            if not isinstance(inner, ast.FunctionDef | ast.ClassDef):
                yield from _flat(inner)


def _changes(statement: ast.stmt):
    """What may be changed in a statement: the node, words that say it, and what does it to a copy."""
    yield from _of_statement(statement)
    parents = {}
    for node in _expressions(statement):
        for inner in ast.iter_child_nodes(node):
            parents[inner] = node
        if _is_words(node, parents):
            continue
        for change, done in _of_expression(node):
            yield node, change, done


def _expressions(statement: ast.stmt) -> Iterator[ast.AST]:
    """The expressions of a statement itself, not of the statements inside it."""
    inside = [node for node in ast.iter_child_nodes(statement) if isinstance(node, ast.expr)]
    inside += [one.context_expr for one in getattr(statement, "items", [])]
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        return  # a docstring
    if isinstance(statement, ast.AnnAssign):
        inside = [statement.value] if statement.value else []
    for one in inside:
        if not _is_a_type(one):
            yield from ast.walk(one)


def _is_a_type(value: ast.expr) -> bool:
    return isinstance(value, ast.Subscript) and getattr(value.value, "id", "") in (
        "Callable",
        "dict",
    )


def _is_words(node: ast.AST, parents: dict) -> bool:
    """Whether it is part of a sentence that people read, of a long list of words, or of a type."""
    while node in parents or _is_long(node):
        if _is_long(node):
            return True
        node = parents[node]
        if isinstance(node, ast.JoinedStr):
            return True
        if isinstance(node, ast.Call) and _called(node) in SAID:
            return True
    return False


def _is_long(node: ast.AST) -> bool:
    """Data, by its length: a list of words, or the sentences of an app's acts."""
    return len(getattr(node, "elts", getattr(node, "keys", ()))) > LONG


def _called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def _of_statement(one: ast.stmt):
    short = _short(one)
    if (isinstance(one, ast.Expr) and isinstance(one.value, ast.Call)) or isinstance(
        one, ast.Raise | ast.AugAssign
    ):
        yield one, f"left out `{short}`", _to_pass
    if isinstance(one, ast.Return) and one.value and not _is_nothing(one.value):
        yield (
            one,
            f"`{short}` returns nothing",
            lambda twin: setattr(twin, "value", ast.Constant(None)),
        )
    if isinstance(one, ast.If):
        test = ast.unparse(one.test)
        yield one.test, f"`if {test}` is always so", lambda twin: _become(twin, ast.Constant(True))
        yield one.test, f"`if {test}` is never so", lambda twin: _become(twin, ast.Constant(False))


def _of_expression(node: ast.AST):
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARED:
        other = COMPARED[type(node.ops[0])]
        yield _told(node, lambda twin: twin.ops.__setitem__(0, other()))
    if isinstance(node, ast.BoolOp):
        other = ast.Or if isinstance(node.op, ast.And) else ast.And
        yield _told(node, lambda twin: setattr(twin, "op", other()))
        for place in range(len(node.values)):
            yield _told(node, lambda twin, place=place: twin.values.pop(place))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield _told(node, lambda twin: _become(twin, twin.operand))
    if isinstance(node, ast.BinOp) and type(node.op) in WORKED_OUT:
        other = WORKED_OUT[type(node.op)]
        yield _told(node, lambda twin: setattr(twin, "op", other()))
    if isinstance(node, ast.IfExp):
        yield _told(node, lambda twin: _become(twin, twin.body))
        yield _told(node, lambda twin: _become(twin, twin.orelse))
    if isinstance(node, ast.Constant):
        yield from _of_constant(node)
    if isinstance(node, ast.Call):
        yield from _of_call(node)
    if (
        isinstance(node, ast.Set | ast.Tuple | ast.List)
        and len(node.elts) > 1
        and isinstance(node.ctx if hasattr(node, "ctx") else ast.Load(), ast.Load)
    ):
        for place in range(len(node.elts)):
            yield _told(node, lambda twin, place=place: twin.elts.pop(place))
    if isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp):
        for place, one in enumerate(node.generators):
            if one.ifs:
                yield _told(node, lambda twin, place=place: twin.generators[place].ifs.pop())


def _of_constant(node: ast.Constant):
    value = node.value
    if isinstance(value, bool):
        yield _told(node, lambda twin: setattr(twin, "value", not value))
    elif isinstance(value, int):
        yield _told(node, lambda twin: setattr(twin, "value", value + 1))
    elif isinstance(value, str) and value.strip():
        yield _told(node, lambda twin: setattr(twin, "value", value + "x"))
    elif isinstance(value, bytes) and value:
        yield _told(node, lambda twin: setattr(twin, "value", value + b"x"))


def _of_call(node: ast.Call):
    name = _called(node)
    if name in CALLED:
        yield _told(node, lambda twin: _rename(twin.func, CALLED[name]))
    if name in ASKED:
        for place in range(len(node.keywords)):
            if len(node.keywords) + len(node.args) > 1:
                yield _told(node, lambda twin, place=place: twin.keywords.pop(place))


def _told(node: ast.AST, done):
    twin = copy.deepcopy(node)
    done(twin)
    if isinstance(twin, ast.BoolOp) and len(twin.values) == 1:
        twin = twin.values[0]
    return f"`{_short(node)}` is `{_short(twin)}`", _whole(done)


def _whole(done):
    """A boolean operation of one value is that value."""

    def change(twin: ast.AST) -> None:
        done(twin)
        if isinstance(twin, ast.BoolOp) and len(twin.values) == 1:
            _become(twin, twin.values[0])

    return change


def _become(twin: ast.AST, other: ast.AST) -> None:
    """The node turns into another one where it stands, so that nobody need know its parent."""
    place = {
        name: getattr(twin, name)
        for name in ("lineno", "col_offset", "end_lineno", "end_col_offset")
    }
    twin.__class__ = other.__class__
    vars(twin).clear()
    vars(twin).update(vars(other))
    vars(twin).update(place)


def _to_pass(twin: ast.AST) -> None:
    _become(twin, ast.Pass())


def _rename(function: ast.AST, name: str) -> None:
    setattr(function, "id" if isinstance(function, ast.Name) else "attr", name)


def _is_nothing(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 90 else text[:60] + " … " + text[-25:]
