"""What the library says to people: sentences that can be translated, and its two ways to say no.

`str(sentence)` is English. A reason is a template with its values, so that a program can look the
template up in a catalogue (`Sentence.translated`); the library ships French and Vietnamese in the
folder LOCALE.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LOCALE = Path(__file__).resolve().parent / "locale"  # the catalogues: French, Vietnamese


@dataclass(frozen=True)
class Sentence:
    """An English template with `{named}` values; `str()` gives the English sentence."""

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.translated(lambda text: text)

    def __repr__(self) -> str:
        return f"<{self}>"

    def __hash__(self) -> int:
        return hash((self.template, tuple(sorted((k, str(v)) for k, v in self.values.items()))))

    def translated(self, gettext: Callable[[str], str]) -> str:
        """The sentence in the language of `gettext`; values that are sentences come along."""
        values = {
            name: value.translated(gettext) if isinstance(value, Sentence) else value
            for name, value in self.values.items()
        }
        return gettext(self.template).format(**values)


def say(template: str, **values: Any) -> Sentence:
    """Mark `template` for translation and keep its values beside it."""
    return Sentence(template, values)


class BadInput(ValueError):
    """What was given cannot be read. `where` names the place: a field, or a line and a column."""

    def __init__(self, where: str, why: str | Sentence) -> None:
        super().__init__(f"{where}: {why}" if where else why)
        self.where = where
        self.why = why


class Refused(Exception):
    """What was given can be read, but the answer would claim more than it knows."""

    def __init__(self, *reasons: str | Sentence) -> None:
        super().__init__("; ".join(map(str, reasons)))
        self.reasons = reasons
