"""What the items of other outcome frames are among the domains of a plan, from `frames.toml`.

The frames are for reading across people and for reports that ask for them; no item of theirs is
asked of anybody here, and none of their scores is kept.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from fanal.core.data_files.toml_tables import TomlTable, read_each, shipped_text
from fanal.core.law.instruments import Sure
from fanal.core.reintegration.codes import DOMAINS
from fanal.core.words import Sentence, say


# Read, never asked: one frame is kept, the domains (domain page on the programmes, 5.2).
class OutcomeFrame(StrEnum):
    MSCOS = "mscos"
    OSCAR = "oscar"
    CSI = "csi"

    @property
    def called(self) -> str:
        return TITLES[self]


TITLES = {OutcomeFrame.MSCOS: "MSCOS", OutcomeFrame.OSCAR: "OSCaR", OutcomeFrame.CSI: "OSCaR CSI"}


@dataclass(frozen=True, slots=True)
class FrameItem:
    """`item`: as the frame calls it. `sure`: how far it is the same as `domain`."""

    frame: OutcomeFrame
    item: str
    domain: str
    source: str
    sure: Sure

    @property
    def guessed(self) -> bool:
        # Background knowledge: shown as not checked.
        return self.sure == "K"


@dataclass(frozen=True, slots=True)
class DomainRow:
    """A domain of ours with what each frame has of it, in the order of `OutcomeFrame`."""

    domain: Sentence
    frames: tuple[tuple[OutcomeFrame, tuple[FrameItem, ...]], ...]


def domain_table() -> list[DomainRow]:
    """Return every domain, also one that no frame has."""
    return [
        # Also where a frame has nothing: the gap is what a report has to say.
        DomainRow(words, tuple((frame, _of(frame, code)) for frame in OutcomeFrame))
        for code, words in DOMAINS
    ]


def _of(frame: OutcomeFrame, domain: str) -> tuple[FrameItem, ...]:
    return tuple(one for one in frames() if (one.frame, one.domain) == (frame, domain))


@cache
def frames() -> tuple[FrameItem, ...]:
    return read_frames(shipped_text("fanal.core.reintegration", "frames.toml"))


def read_frames(text: str) -> tuple[FrameItem, ...]:
    """Return the items of the file. Raises BadInput with the line and the reason when it is
    malformed."""
    return read_each("frames.toml", text, "item", _read, "item", lambda one: (one.item, one.frame))


def _read(row: TomlTable) -> FrameItem:
    row.only("frame", "item", "domain", "source", "sure")
    # A domain that was renamed stops here, with its line.
    for name, known in (("frame", set(OutcomeFrame)), ("domain", set(dict(DOMAINS)))):
        if row.string(name) not in known:
            row.wrong(name, say("{code} is not in the list", code=row.string(name)))
    return FrameItem(
        OutcomeFrame(row.string("frame")),
        row.string("item"),
        row.string("domain"),
        row.string("source"),
        row.one_of("sure", Sure),
    )
