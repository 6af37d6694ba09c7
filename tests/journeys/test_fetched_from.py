"""From whom a rescue gets her is known by her case, receives nobody, and she never stays there."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.states import record_sign
from fanal.core.journeys.planning import GoNoGoItem
from fanal.journeys.actions import plans, preparing
from fanal.journeys.models import JourneyCustodian
from fanal.journeys.queries.go_no_go import go_of
from tests import files

HOLDER = "The owner of the Blue Moon"


@pytest.fixture
def here(cast):
    """A rescue, planned from her case, in which it is said who holds her."""
    person = files.person(cast)
    case = files.case(cast, people=[person])
    told = {"sign": "seen", "said_at": None, "with_whom": "holder", "with_name": HOLDER}
    record_sign(case=case, person=person, **told, **cast.acting(cast.sokha))
    day = {"starts_on": timezone.localdate(), "by": cast.sokha}
    journey = plans.plan_journey(kind="rescue", team=cast.bangkok, lead=cast.sokha, **day)
    return SimpleNamespace(person=person, case=case, journey=journey)


def adds_holder(cast, here):
    page = reverse("journeys:custodians", args=[here.journey.id]) + f"?case={here.case.id}"
    form = files.browser(cast, cast.sokha).get(page)
    assert f'value="{HOLDER}"' in form.text
    assert 'name="does"' not in form.text
    answer = files.browser(cast, cast.sokha).post(page, {"label": HOLDER})
    assert answer.status_code == 302
    return JourneyCustodian.objects.get()


@pytest.fixture
def holder(cast, here):
    made = adds_holder(cast, here)
    plans.add_custodian(
        journey=here.journey, team=cast.bangkok, does="hold_the_person", by=cast.sokha
    )
    told = {"journey": here.journey, "person": here.person, "case": here.case}
    preparing.prepare(**told, custodian=made, by=cast.sokha)
    return made


def test_he_is_proposed_by_the_name_that_her_case_has(cast, here):
    assert not adds_holder(cast, here).planned


def test_nobody_reads_that_she_may_stay_with_him(cast, here, holder):
    page = files.browser(cast, cast.sokha).get(reverse("journeys:journey", args=[here.journey.id]))
    assert "that she stays" not in page.text
    assert "She is to be fetched from them" in page.text
    assert (
        reverse("journeys:ask_about_custodian", args=[here.journey.id, holder.id]) not in page.text
    )


def test_who_receives_her_is_asked_of_the_others_alone(cast, here, holder):
    found = {one.item: one.yes for one in go_of(here.journey, timezone.now()).lines}
    assert found[str(GoNoGoItem.RECEIVING_HANDS_TRUSTED)] is not False
    for name in ("give", "leg", "let_go"):
        page = files.browser(cast, cast.sokha).get(
            reverse(f"journeys:{name}", args=[here.journey.id])
        )
        assert f'<option value="{holder.id}"' not in page.text, name
