"""Planning: the journey, its custodians, papers and go / no-go list."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from fanal.absences.queries import absences_between
from fanal.accounts.models import Team, User
from fanal.audit import actions as audit
from fanal.cases.access import writable_for
from fanal.core.closed_lists import check_code
from fanal.core.errors import BadInput, Refused
from fanal.core.journeys import ending
from fanal.core.journeys.planning import BORDERS, DERIVED, QUESTIONS, item_of
from fanal.core.papers.kinds import Keeper, carried
from fanal.core.papers.states import PaperState
from fanal.core.words import say
from fanal.journeys.access import kept_out_of
from fanal.journeys.actions.custody import must_be_fit
from fanal.journeys.actions.decisions import ask_decision
from fanal.journeys.actions.events import state_now
from fanal.journeys.actions.notices import other_teams_told
from fanal.journeys.actions.preparing import KEPT_FROM_HER
from fanal.journeys.actions.removed_travellers import stays_with_us
from fanal.journeys.models import GoAnswer, Journey, JourneyCustodian, Paper, PlanPart, Traveller
from fanal.journeys.models.sealed_plan import COMPARTMENTS
from fanal.journeys.queries.departed import all_have_left, first_leaves
from fanal.journeys.queries.leads import CANNOT_LEAD, leads_of
from fanal.journeys.queries.travelling_people import escorts_of
from fanal.keys.models import Folder
from fanal.keys.ring import Ring
from fanal.papers import actions as papers
from fanal.papers.models import TypedPaper
from fanal.partners.models import Area, Partner
from fanal.people.code_names import new_code_name
from fanal.people.folders import make_folder

IN_USE = say("Somebody was with them, or they hold a leg or a paper: choose others for it first.")

BETWEEN_TWO = say(
    "Somebody is between two custodians: the journey ends once the receiving side has said who"
    " arrived."
)
SAY_WHERE = say("Somebody is still on the way: say where each of them is.")
THEY_HAVE_LEFT = say("They have left: what was answered before stays as it is.")


@transaction.atomic
def plan_journey(
    *,
    kind: str,
    team: Team,
    lead: User,
    starts_on: date,
    by: User,
    every_hours: int = 6,
    prepare_days: int = 7,
) -> Journey:
    """A new journey under a code name. Raises `BadInput` for intervals nobody can keep, and for
    somebody who is not of the team or works on no case."""
    if not leads_of([team]).filter(pk=lead.pk).exists():
        raise BadInput("lead", CANNOT_LEAD)
    if away := absences_between(starts_on, starts_on).get(lead.pk):
        raise BadInput("lead", away.sentence)
    if not 1 <= every_hours <= 72:
        raise BadInput("every_hours", say("between 1 and 72 hours"))
    if not 1 <= prepare_days <= 30:
        raise BadInput("prepare_days", say("between 1 and 30 days"))
    journey = Journey.objects.create(
        kind=kind,
        team=team,
        lead=lead,
        code_name=new_code_name(),
        starts_on=starts_on,
        every_hours=every_hours,
        prepare_days=prepare_days,
        made_by=by,
    )
    audit.record(act="journey.planned", by=by, about=journey.id)
    return journey


@transaction.atomic
def add_custodian(
    *,
    journey: Journey,
    label: str = "",
    by: User,
    partner: Partner | None = None,
    colleagues: Iterable[User] = (),
    happened: bool = False,
    reason: str = "",
    team: Team | None = None,
    area: Area | None = None,
    does: str = "hold_the_person",
    phone: str = "",
) -> JourneyCustodian:
    """A custodian. One that is only a name may be added; it counts as not known.

    Raises `BadInput` without a name, and for a colleague who is kept from somebody who travels;
    `Refused` for a partner or a colleague who may not hold somebody who travels, unless it has
    `happened` that they did, or a `reason` says why two should decide.
    """
    named = list(colleagues)
    called = label.strip() or _label_of(partner, team, named)
    if not called:
        raise BadInput("label", say("Say who it is."))
    # Not only for the plan: whoever is kept from her must not learn where she goes.
    if {colleague.pk for colleague in named} & kept_out_of(journey):
        raise BadInput("colleagues", KEPT_FROM_HER)
    planned = not (happened or reason.strip())
    row = JourneyCustodian(journey=journey, label=called, does=does, planned=planned, phone=phone)
    row.partner, row.team, row.colleagues, row.area = partner, team, named, area
    with other_teams_told(journey, by):
        row.save(force_insert=True)
    # Who is only a name can be found to be neither fit nor unfit: the board shows them as not
    # known.
    if row.planned and row.known:
        must_be_fit(journey=journey, custodians=[row], by=by)
    if reason.strip():
        ask_decision(journey=journey, custodian=row, reason=reason, by=by)
    audit.record(act="journey.changed", by=by, about=journey.id)
    return row


def _label_of(partner: Partner | None, team: Team | None, colleagues: Iterable[User]) -> str:
    if partner is not None:
        return str(partner.name)
    return str(team) if team is not None else ", ".join(map(str, colleagues))


@transaction.atomic
def remove_custodian(*, custodian: JourneyCustodian, by: User) -> None:
    """Take out of the plan whom nobody was with, and who holds no leg and no paper.

    Raises `Refused` for whoever did.
    """
    events = (row.event() for row in custodian.journey.happenings.all())
    # Events are sealed, so that no foreign key says who is named in them.
    used = any(str(custodian.id) in (event.custodian, event.to) for event in events)
    papers = Paper.objects.filter(traveller__journey=custodian.journey_id)
    holds = {leg.hands_id for leg in custodian.journey.legs.all()} | {
        paper.held_by_id for paper in papers
    }
    if used or custodian.id in holds:
        raise Refused(IN_USE)
    # What two decided about them holds of nobody once they are out of the plan.
    custodian.decisions.all().delete()
    with other_teams_told(custodian.journey, by):
        custodian.delete()
    audit.record(act="journey.changed", by=by, about=custodian.journey_id)


@transaction.atomic
def set_phone(*, custodian: JourneyCustodian, phone: str, by: User, version: int) -> None:
    """Set where this custodian is called. Raises `Conflict` if somebody changed it
    since `version`."""
    custodian.phone = phone.strip()
    custodian.save_if_version(version)
    audit.record(act="journey.changed", by=by, about=custodian.journey_id)


@transaction.atomic
def add_paper(
    *,
    traveller: Traveller,
    kind: str,
    held_by: JourneyCustodian,
    by: User,
    ring: Ring | None = None,
) -> Paper:
    """Add one of the typed papers of her case, where `by` may write it. Raises `BadInput` for a
    custodian of another journey, and for a kind that is not in the list."""
    if held_by.journey_id != traveller.journey_id:
        raise BadInput("held_by", say("They do not take part in this journey."))
    shows = _typed_paper(traveller, kind, by, ring)
    paper = Paper(traveller=traveller, kind=kind, shows=shows)
    paper.held_by = held_by
    paper.save(force_insert=True)
    audit.record(act="journey.changed", by=by, about=traveller.journey_id)
    return paper


def _typed_paper(traveller: Traveller, kind: str, by: User, ring: Ring | None) -> TypedPaper | None:
    """The paper of her case that is carried: the same one where there is one, a new one otherwise.
    None for who may not write into that part of it."""
    case, part_and_kind = traveller.case, carried(kind)
    # The paper travels all the same; it stands on the journey and not in the case.
    if ring is None or part_and_kind.part not in writable_for(by, case):
        return None
    of_her = TypedPaper.objects.in_parts([case.id], [part_and_kind.part]).filter(
        person=traveller.person
    )
    on_the_way = Paper.objects.exclude(shows=None).filter(traveller__journey__ended_on=None)
    # One that a journey carries already is in no second pocket.
    free = of_her.exclude(id__in=on_the_way.values("shows"))
    of_kind = [paper for paper in free.order_by("-made_on", "id") if paper.kind == part_and_kind]
    if of_kind:
        return of_kind[0]
    return papers.add_paper(
        case=case,
        person=traveller.person,
        kind=part_and_kind,
        state=PaperState.RECEIVED,
        answers={"keeper": Keeper.HERSELF},
        by=by,
        ring=ring,
    )


@transaction.atomic
def hand_paper(*, paper: Paper, held_by: JourneyCustodian, by: User) -> None:
    """Give a paper to another custodian of the journey; the journal keeps who held it before."""
    if held_by.journey_id != paper.traveller.journey_id:
        raise BadInput("held_by", say("They do not take part in this journey."))
    detail = {"paper": str(paper.id), "from": str(paper.held_by_id), "to": str(held_by.id)}
    paper.held_by = held_by
    paper.save(update_fields=["held_by"])
    audit.record(act="journey.changed", by=by, about=paper.traveller.journey_id, detail=detail)


@transaction.atomic
def answer_item(*, journey: Journey, item: str, yes: bool | None, by: User) -> None:
    """Answer one item of the go / no-go list; None takes the answer back to not known.

    Raises `Refused` once everybody has left: what was answered then is not changed afterwards.
    """
    check_code("item", item, set(QUESTIONS) - set(DERIVED))
    if all_have_left(journey, state_now(journey), first_leaves(journey)):
        raise Refused(THEY_HAVE_LEFT)
    GoAnswer.objects.update_or_create(
        journey=journey, item=item, defaults={"yes": yes, "by": by, "on": timezone.localdate()}
    )
    detail: dict[str, object] = {"item": str(item_of(item)), "yes": yes}
    if item in BORDERS[1:]:
        detail["n"] = BORDERS.index(item) + 1
    audit.record(act="journey.changed", by=by, about=journey.id, detail=detail)


@transaction.atomic
def debrief(*, journey: Journey, words: str, by: User, still_away: str = "") -> None:
    """End a journey with what was learned; whoever left on it is still followed.

    `still_away`: where those are who are still on the way, and who answers for each. Raises
    `Refused` while somebody is between two custodians, `BadInput` where somebody is on the way and
    nobody says where.
    """
    state, where = state_now(journey), still_away.strip()
    away = ending.still_away(state, escorts_of(journey))
    if any(person.between for person in away):
        raise Refused(BETWEEN_TWO)
    if away and not where:
        raise BadInput("still_away", SAY_WHERE)
    with other_teams_told(journey, by):
        journey.debrief = "\n\n".join([words, *([where] if away else [])])
        journey.ended_on = timezone.localdate()
        journey.save(update_fields=["debrief", "ended_on"])
    # After the end: while it runs the board reads the journey itself.
    stays_with_us(journey, state)
    audit.record(act="journey.ended", by=by, about=journey.id)


# Writing the sealed parts of a plan; the first one makes the keys of the journey.


@transaction.atomic
def write_plan(
    *, journey: Journey, part: str, data: dict[str, str], by: User, ring: Ring, version: int = 0
) -> PlanPart:
    """Write `contact`, `sleeping` or `costs`. `version`: the one that was read, 0 for none.

    Raises `BadInput` for another part, NotGranted for whoever may not open what is there,
    `Conflict` if somebody wrote since.
    """
    check_code("part", part, COMPARTMENTS)
    # Two who write the first part at once would make two sets of keys, and one would open nothing.
    Journey.objects.select_for_update().get(id=journey.id)
    if not Folder.objects.filter(id=journey.id).exists():
        make_folder(folder=journey.id, kind="journey", team=journey.team, by=by, ring=ring)
    plan_part = journey.plan_parts.filter(part=part).first()
    if plan_part is None:
        plan_part = PlanPart(
            journey=journey, folder=journey.id, part=part, compartment=COMPARTMENTS[part]
        )
    plan_part.write(ring, data, version)
    audit.record(act="journey.changed", by=by, about=journey.id, detail={"part": part})
    return plan_part
