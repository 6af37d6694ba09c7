"""Worked journeys: who is with whom, and what turns red."""

from datetime import datetime, timedelta

import pytest

from fanal.core.errors import BadInput
from fanal.core.journeys.events import Event, EventKind, Sign
from fanal.core.journeys.handovers import pair_up
from fanal.core.journeys.problems import TO_DO, ProblemKind
from fanal.core.journeys.reconcile import CountColumn, columns, counts_by, gaps
from fanal.core.journeys.state import JourneyStage, state_of
from tests.core.journeys.way import (
    CENTRE,
    ESCORT,
    FAMILY,
    GROUP,
    SHELTER,
    at,
    both,
    event,
    given,
    prepared,
    received,
    seen,
    who_is_where,
    whole_way,
)


def troubles(state):
    return [problem.trouble for problem in state.problems]


def test_nothing_happened_and_nobody_is_there():
    state = state_of([])
    assert not state.persons
    assert not state.red


def test_a_whole_way_ends_in_the_last_hands_without_red():
    state = state_of(whole_way())
    assert who_is_where(state) == {CENTRE: frozenset(GROUP)}
    assert not state.problems
    assert {one.stage for one in state.persons.values()} == {JourneyStage.RETURNED}


def test_until_both_sides_have_named_her_she_is_in_the_hands_that_gave():
    state = state_of([prepared(), given("H1", SHELTER, ESCORT, at(0))])
    assert who_is_where(state) == {SHELTER: frozenset(GROUP)}
    assert troubles(state) == [ProblemKind.NOT_CONFIRMED]
    assert state.red


def test_two_who_are_not_confirmed_turn_the_journey_red_by_name():
    *five, six, seven = GROUP
    events = [
        prepared(),
        given("H1", SHELTER, ESCORT, at(0)),
        received("H1", ESCORT, at(0, 5), five),
    ]
    state = state_of(events)
    assert state.problems[0].persons == (six, seven)
    assert state.persons[six].custodian == SHELTER
    assert state.persons[five[0]].custodian == ESCORT
    late = received("H1", ESCORT, at(1), [six, seven], id="H1-late")
    assert not state_of([*events, late]).red


def test_whoever_was_not_confirmed_and_passed_on_later_is_not_missing():
    events = [
        prepared(),
        given("H1", SHELTER, ESCORT, at(0)),
        *both("H2", SHELTER, ESCORT, at(3)),
    ]
    state = state_of(events)
    assert not state.red
    assert who_is_where(state) == {ESCORT: frozenset(GROUP)}


def test_received_and_never_given_moves_nobody():
    state = state_of([prepared(), received("H1", ESCORT, at(0))])
    assert who_is_where(state) == {SHELTER: frozenset(GROUP)}
    assert troubles(state) == [ProblemKind.NOT_GIVEN]


def test_the_order_in_which_the_sides_report_does_not_matter():
    sides = both("H1", SHELTER, ESCORT, at(0))
    assert state_of([prepared(), *sides]) == state_of([*reversed(sides), prepared()])


def test_confirmed_by_the_wrong_side_moves_nobody():
    events = [prepared(), given("H1", SHELTER, ESCORT, at(0)), received("H1", "police", at(0, 5))]
    state = state_of(events)
    assert who_is_where(state) == {SHELTER: frozenset(GROUP)}
    assert set(troubles(state)) == {ProblemKind.WRONG_SIDE, ProblemKind.NOT_CONFIRMED}


def test_both_sides_told_by_one_person_wait_for_another():
    told = {"by": "sokha"}
    sides = [given("H1", SHELTER, ESCORT, at(0), **told), received("H1", ESCORT, at(1), **told)]
    state = state_of([prepared(), *sides])
    assert troubles(state) == [ProblemKind.BOTH_SIDES_BY_ONE]
    assert who_is_where(state) == {ESCORT: frozenset(GROUP)}
    second = received("H1", ESCORT, at(2), id="second", by="noi")
    assert troubles(state_of([prepared(), *sides, second])) == []


def test_confirmed_twice_is_confirmed_once():
    again = received("H1", ESCORT, at(2), id="again")
    state = state_of([prepared(), *both("H1", SHELTER, ESCORT, at(0)), again])
    assert troubles(state) == [ProblemKind.CONFIRMED_TWICE]
    assert not state.red
    assert state.persons["p01"].since == at(0, 5)


def test_a_count_that_differs_from_the_names_is_red_until_counted_again():
    events = [
        prepared(),
        given("H1", SHELTER, ESCORT, at(0)),
        received("H1", ESCORT, at(0, 5), count=6),
    ]
    assert troubles(state_of(events)) == [ProblemKind.COUNT_DIFFERS]
    recount = received("H1", ESCORT, at(1), id="recount")
    assert not state_of([*events, recount]).red


def test_a_person_from_hands_that_do_not_hold_her_does_not_move():
    state = state_of([prepared(), *both("H1", ESCORT, CENTRE, at(0))])
    assert who_is_where(state) == {SHELTER: frozenset(GROUP)}
    assert set(troubles(state)) == {ProblemKind.NOT_IN_THEIR_HANDS}


def test_a_late_first_hand_over_lets_the_second_follow():
    second = both("H2", ESCORT, CENTRE, at(7))
    assert state_of([prepared(), *second]).red
    first = both("H1", SHELTER, ESCORT, at(0))
    assert who_is_where(state_of([prepared(), *second, *first])) == {CENTRE: frozenset(GROUP)}


def test_a_clock_set_back_loses_nobody_and_is_shown():
    events = [prepared(), given("H1", SHELTER, ESCORT, at(0)), received("H1", ESCORT, at(-20))]
    state = state_of(events)
    assert who_is_where(state) == {ESCORT: frozenset(GROUP)}
    assert troubles(state) == [ProblemKind.CLOCK]
    assert not state.red


def test_a_second_hand_over_dated_before_the_first_still_follows_it():
    events = [
        prepared(),
        *both("H1", SHELTER, ESCORT, at(3)),
        *both("H2", ESCORT, CENTRE, at(-3)),
    ]
    state = state_of(events)
    assert who_is_where(state) == {CENTRE: frozenset(GROUP)}
    assert set(troubles(state)) == {ProblemKind.CLOCK}


def test_a_person_too_many_is_red_and_not_lost():
    extra = both("H1", SHELTER, ESCORT, at(0), [*GROUP, "stranger"])
    state = state_of([prepared(), *extra])
    assert state.named_only == {"stranger"}
    assert troubles(state) == [ProblemKind.NOT_OF_THIS_JOURNEY]


def test_a_person_added_after_the_departure_is_there_and_is_shown():
    state = state_of([*whole_way(), prepared(["late"], when=at(2), id="late")])
    assert state.persons["late"].custodian == SHELTER
    assert troubles(state) == [ProblemKind.ADDED_AFTER_DEPARTURE]


def test_two_hands_at_the_start_are_red():
    state = state_of([prepared(), prepared(["p01"], custodian="police", when=at(-1), id="other")])
    assert troubles(state) == [ProblemKind.TWO_HANDS_AT_START]
    assert state.persons["p01"].custodian == SHELTER


def test_one_hand_over_with_two_givers_is_red():
    other = given("H1", CENTRE, ESCORT, at(1), id="other")
    state = state_of([prepared(), *both("H1", SHELTER, ESCORT, at(0)), other])
    assert troubles(state) == [ProblemKind.SIDES_DISAGREE]


def test_the_same_event_told_in_two_ways_is_kept_in_both():
    twice = [prepared(), prepared(GROUP[:3])]
    state = state_of(twice)
    assert troubles(state) == [ProblemKind.TOLD_DIFFERENTLY]
    assert set(state.persons) == set(GROUP)


def test_an_explanation_settles_a_wrong_side_and_never_a_missing_confirmation():
    events = [prepared(), given("H1", SHELTER, ESCORT, at(0)), received("H1", "police", at(0, 5))]
    reason = {"handover": "H1", "reason": "The officer only opened the door.", "by": "noi"}
    explained = [
        event(f"settle-{code}", EventKind.SETTLED, at(1), settles=code, **reason)
        for code in (ProblemKind.WRONG_SIDE, ProblemKind.NOT_CONFIRMED)
    ]
    assert troubles(state_of([*events, *explained])) == [ProblemKind.NOT_CONFIRMED]


def test_whoever_left_by_her_own_will_is_in_no_gap():
    events = [
        prepared(),
        event("left-town", EventKind.DEPARTED, at(0, 30)),
        event("bridge", EventKind.CROSSED, at(5), GROUP[:6]),
        left_says("sokha"),
    ]
    assert state_of(events).persons["p07"].stage is JourneyStage.ON_THE_WAY
    assert ProblemKind.LEFT_SAID_BY_ONE in troubles(state_of(events))
    assert gaps(state_of([*events, left_says("sokha", "again")])) != ()
    state = state_of([*events, left_says("noi")])
    assert state.persons["p07"].stage is JourneyStage.LEFT
    assert state.persons["p07"].reason == "stays with her aunt"
    assert gaps(state) == ()
    assert ProblemKind.LEFT_SAID_BY_ONE not in troubles(state)


def left_says(who, id=""):
    reason = "stays with her aunt"
    return event(f"left-{who}{id}", EventKind.LEFT, at(6), ["p07"], reason=reason, by=who)


def test_who_was_given_and_leaves_on_the_word_of_two_is_asked_for_no_more():
    """Nobody could end it: she never arrives there, and no words settle it."""
    way = [prepared(), given("bridge", SHELTER, ESCORT, at(1))]
    one = [*way, left_says("noi")]
    assert "p07" in waits_for(state_of(one))
    state = state_of([*one, left_says("sokha")])
    assert waits_for(state) == set(GROUP) - {"p07"}
    assert state.persons["p07"].given_to == ()
    counted = event(
        "counted", EventKind.SETTLED, at(2), custodian=ESCORT, handover="bridge", count=6,
        settles=ProblemKind.NOT_CONFIRMED, reason="She got off.",
    )  # fmt: skip
    here = received("bridge", ESCORT, at(3), set(GROUP) - {"p07"})
    assert not state_of([*one, left_says("sokha"), counted, here]).red


def test_whoever_is_given_after_she_was_let_go_is_asked_for():
    later = given("bridge", SHELTER, ESCORT, at(7), ["p07"])
    assert waits_for(state_of([prepared(), left_says("noi"), left_says("sokha"), later])) == {"p07"}


def waits_for(state):
    return {
        person
        for problem in state.problems
        if problem.trouble in (ProblemKind.NOT_CONFIRMED, ProblemKind.NOT_ALL_THERE)
        for person in problem.persons
    }


def test_reconciliation_names_who_is_missing_between_two_columns():
    *five, six, seven = GROUP
    state = state_of(
        [
            prepared(),
            event("left-town", EventKind.DEPARTED, at(0)),
            event("bridge", EventKind.CROSSED, at(5), five),
            event("home", EventKind.RETURNED, at(9), five),
            seen(five[0], at(200)),
        ]
    )
    found = {(gap.before, gap.after): gap.persons for gap in gaps(state)}
    assert found[CountColumn.DEPARTED, CountColumn.CROSSED] == (six, seven)
    assert columns(state)[CountColumn.SEEN_AFTER_RETURN] == {five[0]}


def test_whoever_the_last_hands_do_not_confirm_is_not_received_though_an_escort_took_her():
    *five, six, seven = GROUP
    on_the_way = [
        prepared(),
        *both("H1", SHELTER, ESCORT, at(0)),
        event("left-town", EventKind.DEPARTED, at(1)),
        event("bridge", EventKind.CROSSED, at(5)),
    ]
    assert columns(state_of(on_the_way))[CountColumn.RECEIVED] == frozenset()
    handed = [*on_the_way, given("H2", ESCORT, CENTRE, at(7)), received("H2", CENTRE, at(8), five)]
    (gap,) = gaps(state_of(handed))
    assert (gap.before, gap.after, gap.persons) == (
        CountColumn.CROSSED,
        CountColumn.RECEIVED,
        (six, seven),
    )
    elsewhere = received("H2", FAMILY, at(9), [six, seven], id="wrong side")
    assert gaps(state_of([*handed, elsewhere])) == (gap,)
    assert gaps(state_of([*handed, received("H2", CENTRE, at(9), [six, seven], id="late")])) == ()


def test_whoever_one_says_did_not_arrive_counts_as_received_once_it_is_said_anew():
    one = GROUP[0]
    way = [prepared(), *both("H1", SHELTER, CENTRE, at(0))]
    denied = says_not_taken(one, at(1), by="noi")
    assert columns(state_of([*way, denied]))[CountColumn.RECEIVED] == set(GROUP) - {one}
    anew = received("H1", CENTRE, at(2), [one], id="anew")
    assert columns(state_of([*way, denied, anew]))[CountColumn.RECEIVED] == set(GROUP)


def says_not_taken(person, when, by):
    return event(
        f"denied by {by}",
        EventKind.SETTLED,
        when,
        [person],
        by=by,
        custodian=SHELTER,
        to=CENTRE,
        handover="H1",
        settles="not_confirmed",
        reason="I see her here.",
    )


def test_it_takes_two_who_deny_it_after_the_last_confirmation():
    one = GROUP[0]
    told = [
        prepared(),
        *both("H1", SHELTER, CENTRE, at(0)),
        says_not_taken(one, at(1), by="noi"),
        received("H1", CENTRE, at(2), [one], id="anew"),
        says_not_taken(one, at(3), by="rith"),
    ]
    assert state_of(told).persons[one].custodian == CENTRE
    assert state_of(told).red
    told.append(says_not_taken(one, at(4), by="mai"))
    assert state_of(told).persons[one].custodian == SHELTER
    assert not state_of(told).red


def test_53_people_of_8_nationalities_are_one_journey():
    people = [f"q{n}" for n in range(53)]
    state = state_of([prepared(people), *both("H1", SHELTER, ESCORT, at(0), people)])
    nationality = {person: f"N{n % 8}" for n, person in enumerate(people)}
    counted = counts_by(state, nationality)
    assert len(counted) == 8
    assert sum(row[CountColumn.RECEIVED] for row in counted.values()) == 53
    assert not state.red


def test_a_sign_of_life_is_a_proof_only_when_seen_or_with_the_code_word():
    state = state_of([prepared(["p01"]), seen("p01", at(1), Sign.MESSAGE)])
    assert state.persons["p01"].last_sign.sign is Sign.MESSAGE
    assert state.persons["p01"].last_proof is None


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (
            {"kind": EventKind.GIVEN, "custodian": "a", "to": "a", "handover": "H"},
            "the side that hands over",
        ),
        ({"kind": EventKind.GIVEN, "custodian": "a", "handover": "H"}, "to whom"),
        ({"kind": EventKind.RECEIVED, "custodian": "a"}, "no hand-over"),
        ({"kind": EventKind.PREPARED}, "who was with her"),
        ({"kind": EventKind.SIGN_OF_LIFE}, "which sign"),
        ({"kind": EventKind.LEFT}, "no reason"),
        ({"kind": EventKind.SETTLED, "reason": "x"}, "what it settles"),
        ({"kind": EventKind.DEPARTED, "persons": frozenset()}, "names nobody"),
        ({"kind": EventKind.DEPARTED, "count": -1}, "less than nobody"),
        ({"kind": EventKind.DEPARTED, "at": datetime(2011, 12, 14)}, "no zone"),
        ({"kind": EventKind.DEPARTED, "persons": frozenset(map(str, range(1001)))}, "more than"),
    ],
)
def test_an_event_that_cannot_be_is_refused(wrong, why):
    usual = {"id": "e", "at": at(0), "persons": frozenset({"p01"})}
    with pytest.raises(BadInput, match=why):
        Event(**(usual | wrong))


def test_every_trouble_has_its_sentence_and_what_to_do():
    assert set(TO_DO) == set(ProblemKind)


def test_a_return_to_the_family_is_followed_from_the_hands_that_received():
    events = [*whole_way(), *both("H3", CENTRE, FAMILY, at(30))]
    assert state_of(events).persons["p01"].since == at(30) + timedelta(minutes=5)


def test_a_miscount_is_settled_by_counting_again_and_a_third_count_is_twice():
    way = [prepared(), given("H1", SHELTER, ESCORT, at(0))]
    counts = [
        received("H1", ESCORT, at(0, 5 + n), GROUP, id=f"r{n}", count=count)
        for n, count in enumerate((len(GROUP) - 1, len(GROUP), len(GROUP)))
    ]
    assert troubles(state_of([*way, counts[0]])) == [ProblemKind.COUNT_DIFFERS]
    assert not troubles(state_of([*way, *counts[:2]]))
    assert troubles(state_of([*way, *counts])) == [ProblemKind.CONFIRMED_TWICE]


@pytest.mark.parametrize(
    ("told", "by"),
    [
        ([received("H1", ESCORT, at(1), by="kham")], "kham"),
        ([received("H1", ESCORT, at(1), GROUP[:3], by="kham")], None),
        (
            [
                received("H1", ESCORT, at(1), GROUP[:3], by="kham"),
                received("H1", ESCORT, at(2), GROUP[3:], by="noi", id="rest"),
            ],
            None,
        ),
        (
            [
                received("H1", ESCORT, at(1), by="kham"),
                received("H1", CENTRE, at(2), by="stranger", id="strange"),
            ],
            "kham",
        ),
    ],
)
def test_of_having_confirmed_everybody_only_who_did_is_named(told, by):
    handover = pair_up([given("H1", SHELTER, ESCORT, at(0)), *told])["H1"]
    whole = handover.whole_confirmation
    assert (whole and whole.by) == by
