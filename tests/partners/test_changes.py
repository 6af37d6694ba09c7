"""One colleague alone changes the number by which a trusted partner is called: whoever is about to send
something reads who did, and what stood there before."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.core.errors import Conflict
from fanal.partners.actions import partners
from fanal.partners.models import Partner
from fanal.partners.queries.changes import recent_change
from tests import files
from tests.sharing.referring import chooses, filled, step_3
from tests.sharing.scene import scene

NUMBER, HERS = "+66 2 555 0101", "+66 2 555 0999"


@pytest.fixture
def house(cast):
    return partners.add_partner(kind="organisation", name="Blue House", contact=NUMBER, by=cast.noi)


def change(house, by, **fields):
    """As the form does, which sends all of them."""
    row = Partner.objects.get(pk=house.pk)
    held = {
        name: getattr(row, name)
        for name in ("name", "type", "languages", "services", "contact", "age_key")
    }
    partners.change_partner(partner=row, by=by, version=row.version, **held | fields)
    return Partner.objects.get(pk=house.pk)


def before(row, days=0):
    told = recent_change(row, timezone.localdate() + timedelta(days=days))
    return told and (told.who, [text for _label, text in told.before])


def test_who_changed_the_number_is_told_with_the_number_of_before(cast, house):
    row = change(house, cast.sokha, contact=HERS)
    assert before(row) == ("Sokha Chea", [NUMBER])
    page = files.browser(cast, cast.noi).get(reverse("partners:partner", args=[row.pk])).text
    assert "Sokha Chea changed how" in page
    assert NUMBER in page


def test_a_second_change_hides_nothing_of_the_first(cast, house):
    change(house, cast.sokha, contact=HERS)
    row = change(house, cast.sokha, contact=HERS + " ", name="Red House")
    assert before(row) == ("Sokha Chea", ["Blue House", NUMBER])
    assert before(change(house, cast.noi, services="beds")) == (
        "Sokha Chea",
        ["Blue House", NUMBER],
    )


def test_what_stands_there_again_and_what_was_filled_in_first_are_not_told(cast, house):
    change(house, cast.sokha, contact=HERS)
    assert before(change(house, cast.sokha, contact=NUMBER)) is None
    row = partners.add_partner(kind="organisation", name="Green House", by=cast.noi)
    assert before(change(row, cast.sokha, contact=NUMBER)) is None


def test_after_ninety_days_it_is_told_no_more(cast, house):
    row = change(house, cast.sokha, contact=HERS)
    assert before(row, 90)
    assert before(row, 91) is None


def test_of_two_who_change_at_once_nothing_of_the_second_is_kept(cast, house):
    old = Partner.objects.get(pk=house.pk)
    change(house, cast.sokha, contact=HERS)
    with pytest.raises(Conflict):
        partners.change_partner(partner=old, by=cast.noi, version=old.version, name="Other")
    assert before(Partner.objects.get(pk=house.pk)) == ("Sokha Chea", [NUMBER])


def test_whoever_is_about_to_send_something_reads_it_and_whoever_approves(cast):
    here = scene(cast)
    change(here.shelter, cast.sokha, name="Other House")
    client = files.browser(cast, cast.sokha)
    assert chooses(client, here).status_code == 302
    assert "Sokha Chea changed how" in client.get(step_3(here)).text
    answer = client.post(step_3(here), filled())
    assert "Sokha Chea changed how" in client.get(answer.url).text
