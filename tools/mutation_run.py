"""The mutants, tried by tests that are loaded and warm: a pytest plugin, started by tools/mutate.py.

The chosen tests run once as they are; which lines of the mutated files each one reaches is noted. Then a
fork for each mutant takes the changed code in place of the code that is loaded, in every function that has
it, and runs the tests that reach the line, the cheapest first, until one fails. A test counts only if it
passes in a fork without a change.
"""

from __future__ import annotations

import ast
import contextlib
import functools
import gc
import json
import os
import re
import resource
import shutil
import signal
import sys
import time
from collections import defaultdict
from pathlib import Path
from types import CodeType, FunctionType

import mutants
import pytest
from _pytest.runner import runtestprotocol
from bearing import BEARING
from hypothesis import HealthCheck, Phase
from hypothesis import settings as hypothesis_settings

OWN = sys.monitoring.COVERAGE_ID
JOB = json.loads(Path(os.environ["FANAL_MUTATION"]).read_text())
# Seconds of a processor for the tests of one mutant; a fork that takes three times as long hangs.
FIRST = float(JOB["seconds"])

# The same examples with and without a change, and no search for the smallest one.
hypothesis_settings.register_profile(
    "mutation",
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


class Reached:
    """Which lines of the mutated files a test reaches."""

    def __init__(self, files: set[str]) -> None:
        self.lines: set[tuple[str, int]] = set()
        sys.monitoring.use_tool_id(OWN, "mutation")
        sys.monitoring.register_callback(OWN, sys.monitoring.events.LINE, self._line)
        for code in _codes(files):
            sys.monitoring.set_local_events(OWN, code, sys.monitoring.events.LINE)

    def _line(self, code: CodeType, line: int) -> object:
        self.lines.add((code.co_filename, line))
        return sys.monitoring.DISABLE

    def begin(self) -> None:
        self.lines = set()
        sys.monitoring.restart_events()

    def end(self) -> None:
        sys.monitoring.free_tool_id(OWN)


def _functions(files: set[str]) -> dict[str, list[FunctionType]]:
    found = defaultdict(list)
    for one in gc.get_objects():
        # Not isinstance: it would make a lazy object of Django's real.
        if type(one) is FunctionType and one.__code__.co_filename in files:
            found[one.__code__.co_filename].append(one)
    return found


def _codes(files: set[str]) -> list[CodeType]:
    wanted = [one.__code__ for many in _functions(files).values() for one in many]
    for code in wanted:
        wanted += [const for const in code.co_consts if isinstance(const, CodeType)]
    return list(dict.fromkeys(wanted))


class Baseline:
    """The tests as they are: how long each takes, and what it reaches."""

    def __init__(self) -> None:
        self.seconds: dict[pytest.Item, float] = {}
        self.lines: dict[tuple[str, int], list[pytest.Item]] = defaultdict(list)
        self.reach: dict[pytest.Item, int] = {}

    def run(self, items: list[pytest.Item], files: set[str]) -> None:
        reached = Reached(files)
        failed, caches = 0, _caches()
        for place, item in enumerate(items):
            for cache in caches:  # or only the first test would reach what is worked out once
                cache.cache_clear()
            reached.begin()
            began = time.process_time()
            reports = _run(item, items[(place + 1) % len(items)])
            self.seconds[item] = time.process_time() - began
            if any(not report.passed for report in reports):
                failed += any(report.failed for report in reports)
                tell(
                    f"no part takes {item.nodeid}: {[report.longreprtext[-300:] for report in reports]}"
                )
                continue
            self.reach[item] = len(reached.lines)
            for line in reached.lines:
                self.lines[line].append(item)
        reached.end()
        tell(f"{len(items)} tests in {sum(self.seconds.values()):.0f} s, {failed} failed")

    def of(self, mutant: mutants.Mutant) -> list[pytest.Item]:
        """The tests that reach a mutant: first of its name, then what costs and reaches little."""
        path = str(mutants.SOURCE / mutant.where)
        places = (
            _uses(mutant)
            if mutant.constant
            else [(path, n) for n in range(mutant.begins, mutant.ends + 1)]
        )
        found = {item for place in places for item in self.lines.get(place, ())}
        if mutant.constant:  # others may read it
            found |= {one for one in self.reach if _bears(mutant, one)}
        return sorted(found, key=lambda one: (*_nearness(mutant, one), *self._ease(one)))

    def _ease(self, item: pytest.Item) -> tuple[int, str, int, str]:
        together = str(item.path) if _has_house(item) else ""
        return round(self.cost(item) * 4), together, self.reach[item], item.nodeid

    def cost(self, item: pytest.Item) -> float:
        """With the house that its file makes once."""
        if not _has_house(item):
            return self.seconds[item]
        return max(self.seconds[one] for one in self.reach if one.path == item.path)


def _has_house(item: pytest.Item) -> bool:
    known = item._fixtureinfo.name2fixturedefs.values()
    return any(one[-1].scope in ("module", "class", "package") for one in known)


def _nearness(mutant: mutants.Mutant, item: pytest.Item) -> tuple[int, int]:
    """Those that bear on it in the order in which they are listed, then what is named alike."""
    listed = _listed(mutant)
    place = next((n for n, one in enumerate(listed) if f"tests/{one}" in item.nodeid), len(listed))
    return place, -_alike(mutant, item)


def _bears(mutant: mutants.Mutant, item: pytest.Item) -> bool:
    return any(f"tests/{one}" in item.nodeid for one in _listed(mutant))


def _listed(mutant: mutants.Mutant) -> tuple[str, ...]:
    """What bears on the module, or on constants of that name."""
    return BEARING.get(mutant.constant, BEARING.get(mutant.where, ()))


def _alike(mutant: mutants.Mutant, item: pytest.Item) -> int:
    """How many words of the module's name are in that of the test."""
    words = set(re.findall("[a-z]{4,}", mutant.where.removesuffix(".py")))
    return len(words & set(re.findall("[a-z]{4,}", item.nodeid)))


@functools.cache
def _loads(path: str) -> list[tuple[str, int]]:
    tree = ast.parse(Path(path).read_text("utf-8"))
    return [(one.id, one.lineno) for one in ast.walk(tree) if isinstance(one, ast.Name)]


def _uses(mutant: mutants.Mutant) -> list[tuple[str, int]]:
    return [
        (path, n) for path in JOB["files"] for name, n in _loads(path) if name == mutant.constant
    ]


def _run(item: pytest.Item, following: pytest.Item) -> list[pytest.TestReport]:
    return runtestprotocol(item, log=False, nextitem=following)


def tell(words: str) -> None:
    with Path(JOB["log"]).open("a") as log:
        log.write(f"{time.strftime('%H:%M:%S')} {words}\n")


class Trial:
    """A fork for each mutant, and one without for each test that failed in one."""

    def __init__(self, baseline: Baseline, files: set[str], database: Path) -> None:
        self.baseline, self.database = baseline, database
        self.functions = _functions(files)
        self.caches = _caches()
        self.steady: dict[str, bool] = {}
        gc.collect()
        gc.freeze()

    def of(self, mutant: mutants.Mutant) -> dict[str, object]:
        tests = self._within(self.baseline.of(mutant), mutant)
        if not tests:
            return {"ended": "no test reaches it"}
        while True:
            ended, by = self._fork(tests, mutant)
            if by == "time" and self._fork(tests, None)[1] == "time":
                return {"ended": "lived", "by": "tests that hang in a fork", "tests": len(tests)}
            if ended != "killed" or by in ("change", "time") or self._is_steady(by, tests):
                return {"ended": ended, "by": by, "tests": len(tests)}
            tests = [one for one in tests if one.nodeid != by]
            if not tests:
                return {"ended": "no test reaches it"}

    def _within(self, tests: list[pytest.Item], mutant: mutants.Mutant) -> list[pytest.Item]:
        """As many as there are seconds for; the house of a file that bears on it is not counted."""
        chosen, spent = [], 0.0
        for one in tests:
            near = _bears(mutant, one)
            spent += self.baseline.seconds[one] if near else self.baseline.cost(one)
            if chosen and spent > FIRST:
                break
            chosen.append(one)
        return chosen

    def _is_steady(self, name: str, tests: list[pytest.Item]) -> bool:
        """Whether the test passes in a fork where nothing is changed."""
        if name not in self.steady:
            alone = [one for one in tests if one.nodeid == name]
            self.steady[name] = self._fork(alone, None)[0] == "lived"
            if not self.steady[name]:
                tell(f"fails alone: {name}: {self.why}")
        return self.steady[name]

    def _fork(self, tests: list[pytest.Item], mutant: mutants.Mutant | None) -> tuple[str, str]:
        readable, writable = os.pipe()
        child = os.fork()
        if not child:
            os.close(readable)
            self._in_the_fork(tests, mutant, writable)
        os.close(writable)
        return self._answer(child, readable, 60 + 20 * self._took(tests))

    def _answer(self, child: int, readable: int, seconds: float) -> tuple[str, str]:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if os.waitpid(child, os.WNOHANG)[0]:
                with open(readable, "rb") as answer:
                    ended, by, *why = [*answer.read().decode().split("\0"), ""]
                self.why = why[0] if why else ""
                return ended or "killed", by or ("" if ended else "time")
            time.sleep(0.01)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(readable)
        return "killed", "time"

    def _took(self, tests: list[pytest.Item]) -> float:
        houses = {one.path: self.baseline.cost(one) for one in tests}
        return sum(self.baseline.seconds[one] for one in tests) + sum(houses.values())

    def _in_the_fork(self, tests, mutant, writable: int) -> None:
        ended, by = "lived", ""
        with contextlib.suppress(BaseException):
            os.setpgid(0, 0)
            processor = int(10 + 3 * self._took(tests))
            resource.setrlimit(resource.RLIMIT_CPU, (processor, processor + 5))
            quiet = os.open(os.devnull, os.O_RDWR)
            for one in (0, 1, 2):
                os.dup2(quiet, one)
            if self.database.exists():
                for log in self.database.parent.glob(f"{self.database.name}-*"):
                    log.unlink()  # of a fork that was ended
                shutil.copyfile(JOB["kept"], self.database)
            for cache in self.caches:
                cache.cache_clear()
            if mutant:
                try:
                    ended = self._change(mutant) or ended
                except Exception:
                    ended, by = "killed", "change"
            if ended == "lived":
                ended, by = _first_failure(tests)
        os.write(writable, f"{ended}\0{by}".encode())
        os._exit(0)

    def _change(self, mutant: mutants.Mutant) -> str:
        path = str(mutants.SOURCE / mutant.where)
        tree = mutant.tree()
        if mutant.constant:
            return _change_constant(mutant, tree)
        made = _made(tree, path)
        codes = [one.__code__ for one in self.functions[path]]
        if poorer := [code for code in codes if _takes_less(made.get(_where(code)), code)]:
            made = _made(_enclosing(tree, poorer), path)
        changed = 0
        for one in self.functions[path]:
            new = made.get(_where(one.__code__))
            if new and new.co_freevars == one.__code__.co_freevars and not _same(new, one.__code__):
                one.__code__ = new
                changed += 1
        return "" if changed else "not loaded"


def _where(code: CodeType) -> tuple[str, int]:
    return code.co_name, code.co_firstlineno


def _made(tree: ast.Module, path: str) -> dict[tuple[str, int], CodeType]:
    return {_where(code_type): code_type for code_type in _all(compile(tree, path, "exec"))}


def _takes_less(new: CodeType | None, old: CodeType) -> bool:
    return new is not None and new.co_freevars != old.co_freevars


def _enclosing(tree: ast.Module, codes: list[CodeType]) -> ast.Module:
    """These functions still name what they took from around them (`super()`: `__class__`), or their
    changed code would not fit in: a line that never runs keeps the names."""
    taken = {_where(code): code.co_freevars for code in codes}
    for one in ast.walk(tree):
        if isinstance(one, ast.FunctionDef):
            first = min([one.lineno, *(other.lineno for other in one.decorator_list)])
            if names := taken.get((one.name, first)):
                never = ast.If(
                    ast.Constant(False),
                    [ast.Expr(ast.Name(name, ast.Load())) for name in names],
                    [],
                )
                one.body.append(never)
    return ast.fix_missing_locations(tree)


def _same(one: CodeType, other: CodeType) -> bool:
    return (
        one.co_code == other.co_code
        and one.co_consts == other.co_consts
        and one.co_names == other.co_names
    )


def _all(code: CodeType) -> list[CodeType]:
    found = [code]
    for one in found:
        found += [inner for inner in one.co_consts if isinstance(inner, CodeType)]
    return found


def _change_constant(mutant: mutants.Mutant, tree: ast.Module) -> str:
    """In the module, and in those that took it from there."""
    name = "fanal." + mutant.where.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    module = sys.modules[name]
    (value,) = [
        one.value
        for one in tree.body
        if isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == mutant.constant
    ]
    new = eval(compile(ast.Expression(value), module.__file__, "eval"), dict(vars(module)))
    old = vars(module)[mutant.constant]
    for known, other in list(sys.modules.items()):
        if known.startswith(("fanal", "tests")) and vars(other).get(mutant.constant) is old:
            setattr(other, mutant.constant, new)
    if isinstance(old, str) and len(old) > 40:  # not a short one, which others share by chance
        _change_holders(old, new)
    return ""


def _change_holders(old: str, new: str) -> None:
    """Where an object of ours holds it (the SQL of a kind of request)."""
    gc.unfreeze()
    for referrer in gc.get_referrers(old):
        if type(referrer).__module__.startswith("fanal") and hasattr(referrer, "__dict__"):
            for name, value in list(vars(referrer).items()):
                if value is old:
                    object.__setattr__(referrer, name, new)


def _caches() -> list[functools._lru_cache_wrapper]:
    return [one for one in gc.get_objects() if _is_cache(one)]


def _is_cache(one: object) -> bool:
    return (
        type(one) is functools._lru_cache_wrapper
        and str(one.__module__).startswith("fanal.")
        and not str(one.__module__).startswith(("fanal.core.law", "fanal.core.names"))
    )


def _first_failure(tests: list[pytest.Item]) -> tuple[str, str]:
    tests[0].session._setupstate.teardown_exact(tests[0])
    for place, item in enumerate(tests):
        reports = _run(item, tests[place + 1] if place + 1 < len(tests) else item)
        if failed := [report for report in reports if report.failed]:
            return "killed", f"{item.nodeid}\0{failed[0].longreprtext[-300:]}"
    return "lived", ""


def _imported() -> None:
    """All that is mutated is loaded, also what only a page asks for."""
    import importlib

    for path in JOB["files"]:
        below = Path(path).relative_to(mutants.SOURCE.parent).with_suffix("")
        importlib.import_module(".".join(below.parts).removesuffix(".__init__"))


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    from django.db import connections

    files = set(JOB["files"])
    _imported()
    gc.unfreeze()  # the tests set aside what is loaded; here it is looked for (`_functions`)
    # The library of charts waits in a fork for threads that did not come along.
    items = [item for item in session.items if "estimated_once" not in item.fixturenames]
    tell(f"{len(items)} tests begin")
    # Once, so that what the first one makes for all is charged to nobody.
    warm = next((item for item in items[1:] if "cast" in item.fixturenames), items[-1])
    _run(warm, items[0])
    connections.close_all()
    database = Path(connections["default"].settings_dict["NAME"])
    if database.exists():  # the rules of core need none
        shutil.copyfile(database, JOB["kept"])
    baseline = Baseline()
    baseline.run(items, files)
    connections.close_all()
    trial = Trial(baseline, files, database)
    wanted = {one.name: one for folder in mutants.FOLDERS for one in mutants.sample(folder)[0]}
    for number, name in enumerate(JOB["mutants"], 1):
        if not number % 10:
            tell(f"{number} of {len(JOB['mutants'])}")
        if not _killed_by_now(name):
            began = time.monotonic()
            answer = trial.of(wanted[name]) | {"seconds": round(time.monotonic() - began, 1)}
            with Path(JOB["results"]).open("a") as results:
                results.write(json.dumps({"name": name} | answer) + "\n")
    return True


def _killed_by_now(name: str) -> bool:
    """Also by another process, which runs other tests."""
    file = Path(JOB["results"])
    rows = map(json.loads, file.read_text("utf-8").splitlines()) if file.exists() else ()
    return any(row["name"] == name and row["ended"] == "killed" for row in rows)
