"""Two figures are no figure of what lies between them: their difference is nobody, or twenty people."""

import json
from datetime import date
from itertools import combinations

import pytest
from django.urls import reverse

from fanal.core.errors import BadInput
from fanal.figures import actions, queries
from fanal.figures.models import CodedLink, Snapshot
from fanal.sealed.columns import as_written
from tests.figures.test_figures import CHOICES, ENGLISH, KNOWN, defined, known

ONE = 900  # Bouakham, whom the police met in April, when nobody else was met
APRIL = {"month": date(2025, 4, 9)}


@pytest.fixture
def _sixty_one_in_march(cast):
    groups = [[source] for source, many in KNOWN.items() for _ in range(many)]
    groups += [list(pair) for pair in combinations(KNOWN, 2) for _ in range(8)]
    noted = [known(n, source) for n, sources in enumerate(groups, 1) for source in sources]
    actions.note_links(links=noted, by=cast.duc)


pytestmark = pytest.mark.usefixtures("_sixty_one_in_march")


def estimated(cast, study=None, **more):
    study = study or defined(cast, **more)
    actions.register(study=study, by=cast.duc)
    study.refresh_from_db()
    return actions.estimate(study=study, by=cast.duc)


def counts(snapshot):
    return dict(snapshot.parsed["counts"])


def test_a_month_more_with_one_person_in_it_is_refused(cast):
    """Else one number less the other is she: where, when, and by whom she was seen."""
    actions.note_links(links=[known(ONE, "police", **APRIL)], by=cast.duc)
    first = estimated(cast, title="To March", ends=date(2025, 3, 31))
    with pytest.raises(BadInput) as refusal:
        estimated(cast, ends=date(2025, 4, 30))
    assert "fewer than" in str(refusal.value.why)
    assert [row.id for row in Snapshot.objects.all()] == [first.id]


@pytest.mark.parametrize("people", [0, 1, 19])
def test_a_month_more_says_the_same_of_nobody_and_of_nineteen(cast, people):
    links = [known(ONE + n, "police", **APRIL) for n in range(people)]
    actions.note_links(links=links, by=cast.duc)
    estimated(cast, title="To March", ends=date(2025, 3, 31))
    study = defined(cast, ends=date(2025, 4, 30))
    client = cast.client(cast.duc, headers=ENGLISH)
    page = client.get(reverse("figures:study", args=[study.id])).text
    assert "Fewer than 20 people are between these lists and the estimate “To March”" in page


def test_twenty_people_more_are_a_figure_of_their_own(cast):
    links = [known(ONE + n, "police", **APRIL) for n in range(20)]
    actions.note_links(links=links, by=cast.duc)
    first = estimated(cast, ends=date(2025, 3, 31))
    second = estimated(cast, ends=date(2025, 4, 30))
    assert second.parsed["figures"]["n"] == first.parsed["figures"]["n"] + 20


def test_another_year_of_other_people_is_not_near(cast):
    may = {"month": date(2024, 5, 1)}
    links = [known(ONE + n, one, **may) for n, one in enumerate([*KNOWN] * 8)]
    actions.note_links(
        links=[*links, *(known(ONE + n, "court", **may) for n in range(8))], by=cast.duc
    )
    first = estimated(cast)
    last_year = estimated(cast, begins=date(2024, 1, 1), ends=date(2024, 12, 31))
    assert (first.parsed["figures"]["n"], last_year.parsed["figures"]["n"]) == (61, 24)


def test_two_who_ask_at_the_same_time_do_not_get_both_numbers(cast):
    """Each looked before the other was kept: the second look is under a lock."""
    actions.note_links(links=[known(ONE, "police", **APRIL)], by=cast.duc)
    first, second = defined(cast, ends=date(2025, 3, 31)), defined(cast)
    asked = [queries.counted_for(study) for study in (first, second)]
    actions.freeze(first, asked[0], CHOICES, "one", cast.duc)
    with pytest.raises(BadInput, match="fewer than"):
        actions.freeze(second, asked[1], CHOICES, "two", cast.duc)
    assert Snapshot.objects.count() == 1


def test_the_numbers_of_a_study_stand_still_until_twenty_people_moved(cast):
    study = defined(cast)
    first = estimated(cast, study)
    actions.note_links(links=[known(ONE, "police")], by=cast.duc)
    assert estimated(cast, study) == first
    other = actions.estimate(study=study, by=cast.duc, choices=CHOICES | {"seed": 7})
    assert counts(other) == counts(first)
    actions.note_links(links=[known(ONE + n, "court") for n in range(1, 20)], by=cast.duc)
    assert sum(counts(estimated(cast, study)).values()) == sum(counts(first).values()) + 20


def test_one_person_who_is_met_by_another_source_does_not_show(cast):
    study = defined(cast)
    first = estimated(cast, study)
    actions.note_links(links=[known(1, "police")], by=cast.duc)  # the hotline knew her alone
    assert estimated(cast, study) == first


def test_one_who_takes_her_yes_back_is_not_the_difference_of_two_numbers(cast):
    study = defined(cast)
    first = estimated(cast, study)
    CodedLink.objects.filter(id=CodedLink.objects.first().id).delete()
    assert estimated(cast, study) == first


def test_one_list_more_over_the_same_people_is_a_finer_table_of_them(cast):
    """Which lists an analyst takes is no way to a person: a table shows its small cells anyway."""
    two = {"Hotline": ["hotline"], "Police": ["police"]}
    assert estimated(cast, lists=two)
    assert estimated(cast)
    assert estimated(cast, lists={"Court": ["court"], "Police": ["police"]})


def somebody_comes(cast):
    actions.note_links(links=[known(ONE, "police"), known(ONE, "hotline")], by=cast.duc)


@pytest.mark.parametrize(
    "lists",
    [
        {"Police": ["police"], "Court": ["court"], "Hotline": ["hotline"]},
        {"Hotline": ["hotline"], "Police": ["police"]},
        {"NGO": ["hotline", "court"], "Police": ["police"]},
    ],
)
def test_on_friday_a_study_whose_lists_are_those_of_mondays_counts_who_was_on_them(cast, lists):
    """Its table is worked out of the one that was shown: it tells nothing new, nor that she came."""
    estimated(cast, title="Monday")
    study = defined(cast, lists=lists)
    then = queries.table_of(queries.counted_for(study), study)
    somebody_comes(cast)
    assert counts(estimated(cast, study)) == then.counts


def test_on_friday_a_finer_table_than_mondays_is_refused(cast):
    """Where she is on lists that were not told apart on Monday, nobody can say who was on them."""
    estimated(cast, lists={"Hotline": ["hotline"], "Police": ["police"]})
    somebody_comes(cast)
    with pytest.raises(BadInput, match="fewer than"):
        estimated(cast)


def test_one_list_more_does_not_hide_a_month_more(cast):
    actions.note_links(links=[known(ONE, "police", **APRIL)], by=cast.duc)
    estimated(cast, lists={"A": ["hotline"], "B": ["police"]}, ends=date(2025, 3, 31))
    with pytest.raises(BadInput, match="fewer than"):
        estimated(cast, ends=date(2025, 4, 30))


def test_the_page_of_a_study_shows_no_number_before_an_estimate(cast):
    """It would be a second number beside each estimate, of whichever month one likes."""
    study = defined(cast)
    page = (
        cast.client(cast.duc, headers=ENGLISH).get(reverse("figures:study", args=[study.id])).text
    )
    assert "Hotline" in page
    assert 'data-label="People"' not in page


def test_an_estimate_of_before_is_compared_as_its_lists_count_today(cast):
    """What was made before people were noted beside it says of whom it is by its definition."""
    actions.note_links(links=[known(ONE, "police", **APRIL)], by=cast.duc)
    first = estimated(cast, ends=date(2025, 3, 31))
    Snapshot.objects.filter(id=first.id).update(**as_written(first, {"people": ""}))
    with pytest.raises(BadInput, match="fewer than"):
        estimated(cast, ends=date(2025, 4, 30))


def test_people_beside_an_estimate_are_neither_plain_nor_the_links(cast):
    snapshot = estimated(cast)
    noted = json.loads(snapshot.people)
    assert len(noted) == sum(counts(snapshot).values())
    assert not any(mark in link.fact for link in CodedLink.objects.all() for mark in noted)
