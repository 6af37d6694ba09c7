"""Nobody is let in at the door of a shelter because somebody wrote in the database that she may be."""

import pytest
from django.urls import reverse

from fanal.authority import genuine_rows, queries
from fanal.authority.attested import Unauthentic
from fanal.shelters.actions import visits
from fanal.shelters.models import Visitor
from fanal.shelters.queries.visitors import visitors_of
from tests import files
from tests.security.planting import insert, put_back, row_of, update
from tests.shelters.scene import scene, sleeps

NAME = "Mali Boun"


@pytest.fixture
def here(cast):
    found = scene(cast)
    found.cast, found.stay = cast, sleeps(cast, found)
    found.mali = visits.allow_visitor(
        stay=found.stay, name=NAME, relation="sister", she_agrees=True, **cast.acting(cast.sokha)
    )
    genuine_rows.run()
    assert [one.pk for one in visitors_of(found.stay)] == [found.mali.pk]
    return found


def off_the_list_and_back(here):
    before = row_of(Visitor, id=here.mali.pk)
    visits.end_visitor(visitor=here.mali, by=here.cast.sokha)
    put_back(Visitor, before)


def put_in(here):
    visits.end_visitor(visitor=here.mali, by=here.cast.sokha)
    insert(Visitor, **row_of(Visitor, id=here.mali.pk) | {"id": here.stay.pk, "ended_on": None})


def may_come_again(here):
    visits.end_visitor(visitor=here.mali, by=here.cast.sokha)
    update(Visitor, {"ended_on": None}, id=here.mali.pk)


@pytest.mark.parametrize("attack", [off_the_list_and_back, put_in, may_come_again])
def test_nobody_is_let_in_whom_nobody_put_on_her_list(here, attack):
    attack(here)
    genuine_rows.run()  # as each request does
    assert visitors_of(here.stay) == []
    rith = files.browser(here.cast, here.cast.rith)
    assert NAME not in rith.get(reverse("shelters:stay", args=[here.stay.pk])).text
    forged = Visitor.objects.get(ended_on=None)
    with pytest.raises(Unauthentic):
        visits.visit(stay=here.stay, visitor=forged, words="", **here.cast.acting(here.cast.rith))
    assert any("who may visit" in str(fault) for fault in queries.faults())
