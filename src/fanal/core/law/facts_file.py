"""Read a facts file: a person, a period, places and answers, as JSON.

`{"person": {"sex": "female", "age": [15, 17], "age_at_exploitation": [15, 21]},
"when": ["2011-12-01", "2011-12-14"], "places": {"recruited": ["LA"], "exploited": ["TH"]},
"facts": {"recruited": true, "force": null}}`

`age` is the age when she was recruited (`age_at_recruitment` says the same). Each part may be left
out; a code left out is unknown. `observations` may stand beside or instead
of `facts`: a list of `{"code", "answer", "source", "said_by", "on", "certainty", "about"}`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from fanal.core.errors import BadInput
from fanal.core.law.answers import answer
from fanal.core.law.case import OLDEST, LawCase, LawPerson, Period, Places, Sex, turned_round
from fanal.core.law.countries import COUNTRIES
from fanal.core.law.facts import Certainty, FactAnswer, FactSource, LawFacts, Observation, gather
from fanal.core.law.vocabulary import code, quoted, shown, vocabulary
from fanal.core.words import say

PLACES = {
    "recruited": "recruited",
    "moved_through": "moved_through",
    "transit": "moved_through",
    "exploited": "exploited",
}
OBSERVATION = {"code", "answer", "source", "said_by", "on", "certainty", "about"}
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def read_facts(text: str, *, today: date) -> tuple[LawCase, LawFacts]:
    """Raises BadInput that names the place in the file."""
    top = whole(parse(text), {"person", "when", "places", "facts", "observations"})
    case = LawCase(
        read_person(top.get("person")),
        read_places(top.get("places")),
        read_period(top.get("when"), today),
    )
    # The observations first, so that a fault names their place in the file.
    answers = [*read_observations(top.get("observations")), *read_answers(top.get("facts"))]
    return case, gather(answers, today=today)


def parse(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=without_doubles)
    except json.JSONDecodeError as problem:
        where = f"line {problem.lineno} column {problem.colno}"
        raise BadInput(where, say("this is not JSON")) from None
    except BadInput:
        raise
    except RecursionError:
        raise BadInput("file", say("nested too deeply")) from None
    except ValueError:  # an integer of more digits than Python reads
        raise BadInput("file", say("a number has too many digits")) from None


def without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """JSON allows a name twice and keeps the last: here that would hide a contradiction."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found and found[name] != value:
            raise BadInput(shown(name), say("given twice with two different values"))
        found[name] = value
    return found


def whole(value: Any, known: set[str]) -> Mapping[str, Any]:
    """The file itself, which cannot be null as its parts can."""
    return table([] if value is None else value, "", known)


def table(value: Any, where: str, known: set[str] | None = None) -> Mapping[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise BadInput(where or "file", say("expected an object in braces"))
    for name in value:
        if known is not None and name not in known:
            place = f"{where}.{shown(name)}" if where else shown(name)
            names = ", ".join(sorted(known))
            raise BadInput(place, say("unknown entry; known are {names}", names=names))
    return value


def read_person(value: Any) -> LawPerson:
    known = {"sex", "age", "age_at_recruitment", "age_at_exploitation"}
    given = table(value, "person", known)
    sex = given.get("sex")
    sex = Sex.UNKNOWN if sex is None else member(Sex, sex, "person.sex")
    if given.get("age") is not None and given.get("age_at_recruitment") is not None:
        raise BadInput("person.age", say("the age when recruited is given twice"))
    name = "age" if given.get("age") is not None else "age_at_recruitment"
    then = given.get("age_at_exploitation")
    exploited = None if then is None else read_age(then, "person.age_at_exploitation")
    return LawPerson(sex, *read_age(given.get(name), f"person.{name}"), exploited)


def read_age(value: Any, where: str = "person.age") -> tuple[int, int]:
    if value is None:
        return 0, OLDEST
    ends = value if isinstance(value, list) else [value]
    if len(ends) not in (1, 2):
        raise BadInput(where, say("expected one age or two, youngest and oldest"))
    for end in ends:
        if end is not None and type(end) is not int:
            why = say("{value} is not a whole number of years", value=quoted(end))
            raise BadInput(where, why)
    youngest, oldest = ends[0], ends[-1]
    return 0 if youngest is None else youngest, OLDEST if oldest is None else oldest


def read_places(value: Any) -> Places:
    found: dict[str, frozenset[str]] = {}
    for name, countries in table(value, "places", set(PLACES)).items():
        where = f"places.{name}"
        if not isinstance(countries, list):
            raise BadInput(where, say("expected a list of country codes"))
        for country in countries:
            if not isinstance(country, str) or country not in COUNTRIES:
                raise BadInput(where, say("{code} is not a country code", code=quoted(country)))
        field = PLACES[name]
        found[field] = found.get(field, frozenset()) | frozenset(countries)
    return Places(**found)


def read_period(value: Any, today: date) -> Period:
    if value is None:
        return Period()
    ends = value if isinstance(value, list) else [value]
    if len(ends) not in (1, 2):
        raise BadInput("when", say("expected one day or two, the first and the last"))
    days = [read_day(end, f"when[{place}]") for place, end in enumerate(ends)]
    return Period(days[0], days[-1]).no_later_than(today)


def read_day(value: Any, where: str) -> date | None:
    if value is None:
        return None
    if isinstance(value, str) and DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise BadInput(where, say("{day} is not a day of the calendar", day=value)) from None
    raise BadInput(where, say("{day} is not a day written like 2011-12-14", day=quoted(value)))


def read_answers(value: Any) -> list[Observation]:
    given = table(value, "facts")
    return [
        Observation(code(name).name, answer(said, f"facts.{name}"), said_by="facts")
        for name, said in given.items()
    ]


def read_observations(value: Any) -> list[Observation]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise BadInput("observations", say("expected a list"))
    return [read_observation(row, f"observations[{n}]") for n, row in enumerate(value)]


def read_observation(value: Any, where: str) -> Observation:
    row = table(value, where, OBSERVATION)
    return Observation(
        code_of(row, where),
        answer(row.get("answer", FactAnswer.UNKNOWN), f"{where}.answer"),
        member(FactSource, row.get("source", FactSource.INTERVIEW), f"{where}.source"),
        text_of(row.get("said_by", ""), f"{where}.said_by"),
        read_day(row.get("on"), f"{where}.on"),
        member(Certainty, row.get("certainty", Certainty.SURE), f"{where}.certainty"),
        read_about(row.get("about"), f"{where}.about"),
    )


def read_about(value: Any, where: str) -> tuple[date | None, date | None]:
    """The time an observation speaks of: one day, or the first and the last."""
    ends = value if isinstance(value, list) else [value]
    if len(ends) not in (1, 2):
        raise BadInput(where, say("expected one day or two, the first and the last"))
    first, last = read_day(ends[0], where), read_day(ends[-1], where)
    if first and last and first > last:
        raise BadInput(where, turned_round(first.isoformat(), last.isoformat()))
    return first, last


def code_of(row: Mapping[str, Any], where: str) -> str:
    name = row.get("code")
    if not isinstance(name, str) or name not in vocabulary():
        raise BadInput(f"{where}.code", say("no such code in the vocabulary"))
    return name


def text_of(value: Any, where: str) -> str:
    if not isinstance(value, str):
        raise BadInput(where, say("{value} is not a text", value=quoted(value)))
    return value


def member[E: StrEnum](kind: type[E], value: Any, where: str) -> E:
    try:
        return kind(value)
    except ValueError:
        why = say("{value} is not one of {names}", value=quoted(value), names=", ".join(kind))
        raise BadInput(where, why) from None
