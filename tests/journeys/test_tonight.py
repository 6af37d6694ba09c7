"""Tonight's board: everybody with an open case, in danger first, with or without a journey."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fanal.cases.actions import emergencies, entries, states
from fanal.cases.models import Case
from fanal.cases.queries.present import states_of
from fanal.core.casework.present import DangerState
from fanal.core.casework.statements import Custody
from fanal.core.journeys.board import Colour
from fanal.core.journeys.tonight import NOBODY, StoredState, without_journey
from fanal.journeys.actions.legs import add_leg
from fanal.journeys.queries.tonight import board
from fanal.journeys.templatetags import tonight
from tests import files
from tests.journeys.scene import scene
from tests.kept import kept


@pytest.fixture
@kept
def girl(cast):
    """In a karaoke bar; her mother says that she is in danger. She has no journey."""
    case = files.case(cast)
    files.in_danger(cast, case, said_at=timezone.now() - timedelta(hours=3))
    return case


def heard(cast, case, with_whom="family", by=None):
    by = by or cast.sokha
    states.record_sign(
        case=case,
        person=case.people.first(),
        sign="seen",
        said_at=None,
        with_whom=with_whom,
        with_name="her aunt",
        **cast.acting(by),
    )


def lines(user):
    return board(user, timezone.localtime()).lines


def page(cast, who, query=""):
    return files.browser(cast, who).get(reverse("journeys:board") + query)


def code_of(case):
    return case.people.first().code_name


def test_the_girl_without_a_journey_is_the_first_row(cast, girl):
    scene(cast)
    files.case(cast)
    for who in (cast.sokha, cast.noi, cast.claire):
        first = lines(who)[0]
        assert (first.code, first.row.colour) == (code_of(girl), Colour.RED)
        assert first.state is DangerState.IN_DANGER


def test_who_works_on_her_case_reads_since_when_and_who_said_so(cast, girl):
    text = page(cast, cast.sokha).text
    her, now = girl.people.get(), timezone.localtime()
    seen = states_of([her.pk], cast.sokha, cast.ring(cast.sokha), now)[her.pk]
    at = timezone.localtime(seen.state.since)  # a minute may have turned since it was said
    assert "She is in danger" in text
    assert "None of us is with her." in text
    assert f"{at:%H:%M} · her mother" in text


def test_the_director_reads_the_day_and_no_hour(cast, girl):
    text = page(cast, cast.claire).text
    assert code_of(girl) in text
    assert "She is in danger" in text
    assert "her mother" not in text
    assert "Call Noi Saetang (Bangkok)." in text
    assert reverse("cases:case", args=[girl.id]) not in text


def test_nobody_s_custody_is_a_red_row_and_family_s_is_not(cast):
    case = files.case(cast)
    files.safe_at_home(cast, case)
    assert lines(cast.noi)[0].row.colour is Colour.GREEN
    heard(cast, case, "holder")
    assert lines(cast.noi)[0].row.colour is Colour.RED
    heard(cast, case, "nobody")
    assert NOBODY.sentence in lines(cast.noi)[0].row.why


@pytest.mark.parametrize("custody", [None, *Custody])
@pytest.mark.parametrize("code", DangerState)
def test_only_who_is_safe_and_held_is_as_planned(code, custody):
    row, _ = without_journey("her", StoredState(code, None, None, custody))
    held = custody is not None and custody.answers_for_her
    expected = Colour.GREEN if code is DangerState.SAFE and held else None
    assert (row.colour is Colour.GREEN) == (expected is Colour.GREEN)
    calm = code in (DangerState.SAFE, DangerState.UNKNOWN, DangerState.DOUBTED)
    assert (row.colour is Colour.RED) == (not held or not calm)


def test_with_whom_she_is_is_named_to_who_may_read_it(cast):
    case = files.case(cast)
    heard(cast, case)
    assert "her aunt" in page(cast, cast.sokha).text
    assert "her aunt" not in page(cast, cast.claire).text


def test_danger_makes_the_row_of_a_traveller_red(cast):
    here = scene(cast)
    person = here.journey.travellers.first()
    before = {line.code: line.row.colour for line in lines(cast.noi)}
    states.say_in_danger(
        case=person.case,
        person=person.person,
        said_by="friend",
        said_at=None,
        **cast.acting(cast.sokha),
    )
    line = lines(cast.noi)[0]
    assert before[person.person.code_name] is not Colour.RED
    assert (line.code, line.row.colour) == (person.person.code_name, Colour.RED)
    assert line.row.stage is not None


def test_a_person_of_two_cases_has_one_row(cast, girl):
    files.case(cast, people=[girl.people.get()])
    assert [line.code for line in lines(cast.noi)] == [code_of(girl)]


def test_who_is_kept_out_reads_and_counts_nothing_of_her(cast, girl):
    emergencies.keep_out(case=girl, user=cast.claire, reason="her cousin", by=cast.noi)
    seen = board(cast.claire, timezone.localtime())
    assert (seen.lines, seen.red, seen.danger, seen.unheld) == ([], 0, 0, 0)


def test_family_and_closed_cases_have_no_row(cast, girl):
    hers = code_of(girl)
    girl.concerns.create(person=files.person(cast), role="family")
    files.case(cast)
    Case.objects.exclude(id=girl.id).update(closed=True)
    assert [line.code for line in lines(cast.noi)] == [hers]


def test_another_team_s_girl_is_on_the_director_s_board_alone(cast, girl):
    assert lines(cast.kham) == []
    assert [line.code for line in lines(cast.claire)] == [code_of(girl)]


def test_filters_keep_what_they_say(cast, girl):
    scene(cast)
    seen = board(cast.sokha, timezone.localtime())
    assert [line.code for line in seen.drawn(seen.shown_by("danger"))] == [code_of(girl)]
    assert all(one.row.stage is not None for one in seen.shown_by("journey"))
    on_none = seen.shown_by("case")
    assert len(on_none) + len(seen.shown_by("journey")) == len(seen.people)
    assert {one.person for one in seen.shown_by("unheld")} <= {one.person for one in on_none}
    assert seen.shown_by("no such filter") == seen.people
    assert page(cast, cast.sokha, "?show=danger").status_code == 200


def test_the_director_s_overview_counts_the_same_people(cast, girl):
    seen = board(cast.claire, timezone.localtime())
    overview = files.browser(cast, cast.claire).get(reverse("cases:overview"))
    rows = overview.context["teams"]
    assert sum(row.in_danger for row in rows) == seen.danger == 1
    assert sum(row.without_custodian for row in rows) == seen.unheld == 1


def test_whoever_is_on_a_journey_or_with_somebody_is_not_counted_as_held_by_nobody(cast, girl):
    scene(cast)
    heard(cast, files.case(cast))
    seen = board(cast.claire, timezone.localtime())
    rows = files.browser(cast, cast.claire).get(reverse("cases:overview")).context["teams"]
    assert sum(row.without_custodian for row in rows) == seen.unheld == 1


def test_the_number_of_queries_does_not_grow_with_the_people(cast, girl):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            page(cast, cast.noi)
        return len(seen)

    heard(cast, files.case(cast))  # one beside the girl of the journey
    page(cast, cast.noi)
    before = asked()
    for _ in range(4):
        heard(cast, files.case(cast))
    page(cast, cast.noi)  # the number in danger of the menu is counted anew once
    assert asked() == before


ASKED_ONCE = {
    "the legs": 'SELECT "journeys_leg"',
    "who has them": 'SELECT "journeys_hands"',
    "the teams of the reader": 'SELECT "accounts_membership"."team_id"',
    "the calls that cannot wait": 'FROM "intake_signal"',
}


@pytest.mark.parametrize("what", ASKED_ONCE)
def test_the_board_asks_once_for(cast, what):
    here = scene(cast, n=2)
    start, bridge, end = here.areas
    way = {"start": start, "end": end, "crossing": bridge, "custodian": here.shelter}
    leaves = timezone.now() + timedelta(hours=9)
    hours = {"leaves": leaves, "arrives": leaves + timedelta(hours=8)}
    add_leg(journey=here.journey, by=cast.sokha, **way, **hours)
    with CaptureQueriesContext(connection) as asked:
        assert code_of(here.case) in page(cast, cast.noi).text
    theirs = [one["sql"] for one in asked if ASKED_ONCE[what] in one["sql"]]
    # Another question is who has people on the journeys of other teams.
    assert len([sql for sql in theirs if "NOT" not in sql or "hands" not in sql]) == 1


# ── Rows as they are shown ───────────────────────────────────────────────────
def rows_of(text):
    return [one.split("</li>")[0] for one in text.split('<li class="board__it ')[1:]]


def test_a_red_row_has_one_thing_to_do_first_and_at_most_one_beside_it(cast, girl):
    (row,) = rows_of(page(cast, cast.sokha).text)
    assert row.startswith("board__it--danger")
    assert row.count('class="button button--small"') == 1
    assert row.count('class="button button--second') == 1
    assert reverse("cases:sign_of_life", args=[girl.id, girl.people.get().id]) in row
    assert "What to do next" in row


def test_who_opens_no_case_has_no_button_and_reads_what_to_do_at_once(cast, girl):
    (row,) = rows_of(page(cast, cast.claire).text)
    assert "button" not in row
    assert "<details" not in row
    assert "Call Noi Saetang (Bangkok)." in row


def test_no_lead_is_named_whose_telephone_is_in_other_hands_or_whom_a_conflict_keeps_out(
    cast, girl
):
    emergencies.keep_out(case=girl, user=cast.noi, reason="Her cousin.", by=cast.kham)
    text = page(cast, cast.claire).text
    assert "Call the team: Bangkok." in text
    assert "Noi Saetang" not in text


def test_where_she_is_known_to_others_it_says_to_whom(cast):
    case = files.case(cast, by=cast.noi)
    entries.add_entry(
        case=case, kind="whereabouts", answers={"place": "Si Racha"}, **cast.acting(cast.noi)
    )
    assert "Si Racha" in page(cast, cast.noi).text
    text = page(cast, cast.sokha).text
    assert "Si Racha" not in text
    assert "known to Noi Saetang" in text
    assert "known to" not in page(cast, cast.claire).text


def test_the_parts_stand_in_order_and_count_all_of_them(cast, girl):
    files.case(cast)
    shown = page(cast, cast.noi)
    assert shown.context["parts"][0][0] == "Act now"
    assert sum(n for _words, n, _colour, _lines in shown.context["parts"]) == 2


def test_a_code_name_or_a_team_of_signs_is_text_and_nothing_else(cast, girl):
    cast.bangkok.name = '<script>"&'
    cast.bangkok.save()
    text = page(cast, cast.noi).text
    assert "<script>&quot;" not in text
    assert "&lt;script&gt;" in text


def test_of_who_is_not_heard_from_no_row_says_since_when_she_was_safe(cast, girl):
    (line,) = lines(cast.sokha)
    words, today = {"say_no_journey": "no journey"}, timezone.localdate()
    assert "since" in tonight._why_cell(line, words, today)
    unheard = replace(line, state=DangerState.UNHEARD)
    assert "since" not in tonight._why_cell(unheard, words, today)
