"""Who is kept out of which case is written in SQL for its speed, and answers as the plain rule."""

from datetime import timedelta
from random import Random

import pytest
from django.db.models import Q
from django.utils import timezone

from fanal.accounts.models import User
from fanal.cases.access import cases_for, cases_with, conflicts_on, kept_out_of, with_parts
from fanal.cases.models import BreakGlass, Case
from fanal.cases.queries.lists import unassigned_cases
from fanal.cases.queries.statements import SAID_IN
from fanal.core.roles import Permission
from tests import files
from tests.people.test_seen_as_written_plainly import (
    HOLDERS,
    living_grants,
    merged,
    people_of_all_teams,
    plainly_kept_out,
    plainly_listed,
    ways_in,
    ways_out,
)
from tests.shares import mostly_long


def plainly_closed(user):
    """The cases on whose list the user stands, and the cases of all whose files are closed to her."""
    cases = set(Case.objects.filter(id__in=plainly_listed(user)))
    return cases | set(Case.objects.filter(people__in=plainly_kept_out(user)))


def plainly(user):
    if not any(user.may(holder) for holder in HOLDERS):
        return set()
    broken = BreakGlass.objects.filter(user=user, until__gt=timezone.now())
    ways = Q(id__in=living_grants(user).values("folder")) | Q(id__in=broken.values("case"))
    if user.may(Permission.WORK_CASES):
        ways |= Q(team__in=user.teams.all())
    return set(Case.objects.filter(ways)) - plainly_closed(user)


def opened_parts(user):
    """Of all cases those of which `with_parts` says that this part is open; each is open itself."""
    told = list(with_parts(user, Case.objects.all(), *SAID_IN))
    found = {part: {one for one in told if vars(one)[f"opens_{part}"]} for part in SAID_IN}
    assert set().union(*found.values()) <= {one for one in told if one.opens}
    return found


def further_cases(cast, chance, people, users):
    """Cases of everybody, of one to three people or of nobody, in any hands."""
    for _ in range(20):
        case = files.case(
            cast,
            people=chance.sample(people, chance.choice([0, 1, 1, 2, 3])),
            team=chance.choice([cast.bangkok, cast.vientiane, cast.saigon]),
        )
        Case.objects.filter(id=case.id).update(assignee=chance.choice([None, *users]))
        for user in chance.sample(users, 2):
            until = timezone.now() + timedelta(minutes=chance.choice([-1, 1]))
            BreakGlass.objects.create(
                case=case, user=user, reason="danger", at=timezone.now(), until=until
            )


def works_there(user, case):
    return user and user.may("work on cases") and case.team in user.teams.all()


@pytest.mark.parametrize("seed", mostly_long(range(4), of=4))
def test_everybody_opens_the_cases_that_the_plain_rule_says(cast, seed):
    chance, users = Random(seed), list(User.objects.order_by("email"))
    people = people_of_all_teams(cast, chance)
    merged(chance, people)
    ways_in(cast, chance, people, users)
    further_cases(cast, chance, people, users)
    ways_out(cast, chance, people, users)
    closed = {user: plainly_closed(user) for user in users}
    for user in users:
        assert set(cases_for(user)) == plainly(user), user.email
        assert set(Case.objects.filter(id__in=kept_out_of(user))) == closed[user]
        assert opened_parts(user) == {part: set(cases_with(user, part)) for part in SAID_IN}
    for case in Case.objects.all():
        kept_out = set(conflicts_on(case.id).values_list("user", flat=True))
        assert kept_out == {user.pk for user in users if case in closed[user]}
    held = {case for case in Case.objects.all() if case in closed.get(case.assignee, ())}
    assert held
    nobodys = {case for case in Case.objects.all() if not works_there(case.assignee, case)}
    assert set(unassigned_cases()) == held | nobodys
    assert sum(len(of_one) for of_one in closed.values()) > 3 * 8  # more than stands on the lists
