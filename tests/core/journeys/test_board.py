"""The board, check-ins, proof of life, the plan, and the certificate."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.errors import BadInput
from fanal.core.journeys import certificates
from fanal.core.journeys.board import Colour, Rhythm, alike, rows, should_have_left, worst_first
from fanal.core.journeys.checkins import Ladder, Rung
from fanal.core.journeys.events import EventKind, LifeSign, Sign
from fanal.core.journeys.planning import (
    QUESTIONS,
    GoNoGoItem,
    PlannedLeg,
    asked_of,
    borders_of,
    item_of,
    leg_troubles,
    no_go,
)
from fanal.core.journeys.proofs import Met, days_after, next_proof, proofs
from fanal.core.journeys.state import JourneyStage, state_of
from tests.core.journeys.way import (
    ESCORT,
    GROUP,
    SHELTER,
    at,
    both,
    event,
    prepared,
    received,
    seen,
    whole_way,
)
from tests.core.journeys.way import (
    given as gave,
)

BACK = date(2011, 12, 14)


def board(events, now):
    return {row.person: row for row in rows(state_of(events), now, Rhythm())}


def test_somebody_in_preparation_without_a_sign_of_life_for_a_week_is_red():
    early = board([prepared()], at(0))["p01"]
    assert (early.stage, early.colour) == (JourneyStage.IN_PREPARATION, Colour.GREEN)
    assert board([prepared()], at(24 * 6))["p01"].colour is Colour.RED
    after = [prepared(), seen("p01", at(24 * 4))]
    assert board(after, at(24 * 6))["p01"].colour is Colour.GREEN


def test_who_was_to_leave_is_heard_from_as_on_the_way_though_nobody_said_that_she_left():
    way = Rhythm(on_the_way=timedelta(hours=6), leaves=at(1))

    def colour(events, hours):
        return {row.person: row for row in rows(state_of(events), at(hours), way)}["p01"].colour

    assert colour([prepared()], 0.1) is Colour.GREEN
    assert colour([prepared()], 6) is Colour.AMBER  # she was to have left
    assert colour([prepared()], 7.5) is Colour.RED
    assert colour([prepared(), seen("p01", at(7))], 12) is Colour.AMBER
    assert colour([prepared(), seen("p01", at(7))], 14) is Colour.RED
    early = Rhythm(in_preparation=timedelta(days=1), leaves=at(24))
    late = [row.due for row in rows(state_of([prepared()]), at(0), early)]
    assert set(late) == {at(-24)}  # what was due before stays due


def test_a_departure_that_passed_is_not_calm_until_somebody_says_what_became_of_it():
    stages = JourneyStage.IN_PREPARATION, JourneyStage.ON_THE_WAY
    for way, passed in (
        (Rhythm(), False),
        (Rhythm(leaves=at(1)), True),
        (Rhythm(leaves=at(1), ended=True), False),
        (Rhythm(leaves=at(3)), False),
        (Rhythm(day=at(0).date()), False),
        (Rhythm(day=at(-24).date()), True),
        (Rhythm(day=at(-24).date(), leaves=at(3)), False),
    ):
        found = [should_have_left(stage, at(2), way) for stage in stages]
        assert found == [passed, False], way


COURT = Rhythm(after=days_after("court"))


def day_in_court(day=0):
    """There in the morning, and home in the evening."""
    return [
        event(f"left-{day}", EventKind.DEPARTED, at(24 * day)),
        event(f"home-{day}", EventKind.RETURNED, at(24 * day + 9)),
    ]


def test_who_is_home_from_a_court_owes_no_proof_of_life_and_leaves_the_board_as_it_ends():
    state = state_of([prepared(), *day_in_court()])
    row, *_ = rows(state, at(24 * 8), COURT)
    assert (row.stage, row.due, row.colour) == (JourneyStage.RETURNED, None, Colour.GREEN)
    assert rows(state, at(10), replace(COURT, ended=True)) == []
    back = rows(state, at(24 * 8), Rhythm(ended=True))
    assert back[0].due is not None
    assert days_after("return") == days_after("rescue") == (7, 30, 90)


def test_a_second_day_in_court_is_on_the_way_again_until_she_is_home():
    second_day = [prepared(), *day_in_court(), *day_in_court(1)[:1]]
    row, *_ = rows(state_of(second_day), at(25), COURT)
    assert (row.stage, row.due) == (JourneyStage.ON_THE_WAY, at(30))
    assert rows(state_of(second_day), at(25), replace(COURT, ended=True))
    home = state_of([*second_day, day_in_court(1)[1]])
    assert home.persons["p01"].returned_at == at(33)
    assert rows(home, at(34), replace(COURT, ended=True)) == []


def test_who_was_handed_over_on_a_day_in_court_and_not_confirmed_stays_on_the_board():
    given_away = gave("H1", SHELTER, ESCORT, at(8), GROUP[:1])
    state = state_of([prepared(), *day_in_court(), given_away])
    ended = rows(state, at(24 * 200), replace(COURT, ended=True))
    assert [(row.person, row.colour) for row in ended] == [("p01", Colour.RED)]


@pytest.mark.parametrize("rhythm", [COURT, Rhythm()])
def test_who_never_left_is_not_followed_by_the_journey_that_ended(rhythm):
    state = state_of([prepared()])
    assert rows(state, at(0), rhythm)
    assert rows(state, at(0), replace(rhythm, ended=True)) == []


def test_hearsay_does_not_push_the_due_time_back():
    hearsay = [prepared(), seen("p01", at(24 * 4), Sign.SAID_BY_THIRD_PERSON)]
    row = board(hearsay, at(24 * 6))["p01"]
    assert row.colour is Colour.RED
    assert row.sign.sign is Sign.SAID_BY_THIRD_PERSON


def test_two_not_confirmed_are_red_and_come_first():
    events = [
        prepared(),
        gave("H1", SHELTER, ESCORT, at(0)),
        received("H1", ESCORT, at(0, 5), GROUP[:5]),
    ]
    shown = worst_first(rows(state_of(events), at(1), Rhythm()))
    assert [row.person for row in shown[:2]] == list(GROUP[5:])
    assert [row.colour for row in shown[:2]] == [Colour.RED, Colour.RED]
    assert shown[2].colour is not Colour.RED
    assert shown[0].custodian == SHELTER
    assert shown[0].problems[0].to_do


def test_whoever_is_back_is_followed_for_90_days_and_longer_while_a_proof_is_missing():
    long_after = at(24 * 100)
    assert set(board(whole_way(), long_after)) == set(GROUP)
    proven = [*whole_way(), *(seen("p01", at(24 * day)) for day in (7, 30, 90))]
    assert "p01" not in board(proven, long_after)
    assert board(proven, at(24 * 60))["p01"].colour is Colour.GREEN


def test_a_missing_proof_keeps_her_on_the_board_for_years_and_on_its_very_day():
    early = [*whole_way(), *(seen("p01", at(24 * day)) for day in (7, 30))]
    for hours in (24 * 90 + 9, 24 * 400, 24 * 4000):
        assert "p01" in board(early, at(hours))


def test_whoever_left_is_off_the_board_once_two_have_said_so():
    left = {
        who: event(who, EventKind.LEFT, at(9), ["p01"], reason="went her own way", by=who)
        for who in ("sokha", "noi")
    }
    assert board([prepared(), left["noi"]], at(10))["p01"].colour is not Colour.GREEN
    assert "p01" not in board([prepared(), *left.values()], at(10))


def sign(day, kind=Sign.SEEN):
    when = at(12) + timedelta(days=day)
    return LifeSign(when, kind, f"d{day}")


def test_three_proofs_are_due_after_7_30_and_90_days():
    assert [proof.due for proof in proofs(BACK, [], BACK)] == [
        date(2011, 12, 21),
        date(2012, 1, 13),
        date(2012, 3, 13),
    ]


@pytest.mark.parametrize(
    ("signs", "day", "met"),
    [
        ([], 4, [Met.AHEAD, Met.AHEAD, Met.AHEAD]),
        ([], 5, [Met.DUE, Met.AHEAD, Met.AHEAD]),
        ([], 7, [Met.DUE, Met.AHEAD, Met.AHEAD]),
        ([], 8, [Met.OVERDUE, Met.AHEAD, Met.AHEAD]),
        ([sign(3)], 8, [Met.OVERDUE, Met.AHEAD, Met.AHEAD]),
        ([sign(6)], 8, [Met.MET, Met.AHEAD, Met.AHEAD]),
        ([sign(6, Sign.MESSAGE)], 8, [Met.OVERDUE, Met.AHEAD, Met.AHEAD]),
        ([sign(6, Sign.SPOKEN_TO_WITH_CODE_WORD)], 8, [Met.MET, Met.AHEAD, Met.AHEAD]),
        ([sign(31)], 40, [Met.MET, Met.MET, Met.AHEAD]),
        ([sign(31)], 91, [Met.MET, Met.MET, Met.OVERDUE]),
        ([sign(9)], 8, [Met.OVERDUE, Met.AHEAD, Met.AHEAD]),
    ],
)
def test_proof_of_life(signs, day, met):
    today = BACK + timedelta(days=day)
    assert [proof.met for proof in proofs(BACK, signs, today)] == met


def test_the_next_proof_is_the_first_that_is_missing():
    assert next_proof(proofs(BACK, [sign(6)], BACK + timedelta(days=9))).day == 30
    all_met = [sign(6), sign(30), sign(89)]
    assert next_proof(proofs(BACK, all_met, BACK + timedelta(days=95))) is None


def test_a_missed_check_in_climbs_from_worker_to_lead_to_director():
    ladder = Ladder()
    due = at(0)
    assert ladder.rung(due, at(0) - timedelta(seconds=1)) is Rung.NOBODY
    assert ladder.rung(due, at(0)) is Rung.WORKER
    assert ladder.rung(due, at(0, 30)) is Rung.LEAD
    assert ladder.rung(due, at(2)) is Rung.DIRECTOR


@given(st.lists(st.integers(0, 300), max_size=12))
def test_a_sweep_at_any_times_calls_each_rung_once(minutes):
    ladder, called, calls = Ladder(), Rung.NOBODY, []
    for minute in sorted(minutes):
        for rung in ladder.to_call(at(0), at(0, minute), called):
            calls.append(rung)
            called = rung
    assert calls == sorted(set(calls))
    if minutes:
        assert called is ladder.rung(at(0), at(0, max(minutes)))


def test_a_ladder_that_calls_the_director_first_is_refused():
    with pytest.raises(BadInput):
        Ladder(lead=timedelta(hours=3), director=timedelta(hours=1))


def leg(id, start, end, leaves, arrives, crossing=""):
    return PlannedLeg(id, start, end, ESCORT, at(leaves), at(arrives), crossing)


def test_a_plan_without_holes_has_no_trouble():
    legs = [leg("2", "bridge", "home", 5, 7), leg("1", "town", "bridge", 0, 5, "bridge")]
    assert list(leg_troubles(legs, lambda crossing, when: True)) == []


def test_a_leg_through_a_closed_crossing_is_named():
    found = list(leg_troubles([leg("1", "a", "b", 0, 5, "bridge")], lambda *_: False))
    assert found[0][0] == "1"
    assert "bridge is closed" in str(found[0][1])


def test_legs_that_overlap_or_jump_are_named():
    legs = [leg("1", "a", "b", 0, 5), leg("2", "c", "d", 4, 6)]
    assert [name for name, *_ in leg_troubles(legs, lambda *_: True)] == ["2", "2"]
    with pytest.raises(BadInput):
        leg("1", "a", "b", 5, 5)


def test_not_known_is_no_go():
    everything = dict.fromkeys(GoNoGoItem, True)
    assert no_go(everything, "return", 0) == ()
    home = {GoNoGoItem.HOME_IS_SAFE: None}
    assert no_go(everything | home, "return", 1) == (GoNoGoItem.HOME_IS_SAFE,)
    assert no_go({}, "return", 0) == tuple(GoNoGoItem)
    assert all(item.label for item in GoNoGoItem)


@pytest.mark.parametrize(("kind", "papers"), [("court", set()), ("rescue", {"papers_held"})])
def test_a_rescue_and_a_day_in_court_are_asked_of_borders_only_where_it_passes_one_and_of_no_certificate(
    kind, papers
):
    """Of papers too, which whoever holds her mostly has, a rescue is asked only at a border."""
    left_out = {GoNoGoItem.CERTIFICATE_KEPT, GoNoGoItem.SHE_KNOWS_RETURN_IS_FREE}
    assert set(GoNoGoItem) - set(no_go({}, kind, 1)) == left_out
    assert set(GoNoGoItem) - set(no_go({}, kind, 0)) == left_out | papers | {
        GoNoGoItem.CROSSING_OPEN
    }


def test_each_border_is_a_question_of_its_own():
    everything = dict.fromkeys(GoNoGoItem, True)
    assert no_go(everything, "return", 3) == ("crossing_open:2", "crossing_open:3")
    assert {item_of(question) for question in QUESTIONS} == set(GoNoGoItem)
    assert set(asked_of("return", 40)) == set(QUESTIONS)


def test_a_leg_passes_a_border_where_a_crossing_is_named_or_its_ends_lie_in_two_countries():
    def leg(id, leaves, **more):
        return PlannedLeg(id, "A", "B", SHELTER, at(leaves), at(leaves + 1), **more)

    last, inside, first = leg("1", 5, crossing="C"), leg("2", 3), leg("3", 0, abroad=True)
    assert borders_of([last, inside, first]) == [first, last]


def test_the_fingerprint_of_a_certificate_changes_with_one_byte():
    assert certificates.fingerprint(b"a") != certificates.fingerprint(b"b")
    assert len(certificates.fingerprint(b"")) == 64


@given(st.binary(min_size=8, max_size=8))
def test_a_code_is_read_as_it_is_written(random):
    code = certificates.code_from(random)
    assert certificates.read_code(code) == code
    assert certificates.read_code(f" {code.lower().replace('-', ' ')} ") == code


@given(st.binary(min_size=8, max_size=8), st.integers(0, 12), st.sampled_from("0123456789ABC"))
def test_one_wrong_character_is_found(random, place, letter):
    code = certificates.code_from(random).replace("-", "")
    wrong = code[:place] + letter + code[place + 1 :]
    if wrong != code:
        with pytest.raises(BadInput, match="One character is wrong"):
            certificates.read_code(wrong)


@pytest.mark.parametrize("typed", ["", "ABC", "!" * 14, "A" * 40])
def test_what_is_no_code_is_refused(typed):
    with pytest.raises(BadInput):
        certificates.read_code(typed)


def test_letters_that_look_alike_are_read_as_digits():
    code = certificates.code_from(bytes(8))
    assert certificates.read_code(code.replace("0", "O", 3)) == code


def test_the_last_character_may_be_read_as_a_letter_too():
    codes = (certificates.code_from(n.to_bytes(8)) for n in range(200))
    code = next(code for code in codes if code[-1] == "0")
    assert certificates.read_code(f"{code[:-1]}O") == code


def test_the_whole_way_is_green_on_the_next_day():
    assert {row.colour for row in board(whole_way(), at(24)).values()} == {Colour.GREEN}
    assert both("H", SHELTER, ESCORT, at(0))


def test_rows_that_differ_in_the_person_alone_are_together_and_the_worst_stay_first():
    state = state_of([prepared(), seen("p02", at(24 * 6))])
    found = worst_first(rows(state, at(24 * 7), Rhythm()))
    first, second = alike(found)
    others = sorted(set(GROUP) - {"p02"})
    assert ([row.person for row in first], [row.person for row in second]) == (others, ["p02"])
    assert {row.colour for row in first} == {Colour.RED} != {second[0].colour}
    assert [row for together in alike(found) for row in together] == found


@given(st.booleans(), st.booleans(), st.booleans(), st.integers(0, 400))
def test_who_has_her_takes_her_off_the_board_once_the_journey_has_ended_and_nothing_else(
    ended, kept, given_away, days
):
    events = [prepared(), event("left", EventKind.DEPARTED, at(0))]
    events += [gave("H1", SHELTER, ESCORT, at(1), GROUP[:1])] if given_away else []
    state = state_of(events)
    her = replace(state.persons["p01"], kept=kept)
    state = replace(state, persons=dict(state.persons) | {"p01": her})
    found = {row.person: row for row in rows(state, at(24 * days + 12), Rhythm(ended=ended))}
    gone = ended and kept and not given_away
    assert ("p01" in found) is not gone
    assert gone or found["p01"].colour is Colour.RED
    assert found["p02"].colour is Colour.RED
