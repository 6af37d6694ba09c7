"""The languages in which she can be asked the questions, and who has read their wording.

A language is offered when every question that may be asked is worded in it and somebody answers for
the wording. Nobody is asked in half a language.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from fanal.core.data_files.toml_tables import shipped
from fanal.core.law.vocabulary import LAW, Code, vocabulary
from fanal.core.words import LabelledEnum, say


class WordingState(LabelledEnum):
    """The state of the wording in a language, by who has read the questions."""

    AUTHORS = "authors", say("worded by the authors")
    REVIEWED = "reviewed", say("read by a native speaker")
    AWAITS_REVIEW = "awaits_review", say("not yet read by a native speaker")

    @property
    def is_sure(self) -> bool:
        """Whether somebody who speaks the language answers for the wording."""
        return self is not WordingState.AWAITS_REVIEW


@dataclass(frozen=True, slots=True)
class QuestionLanguage:
    """A language of the questions under its own name."""

    code: str
    name: str
    state: WordingState


@cache
def question_languages() -> tuple[QuestionLanguage, ...]:
    """Return the languages in which she can be asked, in the order of the file."""
    return offered(shipped(LAW, "question_languages.toml"), vocabulary())


def offered(
    rows: Mapping[str, Mapping[str, str]], codes: Mapping[str, Code]
) -> tuple[QuestionLanguage, ...]:
    """Return the languages in `rows` in which every question that may be asked is worded."""
    return tuple(
        QuestionLanguage(code, row["name"], WordingState(row["state"]))
        for code, row in rows.items()
        # Those that are never put as questions need no wording: what she tells of is recorded by
        # us.
        if all(entry.question.get(code) for entry in codes.values() if entry.asked == "yes")
    )


def state_of_wording(code: str) -> WordingState | None:
    """Return who has read the questions in this language; None where she cannot be asked in it."""
    return next(
        (language.state for language in question_languages() if language.code == code), None
    )
