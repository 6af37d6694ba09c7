"""The people to see again, and on which day."""

from dataclasses import dataclass
from datetime import date

from fanal.care.models import CareRecord
from fanal.core.words import Sentence
from fanal.keys.sealed import Content


@dataclass(frozen=True)
class ToSeeAgain:
    row: CareRecord
    words: str
    late: int
    danger_words: str
    child_words: Sentence | str
    to_replace: str = ""


def day_agreed(record: CareRecord, content: Content) -> date:
    """Return the day on which she is seen again; earlier records say it in clear alone."""
    day = content.get("due")
    return date.fromisoformat(day) if day else record.due or date.min
