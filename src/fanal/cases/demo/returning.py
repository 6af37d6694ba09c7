"""Twelve women of an invented operation of this month: the journeys of today are theirs."""

from datetime import date, timedelta

from fanal.cases.actions.cases import open_case
from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.entries import add_entry
from fanal.cases.actions.operations import add_to_operation, open_operation
from fanal.cases.actions.stages import move
from fanal.cases.demo.work import DemoCaseWriter, out_of_danger
from fanal.cases.models import Case, Operation
from fanal.core.casework.stages import CaseStage
from fanal.core.roles import Role
from fanal.keys.demo import Cast
from fanal.people.actions.persons import create_person
from fanal.people.models import Person

NAMES = (
    "ວິໄລ ສີຫາລາດ",
    "ສຸດາ ພົນເສນາ",
    "ດາວັນ ແກ້ວບົວລາ",
    "ນາລີ ໄຊຍະສານ",
    "ບຸນທອນ ຫຼວງລາດ",
    "ແສງຈັນ ຄຳວົງ",
    "ພອນທິບ ສີລິວົງ",
    "ມີນາ ບຸດສະດີ",
    "ຈິດຕະນາ ລາດຊະວົງ",
    "ວັນທອງ ແພງສີ",
    "ອິນທິລາ ຈັນເພັງ",
    "ຄຳຜຸຍ ໄຊສົງຄາມ",
)
WITH_NOI = 9  # the others are of Sokha: so each has a list that one can work through
WAY = (CaseStage.SCREENING, CaseStage.PRESUMED_VICTIM, CaseStage.ASSESSMENT, CaseStage.PLAN)


def play_returning(cast: Cast, today: date) -> None:
    """Open the operation, and a case for everyone found in it."""
    operation = open_operation(
        team=cast.bangkok,
        code_name="Silver Ferry",
        day=today - timedelta(days=27),
        place="Sungai Kolok",
        country="TH",
        by=cast.noi,
    )
    for number, name in enumerate(NAMES):
        _play_case(cast, operation, name, 19 + number % 5, with_noi=number < WITH_NOI)


def returning() -> list[Case]:
    """Their cases, those of Sokha last: the operations of 2011 are closed. The first four are at
    home, the others travel tonight.
    """
    cases = Case.objects.exclude(operation=None).exclude(closed=True).select_related("assignee")
    return sorted(
        cases.order_by("id"),
        key=lambda case: case.assignee is not None and case.assignee.role == Role.CASE_WORKER,
    )


def _play_case(cast: Cast, operation: Operation, name: str, age: int, *, with_noi: bool) -> None:
    day, ring = operation.day, cast.ring(cast.sokha)
    person = create_person(
        team=cast.bangkok,
        by=cast.sokha,
        ring=ring,
        on=day,
        names=[{"text": name, "language": "lo", "script": "Laoo"}],
        births=[{"source": "herself", "ages": (age, age)}],
    )
    add_to_operation(
        operation=operation,
        person=person,
        by=cast.noi,
        screened="yes",
        identified="yes",
        identified_by="ngo",
        under_age="no",
        after="shelter",
    )
    case = open_case(
        people=[person],
        team=cast.bangkok,
        by=cast.sokha,
        ring=ring,
        operation=operation,
        assignee=cast.noi if with_noi else cast.sokha,
        kinds=["forced_prostitution"],
        on=day,
    )
    _write_down(person, {"case": case, "by": cast.sokha, "ring": ring, "on": day})
    for step, stage in enumerate(WAY):
        on = day + timedelta(days=step)
        move(case=case, to=stage, by=cast.sokha, version=case.version, on=on)


def _write_down(person: Person, write: DemoCaseWriter) -> None:
    """Write down that she is out of danger, with her consent, and what she wants."""
    add_entry(kind="safety", answers={"danger_now": False, "can_leave": True}, **write)
    out_of_danger(
        person,
        write,
        write["on"] + timedelta(days=1),
        "She sleeps at our shelter.",
        with_whom="ours",
        with_name="our shelter",
    )
    record_consent(person=person, purpose="care", answer="given", **write)
    rules = {"when": "any time, at the shelter", "may_answer": "the shelter"}
    add_entry(kind="contact", answers=rules, **write)
    goal = {"words": "I want to go home with the others.", "domain": "family"}
    add_entry(kind="goal", answers=goal, **write)
