"""Two files side by side: scripts, spelling, sound, birth, place, and the people around her."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from fanal.cases.access import cases_for
from fanal.cases.models import CasePerson
from fanal.core.casework.answers import NOT_ASKED, NoAnswer
from fanal.core.names import romanise, script_of
from fanal.core.words import Sentence, say
from fanal.people.access import people_for
from fanal.people.actions.details import QUESTIONS
from fanal.people.models import Person
from fanal.people.queries import Identity, files_of, identity

NOBODY = say("nobody whom you may open")


def side_by_side(
    user: Any, ring: Any, one: Person, other: Person, today: date
) -> list[dict[str, Any]]:
    """Rows of label, left, right, differs."""
    ours, theirs = (identity(person, ring, today) for person in (one, other))
    around = around_them(user, [one, other])
    rows: list[dict[str, Any]] = [
        {"label": label, "left": read(ours), "right": read(theirs)} for label, read in READ
    ]
    rows += [
        {"label": label, "left": ours.answers[name], "right": theirs.answers[name]}
        for name, label in QUESTIONS.items()
        if (ours.answers[name], theirs.answers[name]) != (NOT_ASKED, NOT_ASKED)
    ]
    rows.append(
        {
            "label": say("People around her, by code"),
            "left": "\n".join(around[one.id]) or NOBODY,
            "right": "\n".join(around[other.id]) or NOBODY,
        }
    )
    return [row | {"differs": row["left"] != row["right"]} for row in rows]


def around_them(user: Any, people: Iterable[Person]) -> dict[UUID, list[str]]:
    """The code names of who else is in her cases, as far as the reader may open them."""
    files = {file: person.id for person in people for file in files_of(person)}
    links = CasePerson.objects.filter(case__in=cases_for(user)).order_by("id")
    mine = links.filter(person__in=list(files)).values_list("person", "case")
    cases = [(files[person], case) for person, case in mine]
    others = links.filter(case__in={case for _, case in cases}, person__in=people_for(user))
    found: dict[UUID, list[str]] = {person.id: [] for person in people}
    for link in others.select_related("person"):
        for person, case in cases:
            if case == link.case_id and files.get(link.person_id) != person:
                found[person].append(link.person.code_name)
    return {person: sorted(set(codes)) for person, codes in found.items()}


def _texts(known: Identity) -> list[str]:
    return [data["text"] for _, data in known.names if data]


def _scripts(known: Identity) -> str | NoAnswer:
    return _lines(dict.fromkeys(script_of(text) or "?" for text in _texts(known)))


def _sound(known: Identity) -> str | NoAnswer:
    return _lines(dict.fromkeys(romanise(text) for text in _texts(known)))


def _names(known: Identity) -> str | NoAnswer:
    return _lines(_texts(known))


def _births(known: Identity) -> str | NoAnswer:
    said = [data for _, data in known.births if data and not data.get("retracted")]
    return _lines(data["date"] if "date" in data else _span(data) for data in said)


def _span(data: dict[str, Any]) -> str:
    return f"{data['from'][:4]}–{data['to'][:4]}"


def _age(known: Identity) -> Sentence | NoAnswer:
    return known.age.sentence() if known.age else NOT_ASKED


def _lines(lines: Iterable[str]) -> str | NoAnswer:
    return "\n".join(lines) or NOT_ASKED


READ = (
    (say("Names"), _names),
    (say("In Latin letters, by sound"), _sound),
    (say("Scripts"), _scripts),
    (say("Born, by each source"), _births),
    (say("Age today"), _age),
)
