"""The first rows of a list, with how many there are: counted where some are left out."""

from datetime import date

import pytest

from fanal.web.first_rows import FirstRows
from fanal.web.models import LastProof

pytestmark = pytest.mark.django_db


@pytest.fixture
def five():
    for n in range(5):
        LastProof.objects.create(pk=str(n), on=date(2026, 11, n + 1))
    return LastProof.objects.order_by("pk")


def test_a_list_that_fits_is_read_once_and_never_counted(five, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = FirstRows.of(five, 5)
    assert (len(found.rows), found.count, found.left) == (5, 5, 0)


def test_of_a_longer_list_the_page_can_say_how_many_more_there_are(five, django_assert_num_queries):
    with django_assert_num_queries(2):
        found = FirstRows.of(five, 3)
    assert [row.pk for row in found.rows] == ["0", "1", "2"]
    assert (found.count, found.left) == (5, 2)


def test_a_list_of_nothing_is_drawn_by_no_page(db):
    assert not FirstRows.of(LastProof.objects.order_by("pk"), 3)
