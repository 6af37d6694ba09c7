"""A complaint waits for its answer, whatever whoever it concerns writes in the database."""

from datetime import date

import pytest
from django.utils import timezone

from fanal.authority import genuine_rows, queries
from fanal.colleagues import complaints as about_colleagues
from fanal.commands.changed_rows import put_back_what_was_changed
from fanal.shelters.actions import complaints as of_shelters
from tests.security.planting import delete, update
from tests.shelters.scene import again, scene

KINDS = {
    "of a resident": lambda cast: of_shelters.complain(
        shelter=scene(cast).shelter,
        words="He comes in at night.",
        concerns=[cast.rith],
        by=cast.noi,
    ),
    "about a colleague": lambda cast: about_colleagues.complain(
        concerns=[cast.sokha], words="She asked for money.", by=cast.kham
    ),
}
SAID = "complaints"


@pytest.fixture(params=KINDS.values(), ids=KINDS)
def complaint(request, cast):
    genuine_rows.run()
    return request.param(cast)


def reported():
    return any(SAID in str(fault) for fault in queries.faults())


def test_one_that_was_answered_by_hand_waits_again_with_the_next_sweep(cast, complaint):
    said = {"answered_on": date(2026, 1, 1), "read_by_id": cast.claire.pk}
    update(type(complaint), said, id=complaint.pk)
    put_back_what_was_changed()
    row = again(complaint)
    assert (row.answered_on, row.read_by) == (None, None)
    assert row.unseal(cast.ring(cast.claire))["words"]
    assert reported()


def test_one_that_was_deleted_by_hand_is_named(complaint):
    delete(type(complaint), id=complaint.pk)
    put_back_what_was_changed()
    assert reported()


def test_one_that_was_answered_stays_answered(cast, complaint):
    answer = {"words": "He was sent home.", "version": complaint.version, "by": cast.claire}
    module = of_shelters if complaint._meta.app_label == "shelters" else about_colleagues
    module.answer(complaint=again(complaint), **answer, ring=cast.ring(cast.claire))
    put_back_what_was_changed()
    assert again(complaint).answered_on == timezone.localdate()
    assert not reported()
