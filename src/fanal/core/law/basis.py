"""What a duration in a data file rests on: a legal text with its certainty, or our own default."""

from collections.abc import Mapping
from dataclasses import dataclass

from fanal.core.data_files.toml_tables import TomlTable, Words
from fanal.core.law.instruments import Sure
from fanal.core.words import Sentence, say

DEFAULT = say("a default of the organisation, no rule of law")
SURE = {
    "S": say("{source}; the text was read"),
    "X": say("{source}; told by another source: to be checked"),
    "K": say("{source}; not confirmed: to be checked by a lawyer"),
}


@dataclass(frozen=True, slots=True)
class Basis:
    """The basis of a duration. `source`: a citation, which no page translates, or words in each
    language. `house`: nobody's law says it; the organisation may set another."""

    source: str | Words
    sure: Sure = "K"
    house: bool = False

    @property
    def confirmed(self) -> bool:
        """Whether it may stand on a paper as what holds."""
        # A paper goes to an authority: what nobody confirmed stays a reminder of ours on the
        # screen.
        return self.sure != "K" and not self.house

    def sentence(self) -> Sentence:
        if self.house:
            return DEFAULT
        return Sentence(SURE[self.sure].template, {"source": self.source})


def read_basis(row: TomlTable) -> Basis:
    """Return the basis of a row with `source` and `sure`, or `house = true`. Raises
    BadInput naming the line."""
    if not row.truth("house", default=False):
        return Basis(read_source(row), row.one_of("sure", Sure))
    if "sure" in row.values:
        row.wrong("sure", say("a default of the house is no text: it has no certainty"))
    return Basis(row.string("source", ""), house=True)


def read_source(row: TomlTable) -> str | Words:
    in_words = isinstance(row.values.get("source"), Mapping)
    return row.words("source") if in_words else row.string("source")
