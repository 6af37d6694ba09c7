"""A person of an index: what is known of her, and her names as rows to be compared."""

from __future__ import annotations

from dataclasses import dataclass

from scriptnames.birth import Born
from scriptnames.forms import Form, form


@dataclass(frozen=True)
class Entry:
    """One person of the index. `key` is whatever the caller knows her by.

    `forms` are the names made ready when they were last saved; without them they are read now.
    """

    key: str
    names: tuple[str, ...]
    nicknames: tuple[str, ...] = ()
    birth: Born | None = None
    place: str = ""
    forms: tuple[Form, ...] | None = None
    sex: str = ""
    nationality: str = ""
    phone: str = ""

    @property
    def read(self) -> Form:
        """Her first name made ready."""
        return self.forms[0] if self.forms else form(self.names[0])

    @property
    def called(self) -> str:
        """Her first nickname as it sounds, or nothing."""
        return form(self.nicknames[0]).joined if self.nicknames else ""

    @property
    def facts(self) -> tuple[str, ...]:
        """Office, sex, nationality, province, telephone, as a register has them."""
        return ("", self.sex, self.nationality, self.place, self.phone)


@dataclass(frozen=True)
class Row:
    """One name of one entry."""

    entry: int
    form: Form
    nickname: bool


def rows_of(place: int, entry: Entry) -> list[Row]:
    """The names of an entry that have letters; her nicknames last."""
    forms = entry.forms if entry.forms is not None else tuple(form(name) for name in entry.names)
    names = [Row(place, read, False) for one in forms for read in (one, *one.others) if read.keys]
    nicknames = [Row(place, form(name), True) for name in entry.nicknames]
    return names + [row for row in nicknames if row.form.keys]
