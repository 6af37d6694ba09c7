"""The lines of a list, each read as the form of one partner reads its answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from fanal.core.casework.typed_text import long_text
from fanal.core.errors import BadInput
from fanal.core.trust.vocabulary import PartnerType, PartyKind
from fanal.core.words import Sentence, WordedCode, say
from fanal.partners.forms.areas import told_apart
from fanal.partners.list_table import COLUMNS, Cells, ListTable
from fanal.partners.models import Area, Partner
from fanal.partners.party_checks import check_party
from fanal.partners.queries.known_partners import (
    KnownPartners,
    SameBy,
    may_be_one,
    name_key,
)
from fanal.web.codes import COUNTRIES, PAGES, folded
from fanal.web.forms.names import BETWEEN, LanguagesField
from fanal.web.places import area_name
from fanal.web.typing import Answers, PageText
from fanal.web.words import translated

SAME: dict[SameBy, PageText] = {
    SameBy.NAME: _("the same name"),
    SameBy.TELEPHONE: _("the same telephone"),
    SameBy.EMAIL: _("the same e-mail address"),
}
# As offices call them besides, folded.
TYPES_ALSO: dict[str, str] = {
    **dict.fromkeys(("ong", "ingo", "association"), PartnerType.NGO),
    **dict.fromkeys(("safe house", "hebergement", "maison d accueil"), PartnerType.SHELTER),
    **dict.fromkeys(("un", "onu", "un agency", "oig"), PartnerType.INTERNATIONAL_ORGANISATION),
    **dict.fromkeys(("clinic", "clinique"), PartnerType.HOSPITAL),
}
LABELS = {column.code: column.label for column in COLUMNS}


@dataclass(frozen=True)
class NewLine:
    """What would be added. `answers`: as of the form of one partner. `body`: to what it belongs;
    `above`: the line of the list in which that stands."""

    line: int
    answers: Answers
    areas: tuple[Area, ...]
    above: int | None = None
    body: str = ""


@dataclass(frozen=True)
class KnownLine:
    """What is there already: in the directory, or (`above`) in an earlier line."""

    line: int
    name: str
    by: SameBy
    partner: Partner | None = None
    above: int | None = None

    @property
    def same(self) -> PageText:
        return SAME[self.by]


@dataclass(frozen=True)
class WrongCell:
    line: int
    column: PageText
    why: str


@dataclass
class ReadList:
    new: list[NewLine] = field(default_factory=list)
    known: list[KnownLine] = field(default_factory=list)
    wrong: list[WrongCell] = field(default_factory=list)

    @property
    def wrong_lines(self) -> int:
        return len({cell.line for cell in self.wrong})


def read_list(table: ListTable, partners: Iterable[Partner]) -> ReadList:
    """Compare the table with these partners; nothing is written."""
    reader = LineReader(KnownPartners(partners))
    for line, cells in table.rows:
        reader.read(line, cells)
    return reader.found


class LineReader:
    """Reads one line after the other: a unit belongs to a body that stands above it."""

    def __init__(self, known: KnownPartners) -> None:
        self.known, self.found = known, ReadList()
        self.above = defaultdict[str, list[NewLine]](list)
        self.wrong_above: dict[str, int] = {}
        self.kinds = codes_by_words(PartyKind)
        self.types = TYPES_ALSO | codes_by_words(PartnerType)
        self.languages = LanguagesField()
        self.areas = areas_by_words(known.areas.values())
        self.readers: dict[str, Callable[[Cells], object]] = {
            "kind": lambda cells: _coded(self.kinds, cells.get("kind", "organisation")),
            "type": lambda cells: _coded(self.types, cells.get("type", "")),
            "languages": lambda cells: self.languages.clean(cells.get("languages", "")),
            "services": lambda cells: long_text("services", cells.get("services", "")),
            "contact": lambda cells: long_text("contact", contact_of(cells)),
            "areas": self._areas,
            "within": self._body,
        }

    def read(self, line: int, cells: Cells) -> None:
        read: Answers = {"name": cells.get("name", "")}
        wrong: list[WrongCell] = []
        for code, reader in self.readers.items():
            try:
                read[code] = reader(cells)
            except (BadInput, ValidationError) as mistake:
                wrong.append(_wrong(line, code, mistake))
        areas, body = read.pop("areas", ()), read.get("within")
        try:
            check_party(read.get("kind", "person"), read["name"], belongs="within" in cells)
        except BadInput as mistake:
            wrong.append(_wrong(line, "name", mistake))
        if there := self._known(line, read["name"], areas, contact_of(cells)):
            self.found.known.append(there)
            if there.partner:
                self.known.also_called(there.name, there.partner)
        elif wrong:
            self.found.wrong += wrong
            self.wrong_above[name_key(read["name"])] = line
        else:
            above = body.line if isinstance(body, NewLine) else None
            answers = read if above is None else read | {"within": None}
            # Its name in the directory: what the list calls it may be known by a telephone alone.
            named = body.name if isinstance(body, Partner) else cells.get("within", "")
            self._new(NewLine(line, answers, areas, above, named))

    def _new(self, line: NewLine) -> None:
        self.found.new.append(line)
        self.above[name_key(line.answers["name"])].append(line)

    def _known(self, line: int, name: str, areas: Iterable[Area], contact: str) -> KnownLine | None:
        if found := self.known.same_as(name, areas, contact):
            partner, by = found
            return KnownLine(line, name, by, partner)
        there = self.known.countries_of(areas)
        for one in self.above[name_key(name)]:
            if may_be_one(there, self.known.countries_of(one.areas)):
                return KnownLine(line, name, SameBy.NAME, above=one.line)
        return None

    def _body(self, cells: Cells) -> Partner | NewLine | None:
        if not (name := cells.get("within", "")):
            return None
        found: list[Partner | NewLine] = [*self.known.bodies(name), *self.above[name_key(name)]]
        if not found:
            raise BadInput("within", self._no_body(name))
        if len(found) > 1:
            raise BadInput("within", say("several partners are called “{text}”", text=name))
        return found[0]

    def _no_body(self, name: str) -> Sentence:
        if (line := self.wrong_above.get(name_key(name))) is not None:
            return say(
                "“{text}” stands in line {line}, which is wrong itself", text=name, line=line
            )
        return say("“{text}” is neither in the directory nor in a line above", text=name)

    def _areas(self, cells: Cells) -> tuple[Area, ...]:
        """Return where it is; where only the country is said, the country."""
        country = self._country(cells.get("country", ""))
        text = cells.get("areas", "")
        # A name may hold a comma: that of an area beside another of the same name.
        whole = folded(text) in self.areas
        names = [text] if whole else [one.strip() for one in BETWEEN.split(text) if one.strip()]
        areas = dict.fromkeys(self._area(name, country) for name in names)
        return tuple(areas) or ((country,) if country else ())

    def _country(self, text: str) -> Area | None:
        if not text:
            return None
        code = COUNTRIES.known(text)
        found = [area for area in self.areas.get(folded(text), ()) if area.kind == "country"]
        found += [area for area in self.areas.get(folded(code or ""), ()) if area not in found]
        if not found:
            raise BadInput("country", no_area(text))
        return found[0]

    def _area(self, text: str, country: Area | None) -> Area:
        found = self.areas.get(folded(text), [])
        if country:
            own = self.known.countries_of([country])
            found = [area for area in found if self.known.countries_of([area]) == own]
        if not found:
            raise BadInput("areas", no_area(text))
        if len(found) > 1:
            raise BadInput("areas", say("several areas are called “{text}”", text=text))
        return found[0]


def contact_of(cells: Cells) -> str:
    """Return how to reach it, as the form of one partner has it: in one text."""
    found = (cells.get(code, "") for code in ("telephone", "email", "contact"))
    return "\n".join(one for one in found if one)


def codes_by_words(codes: Iterable[WordedCode]) -> dict[str, str]:
    """Return codes by themselves and by their words, folded, in each language of the pages."""
    found = {folded(code.value): code.value for code in codes}
    for language in PAGES:
        with override(language):
            found |= {folded(translated(code.sentence())): code.value for code in codes}
    return found


def areas_by_words(areas: Iterable[Area]) -> dict[str, list[Area]]:
    """Return the areas of today by all that they are called, folded."""
    rows, found = [area for area in areas if area.valid_until is None], dict[str, list[Area]]()
    words = [(area, name) for area in rows for name in (area.name, area.code)]
    words += told_apart(rows)
    for language in PAGES:
        with override(language):
            words += [(area, area_name(area)) for area in rows]
    for area, name in words:
        of_name = found.setdefault(folded(name), [])
        if area not in of_name:
            of_name.append(area)
    return found


def no_area(text: str) -> Sentence:
    return say(
        "“{text}” is no area on file: write it as the page “Areas” does, or add it there", text=text
    )


def _coded(known: Mapping[str, str], text: str) -> str:
    if (code := known.get(folded(text))) is not None:
        return code
    # What may be written stands once below the table, and not in each of sixty lines.
    raise BadInput(
        "", say("“{text}” is not understood", text=text[:60]) if text else say("is empty")
    )


def _wrong(line: int, code: str, mistake: BadInput | ValidationError) -> WrongCell:
    if isinstance(mistake, BadInput):
        label = LABELS.get(mistake.where, LABELS[code])
        return WrongCell(line, label, capfirst(translated(mistake.why)))
    return WrongCell(line, LABELS[code], " ".join(mistake.messages))
