"""What waits of a team or an account stands on its page; a new team is of the office that has none."""

from django.urls import reverse
from django.utils.formats import date_format

from fanal.accounts.models import Office
from fanal.organisation.models import OrganisationChange
from fanal.organisation.queries.pages import office_without_team
from fanal.partners.actions.areas import add_area
from tests.organisation.changes import MYANMAR, asks, page


def test_a_new_team_is_of_the_one_office_that_has_none(cast):
    assert office_without_team() is None
    paris = Office.objects.create(name="Paris", country="FR", time_zone="Europe/Paris")
    form = page(cast, cast.anan).get(reverse("organisation:new_team")).context["form"]
    assert str(form["office"].value()) == str(paris.pk)
    Office.objects.create(name="Hue", country="VN", time_zone="Asia/Ho_Chi_Minh")
    assert office_without_team() is None


def test_an_account_says_what_is_asked_of_it(cast):
    address = reverse("accounts:person", args=[cast.sokha.pk])
    anan = page(cast, cast.anan)
    assert "Waits for a director" not in anan.get(address).text
    asks(cast, "person", [cast.sokha.pk], display_name="Sokha Chan")
    change = OrganisationChange.objects.get()
    assert change.about == cast.sokha.pk
    assert f"Waits for a director until {date_format(change.until)}" in anan.get(address).text
    assert "Sokha Chan" in anan.get(address).text


def test_a_team_says_where_it_is_to_be_let_go(cast):
    add_area(code="MM", name="Myanmar", kind="country", by=cast.noi)
    asks(cast, "reach", [cast.bangkok.pk], **MYANMAR)
    shown = page(cast, cast.anan).get(reverse("organisation:team", args=[cast.bangkok.pk])).text
    assert "Waits until" in shown
    assert "Myanmar" in shown
