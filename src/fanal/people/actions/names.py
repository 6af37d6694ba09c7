"""Names: any number, one of them to be used, shown on demand and not otherwise."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from fanal.accounts.models import User
from fanal.audit import actions as audit
from fanal.core.casework.codes import NameKind
from fanal.core.casework.rendering import short_text
from fanal.core.errors import BadInput
from fanal.core.words import say
from fanal.keys.ring import Ring
from fanal.people.models import Person, PersonName
from fanal.people.search_entries import refresh
from fanal.web.typing import Answers


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
    PersonName.objects.filter(person=name.person_id, to_use=True).update(to_use=False)
    PersonName.objects.filter(id=name.id).update(to_use=True)
    audit.record(act="person.name_chosen", by=by, about=name.person_id)


@transaction.atomic
def reveal_name(*, person: Person, by: User, ring: Ring) -> str | None:
    """The name to be used, written down as shown. None where there is no name.

    Raises Locked or NotGranted.
    """
    name = PersonName.objects.filter(person=person).first()
    audit.record(act="person.name_shown", by=by, about=person.id)
    return str(name.unseal(ring)["text"]) if name else None
