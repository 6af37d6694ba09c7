"""Opening a person's file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, TypedDict

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import Team, User
from fanal.audit import actions as audit
from fanal.keys.ring import Ring
from fanal.people.actions.first_rows import write_first_rows
from fanal.people.actions.merges import decide
from fanal.people.code_names import new_code_name
from fanal.people.folders import make_folder
from fanal.people.models import Person
from fanal.web.typing import Answers


class NearFile(NamedTuple):
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
    others: Sequence[NearFile]


@transaction.atomic
def create_person(
    *,
    team: Team,
    by: User,
    ring: Ring | None = None,
    names: Sequence[Answers] = (),
    births: Sequence[Answers] = (),
    answers: Answers | None = None,
    others: Sequence[NearFile] = (),
    on: date | None = None,
) -> Person:
    """A new file with its keys. Nothing about her is required, not even a name.

    `names` and `births` are the arguments of `add_name` and `add_birth`; the first name is the one
    to be used unless another says `to_use`. `answers` are those of `save_details`; `others` the
    near files that were looked at first.
    """
    person = Person.objects.create(
        team=team,
        code_name=new_code_name(),
        made_by=by,
        made_on=on or timezone.localdate(),
    )
    ring = make_folder(folder=person.id, kind="person", team=team, by=by, ring=ring)
    audit.record(act="person.made", by=by, about=person.id)
    write_first_rows(person, by, ring, names=names, births=births, answers=answers or {}, on=on)
    for one in others:
        decide(
            keep=person, other=one.other, same=one.same, twins=one.twins, by=by, ring=ring, on=on
        )
    return person
