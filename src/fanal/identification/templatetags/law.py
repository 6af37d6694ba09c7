"""Codes, texts and findings in the language of the page."""

from collections.abc import Iterable, Mapping
from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.text import capfirst

from fanal.core.calendars import AgeInterval, BirthSource
from fanal.core.law import explain, wording
from fanal.core.law import wording as core_confidence
from fanal.core.law.assess import Assessment, under_presumption
from fanal.core.law.case import LawPerson
from fanal.core.law.instruments import Version
from fanal.core.law.vocabulary import vocabulary
from fanal.core.words import Sentence
from fanal.identification import words
from fanal.web.typing import Context
from fanal.web.words import translated

register = template.Library()


@register.filter
def in_language(value: Mapping[str, str]) -> str:
    return words.in_language(value)


@register.filter
def presumed(assessment: Assessment) -> str:
    """What the text makes of her as a child, where it takes her for one until shown otherwise."""
    return str(under_presumption(assessment) or "")


@register.filter
def years_exploited(person: LawPerson) -> str:
    """The age while she was exploited."""
    if person.exploited is None:
        return ""
    youngest, oldest = person.exploited
    return translated(AgeInterval(youngest, oldest).sentence())


@register.filter
def age_source(code: str) -> str:
    """Who said how old she was."""
    is_source = code in set(BirthSource)
    return translated(BirthSource(code).sentence()) if is_source else code


@register.filter
def code_label(code: str) -> str:
    return words.label(code)


@register.filter
def question(code: str) -> str:
    return words.in_language(vocabulary()[code].question)


@register.filter
def titled(code: str) -> str:
    return words.titled(code)


@register.filter
def defined(code: str) -> str:
    return words.in_language(vocabulary()[code].definition)


@register.filter
def cited(article: str) -> str:
    """An article as the page's language cites it."""
    return translated(wording.cited(article))


@register.filter
def confidence(version: Version) -> list[Sentence]:
    """What was seen of a text and who checked it, which stands beside each finding."""
    return core_confidence.confidence(version)


@register.filter
def footnotes(rows: Iterable[tuple[Assessment, object]]) -> list[tuple[int, list[Sentence]]]:
    """Return for print each kind of confidence once, with the number that stands in the rows."""
    notes = {repr(note): note for a, _url in rows if (note := confidence(a.version))}
    return list(enumerate(notes.values(), 1))


@register.filter
def footnote(version: Version, among: list[tuple[int, list[Sentence]]]) -> int:
    mine = repr(confidence(version))
    return next(number for number, note in among if repr(note) == mine)


@register.filter
def named(code: str, table: str) -> object:
    """The words of a code in one of the tables of `words`: `{{ finding.step|named:"STEPS" }}`."""
    words_of_code = dict(getattr(words, table)).get(str(code), code)
    return (
        capfirst(translated(words_of_code))
        if isinstance(words_of_code, Sentence)
        else words_of_code
    )


@register.filter
def word_of(code: str, table: str) -> object:
    """The words alone of a code whose table also gives a colour."""
    return getattr(words, table)[str(code)][0]


@register.filter
def not_present(leaves: Iterable[explain.Leaf]) -> list[tuple[str, list[explain.Leaf]]]:
    """Return what is not known, and what is recorded as absent, each once with all its elements."""
    groups = {
        code: [one for one in leaves if one.recorded == code] for code in ("not known", "absent")
    }
    return [(code, found) for code, found in groups.items() if found]


@register.filter
def day(kept: str | None) -> str:
    """A day as it is kept sealed, as the page's language writes it; three dots where not known."""
    return date_format(date.fromisoformat(kept)) if kept else "…"


@register.filter
def years(person: LawPerson) -> str:
    """The age at the time, as one number or as an interval."""
    return translated(explain.years(person))


@register.filter
def beside(left: Iterable[object], right: Iterable[object]) -> list[tuple[object, object]]:
    """Return two columns of the same length as pairs."""
    return list(zip(left, right, strict=True))


@register.inclusion_tag("web/components/tag.html")
def finding_tag(code: str, table: str = "FINDINGS") -> Context:
    text, tone = getattr(words, table)[str(code)]
    return {"text": text, "tone": tone}
