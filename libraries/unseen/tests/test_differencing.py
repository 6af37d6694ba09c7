"""What lies between two tables, in people."""

from hypothesis import given
from hypothesis import strategies as st

from unseen.assess.differencing import Counted, people_between

HOTLINE, POLICE, COURT = (frozenset([name]) for name in ("hotline", "police", "court"))
PEOPLE = st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.integers(1, 7), max_size=30)


def test_a_person_more_and_a_person_on_another_list_are_two():
    one = Counted((HOTLINE, POLICE), {"Dao": 1, "Mai": 3})
    other = Counted((HOTLINE, POLICE), {"Dao": 2, "Mai": 3, "Somsri": 1})
    assert people_between(one, other) == 2


def test_a_list_more_counts_nobody_anew():
    one = Counted((HOTLINE, POLICE), {"Dao": 1, "Mai": 3})
    other = Counted((COURT, HOTLINE, POLICE), {"Dao": 2, "Mai": 7, "Somsri": 1})
    assert people_between(one, other) == people_between(other, one) == 0


def test_lists_joined_otherwise_are_compared_by_who_is_in_them_at_all():
    one = Counted((HOTLINE, POLICE), {"Dao": 1, "Mai": 3})
    other = Counted((HOTLINE, POLICE | COURT), {"Dao": 1, "Mai": 3, "Somsri": 2})
    assert people_between(one, other) == 1


def test_lists_joined_of_those_of_another_table_are_counted_from_it():
    fine = Counted((HOTLINE, POLICE, COURT), {"Dao": 1, "Mai": 6, "Somsri": 2})
    joined = fine.on((POLICE, HOTLINE | COURT))
    assert joined == Counted((POLICE, HOTLINE | COURT), {"Dao": 2, "Mai": 3, "Somsri": 1})
    assert people_between(fine, joined) == people_between(joined, fine) == 0
    assert fine.on((POLICE,)) == Counted((POLICE,), {"Mai": 1, "Somsri": 1})


def test_lists_that_another_table_did_not_tell_apart_are_not_counted_from_it():
    coarse = Counted((HOTLINE, POLICE | COURT), {"Dao": 1})
    assert coarse.on((HOTLINE, POLICE)) is None
    assert coarse.on((HOTLINE | POLICE,)) is None
    assert coarse.on((HOTLINE | POLICE | COURT,)) == Counted(
        (HOTLINE | POLICE | COURT,), {"Dao": 1}
    )


@given(PEOPLE, PEOPLE)
def test_it_is_a_distance_whichever_way_one_subtracts(left, right):
    one, other = (Counted((HOTLINE, POLICE, COURT), people) for people in (left, right))
    assert people_between(one, other) == people_between(other, one)
    assert (people_between(one, other) == 0) is (left == right)
    assert people_between(one, other) >= abs(len(left) - len(right))


@given(PEOPLE, st.permutations(range(3)))
def test_the_order_of_lists_is_no_difference(people, order):
    lists = (HOTLINE, POLICE, COURT)
    moved = {
        mark: sum(1 << k for k, j in enumerate(order) if history >> j & 1)
        for mark, history in people.items()
    }
    other = Counted(tuple(lists[j] for j in order), moved)
    assert people_between(Counted(lists, people), other) == 0
