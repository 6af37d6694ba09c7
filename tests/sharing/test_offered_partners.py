"""Wherever a partner is chosen for one person, nobody is on offer who must not know of her.

The gate refuses it all the same; a slip of the finger is not offered.
"""

import re

import pytest
from django.urls import reverse

from fanal.partners.actions import findings
from fanal.partners.actions.partners import add_partner
from fanal.sharing.actions import rules
from tests import files
from tests.journeys.scene import scene, trusted

FIT, UNKNOWN = "Lotus Transit Centre", "House by the river"
NEVER = {"Karaoke owner", "Harbour Police", "Her cousin's shop"}


@pytest.fixture
def here(cast):
    found = scene(cast, n=1)
    trusted(cast, FIT)
    made = {
        name: add_partner(kind="organisation", type=type, name=name, by=cast.noi)
        for name, type in (
            (UNKNOWN, "shelter"),
            ("Karaoke owner", "employer"),
            ("Harbour Police", "police"),
            ("Her cousin's shop", "other"),
        )
    }
    found_out = findings.record_finding(
        about=made["Harbour Police"], level="dangerous", by=cast.noi
    )
    findings.confirm(finding=found_out, by=cast.claire)
    rules.never_tell(
        case=found.case, partner=made["Her cousin's shop"], reason="A cousin.", by=cast.noi
    )
    return found


PAGES = {
    "journeys:dossier": ("journey", "person"),
    "journeys:journey_papers": ("journey", "person"),
    "sharing:override": ("case",),
    "sharing:new_partner_file": ("case",),
    "identification:print_matrix": ("case", "person"),
    "cases:consent": ("case",),
}


@pytest.mark.parametrize("name", PAGES)
def test_who_must_not_know_of_her_is_offered_nowhere(cast, here, name):
    ids = {"journey": here.journey.id, "case": here.case.id, "person": here.people[0].id}
    address = reverse(name, args=[ids[one] for one in PAGES[name]])
    page = files.browser(cast, cast.noi).get(address).text
    field = re.search(r'<select[^>]*name="partner".*?</select>', page, re.DOTALL)[0]
    offered = {one.strip() for one in re.findall(r"<option[^>]*>([^<]*)<", field)}
    offered = {one.replace("&#x27;", "'") for one in offered}
    assert {FIT, UNKNOWN} <= offered
    assert not offered & NEVER
