"""What the README shows is what the library says."""

import doctest
from pathlib import Path

import scriptnames

FOLDER = Path(__file__).parents[1]
README = FOLDER / "README.md"


def test_the_examples_of_the_readme_are_true():
    done = doctest.testfile(str(README), module_relative=False)
    assert done.attempted >= 9
    assert done.failed == 0


def test_every_public_name_is_explained():
    explained = (FOLDER / "docs" / "public-names.md").read_text("utf-8")
    assert [name for name in scriptnames.__all__ if f"`{name}" not in explained] == []
