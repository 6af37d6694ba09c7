"""What the code never does, looked for in all of it: calls outside, evaluates, guesses, builds patterns."""

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.source import tree_of

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "fanal"
CODE = sorted(SOURCE.rglob("*.py"))
SCRIPTS = sorted((SOURCE / "web" / "static" / "web" / "js").glob("*.js"))
ASK_OTHERS = {
    "aiohttp", "ftplib", "http.client", "httpx", "poplib", "requests", "smtplib", "telnetlib",
    "urllib.request", "urllib3", "websocket", "xmlrpc",
}  # fmt: skip
# A socket is listened on by the server, which first looks whether it is free, handed over by a worker,
# and looked for by the demonstration; nobody is called by it.
SOCKETS = {
    "commands/demo.py", "commands/listening.py", "commands/onboarding.py",
    "commands/sign_in_worker.py", "commands/workers.py",
}  # fmt: skip
# Between a worker and the process that it began itself.
PICKLES = {"figures/worker.py"}
# By what no secret is made: when a worker ends, and simulations that are to come out the same again.
RANDOM = {"commands/workers.py", "core/private_linkage/meeting.py"}
EVALUATE = {"eval", "exec", "compile", "__import__"}
OF_OURS = {"form", "NoAnswer"}  # of FORMS (core.law.citations), and the values of an enum
PATTERNS = {
    "compile",
    "match",
    "fullmatch",
    "search",
    "sub",
    "subn",
    "split",
    "findall",
    "finditer",
}


@cache
def all_nodes():
    return [
        (path.relative_to(SOURCE).as_posix(), one)
        for path in CODE
        for one in ast.walk(tree_of(path))
        if isinstance(one, ast.Call | ast.Attribute | ast.Import | ast.ImportFrom)
    ]


def nodes(*kinds):
    return [(place, one) for place, one in all_nodes() if isinstance(one, kinds)]


@pytest.fixture(scope="module")
def imports():
    """(file, name of what is imported), of every module and of what is taken from it."""
    found = set()
    for place, node in nodes(ast.Import, ast.ImportFrom):
        module = getattr(node, "module", None)
        for name in node.names:
            found.add((place, f"{module}.{name.name}" if module else name.name))
            found.add((place, module or name.name))
    return found


@pytest.fixture(scope="module")
def calls():
    return nodes(ast.Call)


def importing(imports, names):
    return {place for place, one in imports if one in names or one.split(".")[0] in names}


@pytest.mark.asvs("V1.3.6", "V13.2.4")
def test_no_program_of_ours_asks_another_host(imports):
    assert importing(imports, ASK_OTHERS) == set()
    assert importing(imports, {"socket"}) == SOCKETS


@pytest.mark.asvs("V1.3.2", "V1.5.2")
def test_nothing_is_evaluated_and_no_object_is_made_of_what_was_brought(imports, calls):
    named = {
        (place, node.func.id)
        for place, node in calls
        if isinstance(node.func, ast.Name) and node.func.id in EVALUATE
    }
    assert named == set()
    assert importing(imports, {"pickle", "marshal", "shelve", "dill", "yaml"}) == PICKLES


@pytest.mark.asvs("V1.2.5")
def test_no_program_is_called_through_a_shell(calls):
    through = [
        (place, ast.unparse(node))
        for place, node in calls
        if (isinstance(node.func, ast.Attribute) and node.func.attr in {"system", "popen"})
        or any(
            keyword.arg == "shell" and isinstance(keyword.value, ast.Constant)
            for keyword in node.keywords
        )
    ]
    assert through == []


@pytest.mark.asvs("V1.2.9")
def test_no_pattern_is_built_of_what_was_typed(calls):
    """Constants, names of constants, and what `re.escape` gives."""
    built = [
        (place, ast.unparse(node.args[0]))
        for place, node in calls
        if isinstance(node.func, ast.Attribute)
        and name_of(node.func.value) == "re"
        and node.func.attr in PATTERNS
        and not is_fixed(node.args[0])
    ]
    assert built == []


def name_of(node):
    return node.id if isinstance(node, ast.Name) else ""


def is_fixed(node):
    if isinstance(node, ast.Call):
        return ast.unparse(node.func) == "re.escape" or (
            ast.unparse(node.func).endswith(".join") and all(map(is_fixed, node.args))
        )
    if isinstance(node, ast.GeneratorExp | ast.ListComp):
        return is_fixed(node.elt)
    if isinstance(node, ast.Name):
        return node.id.isupper() or node.id in OF_OURS
    if isinstance(node, ast.Attribute):
        return node.attr.isupper()
    parts = [one for one in ast.iter_child_nodes(node) if isinstance(one, ast.expr)]
    return all(map(is_fixed, parts))


@pytest.mark.asvs("V11.4.1", "V11.4.3")
def test_no_hash_that_is_broken_is_used(imports, calls):
    used = {node.attr for _place, node in nodes(ast.Attribute) if name_of(node.value) == "hashlib"}
    assert used == {"sha256", "blake2b"}
    assert not any(one.endswith((".MD5", ".SHA1")) for _place, one in imports)


@pytest.mark.asvs("V11.5.1")
def test_what_nobody_may_guess_comes_from_the_system(imports):
    by_seed = {place for place, one in imports if one == "random" or one.startswith("random.")}
    system = {place for place, one in imports if one == "random.SystemRandom"}
    assert {place for place in by_seed - system if "simulate" not in place} == RANDOM


@pytest.mark.asvs("V15.3.3")
def test_no_row_is_filled_from_a_request(imports, calls):
    assert {place for place, one in imports if one.split(".")[-1] == "ModelForm"} == set()
    whole = [
        (place, ast.unparse(node))
        for place, node in calls
        for keyword in node.keywords
        if keyword.arg is None
        and ast.unparse(keyword.value).startswith(("request.POST", "request.GET"))
    ]
    assert whole == []


@pytest.mark.asvs("V15.3.6")
@pytest.mark.parametrize(
    "word", ["eval(", "innerHTML", "__proto__", "document.write", "Object.assign"]
)
def test_no_script_of_ours_makes_markup_or_objects_of_what_was_typed(word):
    ours = [script for script in SCRIPTS if "htmx" not in script.name]
    assert ours
    assert [one.name for one in ours if word in one.read_text("utf-8")] == []
