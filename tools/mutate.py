"""Mutation testing of what decides who reads what: sealing, keys, accounts, authority, every access.py.

python tools/mutate.py                     two processes, about an hour; docs/mutation.md is written anew
python tools/mutate.py --survivors         again those that no test noticed, by every test that reaches them
python tools/mutate.py --only keys/trust   those of one module, and what became of each; no page is written
python tools/mutate.py --report            only the page, from the results that are kept in var/mutation

A mutant is one small change to the source (tools/mutants.py), and is killed when a test fails by it
(tools/mutation_run.py). The sample is drawn by a digest of the mutant: the same each time, until the line
changes. Why a survivor may live is written in tools/survivors.json, by its name.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import Counter

import mutants

HOME = mutants.HOME
KEPT = HOME / "var" / "mutation"
RESULTS = KEPT / "results.jsonl"
REASONS = HOME / "tools" / "survivors.json"
PAGE = HOME / "docs" / "mutation.md"
# Processes beside each other: what each one mutates, and the tests that it begins with. What starts
# programs of its own reads the source from the disk, where nothing is changed.
JOBS = (
    (("core/sealing",), ("core/sealing",)),
    (("keys", "accounts", "authority"), ("keys", "accounts", "audit", "decisions", "people", "web",
        "commands/test_mails.py", "commands/test_recovering.py", *(f"security/test_{one}.py" for one in (
        "authority_certifying", "authority_each_request", "authority_f1", "authority_f1b",
        "authority_factors", "authority_rules", "authority_tables", "authority_upgrade", "ledger_rules",
        "moved_values", "threat_model", "what_is_over", "what_the_journal_knows",
        "who_is_let_in")))),
    (("access",), ("accounts", "audit", "cases", "decisions", "identification", "intake", "journeys",
                   "partners", "people", "matching", "security/test_who_is_asked.py", "sharing")),
)  # fmt: skip
ALL = tuple(sorted({one for _, tests in JOBS for one in tests}))


def main() -> int:
    wanted = _arguments()
    KEPT.mkdir(parents=True, exist_ok=True)
    if wanted.anew:
        RESULTS.unlink(missing_ok=True)
    known = results()
    if not wanted.report:
        running = []
        for number, (folders, tests) in enumerate(JOBS, 1):
            if wanted.job and number not in wanted.job:
                continue
            todo = [one for folder in folders for one in mutants.sample(folder)[0]]
            todo.sort(key=mutants.Mutant.drawn)  # wherever it is stopped, each folder has its part
            if wanted.survivors:
                todo = [one for one in todo if known.get(one.name, {}).get("ended") != "killed"]
                tests = ALL
            else:
                todo = [one for one in todo if one.name not in known]
            if wanted.only:
                todo = [one for one in todo if wanted.only in one.name]
            if todo:
                running.append(_started(number, todo, wanted.tests or tests, wanted.seconds))
        for one in running:
            one.wait()
    # The page would lose what it says of all others, unless their results are kept here.
    if wanted.only:
        for one in results().values():
            if wanted.only in one["name"]:
                print(f"{one['ended']}: {one['name']}")
        return 0
    PAGE.write_text(page(results()), "utf-8")
    print(PAGE.relative_to(HOME))
    return 0


def _arguments() -> argparse.Namespace:
    said = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    said.add_argument("--survivors", action="store_true", help="again those that lived")
    said.add_argument("--anew", action="store_true", help="also those whose result is kept")
    said.add_argument("--report", action="store_true", help="only write the page")
    said.add_argument("--job", type=int, nargs="*", help="of the three processes these")
    said.add_argument("--only", help="mutants whose name contains this")
    said.add_argument("--tests", nargs="*", help="folders or files below tests/")
    said.add_argument("--seconds", type=float, default=4, help="of tests for each mutant")
    return said.parse_args()


def _started(
    number: int, todo: list[mutants.Mutant], tests: list[str], seconds: float
) -> subprocess.Popen:
    files = sorted({str(mutants.SOURCE / one.where) for one in todo})
    job = KEPT / f"job-{number}-{os.getpid()}.json"
    asked = {
        "files": files,
        "mutants": [one.name for one in todo],
        "seconds": seconds,
        "kept": str(job.with_suffix(".sqlite3")),
        "log": str(KEPT / f"job-{number}.log"),
        "results": str(RESULTS),
    }
    job.write_text(json.dumps(asked))
    house = {"FANAL_MUTATION": str(job), "PYTHONHASHSEED": "0"}
    # A fork has no threads but its own: those of a library of numbers would be waited for in vain.
    house |= dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "NUMBA_NUM_THREADS"), "1")
    house["PYTHONPATH"] = os.pathsep.join([str(HOME / "src"), str(HOME / "tools"), str(HOME)])
    command = [sys.executable, "-m", "pytest", "-q", "-s", "-n", "0", "-p", "mutation_run"]
    command += ["--hypothesis-profile=mutation", "-m", "not bench and not browser"]
    command += [f"tests/{one}" for one in tests]
    with (KEPT / f"job-{number}.out").open("w") as out:
        return subprocess.Popen(
            command, cwd=HOME, env={**os.environ, **house}, stdout=out, stderr=out
        )


def results() -> dict[str, dict]:
    """By the name of the mutant; a later one takes the place of an earlier one, unless the tests of
    the later run did not even reach it."""
    found: dict[str, dict] = {}
    rows = RESULTS.read_text("utf-8").splitlines() if RESULTS.exists() else []
    for one in map(json.loads, rows):
        if one["name"] not in found or one["ended"] not in UNREACHED:
            found[one["name"]] = one
    return found


def page(known: dict[str, dict]) -> str:
    said, survivors, whole = [], [], Counter()
    reasons = json.loads(REASONS.read_text("utf-8")) if REASONS.exists() else {}
    for folder in mutants.FOLDERS:
        sample, made = mutants.sample(folder)
        tried = [known[one.name] for one in sample if one.name in known]
        ended = Counter(one["ended"] for one in tried) + Counter(made=made, tried=len(tried))
        ended["the same"] = sum(_is_the_same(one, reasons) for one in tried)
        said.append(_row(folder, ended))
        whole += ended
        survivors += [one for one in tried if one["ended"] != "killed"]
    said.append(_row("**all**", whole))
    listed = "".join(_survivor(survivor, reasons) for survivor in survivors)
    about = reasons.get("about this run", "")
    return HEAD + "\n".join(said) + f"\n\n{about}" + MIDDLE + _by_module(known) + TAIL + listed


def _is_the_same(one: dict, reasons: dict[str, str]) -> bool:
    """A survivor that does what the source does: no test can notice it."""
    return one["ended"] != "killed" and reasons.get(one["name"], "").startswith(THE_SAME)


def _row(folder: str, ended: Counter) -> str:
    tried, killed, same = ended["tried"], ended["killed"], ended["the same"]
    share, score, others = (
        f"{100 * part / whole:.0f} %" if whole else "–"
        for part, whole in ((tried, ended["made"]), (killed, tried), (killed, tried - same))
    )
    return f"| {folder} | {ended['made']} | {tried} | {share} | {killed} | {score} | {same} | {others} |"


def _by_module(known: dict[str, dict]) -> str:
    tried, killed = Counter(), Counter()
    for folder in mutants.FOLDERS:
        for one in mutants.sample(folder)[0]:
            if one.name in known:
                tried[one.where] += 1
                killed[one.where] += known[one.name]["ended"] == "killed"
    return "\n".join(f"| `{one}` | {killed[one]} of {tried[one]} |" for one in sorted(tried))


def _survivor(one: dict, reasons: dict[str, str]) -> str:
    where, _, change = one["name"].partition(": ")
    why = reasons.get(one["name"]) or UNREACHED.get(one["ended"], "not looked at yet")
    return f"- `{where}`: {change}. *{why}*\n"


THE_SAME = "the same:"  # how the reason of such a survivor begins
UNREACHED = {"no test reaches it": "reached by none of the tests that took part"}
HEAD = """# Would a test notice? Mutation testing

Made by `make mutation` (`tools/mutate.py`). Each mutant is one small change to the source: another comparison,
`or` for `and`, a condition or a filter left out, a number one higher, a word changed, nothing returned, a
statement left out. It is killed when a test fails, ends or hangs by it. A share of all mutants is drawn by a
digest of each, the same every time; two of each file at least.

Not tried: what a class or a decorator says where it is written (`@asked_again`, the fields of a model or a
form), default arguments, lists of more than eight words, `models.py`, `urls.py`, `apps.py`, `words.py`,
`demo.py`, sentences that people read.
A mutant meets the tests that bear on its module (`tools/bearing.py`) and what else reaches its line, for a
few seconds. Tests that start a server, a browser or a command of their own take no part, so the figures are
lower than what the whole suite notices.

“Equivalent”: survivors that do what the source does, so that no test can notice them; below, the reason of
each begins with “the same”. The score counts them as survivors; the last column leaves them out.

| folder | mutants | tried | share | killed | score | equivalent | score without these |
|---|---|---|---|---|---|---|---|
"""
MIDDLE = "\n\n## Each module\n| module | killed |\n|---|---|\n"
TAIL = "\n\n## Survivors\nWhat no test noticed, and why it may stay.\n\n"


if __name__ == "__main__":
    sys.exit(main())
