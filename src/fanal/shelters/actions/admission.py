"""Asking for a bed: what she said is written down first, also where she says no."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.actions.consents import record_consent
from fanal.cases.models import Case
from fanal.core.calendars.future_dates import refuse_past
from fanal.core.casework.consent import ConsentPurpose, GivenBy
from fanal.core.errors import BadInput
from fanal.core.shelters.admission import Admission, BedAnswer, check_admission
from fanal.core.shelters.stays import StayAct, StayStep
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.consent_ages import consent_ages
from fanal.people.models import Person
from fanal.people.queries import last_of, merged_of
from fanal.shelters.actions.house_rules import ask_again, rules_of
from fanal.shelters.actions.looks import carry_over
from fanal.shelters.actions.stays import begin, held_bed, shown_texts
from fanal.shelters.models import Bed, ShelterStay

NO_BED = say("choose a bed: without one nobody is taken in")


@dataclass(frozen=True)
class BedAsked:
    """What was asked and answered. `due`: when she is expected; None: she is here. `given_by`: who
    answered for a child; `assent`: what the child said."""

    answer: str
    rules_in: str = ""
    given_by: str = GivenBy.HERSELF
    assent: bool | None = None
    due: date | None = None
    on: date | None = None


@transaction.atomic
def admit(
    *,
    case: Case,
    person: Person,
    bed: Bed | None,
    asked: BedAsked,
    shown: Content,
    by: User,
    ring: Ring,
    came_with: ShelterStay | None = None,
) -> ShelterStay | None:
    """Give her a bed, tonight or from `due` on. Returns None where she said no, which is written
    down and takes no bed. Raises BadInput naming the question."""
    day = asked.on or timezone.localdate()
    # Before any bed is looked for: her yes or no is kept whether one is free or not.
    answered = said_yes(case, person, asked, by, ring, day)
    if answered is None:
        return None
    if bed is None:
        raise BadInput("bed", NO_BED)
    if asked.on and not asked.due:
        _check_came(person, bed, asked.on)
    return take_in(case, person, bed, asked, answered, shown, by, ring, came_with)


def _check_came(person: Person, bed: Bed, on: date) -> None:
    """Check who came before today: into a bed that was there, and from no other of ours."""
    if on < bed.since:
        raise BadInput("on", say("this bed is there since {day}", day=bed.since))
    # Nobody slept in two of our shelters in one night.
    before = ShelterStay.objects.filter(person__in=_files_of(person), over_on__gt=on)
    if last := before.exclude(since=None).order_by("-over_on", "id").first():
        raise BadInput("on", say("she slept in one of our shelters until {day}", day=last.over_on))


def take_in(
    case: Case,
    person: Person,
    bed: Bed,
    asked: BedAsked,
    admission: Admission,
    shown: Content,
    by: User,
    ring: Ring,
    came_with: ShelterStay | None,
) -> ShelterStay:
    """The stay begins, by what was answered. Raises BadInput where the bed is taken."""
    day, shelter = asked.on or timezone.localdate(), bed.shelter
    stay = ShelterStay(
        id=uuid4(),
        folder=shelter.id,
        shelter=shelter,
        case=case,
        person=person,
        bed=held_bed(bed, shelter),
        came_with=came_with,
        due=asked.due,
        made_by=by,
        made_on=timezone.localdate(),
        # Which version of the rules she was told: those who heard an older one are asked anew.
        coded=coded_of(admission) | (rules_of(shelter, day) if admission.rules_in else {}),
    )
    act = StayAct.EXPECT if asked.due else StayAct.ADMIT
    audit.record(act="shelters.admitted", by=by, about=case.id)
    begin(stay, StayStep(act, day, str(stay.bed_id)), shown_texts(shown), by, ring)
    carry_over(stay, by, ring)
    # Who cannot answer at night sleeps first: nobody is sent away for being unable to say yes.
    if admission.asks_again:
        ask_again(stay, by, asked.due or day)
    return stay


def admission(case: Case, person: Person, asked: BedAsked, day: date) -> Admission:
    """Return what `check_admission` asks about. Raises BadInput naming the question."""
    if asked.answer not in set(BedAnswer):
        raise BadInput("answer", say("write what she said"))
    # The ids come from a form: no bed is given to somebody whom this case does not concern.
    case.must_concern(person)
    refuse_past("due", asked.due, timezone.localdate())
    # Of every case: one person has one bed, whichever team writes it down.
    elsewhere = ShelterStay.objects.filter(person__in=_files_of(person), over_on=None)
    now = elsewhere.select_related("shelter").first()
    return Admission(
        BedAnswer(asked.answer),
        consent_ages([person.id], day)[person.id],
        asked.assent,
        carer=asked.given_by != GivenBy.HERSELF,
        sleeps_in=now.shelter.name if now else "",
        rules_in=asked.rules_in.strip(),
    )


def _files_of(person: Person) -> set[UUID]:
    """Return every file that was found to be hers: two names are no two beds."""
    into = merged_of()
    last = last_of(person.id, into)
    return {last, *(file for file in into if last_of(file, into) == last)}


def coded_of(admission: Admission) -> Content:
    return {
        "answer": admission.answer,
        "child": admission.age.as_child,
        "assent": admission.assent,
        "rules_in": admission.rules_in,
    }


def said_yes(
    case: Case, person: Person, asked: BedAsked, by: User, ring: Ring, day: date
) -> Admission | None:
    """Write what she was told and answered into the case. Returns None where she said no, which
    takes no bed and asks for none. Raises BadInput naming the question."""
    answered = admission(case, person, asked, day)
    check_admission(answered)
    record_consent(
        case=case,
        person=person,
        purpose=ConsentPurpose.SHELTER,
        answer=asked.answer,
        by=by,
        ring=ring,
        on=day,
        given_by=asked.given_by or GivenBy.HERSELF,
        answers={"language": asked.rules_in}
        | ({"assent": asked.assent} if asked.assent is not None else {}),
    )
    if answered.answer is not BedAnswer.REFUSED:
        return answered
    audit.record(act="shelters.refused", by=by, about=case.id)
    return None
