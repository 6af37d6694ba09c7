"""Opening a person's file."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple, TypedDict

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import Team, User
from fanal.audit import actions as audit
from fanal.coded_facts import actions as facts
from fanal.core.calendars import BirthClaim
from fanal.core.casework.answers import dump, refuse_unknown
from fanal.core.casework.codes import NameKind, name_to_use
from fanal.core.casework.typed_text import short_text
from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.keys.sealed import Content
from fanal.people.actions.births import age_said, first_age, unsaved_birth
from fanal.people.actions.merges import decide
from fanal.people.code_names import new_code_name
from fanal.people.coding import code_details
from fanal.people.folders import make_folder
from fanal.people.models import QUESTIONS, Birth, Details, Person, PersonName
from fanal.people.name_packs import WRITTEN, pack_more
from fanal.people.search_entries import content, first_row, refresh
from fanal.web.typing import Answers


class ComparedFile(NamedTuple):
    """What was answered of a near file that was looked at first: another person (False), or one
    cannot tell (None). `twins`: another person whom everything says to be the same."""

    other: Person
    same: bool | None
    twins: bool = False


class NewFile(TypedDict, total=False):
    """What is written into a new file at once."""

    names: Sequence[Answers]
    births: Sequence[Answers]
    answers: Answers | None
    others: Sequence[ComparedFile]


@transaction.atomic
def create_person(
    *,
    team: Team,
    by: User,
    ring: Ring | None = None,
    names: Sequence[Answers] = (),
    births: Sequence[Answers] = (),
    answers: Answers | None = None,
    others: Sequence[ComparedFile] = (),
    on: date | None = None,
) -> Person:
    """A new file with its keys. Nothing about her is required, not even a name.

    `names` and `births` are the arguments of `add_name` and `add_birth`; the first name is the one
    to be used unless another says `to_use`. `answers` are those of `save_details`; `others` the
    near files that were looked at first.
    """
    person = Person.objects.create(
        team=team, code_name=new_code_name(), made_by=by, made_on=on or timezone.localdate()
    )
    ring = make_folder(folder=person.id, kind="person", team=team, by=by, ring=ring)
    audit.record(act="person.made", by=by, about=person.id)
    _write_first_rows(person, by, ring, names=names, births=births, answers=answers or {}, on=on)
    for one in others:
        decide(
            keep=person, other=one.other, same=one.same, twins=one.twins, by=by, ring=ring, on=on
        )
    return person


def _write_first_rows(
    person: Person,
    by: User,
    ring: Ring,
    *,
    names: Iterable[Answers],
    births: Iterable[Answers],
    answers: Answers,
    on: date | None,
) -> None:
    """Write the first rows of a file as `add_name`, `add_birth` and `save_details` of each would.

    Nothing is there yet that would have to be read, and what follows from all of it (age, search
    row, coded facts) is made once. Raises `BadInput`.
    """
    named, sealed_details = _first_names(person, names, ring, on), details_told(answers)
    dated: list[Answers] = [{"on": on, **birth} for birth in births]
    claims_made = [unsaved_birth(person, ring, **one) for one in dated]
    PersonName.objects.bulk_create(named)
    claims = _births(person, claims_made)
    details = _details(person, sealed_details, ring) if answers else None
    code_new_file(person, claims, details, sealed_details)
    acts = ["person.named"] * len(named) + ["person.birth_added"] * len(claims_made)
    acts += ["person.described"] if details else []
    audit.record_each(acts, by=by, about=person.id)
    # In the order in which `refresh` reads them from the table, so that both make the same row.
    named.sort(key=lambda one: not one.to_use)
    opened = [one.unseal(ring) for one in named], [one.unseal(ring) for one, _claim in claims_made]
    row = first_row(person, content(*opened, sealed_details), ring)
    # A locked ring opens no row that could be packed: the next search does it.
    if row.number % WRITTEN == 0 and not ring.locked:
        pack_more(person.team, ring)


def _first_names(
    person: Person, names: Iterable[Answers], ring: Ring, on: date | None
) -> list[PersonName]:
    asked = [{"on": on, **name} for name in names]
    used = name_to_use([one.get("to_use") for one in asked])
    return [
        unsaved_name(person, ring, **one | {"to_use": place == used})
        for place, one in enumerate(asked)
    ]


def _births(person: Person, said: list[tuple[Birth, BirthClaim]]) -> list[BirthClaim]:
    Birth.objects.bulk_create(birth for birth, _claim in said)
    claims = [claim for _birth, claim in said]
    first_age(person, claims)
    return claims


def _details(person: Person, content: Content, ring: Ring) -> Details:
    details = Details(person=person, folder=person.id)
    details.write(ring, content, 0)
    return details


def code_new_file(
    person: Person, claims: list[BirthClaim], details: Details | None, content: Content
) -> None:
    """Keep what a new file says, in one list that is begun with it."""
    coded = [age_said(person, claims)] if claims else []
    if details is not None:
        source = facts.source_of(details)
        coded += [(source, fact) for _who, fact in code_details(details, content)]
    if coded:
        facts.note_each(person.id, coded)


# Answers about a person that are asked only where help needs them.
@transaction.atomic
def save_details(
    *, person: Person, answers: Answers, version: int, by: User, ring: Ring
) -> Details:
    """Save the answers seen at `version` (0: none yet). Raises `Conflict`, `BadInput`."""
    details_content = details_told(answers)
    known = Details.objects.filter(person=person).first()
    details = known or Details(person=person, folder=person.id)
    details.write(ring, (known.unseal(ring) if known else {}) | details_content, version)
    facts.code_row(details, details.unseal(ring))
    audit.record(act="person.described", by=by, about=person.id)
    refresh(person, ring)
    return details


def details_told(answers: Answers) -> Content:
    """The answers as they are sealed. Raises `BadInput`."""
    refuse_unknown(answers, QUESTIONS)
    return {name: _cleaned(name, answer) for name, answer in answers.items()}


def _cleaned(name: str, answer: object) -> object:
    return dump(short_text(name, answer) if type(answer) is str else answer)


# Names: any number, one of them to be used, shown on demand and not otherwise.
@transaction.atomic
def add_name(
    *,
    person: Person,
    text: str,
    by: User,
    ring: Ring,
    kind: str = NameKind.AS_SAID,
    language: str = "",
    script: str = "",
    to_use: bool | None = None,
    on: date | None = None,
) -> PersonName:
    """Add one name. The first one is to be used unless `to_use` says otherwise.

    Raises `BadInput` for an empty name, one of more than 200 letters, or an unknown kind.
    """
    names = PersonName.objects.filter(person=person)
    to_use = not names.exists() if to_use is None else to_use
    said: Answers = {"text": text, "kind": kind, "language": language, "script": script}
    name = unsaved_name(person, ring, on=on, to_use=to_use, **said)
    if to_use:
        # Before the new one is saved: the constraint allows one name to use for each person.
        names.filter(to_use=True).update(to_use=False)
    name.save()
    audit.record(act="person.named", by=by, about=person.id)
    refresh(person, ring)
    return name


def unsaved_name(
    person: Person,
    ring: Ring,
    *,
    on: date | None,
    to_use: bool,
    text: str,
    kind: str = NameKind.AS_SAID,
    language: str = "",
    script: str = "",
) -> PersonName:
    """The row of one name, sealed and not saved yet. Raises `BadInput` as `add_name` does."""
    text = short_text("text", text, needed=say("a name is missing"))
    if kind not in set(NameKind):
        raise BadInput("kind", say("{code} is not a kind of name", code=kind))
    day = on or timezone.localdate()
    name = PersonName(person=person, folder=person.id, to_use=to_use, made_on=day)
    name.seal(ring, {"text": text, "kind": kind, "language": language, "script": script})
    return name


@transaction.atomic
def use_name(*, name: PersonName, by: User) -> None:
    """Make this the one to be used."""
    # First, as the constraint allows only one at any moment.
    PersonName.objects.filter(person=name.person_id, to_use=True).update(to_use=False)
    PersonName.objects.filter(id=name.id).update(to_use=True)
    audit.record(act="person.name_chosen", by=by, about=name.person_id)


@transaction.atomic
def reveal_name(*, person: Person, by: User, ring: Ring) -> str | None:
    """The name to be used, written down as shown. None where there is no name.

    Raises Locked or NotGranted.
    """
    # The model's ordering puts the name to use first, then the earliest one.
    name = PersonName.objects.filter(person=person).first()
    audit.record(act="person.name_shown", by=by, about=person.id)
    return str(name.unseal(ring)["text"]) if name else None
