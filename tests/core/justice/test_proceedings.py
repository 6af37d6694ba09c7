"""Steps in order, days in court, chains of custody, limits and money: rules without a database."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.calendars import PartialDate
from fanal.core.calendars.working_days import is_working_day
from fanal.core.casework.consent import NO, ConsentState
from fanal.core.errors import BadInput
from fanal.core.justice.courts import (
    ZONES,
    CourtDay,
    HearingState,
    check_day,
    zone_of,
)
from fanal.core.justice.custody import ChainFault, EvidenceMove, Handed, chain
from fanal.core.justice.limits import limit_rules, read_limits, rule, rules_in, warned
from fanal.core.justice.money import (
    CompensationStep,
    InterestMethod,
    MoneyMove,
    WhoClaims,
    balances,
    check_claim,
    check_move,
    interest,
)
from fanal.core.justice.proceedings import (
    ProceedingKind,
    ProceedingStep,
    StepKind,
    check_step,
    is_over,
    state_of,
)

S, M = StepKind, CompensationStep
TODAY = date(2026, 6, 10)
CRIMINAL = ProceedingKind.CRIMINAL


def step(kind, day=TODAY):
    return ProceedingStep(kind, day)


# ── The order of steps ───────────────────────────────────────────────────────
def test_a_judgment_before_the_charge_is_asked_about_and_kept_when_it_is_sure():
    with pytest.raises(BadInput) as asked:
        check_step(CRIMINAL, [], step(S.JUDGED), TODAY)
    assert asked.value.where == "sure"
    check_step(CRIMINAL, [], step(S.JUDGED), TODAY, sure=True)


def test_an_appeal_that_was_taken_back_leaves_what_it_was_against():
    judged = step(S.JUDGED, TODAY - timedelta(2))
    back = [judged, step(S.APPEALED), step(S.APPEAL_WITHDRAWN)]
    assert state_of(back) == judged
    assert state_of([*back, step(S.APPEALED)]) == step(S.APPEALED)
    # The other side appealed as well, and that was decided: nothing of it is taken back.
    decided = [judged, step(S.APPEALED), step(S.FINAL), step(S.APPEAL_WITHDRAWN)]
    assert state_of(decided) == step(S.FINAL)


@pytest.mark.parametrize("meanwhile", [S.TRIAL, S.SUSPENDED, S.INVESTIGATION])
def test_what_was_done_about_an_appeal_goes_with_it(meanwhile):
    judged = step(S.JUDGED, TODAY - timedelta(2))
    back = [judged, step(S.APPEALED), step(meanwhile), step(S.APPEAL_WITHDRAWN)]
    assert state_of(back) == judged


@pytest.mark.parametrize("decided", [S.JUDGED, S.DROPPED, S.FINAL])
def test_an_appeal_that_was_decided_is_not_taken_back(decided):
    steps = [step(S.JUDGED), step(S.APPEALED), step(S.TRIAL), step(decided)]
    assert state_of([*steps, step(S.APPEAL_WITHDRAWN)]) == step(decided)


def test_who_confirmed_a_trial_without_a_charge_is_not_asked_again_at_the_judgment():
    check_step(CRIMINAL, [step(S.TRIAL)], step(S.JUDGED), TODAY)
    with pytest.raises(BadInput):
        check_step(CRIMINAL, [step(S.TRIAL)], step(S.APPEALED), TODAY)


@pytest.mark.parametrize(
    ("codes", "over"),
    [
        ((), False),
        ((S.CHARGED, S.JUDGED), False),
        ((S.JUDGED, S.APPEALED), False),
        ((S.JUDGED, S.FINAL), True),
        ((S.FINAL, S.DECISION), True),
        ((S.FILED, S.WITHDRAWN), True),
        ((S.FILED, S.WITHDRAWN, S.JUDGED), False),
    ],
)
def test_a_proceeding_is_over_where_nothing_of_it_is_to_come(codes, over):
    assert is_over([step(one, TODAY + timedelta(n)) for n, one in enumerate(codes)]) is over
    assert is_over([step(code) for code in codes]) is over  # all of them told on one day


def test_a_judgment_dated_before_its_charge_is_refused_even_when_sure():
    charged = [step(S.CHARGED, TODAY)]
    with pytest.raises(BadInput) as wrong:
        check_step(CRIMINAL, charged, step(S.JUDGED, TODAY - timedelta(1)), TODAY, sure=True)
    assert wrong.value.where == "on"


def test_a_step_to_come_is_refused():
    with pytest.raises(BadInput) as wrong:
        check_step(CRIMINAL, [], step(S.FILED, TODAY + timedelta(1)), TODAY)
    assert wrong.value.where == "on"


def test_a_labour_claim_has_no_charge_and_is_judged_after_it_is_filed():
    check_step(ProceedingKind.LABOUR, [step(S.FILED)], step(S.JUDGED), TODAY)


def test_what_is_final_goes_on_only_when_it_is_sure():
    done = [step(S.CHARGED), step(S.JUDGED), step(S.FINAL)]
    check_step(CRIMINAL, done, step(S.ENFORCED), TODAY)
    with pytest.raises(BadInput) as asked:
        check_step(CRIMINAL, done, step(S.TRIAL), TODAY)
    assert asked.value.where == "sure"


@given(
    st.permutations(
        [
            step(S.FILED, date(2026, 1, 1)),
            step(S.CHARGED, date(2026, 2, 1)),
            step(S.JUDGED, date(2026, 3, 1)),
        ]
    )
)
def test_how_far_it_is_does_not_hang_on_the_order_of_writing(steps):
    assert state_of(steps) == step(S.JUDGED, date(2026, 3, 1))


def test_a_release_or_a_withdrawn_complaint_does_not_say_how_far_it_is():
    steps = [step(S.CHARGED, date(2026, 1, 1)), step(S.RELEASE), step(S.WITHDRAWN)]
    assert state_of(steps) == steps[0]


# ── Days in court ────────────────────────────────────────────────────────────
def test_a_hearing_on_a_lunar_holiday_is_asked_about_and_kept_when_the_court_sits():
    tet = date(2026, 2, 17)
    assert not is_working_day(tet, "VN")
    with pytest.raises(BadInput) as asked:
        check_day(tet, "VN")
    assert asked.value.where == "sure"
    check_day(tet, "VN", sure=True)
    check_day(tet, "JP")  # no calendar of it: nothing is claimed


def test_the_same_hour_in_two_countries_is_two_moments():
    paris = CourtDay(date(2026, 11, 30), time(9, 30), zone_of("FR"))
    bangkok = CourtDay(date(2026, 11, 30), time(9, 30), zone_of("TH"))
    assert paris.at - bangkok.at == timedelta(hours=6)


def test_a_hearing_that_moves_twice_keeps_both_days_of_before():
    days = [CourtDay(date(2026, 6, n), None, "Asia/Bangkok") for n in (1, 9, 22)]
    state = HearingState(days[0]).moved(days[1], {}).moved(days[2], {})
    assert (state.now, state.was) == (days[2], (days[0], days[1]))


def test_a_country_without_a_known_zone_is_asked_for_it():
    with pytest.raises(BadInput) as asked:
        zone_of("BR")
    assert asked.value.where == "zone"
    assert zone_of("BR", ZONES["FR"]) == "Europe/Paris"


# ── Custody ──────────────────────────────────────────────────────────────────
def test_j9_another_seal_is_a_broken_chain_with_both_hands_named():
    """J9: bag 114 under seal 0098; the next hand reports 0089. Accepted, and seen."""
    moves = [Handed("Mai", "Colonel", seal="0098"), Handed("Colonel", "Court", seal="0089")]
    first, second = chain("Mai", "0098", moves)
    assert first.faults == ()
    assert second.faults == (ChainFault.SEAL,)
    assert (second.expected_seal, second.move.from_hand, second.move.to_hand) == (
        "0098",
        "Colonel",
        "Court",
    )


def test_another_hand_an_opened_seal_and_what_was_destroyed_break_the_chain():
    moves = [
        Handed("Somebody", "Court", intact=False),
        Handed("Court", "Mai", why=EvidenceMove.DESTROYED),
        Handed("Mai", "Court"),
    ]
    found = [link.faults for link in chain("Mai", "1", moves)]
    assert found == [(ChainFault.OPENED, ChainFault.HAND), (), (ChainFault.GONE,)]


# ── Limits ───────────────────────────────────────────────────────────────────
def test_j1_a_year_from_march_ends_on_the_friday_before():
    """J1: known in March 2026, one year: the last safe day is Friday 26 February 2027."""
    found = rule("th_state_compensation")
    assert found.last_safe_day(PartialDate(2026, 3)) == date(2027, 2, 26)
    assert found.provisional
    last = date(2027, 2, 26)
    assert [warned(last, last - timedelta(n)) for n in (91, 90, 31, 30, 7, 0, -1)] == [
        None,
        90,
        90,
        30,
        7,
        7,
        0,
    ]


@given(st.dates(date(2020, 1, 1), date(2027, 12, 31)))
def test_a_last_safe_day_is_a_working_day_within_its_length(day):
    found = rule("th_state_compensation")
    last = found.last_safe_day(PartialDate(day.year, day.month, day.day))
    assert is_working_day(last, "TH")
    assert day < last < day + timedelta(days=366)


@given(st.dates(date(2020, 1, 1), date(2026, 12, 31)))
def test_what_is_known_less_exactly_never_ends_later(day):
    found = rule("th_wages")
    exact = found.last_safe_day(PartialDate(day.year, day.month, day.day))
    month = found.last_safe_day(PartialDate(day.year, day.month))
    year = found.last_safe_day(PartialDate(day.year))
    assert year <= month <= exact


def test_a_limit_of_which_nobody_knows_the_length_counts_no_day():
    assert rule("appeal").last_safe_day(PartialDate(2026)) is None


def test_no_rule_is_said_to_be_checked_before_a_lawyer_has():
    assert all(one.provisional for one in limit_rules())
    assert {one.code for one in rules_in("VN")} == {
        "appeal",
        "not_prosecuted",
        "identification",
        "prosecution",
    }


def test_a_malformed_file_of_limits_names_its_line():
    with pytest.raises(BadInput) as wrong:
        read_limits("x.toml", '[[limit]]\ncode = "a"\ncountry = "ZZ"\n')
    assert wrong.value.where == "x.toml:3"


# ── Money ────────────────────────────────────────────────────────────────────
def test_j4_interest_by_days_and_by_years():
    """J4: 11,000 at 15 % from 1 March 2018 to 1 March 2020."""
    told = Decimal(11_000), Decimal(15), date(2018, 3, 1), date(2020, 3, 1)
    assert interest(*told, InterestMethod.DAYS_365) == Decimal("3304.52")
    assert interest(*told, InterestMethod.YEARS) == Decimal("3300.00")


def test_j5_what_is_ordered_is_not_paid():
    """J5: 200,000 baht ordered, nothing paid: two figures, never one."""
    (one,) = balances([MoneyMove(Decimal(200_000), "THB", M.ORDERED)])
    assert (one.ordered, one.paid, one.open) == (200_000, 0, 200_000)


AMOUNTS = st.integers(1, 1000).map(Decimal)
MOVES = st.lists(
    st.builds(MoneyMove, AMOUNTS, st.sampled_from(["THB", "VND"]), st.sampled_from([None, *M]))
)


@given(MOVES)
def test_money_is_conserved(moves):
    """Of what the rule lets in: ordered is paid, given up or open; paid is with her or on its way;
    no currency flows into another."""
    kept = []
    for move in moves:
        try:
            if move.step is not None:
                check_move(kept, move)
        except BadInput:
            continue
        kept.append(move)
    for balance in balances(kept):
        assert balance.ordered == balance.paid + balance.uncollectable + balance.open
        assert balance.paid == balance.in_her_hands + balance.on_its_way
        assert min(balance.open, balance.on_its_way) >= 0
        own = [move for move in kept if move.currency == balance.currency]
        assert balance.claimed == sum(move.amount for move in own if move.step is None)
        assert balances(own) == [balance]


@given(MOVES)
def test_the_order_of_writing_changes_no_sum(moves):
    assert balances(moves) == balances(list(reversed(moves)))


def test_more_than_was_paid_never_reaches_her():
    paid = [MoneyMove(Decimal(10), "THB", M.ORDERED), MoneyMove(Decimal(4), "THB", M.PAID)]
    with pytest.raises(BadInput) as wrong:
        check_move(paid, MoneyMove(Decimal(5), "THB", M.IN_HER_HANDS))
    assert wrong.value.where == "amount"


def test_a_refusal_writes_the_amount_as_the_page_does():
    paid = [MoneyMove(Decimal(30_000), "THB", step) for step in (M.ORDERED, M.PAID)]
    with pytest.raises(BadInput, match="only 30\u202f000\u00a0THB of what was paid"):
        check_move(paid, MoneyMove(Decimal(60_000), "THB", M.IN_HER_HANDS))


def test_what_an_appeal_lowers_is_no_longer_ordered():
    """Ordered 8,000, lowered to 5,000: never 13,000. Of what was paid already it is asked."""
    ordered = [
        MoneyMove(Decimal(8_000), "EUR", M.ORDERED),
        MoneyMove(Decimal(3_000), "EUR", M.PAID),
    ]
    lowered = MoneyMove(Decimal(3_000), "EUR", M.SET_ASIDE)
    check_move(ordered, lowered)
    (one,) = balances([*ordered, lowered])
    assert (one.ordered, one.paid, one.open) == (5_000, 3_000, 2_000)
    for amount, where in ((6_000, "sure"), (8_001, "amount")):
        with pytest.raises(BadInput) as wrong:
            check_move(ordered, MoneyMove(Decimal(amount), "EUR", M.SET_ASIDE))
        assert wrong.value.where == where


@pytest.mark.parametrize(
    ("steps", "settled"),
    [
        ([], True),
        ([(10, M.OFFERED)], True),
        ([(10, M.ORDERED)], False),
        ([(10, M.ORDERED), (10, M.PAID)], False),
        ([(10, M.ORDERED), (4, M.PAID), (4, M.IN_HER_HANDS)], False),
        ([(10, M.ORDERED), (4, M.PAID), (4, M.IN_HER_HANDS), (6, M.UNCOLLECTABLE)], True),
        ([(10, M.ORDERED), (4, M.PAID), (4, M.IN_HER_HANDS), (6, M.SET_ASIDE)], True),
    ],
)
def test_money_is_settled_once_nothing_of_it_is_open_or_on_its_way(steps, settled):
    moves = [MoneyMove(Decimal(amount), "THB", step) for amount, step in steps]
    assert all(one.is_settled for one in balances(moves)) is settled


def test_a_payment_that_nobody_ordered_is_asked_about():
    settled = MoneyMove(Decimal(10), "THB", M.PAID)
    with pytest.raises(BadInput) as asked:
        check_move([], settled)
    assert asked.value.where == "sure"
    check_move([], settled, sure=True)


@pytest.mark.parametrize("state", ConsentState)
def test_only_a_no_of_hers_stops_a_claim_and_never_that_of_a_prosecutor(state):
    check_claim(WhoClaims.BY_LAW, state)
    for who in ("", WhoClaims.IN_HER_NAME):
        if state not in NO:
            check_claim(who, state)
            continue
        with pytest.raises(BadInput) as mistake:
            check_claim(who, state)
        assert mistake.value.where == "claimed_by"
