"""What of proceedings cannot wait stands on the start page of her lawyer and of her worker."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.accounts.actions import end_account
from fanal.authority import queries
from fanal.commands.sweep import sweep
from fanal.core.justice.kinds import JusticeKind
from fanal.core.sealing.compartments import FILES, LEGAL
from fanal.justice.actions.money_of_before import wait_for_money_of_before
from fanal.justice.models import JusticeRecord
from fanal.keys.actions import grant, revoke
from fanal.keys.models import Grant, UserKeys
from fanal.web.proofs import SetUpProof, last_proof, not_proved
from tests import files
from tests.justice.scene import DAY, below, hearing, page_of, records, step, today
from tests.justice.scene import K as Kind

K = JusticeKind
RELEASED = "An accused is free, and she has not been told"


def start_page(cast, name):
    return files.browser(cast, getattr(cast, name)).get(reverse("cases:today"))


def rows_of(cast, name):
    """But that her case was opened to her this week."""
    rows = start_page(cast, name).context["asked"].rows
    return [(row.title, row.tone) for row in rows if row.tone]


def test_her_lawyer_reads_that_an_accused_was_released_and_is_led_to_where_it_is_answered(
    cast, here
):
    free = step(cast, here.trial, "release", on=today() - timedelta(days=2))
    page = start_page(cast, "mai")
    assert RELEASED in page.text
    assert page_of(here, "below", free.id) in page.text
    assert page.text.index(RELEASED) < page.text.index("Hearings, time limits and tasks")
    below(cast, free, {"how": "interpreter", "language": "Lao"}, on=today())
    assert RELEASED not in start_page(cast, "mai").text


def test_her_worker_reads_it_and_nobody_of_another_team(cast, here):
    step(cast, here.trial, "release")
    assert RELEASED in start_page(cast, "sokha").text
    assert RELEASED not in start_page(cast, "linh").text
    assert here.case.code_name not in start_page(cast, "linh").text


def test_another_step_is_a_danger_only_after_a_week(cast, here):
    title = "She has not been told of a step of her proceedings"
    step(cast, here.trial, "decision", on=today() - timedelta(days=1))
    assert rows_of(cast, "mai") == [(title, "care")]
    step(cast, here.entry, "decision", on=today() - timedelta(days=8))
    assert rows_of(cast, "mai") == [
        ("2 steps of proceedings that those concerned have not been told of", "danger")
    ]


def test_pressure_and_what_ends_within_a_month_stand_there(cast, here):
    records(cast, here.trial, K.PRESSURE, {"how": "not_said"}, on=today())
    video = {"measure": "video", "body": "Criminal Court"}
    order = records(cast, here.trial, K.MEASURE, video, on=today())
    below(cast, order, {"news": "granted"}, on=today(), due=today() + timedelta(days=20))
    assert rows_of(cast, "mai") == [
        ("Pressure on her because of her proceedings", "danger"),
        ("A protection order ends", "care"),
    ]


def test_a_measure_that_nobody_granted_protects_nobody_and_does_not_end(cast, here):
    """A screen that was asked for is to be there on the day in court: somebody has to ask again."""
    asked = "A protection measure was asked for, without an answer"
    screen, until = {"measure": "screen"}, today() + timedelta(days=3)
    order = records(cast, here.trial, K.MEASURE, screen, on=today(), due=until)
    assert rows_of(cast, "mai") == [(asked, "care")]
    page = files.browser(cast, cast.mai).get(reverse("justice:day")).text
    assert "asked for, no answer known" in page
    below(cast, order, {"news": "refused"}, on=today())
    assert rows_of(cast, "mai") == []


def test_after_a_week_without_an_answer_to_it_that_stands_out(cast, here):
    week_ago = today() - timedelta(days=7)
    records(cast, here.trial, K.MEASURE, {"measure": "screen"}, on=week_ago)
    assert [tone for _title, tone in rows_of(cast, "mai")] == ["danger"]


MONEY = {"amount": "8000", "currency": "EUR"}
NOT_WITH_HER = "Money that was ordered for her has not all reached her"


def test_money_that_was_ordered_is_asked_about_after_a_month_until_all_of_it_is_with_her(
    cast, here
):
    """Paid in part is not paid: what is still owed is asked about again a month later."""
    month_ago = today() - timedelta(days=30)
    records(cast, here.trial, K.MONEY, MONEY | {"money": "ordered"}, on=month_ago)
    assert rows_of(cast, "mai") == [(NOT_WITH_HER, "care")]
    assert page_of(here, "proceeding", here.trial.id) in start_page(cast, "mai").text
    part = {"amount": "3000", "currency": "EUR"}
    records(cast, here.trial, K.MONEY, part | {"money": "paid"}, on=month_ago)
    records(cast, here.trial, K.MONEY, part | {"money": "in_her_hands"}, on=month_ago)
    assert rows_of(cast, "mai") == [(NOT_WITH_HER, "care")]
    rest = {"amount": "5000", "currency": "EUR", "money": "uncollectable"}
    records(cast, here.trial, K.MONEY, rest, on=month_ago)
    assert rows_of(cast, "mai") == []


def test_of_what_was_ordered_this_month_nobody_is_asked(cast, here):
    records(cast, here.trial, K.MONEY, MONEY | {"money": "ordered"}, on=today())
    assert rows_of(cast, "mai") == []


@pytest.mark.parametrize(("steps", "asked"), [
    (("ordered",), True),
    (("ordered", "paid"), True),
    (("ordered", "paid", "in_her_hands"), False),
    (("ordered", "set_aside"), False),
    (("offered",), False),
])  # fmt: skip
def test_so_is_money_that_an_earlier_release_wrote_down(cast, here, steps, asked):
    """It kept of no money whether somebody has to see to it."""
    month_ago = today() - timedelta(days=30)
    for what in steps:
        records(cast, here.trial, K.MONEY, MONEY | {"money": what}, on=month_ago)
    for row in JusticeRecord.objects.filter(waits=True):
        row.waits = False
        row.save(update_fields=["waits"])
    assert rows_of(cast, "mai") == []
    for _ in range(2):
        wait_for_money_of_before()
        assert rows_of(cast, "mai") == ([(NOT_WITH_HER, "care")] if asked else [])
    assert queries.unsettled() == []


def test_the_first_sweep_of_a_day_looks_for_it(cast, here):
    records(cast, here.trial, K.MONEY, MONEY | {"money": "ordered"})
    row = JusticeRecord.objects.get(waits=True)
    row.waits = False
    row.save(update_fields=["waits"])
    sweep(timezone.localtime())
    row.refresh_from_db()
    assert row.waits


def test_once_all_of_it_is_marked_no_record_is_looked_at_for_it(cast, here, monkeypatch):
    records(cast, here.trial, K.MONEY, MONEY | {"money": "ordered"})
    looked = []
    look = "fanal.commands.sweep.wait_for_money_of_before"
    monkeypatch.setattr(look, lambda: bool(looked.append(1)))  # one row is not certified yet
    for day in (0, 1):
        sweep(timezone.localtime() + timedelta(days=day))
        assert (len(looked), last_proof(SetUpProof.MONEY)) == (day + 1, None)
    monkeypatch.setattr(look, lambda: bool(looked.append(1)) or True)
    for day in (2, 3):
        sweep(timezone.localtime() + timedelta(days=day))
    assert len(looked) == 3
    not_proved(SetUpProof.MONEY)  # as an upgrade does
    sweep(timezone.localtime() + timedelta(days=4))
    assert len(looked) == 4


# Her lawyer left, or what was granted her ended, while a hearing or a time limit waits: whoever
# works on the case reads it where she begins her day.
SAYS = "Her lawyer does not open this case any more"


def start(cast, who="sokha"):
    return files.browser(cast, getattr(cast, who)).get(reverse("cases:today")).text


def leaves(cast, here):
    revoke(folder=here.case.id, to=cast.mai, by=cast.noi, compartments=[LEGAL, FILES])


def account_ends(cast, here):
    end_account(user=cast.mai, by=cast.anan)


@pytest.mark.parametrize("ends", [leaves, account_ends])
def test_whoever_works_on_the_case_reads_that_her_lawyer_left(cast, here, ends):
    hearing(cast, here.trial, today() + 20 * DAY)
    assert SAYS not in start(cast)
    ends(cast, here)
    text = start(cast)
    assert SAYS in text
    assert page_of(here) in text
    assert SAYS not in start(cast, "linh")


def test_where_nothing_waits_or_another_lawyer_opens_it_nothing_is_said(cast, here):
    records(cast, here.trial, Kind.MEASURE, {"measure": "screen"})
    leaves(cast, here)
    assert SAYS not in start(cast)
    row = hearing_of_sokha(cast, here)
    assert SAYS in start(cast)
    grant(
        folder=here.case.id,
        compartments=[LEGAL],
        to=cast.mai,
        **cast.acting(cast.noi),
        reason="Her lawyer again.",
    )
    assert SAYS not in start(cast)
    assert row.waits


def hearing_of_sokha(cast, here):
    told = {"day": today() + 9 * DAY, "presence": "must"}
    return records(cast, here.trial, Kind.HEARING, told, by=cast.sokha, sure=True)


def test_a_grant_that_only_waits_for_an_offer_follows_nothing(cast, here):
    hearing(cast, here.trial, today() + 20 * DAY)
    leaves(cast, here)
    told = {"folder": here.case.id, "compartments": [LEGAL], "waits_for": uuid4()}
    grant(to=cast.mai, reason="Offered.", **told, **cast.acting(cast.noi))
    assert SAYS in start(cast)


def test_an_account_that_ended_long_ago_nags_nobody(cast, here):
    hearing(cast, here.trial, today() + 20 * DAY)
    UserKeys.objects.filter(user=cast.mai).update(retired=today() - 3 * DAY)
    assert SAYS in start(cast)
    UserKeys.objects.filter(user=cast.mai).update(retired=today() - 40 * DAY)
    assert SAYS not in start(cast)
    end_account(user=cast.mai, by=cast.anan)
    Grant.objects.filter(folder=here.case.id, to_keys__user=cast.mai).update(revoked=None)
    assert SAYS not in start(cast)


def test_where_no_lawyer_ever_opened_it_or_she_left_long_ago_nobody_is_nagged(cast, here):
    hearing_of_sokha(cast, here)
    leaves(cast, here)
    Grant.objects.filter(folder=here.case.id, to_keys__user=cast.mai).update(
        revoked=date(2026, 1, 5)
    )
    assert SAYS not in start(cast)
    Grant.objects.filter(folder=here.case.id, to_keys__user=cast.mai).delete()
    assert SAYS not in start(cast)
    assert JusticeRecord.objects.filter(waits=True).exists()


# What waits in a proceeding stands on a start page after a while, and what stands there is listed
# on the page to which it leads.
MONTH = 31 * DAY
INFORMATION = ({"topic": "release", "body": "Registry"}, "What she asked to be told", MONTH)
ACT = ({"act": "She crossed without a passport"}, "was not raised with the authority yet", 0 * DAY)
EVIDENCE = ({"what": "A diary", "keeper": "Office"}, "has to be checked again", 190 * DAY)
WAITING = {Kind.INFORMATION: INFORMATION, Kind.ACT: ACT, Kind.EVIDENCE: EVIDENCE}


def page(cast, who, name):
    return files.browser(cast, getattr(cast, who)).get(reverse(name)).text


@pytest.mark.parametrize("kind", WAITING)
def test_what_nobody_answered_stands_on_the_start_page_and_leads_to_where_it_is(cast, here, kind):
    answers, says, ago = WAITING[kind]
    row = records(cast, here.trial, kind, answers, on=today() - ago)
    for who in ("mai", "sokha"):
        text = page(cast, who, "cases:today")
        assert says in text
        assert page_of(here, "below", row.id) in text
    assert page_of(here, "below", row.id) in page(cast, "mai", "justice:day")


@pytest.mark.parametrize("kind", WAITING)
def test_several_lead_to_a_page_on_which_each_stands(cast, here, kind):
    answers, _says, ago = WAITING[kind]
    rows = [records(cast, one, kind, answers, on=today() - ago) for one in (here.trial, here.entry)]
    assert reverse("justice:day") in page(cast, "sokha", "cases:today")
    day = page(cast, "sokha", "justice:day")
    assert all(page_of(here, "below", row.id) in day for row in rows)


def test_so_do_protection_measures_without_a_last_day(cast, here):
    for proceeding in (here.trial, here.entry):
        records(cast, proceeding, Kind.MEASURE, {"measure": "screen"})
    assert "2 protection measures were asked for, without an answer" in page(
        cast, "mai", "cases:today"
    )
    day = page(cast, "mai", "justice:day")
    assert day.count("A screen in court") == 2


def test_what_was_asked_lately_or_asked_again_or_answered_waits_quietly(cast, here):
    asked = records(cast, here.trial, Kind.INFORMATION, {"topic": "trial"}, on=today() - MONTH)
    below(cast, asked, {"news": "no_answer"}, on=today() - DAY)
    records(cast, here.trial, Kind.INFORMATION, {"topic": "result"}, on=today() - DAY)
    act = records(cast, here.entry, Kind.ACT, {"act": "A false name"})
    below(cast, act, {"news": "raised"})
    records(cast, here.trial, Kind.EVIDENCE, {"what": "A diary", "keeper": "Office"})
    text = page(cast, "mai", "cases:today")
    for says in (INFORMATION[1], ACT[1], EVIDENCE[1]):
        assert says not in text


def test_a_hearing_that_is_over_asks_what_became_of_it_where_the_day_begins(cast, here):
    row = hearing(cast, here.trial, today() - 2 * DAY)
    for who in ("mai", "sokha"):
        assert page_of(here, "below", row.id) in page(cast, who, "cases:today"), who
