"""What every page of numbers and every file of them holds: pages, lines, codes, measures, columns.

Made from the definitions by which the pages are drawn, so that it cannot say something else.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fanal.core.number_pages.definitions import CodedWord, CountedUnit, Defined, PageOfNumbers
from fanal.core.number_pages.donors import DONORS
from fanal.core.number_pages.estimates import ESTIMATES
from fanal.core.number_pages.prevention import PREVENTION
from fanal.core.number_pages.printed import CellState
from fanal.core.number_pages.reintegration import REINTEGRATION
from fanal.core.number_pages.shelters import SHELTERS
from fanal.core.number_pages.support import SUPPORT
from fanal.core.words import LabelledEnum, Sentence, say

# In the order in which the pages are listed.
PAGES: tuple[PageOfNumbers, ...] = (SUPPORT, REINTEGRATION, PREVENTION, SHELTERS, DONORS, ESTIMATES)
PERIOD = say("of the period; empty where everything so far is counted.")
ITS_LANGUAGE = say("in the language of whoever took the file.")


def column(code: str, name: Sentence, what: Sentence, items: Iterable[CodedWord] = ()) -> Defined:
    return Defined(code, name, what, CountedUnit.NONE, tuple(items))


VALUE = say("the number as the page prints it; of a range its lower end; empty where it is hidden.")
COLUMNS: tuple[Defined, ...] = (
    # Long form, one number a row: a wide one would get a new column with each new code.
    column("page", say("Page"), say("the page from which the file was taken.")),
    column("first_day", say("First day"), PERIOD),
    column("last_day", say("Last day"), PERIOD),
    column("day", say("Day of the file"), say("the day as of which it was counted.")),
    column("line", say("Line"), say("what is counted.")),
    column(
        "item",
        say("Item"),
        say("by what a line is told apart: a code of its list, months, or what the line says."),
    ),
    column("measure", say("Measure"), say("which number of the line.")),
    # A range has two columns and a hidden number none: whoever computes with the file meets no
    # words among its numbers.
    Defined("value", say("Value"), VALUE),
    Defined("at_most", say("At most"), say("of a range its upper end; else empty.")),
    column("state", say("State"), say("whether the number is printed, and why not."), CellState),
    column(
        "unit",
        say("Counted unit"),
        say("what one of them is; units are never added to each other."),
        CountedUnit,
    ),
    column("line_name", say("Line in words"), ITS_LANGUAGE),
    column("item_name", say("Item in words"), ITS_LANGUAGE),
    column("measure_name", say("Measure in words"), ITS_LANGUAGE),
    # Word for word, so that what is doubted can be laid beside the page.
    column("printed", say("As printed"), say("what stands on the page, word for word.")),
)


class DictionaryKind(LabelledEnum):
    COLUMN = "column", say("column of the files")
    LINE = "line", say("line")
    MEASURE = "measure", say("measure")
    ITEM = "item", say("code of a list")


@dataclass(frozen=True, slots=True)
class DictionaryEntry:
    """`of`: of a code the line or column whose list it is in."""

    kind: DictionaryKind
    page: str
    of: str
    code: str
    name: Sentence
    what: Sentence | None
    unit: CountedUnit | None
    items: tuple[str, ...]
    source: str


def dictionary() -> list[DictionaryEntry]:
    found = [entry for one in COLUMNS for entry in _with_items(DictionaryKind.COLUMN, "", one)]
    for page in PAGES:
        found += [
            entry
            for line in page.lines
            for entry in _with_items(DictionaryKind.LINE, page.code, line)
        ]
        found += [_entry(DictionaryKind.MEASURE, page.code, measure) for measure in page.measures]
    return found


def _with_items(kind: DictionaryKind, page: str, one: Defined) -> Iterator[DictionaryEntry]:
    yield _entry(kind, page, one)
    for item in one.items:
        yield _item(page, one, item)


def _entry(kind: DictionaryKind, page: str, one: Defined) -> DictionaryEntry:
    items = tuple(str(item.value) for item in one.items)
    return DictionaryEntry(
        kind, page, "", one.code, one.name, one.what, one.unit, items, one.source
    )


# A code of a list has no definition of its own: the line says what is counted.
def _item(page: str, of: Defined, item: CodedWord) -> DictionaryEntry:
    code, name = str(item.value), item.sentence()
    return DictionaryEntry(DictionaryKind.ITEM, page, of.code, code, name, None, None, (), "")
