"""What waits for a second person is decided once: who read it while it waited is told so.

The pages lead to nothing that was decided; between the page and its button another may have done it.
"""

import pytest
from django.utils import timezone

from fanal.absences.models import StandIn, TravelMode
from fanal.core.errors import BadInput, Refused
from fanal.core.roles import Role
from fanal.organisation import actions
from fanal.organisation.actions import stand_ins, travel
from fanal.organisation.changes import KINDS
from fanal.organisation.models import OrganisationChange
from tests.organisation.colleagues import let_in, stands_in

pytestmark = pytest.mark.django_db
DECIDED = "decided already"


@pytest.fixture
def asked(cast):
    """A new name for Sokha, as Anan asks for it."""
    before = KINDS["person"].now(cast.sokha.pk)
    wanted = {**before, "display_name": "Sokha Martin"}
    return actions.propose(
        kind="person", about=cast.sokha.pk, before=before, wanted=wanted, by=cast.anan
    )


@pytest.mark.parametrize("first", [actions.agree, actions.refuse])
def test_a_change_of_the_organisation(cast, asked, first):
    read = OrganisationChange.objects.get()
    first(row=asked, by=cast.claire)
    second = cast.join("dina", "Dina Roth", Role.DIRECTOR, "Bangkok")
    for late in (actions.agree, actions.refuse):
        with pytest.raises(Refused, match=DECIDED):
            late(row=read, by=second)
    with pytest.raises(Refused, match=DECIDED):
        actions.take_back(row=read, by=cast.anan)
    cast.sokha.refresh_from_db()
    made = first is actions.agree
    assert cast.sokha.display_name == ("Sokha Martin" if made else "Sokha Chea")


def test_a_stand_in(cast):
    row = stands_in(cast, let_in(cast), cast.noi)
    read = StandIn.objects.get(pk=row.pk)
    stand_ins.agree(row=row, by=cast.claire)
    for late in (stand_ins.agree, stand_ins.refuse):
        with pytest.raises(Refused, match=DECIDED):
            late(row=read, by=cast.claire)
    assert StandIn.objects.get().agreed_on == timezone.localdate()


@pytest.mark.parametrize("late", [travel.let_back, travel.keep_away])
def test_the_end_of_travel_mode(cast, late):
    travel.begin(user=cast.sokha, until=timezone.localdate(), cases=[])
    row = travel.ask_back(user=cast.sokha)
    travel.keep_away(row=row, by=cast.noi)
    with pytest.raises(Refused, match=DECIDED):
        late(row=row, by=cast.noi)
    with pytest.raises(Refused, match="Another person decides"):
        late(row=travel.ask_back(user=cast.sokha), by=cast.kham)
    assert TravelMode.objects.filter(user=cast.sokha).exists()


def test_an_office_is_changed_to_what_can_be_and_is_different(cast):
    office = cast.bangkok.office
    now = KINDS["office"].now(office.pk)
    ask = {"kind": "office", "about": office.pk, "before": now, "by": cast.anan}
    for wrong in ({"country": "XX"}, {"time_zone": "Asia/Atlantis"}):
        with pytest.raises(BadInput) as mistake:
            actions.propose(wanted={**now, **wrong}, **ask)
        assert [mistake.value.where] == [*wrong]
    with pytest.raises(Refused, match="Nothing is different"):
        actions.propose(wanted=now, **ask)
    assert not OrganisationChange.objects.exists()
