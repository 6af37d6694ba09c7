"""What counts of a partner is one sentence, and no other line on any page contradicts it."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.authority import genuine_rows
from fanal.partners.actions import areas, findings, partners
from fanal.partners.models import TrustFinding
from tests import files
from tests.partners.test_partners import danger, trust
from tests.security.planting import delete

COUNTS = "counts today"
NOT_ANY_MORE = "does not count: something else on file speaks against it"
IN_PART = "counts only where nothing else on file speaks against it"
TELL_NOBODY = "Dangerous: tell nobody there"


@pytest.fixture
def police(cast):
    return partners.add_partner(kind="organisation", type="police", name="Police", by=cast.noi)


@pytest.fixture
def thailand(cast):
    return areas.add_area(code="TH", name="Thailand", kind="country", by=cast.noi)


@pytest.fixture
def laos(cast):
    return areas.add_area(code="LA", name="Laos", kind="country", by=cast.noi)


def page(cast, partner, by=None):
    address = reverse("partners:partner", args=[partner.id])
    return files.browser(cast, by or cast.noi).get(address).text


def standings(text):
    """What stands beside the level of each finding, by that level."""
    found = re.findall(r'<p class="tags">\s*<span[^>]*>([^<]*)</span>\s*<span[^>]*>([^<]*)<', text)
    return {level.strip(): stands.strip() for level, stands in found}


def in_list(cast, name="Police"):
    lines = files.browser(cast, cast.noi).get(reverse("partners:list")).context["lines"]
    return next(str(line.trust_words) for line in lines if line.partner.name == name)


def test_trust_counts_beside_nothing_that_speaks_against_it(cast, police):
    trust(cast, police)
    text = page(cast, police)
    assert standings(text) == {"trusted": COUNTS}
    assert "May know who she is" in text


def test_no_trust_counts_beside_a_danger(cast, police):
    until = timezone.localdate() + timedelta(days=90)
    trust(cast, police, until=until)
    danger(cast, police)
    text = page(cast, police)
    assert standings(text) == {"dangerous": COUNTS, "trusted": NOT_ANY_MORE}
    assert TELL_NOBODY in text
    assert "Counts until" not in text
    assert "tag--green" not in text


def test_nor_beside_a_danger_of_the_body_it_belongs_to(cast, police):
    station = partners.add_partner(kind="unit", within=police, name="Station", by=cast.noi)
    trust(cast, station)
    danger(cast, police)
    text = page(cast, station)
    assert standings(text) == {"trusted": NOT_ANY_MORE}
    assert TELL_NOBODY in text
    assert in_list(cast, "Station") == TELL_NOBODY


def test_until_two_allow_it_by_name(cast, police):
    station = partners.add_partner(kind="unit", within=police, name="Station", by=cast.noi)
    trust(cast, station)
    danger(cast, police)
    until = timezone.localdate() + timedelta(days=30)
    first = findings.allow(partner=station, reason="They took in four.", until=until, by=cast.noi)
    findings.allow_too(allowance=first, by=cast.claire)
    text = page(cast, station)
    assert standings(text) == {"trusted": COUNTS}
    assert "Only with care" in text
    assert in_list(cast, "Station") == "Only with care"


def test_nor_beside_a_finding_that_they_are_not_fit_for_anything(cast, police):
    trust(cast, police)
    danger(cast, police, level="not_for_this", reasons=[])
    text = page(cast, police)
    assert standings(text)["trusted"] == NOT_ANY_MORE
    assert "May know who she is" not in text
    assert in_list(cast) == "Not for this"


def test_where_the_danger_is_in_one_country_the_trust_in_another_counts(
    cast, police, thailand, laos
):
    trust(cast, police, area=thailand)
    danger(cast, police, area=laos)
    text = page(cast, police)
    assert standings(text) == {"dangerous": COUNTS, "trusted": COUNTS}
    assert "Dangerous in some places, or for some things" in text
    assert TELL_NOBODY not in text
    assert in_list(cast) == "Dangerous in some places, or for some things"


def test_trust_everywhere_counts_but_where_the_danger_is(cast, police, laos):
    trust(cast, police)
    danger(cast, police, area=laos)
    assert standings(page(cast, police))["trusted"] == IN_PART


def test_whoever_looks_for_the_dangerous_finds_those_who_are_so_in_part(cast, police, laos):
    danger(cast, police, area=laos)
    asked = files.browser(cast, cast.noi).post(reverse("partners:list"), {"trust": "dangerous"})
    assert [one.partner.name for one in asked.context["lines"]] == ["Police"]


def test_who_must_not_learn_of_a_danger_reads_of_no_trust_that_counts(cast, police):
    trust(cast, police)
    danger(cast, police)
    text = page(cast, police, by=cast.sokha)
    assert COUNTS not in text
    assert "does not count" not in text
    assert "Not known here" in text


def test_where_a_warning_was_deleted_from_outside_no_trust_counts(cast, police):
    trust(cast, police)
    other = partners.add_partner(kind="organisation", name="Harbour", by=cast.noi)
    delete(TrustFinding, id=danger(cast, other).pk)
    genuine_rows.run()
    text = page(cast, police)
    assert standings(text) == {"trusted": NOT_ANY_MORE}
    assert "Not known here" in text
    assert in_list(cast) == "Not known here"
