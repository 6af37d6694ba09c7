"""Whoever takes a case over reads which days do not wait, before she names who works on it; and what
others owed her goes along."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.core.justice.kinds import JusticeKind
from fanal.funds.actions import asking
from fanal.funds.actions.grants import add_line
from fanal.justice.actions import proceedings, recording
from fanal.reintegration.models import Plan
from fanal.sharing.actions.transfer_answers import recall
from tests import files
from tests.funds.scene import grant
from tests.reintegration.scene import begins
from tests.sharing.transfers import WHOLE, accept, offer, told_case

pytestmark = pytest.mark.django_db
NOBODY_SEES_TO_IT = "if you hold it back, nobody sees to it"
SOON = timedelta(days=3)


@pytest.fixture
def here(cast):
    """She has a day in court in three days, and a plan that began a week ago."""
    here = told_case(cast)
    here.day = timezone.localdate() + SOON
    write = cast.acting(cast.sokha)
    told = {"kind": "criminal", "country": "TH", "role": "victim", "language": "Lao"}
    trial = proceedings.begin(case=here.case, person=here.person, answers=told, **write)
    here.hearing_on = lambda day: recording.record(
        proceeding=trial,
        kind=JusticeKind.HEARING,
        answers={"day": day.isoformat(), "hour": "09:00", "presence": "must"},
        sure=True,  # whatever day of the week it is
        **write,
    )
    here.hearing_on(here.day)
    today = timezone.localdate()
    here.plan = begins(cast, here.person, today, on=today)
    return here


def page(cast, name, row):
    text = files.browser(cast, cast.somchit).get(reverse(f"sharing:{name}", args=[row.id])).text
    return " ".join(text.split())


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


def test_an_answer_is_due_before_her_day_in_court(cast, here):
    assert offer(cast, here).due == here.day - timedelta(days=1)


def test_a_hearing_of_today_is_seen_to_by_who_offers_the_case_and_one_of_tomorrow_asks_at_once(
    cast, here
):
    today = timezone.localdate()
    here.hearing_on(today)
    row = offer(cast, here)
    assert row.due == here.day - timedelta(days=1)
    recall(transfer=row, reason="her lawyer asked", **cast.acting(cast.noi))
    here.hearing_on(today + timedelta(days=1))
    assert offer(cast, here).due == today


def test_where_the_legal_part_is_held_back_so_is_its_day(cast, here):
    row = offer(cast, here, classes=[one for one in WHOLE if one != "legal"])
    assert said(here.day) not in page(cast, "accept", row)


def test_what_does_not_wait_in_a_part_that_is_held_back_is_said_and_not_what_it_is(cast, here):
    sokha = cast.acting(cast.sokha)
    line = add_line(
        grant=grant(cast, "River", "THB"), name="Help", amount=Decimal(5_000), by=cast.thao
    )
    told = {"kind": "transport", "amount": Decimal(1200), "currency": "THB", "holder": "herself"}
    told |= {"under": "used", "words": "The bus."}
    asking.ask(case=here.case, person=here.person, line=line, **told, **sokha)
    offering = reverse("sharing:offer", args=[here.case.id, cast.vientiane.pk])
    assert files.browser(cast, cast.noi).get(offering).text.count(NOBODY_SEES_TO_IT) == 2
    row = offer(cast, here, classes=[one for one in WHOLE if one not in ("legal", "finance")])
    for name in ("transfer", "accept"):
        text = page(cast, name, row)
        assert "does not wait: legal situation, money and debts." in text, name
        assert "Agree with Noi Saetang who sees to it." in text, name
        assert said(here.day) not in text, name
    asker = files.browser(cast, cast.noi).get(reverse("sharing:transfer", args=[row.id])).text
    assert f"Agree with {cast.vientiane} who sees to it." in " ".join(asker.split())
    accept(cast, row)
    assert "does not wait: legal situation" in page(cast, "transfer", row)


def test_nothing_is_said_of_what_goes_along(cast, here):
    assert "does not wait:" not in page(cast, "accept", offer(cast, here))


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
