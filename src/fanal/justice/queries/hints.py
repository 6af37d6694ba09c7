"""What a form says before it asks: which rules of that country are known, and how well."""

from dataclasses import dataclass

from fanal.core.justice.kinds import JusticeKind
from fanal.core.justice.limits import NO_LENGTH, NOT_CHECKED, rules_in
from fanal.core.law.catalogue import instruments
from fanal.core.words import Translatable
from fanal.justice.models import Proceeding
from fanal.web.words import in_page_language

K = JusticeKind


@dataclass(frozen=True)
class Hint:
    """A hint. `title`: what; `says`: one or several sentences on it."""

    title: str
    says: tuple[Translatable | str, ...]


def hints_for(proceeding: Proceeding, kind: JusticeKind) -> list[Hint]:
    if kind is K.LIMIT:
        return _limits(proceeding.country)
    if kind is K.ACT:
        return _non_punishment(proceeding.country)
    return []


def _limits(country: str) -> list[Hint]:
    """Each limit with what it is counted from, on what it rests, and whether it was checked."""
    return [
        Hint(
            in_page_language(rule.what),
            (
                in_page_language(rule.start),
                *((rule.basis.sentence(),) if rule.known or rule.basis.source else ()),
                NO_LENGTH if not rule.known else NOT_CHECKED if rule.provisional else "",
            ),
        )
        for rule in rules_in(country)
    ]


def _non_punishment(country: str) -> list[Hint]:
    """The rules on file under which a victim is not punished; what was read of them."""
    by_article = {}
    for text in instruments().values():
        if country in text.places or text.everywhere:
            for version in text.versions:
                for note in version.non_punishment:
                    by_article[note.article, text.id] = Hint(
                        f"{in_page_language(text.short)}, {note.article}",
                        (in_page_language(note.says),),
                    )
    return list(by_article.values())
