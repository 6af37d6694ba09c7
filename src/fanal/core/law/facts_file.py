"""Read a facts file: a person, a period, places and answers, as JSON.

`{"person": {"sex": "female", "age": [15, 17], "age_at_exploitation": [15, 21]},
"when": ["2011-12-01", "2011-12-14"], "places": {"recruited": ["LA"], "exploited": ["TH"]},
"facts": {"recruited": true, "force": null}}`

`age` is the age when she was recruited (`age_at_recruitment` says the same). Each part may be left
out; a code left out is unknown. `observations` may stand beside or instead
of `facts`: a list of `{"code", "answer", "source", "said_by", "on", "certainty", "about"}`.
"""

import unicodedata
from datetime import date
from typing import Any

from fanal.core.calendars.ages import OLDEST_AGE
from fanal.core.data_files.json_values import ValuePlace, quoted
from fanal.core.errors import BadInput
from fanal.core.law.case import LawCase, LawPerson, Period, Places, Sex, turned_round
from fanal.core.law.countries import COUNTRIES
from fanal.core.law.facts import Certainty, FactAnswer, FactSource, LawFacts, Observation, gather
from fanal.core.law.vocabulary import code, vocabulary
from fanal.core.words import say

ANY_AGE = (0, OLDEST_AGE)
PLACES = {
    "recruited": "recruited",
    "moved_through": "moved_through",
    "transit": "moved_through",
    "exploited": "exploited",
}
ONE_OR_TWO_DAYS = say("expected one day or two, the first and the last")


def facts_from(data: Any, *, today: date) -> tuple[LawCase, LawFacts]:
    """Return the case and the facts of a file that was read. Raises BadInput that
    names the place."""
    top = ValuePlace(data)
    case = LawCase(
        read_person(top.get("person")),
        read_places(top.get("places")),
        read_period(top.get("when"), today),
    )
    # The observations first, so that a fault names their place in the file.
    answers = [*top.get("observations").each(read_observation), *read_answers(top.get("facts"))]
    top.end()
    return case, gather(answers, today=today)


def read_person(given: ValuePlace) -> LawPerson:
    if given.value is None:
        return LawPerson(Sex.UNKNOWN, *ANY_AGE, None)
    age, recruited = given.get("age"), given.get("age_at_recruitment")
    exploited = given.get("age_at_exploitation")
    if age.value is not None and recruited.value is not None:
        raise age.wrong(say("the age when recruited is given twice"))
    person = LawPerson(
        given.get("sex").code(Sex, Sex.UNKNOWN),
        *read_age(recruited if age.value is None else age),
        None if exploited.value is None else read_age(exploited),
    )
    given.end()
    return person


def read_age(given: ValuePlace) -> tuple[int, int]:
    if given.value is None:
        return ANY_AGE
    ends = given.one_or_two(say("expected one age or two, youngest and oldest"))
    return ends[0].number(0, OLDEST_AGE, 0), ends[-1].number(0, OLDEST_AGE, OLDEST_AGE)


def read_places(given: ValuePlace) -> Places:
    by_field: dict[str, frozenset[str]] = {}
    if given.value is None:
        return Places()
    for name, field in PLACES.items():
        by_field[field] = by_field.get(field, frozenset()) | read_countries(given.get(name))
    given.end()
    return Places(**by_field)


def read_countries(given: ValuePlace) -> frozenset[str]:
    for entry in given.items():
        if not isinstance(entry.value, str) or entry.value not in COUNTRIES:
            raise given.wrong(say("{code} is not a country code", code=quoted(entry.value)))
    return frozenset(given.value or ())


def read_period(given: ValuePlace, today: date) -> Period:
    if given.value is None:
        return Period()
    days = [end.maybe_day() for end in given.one_or_two(ONE_OR_TWO_DAYS)]
    return Period(days[0], days[-1]).no_later_than(today)


def read_answers(given: ValuePlace) -> list[Observation]:
    if given.value is None:
        return []
    return [
        Observation(code(name).name, answer(said.value, said.where), said_by="facts")
        for name, said in given.members()
    ]


def read_observation(given: ValuePlace) -> Observation:
    said = given.get("answer")
    observation = Observation(
        code_of(given.get("code")),
        answer(said.value, said.where),
        given.get("source").code(FactSource, FactSource.INTERVIEW),
        given.get("said_by").text(""),
        given.get("on").maybe_day(),
        given.get("certainty").code(Certainty, Certainty.SURE),
        read_about(given.get("about")),
    )
    given.end()
    return observation


def read_about(given: ValuePlace) -> tuple[date | None, date | None]:
    """Return the time an observation speaks of: one day, or the first and the last."""
    if given.value is None:
        return None, None
    ends = [end.maybe_day() for end in given.one_or_two(ONE_OR_TWO_DAYS)]
    first, last = ends[0], ends[-1]
    if first and last and first > last:
        raise given.wrong(turned_round(first.isoformat(), last.isoformat()))
    return first, last


def code_of(given: ValuePlace) -> str:
    if not isinstance(given.value, str) or given.value not in vocabulary():
        raise given.wrong(say("no such code in the vocabulary"))
    return given.value


# Read one answer, in the words of the languages the questions are asked in.
# Vietnamese has no single word for yes: có affirms "is there", phải affirms "is it so".
WORDS = {
    FactAnswer.YES: ("yes", "y", "true", "oui", "vrai", "có", "phải", "đúng"),
    FactAnswer.NO: ("no", "n", "false", "non", "faux", "không", "không phải", "sai"),
    FactAnswer.UNKNOWN: (
        "unknown",
        "not known",
        "inconnu",
        "ne sait pas",
        "không biết",
        "không rõ",
    ),
    FactAnswer.REFUSED: (
        "refused",
        "does not want to say",
        "refuse",
        "ne veut pas dire",
        "từ chối",
    ),
    FactAnswer.NOT_ASKED: ("not_asked", "not asked", "pas demandé", "chưa hỏi"),
}
BY_WORD = {word: answer for answer, words in WORDS.items() for word in words}


def answer(said: Any, where: str) -> FactAnswer:
    """Return the answer of true, false, None, or a word. Raises BadInput, with what
    was said, for any other."""
    if said is None:
        return FactAnswer.UNKNOWN
    if isinstance(said, bool):
        return FactAnswer.YES if said else FactAnswer.NO
    if isinstance(said, str):
        # Vietnamese letters come composed or decomposed, depending on the keyboard.
        word = unicodedata.normalize("NFC", said).strip().rstrip(".!").casefold()
        if word in BY_WORD:
            return BY_WORD[word]
    raise BadInput(where, say("{value} is not an answer: true, false or null", value=quoted(said)))
