"""A person of an index: what is known of her, and her names as rows to be compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scriptnames.birth import Born
from scriptnames.normal_form import NormalForm, normalise, with_joined_title
from scriptnames.person_facts import facts


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
    forms: tuple[NormalForm, ...] | None = None
    sex: str = ""
    nationality: str = ""
    phone: str = ""

    @classmethod
    def of(
        cls,
        key: str,
        names: str | Iterable[str | None] | None,
        *,
        nicknames: Iterable[str] = (),
        birth: Born | None = None,
        **known: str,
    ) -> Entry:
        """A person as people describe her: `place`, `sex`, `nationality` and `phone` as written. A
        name that is missing (None, or the NaN of a data frame) is left out."""
        read = facts(**known)
        return cls(
            key,
            tuple(name for name in _listed(names) if isinstance(name, str)),
            tuple(nicknames),
            birth,
            read.place,
            sex=read.sex,
            nationality=read.nationality,
            phone=read.phone,
        )

    @property
    def read(self) -> NormalForm:
        """Her first name made ready."""
        return self.forms[0] if self.forms else normalise(self.names[0])

    @property
    def called(self) -> str:
        """Her first nickname as it sounds, or nothing."""
        return normalise(self.nicknames[0]).joined if self.nicknames else ""

    @property
    def readings(self) -> tuple[NormalForm, ...]:
        """Every name and nickname that has letters, made ready, in each of its readings."""
        return tuple(row.form for row in rows_of(0, self))

    @property
    def facts(self) -> tuple[str, ...]:
        """Office, sex, nationality, province, telephone, as a register has them."""
        return ("", self.sex, self.nationality, self.place, self.phone)


def _listed(names: str | Iterable[str | None] | None) -> Iterable[str | None]:
    if names is None or isinstance(names, str) or not isinstance(names, Iterable):
        return (names,)  # a data frame calls what is missing NaN, which is a number
    return names


@dataclass(frozen=True)
class NameRow:
    """One name of one entry."""

    entry: int
    form: NormalForm
    nickname: bool


def rows_of(place: int, entry: Entry) -> list[NameRow]:
    """The names of an entry that have letters; her nicknames last."""
    forms = (
        entry.forms if entry.forms is not None else tuple(normalise(name) for name in entry.names)
    )
    # A row for each reading: a search for either finds her, and her best row ranks her.
    names = [NameRow(place, read, False) for form in forms for read in _read(form) if read.keys]
    nicknames = [NameRow(place, normalise(name), True) for name in entry.nicknames]
    return names + [row for row in nicknames if row.form.keys]


def _read(form: NormalForm) -> tuple[NormalForm, ...]:
    """A name as it is most read, and all other ways in which it may be meant."""
    whole = None if form.reading else with_joined_title(form.written)
    return (form, *form.others, *([whole] if whole else []))
