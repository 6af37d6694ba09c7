"""Taking a person off a case to which she was added by mistake."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases.access import conflicts_on, leads
from fanal.cases.models import Case, CasePerson, TakenOff
from fanal.cases.queries.removed_people import holds_more_of
from fanal.coded_facts import actions as facts
from fanal.core.casework.stages import CaseStage
from fanal.core.casework.typed_text import long_text
from fanal.core.errors import Refused
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.people.actions.emergencies import close_after_emergency
from fanal.people.actions.teams import leave_team
from fanal.people.models import Person
from fanal.people.queries import files_of


@transaction.atomic
def take_off(
    *, case: Case, person: Person, reason: str, by: User, ring: Ring, on: date | None = None
) -> TakenOff:
    """The case concerns her no more. Her file, and what was written of her here, stay.

    Whatever she could be opened by because of this case alone ends: an emergency, and the keys of
    a team that has no other case of hers. Raises `BadInput` without a reason, `Refused` where the
    case cannot do without her.
    """
    why_not = long_text(
        "reason", reason, needed=say("say why the case does not concern this person")
    )
    row = Case.objects.select_for_update().get(id=case.id)
    link = CasePerson.objects.filter(case=row, person=person).first()
    if link is None:
        raise Refused(say("the case does not concern this person"))
    _may_go(row, person, by)
    taken_off = TakenOff(
        case=row, folder=row.id, person=person, role=link.role, by=by, on=on or timezone.localdate()
    )
    taken_off.seal(ring, {"reason": why_not})
    taken_off.save()
    # Before the link goes: she was never in this case, and no figure counts her as if she had been.
    facts.erase_row(person.id, link)
    link.delete()
    audit.record(
        act="case.person_taken_off", by=by, about=row.id, detail={"person": str(person.id)}
    )
    _close_behind(row, person, by)
    return taken_off


def _may_go(case: Case, person: Person, by: User) -> None:
    if case.stage == CaseStage.CLOSED:
        raise Refused(say("the case is closed: reopen it first"))
    # The other team was asked to take over these people and no others.
    if case.offered_to_id:
        raise Refused(say("the case is offered to another team: wait for its answer"))
    if not case.concerns.exclude(person=person).exists():
        raise Refused(say("a case concerns somebody: if it was a mistake, close it as one"))
    if holds_more_of(case, person):
        raise Refused(
            say("something was said, sent or planned for her in this case: she has to stay in it")
        )
    # Her case may be what keeps a colleague out: taking her off would let that colleague in.
    if conflicts_on(case.id).exists() and not leads(by, case):
        raise Refused(say("only a lead can remove somebody from this case"))


def _close_behind(case: Case, person: Person, by: User) -> None:
    for broken in case.broken_glass.select_related("user"):
        close_after_emergency(person=person, user=broken.user, until=broken.until)
    # By all her files: a case of a merged file is a reason to read hers, too.
    if not Case.objects.filter(team=case.team_id, people__in=files_of(person)).exists():
        leave_team(person=person, team=case.team, by=by)
