"""The names on the map of a journey can be read."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from fanal.journeys.queries.map_names import _box, placed

LETTERS, SHEET = 21, (640, 420)
CROSSING = [
    ((130, 360), "Su-ngai Kolok"),
    ((510, 63), "Nong Khai"),
    ((495, 63), "First Friendship Bridge"),
    ((430, 60), "Vientiane"),
]
WAY = [((130, 360), (510, 63)), ((510, 63), (430, 60))]


def boxes(dots, lines=()):
    places = placed(dots, lines, LETTERS, SHEET)
    return [
        _box(spot, name, place, LETTERS) for (spot, name), place in zip(dots, places, strict=True)
    ]


def test_three_towns_at_a_border_do_not_stand_on_each_other():
    found = boxes(CROSSING, WAY)
    assert not [pair for pair in combinations(found, 2) if pair[0].meets(pair[1])]
    assert all(box.left >= 0 and box.right <= 640 for box in found)
    assert all(box.top >= 0 and box.bottom <= 420 for box in found)


@given(st.floats(130, 510), st.floats(60, 360), st.floats(-30, 30), st.floats(-30, 30))
def test_two_places_however_near_have_two_names(x, y, dx, dy):
    one, other = boxes([((x, y), "Mukdahan"), ((x + dx, y + dy), "Savannakhet")])
    assert not one.meets(other)


def test_a_name_is_not_struck_through_by_the_way():
    (name, _other) = boxes(
        [((130, 200), "Pakse"), ((510, 200), "Ubon")], [((130, 200), (510, 200))]
    )
    assert not name.top < 200 < name.bottom
