"""A step of a stay that somebody deleted in the database is named: no page fails, and none is calm."""

import pytest
from django.urls import reverse

from fanal.authority import genuine_rows, queries
from fanal.authority.models import RowFinding
from fanal.authority.words import called
from fanal.commands.changed_rows import put_back_what_was_changed
from fanal.shelters.actions import stays
from fanal.shelters.models import ShelterStayStep
from tests import files
from tests.security.planting import delete
from tests.shelters.scene import again, counts, scene, sleeps

DELETED = "deleted from outside"


@pytest.fixture
def here(cast):
    found = scene(cast)
    found.stay = sleeps(cast, found)
    stays.add_step(stay=found.stay, act="go_away", **cast.acting(cast.rith))
    genuine_rows.run()
    return found


def page(cast, who, name, id):
    answer = files.browser(cast, who).get(reverse(name, args=[id]))
    assert answer.status_code == 200
    return answer.text


def lose(stay, *numbers):
    for number in numbers:
        delete(ShelterStayStep, stay_id=stay.id, number=number)


def reported():
    return any(str(called("shelters_shelterstay")) in str(one) for one in queries.faults())


@pytest.mark.parametrize("numbers", [[1], [2], [1, 2]], ids=["first", "last", "all"])
def test_whoever_looks_reads_that_a_step_is_gone(cast, here, numbers):
    case = page(cast, cast.sokha, "cases:case", here.case.id)
    assert DELETED not in case + page(cast, cast.rith, "shelters:stay", here.stay.id)
    lose(here.stay, *numbers)
    assert DELETED in page(cast, cast.rith, "shelters:stay", here.stay.id)
    assert DELETED in page(cast, cast.sokha, "cases:case", here.case.id)
    assert DELETED in page(cast, cast.sokha, "shelters:case", here.case.id)


@pytest.mark.parametrize("numbers", [[1], [2], [1, 2]], ids=["first", "last", "all"])
def test_what_she_does_next_is_written_down_all_the_same(cast, here, numbers):
    lose(here.stay, *numbers)
    stays.add_step(stay=here.stay, act="return", **cast.acting(cast.rith))
    assert again(here.stay).stands.value == "here"
    assert max(here.stay.steps.values_list("number", flat=True)) == 3
    stays.leave(stay=here.stay, to="family", words="Her aunt.", **cast.acting(cast.sokha))
    assert again(here.stay).over_on


def test_the_sweep_reports_it_and_the_house_counts_whoever_is_in_it(cast, here):
    put_back_what_was_changed()
    assert not reported()
    lose(here.stay, 2)
    put_back_what_was_changed()
    assert reported()
    assert counts(cast, here, cast.rith)
    n = RowFinding.objects.count()
    RowFinding.objects.update(settled="2026-11-01")
    put_back_what_was_changed()
    assert RowFinding.objects.count() == n
    assert not reported()
