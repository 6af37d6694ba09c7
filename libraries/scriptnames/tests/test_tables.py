"""The tables by which names are read."""

from pathlib import Path

from scriptnames import tables


def test_every_table_by_which_a_name_sounds_counts_for_the_version_of_reading():
    """All tables but those of weights and of what is only said of two names."""
    said_of_two = {"apart", "looser", "vietnamese-syllables", "zawgyi"}
    folder = Path(tables.__file__).parent / "data"
    assert {file.stem for file in folder.glob("*.tsv")} - said_of_two == set(tables.SOUNDS)
