"""What the sealing adds to a page: at most 1 ms to open one case, 10 ms to a list of 50."""

from time import process_time
from uuid import uuid4

import pytest
from django.test.utils import CaptureQueriesContext

from fanal.core.sealing import records
from fanal.core.sealing.compartments import NARRATIVE
from fanal.core.sealing.records import RecordPlace
from fanal.keys.actions import create_folder
from fanal.keys.models import Grant
from fanal.keys.ring import Ring

ROUNDS = 20


def milliseconds(work, rounds=ROUNDS):
    """CPU time of the best of several rounds: other work on the machine is not ours."""
    best = 1e9
    for _ in range(rounds):
        start = process_time()
        work()
        best = min(best, process_time() - start)
    return best * 1000


def told(what, figure, goal):
    print(f"\n{what}: {figure:.2f} ms (goal {goal} ms)")
    assert figure <= goal


@pytest.fixture
def sealed(cast):
    folders, place = [uuid4() for _ in range(50)], RecordPlace("note", "1", "narrative", 1)
    blobs = {}
    for folder in folders:
        ring = create_folder(folder=folder, kind="case", team=cast.bangkok, by=cast.sokha)
        _, key = ring.newest_key(folder, NARRATIVE)
        blobs[folder] = [records.seal(key, place, b"x" * 2000) for _ in range(10)]
    return blobs, place


def crypto(ring, grants, blobs, place):
    """The sealing's part of a page: the grants are there, as rows fetched with the page."""
    for grant in grants:
        held = ring._opened(grant)
        for blob in blobs[grant.folder_id]:
            records.unseal(held[NARRATIVE, 1], place, blob)


@pytest.mark.bench
@pytest.mark.parametrize(("count", "goal", "notes"), [(1, 1, 10), (50, 10, 1)])
def test_what_sealing_adds_to_a_case_and_to_a_list(cast, sealed, count, goal, notes):
    blobs, place = sealed
    few = {one: texts[:notes] for one, texts in list(blobs.items())[:count]}
    pair, private = cast.private[cast.sokha.pk]
    ring = Ring(pair, private)
    ring.compartments(next(iter(few)))
    grants = list(
        Grant.objects.filter(folder__in=few, to_team_key__team=cast.bangkok).select_related(
            "granter", "to_team_key"
        )
    )
    figure = milliseconds(lambda: crypto(ring, grants, few, place))
    told(f"{count} folder(s) with {notes} note(s) each", figure, goal)


@pytest.mark.bench
def test_a_ring_of_fifty_folders_with_its_queries(cast, sealed, db):
    from django.db import connection

    blobs, _ = sealed
    pair, private = cast.private[cast.sokha.pk]
    with CaptureQueriesContext(connection) as queries:
        Ring(pair, private).prepare(blobs)
    figure = milliseconds(lambda: Ring(pair, private).prepare(blobs))
    told(f"ring of 50 folders, {len(queries)} queries included", figure, 60)
