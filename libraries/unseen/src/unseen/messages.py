"""Sentences that the library produces and an application translates.

`str(sentence)` is English. `sentence.translated(gettext)` is any language whose catalogue has the
template; the library ships French and Vietnamese in its folder `locale`. Templates are collected
by `say(`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LOCALE = Path(__file__).parent / "locale"  # catalogues of gettext, in the domain `django`


@dataclass(frozen=True, repr=False)
class Sentence:
    """An English template with `{named}` values, for instance `say("{n} people seen", n=2)`."""

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.translated(lambda text: text)

    def __repr__(self) -> str:
        return repr(str(self))

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
    if hasattr(value, "translated"):  # a sentence, of the library or of the application
        return value.translated(gettext)
    return Number(value, gettext) if type(value) in (int, float) else value


def say(template: str, **values: Any) -> Sentence:
    """Mark `template` for translation and keep its values beside it."""
    return Sentence(template, values)


def joined(*said: str | Sentence) -> Sentence:
    """Several reasons as one sentence, each translated on its own."""
    values = {f"part{k}": one for k, one in enumerate(said)}
    return Sentence("; ".join(f"{{{name}}}" for name in values), values)
