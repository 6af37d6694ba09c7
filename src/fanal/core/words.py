"""Sentences that the rules produce and a page translates (ADR 5).

The rules know no language. They answer with the English template and its values; the page
looks the template up in its catalogue and fills it in. Templates are collected by `say(`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol, Self, TypeGuard


class Translatable(Protocol):
    """A sentence of ours, or of a library in this repository, which has a class of its own."""

    @property
    def template(self) -> str: ...

    @property
    def values(self) -> Mapping[str, Any]: ...

    def translated(self, gettext: Callable[[str], str]) -> str: ...


def is_sentence(value: object) -> TypeGuard[Translatable]:
    return hasattr(value, "translated")


@dataclass(frozen=True)
class Sentence:
    """An English template with `{named}` values, for instance `say("{n} days late", n=2)`."""

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.translated(lambda text: text)

    def __hash__(self) -> int:
        return hash((self.template, tuple(sorted((k, str(v)) for k, v in self.values.items()))))

    def translated(self, gettext: Callable[[str], str]) -> str:
        """The sentence in the language of `gettext`; values that are sentences come along."""
        values = {name: _in_language(value, gettext) for name, value in self.values.items()}
        return gettext(self.template).format(**values)


class Number:
    """A number in a sentence: its thousands and decimals are set apart as the language sets them.

    Both marks stand in the catalogue. French and Vietnamese write 8 234,5 and 8.234,5.
    """

    def __init__(self, value: float, gettext: Callable[[str], str]) -> None:
        self.value, self.gettext = value, gettext

    def __format__(self, spec: str) -> str:
        written = format(self.value, spec)
        if "," not in written and "." not in written:
            return written
        return written.translate({ord(","): self.gettext(","), ord("."): self.gettext(".")})

    def __str__(self) -> str:
        return format(self)

    __repr__ = __str__


def _in_language(value: Any, gettext: Callable[[str], str]) -> Any:
    if is_sentence(value):
        return value.translated(gettext)
    if is_in_languages(value):
        return value["en"]
    # `type`, not isinstance: a bool is an int and must not be written as a number.
    return Number(value, gettext) if type(value) in (int, float) else value


def is_in_languages(value: object) -> TypeGuard[Mapping[str, str]]:
    """Whether these are words of a data file, in each language: no other mapping, such as stands in
    a file that somebody sends."""
    return isinstance(value, Mapping) and isinstance(value.get("en"), str)


def say(template: str, **values: Any) -> Sentence:
    """Mark `template` for translation and keep its values beside it."""
    return Sentence(template, values)


class LabelledEnum(StrEnum):
    """Codes that carry their words, as Django's `TextChoices` do: `HERS = "hers", say("hers")`."""

    _value_: str
    label: Sentence

    # Without a default a type checker refuses `Owner("hers")`, which looks a member up.
    def __new__(cls, code: str, label: Sentence | None = None) -> Self:
        if label is None:
            raise TypeError(f"{cls.__name__}: {code} has no words")
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    def sentence(self) -> Sentence:
        return self.label


class WordedCode(Protocol):
    """A member of an enumeration that says itself in words."""

    @property
    def value(self) -> str: ...

    def sentence(self) -> Sentence: ...


def stored_codes(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Codes as the choices of a column: a row with any other is refused by `full_clean`."""
    return [(str(code), str(code)) for code in codes]


def labels(codes: Iterable[WordedCode]) -> dict[str, Sentence]:
    """The words of each code, by the code as it is stored."""
    return {code.value: code.sentence() for code in codes}


def yes_or_no(answer: bool) -> Sentence:
    return say("yes") if answer else say("no")


def joined(*said: str | Translatable) -> Sentence:
    """Several reasons as one sentence, each translated on its own; so is what stands between."""
    first, *rest = said
    if not rest:
        return Sentence("{first}", {"first": first})
    return say("{first}; {rest}", first=first, rest=joined(*rest))
