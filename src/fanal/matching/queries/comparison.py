"""Two files side by side: scripts, spelling, sound, birth, place, and the people around her."""

from collections.abc import Iterable
from datetime import date

from fanal.accounts.models import User
from fanal.core.calendars import read_text
from fanal.core.casework.answers import NOT_ASKED, NoAnswer, is_value
from fanal.core.words import Sentence, say
from fanal.keys.ring import Ring
from fanal.people.models import QUESTIONS, Person
from fanal.people.queries import Identity, around, identity
from fanal.web.typing import Context
from fanal.web.words import in_both_eras, translated
from scriptnames import SCRIPT_SAYS, facts, romanise, script_of

NOBODY = say("nobody whose file you may open")


def side_by_side(user: User, ring: Ring, one: Person, other: Person, today: date) -> list[Context]:
    """Rows of label, left, right, differs."""
    ours, theirs = (identity(person, ring, today) for person in (one, other))
    near = around(user, [one, other])
    rows: list[Context] = [
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
            "left": "\n".join(near[one.id]) or NOBODY,
            "right": "\n".join(near[other.id]) or NOBODY,
        }
    )
    return [row | {"differs": _differ(row["left"], row["right"])} for row in rows]


def _differ(left: object, right: object) -> bool:
    """Whether both sides say something, and nothing of it is the same, in writing or by sound.

    What one side was never asked tells nobody apart.
    """
    # A difference that is none would speak against two files of one person.
    if NOBODY in (left, right) or not (is_value(left) and is_value(right)):
        return False
    if not (isinstance(left, str) and isinstance(right, str)):
        return bool(left != right)
    ours, theirs = ({facts(place=line).place for line in one.split("\n")} for one in (left, right))
    return ours.isdisjoint(theirs)


def _texts(known: Identity) -> list[str]:
    return [data["text"] for _, data in known.names if data]


def _scripts(known: Identity) -> str | NoAnswer:
    scripts = dict.fromkeys(script_of(text) for text in _texts(known))
    return _lines(translated(SCRIPT_SAYS[script]) if script else "?" for script in scripts)


def _sound(known: Identity) -> str | NoAnswer:
    return _lines(dict.fromkeys(romanise(text) for text in _texts(known)))


def _names(known: Identity) -> str | NoAnswer:
    return _lines(_texts(known))


def _births(known: Identity) -> str | NoAnswer:
    births = [data for _, data in known.births if data and not data.get("retracted")]
    return _lines(
        in_both_eras(read_text(data["date"]).date)
        if "date" in data
        else f"{data['from'][:4]}–{data['to'][:4]}"
        for data in births
    )


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
