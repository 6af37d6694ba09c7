"""A shelter is closed: its lead asks, a director agrees, nobody is left in it without a place."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.emergencies import keep_out
from fanal.core.errors import BadInput, Conflict, Refused
from fanal.core.roles import Role
from fanal.core.shelters.stays import StayAct
from fanal.organisation.models import OrganisationChange
from fanal.shelters import asking_access
from fanal.shelters.actions import book, places, stays
from fanal.shelters.models import Bed, Shelter
from fanal.shelters.queries.numbers import numbers_of_shelters
from tests import files
from tests.organisation.changes import asks as asks_for
from tests.organisation.changes import decides
from tests.shares import strangers
from tests.shelters.scene import again, scene, sleeps, woman
from tests.shelters.test_asking import asks as asks_for_a_bed


@pytest.fixture
def here(cast):
    """House Jasmine of Bangkok; Kham of Vientiane works on `far`, whose `woman` needs a bed."""
    found = scene(cast)
    found.woman, found.far = files.in_vientiane(cast)
    return found


today = timezone.localdate


def url(name, *ids):
    return reverse(f"shelters:{name}", args=ids)


def closing_page(cast, here, who=None):
    return files.browser(cast, who or cast.noi).get(url("close", here.shelter.id))


def asks(cast, here):
    return files.browser(cast, cast.noi).post(url("close", here.shelter.id), follow=True)


def emptied(cast, here):
    places.let_go(shelter=here.shelter, one=cast.rith, by=cast.noi)


def closed(cast, here):
    emptied(cast, here)
    asks(cast, here)
    decides(cast)
    here.shelter = again(here.shelter)
    assert here.shelter.closed_on == today()


def leaves(cast, here, stay):
    write = cast.acting(cast.noi)
    stays.leave(stay=stay, to="family", words="To her aunt.", **write)


# ── By two ───────────────────────────────────────────────────────────────────
def test_its_lead_asks_and_a_director_agrees(cast, here):
    emptied(cast, here)
    keeping = files.browser(cast, cast.noi).get(url("keeping", here.shelter.id)).text
    assert url("close", here.shelter.id) in keeping
    answer = asks(cast, here)
    assert "It waits for a second person: Claire" in answer.text
    assert again(here.shelter).closed_on is None
    page = files.browser(cast, cast.claire).get(reverse("organisation:changes")).text
    assert "House Jasmine" in page
    decides(cast)
    assert again(here.shelter).closed_on == today()
    assert not Bed.objects.filter(shelter=here.shelter, ended_on=None).exists()


def test_whoever_leads_it_takes_the_request_back_and_nothing_changes(cast, here):
    emptied(cast, here)
    asks(cast, here)
    noi = files.browser(cast, cast.noi)
    keeping = noi.get(url("keeping", here.shelter.id)).text
    assert url("stay_open", here.shelter.id) in keeping
    assert "Claire" in keeping
    assert url("close", here.shelter.id) not in keeping
    noi.post(url("stay_open", here.shelter.id))
    assert not OrganisationChange.objects.exists()
    assert again(here.shelter).closed_on is None


@pytest.mark.parametrize(
    "who",
    strangers(["sokha", "rith", "linh", "claire", "anan", "mai"], "nobody but who leads it asks"),
)
def test_nobody_but_who_leads_it_asks(cast, here, who):
    assert closing_page(cast, here, getattr(cast, who)).status_code == 404


# ── What is left in it ───────────────────────────────────────────────────────
def test_while_anybody_has_a_bed_the_page_names_her_and_asks_where_she_goes(cast, here):
    stay = sleeps(cast, here)
    coming = sleeps(cast, here, here.beds[1], *woman(cast), due=today())
    page = closing_page(cast, here)
    for one in (stay, coming):
        assert one.person.code_name in page.text
        assert url("stay", one.id) in page.text
    assert "Rith" in page.text
    assert "Ask for it" not in page.text
    answer = asks(cast, here)
    assert "People who have a bed in it: 2" in answer.text
    assert "Colleagues who work in it: 1" in answer.text
    assert not OrganisationChange.objects.exists()


def test_a_bed_that_somebody_asked_for_is_answered_first(cast, here):
    emptied(cast, here)
    row = asks_for_a_bed(cast, here)
    page = closing_page(cast, here)
    assert url("request", row.id) in page.text
    assert "Requests for a bed that wait for an answer: 1" in asks(cast, here).text


def test_what_is_kept_for_somebody_who_left_is_given_back_first(cast, here):
    stay = sleeps(cast, here)
    write = cast.acting(cast.noi)
    kept = book.keep(stay=stay, what="Passport", **write)
    leaves(cast, here, stay)
    emptied(cast, here)
    assert "Things that are kept in it for somebody: 1" in asks(cast, here).text
    assert url("stay", stay.id) in closing_page(cast, here).text
    book.give_back(belonging=kept, by=cast.noi)
    assert "It waits for a second person" in asks(cast, here).text


def test_what_no_lead_has_read_is_read_first(cast, here):
    told = {"kind": "illness", "what": "A fever.", "done": "", "on": today()}
    write = {"shelter": here.shelter, **cast.acting(cast.rith)}
    row = book.add_incident(**write, **told)
    emptied(cast, here)
    assert "Incidents that no lead has read: 1" in asks(cast, here).text
    book.read_incident(incident=row, by=cast.noi)
    assert "It waits for a second person" in asks(cast, here).text


def test_what_the_only_lead_wrote_herself_keeps_nothing_open(cast, here):
    told = {"kind": "illness", "what": "A fever.", "done": "", "on": today()}
    write = {"shelter": here.shelter, **cast.acting(cast.noi)}
    book.add_incident(**write, **told)
    emptied(cast, here)
    assert "It waits for a second person" in asks(cast, here).text


def test_who_was_given_a_bed_since_it_was_asked_stands_against_it(cast, here):
    emptied(cast, here)
    asks(cast, here)
    sleeps(cast, here)
    answer = decides(cast)
    assert "People who have a bed in it: 1" in answer.text
    assert here.person.code_name not in answer.text
    assert again(here.shelter).closed_on is None


def test_of_whom_a_conflict_keeps_its_lead_out_only_the_director_reads_that_she_is_there(
    cast, here
):
    """And who can settle it; for the lead it looks as if nobody were."""
    nok = cast.join("nok", "Nok", Role.TEAM_LEAD, "Bangkok")
    stay = sleeps(cast, here)
    keep_out(case=here.case, user=cast.noi, reason="a cousin", by=cast.sokha)
    emptied(cast, here)
    assert "Still in it" not in closing_page(cast, here).text
    assert "It waits for a second person" in asks(cast, here).text
    answer = decides(cast)
    assert "People who have a bed in it: 1" in answer.text
    assert "Nok can settle it" in answer.text
    assert again(here.shelter).closed_on is None
    stays.leave(stay=stay, to="family", words="To her aunt.", **cast.acting(nok))
    decides(cast)
    assert again(here.shelter).closed_on == today()


def test_a_team_with_an_open_shelter_is_not_closed(cast, here):
    answer = asks_for(cast, "close_team", [cast.bangkok.pk])
    assert "It has a shelter that is open" in answer.text


# ── Afterwards ───────────────────────────────────────────────────────────────
def test_a_closed_shelter_is_offered_nowhere(cast, here):
    offered = asking_access.askable(cast.linh)
    assert here.shelter in offered.all()
    closed(cast, here)
    assert here.shelter not in offered.all()
    assert not numbers_of_shelters(timezone.localtime(), cast.claire)
    for who in (cast.sokha, cast.noi):
        page = files.browser(cast, who).get(url("case", here.case.id)).text
        assert url("admit", here.case.id) not in page
    with pytest.raises(BadInput):
        sleeps(cast, here)
    with pytest.raises(Refused):
        asks_for_a_bed(cast, here)
    with pytest.raises(Refused):
        places.add_beds(shelter=here.shelter, kind="bed", room="R", how_many=1, by=cast.noi)


def test_its_history_is_read_by_who_leads_and_nothing_is_written_in_it(cast, here):
    stay = sleeps(cast, here)
    stays.add_step(stay=stay, act=StayAct.GO_AWAY, words="To the doctor.", **cast.acting(cast.noi))
    leaves(cast, here, stay)
    closed(cast, here)
    noi = files.browser(cast, cast.noi)
    assert url("closed") in noi.get(url("tonight")).text
    assert url("shelter", here.shelter.id) in noi.get(url("closed")).text
    page = noi.get(url("shelter", here.shelter.id)).text
    assert "House Jasmine" in page
    assert url("stay", stay.id) in page
    assert "To the doctor." in noi.get(url("stay", stay.id)).text
    for name in ("incidents", "meetings"):
        assert url(name, here.shelter.id) in page
        told = noi.get(url(name, here.shelter.id))
        assert told.status_code == 200, name
    for name in ("keeping", "beds", "change", "count", "new_incident", "new_meeting", "close"):
        assert noi.get(url(name, here.shelter.id)).status_code == 404, name
        assert url(name, here.shelter.id) not in page, name


@pytest.mark.parametrize(
    "who", strangers(["rith", "linh", "claire", "anan"], "nobody else reads it")
)
def test_nobody_else_reads_it(cast, here, who):
    closed(cast, here)
    client = files.browser(cast, getattr(cast, who))
    for name in ("shelter", "incidents", "meetings"):
        assert client.get(url(name, here.shelter.id)).status_code == 404, name


def test_an_edit_that_was_begun_before_does_not_open_it_again(cast, here):
    held = Shelter.objects.get(pk=here.shelter.pk)
    closed(cast, here)
    with pytest.raises(Conflict):
        places.change_shelter(
            shelter=held, area=None, answers=held.told, version=held.version, by=cast.noi
        )
    assert again(here.shelter).closed_on == today()
