"""Who reads and writes the plan of a person: whoever works on her file, and nobody else."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from fanal.absences.queries import away_today
from fanal.accounts.access import team_ids_of
from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.cases import access as cases
from fanal.cases.deciding import leads_by_team
from fanal.cases.models import Case, CasePerson
from fanal.core.casework.entries import entry_kind
from fanal.core.reintegration.abroad import WENT_OUT
from fanal.core.roles import READS_NUMBERS, Permission
from fanal.core.sealing.compartments import NARRATIVE, Compartment
from fanal.keys.ring import Ring
from fanal.people import access as people
from fanal.people.exclusion import kept_out_of_any
from fanal.people.models import Person
from fanal.people.queries import all_files_of, chain_of, files_of, kin_of, merged_of
from fanal.reintegration.models import FamilyAssessment, Plan, PlanGoal, PlanRecord, PlanRecordKind
from fanal.sharing.models import Referral
from fanal.web.lookup import first_or_404, found_or_404

person_for = people.written_person_for
leads = people.leads


def opened(user: User, person: Person, *, ring: Ring) -> None:
    """Write down that her plan was opened; without its key, that this user looked at it."""
    held = NARRATIVE in ring.compartments(person.id)
    act = "reintegration.opened" if held else "reintegration.looked_at"
    audit.record(act=act, by=user, about=person.id, detail={"compartment": NARRATIVE})


def plan_of(person: Person) -> Plan | None:
    """Return her running plan, else the last one, in any of her files. Where two run, as after two
    files were put together, return that of this file: each is reached by its own."""
    return plans_of([person]).get(person.id)


def plans_of(people: Collection[Person]) -> dict[UUID, Plan]:
    """Return the plan of each of these people, as `plan_of` does, in one query."""
    ids = [person.id for person in people]
    rows = Plan.objects.filter(person__in=[*ids, *kin_of(ids)]).order_by("-ended_on", "id")
    rows = rows.select_related("person", "worker", "asked_by", "ended_by")
    into, found = merged_of(), list(rows) if ids else []
    # By all her files: two files that were found to be hers are one woman, who is asked once.
    hers = {id: [row for row in found if id in chain_of(row.person_id, into)] for id in ids}
    return {id: _that_counts(plans, id) for id, plans in hers.items() if plans}


def _that_counts(plans: list[Plan], file: UUID) -> Plan:
    running = [row for row in plans if row.ended_on is None]
    own = [row for row in running if row.person_id == file]
    return [*own, *running, *plans][0]


def others_that_run(plan: Plan) -> QuerySet[Plan]:
    """Return the plans beside this one that run in other files that were found to be hers."""
    rows = Plan.objects.filter(person__in=all_files_of(plan.person_id), ended_on=None)
    rows = rows.exclude(pk=plan.pk).defer("sealed")
    return rows.select_related("person__team", "worker").order_by("made_on", "id")


def plan_for(user: User, person_id: UUID) -> Plan:
    """Return her plan, running or ended; `Http404` where there is none."""
    return found_or_404(plan_of(person_for(user, person_id)))


def running_plan_for(user: User, person_id: UUID) -> Plan:
    """Return a plan as `plan_for` does, unless it has ended."""
    plan = plan_for(user, person_id)
    if plan.ended_on is not None:
        raise Http404
    return plan


def led_plan_for(user: User, person_id: UUID) -> Plan:
    """Return a plan as `running_plan_for` does, for a lead of the team that has her file."""
    plan = running_plan_for(user, person_id)
    if not leads(user, plan.person):
        raise Http404
    return plan


def goal_for(user: User, person_id: UUID, goal_id: UUID) -> PlanGoal:
    plan = running_plan_for(user, person_id)
    goal = found_or_404(plan.goals.filter(pk=goal_id, dropped_on=None).first())
    goal.plan = plan
    return goal


def record_for(user: User, person_id: UUID, record_id: UUID, kind: PlanRecordKind) -> PlanRecord:
    plan = running_plan_for(user, person_id)
    record = plan.records.filter(pk=record_id).select_related("referral__partner").first()
    # The kind is sealed, so that it is compared here.
    if record is None or record.kind != kind:
        raise Http404
    record.plan = plan
    return record


def plans_to_end(user: User) -> list[Plan]:
    """Return the plans that a colleague asked to end, in files of this user's teams: for a lead of
    the team, or for whoever works there where it has no other lead."""
    rows = Plan.objects.filter(ended_on=None, asked_by__isnull=False).exclude(asked_by=user)
    found = _of_files_worked_on(user, rows).select_related("asked_by").order_by("asked_on", "id")
    return _without_other_leads(user, [(row, row.asked_by_id) for row in found])


def plan_to_end(user: User, plan_id: UUID) -> Plan:
    """Return one of the plans that this user may end, or raise `Http404`."""
    return first_or_404(plan for plan in plans_to_end(user) if plan.id == plan_id)


def must_have_asked(user: User, plan: Plan) -> None:
    """Raise `Http404` unless this user asked that it ends: anybody else says no with a reason."""
    if plan.asked_by_id not in (None, user.pk):
        raise Http404


def _of_files_worked_on[Row: Plan | FamilyAssessment](
    user: User, rows: QuerySet[Row]
) -> QuerySet[Row]:
    """Return the rows of people on whose files this user works, with these people."""
    if not user.may(Permission.WORK_CASES):
        return rows.none()
    rows = rows.filter(person__team__in=team_ids_of(user)).select_related("person")
    return rows.exclude(person__in=people.kept_out_of(user)).defer("sealed")


def _without_other_leads[Row: Plan | FamilyAssessment](
    user: User, asked: Sequence[tuple[Row, UUID | None]]
) -> list[Row]:
    """Return the rows that this user may decide as the second person; each comes with who asked.
    A lead may decide all; anybody else those for which no other lead of the team who may decide is
    at work."""
    if not asked or user.may(Permission.LEAD_CASES):
        return [row for row, _by in asked]
    led = leads_by_team({row.person.team_id for row, _by in asked})
    excluded, away = kept_out_of_any(people=[row.person_id for row, _by in asked]), away_today()
    return [row for row, by in asked if not _other_leads(row.person, {by, *away}, led, excluded)]


def _other_leads(
    person: Person,
    but: Collection[UUID | None],
    led: Mapping[UUID, Collection[UUID]],
    excluded: Collection[UUID],
) -> set[UUID]:
    others = {*led.get(person.team_id, [])}.difference(but)
    # Asked of her alone where one of them is kept out of any of several: it may be another's file.
    return others - kept_out_of_any(people=[person.id]) if others & {*excluded} else others


def assessments_of(person: Person) -> QuerySet[FamilyAssessment]:
    rows = FamilyAssessment.objects.filter(person__in=files_of(person))
    return rows.select_related("made_by", "second").order_by("-on", "-number")


def families_to_second(user: User, today: date) -> list[FamilyAssessment]:
    """Return the assessments without a second assessor that still hold, in files of this user's
    teams: for a lead of the team, or for whoever works there where it has no other lead."""
    rows = FamilyAssessment.objects.filter(second=None, due__gt=today).exclude(made_by=user)
    found = _of_files_worked_on(user, rows).select_related("made_by").order_by("made_on", "id")
    return _without_other_leads(user, [(row, row.made_by_id) for row in found])


def assessment_for(user: User, person_id: UUID, assessment_id: UUID) -> FamilyAssessment:
    return found_or_404(
        assessments_of(person_for(user, person_id)).filter(pk=assessment_id).first()
    )


def case_for(user: User, case_id: UUID) -> Case:
    """The case, for whoever works on it."""
    return cases.worked_case_for(user, case_id)


def cases_with_rules(user: User, person: Person) -> QuerySet[Case]:
    """Return her cases, open or closed, in which this user reads how she may be reached."""
    return cases_that_open(user, person, entry_kind("contact").compartment)


def cases_that_open(user: User, person: Person, part: Compartment) -> QuerySet[Case]:
    """Return her cases, open or closed, of which this user opens this part; the newest first."""
    return cases.cases_with(user, part).filter(_hers(person)).order_by("-opened_on", "id")


def case_to_write_in(user: User, person: Person) -> Case | None:
    """Return the newest open case of hers on which this user works."""
    return _newest_worked_on(user, person, closed=False)


def case_of_her_state(user: User, person: Person) -> Case | None:
    """Return the case in which what was heard of her danger stands: an open one of hers on which
    this user works, else the newest that was closed. Her plan goes on after the last is closed."""
    return case_to_write_in(user, person) or _newest_worked_on(user, person, closed=True)


def case_to_open_again(user: User, person: Person) -> Case | None:
    """Return the newest closed case of hers on which this user works, where none is open."""
    rows = _cases_of(person).exclude(closed=True)
    return None if rows.exists() else _newest_worked_on(user, person, closed=True)


def open_cases_of(user: User, person: Person) -> QuerySet[Case]:
    """Return every open case of hers that this user may open, the newest first."""
    rows = cases.cases_for(user).filter(_hers(person)).exclude(closed=True)
    return rows.order_by("-opened_on", "id")


def case_of_next_look(user: User, plan: Plan) -> Case | None:
    """Return the case in which her answer on being asked again stands, and its task: an open case
    of hers. Where all are closed, the newest, for the worker of the plan and a lead alone."""
    case = case_to_write_in(user, plan.person)
    if case is None and (plan.worker_id == user.pk or leads(user, plan.person)):
        return _newest_worked_on(user, plan.person, closed=True)
    return case


def _cases_of(person: Person) -> QuerySet[Case]:
    return Case.objects.filter(_hers(person))


def _hers(person: Person) -> Q:
    """A filter for her own cases: one in which she stands as family alone is somebody else's."""
    links = CasePerson.objects.filter(person__in=files_of(person)).exclude(of_family=True)
    return Q(id__in=links.order_by().values("case"))


def _newest_worked_on(user: User, person: Person, *, closed: bool) -> Case | None:
    rows = _cases_of(person).filter(closed=closed)
    for case in rows.order_by("-opened_on", "id"):
        if cases.works_on(user, case):
            return cases.case_for(user, case.id)
    return None


def referrals_that_went(user: User, person: Person) -> list[Referral]:
    """Return the referrals by which a partner knows of her through the gate, in cases on which this
    user works; the newest first, one a partner."""
    rows = Referral.objects.filter(person__in=files_of(person), kind="referral", state__in=WENT_OUT)
    rows = rows.select_related("case__team", "case__assignee", "person", "partner", "area")
    went: dict[UUID, Referral] = {}
    for row in rows.order_by("-made_on", "id"):
        if row.partner_id not in went and cases.works_on(user, row.case):
            went[row.partner_id] = row
    return list(went.values())


def plans_for(user: User) -> QuerySet[Plan]:
    """Return the running plans of the people on whose files this user works: of her teams, without
    those that a conflict closes to her."""
    if not user.may(Permission.WORK_CASES):
        return Plan.objects.none()
    # From the plans to their people: from all people the database would look at each of them.
    worked_on = people.people_for(user, Plan).filter(id=OuterRef("person_id")).order_by()
    rows = Plan.objects.filter(Exists(worked_on), ended_on=None)
    return rows.defer("sealed").select_related("person__team", "worker")


def must_see_rates(user: User) -> None:
    """Raise `Http404` unless this user leads a team or reads the counts of the organisation."""
    if not (user.may(Permission.LEAD_CASES) or counts_all(user)):
        raise Http404


def counts_all(user: User) -> bool:
    """Whether this user counts the plans of all teams, and so reads no small number."""
    return user.may(*READS_NUMBERS)


def plans_counted_for(user: User) -> QuerySet[Plan]:
    """Return all plans, ended ones too: of the teams of a lead, or of every team for whoever reads
    the counts of the organisation."""
    # A conflict closes numbers too: of few plans a count tells of one.
    rows = Plan.objects.exclude(person__in=people.kept_out_of(user, Plan))
    if not counts_all(user):
        rows = rows.filter(person__team__in=user.teams.order_by().values("pk"))
    return rows.defer("sealed").order_by()


def open_to(user: User, ids: Collection[UUID]) -> set[UUID]:
    """Return those of these people on whose files this user works."""
    if not user.may(Permission.WORK_CASES):
        return set()
    return set(people.people_among(user, ids).order_by().values_list("id", flat=True))
