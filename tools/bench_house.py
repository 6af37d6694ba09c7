"""The house of `tools/bench_big.py`: as many people and cases as were asked for, made through the
application's own actions, and what each page of it costs. Each is a process.

python tools/bench_house.py build PEOPLE CASES     goes on where an earlier one was stopped
python tools/bench_house.py pages                  what a page costs now, as JSON
python tools/bench_house.py cases                  what each of the staff works on, as JSON
python tools/bench_house.py operations             what the timer, the checks and a colleague who
                                                   leaves cost, in a copy of the house (SQLite)

Nothing is written past the actions, so the house is one that people could have made. Made for the
bench alone, its keys lie in `bench.json`.
"""

import json
import os
import random
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "libraries" / "scriptnames" / "tests")]

from bench_staff import at_work_of, in_order, missing, share_out  # noqa: E402  # beside this file

from fanal.commands import django_setup  # noqa: E402  # after the path

TOLD = Path(os.environ["FANAL_VAR"]) / "bench.json"
A_BATCH = 50  # people a transaction, as an import would
CLOSED_OF_TEN = 3
UNHELD_OF = 50  # one in so many is with nobody: red on the board
PAGES_OF = 7  # looks at each page
CASES_OF = 50  # of each colleague the driver opens so many


def build(people: int, cases: int) -> None:
    """Whatever is not there yet. What it cost is added up in `bench.json`."""
    told = begun(cases)
    from tests.cast import Cast

    from fanal.people.models import Person

    cast = Cast()
    share_out(told["staff"], by=cast.noi)  # of a house that had fewer cases, or fewer workers
    staff = [one for one in told["staff"] if not one["lead"]]
    done, cpu, start = Person.objects.count(), time.process_time(), time.monotonic()
    while done < people:
        begin = time.process_time()
        some = min(A_BATCH, people - done)
        batch(cast, staff, done, some, cases / people)
        told["cpu"] += time.process_time() - begin
        done += some
        if done % 1000 < A_BATCH:
            TOLD.write_text(json.dumps(told))
            spent = time.process_time() - cpu
            print(f"{done} people, {spent:.0f} CPU s, {time.monotonic() - start:.0f} s", flush=True)
    TOLD.write_text(json.dumps(told | {"people": done}))


def begun(cases: int) -> dict:
    """The cast, the staff that so many cases need, and their keys: each made once."""
    os.umask(0o077)
    there = TOLD.exists()
    django_setup.ready(make_keys=not there)
    django_setup.migrate()
    from django.db import transaction
    from tests.cast import Cast

    told = json.loads(TOLD.read_text()) if there else {"staff": [], "cpu": 0.0}
    cast = Cast() if there else cast_made()
    with transaction.atomic():
        for lead in missing(told["staff"], cases):
            told["staff"].append(colleague(cast, len(told["staff"]), lead))
    told["staff"] = in_order(told["staff"])
    TOLD.write_text(json.dumps(told))
    return told


def cast_made():
    from django.conf import settings
    from tests.cast import Cast

    from fanal.core.sealing.passphrases import Cost

    full, settings.PASSPHRASE_COST = settings.PASSPHRASE_COST, Cost(passes=1, memory=64)
    cast = Cast.make()
    settings.PASSPHRASE_COST = full  # whoever signs in over HTTP does so at its real price
    return cast


def colleague(cast, number: int, lead: bool) -> dict:
    """A case worker or a lead, with all that it takes to come in as she."""
    from allauth.mfa.totp.internal import auth as totp
    from tests.cast import PASSPHRASE

    from fanal.core.roles import Role

    role = Role.TEAM_LEAD if lead else Role.CASE_WORKER
    user = cast.join(f"bench{number}", f"Colleague {number}", role, "Bangkok")
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    private = cast.private[user.pk][1].to_bytes().hex()
    return {
        "email": user.email,
        "passphrase": PASSPHRASE,
        "totp": secret,
        "lead": lead,
        "private": private,
    }


def batch(cast, staff: list[dict], done: int, count: int, share: float) -> None:
    """The people from `done` on, in one transaction; every so many with a case."""
    from django.db import transaction

    chance = random.Random(done)
    worker, ring = opened(cast, staff[done // A_BATCH % len(staff)])
    with transaction.atomic():
        for number in range(done, done + count):
            made = person(cast, worker, ring, number)
            if int((number + 1) * share) > int(number * share):
                case(cast, worker, ring, made, chance)


def opened(cast, told: dict):
    """Somebody of the staff with a fresh ring."""
    from fanal.accounts.models import User
    from fanal.core.sealing.pairs import PrivateKeys
    from fanal.keys.models import UserKeys
    from fanal.keys.ring import Ring

    user = User.objects.get(email=told["email"])
    pair = UserKeys.objects.get(user=user, retired=None)
    return user, Ring(pair, PrivateKeys.from_bytes(bytes.fromhex(told["private"])))


def person(cast, worker, ring, number: int):
    """Named in one of six scripts, with a nickname, a birth and details."""
    from made_population import people as population

    from fanal.core.calendars import PartialDate
    from fanal.people.actions.persons import create_person

    one = population(1, seed=number)[0]
    return create_person(
        team=cast.bangkok,
        by=worker,
        ring=ring,
        names=[{"text": one.name}, {"text": one.name.split()[-1], "kind": "nickname"}],
        births=[{"source": "herself", "born": PartialDate(one.birth.span.earliest.year)}],
        answers={"origin": one.place, "gender": "woman", "citizenship": "Laos"},
    )


def case(cast, worker, ring, made, chance: random.Random) -> None:
    """Safety, consent, contact, need, goal, notes, tasks, moves; three of ten are closed again."""
    from django.utils import timezone

    from fanal.cases.actions.cases import open_case
    from fanal.cases.actions.consents import record_consent
    from fanal.cases.actions.entries import add_entry, add_note
    from fanal.cases.actions.states import record_sign, say_in_danger

    today = timezone.localdate()
    on = today - timedelta(days=chance.randrange(1, 400))
    new = open_case(people=[made], team=cast.bangkok, by=worker, ring=ring, on=on)
    sealed = {"case": new, "by": worker, "ring": ring}
    add_entry(kind="safety", answers={"danger_now": False}, on=on, **sealed)
    record_consent(person=made, purpose="care", answer="given", on=on, **sealed)
    rules = {"when": "after 20:00", "code_word": "mango", "may_answer": "only herself"}
    add_entry(kind="contact", answers=rules, on=on, **sealed)
    need = {"domain": "safety", "words": "A place where nobody asks.", "urgency": "today"}
    add_entry(kind="need", answers=need, on=on, **sealed)
    add_entry(kind="goal", answers={"words": "To go home."}, on=on, **sealed)
    for _ in range(chance.randrange(1, 7)):
        written = on + timedelta(days=chance.randrange((today - on).days + 1))
        add_note(text=f"She called. {'All is well. ' * 12}", on=written, **sealed)
    whose = "nobody" if chance.randrange(UNHELD_OF) == 0 else "family"
    record_sign(person=made, sign="seen", said_at=None, with_whom=whose, **sealed)
    if chance.randrange(40) == 0:
        say_in_danger(person=made, said_by="mother", said_at=None, **sealed)
    elif chance.randrange(10) < CLOSED_OF_TEN:
        close(cast, new, worker, ring)
        return
    plan(new, worker, chance, today)


def plan(new, worker, chance: random.Random, today) -> None:
    """Some moves on, and up to two tasks."""
    from fanal.cases.actions.stages import move
    from fanal.cases.actions.tasks import add_task
    from fanal.core.casework.stages import CaseStage

    for stage in list(CaseStage)[1 : 1 + chance.randrange(3)]:
        move(case=new, to=stage, by=worker, version=new.version)
    for number in range(chance.randrange(3)):
        due = today + timedelta(days=chance.randrange(-3, 60))
        add_task(case=new, title=f"call {number}", due=due, by=worker)


def close(cast, new, worker, ring) -> None:
    from fanal.cases.actions.stages import agree_closure, ask_closure
    from fanal.core.casework.closure import ClosureReason

    asked = ask_closure(
        case=new, reason=ClosureReason.GOALS_REACHED, words="she is well", by=worker, ring=ring
    )
    agree_closure(closure=asked, by=cast.noi, ring=ring, version=new.version)


# ── What a page costs ────────────────────────────────────────────────────────
def pages() -> None:
    """By page: CPU and wall ms (the least of some looks), kB."""
    django_setup.ready()
    from tests.cast import Cast

    from fanal.people.models import Person

    cast, told = Cast(), json.loads(TOLD.read_text())
    people = Person.objects.count()
    worker = browser(cast, told["staff"][0])
    lead = browser(cast, told["staff"][-1])
    costs = {name: cost(worker, address) for name, address in addresses(told).items()}
    costs |= {f"{name}, a lead": cost(lead, at) for name, at in OF_A_LEAD.items()}
    print(json.dumps({"people": people, "pages": costs, "megabytes": size() / 1e6}))


def size() -> int:
    """Bytes of the database."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return (TOLD.parent / "fanal.sqlite3").stat().st_size
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return cursor.fetchone()[0]


def cases() -> None:
    """For the driver: some open cases of each of those at work, with a person of each, as JSON."""
    django_setup.ready()
    from tests.cast import Cast

    from fanal.cases.models import Case, CasePerson

    cast, told = Cast(), json.loads(TOLD.read_text())
    at_work = at_work_of(told["staff"])
    for one in at_work:
        mine = Case.objects.filter(assignee__email=one["email"], closed=False).order_by("id")
        ids = list(mine.values_list("id", flat=True)[:CASES_OF])
        people = CasePerson.objects.filter(case__in=ids).values_list("person", flat=True)
        one |= {"cases": [str(id) for id in ids], "people": [str(id) for id in people]}
        if one["lead"]:  # she would sign in with a passkey, which this driver has not
            one["cookies"] = {name: held.value for name, held in browser(cast, one).cookies.items()}
    print(json.dumps(at_work))


OF_A_LEAD = {
    "list": "/cases/?show=team",
    "list, last page": "/cases/?show=team&page=9999",
    "closed list": "/cases/?show=closed",
    "tasks": "/cases/tasks/?show=team",
    "board": "/journeys/",
    "today": "/cases/today/",
}


def addresses(told: dict) -> dict[str, str]:
    from fanal.cases.models import Case
    from fanal.people.models import Person

    mine = Case.objects.filter(assignee__email=told["staff"][0]["email"], closed=False)
    case = mine.order_by("id").first()
    who = Person.objects.filter(cases=case).first()
    return {
        "case page": f"/cases/{case.id}/",
        "new note": f"/cases/{case.id}/note/",
        "person": f"/people/{who.id}/",
        "list": "/cases/?show=mine",
        "tasks": "/cases/tasks/",
        "today": "/cases/today/",
    }


def browser(cast, told: dict):
    from django.conf import settings

    user, ring = opened(cast, told)
    cast.private[user.pk] = (ring.pair, ring.private)
    client = cast.client(user, HTTP_HOST="localhost", HTTP_X_FORWARDED_PROTO="https")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def cost(client, address: str) -> list[float]:
    """Of one page, as in `pages`."""
    first = client.get(address)
    if first.status_code != 200:
        sys.exit(f"{address} answers {first.status_code} {first.headers.get('Location', '')}")
    size = len(first.content) // 1024
    cpus, walls = [], []
    for _ in range(PAGES_OF):
        cpu, wall = time.process_time(), time.perf_counter()
        client.get(address)
        cpus.append(time.process_time() - cpu)
        walls.append(time.perf_counter() - wall)
    return [min(cpus) * 1000, min(walls) * 1000, size]


# ── What the timer, the checks and a removal cost ────────────────────────────
TICK = [sys.executable, "-m", "fanal.cli", "tick"]
COMMANDS = {
    "tick, the first of a day": ["tick"],
    "tick": ["tick"],
    "doctor": ["doctor"],
    "audit verify": ["audit", "verify"],
    "audit verify, what was added since": ["audit", "verify", "--since-last"],
}
RENEWED_S = 30  # of the new keys after the removal


def operations() -> None:
    """In a copy: one line each, seconds of a processor and on the clock, most memory."""
    with TemporaryDirectory(dir=TOLD.parent.parent) as folder:
        var = Path(folder)
        copied(var)
        asked = {**os.environ, "FANAL_VAR": str(var)}
        run(TICK, asked)  # what nobody did since the house was built
        subprocess.run([sys.executable, __file__, "yesterday"], env=asked, check=True)
        for name, words in COMMANDS.items():
            costs = run([sys.executable, "-m", "fanal.cli", *words], asked)
            print(f"{name}: {costs}", flush=True)
        for name in ("removal", "certified"):
            subprocess.run([sys.executable, __file__, name], env=asked, check=True)


def copied(var: Path) -> None:
    import shutil
    import sqlite3

    for one in TOLD.parent.iterdir():
        if one.is_dir():
            shutil.copytree(one, var / one.name)
        elif not one.name.startswith("fanal.sqlite3"):
            shutil.copy2(one, var)
    (var / "fanal.sqlite3").touch(mode=0o600)
    with sqlite3.connect(TOLD.parent / "fanal.sqlite3") as there:
        there.backup(sqlite3.connect(var / "fanal.sqlite3"))


def run(command: list[str], env: dict[str, str]) -> str:
    # As installed, with the bytecode that pip makes: where it is forbidden, each command would
    # compile a thousand modules first, which takes as long again as the start.
    env = {name: value for name, value in env.items() if name != "PYTHONDONTWRITEBYTECODE"}
    began = time.monotonic()
    process = subprocess.Popen(
        command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _pid, _status, spent = os.wait4(process.pid, 0)
    cpu, wall = spent.ru_utime + spent.ru_stime, time.monotonic() - began
    return f"{cpu:.1f} CPU s, {wall:.1f} s, {spent.ru_maxrss / 1000:.0f} MB"


def yesterday() -> None:
    """The last sweep was a day ago."""
    django_setup.ready()
    from fanal.web.models import LastSweep

    for row in LastSweep.objects.all():
        LastSweep.objects.filter(pk=row.pk).update(ended_at=row.ended_at - timedelta(days=1))


def removal() -> None:
    """One of the staff leaves: until nothing that is written opens with what she kept, and how
    fast all the rest gets new keys."""
    django_setup.ready()
    from tests.cast import Cast

    from fanal.accounts.actions import end_account
    from fanal.accounts.models import User
    from fanal.authority import genuine_rows
    from fanal.rotation import batches
    from fanal.rotation.queries import under_way

    genuine_rows.run()
    who = User.objects.get(email=json.loads(TOLD.read_text())["staff"][0]["email"])
    cpu, began = time.process_time(), time.monotonic()
    end_account(user=who, by=Cast().anan)
    print(f"removal: {time.process_time() - cpu:.1f} CPU s, {time.monotonic() - began:.1f} s")
    folders = sum(one.folders for one in under_way())
    cpu, began = time.process_time(), time.monotonic()
    done = batches.go_on(RENEWED_S)
    each, wall = (time.process_time() - cpu) / done, (time.monotonic() - began) / done
    print(f"new keys: {each * 1000:.1f} CPU ms a folder, {wall * folders:.0f} s of {folders}")


def certified() -> None:
    """Two people saw all that stands there, and certify it."""
    import resource

    django_setup.ready()
    from fanal.authority import certifying
    from fanal.commands import authority

    cpu, began = time.process_time(), time.monotonic()
    n = authority.certified([], certifying.state())
    cpu, wall = time.process_time() - cpu, time.monotonic() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(f"certified: {n} rows, {cpu:.1f} CPU s, {wall:.1f} s, {memory:.0f} MB")


PARTS = {
    "operations": operations,
    "yesterday": yesterday,
    "removal": removal,
    "certified": certified,
}

if __name__ == "__main__":
    if sys.argv[1] == "build":
        build(int(sys.argv[2]), int(sys.argv[3]))
    elif sys.argv[1] == "pages":
        from fanal.processes.call_stack import with_room

        with_room(pages)
    elif sys.argv[1] in PARTS:
        PARTS[sys.argv[1]]()
    else:
        cases()
