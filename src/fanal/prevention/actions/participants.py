"""Participants: a number and a sealed folder each. Nothing here asks who else knows them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.coded_facts import actions as facts
from fanal.core.calendars.ages import eighteenth
from fanal.core.casework.typed_text import short_texts
from fanal.core.closed_lists import check_code
from fanal.core.errors import BadInput, Conflict, Refused
from fanal.core.law.case import Sex
from fanal.core.prevention.courses import OLDEST, YOUNGEST, Assent
from fanal.core.words import say
from fanal.database.sql import free_number
from fanal.keys.actions import destroy
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.prevention.coding import subject_of
from fanal.prevention.folders import PARTICIPANT, SIX_DIGITS, make_folder
from fanal.prevention.models import (
    BothReal,
    EarningLook,
    Enrolment,
    LookBack,
    PreventionParticipant,
    Scholarship,
    ScholarshipPayment,
    SchoolTerm,
)
from fanal.prevention.queries.possible_duplicates import near_mark, unanswered

TEXTS = ("family", "given", "phone", "caregiver")

forgotten = Signal()  # `participant`, by her id: she was erased, `by` whom


@dataclass(frozen=True, slots=True)
class ParticipantFacts:
    """What is counted of her: `age` where the day of birth is not known."""

    sex: str = ""
    born: date | None = None
    age: int | None = None


@transaction.atomic
def add_participant(
    *,
    answers: Mapping[str, object],
    known: ParticipantFacts,
    by: User,
    ring: Ring,
    both_real: bool = False,
    today: date | None = None,
) -> PreventionParticipant:
    """Add a participant. `both_real`: she looks like another who is here, and is not. Raises
    `BadInput`."""
    today = today or timezone.localdate()
    row = PreventionParticipant(
        id=uuid4(), number=free_number(PreventionParticipant, SIX_DIGITS), made_by=by, made_on=today
    )
    # A folder of her own, so that all of it can be destroyed with its keys when she asks
    # (`forget`).
    row.folder = row.id
    texts = _checked_texts(answers)
    _note_facts(row, texts, known, today)
    # By a mark of family name and birth: nobody's name is opened for it.
    others = unanswered(row)
    _must_be_two(others, both_real)
    make_folder(folder=row.id, kind=PARTICIPANT, by=by, ring=ring)
    row.seal(ring, texts)
    row.save(force_insert=True)
    _keep_both(row, others, by)
    audit.record(act="prevention.participant", by=by, about=row.id)
    return row


@transaction.atomic
def change_participant(
    *,
    participant: PreventionParticipant,
    answers: Mapping[str, object],
    known: ParticipantFacts,
    by: User,
    ring: Ring,
    version: int,
    both_real: bool = False,
) -> None:
    """Correct what was written wrongly. Raises `Conflict`; `BadInput` naming the question."""
    content = participant.unseal(ring) | _checked_texts(answers)
    _note_facts(participant, content, known, timezone.localdate())
    others = unanswered(participant)
    _must_be_two(others, both_real)
    try:
        participant.write(ring, content, version)
    except Conflict as met:
        raise met.only(TEXTS) from None
    _keep_both(participant, others, by)
    audit.record(act="prevention.participant", by=by, about=participant.id)


def _checked_texts(values: Mapping[str, object]) -> Content:
    texts = short_texts(TEXTS, values)
    if not texts["given"]:
        raise BadInput("given", say("write what she is called"))
    return texts


def _note_facts(
    row: PreventionParticipant, content: Content, facts: ParticipantFacts, today: date
) -> None:
    if facts.born is not None and not _possible(facts.born, today):
        raise BadInput(
            "born", say("nobody aged {n} to {m} was born on this day", n=YOUNGEST, m=OLDEST)
        )
    if facts.age is not None and not YOUNGEST <= facts.age <= OLDEST:
        raise BadInput("age", say("a number from {n} to {m}", n=YOUNGEST, m=OLDEST))
    row.known = {
        "sex": facts.sex if facts.sex in set(Sex) else "",
        "age": facts.age,
        "born": facts.born.isoformat() if facts.born else None,
    }
    # The month is enough to prepare for it; the day of birth itself stays sealed.
    row.eighteen = eighteenth(facts.born).replace(day=1) if facts.born else None
    row.near = near_mark(str(content["family"]), facts.born)


def _possible(born: date, today: date) -> bool:
    return YOUNGEST <= today.year - born.year <= OLDEST and born < today


def _must_be_two(others: Iterable[PreventionParticipant], both_real: bool) -> None:
    numbers = ", ".join(str(other.number) for other in others)
    # By number: a name of the other is nothing for whoever enters this one.
    if numbers and not both_real:
        raise BadInput(
            "both_real",
            say(
                "number {number} has the same family name and day of birth: tick it if both are "
                "real, twins for instance",
                number=numbers,
            ),
        )


def _keep_both(
    row: PreventionParticipant, others: Iterable[PreventionParticipant], by: User
) -> None:
    for other in others:
        both_real(one=row, other=other, by=by)


@transaction.atomic
def both_real(*, one: PreventionParticipant, other: PreventionParticipant, by: User) -> BothReal:
    """Note that they are two people, whatever they share. It is never asked again of this pair."""
    # In one order, so that a pair has one row, whoever is named first.
    first, second = sorted((one.pk, other.pk))
    defaults = {"said_by": by, "said_on": timezone.localdate()}
    row, _new = BothReal.objects.get_or_create(one_id=first, other_id=second, defaults=defaults)
    audit.record(act="prevention.both_real", by=by, about=one.id)
    return row


@transaction.atomic
def ask_photo(
    *,
    participant: PreventionParticipant,
    own: str,
    caregiver: str,
    by: User,
    ring: Ring,
    version: int,
) -> None:
    """Record whether she may be photographed. Nothing else depends on it. Raises `Conflict`."""
    answers = {"own": own, "caregiver": caregiver}
    for field, code in answers.items():
        check_code(field, code, Assent)
    consent = answers | {"on": timezone.localdate().isoformat()}
    participant.write(ring, participant.unseal(ring) | {"photo": consent}, version)
    audit.record(act="prevention.photo", by=by, about=participant.id)


@transaction.atomic
def ask_herself(
    *, participant: PreventionParticipant, own: str, by: User, ring: Ring, version: int
) -> None:
    """Record her own answer, at 18 or soon before, to what others agreed to for her. Nothing stops
    on that day. Raises `Conflict`, `BadInput`."""
    check_code("own", own, Assent)
    today = timezone.localdate()
    consent = {"own": own, "on": today.isoformat()}
    participant.asked_herself_on = today
    participant.write(ring, participant.unseal(ring) | {"herself": consent}, version)
    audit.record(act="prevention.asked_herself", by=by, about=participant.id)


@transaction.atomic
def forget(*, participant: PreventionParticipant, by: User) -> None:
    """Delete everything about her: keys, rows, coded facts. Raises `Refused` while something runs.

    Who listens (`forgotten`) writes it down beside the database, inside the transaction.
    """
    running = Scholarship.objects.filter(participant=participant, ended_on=None).exists()
    enrolled = Enrolment.objects.filter(participant=participant, state="enrolled").exists()
    # While something runs, somebody would pay for or teach a number that is nobody.
    if running or enrolled:
        raise Refused(say("A course or a scholarship still runs: end it first."))
    erase(participant, by)


def erase(participant: PreventionParticipant, by: User | None) -> None:
    """Erase all rows about her, whatever runs; `by` None: a backup brought back whom somebody
    erased."""
    scholarships = Scholarship.objects.filter(participant=participant)
    # From the leaves to the root: foreign keys here restrict, nothing goes by cascade.
    for model in (LookBack, SchoolTerm, ScholarshipPayment):
        model._default_manager.filter(scholarship__in=scholarships).delete()
    scholarships.delete()
    EarningLook.objects.filter(enrolment__participant=participant).delete()
    Enrolment.objects.filter(participant=participant).delete()
    # The keys too: whatever is sealed to her folder opens to nobody from here on.
    destroy(folder=participant.folder, by=by)
    # Under a pseudonym of prevention alone, which no case could have: the wall holds in figures
    # too (ADR 29).
    facts.erase([subject_of(participant.id)])
    about = participant.id
    participant.delete()
    if by is not None:
        forgotten.send(PreventionParticipant, participant=about, by=by)
        audit.record(act="prevention.forgotten", by=by, about=about)
