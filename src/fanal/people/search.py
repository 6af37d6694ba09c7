"""Search among the people of the teams, and near matches before a new file is opened."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from uuid import UUID

import scriptnames
from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.core.casework.typed_text import short_text
from fanal.core.errors import BadInput
from fanal.core.libraries import own_errors
from fanal.core.words import Translatable, say
from fanal.keys.ring import Ring
from fanal.people.access import kept_out_of, people_among, person_by_code, teams_of
from fanal.people.corrections import as_written
from fanal.people.lost_rows import retry_lost_rows
from fanal.people.models import Person, SearchRow
from fanal.people.name_packs import pack_more
from fanal.people.opened_search import one_at_a_time, open_packs, open_rows, packed_teams
from fanal.people.queries import answered_about
from fanal.people.related_cases import people_of_case
from scriptnames import Born, Facts, Hit, Level

MOST = 20
OF_NUMBER = (scriptnames.SAME_TELEPHONE,)  # the reasons where no name was compared
OF_PLACE = (scriptnames.SAME_PLACE,)
SURE = 0.0  # bits for one person from which another name is no hindrance
CODE_NAME = re.compile(r"[A-Za-z]+ [A-Za-z]+ \d{2,3}")


@dataclass(frozen=True)
class PossibleMatch:
    """A near match: the file, and why it is near. Names are not among the reasons."""

    person: Person
    level: Translatable
    why: tuple[Translatable, ...]


NOTHING = Facts()


def search(
    *,
    text: str,
    by: User,
    ring: Ring,
    born: Born | None = None,
    known: Facts = NOTHING,
    called: str = "",
    from_place: str = "",
) -> list[PossibleMatch]:
    """The people nearest to `text`, best first: by a name in any script, or by code name; without
    a text those of the telephone number. `from_place`: and those who come from there.

    Who bears another name is shown where all else that was said agrees. The journal keeps that a
    search was made, never what for. Raises `BadInput`.
    """
    text = short_text("text", text)
    for team in teams_of(by):
        # Written before anything is looked for, and without the text: a name in the journal would
        # outlive every erasure.
        audit.record(act="person.searched", by=by, about=team.pk)
    # Before any name is compared: two English words and a number are nobody's name.
    if CODE_NAME.fullmatch(text):
        return _of_code_name(by, text)
    if not text and known.phone:
        return nearest((), by=by, ring=ring, known=Facts(phone=known.phone))
    least = Level.DIFFERENT if known != NOTHING or called else Level.WEAK
    try:
        return nearest(
            [text],
            by=by,
            ring=ring,
            born=born,
            known=known,
            called=called,
            least=least,
            from_place=from_place,
        )
    except BadInput as problem:
        raise BadInput("text", problem.why) from None


def _of_code_name(by: User, text: str) -> list[PossibleMatch]:
    """The person of this code name, or those whom the case of this code name concerns."""
    if person := person_by_code(by, text):
        return [PossibleMatch(person, say("the code name"), ())]
    people = people_among(by, people_of_case(by, text)).order_by("id")
    return [PossibleMatch(one, say("the code name of her case"), ()) for one in people]


def find(*, text: str, by: User, ring: Ring) -> list[PossibleMatch]:
    """Return whoever is meant by what was typed into the one box of every page: a name in any
    script, a code name, a telephone number or a place. Raises `BadInput`."""
    number = scriptnames.facts(phone=text).phone
    if number and not any(one.isalpha() for one in text):
        return search(text="", by=by, ring=ring, known=Facts(phone=number))
    return search(text=text, by=by, ring=ring, from_place=text)


def near_files(
    texts: Sequence[str],
    *,
    by: User,
    ring: Ring,
    born: Born | None = None,
    known: Facts = NOTHING,
    called: str = "",
    to: UUID | None = None,
) -> list[PossibleMatch]:
    """Return the files that `nearest` finds, without those that share no more than the common part
    of a name."""
    return nearest(
        texts, by=by, ring=ring, born=born, known=known, called=called, to=to, least=Level.LIKE
    )


@own_errors()
@retry_lost_rows
def nearest(
    texts: Sequence[str],
    *,
    by: User,
    ring: Ring,
    born: Born | None = None,
    known: Facts = NOTHING,
    called: str = "",
    to: UUID | None = None,
    least: Level = Level.WEAK,
    among: Container[UUID] | None = None,
    from_place: str = "",
) -> list[PossibleMatch]:
    """The files nearest to any of `texts`, without `to` and those already compared with it, and
    those without a name that have the telephone number. Without `texts` whoever has that number;
    after them those who come from `from_place`.

    `born`, `known` and `called`, a nickname, tell her from others of that name. `among`: no other
    file is opened, read or counted.
    """
    texts = readings(texts) or texts
    asked_before = answered_about(to) | {to} if to else set()
    teams = packed_teams(by, ring) if among is None else []
    few = None if among is None else partial(open_rows, by, ring, among, kept_out_of(by))
    with one_at_a_time:
        opened = few() if few else open_packs(teams, by, ring)
        index = opened.index({opened.stands_for.get(one, one) for one in asked_before})
        best: dict[str, Hit] = {}
        for text in texts:
            for hit in index.search(text, birth=born, limit=MOST, nickname=called, **asdict(known)):
                _keep_better(best, hit, least)
        _add_others(best, index, known.phone, from_place, named=bool(texts))
        del index
    near = _found(by, ring, sorted(best.values(), key=lambda hit: -hit.score)[:MOST])
    found = as_written(near, texts, by, ring, without_names, opened.entries)
    for team in teams:
        pack_more(team, ring)
    return found


def _add_others(
    best: dict[str, Hit], index: scriptnames.Index, phone: str, from_place: str, *, named: bool
) -> None:
    """Add those who have this number, and those who come from there."""
    of_number = index.of_telephone(phone, nameless=named)
    # At most half of the page beside a name: a number that many share hides nobody of that name.
    for key in of_number[: MOST // 2 if named else MOST]:
        best[key] = Hit(key, Level.DIFFERENT, SURE, OF_NUMBER)
    for key in index.of_place(from_place)[:MOST] if from_place else ():
        # After all who have the number: a place is shared by many.
        best.setdefault(key, Hit(key, Level.DIFFERENT, SURE - 1, OF_PLACE))


def _keep_better(best: dict[str, Hit], hit: Hit, least: Level) -> None:
    # Names that differ count too where all else that was said agrees: she may have given another
    # one.
    counts = hit.level >= least or hit.score >= SURE
    if counts and (hit.key not in best or best[hit.key].score < hit.score):
        best[hit.key] = hit


def readings(texts: Iterable[str]) -> list[str]:
    """The texts by which one can search: those with a letter, and Burmese typed in Zawgyi also as
    it reads in Unicode (whichever the name was typed in, she is found)."""
    both = (one for text in texts for one in (text, scriptnames.from_zawgyi(text)))
    return [one for one in both if one and scriptnames.normalise(one).keys]


def _found(by: User, ring: Ring, hits: Sequence[Hit]) -> list[PossibleMatch]:
    """The files of these, of whoever may be seen and still has a row."""
    # A row read one by one has the id of its file; packs hold no ids, only its number.
    packed = [int(hit.key) for hit in hits if "-" not in hit.key]
    who = _whose(packed, by, ring) if packed else {}
    of = {hit.key: who.get(hit.key) if "-" not in hit.key else UUID(hit.key) for hit in hits}
    people = people_among(by, [one for one in of.values() if one]).order_by().in_bulk()
    found = ((of[hit.key], hit) for hit in hits)
    return [
        PossibleMatch(people[one], *_level_and_reasons(hit)) for one, hit in found if one in people
    ]


def _level_and_reasons(hit: Hit) -> tuple[Translatable, tuple[Translatable, ...]]:
    """The level, and the reasons without the one that says it once more."""
    level = hit.why[0] if hit.why in (OF_NUMBER, OF_PLACE) else hit.level.sentence()
    return level, tuple(one for one in without_names(hit.why) if one != level)


def _whose(numbers: list[int], by: User, ring: Ring) -> dict[str, UUID]:
    """Return whose the rows of these numbers are, in the teams of `by`. Raises BrokenSeal for a row
    that names another."""
    rows = SearchRow.objects.filter(number__in=numbers, team__in=teams_of(by))
    return {str(row.number): row.person_id for row in rows if row.try_unseal(ring) is not None}


def without_names(why: Iterable[Translatable]) -> tuple[Translatable, ...]:
    """The reasons that quote no part of a name: what a page by code names may show."""
    return tuple(one for one in why if not any(isinstance(v, str) for v in one.values.values()))
