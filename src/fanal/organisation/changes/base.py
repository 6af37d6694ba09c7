"""What a kind of change is asked for, and how its values are read."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from fanal.accounts.models import Office, Team, User
from fanal.core.errors import Refused
from fanal.core.words import Sentence, say
from fanal.web.typing import PageText


class NotYet(Refused):
    """What speaks against a change until somebody settles it: the change waits for that."""


type Value = str | int | bool | list[str] | None
type Values = Mapping[str, Value]  # by the names of `ChangeKind.labels`, as JSON holds them
NOTHING = "–"


@dataclass(frozen=True)
class ChangeKind(ABC):
    """A kind of change. `code`: in the table and the journal. `labels`: of its values, in the order
    of the page."""

    code: str
    title: PageText
    labels: Mapping[str, PageText]

    @abstractmethod
    def now(self, about: UUID) -> Values:
        """What stands there; nothing for what is new."""

    @abstractmethod
    def check(self, about: UUID, wanted: Values) -> None:
        """Raise BadInput or Refused for what cannot be. Asked twice: days may lie between."""

    @abstractmethod
    def make(self, about: UUID, wanted: Values, by: User | None) -> None:
        """Make it so. `by`: the second person, or who asked where nobody else decides; None on
        the server."""

    def not_by(self, wanted: Values) -> set[UUID]:
        """Who does not agree to it, beside who asked and whose account it is."""
        return set()

    def name(self, about: UUID, values: Values) -> str:
        """Return the name of what is changed, for the list."""
        return text(values, "name")

    def in_words(self, name: str, value: Value) -> str:
        """Return one of its values, as a page shows it."""
        if isinstance(value, bool):
            return yes_no(value)
        return NOTHING if value in (None, "", []) else str(value)

    def follows(self, before: Values, wanted: Values) -> Sequence[Sentence]:
        """What else comes of it, for both people to read before they ask or agree."""
        return ()

    def to_take_over(self, about: UUID, before: Values, wanted: Values) -> Sequence[str]:
        """Return in words what others have to take over first, without a code name."""
        return ()


def text(values: Values, name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""


def ids(values: Values, name: str) -> list[UUID]:
    value = values.get(name)
    return [UUID(text) for text in value] if isinstance(value, list) else []


def office_of(values: Values) -> Office:
    """Return the office. Raises Refused for one that is not there."""
    named_by = text(values, "office")
    office = Office.objects.filter(pk=named_by).first() if named_by else None
    if office is None:
        raise Refused(say("This office is not there."))
    return office


def named(model: type[Office | Team | User], value: Value) -> str:
    """The names of what these ids are of, by their alphabet."""
    wanted = value if isinstance(value, list) else [str(value)] if value else []
    names_found = sorted(str(row) for row in model._base_manager.filter(pk__in=wanted))
    return ", ".join(names_found) or NOTHING


def yes_no(value: Value) -> str:
    return _("yes") if value else _("no")
