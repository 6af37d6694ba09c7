"""What the team's search reads of a person: her names made ready, her birth, and what else tells
her from another of that name (place, sex, citizenship, telephone).

Sealed under one key of the team, so that a search opens one key and many small rows, in memory.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction

from fanal.accounts.models import Team
from fanal.core.calendars import BirthSource, Interval
from fanal.core.casework.answers import is_value, load
from fanal.core.casework.codes import NameKind
from fanal.keys.actions import create_folder
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.models import Birth, Details, Person, PersonName, SearchFolder, SearchRow
from fanal.web.typing import Answers
from scriptnames import Born, Entry, Facts, facts, from_zawgyi

ASKED_AS = {"place": "origin", "sex": "gender", "nationality": "citizenship", "phone": "telephone"}
type SourceSpan = tuple[str, str, bool]  # first and last day, whether it was guessed
GUESSED = {BirthSource.APPEARANCE, BirthSource.AGE_ASSESSMENT}


def refresh(person: Person, ring: Ring) -> None:
    """Write the search rows anew from everything that `ring` can open of her.

    Whoever cannot open the whole file leaves the rows as they are. The row of another team that
    also works on her lies under the key of her own file, which both teams hold, until that team
    writes: so what one team learns the other finds at once.
    """
    names = [name.try_unseal(ring) for name in PersonName.objects.filter(person=person)]
    births = [birth.try_unseal(ring) for birth in Birth.objects.filter(person=person)]
    details = Details.objects.filter(person=person).first()
    described = details.try_unseal(ring) if details else {}
    # A row of half a file would make her unfindable by what this reader could not open.
    if described is None or None in names or None in births:
        return
    data = content([n for n in names if n], [b for b in births if b], described)
    for team in teams_with(person):
        row = SearchRow.objects.filter(person=person, team=team).first()
        _write(row or SearchRow(person=person, team=team), data, ring)


def first_row(person: Person, data: Content, ring: Ring) -> SearchRow:
    """The row of a new file, of which only her team knows."""
    return _write(SearchRow(person=person, team=person.team), data, ring)


def _write(row: SearchRow, data: Content, ring: Ring) -> SearchRow:
    folder = search_folder(row.team, ring)
    # Who is locked seals without reading, to the present holders of the folder (ADR 6).
    holds = ring.locked or SearchRow.COMPARTMENT in ring.compartments(folder)
    row.folder = folder if holds else row.person_id
    row.seal(ring, data)
    row.save()
    return row


def teams_with(person: Person) -> list[Team]:
    """Return her team, and those that also have a case of hers."""
    also = Team.objects.filter(id__in=person.also_in.values("team")).exclude(id=person.team_id)
    return [person.team, *also.order_by("name")]


def content(names: Iterable[Content], births: Iterable[Content], described: Content) -> Content:
    """What a row holds, from what is written in her file."""
    answers = {question: load(stored) for question, stored in described.items()}
    return {
        "names": [_name_content(name) for name in names],
        "births": [_days(birth) for birth in births if not birth.get("retracted")],
        "facts": facts_of(answers).values(),
    }


@transaction.atomic
def freshen(people: Iterable[Person], ring: Ring) -> None:
    """Write anew the rows of these people that were made before rows held more than names."""
    rows = SearchRow.objects.filter(person__in=list(people)).select_related("person__team")
    for row in rows.order_by("id"):
        if (data := row.try_unseal(ring)) and "facts" not in data:
            refresh(row.person, ring)


def search_folder(team: Team, ring: Ring) -> UUID:
    """The folder with the team's search key, made when first needed."""
    found, made = SearchFolder.objects.get_or_create(team=team)
    if made:
        create_folder(folder=found.folder, kind="search", team=team, by=None, ring=ring)
    return found.folder


def entry(key: UUID | int | str, data: Content) -> Entry:
    """A search row, opened, as the index takes it; `key` is what a search answers with."""
    known = Facts(*data.get("facts", ()))
    return Entry(
        key=str(key),
        names=_read(name["text"] for name in data["names"] if name["kind"] != NameKind.NICKNAME),
        nicknames=_read(
            name["text"] for name in data["names"] if name["kind"] == NameKind.NICKNAME
        ),
        birth=_born(data["births"]),
        place=known.place,
        sex=known.sex,
        nationality=known.nationality,
        phone=known.phone,
    )


def joined(one: Content, other: Content) -> Content:
    """Return two rows of one person as one: all names and births, and the facts that either
    knows."""
    known = Facts(*one.get("facts", ())) | Facts(*other.get("facts", ()))
    whole = {part: [*one[part], *other[part]] for part in ("names", "births")}
    return whole | {"facts": known.values()}


def facts_of(answers: Answers) -> Facts:
    """What the answers about her say. Only what was answered: nothing is read from a name."""
    answered = {fact: answers.get(question) for fact, question in ASKED_AS.items()}
    return facts(**{fact: str(value) for fact, value in answered.items() if is_value(value)})


def _read(texts: Iterable[str]) -> tuple[str, ...]:
    """Names as written, and as they read in Unicode where they were kept in Zawgyi, each once."""
    both = (one for text in texts for one in (text, from_zawgyi(text)) if one)
    return tuple(dict.fromkeys(both))


def _name_content(name: Content) -> Content:
    """Return the name as written: how it sounds is told when the row is read, by the tables of that
    day."""
    return {"text": name["text"], "kind": name["kind"]}


def _days(birth: Content) -> SourceSpan:
    return birth["from"], birth["to"], birth["source"] in GUESSED or "ages" in birth


def _born(births: list[SourceSpan]) -> Born | None:
    """The span of all sources: a search must not miss her because one paper lies."""
    if not births:
        return None
    span = Interval(
        min(date.fromisoformat(b[0]) for b in births), max(date.fromisoformat(b[1]) for b in births)
    )
    return Born(span, estimated=len(births) > 1 or births[0][2])
