"""A colleague stands in: the cases open to her, and what needs somebody stands on her Today."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from fanal.absences.models import StandIn
from fanal.absences.queries import absence_today, whose_work
from fanal.accounts.actions import end_account
from fanal.accounts.models import Membership
from fanal.authority import genuine_rows
from fanal.cases.access import cases_for, compartments_for
from fanal.cases.actions import emergencies, states, tasks
from fanal.cases.actions.bulk import hand_over
from fanal.cases.actions.tasks import add_task
from fanal.commands.sweep import sweep
from fanal.core.sealing.compartments import WHEREABOUTS
from fanal.journeys.actions.plans import plan_journey
from fanal.keys.models import Grant
from fanal.organisation.actions import stand_ins
from fanal.organisation.queries.hooks import stood_in_for_today
from tests import files
from tests.files import start_page as today_of
from tests.journal import entries, the_entry
from tests.organisation.colleagues import let_in, stands_in
from tests.refused import says_no
from tests.shares import strangers

DAY = timedelta(days=1)


@pytest.fixture
def case(cast):
    return files.case_with_whereabouts(cast)


@pytest.fixture
def bopha(cast):
    return let_in(cast)


def days(since, until):
    sent = {"since_near": str(since), "until_near": str(until)}
    for name, day in (("since", since), ("until", until)):
        sent |= {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}
    return sent


def asks(cast, by, stand_in, *, since=None, until=None, **told):
    """On the page."""
    today = timezone.localdate()
    address = reverse("organisation:name_stand_in", args=[cast.bangkok.pk])
    sent = days(since or today, until or today + 6 * DAY) | {"stand_in": str(stand_in.pk)} | told
    return files.browser(cast, by).post(address, sent, follow=True)


def decides(cast, by, name="agree_stand_in"):
    address = reverse(f"organisation:{name}", args=[StandIn.objects.get().pk])
    return files.browser(cast, by).post(address, follow=True)


def opens_where(cast, user, case):
    held = WHEREABOUTS in cast.ring(user).compartments(case.id)
    said = WHEREABOUTS in compartments_for(user, cases_for(user).get(pk=case.pk))
    assert held == said
    return held


def test_nothing_opens_before_a_lead_agrees(cast, case, bopha):
    answer = asks(cast, cast.sokha, bopha)
    assert "Noi" in answer.text, answer.text
    assert not opens_where(cast, bopha, case)
    decides(cast, cast.noi)
    assert opens_where(cast, bopha, case)
    entry = the_entry("stand_in.agreed", by=cast.noi, about=cast.sokha.pk)
    assert str(bopha.pk) in entry.detail
    assert the_entry("grant.offered", by=cast.sokha, about=case.pk)


def test_what_is_hers_stands_on_the_stand_ins_today(cast, case, bopha):
    today, write = timezone.localdate(), cast.acting(cast.sokha)
    tasks.add_task(case=case, title="Call the shelter", due=today, by=cast.sokha)
    states.say_in_danger(
        case=case,
        person=case.people.get(),
        said_by="herself",
        said_at=None,
        words="At the door.",
        **write,
    )
    assert "Call the shelter" not in today_of(cast, bopha)
    asks(cast, cast.noi, bopha, away=str(cast.sokha.pk))
    shown = today_of(cast, bopha)
    assert "Call the shelter" in shown
    assert "or Sokha Chea, until" in shown
    assert case.code_name in shown
    assert shown.count("or Sokha Chea, until") >= 2, shown
    assert "Call the shelter" in files.browser(cast, bopha).get(reverse("cases:tasks")).text
    assert "or Sokha Chea, until" not in today_of(cast, cast.sokha)


def test_a_lead_who_names_one_for_a_colleague_agrees_by_it(cast, case, bopha):
    asks(cast, cast.noi, bopha, away=str(cast.sokha.pk))
    assert StandIn.objects.get().agreed_on
    assert opens_where(cast, bopha, case)


def test_it_ends_by_itself(cast, case, bopha, monkeypatch):
    asks(cast, cast.noi, bopha, away=str(cast.sokha.pk))
    later = timezone.localdate() + 7 * DAY
    monkeypatch.setattr(timezone, "localdate", lambda *args: later)
    assert not opens_where(cast, bopha, case)
    assert whose_work(bopha) == [bopha.pk]
    stand_ins.begin_and_end(today=later)
    assert not StandIn.objects.exists()
    assert the_entry("stand_in.ended", about=cast.sokha.pk).by is None
    assert not Grant.objects.filter(to_keys__user=bopha, revoked=None).exists()


@pytest.mark.parametrize("who", ["sokha", "noi", "bopha"])
def test_it_is_ended_early(cast, case, bopha, who):
    asks(cast, cast.noi, bopha, away=str(cast.sokha.pk))
    decides(cast, bopha if who == "bopha" else getattr(cast, who), "end_stand_in")
    assert not StandIn.objects.exists()
    assert not opens_where(cast, bopha, case)
    assert not Grant.objects.filter(to_keys__user=bopha, revoked=None).exists()


def test_whoever_takes_the_case_over_while_she_stands_in_keeps_where_she_is(cast, case, bopha):
    """The key for the days of the leave counted as hers; with its end she knew no longer."""
    asks(cast, cast.noi, bopha, away=str(cast.sokha.pk))
    told = cast.acting(cast.noi)
    hand_over(cases=[case], to=bopha, reason="Sokha leaves.", place=True, **told)
    decides(cast, cast.noi, "end_stand_in")
    assert opens_where(cast, bopha, case)


def test_one_that_begins_later_opens_on_its_day(cast, case, bopha, monkeypatch):
    begins = timezone.localdate() + 2 * DAY
    asks(cast, cast.noi, bopha, away=str(cast.sokha.pk), since=begins, until=begins + DAY)
    assert not opens_where(cast, bopha, case)
    monkeypatch.setattr(timezone, "localdate", lambda *args: begins)
    genuine_rows.run()
    stand_ins.begin_and_end(today=begins)
    assert opens_where(cast, bopha, case)
    assert whose_work(bopha) == [bopha.pk, cast.sokha.pk]


def of_the_case(cast, case, reader):
    """What its first screen says of who works on it."""
    text = files.browser(cast, reader).get(reverse("cases:case", args=[case.id])).text
    return text[text.index("Worker and team") :][:600]


def test_the_case_names_who_sees_to_it_and_her_list_holds_it(cast, case, bopha):
    assert "Bopha" not in of_the_case(cast, case, cast.noi)
    asks(cast, cast.noi, bopha, away=str(cast.sokha.pk))
    assert "Bopha Keo (for Sokha Chea, until" in of_the_case(cast, case, cast.noi)
    mine = files.browser(cast, bopha).get(reverse("cases:list") + "?show=mine").text
    assert case.code_name in mine


def test_whom_a_conflict_keeps_out_is_not_named_as_the_one_to_call(cast, case, bopha):
    emergencies.keep_out(case=case, user=bopha, reason="Her cousin.", by=cast.noi)
    asks(cast, cast.noi, bopha, away=str(cast.sokha.pk))
    assert "Bopha" not in of_the_case(cast, case, cast.noi)


def test_who_is_kept_out_of_a_case_does_not_get_it_by_standing_in(cast, case, bopha):
    emergencies.keep_out(case=case, user=bopha, reason="Her cousin", by=cast.noi)
    asks(cast, cast.sokha, bopha)
    decides(cast, cast.noi)
    assert not Grant.objects.filter(to_keys__user=bopha, folder=case.pk).exists()
    assert not cases_for(bopha).exists()
    assert case.code_name not in today_of(cast, bopha)


def test_who_is_kept_out_after_it_was_asked_does_not_get_it_either(cast, case, bopha):
    asks(cast, cast.sokha, bopha)
    emergencies.keep_out(case=case, user=bopha, reason="Her cousin", by=cast.noi)
    decides(cast, cast.noi)
    assert not Grant.objects.filter(to_keys__user=bopha, folder=case.pk, revoked=None).exists()


def test_a_lead_refuses(cast, case, bopha):
    asks(cast, cast.sokha, bopha)
    says_no(files.browser(cast, cast.noi), "stand_in", StandIn.objects.get().pk)
    assert not StandIn.objects.exists()
    assert not opens_where(cast, bopha, case)
    assert the_entry("stand_in.refused", by=cast.noi)


@pytest.mark.parametrize(
    "who", strangers(["sokha", "bopha", "kham", "mai", "anan"], "nobody but a lead agrees")
)
def test_nobody_but_a_lead_agrees(cast, case, bopha, who):
    asks(cast, cast.sokha, bopha)
    by = bopha if who == "bopha" else getattr(cast, who)
    assert decides(cast, by).status_code == 404
    assert not StandIn.objects.get().agreed_on


def test_for_the_only_lead_a_director_agrees(cast, case, bopha):
    asks(cast, cast.noi, bopha, away=str(cast.noi.pk))
    assert not StandIn.objects.get().agreed_on
    decides(cast, cast.claire)
    assert StandIn.objects.get().agreed_on


def test_a_colleague_of_another_team_cannot_be_named(cast, case):
    answer = asks(cast, cast.sokha, cast.kham)
    assert answer.status_code == 422
    assert not StandIn.objects.exists()


def test_of_a_stand_in_who_left_the_house_the_journal_says_once_that_it_ended(cast, case, bopha):
    asks(cast, cast.noi, bopha, away=str(cast.sokha.pk))
    end_account(user=bopha, by=cast.anan)
    stand_ins.begin_and_end(today=timezone.localdate() + 8 * DAY)
    assert not StandIn.objects.exists()
    assert the_entry("stand_in.ended", about=cast.sokha.pk)


@pytest.mark.parametrize(("since", "until"), [(-1, 3), (3, 1), (0, 120)])
def test_days_that_cannot_be_are_refused(cast, case, bopha, since, until):
    today = timezone.localdate()
    answer = asks(cast, cast.sokha, bopha, since=today + since * DAY, until=today + until * DAY)
    assert answer.status_code == 422, answer.text


def test_a_second_one_says_that_there_is_one(cast, case, bopha):
    asks(cast, cast.sokha, bopha)
    answer = asks(cast, cast.sokha, bopha)
    assert "is named to stand in for her" in answer.text


def test_who_left_the_team_stands_in_no_more(cast, case, bopha):
    asks(cast, cast.noi, bopha, away=str(cast.sokha.pk))
    bopha.membership_set.all().delete()
    genuine_rows.run()
    assert whose_work(bopha) == [bopha.pk]


def test_the_sweep_tells_the_stand_in_of_danger(cast, case, bopha):
    from fanal.cases.actions.present import to_tell

    asks(cast, cast.noi, bopha, away=str(cast.sokha.pk))
    assert bopha in to_tell([case.people.get().pk])
    sweep(timezone.localtime())
    assert not entries("stand_in.ended")


def test_on_the_last_day_the_stand_in_reads_what_is_due_first_from_then_on(cast, case, bopha):
    today = timezone.localdate()
    add_task(case=case, title="Go to court", by=cast.sokha, assignee=cast.sokha, due=today + DAY)
    asks(cast, cast.noi, bopha, away=str(cast.sokha.pk), until=today + DAY)
    says = "Your last day for Sokha Chea"
    assert says not in today_of(cast, bopha)
    StandIn.objects.all().delete()
    asks(cast, cast.noi, bopha, away=str(cast.sokha.pk), until=today)
    text = today_of(cast, bopha)
    assert says in text
    assert f"due first: Go to court ({case.code_name}), tomorrow" in text
    assert says not in today_of(cast, cast.noi)


def test_on_the_last_day_a_sign_of_life_comes_before_a_later_task(cast, case, bopha):
    today = timezone.localdate()
    add_task(
        case=case, title="Go to court", by=cast.sokha, assignee=cast.sokha, due=today + 3 * DAY
    )
    files.sign_due(case, timezone.now() + DAY, cast.acting(cast.sokha))
    asks(cast, cast.noi, bopha, away=str(cast.sokha.pk), until=today)
    assert "due first: Sign of life:" in today_of(cast, bopha)


def test_on_the_last_day_a_journey_that_is_not_over_is_named_whenever_it_arrives(cast, case, bopha):
    today = timezone.localdate()
    journey = plan_journey(
        kind="court", team=cast.bangkok, lead=cast.sokha, starts_on=today, by=cast.sokha
    )
    asks(cast, cast.noi, bopha, away=str(cast.sokha.pk), until=today)
    assert f"journey not over: {journey.code_name}" in today_of(cast, bopha)


def test_whoever_ends_an_account_reads_that_somebody_may_be_in_her_care(cast, case):
    ending = reverse("accounts:end_account", args=[cast.sokha.pk])
    warns = "Somebody may be in her care today"
    assert warns not in files.browser(cast, cast.anan).get(ending).text
    today = timezone.localdate()
    journey = plan_journey(
        kind="court", team=cast.bangkok, lead=cast.sokha, starts_on=today, by=cast.sokha
    )
    text = files.browser(cast, cast.anan).get(ending).text
    assert warns in text
    assert journey.code_name not in text


@pytest.mark.parametrize(("who", "page", "said"), [
    ("ploy", "care:today", "Open each care file to the colleague"),
    ("rith", "shelters:tonight", "ask whoever leads it to let a colleague in"),
    ("mai", "justice:day", "ask the lead of each to open it to another"),
])  # fmt: skip
def test_whom_nobody_stands_in_for_reads_what_to_do_before_she_goes(cast, who, page, said):
    text = files.browser(cast, getattr(cast, who)).get(reverse("organisation:away")).text
    assert said in text
    assert reverse(page) in text


def test_who_is_away_reads_in_french_until_which_day(cast):
    today = timezone.localdate()
    stands_in(cast, let_in(cast), cast.sokha, until=today + DAY)
    genuine_rows.run()
    with override("fr"):
        (row,) = stood_in_for_today(cast.sokha, timezone.localtime())
        assert row.when == f"jusqu’au {date_format(today + DAY, 'MONTH_DAY_FORMAT')}"


ALONE = "is away and nobody stands in"


def test_where_that_leaves_no_lead_the_direction_learns_it(cast, case, bopha):
    asks(cast, cast.noi, bopha, away=str(cast.noi.pk))
    decides(cast, cast.claire)
    assert ALONE not in today_of(cast, cast.claire)
    end_account(user=bopha, by=cast.anan)
    page = today_of(cast, cast.claire)
    assert f"{cast.noi} {ALONE}" in page
    assert "has no other lead" in page


@pytest.mark.parametrize("leaves", ["account", "team"])
def test_when_the_stand_in_leaves_the_lead_learns_that_nobody_stands_in(cast, case, bopha, leaves):
    asks(cast, cast.noi, bopha, away=str(cast.sokha.pk))
    assert ALONE not in today_of(cast, cast.noi)
    if leaves == "account":
        end_account(user=bopha, by=cast.anan)
    else:
        Membership.objects.get(team=cast.bangkok, user=bopha).delete()
    for who in (cast.noi, cast.sokha):
        page = today_of(cast, who)
        assert ALONE in page
        assert f"?away={cast.sokha.pk}" in page
    assert ALONE not in today_of(cast, cast.somchit)
    # She is still away, and somebody else can be named in the place of who left.
    assert absence_today(cast.sokha.pk) is not None
    asks(cast, cast.sokha, cast.noi)
    assert StandIn.objects.get().stand_in == cast.noi
