"""Support in numbers: from the facts that the actions keep, for a lead and a director."""

from datetime import date, timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fanal.coded_facts.actions import note
from fanal.coded_facts.queries import codes_between, histories
from fanal.core.coded_facts import coded
from fanal.core.coded_facts import indicators as reckon
from fanal.core.coded_facts import leaving_shelters as leaving
from fanal.core.coded_facts.outcome_rates import FiveCounts
from fanal.core.coded_facts.periods import year_of
from fanal.core.services.history import ServiceStep
from fanal.core.services.states import ServiceState
from fanal.people.actions.merges import decide
from fanal.services.queries.known_facts import read_facts
from fanal.shelters.actions import book
from tests import files
from tests.services.scene import DAY, happens, of_ours, scene, today
from tests.shelters.scene import scene as shelter_scene

pytestmark = pytest.mark.django_db
PAGE = "services:indicators"
YEAR = year_of(date(2025, 1, 1))
SPRING = date(2025, 4, 1)
NOTHING = dict.fromkeys(("giver", "refused_by", "barrier", "end", "useful"))


def mark_of(*row):
    """Of the row that a fact comes from, in place of the keyed mark of the server."""
    return sha256(repr(row).encode()).hexdigest()


def service(*steps, who=None):
    """`steps`: a day after the first of April, a state and what is said with it."""
    who, mark = who or uuid4(), mark_of(uuid4())
    for after, state, said in steps:
        codes = NOTHING | {"service": "school", "begun": False, "state": state} | said
        note(who, mark, coded("service_given", SPRING + after * DAY, **codes))


def visits(now=date(2025, 12, 1)):
    return reckon.first_visits(histories("service_given", YEAR.first), YEAR, now)


def plan(who, start=SPRING, kind="returned", end=None):
    note(who, mark_of("plan", who), coded("plan", start, start=kind, start_known=True, end=end))


def wave(who, after, result="reached"):
    day = SPRING + timedelta(days=after)
    note(who, mark_of(uuid4()), coded("wave", day, result=result, way="phone", safe=True))


def review(who, after, level, rater="hers", domain="income"):
    day = SPRING + timedelta(days=after)
    codes = {"domain": domain, "level": str(level), "rater": rater}
    note(who, mark_of(uuid4()), coded("goal_review", day, **codes))


def leaves(who, to, nights, after=0):
    codes = {"shelter": "emergency", "child": False, "came_with": False, "nights": nights}
    fact = coded("stay", SPRING + after * DAY, state="left", left_to=to, **codes)
    note(who, mark_of(uuid4()), fact)


def begun():
    return reckon.plans_begun(histories("plan"), YEAR)


# ── What is reckoned ─────────────────────────────────────────────────────────
def test_a_first_visit_is_in_time_late_refused_lost_or_not_due():
    asked, came = (0, "asked", {}), {"begun": True}
    service((-9, "wanted", {}), asked, (14, "begun", came))
    service(asked, (15, "begun", came), (40, "ended", came | {"end": "finished"}))
    service(asked, (3, "refused", {"refused_by": "giver", "barrier": "no_place"}))
    service(asked, (3, "not_available", {"barrier": "no_place"}))
    service((0, "begun", came))  # coded when it had begun: nobody knows how long it took
    service(asked)
    service((-200, "asked", {}), (0, "begun", came))  # asked in the year before
    service((0, "wanted", {}))
    at = {"of_refused": False}
    assert visits() == FiveCounts(yes=1, no=1, refused=1, lost=3, **at)
    soon = SPRING + 14 * DAY
    assert visits(soon) == FiveCounts(yes=1, no=1, refused=1, lost=2, not_due=1, **at)
    refused = reckon.refusals(histories("service_given", YEAR.first), YEAR)
    assert [(str(one), n) for one, n in reckon.refused_why(refused)] == [("no_place", 2)]
    assert [(str(one), n) for one, n in reckon.refused_by(refused)] == [("giver", 1)]


def test_what_the_actions_of_a_service_keep_is_counted(cast):
    here = scene(cast)
    ours = of_ours(cast, here)
    happens(cast, ours, ServiceStep(ServiceState.BEGUN, today()))
    this_year = year_of(today())
    rows = histories("service_given", this_year.first)
    assert reckon.first_visits(rows, this_year, today()).yes == 1


def test_days_to_the_first_contact_and_nobody_who_returned_is_left_out():
    reached, refused, died, lost, gone, settled = (uuid4() for _ in range(6))
    for who in (reached, refused, died, lost):
        plan(who)
    plan(gone, end="out_of_contact")
    plan(settled, kind="lives_here")
    wave(reached, -3)  # before the return
    wave(reached, 9, "not_reached")
    wave(reached, 12)
    wave(reached, 30)
    wave(refused, 5, "refused")
    wave(died, 5, "died")
    found = reckon.first_contact(begun(), histories("wave", YEAR.first), date(2025, 12, 1))
    assert found.counts == FiveCounts(yes=1, refused=1, lost=2, died=1)
    assert (found.days.of, found.days.middle) == (1, None)
    for _ in range(10):
        plan(who := uuid4())
        wave(who, 2)
    found = reckon.first_contact(begun(), histories("wave", YEAR.first), date(2025, 12, 1))
    assert (found.days.of, found.days.middle) == (11, 2)


def test_a_goal_counts_by_her_last_word_and_never_by_ours():
    better, worse, ours, refused, dead = (uuid4() for _ in range(5))
    for who, end in ((better, None), (worse, None), (ours, None), (refused, "refused")):
        plan(who, end=end)
    plan(dead, end="died")
    review(better, 10, -1)
    review(better, 200, 0)
    review(worse, 10, 1)
    review(worse, 200, -1)
    review(ours, 10, 2, rater="ours")
    rows = histories("goal_review", YEAR.first)
    found = reckon.goals_by_her_word(begun(), rows, date(2026, 1, 1))
    assert found == FiveCounts(yes=1, no=1, refused=1, lost=1, died=1)
    early = reckon.goals_by_her_word(begun(), rows, date(2025, 10, 1))
    assert (early.lost, early.not_due) == (0, 1)


def test_who_left_a_shelter_and_nobody_knows_where_to_is_lost():
    for to, nights in (("exploiter", 3), ("family", 90), ("without_telling", 1), ("died", 400)):
        leaves(uuid4(), to, nights)
    left = leaving.left_shelters(histories("stay"), YEAR)
    assert leaving.back_to_exploiter(left) == FiveCounts(yes=1, no=1, lost=1, died=1)
    assert leaving.nights_of(left).middle is None
    assert leaving.nights_of(left * 3).middle == 46.5


def test_who_had_three_stays_is_one_person_and_from_one_of_ours_to_another_nobody_leaves():
    moved, again, there = uuid4(), uuid4(), uuid4()
    leaves(moved, "other_shelter", 200, after=-100)  # a part of it in the year before
    leaves(moved, "other_shelter", 10)
    leaves(moved, "exploiter", 30, after=30)
    leaves(again, "exploiter", 5)
    leaves(again, "family", 7, after=60)
    leaves(there, "other_shelter", 9)  # she sleeps in the other one
    left = leaving.left_shelters(histories("stay"), YEAR)
    assert leaving.back_to_exploiter(left) == FiveCounts(yes=1, no=1)
    assert sorted(shelter.nights for shelter in left) == [7, 240]


def test_a_day_that_was_corrected_counts_in_its_own_year_alone():
    codes = {"shelter": "emergency", "child": False, "came_with": False, "nights": 3}
    who, mark, last_year = uuid4(), mark_of("stay"), year_of(date(2024, 1, 1))
    for day in (date(2025, 2, 3), date(2024, 12, 30), date(2025, 3, 1), date(2024, 12, 31)):
        note(who, mark, coded("stay", day, state="left", left_to="family", **codes))
        rows = {one.key: histories("stay", one.first) for one in (last_year, YEAR)}
        left = {
            one.key: len(leaving.left_shelters(rows[one.key], one)) for one in (last_year, YEAR)
        }
        assert left == {"2024": int(day.year == 2024), "2025": int(day.year == 2025)}, day
    assert codes_between("stay", YEAR.first, YEAR.last) == []
    assert len(codes_between("stay", last_year.first, last_year.last)) == 1


def test_care_counts_who_came_in_time():
    def asked(came, *states):
        who = uuid4()
        for state in states:
            note(who, mark_of("care", who), coded("care", SPRING, state=state, came=came))

    asked("three_days", "asked", "taken", "ended")
    asked("three_days", "asked", "taken", "she_declined")
    asked("three_days", "asked", "she_declined")
    asked("three_days", "asked", "passed_back")
    asked("three_days", "asked")
    asked("five_days", "asked", "taken")
    asked("later", "asked", "taken")
    asked("not_known", "asked")
    rows, came = histories("care", YEAR.first), reckon.CameWithin
    three = reckon.care_reached(rows, came.THREE_DAYS, YEAR, SPRING)
    assert three == FiveCounts(yes=2, refused=1, lost=1, not_due=1)
    later = reckon.care_reached(rows, came.THREE_DAYS, YEAR, SPRING + DAY)
    assert (later.lost, later.not_due) == (2, 0)
    assert reckon.care_reached(rows, came.FIVE_DAYS, YEAR, SPRING) == FiveCounts(yes=1)


# ── The page ─────────────────────────────────────────────────────────────────
def test_the_page_prints_what_is_counted_and_tells_nobody_apart(cast):
    for _ in range(12):
        service((0, "asked", {}), (3, "begun", {"begun": True}))
    service((0, "asked", {}), (3, "refused", {"refused_by": "herself", "barrier": "fear"}))
    for who in (cast.noi, cast.claire):
        answer = files.browser(cast, who).get(reverse(PAGE), {"period": "2025"})
        text = " ".join(answer.text.split())
        rates = files.browser(cast, who).get(reverse("reintegration:rates"))
        assert reverse(PAGE) in rates.text  # in the menu
        assert "75 to 93 %" in text  # from the printed numbers: one to four said no
        for one in (
            "fewer than 5",
            "She is afraid of it",
            "How each line is counted",
            "By quarter",
        ):
            assert one in text, one
    other = files.browser(cast, cast.claire).get(reverse(PAGE), {"period": "2025-1"}).text
    assert "fewer than 11 due: no rate" in other
    for who in (cast.sokha, cast.mai, cast.anan, cast.vera):
        assert files.browser(cast, who).get(reverse(PAGE)).status_code == 404, str(who)


def test_a_quarter_whose_small_number_the_year_would_tell_is_told_by_the_year_alone(cast):
    gone = {"refused_by": "herself", "barrier": "fear"}
    for _ in range(6):
        service((0, "asked", {}), (1, "refused", gone))
    for _ in range(3):
        service((100, "asked", {}), (101, "refused", gone))
    claire = files.browser(cast, cast.claire)
    pages = {
        key: claire.get(reverse(PAGE), {"period": key}).context["page"]
        for key in ("2025", "2025-1", "2025-2", "2025-3")
    }
    said_no = {key: str(page.lines[0].labelled[1][1]) for key, page in pages.items()}
    assert said_no == {"2025": "9", **dict.fromkeys(("2025-1", "2025-2", "2025-3"), "only by year")}
    why = {key: [str(n) for _what, n in page.refused_why] for key, page in pages.items()}
    assert why == {"2025": ["9"]} | {
        key: ["only by year"] for key in ("2025-1", "2025-2", "2025-3")
    }
    text = " ".join(claire.get(reverse(PAGE), {"period": "2025-2"}).text.split())
    assert "is shown for the year only" in text
    assert "is shown for the year only" not in claire.get(reverse(PAGE), {"period": "2025"}).text


def refused(cast, here):
    row = of_ours(cast, here)
    step = ServiceStep(ServiceState.REFUSED, today(), refused_by="herself", barrier="fear")
    happens(cast, row, step, words="She is afraid.")


def this_year(cast, who):
    answer = files.browser(cast, who).get(reverse(PAGE), {"period": str(today().year)})
    page = answer.context["page"]
    said_no = str(page.lines[0].labelled[1][1])
    return said_no, *({str(n) for _what, n in page.refused_why}), answer.text


def others_refused(how_many):
    """Of another team: asked and refused today."""
    codes = NOTHING | {"service": "school", "begun": False}
    said = {"state": "refused", "refused_by": "herself", "barrier": "fear"}
    for _ in range(how_many):
        who, mark = uuid4(), mark_of(uuid4())
        note(who, mark, coded("service_given", today(), **codes | {"state": "asked"}))
        note(who, mark, coded("service_given", today(), **codes | said))


def test_a_lead_does_not_learn_of_the_others_by_taking_her_own_team_from_the_house(cast):
    here = scene(cast)
    for _ in range(4):
        refused(cast, here)
    others_refused(3)
    # Nor does a director read it, who talks with a lead, or gives her the file.
    for who in (cast.noi, cast.claire):
        apart = this_year(cast, who)
        assert apart[:2] == ("not shown separately", "not shown separately")
        assert "people of one team or two" in " ".join(apart[2].split())
    others_refused(2)
    assert this_year(cast, cast.noi)[:2] == this_year(cast, cast.claire)[:2] == ("9", "9")


def test_what_was_counted_of_her_own_team_alone_is_told_to_its_lead(cast):
    here = scene(cast)
    for _ in range(6):
        refused(cast, here)
    assert this_year(cast, cast.noi)[:2] == ("6", "6")


def cells(page, name):
    line = next(one for one in page.lines if str(one.name).startswith(name))
    return [str(n) for _what, n in line.labelled]


def of_2025(cast):
    return files.browser(cast, cast.claire).get(reverse(PAGE), {"period": "2025"})


def test_a_line_tells_no_small_number_where_the_same_page_says_of_how_many_it_is(cast):
    """“Nights …, of 23 people” stands below: 23 less 20 were the three of whom nobody knows."""
    for n in range(23):
        leaves(uuid4(), "family" if n < 20 else "not_known", nights=10)
    answer = of_2025(cast)
    assert "of 23 people" in " ".join(answer.text.split())
    assert cells(answer.context["page"], "Known to be exploited") == ["not shown separately"] * 5
    leaves(uuid4(), "died", nights=10)  # now one to four each, and nobody's number follows
    shown = cells(of_2025(cast).context["page"], "Known to be exploited")
    assert shown == ["20", "0", "fewer than 5", "fewer than 5", "0"]


def test_a_line_tells_no_small_number_where_the_rates_say_of_how_many_plans(cast):
    """The rates print how many plans there are in all and how many returned."""
    for n in range(23):
        who = uuid4()
        plan(who)
        wave(who, 12, "reached" if n < 20 else "refused")
        review(who, 30, "0") if n < 20 else None
    answer = of_2025(cast)
    page = answer.context["page"]
    assert cells(page, "Reached since the return") == ["not shown separately"] * 5
    assert cells(page, "A goal as hoped") == ["not shown separately"] * 5
    assert "of 20 people" not in " ".join(answer.text.split())  # of the days to the first contact


def test_in_the_lists_a_small_number_is_not_what_is_left_of_the_sum(cast):
    """Who said no stands in the line of the first visits, too: the sum is nearly known."""
    asked = (0, "asked", {})
    for by, n in (("herself", 9), ("giver", 6), ("guardian", 2)):
        for _ in range(n):
            service(asked, (1, "refused", {"refused_by": by, "barrier": "fear"}))
    page = files.browser(cast, cast.claire).get(reverse(PAGE), {"period": "2025"}).context["page"]
    said = [str(n) for _what, n in page.refused_by]
    assert said == ["9", "not shown separately", "fewer than 5"]


def test_what_happened_in_a_shelter_is_counted_by_its_kind(cast):
    here = shelter_scene(cast)
    write = {"shelter": here.shelter, **cast.acting(cast.rith)}
    for _ in range(5):
        book.add_incident(kind="illness", what="A fever.", done="", on=today(), **write)
    asked = {"period": str(today().year)}
    for who in (cast.claire, cast.noi):
        page = files.browser(cast, who).get(reverse(PAGE), asked).context["page"]
        assert [(str(what), str(n)) for what, n in page.incidents] == [("illness", "5")]


def test_two_files_of_one_person_are_one_who_left(cast):
    first, second = files.person(cast), files.person(cast, names=("ບົວ",))
    leaves(first.id, "other_shelter", 10)
    leaves(second.id, "family", 20, after=10)
    said = {"keep": first, "other": second, "same": True, "reason": "one passport"}
    decide(**cast.acting(cast.sokha), **said)
    left = leaving.left_shelters(read_facts(YEAR.first).stays, YEAR)
    assert [shelter.nights for shelter in left] == [30]


def test_the_page_takes_as_many_queries_for_many_as_for_one(cast):
    client = files.browser(cast, cast.claire)
    asked = {"period": "2025"}
    client.get(reverse(PAGE), asked)
    with CaptureQueriesContext(connection) as few:
        client.get(reverse(PAGE), asked)
    for _ in range(9):
        service((-200, "wanted", {}), (0, "asked", {}), (3, "begun", {"begun": True}))
        plan(who := uuid4())
        wave(who, 2)
        review(who, 3, 1)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse(PAGE), asked)
    assert len(many) <= len(few) + 1  # the facts before the first day
