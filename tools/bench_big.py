"""A house of 100,000 people and 20,000 cases, and what people wait for in it. One table.

python tools/bench_big.py [--people N] [--cases N] [--minutes N] [--rate N] [--house DIR]
                          [--postgresql | --both] [--only-build]

The house is made through the application's own actions (`bench_house.py`), into a folder of its own
that is used again; a build that was stopped goes on. Each page is measured when the house has a
thousand people and when it is complete: what it costs grows with an exponent. Then
`fanal serve --workers 2` is driven over HTTP (`bench_load.py`).
"""

import argparse
import json
import math
import os
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / "tools"
sys.path[:0] = [str(ROOT), str(TOOLS)]
GOALS = {"case page": 150, "list": 150, "tasks": 150, "save a note": 100, "sign in": 1000}
EXPONENT, MEGABYTES = 0.15, 300
PATIENCE = 180
TRIES, CODE = 4, 30  # seconds that a code is good for
DEFAULT = ROOT / "var" / "bench-big"


def environment(var: Path) -> dict:
    kept = ("PATH", "HOME", "DATABASE_URL")
    env = {name: os.environ[name] for name in kept if name in os.environ}
    paths = [str(ROOT), *(os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    env |= {"FANAL_VAR": str(var), "FANAL_CONFIG": "", "PYTHONPATH": os.pathsep.join(paths)}
    return env | {"LANGUAGE": "en"}


def house(env: dict, *words: object) -> str:
    command = [sys.executable, TOOLS / "bench_house.py", *map(str, words)]
    building = words[0] == "build"
    done = subprocess.run(command, env=env, stdout=None if building else subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(done.returncode)
    return done.stdout or ""


def built(env: dict, var: Path, people: int, cases: int) -> tuple[dict, dict]:
    """What the pages cost at a thousand people (or a tenth) and at all; kept in the folder."""
    small = min(1000, people // 10) if people < 10_000 else 1000
    first = var / "pages.json"
    if not first.exists():
        house(env, "build", small, max(1, small * cases // people))
        first.write_text(house(env, "pages"))
    house(env, "build", people, cases)
    return json.loads(first.read_text()), json.loads(house(env, "pages"))


def serve(env: dict, var: Path) -> tuple[subprocess.Popen, Path]:
    from tests.commands.over_http import Browser

    at, log = var / "fanal.socket", (var / "server.log").open("w")
    at.unlink(missing_ok=True)
    command = [sys.executable, "-m", "fanal.cli", "serve", "--workers", "2", "--bind", f"unix:{at}"]
    server = subprocess.Popen(command, env=env, stderr=log, stdout=log, start_new_session=True)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            if Browser(at).get("/help/")[0] == 200:
                return server, at
        except OSError:
            time.sleep(0.2)
    sys.exit(f"the server does not start: see {var}/server.log")


def driven(env: dict, var: Path, rate: float, minutes: float) -> dict:
    from bench_load import Colleague, Memory, children, cpu_of, drive

    told = json.loads(house(env, "cases"))
    server, at = serve(env, var)
    try:
        staff = [Colleague(one, at) for one in told if one["cases"] and one["people"]]
        staff += [Colleague(lead_with(one, told), at) for one in told if one["lead"]]
        wrong = [problem for one in staff if (problem := came_in(one))]
        if wrong:
            sys.exit(f"not everybody came in: {wrong[:3]}")
        memory, cpu = Memory(server.pid), cpu_of([server.pid, *children(server.pid)])
        memory.start()
        began = time.monotonic()
        seen = drive(staff, rate, minutes * 60)
        took = time.monotonic() - began
        memory.over.set()
        cpu = cpu_of([server.pid, *children(server.pid)]) - cpu
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(60)
    return {
        "times": seen.times,
        "errors": dict(seen.errors),
        "dropped": seen.dropped,
        "cpu": cpu,
        "memory": sorted(memory.most.values()),
        "seconds": took,
    }


def came_in(one) -> str:
    """Signed in before anything is measured. On a busy machine a code can run out on its way: then
    with the next one. What went wrong at last."""
    for _try in range(TRIES):
        if not (wrong := one.sign_in()):
            return ""
        time.sleep(CODE - time.time() % CODE)
    return wrong


def lead_with(one: dict, told: list[dict]) -> dict:
    """A lead opens the cases of everybody."""
    return one | {
        name: [id for some in told for id in some[name][:3]] for name in ("cases", "people")
    }


# ── The table ────────────────────────────────────────────────────────────────
def table(kind: str, small: dict, whole: dict, load: dict, spent: float) -> str:
    people, before = whole["people"], small["people"]
    a_person = whole["megabytes"] * 1000 / max(1, people)
    rate = people / spent if spent else math.nan
    lines = [
        f"## {kind}, {people:,} people",
        f"Made with {rate:.0f} people a CPU second (goal 100), {a_person:.1f} kB a person (goal 10).",
        "",
        "| page | p50 ms | p95 ms | goal | requests |"
        f" CPU ms at {before:,} | at {people:,} | exponent (goal {EXPONENT}) | kB |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    names = [
        *load.get("times", {}),
        *(one for one in whole["pages"] if one not in load.get("times", {})),
    ]
    lines += [row(name, small, whole, load) for name in names]
    return "\n".join([*lines, "", *summed(load)])


def row(name: str, small: dict, whole: dict, load: dict) -> str:
    times = sorted(one * 1000 for one in load.get("times", {}).get(name, ()))
    half, most = (
        (f"{statistics.median(times):.0f}", f"{at(times, 0.95):.0f}") if times else ("", "")
    )
    cells = [name, half, most, str(GOALS.get(name, "")), str(len(times) or "")]
    if name in whole["pages"] and name in small["pages"]:
        now, then = whole["pages"][name], small["pages"][name]
        grown = math.log(now[0] / then[0]) / math.log(whole["people"] / small["people"])
        cells += [f"{then[0]:.0f}", f"{now[0]:.0f}", f"{grown:.2f}", str(now[2])]
    else:
        cells += [""] * 4
    return f"| {' | '.join(cells)} |"


def at(times: list[float], share: float) -> float:
    return times[min(len(times) - 1, int(len(times) * share))]


def summed(load: dict) -> list[str]:
    if not load:
        return []
    number = sum(map(len, load["times"].values())) + sum(load["errors"].values())
    wrong = ", ".join(f"{n} × {what}" for what, n in sorted(load["errors"].items())) or "none"
    return [
        f"{number} requests in {load['seconds']:.0f} s, {load['cpu'] * 1000 / max(1, number):.0f} ms"
        f" of CPU each, {load['dropped']} dropped. Errors: {wrong}.",
        f"Memory of the workers at most {', '.join(map(str, load['memory'][-4:]))} MB"
        f" (goal {MEGABYTES}).",
    ]


def run(options: argparse.Namespace, kind: str) -> None:
    var = (options.house or DEFAULT) / kind.lower() / f"{options.people}-{options.cases}"
    var.mkdir(mode=0o700, parents=True, exist_ok=True)
    env = environment(var)
    if "DATABASE_URL" in env:
        new_database(env["DATABASE_URL"])
    small, whole = built(env, var, options.people, options.cases)
    spent = json.loads((var / "bench.json").read_text())["cpu"]
    load = {} if options.only_build else driven(env, var, options.rate, options.minutes)
    told = table(kind, small, whole, load, spent)
    (var / "table.md").write_text(told + "\n")
    print(told, flush=True)


def new_database(url: str) -> None:
    import psycopg

    with psycopg.connect(url.replace("/fanal?", "/postgres?"), autocommit=True) as connection:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = 'fanal'").fetchone()
        if not there:
            connection.execute("CREATE DATABASE fanal")


def beside_postgres(words: list[str], home: Path) -> int:
    """With a PostgreSQL whose data stay in the folder, so that a build goes on."""
    command = [sys.executable, TOOLS / "with_postgres.py", "--keep", str(home), sys.executable]
    return subprocess.run([*command, __file__, *words]).returncode


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--rate", type=float, default=20.0)
    parser.add_argument("--house", type=Path)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--both", action="store_true")
    parser.add_argument("--only-build", action="store_true")
    options = parser.parse_args()
    on_postgres = "DATABASE_URL" in os.environ
    if not on_postgres and not options.postgresql:
        run(options, "SQLite")
    if on_postgres:
        run(options, "PostgreSQL")
    elif options.postgresql or options.both:
        words = [one for one in sys.argv[1:] if one not in ("--postgresql", "--both")]
        home = (options.house or DEFAULT) / "postgresql" / f"{options.people}-{options.cases}.data"
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        return beside_postgres(words, home)
    return 0


if __name__ == "__main__":
    sys.exit(main())
