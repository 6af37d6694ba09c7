"""The case to look at first: a girl of sixteen is locked in, and her mother called last night."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from fanal.accounts.models import Team
from fanal.cases.actions.cases import open_case
from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.entries import add_entry, add_note, edit_entry
from fanal.cases.actions.stages import move
from fanal.cases.actions.tasks import add_task
from fanal.cases.demo.work import DemoCaseWriter
from fanal.cases.models import Case, CaseEntry
from fanal.core.casework.consent import ConsentPurpose, GivenBy
from fanal.core.casework.stages import CaseStage
from fanal.keys.demo import Cast
from fanal.people.actions.persons import create_person
from fanal.people.models import Person

NAME = "ມະນີຈັນ ສີວິໄລ"
STEPS = ("Hear her language and her words", "A bed for her", "The embassy's paper", "A bus home")


def play_danger(cast: Cast, today: date) -> None:
    """Everything her worker has written since the call."""
    before, ring = today - timedelta(days=1), cast.ring(cast.sokha)
    girl = create_person(
        team=cast.bangkok,
        by=cast.sokha,
        ring=ring,
        on=before,
        names=[{"text": NAME, "language": "lo", "script": "Laoo"}],
        births=[{"source": "family", "ages": (16, 16)}],
    )
    case = open_case(
        people=[girl],
        team=cast.bangkok,
        kinds=["forced_prostitution"],
        by=cast.sokha,
        ring=ring,
        on=before,
    )
    write: DemoCaseWriter = {"case": case, "by": cast.sokha, "ring": ring, "on": before}
    _play_state(girl, write)
    mother = _play_people(write)
    _play_consents(girl, mother, write)
    _play_goal(write)
    _play_today(cast, write, today)
    for stage in (CaseStage.SCREENING, CaseStage.IMMEDIATE_SAFETY):
        move(case=case, to=stage, by=cast.sokha, version=case.version, on=before)


def in_danger(team: Team) -> list[Case]:
    """Return the cases in danger, for what the apps above add to them."""
    cases = Case.objects.filter(team=team, closed=False, operation=None)
    return [case for case in cases if case.stage == CaseStage.IMMEDIATE_SAFETY]


def consent_of_mother(
    case: Case, person: Person, purpose: ConsentPurpose, partner: UUID | None, write: DemoCaseWriter
) -> None:
    """Let her mother answer for her; she herself agreed in a message: nobody can ask her yet."""
    mother = CaseEntry.objects.of_kinds([case.id], "around").first()
    record_consent(
        person=person,
        purpose=purpose,
        answer="given",
        partner=partner,
        giver=mother,
        given_by=GivenBy.PARENT_OR_CAREGIVER,
        answers={"assent": True},
        **write,
    )


def _play_state(girl: Person, write: DemoCaseWriter) -> None:
    spoken_at, heard = _at(write["on"], time(21, 40)), _at(write["on"], time(18, 5))
    add_entry(
        kind="sign",
        about=girl,
        **write,
        answers={"sign": "message", "said_at": heard, "who": "her mother", "words": "Come."},
    )
    answers = {
        "danger_now": True,
        "said_by": "mother",
        "said_at": spoken_at,
        "with_whom": "holder",
        "with_name": "the owner of the bar",
        "what_changed": "The door is locked from outside. A man waits in the evening.",
    }
    add_entry(kind="state", answers=answers, about=girl, **write)
    place = {"place": "Locked in a karaoke bar, Si Racha area", "who_knows": "her mother"}
    add_entry(kind="whereabouts", answers=place, about=girl, **write)


def _play_people(write: DemoCaseWriter) -> CaseEntry:
    rules = {
        "never": "Never call her own phone",
        "when": "18:00–20:00",
        "code_word": "the weaving shop",
        "may_answer": "her mother; not the uncle",
        "number": "+000 555 0143",
    }
    add_entry(kind="contact", answers=rules, **write)
    mother = {"name": "ນາງ ຄຳພູ", "relation": "mother", "safe": "safe", "close": False}
    uncle = {"name": "ທ້າວ ບຸນລ້ອມ", "relation": "relative", "safe": "danger", "close": True}
    entry = add_entry(kind="around", answers=mother, **write)
    add_entry(kind="around", answers=uncle, **write)
    return entry


def _play_consents(girl: Person, mother: CaseEntry, write: DemoCaseWriter) -> None:
    for purpose in (ConsentPurpose.CARE, ConsentPurpose.KEEP_FILE):
        consent_of_mother(write["case"], girl, purpose, None, write)
    answers = {"words": "Her cousin works there. Not them.", "language": "lo"}
    record_consent(
        person=girl,
        purpose="referral",
        answer="refused",
        recipient="Embassy",
        giver=mother,
        given_by=GivenBy.PARENT_OR_CAREGIVER,
        answers=answers,
        **write,
    )


def _play_goal(write: DemoCaseWriter) -> None:
    words = {"words": "Be home before New Year.", "domain": "family"}
    goal = add_entry(kind="goal", answers=words, **write)
    steps = [
        add_entry(kind="action", answers={"what": what}, under=goal, **write) for what in STEPS
    ]
    first = steps[0]
    edit_entry(
        entry=first,
        answers={"what": STEPS[0], "outcome": "reached"},
        version=first.version,
        by=write["by"],
        ring=write["ring"],
        done_on=write["on"],
    )


def _play_today(cast: Cast, write: DemoCaseWriter, today: date) -> None:
    add_note(
        text="She says the door is locked from outside. A man waits in the evening.",
        said_by="mother",
        how="call",
        said_at=_at(write["on"], time(21, 40)),
        **write,
    )
    now: DemoCaseWriter = {**write, "on": today}
    add_note(text="Lotus has a bed from noon. They want to know her language.", **now)
    case, by = write["case"], write["by"]
    add_task(case=case, title="Call the mother", due=today, hour=time(18), by=by, on=write["on"])
    add_task(
        case=case,
        title="Ask which language the house speaks",
        assignee=cast.noi,
        due=today + timedelta(days=1),
        hour=time(11),
        by=by,
        on=today,
    )


def _at(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))
