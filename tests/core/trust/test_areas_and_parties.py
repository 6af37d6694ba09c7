"""The tree of areas, its reforms, and who would hear of what."""

import pytest

from fanal.core.errors import BadInput
from fanal.core.trust.areas import AreaFact, AreaTree
from fanal.core.trust.parties import Directory, Party, TieFact
from fanal.core.trust.vocabulary import PartyKind
from tests.core.trust.scene import AREAS, PARTIES, TIES, TODAY

TREE = AreaTree(AREAS)
DIRECTORY = Directory.of(PARTIES, TIES)


def test_trust_in_a_country_covers_its_districts_and_not_the_other_way_round():
    assert TREE.covers("TH", "TH-34-1")
    assert not TREE.covers("TH-34-1", "TH")


def test_trust_said_of_one_area_does_not_cover_everywhere():
    assert not TREE.covers("TH-34", None)
    assert TREE.covers(None, None)


def test_danger_in_a_district_touches_its_province():
    assert TREE.touches("TH-34-1", "TH-34")
    assert not TREE.touches("TH-96", "TH-34")


def test_danger_follows_an_area_through_a_reform_and_trust_does_not():
    assert TREE.touches("LA-OLD", "LA-CH")
    assert not TREE.covers("LA-OLD", "LA-CH")


def test_danger_follows_an_area_that_was_split_twice():
    areas = AreaTree(
        [
            AreaFact("one", replaced_by=("two", "three")),
            AreaFact("two", replaced_by=("four",)),
            AreaFact("three"),
            AreaFact("four"),
        ]
    )
    assert areas.touches("one", "four")
    assert not areas.touches("three", "four")


def test_a_closed_crossing_is_not_valid_today():
    assert not TREE.get("SHUT").valid_on(TODAY)


@pytest.mark.parametrize(
    "areas",
    [
        [AreaFact("a"), AreaFact("a")],
        [AreaFact("a", within="nowhere")],
        [AreaFact("a", within="b"), AreaFact("b", within="a")],
        [AreaFact("a", replaced_by=("nowhere",))],
    ],
)
def test_areas_that_do_not_hold_together_are_refused(areas):
    with pytest.raises(BadInput):
        AreaTree(areas)


def test_a_body_tells_its_members_and_a_member_her_unit_but_not_the_whole_organisation():
    assert {"station", "officer", "desk", "colonel"} <= set(DIRECTORY.hears("police"))
    assert "station" in DIRECTORY.hears("officer")
    assert "police" not in DIRECTORY.hears("officer")
    assert "colonel" not in DIRECTORY.hears("officer")


def test_a_tie_tells_both_ways():
    assert "boss" in DIRECTORY.hears("officer")
    assert "officer" in DIRECTORY.hears("boss")


def test_what_is_said_of_a_merged_partner_is_said_of_the_one_that_took_it_over():
    assert DIRECTORY.now_called("old-shelter") == "shelter"
    assert DIRECTORY.formerly(["shelter"]) == {"old-shelter"}


@pytest.mark.parametrize(
    "parties",
    [
        [Party("a", PartyKind.UNIT), Party("a", PartyKind.UNIT)],
        [Party("a", PartyKind.UNIT, within="nowhere")],
        [Party("a", PartyKind.UNIT, within="b"), Party("b", PartyKind.UNIT, within="a")],
        [Party("a", PartyKind.UNIT, merged_into="b"), Party("b", PartyKind.UNIT, merged_into="a")],
    ],
)
def test_parties_that_do_not_hold_together_are_refused(parties):
    with pytest.raises(BadInput):
        Directory.of(parties)


def test_a_circle_of_ties_ends():
    ties = [TieFact("boss", "officer"), TieFact("officer", "matron"), TieFact("matron", "boss")]
    assert "shelter" in Directory.of(PARTIES, ties).hears("boss")


def test_danger_in_a_part_of_what_a_reform_replaced_reaches_all_that_came_of_it():
    old, new = "OLD", "NEW"
    tree = AreaTree(
        [
            AreaFact("TH", "country"),
            AreaFact(old, within="TH", replaced_by=(new, "OTHER")),
            AreaFact("OLD-1", "district", within=old),
            AreaFact("OLD-2", "district", within=old, replaced_by=("NEW-2",)),
            AreaFact(new, within="TH"),
            AreaFact("OTHER", within="TH"),
            AreaFact("NEW-2", "district", within=new),
            AreaFact("NEW-7", "district", within=new),
            AreaFact("APART", within="TH"),
        ]
    )
    for asked in (new, "OTHER", "NEW-7", "TH"):
        assert tree.touches("OLD-1", asked)
        assert not tree.covers("OLD-1", asked)
    assert not tree.touches("OLD-1", "APART")
    assert tree.touches("OLD-2", "NEW-2")
    assert tree.touches("OLD-2", new)
    assert not tree.touches("OLD-2", "NEW-7")
