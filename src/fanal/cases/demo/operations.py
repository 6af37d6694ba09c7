"""Two operations as they were published, with invented people.

16 September 2011, Sattahip: 17 found, 4 identified of whom 3 under eighteen, 13 charged or
deported (Alliance Anti-Trafic newsletter no. 2). 14 December 2011, Sungai Kolok: 41 rescued, 20
identified, 7 under eighteen, with passports that said older than the census (Flash News 7). What
became of the other 21 was not published. Their cases are closed: a day at work is about today.
"""

import csv
from datetime import date, timedelta
from importlib.resources import files

from fanal.cases.actions.cases import open_case
from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.entries import add_entry
from fanal.cases.actions.operations import add_to_operation, open_operation
from fanal.cases.actions.stages import agree_closure, ask_closure, move
from fanal.cases.demo.work import DemoCaseWriter, out_of_danger
from fanal.cases.models import Case, Operation
from fanal.core.calendars import read_text
from fanal.core.casework.closure import ClosureReason
from fanal.core.casework.stages import CaseStage
from fanal.keys.demo import Cast
from fanal.keys.ring import Ring
from fanal.people.actions.persons import create_person
from fanal.people.models import Person
from fanal.web.typing import Answers
from scriptnames import script_of

OPERATIONS = {
    "september": ("Quiet Harbour", date(2011, 9, 16), "Sattahip", "TH"),
    "december": ("Long River", date(2011, 12, 14), "Sungai Kolok", "TH"),
}
WAY = (
    CaseStage.IMMEDIATE_SAFETY,
    CaseStage.PRESUMED_VICTIM,
    CaseStage.IDENTIFICATION,
    CaseStage.ASSESSMENT,
    CaseStage.PLAN,
    CaseStage.IMPLEMENTATION,
)


def play_operations(cast: Cast) -> None:
    """Open both operations, everyone found in them, and a case for everyone identified."""
    operations = {
        key: open_operation(
            team=cast.bangkok, code_name=name, day=day, place=place, country=country, by=cast.noi
        )
        for key, (name, day, place, country) in OPERATIONS.items()
    }
    ring = cast.ring(cast.sokha)
    for row in rows():
        _play_row(cast, ring, operations[row["operation"]], row)


def rows() -> list[dict[str, str]]:
    """Everyone found: operation, names, births by source, what was decided, what followed."""
    text = files("fanal.cases.demo").joinpath("operations.tsv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t"))


def _play_row(cast: Cast, ring: Ring, operation: Operation, row: dict[str, str]) -> None:
    person = create_person(
        team=cast.bangkok,
        by=cast.sokha,
        ring=ring,
        names=_names(row),
        births=_births(row),
        on=operation.day,
    )
    identified = bool(row["identified_by"])
    add_to_operation(
        operation=operation,
        person=person,
        by=cast.noi,
        screened=row["screened"],
        identified="yes" if identified else "no" if row["after"] != "not_known" else "not_known",
        identified_by=row["identified_by"],
        under_age=_under_age(row, operation) if identified else "not_known",
        after=row["after"],
    )
    if identified:
        _play_case(cast, ring, operation, person)


def _names(row: dict[str, str]) -> list[dict[str, str]]:
    native, latin, language = row["native"], row["latin"], row["language"]
    as_written = {"text": native, "language": language, "script": script_of(native) or ""}
    return [
        as_written,
        {"text": latin, "kind": "in_a_document", "script": "Latn", "language": language},
    ]


def _births(row: dict[str, str]) -> list[Answers]:
    return [
        {"source": source, "born": read_text(row[source]).date}
        for source in ("census", "passport")
        if row[source]
    ]


def _under_age(row: dict[str, str], operation: Operation) -> str:
    """Return "yes" or "no", as identified at the time: by the census."""
    born = read_text(row["census"]).date.interval.latest
    birthday = date(born.year + 18, born.month, born.day)
    return "yes" if birthday > operation.day else "no"


def _play_case(cast: Cast, ring: Ring, operation: Operation, person: Person) -> None:
    day = operation.day
    case = open_case(
        people=[person],
        team=cast.bangkok,
        by=cast.sokha,
        ring=ring,
        kinds=["forced_prostitution"],
        operation=operation,
        on=day,
    )
    write: DemoCaseWriter = {"case": case, "by": cast.sokha, "ring": ring, "on": day}
    add_entry(kind="safety", answers={"danger_now": False, "can_leave": True}, **write)
    out_of_danger(
        person,
        write,
        day + timedelta(days=1),
        "She sleeps at the shelter.",
        with_whom="partner",
        with_name="the shelter of the ministry",
    )
    record_consent(person=person, purpose="care", answer="given", **write)
    add_entry(
        kind="goal", answers={"words": "I want to go home safely.", "domain": "safety"}, **write
    )
    _walk(case, cast, day)
    _close(case, cast, day + timedelta(days=200))


def _walk(case: Case, cast: Cast, day: date) -> None:
    for step, stage in enumerate(WAY):
        on = day + timedelta(days=step)
        move(case=case, to=stage, by=cast.sokha, version=case.version, on=on)


def _close(case: Case, cast: Cast, day: date) -> None:
    """Close the case: one asked, and the lead agreed two days later."""
    closure = ask_closure(
        case=case,
        reason=ClosureReason.RETURNED_AND_RECEIVED,
        by=cast.sokha,
        on=day,
        ring=cast.ring(cast.sokha),
        words="At home since spring, visited three times. She does not want to be called again.",
    )
    agree_closure(
        closure=closure, **cast.acting(cast.noi), version=case.version, on=day + timedelta(days=2)
    )
