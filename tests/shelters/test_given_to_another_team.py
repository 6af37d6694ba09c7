"""A case goes to another team while she sleeps in a shelter of the first one."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.queries.present import states_in
from fanal.core.casework.statements import Custody
from fanal.shelters.actions import book, stays
from tests import files
from tests.shares import mostly_long
from tests.sharing.transfers import accept, offer, told_case
from tests.shelters.scene import scene, sleeps

LIGHT = "Zlight at night."


def test_the_new_team_reads_how_her_stay_goes_and_whom_to_ask_and_nothing_of_the_book(
    cast, django_capture_on_commit_callbacks
):
    house = scene(cast)
    here = told_case(cast)
    stay = sleeps(cast, house, person=here.person, case=here.case, tonight=LIGHT)
    held = book.restrict(
        stay=stay, kind="phone", why="Zhe calls.", hers="No.", **cast.acting(cast.noi)
    )
    address = reverse("shelters:stay_of_case", args=[stay.id])
    assert files.browser(cast, cast.kham).get(address).status_code == 404
    transfer = offer(cast, here)
    with django_capture_on_commit_callbacks(execute=True):
        accept(cast, transfer)
    kham = files.browser(cast, cast.kham)
    assert address in kham.get(reverse("shelters:case", args=[here.case.id])).text
    shown = kham.get(address).text
    for said in ("House Jasmine", cast.noi.display_name, "ends by itself on", "Lao"):
        assert said in shown
    assert not [said for said in (LIGHT, "Zhe calls", "Room 1") if said in shown]
    book.lift(restriction=held, by=cast.noi)
    stays.leave(
        stay=stay, to="family", on=timezone.localdate(), words="Zaunt", **cast.acting(cast.rith)
    )
    shown = kham.get(address).text
    assert "Zaunt" not in shown
    assert "has ended" in shown or "lifted on" in shown
    for one in (cast.sokha, cast.rith, cast.mai, cast.claire):
        assert files.browser(cast, one).get(address).status_code == 404


@pytest.mark.parametrize("_again", mostly_long(range(4), of=4))  # told in any order
def test_the_new_team_which_reads_no_hour_reads_the_last_of_what_happened_on_a_day(cast, _again):
    house, here = scene(cast), told_case(cast)
    stay = sleeps(cast, house, person=here.person, case=here.case)
    stays.leave(stay=stay, to="not_known", **cast.acting(cast.rith))
    accept(cast, offer(cast, here))
    seen = states_in(here.case, cast.kham, cast.ring(cast.kham))[here.person.id].state
    assert seen.custody is Custody.NOBODY
    assert "Left House Jasmine" in str(seen.place.answer)


def test_of_a_bed_and_a_place_of_one_day_the_new_team_reads_whom_to_ask_for_the_hour(cast):
    """The hour is in the book of the shelter, which she does not open: it is not missing."""
    house, here = scene(cast), told_case(cast)  # where she was before was written today as well
    sleeps(cast, house, person=here.person, case=here.case)
    accept(cast, offer(cast, here))
    kham = files.browser(cast, cast.kham)
    page = kham.get(reverse("cases:case", args=[here.case.id])).text
    assert "House Jasmine" in page
    assert "an hour is missing" not in page
    assert "ask the shelter for the hour" in page
    assert "an hour is missing" not in kham.get(reverse("journeys:board")).text
