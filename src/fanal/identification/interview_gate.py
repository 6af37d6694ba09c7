"""Whether she may be interviewed now: the rule of `core.casework.interviewing`, with its facts."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.models import Consent
from fanal.cases.queries.consent_answers import said_on
from fanal.cases.queries.consent_validity import as_records
from fanal.core.casework.consent import NO, ConsentPurpose, ConsentState, consent_state
from fanal.core.casework.interviewing import AgainstInterview, EarlierTelling, against_interview
from fanal.core.casework.recording import StatementRecorded
from fanal.core.casework.whose_consent import ConsentAge, WhoAsks, who_is_asked
from fanal.core.sealing.compartments import LEGAL
from fanal.identification.access import Concern
from fanal.identification.models import Interview, RepeatRequest, VictimStatement
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.actions.births import note_ages
from fanal.people.consent_ages import consent_age
from fanal.people.exclusion import kept_out_of_any
from fanal.people.queries import all_files_of

# The days on which she told it elsewhere, of all files of hers. The app of proceedings is of the
# same floor, and adds its function when the server starts.
TOLD_ELSEWHERE: list[Callable[[Collection[UUID]], Iterable[date]]] = []


@dataclass(frozen=True)
class InterviewGate:
    """What stands against it, and what it rests on."""

    age: ConsentAge
    consent: ConsentState
    earlier: tuple[EarlierTelling, ...]
    against: tuple[AgainstInterview, ...]
    waits: RepeatRequest | None = None

    @property
    def who(self) -> WhoAsks:
        return who_is_asked(self.age.age)


def interview_gate(concern: Concern, by: User, ring: Ring) -> InterviewGate:
    """Return the gate, asked before the form and again when it is sent."""
    today = timezone.localdate()
    # First: the age that is read next may be of before somebody wrote a birth down.
    note_ages([concern.person], ring)
    age = consent_age(concern.person.id, today)
    # In any of her files: nobody is made to tell it again because a second file knows nothing of
    # the first.
    consent, earlier = interview_consent(concern, today), earlier_tellings(concern, by, ring)
    rows = RepeatRequest.objects.filter(person=concern.person, used_on=None)
    excluded = kept_out_of_any(cases=[concern.case.id])  # whose word counts for nothing here by now
    said_yes = rows.exclude(accepted_on=None).exclude(asked_by__in=excluded)
    said_yes = said_yes.exclude(accepted_by__in=excluded)
    accepted = said_yes.order_by("-accepted_on", "id").first()
    against = against_interview(
        age=age.age,
        consent=consent,
        earlier=earlier,
        today=today,
        accepted_on=accepted.accepted_on if accepted else None,
    )
    waits = rows.filter(accepted_on=None, declined_on=None).first()
    return InterviewGate(age, consent, earlier, tuple(against), waits)


def interview_consent(concern: Concern, today: date) -> ConsentState:
    """Return where consent to an interview stands, in any of her files."""
    rows = Consent.objects.filter(person__in=all_files_of(concern.person.id)).order_by("id")
    asked = [row for row in rows if row.purpose == ConsentPurpose.INTERVIEW]
    records = [record for _row, record in as_records(asked)]
    return consent_state(records, ConsentPurpose.INTERVIEW, today=today, data_class=LEGAL)


def earlier_tellings(concern: Concern, by: User, ring: Ring) -> tuple[EarlierTelling, ...]:
    """Return what she told already: to us in any case of hers, in statements that others took, and
    in court."""
    files = all_files_of(concern.person.id)
    earlier = _asked_her(list(Interview.objects.filter(person__in=files)), by, ring)
    statement_days = VictimStatement.objects.filter(person__in=files).values_list("on", flat=True)
    elsewhere = (day for days in TOLD_ELSEWHERE for day in days(files))
    return (*earlier, *(EarlierTelling(day) for day in (*statement_days, *elsewhere)))


def _asked_her(rows: Iterable[Interview], by: User, ring: Ring) -> list[EarlierTelling]:
    """Return the interviews in which she was asked, without sittings with others, and those in
    which nothing was answered yet. What this reader cannot open may be an interview."""
    ring.prepare({row.folder for row in rows})
    # Only a sitting with somebody else names its source; an interview is with her.
    asked = [row for row in rows if "source" not in (row.try_unseal(ring) or {})]
    begun = [interview for interview in asked if interview.statements.exists()]
    return [
        EarlierTelling(
            interview.on,
            # Her own interview that was broken off goes on: it is no second telling to a stranger.
            interview.by_id == by.pk and (interview.stopped or interview.ended_on is None),
        )
        for interview in begun
    ]


def _as_shown(data: Content) -> Content:
    """Whether it was recorded stands in those of later releases alone."""
    code = data.get("recorded")
    return data | {"recorded": StatementRecorded(code) if code else None}


def victim_statements(concern: Concern, ring: Ring) -> list[tuple[VictimStatement, Content]]:
    """Statements that were taken of her, opened, the oldest first. `no`: where her word of that day
    was a no to it."""
    rows = list(VictimStatement.objects.filter(case=concern.case, person=concern.person))
    consents = said_on(ConsentPurpose.STATEMENT, {(row.person_id, row.on) for row in rows})
    return [
        (row, _as_shown(row.unseal(ring)) | {"no": consents[row.person_id, row.on] in NO})
        for row in rows
    ]
