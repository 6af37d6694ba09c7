"""Sentences of the rules, in the language of the page."""

from collections.abc import Callable, Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from fanal.core.calendars import PartialDate
from fanal.core.calendars.partial_dates import BUDDHIST_ERA_IS_AHEAD_BY
from fanal.core.data_files.toml_tables import Words
from fanal.core.words import Sentence, Translatable, is_in_languages, is_sentence
from fanal.web.grouped_numbers import PageNumber


def translated(value: object) -> str:
    """A sentence of the rules translated, its days as the language writes them; else as text."""
    if not is_sentence(value):
        return str(value)
    return Sentence(value.template, _values(value)).translated(gettext)


def in_page_language(words: Words | str) -> str:
    """Words of a data file in the language of the page, or in English; a citation as it is."""
    if isinstance(words, str):
        return words
    language = (get_language() or "en").partition("-")[0]
    return words.get(language) or words["en"]


def before_answer(question: str) -> str:
    """A question before its answer, in one line: with a colon where it ends in nothing."""
    return question if question.endswith("?") else question + gettext(":")


def labelled(label: str, value: str) -> str:
    """A label and what stands under it, in one line, as the language of the page sets a colon."""
    return f"{before_answer(label)} {value}"


def in_both_eras(value: PartialDate) -> str:
    """Return as much of the date as is known, with the year of the Buddhist era."""
    buddhist = value.year + BUDDHIST_ERA_IS_AHEAD_BY
    return gettext("{date} (B.E. {buddhist})").format(date=_known_part(value), buddhist=buddhist)


def _known_part(value: PartialDate) -> str:
    first = value.interval.earliest
    if value.month is None:
        return str(value.year)
    return date_format(first, "YEAR_MONTH_FORMAT" if value.day is None else "DATE_FORMAT")


def _values(sentence: Translatable) -> dict[str, object]:
    return {name: _inner(one) for name, one in sentence.values.items()}


def _inner(value: object) -> object:
    if isinstance(value, date):
        return date_format(value)
    if isinstance(value, PartialDate):
        return in_both_eras(value)
    # Not `isinstance`: True and False are ints too, and are no numbers of a sentence.
    if type(value) is int:
        return PageNumber(value, gettext)
    if is_in_languages(value):
        return in_page_language(value)
    return translated(value) if is_sentence(value) else value


def spoken(table: Mapping[str, object]) -> Callable[[str], str]:
    """A template filter that says a code in the words of `table`; an unknown code stays itself."""
    return lambda code: translated(table.get(code, code))
