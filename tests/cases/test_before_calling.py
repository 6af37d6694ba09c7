"""Every page on which somebody is told to call or ask her says how she may be reached, or leads to
where it stands."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fanal.cases.actions.cases import add_person
from fanal.cases.actions.entries import add_entry
from fanal.cases.models import Case
from fanal.cases.queries.before_calling import before_calling as rules_of_case
from fanal.journeys.queries import proposals
from tests import files
from tests.funds.scene import paid
from tests.funds.scene import scene as money_scene
from tests.journeys.scene import scene as journey_scene
from tests.reintegration.scene import page_of
from tests.reintegration.scene import scene as plan_scene

RULE = "Only after six, on the phone of her aunt"


def rule_in(cast, case):
    add_entry(case=case, kind="contact", answers={"when": RULE}, **cast.acting(cast.sokha))


def says_or_leads(client, address, case):
    text = client.get(address).text
    return RULE in text or f'href="{reverse("cases:section", args=[case.id, "contact"])}"' in text


@pytest.mark.parametrize("page", ["sign_of_life", "no_longer", "state"])
def test_where_her_state_is_asked(cast, page):
    case = files.case(cast)
    rule_in(cast, case)
    address = reverse(f"cases:{page}", args=[case.id, case.people.get().id])
    assert says_or_leads(files.browser(cast, cast.sokha), address, case)


@pytest.mark.parametrize("page", ["receipt", "after"])
def test_where_she_is_asked_whether_money_arrived(cast, page):
    here = money_scene(cast)
    rule_in(cast, here.case)
    row = paid(cast, here)
    address = reverse(f"funds:{page}", args=[here.case.id, row.id])
    assert says_or_leads(files.browser(cast, cast.sokha), address, here.case)


@pytest.mark.parametrize("page", ["person", "contact"])
def test_on_her_plan(cast, page):
    here = plan_scene(cast)
    rule_in(cast, here.case)
    assert says_or_leads(files.browser(cast, cast.sokha), page_of(here, page), here.case)


def test_on_her_journey(cast):
    here = journey_scene(cast)
    case = Case.objects.filter(people=here.people[0]).get()
    rule_in(cast, case)
    address = reverse("journeys:sign", args=[here.journey.id])
    assert says_or_leads(files.browser(cast, cast.sokha), address, case)


def test_on_a_journey_of_many_it_leads_to_the_page_of_each_case_that_has_a_rule(cast, monkeypatch):
    monkeypatch.setattr(proposals, "MOST", 0)
    here = journey_scene(cast)
    case = Case.objects.filter(people=here.people[0]).get()
    sokha = files.browser(cast, cast.sokha)
    address = reverse("journeys:sign", args=[here.journey.id])
    assert not says_or_leads(sokha, address, case)
    rule_in(cast, case)
    assert says_or_leads(sokha, address, case)
    assert RULE not in sokha.get(address).text


def test_after_closing(cast):
    case = files.case(cast)
    rule_in(cast, case)
    sokha = files.browser(cast, cast.sokha)
    for address in (
        reverse("cases:case", args=[case.id]),
        reverse("cases:write", args=[case.id, "visit"]),
    ):
        assert says_or_leads(sokha, address, case)


def test_what_was_said_is_read_once_for_everybody_of_a_case(cast):
    case = files.case(cast)
    rule_in(cast, case)
    asked = {"case": case, "user": cast.sokha, "ring": cast.ring(cast.sokha)}
    before = queries_of(lambda: rules_of_case(**asked))
    for _ in range(2):
        add_person(case=case, person=files.person(cast), by=cast.sokha)
    assert queries_of(lambda: rules_of_case(**asked)) == before


def queries_of(act):
    act()  # so that the keys of the case are in the ring
    with CaptureQueriesContext(connection) as asked:
        act()
    return len(asked)
