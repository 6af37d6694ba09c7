"""A girl whom a partner has turns 18: whoever works on her case meets it weeks before and on the
day, with what the partner is told; nothing is sent by itself."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions.states import say_no_longer
from fanal.sharing.models import Disclosure, Referral
from tests import files
from tests.sharing.scene import draft
from tests.sharing.scene import scene as scene_of_sharing

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
today = timezone.localdate
ROW = "settle with her what is told to Quiet House"


@pytest.fixture
def here(cast):
    return scene_of_sharing(cast)


@pytest.fixture
def accepted(cast, here):
    row = draft(cast, here)
    Referral.objects.filter(pk=row.pk).update(state="accepted")
    return row


def turning_18(cast, here):
    address = reverse("protection:eighteen", args=[here.case.id, here.person.id])
    return address, files.main_of(cast, cast.sokha, address)


@pytest.mark.parametrize(
    ("days", "told"), [(80, False), (50, True), (1, True), (0, True), (-10, True), (-20, False)]
)
def test_whoever_works_on_her_case_meets_it_weeks_before_and_on_the_day(
    cast, here, accepted, days, told
):
    files.turns_18(here.person, today() + days * DAY)
    assert (ROW in files.start_page(cast, cast.sokha)) is told


def test_the_row_leads_to_what_the_partner_is_told_and_nothing_goes_out(cast, here, accepted):
    files.turns_18(here.person, today() + 20 * DAY)
    address, shown = turning_18(cast, here)
    assert address in files.start_page(cast, cast.sokha)
    assert "Quiet House knows her as a child" in shown
    assert reverse("sharing:referral", args=[accepted.pk]) in shown
    assert not Disclosure.objects.exists()


@pytest.mark.parametrize("state", ["done", "declined", "recalled"])
def test_a_partner_who_does_not_help_her_is_told_nothing(cast, here, accepted, state):
    Referral.objects.update(state=state)
    files.turns_18(here.person, today() + 20 * DAY)
    assert ROW not in files.start_page(cast, cast.sokha)
    assert "Quiet House" not in turning_18(cast, here)[1]


def test_no_colleague_who_does_not_work_on_her_case_reads_of_her_birthday(cast, here, accepted):
    files.turns_18(here.person, today() + 20 * DAY)
    for other in (cast.mai, cast.thao, cast.kham):
        assert "settle with her" not in files.start_page(cast, other)


def test_who_is_with_a_partner_without_a_referral_is_met_as_well(cast, here):
    told = {"said_by": "herself", "free": True, "said_at": timezone.now(), "what_changed": "home"}
    files.in_danger(cast, here.case)
    say_no_longer(
        case=here.case, person=here.person, with_whom="partner", **told, **cast.acting(cast.sokha)
    )
    files.turns_18(here.person, today() + 20 * DAY)
    row = "settle with her what is told to the partner organisation that she is with"
    assert row in files.start_page(cast, cast.sokha)
    state = reverse("cases:state", args=[here.case.id, here.person.id])
    assert state in turning_18(cast, here)[1]
