"""Whoever has the rates of all teams, and those of one or two leads, learns no small number of the
other teams."""

from itertools import combinations

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from fanal.accounts.access import teams_counted_together
from fanal.accounts.models import Team
from fanal.core.coded_facts.outcome_rates import FiveCounts
from fanal.core.number_pages.printed import CellState
from fanal.core.reintegration.codes import PromiseState
from fanal.core.thresholds import SMALLEST_COUNT
from fanal.reintegration.queries.plan_counts import CountedPlans, PlanCounts
from fanal.reintegration.queries.rates import RatesPage
from tests import files
from tests.reintegration.scene import DAY, begins, today, tried

FEW = range(1, SMALLEST_COUNT)
LEAST_POSSIBLE = 3  # numbers that a small one may be, for whoever has all the files
TEAMS = ("A", "B", "C")
N = st.integers(0, 9)
FIVE = st.builds(FiveCounts, *[N] * 6, unsaid=N)


@st.composite
def of_a_team(draw):
    wave = draw(FIVE)
    begun = wave.due + wave.not_due
    returns = draw(st.integers(0, begun))
    return PlanCounts(
        {6: wave},
        begun + draw(N),
        0,
        draw(N),
        draw(N),
        {PromiseState.KEPT: draw(N)},
        returns,
        draw(st.integers(0, returns)),
    )


def readers(teams):
    alone = [frozenset(one) for one in teams]
    return [*alone, *(one | other for one, other in combinations(alone, 2))]


def page_of(by_team, teams=TEAMS):
    """The page, and the file, of whoever may not read small numbers of these teams."""
    counted = CountedPlans({team: by_team[team] for team in teams}, [])
    known = [counted.of(those & {*teams}) for those in readers(TEAMS)]
    return RatesPage(False, counted.all, None, known)


def five_of(counts):
    return counts.wave(6).five


def possible(cell, own, left):
    """From what to what the number of the others lies by itself, for who knows of `own`."""
    if cell.state is CellState.SHOWN:
        return int(cell.value) - own, int(cell.value) - own
    if cell.state is CellState.FEW:
        return max(0, 1 - own), SMALLEST_COUNT - 1 - own
    return 0, left


def solved(cells, own, total):
    """What each may be for who knows how many all five are together."""
    each = [possible(cell, mine, total) for cell, mine in zip(cells, own, strict=True)]
    low, high = (sum(bounds) for bounds in zip(*each, strict=True))
    return [(max(a, total - (high - b)), min(b, total - (low - a))) for a, b in each]


def of_contacts(page):
    """Reached, said no, lost, died and not due after six months, as in the file."""
    return [one.in_file for one in page.numbers() if one.item == "6"][:5]


def lines_of(counts):
    """What a lead reads of her own, line by line."""
    return {
        ("plans", ""): counts.begun,
        ("first_day_not_known", ""): counts.unknown,
        ("said_no_to_figures", ""): counts.left_out,
        ("returns", ""): counts.returns,
        ("family_assessed_before", ""): counts.assessed,
        ("promises", "kept"): counts.promised(PromiseState.KEPT),
    }


@given(st.tuples(*[of_a_team()] * 3), st.sampled_from(readers(TEAMS)))
def test_no_small_number_is_had_from_the_house_and_what_two_leads_know(counts, reader):
    by_team = dict(zip(TEAMS, counts, strict=True))
    house, own = (CountedPlans(by_team, []).of(teams) for teams in (TEAMS, reader))
    cells = of_contacts(page_of(by_team))
    others = [n - mine for n, mine in zip(five_of(house), five_of(own), strict=True)]
    found = solved(cells[:5], five_of(own), sum(others))
    for n, (low, high) in zip(others, found, strict=True):
        assert low <= n <= high
        assert n not in FEW or high - low + 1 >= LEAST_POSSIBLE


@given(
    st.tuples(*[of_a_team()] * 3),
    st.sampled_from([TEAMS, ("A", "B")]),
    st.sampled_from(readers(TEAMS)),
)
def test_no_line_less_what_two_leads_know_is_a_small_number(counts, teams, reader):
    """Nor of the file of a lead of two teams less the page of the lead of one."""
    by_team = dict(zip(TEAMS, counts, strict=True))
    own = lines_of(CountedPlans(by_team, []).of({*reader} & {*teams}))
    for one in page_of(by_team, teams).numbers():
        mine = own.get((one.line.code, one.item))
        if mine is not None and one.in_file.state is CellState.SHOWN:
            assert one.in_file.value - mine not in FEW, one.line.code


@pytest.mark.django_db
def test_a_director_reads_no_number_that_less_a_leads_is_one_of_two_people(cast):
    """Six plans of the team in Bangkok and two of another: eight would tell those two."""
    for n in range(6):
        tried(
            cast, begins(cast, files.person(cast, [f"Her {n}"]), long_ago()), "reached", safe=True
        )
    others = {"by": cast.kham, "team": cast.vientiane}
    for n in range(2):
        tried(
            cast,
            begins(cast, files.person(cast, [f"She {n}"], **others), long_ago(), cast.kham),
            "reached",
            by=cast.kham,
            safe=True,
        )
    claire = files.browser(cast, cast.claire).get(reverse("reintegration:rates"))
    told = dict(map(str, row) for row in claire.context["page"].counts)
    assert told["Plans in each line"] == "not shown separately"
    assert "once the people of one team or two" in " ".join(claire.text.split())
    noi = files.browser(cast, cast.noi).get(reverse("reintegration:rates"))
    assert dict(map(str, row) for row in noi.context["page"].counts)["Plans in each line"] == "6"


def long_ago():
    return today() - 190 * DAY


@pytest.mark.django_db
def test_readers_are_each_team_each_lead_and_every_two_of_them(cast):
    teams = set(Team.objects.values_list("pk", flat=True))
    found = teams_counted_together()
    assert {frozenset([team]) for team in teams} <= found
    assert {frozenset(two) for two in combinations(teams, 2)} <= found
