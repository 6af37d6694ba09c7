from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanal.core.calendars import (
    AgeInterval,
    BirthClaim,
    BirthSource,
    Interval,
    Minority,
    PartialDate,
    age_at,
    born_when_aged,
    minority,
    weigh,
)
from fanal.core.calendars.ages import whole_years
from fanal.core.calendars.births import claim
from fanal.core.errors import BadInput

days = st.dates(date(1950, 1, 1), date(2030, 12, 31))
intervals = st.tuples(days, days).map(lambda two: Interval(min(two), max(two)))
claims = st.builds(BirthClaim, st.sampled_from(BirthSource), intervals)
RAID = date(2011, 12, 14)


def day(text):
    return date.fromisoformat(text)


def on(text):
    return Interval(day(text), day(text))


@pytest.mark.parametrize(
    ("born", "at", "years"),
    [
        ("1993-12-15", "2011-12-14", 17),
        ("1993-12-14", "2011-12-14", 18),
        ("1996-02-29", "2014-02-28", 17),
        ("1996-02-29", "2014-03-01", 18),
        ("2011-12-14", "2011-12-14", 0),
    ],
)
def test_a_year_is_complete_on_the_birthday(born, at, years):
    assert whole_years(day(born), day(at)) == years


@pytest.mark.parametrize(
    ("age", "answer"),
    [
        (AgeInterval(17, 17), Minority.CHILD),
        (AgeInterval(18, 18), Minority.ADULT),
        (AgeInterval(17, 18), Minority.TREAT_AS_CHILD),
        (AgeInterval(14, 30), Minority.TREAT_AS_CHILD),
        (None, Minority.NOT_KNOWN),
    ],
)
def test_in_doubt_she_is_treated_as_a_child(age, answer):
    assert minority(age) is answer


def test_only_an_adult_shown_to_be_one_loses_the_rules_for_children():
    assert [m for m in Minority if m.protected_as_child] == [
        Minority.CHILD,
        Minority.TREAT_AS_CHILD,
    ]


@given(intervals, days, st.data())
def test_the_age_interval_holds_the_age_of_every_possible_birth(born, at, data):
    if born.earliest > at:
        with pytest.raises(BadInput, match="birth"):
            age_at(born, at)
        return
    age = age_at(born, at)
    birth = data.draw(st.dates(born.earliest, min(born.latest, at)))
    assert age.youngest <= whole_years(birth, at) <= age.oldest


@given(intervals, days, intervals)
def test_knowing_less_never_makes_a_child_an_adult(born, at, more):
    wide = Interval(min(born.earliest, more.earliest), max(born.latest, more.latest))
    if born.earliest > at:
        return
    narrow, wider = minority(age_at(born, at)), minority(age_at(wide, at))
    assert not (narrow.protected_as_child and wider is Minority.ADULT)


@given(st.integers(0, 60), st.integers(0, 20), days)
def test_an_age_said_on_a_day_is_that_age_on_that_day(youngest, more, at):
    born = born_when_aged(youngest, youngest + more, on=at)
    assert age_at(born, at) == AgeInterval(youngest, youngest + more)


@pytest.mark.parametrize("ages", [(-1, 3), (9, 8), (100, 121)])
def test_an_age_nobody_has_is_refused(ages):
    with pytest.raises(BadInput, match="age"):
        born_when_aged(*ages, on=RAID)


def test_a_birth_in_the_future_is_refused():
    with pytest.raises(BadInput, match="born"):
        claim(BirthSource.PASSPORT, PartialDate(2012), today=RAID)


def test_a_birth_this_year_ends_today():
    assert claim(BirthSource.FAMILY, PartialDate(2011), today=RAID).born.latest == RAID


def test_passport_and_census_that_differ_are_a_conflict_and_the_age_spans_both():
    passport = BirthClaim(BirthSource.PASSPORT, on("1991-05-02"))
    census = BirthClaim(BirthSource.CENSUS, on("1995-05-02"))
    birth = weigh([passport, census])
    assert not birth.agreed
    assert birth.age_at(RAID) == AgeInterval(16, 20)
    assert minority(birth.age_at(RAID)) is Minority.TREAT_AS_CHILD
    assert [str(s) for s in birth.sentences()] == ["census and passport do not agree"]


def test_sources_that_agree_narrow_each_other():
    birth = weigh(
        [
            BirthClaim(BirthSource.HERSELF, PartialDate(1995).interval),
            BirthClaim(BirthSource.CENSUS, PartialDate(1995, 5).interval),
        ]
    )
    assert birth.agreed
    assert birth.born == PartialDate(1995, 5).interval


def test_nothing_said_is_no_age():
    assert weigh([]).age_at(RAID) is None


@given(st.lists(claims, max_size=5), claims)
def test_one_more_source_in_conflict_never_hides_a_conflict(known, another):
    before, after = weigh(known), weigh([*known, another])
    assert set(before.conflicts) <= set(after.conflicts)


@given(st.lists(claims, min_size=1, max_size=5), st.randoms())
def test_the_order_of_the_sources_does_not_matter(known, random):
    shuffled = list(known)
    random.shuffle(shuffled)
    assert weigh(shuffled).born == weigh(known).born


def test_every_source_and_answer_has_its_words():
    assert all(str(source.sentence()) for source in BirthSource)
    assert all(str(answer.sentence()) for answer in Minority)
    assert str(AgeInterval(16, 20).sentence()) == "16 to 20 years"
    assert str(AgeInterval(16, 16).sentence()) == "16 years"
    infants = [AgeInterval(0, 0), AgeInterval(0, 1), AgeInterval(1, 1)]
    said = ["under 1 year", "under 2 years", "1 year"]
    assert [str(infant.sentence()) for infant in infants] == said
