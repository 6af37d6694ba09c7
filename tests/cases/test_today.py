"""The start page: what needs a colleague now, in the order in which it can hurt."""

import re
from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from fanal.accounts.actions import end_account
from fanal.accounts.models import Membership
from fanal.audit.models import JournalEntry, ReadingNotice
from fanal.cases.actions.consents import record_consent
from fanal.cases.actions.emergencies import break_glass, keep_out
from fanal.cases.actions.entries import add_entry
from fanal.cases.actions.states import record_sign, say_in_danger
from fanal.cases.actions.tasks import add_task
from fanal.cases.models import Case, CaseEntry
from fanal.cases.queries.agenda_items import AgendaItem
from fanal.cases.queries.today import open_requests
from fanal.cases.queries.today.rows import FIRST, MOST, TodayPart, TodayRow
from fanal.cases.queries.today.to_do import shown_of
from fanal.core.roles import Role
from fanal.core.sealing.compartments import LEGAL
from fanal.intake.actions import take_signal
from fanal.journeys.queries.tonight import board
from fanal.keys.actions import grant
from fanal.keys.models import TeamKeyHolder
from tests import files
from tests.journeys.scene import hand_over, scene

PAGE = reverse("cases:today")
DAY = timedelta(days=1)


today = timezone.localdate


def page(cast, who):
    found = files.browser(cast, who).get(PAGE)
    assert found.status_code == 200
    return found


def part(cast, who, name="danger"):
    return page(cast, who).context[name]


def code_of(case):
    return case.people.first().code_name


def codes(found):
    return [row.code or row.about for row in found.rows]


def due_rows(found):
    return [row for _day, rows in found.days for row in rows]


def danger(cast, case, by=None, hours=3):
    by = by or cast.sokha
    say_in_danger(
        case=case,
        person=case.people.first(),
        said_by="mother",
        said_at=timezone.now() - timedelta(hours=hours),
        **cast.acting(by),
    )


def with_her_aunt(cast, case):
    record_sign(
        case=case,
        person=case.people.first(),
        sign="seen",
        said_at=None,
        with_whom="family",
        **cast.acting(cast.sokha),
    )


# ── Nobody has said who is with her ──────────────────────────────────────────
@pytest.mark.parametrize("who", ["sokha", "noi"])
def test_whom_the_board_calls_urgent_since_nobody_holds_her_is_not_passed_over(cast, case, who):
    """One line for all, however many they are: the board names them."""
    reader = getattr(cast, who)
    files.case(cast, people=[files.person(cast)])
    text = page(cast, reader).text
    assert "Act now" in files.browser(cast, reader).get(reverse("journeys:board")).text
    assert "Nobody needs you this minute" not in text
    assert text.count("2 people are looked after by nobody we know of") == 1
    assert "Nobody in your cases is known to be in danger" in text
    assert reverse("journeys:board") + "?show=alone" in text
    with_her_aunt(cast, case)
    assert "1 person is looked after by nobody we know of" in page(cast, reader).text


def test_beside_a_danger_the_others_whom_nobody_holds_are_counted_too(cast, case):
    files.case(cast, people=[files.person(cast)])
    danger(cast, case)
    text = page(cast, cast.sokha).text
    assert "1 person is looked after by nobody we know of" in text
    assert "Nobody in your cases is known to be in danger" not in text


# ── In danger, or not heard from ─────────────────────────────────────────────
def test_danger_in_a_case_i_work_on_is_the_first_row_with_its_hour_and_one_thing_to_do(cast, case):
    danger(cast, case)
    [row] = part(cast, cast.sokha).rows
    assert (row.code, row.title, row.when) == (code_of(case), "in danger", "3 h ago")
    assert "None of us is with her." in row.more
    assert row.below.startswith("next sign due")
    assert row.act.address == reverse("cases:sign_of_life", args=[case.id, case.people.get().id])
    text = page(cast, cast.sokha).text
    assert text.index("In danger, or not heard from") < text.index("To do")
    assert "1 person needs you now" in text


def test_with_a_journey_too_and_whom_to_call_stands_on_its_page(cast):
    here = scene(cast, n=1)
    danger(cast, here.case)
    [row] = part(cast, cast.sokha).rows
    assert (row.title, row.act.address) == (
        "in danger",
        reverse("journeys:journey", args=[here.journey.id]),
    )
    assert "With Shelter team." in row.more
    hand_over(here, here.shelter, here.escort, here.people, here.people)
    [row] = part(cast, cast.sokha).rows
    assert "With Escort since" in row.more


def test_who_was_given_and_not_confirmed_stands_there_and_is_asked_of_who_did_not_give(cast):
    here = scene(cast, n=2)
    hand_over(here, here.shelter, here.escort, here.people[:1], [])
    assert here.people[0].code_name in codes(part(cast, cast.sokha))
    assert "Confirm the arrival" not in page(cast, cast.sokha).text
    asked = part(cast, cast.noi, "asked")
    assert ("Confirm the arrival", here.people[0].code_name) in [
        (row.title, row.about) for row in asked.rows
    ]


def ends(cast):
    end_account(user=cast.sokha, by=cast.anan)


def goes_to_another_team(cast):
    cast.sokha.teams.set([cast.vientiane])


@pytest.mark.parametrize("leaves", [ends, goes_to_another_team])
def test_of_whom_a_colleague_was_responsible_who_left_nobody_is_said_to_be(cast, case, leaves):
    danger(cast, case)
    leaves(cast)
    more = part(cast, cast.noi).rows[0].more
    assert "Nobody is responsible." in more
    assert "Sokha" not in more
    head = files.browser(cast, cast.noi).get(reverse("cases:case", args=[case.id])).text
    head = head.partition('class="person__case"')[2].partition("</div>")[0]
    assert "nobody responsible" in head
    assert "Sokha" not in head


def test_whoever_is_safe_or_of_whom_nobody_has_said_who_holds_her_is_not_in_it(cast, case):
    assert part(cast, cast.sokha).total == 0
    danger(cast, case)
    files.safe_at_home(cast, case)
    assert part(cast, cast.sokha).total == 0


def test_a_colleagues_case_is_the_leads_and_hers_and_one_without_a_worker_everybodys(cast, case):
    other = cast.join("tun", "Tun Win", Role.CASE_WORKER, "Bangkok")
    danger(cast, case)
    assert part(cast, other).total == 0
    assert [row.more for row in part(cast, cast.noi).rows if "Sokha" in row.more]
    Case.objects.update(assignee=None)
    assert codes(part(cast, other)) == [code_of(case)]
    assert "Nobody is responsible." in part(cast, cast.noi).rows[0].more


def test_who_opens_one_part_of_a_case_reads_that_she_is_in_danger_and_whom_to_call(cast, case):
    files.let_in_lawyer(cast, case)
    danger(cast, case)
    [row] = part(cast, cast.mai).rows
    assert (row.title, row.code, row.more) == ("in danger", case.code_name, "Call Sokha Chea.")
    assert "her mother" not in page(cast, cast.mai).text
    assert row.act is None


def test_a_lawyer_of_the_team_reads_of_a_case_without_a_worker_by_her_grant_alone(cast, case):
    """She is shown no board: of nobody whose part was not opened to her, and of nobody twice."""
    lawyer = cast.join("lek", "Lek Suda", Role.LAWYER, "Bangkok")
    Membership.objects.create(team=cast.bangkok, user=lawyer)  # as an administrator may invite her
    danger(cast, case)
    end_account(user=cast.sokha, by=cast.anan)
    assert part(cast, lawyer).total == 0
    assert code_of(case) not in page(cast, lawyer).text
    told = {"folder": case.id, "compartments": [LEGAL], "to": lawyer, "reason": "court"}
    grant(**told, **cast.acting(cast.noi))
    [row] = part(cast, lawyer).rows
    assert (row.code, row.more) == (case.code_name, "Call A lead of Bangkok.")


def test_nobody_else_learns_of_her(cast, case):
    danger(cast, case)
    add_task(case=case, title="Call the bar", by=cast.sokha, due=today())
    for who in (cast.kham, cast.mai):
        text = page(cast, who).text
        assert code_of(case) not in text
        assert case.code_name not in text
        assert "Call the bar" not in text
    keep_out(case=case, user=cast.sokha, reason="her cousin", by=cast.noi)
    text = page(cast, cast.sokha).text
    assert code_of(case) not in text
    assert "Call the bar" not in text
    assert "Nobody needs you this minute" in text


def test_a_lead_who_is_kept_out_counts_her_nowhere(cast, case):
    danger(cast, case)
    keep_out(case=case, user=cast.noi, reason="her cousin", by=cast.noi)
    seen = page(cast, cast.noi).context
    assert (seen["danger"].total, seen["team_cases"], seen["nobody"].total) == (0, 0, 0)
    assert {one.open for one in seen["workloads"]} == {0}


def test_roles_that_have_no_such_page_get_none(cast):
    for who in (cast.anan, cast.vera, cast.duc):
        assert files.browser(cast, who).get(PAGE).status_code == 404


# ── To do ────────────────────────────────────────────────────────────────────
def test_late_says_how_late_and_today_comes_after_it(cast, case):
    files.opened(case)
    for title, day in (("today", 0), ("late", -3), ("later", 4), ("far", 40)):
        add_task(case=case, title=title, by=cast.sokha, due=today() + day * DAY)
    add_task(case=case, title="some day", by=cast.sokha)
    found = part(cast, cast.sokha, "to_do")
    assert [(row.title, row.when) for row in due_rows(found)] == [
        ("late", "3 days late"),
        ("today", ""),
        ("later", ""),
    ]
    late, now, _later = (day for day, _rows in found.days)
    assert late == "Late"
    assert now.startswith("Today, ")
    assert found.total == 3


def test_visits_of_my_cases_and_legs_that_i_lead_are_among_it(cast, case):
    files.opened(case)
    by = cast.acting(cast.sokha)
    add_entry(case=case, kind="visit", answers={"how": "visit"}, due=today() + DAY, **by)
    assert [(row.title, row.about) for row in due_rows(part(cast, cast.sokha, "to_do"))] == [
        ("Follow-up", case.code_name)
    ]
    assert part(cast, cast.noi, "to_do").total == 0


def test_a_hearing_is_read_by_who_opens_the_legal_part_and_that_it_was_read_is_recorded(cast, case):
    on = today() + 2 * DAY
    add_entry(
        case=case,
        kind="legal",
        answers={"hearing": on.isoformat(), "matter": "the bar"},
        **cast.acting(cast.sokha),
    )
    assert due_rows(part(cast, cast.mai, "to_do")) == []
    files.let_in_lawyer(cast, case)
    before = JournalEntry.objects.count()
    for who in (cast.mai, cast.sokha):
        rows = due_rows(part(cast, who, "to_do"))
        [row] = [one for one in rows if one.title != "Assess the risk"]  # before it, for her worker
        assert (row.title, row.about) == ("Hearing", case.code_name)
    assert [entry.said.act for entry in JournalEntry.objects.order_by("number")[before:]].count(
        "case.hearings_read"
    ) == 2
    assert "the bar" not in page(cast, cast.mai).text
    assert part(cast, cast.noi, "to_do").total == 0


def test_over_a_case_of_which_nothing_is_known_no_lawyer_reads_that_all_is_calm(cast, case):
    assert "Nobody needs you this minute" in page(cast, cast.mai).text
    files.let_in_lawyer(cast, case)
    text = page(cast, cast.mai).text
    assert "Nobody needs you this minute" not in text
    assert "Of 1 case nobody has said whether she is safe." in text


def test_a_lawyer_sees_own_tasks_alone_and_never_reads_that_nothing_waits(cast, case):
    files.let_in_lawyer(cast, case)
    add_task(case=case, title="The doctor at nine", by=cast.sokha, due=today())
    text = page(cast, cast.mai).text
    assert "The doctor at nine" not in text
    assert "No task and no appointment of yours" in text
    add_task(case=case, title="File the claim", by=cast.noi, assignee=cast.mai, due=today())
    assert "File the claim" in page(cast, cast.mai).text


@given(
    late=st.integers(0, 70), hours=st.lists(st.integers(0, 23), max_size=70), rest=st.integers(0, 9)
)
def test_of_too_many_late_ones_never_push_away_what_has_its_hour_today(late, hours, rest):
    day = date(2026, 11, 27)
    found = [AgendaItem("task", "", "", day - DAY)] * late
    found += [AgendaItem("task", "", "", day, time(hour)) for hour in sorted(hours)]
    found += [AgendaItem("task", "", "", day + DAY)] * rest
    shown = shown_of(found, day)
    assert len(shown) == (len(found) if len(found) <= MOST else FIRST)
    assert [one.order for one in shown] == sorted(one.order for one in shown)
    if len(found) > MOST:
        first = [one for one in shown if one.day >= day]
        assert len(first) >= min(FIRST - 2, len(hours) + rest)
        assert (len(first) < len(shown)) == (late > 0)


def test_of_sixty_tasks_five_are_shown_and_how_many_there_are(cast, case):
    files.opened(case)
    title = "Ủy quyền ການ អ្នក မြန်မာ ไทย " * 6
    for _ in range(60):
        add_task(case=case, title=title.strip(), by=cast.sokha, due=today())
    text = page(cast, cast.sokha).text
    assert "All 60" in text
    assert len(due_rows(part(cast, cast.sokha, "to_do"))) == FIRST
    assert len(text) < 60_000


# ── Calls, asked, quiet ──────────────────────────────────────────────────────
def test_calls_nobody_has_looked_at_the_dangerous_first_and_nothing_of_what_was_said(cast):
    for urgent in (False, True):
        take_signal(
            team=cast.bangkok,
            answers={"known": "two girls in a house"},
            urgent=urgent,
            **cast.acting(cast.sokha),
        )
    found = part(cast, cast.noi, "calls")
    assert [row.title for row in found.rows] == ["cannot wait", ""]
    assert "two girls" not in page(cast, cast.noi).text
    assert part(cast, cast.kham, "calls").total == part(cast, cast.mai, "calls").total == 0


def test_what_waits_for_my_decision_is_asked_of_me_and_not_of_who_asked(cast, case):
    break_glass(case=case, reason=files.WHY, by=cast.linh)
    # The case is of March: its review is late as well, and nobody has assessed the risk.
    rows = {row.title: row for row in part(cast, cast.noi, "asked").rows}
    row = rows.pop("Review an emergency opening")
    assert list(rows) == [
        "1 case review is late",
        "At least 1 risk assessment or safety plan is late",
    ]
    assert row.about == case.code_name
    assert row.more.startswith("asked by ")
    told = [row.title for row in part(cast, cast.sokha, "asked").rows]
    assert told == [f"{cast.linh} opened the case in an emergency"]


def test_the_link_of_what_waits_counts_the_decisions_of_its_page_and_nothing_else_is_cut(
    cast, case
):
    """The case is of March: that its review is late stands on no list of decisions."""
    for one in [case, *(files.case(cast) for _ in range(MOST))]:
        break_glass(case=one, reason=files.WHY, by=cast.linh)
    titles = [row.title for row in part(cast, cast.noi, "asked").rows]
    assert titles.count("Review an emergency opening") == FIRST
    assert f"{MOST + 1} case reviews are late" in titles
    listed = cast.client(cast.noi).get("/decisions/").content.decode()
    assert listed.count("Review an emergency opening") == MOST + 1
    assert f"All {MOST + 1}" in page(cast, cast.noi).text


@given(st.lists(st.booleans(), max_size=20))
def test_of_many_rows_a_few_are_open_and_none_that_cannot_wait_is_folded_away(pressing):
    rows = [TodayRow("/", str(n), pressing=is_so) for n, is_so in enumerate(sorted(pressing)[::-1])]
    asked = TodayPart(rows, len(rows))
    assert [*asked.open_rows, *asked.folded_rows] == rows
    assert not any(row.cannot_wait for row in asked.folded_rows)
    assert len(asked.open_rows) <= max(MOST, sum(pressing))
    assert [*asked.pressing.rows, *asked.others.rows] == rows
    assert asked.pressing.total + asked.others.total == asked.total


def test_what_others_ask_stands_after_what_is_to_do_unless_it_cannot_wait(cast, case, monkeypatch):
    rows = [TodayRow("/", "Has it arrived?"), TodayRow("/", "Tell her today", pressing=True)]
    monkeypatch.setattr(open_requests, "ASKED", {lambda _user, _now: rows: ""})
    text = page(cast, cast.sokha).text
    places = [text.index(words) for words in ("Tell her today", "To do", "Has it arrived?")]
    assert places == sorted(places)


def test_a_case_in_which_nothing_was_saved_for_long_has_gone_quiet(cast, case):
    CaseEntry.objects.filter(case=case).update(made_on=today() - 34 * DAY)
    Case.objects.update(opened_on=today() - 40 * DAY)
    since = 34 if case.entries.exists() else 40
    [row] = part(cast, cast.sokha, "quiet").rows
    assert (row.code, row.more) == (
        case.code_name,
        f"Nothing was saved in this case for {since} days.",
    )
    add_entry(case=case, kind="note", answers={"text": "she called"}, **cast.acting(cast.sokha))
    assert part(cast, cast.sokha, "quiet").total == 0


def consent(cast, case, purpose, days):
    record_consent(
        case=case,
        person=case.people.first(),
        purpose=purpose,
        answer="given",
        **cast.acting(cast.sokha),
        on=today(),
        until=today() + days * DAY,
    )


def test_a_consent_that_ends_soon_is_told_and_to_a_lawyer_only_that_for_the_law(cast, case):
    files.let_in_lawyer(cast, case)
    consent(cast, case, "medical", 3)
    consent(cast, case, "legal_action", 4)
    consent(cast, case, "care", 90)
    found = [row.more for row in part(cast, cast.sokha, "quiet").rows]
    assert sum(more.startswith("Consent ends") for more in found) == 2
    [row] = part(cast, cast.mai, "quiet").rows
    assert "a complaint or a court case" in row.more


# ── The lead ─────────────────────────────────────────────────────────────────
def test_the_lead_reads_who_carries_what_with_the_months_in_words(cast, case):
    danger(cast, case)
    add_task(case=case, title="late", by=cast.sokha, due=today() - DAY)
    seen = page(cast, cast.noi)
    load = {str(one.worker): one for one in seen.context["workloads"]}["Sokha Chea"]
    assert (load.open, load.in_danger, load.late, load.quiet) == (1, 1, 1, 0)
    assert load.months[-1] == 1
    assert 'aria-label="Open cases over six months: ' in seen.text


def test_the_lead_reads_how_many_went_quiet_and_the_longest(cast, case):
    Case.objects.update(opened_on=today() - 61 * DAY)
    files.case(cast)
    [row] = part(cast, cast.noi, "quiet").rows
    assert row.title == "2 cases: nothing was saved for a month"
    assert row.address == reverse("cases:list") + "?show=quiet"


def test_a_case_that_closed_counts_in_the_months_before_it_alone(cast, case):
    Case.objects.update(opened_on=today() - 400 * DAY)
    loads = {str(one.worker): one for one in part(cast, cast.noi, "workloads")}
    assert loads["Sokha Chea"].months == [1] * 6


def test_the_lead_gives_a_case_that_nobody_is_responsible_for(cast, case):
    Case.objects.update(assignee=None)
    [row] = part(cast, cast.noi, "nobody").rows
    assert (row.code, row.act.address) == (case.code_name, reverse("cases:assign", args=[case.id]))


# ── The director ─────────────────────────────────────────────────────────────
def test_the_director_reads_five_numbers_with_a_change_and_a_link_and_never_a_code_name(cast, case):
    danger(cast, case)
    break_glass(case=files.case(cast), reason=files.WHY, by=cast.linh)
    scene(cast, n=2)
    seen = page(cast, cast.claire)
    figures = seen.context["seen"].figures
    assert len(figures) == 5
    assert all(figure.change and figure.address for figure in figures)
    [row] = [row for row in seen.context["seen"].board.red if "in danger" in row.title]
    assert row.title == "Bangkok: 1 person, in danger"
    assert row.more == "Lead: Noi Saetang"
    assert "1 decision waits for you" in seen.text
    for one in Case.objects.all():
        assert one.code_name not in seen.text
        assert code_of(one) not in seen.text
    assert seen.text.count("not due yet") > 0


def test_the_director_s_red_counts_everybody_who_is_red_on_the_board(cast, case):
    """Also those whom nobody of ours holds, and of whom nobody has said that they are in danger."""
    danger(cast, case)
    files.case(cast)
    files.case(cast)
    seen = page(cast, cast.claire).context["seen"]
    assert [(row.title, row.address.rpartition("?")[2]) for row in seen.board.red] == [
        ("Bangkok: 1 person, in danger", "show=danger&team=Bangkok"),
        ("Bangkok: 2 people, looked after by nobody we know of", "show=alone&team=Bangkok"),
    ]
    assert sum(office.team.without_custodian for office in seen.offices) == 3
    assert board(cast.claire, timezone.localtime()).red == 3


def test_who_has_cases_in_two_offices_counts_once_in_all(cast, case):
    danger(cast, case)
    person = case.people.get()
    files.case(cast, people=[person], by=cast.kham, team=cast.vientiane)
    shown = page(cast, cast.claire)
    seen = shown.context["seen"]
    assert [office.team.in_danger for office in seen.offices if office.team.in_danger] == [1, 1]
    assert seen.all_offices["in_danger"] == 1
    assert seen.counted_twice
    assert "is counted once in the last" in shown.text


def test_where_the_rows_add_up_nothing_is_said_of_it(cast, case):
    danger(cast, case)
    shown = page(cast, cast.claire)
    assert shown.context["seen"].all_offices["in_danger"] == 1
    assert "is counted once in the last" not in shown.text


def test_a_call_that_cannot_wait_comes_first_and_nobody_reads_that_she_is_not_needed(cast):
    take_signal(team=cast.bangkok, answers={"danger_now": True}, **cast.acting(cast.sokha))
    for who in (cast.sokha, cast.noi):
        text = page(cast, who).text.partition("<main")[2]
        assert "Nobody needs you this minute" not in text
        assert text.count("Calls not yet looked at") == 1
        assert text.index("cannot wait") < text.index("To do")


def test_a_call_that_cannot_wait_stands_above_those_with_whom_nobody_is(cast, case):
    """A caller says that somebody is in danger: no line above it says that nobody is known to be."""
    take_signal(team=cast.bangkok, answers={"danger_now": True}, **cast.acting(cast.sokha))
    for who in (cast.sokha, cast.noi):
        text = page(cast, who).text.partition("<main")[2]
        assert text.index("cannot wait") < text.index(
            "1 person is looked after by nobody we know of"
        )
        assert "Nobody in your cases is known to be in danger" not in text


def test_the_old_address_of_the_overview_answers_with_the_same(cast):
    answer = files.browser(cast, cast.claire).get(reverse("cases:overview"))
    assert "The organisation today" in answer.text
    assert files.browser(cast, cast.noi).get(reverse("cases:overview")).status_code == 404


# ── Greeting, empty, new ─────────────────────────────────────────────────────
def test_the_greeting_has_no_name_unless_the_organisation_wants_it(cast, settings):
    greeting = re.compile(r"<h1>Good (morning|afternoon|evening)</h1>")
    assert greeting.search(page(cast, cast.sokha).text)
    settings.GREETING_WITH_NAME = True
    assert ", Sokha</h1>" in page(cast, cast.sokha).text


def test_where_nobody_needs_her_the_next_due_hour_is_told(cast, case):
    with_her_aunt(cast, case)
    assert "Nobody needs you this minute" in page(cast, cast.sokha).text
    add_task(case=case, title="Talk about the goals", by=cast.sokha, due=today() + DAY)
    assert "Next: Talk about the goals, tomorrow." in page(cast, cast.sokha).text


def test_who_is_not_let_in_yet_reads_who_does_it(cast):
    new = cast.join("pim", "Pim Suk", Role.CASE_WORKER, "Bangkok")
    TeamKeyHolder.objects.filter(to_keys__user=new).delete()
    text = page(cast, new).text
    assert "You are not let in yet" in text
    assert "Noi Saetang lets you in" in text
    assert "under “Decisions” of whoever can let you in" in text


def test_the_number_of_queries_does_not_grow_with_the_cases(cast):
    scene(cast, n=2)

    def fill(n):
        for _ in range(n):
            case = files.case(cast)
            danger(cast, case)
            files.let_in_lawyer(cast, case)
            add_task(case=case, title="late", by=cast.sokha, due=today() - DAY)
            consent(cast, case, "legal_action", 4)

    def asked(who):
        client = files.browser(cast, getattr(cast, who))
        client.get(PAGE)
        with CaptureQueriesContext(connection) as seen:
            client.get(PAGE)
        return len(seen)

    everybody = ("sokha", "noi", "claire", "mai")
    fill(9)  # of more it asks of all, and of those shown first, apart
    few = {who: asked(who) for who in everybody}
    fill(3)
    assert {who: asked(who) for who in everybody} == few


def test_in_french_too(cast, case):
    danger(cast, case)
    client = files.browser(cast, cast.sokha)
    client.cookies["fanal_language"] = "fr"
    assert client.get(PAGE).status_code == 200


# ── Whose start page is that of their only group ─────────────────────────────
def test_the_administrator_reads_on_it_which_invitations_are_under_way(cast):
    files.invited(cast, display_name="Malee Srisai")
    text = files.browser(cast, cast.anan).get(reverse("accounts:people")).text
    assert "Malee Srisai" in text[: text.index("Invite a colleague")]
    assert "Waits for a second person" in text


def test_the_auditor_reads_on_it_whether_somebody_read_more_than_usual(cast):
    page = files.browser(cast, cast.vera)
    assert "Unusual reading on" not in page.get(reverse("audit:journal")).text
    ReadingNotice.objects.create(to=cast.vera, day=today())
    assert "Unusual reading on" in page.get(reverse("audit:journal")).text


@pytest.mark.parametrize(("some", "asked"), [("SELECT 1", 1), ("SELECT 1 WHERE 1 = 0", 0), ("", 1)])
def test_what_has_nothing_for_anybody_is_not_asked(cast, monkeypatch, some, asked):
    found = []
    monkeypatch.setattr(open_requests, "ASKED", {lambda *_reader: found.append(1) or []: some})
    page(cast, cast.sokha)
    assert len(found) == asked
