"""The present state of a person: what begins a danger, and the few answers that end it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.casework.answers import DOES_NOT_WANT_TO_SAY, NOT_ASKED, NOT_KNOWN
from fanal.core.casework.danger_endings import ENDINGS, lacks
from fanal.core.casework.next_sign import NEXT_SIGN_IN_DANGER
from fanal.core.casework.present import DangerState, gets_worse, present_state, worst
from fanal.core.casework.statements import (
    CaseStatement,
    Custody,
    StatementQuestion,
    StatementSource,
    WrittenBy,
)
from fanal.core.journeys.events import Sign

DAY = date(2026, 11, 26)
NOW = datetime(2026, 11, 27, 8, 12, tzinfo=UTC)


def at(hour, minute=0, day=DAY):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def said(answer, when, *, question=StatementQuestion.DANGER, id="", written=None, **more):
    return CaseStatement(
        id or f"{question}-{answer}-{when}",
        question,
        answer,
        when,
        written or when,
        more.pop("form", WrittenBy.SAFETY),
        **more,
    )


def yes(when, **more):
    return said(True, when, **more)


def free_herself(when, **more):
    told = {
        "source": StatementSource.HERSELF,
        "free": True,
        "what_changed": "She is at her aunt's.",
    }
    return said(False, when, **told | more)


def seen_apart(when, **more):
    return free_herself(when, source=StatementSource.COLLEAGUE, **more)


def received(when, **more):
    told = {"source": StatementSource.RECEIVING_SIDE, "free": None, "trusted": True}
    return free_herself(when, **told | more)


def state(*statements, now=NOW):
    return present_state(statements, now)


# ── The examples of the design ───────────────────────────────────────────────
def test_a_form_that_does_not_answer_the_question_changes_nothing():
    for nothing in (None, "", NOT_ASKED, NOT_KNOWN, DOES_NOT_WANT_TO_SAY):
        found = state(yes(at(21, 40)), said(nothing, at(22)))
        assert found.danger is DangerState.IN_DANGER
        assert found.since == at(21, 40)


def test_safe_by_the_owner_against_her_mother_is_disputed_and_counts_as_danger():
    mother = yes(at(20), source=StatementSource.MOTHER)
    owner = said(False, at(22), source=StatementSource.HOLDER)
    found = state(mother, owner)
    assert found.danger is DangerState.DISPUTED
    assert found.in_danger
    assert [
        (contradiction.danger, contradiction.safe) for contradiction in found.contradictions
    ] == [(mother, owner)]


def test_a_second_yes_is_the_same_danger_since_the_first():
    found = state(yes(at(20)), yes(at(23), form=WrittenBy.FOLLOW_UP))
    assert found.danger is DangerState.IN_DANGER
    assert found.since == at(20)


def test_what_was_seen_before_the_danger_ends_nothing_however_late_it_is_written():
    seen = seen_apart(at(21), written=at(23))
    assert state(yes(at(21, 40)), seen).danger is DangerState.IN_DANGER
    assert state(yes(at(20, 40)), seen).danger is DangerState.SAFE


def test_an_arrival_confirmed_by_a_partner_found_dangerous_is_disputed():
    assert state(yes(at(20)), received(at(22))).danger is DangerState.SAFE
    assert state(yes(at(20)), received(at(22), trusted=False)).danger is DangerState.DISPUTED


# ── What ends a danger ───────────────────────────────────────────────────────
@pytest.mark.parametrize("answer", [free_herself, seen_apart, received])
def test_three_answers_end_it_and_say_since_when(answer):
    ended = answer(at(22))
    found = state(yes(at(20)), ended)
    assert (found.danger, found.holds, found.since) == (DangerState.SAFE, ended, at(22))
    assert found.next_due is None


@pytest.mark.parametrize(
    "missing",
    [
        {"free": None},
        {"free": False},
        {"what_changed": " "},
        {"said": DAY},
        {"source": StatementSource.POLICE},
        {"source": StatementSource.NOT_SAID},
        {"source": StatementSource.RECEIVING_SIDE},
    ],
    ids=str,
)
def test_an_answer_that_lacks_something_is_kept_and_disputes(missing):
    weak = replace(free_herself(at(22)), **missing)
    found = state(yes(at(20)), weak)
    assert found.danger is DangerState.DISPUTED
    assert found.contradictions[0].lacks == lacks(weak) != ()


def test_an_answer_at_the_very_hour_of_the_danger_does_not_end_it():
    assert state(yes(at(20)), free_herself(at(20))).in_danger


def test_danger_said_again_after_it_ended_begins_anew():
    found = state(yes(at(10)), free_herself(at(12)), yes(at(14)))
    assert (found.danger, found.since) == (DangerState.IN_DANGER, at(14))


def test_an_answer_of_tomorrow_ends_nothing_today():
    assert state(yes(at(20)), free_herself(NOW + timedelta(hours=3))).in_danger


def test_a_danger_said_of_a_day_may_be_as_late_as_it_was_written():
    written = at(18)
    assert state(yes(DAY, written=written), free_herself(at(17))).in_danger
    assert not state(yes(DAY, written=written), free_herself(at(19))).in_danger
    assert state(yes(DAY, written=DAY), free_herself(at(23))).in_danger


def test_safe_without_any_danger_is_believed_only_where_it_counts():
    assert state().danger is DangerState.UNKNOWN
    weak = said(False, at(9), source=StatementSource.HOLDER)
    assert (state(weak).danger, state(weak).holds) == (DangerState.UNKNOWN, weak)
    assert state(free_herself(at(9))).danger is DangerState.SAFE


# ── A lead decides ───────────────────────────────────────────────────────────
def decision(answer, when, *decides, **more):
    more = {"source": StatementSource.LEAD, "what_changed": "I called the aunt."} | more
    ids = frozenset(one.id for one in decides)
    return said(answer, when, question=StatementQuestion.DECISION, decides=ids, **more)


MOTHER = yes(at(18), source=StatementSource.MOTHER, id="mother")
OWNER = said(False, at(19), source=StatementSource.HOLDER, id="owner")


def test_a_lead_who_decides_for_the_danger_ends_the_dispute_and_not_the_danger():
    found = state(MOTHER, OWNER, decision(True, at(20), MOTHER, OWNER))
    assert (found.danger, found.contradictions) == (DangerState.IN_DANGER, ())
    again = said(False, at(21), source=StatementSource.HOLDER)
    assert state(MOTHER, OWNER, decision(True, at(20), MOTHER, OWNER), again).contradictions


def test_a_lead_who_decides_against_the_danger_ends_it():
    decided = decision(False, at(20), MOTHER, OWNER)
    found = state(MOTHER, OWNER, decided)
    assert (found.danger, found.holds) == (DangerState.SAFE, decided)


def test_a_lead_decides_on_what_was_there_and_not_on_what_came_since():
    late = yes(at(17), written=at(21), id="written late")
    found = state(MOTHER, OWNER, decision(False, at(20), MOTHER, OWNER), late)
    assert (found.danger, found.since) == (DangerState.DISPUTED, at(17))


def test_a_lead_ends_no_danger_against_which_nothing_speaks_nor_without_a_reason():
    assert state(MOTHER, decision(False, at(20), MOTHER)).in_danger
    silent = decision(False, at(20), MOTHER, OWNER, what_changed="")
    assert state(MOTHER, OWNER, silent).in_danger


def test_the_last_decision_holds():
    first, last = decision(False, at(20), MOTHER, OWNER), decision(True, at(21), MOTHER, OWNER)
    assert state(MOTHER, OWNER, last, first).danger is DangerState.IN_DANGER


# ── Signs of life ────────────────────────────────────────────────────────────
def sign(kind, when, **more):
    return said(kind, when, question=StatementQuestion.SIGN_OF_LIFE, **more)


def test_a_sign_of_life_never_ends_a_danger():
    found = state(yes(at(20)), sign(Sign.SEEN, at(22)))
    assert found.danger is DangerState.IN_DANGER
    assert found.last_sign.said == at(22)


def test_a_sign_and_a_proof_are_both_shown():
    seen, message = sign(Sign.SEEN, at(20)), sign(Sign.MESSAGE, at(22))
    found = state(seen, message, sign(Sign.SAID_BY_THIRD_PERSON, at(21)))
    assert (found.last_sign, found.last_proof) == (message, seen)


def test_while_she_is_in_danger_a_next_sign_is_always_due():
    assert state(yes(at(20))).next_due == at(20) + NEXT_SIGN_IN_DANGER
    assert state(yes(at(20)), sign(Sign.MESSAGE, at(22))).next_due == at(22) + NEXT_SIGN_IN_DANGER
    heard_before = sign(Sign.SEEN, at(9))
    assert state(yes(at(20)), heard_before).next_due == at(20) + NEXT_SIGN_IN_DANGER


def test_what_a_third_person_says_is_no_sign_from_her():
    told = sign(Sign.SAID_BY_THIRD_PERSON, at(23))
    assert state(yes(at(20)), told).next_due == at(20) + NEXT_SIGN_IN_DANGER


def test_danger_said_again_does_not_put_off_the_next_sign():
    assert state(yes(at(20)), yes(at(23))).next_due == at(20) + NEXT_SIGN_IN_DANGER


def test_late_in_danger_she_is_late_as_well():
    found = state(yes(at(18)))
    assert (found.danger, found.late, found.code) == (
        DangerState.IN_DANGER,
        True,
        DangerState.IN_DANGER,
    )


def agreed(hour, when):
    return said(hour, when, question=StatementQuestion.NEXT_SIGN)


def test_the_hour_that_was_agreed_is_the_one_that_is_due():
    evening = at(18, day=date(2026, 11, 27))
    assert state(yes(at(20)), agreed(evening, at(21))).next_due == evening
    assert state(yes(at(22)), agreed(evening, at(21))).next_due == at(22) + NEXT_SIGN_IN_DANGER


def test_out_of_danger_an_agreed_sign_that_is_late_makes_her_unheard_until_she_is_heard():
    late = (free_herself(at(10)), agreed(at(20), at(11)))
    assert state(*late).code is DangerState.UNHEARD
    assert state(*late, sign(Sign.MESSAGE, at(15))).code is DangerState.UNHEARD
    assert state(*late, sign(Sign.MESSAGE, at(21))).code is DangerState.SAFE


# ── Place, custodian ─────────────────────────────────────────────────────────
def test_the_place_said_last_is_the_one_she_is_at_however_late_another_is_written():
    bar = said("karaoke bar", at(20), question=StatementQuestion.PLACE)
    home = said("at home", at(9), question=StatementQuestion.PLACE, written=at(23))
    assert state(home, bar).place == bar


def with_her(who, when, custody, **more):
    return said(who, when, question=StatementQuestion.CUSTODIAN, custody=custody, **more)


def test_of_two_hours_of_one_day_the_later_says_who_has_her():
    house = with_her("House Jasmine", at(9), Custody.OURS)
    escort = with_her("Escort", at(14), Custody.PARTNER)
    assert state(house, escort).custodian == escort
    assert state(house, escort).or_custodian == ()


def test_who_calls_in_danger_from_elsewhere_is_not_said_to_be_with_her_family():
    aunt = with_her("aunt", at(18), Custody.FAMILY)
    bus = said("bus station", at(21), question=StatementQuestion.PLACE)
    assert state(aunt, bus).custodian == aunt  # she may have gone there with her
    home = said("at home", at(17), question=StatementQuestion.PLACE)
    assert state(home, aunt, yes(at(21))).custodian == aunt  # nobody said that she is elsewhere
    assert state(aunt, yes(at(21))).custodian is None  # to whoever does not read where she is
    assert state(aunt, bus, yes(at(21))).custodian is None
    assert state(aunt, bus, yes(at(17))).custodian == aunt  # said since the danger began


@pytest.mark.parametrize(
    "more", [{"custody": Custody.HOLDER}, {"custody": Custody.OURS, "form": WrittenBy.SHELTER}]
)
def test_who_holds_her_and_what_our_own_books_say_is_not_forgotten(more):
    has_her = said("house", at(18), question=StatementQuestion.CUSTODIAN, **more)
    bus = said("bus station", at(21), question=StatementQuestion.PLACE)
    assert state(has_her, bus, yes(at(21))).custodian == has_her


def test_a_danger_that_ends_while_she_is_in_our_shelter_leaves_her_there():
    bed = said("House", at(18), question=StatementQuestion.PLACE, form=WrittenBy.SHELTER)
    there = with_her("House", at(18), Custody.OURS)
    danger, ended = yes(at(17)), free_herself(at(20))
    assert not state(bed, there, danger, ended).left
    gone = with_her("aunt", at(19), Custody.FAMILY)
    assert state(bed, there, gone, danger, ended).left
    bar = replace(bed, form=WrittenBy.SAFETY)
    assert state(bar, there, danger, ended).left


def test_where_one_of_them_has_no_hour_both_are_named_and_none_is_called_the_last():
    house = with_her("House Jasmine", DAY, Custody.OURS)
    escort = with_her("Escort", at(14), Custody.PARTNER)
    found = state(house, escort, now=at(20))
    assert {found.custodian, *found.or_custodian} == {house, escort}
    next_day = with_her("Aunt", at(8, day=NOW.date()), Custody.FAMILY)
    assert state(house, escort, next_day).or_custodian == ()
    assert state(house, with_her("Escort", at(14, day=DAY - timedelta(1)), None)).or_custodian == ()


def test_where_one_of_the_two_is_nobody_it_counts_as_nobody():
    left = with_her("nobody", DAY, Custody.NOBODY)
    escort = with_her("Escort", at(14), Custody.OURS)
    assert state(left, escort).custody is Custody.NOBODY
    assert state(with_her("House", DAY, Custody.OURS), escort).custody is Custody.OURS


def test_the_same_said_twice_is_not_two():
    house = with_her("House Jasmine", DAY, Custody.OURS)
    again = with_her("House Jasmine", at(14), Custody.OURS)
    assert state(house, again).or_custodian == ()


def test_what_another_hour_of_that_day_is_surely_after_is_none_of_the_two():
    """She was brought away from the bar by the bus; the house is known by the day alone."""
    bar, bus, house = (
        said(place, when, question=StatementQuestion.PLACE)
        for place, when in (("Bar", at(9)), ("Ubon → Pakse", at(14)), ("House Jasmine", DAY))
    )
    found = state(bar, bus, house, now=at(20))
    assert {found.place, *found.or_place} == {house, bus}


def test_of_a_place_without_an_hour_it_is_the_same():
    house = said("House Jasmine", DAY, question=StatementQuestion.PLACE)
    bus = said("Ubon → Pakse", at(14), question=StatementQuestion.PLACE)
    found = state(house, bus, now=at(20))
    assert {found.place, *found.or_place} == {house, bus}


def test_the_worst_code_is_the_one_that_is_shown():
    assert worst([DangerState.SAFE, DangerState.DISPUTED]) is DangerState.DISPUTED
    assert worst([DangerState.UNKNOWN, DangerState.SAFE]) is DangerState.UNKNOWN
    assert worst([]) is DangerState.UNKNOWN


def test_the_answers_that_end_danger_are_these_three():
    assert {ending.source for ending in ENDINGS} == {
        StatementSource.HERSELF,
        StatementSource.COLLEAGUE,
        StatementSource.RECEIVING_SIDE,
    }


# ── Over all orders and all that can be said ─────────────────────────────────
moments = st.integers(0, 60 * 24 * 3).map(
    lambda m: at(0) - timedelta(days=1) + timedelta(minutes=m)
)
whens = st.one_of(moments, moments.map(datetime.date))
no_answers = st.sampled_from([None, "", NOT_ASKED, NOT_KNOWN, DOES_NOT_WANT_TO_SAY])
answers = {
    StatementQuestion.DANGER: st.booleans() | no_answers,
    StatementQuestion.DECISION: st.booleans(),
    StatementQuestion.SIGN_OF_LIFE: st.sampled_from(Sign),
    StatementQuestion.NEXT_SIGN: moments,
    StatementQuestion.PLACE: st.sampled_from(["bar", "home"]),
    StatementQuestion.CUSTODIAN: st.sampled_from(["police post", "aunt"]),
}


@st.composite
def statements_of_a_person(draw):
    ids = [str(number) for number in range(draw(st.integers(0, 7)))]
    return [draw(_one(id, ids)) for id in ids]


@st.composite
def _one(draw, id, ids):
    question = draw(st.sampled_from(StatementQuestion))
    decides = (
        draw(st.frozensets(st.sampled_from(ids))) if question is StatementQuestion.DECISION else ()
    )
    return CaseStatement(
        id,
        question,
        draw(answers[question]),
        draw(whens),
        draw(whens),
        draw(st.sampled_from(WrittenBy)),
        source=draw(st.sampled_from(StatementSource)),
        free=draw(st.sampled_from([None, True, False])),
        trusted=draw(st.sampled_from([None, True, False])),
        what_changed=draw(st.sampled_from(["", "she left"])),
        decides=frozenset(decides),
    )


@given(statements_of_a_person().flatmap(lambda s: st.tuples(st.just(s), st.permutations(s))))
def test_the_order_in_which_it_was_written_does_not_matter(pair):
    in_order, shuffled = pair
    assert present_state(in_order, NOW) == present_state([*shuffled, *shuffled], NOW)


@given(statements_of_a_person())
def test_no_danger_is_lost(told):
    decided = frozenset().union(*(one.decides for one in told))
    endings = [
        one
        for one in told
        if one.question is StatementQuestion.DANGER and one.answer is False and not lacks(one)
    ]
    for one in told:
        if (
            one.question is not StatementQuestion.DANGER
            or one.answer is not True
            or one.id in decided
        ):
            continue
        if not any(ending.said > one.latest(UTC) for ending in endings):
            assert present_state(told, NOW).in_danger


@given(statements_of_a_person())
def test_no_danger_is_invented(told):
    calm = [
        one
        for one in told
        if one.question is not StatementQuestion.DANGER or one.answer is not True
    ]
    assert not present_state(calm, NOW).in_danger


@given(statements_of_a_person(), statements_of_a_person())
def test_only_an_ending_or_a_decision_ends_a_danger(told, more):
    before = present_state(told, NOW)
    harmless = [
        replace(one, id=f"more {one.id}")
        for one in more
        if one.question is not StatementQuestion.DECISION
        and not (
            one.question is StatementQuestion.DANGER and one.answer is False and not lacks(one)
        )
    ]
    if before.in_danger:
        assert present_state([*told, *harmless], NOW).in_danger


@given(statements_of_a_person())
def test_whoever_is_in_danger_has_a_next_sign_due_and_a_statement_that_says_so(told):
    found = present_state(told, NOW)
    if found.in_danger:
        assert found.next_due is not None
        assert found.holds.answer is True
        assert bool(found.contradictions) == (found.danger is DangerState.DISPUTED)


@given(statements_of_a_person(), whens)
def test_when_it_was_written_does_not_matter_where_the_hour_is_known(told, written):
    hours = [one for one in told if isinstance(one.said, datetime)]
    late = [replace(hour, written=written) for hour in hours]
    one, other = present_state(hours, NOW), present_state(late, NOW)
    assert (one.danger, one.since, one.next_due) == (other.danger, other.since, other.next_due)


@given(st.sampled_from(DangerState), st.sampled_from(DangerState))
def test_whoever_works_on_it_is_told_once_of_a_danger_and_of_answers_that_do_not_agree(now, then):
    assert not gets_worse(now, now)
    assert not gets_worse(DangerState.DISPUTED, DangerState.IN_DANGER)
    assert gets_worse(DangerState.IN_DANGER, DangerState.DISPUTED)
    calm = not now.counts_as_danger
    assert gets_worse(now, then) == (
        then.counts_as_danger
        if calm
        else (now, then) == (DangerState.IN_DANGER, DangerState.DISPUTED)
    )


# ── A case that was opened again ─────────────────────────────────────────────
@pytest.mark.parametrize(
    ("reopened", "holds"),
    [
        (None, DangerState.SAFE),
        (DAY, DangerState.SAFE),  # of one day it may have been said since
        (DAY + timedelta(days=1), DangerState.UNKNOWN),
    ],
)
def test_safe_is_not_known_once_her_case_was_opened_again(reopened, holds):
    found = present_state([free_herself(at(23, 59))], NOW, reopened)
    assert (found.danger, found.outdated) == (holds, holds is DangerState.UNKNOWN)
    assert found.since == (at(23, 59) if holds is DangerState.SAFE else None)


def test_opening_a_case_again_ends_no_danger():
    for day in (DAY - timedelta(days=9), DAY, DAY + timedelta(days=1)):
        found = present_state([yes(at(9))], NOW, day)
        assert (found.danger, found.outdated) == (DangerState.IN_DANGER, False)
