"""What is always true, over 1,000 histories in random order, doubled, late, and with wrong clocks."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from fanal.core.journeys.board import Rhythm, rows
from fanal.core.journeys.events import Event, EventKind, Sign
from fanal.core.journeys.problems import ProblemKind
from fanal.core.journeys.reconcile import CountColumn, columns
from fanal.core.journeys.state import JourneyStage, state_of
from tests.core.journeys.way import START, at, who_is_where
from tests.examples import examples

HISTORIES = examples(1000)
SOME = examples(200)
PEOPLE = [f"p{n}" for n in range(5)]
HANDS = ["a", "b", "c"]

people = st.frozensets(st.sampled_from(PEOPLE), min_size=1, max_size=5)
hours = st.integers(-30, 30).map(lambda n: START + timedelta(hours=n))
custodians = st.sampled_from(HANDS)
# A strategy made anew at each draw is looked through anew: half of the time went there.
other_than = {
    custodian: st.sampled_from([other for other in HANDS if other != custodian])
    for custodian in HANDS
}
kinds = st.sampled_from(
    [*EventKind, EventKind.GIVEN, EventKind.RECEIVED, EventKind.GIVEN, EventKind.RECEIVED]
)
numbers = st.integers(0, 10**6)
handovers = st.sampled_from(["H1", "H2", "H3"])
counts = st.none() | st.integers(0, 6)
signs, troubles = st.sampled_from(Sign), st.sampled_from(ProblemKind)
tellers = st.sampled_from(["sokha", "noi"])


@st.composite
def an_event(draw):
    kind = draw(kinds)
    side = draw(custodians)
    return Event(
        id=f"e{draw(numbers)}",
        kind=kind,
        at=draw(hours),
        persons=draw(people),
        custodian=side,
        to=draw(other_than[side]) if kind is EventKind.GIVEN else "",
        handover=draw(handovers)
        if kind in (EventKind.GIVEN, EventKind.RECEIVED, EventKind.SETTLED)
        else "",
        count=draw(counts),
        sign=draw(signs) if kind is EventKind.SIGN_OF_LIFE else None,
        by=draw(tellers),
        reason="because",
        settles=draw(troubles) if kind is EventKind.SETTLED else "",
    )


histories = st.lists(an_event(), max_size=9)


@HISTORIES
@given(histories, st.randoms(use_true_random=False))
def test_nobody_vanishes_and_order_doubles_and_replay_change_nothing(events, random):
    once = state_of(events)
    everybody_is_in_exactly_one_pair_of_hands(once, events)
    again = [*events, *events[: len(events) // 2]]
    random.shuffle(again)
    assert state_of(again) == once


def everybody_is_in_exactly_one_pair_of_hands(state, events):
    named = frozenset().union(*(event.persons for event in events))
    prepared = frozenset().union(*(e.persons for e in events if e.kind is EventKind.PREPARED))
    assert set(state.persons) == prepared
    assert state.named_only == named - prepared
    in_hands = who_is_where(state)
    assert sum(map(len, in_hands.values())) == len(prepared)
    assert all(name and persons for name, persons in in_hands.items())


@SOME
@given(histories, an_event())
def test_one_more_event_makes_nobody_vanish(events, more):
    before, after = state_of(events), state_of([*events, more])
    assert set(before.persons) <= set(after.persons)
    assert before.named_only <= after.named_only | set(after.persons)


@SOME
@given(histories)
def test_whoever_changed_hands_was_named_by_both_sides(events):
    state = state_of(events)
    for one in state.persons.values():
        starts = {
            e.custodian for e in events if e.kind is EventKind.PREPARED and one.person in e.persons
        }
        if one.custodian not in starts:
            for kind, side in ((EventKind.GIVEN, "to"), (EventKind.RECEIVED, "custodian")):
                assert any(
                    e.kind is kind and one.person in e.persons and getattr(e, side) == one.custodian
                    for e in events
                )


@SOME
@given(histories)
def test_a_person_given_and_not_received_is_red_or_passed_on_later(events):
    state = state_of(events)
    for problem in state.problems:
        if problem.trouble is ProblemKind.NOT_CONFIRMED:
            assert problem.persons
            assert state.red


@SOME
@given(histories)
def test_everybody_who_has_not_left_is_on_the_board(events):
    state = state_of(events)
    shown = {row.person for row in rows(state, at(40), Rhythm())}
    gone = {one.person for one in state.persons.values() if one.stage is JourneyStage.LEFT}
    assert shown == set(state.persons) - gone
    for person in gone:
        assert {e.by for e in events if e.kind is EventKind.LEFT and person in e.persons} == {
            "sokha",
            "noi",
        }
    assert columns(state)[CountColumn.PREPARED] == set(state.persons)


@SOME
@given(histories, st.integers(91, 4000))
def test_nobody_drops_off_the_board_by_herself(events, days):
    state, later = state_of(events), at(24 * days)
    shown = {row.person for row in rows(state, later, Rhythm())}
    for one in state.persons.values():
        if one.person not in shown and one.stage is not JourneyStage.LEFT:
            assert any(sign.sign.proves and sign.at >= one.returned_at for sign in one.signs)


@st.composite
def a_true_history(draw):
    """What really happened, told completely: then only the last hands matter."""
    holder, events, order = "a", [], []
    events.append(Event("start", EventKind.PREPARED, START, frozenset(PEOPLE), custodian=holder))
    for step in range(draw(st.integers(0, 5))):
        to = draw(other_than[holder])
        persons, when = frozenset(PEOPLE), at(step + 1)
        side = {"persons": persons, "handover": f"T{step}", "count": len(persons)}
        events += [
            Event(f"g{step}", EventKind.GIVEN, when, custodian=holder, to=to, **side),
            Event(
                f"r{step}", EventKind.RECEIVED, when + timedelta(minutes=9), custodian=to, **side
            ),
        ]
        holder = to
        order.append(to)
    return draw(st.permutations(events)), holder


@SOME
@given(a_true_history())
def test_a_history_told_completely_in_any_order_ends_in_the_true_hands(told):
    events, holder = told
    state = state_of(events)
    assert who_is_where(state) == {holder: frozenset(PEOPLE)}
    assert not state.problems
