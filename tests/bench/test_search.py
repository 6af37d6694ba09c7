"""Search through the application: how long it takes and how often she is among the first twenty."""

import time

import pytest

from fanal.people.search import nearest
from tests.bench.team_of_many import fill, population

pytestmark = pytest.mark.bench


def measured(cast, made, asked, **options):
    """CPU milliseconds of each search, and the shares found with the name alone and with all."""
    found, times = {False: 0, True: 0}, []
    for at, told in asked.items():
        for facts_too in found:
            ring, start = cast.ring(cast.sokha), time.process_time()
            more = told.asked(facts_too=facts_too) | options
            hits = nearest([told.name], by=cast.sokha, ring=ring, least=0, **more)
            times.append((time.process_time() - start) * 1000)
            found[facts_too] += any(hit.person.pk == made[at].pk for hit in hits)
    return sorted(times), {known: share / len(asked) for known, share in found.items()}


@pytest.mark.parametrize("count", [10_000])
def test_a_team_of_ten_thousand_is_searched_by_opening_every_row(cast, count):
    told, asked = population(count)
    made = fill(cast, told)
    times, found = measured(cast, made, dict(list(asked.items())[:60]))
    print(
        f"\nsearch in the application, {len(made)} people, every row opened: median"
        f" {times[len(times) // 2]:.0f} ms, in the first 20 by name and birth {found[False]:.3f},"
        f" with place, sex, nationality and telephone {found[True]:.3f}"
    )
    assert found[True] >= found[False]
