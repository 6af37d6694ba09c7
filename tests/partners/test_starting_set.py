"""Countries, provinces and crossings are chosen from a list: nobody types their codes."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from fanal.accounts.models import Office
from fanal.core.trust.areas import AreaTree
from fanal.partners.actions.areas import add_area
from fanal.partners.actions.findings import record_finding
from fanal.partners.actions.partners import add_partner
from fanal.partners.forms.areas import AreaByName
from fanal.partners.models import Area
from fanal.partners.queries import world
from fanal.partners.starting_set import countries, offered, starting_areas
from fanal.web import navigation
from tests import files
from tests.journal import entries

PAGE = reverse("partners:starting", args=["KH"])


def chosen(*names):
    return [one.code for one in starting_areas().values() if one.name in names]


def test_several_are_added_at_once_with_the_country_they_lie_in(cast):
    noi = files.browser(cast, cast.noi)
    assert "Phnom Penh" in noi.get(PAGE).text
    noi.post(PAGE, {"codes": chosen("Phnom Penh", "Bavet")}, follow=True)
    held = {area.name: area for area in Area.objects.select_related("within")}
    assert set(held) == {"Cambodia", "Phnom Penh", "Bavet"}
    assert held["Bavet"].kind == "crossing"
    assert held["Bavet"].within == held["Cambodia"]
    assert held["Bavet"].latitude == 11.0632
    assert len(entries("partner.area")) == 3


def test_what_is_on_file_is_not_offered_again_and_stays_as_it_is(cast):
    add_area(code="KH", name="Kampuchea", kind="country", by=cast.noi)
    noi = files.browser(cast, cast.noi)
    noi.post(PAGE, {"codes": chosen("Phnom Penh")}, follow=True)
    noi.post(PAGE, {"codes": chosen("Phnom Penh")}, follow=True)
    assert sorted(Area.objects.values_list("name", flat=True)) == ["Kampuchea", "Phnom Penh"]
    assert "Phnom Penh" not in {one.name for one in offered("KH")}


def test_what_was_added_by_hand_is_asked_about_so_that_a_danger_there_reaches_what_is_added(
    cast,
):
    police = add_partner(kind="organisation", type="police", name="Police", by=cast.sokha)
    country = add_area(code="KH", name="Cambodia", kind="country", by=cast.noi)
    zone = add_area(code="KH-Z", name="The zone", kind="district", within=country, by=cast.noi)
    danger = {"level": "dangerous", "reasons": ["complicit_with_suspects"]}
    record_finding(about=police, area=zone, by=cast.noi, **danger)
    noi, over = files.browser(cast, cast.noi), f"over_{zone.pk.hex}"
    assert over not in noi.get(PAGE).text, "before anything is chosen"
    bavet, penh = chosen("Bavet") + chosen("Phnom Penh")
    both = {"codes": [bavet, penh]}
    answer = noi.post(PAGE, both)
    assert answer.status_code == 422
    assert "Which of these lie in The zone, or over a part of it?" in answer.text
    assert noi.post(PAGE, both | {over: [bavet, "apart"]}).status_code == 422
    assert not Area.objects.filter(code=bavet).exists()
    assert noi.post(PAGE, both | {over: [bavet]}).status_code == 302
    tree = AreaTree(world.areas())
    held = {area.code: str(area.pk) for area in Area.objects.all()}
    assert tree.touches(str(zone.pk), held[bavet])
    assert not tree.touches(str(zone.pk), held[penh])


@pytest.mark.parametrize(
    ("offices", "first"), [(["FR"], ""), (["LA"], "LA"), (["FR", "VN"], "VN"), (["KH", "TH"], "KH")]
)
def test_the_list_begins_with_a_country_where_we_have_an_office(cast, offices, first):
    Office.objects.update(country="FR")
    mine = cast.noi.office
    mine.country = offices[0]
    mine.save()
    for country in offices[1:]:
        Office.objects.create(name=country, country=country, time_zone="UTC")
    text = files.browser(cast, cast.noi).get(reverse("partners:areas")).text
    chosen = reverse("partners:starting", args=[first or "TH"])
    assert chosen in text
    by_name = text.index(reverse("partners:new_area"))
    assert (text.index(chosen) < by_name) is bool(first)


def test_a_country_that_the_set_has_not_is_no_page(cast):
    address = reverse("partners:starting", args=["ZZ"])
    assert files.browser(cast, cast.noi).get(address).status_code == 404


def test_what_is_uncertain_says_so(cast):
    noi = files.browser(cast, cast.noi)
    assert "of before July 2025: check" in noi.get(reverse("partners:starting", args=["VN"])).text
    assert "point of the town" in noi.get(PAGE).text


def test_each_line_of_the_set_can_be_an_area():
    listed = starting_areas()
    assert {one.within for one in listed.values()} <= {
        "",
        *(country.code for country in countries()),
    }
    for one in listed.values():
        assert len(one.code) <= 24
        assert one.kind in dict(Area.KINDS)
        assert (one.latitude is None) == (one.longitude is None)
        assert one.source


def test_the_menu_and_the_set_up_page_call_the_page_of_areas_as_it_calls_itself(cast):
    label = next(
        str(entry.label) for entry in navigation.entries() if entry.url == "partners:areas"
    )
    page = cast.client(cast.noi).get(reverse("partners:areas")).text
    assert re.search(r"<h1[^>]*>\s*([^<]*?)\s*</h1>", page)[1] == label
    set_up = cast.client(cast.anan).get(reverse("organisation:set_up")).text
    assert f"“{label}”" in set_up


def test_who_types_an_area_that_is_not_on_file_reads_who_adds_it(cast):
    field = AreaByName()
    with pytest.raises(ValidationError, match="a lead or a director adds what is missing"):
        field.clean("Vientiane")
