"""A service of a case: wanted, asked for, and every step that follows. Steps are only added, each
by `_checked_step`, whoever wrote it or whatever answer of a partner it follows from."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import Team, User
from fanal.audit import actions as audit
from fanal.cases.actions.tasks import add_task, finish_task, reschedule_task
from fanal.cases.models import Case, CaseEntry
from fanal.cases.queries.colleagues import whose_task
from fanal.cases.queries.helpers import must_name_nobody_left_out
from fanal.coded_facts import actions as facts
from fanal.core.casework.typed_text import long_text
from fanal.core.closed_lists import check_code
from fanal.core.errors import BadInput, Conflict, Refused
from fanal.core.services.history import (
    NOT_TRUSTED,
    ServiceGiver,
    ServiceStep,
    check_step,
    first_visit_due,
    state_of,
)
from fanal.core.services.kinds import ServiceKind
from fanal.core.services.states import CLOSED, EXPECTED, ServiceState
from fanal.core.words import say
from fanal.database.sql import next_number
from fanal.keys.ring import Ring
from fanal.partners.models import Area, Partner
from fanal.people.models import Person
from fanal.services.actions.needs import look_again
from fanal.services.models import CaseService, CaseServiceStep, ServiceOffer
from fanal.services.queries.danger import dangerous
from fanal.services.queries.histories import history_of
from fanal.sharing.queries.never_told import is_never_told

S = ServiceState
FIRST_VISIT = say("Did the first visit happen?")  # says nothing of her, nor of what for
NOT_HERE = say("this does not belong to this case")
NEVER_TOLD = say("this partner must never hear of her: choose another one")
MEANWHILE = say("somebody saved a step of this service meanwhile: look at it again")
ALREADY = say("who provides it is set already: this service was asked for")


@transaction.atomic
def want(
    *,
    case: Case,
    person: Person,
    kind: str,
    words: str,
    by: User,
    ring: Ring,
    need: CaseEntry | None = None,
    goal: CaseEntry | None = None,
    area: Area | None = None,
    on: date | None = None,
) -> CaseService:
    """Record that she needs this service; nobody is asked yet. Raises `BadInput` naming the
    question."""
    row = begin(case=case, person=person, kind=kind, by=by, on=on)
    _must_send_nobody_left_out(case, words, by, ring)
    row.need, row.goal, row.area = of_case(case, need), of_case(case, goal), area
    row.seal(ring, {"words": long_text("words", words), "notes": {}})
    row.save(force_insert=True)
    facts.code_row(row)
    # The list of needs without a service reads a column, for it opens no case.
    look_again([row.need_id])
    audit.record(act="services.added", by=by, about=case.id)
    return row


def begin(
    *, case: Case, person: Person, kind: str, by: User | None, on: date | None
) -> CaseService:
    """The row, not saved yet."""
    check_code("kind", kind, ServiceKind)
    case.must_concern(person)
    return CaseService(
        case=case,
        folder=case.id,
        person=person,
        kind=kind,
        state=S.WANTED,
        made_by=by,
        number=next_number(CaseService.objects.filter(case=case), Case.objects.filter(pk=case.id)),
        made_on=on or timezone.localdate(),
    )


def _must_send_nobody_left_out(case: Case, words: str, by: User, ring: Ring) -> None:
    # What she needs may say by name whom she must not meet: a number is typed to send somebody.
    must_name_nobody_left_out(case, words, where="words", by=by, ring=ring, by_name=False)


def of_case(case: Case, entry: CaseEntry | None) -> CaseEntry | None:
    if entry is not None and entry.case_id != case.id:
        raise BadInput("need", NOT_HERE)
    return entry


@transaction.atomic
def change(
    *,
    service: CaseService,
    kind: str,
    words: str,
    need: CaseEntry | None,
    goal: CaseEntry | None,
    version: int,
    by: User,
    ring: Ring,
) -> None:
    """What is needed was described wrongly. Raises `Conflict`; `BadInput` naming the question."""
    check_code("kind", kind, ServiceKind)
    _must_send_nobody_left_out(service.case, words, by, ring)
    before = service.need_id
    service.kind = ServiceKind(kind)
    service.need, service.goal = of_case(service.case, need), of_case(service.case, goal)
    content = service.unseal(ring) | {"words": long_text("words", words)}
    try:
        service.write(ring, content, version)
    except Conflict as met:
        raise met.only(["words"]) from None
    service.due = first_visit_due(history_of(service), service.service_kind)
    service.save(update_fields=["due"])
    _keep_task(service, by)
    facts.code_row(service)
    # Both: the need of before may wait again.
    look_again({before, service.need_id})
    audit.record(act="services.changed", by=by, about=service.case_id)


@transaction.atomic
def choose(
    *,
    service: CaseService,
    by: User,
    offer: ServiceOffer | None = None,
    partner: Partner | None = None,
    team: Team | None = None,
    on: date | None = None,
) -> None:
    """Who is to give it. Our own team is asked by that; a partner by the referral that follows."""
    locked = _locked(service)
    if locked.stands is not S.WANTED or locked.referral_id:
        raise Refused(ALREADY)
    partner, team = (offer.partner, offer.team) if offer else (partner, team)
    if partner and dangerous([partner.id]):
        raise BadInput("offer", NOT_TRUSTED)
    # Choosing tells nobody yet, but the referral that follows would.
    if partner and is_never_told(partner, service.person, [service.case]):
        raise BadInput("offer", NEVER_TOLD)
    service.offer, service.partner, service.team = offer, partner, team
    service.save(update_fields=["offer", "partner", "team"])
    facts.code_row(service)
    audit.record(act="services.chosen", by=by, about=service.case_id)
    if team is not None:
        _checked_step(service, ServiceStep(S.ASKED, on or timezone.localdate()), by)


@transaction.atomic
def add_step(
    *,
    service: CaseService,
    step: ServiceStep,
    by: User,
    ring: Ring,
    version: int,
    words: str = "",
    today: date | None = None,
) -> CaseServiceStep:
    """What happened. Raises `Refused` where somebody wrote meanwhile; `BadInput` naming the
    question."""
    # What has happened is kept, whoever was there.
    if step.state in EXPECTED:
        _must_send_nobody_left_out(service.case, words, by, ring)
    note(service, long_text("words", words), version, ring)
    return _checked_step(service, step, by, today)


def note(service: CaseService, words: str, version: int, ring: Ring) -> None:
    """The words of the step that is added next."""
    locked = _locked(service)
    if locked.version != version:
        raise Refused(MEANWHILE)
    # By the number of the step that comes next: words are sealed, steps are not.
    before, number = locked.unseal(ring), locked.steps.count() + 1
    service.write(ring, before | {"notes": before["notes"] | {str(number): words}}, version)


def follow(service: CaseService, step: ServiceStep, by: User | None) -> CaseServiceStep:
    """A step that follows from the answer to a referral: no words, so no key is needed."""
    _locked(service)
    return _checked_step(service, step, by)


def _locked(service: CaseService) -> CaseService:
    """The row as it stands, held until the transaction ends: of two who write the first counts."""
    return CaseService.objects.select_for_update().get(pk=service.pk)


def _checked_step(
    service: CaseService, step: ServiceStep, by: User | None, today: date | None = None
) -> CaseServiceStep:
    today = today or timezone.localdate()
    check_step(history_of(service), step, _giver(service, step), today)
    row = keep_step(service, step, by, today)
    audit.record(act="services.moved", by=by, about=service.case_id)
    return row


def keep_step(
    service: CaseService, step: ServiceStep, by: User | None, today: date
) -> CaseServiceStep:
    """The step, and all that follows from what holds with it: state, codes, task, the need."""
    row = CaseServiceStep.objects.create(
        service=service,
        case_id=service.case_id,
        number=service.steps.count() + 1,
        on=step.on,
        coded=_coded(step),
        made_by=by,
        made_on=today,
    )
    steps = history_of(service)
    service.state = state_of(steps)
    service.due = first_visit_due(steps, service.service_kind)
    service.over_on = steps[-1].on if service.stands in CLOSED else None
    service.save(update_fields=["state", "due", "over_on"])
    facts.code_row(service)
    _keep_task(service, by)
    look_again([service.need_id])
    return row


def _giver(service: CaseService, step: ServiceStep) -> ServiceGiver:
    """Return who gives it. Findings are read only where a partner would be asked or begin something
    new."""
    partner = service.partner_id
    # What has ended with a partner is written down, whatever was found about it since.
    asks = partner is not None and step.state not in CLOSED
    return ServiceGiver(
        partner is not None,
        service.referral_id is not None,
        bool(asks and partner and dangerous([partner])),
    )


def _coded(step: ServiceStep) -> dict[str, object]:
    codes = {
        "state": step.state,
        "refused_by": step.refused_by,
        "barrier": step.barrier,
        "end": step.end,
        "useful": step.useful,
        "said_by": step.said_by,
        "until": step.until.isoformat() if step.until else None,
    }
    coded: dict[str, object] = {name: str(code) for name, code in codes.items() if code}
    return coded if step.takes_back is None else coded | {"takes_back": step.takes_back}


def _keep_task(service: CaseService, by: User | None) -> None:
    """The task that asks whether the first visit happened, for as long as one is expected."""
    task = service.task
    if task is not None:
        # It may have been done on another page since the service was read.
        task.refresh_from_db()
    if service.due is None:
        if task is not None and task.done_on is None:
            finish_task(task=task, by=by or task.made_by, version=task.version)
        return
    if task is None or task.done_on is not None:
        _ask_about_it(service, by)
    elif task.due != service.due:
        reschedule_task(
            task=task,
            due=service.due,
            assignee=task.assignee,
            by=by or task.made_by,
            version=task.version,
        )


def _ask_about_it(service: CaseService, by: User | None) -> None:
    case = service.case
    asker = by or service.made_by
    to = whose_task(case, case.assignee, asker)
    service.task = add_task(case=case, title=FIRST_VISIT, by=asker, assignee=to, due=service.due)
    service.save(update_fields=["task"])
