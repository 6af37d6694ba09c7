"""A best-interests decision by two: who answers for a child where that is open."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.accounts.other_hands import AskedBy
from fanal.accounts.second_person import DECIDED
from fanal.audit import actions as audit
from fanal.cases.actions.people_around import must_be_around
from fanal.cases.actions.tasks import add_for_today, ask_before_its_end
from fanal.cases.deciding import may_be_second, must_still_decide_herself
from fanal.cases.models import CarerDecision, Case, CaseEntry, Consent, PersonAround
from fanal.core.calendars.future_dates import refuse_past
from fanal.core.casework.consent import ConsentAnswer, GivenBy
from fanal.core.casework.typed_text import long_text
from fanal.core.casework.whose_consent import CarerGround
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Permission
from fanal.core.trust.consent import SHORTEST_TEXT
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.people.consent_ages import consent_age
from fanal.people.models import Person

ADULT = say("she is an adult: nobody consents for her. Ask her, and write down what she answers")
SAME = say("whoever asked cannot be the second person")


@transaction.atomic
def ask_carer_decision(
    *,
    case: Case,
    person: Person,
    speaker: CaseEntry | None,
    ground: str,
    reasons: str,
    by: User,
    ring: Ring,
    until: date | None = None,
) -> CarerDecision:
    """The first of two. `speaker` None: the case worker answers. Raises `BadInput` for nobody whose
    yes can count, for no reason, and where it ends before it begins."""
    today = timezone.localdate()
    _checked(case, person, speaker, ground)
    reasons = long_text("reasons", reasons)
    # The second person agrees to reasons and not to a name alone: they stand on the page of her
    # yes.
    if len(reasons) < SHORTEST_TEXT:
        raise BadInput("reasons", say("say why in at least {n} characters", n=SHORTEST_TEXT))
    refuse_past("until", until, today)
    role = GivenBy.ANOTHER_TRUSTED_ADULT if speaker else GivenBy.CASE_WORKER_IN_HER_INTEREST
    decision = CarerDecision(
        case=case,
        folder=case.id,
        person=person,
        speaker=speaker,
        first=by,
        on=today,
        until=until,
        coded={"role": role.value, "ground": ground},
    )
    decision.seal(ring, {"reasons": reasons})
    decision.save()
    audit.record(act="case.carer_asked", by=by, about=case.id, detail={"ground": ground})
    return decision


def _checked(case: Case, person: Person, speaker: CaseEntry | None, ground: str) -> None:
    case.must_concern(person)
    if consent_age(person.pk, timezone.localdate()).is_adult(timezone.localdate()):
        raise BadInput("person", ADULT)
    if ground not in set(CarerGround):
        raise BadInput("ground", say("choose why it has to be decided"))
    if speaker is None:
        return
    must_be_around(speaker, case, "speaker")
    row = PersonAround.objects.filter(entry=speaker).first()
    if row and row.is_danger:
        raise BadInput(
            "speaker",
            say(
                "this person is part of the danger or close to a suspect, and may not consent "
                "for anybody"
            ),
        )


@transaction.atomic
def agree_carer_decision(*, row: CarerDecision, by: User) -> None:
    """Agree as the second: from now on a yes of who was chosen counts. Raises `BadInput`, `Refused`
    where it was decided meanwhile, or who asked has left or is kept out by a conflict."""
    row = _waiting(row.id)
    if row.first_id == by.pk:
        raise BadInput("", SAME)
    if not may_be_second(row, by):
        raise BadInput("", say("A lead has to be one of the two."))
    must_still_decide_herself(AskedBy(row.first, row.on), row.case_id, Permission.WORK_CASES)
    row.second = by
    row.save(update_fields=["second"])
    ask_before_its_end(case=row.case, until=row.until, by=by)
    audit.record(act="case.carer_decided", by=by, about=row.case_id)


@transaction.atomic
def end_carer_decision(*, row: CarerDecision, by: User) -> None:
    """End a decision, as the second who says no, or because what was decided holds no more."""
    row = CarerDecision.objects.select_for_update().get(id=row.id)
    if row.ended_on:
        raise Refused(say("this was ended already"))
    row.ended_on = timezone.localdate()
    if row.second_id is None:
        row.declined_by = by
    row.save(update_fields=["ended_on", "declined_by"])
    audit.record(act="case.carer_ended", by=by, about=row.case_id)


def consents_no_more(speaker: CaseEntry, by: User) -> None:
    """Ask whoever works on the case who consents from now on, for each child for whom this one did:
    somebody around her was found to be part of the danger."""
    decided = CarerDecision.objects.filter(speaker=speaker, ended_on=None)
    answers = Consent.objects.filter(giver=speaker, withdrawn_on=None).select_related("person")
    said_yes = [row for row in answers if row.answer == ConsentAnswer.GIVEN]
    children = {row.person for row in decided.select_related("person")}
    children |= {row.person for row in said_yes}
    for who in sorted(child.code_name for child in children):
        title = say(
            "Who consented for {who} may not consent any more: decide who does, and look at her "
            "best interests again",
            who=who,
        )
        add_for_today(case=speaker.case, title=title, by=by)


def _waiting(id: UUID) -> CarerDecision:
    # `of=("self",)`: the case is read and not locked, so that others go on writing in it.
    row = CarerDecision.objects.select_for_update(of=("self",)).select_related("case").get(id=id)
    if not row.waits:
        raise Refused(DECIDED)
    return row
