"""Whoever takes a case over reads which days do not wait, before she names who works on it; and what
others owed her goes along."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.core.justice.kinds import JusticeKind
from fanal.justice.actions import proceedings, recording
from fanal.reintegration.models import Plan
from tests import files
from tests.reintegration.scene import begins
from tests.sharing.transfers import WHOLE, accept, offer, told_case

pytestmark = pytest.mark.django_db
SOON = timedelta(days=3)


@pytest.fixture
def here(cast):
    """She has a day in court in three days, and a plan that began a week ago."""
    here = told_case(cast)
    here.day = timezone.localdate() + SOON
    write = cast.acting(cast.sokha)
    told = {"kind": "criminal", "country": "TH", "role": "victim", "language": "Lao"}
    trial = proceedings.begin(case=here.case, person=here.person, told=told, **write)
    recording.record(
        proceeding=trial,
        kind=JusticeKind.HEARING,
        answers={"day": here.day.isoformat(), "hour": "09:00", "presence": "must"},
        **write,
    )
    today = timezone.localdate()
    here.plan = begins(cast, here.person, today, on=today)
    return here


def page(cast, name, row):
    return files.browser(cast, cast.somchit).get(reverse(f"sharing:{name}", args=[row.id])).text


def said(day):
    from django.utils.formats import date_format

    return f"{date_format(day)}: a hearing"


def test_the_hearing_stands_on_the_offer_and_where_she_takes_the_case_over(cast, here):
    row = offer(cast, here)
    for name in ("transfer", "accept"):
        text = page(cast, name, row)
        assert said(here.day) in text, name
        assert "the next contact of her plan of reintegration" in text, name
    accept(cast, row)
    assert "Days that do not wait" not in page(cast, "transfer", row)


def test_where_the_legal_part_is_held_back_so_is_its_day(cast, here):
    row = offer(cast, here, classes=[one for one in WHOLE if one != "legal"])
    assert said(here.day) not in page(cast, "accept", row)


def test_her_plan_goes_along_to_the_worker_of_the_team_that_took_her_over(cast, here):
    assert here.plan.worker == cast.sokha
    accept(cast, offer(cast, here))
    assert Plan.objects.get().worker == cast.kham


def test_the_lead_who_took_it_over_reads_the_hearing_until_its_worker_has_opened_the_case(
    cast, here
):
    accept(cast, offer(cast, here))
    start = files.browser(cast, cast.somchit).get("/", follow=True).text
    assert "A case given to Kham Phommachan has not been opened" in start
    assert "due first: Hearing" in start
    kham = files.browser(cast, cast.kham)
    assert "due first: Hearing" in kham.get("/", follow=True).text
    kham.get(reverse("cases:case", args=[here.case.id]))
    start = files.browser(cast, cast.somchit).get("/", follow=True).text
    assert "has not been opened" not in start
