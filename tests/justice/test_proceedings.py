"""Proceedings of one person: steps told to her, hearings that move, evidence, limits, money."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from fanal.cases.models import Case, Task
from fanal.coded_facts.models import StoredFact
from fanal.core.calendars import PartialDate
from fanal.core.errors import BadInput, Conflict
from fanal.core.justice.custody import ChainFault
from fanal.justice.actions import proceedings
from fanal.justice.models import JusticeRecord
from fanal.justice.queries.day import compensation, lawyers_day
from fanal.justice.queries.records import proceeding_in, proceedings_in
from fanal.justice.queries.story import away_between
from tests import files, journal
from tests.cases.test_agenda_of_many import newer
from tests.justice.scene import (
    DAY,
    K,
    begins,
    below,
    hearing,
    page_of,
    records,
    step,
    today,
)


def shown(here, proceeding):
    return proceeding_in(proceeding, here.ring)


# ── Several at once ──────────────────────────────────────────────────────────
def test_j8_accused_in_one_country_and_victim_in_the_other_both_stand(cast, here):
    """J8: both stand side by side; the act she was made to do waits to be raised."""
    records(
        cast,
        here.entry,
        K.ACT,
        {"act": "Left without a stamp", "constraint": "Her passport was taken."},
    )
    first, second = proceedings_in(here.case, here.ring)
    assert (first.row.role, first.row.country) == ("victim", "TH")
    assert (second.row.role, second.row.country) == ("accused", "VN")
    assert [one.data["act"] for one in second.not_raised] == ["Left without a stamp"]


def test_somebody_of_another_case_and_no_country_are_refused(cast, here):
    other = files.case(cast).people.get()
    told = {"kind": "civil", "country": "TH", "role": "claimant"}
    with pytest.raises(BadInput) as wrong:
        proceedings.begin(case=here.case, person=other, answers=told, by=cast.mai, ring=here.ring)
    assert wrong.value.where == "person"
    with pytest.raises(BadInput) as wrong:
        begins(cast, here, "civil", "", "claimant")
    assert wrong.value.where == "country"


def test_two_who_change_it_at_once_read_both(cast, here):
    told = {"kind": "criminal", "country": "TH", "role": "witness", "body": "A"}
    version = here.trial.version
    proceedings.change(
        proceeding=here.trial, answers=told, version=version, by=cast.mai, ring=here.ring
    )
    stale = type(here.trial).objects.get(pk=here.trial.pk)
    with pytest.raises(Conflict):
        proceedings.change(
            proceeding=stale,
            answers=told | {"body": "B"},
            version=version,
            by=cast.mai,
            ring=here.ring,
        )


def test_what_waits_in_an_old_case_is_on_the_day_of_who_opens_hundreds_of_newer_ones(cast, here):
    charged = step(cast, here.trial, "charged", today() - 7 * DAY)
    Case.objects.filter(pk=here.case.pk).update(opened_on=today() - 900 * DAY)
    newer(cast, 301)
    (one,) = lawyers_day(cast.sokha, cast.ring(cast.sokha), today()).to_tell
    assert one.record.row.id == charged.id


# ── Steps, and that she is told ──────────────────────────────────────────────
def test_j7_a_decision_waits_until_she_is_told_and_the_day_and_language_clear_it(cast, here):
    """J7: a decision of a week ago is on the lawyer's list; day told and language clear it."""
    charged = step(cast, here.trial, "charged", today() - 7 * DAY)
    (one,) = lawyers_day(cast.mai, here.ring, today()).to_tell
    assert (one.record.row.id, one.days, one.late) == (charged.id, 7, True)
    with pytest.raises(BadInput) as wrong:
        below(cast, charged, {})
    assert wrong.value.where == "language"
    below(cast, charged, {"language": "Lao", "how": "interpreter"}, on=today() - DAY)
    assert lawyers_day(cast.mai, here.ring, today()).to_tell == []
    assert shown(here, here.trial).steps[0].told.data["language"] == "Lao"


def test_she_is_not_told_before_it_happened(cast, here):
    charged = step(cast, here.trial, "charged", today() - DAY)
    with pytest.raises(BadInput) as wrong:
        below(cast, charged, {"language": "Lao"}, on=today() - 3 * DAY)
    assert wrong.value.where == "on"


def test_what_she_did_herself_is_not_told_to_her(cast, here):
    step(cast, here.trial, "withdrawn")
    assert shown(here, here.trial).untold == []


def test_a_judgment_before_the_charge_is_asked_about_and_nothing_is_kept(cast, here):
    with pytest.raises(BadInput) as asked:
        step(cast, here.trial, "judged")
    assert asked.value.where == "sure"
    assert not JusticeRecord.objects.exists()
    step(cast, here.trial, "judged", sure=True)
    assert shown(here, here.trial).state.kind == "judged"


def test_steps_are_only_added_and_each_has_its_entry_in_the_journal(cast, here):
    first = step(cast, here.trial, "charged", today() - 3 * DAY)
    sealed = bytes(first.sealed)
    step(cast, here.trial, "trial", today())
    first.refresh_from_db()
    assert bytes(first.sealed) == sealed
    assert journal.acts("justice.recorded") == ["justice.recorded"] * 2


# ── Hearings ─────────────────────────────────────────────────────────────────
def test_a_hearing_on_a_holiday_is_asked_about(cast, here):
    new_year = date(today().year + 1, 1, 1)
    told = {"day": new_year, "presence": "must"}
    with pytest.raises(BadInput) as asked:
        records(cast, here.trial, K.HEARING, told)
    assert asked.value.where == "sure"
    records(cast, here.trial, K.HEARING, told, sure=True)


def test_a_hearing_moved_twice_keeps_its_history_and_comes_once(cast, here):
    made = hearing(cast, here.trial, today() + DAY)
    for days in (3, 5):
        moved = {"news": "moved", "day": today() + days * DAY, "hour": "13:00"}
        below(cast, made, moved, sure=True)
    (one,) = shown(here, here.trial).hearings
    assert [was.day for was in one.hearing.state.was] == [today() + DAY, today() + 3 * DAY]
    assert one.hearing.state.now.day == today() + 5 * DAY
    day = lawyers_day(cast.mai, here.ring, today())
    assert day.hearings == 1


def test_hearings_of_two_countries_stand_apart_in_the_hours_of_their_courts(cast, here):
    hearing(cast, here.trial, today() + DAY)
    french = begins(cast, here, "civil", "FR", "claimant")
    hearing(cast, french, today() + DAY)
    th, fr = sorted(lawyers_day(cast.mai, here.ring, today()).countries, key=lambda c: c.country)[
        ::-1
    ]
    assert (th.country, fr.country) == ("TH", "FR")
    assert th.hearings[0].state.now.hour == fr.hearings[0].state.now.hour
    assert th.hearings[0].at < fr.hearings[0].at
    assert fr.hearings[0].elsewhere


def test_a_hearing_that_is_over_takes_no_more_news_and_leaves_the_calendar(cast, here):
    made = hearing(cast, here.trial, today())
    below(cast, made, {"news": "held"})
    assert lawyers_day(cast.mai, here.ring, today()).hearings == 0
    made.refresh_from_db()
    with pytest.raises(BadInput) as wrong:
        below(cast, made, {"news": "moved", "day": today() + DAY}, sure=True)
    assert wrong.value.where == "news"


def test_a_hearing_of_which_nobody_said_what_became_is_asked_about(cast, here):
    made = hearing(cast, here.trial, today() - DAY)
    day = lawyers_day(cast.mai, here.ring, today())
    assert [one.row.id for one in day.unsaid] == [made.id]


def test_j10_whoever_keeps_the_house_learns_hours_and_escort_and_no_more(cast, here):
    """J10: away from 7, back by 18, with an escort; neither court nor charge."""
    made = hearing(
        cast,
        here.trial,
        today() + DAY,
        place="Criminal Court, room 4",
        leaves="7:00",
        back="18:00",
        escort="Sokha",
    )
    (one,) = away_between([here.person.id], today(), today() + 7 * DAY)
    assert (one.leaves, one.back, one.escort, one.day) == ("7:00", "18:00", True, today() + DAY)
    kept = str(made.away)
    assert "ourt" not in kept
    assert "Sokha" not in kept
    below(cast, made, {"news": "fell_through"})
    assert away_between([here.person.id], today(), today() + 7 * DAY) == []


# ── Limits ───────────────────────────────────────────────────────────────────
def test_a_limit_from_an_unchecked_rule_says_so(cast, here):
    told = {"rule": "th_state_compensation", "start": PartialDate(today().year, today().month)}
    made = records(cast, here.trial, K.LIMIT, told)
    (one,) = shown(here, here.trial).limits
    assert one.provisional
    assert made.due > today()


def test_a_rule_without_a_length_takes_the_day_of_a_lawyer_and_of_nobody_else(cast, here):
    with pytest.raises(BadInput) as wrong:
        records(cast, here.trial, K.LIMIT, {"rule": "appeal"})
    assert wrong.value.where == "due"
    with pytest.raises(BadInput) as wrong:
        records(cast, here.trial, K.LIMIT, {"rule": "appeal"}, due=today() + 30 * DAY)
    assert wrong.value.where == "checked"
    told = {"rule": "appeal", "checked": "Advocate of the bar of Bangkok"}
    records(cast, here.trial, K.LIMIT, told, due=today() + 30 * DAY)
    (one,) = shown(here, here.trial).limits
    assert not one.provisional


def test_a_passed_limit_is_never_hidden(cast, here):
    told = {"rule": "appeal", "checked": "An advocate"}
    made = records(cast, here.trial, K.LIMIT, told, due=today() - DAY)
    (one,) = lawyers_day(cast.mai, here.ring, today()).limits
    assert (one.row.id, one.warned) == (made.id, 0)
    below(cast, made, {"news": "met"})
    assert lawyers_day(cast.mai, here.ring, today()).limits == []


# ── Non-punishment ───────────────────────────────────────────────────────────
def test_an_answer_to_what_was_not_raised_is_refused(cast, here):
    act = records(cast, here.entry, K.ACT, {"act": "Left without a stamp"})
    with pytest.raises(BadInput) as wrong:
        below(cast, act, {"news": "accepted"})
    assert wrong.value.where == "news"
    below(cast, act, {"news": "raised", "body": "Provincial prosecutor"})
    below(cast, act, {"news": "accepted"})
    act.refresh_from_db()
    assert not act.waits


# ── Evidence ─────────────────────────────────────────────────────────────────
def test_j9_a_seal_that_does_not_fit_is_kept_and_the_earlier_row_stays(cast, here):
    """J9: bag 114 under seal 0098, the next hand reports 0089."""
    bag = records(
        cast, here.trial, K.EVIDENCE, {"what": "Bag 114", "keeper": "Mai Lê", "seal": "0098"}
    )
    handed = {"from_hand": "Mai Lê", "to_hand": "Colonel", "why": "authority", "seal": "0089"}
    below(cast, bag, handed)
    (one,) = shown(here, here.trial).of(K.EVIDENCE)
    ((_row, link),) = one.links
    assert link.faults == (ChainFault.SEAL,)
    assert one.data["seal"] == "0098"
    assert one.row.due > today()  # looked at again


def test_evidence_is_looked_at_every_six_months_until_it_is_gone(cast, here):
    then = today() - timedelta(days=170)
    told = {"what": "Bag 115", "keeper": "Mai Lê"}
    bag = records(cast, here.trial, K.EVIDENCE, told, on=then)
    day = files.browser(cast, cast.mai).get(reverse("justice:day"))
    assert "Bag 115" in day.text
    seen = {"from_hand": "Mai Lê", "to_hand": "Mai Lê", "why": "looked_at"}
    below(cast, bag, seen)
    bag.refresh_from_db()
    assert (bag.due, bag.waits) == (today() + timedelta(days=182), True)
    assert not lawyers_day(cast.mai, here.ring, today()).evidence
    later = lawyers_day(cast.mai, here.ring, today() + timedelta(days=160))
    assert [one.row for one in later.evidence] == [bag]
    below(cast, bag, seen | {"to_hand": "Her sister", "why": "returned"})
    bag.refresh_from_db()
    assert not bag.waits
    assert not lawyers_day(cast.mai, here.ring, today() + timedelta(days=160)).evidence


# ── Money ────────────────────────────────────────────────────────────────────
def money(cast, proceeding, what, amount, currency="THB", **more):
    told = {"money": what, "amount": amount, "currency": currency}
    return records(cast, proceeding, K.MONEY, told | more.pop("answers", {}), **more)


def test_j5_claimed_ordered_paid_and_in_her_hands_are_four_figures(cast, here):
    """J5: ordered 200,000 and paid 0 are two figures; paid to her lawyer is not in her hands."""
    claim = {"head": "pay", "amount": "250,000", "currency": "THB"}
    records(cast, here.trial, K.CLAIM, claim)
    money(cast, here.trial, "ordered", "200 000")
    every, _cases = compensation(cast.mai, here.ring)
    assert [(one.claimed, one.ordered, one.paid) for one in every] == [(250_000, 200_000, 0)]
    money(cast, here.trial, "paid", "50000")
    (one,), _cases = compensation(cast.mai, here.ring)
    assert (one.paid, one.in_her_hands, one.on_its_way, one.open) == (50_000, 0, 50_000, 150_000)


def test_what_an_appeal_lowers_counts_once_and_she_is_to_be_told(cast, here):
    """8,000 ordered, lowered to 5,000, 3,000 of it paid: 2,000 are still owed, never 13,000."""
    money(cast, here.trial, "ordered", "8000", "EUR")
    assert not Task.objects.exists()
    money(cast, here.trial, "paid", "3000", "EUR")
    money(cast, here.trial, "set_aside", "3000", "EUR")
    (one,), _cases = compensation(cast.mai, here.ring)
    assert (one.ordered, one.paid, one.still_owed) == (5_000, 3_000, 2_000)
    (task,) = Task.objects.all()
    assert task.assignee == here.case.assignee
    page = files.browser(cast, cast.mai).get(page_of(here, "proceeding", here.trial.id)).text
    assert "Still owed" in page


KIP = {"answers": {"other_currency": "old kip"}}


@pytest.mark.parametrize(("last", "waits"), [
    ([("ordered", "other", KIP), ("ordered", "EUR", {}), ("uncollectable", "EUR", {})], True),
    ([("ordered", "EUR", {}), ("ordered", "other", KIP), ("in_her_hands", "other", KIP)], True),
    ([("ordered", "other", KIP), ("offered", "other", KIP)], True),
    ([("ordered", "other", KIP), ("in_her_hands", "other", KIP)], False),
])  # fmt: skip
def test_money_in_one_currency_waits_whatever_is_told_of_another(cast, here, last, waits):
    """What cannot be added up is not forgotten, nor does it end what is owed beside it."""
    for step_told, currency, more in last:
        money(cast, here.trial, step_told, "900", currency, **more)
    kept = [row.waits for row in JusticeRecord.objects.filter(proceeding=here.trial)]
    assert any(kept) is waits


def test_a_claim_in_a_currency_without_a_rate_is_kept_and_added_to_nothing(cast, here):
    claim = {"head": "pain", "amount": "900", "currency": "other", "other_currency": "old kip"}
    records(cast, here.trial, K.CLAIM, claim)
    (one,) = shown(here, here.trial).of(K.CLAIM)
    assert (one.amount, one.counted) == ("900 old kip", False)
    assert compensation(cast.mai, here.ring)[0] == []


@pytest.mark.parametrize(("told", "where"), [
    ({"amount": "0", "currency": "THB"}, "amount"),
    ({"amount": "much", "currency": "THB"}, "amount"),
    ({"amount": "10"}, "currency"),
    ({"amount": "10", "currency": "other"}, "other_currency"),
])  # fmt: skip
def test_an_amount_that_cannot_be_is_refused_at_its_question(cast, here, told, where):
    with pytest.raises(BadInput) as wrong:
        records(cast, here.trial, K.CLAIM, {"head": "pay"} | told)
    assert wrong.value.where == where


def test_j4_interest_is_shown_by_both_ways_of_counting(cast, here):
    """J4, until today."""
    money(
        cast,
        here.trial,
        "ordered",
        "11000",
        answers={"percent": "15", "interest_from": PartialDate(2018, 3, 1)},
    )
    (one,) = shown(here, here.trial).of(K.MONEY)
    assert len(one.interest) == 2
    amounts = [
        Decimal(said.rpartition(" ")[0].replace("\u202f", "")) for _how, said in one.interest
    ]
    assert min(amounts) > 3_300


# ── Figures ──────────────────────────────────────────────────────────────────
def test_figures_know_how_far_and_no_amount_or_word(cast, here):
    step(cast, here.trial, "charged")
    money(cast, here.trial, "ordered", "12345")
    facts = [fact.content for fact in StoredFact.objects.filter(kind__in=["proceeding", "justice"])]
    states = [fact["codes"].get("state") for fact in facts]
    assert "charged" in states
    assert "12345" not in str(facts)
    assert "Criminal Court" not in str(facts)
