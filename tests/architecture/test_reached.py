"""A rule of the core that no page, command or sweep reaches protects nobody.

Names are followed from the apps and commands through the core, by what each definition mentions. A
method counts as reached when something reached mentions an attribute of its name.
"""

import ast
import re
from functools import cache
from pathlib import Path

from tests.architecture.source import tree_of

SRC = Path(__file__).resolve().parents[2] / "src"
DEFINED = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
Node = tuple[str, str]  # module, name in it


def module_of(path):
    name = ".".join(path.relative_to(SRC).with_suffix("").parts)
    return name.removesuffix(".__init__")


@cache
def trees():
    files = [path for path in SRC.rglob("*.py") if "migrations" not in path.parts]
    return {module_of(path): tree_of(path) for path in files}


def names_of(statement):
    """What a statement at the top of a module defines."""
    if isinstance(statement, DEFINED):
        return [statement.name]
    targets = getattr(statement, "targets", None) or [getattr(statement, "target", None)]
    found = [one for target in targets if target for one in ast.walk(target)]
    return [one.id for one in found if isinstance(one, ast.Name)]


@cache
def definitions():
    """Each name at the top of a module, with the statements that define it."""
    found: dict[Node, list[ast.stmt]] = {}
    for module, tree in trees().items():
        for statement in tree.body:
            for name in names_of(statement):
                found.setdefault((module, name), []).append(statement)
    return found


@cache
def imports(module):
    """What a name stands for that the module imports: another's definition, or a module."""
    found: dict[str, Node] = {}
    for one in ast.walk(trees()[module]):
        if isinstance(one, ast.ImportFrom) and one.module:
            for alias in one.names:
                found[alias.asname or alias.name] = (one.module, alias.name)
        elif isinstance(one, ast.Import):
            for alias in one.names:
                found[alias.asname or alias.name] = (alias.name, "")
    return found


def defined(node):
    """The definition behind a name, through modules that only pass it on; None outside the house."""
    module, name = node
    if node in definitions() or module not in trees():
        return node if node in definitions() else None
    passed_on = imports(module).get(name)
    return defined(passed_on) if passed_on and passed_on != node else None


def mentioned(module, tree):
    """The definitions that a piece of code names."""
    known = imports(module)
    for one in ast.walk(tree):
        if isinstance(one, ast.Name):
            yield defined(known.get(one.id, (module, one.id)))
        elif isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name):
            base = known.get(one.value.id)
            if base:
                holder = ".".join(part for part in base if part)
                yield defined((holder, one.attr))


def attributes(tree):
    return {one.attr for one in ast.walk(tree) if isinstance(one, ast.Attribute)}


def in_templates():
    """What templates read of the objects they are given."""
    for path in SRC.rglob("*.html"):
        for inside in re.findall(r"{[{%].*?[%}]}", path.read_text(), re.DOTALL):
            yield from re.findall(r"\.(\w+)", inside)


def in_core(module):
    return module.startswith("fanal.core")


@cache
def reached():
    """The definitions that apps and commands lead to, and every attribute named on the way."""
    nodes: set[Node] = set()
    named = set(in_templates())
    waiting = [(module, tree) for module, tree in trees().items() if not in_core(module)]
    # What a module of the core does when it is loaded counts with the first name of it that is used.
    while waiting:
        module, tree = waiting.pop()
        named |= attributes(tree)
        for node in set(mentioned(module, tree)) - nodes - {None}:
            nodes.add(node)
            if in_core(node[0]):
                waiting += [(node[0], statement) for statement in definitions()[node]]
                waiting += loaded(node[0])
    return nodes, named


LOADED: set[str] = set()


def loaded(module):
    """The statements of a module that define nothing and run when it is imported, once."""
    if module in LOADED:
        return []
    LOADED.add(module)
    return [
        (module, one)
        for one in trees()[module].body
        if isinstance(one, ast.Expr | ast.For | ast.If)
    ]


def rules():
    """Functions, methods and tables of the core."""
    for (module, name), statements in definitions().items():
        if in_core(module) and not name.startswith("_"):
            yield module, name, None
            for statement in statements:
                if isinstance(statement, ast.ClassDef):
                    yield from ((module, name, method) for method in methods(statement))


def methods(statement):
    """Public ones; what a subclass of a library overrides is called by the library."""
    return [
        one.name
        for one in statement.body
        if isinstance(one, ast.FunctionDef) and not one.name.startswith("_")
    ]


def test_each_rule_of_the_core_is_reached_from_a_page_a_command_or_the_sweep():
    nodes, named = reached()
    orphans = [
        f"{module}.{name}" + (f".{method}" if method else "")
        for module, name, method in rules()
        if (module, name) not in nodes or (method and method not in named)
    ]
    assert not orphans
