"""An answer that does not count leads to the act that its reason asks for, from the first screen of
the case and from the list of her consents."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions import consents, entries
from tests import files

PAPER = "Add the paper of a guardian or carer"
DECIDE = "Decide with a second person who consents for this child"


@pytest.fixture
def girl(cast):
    return files.person(cast, births=[("herself", timezone.localdate().year - 10, 1, 1)])


@pytest.fixture
def case(cast, girl):
    return files.case(cast, people=[girl])


@pytest.fixture
def around(cast, case):
    def write(**told):
        told = {"safe": "safe", **told}
        return entries.add_entry(case=case, kind="around", answers=told, **cast.acting(cast.sokha))

    return write


@pytest.fixture
def agrees(cast, case, girl):
    def say(giver=None, given_by="legal_guardian", assent=True, **more):
        return consents.record_consent(
            case=case, person=girl, purpose="shelter", answer="given", giver=giver,
            given_by=given_by, answers={"assent": assent}, **more, **cast.acting(cast.sokha),
        )  # fmt: skip

    return say


def pages(cast, case, who=None):
    """Her first screen and the list of her consents."""
    reader = who or cast.sokha
    case_page = reverse("cases:case", args=[case.id])
    section = reverse("cases:section", args=[case.id, "consent"])
    return [files.main_of(cast, reader, address) for address in (case_page, section)]


def test_a_guardian_without_a_paper_leads_to_the_form_of_the_paper(cast, case, around, agrees):
    malee = around(name="Malee", relation="neighbour")
    agrees(malee)
    form = reverse("cases:write_under", args=[case.id, malee.id, "guardianship"])
    for page in pages(cast, case):
        assert form in page
        assert PAPER in page
    assert files.browser(cast, cast.sokha).get(form).status_code == 200
    paper = {"role": "legal_guardian", "paper": "Order of 3 May"}
    entries.add_entry(
        case=case, kind="guardianship", answers=paper, under=malee, **cast.acting(cast.sokha)
    )
    assert all(form not in page for page in pages(cast, case))


def test_a_guardian_of_whom_only_the_role_is_known_leads_to_who_is_around_her(cast, case, agrees):
    agrees()
    people = reverse("cases:section", args=[case.id, "people"])
    for page in pages(cast, case):
        assert f'<a href="{people}">{PAPER}' in page


def test_of_two_mothers_two_colleagues_decide(cast, case, around, agrees):
    mother = around(name="Dara", relation="mother")
    around(name="Sopheap", relation="mother")
    agrees(mother, given_by="parent_or_caregiver")
    for page in pages(cast, case):
        assert page.count(DECIDE) == 1


def test_a_danger_leads_to_asking_again_with_what_is_known(cast, case, girl, around, agrees):
    agrees(around(name="Dara", relation="mother", safe="danger"), given_by="parent_or_caregiver")
    known = f"{reverse('cases:consent', args=[case.id])}?person={girl.id}&amp;purpose=shelter"
    assert all(known in page for page in pages(cast, case))


def test_her_own_no_and_a_yes_that_counts_ask_for_nothing(cast, case, around, agrees):
    mother = around(name="Dara", relation="mother")
    agrees(mother, given_by="parent_or_caregiver", on=timezone.localdate() - timedelta(days=1))
    form = reverse("cases:consent", args=[case.id])
    assert all(f"{form}?person" not in page for page in pages(cast, case))
    agrees(mother, given_by="parent_or_caregiver", assent=False)
    assert all(f"{form}?person" not in page for page in pages(cast, case))
