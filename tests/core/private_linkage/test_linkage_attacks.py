"""What a partner, a thief and a guesser read of people whom they do not know, in a meeting.

The attacks are those that read name and birth year of 42 % of such people, and a word of the name
in 49 % of the records at a unit, before whole composites took their place (docs/linking-without-
pooling.md); at full size in tests/bench/test_linkage.py.
"""

from collections import Counter
from random import Random

import pytest

from fanal.core.errors import BadInput
from fanal.core.private_linkage import composites, files, meeting
from fanal.core.private_linkage.composites import Described, Key
from tests.core.private_linkage import linkage


def test_a_partner_reads_name_and_year_of_almost_nobody_whom_it_does_not_hold():
    """The partner decodes all that it is told with its own files."""
    ours, theirs = linkage.lists()
    told = linkage.in_common(ours, theirs)
    for one, other in ((ours, theirs), (theirs, ours)):
        seen, unknown = linkage.read(one, other, told)
        assert seen <= 0.02 * unknown


def test_the_attack_reads_where_there_is_something_to_read():
    """Told every composite of ours, the same reading names nearly everybody who has any."""
    ours, theirs = linkage.lists(most=300)
    everything = {key for keys in linkage.composed(ours).values() for key in keys}
    seen, unknown = linkage.read(ours, theirs, everything)
    assert seen >= 0.7 * unknown


def test_both_lists_find_whom_they_share():
    pairs, truth = linkage.found(*linkage.lists())
    assert linkage.recall_at(pairs, truth) >= 0.42


def test_what_the_protocol_tells_is_the_composites_both_hold_and_nothing_more():
    ours, theirs = linkage.lists(most=150)
    assert linkage.told_to(theirs, ours, 150) == linkage.in_common(ours, theirs) != set()


def test_nothing_that_travels_says_which_marks_belong_to_one_record():
    """The attack on a unit counted the marks that occur together in a record: none are told
    together, each is told once, and in an order that says nothing."""
    register = women(2, 30)
    held = composites.composites(register)
    one, other = (meeting.LinkageSide.begin("p", held, 30, Random(n)) for n in (1, 2))
    sent = one.first()
    assert all(len(point) == 32 for point in sent)
    assert max(Counter(sent).values()) == 1
    assert one.keys != other.keys
    assert [key for key in one.keys if key] != [key for keys in held.values() for key in keys]
    answer = other.answer(sent, 30)
    assert answer == sorted(answer)
    assert set(files.STEPS) == {"blinded", "doubled", "matched"}


FAMILY = ["Nguyen", "Tran", "Le", "Pham", "Hoang", "Phan", "Vu", "Dang", "Bui", "Do", "Ho", "Ngo"]
GIVEN = [f"{one}{other}" for one in ["Thu", "Mai", "Lan", "Hoa", "Kim", "Ngoc", "Bich", "Yen", "Linh", "Hong"]
         for other in (" Anh", " Chi", " Dung", " Giang", " Ha", "")]  # fmt: skip


def women(seed, many=200):
    draw = Random(seed)
    return {
        f"r{n}": [
            Described(
                f"{draw.choice(FAMILY)} Thi {draw.choice(GIVEN)}",
                "",
                "F",
                "",
                draw.randrange(1980, 2005),
                "VN",
                f"place {draw.randrange(40)}",
            )
        ]
        for n in range(many)
    }


def guesses():
    return [
        Described(f"{family} Thi {given}", "", "F", "", year, "VN")
        for family in FAMILY
        for given in GIVEN
        for year in range(1980, 2005)
    ]


def test_a_list_of_18_000_guesses_is_longer_than_agreed():
    ours = meeting.LinkageSide.begin("p", composites.composites(women(1)), 200, Random(1))
    held = {f"g{n}": [Key("whole+year sex", str(n))] for n in range(len(guesses()))}
    assert len(held) == 18_000
    with pytest.raises(BadInput, match="in the list: 18000; agreed: 200"):
        meeting.LinkageSide.begin("p", held, 200, Random(2))
    points = [n.to_bytes(32, "big") for n in range(meeting.points_of(18_000))]
    with pytest.raises(BadInput, match="in the list: 18000; agreed: 200"):
        ours.answer(points, 200)


def test_as_many_guesses_as_agreed_name_almost_nobody():
    """Two hundred guesses of a dictionary that holds every one of two hundred women."""
    dictionary = Random(3).sample(guesses(), 200)
    ours, theirs = women(1), {f"g{n}": [one] for n, one in enumerate(dictionary)}
    held = [composites.composites(side) for side in (ours, theirs)]
    keys = [{key for some in side.values() for key in some} for side in held]
    told = keys[0] & keys[1]
    named = {record for record, some in held[0].items() if told & set(some)}
    assert len(named) <= 0.02 * len(ours) + 2


def test_a_list_of_guesses_that_names_many_is_refused_before_anything_is_told():
    """Whoever knows the names of our whole list is told neither that nor of whom."""
    held = composites.composites(women(1))
    ours, theirs = (meeting.LinkageSide.begin("p", held, 200, Random(n)) for n in (1, 2))
    with pytest.raises(BadInput, match="guesses or copied"):
        ours.met(theirs.answer(ours.first(), 200), ours.second(theirs.first(), 200))
