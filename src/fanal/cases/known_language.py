"""The language that she speaks, so that a form which asks for it proposes what is known."""

import re
from collections.abc import Callable

from fanal.accounts.models import User
from fanal.cases.access import cases_for, compartments_for, opened
from fanal.cases.models import Case
from fanal.cases.queries.known_answers import language_said
from fanal.core.sealing.compartments import IDENTITY, LEGAL, NARRATIVE
from fanal.keys.ring import Ring
from fanal.people.models import Person
from fanal.people.queries import described

# In which language she was heard, as apps above keep it, filled when the server starts.
HEARD_IN: list[Callable[[Case, Person, Ring], str]] = []
BETWEEN = re.compile(r"[,;/+&\n]|\b(?:and|et|và)\b")


def known_language(case: Case, user: User, ring: Ring, person: Person | None = None) -> str:
    """Return the language that she speaks as her file says it, or her call, or else her statement
    or interview: in the words of whoever wrote it down, as far as this user reads any of them; it
    is written down that it was read. `person`: of whom it is asked, where the case may concern
    several. Empty where a file names several languages: nobody guesses which."""
    if not cases_for(user).filter(pk=case.pk).exists():
        return ""  # the staff of a shelter, say, who open no case
    may_open = compartments_for(user, case)
    her = person or _only_one(case)
    if her is not None and IDENTITY in may_open and (language := _in_her_file(her, ring)):
        opened(user, case, IDENTITY, ring=ring)
        return language
    if NARRATIVE in may_open and (language := language_said(case, ring, her).strip()):
        opened(user, case, NARRATIVE, ring=ring)
        return language
    if her is not None and LEGAL in may_open and (language := _heard_in(case, her, ring)):
        opened(user, case, LEGAL, ring=ring)
        return language
    return ""


def _heard_in(case: Case, person: Person, ring: Ring) -> str:
    return next((language for read in HEARD_IN if (language := read(case, person, ring))), "")


def _only_one(case: Case) -> Person | None:
    links = list(case.concerned[:2])
    return links[0].person if len(links) == 1 else None


def _in_her_file(person: Person, ring: Ring) -> str:
    languages = described([person.id], ring).get(person.id, {}).get("languages")
    named = (
        [language.strip() for language in BETWEEN.split(languages)]
        if isinstance(languages, str)
        else []
    )
    named = [language for language in named if language]
    return named[0] if len(named) == 1 else ""
