"""What falls due in cases that nobody works on: whoever leads the team reads it, and whoever stands
in for her, also where she has no lead's role."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanal.accounts.models import Membership, User
from fanal.authority import genuine_rows
from fanal.cases.actions.tasks import add_task
from fanal.cases.queries.agenda import agenda
from fanal.cases.queries.agenda_asked import Asked
from fanal.cases.queries.closed_in_danger import of_hers
from fanal.cases.queries.late_number import LATE
from fanal.web.menu_counts import numbers
from tests import files
from tests.organisation.colleagues import let_in, stands_in

WAYS = ["account", "team", "role"]


@pytest.fixture
def case(cast):
    """A case of Sokha's, with a task of hers that is late."""
    made = files.case(cast)
    yesterday = timezone.localdate() - timedelta(days=1)
    add_task(case=made, title="call the clinic", due=yesterday, by=cast.sokha, assignee=cast.sokha)
    return made


def goes(cast, how):
    """Her account ends, she leaves the team, or works on cases no more."""
    if how == "account":
        User.objects.filter(pk=cast.sokha.pk).update(is_active=False)
    elif how == "role":
        User.objects.filter(pk=cast.sokha.pk).update(role="data_analyst")
    else:
        Membership.objects.filter(user=cast.sokha, team=cast.bangkok).delete()


def late(user):
    genuine_rows.run()
    return numbers({"late": LATE}, user).get("late", 0)


def due(cast, user):
    found = agenda(Asked(user, cast.ring(user), timezone.localtime()), {"task"})
    return [(one.title, one.stands_in) for one in found]


@pytest.mark.parametrize("how", WAYS)
def test_the_menu_says_to_a_lead_that_something_is_late(cast, case, how):
    assert late(cast.noi) == 0
    goes(cast, how)
    assert due(cast, cast.noi) == [("call the clinic", "nobody works on it")]
    assert late(cast.noi)


def test_whoever_stands_in_for_a_lead_reads_it_in_her_place(cast, case):
    bopha = let_in(cast)
    goes(cast, "team")
    assert (late(bopha), due(cast, bopha)) == (0, [])
    stands_in(cast, bopha, cast.noi, by=cast.claire)
    assert late(bopha)
    assert due(cast, bopha) == [("call the clinic", "nobody works on it")]
    case.closed = True
    case.save()
    assert list(of_hers(bopha)) == [case]


def test_nor_does_she_who_stands_in_for_a_worker(cast, case):
    bopha = let_in(cast)
    stands_in(cast, bopha, cast.sokha)
    other = files.case(cast, by=cast.noi)
    User.objects.filter(pk=cast.noi.pk).update(is_active=False)
    assert other not in of_hers(bopha)
    assert due(cast, bopha)[0][1].startswith("for Sokha Chea")
