"""What whoever has to make room for her reads of her age: in doubt she is no woman."""

import pytest

from fanal.core.calendars import AgeInterval
from fanal.core.law.case import Sex
from fanal.sharing.queries.proposals import KnownOfHer


@pytest.mark.parametrize(
    ("age", "says"),
    [
        (None, ("woman or girl", "man or boy")),
        (AgeInterval(16, 20), ("girl", "boy")),
        (AgeInterval(12, 13), ("girl", "boy")),
        (AgeInterval(18, 25), ("woman", "man")),
    ],
)
def test_in_doubt_nobody_is_called_an_adult(age, says):
    sexes = (Sex.FEMALE, Sex.MALE)
    assert tuple(KnownOfHer(age, sex).words()[0] for sex in sexes) == says
