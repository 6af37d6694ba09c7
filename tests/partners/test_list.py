"""The list of partners: trust, place, what it can do, when it was looked at; found and sorted."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fanal.core.errors import BadInput
from fanal.partners.actions import areas, findings, partners, patterns
from fanal.partners.models import Partner
from tests import files

LIST = reverse("partners:list")


@pytest.fixture
def here(cast):
    cast.thailand = areas.add_area(code="TH", name="Thailand", kind="country", by=cast.noi)
    cast.laos = areas.add_area(code="LA", name="Laos", kind="country", by=cast.noi)
    cast.lotus = partner(cast, "Lotus Transit Centre", "shelter", area=cast.thailand)
    cast.police = partner(cast, "Harbour Police", "police", area=cast.laos)
    cast.clinic = partner(cast, "Legal Clinic", "ngo")
    finding(cast, cast.lotus, "trusted", area=cast.thailand)
    finding(cast, cast.police, "dangerous", reasons=["sells_information"], closed=False)
    return cast


def partner(cast, name, type="other", area=None):
    made = partners.add_partner(kind="organisation", type=type, name=name, by=cast.noi)
    if area:
        partners.add_presence(partner=made, area=area, level="some", by=cast.noi)
    return made


def finding(cast, about, level, *, confirmed=True, **more):
    facts = {"reliability": "A", "credibility": "1", "by": cast.noi} | more
    found = findings.record_finding(about=about, level=level, **facts)
    if confirmed:
        findings.confirm(finding=found, by=cast.claire)
    return found


def shown(page):
    return [one.partner.name for one in page.context["lines"]]


def line(page, name):
    return next(one for one in page.context["lines"] if one.partner.name == name)


def test_each_partner_stands_with_the_trust_in_it_and_when_it_was_looked_at(cast, here):
    ends = timezone.localdate() + timedelta(days=20)
    finding(cast, here.lotus, "trusted", confirmed=False, until=ends)
    page = files.browser(cast, cast.sokha).get(LIST)
    assert shown(page) == ["Harbour Police", "Legal Clinic", "Lotus Transit Centre"]
    assert [one.trust for one in page.context["lines"]] == ["dangerous", "unknown", "trusted"]
    lotus = line(page, "Lotus Transit Centre")
    assert (lotus.where, lotus.looked_at, lotus.waits) == (["Thailand"], timezone.localdate(), 1)
    assert lotus.runs_out == ends
    assert "1 report waits" in page.text


def test_trust_that_was_to_be_looked_at_again_is_not_shown_as_plain_trust(cast, here):
    """The rule that is asked for each case counts it against them: the list says so before."""
    yesterday = timezone.localdate() - timedelta(days=1)
    clinic = here.clinic
    finding(cast, clinic, "trusted", on=yesterday - timedelta(days=200), review_on=yesterday)
    page = files.browser(cast, cast.sokha).get(LIST)
    assert line(page, "Legal Clinic").trust == "with_care"
    assert line(page, "Lotus Transit Centre").trust == "trusted"


def test_an_incident_is_seen_at_a_glance_by_whoever_may_know_of_it(cast, here):
    day = timezone.localdate()
    patterns.note_pattern(
        kind="payment_demanded", partner=here.lotus, day=day, words="500", by=cast.noi
    )
    seen = {
        user: line(files.browser(cast, user).get(LIST), "Lotus Transit Centre").incident
        for user in (cast.noi, cast.sokha)
    }
    assert seen == {cast.noi: day, cast.sokha: None}


def test_a_closed_danger_looks_like_nothing_known(cast, here):
    finding(cast, here.lotus, "dangerous", reasons=["mistreats"], closed=True)
    trust = {
        user: line(files.browser(cast, user).get(LIST), "Lotus Transit Centre").trust
        for user in (cast.noi, cast.sokha)
    }
    assert trust == {cast.noi: "dangerous", cast.sokha: "unknown"}


@pytest.mark.parametrize(("asked", "found"), [
    ({"name": "lotus"}, ["Lotus Transit Centre"]),
    ({"name": "CENTRE lotus"}, ["Lotus Transit Centre"]),
    ({"name": "nobody"}, []),
    ({"trust": "dangerous"}, ["Harbour Police"]),
    ({"area": "thailand"}, ["Legal Clinic", "Lotus Transit Centre"]),
    ({"service": "shelter"}, ["Harbour Police", "Legal Clinic", "Lotus Transit Centre"]),
    ({"sort": "trust"}, ["Lotus Transit Centre", "Legal Clinic", "Harbour Police"]),
])  # fmt: skip
def test_partners_are_found_and_sorted(cast, here, asked, found):
    assert shown(files.browser(cast, cast.sokha).post(LIST, asked)) == found


def test_who_offers_something_else_is_left_out_of_what_is_asked_for(cast, here):
    partners.set_capacity(
        partner=here.clinic, services=["legal"], sexes=[], by=cast.noi, places=None
    )
    page = files.browser(cast, cast.sokha).post(LIST, {"service": "shelter"})
    assert "Legal Clinic" not in shown(page)


def test_trust_is_for_what_and_where_it_was_asked(cast, here):
    browser = files.browser(cast, cast.sokha)
    asked = {"service": "shelter", "name": "lotus"}
    trust = {
        area: line(browser.post(LIST, asked | {"area": area}), "Lotus Transit Centre").trust
        for area in ("Thailand",)
    }
    assert trust == {"Thailand": "trusted"}


def test_a_name_that_is_searched_stands_in_no_address(cast, here):
    answer = files.browser(cast, cast.sokha).post(LIST, {"name": "lotus"})
    assert "lotus" not in answer.request["QUERY_STRING"].casefold()


def test_an_area_that_is_not_on_file_is_said_at_its_field(cast, here):
    page = files.browser(cast, cast.sokha).post(LIST, {"area": "Nowhere"})
    assert "This area is not known" in page.text


def many(cast, n):
    named = [f"Partner {k:04}" for k in range(n)]
    for name in named:
        Partner.objects.create(
            kind="organisation", name=name, made_by=cast.noi, made_on=timezone.localdate()
        )


def test_25_stand_on_a_page_and_a_search_goes_on_to_the_next(cast):
    many(cast, 30)
    browser = files.browser(cast, cast.sokha)
    assert len(shown(browser.post(LIST, {"name": "partner"}))) == 25
    page = browser.post(LIST, {"name": "partner", "page": "2"})
    assert shown(page)[0] == "Partner 0025"
    assert page.context["form"]["name"].value() == "partner"


def test_more_partners_take_no_more_questions(cast, here):
    browser = files.browser(cast, cast.sokha)
    browser.get(LIST)

    def asked():
        with CaptureQueriesContext(connection) as found:
            browser.get(LIST)
        return len(found)

    before = asked()
    many(cast, 20)
    assert asked() == before


def test_what_they_can_do_is_saved_and_shown(cast, here):
    browser = files.browser(cast, cast.sokha)
    address = reverse("partners:can", args=[here.lotus.id])
    told = {
        "services": ["shelter", "medical"],
        "sexes": ["female"],
        "youngest": "0",
        "oldest": "17",
        "places": "2",
        "said_on": str(timezone.localdate()),
    }
    assert browser.post(address, told).status_code == 302
    page = browser.get(reverse("partners:partner", args=[here.lotus.id]))
    for words in ("A place to stay", "Medical care", "2 places free"):
        assert words in page.text
    form = browser.get(address).context["form"]
    assert form["services"].value() == ["medical", "shelter"]


@pytest.mark.parametrize(("wrong", "field"), [
    ({"youngest": 20, "oldest": 10}, "oldest"),
    ({"said_on": timezone.localdate() + timedelta(days=2)}, "said_on"),
])  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(cast, here, wrong, field):
    with pytest.raises(BadInput) as refused:
        partners.set_capacity(partner=here.lotus, services=[], sexes=[], by=cast.noi, **wrong)
    assert refused.value.where == field
    here.lotus.refresh_from_db()
    assert here.lotus.can is None
