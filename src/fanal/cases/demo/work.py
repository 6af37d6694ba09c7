"""What one invented case of today is made of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TypedDict

from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.actions.cases import add_person, open_case
from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.documents import add_document
from fanal.cases.actions.entries import add_entry, add_note, correct_note, edit_entry
from fanal.cases.actions.stages import move
from fanal.cases.actions.tasks import add_task
from fanal.cases.models import Case
from fanal.core.calendars import PartialDate
from fanal.core.casework.answers import DOES_NOT_WANT_TO_SAY, NOT_KNOWN
from fanal.core.casework.stages import CaseStage
from fanal.core.sealing.compartments import FILES, LEGAL
from fanal.keys.actions import grant
from fanal.keys.demo import Cast
from fanal.keys.ring import Ring
from fanal.partners.languages import language_names
from fanal.people.actions.persons import create_person
from fanal.people.models import Person
from scriptnames import script_of


class DemoWriter(TypedDict):
    """Who writes it down, with which keys, on which day."""

    by: User
    ring: Ring
    on: date


class DemoCaseWriter(DemoWriter):
    """The same, into a case."""

    case: Case


@dataclass(frozen=True)
class Story:
    """One invented case: who, since when, how far, and what is due. `tasks`: what, in how many
    days, at which hour. `seen`: how many days ago somebody wrote in it last. `asked_language`: her
    file says which language she speaks, so that forms propose it."""

    team: str
    worker: str
    name: str
    language: str
    age: tuple[int, int]
    kinds: tuple[str, ...]
    days_ago: int
    way: tuple[CaseStage, ...]
    words: str
    tasks: tuple[tuple[str, int, time | None], ...] = ()
    last: str = "Spoke to her for half an hour. Nothing new; she sleeps better."
    seen: int = 2
    asked_language: bool = True
    more: Callable[[Cast, Case, DemoCaseWriter, date], None] | None = field(default=None)


def with_child(cast: Cast, case: Case, write: DemoCaseWriter, today: date) -> None:
    """Add her baby to the case."""
    child = create_person(
        team=case.team,
        by=write["by"],
        ring=write["ring"],
        on=write["on"],
        names=[{"text": "มะลิ", "kind": "nickname", "language": "th", "script": "Thai"}],
        births=[{"source": "birth_certificate", "born": PartialDate(today.year, 1)}],
    )
    add_person(case=case, person=child, role="child", by=write["by"])
    out_of_danger(
        child,
        write,
        today - timedelta(days=9),
        "She is with her mother.",
        said_by="colleague",
        with_name="her mother",
    )


def with_legal(cast: Cast, case: Case, write: DemoCaseWriter, today: date) -> None:
    """Let the lawyer read the legal part and the documents, and nothing else."""
    answers = {
        "matter": "Charged with illegal entry; the complaint is being prepared.",
        "papers": NOT_KNOWN,
        "hearing": str(today + timedelta(days=2)),
    }
    add_entry(kind="legal", answers=answers, **write)
    record_consent(
        person=case.people.get(),
        purpose="medical",
        answer="given",
        until=today + timedelta(days=3),
        **write,
    )
    add_entry(kind="health", answers={"complaint": "cannot sleep"}, **write)
    letter = b"A letter of the court, invented for the demonstration.\n"
    add_document(name="letter.txt", about="Letter of the court", parts=[letter], **write)
    lead = cast.noi
    grant(
        folder=case.id,
        compartments=[LEGAL, FILES],
        to=cast.mai,
        **cast.acting(lead),
        reason="prepares the complaint",
    )


def with_money(cast: Cast, case: Case, write: DemoCaseWriter, today: date) -> None:
    """Payment was demanded from the family."""
    answers = {"demanded": "VND 20,000,000 from her mother, for papers that are free"}
    add_entry(kind="money", answers=answers, **write)
    visit = {"safe": True, "how": "visit", "words": "I sleep better. The shop owner is kind."}
    add_entry(kind="visit", answers=visit, due=today + timedelta(days=7), **write)


def with_waiting(cast: Cast, case: Case, write: DemoCaseWriter, today: date) -> None:
    """Correct a note."""
    note = add_note(text="She says that two others are still there.", **write)
    correct_note(
        note=note,
        text="She says that three others are still there.",
        by=write["by"],
        ring=write["ring"],
        on=write["on"],
    )


def play_story(cast: Cast, story: Story, today: date) -> None:
    """Open the case as it stands today."""
    worker, team = getattr(cast, story.worker), getattr(cast, story.team)
    since = today - timedelta(days=story.days_ago)
    new: DemoWriter = {**cast.acting(worker), "on": since}
    person = create_person(
        team=team,
        names=[
            {"text": story.name, "language": story.language, "script": script_of(story.name) or ""}
        ],
        births=[{"source": "herself", "ages": story.age}],
        answers={"languages": language_names(story.language)} if story.asked_language else None,
        **new,
    )
    case = open_case(people=[person], team=team, kinds=story.kinds, **new)
    write: DemoCaseWriter = {"case": case, **new}
    _write_down(story, person, write)
    for title, days, hour in story.tasks:
        due = today + timedelta(days=days)
        add_task(case=case, title=title, due=due, hour=hour, by=worker, on=since)
    for stage in story.way:
        move(case=case, to=stage, by=worker, version=case.version, on=since)
    if story.more:
        story.more(cast, case, write, today)
    seen = today - timedelta(days=min(story.seen, story.days_ago))
    add_note(text=story.last, **write | {"on": seen})


def out_of_danger(
    person: Person, write: DemoCaseWriter, day: date, changed: str, **other: object
) -> None:
    """Said on this morning, apart from those who held her. `other`: by whom, with whom she is now,
    where it is not by herself and at her aunt's."""
    answers: dict[str, object] = {
        "danger_now": False,
        "said_by": "herself",
        "free": True,
        "what_changed": changed,
        "said_at": timezone.make_aware(datetime.combine(day, time(9))),
        "with_whom": "family",
        "with_name": "her aunt",
    }
    add_entry(kind="state", answers=answers | other, about=person, **write | {"on": day})


def _write_down(story: Story, person: Person, write: DemoCaseWriter) -> None:
    """Write down what a first conversation told: safety, consent, how to reach her, a goal."""
    told_of_danger = CaseStage.IMMEDIATE_SAFETY in story.way
    safety = {"danger_now": told_of_danger, "dangers": DOES_NOT_WANT_TO_SAY}
    add_entry(kind="safety", answers=safety, **write)
    place = "a locked room behind a beer garden"
    if story.way[-1] is not CaseStage.IMMEDIATE_SAFETY:
        day, place = write["on"] + timedelta(days=1), "the house of her aunt"
        out_of_danger(person, write, day, "Her aunt fetched her; nobody knows the village.")
    add_entry(kind="whereabouts", answers={"place": place}, **write)
    record_consent(person=person, purpose="care", answer="given", **write)
    answers = {"words": "Not the police, not yet.", "language": language_names(story.language)}
    record_consent(
        person=person, purpose="legal_action", answer="refused", answers=answers, **write
    )
    rules = {
        "when": "after 20:00, her time",
        "code_word": "mango",
        "may_answer": "only herself",
        "never": "Never say police, or who we are",
        "number": "+000 555 0100",
    }
    add_entry(kind="contact", answers=rules, **write)
    need = {"domain": "safety", "words": "A place where nobody asks.", "urgency": "today"}
    add_entry(kind="need", answers=need, **write)
    goal = add_entry(kind="goal", answers={"words": story.words}, **write)
    action = {"what": "first step towards it", "who": str(write["by"])}
    step = add_entry(kind="action", answers=action, under=goal, due=write["on"], **write)
    edit_entry(
        entry=step,
        answers=action | {"outcome": "reached"},
        version=step.version,
        by=write["by"],
        ring=write["ring"],
        due=step.due,
        done_on=write["on"],
    )
    add_note(text="First conversation. She was calm and asked good questions.", **write)
