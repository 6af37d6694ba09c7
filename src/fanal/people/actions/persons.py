"""Opening a person's file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypedDict

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import Team, User
from fanal.audit import actions as audit
from fanal.keys.ring import Ring
from fanal.people.actions.births import add_birth
from fanal.people.actions.details import save_details
from fanal.people.actions.merges import decide
from fanal.people.actions.names import add_name
from fanal.people.code_names import new_code_name
from fanal.people.folders import make_folder
from fanal.people.models import Person
from fanal.people.search_entries import refresh
from fanal.web.typing import Answers


class NewFile(TypedDict, total=False):
    """What is written into a new file at once."""

    names: Sequence[Answers]
    births: Sequence[Answers]
    answers: Answers | None
    others: Sequence[tuple[Person, bool | None]]


@transaction.atomic
def create_person(
    *,
    team: Team,
    by: User,
    ring: Ring | None = None,
    names: Sequence[Answers] = (),
    births: Sequence[Answers] = (),
    answers: Answers | None = None,
    others: Sequence[tuple[Person, bool | None]] = (),
    on: date | None = None,
) -> Person:
    """A new file with its keys. Nothing about her is required, not even a name.

    `names` and `births` are the arguments of `add_name` and `add_birth`; the first name is the one
    to be used unless another says `to_use`. `answers` are those of `save_details`; `others` the
    near files that were looked at first: other people (False), or one cannot tell (None).
    """
    person = Person.objects.create(
        team=team,
        code_name=new_code_name(),
        made_by=by,
        made_on=on or timezone.localdate(),
    )
    ring = make_folder(folder=person.id, kind="person", team=team, by=by, ring=ring)
    audit.record(act="person.made", by=by, about=person.id)
    for name in names:
        add_name(person=person, by=by, ring=ring, on=on, listed=False, **name)
    for birth in births:
        add_birth(person=person, by=by, ring=ring, on=on, listed=False, **birth)
    if answers:
        save_details(person=person, answers=answers, version=0, by=by, ring=ring, listed=False)
    refresh(person, ring)
    for other, same in others:
        decide(keep=person, other=other, same=same, by=by, on=on)
    return person
