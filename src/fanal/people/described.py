"""What tells each person of a list from others at a glance: girl or woman, and her age.

So that nobody opens one file after another to compare them. Only of people whose file the reader
may open (`access.people_for`); that a list showed them is journalled once, by who draws it.
"""

from collections.abc import Collection, Iterable
from datetime import date
from functools import cache
from uuid import UUID

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext

from fanal.accounts.models import User
from fanal.core.calendars import AgeInterval, Minority, minority
from fanal.core.casework.answers import is_value
from fanal.keys.ring import Ring
from fanal.people.access import files_among
from fanal.people.forms import SEXES
from fanal.people.models import Person
from fanal.people.queries import ages
from fanal.people.queries import described as answers_about
from scriptnames import facts

WORDS: dict[tuple[str, bool], str | Promise] = {
    ("F", True): gettext_lazy("girl"),
    ("M", True): gettext_lazy("boy"),
    ("", True): gettext_lazy("child"),
    ("F", False): gettext_lazy("woman"),
    ("M", False): gettext_lazy("man"),
}
FIRST_PLURAL = 2  # years, in French


def words_about(people: Collection[UUID], user: User, ring: Ring, today: date) -> dict[UUID, str]:
    """A few words of each person whose file this user may open and has a key to: "girl, 14–15".
    Four queries for all."""
    if not people:
        return {}
    files = files_among(user, people)
    known = ages(files, ring, today)
    answers = answers_about([file.id for file in files], ring)
    return {
        file.id: _words(known.get(file.id), answers.get(file.id, {}).get("gender"))
        for file in files
    }


def _words(age: AgeInterval | None, gender: object) -> str:
    sex = _sex(str(gender)) if is_value(gender) else ""
    child = minority(age)
    young = child.protected_as_child
    parts = [] if child is Minority.NOT_KNOWN else [str(WORDS.get((sex, young), ""))]
    if child is Minority.NOT_KNOWN and sex:
        # Without an age neither word is claimed: who reads “woman” looks for no guardian.
        parts = [_("woman or girl") if sex == "F" else _("man or boy")]
    if age is not None:
        same = age.youngest == age.oldest
        years = str(age.youngest) if same else f"{age.youngest}\u2013{age.oldest}"
        parts.append(_in_years(age.oldest).format(years=years))
    return ", ".join(part for part in parts if part)


def _in_years(oldest: int) -> str:
    """Return the template of an age: French says “0 an”, “1 an” and “2 ans”."""
    if oldest < FIRST_PLURAL:
        return pgettext("after “girl”, of an infant", "{years}")
    return pgettext("after “girl”", "{years}")


def _sex(said: str) -> str:
    """Return F or M where the word is known, or is one of the choices of our form in some
    language."""
    return facts(sex=said).sex or _choices().get(said.strip().casefold(), "")


@cache
def _choices() -> dict[str, str]:
    found: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {str(words).casefold(): code for code, words in SEXES if code}
    return found


def shown(people: Iterable[Person], words: dict[UUID, str]) -> str:
    """Code names with what is known: the first two, and how many more."""
    first, *_rest = listed = [
        ", ".join(part for part in (person.code_name, words.get(person.id, "")) if part)
        for person in people
    ] or [""]
    if len(listed) <= 2:
        return " · ".join(listed)
    return _("{first} and {n} more").format(first=first, n=len(listed) - 1)
