"""The numbers of a page as a file, and what they mean. That a file was taken is written down."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone, translation
from django.utils.text import capfirst

from fanal.accounts.models import User
from fanal.accounts.requests import SignedInRequest
from fanal.audit import actions as audit
from fanal.coded_facts.exported_numbers import keep_taken
from fanal.core.coded_facts.periods import ReportedPeriod
from fanal.core.data_files.csv_text import csv_of
from fanal.core.number_pages.definitions import CountedUnit, PageOfNumbers
from fanal.core.number_pages.dictionary import COLUMNS, DictionaryEntry, dictionary
from fanal.core.number_pages.printed import PrintedNumber
from fanal.core.words import Sentence
from fanal.settings.languages import LANGUAGES
from fanal.web.downloads import csv_response
from fanal.web.words import translated

type Row = list[object]

OWN_SOURCE = "Fanal"  # a definition of our own


@transaction.atomic
def number_file(
    *,
    page: PageOfNumbers,
    numbers: Sequence[PrintedNumber],
    period: ReportedPeriod | None,
    today: date,
    by: User,
    about: UUID | None,
) -> bytes:
    """Return the file with one row a number, as the page prints it. `about`: what the page is of,
    for the journal."""
    detail = {"numbers_of": page.code, "period": period.key if period else today.isoformat()}
    audit.record(act="figures.taken_along", by=by, about=about or "", detail=detail)
    days = [period.first.isoformat(), period.last.isoformat()] if period else ["", ""]
    of_page = [*days, today.isoformat()]
    if period:
        keep_taken(page, numbers, period, today)
    rows = ([page.code, *_days(one, of_page), *_cell(one)] for one in numbers)
    return csv_of([[column.code for column in COLUMNS], *rows])


def number_file_of(
    request: SignedInRequest,
    page: PageOfNumbers,
    numbers: Sequence[PrintedNumber],
    period: ReportedPeriod | None = None,
    about: UUID | None = None,
) -> HttpResponse:
    """The same as the answer to whoever pressed the button."""
    today = timezone.localdate()
    content = number_file(
        page=page, numbers=numbers, period=period, today=today, by=request.user, about=about
    )
    return csv_response(content, f"{page.code}-{period.key if period else today.isoformat()}")


def _days(one: PrintedNumber, of_page: list[str]) -> list[str]:
    if one.days:
        return [day.isoformat() for day in (one.days.first, one.days.last, one.days.on)]
    return ["", "", of_page[-1]] if one.line.no_period else of_page


def _cell(one: PrintedNumber) -> Row:
    found, item = one.in_file, one.item_name
    unit = one.line.unit if one.measure.unit is CountedUnit.AS_LINE else one.measure.unit
    return [
        one.line.code,
        one.item,
        one.measure.code,
        found.value,
        found.at_most,
        found.state.value,
        unit.value,
        _words(one.line.name),
        _words(item) if item else "",
        _words(one.measure.name),
        translated(one.said),
    ]


def _words(said: Sentence) -> str:
    return str(capfirst(translated(said)))


# ── What they mean ───────────────────────────────────────────────────────────
def dictionary_file() -> bytes:
    """Return the dictionary with one row a code, in every language of the pages."""
    languages = [code for code, _name in LANGUAGES]
    head = ["kind", "page", "of", "code"]
    head += [f"name_{language}" for language in languages] + [
        f"definition_{language}" for language in languages
    ]
    rows = (_defined(one, languages) for one in dictionary())
    return csv_of([[*head, "unit", "codes", "standard"], *rows])


def _defined(one: DictionaryEntry, languages: Sequence[str]) -> Row:
    return [
        one.kind.value,
        one.page,
        one.of,
        one.code,
        *_in_each(languages, lambda: _words(one.name)),
        *_in_each(languages, lambda: _words(one.what) if one.what else ""),
        one.unit.value if one.unit else "",
        " ".join(one.items),
        one.source or ("" if one.what is None else OWN_SOURCE),
    ]


def _in_each(languages: Sequence[str], words: Callable[[], str]) -> Iterator[str]:
    for language in languages:
        with translation.override(language):
            yield words()
