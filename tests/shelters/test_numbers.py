"""What the lead and the direction read of shelters: what is late, and numbers."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanal.core.roles import Role
from fanal.core.shelters.nights import evening_of, is_long, nights_so_far
from fanal.core.shelters.stays import StayAct
from fanal.core.shelters.timers import Reading, reading_of
from fanal.shelters.actions import book, nights, places, stays, visits
from fanal.shelters.models import Incident
from fanal.shelters.queries.numbers import numbers_of_shelters
from fanal.shelters.queries.places import last_months
from fanal.shelters.queries.today import asked_in_shelters
from tests import files
from tests.shares import strangers
from tests.shelters.scene import (
    DAY,
    child_sleeps,
    counts,
    second_staff,
    sleeps,
    woman,
)

pytestmark = pytest.mark.django_db
NUMBERS = reverse("shelters:numbers")


today = timezone.localdate


def happens(cast, here, days_ago, **more):
    return book.add_incident(
        shelter=here.shelter,
        what="A fever.",
        done="",
        **cast.acting(cast.rith),
        on=today() - days_ago * DAY,
        **{"kind": "illness"} | more,
    )


def said_to(user):
    return [one.title for one in asked_in_shelters(user, timezone.localtime())]


def tones_for(user):
    return [one.tone for one in asked_in_shelters(user, timezone.localtime())]


# ── An incident that nobody read ─────────────────────────────────────────────
@pytest.mark.parametrize(
    ("days", "stands"),
    [(0, Reading.WAITS), (1, Reading.WAITS), (2, Reading.LATE), (3, Reading.DIRECTION)],
)
def test_a_day_to_read_it_then_it_is_late_then_the_direction_is_asked(days, stands):
    assert reading_of(today() - days * DAY, today()) is stands


def test_a_day_that_is_still_to_come_waits():
    assert reading_of(today() + DAY, today()) is Reading.WAITS


def test_the_lead_reads_that_it_waits_and_then_that_it_is_late(cast, here):
    happens(cast, here, 0)
    assert said_to(cast.noi) == ["1 incident to read"]
    happens(cast, here, 2)
    assert said_to(cast.noi) == ["2 incidents to read, 1 late"]
    assert tones_for(cast.noi) == ["danger"]


def test_what_cannot_wait_is_red_on_her_start_page_until_she_has_read_it(cast, here):
    """She was called by a mail that says nothing: her page does not say that nobody needs her."""
    calm = "Nobody needs you this minute"
    sleeps(cast, here)
    noi = files.browser(cast, cast.noi)
    assert calm in noi.get(reverse("cases:today")).text
    row = happens(cast, here, 0, kind="trafficker")
    page = noi.get(reverse("cases:today")).text
    assert "1 incident to read now" in page
    assert calm not in page
    assert tones_for(cast.noi) == ["danger"]
    book.read_incident(incident=row, by=cast.noi)
    assert calm in noi.get(reverse("cases:today")).text


def test_who_was_turned_away_at_the_door_stands_on_the_page_of_the_lead_who_was_told(cast, here):
    stay = sleeps(cast, here)
    write = cast.acting(cast.rith)
    for ago in (3, 1):
        visits.visit(stay=stay, visitor=None, words="A man.", on=today() - ago * DAY, **write)
    (row,) = asked_in_shelters(cast.noi, timezone.localtime())
    assert (row.title, row.code) == (
        "somebody came for her and was turned away",
        stay.person.code_name,
    )
    assert row.address == reverse("shelters:stay", args=[stay.id])


def test_the_page_of_what_happened_says_late_beside_it(cast, here):
    happens(cast, here, 2)
    page = files.browser(cast, cast.noi).get(reverse("shelters:incidents", args=[here.shelter.id]))
    assert "late: no lead has read it yet" in page.text


def test_the_direction_is_asked_after_the_lead_and_reads_a_number_and_no_word(cast, here):
    happens(cast, here, 2)
    assert said_to(cast.claire) == []
    row = happens(cast, here, 3)
    assert said_to(cast.claire) == ["1 incident that no lead has read"]
    (asked,) = asked_in_shelters(cast.claire, timezone.localtime())
    assert asked.about == "House Jasmine"
    assert asked.address == NUMBERS
    book.read_incident(incident=row, by=cast.noi)
    assert said_to(cast.claire) == []


def test_what_the_only_lead_wrote_herself_is_not_said_to_wait_for_ever(cast, here):
    """Nobody reads it in her place: where there is another lead, she does."""
    row = happens(cast, here, 5)
    type(row).objects.filter(pk=row.pk).update(made_by=cast.noi)
    assert said_to(cast.claire) == []
    assert numbers(cast).context["shelters"][0].unread == 0
    other = cast.join("other", "Other Lead", Role.TEAM_LEAD, "Bangkok")
    assert said_to(cast.claire) == ["1 incident that no lead has read"]
    assert said_to(other) == ["1 incident to read, late"]
    assert numbers(cast).context["shelters"][0].unread == 1


def test_of_a_shelter_that_is_closed_nobody_is_asked(cast, here):
    happens(cast, here, 3)
    here.shelter.closed_on = today()
    here.shelter.save(update_fields=["closed_on"])
    assert said_to(cast.claire) == []


# ── The numbers ──────────────────────────────────────────────────────────────
def numbers(cast):
    page = files.browser(cast, cast.claire).get(NUMBERS)
    assert page.status_code == 200
    return page


def test_the_direction_reads_beds_occupied_missing_counts_and_restrictions(cast, here):
    stay = sleeps(cast, here)
    lost = child_sleeps(cast, here, here.beds[1])
    other = sleeps(cast, here, here.beds[2], *woman(cast))
    counts(cast, here, cast.rith)
    assert "not counted by two yet" in numbers(cast).text  # of one count none differs
    counts(cast, here, second_staff(cast, here), **{str(other.id): "away"})
    assert "not counted by two yet" not in numbers(cast).text
    book.restrict(stay=stay, kind="phone", why="He calls.", hers="No.", **cast.acting(cast.noi))
    stays.add_step(stay=lost, act=StayAct.NOT_SEEN, **cast.acting(cast.rith))
    page = numbers(cast)
    (row,) = page.context["shelters"]
    assert (row.beds, row.occupied, row.missing, row.restricted) == (6, 3, 1, 1)
    assert row.differs
    for word in (stay.person.code_name, "Bee", "He calls", here.case.code_name):
        assert word not in page.text


def test_who_is_closed_to_the_direction_is_in_no_number_but_the_beds(cast, here):
    from fanal.cases.actions.emergencies import keep_out

    stay = sleeps(cast, here)
    write = cast.acting(cast.noi)
    book.restrict(stay=stay, kind="phone", why="He calls.", hers="No.", **write)
    stays.add_step(stay=stay, act=StayAct.NOT_SEEN, **cast.acting(cast.rith))
    here.shelter.stays.update(since=today() - 400 * DAY)
    happened = happens(cast, here, 1)
    Incident.objects.filter(pk=happened.pk).update(stay=stay, on=today() - 9 * DAY)
    keep_out(case=here.case, user=cast.claire, reason="her cousin", by=cast.noi)
    page = numbers(cast)
    (row,) = page.context["shelters"]
    told = (row.missing, row.restricted, row.unread, row.late, row.longest, row.long)
    assert (row.occupied, told) == (1, (0, 0, 0, 0, None, 0))
    assert "not known to you" in page.text
    sleeps(cast, here, here.beds[1], *woman(cast))
    assert "at least" in numbers(cast).text
    today_page = files.browser(cast, cast.claire).get("/cases/today/").text
    assert "that no lead has read" not in today_page


def test_a_restriction_that_lapsed_or_was_lifted_runs_no_more(cast, here):
    stay = sleeps(cast, here)
    write = cast.acting(cast.noi)
    book.restrict(
        stay=stay, kind="phone", why="He calls.", hers="No.", on=today() - 8 * DAY, **write
    )
    held = book.restrict(stay=stay, kind="visits", why="He comes.", hers="No.", **write)
    book.lift(restriction=held, by=cast.noi)
    (row,) = numbers(cast).context["shelters"]
    assert row.restricted == 0


def test_who_has_slept_there_for_months_is_said_on_each_page_of_hers(cast, here):
    stay = sleeps(cast, here, on=today() - 60 * DAY)
    here.shelter.stays.update(since=today() - 400 * DAY)
    sleeps(cast, here, here.beds[1], *woman(cast))
    (row,) = numbers(cast).context["shelters"]
    assert (row.longest, row.long) == (400, 1)
    rith = files.browser(cast, cast.rith)
    tonight = rith.get(reverse("shelters:shelter", args=[here.shelter.id])).text
    assert tonight.count("here for 400 nights") == 1
    text = rith.get(reverse("shelters:stay", args=[stay.id])).text
    assert "400 nights" in text
    assert "what she waits for" in text


def test_the_nights_of_a_stay_begin_when_she_comes_and_end_when_she_leaves():
    day = today()
    spans = [(None, None), (day, None), (day - DAY, None), (day - 9 * DAY, day - 2 * DAY)]
    assert [nights_so_far(*span, day) for span in spans] == [0, 0, 1, 7]
    assert [is_long(one) for one in (0, 89, 90)] == [False, False, True]


def test_who_is_expected_holds_a_bed_and_occupies_none(cast, here):
    sleeps(cast, here, due=today() + DAY)
    (row,) = numbers(cast).context["shelters"]
    assert (row.occupied, row.expected) == (0, 1)


def test_who_is_expected_is_counted_in_the_month_in_which_she_is_to_come(cast, here):
    this = today().replace(day=1)
    soon = (this + 32 * DAY).replace(day=1)
    sleeps(cast, here, due=soon)
    sleeps(cast, here, here.beds[1], *woman(cast), due=today())
    expected = {month.first: month.not_due for month in last_months(here.shelter, today())}
    assert expected == {this: 1, **dict.fromkeys(expected.keys() - {this}, 0)}


def test_the_counts_of_seven_evenings_that_nobody_settled_are_counted(cast, here):
    stay = sleeps(cast, here, on=today() - 5 * DAY)
    evening = evening_of(timezone.localtime()) - 2 * DAY
    for who, found in ((cast.rith, "seen"), (second_staff(cast, here), "away")):
        nights.count(
            shelter=here.shelter, answers={stay.id: found}, **cast.acting(who), evening=evening
        )
    (row,) = numbers(cast).context["shelters"]
    assert row.open_counts == 1
    assert not row.differs


@pytest.mark.parametrize(
    "who",
    strangers(
        ["noi", "sokha", "rith", "mai"], "the numbers of all shelters are of the direction alone"
    ),
)
def test_the_numbers_of_all_shelters_are_of_the_direction_alone(cast, here, who):
    assert files.browser(cast, getattr(cast, who)).get(NUMBERS).status_code == 404


def test_without_a_shelter_the_page_says_so(cast):
    assert "None of our shelters is open" in numbers(cast).text


def test_more_shelters_take_no_more_questions(cast, here, django_assert_max_num_queries):
    for n in range(4):
        places.open_shelter(
            team=cast.bangkok,
            area=None,
            answers={"name": f"House {n}", "kind": "flat"},
            **cast.acting(cast.noi),
        )
    with django_assert_max_num_queries(10):
        assert len(numbers_of_shelters(timezone.localtime(), cast.claire)) == 5


def test_what_no_lead_has_read_stands_before_all_that_was_read_later(cast, here):
    unread = happens(cast, here, 50)
    read = [happens(cast, here, n).pk for n in (0, 1)]
    Incident.objects.filter(pk__in=read).update(read_on=unread.on, read_by=cast.noi)
    page = files.browser(cast, cast.noi).get(reverse("shelters:incidents", args=[here.shelter.id]))
    assert [row.pk for row, _kept in page.context["incidents"]] == [unread.pk, *read]
