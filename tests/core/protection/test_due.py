"""What is due in a case: from dated records, events and clocks."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.calendars.births import born_when_aged
from fanal.core.calendars.intervals import Interval
from fanal.core.casework.whose_consent import consent_age
from fanal.core.protection.codes import RiskEvent, RiskLevel
from fanal.core.protection.due import ProtectionStep, due_in, due_soon, period_ends
from fanal.core.protection.events import unsettled_in
from fanal.core.protection.facts import CaseFacts, Happened, Recorded, Subject
from fanal.core.protection.kinds import RecordKind
from fanal.web.words import translated

HER = UUID(int=1)
OPENED = date(2026, 3, 2)
TODAY = date(2026, 11, 27)
DAYS = st.dates(OPENED, date(2027, 12, 31))
LEVELS = st.sampled_from([level.value for level in RiskLevel])


def aged(youngest, oldest=None, **more):
    born = born_when_aged(youngest, oldest or youngest, on=TODAY)
    return Subject(HER, consent_age(born, TODAY), **more)


WOMAN = aged(24)


def wrote(kind, on=TODAY, due=None, **codes):
    return Recorded(RecordKind(kind), on, due, HER, codes, key=uuid4())


def facts(*records, who=WOMAN, country="KH", events=(), **more):
    more["events"] = tuple(Happened(*one) for one in events)
    return CaseFacts(OPENED, country, (who,), records, **more)


def due(facts, step, today=TODAY):
    return next((one for one in due_in(facts, today) if one.step is step), None)


def why(one):
    return translated(one.why)


def test_a_child_is_called_one_and_who_may_be_one_is_not():
    asked = [
        why(due(facts(who=who), ProtectionStep.BEST_INTERESTS)) for who in (aged(15), aged(15, 19))
    ]
    assert asked == [
        "she is a child, and nobody has assessed it",
        "she may be a child, and nobody has assessed it",
    ]


def test_a_small_child_is_asked_nothing_and_who_cares_for_it_is():
    said = {
        age: {str(one.sentence()) for one in due_in(facts(who=aged(age), country="TH"), TODAY)}
        for age in (0, 7)
    }
    assert "explain to who cares for this child what we must report" in said[0]
    assert "explain to her what we must report" in said[7]
    in_danger = facts(who=aged(0, danger_since=TODAY))
    plan = due(in_danger, ProtectionStep.SAFETY_PLAN)
    assert str(plan.sentence()) == "make a safety plan with who cares for this child"
    assert str(due(in_danger, ProtectionStep.RISK).sentence()) == "assess the risk"


# ── Risk ─────────────────────────────────────────────────────────────────────
def test_a_new_case_asks_for_a_first_look_within_a_week():
    assert due(facts(), ProtectionStep.RISK).by == OPENED + timedelta(days=7)


@pytest.mark.parametrize(
    ("level", "days"), [("immediate", 1), ("high", 7), ("medium", 30), ("low", 90)]
)
def test_the_level_says_when_it_is_looked_at_again(level, days):
    looked = wrote("risk", level=level)
    assert due(facts(looked), ProtectionStep.RISK).by == TODAY + timedelta(days=days)


def test_the_day_that_somebody_set_comes_before_the_clock():
    looked = wrote("risk", due=date(2026, 12, 1), level="low")
    assert due(facts(looked), ProtectionStep.RISK).by == date(2026, 12, 1)


def test_a_day_in_court_asks_before_it_comes_and_once_it_has_come():
    court = wrote("event", on=date(2027, 1, 20), event="court_date")
    before = facts(wrote("risk", level="low"), court)
    assert due(before, ProtectionStep.RISK).by == date(2027, 1, 6)
    after = facts(wrote("risk", on=date(2027, 1, 10), level="low"), court)
    assert due(after, ProtectionStep.RISK, date(2027, 1, 21)).by == date(2027, 1, 21)
    assert "day in court" in why(due(after, ProtectionStep.RISK, date(2027, 1, 21)))


def test_a_suspect_who_was_released_asks_at_once():
    out = wrote("event", on=date(2026, 11, 25), event="release")
    old = wrote("risk", on=date(2026, 11, 1), level="low")
    assert due(facts(old, out), ProtectionStep.RISK).by <= TODAY


def test_a_look_after_the_event_answers_it():
    out = wrote("event", on=date(2026, 11, 20), event="release")
    looked = wrote("risk", on=date(2026, 11, 21), level="medium")
    assert due(facts(looked, out), ProtectionStep.RISK).by == date(2026, 12, 21)


def test_what_is_learned_on_the_day_of_a_look_after_it_asks_for_another():
    looked = wrote("risk", on=TODAY, level="low")
    out = wrote("event", on=TODAY, event="release")
    assert due(facts(looked, out), ProtectionStep.RISK).by == TODAY + timedelta(days=1)
    assert due(facts(out, looked), ProtectionStep.RISK).by > TODAY + timedelta(days=1)
    for_it = wrote("risk", on=TODAY, level="low", because="release")
    assert due(facts(for_it, out), ProtectionStep.RISK).by > TODAY + timedelta(days=1)


def test_a_new_danger_asks_on_its_day():
    who = aged(24, danger_since=date(2026, 11, 26))
    looked = wrote("risk", on=date(2026, 11, 20), level="low")
    found = due(facts(looked, who=who), ProtectionStep.RISK)
    assert found.by == date(2026, 11, 26)
    assert "new danger" in why(found)


def test_turning_eighteen_is_prepared_a_year_ahead():
    """She is seventeen, or will be within a year: the first day on which she may be of age."""
    girl = aged(16)
    looked = wrote("risk", on=OPENED, due=date(2030, 1, 1), level="low")
    found = due(facts(looked, who=girl), ProtectionStep.RISK)
    assert girl.eighteen == date(2027, 11, 28)
    assert found.by == date(2026, 11, 28)
    assert "turning eighteen" in why(found)


def test_and_looked_at_again_on_the_day_after():
    girl = aged(17)
    looked = wrote("risk", on=OPENED, due=date(2030, 1, 1), level="low")
    assert girl.eighteen == date(2026, 11, 28)
    assert due(facts(looked, who=girl), ProtectionStep.RISK).by == date(2026, 11, 29)


def test_who_was_of_age_when_the_case_was_opened_never_turns_eighteen_in_it():
    looked = wrote("risk", on=OPENED, due=date(2030, 1, 1), level="low")
    assert due(facts(looked), ProtectionStep.RISK).by == date(2030, 1, 1)


# ── Recovery and reflection ──────────────────────────────────────────────────
def test_a_presumed_victim_is_offered_a_period():
    assert due(facts(), ProtectionStep.RECOVERY) is None
    assert due(facts(presumed=True), ProtectionStep.RECOVERY).by == OPENED + timedelta(days=7)


def test_a_period_runs_as_long_as_the_country_says_and_is_talked_of_before_it_ends():
    taken = wrote("recovery", decision="takes", country="TH")
    assert period_ends(taken) == TODAY + timedelta(days=45)
    assert due(facts(taken), ProtectionStep.RECOVERY).by == TODAY + timedelta(days=38)


def test_a_period_that_is_shorter_than_its_warning_asks_on_its_first_day():
    taken = wrote("recovery", due=TODAY + timedelta(days=2), decision="takes", country="TH")
    assert due(facts(taken), ProtectionStep.RECOVERY).by == TODAY


@pytest.mark.parametrize("decision", ["declined", "no_period", "ended"])
def test_what_she_decided_is_not_asked_again(decision):
    assert (
        due(facts(wrote("recovery", decision=decision), presumed=True), ProtectionStep.RECOVERY)
        is None
    )


# ── Best interests ───────────────────────────────────────────────────────────
@pytest.mark.parametrize("who", [aged(15), aged(17, 19), Subject(HER)])
def test_whoever_may_be_a_child_is_assessed_within_a_week(who):
    assert due(facts(who=who), ProtectionStep.BEST_INTERESTS).by == OPENED + timedelta(days=7)


def test_a_grown_woman_is_not():
    assert due(facts(), ProtectionStep.BEST_INTERESTS) is None


def test_of_whose_age_nobody_reads_nothing_is_asked_that_hangs_on_it():
    who = Subject(HER, age=None)
    steps = {one.step for one in due_in(facts(who=who, country="TH"), TODAY)}
    assert steps == {ProtectionStep.RISK, ProtectionStep.REVIEW}


def test_an_assessment_asks_for_two_who_decide():
    done = wrote("best_interests", on=date(2026, 11, 20))
    girl = aged(15)
    assert due(facts(done, who=girl), ProtectionStep.DETERMINATION).by == TODAY
    decided = facts(done, who=girl, decided=frozenset({done.key}))
    assert due(decided, ProtectionStep.DETERMINATION) is None
    assert due(decided, ProtectionStep.BEST_INTERESTS).by == date(2027, 2, 20)


# ── Safety plan, duty, review ────────────────────────────────────────────────
def test_a_plan_is_asked_for_from_a_medium_risk_on():
    assert due(facts(wrote("risk", level="low")), ProtectionStep.SAFETY_PLAN) is None
    assert due(facts(wrote("risk", level="medium")), ProtectionStep.SAFETY_PLAN).by == TODAY
    plan = wrote("safety_plan")
    assert due(facts(plan), ProtectionStep.SAFETY_PLAN).by == TODAY + timedelta(days=30)


def test_whoever_is_in_danger_needs_a_plan():
    who = aged(24, danger_since=date(2026, 11, 26))
    assert due(facts(who=who), ProtectionStep.SAFETY_PLAN).by == date(2026, 11, 26)


def test_what_must_be_reported_is_explained_to_her_once():
    girl = aged(15)
    assert due(facts(who=girl, country="TH"), ProtectionStep.DUTY).by == OPENED
    not_yet = wrote("duty", explained="no")
    assert due(facts(not_yet, who=girl, country="TH"), ProtectionStep.DUTY)
    told = wrote("duty", explained="yes")
    assert due(facts(told, who=girl, country="TH"), ProtectionStep.DUTY) is None
    assert (
        due(facts(country="TH"), ProtectionStep.DUTY) is None
    )  # of a woman the Thai act says nothing
    assert due(facts(country="FR"), ProtectionStep.DUTY)


def test_a_case_is_reviewed_every_three_months():
    assert due(facts(), ProtectionStep.REVIEW).by == date(2026, 6, 2)
    held = Recorded(RecordKind.REVIEW, TODAY, None, None, {"form": "review"})
    assert due(facts(held), ProtectionStep.REVIEW).by == date(2027, 2, 27)


# ── After closing ────────────────────────────────────────────────────────────
CLOSED = date(2026, 3, 31)


def closed(*records, **more):
    return facts(*records, closed_on=CLOSED, **more)


def test_a_closed_case_asks_only_how_she_is():
    assert [one.step for one in due_in(closed(), TODAY)] == [ProtectionStep.FOLLOW_UP]
    assert due(closed(), ProtectionStep.FOLLOW_UP).by == date(2026, 9, 30)


def test_who_was_reached_is_asked_at_the_next_wave():
    heard = wrote("follow_up", on=date(2026, 9, 25), reached="reached", safe="yes")
    assert due(closed(heard), ProtectionStep.FOLLOW_UP).by == date(2027, 3, 31)


def test_what_nobody_asked_for_years_is_asked_no_more():
    """The last wave, three years after, stays due for one."""
    assert due(closed(), ProtectionStep.FOLLOW_UP, date(2030, 3, 30)).by == date(2029, 3, 31)
    assert due_in(closed(), date(2030, 3, 31)) == []


def test_who_was_not_reached_stays_due():
    tried = wrote("follow_up", on=date(2026, 9, 25), reached="not_reached")
    assert due(closed(tried), ProtectionStep.FOLLOW_UP).by == date(2026, 9, 30)


@pytest.mark.parametrize(
    "record",
    [
        wrote("follow_up", reached="refused"),
        wrote("follow_up", reached="died"),
        wrote("follow_up", reached="reached", wants_contact="no"),
        wrote("closing", on=date(2026, 3, 30), wants_contact="no"),
    ],
)
def test_who_wants_no_more_is_left_alone_from_that_day(record):
    assert due_in(closed(record), TODAY) == []


def test_her_consent_decides_and_a_word_of_before_where_there_is_none():
    said_no = wrote("closing", on=date(2026, 3, 30), wants_contact="no")
    assert due_in(replace(closed(), contact={HER: False}), TODAY) == []
    assert due_in(replace(closed(said_no), contact={HER: True}), TODAY) != []
    assert due_in(replace(closed(), contact={UUID(int=2): False}), TODAY) != []


def test_who_is_not_safe_after_closing_asks_for_the_case_to_be_opened():
    heard = wrote("follow_up", reached="reached", safe="no", wants_contact="no")
    assert [one.step for one in due_in(closed(heard), TODAY)] == [ProtectionStep.REOPEN]


# ── Properties ───────────────────────────────────────────────────────────────
@given(DAYS, LEVELS, DAYS)
def test_an_open_case_always_has_a_next_look_and_a_next_review(day, level, today):
    found = due_in(facts(wrote("risk", on=day, level=level)), today)
    assert {ProtectionStep.RISK, ProtectionStep.REVIEW} <= {one.step for one in found}


@given(DAYS, LEVELS, DAYS, st.sampled_from(list(RiskEvent)))
def test_an_event_since_the_last_look_is_never_left_out(looked, level, happened, event):
    """The next look is on the day after at the latest, whatever was set before."""
    last = wrote("risk", on=looked, due=date(2099, 1, 1), level=level)
    found = due(facts(last, wrote("event", on=happened, event=event.value)), ProtectionStep.RISK)
    if happened >= looked:
        assert found.by <= happened + timedelta(days=1)
    else:
        assert found.by == date(2099, 1, 1)


@given(DAYS, DAYS, LEVELS, st.sampled_from(list(RiskEvent)))
def test_an_event_brings_the_next_look_never_later(looked, happened, level, event):
    last = wrote("risk", on=looked, level=level)
    without = due(facts(last), ProtectionStep.RISK).by
    assert (
        due(facts(last, wrote("event", on=happened, event=event.value)), ProtectionStep.RISK).by
        <= without
    )


@given(DAYS, DAYS, st.sampled_from(["risk", "safety_plan", "best_interests", "review"]))
def test_what_was_done_is_due_again_only_later(first, second, kind):
    who = aged(15)
    early, late = sorted((first, second))
    step = ProtectionStep(kind)
    some, more = wrote(kind, on=early, level="high"), wrote(kind, on=late, level="high")
    one = due(facts(some, who=who, country="KH"), step, today=early)
    two = due(facts(some, more, who=who, country="KH"), step, today=late)
    if kind != "risk":  # of a risk a birthday may ask sooner
        assert one.by <= two.by
        assert two.by > late


@given(DAYS, DAYS)
def test_what_is_late_stays_late_until_somebody_does_it(today, later):
    """Until she is of age, nothing that waits goes by itself."""
    if later < today:
        return
    now = {one.step for one in due_in(facts(presumed=True, country="FR"), today)}
    then = {one.step for one in due_in(facts(presumed=True, country="FR"), later)}
    assert now <= then


@given(st.lists(st.tuples(DAYS, st.sampled_from(["reached", "not_reached"])), max_size=6), DAYS)
def test_a_wave_is_never_asked_twice_of_who_was_reached_in_it(done, today):
    records = [wrote("follow_up", on=day, reached=answer) for day, answer in done if day >= CLOSED]
    found = due(closed(*records), ProtectionStep.FOLLOW_UP, today)
    if found:
        window = timedelta(days=30)
        assert not any(
            record.codes["reached"] == "reached" and found.by - window <= record.on <= found.by
            for record in records
        )


def test_the_first_screen_has_what_is_late_or_due_within_a_week():
    steps = due_in(facts(wrote("risk", level="high"), wrote("safety_plan")), TODAY)
    assert {one.step for one in due_soon(steps, TODAY)} == {
        ProtectionStep.RISK,
        ProtectionStep.REVIEW,
    }
    assert due(facts(), ProtectionStep.REVIEW).days_late(TODAY) == (TODAY - date(2026, 6, 2)).days


def test_a_level_that_nobody_knows_counts_as_high():
    assert due(facts(wrote("risk")), ProtectionStep.RISK).by == TODAY + timedelta(days=7)


def test_a_hearing_and_the_end_of_a_journey_ask_wherever_they_stand():
    looked = wrote("risk", on=date(2026, 11, 20), level="low")
    court = facts(looked, events=((RiskEvent.COURT_DATE, date(2026, 12, 10)),))
    assert due(court, ProtectionStep.RISK).by == date(2026, 11, 26)
    home = facts(looked, events=((RiskEvent.RETURN, date(2026, 11, 25)),))
    assert due(home, ProtectionStep.RISK).by == date(2026, 11, 26)


def test_nobody_is_late_with_what_was_due_before_there_was_a_case():
    """The hearing is in eight days, the look before it in fourteen: it is due at once."""
    soon = facts(events=((RiskEvent.COURT_DATE, OPENED + timedelta(days=8)),))
    asked = due(soon, ProtectionStep.RISK, OPENED)
    assert (asked.by, asked.days_late(OPENED)) == (OPENED, 0)
    assert asked.event is RiskEvent.COURT_DATE


def test_a_child_that_was_born_since_the_case_was_opened_is_a_child():
    """A surrogate's newborn: not yet born on the day on which the case begins."""
    born = born_when_aged(0, 0, on=TODAY)
    baby = Subject(HER, consent_age(Interval(date(2026, 11, 20), born.latest), TODAY))
    found = {one.step for one in due_in(facts(who=baby), TODAY)}
    assert ProtectionStep.BEST_INTERESTS in found


AGAIN = TODAY - timedelta(days=1)


def test_what_was_never_done_counts_from_the_day_on_which_the_case_was_opened_again():
    since = facts(who=aged(15), presumed=True, reopened_on=AGAIN)
    late = {one.step: one.days_late(TODAY) for one in due_in(since, TODAY)}
    assert late.pop(ProtectionStep.DUTY, 0) <= 1
    assert set(late) >= {ProtectionStep.RISK, ProtectionStep.RECOVERY, ProtectionStep.REVIEW}
    assert set(late.values()) == {0}
    assert due(since, ProtectionStep.RISK).by == AGAIN + timedelta(days=7)


@pytest.mark.parametrize(
    ("record", "step", "by"),
    [
        (wrote("risk", OPENED, level="low"), ProtectionStep.RISK, AGAIN + timedelta(days=7)),
        (wrote("safety_plan", OPENED), ProtectionStep.SAFETY_PLAN, AGAIN + timedelta(days=7)),
        (wrote("review", OPENED), ProtectionStep.REVIEW, date(2027, 2, 26)),
        (wrote("review", OPENED, due=AGAIN), ProtectionStep.REVIEW, AGAIN),
        (wrote("review", AGAIN), ProtectionStep.REVIEW, date(2027, 2, 26)),
        (wrote("risk", TODAY, level="low"), ProtectionStep.RISK, None),
        (
            wrote("recovery", OPENED, decision="takes", country="TH"),
            ProtectionStep.RECOVERY,
            AGAIN,
        ),
    ],
)
def test_what_fell_due_while_it_was_closed_is_due_as_in_a_new_case(record, step, by):
    before, since = due(facts(record), step), due(facts(record, reopened_on=AGAIN), step)
    assert since.by == (by or before.by)
    assert translated(since.why) == translated(before.why), "what was done stays done"


def test_danger_is_looked_at_on_the_day_of_reopening():
    who = aged(24, danger_since=OPENED)
    since = facts(wrote("risk", OPENED - timedelta(days=1)), who=who, reopened_on=AGAIN)
    assert due(since, ProtectionStep.RISK).by == AGAIN
    assert due(since, ProtectionStep.SAFETY_PLAN).by == AGAIN


def unsettled(facts, today=TODAY):
    found = unsettled_in(facts, today)
    return {person: look.event for person, look in found.items()}


def test_a_day_in_court_of_before_does_not_hide_that_a_suspect_is_free():
    looked = wrote("risk", on=date(2026, 9, 1), level="low", due=date(2026, 12, 20))
    court = RiskEvent.COURT_DATE, date(2026, 11, 10)
    free = RiskEvent.RELEASE, date(2026, 11, 20)
    found = due(facts(looked, events=(court, free)), ProtectionStep.RISK)
    assert found.event is RiskEvent.RELEASE
    assert why(found).startswith("a suspect is free")
    assert "a day in court" in why(found)
    assert found.by < date(2026, 11, 10)


def test_who_is_released_on_a_day_to_come_is_no_more_than_a_day_known_ahead():
    looked = wrote("risk", on=date(2026, 9, 1), level="low", due=date(2026, 12, 20))
    court = RiskEvent.COURT_DATE, date(2026, 11, 10)
    will_be = RiskEvent.RELEASE, TODAY + timedelta(days=2)
    found = due(facts(looked, events=(court, will_be)), ProtectionStep.RISK)
    assert why(found).startswith("a day in court")
    assert not unsettled(facts(looked, events=(will_be,)))


LATELY = date(2026, 11, 10)


@pytest.mark.parametrize("event", [RiskEvent.RELEASE, RiskEvent.UNTRUSTED])
def test_what_happens_after_the_closing_asks_for_a_look(event):
    looked = wrote("risk", on=date(2026, 11, 1), level="low")
    case = facts(looked, events=((event, LATELY + timedelta(days=3)),), closed_on=LATELY)
    assert due(case, ProtectionStep.RISK).event is event
    assert unsettled(case) == {HER: event}


def test_pressure_after_the_closing_asks_for_a_look():
    pressed = wrote("pressure", on=LATELY + timedelta(days=3), how="money")
    case = facts(wrote("risk", on=LATELY, level="low"), pressed, closed_on=LATELY)
    assert due(case, ProtectionStep.RISK).event is RiskEvent.PRESSURE


def test_what_nobody_looked_at_before_the_closing_is_not_due_and_stays_a_doubt():
    looked = wrote("risk", on=date(2026, 10, 1), level="low")
    free = RiskEvent.RELEASE, date(2026, 11, 3)
    case = facts(looked, events=(free,), closed_on=LATELY)
    assert due(case, ProtectionStep.RISK) is None
    assert unsettled(case) == {HER: RiskEvent.RELEASE}


def test_a_look_at_one_of_two_says_nothing_of_the_other():
    other = UUID(int=2)
    hers = wrote("risk", on=TODAY, level="low", because="release")
    two = replace(
        facts(hers, events=((RiskEvent.RELEASE, TODAY),)), subjects=(WOMAN, Subject(other))
    )
    assert unsettled(two) == {other: RiskEvent.RELEASE}


def test_a_look_on_the_day_of_the_release_that_was_not_for_it_is_no_answer():
    """The order of one day is not known."""
    looked = wrote("risk", on=TODAY, level="low")
    assert unsettled(facts(looked, wrote("event", on=TODAY, event="release"))) == {HER: "release"}
    assert unsettled(facts(looked, events=((RiskEvent.RELEASE, TODAY),))) == {HER: "release"}
    assert not unsettled(facts(wrote("event", on=TODAY, event="release"), looked))


def test_what_was_learned_after_the_look_asks_for_another_though_its_day_was_before():
    looked = wrote("risk", on=date(2026, 11, 24), level="low")
    free, learned = date(2026, 11, 20), date(2026, 11, 26)
    late = facts(looked, events=((RiskEvent.RELEASE, free, learned),))
    look = unsettled_in(late, TODAY)[HER]
    assert look.on == learned
    assert translated(look.why).endswith("20 Nov 2026, written down on 26 Nov 2026")
    assert due(late, ProtectionStep.RISK).event is RiskEvent.RELEASE
    assert not unsettled(facts(looked, events=((RiskEvent.RELEASE, free, free),)))
    pressed = replace(wrote("pressure", on=free, how="money"), written=learned)
    assert unsettled(facts(looked, pressed)) == {HER: RiskEvent.PRESSURE}
    assert not unsettled(facts(pressed, looked))


def test_a_day_in_court_that_was_written_down_late_asks_for_nothing_more():
    looked = wrote("risk", on=date(2026, 11, 24), level="low")
    court = wrote("event", on=date(2026, 11, 20), event="court_date")
    assert due(facts(looked, court), ProtectionStep.RISK).event is None
