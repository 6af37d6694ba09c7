"""From what a court orders until it is in her hands: who asks for it, and who tells her."""

import pytest
from django.urls import reverse

from fanal.cases.models import Task
from fanal.justice.actions.tasks import (
    DOES_THE_STATE_PAY,
    SAY_UNTIL_WHEN,
    TELL_HER,
    UNTIL_WHEN,
    WAS_MONEY_ORDERED,
)
from tests import files
from tests.justice.scene import DAY, K, begins, below, hearing, records, step, today

ORDERED = {"money": "ordered", "amount": "12000", "currency": "EUR"}
CLAIMED = {"head": "pain", "amount": "12000", "currency": "EUR", "claimed_by": "by_law"}


def asked(here):
    """What stands open, each by whom."""
    rows = Task.objects.filter(case=here.case, done_on=None)
    return {(task.sentence[0], task.assignee) for task in rows if task.sentence}


def titles(here):
    return {title for title, _who in asked(here)}


def write_page(here, kind):
    return reverse("justice:write", args=[here.case.id, here.trial.id, kind])


def test_what_was_claimed_is_asked_about_once_a_court_has_decided_until_it_is_written(cast, here):
    records(cast, here.trial, K.CLAIM, CLAIMED)
    step(cast, here.trial, "judged", sure=True)
    assert WAS_MONEY_ORDERED.template in titles(here)
    records(cast, here.trial, K.MONEY, ORDERED)
    assert WAS_MONEY_ORDERED.template not in titles(here)


def test_what_one_court_ordered_answers_nothing_of_another_proceeding(cast, here):
    civil = begins(cast, here, "civil", "TH", "claimant")
    for proceeding in (here.trial, civil):
        records(cast, proceeding, K.CLAIM, CLAIMED)
        step(cast, proceeding, "judged", sure=True)
    records(cast, here.trial, K.MONEY, ORDERED)
    assert WAS_MONEY_ORDERED.template in titles(here)
    records(cast, civil, K.MONEY, ORDERED)
    assert WAS_MONEY_ORDERED.template not in titles(here)


def test_she_is_told_that_money_for_her_was_paid_to_somebody_else_once(cast, here):
    records(cast, here.trial, K.MONEY, ORDERED)
    assert TELL_HER.template not in titles(here)
    for amount in ("3000", "2000"):
        paid = ORDERED | {"money": "paid", "amount": amount, "to_whom": "the bar’s account"}
        records(cast, here.trial, K.MONEY, paid)
    told = [task for task in Task.objects.filter(case=here.case) if task.title == str(TELL_HER)]
    assert len(told) == 1
    text = files.browser(cast, cast.mai).get(reverse("justice:compensation")).text
    assert "Not with her yet" in text
    assert "the bar’s account" in text
    records(cast, here.trial, K.MONEY, ORDERED | {"money": "in_her_hands", "amount": "5000"})
    text = files.browser(cast, cast.mai).get(reverse("justice:compensation")).text
    assert "the bar’s account" not in text


def test_where_the_convict_does_not_pay_a_lawyer_is_asked_whether_the_state_does(cast, here):
    records(cast, here.trial, K.MONEY, ORDERED)
    records(cast, here.trial, K.MONEY, ORDERED | {"money": "uncollectable", "amount": "9000"})
    assert {DOES_THE_STATE_PAY.template, TELL_HER.template} <= titles(here)


def test_a_lawyer_who_writes_a_decision_down_says_until_when_it_can_be_challenged(cast, here):
    step(cast, here.trial, "judged", sure=True, by=cast.mai)
    assert {(UNTIL_WHEN.template, cast.sokha), (SAY_UNTIL_WHEN.template, cast.mai)} <= asked(here)
    told = {"rule": "appeal", "checked": "Mai"}
    records(cast, here.trial, K.LIMIT, told, due=today() + 10 * DAY, by=cast.mai)
    assert not {UNTIL_WHEN.template, SAY_UNTIL_WHEN.template} & titles(here)


def test_a_limit_of_an_earlier_decision_that_is_over_keeps_nobody_asking(cast, here):
    told = {"rule": "appeal", "checked": "Mai"}
    step(cast, here.trial, "judged", sure=True)
    met = records(cast, here.trial, K.LIMIT, told, due=today() + 10 * DAY)
    below(cast, met, {"news": "met"})
    civil = begins(cast, here, "civil", "TH", "claimant")
    step(cast, civil, "judged", sure=True)
    assert UNTIL_WHEN.template in titles(here)
    records(cast, civil, K.LIMIT, told, due=today() + 10 * DAY)
    assert UNTIL_WHEN.template not in titles(here)


@pytest.mark.parametrize("kind", ["claim", "money", "cost"])
def test_the_currency_of_the_country_is_proposed_and_then_the_one_that_was_written(
    cast, here, mai, kind
):
    assert mai.get(write_page(here, kind)).context["form"].initial["currency"] == "THB"
    records(cast, here.trial, K.MONEY, ORDERED)
    assert mai.get(write_page(here, kind)).context["form"].initial["currency"] == "EUR"


def test_whoever_writes_what_was_paid_reads_what_is_written_so_far(cast, here, mai):
    assert "What is written so far" not in mai.get(write_page(here, "money")).text
    records(cast, here.trial, K.MONEY, ORDERED)
    text = mai.get(write_page(here, "money")).text
    assert "What is written so far" in text
    assert "12\u202f000" in text


def test_of_the_next_hearing_the_room_and_what_she_needs_are_proposed_and_nobody_who_comes(
    cast, here, mai
):
    told = {"place": "Room 4", "needs": "A screen", "interpreter": "Noy, Lao"}
    hearing(cast, here.trial, today() + 20 * DAY, **told)
    initial = mai.get(write_page(here, "hearing")).context["form"].initial
    assert (initial["place"], initial["needs"]) == ("Room 4", "A screen")
    assert "interpreter" not in initial


def test_our_lawyer_is_proposed_to_whoever_adds_a_proceeding(cast, here, mai, sokha):
    page = reverse("justice:new", args=[here.case.id])
    for adds in (mai, sokha):
        assert adds.get(page).context["form"].initial["lawyer"] == cast.mai.display_name
