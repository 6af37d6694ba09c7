"""What the README shows is what the library says."""

import doctest
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"


def test_the_examples_of_the_readme_are_true():
    done = doctest.testfile(str(README), module_relative=False)
    assert done.attempted >= 9
    assert done.failed == 0
