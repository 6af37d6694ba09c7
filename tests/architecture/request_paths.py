"""From an address to the rule that it asks: through how many files a reader goes.

What is counted are the files that one opens one after the other to follow an act of a user: the site
map, the view, the form that is filled in, the action, and each module between the action and the rule
of `fanal.core` that is nearest to it, along names that a function uses. A module that only passes a
name on is a file like any other. Not counted is what is the same for every request and is read once:
settings and middleware, the frame of pages (`fanal.web`), who asks (`accounts`), keys and journal,
the columns of a table, templates; and of `fanal.core` the words, errors, dates and lists of codes.
An action without a rule of its own ends where it writes.

python -m tests.architecture.request_paths      each act, the longest paths first
"""

from __future__ import annotations

import ast
import heapq
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import median

from tests.architecture.source import tree_of

ROOT = Path(__file__).resolve().parents[2]
SOURCES = {
    "fanal": ROOT / "src/fanal",
    "scriptnames": ROOT / "libraries/scriptnames/src/scriptnames",
    "unseen": ROOT / "libraries/unseen/src/unseen",
}
READ_ONCE = re.compile(
    r"fanal\.(web|settings|accounts|audit|keys|authority|absences|coded_facts"
    r"|core\.(errors|words|roles|places|sealing|calendars|data_files|extras|libraries))(\.|$)"
    r"|fanal\.[a-z_]+\.(models|words|apps|urls|templatetags)(\.|$)|fanal\.[a-z_]+$"
)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
type Place = tuple[str, str]  # a module, and a name that stands in it


@dataclass(frozen=True)
class ActPath:
    """The files from an address to a rule, in reading order."""

    address: str
    act: str
    files: tuple[str, ...]

    def __str__(self) -> str:
        return f"{len(self.files):3}  {self.address} {self.act}: " + " → ".join(self.files)


@cache
def modules() -> dict[str, Path]:
    found = {}
    for name, folder in SOURCES.items():
        for path in sorted(folder.rglob("*.py")):
            parts = path.relative_to(folder).with_suffix("").parts
            if "migrations" not in parts:
                found[".".join((name, *(part for part in parts if part != "__init__")))] = path
    return found


@cache
def standing_in(module: str) -> dict[str, ast.stmt]:
    """The functions, classes and constants of a module by their names."""
    found: dict[str, ast.stmt] = {}
    for one in tree_of(modules()[module]).body:
        if isinstance(one, (*FUNCTIONS, ast.ClassDef)):
            found[one.name] = one
        elif isinstance(one, ast.Assign | ast.AnnAssign):
            targets = one.targets if isinstance(one, ast.Assign) else [one.target]
            found |= {name.id: one for name in targets if isinstance(name, ast.Name)}
    return found


@cache
def imported_by(module: str) -> dict[str, Place]:
    """What each imported name stands for: a name of a module, or (with an empty name) a module."""
    found: dict[str, Place] = {}
    for one in ast.walk(tree_of(modules()[module])):
        if isinstance(one, ast.ImportFrom) and one.module and not one.level:
            for name in one.names:
                whole = f"{one.module}.{name.name}"
                place = (whole, "") if whole in modules() else (one.module, name.name)
                found[name.asname or name.name] = place
        elif isinstance(one, ast.Import):
            found |= {name.asname or name.name: (name.name, "") for name in one.names}
    return {name: place for name, place in found.items() if place[0] in modules()}


@cache
def used_at(place: Place) -> tuple[Place, ...]:
    """The names of ours that what stands there uses, in the order of reading."""
    module, name = place
    if name not in standing_in(module):  # it only passes the name on
        return (imported_by(module)[name],) if name in imported_by(module) else ()
    found: dict[Place, None] = {}
    for one in ast.walk(standing_in(module)[name]):
        if isinstance(one, ast.Name):
            place = (module, one.id)
            if one.id in standing_in(module):
                found[place] = None
            elif (of := imported_by(module).get(one.id)) and of[1]:
                found[of] = None
        elif isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name):
            of = imported_by(module).get(one.value.id)
            if of and not of[1]:
                found[(of[0], one.attr)] = None
    return tuple(found)


def is_rule(place: Place) -> bool:
    """A function of the core that decides something, or of a library that Fanal asks."""
    module, name = place
    if module.split(".")[0] != "fanal":
        return True
    of = standing_in(module).get(name) if module.startswith("fanal.core.") else None
    return isinstance(of, FUNCTIONS)


def reached(begin: Iterable[Place], own: str = "") -> Iterator[tuple[Place, tuple[str, ...]]]:
    """Each place that can be read to from there, with the files on the shortest way; nearest
    first. `own`: the app whose own floor is not passed over."""
    waiting = [(1, n, place, (place[0],)) for n, place in enumerate(begin)]
    n, done = len(waiting), set()
    while waiting:
        _many, _n, place, files = heapq.heappop(waiting)
        if place in done:
            continue
        done.add(place)
        yield place, files
        for to in used_at(place):
            frame = READ_ONCE.match(to[0]) and not to[0].startswith(own or "-")
            if not frame and to not in done:
                n += 1
                passed = files if to[0] in files else (*files, to[0])
                heapq.heappush(waiting, (len(passed), n, to, passed))


def to_rule(begin: Place, own: str) -> tuple[str, ...]:
    """The files from an action to the nearest rule; the action's alone, where it asks none."""
    ways = (files for place, files in reached([begin], own) if is_rule(place))
    return next(ways, (begin[0],))


def to_place(*stops: Place) -> tuple[str, ...]:
    """The files from a name to another, by way of those between."""
    ways = (
        next(files for place, files in reached([begin]) if place == end)
        for begin, end in pairwise(stops)
    )
    return tuple(dict.fromkeys(file for files in ways for file in files))


def addresses() -> Iterator[tuple[str, str, Place]]:
    """Each address with the module of its site map and its view."""
    for module, path in modules().items():
        if not module.endswith("urls") or module == "fanal.urls":
            continue
        for one in ast.walk(tree_of(path)):
            if isinstance(one, ast.Call) and getattr(one.func, "id", "") == "path":
                view, name = (
                    one.args[1],
                    next((k.value for k in one.keywords if k.arg == "name"), None),
                )
                if place := view_of(module, view):
                    yield f"{module.split('.')[1]}:{getattr(name, 'value', '')}", module, place


def view_of(module: str, view: ast.expr) -> Place | None:
    names = imported_by(module)
    if isinstance(view, ast.Attribute) and isinstance(view.value, ast.Name):
        of = names.get(view.value.id)
        return (of[0], view.attr) if of and not of[1] else None
    if isinstance(view, ast.Name):
        return names.get(view.id)
    return None


def acts() -> Iterator[ActPath]:
    """The path of each act that an address leads to: from a view with what it uses of its own app,
    without other actions."""
    for address, site_map, view in addresses():
        app = f"fanal.{address.split(':')[0]}."
        for action, files, form in actions_of(view, app):
            own = app if READ_ONCE.match(f"{app}x") else ""
            way = (site_map, *files[:-1], *form, *to_rule(action, own))
            yield ActPath(address, action[1], tuple(dict.fromkeys(way)))


def actions_of(view: Place, app: str) -> Iterator[tuple[Place, tuple[str, ...], tuple[str, ...]]]:
    """The actions that a view calls, with the files up to there and the form that it shows."""
    steps, form = [(view, (view[0],))], ()
    done = {view}
    for place, files in steps:
        for to in used_at(place):
            if to in done:
                continue
            done.add(to)
            passed = files if to[0] in files else (*files, to[0])
            if "forms" in to[0].split(".") and not form:
                form = (to[0],)
            elif "actions" in to[0].split("."):
                yield to, passed, form
            elif to[0].startswith(f"{app}views") or to[0] == view[0]:
                steps.append((to, passed))


def middle() -> float:
    """The median of all acts."""
    return median(len(act.files) for act in acts())


if __name__ == "__main__":
    for one in sorted(acts(), key=lambda act: -len(act.files)):
        print(one)
    print("median:", middle())
