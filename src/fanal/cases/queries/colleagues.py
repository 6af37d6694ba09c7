"""Who may be chosen: for tasks, for grants, for the conflict list; and whose work a case is."""

from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.utils.translation import ngettext

from fanal.absences.queries import teams_led, whose_work
from fanal.accounts.models import User
from fanal.cases.access import cases_for, conflicts_on
from fanal.cases.models import Case
from fanal.cases.queries.lists import without_worker
from fanal.core.roles import Permission
from fanal.keys.models import Grant
from fanal.keys.queries import living_grants_on
from fanal.keys.whereabouts_access import who_opens
from fanal.people.exclusion import ListedConflict, listed_on


def colleagues_of(case: Case) -> QuerySet[User]:
    """Return the people of the case's team who work on cases and whom no conflict keeps out of it.
    Of an administrator or a lawyer nobody could say that she has it in hand: she may not see it."""
    team = User.objects.who_may(Permission.WORK_CASES).filter(teams=case.team_id)
    return team.exclude(id__in=conflicts_on(case.id).values("user")).order_by("display_name")


def worked_by(user: User) -> Q:
    """Return the condition by which a case is this user's work: her own, those of whom she stands
    in for, and for a lead those of her teams that nobody sees to, as after a worker has left; also
    for whoever stands in for a lead."""
    own, led = Q(assignee__in=whose_work(user)), teams_led(user)
    return own if led is None else own | Q(team__in=led) & without_worker()


def cases_in_hand(user: User) -> list[str]:
    """Return in words how many open cases are hers."""
    n = Case.objects.filter(assignee=user, closed=False).count()
    says = ngettext(
        "She works on {n} open case. A lead hands it on, best before she leaves.",
        "She works on {n} open cases. A lead hands them on, best before she leaves.",
        n,
    )
    return [says.format(n=n)] if n else []


def leads_of(case: Case) -> QuerySet[User]:
    """The leads of its team whom no conflict keeps out: whom to ask for a part of the case."""
    leads = User.objects.who_may(Permission.LEAD_CASES)
    return colleagues_of(case).filter(id__in=leads.values("id"))


def could_be_kept_out(user: User, case: Case) -> QuerySet[User]:
    """Who can be put on the list of this very case: everybody who works here, but oneself."""
    people = User.objects.filter(is_active=True).exclude(id__in=listed_on(case).values("user"))
    # All but oneself: the lead who keeps herself out could let nobody in again.
    return people.exclude(pk=user.pk).order_by("display_name")


def kept_out_through_others(case: Case, reader: User) -> list[tuple[User, list[ListedConflict]]]:
    """Return whom another case of the same people keeps out of this one, each with what `reader`
    may know of it: the conflicts of cases that she may open."""
    conflicts = conflicts_on(case.id).exclude(case=case).select_related("case", "user", "by")
    open_to = set(
        cases_for(reader).filter(id__in=conflicts.values("case")).values_list("id", flat=True)
    )
    by_user: dict[User, list[ListedConflict]] = {}
    for conflict in conflicts.order_by("user__display_name", "on", "id"):
        by_user.setdefault(conflict.user, []).extend(
            [conflict] if conflict.case_id in open_to else []
        )
    return list(by_user.items())


def knowing_the_place(cases: Collection[Case]) -> list[User]:
    """Who of these teams opens where she sleeps in one of the cases, and is kept out of none."""
    knowing = who_opens([case.id for case in cases]).filter(
        teams__in={case.team_id for case in cases}
    )
    kept_out = [conflicts_on(case.id).values_list("user", flat=True) for case in cases]
    return list(knowing.exclude(id__in=set().union(*kept_out)).distinct())


def may_be_granted(case: Case) -> QuerySet[User]:
    """Active people of roles that hold cases, who do not open it by the team, nor are kept out.

    A lawyer or a director of the team holds no key of it: she opens what is granted.
    """
    holds = (Permission.WORK_CASES, Permission.WORK_LEGAL, Permission.APPROVE_DISCLOSURE)
    people = User.objects.who_may(*holds).filter(keys__retired=None)
    by_team = User.objects.who_may(Permission.WORK_CASES).filter(teams=case.team_id).order_by()
    people = people.exclude(id__in=by_team.values("id"))
    people = people.exclude(id__in=conflicts_on(case.id).values("user"))
    # `keys__retired=None` is also true of who has no keys at all: nothing could be wrapped to her.
    return people.exclude(keys=None).order_by("display_name").distinct()


def grants_on(case: Case) -> list[Grant]:
    """Return who was granted which parts of the case by name, until when, and why."""
    return list(living_grants_on(case.id))


def whose_task(case: Case, *asked: User | None) -> User | None:
    """Return who is given a task of the case: the first of these who works there, else who works on
    it, a lead of the team, or anybody of it; None where nobody is left. In the hands of a colleague
    who left the team, or whom a conflict keeps out, it would wait for nobody."""
    wanted = [one.pk for one in (*asked, case.assignee) if one is not None]
    # Of these alone: mostly one of them is there, and a team may be large.
    there = colleagues_of(case).in_bulk(wanted)
    found = next((there[pk] for pk in wanted if pk in there), None)
    return found or leads_of(case).first() or colleagues_of(case).first()
