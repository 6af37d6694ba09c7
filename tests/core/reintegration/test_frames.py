"""Other outcome frames on the domains of a plan."""

from collections import Counter

import pytest

from fanal.core.errors import BadInput
from fanal.core.reintegration.codes import DOMAINS
from fanal.core.reintegration.frames import OutcomeFrame, domain_table, frames, read_frames

ROW = '[[item]]\nframe = "csi"\nitem = "food"\ndomain = "child"\nsource = "x"\nsure = "K"\n'


def test_every_item_of_a_frame_has_one_domain_and_every_domain_stands_in_the_table():
    assert Counter(frame.frame for frame in frames()) == {
        OutcomeFrame.MSCOS: 7,
        OutcomeFrame.OSCAR: 11,
        OutcomeFrame.CSI: 12,
    }
    table = domain_table()
    assert [one.domain for one in table] == [words for _code, words in DOMAINS]
    shown = [item for row in table for _frame, items in row.frames for item in items]
    assert sorted(shown, key=str) == sorted(frames(), key=str)
    assert all(frame.source and frame.sure in ("X", "K") for frame in frames())


@pytest.mark.parametrize(
    ("line", "other", "says"),
    [
        ('frame = "csi"', 'frame = "iom"', "iom is not in the list"),
        ('domain = "child"', 'domain = "faith"', "faith is not in the list"),
        ('sure = "K"', 'sure = "?"', "not one of"),
        (ROW, ROW + ROW, "stands twice"),
    ],
)
def test_a_faulty_item_is_named_with_its_line(line, other, says):
    with pytest.raises(BadInput, match=says) as caught:
        read_frames(ROW.replace(line, other))
    assert "frames.toml:" in caught.value.where
